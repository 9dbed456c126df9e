/* The stage: one step on one screen, large enough for the last row. Draws; knows no keys. */
parts.stage = (() => {
  const LEAST = 0.79; // how far type may shrink: from 3.9 to 3.05 hundredths of the screen's height
  const TINY = 0.35; // how far it shrinks, with the least type, where words would be cut otherwise
  const FINER = 0.03;
  // of the screen's height, that the chart keeps while type can shrink: lying, and standing
  const CHART_SHARE = [0.33, 0.2];
  const A_PAGE = 430; // characters of evidence on one screen, if it holds them

  /**
   * @param {Doc} doc the document
   * @returns the stage: `draw(shown)`, `fit()`, and its parts `host`, `extra`, `tools`
   */
  function create(doc) {
    const { el } = parts.dom;
    const host = parts.dom.byId("present");
    /** @param {"p" | "div"} tag @param {string} name @param {...Child} more */
    const part = (tag, name, ...more) => el(tag, { class: `stage-${name}` }, ...more);
    const name = part("p", "name");
    const progress = el("button", { type: "button", class: "stage-progress", "data-does": "jump" });
    const title = el("h1", { class: "stage-title", tabindex: "-1" });
    const date = part("p", "date");
    const main = part("div", "main");
    const body = part("div", "body", title, date, main);
    const extra = el("div", { id: "stage-extra", class: "stage-extra", hidden: true });
    const tools = el("div", {
      class: "stage-tools",
      role: "toolbar",
      "aria-label": "Presentation",
    });
    const said = el("p", { class: "visually-hidden", role: "status" });
    const blank = el(
      "div",
      { class: "stage-blank", hidden: true },
      el("span", { class: "visually-hidden" }, "The screen is blank."),
    );
    host.replaceChildren(part("div", "top", name, tools, progress), body, extra, said, blank);

    /** @param {string} text @param {boolean} hidden its dates @returns {(Node | string)[]} */
    const words = (text, hidden) => (hidden ? parts.dateless.nodes(text) : [text]);

    /* Outer marks, unless the words bring their own: marks within marks are hard to read from afar. */
    const marks = (/** @type {string} */ text) => (/[“”"]/.test(text) ? "exact" : "exact marked");

    /** @param {Claim} excerpt @param {boolean} hidden its dates */
    function quoted(excerpt, hidden) {
      if (excerpt.editor) {
        return el(
          "figure",
          { class: "stage-quote editor" },
          el("p", {}, ...words(excerpt.editor, hidden)),
          el("figcaption", {}, excerpt.by),
        );
      }
      const source = doc.sources[excerpt.source];
      // when it was written, and often who speaks, would tell the date that is asked for
      const about = hidden ? source.genre : source.about;
      return el(
        "figure",
        { class: "stage-quote" },
        el(
          "blockquote",
          { "data-excerpt": true, "data-source": source.id },
          el("span", { class: marks(excerpt.exact) }, ...words(excerpt.exact, hidden)),
        ),
        el(
          "figcaption",
          {},
          ...words(parts.told.who(doc, excerpt).voice, hidden),
          el("b", {}, source.label),
          about ? ` · ${about}` : "",
          excerpt.verified ? el("span", { class: "verified" }, ` · ${doc.said.verified}`) : "",
        ),
      );
    }

    /** @type {Set<Claim>} */
    let alone = new Set(); // texts of evidence that had no room beside another on this screen
    let screen = ""; // its width and height
    /** @type {?StageShown} */
    let drawn = null; // what was drawn last

    /** The evidence of a step in pages that fit a screen: two voices side by side where they do. @param {Step} step */
    function pages(step) {
      /** @type {{items: Claim[], size: number}[]} */
      const found = [];
      for (const one of step.evidence) {
        const size = (one.editor ? one.editor : one.exact).length;
        const last = found.at(-1);
        if (last && last.items.length < 2 && last.size + size <= A_PAGE && !alone.has(one)) {
          last.items.push(one);
          last.size += size;
        } else found.push({ items: [one], size });
      }
      return found.map(({ items }) => items);
    }

    /** @param {Step} step @param {{hidden: boolean, calendar: string}} shown */
    function dates(step, { hidden, calendar }) {
      const event = doc.events[step.i];
      if (hidden) return [el("b", { class: "asked" }, "When?")];
      const [date] = parts.told.dated(doc, step.i, calendar);
      const [ns, os = ns] = event.brief || [""];
      const notes = calendar === "os" ? os : ns;
      return [el("b", {}, date), el("span", {}, notes && ` · ${notes}`)];
    }

    /** @param {StageShown} shown */
    function draw(shown) {
      drawn = shown;
      if (screen !== `${innerWidth} ${innerHeight}`) alone = new Set();
      screen = `${innerWidth} ${innerHeight}`;
      const { step, k, count, layer } = shown;
      host.dataset.layer = layer;
      document.documentElement.dataset.layer = layer;
      blank.hidden = !shown.blank;
      name.replaceChildren(...words(shown.name, shown.hiding));
      progress.textContent = count ? `${k + 1} of ${count}` : "";
      progress.setAttribute("aria-label", `Step ${k + 1} of ${count}: jump to a step`);
      if (!step) {
        title.textContent = "No event matches this view";
        date.replaceChildren();
        main.replaceChildren(
          el("p", { class: "stage-say" }, "Leave with Esc, and change the filters."),
        );
        return;
      }
      if (layer === "end") {
        title.textContent = "Questions";
        date.replaceChildren(el("span", {}, shown.name));
        main.className = "stage-main asking";
        main.replaceChildren(
          el("ol", { class: "stage-closing" }, ...shown.closing.map((one) => el("li", {}, one))),
        );
        fit();
        return;
      }
      title.replaceChildren(...words(doc.columns.title[step.i], shown.hidden));
      date.replaceChildren(...dates(step, shown));
      main.className = `stage-main${layer === "question" ? " asking" : ""}`;
      if (layer === "question") {
        main.replaceChildren(
          el("p", { class: "stage-question" }, ...words(step.question, shown.hidden)),
          step.open ? el("p", { class: "stage-open" }, step.open) : "",
        );
      } else if (layer === "evidence") {
        drawEvidence({ ...shown, step });
      } else {
        main.replaceChildren(
          step.say ? el("p", { class: "stage-say" }, ...words(step.say, shown.hidden)) : "",
          step.quote ? quoted(step.quote, shown.hidden) : "",
        );
      }
      fit();
    }

    /** @param {{step: Step, page: number, hidden: boolean}} shown */
    function drawEvidence({ step, page, hidden }) {
      const all = pages(step);
      const at = Math.min(page, all.length - 1); // a larger screen has fewer
      main.replaceChildren(
        el(
          "p",
          { class: "stage-asked" },
          ...words(step.question, hidden),
          all.length > 1 ? el("span", {}, ` ${at + 1} of ${all.length}`) : "",
        ),
        ...all[at].map((one) => quoted(one, hidden)),
      );
      if (all[at].length > 1 && !room()) {
        alone.add(all[at][1]);
        drawEvidence({ step, page: at, hidden });
      }
    }

    const over = () => Math.max(0, body.scrollHeight - body.clientHeight);

    /* Text too long for its place: type shrinks to the least the last row can read, so that the
       chart stands still from step to step; then the chart gives way to a share of the screen, and
       goes if that is too little. @returns {boolean} whether the text fits */
    function room() {
      const root = document.documentElement;
      const yields = (/** @type {number} */ px) =>
        root.style.setProperty("--stage-yields", `${Math.max(0, px)}px`);
      root.removeAttribute("data-crowded");
      yields(0);
      body.style.setProperty("--tiny", "1");
      body.style.setProperty("--fit", "1");
      if (!over() || shrink(1, LEAST)) return true;
      const chart = parts.dom.byId("timeline").clientHeight;
      const share = CHART_SHARE[Number(innerWidth < innerHeight)];
      yields(Math.min(over(), chart - share * innerHeight));
      if (!over()) return true;
      root.dataset.crowded = "";
      return shrink(1, LEAST);
    }

    /* Nothing is cut, however long: rather small than out of sight; and what even so is longer than
       the screen can be scrolled to by keys. */
    function fit() {
      const fits =
        room() ||
        shrink(LEAST, TINY, (scale) => body.style.setProperty("--tiny", String(scale / LEAST)));
      if (fits) body.removeAttribute("tabindex");
      else body.tabIndex = 0;
    }

    /** @param {number} from @param {number} to @param {function(number): void} [also] @returns {boolean} whether the text fits */
    function shrink(from, to, also) {
      for (let scale = from; ; scale = Math.max(to, scale - FINER)) {
        body.style.setProperty("--fit", String(scale));
        also?.(scale);
        if (!over() || scale === to) return !over();
      }
    }

    /** The screen has another size: what stands on it is drawn anew. */
    const refit = () => {
      if (drawn) draw(drawn);
    };

    /** Tell a screen reader what the step is, without moving its focus. */
    const tell = (/** @type {string} */ text) => {
      said.textContent = text;
    };

    return { draw, fit: refit, tell, pages, host, extra, tools, title, body };
  }

  return { create };
})();
