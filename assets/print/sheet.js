/* The pieces that printed sheets are made of: head, chart, dates, quotations, questions, sources. */
parts.sheet = (() => {
  const LINES = 4; // to write an answer on
  const CHART_PX = { few: 400, many: 700 }; // two fifths of a page of A4; a page of its own
  const MANY = 30; // events whose chart takes a page
  const AROUND = 12; // events beside a single one, in its chart
  const AGE = 5 * 366 * 86400000; // ms
  const DAY_MS = 86400000;

  const { el, glyph } = parts.dom;
  /** @param {number} n @returns {string} */
  const letter = (n) =>
    n < 26 ? String.fromCharCode(65 + n) : letter(Math.floor(n / 26) - 1) + letter(n % 26);
  /** A range such as 1924–1927 stays on one line. @param {string} text */
  const ranges = (text) =>
    String(text)
      .split(/(\d+ ?[–-] ?\d+)/)
      .map((part, k) => (k % 2 ? el("span", { class: "sheet-range" }, part) : part));

  /**
   * The pieces that sheets are made of.
   * @param {Doc} doc the document
   * @param {View} view
   * @param {Lesson} told of `parts.lesson`
   * @param {function(string): OneChild[]} set how a text of the file is set; on a worksheet
   *   without its dates
   */
  function of(doc, view, told, set) {
    const { columns } = doc;
    const words = (/** @type {string} */ text) =>
      set(text).flatMap((part) =>
        typeof part === "string" ? ranges(part) : /** @type {OneChild[]} */ ([part]),
      );
    /** @param {number} source */
    const name = (source) => `Source ${letter(told.voices.indexOf(source))}`;
    /** @param {string} text */
    const closed = (text) => parts.told.closed(doc, text);
    /** @param {string} text */
    const stop = (text) => parts.told.stop(doc, text);

    /** @param {string} kind */
    function head(kind) {
      /** @param {string} label */
      const blank = (label) => el("span", { class: "sheet-blank" }, label);
      return el(
        "header",
        { class: "sheet-head" },
        el("p", { class: "sheet-kind" }, el("b", {}, kind), el("span", {}, ...words(told.kicker))),
        el("h1", {}, ...words(told.title)),
        told.intro ? el("p", { class: "sheet-intro" }, ...words(told.intro)) : null,
        el("p", { class: "sheet-name" }, blank("Name"), blank("Class"), blank("Date")),
      );
    }

    /** The order of the chart's events, each once, with the numbers they have on the sheet.
     * @returns {Map<number, string>} */
    function numbered() {
      const numbers = new Map();
      for (const { i, n } of told.steps) numbers.set(i, [...(numbers.get(i) || []), n]);
      for (const [i, list] of numbers) numbers.set(i, list.join(", "));
      return numbers;
    }

    /**
     * @param {HTMLElement} host
     * @param {{selected?: number, caption?: string, empty?: boolean, height?: number}} more
     */
    function chart(host, more) {
      if (!told.steps.length) return "";
      const numbers = numbered();
      const { selected } = more;
      const order = (selected === undefined ? [...numbers.keys()] : around(selected)).sort(
        (a, b) => a - b,
      );
      const name_ = more.empty
        ? "An empty chart of the time, to draw the events into"
        : `Chart of ${parts.state.many(order.length, "event")}, listed below`;
      const picture = parts.printChart.draw(host, doc, {
        order,
        numbers: selected === undefined ? numbers : new Map(),
        name: name_,
        height: order.length > MANY ? CHART_PX.many : CHART_PX.few,
        calendar: view.calendar,
        ...more,
      });
      const signed = doc.signs ? order.map((i) => columns.kind[i]) : [];
      const kinds = [...new Set(signed)].sort((a, b) => a - b);
      return el(
        "figure",
        { class: "sheet-chart" },
        picture,
        el(
          "figcaption",
          {},
          el(
            "ul",
            { class: "sheet-signs" },
            ...kinds.map((kind) => el("li", {}, sign(kind), " ", doc.kinds[kind].title)),
          ),
          more.empty
            ? null
            : el("p", {}, [more.caption, reading(order), eras(order)].filter(Boolean).join(" ")),
        ),
      );
    }

    /** A single event is drawn among those next to it in time, but for what lasts an age.
     * @param {number} i */
    function around(i) {
      const { mark, start, end } = columns;
      const long = Math.max(AGE, end[i] - start[i]);
      /** @param {number} k */
      const far = (k) => Math.abs(mark[k] - mark[i]);
      return [...mark.keys()]
        .filter((k) => k === i || end[k] - start[k] < long)
        .sort((a, b) => far(a) - far(b))
        .slice(0, AROUND + 1);
    }

    /** How to read the chart, as far as these events need it. @param {number[]} order */
    function reading(order) {
      /** @param {"imprecise" | "span" | "disputed"} column */
      const any = (column) => order.some((i) => columns[column][i]);
      const unsure = any("imprecise") ? "; where hatched, its end is not sure" : "";
      return [
        any("span") || unsure ? `A bar lasts as long as its event${unsure}.` : "",
        any("disputed") ? `* ${doc.differ[0].toUpperCase()}${doc.differ.slice(1)}.` : "",
      ]
        .filter(Boolean)
        .join(" ");
    }

    /** What the shaded times of the chart are. @param {number[]} order */
    function eras(order) {
      /** @param {Ms} ms */
      const year = (ms) => parts.state.civil(Math.floor(ms / DAY_MS))[0];
      const [low, high] = parts.printChart.extent(doc, order);
      const named = doc.eras
        .filter(({ start, end }) => end > low && start < high)
        .map(
          ({ title, start, end }) =>
            `${title} ${[...new Set([year(start), year(end - 1)])].join("–")}`,
        );
      return named.length ? closed(`Shaded: ${named.join(", ")}`) : "";
    }

    /** @param {number} kind */
    const sign = (kind) =>
      el("span", { class: `hue-${doc.kinds[kind].hue}` }, glyph(doc.kinds[kind], doc.glyphs));

    /** @param {number} i */
    const date = (i) => parts.told.listed(doc, i, view.calendar);

    /** @param {{i: number}} step */
    function dates({ i }) {
      const event = doc.events[i];
      const [basis, stated, note] = parts.told.known(event);
      const known = [basis, told.brief ? "" : stated, told.single ? note : ""];
      const [own, other] = parts.told.dated(doc, i, view.calendar);
      return el(
        "p",
        { class: "sheet-date" },
        el("b", {}, ...ranges(own)),
        other ? ` · ${other}` : null,
        " ",
        el("span", { class: "sheet-known" }, ...ranges(known.filter(Boolean).join(" "))),
      );
    }

    /** @param {Excerpt} excerpt */
    const checked = (excerpt) => parts.told.checked(doc, excerpt);

    /** @param {Claim} excerpt */
    function quotation(excerpt) {
      if (excerpt.editor) {
        return el(
          "blockquote",
          { class: "sheet-quote" },
          el("p", {}, ...words(excerpt.editor)),
          el("footer", {}, ...words(excerpt.by)),
        );
      }
      const from = doc.sources[excerpt.source];
      // when a text was written, and what it says of the date, would betray that of the event
      const about = told.dated
        ? [
            parts.told.about(doc, /** @type {Excerpt & {distance: string}} */ (excerpt)),
            excerpt.speaker,
            excerpt.dates,
          ]
        : [from.genre, excerpt.speaker];
      return el(
        "blockquote",
        { class: "sheet-quote" },
        el(
          "p",
          {},
          excerpt.before ? el("i", {}, ...words(`… ${excerpt.before}`)) : null,
          el("span", { class: "sheet-exact" }, ...words(excerpt.exact)),
          excerpt.after ? el("i", {}, ...words(`${excerpt.after} …`)) : null,
        ),
        el(
          "footer",
          {},
          el("b", {}, name(excerpt.source)),
          " ",
          ...words([from.label, ...about, checked(excerpt)].filter(Boolean).join(" · ")),
        ),
        excerpt.note ? el("footer", { class: "sheet-note" }, ...words(excerpt.note)) : null,
      );
    }

    /** What was quoted already is not quoted again.
     * @param {Disagreement} item @param {{exact?: string, editor?: string}[]} quotes */
    function disagreement(item, quotes) {
      /** @param {Excerpt} claim */
      const repeated = (claim) => quotes.some(({ exact }) => exact === claim.exact);
      return el(
        "section",
        { class: "sheet-differ" },
        el("p", {}, el("b", {}, item.head), ...words(item.asks)),
        el(
          "ul",
          {},
          ...item.claims.map((claim) =>
            claim.editor
              ? el(
                  "li",
                  {},
                  el("b", {}, doc.said.editor),
                  ": ",
                  ...words(claim.told),
                  el("i", {}, ...words(claim.rests)),
                )
              : el(
                  "li",
                  {},
                  ...words(parts.told.who(doc, claim).voice),
                  el("b", {}, name(claim.source)),
                  ...words(/** @type {string} */ (claim.lead)),
                  claim.says && (told.brief || repeated(claim))
                    ? ""
                    : [
                        " ",
                        el("span", { class: "sheet-exact" }, "“", ...words(claim.exact), "”"),
                        checked(claim) ? ` · ${checked(claim)}` : "",
                      ],
                ),
          ),
        ),
        item.note && !told.brief ? el("p", { class: "sheet-note" }, ...words(item.note)) : null,
      );
    }

    /** Of an event printed alone: its other names, its people, and the arrows to and from it.
     * @param {{i: number}} step */
    function about({ i }) {
      const event = doc.events[i];
      /** @param {number[]} ids */
      const names = (ids) => ids.map((n) => doc.vocabulary.people[n].name).join(", ");
      const arrows = parts.told.arrows(doc, i);
      return [
        event.silence ? el("p", {}, event.silence) : null,
        event.knownAs
          ? el("p", {}, el("b", {}, doc.said.also), closed(`: ${event.knownAs.join("; ")}`))
          : null,
        ...(event.people || []).map(([head, ids]) =>
          el("p", {}, el("b", {}, head), closed(`: ${names(ids)}`)),
        ),
        arrows.length
          ? el(
              "section",
              { class: "sheet-arrows" },
              el("h2", {}, doc.said.arrows),
              el("ul", {}, ...arrows.map(arrow)),
            )
          : null,
      ].filter(Boolean);
    }

    /** @param {ReturnType<typeof parts.told.arrows>[number]} told */
    function arrow({ sign, words: relation, other, contested, said, notes }) {
      const title = columns.title[other];
      const doubt = contested ? ` ${doc.said.contested}` : "";
      return el(
        "li",
        {},
        `${sign} ${relation} `,
        el("b", {}, title),
        `${doubt}${stop(title + doubt)} `,
        ...said.flatMap((claim) => [
          parts.told.who(doc, claim).voice,
          el("b", {}, name(claim.source)),
          `${claim.lead} `,
          el("span", { class: "sheet-exact" }, `“${claim.exact}”`),
          " ",
        ]),
        notes.length ? el("span", { class: "sheet-note" }, notes.join(" ")) : null,
      );
    }

    /** Asked as it stands. `at`: the event that is asked about, where there are several.
     * @param {string} text @param {string | number} [at] */
    function question(text, at) {
      return el(
        "section",
        { class: "sheet-question" },
        el("p", {}, el("b", {}, ...words(at ? `Question on ${at}` : "Question")), " ", text),
        ...Array.from({ length: LINES }, () => el("div", { class: "sheet-line" })),
      );
    }

    function closing() {
      if (!told.closing.length) return "";
      return el(
        "section",
        { class: "sheet-closing" },
        el("h2", {}, "To finish"),
        ...told.closing.map((text) => question(text)),
      );
    }

    /** Where the sheet comes from: the texts, the page, the day. @param {string} address */
    function colophon(address) {
      const listed = told.sources.map((n) => {
        const { note } = doc.citations.sources[n];
        const from = doc.sources[n];
        return el(
          "div",
          {},
          el("dt", {}, letter(told.voices.indexOf(n))),
          el(
            "dd",
            {},
            el("b", {}, from.label),
            `${stop(from.label)} `,
            note.charAt(0).toUpperCase() + note.slice(1),
            " ",
            el("i", {}, from.about, "."),
          ),
        );
      });
      const behind = told.dated ? told.works : []; // their titles may betray a date
      return el(
        "section",
        { class: "sheet-sources" },
        behind.length
          ? [
              el("h2", {}, "Works"),
              el(
                "ul",
                { class: "sheet-works" },
                ...parts.told.works(behind).map((line) => el("li", {}, line)),
              ),
            ]
          : null,
        listed.length
          ? [
              el("h2", {}, "Sources"),
              el("dl", {}, ...listed),
              el(
                "p",
                {},
                "In quotations, upright words are the exact words of the source; words in italics stand " +
                  `around them in it. ${doc.said.verified}: ${doc.said.checked}.` +
                  (listed.length < told.voices.length
                    ? " Letters that are left out are those of sources not quoted on this sheet."
                    : ""),
              ),
              doc.timeline.note && told.dated ? el("p", {}, doc.timeline.note) : null,
            ]
          : null,
        doc.timeline.licence ? el("p", {}, doc.timeline.licence.line) : null,
        el(
          "p",
          { class: "sheet-address" },
          el("b", {}, "The live view"),
          " ",
          address,
          " · printed on ",
          new Date().toLocaleDateString("en-GB", { dateStyle: "long" }),
        ),
      );
    }

    return {
      name,
      about,
      head,
      chart,
      sign,
      date,
      dates,
      quotation,
      disagreement,
      question,
      closing,
      colophon,
    };
  }

  return { of };
})();
