/* The sources view: the texts, where the page carries them, with every excerpt marked and led back
   to its event. Without the texts the strip of each source shows where its excerpts stand. */
parts.sources = (() => {
  const LEAST = 2; // letters of a search inside the texts

  /**
   * @param {Doc} doc the document
   * @param {{onPoint: function(?string): void}} listeners
   */
  function create(doc, listeners) {
    const { el } = parts.dom;
    const host = parts.dom.byId("sources");
    const carried = document.getElementById("texts");
    const texts = new Map(Object.entries(carried ? JSON.parse(carried.textContent || "") : {}));
    let built = false;
    /** @type {?string} */
    let pointed = null;

    /** @typedef {{from: number, to: number, events: number[]}} Marked what events quote of a text */

    /** Excerpts of the events by source, in the order of the text. @param {number} index of the source */
    function passages(index) {
      /** @type {Map<string, Marked>} */
      const found = new Map();
      doc.events.forEach((event, i) => {
        for (const excerpt of event.excerpts || []) {
          if (excerpt.source !== index || excerpt.at === undefined) continue;
          const key = `${excerpt.at}-${excerpt.exact.length}`;
          const one = found.get(key) || {
            from: excerpt.at,
            to: excerpt.at + excerpt.exact.length,
            events: [],
          };
          one.events.push(i);
          found.set(key, one);
        }
      });
      return [...found.values()].sort((a, b) => a.from - b.from || a.to - b.to);
    }

    /**
     * One piece of text with its marks. Passages that overlap are cut where another begins or ends,
     * so that each letter knows every event it is quoted on.
     * @param {number} offset of the piece in its text
     * @param {string} text
     * @param {Marked[]} found in the whole text
     */
    function piece(offset, text, found) {
      const cuts = new Set([offset, offset + text.length]);
      const here = found.filter(({ from, to }) => to > offset && from < offset + text.length);
      for (const { from, to } of here) {
        cuts.add(Math.max(from, offset));
        cuts.add(Math.min(to, offset + text.length));
      }
      const edges = [...cuts].sort((a, b) => a - b);
      const nodes = [];
      for (let k = 0; k + 1 < edges.length; k += 1) {
        const words = text.slice(edges[k] - offset, edges[k + 1] - offset);
        const on = here.filter(({ from, to }) => from <= edges[k] && to >= edges[k + 1]);
        nodes.push(on.length ? mark(words, on) : document.createTextNode(words));
      }
      return nodes;
    }

    /** @param {string} words @param {Marked[]} on */
    function mark(words, on) {
      const events = [...new Set(on.flatMap((one) => one.events))];
      const ids = events.map((i) => doc.columns.id[i]);
      const titles = events.map((i) => doc.columns.title[i]).join("; ");
      return el(
        "mark",
        { "data-events": ids.join(" "), "data-at": Math.min(...on.map((one) => one.from)) },
        el("a", { href: `?event=${ids[0]}`, title: titles }, words),
      );
    }

    function build() {
      built = true;
      doc.sources.forEach((source, index) => {
        const shown = texts.get(source.id);
        const article = document.getElementById(`source-${source.id}`);
        if (!shown || !article) return;
        const found = passages(index);
        const body = el("div", {
          class: "text",
          tabindex: "0",
          role: "region",
          "aria-label": `Text of ${source.label}`,
        });
        for (const [offset, text] of shown.pieces) {
          body.append(el("div", { class: "piece" }, ...piece(offset, text, found)));
        }
        article.append(
          el(
            "p",
            { class: "text-note" },
            shown.whole
              ? "The whole text, with the quoted passages marked."
              : "Only the surroundings of the quoted passages, on this machine alone: the text is not free to show.",
          ),
          body,
        );
      });
      if (texts.size) host.querySelector("h2")?.after(finder());
      host.addEventListener("mouseover", point);
      host.addEventListener("focusin", point);
      watch();
    }

    /** @param {Event} event */
    function point(event) {
      const node = parts.dom.around(event, "mark, a");
      const id = node && (parts.dom.eventOf(node) || eventsOf(node)[0]);
      if (id) pointAt(id);
    }

    /** @param {string} id */
    function pointAt(id) {
      if (id === pointed) return;
      pointed = id;
      listeners.onPoint(id);
    }

    /* The reading position: the first marked passage in sight is pointed at in the chart. */
    function watch() {
      /** @type {Set<HTMLElement>} */
      const inSight = new Set();
      const seen = new IntersectionObserver(
        (changes) => {
          for (const { target, isIntersecting } of changes) {
            const node = /** @type {HTMLElement} */ (target);
            if (isIntersecting) inSight.add(node);
            else inSight.delete(node);
          }
          const first = [...inSight].sort(
            (a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top,
          )[0];
          if (first && document.documentElement.dataset.view === "sources") {
            pointAt(eventsOf(first)[0]);
          }
        },
        { rootMargin: "-10% 0px -55% 0px" },
      );
      for (const node of host.querySelectorAll("mark")) seen.observe(node);
    }

    /* A search inside the texts: how often, and from one place to the next. */
    function finder() {
      /** @type {Range[]} */
      let places = [];
      let at = -1;
      const said = el("span", { role: "status", class: "found" });
      const input = el("input", {
        type: "search",
        placeholder: "Find in the texts",
        "aria-label": "Find in the texts",
        input: () => find(input.value),
        keydown: (/** @type {KeyboardEvent} */ event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          go(event.shiftKey ? -1 : 1);
        },
      });
      const button = (/** @type {string} */ words, /** @type {number} */ by) =>
        el("button", { type: "button", class: "quiet", click: () => go(by) }, words);

      /** @param {string} words */
      function find(words) {
        const wanted = parts.match.fold(words);
        places = [];
        at = -1;
        CSS.highlights?.delete("found");
        if (wanted.length >= LEAST) {
          for (const body of host.querySelectorAll(".text")) places.push(...rangesOf(body, wanted));
        }
        said.textContent = wanted.length < LEAST ? "" : `${places.length} found`;
        if (places.length && CSS.highlights) CSS.highlights.set("found", new Highlight(...places));
        if (places.length) go(1);
      }

      /** @param {number} by */
      function go(by) {
        if (!places.length) return;
        at = (at + by + places.length) % places.length;
        said.textContent = `${at + 1} of ${places.length}`;
        const place = places[at];
        if (CSS.highlights) CSS.highlights.set("found-here", new Highlight(place));
        place.startContainer.parentElement?.scrollIntoView({ block: "center" });
      }

      return el("div", { class: "finder" }, input, button("previous", -1), button("next", 1), said);
    }

    /**
     * Where the folded words stand in the text nodes of a body. Letters are folded one by one, and
     * one that would become longer stays, so that places in the fold are places in the text.
     * @param {Element} body
     * @param {string} wanted
     */
    function rangesOf(body, wanted) {
      const ranges = [];
      const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
      const next = () => /** @type {?Text} */ (walker.nextNode());
      for (let node = next(); node; node = next()) {
        const text = [...node.data]
          .map((letter) => {
            if (/\s/.test(letter)) return " ";
            const plain = parts.match.fold(letter);
            return plain.length === letter.length ? plain : letter;
          })
          .join("");
        for (let i = text.indexOf(wanted); i >= 0; i = text.indexOf(wanted, i + wanted.length)) {
          const range = document.createRange();
          range.setStart(node, i);
          range.setEnd(node, Math.min(node.data.length, i + wanted.length));
          ranges.push(range);
        }
      }
      return ranges;
    }

    const eventsOf = (/** @type {HTMLElement} */ node) => (node.dataset.events || "").split(" ");

    return {
      /**
       * Build the texts when they are first wanted, and mark the passages of the chosen event.
       * @param {{shown: boolean, selected: string}} state
       */
      draw({ shown, selected }) {
        if (!shown) return;
        if (!built) build();
        for (const node of host.querySelectorAll("mark.selected"))
          node.classList.remove("selected");
        if (!selected) return;
        for (const node of host.querySelectorAll("mark")) {
          if (eventsOf(node).includes(selected)) node.classList.add("selected");
        }
      },
      /**
       * Bring into sight what a source says at an offset, or of an event; else the source.
       * @param {string} id of the source
       * @param {Passage} [where]
       */
      show(id, { at, event } = {}) {
        const article = document.getElementById(`source-${id}`);
        if (!article) return;
        const marks = [...article.querySelectorAll("mark")];
        const node =
          marks.find((one) => Number(one.dataset.at) === at) ||
          marks.find((one) => event && eventsOf(one).includes(event));
        if (node) {
          node.scrollIntoView({ block: "center" });
          node.querySelector("a")?.focus({ preventScroll: true });
        } else article.scrollIntoView({ block: "start" });
      },
    };
  }

  return { create };
})();
