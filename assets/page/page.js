/* The page's controller: holds the reader's view and brings every part of the page in step with it.

   A change comes from a control, a key, a link, the address or a script; it makes a new view, and
   `show` draws the difference. Nothing here asks a server. */
parts.page = (() => {
  const root = document.documentElement;
  /** @type {(keyof View)[]} */
  const PUSHED = ["event", "tour", "step", "mode", "view"];
  const BRIEF = 48; // characters of a search in the sentence of the view
  const TYPING = 3000; // ms after a letter, in which the next may still come
  const SHORT = 40; // characters of it that any screen shows whole
  const READING = "Reading what is told of this event …";
  const TRYING = "What is told of this event did not come. Trying again …";

  /** @type {Doc} */
  let doc;
  /** @type {View} */
  let view; // the reader's whole state
  /** @type {string[]} */
  let ignored = []; // what of the address was not understood
  /** @type {Uint8Array} */
  let mask; // which events pass the filters
  /** @type {Uint8Array} */
  let inWindow; // which events overlap the window
  /** @type {ReturnType<typeof parts.details.create>} */
  let details; // of the events: in a long timeline they come after the chart
  /** @type {ReturnType<typeof parts.match.prepare>} */
  let prepared;
  /** @type {Pieces} */
  let pieces; // once drawn
  /** @type {?ListKey} */
  let opened = null; // the filter whose list is open
  /** @type {ReturnType<typeof parts.theme.create>} */
  let dress; // theme, mode, type
  /** @type {ReturnType<typeof parts.presentation.create>} */
  let presents; // once something asks for it
  let typed = new Set(); // what stood in the search field since it has the focus
  let typedAt = -Infinity; // ms: when it was last typed in
  /** @type {?Span} */
  let given = null; // the window of the last view that came from an address or a script
  /** @type {() => void} */
  let settle;
  const started = new Promise((resolve) => {
    settle = () => resolve(undefined);
  });

  // ------------------------------------------------------------------ reading the page

  function read() {
    if (doc) return;
    doc = JSON.parse(parts.dom.byId("document").textContent || "");
    details = parts.details.create(doc, detailed, retell);
    prepared = parts.match.prepare(doc.columns, doc.vocabulary, parts.match.haystacks(doc));
    dress = parts.theme.create(doc);
    parse(parts.address.asked());
    mask = parts.match.mask(prepared, view);
    dress.fit(view);
  }

  /** @param {string} query @param {Partial<View>} [kept] of the view */
  function parse(query, kept = {}) {
    ({ view, ignored } = parts.state.parse(query, doc.vocabulary));
    view = { ...view, ...kept };
    given = askedWindow([-Infinity, Infinity]);
    // a tour without an event stands at the event of its step; a presentation knows no other place
    const tour = doc.tours.find(({ id }) => id === view.tour);
    if (tour && (!view.event || view.mode === "present")) {
      view = { ...view, event: tour.steps[view.step - 1].event };
    }
  }

  // ------------------------------------------------------------------ drawing

  /** The window the view asks for, in ms; null for the whole range. @param {Span} bounds */
  const askedWindow = (bounds) => (view.from || view.to ? parts.state.window(view, bounds) : null);

  const chartState = () => ({
    mask,
    window: askedWindow(pieces ? pieces.chart.home() : doc.timeline.frame),
    selected: view.event || null,
    theme: dress.ground(view),
    calendar: view.calendar,
    lanes: view.mode === "embed" ? lanesInUse() : null,
    only: null,
  });

  /* In a frame: those of the view it was given; looking closer takes none away, going on adds. */
  function lanesInUse() {
    const now = askedWindow([-Infinity, Infinity]);
    return parts.embed.lanes(doc, mask, given && now && [given, now], view.event);
  }

  function presenting() {
    presents =
      presents ||
      parts.presentation.create(doc, {
        view: () => view,
        visible,
        sentence: () => sentenceOf(visible().length),
        change,
        chart: () => pieces && pieces.chart,
        state: chartState,
        room: dress.room,
        onPlace: () => drawOverview(),
      });
    return presents;
  }

  /** The figure of the first draw. */
  function firstFigure() {
    const staged = view.mode === "present" ? presenting() : null;
    if (staged) staged.step(visible());
    root.toggleAttribute("data-chosen", Boolean(view.event)); // makes room for the panel
    const { width, height } = parts.dom.byId("timeline").getBoundingClientRect();
    const part = staged && staged.part(doc.timeline.frame, height);
    return parts.chart.figure(doc, { ...chartState(), ...part }, { width, height });
  }

  /** Draw the chart and bring the page to life. */
  function mount() {
    read();
    if (waits()) details.withAll(draw);
    else draw();
  }

  function draw() {
    parts.controls.set(view);
    const figure = firstFigure();
    const place = parts.dom.el("div");
    const host = parts.dom.byId("timeline");
    host.append(place);
    parts.chart.first(place, figure).then((graph) => {
      for (const waiting of host.querySelectorAll(".waiting")) waiting.remove();
      start(graph);
    });
  }

  /** @param {Graph} graph */
  function start(graph) {
    const hover = (/** @type {?string} */ id) => pieces.chart.hover(id);
    const cite = (/** @type {Parameters<InputPage["cite"]>[0]} */ about) =>
      details.withAll(() => parts.citeDialog.open(doc, { ...cited(), ...about }));
    const hands = parts.input.create(doc, {
      view: () => view,
      change,
      entry: (id) => pieces.chronicle.entry(id),
      focus: () => pieces.panel.focus(),
      read: (id, where) => pieces.sources.show(id, where),
      listing: () => opened,
      unlist: () => {
        if (opened) parts.controls.unlist(opened);
      },
      covered: () => pieces.drawer.covers(),
      zoom: (factor) => pieces.chart.zoom(factor),
      whole: () => pieces.chart.whole(),
      pan,
      present: (tour) => pieces.presents.enter(tour),
      share: () => details.withAll(() => share(cite)),
      cite,
    });
    pieces = {
      chart: parts.chart.create(graph, doc, {
        onSelect: hands.pick,
        onWindow: windowMoved,
        onHover: () => {},
      }),
      overview: parts.overview.create(parts.dom.byId("overview"), {
        frame: doc.timeline.frame,
        home: null,
        // while the brush is dragged the chart follows; it draws anew when the hand rests
        onWindow: (span, final) => (final ? windowMoved(span, true) : pieces.chart.move(span)),
      }),
      chronicle: parts.chronicle.create(doc, { onHover: hover }),
      panel: parts.panel.create(doc, {
        onSelect: (id) => change({ event: id }),
        onFilter: (key, id) =>
          change({ [key]: view[key].includes(id) ? view[key] : [...view[key], id] }),
        onClose: hands.close,
        onStep: hands.toStep,
        onPresent: () => pieces.presents.enter(),
        onCite: (excerpt) => cite({ event: view.event, excerpt }),
        onReadSource: (index, at) => hands.toSource(doc.sources[index].id, { at }),
        address: (id) => parts.address.of({ ...view, event: id, mode: "explore" }),
      }),
      filters: parts.filters.create(doc, {
        onToggle: hands.toggle,
        onDrop: drop,
      }),
      sources: parts.sources.create(doc, { onPoint: hover }),
      handout: parts.handout.create(doc, {
        address: (some) => parts.address.reach(parts.state.query(some)).address,
        now() {
          details.now();
          return { view, indexes: visible(), whole: details.complete() };
        },
        onChange: change,
      }),
      presents: presenting(),
      drawer: parts.drawer.create({
        view: () => view,
        entry: (id) => pieces.chronicle.entry(id),
        markTop: (id) => pieces.chart.heightOf(id),
      }),
      embed: parts.embed.create(doc, {
        address: parts.address.of,
        box: () => pieces.chart.box(),
        lanes: lanesInUse,
        onList: (listed) => change({ view: listed ? "chronicle" : "chart" }),
        onBack: change,
        onAsked: obey,
      }),
    };
    listen();
    const chart = parts.dom.byId("timeline");
    // it answers keys, and what it shows is one picture: the chronicle lists the marks one by one
    chart.setAttribute("role", "application");
    chart.setAttribute(
      "aria-label",
      "Chart of the events. " + "Plus and minus zoom, the arrows move, zero shows the whole range.",
    );
    graph.setAttribute("role", "img");
    for (const part of graph.children) part.setAttribute("aria-hidden", "true");
    parts.dom.byId("search").addEventListener("focus", () => {
      typed = new Set([view.q]);
    });
    parts.controls.create({
      change,
      type(q) {
        typedAt = performance.now();
        typed.add(q);
        change({ q });
      },
      clear,
      dispute: () => change({ disputed: !view.disputed }),
      zoom: (factor) => pieces.chart.zoom(factor),
      whole: () => pieces.chart.whole(),
      opened: filterOpened,
    });
    entitle();
    show({}); // the chart stands already, as the view asks; the rest is drawn at once
    root.dataset.ready = "";
    if (details.complete()) parts.match.warm(prepared);
    else details.begin();
    settle();
    parts.dash.join({ obey, choose, event: () => view.event });
  }

  /** Indexes of the events that pass the filters and overlap the window, in order. */
  function visible() {
    inWindow = parts.match.overlapping(doc.columns, askedWindow([-Infinity, Infinity]));
    const found = [];
    for (let i = 0; i < mask.length; i += 1) if (mask[i] && inWindow[i]) found.push(i);
    return found;
  }

  // ------------------------------------------------------------------ details that come later

  /** Does the view show details of many events, of which some have not come? */
  const waits = () =>
    !details.complete() && (["present", "print"].includes(view.mode) || view.view === "sources");

  /** The details of some events have come. @param {number} from @param {number} to */
  function detailed(from, to) {
    parts.match.forget(prepared, from, to);
    if (details.complete()) parts.match.warm(prepared);
    if (!pieces || waits()) return;
    pieces.chronicle.fill(from, to);
    if (view.q) {
      mask = parts.match.mask(prepared, view);
      show(view);
      announce();
    } else retell();
  }

  /* Whoever waits for details is told that they have come, or did not and are asked for again. */
  function retell() {
    if (!pieces) return;
    drawPanel();
    drawSentence(visible().length);
  }

  /** What of the view is still to come, for its sentence; "" for nothing. */
  function unread() {
    const missing = view.q || waits() || details.failing() ? details.missing() : 0;
    if (!missing) return "";
    const texts = `the texts of ${parts.state.many(missing, "event")}`;
    return details.failing()
      ? ` Still without ${texts}; trying again.`
      : ` Still reading ${texts}.`;
  }

  /**
   * Bring the page in step with the view.
   * @param {Partial<View>} before the view until now; an empty one draws everything
   * @returns {Promise<unknown>} kept when the page shows the view, fades included
   */
  function show(before) {
    if (!pieces) return started;
    if (waits()) {
      drawSentence(visible().length);
      return new Promise((done) => details.withAll(() => done(show({}))));
    }
    pieces.drawer.note();
    if (before.theme !== view.theme || before.view !== view.view || before.mode !== view.mode)
      dress.put(view);
    if (parts.match.KEYS.some((key) => before[key] !== view[key]))
      mask = parts.match.mask(prepared, view);
    const inSight = visible();
    const staged = view.mode === "present";
    parts.dom.byId("chart").inert = staged;
    pieces.presents.step(inSight);
    if (view.mode === "embed") drawPanel(); // it takes its room from the chart
    const roomChanged =
      before.mode !== view.mode ||
      before.view !== view.view ||
      Boolean(before.event) !== Boolean(view.event);
    const narrowed = roomChanged && pieces.chart.measure().width !== pieces.chart.box().width;
    const drawn = staged
      ? pieces.presents.draw(before.mode === "present")
      : pieces.chart.draw(chartState());
    const listed = pieces.chronicle.draw({
      visible: inSight,
      selected: view.event,
      calendar: view.calendar,
    });
    drawPanel();
    describe(inSight);
    pieces.sources.draw({ shown: view.view === "sources", selected: view.event });
    pieces.embed.draw(view, drawSentence(inSight.length));
    drawOverview();
    pieces.filters.drawBadges(view, parts.match.counts(prepared, view, "disputed", inWindow)[1]);
    if (opened) pieces.filters.drawOptions(opened, prepared, view, inWindow);
    const keep = () => {
      if (roomChanged || before.event !== view.event) pieces.drawer.keep();
    };
    keep();
    // where the panel takes its room from the chart, that stands otherwise a frame later
    if (narrowed && pieces.chart.isDue()) {
      drawn?.then(() => {
        drawOverview();
        keep();
      });
    }
    const { handout } = pieces;
    const printed =
      view.mode === "print"
        ? handout.draw({ view, indexes: inSight, sheet: view.sheet })
        : handout.clear();
    const chosen = details.want(doc.columns.id.indexOf(view.event));
    return Promise.all([drawn, listed, printed, chosen]);
  }

  /** @param {Span} [span] without it the chart's */
  function drawOverview(span) {
    const box = pieces.chart.box();
    const stage = pieces.presents.shown();
    pieces.overview.draw({
      mask: stage ? stage.mask : mask,
      path: stage ? stage.only.events.filter((i) => stage.mask[i]) : null,
      place: stage && stage.selected ? doc.columns.id.indexOf(stage.selected) : -1,
      veiled: Boolean(stage && stage.veiled),
      columns: doc.columns,
      kinds: doc.kinds,
      window: span || pieces.chart.window(),
      home: pieces.chart.home(),
      theme: doc.themes[dress.ground(view)],
      left: box.left,
      right: box.width - box.right,
    });
  }

  function drawPanel() {
    const order = [];
    for (let i = 0; i < mask.length; i += 1) if (mask[i]) order.push(i);
    const here = view.event ? doc.columns.id.indexOf(view.event) : -1;
    const id = (/** @type {number | undefined} */ i) =>
      i === undefined ? null : doc.columns.id[i];
    pieces.panel.draw({
      selected: view.event,
      told: details.here(here) ? "" : details.failing(here) ? TRYING : READING,
      calendar: view.calendar,
      tour: view.tour,
      step: view.step,
      hidden: here >= 0 && !mask[here],
      previous: id(order.filter((i) => i < here).at(-1)),
      next: id(order.find((i) => i > here)),
    });
  }

  /** @param {number} count */
  const sentenceOf = (count, shown = view) =>
    parts.state.sentence(shown, doc.vocabulary, count, mask.length);

  /** The sentence of the view, with what of it could not be shown. @param {number} count of events in sight */
  function drawSentence(count) {
    const status = parts.dom.byId("status");
    const brief = sentenceOf(count, { ...view, q: parts.state.shortened(view.q, BRIEF) });
    const undrawn = doc.undrawn.length
      ? ` ${doc.undrawn.length} not drawn: ${doc.undrawn.map(([id]) => id).join(", ")}.`
      : "";
    const passed = ignored.length ? ` Ignored: ${ignored.join("; ")}.` : "";
    const coming = unread();
    const more = undrawn || passed || coming ? `.${undrawn}${passed}${coming}` : "";
    const text = brief + more;
    if (status.textContent !== text) status.textContent = text;
    status.title = text.length > SHORT ? sentenceOf(count) + more : ""; // it may be cut
    const { query, cleared } = parts.state;
    parts.dom.byId("clear").hidden = query(cleared(view)) === query(view);
    const host = parts.dom.byId("nothing");
    pieces.filters.drawNothing(
      host,
      count === 0 ? parts.match.nearest(prepared, view, inWindow) : null,
    );
    return text;
  }

  // ------------------------------------------------------------------ changing the view

  /**
   * Change some fields of the view, as a reader's action.
   * @param {Partial<View>} partial the fields that change
   * @returns {Promise<unknown>} kept when the page shows it
   */
  function change(partial) {
    const before = view;
    const { q, left } = parts.state.searched(partial.q ?? view.q);
    if ("q" in partial) partial = { ...partial, q };
    const keys = /** @type {(keyof View)[]} */ (Object.keys(partial));
    if (keys.every((key) => String(before[key]) === String(partial[key]))) return Promise.resolve();
    view = { ...view, ...partial };
    ignored = "q" in partial ? left : [];
    const drawn = show(before);
    parts.controls.set(view);
    write(before);
    entitle();
    announce();
    return drawn;
  }

  /** A change that a reader may want to go back from is a new entry in the history. @param {View} before */
  const write = (before) =>
    parts.address.write(
      () => view,
      PUSHED.some((key) => before[key] !== view[key]),
    );

  /**
   * Replace the whole view by that of a query string; see `window.timeline.apply`.
   * @param {string} query
   * @param {boolean} write_ it into the address
   * @param {Partial<View>} [kept] of the view
   */
  function replace(query, write_, kept = {}) {
    const before = view;
    parse(query, kept);
    const drawn = show(before);
    parts.controls.set(view);
    if (write_) write(before);
    entitle();
    announce();
    return drawn;
  }

  /* Once the address is written: the history keeps the title that a page had. */
  function entitle() {
    document.title = parts.words.title(doc, view, visible());
  }

  /** @param {number[]} inSight indexes of the events */
  function describe(inSight) {
    const chart = parts.dom.one(document, "#timeline [role=img]");
    const words = parts.words.chart(doc, view, inSight, sentenceOf(inSight.length));
    if (chart.getAttribute("aria-label") !== words) chart.setAttribute("aria-label", words);
  }

  /** @param {Span} span @param {boolean} final the movement has ended */
  function windowMoved(span, final) {
    if (!final || view.mode === "present") {
      drawOverview(span);
      return;
    }
    const { from, to } = parts.state.edges(span, pieces.chart.home());
    if (from === view.from && to === view.to) drawOverview();
    else change({ from, to });
  }

  /** Move the window by a part of it; false where all is in sight. @param {number} part */
  function pan(part) {
    const [window_, home] = [pieces.chart.window(), pieces.chart.home()];
    return window_[1] - window_[0] < home[1] - home[0] - 1 && pieces.chart.pan(part);
  }

  /** @param {keyof View | "window"} key */
  function drop(key) {
    /** @type {(keyof View)[]} */
    const keys = key === "window" ? ["from", "to"] : [key];
    change(Object.fromEntries(keys.map((one) => [one, parts.state.DEFAULTS[one]])));
  }

  /** What a citation of the view names. */
  const cited = () => ({ query: NOW.view(), events: NOW.visible() });

  /** @param {InputPage["cite"]} cite */
  function share(cite) {
    parts.share.open(doc, {
      view,
      sentence: sentenceOf(visible().length),
      state: chartState,
      citations: () => parts.citeDialog.texts(doc, cited()),
      onCite: (event) => cite({ event }),
      onPrint: (sheet) => change({ mode: "print", sheet }),
    });
  }

  // ------------------------------------------------------------------ listening

  function listen() {
    parts.address.heard(
      (asked) => replace(asked, false),
      () => view,
    );
    let resizing = 0;
    new ResizeObserver(() => {
      cancelAnimationFrame(resizing);
      resizing = requestAnimationFrame(resized);
    }).observe(parts.dom.byId("timeline"));
    // the chart, hidden by a long text, cannot tell that the screen has grown
    addEventListener("resize", () => {
      if (view.mode === "present") resized();
    });
  }

  function resized() {
    dress.fit(view);
    if (view.mode === "present") pieces.presents.fit();
    pieces.chart.resize();
    pieces.embed.fit();
    pieces.overview.resize();
    drawOverview();
    pieces.drawer.turned();
  }

  const clear = () => change(parts.state.cleared(view));

  /** The list of a filter has been opened, or closed. @param {ListKey} key @param {boolean} isOpen */
  function filterOpened(key, isOpen) {
    if (isOpen) opened = key;
    else if (opened === key) opened = null;
    pieces.filters.setOpened(key, isOpen);
    if (isOpen) pieces.filters.drawOptions(key, prepared, view, inWindow);
  }

  // ------------------------------------------------------------------ asked for from outside

  /**
   * Show a view that a program asks for by what it knew of the page, while a reader may have gone on.
   * Of what it left as it knew it, the page keeps what it has by now. What stands in the search
   * field also stays while it is being typed in, unless the program asks for words that the field
   * never held.
   * @param {string} query
   * @param {string} [known] the view that the program was told last; without it all is replaced
   * @returns {Promise<unknown>} kept when the page shows it
   */
  const obey = (query, known) =>
    started.then(() => {
      const [asked, then] = [query, known ?? ""].map(
        (one) => parts.state.parse(one, doc.vocabulary).view,
      );
      const keys = /** @type {(keyof View)[]} */ (Object.keys(asked));
      const left =
        known === undefined ? [] : keys.filter((key) => String(asked[key]) === String(then[key]));
      const kept = Object.fromEntries(left.map((key) => [key, view[key]]));
      const typing =
        document.activeElement === parts.dom.byId("search") &&
        (performance.now() - typedAt < TYPING || typed.has(asked.q));
      return replace(query, true, typing ? { ...kept, q: view.q } : kept);
    });

  /**
   * Choose an event; with "" none, which ends a tour too.
   * @param {string} id
   * @returns {Promise<unknown>} kept when the page shows it
   */
  const choose = (id) =>
    started.then(() => {
      const asked = new URLSearchParams(parts.state.query(view));
      for (const key of id ? ["event"] : ["event", "tour", "step"]) asked.delete(key);
      if (id) asked.set("event", id);
      return replace(String(asked), true, { q: view.q });
    });

  // ------------------------------------------------------------------ what others rely on

  /** @type {Record<string, Set<(value: string | string[]) => void>>} */
  const listeners = { view: new Set(), event: new Set(), visible: new Set() };
  /** @type {Record<string, string | string[]>} */
  const told = { view: "", event: "", visible: [] }; // when they were last told

  const NOW = {
    view: () => parts.state.query(view),
    event: () => view.event,
    visible: () => visible().map((i) => doc.columns.id[i]),
  };

  /** @param {string} name of one of them @returns {string | string[]} */
  const now = (name) => /** @type {Record<string, () => string | string[]>} */ (NOW)[name]();

  /* Tell those who listen what has changed. */
  function announce() {
    for (const [name, heard] of Object.entries(listeners)) {
      const value = heard.size ? now(name) : told[name];
      if (String(told[name]) === String(value)) continue;
      told[name] = value;
      for (const hear of [...heard]) listened(hear, value);
    }
  }

  /**
   * The page goes on, whatever a listener of somebody else's does.
   * @param {(value: string | string[]) => void} hear
   * @param {string | string[]} value
   */
  function listened(hear, value) {
    try {
      hear(value);
    } catch (error) {
      reportError(error);
    }
  }

  window.timeline = {
    apply: (query) => started.then(() => replace(String(query), true)),
    view: NOW.view,
    visible: NOW.visible,
    /**
     * Hear of changes.
     * @param {"view"|"event"|"visible"} name of the query string, of the chosen event's id ("" for
     *   none), of the ids in sight
     * @param {function(string|string[])} hear is given the new value
     * @returns {function()} ends it
     */
    on(name, hear) {
      if (!Object.hasOwn(listeners, name)) {
        throw new TypeError(
          `timeline.on: there is no “${name}”; there are ${Object.keys(listeners).join(", ")}`,
        );
      }
      if (!listeners[name].size && view) told[name] = now(name);
      listeners[name].add(hear);
      return () => listeners[name].delete(hear);
    },
  };

  return { mount };
})();
