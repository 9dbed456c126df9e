/* “Order these”: a handful of events without their dates, which the class puts in order. */
parts.order = (() => {
  const MOST = 6;
  const LEAST = 3;
  const TRIES = 8; // rounds looked at for a set of other events
  const LETTERS = "ABCDEF";
  const GOLDEN = 0.618034; // multiples of it, modulo 1, fall evenly and do not soon repeat

  /** @type {Record<string, number>} */
  const BY_ARROW = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

  const fraction = (/** @type {number} */ x) => x - Math.floor(x);
  const ordinal = (/** @type {number} */ n) => `${n}${["", "st", "nd", "rd"][n] || "th"}`; // of small numbers
  const same = (/** @type {number[]} */ one, /** @type {number[]} */ other) =>
    one.length === other.length && one.every((i) => other.includes(i));

  /**
   * Move the focus among the buttons of a part by an arrow key, from either end to the other.
   * @param {KeyboardEvent} event
   * @param {HTMLElement} host
   * @returns {boolean} it was an arrow; its default is then prevented
   */
  function walk(event, host) {
    const by = BY_ARROW[event.key];
    if (!by) return false;
    const buttons = [...host.querySelectorAll("button")];
    const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const to = at < 0 && by < 0 ? buttons.length - 1 : (at + by + buttons.length) % buttons.length;
    buttons[to].focus();
    event.preventDefault();
    return true;
  }

  /**
   * @param {Doc} doc the document
   */
  function create(doc) {
    const { el } = parts.dom;
    const { columns } = doc;
    /**
     * @typedef {{host: HTMLElement, indexes: number[], round: number, onDone?: () => void, set: number[],
     *   shown: number[], ranked: number[], checked: boolean, calendar: string, status: HTMLElement,
     *   rows: HTMLElement, tools: HTMLElement}} Game
     */

    /** @type {?Game} */
    let game = null; // the set on show; null while closed

    const from = (/** @type {number} */ i) => (columns.openStart[i] ? -Infinity : columns.start[i]);
    const until = (/** @type {number} */ i) => (columns.openEnd[i] ? Infinity : columns.end[i]);
    const disjoint = (/** @type {number} */ a, /** @type {number} */ b) =>
      until(a) <= from(b) || until(b) <= from(a);

    /** As many events as can be had of which none overlaps another: always the one that ends first. @param {number[]} events */
    function chain(events) {
      /** @type {number[]} */
      const taken = [];
      for (const i of events) {
        if (!taken.length || until(taken[taken.length - 1]) <= from(i)) taken.push(i);
      }
      return taken;
    }

    /* The events whose place is known, by their end; “about” and “doubtful” say that it is not. */
    const known = (/** @type {number[]} */ indexes) =>
      [...new Set(indexes)]
        .filter((i) => !columns.circa[i] && !columns.doubtful[i])
        .sort((a, b) => until(a) - until(b) || from(a) - from(b) || a - b);

    /**
     * Up to six events whose order is sure (whole extents apart), spread over the list.
     * @param {number[]} indexes events of the steps
     * @param {number} [round] other numbers give other sets, as far as there are any
     * @returns {number[]} in the order of time; fewer than three cannot be played
     */
    function sets(indexes, round = 0) {
      const events = known(indexes);
      let around = chain(events);
      const size = Math.min(MOST, around.length);
      // later rounds: a set around each event in turn, so that long events have their turn too
      const first = Math.floor(fraction(round * GOLDEN) * events.length);
      for (let k = 0; round && k < events.length; k++) {
        const one = events[(first + k) % events.length];
        const tried = chain(events.filter((i) => i === one || disjoint(i, one)));
        if (tried.length >= size) {
          around = tried;
          break;
        }
      }
      const shift = fraction(round * GOLDEN + 0.5);
      return Array.from(
        { length: size },
        (_, j) => around[Math.floor(((j + shift) * around.length) / size)],
      );
    }

    /* The set in another order than that of time, always the same for a round. */
    /** @param {number[]} set @param {number} round */
    function shuffled(set, round) {
      let state = set.reduce((sum, i) => (sum * 31 + i + 1) % 2147483647, round + 7);
      const next = (/** @type {number} */ n) => {
        state = (state * 48271) % 2147483647; // Park and Miller's generator
        return state % n;
      };
      const shown = [...set];
      for (let j = shown.length - 1; j > 0; j--) {
        const k = next(j + 1);
        [shown[j], shown[k]] = [shown[k], shown[j]];
      }
      return shown.every((i, j) => i === set[j]) ? [...shown.slice(1), shown[0]] : shown;
    }

    /** @param {string} words @param {string} name @param {() => void} click */
    const button = (words, name, click) =>
      el("button", { type: "button", class: `action ${name}`, click }, words);

    /**
     * Show a set in a host and let the class order it.
     * @param {HTMLElement} host emptied
     * @param {number[]} indexes events of the steps
     * @param {{round?: number, calendar?: string, onDone?: function(): void}} [options]
     *   `calendar`: "os" gives the dates in Old Style; `onDone`: the reader closes it
     */
    function open(host, indexes, { round = 0, calendar = "ns", onDone } = {}) {
      const set = sets(indexes, round);
      /** @type {Game} */
      const begun = {
        host,
        indexes,
        round,
        onDone,
        set,
        shown: shuffled(set, round),
        ranked: [],
        checked: false,
        calendar,
        status: el("p", { class: "status", role: "status" }),
        rows: el("ol", { class: "rows" }),
        tools: el("p", { class: "tools" }),
      };
      game = begun;
      const heading = el("h2", { tabindex: -1 }, "Order these");
      host.replaceChildren(
        el(
          "section",
          { class: "activity order" },
          el("header", {}, heading, begun.status),
          begun.rows,
          begun.tools,
        ),
      );
      if (set.length < LEAST) impossible(begun);
      else {
        begun.rows.replaceChildren(...begun.shown.map((i, n) => row(i, n, begun)));
        draw(begun);
      }
      heading.focus({ preventScroll: true });
    }

    /** @param {Game} played */
    function impossible(played) {
      const { indexes, set, status, tools, onDone } = played;
      const count = new Set(indexes).size;
      played.checked = true;
      status.textContent =
        count < LEAST
          ? `Ordering needs ${LEAST} events; here ${["are none", "is one"][count] || "are two"}.`
          : `Ordering needs ${LEAST} events whose dates are sure and do not overlap; of these ` +
            `${count} ${set.length < 2 ? "no two are so" : "only two are so"}.`;
      tools.replaceChildren(button("Close", "close", () => onDone?.()));
    }

    /** @param {number} i @param {number} n the place it is shown at @param {Game} played */
    function row(i, n, played) {
      return el(
        "li",
        {},
        el(
          "button",
          { type: "button", class: "row", click: () => choose(n, played) },
          el("span", { class: "rank" }),
          " ",
          el("span", { class: "letter" }, LETTERS[n]),
          " ",
          el("span", { class: "title" }, parts.dateless.nodes(columns.title[i])),
        ),
      );
    }

    /** Give the row the next place, or take its place back. @param {number} n @param {Game} played */
    function choose(n, played) {
      const { ranked, shown } = played;
      const i = shown[n];
      if (ranked.includes(i)) ranked.splice(ranked.indexOf(i), 1);
      else ranked.push(i);
      draw(played);
    }

    /** @param {Game} played */
    function draw(played) {
      const { rows, ranked, shown, status, tools } = played;
      [...rows.querySelectorAll("button")].forEach((node, n) => {
        const place = ranked.indexOf(shown[n]) + 1;
        node.setAttribute("aria-pressed", String(place > 0));
        parts.dom.one(node, ".rank").textContent = place ? ordinal(place) : "";
      });
      const all = ranked.length === shown.length;
      const which = ranked.length
        ? `Which comes ${ordinal(ranked.length + 1)}?`
        : "Which came first?";
      status.textContent = all ? "All have their place." : `${which} Tap it, or press its letter.`;
      if (tools.hasChildNodes() && all === Boolean(tools.querySelector(".check"))) return;
      tools.replaceChildren(
        ...(all ? [button("Check", "check", () => check(played))] : []),
        button("Close", "close", () => played.onDone?.()),
      );
    }

    /** @param {Game} played */
    function check(played) {
      const { set, ranked, shown, calendar, rows, status, tools, host } = played;
      played.checked = true;
      const right = set.filter((i, n) => ranked[n] === i).length;
      status.textContent = `${right} of ${set.length} in place.`;
      rows.classList.add("checked");
      rows.replaceChildren(
        ...set.map((i, n) => {
          const given = ranked.indexOf(i);
          const sign = given === n ? ["✓", "in place"] : ["✗", `was ${ordinal(given + 1)}`];
          return el(
            "li",
            { class: given === n ? "right" : "wrong" },
            el(
              "span",
              { class: "verdict" },
              el("span", { class: "sign", "aria-hidden": "true" }, sign[0]),
              ` ${sign[1]}`,
            ),
            " ",
            el("span", { class: "letter" }, LETTERS[shown.indexOf(i)]),
            " ",
            el("span", { class: "title" }, columns.title[i]),
            " ",
            el("span", { class: "date" }, parts.told.listed(doc, i, calendar)),
          );
        }),
      );
      tools.replaceChildren(
        again(played),
        button("Close", "close", () => played.onDone?.()),
      );
      host.querySelector("h2")?.focus({ preventScroll: true });
    }

    /** The next round with other events; where there are none, the same ones in another order. @param {Game} played */
    function again({ host, indexes, round, calendar, onDone, set }) {
      const rounds = Array.from({ length: TRIES }, (_, k) => round + 1 + k);
      const other = rounds.find((one) => !same(set, sets(indexes, one)));
      return button(other ? "Another set" : "Once more", "again", () =>
        open(host, indexes, { round: other || round + 1, calendar, onDone }),
      );
    }

    /**
     * A key pressed while the set is shown; Enter and space on a button are the button's.
     * @param {KeyboardEvent} event
     * @returns {boolean} handled; its default is then prevented
     */
    function key(event) {
      if (!game || event.ctrlKey || event.altKey || event.metaKey) return false;
      if (walk(event, game.host)) return true;
      const n = event.key.length === 1 ? LETTERS.indexOf(event.key.toUpperCase()) : -1;
      const onButton = parts.dom.around(event, "button, a");
      if (game.checked) return false;
      if (n >= 0 && n < game.shown.length) choose(n, game);
      else if (event.key === "Backspace") {
        game.ranked.pop();
        draw(game);
      } else if (event.key === "Enter" && !onButton && game.ranked.length === game.shown.length)
        check(game);
      else return false;
      event.preventDefault();
      return true;
    }

    function close() {
      game?.host.replaceChildren();
      game = null;
    }

    return { sets, open, key, close };
  }

  return { create, walk };
})();
