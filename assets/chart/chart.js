/* The chart: Plotly draws it, this keeps it in step with the view and moves it under the hand.

   `figure` is pure; `first` makes the first draw, and `create` takes over the drawn graph. While a
   reader drags or zooms, the drawn SVG is only transformed, and Plotly redraws when the hand rests;
   a filter or the choice of an event is written straight into it, and Plotly learns of it when it
   next has to draw. Where plotly.js draws otherwise than `parts.names` knows, it makes every drawing
   itself. */
parts.chart = (() => {
  const FADE = 160; // ms, as in chart/chart.css
  const LEAST_HEIGHT = 48; // px: the axis and a row
  const REST = 140; // ms without a movement until the chart is redrawn
  const EDGE = 0.08; // of the window, which the chosen event keeps clear of: an address rounds it to days

  const CONFIG = {
    displayModeBar: false,
    displaylogo: false,
    showSendToCloud: false, // it would bring the chart to somebody else's server
    scrollZoom: true,
    doubleClick: false,
    responsive: false, // measured below, so that rows change only when the page says so
    showTips: false,
  };
  const PAINTED = 100; // ms after which a frame is taken for painted where none is asked for

  const later = (/** @type {() => void} */ task) =>
    "requestIdleCallback" in window
      ? window.requestIdleCallback(task, { timeout: 400 })
      : setTimeout(task, 100);

  /**
   * The figure of a state. Pure.
   * @param {Doc} doc the page's document
   * @param {ChartState} state window in ms, home if null; lanes
   *   and only as `parts.frame.frame` reads them
   * @param {Size} size px at hand
   * @returns {Figure} for Plotly; layout.height is what the lanes need
   */
  function figure(doc, state, size) {
    return parts.cache.of(doc).draw(state, size).figure;
  }

  /**
   * Draw a figure for the first time.
   * @param {HTMLElement} host an empty element
   * @param {Figure} figure of `figure`
   * @returns {Promise<Graph>} for `create`
   */
  const first = (host, { data, layout }) =>
    Plotly.newPlot(host, parts.traces.living(data), layout, CONFIG);

  /* When what has been changed by now stands on the screen. */
  const painted = () =>
    new Promise((done) => {
      setTimeout(done, PAINTED, undefined); // a page out of sight has no frames
      requestAnimationFrame(() => requestAnimationFrame(() => done(undefined)));
    });

  /**
   * Take over a drawn graph.
   * @param {Graph} gd Plotly's graph element, drawn from `figure`
   * @param {Doc} doc
   * @param {{onSelect: function(string): void, onWindow: function(Span, boolean): void,
   *   onHover: function(?string): void}} handlers onWindow gets ms and whether the movement has ended
   */
  function create(gd, doc, handlers) {
    const host = /** @type {HTMLElement} */ (gd.closest("#timeline") || gd.parentElement);
    const { same, whole, within, zoomed } = parts.cache;
    const works = parts.cache.of(doc);
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    let now =
      works.last() ||
      works.draw({ mask: null, window: null, theme: "light", calendar: "ns" }, sizeOf());
    let { state, size } = now;
    let seen = now.scene.window; // what the eye sees; differs from the scene's while it moves
    let resting = 0;
    let waiting = 0; // animation frame
    /** @type {?Span} */
    let asked = null; // the window of the next frame
    let moves = 0;
    /** @type {?string} */
    let hovered = null;
    let learnt = ""; // theme and type scale of what `swift` knows
    let turn = 0; // counts the drawings
    /** @type {?Promise<unknown>} */
    let coming = null; // a promise of one that comes a frame later
    /** @type {Promise<unknown>} */
    let drawing = Promise.resolve(); // the last that Plotly was asked for
    const over = parts.overlay(host);
    const mover = parts.drag(gd);
    const swift = parts.patch(gd, CONFIG);
    const chosen = parts.chosen(gd);
    const known = parts.names.fits(gd, now.figure);

    /** @returns {Size} */
    function sizeOf() {
      if (!host.clientWidth) return size; // the chart is hidden just now
      const { width, height } = host.getBoundingClientRect();
      return whole({ width: Math.max(240, width), height: Math.max(LEAST_HEIGHT, height) });
    }

    const home = () => now.home;

    /**
     * Draw a state; keys left out stay as they were.
     * @param {Partial<ChartState>} change
     * @returns {Promise<unknown>} kept when it is shown, fades included
     */
    function draw(change) {
      const before = state;
      state = { ...state, ...change };
      if (isAsShown(before)) return coming || Promise.resolve();
      cancel();
      // what is told of an event is read first; the chart follows a frame later
      const told =
        before.selected !== state.selected && !state.only && before.theme === state.theme;
      return told ? behindTold() : bring();
    }

    const fits = () =>
      doc.themes[state.theme].typeScale === now.ts &&
      !asked &&
      size.width === now.size.width &&
      size.height === now.size.height;

    const isAsShown = (/** @type {ChartState} */ before) => fits() && same(before, state);

    /** Show the state: written into what is drawn, where that can be, or drawn by Plotly. @returns {Promise<unknown>} */
    function bring() {
      const { mask, selected } = state;
      const next = works.draw(state, size);
      const written =
        known &&
        fits() &&
        seen === now.scene.window &&
        same({ ...now.state, mask, selected }, state);
      if (!written || !swift.show(now, next)) return paint(next);
      gd.data = parts.traces.living(next.figure.data); // who reads the graph reads what is shown
      gd.layout = next.figure.layout;
      hold(next);
      return calm.matches
        ? Promise.resolve()
        : new Promise((done) => {
            setTimeout(done, FADE);
          });
    }

    function behindTold() {
      if (fits())
        choose({ ...now.scene, selected: works.prepared.index.get(state.selected || "") ?? -1 });
      turn += 1;
      const mine = turn;
      coming = painted().then(() => {
        if (mine !== turn) return coming || drawing;
        return asked ? null : bring(); // a hand that moves the chart draws when it rests
      });
      return coming;
    }

    /** @param {Drawn} next */
    function hold(next) {
      turn += 1;
      coming = null;
      now = next;
      state = now.state;
      seen = now.scene.window;
      mover.read(now);
      choose();
      joinBelow();
    }

    /* The ring of the chosen event and its arrows. */
    function choose(scene = now.scene) {
      const { frame } = now;
      if (!known) return; // Plotly draws them
      chosen.show(
        {
          ring: parts.traces.ringAt(works.prepared, frame, scene),
          arcs: parts.visible
            .curves(doc, works.prepared, frame, scene)
            .map(({ link, points }) => ({ points, contested: link.contested })),
        },
        parts.traces.choice(frame.ts, doc.themes[state.theme]),
      );
    }

    /* What stands below the chart stands right below what is drawn (page/page.css). */
    function joinBelow() {
      const spare = now.size.height - now.frame.height;
      host.parentElement?.style.setProperty("--spare", `${spare}px`);
    }

    function paint(next = works.draw(state, size)) {
      over.hide();
      mover.reset();
      hold(next);
      return redraw().then(() => {
        if (hovered) point(hovered);
      });
    }

    /* Let Plotly draw what is to be seen. */
    function redraw() {
      swift.forget();
      mover.read(now);
      const { data, layout } = now.figure;
      const drawn = known ? parts.traces.living(data) : data;
      drawing = Promise.resolve(Plotly.react(gd, drawn, layout, CONFIG)).then(() => {
        choose();
        learn();
      });
      return drawing;
    }

    /* When there is time, see what every mark looks like, for the filters to come. */
    function learn() {
      const name = `${state.theme}|${now.ts}`;
      if (!known || name === learnt) return;
      learnt = name;
      swift.unlearn();
      later(() => swift.learn(works.looks(now)));
    }

    function cancel() {
      clearTimeout(resting);
      cancelAnimationFrame(waiting);
      waiting = 0;
      asked = null;
    }

    /** Show a window by moving what is drawn; redraw when the hand rests. @param {Span} span */
    function move(span) {
      asked = within(span, home());
      moves += 1;
      if (!waiting) waiting = requestAnimationFrame(step);
      clearTimeout(resting);
      resting = setTimeout(settle, REST);
    }

    function step() {
      waiting = 0;
      if (!asked) return;
      seen = asked;
      over.hide();
      if (known) mover.show(now, seen, ticksOf(seen));
      else {
        now = works.draw({ ...state, window: seen }, size);
        redraw();
      }
      handlers.onWindow(seen, false);
    }

    /** @param {Span} span */
    function ticksOf(span) {
      return parts.ticks.ticks(span, now.frame.plotWidth / (span[1] - span[0]), {
        typeScale: now.frame.ts,
        calendar: state.calendar,
      });
    }

    function settle() {
      const span = asked || seen;
      cancel();
      const mine = moves;
      state = { ...state, window: span };
      // keys pressed one after another: only where the last one led is told
      return paint().then(() => (mine === moves ? handlers.onWindow(span, true) : null));
    }

    /**
     * Zoom at once.
     * @param {number} factor > 1 looks closer
     * @param {number} [centre] ms; without it about the chosen event, which stays in sight while it
     *   is, or else the middle
     */
    function zoom(factor, centre) {
      const from = asked || seen;
      move(centre === undefined ? closer(from, factor) : zoomed(from, factor, centre));
      return settle();
    }

    /** @param {Span} span @param {number} factor @returns {Span} */
    function closer([start, end], factor) {
      const i = works.prepared.index.get(state.selected || "");
      if (i === undefined || doc.columns.end[i] <= start || doc.columns.start[i] >= end) {
        return zoomed([start, end], factor, (start + end) / 2);
      }
      const at = Math.min(end, Math.max(start, doc.columns.mark[i])); // of a long one the part in sight
      const next = zoomed([start, end], factor, at);
      const edge = EDGE * (next[1] - next[0]);
      const by = Math.min(0, at - edge - next[0]) + Math.max(0, at + edge - next[1]);
      return [next[0] + by, next[1] + by];
    }

    /** Move by a fraction of the window; later is positive. @param {number} fraction */
    function pan(fraction) {
      const by = fraction * (seen[1] - seen[0]);
      move([seen[0] + by, seen[1] + by]);
      return settle();
    }

    function wholeRange() {
      move(home());
      return settle();
    }

    const msAt = (/** @type {number} */ x) =>
      seen[0] + ((x - now.frame.gutter) / now.frame.plotWidth) * (seen[1] - seen[0]);

    /** The event, link or strip under a point in px of the graph. @param {number} x @param {number} y */
    function under(x, y) {
      return parts.hit(doc, works.prepared, now, x - now.frame.gutter, y - now.frame.top);
    }

    /** @param {number} x @param {number} y */
    function hoverAt(x, y) {
      const found = waiting || asked ? null : under(x, y);
      const id = found && found.event !== undefined ? doc.columns.id[found.event] : null;
      gd.style.cursor = found && found.byZooming !== 0 ? "pointer" : "";
      if (found && found.link) over.link(doc, now, found.link, x, y);
      else if (found && found.strip !== undefined) over.note(now, waitingWords(found), x, y);
      if (id === hovered && (id || found)) return;
      if (!found) over.hide();
      if (id !== hovered) {
        hovered = id;
        if (id) point(id);
        handlers.onHover(id);
      }
    }

    /** @param {Hit} found a strip */
    function waitingWords({ count = 0, byZooming = 0 }) {
      const ways = byZooming ? "zoom in" : "choose them in the chronicle";
      const rest = byZooming && byZooming < count ? ", or see the chronicle" : "";
      return `${count} more here: ${ways}${rest}`;
    }

    /** Point at an event, as hovering it does; null for none. @param {?string} id */
    function point(id) {
      hovered = id;
      const i = id ? works.prepared.index.get(id) : undefined;
      if (i === undefined) over.hide();
      else over.event(doc, works.prepared, now, i, state.calendar);
    }

    /** @param {number} x @param {number} y */
    function clickAt(x, y) {
      const found = under(x, y);
      if (!found) return;
      if (found.event !== undefined) handlers.onSelect(doc.columns.id[found.event]);
      else if (found.byZooming) zoom(3, msAt(x));
      else if (found.link) {
        const i = works.prepared.index.get(state.selected || "");
        handlers.onSelect(doc.columns.id[found.link.from === i ? found.link.to : found.link.from]);
      }
    }

    parts.gestures(gd, host, {
      area: () => ({ left: now.frame.gutter, right: now.frame.gutter + now.frame.plotWidth }),
      width: () => now.frame.plotWidth,
      window: () => asked || seen,
      zoomable: () => seen[1] - seen[0] < home()[1] - home()[0] - 1,
      msAt,
      move,
      settle,
      zoomBy: (factor, centre) => move(zoomed(asked || seen, factor, centre)),
      zoom,
      pan,
      home: wholeRange,
      hoverAt,
      leave: () => {
        if (hovered) handlers.onHover(null);
        hovered = null;
        over.hide();
      },
      clickAt,
      emptyAt: (x, y) => !under(x, y),
    });
    hold(now);
    if (known) learn();
    else {
      console.warn(
        "This plotly.js draws otherwise than is known here (assets/chart/plotly/names.js): " +
          "each change is drawn by Plotly itself, which is slower.",
      );
      redraw();
    }

    return {
      draw,
      /** Is what was asked for shown a frame later? */
      isDue: () => Boolean(coming),
      zoom,
      pan,
      whole: wholeRange,
      /** Show a window (ms) while something is being dragged; drawn anew when the hand rests. */
      move,
      /** Show a window at once, as `move` does in the next frame. */
      place: (/** @type {Span} */ span) => {
        move(span);
        cancelAnimationFrame(waiting);
        step();
      },
      hover: point,
      /** Where a mark stands, px from the top of the graph; null for an event whose lane is not drawn. */
      heightOf: (/** @type {string} */ id) => {
        const i = works.prepared.index.get(id);
        if (i === undefined || !now.frame.bands[works.prepared.lane[i]]) return null;
        return now.frame.top + now.frame.rowY(i);
      },
      home,
      window: () => seen,
      /** Left and right edge of the plot, px from the left of the graph, and the graph's size. */
      box: () => ({
        left: now.frame.gutter,
        right: now.frame.gutter + now.frame.plotWidth,
        width: now.frame.width,
        height: now.frame.height,
      }),
      /** Take the host's present size, which is returned, for the next draw. */
      measure: () => {
        size = sizeOf();
        return size;
      },
      resize: () => {
        const next = sizeOf();
        if (next.width === size.width && next.height === size.height) return Promise.resolve();
        size = next;
        return paint();
      },
    };
  }

  return { figure, first, create };
})();
