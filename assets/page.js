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
  const LAST_ROW = 0.0305; // of the screen's height: the least type that the last row reads
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
  let tall = 0; // the screen's height and width when the type was last fitted
  let wide = 0;
  let present = null; // the stage, once there is one
  let staged = null; // what it has the chart show
  let turn = 0; // counts its drawings
  let forRoom = 1; // type scale for a whole room
  let left = null; // the view that a presentation was entered from
  let given = null; // the window of the last view that came from an address or a script
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
    given = askedWindow([-Infinity, Infinity]);
    // a tour without an event stands at the event of its step; a presentation knows no other place
    const tour = tourOf(view);
    if (tour && (!view.event || view.mode === "present")) {
      view = { ...view, event: tour.steps[view.step - 1].event };
    }
  }

  const tourOf = (some) => doc.tours.find(({ id }) => id === some.tour) || null;

  const asked = () => (onWeb ? location.search : location.hash).replace(/^[?#]/, "");

  /** On a projector type is measured by the screen's height, so that the last row can read it. */
  function fitType() {
    const byHeight = (LAST_ROW * window.innerHeight) / LABEL_PX;
    const byWidth = window.innerWidth / 520;
    forRoom = Math.max(1.2, Math.min(byHeight, byWidth, 4));
    root.style.setProperty("--u", `${Math.min(window.innerHeight / 100, window.innerWidth / 72)}px`);
    tall = window.innerHeight;
    wide = window.innerWidth;
  }

  function dress() {
    root.dataset.theme = view.theme;
    root.dataset.view = view.view;
    root.dataset.mode = view.mode;
    const large = view.mode === "present" || (view.theme === "projector" && view.mode !== "print");
    doc.themes[view.theme].typeScale = large ? forRoom : 1;
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
    lanes: view.mode === "embed" ? lanesInUse() : null,
    only: null,
  });

  /* In a frame: those of the view it was given; looking closer takes none away, going on adds. */
  function lanesInUse() {
    const now = askedWindow([-Infinity, Infinity]);
    return timeline.embed.lanes(doc, mask, given && now && [given, now], view.event);
  }

  /* What a presentation draws on, made when first asked for. */
  function stage() {
    present = present || timeline.present.create(doc, {
      onGo: (step, k) => change({ event: doc.columns.id[step.i], ...(view.tour ? { step: k + 1 } : {}) },
        { push: true }),
      onLeave: leavePresent,
      onLayer: () => drawStage(),
      query: followQuery,
      sentence: () => sentenceOf(visible().length),
    });
    return present;
  }

  /** The figure of the first draw, for Dash's graph. */
  function firstFigure() {
    read();
    if (view.mode === "present") stage().draw(view, visible());
    root.toggleAttribute("data-chosen", Boolean(view.event)); // makes room for the panel
    const box = document.getElementById("timeline").getBoundingClientRect();
    if (view.mode === "present") staged = stage().chart(doc.timeline.frame, box.height / forRoom);
    waitForGraph();
    return timeline.chart.figure(doc, { ...chartState(), ...staged }, { width: box.width, height: box.height });
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
    parts = {
      chart: timeline.chart.create(graph, doc, {
        onSelect: (id) => {
          if (view.mode === "present") return;
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
        onPresent: () => enterPresent(),
        onCite: (excerpt) => cite({ event: view.event, excerpt }),
        onReadSource: (index, at) => toSource(doc.sources[index].id, { at }),
        address: (id) => addressOf({ ...view, event: id, mode: "explore" }),
      }),
      filters: timeline.filters.create(doc, {
        onToggle: toggle,
        onDrop: drop,
      }),
      sources: timeline.sources.create(doc, { onPoint: hover }),
      handout: timeline.handout.create(doc, {
        address: (some) => timeline.follow.reach(timeline.state.query(some)).address,
        now: () => ({ view, indexes: visible() }),
        onChange: (partial) => change(partial, { push: true }),
      }),
      present: stage(),
      embed: timeline.embed.create(doc, {
        address: addressOf,
        box: () => parts.chart.box(),
        lanes: lanesInUse,
        onList: (listed) => change({ view: listed ? "chronicle" : "chart" }, { push: true }),
        onBack: (filters) => change(filters),
      }),
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
    if (!parts) return started;
    if (before.theme !== view.theme || before.view !== view.view || before.mode !== view.mode) dress();
    if (FILTERS.some((key) => before[key] !== view[key])) {
      mask = timeline.filter.mask(prepared, view);
    }
    const inSight = visible();
    const presenting = view.mode === "present";
    document.getElementById("chart").inert = presenting;
    if (presenting) parts.present.draw(view, inSight);
    else {
      parts.present.leave();
      left = null;
    }
    if (view.mode === "embed") drawPanel(); // it takes its room from the chart
    const roomChanged = before.mode !== view.mode || before.view !== view.view
      || Boolean(before.event) !== Boolean(view.event);
    if (roomChanged) parts.chart.measure();
    const drawn = presenting ? drawStage(before.mode === "present") : parts.chart.draw(chartState());
    const listed = parts.chronicle.draw({
      visible: inSight, selected: view.event, calendar: view.calendar,
    });
    drawPanel();
    parts.sources.draw({ shown: view.view === "sources", selected: view.event });
    parts.embed.draw(view, drawSentence(inSight.length));
    drawOverview();
    parts.filters.drawBadges(view, disputedCount());
    if (opened) parts.filters.drawOptions(opened, prepared, view, inWindow);
    const { handout } = parts;
    const printed = view.mode === "print"
      ? handout.draw({ view, indexes: inSight, sheet: view.sheet }) : handout.clear();
    return Promise.all([drawn, listed, printed]);
  }

  /* The chart under the stage: on to the place of the step, gliding where the reader already looks. */
  function drawStage(gliding = true) {
    if (!parts) return started; // a key before the page stood: it is drawn by then
    const { chart, present } = parts;
    const { height } = chart.measure(); // a long quotation takes some of it
    staged = present.chart(chart.home(), height / forRoom);
    const from = chart.window();
    const drawn = chart.draw({ ...chartState(), ...staged });
    drawOverview();
    const to = chart.window();
    turn += 1;
    const mine = turn; // a glide that another step has overtaken draws no more
    const newest = () => mine === turn && view.mode === "present";
    if (!gliding || (from[0] === to[0] && from[1] === to[1])) return drawn;
    // drawn where it arrives, then moved from where it was: nothing is missing on arrival
    const between = (t) => [0, 1].map((end) => from[end] + (to[end] - from[end]) * t);
    chart.place(from);
    return drawn
      .then(() => newest() && present.glide((t) => chart.place(between(t))))
      .then(() => (newest() ? chart.draw({ window: to }) : null));
  }

  function drawOverview(span) {
    const box = parts.chart.box();
    const stage = view.mode === "present" ? staged : null;
    parts.overview.draw({
      mask: stage ? stage.mask : mask,
      path: stage ? stage.only.events.filter((i) => stage.mask[i]) : null,
      place: stage && stage.selected ? doc.columns.id.indexOf(stage.selected) : -1,
      veiled: Boolean(stage && stage.veiled),
      columns: doc.columns, kinds: doc.kinds, window: span || parts.chart.window(),
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

  const sentenceOf = (count) => timeline.state.sentence(view, doc.vocabulary, count, mask.length);

  /** @returns {string} the sentence of the view, with what of it could not be shown */
  function drawSentence(count) {
    const status = document.getElementById("status");
    const words = sentenceOf(count);
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
    return text;
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
    if (!final || view.mode === "present") {
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
    const entry = view.mode === "embed" && view.view !== "chronicle"
      ? null : parts.chronicle.entry(id);
    if (entry && !entry.hidden) entry.querySelector("a").focus({ preventScroll: true });
    else if (view.mode === "embed") document.getElementById("timeline").focus({ preventScroll: true });
  }

  /* ---- presenting ---- */

  /** Present a tour, or without one the events in sight. A reader's act: it may fill the screen. */
  function enterPresent(tour = view.tour) {
    left = { view, x: scrollX, y: scrollY };
    const event = tour && tour !== view.tour ? tourOf({ tour }).steps[0].event : view.event;
    const step = tour === view.tour ? view.step : 1;
    parts.present.fillScreen();
    change({ mode: "present", tour, step, event: event || firstInSight() }, { push: true });
  }

  function firstInSight() {
    const [first] = visible();
    return first === undefined ? "" : doc.columns.id[first];
  }

  /** Back to exactly the view that was left; from an address, to the page at the same step. */
  function leavePresent() {
    const from = left;
    change(from ? from.view : { ...view, mode: timeline.embed.framed ? "embed" : "explore" }, { push: true });
    if (from) scrollTo(from.x, from.y);
  }

  /** What a telephone opens: the same step in the chronicle, in as few letters as it takes. */
  function followQuery(step) {
    const { DEFAULTS, query } = timeline.state;
    const { tour, calendar } = view;
    const where = tour ? { tour, step: view.step } : { event: doc.columns.id[step.i] };
    return query({ ...DEFAULTS, ...where, calendar, view: "chronicle" });
  }

  function toSource(id, where) {
    if (view.mode === "embed") { // no room for it here
      window.open(addressOf({ ...view, mode: "explore", view: "sources" }), "_blank", "noopener");
      return;
    }
    change({ view: "sources" }, { push: true });
    parts.sources.show(id, where);
  }

  /** The citations of an excerpt, of an event, or of all events in sight. */
  function citations({ event, excerpt }) {
    return timeline.cite.texts(doc, {
      event, excerpt, query: event ? "" : timeline.view(), events: event ? undefined : timeline.visible(),
      address: onWeb ? location.href.replace(/[?#].*$/, "") : "",
      accessed: new Date().toISOString().slice(0, 10),
    });
  }

  function cite({ event, excerpt }) {
    const title = event ? doc.columns.title[doc.columns.id.indexOf(event)]
      : document.getElementById("status").textContent;
    timeline.citeDialog.offer(citations({ event, excerpt }),
      excerpt ? `${title}: “${excerpt.exact}”` : title, event || "timeline");
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
    // the chart, hidden by a long text, cannot tell that the screen has grown
    addEventListener("resize", () => { if (view.mode === "present") resized(); });
  }

  function resized() {
    if (window.innerHeight !== tall || window.innerWidth !== wide || view.theme === "projector" || view.mode === "present") {
      fitType();
      dress();
      if (view.mode === "present") parts.present.fit();
    }
    parts.chart.resize();
    parts.embed.fit();
    parts.overview.resize();
    drawOverview();
  }

  function clicked(event) {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = event.target.closest("a, li[data-event], button[data-does]");
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
    } else if (DOINGS[link.dataset.does]) {
      event.preventDefault();
      DOINGS[link.dataset.does](link.dataset.tour);
    } else if (link.dataset.tourLink) {
      event.preventDefault();
      toStep(link.dataset.tourLink, 1);
      if (byKey) parts.panel.focus();
    } else if (link.dataset.sourceLink) {
      event.preventDefault();
      toSource(link.dataset.sourceLink);
    }
  }

  const DOINGS = {
    present: (tour) => enterPresent(tour),
    print: () => change({ mode: "print" }, { push: true }),
    share: () => timeline.share.open(doc, {
      view,
      sentence: sentenceOf(visible().length),
      state: chartState,
      citations: () => citations({}),
      onCite: (event) => cite({ event }),
      onPrint: (sheet) => change({ mode: "print", sheet }, { push: true }),
    }),
  };

  function choose(id, byKey) {
    const from = view.view === "sources" ? { view: "chart" } : {};
    change({ event: id, ...from }, { push: true });
    if (byKey) parts.panel.focus();
  }

  function pressed(event) {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    const at = event.target;
    if (at.closest("dialog")) return; // its own keys, Esc among them
    if (event.key === "Escape" && view.event && !opened && at.id !== "search") {
      event.preventDefault();
      close();
      return;
    }
    if (view.mode === "embed" && event.key === "Escape") timeline.embed.release();
    if (at.closest("input, textarea, select, [role=slider], [contenteditable], #timeline")) return;
    if (event.key === "p" || event.key === "P") {
      event.preventDefault();
      enterPresent();
    } else if (event.key === "/" && view.mode !== "embed") {
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
