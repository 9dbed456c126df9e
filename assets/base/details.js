/* What is told of each event, its summary and its excerpts, where there is so much of it that it
   comes after the chart: in pieces, when the page has time, or at once when a reader asks for one
   (timeline/page/details.py). */
parts.details = (() => {
  const AGAIN = 1000; // ms until a piece that did not come is asked for again, each time twice that
  const AT_MOST = 30000;

  const NOTHING = /** @type {EventTold} */ (Object.freeze({}));

  /**
   * @param {Doc} doc the document; what comes is put into its `events`
   * @param {(from: number, to: number) => void} onCome hears of the events whose details have come
   * @param {() => void} onFail hears that some did not come; they are asked for again
   */
  function create(doc, onCome, onFail) {
    const block = document.getElementById("details");
    const { piece: size, places } = /** @type {{piece: number, places: string[]}} */ (
      block ? JSON.parse(block.textContent || "") : { piece: 1, places: [] }
    );
    const left = new Set(places.keys()); // pieces that have not come
    const failed = new Set(); // those of them that did not come when they were asked for last
    /** @type {Map<number, {come: Promise<void>, tried: Promise<unknown>}>} */
    const asked = new Map();
    /** @type {() => void} */
    let settle = () => {};
    const whole = new Promise((/** @type {function(void): void} */ done) => {
      settle = done;
    });
    if (places.length) doc.events = doc.columns.id.map(() => NOTHING);
    else settle();

    addEventListener("timeline-details", (event) => {
      const { at, events } = /** @type {CustomEvent<{at: number, events: EventTold[]}>} */ (event)
        .detail;
      take(at / size, events);
    });

    /** @param {number} n @param {EventTold[]} events */
    function take(n, events) {
      if (!left.delete(n)) return;
      failed.delete(n);
      events.forEach((event, k) => {
        doc.events[n * size + k] = event;
      });
      onCome(n * size, n * size + events.length);
      if (!left.size) settle();
    }

    /**
     * Ask for a piece, until it comes.
     * @param {number} n
     * @returns {{come: Promise<void>, tried: Promise<unknown>}} `tried`: it has come, or did not at
     *   first and is asked for again
     */
    function ask(n) {
      const before = asked.get(n);
      if (before) return before;
      /** @type {() => void} */
      let miss = () => {};
      const missed = new Promise((/** @type {function(void): void} */ done) => {
        miss = done;
      });
      const come = places[n].startsWith("#") ? read(n) : load(n, miss);
      const coming = { come, tried: Promise.race([come, missed]) };
      asked.set(n, coming);
      return coming;
    }

    /** A piece that stands in the page. @param {number} n */
    async function read(n) {
      const held = parts.dom.byId(places[n].slice(1));
      take(n, JSON.parse(held.textContent || ""));
      held.remove();
    }

    /** @param {number} n @param {() => void} miss hears that it did not come */
    async function load(n, miss) {
      for (let pause = AGAIN; left.has(n); pause = Math.min(2 * pause, AT_MOST)) {
        const script = parts.dom.el("script", { src: places[n] });
        await parts.dom.run(script).catch(() => {}); // what does not come is seen below
        script.remove();
        if (!left.has(n)) break;
        failed.add(n);
        miss();
        onFail();
        await rest(pause);
      }
    }

    /** Wait so many ms, or until the way to the server is open again. @param {number} pause */
    const rest = (pause) =>
      new Promise((/** @type {function(unknown=): void} */ done) => {
        setTimeout(done, pause);
        addEventListener("online", done, { once: true });
      });

    return {
      /** Are the details of an event there? Of none, -1, nothing is missing. @param {number} i */
      here: (i) => doc.events[i] !== NOTHING,
      /** Are all? */
      complete: () => !left.size,
      /** How many events wait for theirs. */
      missing: () =>
        [...left].reduce((sum, n) => sum + Math.min(size, doc.events.length - n * size), 0),
      /** Did some not come when they were asked for last? Or those of an event? @param {number} [i] */
      failing: (i) => (i === undefined ? failed.size > 0 : failed.has(Math.floor(i / size))),
      /** Those of an event, before all others. @param {number} i @returns {Promise<void>} */
      want: (i) => (doc.events[i] === NOTHING ? ask(Math.floor(i / size)).come : Promise.resolve()),
      /** Do what needs all of them: at once where they are there. @param {() => unknown} task */
      withAll(task) {
        for (const n of [...left]) ask(n);
        if (left.size) whole.then(task);
        else task();
      },
      /** All that stand in the page, now: a browser that prints does not wait. */
      now() {
        for (const n of [...left]) if (places[n].startsWith("#")) ask(n);
      },
      /** Have them come one after another, when the page has loaded and has time: one that does not
          come holds up none after it. */
      begin() {
        const next = () => {
          const n = [...left].find((each) => !asked.has(each));
          if (n !== undefined) parts.dom.idle(() => ask(n).tried.then(next));
        };
        if (document.readyState === "complete") next();
        else addEventListener("load", next);
      },
    };
  }

  return { create };
})();
