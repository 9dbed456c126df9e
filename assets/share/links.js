/* Share: the ways that lead to the page where it is: a link, a code to scan, a frame. */
parts.links = (() => {
  const WIDTHS = ["100%", "1280", "960", "640", "320"];
  const HEIGHT = { least: 240, usual: 560, most: 2000 }; // px
  const CODE_PX = 600; // of the code as a file

  /**
   * The HTML that puts a view into another page.
   * @param {string} address
   * @param {string} title
   * @param {string} width px, or "100%"
   * @param {number} height px
   * @returns {string}
   */
  function snippet(address, title, width, height) {
    const pieces = {
      src: address,
      title,
      width,
      height,
      loading: "lazy",
      allow: "fullscreen",
      style: "border: 0; max-width: 100%",
    };
    const written = Object.entries(pieces).map(
      ([name, value]) => `${name}="${parts.markup.escaped(String(value)).replace(/"/g, "&quot;")}"`,
    );
    return `<iframe ${written.join(" ")}></iframe>`;
  }

  /** A view's address for others, in as few letters as it takes: a step names its own event.
   * @param {Doc} doc @param {View} view */
  function reach(doc, view) {
    const step = doc.tours.find(({ id }) => id === view.tour)?.steps[view.step - 1];
    const short = step && step.event === view.event ? { ...view, event: "" } : view;
    return parts.address.reach(parts.state.query(short));
  }

  /* Here and in share/copies.js a way is made of the pieces of share/share.js: null where it is closed. */

  /** @param {SharePieces} pieces */
  function link({ el, way, line, note, button, copying, doc, view, sentence }) {
    const { address, why } = reach(doc, view);
    const field = el("input", {
      class: "share-field",
      readonly: true,
      value: address,
      "aria-label": "Address of the present view",
      focus: () => field.select(),
    });
    const alone = /^http/.test(address)
      ? [
          "It opens on this computer only. Start the page with ",
          el("b", {}, "--host 0.0.0.0"),
          ", or publish it: then others can open it, and a code to scan and a frame are offered too.",
        ]
      : [
          "It opens on this computer only: the page is a file here. Send the file, or put it on the web.",
        ];
    const send = () =>
      navigator.share({ title: doc.timeline.title, text: sentence, url: address }).catch(() => {});
    return way(
      "Link",
      field,
      line(copying(field), "share" in navigator && !why ? button("Send …", send) : null),
      why ? note(...alone) : null,
    );
  }

  /** @param {SharePieces} pieces */
  function code({ el, way, line, note, button, give, doc, view }) {
    const { address, why } = reach(doc, view);
    if (why || !window.leanQr) return null;
    const host = el("div");
    parts.follow.open(host, { query: address.split(/[?#]/)[1] || "", title: "" });
    const svg = /** @type {SVGSVGElement} */ (host.querySelector("svg"));
    function save() {
      const file = /** @type {Node & {setAttribute(name: string, value: number): void}} */ (
        svg.cloneNode(true)
      );
      file.setAttribute("width", CODE_PX);
      file.setAttribute("height", CODE_PX);
      give(
        "code.svg",
        new Blob([new XMLSerializer().serializeToString(file)], { type: "image/svg+xml" }),
      );
    }
    return way(
      "Code to scan",
      el(
        "div",
        { class: "share-code" },
        svg,
        el(
          "div",
          {},
          note("For the board, a slide, a worksheet: it opens this view."),
          line(button("Save (SVG)", save)),
        ),
      ),
    );
  }

  /** @param {SharePieces} pieces */
  function frame({ el, way, line, note, copying, doc, view, what }) {
    const { address, why } = reach(doc, { ...view, mode: "embed" });
    if (why) return null;
    const area = el("textarea", {
      class: "share-field",
      readonly: true,
      rows: 4,
      "aria-label": "HTML of the frame",
      focus: () => area.select(),
    });
    const width = el(
      "select",
      { change: write },
      ...WIDTHS.map((px) => el("option", { value: px }, px === "100%" ? "full" : `${px} px`)),
    );
    const height = el("input", {
      type: "number",
      min: HEIGHT.least,
      max: HEIGHT.most,
      step: 20,
      value: HEIGHT.usual,
      input: write,
    });
    function write() {
      const px = Math.round(Number(height.value)) || HEIGHT.usual;
      area.value = snippet(
        address,
        `${doc.timeline.title}: ${what}`,
        width.value,
        Math.max(HEIGHT.least, Math.min(px, HEIGHT.most)),
      );
    }
    const only = note();
    parts.files.framers().then((who) => {
      if (who) only.append(`The server lets it be framed by ${who}.`);
    });
    write();
    return way(
      "Frame",
      note("HTML for a page of your own, a blog, a course."),
      only,
      area,
      line(copying(area), el("label", {}, "width ", width), el("label", {}, "height ", height)),
    );
  }

  return { snippet, ways: [link, code, frame] };
})();
