/* What is printed: a handout of the present view, or its worksheet. It is made when it is asked
   for, by `mode=print` or by the browser's own printing, and needs no server. */
parts.handout = (() => {
  const LACKING =
    "Printed before the page had read all its texts: wait a moment, and print it again.";
  const BRIEFLY = "Of each event one excerpt is printed; all stand at the address below.";

  const PAGE = 265 / 180; // height and width of what a page of A4 holds
  const PARTED = 1.15;
  const MANY_PAGES = 12;
  const LONG = 0.55; // of a page

  const { el } = parts.dom;

  /**
   * @param {HTMLElement} host
   * @param {Doc} doc
   * @param {View} view
   * @param {Lesson} told
   * @param {string} address
   * @returns {(Node | string)[]}
   */
  function handout(host, doc, view, told, address) {
    const make = parts.sheet.of(doc, view, told, (text) => [text]);
    const { columns } = doc;

    /** @param {LessonStep} step */
    function entry(step) {
      const [first, ...others] = step.quotes.map(make.quotation);
      return el(
        "li",
        { class: "sheet-entry" },
        el(
          "div",
          { class: "sheet-core" },
          told.single ? null : el("p", { class: "sheet-number" }, String(step.n)),
          told.single
            ? null
            : el("h2", {}, make.sign(columns.kind[step.i]), " ", columns.title[step.i]),
          make.dates(step),
          step.told ? el("p", { class: "sheet-told" }, step.told) : null,
          first,
        ),
        ...others,
        step.more && !told.brief
          ? el(
              "p",
              { class: "sheet-more" },
              `${parts.state.many(step.more, "more excerpt")} at the address below.`,
            )
          : null,
        ...step.disagreements.map((item) => make.disagreement(item, step.quotes)),
        ...(told.single ? make.about(step) : []),
        ...step.questions.map((text) => make.question(text, told.single ? "" : step.n)),
      );
    }

    return [
      make.head("Handout"),
      make.chart(
        host,
        told.single
          ? { selected: told.steps[0].i, caption: "The event among those next to it in time." }
          : { caption: "The numbers are those of the events below." },
      ),
      el("ol", { class: `sheet-entries${told.brief ? " brief" : ""}` }, ...told.steps.map(entry)),
      told.brief ? el("p", { class: "sheet-more" }, BRIEFLY) : "",
      told.left
        ? el(
            "p",
            { class: "sheet-more" },
            `${parts.state.many(told.left, "more event")} ${told.left === 1 ? "is" : "are"} in this view: narrow it to print ${
              told.left === 1 ? "it" : "them"
            }.`,
          )
        : "",
      make.closing(),
      make.colophon(address),
    ];
  }

  // ------------------------------------------------------------------ on the screen and on paper

  /** The address as others can open it; of what they cannot, that is said. Of a file its name and
   * what follows it will do. @param {string} here */
  function spoken(here) {
    const { address, why } = parts.address.reach(here.replace(/^[^?#]*[?#]?/, ""));
    if (!why) return address;
    return /^https?:/.test(here)
      ? `${here} (address of this computer)`
      : // @ts-expect-error what is split has a last part; a type would stand in the words here
        `${decodeURI(here.split("/").at(-1))} (file on this computer)`;
  }

  /**
   * @param {Doc} doc the document
   * @param {{address: (view: View) => string, now: () => {view: View, indexes: number[], whole: boolean},
   *   onChange: (fields: Partial<View>) => void}} page address: of a view; now: what is in sight when
   *   the reader prints; onChange: gets the fields of the view that the bar's buttons change
   */
  function create(doc, page) {
    const host =
      document.getElementById("handout") ||
      parts.dom.one(document, "main").appendChild(el("section", { id: "handout" }));
    host.dataset.theme = "light"; // paper is light, whatever the screen is
    host.setAttribute("aria-label", "Sheet to print");
    const root = document.documentElement;

    /** How much paper it will take, said before it is printed: a little more than its height, as no
     * event is parted between two pages. @param {HTMLElement} paper */
    function length(paper) {
      const pages = Math.ceil((PARTED * paper.offsetHeight) / (paper.clientWidth * PAGE));
      const words = pages < 2 ? "one page" : `about ${pages} pages`;
      return pages > MANY_PAGES ? `${words}: a tour or fewer events take less` : words;
    }

    /** @param {string} sheet @param {number} others */
    function bar(sheet, others) {
      /** @param {string} words @param {() => void} click @param {Record<string, string>} [attributes] */
      const button = (words, click, attributes) =>
        el("button", { type: "button", click, ...attributes }, words);
      /** @param {string} name @param {string} words */
      const choice = (name, words) =>
        button(words, () => page.onChange({ sheet: name }), {
          "aria-pressed": String(sheet === name),
        });
      return el(
        "div",
        { class: "sheet-bar" },
        button("Print", () => window.print(), { class: "print-now" }),
        el(
          "div",
          { role: "group", "aria-label": "Sheet" },
          choice("handout", "Handout"),
          choice("worksheet", "Worksheet"),
        ),
        el("span", { class: "sheet-length" }),
        others > 1
          ? button(`All ${others} events in sight`, () => page.onChange({ event: "" }))
          : null,
        button("Back", () => page.onChange({ mode: "explore" })),
      );
    }

    /**
     * Make the sheet of a view. It stands when the call returns.
     * @param {{view: View, indexes: number[], sheet: string}} state indexes: the events in sight
     *   in order; of a tour its steps are told instead
     * @returns {Promise<void>} kept at once
     */
    function draw({ view, indexes, sheet }) {
      const told = parts.lesson.of(doc, view, { indexes, sheet });
      const address = spoken(
        page.address({
          ...view,
          mode: "explore",
          theme: "light",
          sheet: "handout",
          step: 1,
          event: told.single ? view.event : "",
        }),
      );
      root.style.setProperty(
        "--sheet-foot",
        JSON.stringify(sheet === "worksheet" ? "Worksheet" : told.title),
      );
      const paper = el("article", { class: `sheet ${sheet}${told.single ? " single" : ""}` });
      host.replaceChildren(bar(sheet, told.others), paper);
      const make = sheet === "worksheet" ? parts.worksheet.make : handout;
      paper.append(...make(paper, doc, view, told, address));
      // kept whole, an event of more than half a page would leave a hole before it
      for (const entry of parts.dom.all(paper, ".sheet-entry")) {
        entry.classList.toggle("long", entry.offsetHeight > LONG * PAGE * paper.clientWidth);
      }
      parts.dom.one(host, ".sheet-length").textContent = length(paper);
      return Promise.resolve();
    }

    function clear() {
      host.replaceChildren();
    }

    addEventListener("beforeprint", () => {
      const { view, indexes, whole } = page.now();
      if (view.mode === "print") return; // the preview is what is printed
      root.dataset.printing = "";
      draw({ view, indexes, sheet: view.sheet });
      if (!whole) parts.dom.one(host, "article").prepend(el("p", { class: "sheet-more" }, LACKING));
    });
    addEventListener("afterprint", () => {
      if (!("printing" in root.dataset)) return;
      delete root.dataset.printing;
      clear();
    });

    return { draw, clear };
  }

  return { create };
})();
