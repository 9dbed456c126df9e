/* The page's controller: holds the reader's view and brings every part of the page in step with it.

   A change comes from a control, a key, a link, the address or a script; it makes a new view, and
   `show` draws the difference. Nothing here asks a server. */
(function (timeline) {
  "use strict";

  const root = document.documentElement;
  const PUSHED = ["event", "tour", "step", "mode", "view"];
  const BRIEF = 48; // characters of a search in the sentence of the view
  const SHORT = 40; // characters of it that any screen shows whole

  let doc = null;
  let view = null; // the reader's whole state
  let ignored = []; // what of the address was not understood
  let mask = null; // Uint8Array: which events pass the filters
  let inWindow = null; // Uint8Array: which events overlap the window
  let prepared = null;
  let parts = null; // chart, overview, chronicle, panel, filters, once drawn
  let opened = null; // key of the filter whose list is open
  let dress = null; // theme, mode, type
  let presents = null; // once something asks for it
  let given = null; // the window of the last view that came from an address or a script
  let settle = null;
  const started = new Promise((resolve) => { settle = resolve; });

  // ------------------------------------------------------------------ reading the page

  function read() {
    if (doc) return;
    doc = JSON.parse(document.getElementById("document").textContent);
    prepared = timeline.filter.prepare(doc.columns, doc.vocabulary, timeline.filter.haystacks(doc));
    dress = timeline.dress.create(doc);
    parse(timeline.address.asked());
    mask = timeline.filter.mask(prepared, view);
    dress.fit(view);
  }

  function parse(query) {
    ({ view, ignored } = timeline.state.parse(query, doc.vocabulary));
    given = askedWindow([-Infinity, Infinity]);
    // a tour without an event stands at the event of its step; a presentation knows no other place
    const tour = doc.tours.find(({ id }) => id === view.tour);
    if (tour && (!view.event || view.mode === "present")) {
      view = { ...view, event: tour.steps[view.step - 1].event };
    }
  }

  // ------------------------------------------------------------------ drawing

  /** The window the view asks for, in ms; null for the whole range. */
  const askedWindow = (bounds) => (view.from || view.to ? timeline.state.window(view, bounds) : null);

  const chartState = () => ({
    mask,
    window: askedWindow(parts ? parts.chart.home() : doc.timeline.frame),
    selected: view.event || null,
    theme: dress.ground(view),
    calendar: view.calendar,
    lanes: view.mode === "embed" ? lanesInUse() : null,
    only: null,
  });

  /* In a frame: those of the view it was given; looking closer takes none away, going on adds. */
  function lanesInUse() {
    const now = askedWindow([-Infinity, Infinity]);
    return timeline.embed.lanes(doc, mask, given && now && [given, now], view.event);
  }

  function presenting() {
    presents = presents || timeline.presents.create(doc, {
      view: () => view,
      visible,
      sentence: () => sentenceOf(visible().length),
      change,
      chart: () => parts && parts.chart,
      state: chartState,
      room: dress.room,
      onPlace: () => drawOverview(),
    });
    return presents;
  }

  /** The figure of the first draw, for Dash's graph. */
  function firstFigure() {
    read();
    const staged = view.mode === "present" ? presenting() : null;
    if (staged) staged.step(visible());
    root.toggleAttribute("data-chosen", Boolean(view.event)); // makes room for the panel
    const { width, height } = document.getElementById("timeline").getBoundingClientRect();
    const part = staged && staged.part(doc.timeline.frame, height);
    waitForGraph();
    return timeline.chart.figure(doc, { ...chartState(), ...part }, { width, height });
  }

  /* Dash's graph has no "drawn" event of its own: its plot has a full layout once it is. */
  function waitForGraph() {
    const graph = document.querySelector("#timeline .js-plotly-plot");
    // opened on paper, Dash's empty graph may stand before it is given the figure
    if (graph?.data?.length && graph._fullLayout?.xaxis && graph.calcdata) start(graph);
    else requestAnimationFrame(waitForGraph);
  }

  function start(graph) {
    if (parts) return;
    const hover = (id) => parts.chart.hover(id);
    const cite = (about) => timeline.citeDialog.open(doc, about);
    const hands = timeline.reader.create(doc, {
      view: () => view,
      change,
      entry: (id) => parts.chronicle.entry(id),
      focus: () => parts.panel.focus(),
      read: (id, where) => parts.sources.show(id, where),
      listing: () => opened,
      unlist: () => timeline.controls.unlist(opened),
      covered: () => parts.drawer.covers(),
      zoom: (factor) => timeline.page.zoom(factor),
      whole: () => timeline.page.zoomHome(),
      pan,
      present: (tour) => parts.presents.enter(tour),
      share: () => share(cite),
      cite,
    });
    parts = {
      chart: timeline.chart.create(graph, doc, {
        onSelect: hands.pick,
        onWindow: windowMoved,
        onHover: () => {},
      }),
      overview: timeline.overview.create(document.getElementById("overview"), {
        frame: doc.timeline.frame,
        home: null,
        // while the brush is dragged the chart follows; it draws anew when the hand rests
        onWindow: (span, final) => (final ? windowMoved(span, true) : parts.chart.move(span)),
      }),
      chronicle: timeline.chronicle.create(doc, { onHover: hover }),
      panel: timeline.panel.create(doc, {
        onSelect: (id) => change({ event: id }),
        onFilter: (key, id) => change({ [key]: view[key].includes(id) ? view[key] : [...view[key], id] }),
        onClose: hands.close,
        onStep: hands.toStep,
        onPresent: () => parts.presents.enter(),
        onCite: (excerpt) => cite({ event: view.event, excerpt }),
        onReadSource: (index, at) => hands.toSource(doc.sources[index].id, { at }),
        address: (id) => timeline.address.of({ ...view, event: id, mode: "explore" }),
      }),
      filters: timeline.filters.create(doc, {
        onToggle: hands.toggle,
        onDrop: drop,
      }),
      sources: timeline.sources.create(doc, { onPoint: hover }),
      handout: timeline.handout.create(doc, {
        address: (some) => timeline.follow.reach(timeline.state.query(some)).address,
        now: () => ({ view, indexes: visible() }),
        onChange: change,
      }),
      presents: presenting(),
      drawer: timeline.drawer.create({
        view: () => view,
        entry: (id) => parts.chronicle.entry(id),
        markTop: (id) => parts.chart.heightOf(id),
      }),
      embed: timeline.embed.create(doc, {
        address: timeline.address.of,
        box: () => parts.chart.box(),
        lanes: lanesInUse,
        onList: (listed) => change({ view: listed ? "chronicle" : "chart" }),
        onBack: change,
      }),
    };
    listen();
    const chart = document.getElementById("timeline");
    // it answers keys, and what it shows is one picture: the chronicle lists the marks one by one
    chart.setAttribute("role", "application");
    chart.setAttribute("aria-label", "Chart of the events. "
      + "Plus and minus zoom, the arrows move, zero shows the whole range.");
    graph.setAttribute("role", "img");
    for (const part of graph.children) part.setAttribute("aria-hidden", "true");
    timeline.controls.set(view);
    entitle();
    show({}); // the chart stands already, as the view asks; the rest is drawn at once
    root.dataset.ready = "";
    timeline.filter.warm(prepared);
    settle();
  }

  /** Indexes of the events that pass the filters and overlap the window, in order. */
  function visible() {
    inWindow = timeline.filter.overlapping(doc.columns, askedWindow([-Infinity, Infinity]));
    const found = [];
    for (let i = 0; i < mask.length; i += 1) if (mask[i] && inWindow[i]) found.push(i);
    return found;
  }

  /**
   * Bring the page in step with the view.
   * @param {Object} before the view until now; an empty one draws everything
   * @returns {Promise} kept when the page shows the view, fades included
   */
  function show(before) {
    if (!parts) return started;
    parts.drawer.note();
    if (before.theme !== view.theme || before.view !== view.view || before.mode !== view.mode) dress.put(view);
    if (timeline.filter.KEYS.some((key) => before[key] !== view[key])) mask = timeline.filter.mask(prepared, view);
    const inSight = visible();
    const staged = view.mode === "present";
    document.getElementById("chart").inert = staged;
    parts.presents.step(inSight);
    if (view.mode === "embed") drawPanel(); // it takes its room from the chart
    const roomChanged = before.mode !== view.mode || before.view !== view.view
      || Boolean(before.event) !== Boolean(view.event);
    if (roomChanged) parts.chart.measure();
    const drawn = staged ? parts.presents.draw(before.mode === "present") : parts.chart.draw(chartState());
    const listed = parts.chronicle.draw({
      visible: inSight, selected: view.event, calendar: view.calendar,
    });
    drawPanel();
    describe(inSight);
    parts.sources.draw({ shown: view.view === "sources", selected: view.event });
    parts.embed.draw(view, drawSentence(inSight.length));
    drawOverview();
    parts.filters.drawBadges(view, timeline.filter.counts(prepared, view, "disputed", inWindow)[1]);
    if (opened) parts.filters.drawOptions(opened, prepared, view, inWindow);
    if (roomChanged || before.event !== view.event) parts.drawer.keep();
    const { handout } = parts;
    const printed = view.mode === "print"
      ? handout.draw({ view, indexes: inSight, sheet: view.sheet }) : handout.clear();
    return Promise.all([drawn, listed, printed]);
  }

  function drawOverview(span) {
    const box = parts.chart.box();
    const stage = parts.presents.shown();
    parts.overview.draw({
      mask: stage ? stage.mask : mask,
      path: stage ? stage.only.events.filter((i) => stage.mask[i]) : null,
      place: stage && stage.selected ? doc.columns.id.indexOf(stage.selected) : -1,
      veiled: Boolean(stage && stage.veiled),
      columns: doc.columns, kinds: doc.kinds, window: span || parts.chart.window(),
      home: parts.chart.home(), theme: doc.themes[dress.ground(view)], left: box.left,
      right: box.width - box.right,
    });
  }

  function drawPanel() {
    const order = [];
    for (let i = 0; i < mask.length; i += 1) if (mask[i]) order.push(i);
    const here = view.event ? doc.columns.id.indexOf(view.event) : -1;
    const id = (i) => (i === undefined ? null : doc.columns.id[i]);
    parts.panel.draw({
      selected: view.event,
      calendar: view.calendar,
      tour: view.tour,
      step: view.step,
      hidden: here >= 0 && !mask[here],
      previous: id(order.filter((i) => i < here).at(-1)),
      next: id(order.find((i) => i > here)),
    });
  }

  const sentenceOf = (count, shown = view) => timeline.state.sentence(shown, doc.vocabulary, count, mask.length);

  /** @returns {string} the sentence of the view, with what of it could not be shown */
  function drawSentence(count) {
    const status = document.getElementById("status");
    const brief = sentenceOf(count, { ...view, q: timeline.state.shortened(view.q, BRIEF) });
    const undrawn = doc.undrawn.length
      ? ` ${doc.undrawn.length} not drawn: ${doc.undrawn.map(([id]) => id).join(", ")}.` : "";
    const passed = ignored.length ? ` Ignored: ${ignored.join("; ")}.` : "";
    const more = undrawn || passed ? `.${undrawn}${passed}` : "";
    const text = brief + more;
    if (status.textContent !== text) status.textContent = text;
    status.title = text.length > SHORT ? sentenceOf(count) + more : ""; // it may be cut
    const { query, cleared } = timeline.state;
    document.getElementById("clear").hidden = query(cleared(view)) === query(view);
    const host = document.getElementById("nothing");
    parts.filters.drawNothing(host,
      count === 0 ? timeline.filter.nearest(prepared, view, inWindow) : null);
    return text;
  }

  // ------------------------------------------------------------------ changing the view

  /**
   * Change some fields of the view, as a reader's action.
   * @param {Object} partial the fields that change
   * @returns {Promise} kept when the page shows it
   */
  function change(partial) {
    const before = view;
    const { q, left } = timeline.state.searched(partial.q ?? view.q);
    if ("q" in partial) partial = { ...partial, q };
    if (Object.keys(partial).every((key) => String(before[key]) === String(partial[key]))) return Promise.resolve();
    view = { ...view, ...partial };
    ignored = "q" in partial ? left : [];
    const drawn = show(before);
    timeline.controls.set(view);
    write(before);
    entitle();
    return drawn;
  }

  /* A change that a reader may want to go back from is a new entry in the history. */
  const write = (before) => timeline.address.write(() => view, PUSHED.some((key) => before[key] !== view[key]));

  /** Replace the whole view by that of a query string; see `window.timeline.apply`. */
  function replace(query, write_) {
    const before = view;
    parse(query);
    const drawn = show(before);
    timeline.controls.set(view);
    if (write_) write(before);
    entitle();
    return drawn;
  }

  /* Once the address is written: the history keeps the title that a page had. */
  function entitle() {
    document.title = timeline.pageWords.title(doc, view, visible());
  }

  function describe(inSight) {
    const chart = document.querySelector("#timeline [role=img]");
    const words = timeline.pageWords.chart(doc, view, inSight, sentenceOf(inSight.length));
    if (chart.getAttribute("aria-label") !== words) chart.setAttribute("aria-label", words);
  }

  function windowMoved(span, final) {
    if (!final || view.mode === "present") {
      drawOverview(span);
      return;
    }
    const { from, to } = timeline.state.edges(span, parts.chart.home());
    if (from === view.from && to === view.to) drawOverview();
    else change({ from, to });
  }

  /** Move the window by a part of it; false where all is in sight. */
  function pan(part) {
    const [window_, home] = [parts.chart.window(), parts.chart.home()];
    return window_[1] - window_[0] < home[1] - home[0] - 1 && parts.chart.pan(part);
  }

  function drop(key) {
    const keys = key === "window" ? ["from", "to"] : [key];
    change(Object.fromEntries(keys.map((one) => [one, timeline.state.DEFAULTS[one]])));
  }

  function share(cite) {
    timeline.share.open(doc, {
      view,
      sentence: sentenceOf(visible().length),
      state: chartState,
      citations: () => timeline.citeDialog.texts(doc, {}),
      onCite: (event) => cite({ event }),
      onPrint: (sheet) => change({ mode: "print", sheet }),
    });
  }

  // ------------------------------------------------------------------ listening

  function listen() {
    timeline.address.heard((asked) => replace(asked, false), () => view);
    let resizing = 0;
    new ResizeObserver(() => {
      cancelAnimationFrame(resizing);
      resizing = requestAnimationFrame(resized);
    }).observe(document.getElementById("timeline"));
    // the chart, hidden by a long text, cannot tell that the screen has grown
    addEventListener("resize", () => { if (view.mode === "present") resized(); });
  }

  function resized() {
    dress.fit(view);
    if (view.mode === "present") parts.presents.fit();
    parts.chart.resize();
    parts.embed.fit();
    parts.overview.resize();
    drawOverview();
    parts.drawer.turned();
  }

  // ------------------------------------------------------------------ what others rely on

  timeline.apply = (query) => started.then(() => replace(String(query), true));
  timeline.view = () => timeline.state.query(view);
  timeline.visible = () => visible().map((i) => doc.columns.id[i]);

  timeline.page = {
    ready: () => parts !== null,
    firstFigure,
    change(partial) {
      timeline.controls.heard(partial);
      const drawn = change(partial);
      timeline.controls.set(view); // of a text too long, the part that is searched
      return drawn;
    },
    clear: () => change(timeline.state.cleared(view)),
    toggleDisputed: () => change({ disputed: !view.disputed }),
    zoom: (factor) => parts.chart.zoom(factor),
    zoomHome: () => parts.chart.whole(),
    filterOpened(key, isOpen) {
      if (isOpen) opened = key;
      else if (opened === key) opened = null;
      parts.filters.setOpened(key, isOpen);
      if (isOpen) parts.filters.drawOptions(key, prepared, view, inWindow);
    },
  };
})((window.timeline = window.timeline || {}));
