/* The page's controller: holds the reader's view and brings every part of the page in step with it.

   A change comes from a control, a key, a link, the address or a script; it makes a new view, and
   `show` draws the difference. Nothing here asks a server. */
(function (timeline) {
  "use strict";

  const root = document.documentElement;
  const onWeb = location.protocol === "http:" || location.protocol === "https:";
  const PUSHED = ["event", "tour", "step", "mode", "view"];
  const FILTERS = ["q", "lane", "kind", "person", "place", "source", "tag", "weight", "disputed"];
  const LABEL_PX = 13; // the chart's type at scale 1
  const WRITE_AFTER = 250; // ms: typing and zooming change the address when they rest

  let doc = null;
  let view = null; // the reader's whole state
  let ignored = []; // what of the address was not understood
  let mask = null; // Uint8Array: which events pass the filters
  let inWindow = null; // Uint8Array: which events overlap the window
  let prepared = null;
  let parts = null; // chart, overview, chronicle, panel, filters, once drawn
  let opened = null; // key of the filter whose list is open
  let writing = 0;
  let tall = 0; // the screen's height when the type was last fitted
  let settle = null;
  const started = new Promise((resolve) => { settle = resolve; });

  // ------------------------------------------------------------------ reading the page

  function read() {
    if (doc) return;
    doc = JSON.parse(document.getElementById("document").textContent);
    prepared = timeline.filter.prepare(doc.columns, doc.vocabulary);
    fitType();
    parse(asked());
    mask = timeline.filter.mask(prepared, view);
    dress();
  }

  function parse(query) {
    ({ view, ignored } = timeline.state.parse(query, doc.vocabulary));
    // a tour without an event stands at the event of its step
    const tour = tourOf(view);
    if (tour && !view.event) view = { ...view, event: tour.steps[view.step - 1].event };
  }

  const tourOf = (some) => doc.tours.find(({ id }) => id === some.tour) || null;

  const asked = () => (onWeb ? location.search : location.hash).replace(/^[?#]/, "");

  /** On a projector type is measured by the screen's height, so that the last row can read it. */
  function fitType() {
    const byHeight = (0.03 * window.innerHeight) / LABEL_PX;
    const byWidth = window.innerWidth / 520;
    const scale = Math.max(1.2, Math.min(byHeight, byWidth, 4));
    doc.themes.projector.typeScale = scale;
    tall = window.innerHeight;
  }

  function dress() {
    root.dataset.theme = view.theme;
    root.dataset.view = view.view;
    root.dataset.mode = view.mode;
    root.style.setProperty("--type-scale", doc.themes[view.theme].typeScale);
  }

  // ------------------------------------------------------------------ drawing

  /** The window the view asks for, in ms; null for the whole range. */
  const askedWindow = (bounds) => (view.from || view.to ? timeline.state.window(view, bounds) : null);

  const chartState = () => ({
    mask,
    window: askedWindow(parts ? parts.chart.home() : doc.timeline.frame),
    selected: view.event || null,
    theme: view.theme,
    calendar: view.calendar,
  });

  /** The figure of the first draw, for Dash's graph. */
  function firstFigure() {
    read();
    const box = document.getElementById("timeline").getBoundingClientRect();
    waitForGraph();
    return timeline.chart.figure(doc, chartState(), { width: box.width, height: box.height });
  }

  /* Dash's graph has no "drawn" event of its own: its plot has a full layout once it is. */
  function waitForGraph() {
    const graph = document.querySelector("#timeline .js-plotly-plot");
    if (graph && graph._fullLayout && graph._fullLayout.xaxis && graph.calcdata) start(graph);
    else requestAnimationFrame(waitForGraph);
  }

  function start(graph) {
    if (parts) return;
    const hover = (id) => parts.chart.hover(id);
    parts = {
      chart: timeline.chart.create(graph, doc, {
        onSelect: (id) => {
          change({ event: id }, { push: true });
          if (view.view === "sources") readOf(id);
        },
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
        onSelect: (id) => change({ event: id }, { push: true }),
        onFilter: (key, id) => change({ [key]: view[key].includes(id) ? view[key] : [...view[key], id] }),
        onClose: close,
        onStep: toStep,
        onCite: (excerpt) => cite({ event: view.event, excerpt }),
        onReadSource: (index, at) => toSource(doc.sources[index].id, { at }),
        address: (id) => addressOf({ ...view, event: id }),
      }),
      filters: timeline.filters.create(doc, {
        onToggle: toggle,
        onDrop: drop,
      }),
      sources: timeline.sources.create(doc, { onPoint: hover }),
    };
    listen();
    const chart = document.getElementById("timeline");
    chart.setAttribute("role", "group");
    chart.setAttribute("aria-label", "Chart of the events, listed in the chronicle. "
      + "Plus and minus zoom, the arrows move, zero shows the whole range.");
    syncControls();
    show({}); // the chart stands already, as the view asks; the rest is drawn at once
    root.dataset.ready = "";
    settle();
  }

  /** 1 for each event that overlaps the window of the view. */
  function overlapping() {
    const span = askedWindow([-Infinity, Infinity]);
    const { start: starts, end: ends } = doc.columns;
    const result = new Uint8Array(mask.length).fill(1);
    if (!span) return result;
    for (let i = 0; i < mask.length; i += 1) {
      result[i] = ends[i] > span[0] && starts[i] < span[1] ? 1 : 0;
    }
    return result;
  }

  /** Indexes of the events that pass the filters and overlap the window, in order. */
  function visible() {
    inWindow = overlapping();
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
    if (before.theme !== view.theme || before.view !== view.view || before.mode !== view.mode) dress();
    if (FILTERS.some((key) => before[key] !== view[key])) {
      mask = timeline.filter.mask(prepared, view);
    }
    const drawn = parts.chart.draw(chartState());
    const inSight = visible();
    const listed = parts.chronicle.draw({
      visible: inSight, selected: view.event, calendar: view.calendar,
    });
    drawPanel();
    parts.sources.draw({ shown: view.view === "sources", selected: view.event });
    drawSentence(inSight.length);
    drawOverview();
    parts.filters.drawBadges(view, disputedCount());
    if (opened) parts.filters.drawOptions(opened, prepared, view, inWindow);
    return Promise.all([drawn, listed]);
  }

  function drawOverview(span) {
    const box = parts.chart.box();
    parts.overview.draw({
      mask, columns: doc.columns, kinds: doc.kinds, window: span || parts.chart.window(),
      home: parts.chart.home(), theme: doc.themes[view.theme], left: box.left,
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

  function drawSentence(count) {
    const status = document.getElementById("status");
    const words = timeline.state.sentence(view, doc.vocabulary, count, mask.length);
    const undrawn = doc.undrawn.length
      ? ` ${doc.undrawn.length} not drawn: ${doc.undrawn.map(([id]) => id).join(", ")}.` : "";
    const passed = ignored.length ? ` Ignored: ${ignored.join("; ")}.` : "";
    const text = words + (undrawn || passed ? `.${undrawn}${passed}` : "");
    if (status.textContent !== text) status.textContent = text;
    const filtered = FILTERS.some((key) => (Array.isArray(view[key]) ? view[key].length : view[key]));
    document.getElementById("clear").hidden = !(filtered || view.from || view.to);
    const host = document.getElementById("nothing");
    parts.filters.drawNothing(host,
      count === 0 ? timeline.filter.nearest(prepared, view, inWindow) : null);
  }

  function disputedCount() {
    return timeline.filter.counts(prepared, view, "disputed", inWindow)[1];
  }

  // ------------------------------------------------------------------ changing the view

  /**
   * Change some fields of the view, as a reader's action.
   * @param {Object} partial the fields that change
   * @param {{push: boolean}} [how] push: a new entry in the history
   * @returns {Promise} kept when the page shows it
   */
  function change(partial, how = {}) {
    const before = view;
    if (Object.keys(partial).every((key) => same(before[key], partial[key]))) return Promise.resolve();
    view = { ...view, ...partial };
    ignored = [];
    const drawn = show(before);
    syncControls();
    write(how.push && PUSHED.some((key) => before[key] !== view[key]));
    return drawn;
  }

  const same = (one, other) => (Array.isArray(one) && Array.isArray(other)
    ? one.join(",") === other.join(",") : one === other);

  /** Replace the whole view by that of a query string; see `window.timeline.apply`. */
  function replace(query, write_) {
    const before = view;
    parse(query);
    const drawn = show(before);
    syncControls();
    if (write_) write(PUSHED.some((key) => before[key] !== view[key]));
    return drawn;
  }

  function windowMoved(span, final) {
    if (!final) {
      drawOverview(span);
      return;
    }
    const { from, to } = timeline.state.edges(span, parts.chart.home());
    if (from === view.from && to === view.to) drawOverview();
    else change({ from, to });
  }

  function toggle(key, id, on) {
    const chosen = view[key].filter((one) => one !== id);
    change({ [key]: on ? [...chosen, id] : chosen });
  }

  function drop(key) {
    const keys = key === "window" ? ["from", "to"] : [key];
    change(Object.fromEntries(keys.map((one) => [one, timeline.state.DEFAULTS[one]])));
  }

  function clear() {
    return change(timeline.state.cleared(view));
  }

  /** To a step of a tour, counted from 1; without a tour, out of it. */
  function toStep(id, step) {
    const tour = doc.tours.find((one) => one.id === id);
    if (tour) change({ tour: id, step, event: tour.steps[step - 1].event }, { push: true });
    else change({ tour: "", step: 1 }, { push: true });
  }

  function close() {
    const id = view.event;
    change({ event: "", tour: "", step: 1 }, { push: true });
    const entry = parts.chronicle.entry(id);
    if (entry && !entry.hidden) entry.querySelector("a").focus({ preventScroll: true });
  }

  function toSource(id, where) {
    change({ view: "sources" }, { push: true });
    parts.sources.show(id, where);
  }

  /** Offer a citation: of an excerpt, of an event, or of all events in sight. */
  function cite({ event, excerpt }) {
    const texts = timeline.cite.texts(doc, {
      event, excerpt, query: event ? "" : timeline.view(), events: event ? undefined : timeline.visible(),
      address: onWeb ? location.href.replace(/[?#].*$/, "") : "",
      accessed: new Date().toISOString().slice(0, 10),
    });
    const title = event ? doc.columns.title[doc.columns.id.indexOf(event)]
      : document.getElementById("status").textContent;
    timeline.citeDialog.offer(texts, excerpt ? `${title}: “${excerpt.exact}”` : title, event || "timeline");
  }

  /** In the sources view, to the words that the first of its sources has on an event. */
  function readOf(id) {
    const [first] = doc.events[doc.columns.id.indexOf(id)].excerpts || [];
    if (first) parts.sources.show(doc.sources[first.source].id, { at: first.at, event: id });
  }

  // ------------------------------------------------------------------ address and controls

  function addressOf(some) {
    const query = timeline.state.query(some);
    const base = location.href.replace(/[?#].*$/, "");
    if (!query) return base;
    return base + (onWeb ? "?" : "#") + query;
  }

  function write(push) {
    clearTimeout(writing);
    const put = () => {
      try {
        if (push) history.pushState(null, "", addressOf(view));
        else history.replaceState(null, "", addressOf(view));
      } catch (refused) {
        // a sandboxed frame has no history of its own: the view lives on in the page
      }
    };
    if (push) put();
    else writing = setTimeout(put, WRITE_AFTER);
  }

  function syncControls() {
    const set = window.dash_clientside.set_props;
    const wanted = {
      search: view.q, "view-switch": view.view, "theme-switch": view.theme,
      "calendar-switch": view.calendar,
    };
    for (const [id, value] of Object.entries(wanted)) {
      if (controls[id] === value) continue;
      controls[id] = value;
      set(id, { value });
    }
  }
  const controls = {
    search: "", "view-switch": "chart", "theme-switch": "light", "calendar-switch": "ns",
  };

  // ------------------------------------------------------------------ listening

  function listen() {
    addEventListener("popstate", () => replace(asked(), false));
    if (!onWeb) addEventListener("hashchange", () => replace(asked(), false));
    document.addEventListener("click", clicked);
    document.getElementById("cite-view").addEventListener("click", () => cite({}));
    document.addEventListener("keydown", pressed);
    // ahead of Dash's callback, which then finds the view as it wants it: typing is answered sooner
    document.getElementById("search").addEventListener("input", ({ target }) => {
      timeline.page.change({ q: target.value });
    });
    let resizing = 0;
    new ResizeObserver(() => {
      cancelAnimationFrame(resizing);
      resizing = requestAnimationFrame(resized);
    }).observe(document.getElementById("timeline"));
  }

  function resized() {
    if (window.innerHeight !== tall || view.theme === "projector") {
      fitType();
      dress();
    }
    parts.chart.resize();
    parts.overview.resize();
    drawOverview();
  }

  function clicked(event) {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = event.target.closest("a, li[data-event]");
    if (!link) return;
    const byKey = event.detail === 0;
    const id = link.dataset.eventLink || link.closest("[data-event]")?.dataset.event;
    if (id) {
      event.preventDefault();
      choose(id, byKey);
    } else if (link.dataset.filter) {
      event.preventDefault();
      const { filter, value } = link.dataset;
      toggle(filter, value, !view[filter].includes(value));
    } else if (link.dataset.tourLink) {
      event.preventDefault();
      toStep(link.dataset.tourLink, 1);
      if (byKey) parts.panel.focus();
    } else if (link.dataset.sourceLink) {
      event.preventDefault();
      toSource(link.dataset.sourceLink);
    }
  }

  function choose(id, byKey) {
    const from = view.view === "sources" ? { view: "chart" } : {};
    change({ event: id, ...from }, { push: true });
    if (byKey) parts.panel.focus();
  }

  function pressed(event) {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    const at = event.target;
    if (event.key === "Escape" && view.event && !opened && at.id !== "search") {
      event.preventDefault();
      close();
      return;
    }
    if (at.closest("dialog, input, textarea, select, [role=slider], [contenteditable], #timeline")) return;
    if (event.key === "/") {
      event.preventDefault();
      document.getElementById("search").focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const entry = at.closest("#chronicle [data-event]");
      if (!entry) return;
      event.preventDefault();
      let other = entry;
      do {
        other = event.key === "ArrowDown" ? other.nextElementSibling : other.previousElementSibling;
      } while (other && other.hidden);
      if (other) other.querySelector("a").focus();
    } else if (view.event && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
      // in a tour the arrows follow the tour, whose buttons stand first
      const step = document.querySelectorAll("#event .step")[event.key === "ArrowRight" ? 1 : 0];
      if (step && !step.disabled) {
        event.preventDefault();
        step.click();
        parts.panel.focus();
      }
    }
  }

  // ------------------------------------------------------------------ what others rely on

  timeline.apply = (query) => started.then(() => replace(String(query), true));
  timeline.view = () => timeline.state.query(view);
  timeline.visible = () => visible().map((i) => doc.columns.id[i]);

  timeline.page = {
    ready: () => parts !== null,
    firstFigure,
    change(partial, how) {
      // a control that was set to the present view reports back: that is no change
      if ("q" in partial) controls.search = partial.q;
      if ("view" in partial) controls["view-switch"] = partial.view;
      if ("theme" in partial) controls["theme-switch"] = partial.theme;
      if ("calendar" in partial) controls["calendar-switch"] = partial.calendar;
      return change(partial, how);
    },
    clear,
    toggleDisputed: () => change({ disputed: !view.disputed }),
    zoom: (factor) => parts.chart.zoom(factor),
    zoomHome: () => change({ from: "", to: "" }),
    filterOpened(key, isOpen) {
      if (isOpen) opened = key;
      else if (opened === key) opened = null;
      parts.filters.setOpened(key, isOpen);
      if (isOpen) parts.filters.drawOptions(key, prepared, view, inWindow);
    },
  };
})((window.timeline = window.timeline || {}));
