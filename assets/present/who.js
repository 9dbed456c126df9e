/* “Who says it?”: the words of a source without its name, to be given to one of the sources. */
parts.who = (() => {
  const DIGITS = 9; // sources that have a key
  const LONG = 200; // characters from which a quotation is set smaller

  /**
   * @param {Doc} doc the document
   */
  function create(doc) {
    const { el } = parts.dom;
    /**
     * @typedef {{onDone?: () => void, onTold?: (excerpt: Excerpt) => void, hidden: boolean}} Options
     * @typedef {{host: HTMLElement, list: Excerpt[], at: number, options: Options, excerpt: Excerpt,
     *   answer: HTMLElement, status: HTMLElement, tools: HTMLElement, tried: number[], shown: boolean}} Game
     */

    /** @type {?Game} */
    let game = null; // the quotation on show; null while closed

    /** @param {number | Excerpt | Excerpt[]} what @returns {Excerpt[]} */
    const excerpts = (what) =>
      typeof what === "number" ? doc.events[what].excerpts || [] : [what].flat();

    /**
     * @param {number | Excerpt[]} what an event, or excerpts
     * @returns {boolean} it has words to give to somebody, and there is a choice
     */
    const can = (what) => doc.sources.length > 1 && excerpts(what).length > 0;

    const closed = (/** @type {string} */ text) => parts.told.closed(doc, text);

    /** @param {string} words @param {string} name @param {() => void} click */
    const button = (words, name, click) =>
      el("button", { type: "button", class: `action ${name}`, click }, words);

    /**
     * Show the words of an event, or of some excerpts, and let the class say whose they are.
     * @param {HTMLElement} host emptied
     * @param {number | Excerpt | Excerpt[]} what an event, whose excerpts follow one another, or excerpts
     * @param {{onDone?: function(): void, onTold?: function(Excerpt): void, hidden?: boolean}} [options]
     *   `onDone`: the reader closes it; `onTold`: an excerpt's source has been said; `hidden`: the
     *   dates in the words are
     */
    function open(host, what, { onDone, onTold, hidden = false } = {}) {
      show(host, excerpts(what), 0, { onDone, onTold, hidden });
    }

    /** @param {HTMLElement} host @param {Excerpt[]} list @param {number} at @param {Options} options */
    function show(host, list, at, options) {
      const { hidden } = options;
      const excerpt = list[at];
      const answer = el("div", { class: "answer" });
      const status = el(
        "p",
        { class: "status", role: "status" },
        "Tap a source, or press its number.",
      );
      const tools = el("p", { class: "tools" });
      const heading = el("h2", { tabindex: -1 }, "Who says it?");
      /** @type {Game} */
      const begun = {
        host,
        list,
        at,
        options,
        excerpt,
        answer,
        status,
        tools,
        tried: [],
        shown: false,
      };
      game = begun;
      const length = excerpt.exact.length >= LONG ? "long" : null;
      host.replaceChildren(
        el(
          "section",
          { class: "activity who" },
          el("header", {}, heading, status),
          el(
            "blockquote",
            { class: length },
            el(
              "span",
              { class: "exact" },
              ...(hidden ? parts.dateless.nodes(excerpt.exact) : [excerpt.exact]),
            ),
          ),
          answer,
          tools,
        ),
      );
      answer.replaceChildren(
        el(
          "ol",
          { class: "choices" },
          ...doc.sources.map((source, n) =>
            el(
              "li",
              {},
              el(
                "button",
                { type: "button", class: "row", click: () => choose(n, begun) },
                el("span", { class: "letter" }, n < DIGITS ? String(n + 1) : ""),
                " ",
                el("span", { class: "title" }, source.label),
              ),
            ),
          ),
        ),
      );
      tools.replaceChildren(
        button("Show", "show", () => reveal(false, begun)),
        ...ending(begun),
      );
      heading.focus({ preventScroll: true });
    }

    /** @param {Game} game */
    function ending({ host, list, at, options }) {
      const next = (at + 1) % list.length;
      return [
        list.length > 1
          ? button("Another quotation", "again", () => show(host, list, next, options))
          : "",
        button("Close", "close", () => options.onDone?.()),
      ];
    }

    /** @param {number} n a source @param {Game} played */
    function choose(n, played) {
      const { excerpt, tried, status, answer } = played;
      if (tried.includes(n)) return;
      if (n === excerpt.source) {
        reveal(true, played);
        return;
      }
      tried.push(n);
      const node = answer.querySelectorAll("button")[n];
      node.classList.add("wrong");
      node.setAttribute("aria-disabled", "true");
      node
        .querySelector(".letter")
        ?.replaceChildren("✗", el("span", { class: "visually-hidden" }, " not "));
      const not = closed(`Not ${doc.sources[n].label}`);
      status.textContent = `${not} Try again, or show the answer.`;
    }

    /** The attribution, in the place of the choices. @param {boolean} found @param {Game} played */
    function reveal(found, played) {
      const { excerpt, answer, status, tools, tried, host, options } = played;
      const source = doc.sources[excerpt.source];
      const name = (/** @type {number} */ n) => doc.sources[n].label;
      played.shown = true;
      options.onTold?.(excerpt);
      status.textContent = closed(`${found ? "Right" : "The answer"}: ${source.label}`);
      answer.replaceChildren(
        el(
          "p",
          { class: "said-by" },
          el("span", { class: "sign", "aria-hidden": "true" }, found ? "✓ " : "→ "),
          parts.told.who(doc, excerpt).voice,
          el("b", {}, source.label),
        ),
        el(
          "p",
          { class: "written" },
          parts.told.about(doc, excerpt),
          " · ",
          el(
            "span",
            excerpt.verified ? { class: "verified" } : {},
            parts.told.checked(doc, excerpt),
          ),
        ),
        tried.length
          ? el("p", { class: "tried" }, closed(`✗ Tried before: ${tried.map(name).join("; ")}`))
          : "",
        excerpt.note ? el("p", { class: "note" }, excerpt.note) : "",
      );
      tools.replaceChildren(...ending(played));
      host.querySelector("h2")?.focus({ preventScroll: true });
    }

    /**
     * A key pressed while a quotation is shown; Enter and space on a button are the button's.
     * @param {KeyboardEvent} event
     * @returns {boolean} handled; its default is then prevented
     */
    function key(event) {
      if (!game || event.ctrlKey || event.altKey || event.metaKey) return false;
      if (parts.order.walk(event, game.host)) return true;
      const n = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : -1;
      if (game.shown || n < 0 || n >= doc.sources.length) return false;
      choose(n, game);
      event.preventDefault();
      return true;
    }

    function close() {
      game?.host.replaceChildren();
      game = null;
    }

    return { can, open, key, close };
  }

  return { create };
})();
