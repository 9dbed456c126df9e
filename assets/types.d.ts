/* What the scripts of the page know of one another and of what stands around them, for the tools
   that read them (`npm run types`); no browser loads it. */

// ---- the document: what timeline/page/document.py builds ----

/** A moment or an end, in ms since 1970. */
type Ms = number;
/** From and until, in ms. */
type Span = [Ms, Ms];
/** 1 for yes. */
type Flag = 0 | 1;

/** All that the page knows of a timeline. */
interface Doc {
  v: number;
  timeline: {
    title: string;
    subtitle: string;
    language: string;
    note: string;
    licence: Licence | null;
    frame: Span;
    clock: Span;
  };
  geometry: Geometry;
  /** Widths of the chart that a set of rows is made for, and from which chart each is taken. */
  tiers: [number, number, number][];
  vocabulary: Vocabulary;
  columns: Columns;
  layouts: Layout[];
  lanes: Lane[];
  sorts: ("lane" | "kind" | "weight")[];
  differ: string;
  signs: boolean;
  kinds: Kind[];
  glyphs: Record<string, Glyph>;
  relations: Record<string, [string, string]>;
  said: Said;
  themes: Record<string, Theme>;
  eras: { title: string; start: Ms; end: Ms }[];
  events: EventTold[];
  terms: { term: string; gloss: string }[];
  sources: SourceTold[];
  links: Link[];
  citations: Citations;
  tours: Tour[];
  /** Events without a place on the chart: id and why. */
  undrawn: [string, string][];
  /** Of a printed chart: labels stand beside their bars, never in them. */
  beside?: boolean;
}

interface Licence {
  line: string;
  short: string;
  title: string;
  url: string;
}

interface Geometry {
  YEAR_MS: number;
  RADIUS: Record<string, number>;
  PAD: number;
  GAP: number;
  MARK_GAP: number;
  ROW_PITCH: number;
  LABEL_HEIGHT: number;
  LANE_PADDING: number;
  STRIP_HEIGHT: number;
  MAX_MARKS: number;
}

/** One value an event, in the order of time; lanes, kinds, people … as indexes. */
interface Columns {
  id: string[];
  title: string[];
  label: string[];
  lane: number[];
  kind: number[];
  weight: number[];
  rank: number[];
  start: Ms[];
  end: Ms[];
  mark: Ms[];
  sureStart: (Ms | null)[];
  sureEnd: (Ms | null)[];
  span: Flag[];
  imprecise: Flag[];
  circa: Flag[];
  doubtful: Flag[];
  openStart: Flag[];
  openEnd: Flag[];
  words: string[];
  wordsOs: string[];
  search: string[];
  people: number[][];
  places: number[][];
  tags: number[][];
  sources: number[][];
  named: number[][][];
  disputed: Flag[];
}

interface Vocabulary {
  events: string[];
  lanes: Lane[];
  kinds: { id: string; title: string }[];
  people: { id: string; name: string; who?: string }[];
  places: { id: string; name: string }[];
  sources: { id: string; label: string }[];
  tags: string[];
  weights: string[];
  tours: { id: string; title: string; steps: string[] }[];
  frame: Span;
  years: number[];
}

interface Lane {
  id: string;
  title: string;
  short: string;
  ems: [number, number]; // that both take as Python reckons them
}

interface Kind {
  id: string;
  title: string;
  shape: string;
  hue: string;
  symbol: string;
}

interface Glyph {
  symbol: string;
  factor: number;
  stroke: number;
  path: string;
}

/** Which row each event has in its lane, for charts from a width on and a height. */
interface Layout extends Packed {
  tier: number;
  budget: number | null;
}

/** A row for each event, counted in its lane; `late`: it has one only where others leave room. */
interface Packed {
  row: ArrayLike<number>;
  late: ArrayLike<number>;
  rowsInLane: number[];
  lateInLane: number[];
}

interface Said {
  editor: string;
  verified: string;
  unverified: string;
  checked: string;
  arrows: string;
  contested: string;
  also: string;
  clocks: string;
  ends: string;
  afterEnds: string;
  undated: string;
}

interface Theme {
  paper: string;
  band: string;
  tint: string;
  hairline: string;
  ink: string;
  muted: string;
  secondary: string;
  red: string;
  redText: string;
  onRed: string;
  verified: string;
  hues: Record<string, string>;
  typeScale: number;
  sans: string;
}

/** What the panel reads of an event; what is empty is left out. */
interface EventTold {
  basis?: string;
  brief?: string[];
  calendars?: string[];
  stated?: string;
  dateNote?: string;
  knownAs?: string[];
  summary?: string;
  silence?: string;
  excerpts?: Excerpt[];
  /** Which of the excerpts is shown first. */
  shown?: number;
  disagreements?: Disagreement[];
  people?: [string, number[]][];
  works?: number[];
  terms?: number[];
}

interface Excerpt {
  source: number;
  exact: string;
  /** Where it stands in the source's text, if that is known. */
  at?: number;
  before?: string;
  after?: string;
  speaker?: string;
  voice?: string;
  says?: string;
  lead?: string;
  dates?: string;
  note?: string;
  verified: boolean;
  distance?: string;
  weighed?: string;
  editor?: undefined;
}

/** A sentence, or some, with the mark that ends it: never empty. */
type Closed = `${string}${"." | "?" | "!" | "…" | "。" | "।"}${string}`;

/** What the editors say where accounts differ, in their own words. */
interface EditorClaim {
  editor: Closed;
  told: string;
  rests: string;
  by: string;
}

type Claim = Excerpt | EditorClaim;

interface Disagreement {
  head: string;
  asks: string;
  about: string;
  note: string;
  claims: Claim[];
}

interface SourceTold {
  id: string;
  written: Span | null;
  label: string;
  title: string;
  author: string;
  writing: string;
  rests: string;
  genre: string;
  about: string;
}

/** An arrow between two events, as indexes. */
interface Link {
  from: number;
  to: number;
  relation: string;
  contested: boolean;
  claims: Excerpt[];
  contestedBy: Excerpt[];
  note: string;
  warning: string;
}

interface Tour {
  id: string;
  title: string;
  minutes: number | null;
  intro: string;
  questions: string[];
  steps: TourStep[];
}

interface TourStep {
  event: string;
  say?: string;
  question?: string;
  open?: string;
  asked?: string;
  quote: number | null;
  evidence?: number[];
}

interface Citations {
  key: string;
  licence: string;
  sources: { note: string; bibtex: string; csl: Record<string, unknown>; text: string }[];
}

// ---- the view ----

/** A reader's whole state; `event`, `tour`, `from` and `to` are "" where there is none. */
interface View {
  q: string;
  lane: string[];
  kind: string[];
  person: string[];
  place: string[];
  source: string[];
  tag: string[];
  weight: string[];
  disputed: boolean;
  from: string;
  to: string;
  event: string;
  tour: string;
  step: number;
  mode: string;
  calendar: string;
  theme: string;
  view: string;
  sheet: string;
}

/** An option of a filter, as the vocabulary has it. */
type Option = string | { id: string; title?: string; name?: string; label?: string; who?: string };

/** The filters that are lists of ids. */
type ListKey = "lane" | "kind" | "person" | "place" | "source" | "tag" | "weight";

/** What the filters ask, made ready once (view/match.js). */
interface Filtering {
  /** How many events. */
  size: number;
  /** By key: the ids of its options, their places, and the events of each. */
  filters: Record<string, { ids: string[]; index: Map<string, number>; members: Int32Array[] }>;
  disputed: Uint8Array;
  /** What a search reads of an event; some may be forgotten, to be read anew. */
  search: ((i: number) => string) & { forget?: (from: number, to: number) => void };
  people: number[][];
  named: number[][][];
  /** The mask of each filter as it stands. */
  kept: Map<string, { name: string; mask: Uint8Array }>;
}

// ---- the chart ----

/** The columns as typed arrays, in years and px at type scale 1. */
interface Prepared {
  n: number;
  inLane: Int32Array;
  x0: Float64Array;
  x1: Float64Array;
  m: Float64Array;
  r: Float64Array;
  span: Uint8Array;
  rank: Int32Array;
  byRank: number[];
  lane: Int32Array;
  index: Map<string, number>;
  all: Uint8Array;
}

/** In a presentation: the events that have rows, the length of a window, the event of the step. */
interface Only {
  events: number[];
  length: Ms;
  place: number;
}

/** What the chart is to show. */
interface ChartState {
  mask: Uint8Array | null;
  window: Span | null;
  selected?: string | null;
  theme: string;
  calendar: string;
  lanes?: boolean[] | null;
  only?: Only | null;
  still?: boolean;
  veiled?: boolean;
}

/** Columns of a trace, for Plotly. */
type Points = Record<string, (number | string | null)[]>;

/** What lies under a point of the chart: an event by its index, a link, or those that wait in a strip. */
interface Hit {
  event?: number;
  link?: Link;
  strip?: number;
  /** How many wait there, and how many of these a closer look shows. */
  count?: number;
  byZooming?: number;
}

interface Size {
  width: number;
  height: number;
}

interface Band {
  top: number;
  first: number;
  bottom: number;
  name: string;
}

/** All of the chart that depends on its size, theme and lanes alone; px. */
interface Frame {
  narrow: boolean;
  brief: boolean;
  only: boolean;
  inset: number;
  namePx: number;
  eraPx: number;
  gutter: number;
  plotWidth: number;
  top: number;
  foot: number;
  pitch: number;
  bands: (Band | null)[];
  strips: boolean[];
  layout: Packed;
  ts: number;
  /** The whole range, in years. */
  home: [number, number];
  stripHeight: number;
  width: number;
  plotHeight: number;
  height: number;
  floor: number;
  placing: Placing;
  rowY: (i: number) => number;
}

// ---- shareprint ----

/** What a printed sheet tells (print/lesson.js). */
interface Lesson {
  title: string;
  kicker: string;
  intro: string;
  steps: LessonStep[];
  /** The tour's questions. */
  closing: string[];
  /** Indexes of the sources that are quoted. */
  sources: number[];
  /** Indexes of those behind what the editors supply. */
  works: number[];
  /** Of all that speak of the events, the same on every sheet of a view. */
  voices: number[];
  /** One event alone. */
  single: boolean;
  /** Too many for more than a quotation each. */
  brief: boolean;
  dated: boolean;
  /** Events that have no room. */
  left: number;
  /** How many events are in sight where a single one is told. */
  others: number;
}

/** A step as of `parts.steps`, with what of it is printed. */
interface LessonStep {
  i: number;
  say: string;
  question: string;
  open: string;
  asked: string;
  quote: Excerpt | null;
  evidence: Claim[];
  /** Its number. */
  n: number;
  told: string;
  /** Those chosen; on a worksheet also claims of editors. */
  quotes: Claim[];
  questions: string[];
  /** How many more excerpts there are. */
  more: number;
  disagreements: Disagreement[];
}

/** What a picture is to show. The words are the view's where none are given, but for the address,
    which only the page knows. */
interface PictureAsked {
  view: View;
  state: ChartState;
  kind: "png" | "svg";
  /** 1, 2 or 4 pixels to a px. */
  scale?: number;
  /** In px. */
  width?: number;
  transparent?: boolean;
  /** The chart and its signs alone. */
  bare?: boolean;
  title?: string;
  sentence?: string;
  credit?: string;
  address?: string;
}

/** The same, with all that its layout takes; `shown`: the indexes in sight. */
interface PictureLaid extends PictureAsked {
  width: number;
  shown: number[];
}

/** What the page tells Share of the present view. */
interface SharePage {
  view: View;
  /** The view in a sentence. */
  sentence: string;
  /** Its chart's. */
  state(): ChartState;
  /** Of its events. */
  citations(): ReturnType<typeof parts.cite.texts>;
  /** Of an event's id, or "" for the view. */
  onCite(event: string): void;
  /** Of a sheet's name. */
  onPrint(sheet: string): void;
}

/** What the ways to share are made of (share/share.js). */
interface SharePieces {
  el: typeof parts.dom.el;
  way(words: string, ...pieces: Child[]): HTMLElement;
  line(...pieces: Child[]): HTMLElement;
  note(...words: Child[]): HTMLElement;
  button(words: string, click: () => void): HTMLElement;
  say(words: string): void;
  copying(field: HTMLInputElement | HTMLTextAreaElement): HTMLElement;
  give(ending: string, content: Blob): void;
  file(named: string, words: string, query: string): HTMLAnchorElement | null;
  leave(then: () => void): void;
  doc: Doc;
  page: SharePage;
  view: View;
  sentence: string;
  files: ReturnType<typeof parts.files.find>;
  name: string;
  what: string;
}

// ---- chart ----

/** What the strip under the chart shows (chart/overview.js). */
interface OverviewState {
  /** Which events pass. */
  mask: Uint8Array;
  columns: Columns;
  kinds: Kind[];
  window: Span;
  /** What the strip shows; the frame if absent. */
  home?: Span | null;
  theme: Theme;
  /** Insets of the chart's plot, px. */
  left: number;
  right: number;
  /** Indexes of the events that a presentation goes through. */
  path?: number[] | null;
  /** Of the event that it is at. */
  place: number;
  /** What is filtered out is left out. */
  veiled?: boolean;
}

/** What stands where in a chart, for a window: `parts.visible.scene`. */
interface Scene {
  window: Span;
  /** px a year. */
  scale: number;
  /** The window, in years. */
  years: [number, number];
  /** px from the left of the plot, of a year. */
  x: (year: number) => number;
  /** Indexes of the marks in sight, by rank. */
  marks: number[];
  /** Those that wait. */
  strip: number[];
  /** Of these, those that no closer look shows. */
  hopeless: number[];
  labels: PlacedLabel[];
  /** All that is drawn, in the order of painting. */
  painted: number[];
  /** Of these, what is filtered out. */
  pale: Set<number>;
  /** Index of the chosen event, or -1. */
  selected: number;
}

/** A label's box, px of the plot; `side` of `parts.labels.SIDE`. */
interface LabelBox {
  i: number;
  side: number;
  left: number;
  right: number;
  row: number;
}

/** With the edge it is written from, and the year and the distance it moves with. */
interface PlacedLabel extends LabelBox {
  at: number;
  anchor: number;
  off: number;
}

/** Events as labels are placed: years, px at type scale 1 (chart/labels.js). */
interface LabelMarks {
  /** The extent. */
  x0: ArrayLike<number> & Iterable<number>;
  x1: ArrayLike<number> & Iterable<number>;
  /** The mark. */
  m: ArrayLike<number> & Iterable<number>;
  /** Its radius. */
  r: ArrayLike<number> & Iterable<number>;
  /** In the whole chart. */
  row: ArrayLike<number>;
  late: ArrayLike<number>;
  /** 0 is the heaviest; each once. */
  rank: ArrayLike<number>;
  /** Drawn as a bar; without it none is. */
  span?: ArrayLike<number>;
}

/** The same made ready: sort orders, mirrored coordinates, work space. */
interface Placing {
  n: number;
  x0: Float64Array;
  x1: Float64Array;
  m: Float64Array;
  r: Float64Array;
  row: Int32Array;
  late: Uint8Array;
  span: Uint8Array;
  byRank: Int32Array;
  byStart: Int32Array;
  place: Int32Array;
  rowCount: number;
  rowStart: Int32Array;
  lead: Float64Array[];
  face: Float64Array[];
  mid: Float64Array[];
}

/** From which scales on each event has its mark and its label, px a year at type scale 1. */
interface Thresholds {
  markScale: Float64Array;
  /** 0 none, 1 right, 2 left, 3 inside. */
  side: Uint8Array;
  minScale: Float64Array;
  /** From when the label has room on the other side too. */
  spareScale: Float64Array;
}

/** What labels are placed by. */
interface Placement {
  /** Widths of the labels, px. */
  w: ArrayLike<number>;
  /** Which events pass; without it all do. */
  mask?: ArrayLike<number> | null;
  /** The whole range, years. */
  y0: number;
  y1: number;
  /** The smallest scale that will be shown. */
  floor?: number;
  /** No label stands inside its bar. */
  beside?: boolean;
}

/** Where ticks stand, and their words. */
interface Ticks {
  values: Ms[];
  texts: string[];
}

/** A drawing: what stands where, and its figure (chart/cache.js). */
interface Drawn {
  state: ChartState;
  size: Size;
  ts: number;
  frame: Frame;
  home: Span;
  scene: Scene;
  figure: Figure;
}

/** What a gesture asks of the chart (chart/gestures.js). */
interface GestureChart {
  /** Edges of the plot, px. */
  area(): { left: number; right: number };
  width(): number;
  window(): Span;
  /** Is less than all in sight? */
  zoomable(): boolean;
  msAt(x: number): Ms;
  move(span: Span): void;
  settle(): unknown;
  zoomBy(factor: number, centre: Ms): void;
  zoom(factor: number, centre?: Ms): unknown;
  pan(fraction: number): unknown;
  home(): unknown;
  hoverAt(x: number, y: number): void;
  leave(): void;
  clickAt(x: number, y: number): void;
  emptyAt(x: number, y: number): boolean;
}

// ---- presenting ----

/** A step of a presentation (telling/steps.js). */
type Step = ReturnType<typeof parts.steps.of>[number];

/** What the stage shows (present/stage.js). */
interface StageShown {
  /** Undefined where no event matches the view. */
  step: Step | undefined;
  /** Of the step, from 0. */
  k: number;
  count: number;
  /** Of the tour, or the view in a sentence. */
  name: string;
  /** What lies over the step: question, evidence, order … or "". */
  layer: string;
  /** Of the evidence. */
  page: number;
  /** The date of this step is. */
  hidden: boolean;
  /** Dates are, until they are told. */
  hiding: boolean;
  calendar: string;
  blank: boolean;
  /** The closing questions. */
  closing: string[];
}

/** Words as the presenter's window shows them. */
interface Quoted {
  exact?: string;
  source?: string;
  voice?: string;
  editor?: string;
  by?: string;
}

/** A step as the presenter's window shows it. */
interface PresenterCard {
  title: string;
  date?: string;
  dateNote?: string;
  say?: string;
  question?: string;
  quote?: Quoted | null;
}

/** What the presenter's window is told. */
interface PresenterState {
  type: "stage";
  v: number;
  title: string;
  step: number;
  count: number;
  now: PresenterCard | null;
  next: PresenterCard | null;
  layer: string;
  hideDates: boolean;
  revealed: boolean;
  blank: boolean;
  /** When the lesson began. */
  started: Ms;
  theme: string;
  /** Planned; 0 where none are. */
  minutes: number;
  closing?: string[];
  /** Which page of how many. */
  page?: [number, number];
  evidence?: Quoted[];
}

/** A command of the presenter's window, or its greeting. */
interface PresenterMessage {
  type: string;
  v: number;
  what?: string;
  value?: string;
}

// ---- page ----

/** What the page is made of, once it is drawn. */
interface Pieces {
  chart: ReturnType<typeof parts.chart.create>;
  overview: ReturnType<typeof parts.overview.create>;
  chronicle: ReturnType<typeof parts.chronicle.create>;
  panel: ReturnType<typeof parts.panel.create>;
  filters: ReturnType<typeof parts.filters.create>;
  sources: ReturnType<typeof parts.sources.create>;
  handout: ReturnType<typeof parts.handout.create>;
  presents: ReturnType<typeof parts.presentation.create>;
  drawer: ReturnType<typeof parts.drawer.create>;
  embed: ReturnType<typeof parts.embed.create>;
}

/** What the keys of the page do (page/shortcuts.js); false: there is nothing to do. */
interface KeysPage {
  view(): View;
  listing(): unknown;
  unlist(): void;
  close(): unknown;
  present(): unknown;
  search(): unknown;
  /** To the next event or the one before. */
  walk(by: number): unknown;
  entry(node: Element, by: number): unknown;
  zoom(factor: number): unknown;
  whole(): unknown;
  pan(part: number): unknown;
}

/** What the hands of a reader need of the page (page/input.js). */
interface InputPage {
  view(): View;
  change: Changing;
  /** Of the chronicle. */
  entry(id: string): HTMLElement | null;
  /** The chosen event. */
  focus(): void;
  /** In the sources view. */
  read(id: string, where: Passage): void;
  listing(): ListKey | null;
  unlist(): void;
  /** Does the event lie over the whole page? */
  covered(): boolean;
  zoom(factor: number): unknown;
  whole(): unknown;
  pan(part: number): unknown;
  present(tour?: string): void;
  share(): void;
  cite(about: { event?: string; excerpt?: Excerpt | null }): void;
}

/** Changes some fields of the view, as a reader's act; kept when the page shows it. */
type Changing = (partial: Partial<View>) => Promise<unknown>;

/** A place in a source: where its letters begin, and the event that they are read for. */
interface Passage {
  at?: number;
  event?: string;
}

/** What the presentation needs of the page (page/presentation.js). */
interface PresentationPage {
  view(): View;
  /** Indexes of the events in sight. */
  visible(): number[];
  /** Of the view. */
  sentence(): string;
  change: Changing;
  /** Once it stands. */
  chart(): ReturnType<typeof parts.chart.create> | undefined;
  /** What it draws. */
  state(): ChartState;
  /** The type scale for a whole room. */
  room(): number;
  /** The chart has gone elsewhere. */
  onPlace(): void;
}

/** What the panel draws of the page. */
interface PanelState {
  selected: string;
  calendar: string;
  tour: string;
  step: number;
  /** The event lies outside the filters. */
  hidden: boolean;
  /** Said in place of what is told of the event, which has not come; "" where it has. */
  told: string;
  previous: string | null;
  next: string | null;
}

// ---- what stands around the page ----

/** Plotly's graph: its element, with what it keeps there. */
interface Graph extends HTMLElement {
  data: Trace[];
  layout: Figure["layout"];
  calcdata?: unknown;
  // biome-ignore lint/suspicious/noExplicitAny: Plotly's own, of any shape
  _fullLayout?: Record<string, any>;
}

/** A trace as Plotly takes it; which fields it has depends on its role. */
interface Trace {
  type?: string;
  uid?: string;
  meta: { role: string };
  // biome-ignore lint/suspicious/noExplicitAny: as many kinds as Plotly has options
  [field: string]: any;
}

interface Figure {
  data: Trace[];
  // biome-ignore lint/suspicious/noExplicitAny: as many kinds as Plotly has options
  layout: Record<string, any>;
}

declare const Plotly: {
  newPlot(host: HTMLElement, data: Trace[], layout: object, config?: object): Promise<Graph>;
  react(host: HTMLElement, data: Trace[], layout: object, config?: object): Promise<Graph>;
  restyle(host: HTMLElement, change: object, traces?: number[]): Promise<Graph>;
  relayout(host: HTMLElement, change: object): Promise<Graph>;
  purge(host: HTMLElement): void;
  toImage(figure: object, how: object): Promise<string>;
};

/** Where the code of an address comes from, if npm has brought it. */
interface LeanQr {
  generate(text: string, options: object): { size: number; get(x: number, y: number): boolean };
  correction: Record<string, unknown>;
}

/** What Dash's React gives a component (boot/dash.js). */
interface ReactHooks {
  useLayoutEffect(does: () => void): void;
  useEffect(does: () => () => void, on: unknown[]): void;
  useRef<T>(first: T): { current: T };
}

/** What the living page does for callbacks (page/page.js). */
interface Living {
  event(): string;
  obey(query: string, known?: unknown): Promise<unknown>;
  choose(id: string): Promise<unknown>;
}

/** The page as the component that callbacks know. */
interface BridgeProps {
  view?: string;
  event?: string;
  visible?: string[];
  setProps(changed: Record<string, unknown>): void;
}

/** What an element is given as its content. */
type Child = OneChild | OneChild[];
type OneChild = Node | string | number | null | undefined;

interface Window {
  /** What others may rely on. */
  timeline: {
    /** Show the view of a query; kept when it is shown. */
    apply(query: string): Promise<unknown>;
    /** The query of the present view. */
    view(): string;
    /** The ids of the events in sight. */
    visible(): string[];
    /** Hear of a change of the query, of the chosen event's id, of the ids in sight; ends by a call. */
    on(name: "view" | "event" | "visible", hear: (value: unknown) => void): () => void;
  };
  /** What runs before the page is drawn (boot/early.js) hands on. */
  timelineEarly: {
    roomScale(): number;
    forRoom(about: { theme?: string; mode?: string }): boolean;
    unit(): string;
    wear(name: string, value: string): void;
  };
  leanQr?: LeanQr;
  React: ReactHooks;
  timeline_page: Record<string, (props: BridgeProps) => null>;
}
