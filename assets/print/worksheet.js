/* The worksheet: a handout's lesson with the dates left blank, and on a page of its own the key. */
parts.worksheet = (() => {
  const TASKS = [
    "Number the events in the order in which they happened.",
    "Write down when each of them happened, as exactly as you can.",
    "Draw each into the chart: its sign in its row, at its time.",
  ];

  const DAY_MS = 86400000;
  const KEY_PX = 230; // of its chart: the key is best on one page

  /** In an order that does not betray the dates: by the alphabet, without what stands before it.
   * @param {Doc} doc @param {LessonStep[]} steps */
  function shuffled(doc, steps) {
    /** @param {{i: number}} step */
    const name = ({ i }) => doc.columns.title[i].replace(/^\P{L}+/u, "");
    const unique = steps.filter(({ i }, k) => steps.findIndex((step) => step.i === i) === k);
    return unique.sort((a, b) => name(a).localeCompare(name(b), doc.timeline.language));
  }

  /**
   * The parts of a worksheet.
   * @param {HTMLElement} host an element that is laid out, for the charts to be drawn in
   * @param {Doc} doc the document
   * @param {View} view
   * @param {Lesson} told of `parts.lesson`
   * @param {string} address of the live view
   * @returns {(Node|string)[]}
   */
  function make(host, doc, view, told, address) {
    const { el } = parts.dom;
    const { columns } = doc;
    const blank = parts.sheet.of(doc, view, told, parts.dateless.nodes);
    const open = parts.sheet.of(doc, view, told, (text) => [text]);
    const hidden = parts.dateless.nodes;

    /** A question goes whole, but for the year that is asked for: without other dates it could often
     * not be answered. @param {string} text @param {number} i */
    function unyeared(text, i) {
      const days = [columns.start[i], columns.end[i] - 1].map((ms) => Math.floor(ms / DAY_MS));
      const years = days.map((day) => parts.state.civil(day)[0]).map((y) => (y > 0 ? y : 1 - y));
      return parts.dateless
        .pieces(text)
        .map((part) => {
          const told = (part.text.match(/\d{3,4}/g) || []).some((year) =>
            years.includes(Number(year)),
          );
          return !part.hidden || !told
            ? part.text
            : /^\d+$/.test(part.text)
              ? "[this year]"
              : "[this time]";
        })
        .join("");
    }

    /** Without the sign that sources disagree. @param {{i: number}} step */
    const label = ({ i }) => columns.label[i].slice(0, columns.disputed[i] ? -1 : undefined);

    /** @param {LessonStep} step */
    const entry = (step) =>
      el(
        "li",
        { class: "sheet-entry" },
        el(
          "div",
          { class: "sheet-core" },
          el("p", { class: "sheet-number" }),
          el("h2", {}, ...hidden(columns.title[step.i])),
          el(
            "p",
            { class: "sheet-date" },
            blank.sign(columns.kind[step.i]),
            doc.sorts.includes("lane") ? ` ${doc.lanes[columns.lane[step.i]].title}` : "",
            el("span", { class: "sheet-date-line" }, "date:"),
          ),
          // a step's sentence leads on from the one before ("Six weeks later"), which tells the order
          step.told && !view.tour ? el("p", { class: "sheet-told" }, ...hidden(step.told)) : null,
          ...step.quotes.map(blank.quotation),
        ),
        ...step.questions.map((text) =>
          blank.question(unyeared(text, step.i), told.single ? "" : label(step)),
        ),
      );

    /** What the texts answer, in a few words: who, and where it is said, what. A question that no text
     * answers is not asked again. @param {LessonStep} step */
    function answers(step) {
      const found = step.open
        ? []
        : step.evidence.map((one) => {
            const who = one.editor
              ? doc.said.editor
              : `${parts.told.who(doc, one).voice}${open.name(one.source)}`;
            return { who, says: /** @type {Excerpt} */ (one).says || "" };
          });
      const said = found.filter(({ says }) => says).map(({ who, says }) => `${who}: ${says}`);
      const named = new Set(found.filter(({ says }) => says).map(({ who }) => who));
      const rest = [...new Set(found.map(({ who }) => who))].filter((who) => !named.has(who));
      if (rest.length)
        said.push(`${named.size ? "Also quoted: " : "In the words of "}${rest.join(", ")}`);
      return [...new Set(said)].join(" · ");
    }

    /** @param {LessonStep} step */
    function answered(step) {
      const told = step.questions.length ? answers(step) : "";
      return told
        ? [...step.questions, told].map((text) => el("span", { class: "sheet-asked" }, text))
        : [];
    }

    /** @param {LessonStep} step */
    const line = (step) =>
      el(
        "li",
        {},
        el("b", {}, String(step.n)),
        el("span", {}, open.date(step.i)),
        el("span", {}, columns.title[step.i], ...answered(step)),
      );

    return [
      blank.head("Worksheet"),
      el("ol", { class: "sheet-tasks" }, ...TASKS.map((task) => el("li", {}, task))),
      blank.chart(host, { empty: true }),
      el("ol", { class: "sheet-entries" }, ...shuffled(doc, told.steps).map(entry)),
      blank.closing(),
      el(
        "section",
        { class: "sheet-key" },
        el(
          "header",
          { class: "sheet-head" },
          el("p", { class: "sheet-kind" }, el("b", {}, "Key"), el("span", {}, told.kicker)),
          el("h1", {}, told.title),
        ),
        open.chart(host, { height: KEY_PX }),
        el("ol", { class: `sheet-answers${told.brief ? " brief" : ""}` }, ...told.steps.map(line)),
        open.colophon(address),
      ),
    ];
  }

  return { make };
})();
