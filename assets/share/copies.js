/* Share: the ways that take a copy along: pictures, slides, paper, the whole timeline, data. What
   this page makes itself works everywhere; see share/files.js for the rest. */
parts.copies = (() => {
  /** @type {[string, number][]} */
  const PNGS = [
    ["PNG", 1],
    ["PNG 2×", 2],
    ["PNG 4×", 4],
  ];
  const SHARP =
    "For slides and screens; 2× for paper, 4× for a poster. SVG and PDF are sharp in any size.";
  const DATA = [
    ["csv", "CSV", "one row an event, for a spreadsheet"],
    ["json", "JSON", "events and quotations, for programs"],
    ["jsonld", "JSON-LD", "schema.org, for search engines"],
    ["bib", "BibTeX", "the sources, for a reference manager"],
    ["md", "Markdown", "to read, for notes and wikis"],
    ["timelinejs.csv", "TimelineJS, CSV", "the sheet that Knight Lab’s tool reads"],
    ["timelinejs.json", "TimelineJS, JSON", "the same, for a page of your own"],
  ];
  const WHOLE = "Of the whole timeline, whatever is in sight.";

  /** Let the browser print a picture alone, on a page of its size: that is how it makes a PDF.
   * @param {Blob} picture */
  async function print(picture) {
    const { el } = parts.dom;
    const svg = new DOMParser().parseFromString(
      await picture.text(),
      "image/svg+xml",
    ).documentElement;
    const frame = el("iframe", {
      class: "visually-hidden",
      title: "Picture to print",
      tabindex: -1,
    });
    await new Promise((done) => {
      frame.addEventListener("load", done, { once: true });
      document.body.append(frame);
    });
    const sheet = /** @type {Window} */ (frame.contentWindow); // it is in the page, so it has one
    const paper = sheet.document;
    const [width, height] = ["width", "height"].map(
      (side) => `${Number.parseFloat(svg.getAttribute(side) || "")}px`,
    );
    const style = paper.createElement("style");
    style.textContent = `@page { size: ${width} ${height}; margin: 0; } body { margin: 0; } svg { display: block; }`;
    paper.head.append(style);
    paper.body.append(paper.importNode(svg, true));
    sheet.addEventListener("afterprint", () => frame.remove());
    sheet.print();
  }

  /** @param {SharePieces} pieces */
  function picture({ el, way, line, note, button, say, doc, page, view, name }) {
    /** @param {string} words */
    const box = (words) => {
      const input = el("input", { type: "checkbox" });
      return { input, label: el("label", {}, input, words) };
    };
    const [clear, bare] = [box("transparent ground"), box("without title, sources and address")];
    const { address, why } = parts.address.reach(parts.state.query(view));
    // the lanes that the view names, as in any picture of it; the page shows all
    const { lanes, ...state } = page.state();
    /** @param {PictureAsked["kind"]} kind */
    const what = (kind, scale = 1) => ({
      view,
      state,
      kind,
      scale,
      transparent: clear.input.checked,
      bare: bare.input.checked,
      address: why ? "" : address,
    });

    /**
     * @param {string} words
     * @param {PictureAsked["kind"]} kind
     * @param {number | undefined} scale
     * @param {(asked: PictureAsked) => Promise<string>} then
     */
    async function draw(words, kind, scale, then) {
      say(`drawing ${words} …`);
      try {
        say(await then(what(kind, scale)));
      } catch (error) {
        say(/** @type {Error} */ (error).message);
      }
    }
    /** @param {string} words @param {PictureAsked["kind"]} kind @param {number} [scale] */
    const saving = (words, kind, scale) =>
      button(words, () =>
        draw(words, kind, scale, async (asked) => {
          const done = await parts.picture.save(doc, asked, name);
          return done === "downloaded" ? `saved: ${name}.${kind}` : "";
        }),
      );
    const printing = () =>
      button("PDF", () =>
        draw("PDF", "svg", 1, async (asked) => {
          await print(await parts.picture.make(doc, asked));
          return "printing: choose “Save as PDF” as the printer";
        }),
      );
    return way(
      "Picture",
      note(SHARP),
      line(
        ...PNGS.map(([words, scale]) => saving(words, "png", scale)),
        saving("SVG", "svg"),
        printing(),
      ),
      line(clear.label, bare.label),
    );
  }

  /** @param {SharePieces} pieces */
  function slides({ way, line, note, file, files, view, doc }) {
    const { query } = parts.state;
    const tour = doc.tours.find(({ id }) => id === view.tour);
    const links = [
      file(
        "pptx",
        `${files.whole ? "The whole timeline" : "This view"}, one slide`,
        `${query(view)}&one=1`,
      ),
      files.whole
        ? null
        : file("pptx", "Its events, a slide each", query({ ...view, tour: "", step: 1 })),
      tour
        ? file(files.whole ? `${tour.id}.pptx` : "pptx", `The tour “${tour.title}”`, query(view))
        : null,
    ].filter(Boolean);
    return links.length
      ? way("Slides", note("PowerPoint, every mark and word to be edited."), line(...links))
      : null;
  }

  /** @param {SharePieces} pieces */
  function paper({ way, line, button, leave, page }) {
    /** @param {string} name @param {string} words */
    const sheet = (name, words) => button(words, () => leave(() => page.onPrint(name)));
    return way("Paper", line(sheet("handout", "Handout"), sheet("worksheet", "Worksheet")));
  }

  /** @param {SharePieces} pieces */
  function oneFile({ el, way, line, note, file, files, name }) {
    if (files.kind !== "file") {
      const link = file("html", "Save the file", "");
      return (
        link &&
        way(
          "One file",
          note(
            "The whole timeline, this page with all it does: opens anywhere, without a network.",
          ),
          line(link),
        )
      );
    }
    const here = location.href.replace(/[?#].*$/, "");
    return way(
      "One file",
      note("This page is one file: send it, or carry it anywhere."),
      /^http/.test(here)
        ? line(el("a", { href: here, download: `${name}.html` }, "Save the file"))
        : null,
    );
  }

  /** @param {SharePieces} pieces */
  function data({ el, way, note, button, file, files, view, page, name, say }) {
    /** @param {string} words */
    const bibtex = (words) =>
      button(words, () => {
        const done = parts.cite.download(
          `${name}.bib`,
          page.citations().bibtex,
          "application/x-bibtex",
        );
        if (done === "downloaded") say(`saved: ${name}.bib`);
      });
    const links = DATA.map(([ending, words, what]) => [
      // the page makes this one itself; in a site it is of the whole timeline, as the others are
      ending === "bib" && files.kind !== "site"
        ? bibtex(words)
        : file(ending, words, parts.state.query(view)),
      what,
    ]).filter(([link]) => link);
    return way(
      "Data",
      files.whole && links.length > 1 ? note(WHOLE) : null,
      el(
        "ul",
        { class: "share-data" },
        ...links.map(([link, what]) => el("li", {}, link, el("span", {}, what))),
      ),
    );
  }

  /** @param {SharePieces} pieces */
  function citation({ way, line, button, leave, page, view }) {
    /** @param {string} id @param {string} words */
    const of = (id, words) => button(words, () => leave(() => page.onCite(id)));
    return way(
      "Citation",
      line(of("", "These events"), view.event ? of(view.event, "The event that is open") : null),
    );
  }

  return { ways: [picture, slides, paper, oneFile, data, citation] };
})();
