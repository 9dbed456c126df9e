/* The page as a guest in another one: the line above the chart, the lanes that the view uses, and
   what the page around it is told. */
parts.embed = (() => {
  const framed = window.parent !== window;
  const REST = 120; // ms without a change until the height and what is visible are told
  const BUDGET = 3; // rows a lane, as LEAST_BUDGET of timeline/page/chart_heights.py
  const AXIS = 28; // px above the lanes at type scale 1, as in chart/frame.js
  const OVERVIEW = 44; // px at type scale 1, as in embed/embed.css
  const LEAST_HEIGHT = 380; // px: the overview shows, and an event has room, however few the lanes
  const SHEET = "(max-width: 599px)"; // where an event lies over the chart, as in embed/embed.css
  const BELOW = "(min-height: 600px)"; // or, in a tall frame, below it

  /* To any origin: a file and a sandboxed frame have none that could be named, and what is told is
     no secret, but the view of a page that whoever frames it could open as well. */
  const tell = (/** @type {Record<string, unknown>} */ message) => {
    if (framed) window.parent.postMessage({ ...message, v: 1 }, "*");
  };

  /**
   * Which lanes a view uses: those of events that pass its filters and lie in a span, and of the
   * chosen event. Pure.
   * @param {Doc} doc the document
   * @param {Uint8Array} mask which events pass
   * @param {?[number, number][]} spans ms; null is all time
   * @param {string} chosen id of an event, or ""
   * @returns {boolean[]} one a lane
   */
  function lanes(doc, mask, spans, chosen) {
    const { id, lane, start, end } = doc.columns;
    const used = doc.lanes.map(() => false);
    const within = (/** @type {number} */ i) =>
      !spans || spans.some(([from, to]) => end[i] > from && start[i] < to);
    for (let i = 0; i < mask.length; i += 1) if (mask[i] && within(i)) used[lane[i]] = true;
    const here = id.indexOf(chosen);
    if (here >= 0) used[lane[here]] = true;
    return used.includes(true) ? used : used.fill(true); // where nothing is found, the empty chart
  }

  /**
   * @param {Doc} doc the document
   * @param {{address: function(View): string, box: function(): {left: number, right: number, width: number},
   *   lanes: function(): boolean[], onList: function(boolean): void,
   *   onBack: function(Partial<View>): void, onAsked: function(string): void}} page
   *   `address`: of a view; `box`: of the chart; `lanes`: in use; `onList`: the reader wants the list
   *   of events, or the chart; `onBack`: wants those filters and window again; `onAsked`: the page
   *   around asks for a view
   */
  function create(doc, page) {
    const { el } = parts.dom;
    const line = parts.dom.byId("masthead");
    const sentence = el("p", { class: "embed-sentence", role: "status" });
    const back = el(
      "button",
      {
        type: "button",
        class: "quiet",
        title: "The filters and the window that this frame began with",
        click: () => page.onBack(first),
      },
      "as at first",
    );
    const list = el("button", { type: "button", class: "quiet embed-list" });
    const whole = el(
      "a",
      { href: "?", target: "_blank", rel: "noopener" },
      el("span", {}, "open the "),
      "whole timeline",
    );
    const licence = doc.timeline.licence;
    const licensed = { class: "embed-licence", title: licence?.line };
    const under = !licence
      ? null
      : licence.url
        ? el(
            "a",
            {
              ...licensed,
              href: licence.url,
              target: "_blank",
              rel: ["license", "noopener"].join(" "),
            },
            licence.title,
          )
        : el("span", licensed, licence.title);
    const sheet = matchMedia(SHEET);
    const below = matchMedia(BELOW);
    const chart = parts.dom.byId("chart");
    const listed = parts.dom.byId("chronicle-section");
    /** @type {Partial<View>} */
    let first; // filters and window at the start
    /** @type {View} */
    let view;
    /** @type {?string} */
    let toldView = null;
    /** @type {?string} */
    let toldEvent = null;
    /** @type {?string} */
    let toldVisible = null;
    let toldHeight = 0;
    let waiting = 0;
    let resting = 0;
    // what of the view that was asked for is not known here: told with the view that was made of it
    let ignored = /** @type {?string[]} */ (
      parts.state.parse(parts.address.asked(), doc.vocabulary).ignored
    );

    list.addEventListener("click", () => page.onList(view.view !== "chronicle"));
    line.append(
      el(
        "div",
        { id: "embed" },
        sentence,
        back,
        list,
        // a page written into its frame has no address of its own
        /^(https?|file):$/.test(location.protocol) ? whole : null,
        under,
      ),
    );
    if (framed) {
      new ResizeObserver(laterHeight).observe(document.body);
      parts.messages.hear((query) => {
        ignored = parts.state.parse(query, doc.vocabulary).ignored;
        page.onAsked(query);
      });
    }

    /** @param {Partial<View>} some @returns {Partial<View>} */
    function filtersOf(some) {
      const { DEFAULTS, LISTS } = parts.state;
      const keys = /** @type {(keyof View)[]} */ ([
        "q",
        ...Object.keys(LISTS),
        "disputed",
        "from",
        "to",
      ]);
      return Object.fromEntries(keys.map((key) => [key, some[key] ?? DEFAULTS[key]]));
    }

    const write = (/** @type {Partial<View>} */ some) =>
      parts.state.query({ ...parts.state.DEFAULTS, ...some });

    /**
     * @param {View} next the view
     * @param {string} words it, in a sentence
     */
    function draw(next, words) {
      view = next;
      first = first || filtersOf(view);
      fit();
      if (view.mode === "embed") {
        if (sentence.textContent !== words) sentence.textContent = words;
        sentence.title = words;
        back.hidden = write(filtersOf(view)) === write(first);
        list.textContent = view.view === "chronicle" ? "chart" : "list";
        list.title =
          view.view === "chronicle" ? "The events on a line of time" : "The events as a list";
        whole.href = page.address({ ...view, mode: "explore" });
      }
      tellView();
    }

    /* What was asked for is answered even where nothing changes by it. */
    function tellView() {
      const query = parts.state.query(view);
      const id = view.event;
      if (ignored || query !== toldView)
        tell({ type: "timeline:view", query, ignored: ignored || [] });
      if (ignored || id !== toldEvent) tell({ type: "timeline:event", id });
      [toldView, toldEvent, ignored] = [query, id, null];
      clearTimeout(resting);
      if (framed) resting = setTimeout(tellVisible, REST);
    }

    function tellVisible() {
      const ids = window.timeline.visible();
      if (ids.join() !== toldVisible) tell({ type: "timeline:visible", ids });
      toldVisible = ids.join();
    }

    /** Fit into the frame: call it when the view, the chart or the frame has changed. */
    function fit() {
      laterHeight();
      const embedded = view.mode === "embed";
      // what lies under the chosen event is out of reach
      const covered = embedded && Boolean(view.event) && sheet.matches && !below.matches;
      const held = [chart, listed].some((part) => part.contains(document.activeElement));
      listed.inert = covered;
      if (embedded) chart.inert = covered;
      if (covered && held) parts.dom.byId("event-title").focus({ preventScroll: true });
    }

    function laterHeight() {
      clearTimeout(waiting);
      if (framed) waiting = setTimeout(tellHeight, REST);
    }

    function tellHeight() {
      if (!view || !window.innerWidth) return; // a frame that is not shown has no height to wish for
      const px = Math.ceil(wanted());
      if (px !== toldHeight) tell({ type: "timeline:height", px });
      toldHeight = px;
    }

    /* As many rows as make it no taller than wide. Depends on the frame's width and the view, never
       on its height, so that whoever follows it arrives; nor on the event, so that nothing jumps. */
    function wanted() {
      if (view.mode === "present") return (window.innerWidth * 9) / 16;
      if (view.mode !== "embed") return document.body.offsetHeight;
      const ts = doc.themes[view.theme].typeScale;
      const box = page.box();
      const across = line.offsetWidth; // of the chart too, while no event stands beside it
      const plot = (across - box.width + box.right - box.left) / ts;
      const few = doc.layouts.filter(({ budget }) => budget !== null && budget <= BUDGET);
      const used = page.lanes();
      const layout = parts.rows.choose(few, plot, across / ts, doc.geometry, used);
      const rows = parts.rows.heightOf(layout, doc.geometry, used);
      return Math.max(LEAST_HEIGHT, line.offsetHeight + (AXIS + rows + OVERVIEW) * ts);
    }

    return { draw, fit };
  }

  /** Give the keys back to the page around the frame. */
  function release() {
    if (framed) window.parent.focus();
  }

  return { framed, lanes, release, create };
})();
