/* The page while it presents: the way in and out, and the chart under the stage, which glides from
   step to step. */
parts.presentation = (() => {
  const GLIDE = 900; // ms from one step to the next

  /**
   * @param {Doc} doc the document
   * @param {PresentationPage} page
   */
  function create(doc, page) {
    const { columns, tours } = doc;
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    /** @type {?ReturnType<typeof parts.stepChart.of>} */
    let shown = null; // what the chart has of the lesson
    let turn = 0; // counts its drawings
    /** @type {?{view: View, first: string, x: number, y: number}} */
    let left = null; // the view that the presentation was entered from, and the event it began at
    let frame = 0; // of the glide
    /** @type {?() => void} */
    let arrive = null; // what ends the glide that is under way

    const stage = parts.present.create(doc, {
      onGo: (/** @type {{i: number}} */ step, /** @type {number} */ k) =>
        page.change({ event: columns.id[step.i], ...(page.view().tour ? { step: k + 1 } : {}) }),
      onLeave: leave,
      onLayer: () => draw(true),
      query,
      sentence: page.sentence,
    });

    /** Present a tour, or without one the events in sight. A reader's act: it may fill the screen. */
    function enter(tour = page.view().tour) {
      const view = page.view();
      const other = tour && tour !== view.tour;
      const event = other ? tours.find(({ id }) => id === tour)?.steps[0].event || "" : view.event;
      const first = event || columns.id[page.visible()[0]] || "";
      left = { view, first, x: scrollX, y: scrollY };
      stage.fillScreen();
      page.change({
        mode: "present",
        tour,
        step: tour === view.tour ? view.step : 1,
        event: first,
      });
    }

    /* Back to the filters, window and place of the view that was left, at the step that the lesson
       has come to, so that presenting again goes on there. Where no tour was told and nothing but
       the first event seen, no event is chosen that was not before. */
    function leave() {
      const from = left;
      const { tour, step, event } = page.view();
      if (!from) page.change({ mode: parts.embed.framed ? "embed" : "explore" });
      else if (!tour && event === from.first) page.change(from.view);
      else page.change({ ...from.view, tour, step, event });
      if (from) scrollTo(from.x, from.y);
    }

    /** What a telephone opens: the same step in the chronicle, in as few letters as it takes. @param {{i: number}} step */
    function query({ i }) {
      const { tour, step, calendar } = page.view();
      const where = tour ? { tour, step } : { event: columns.id[i] };
      return parts.state.query({ ...parts.state.DEFAULTS, ...where, calendar, view: "chronicle" });
    }

    /** What the chart shows of the lesson. @param {[number, number]} home ms @param {number} height px */
    const part = (home, height) => (shown = stage.chart(home, height / page.room()));

    /**
     * Draw the chart of the step.
     * @param {boolean} gliding from where it stands: the reader already looks at it
     * @returns {?Promise<unknown>} kept when it shows the step
     */
    function draw(gliding) {
      const chart = page.chart();
      if (!chart) return null; // a key before the page stood: it is drawn by then
      const { height } = chart.measure(); // a long quotation takes some of it
      part(chart.home(), height);
      const from = chart.window();
      const drawn = chart.draw({ ...page.state(), ...shown });
      page.onPlace();
      const to = chart.window();
      turn += 1;
      const mine = turn; // a glide that another step has overtaken draws no more
      const newest = () => mine === turn && page.view().mode === "present";
      if (!gliding || (from[0] === to[0] && from[1] === to[1])) return drawn;
      // drawn where it arrives, then moved from where it was: nothing is missing on arrival
      const between = (/** @type {number} */ t) =>
        /** @type {Span} */ ([0, 1].map((end) => from[end] + (to[end] - from[end]) * t));
      chart.place(from);
      return drawn
        .then(() => (newest() ? glide((t) => chart.place(between(t))) : undefined))
        .then(() => (newest() ? chart.draw({ window: to }) : null));
    }

    /**
     * Calls `show(t)` with 0…1 until the place is reached; at once where motion is unwanted. Another
     * glide, or leaving, ends this one where it is.
     * @param {function(number): void} show
     * @returns {Promise<void>}
     */
    function glide(show) {
      halt();
      if (calm.matches || document.hidden) return Promise.resolve(show(1));
      show(0); // before the place of arrival is seen for a frame
      const begun = performance.now();
      return new Promise((done) => {
        arrive = done;
        const move = (/** @type {number} */ now) => {
          const t = Math.min(1, Math.max(0, (now - begun) / GLIDE));
          show(t * t * (3 - 2 * t));
          if (t < 1) frame = requestAnimationFrame(move);
          else halt();
        };
        frame = requestAnimationFrame(move);
      });
    }

    function halt() {
      cancelAnimationFrame(frame);
      if (arrive) arrive();
      arrive = null;
    }

    /** Bring the stage in step with the view. @param {number[]} inSight indexes of the events */
    function step(inSight) {
      const view = page.view();
      if (view.mode === "present") {
        stage.draw(view, inSight);
        return;
      }
      halt();
      stage.leave();
      shown = left = null;
    }

    return { enter, step, part, draw, shown: () => shown, fit: stage.fit };
  }

  return { create };
})();
