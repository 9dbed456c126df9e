/* Pictures of the present view, drawn by the browser itself: no server is asked. */
parts.picture = (() => {
  const WIDTH = 1600; // px, as of timeline.images
  const TYPES = { png: "image/png", svg: "image/svg+xml" };
  const PNG = "iVBORw0KGgo"; // how every PNG begins in base 64
  const TOO_LARGE = "This browser cannot draw so large a picture: take a smaller one.";
  const NUMBERS = ["font-size", "stroke-width", "stroke-dasharray", "stroke-miterlimit"];
  // what is both CSS and an attribute; the rest concerns a pointer, or says nothing
  const KEPT = [
    "fill",
    "fill-opacity",
    "font-family",
    "font-style",
    "font-weight",
    "opacity",
    "stroke",
    "stroke-opacity",
    ...NUMBERS,
  ];

  /** Indexes of the events that pass the filters and overlap the window.
   * @param {Doc} doc @param {ChartState} state */
  function inSight(doc, { mask, window: span }) {
    const { start, end } = doc.columns;
    /** @param {number} i */
    const found = (i) => (!mask || mask[i]) && (!span || (end[i] > span[0] && start[i] < span[1]));
    return [...start.keys()].filter(found);
  }

  /** The sources of what the chart shows: its events, and the arrows of the selected one; an arrow
   * between two lanes only with both. @param {Doc} doc @param {number[]} shown @param {ChartState} state */
  function creditOf(doc, shown, { selected, lanes }) {
    const { id, lane } = doc.columns;
    /** @param {number} i */
    const inLanes = (i) => !lanes || lanes[lane[i]];
    const said = shown
      .filter(inLanes)
      .flatMap((i) => [
        ...parts.told.speaking(doc, i, false),
        ...(id[i] === selected ? parts.told.claims(doc, i, inLanes) : []),
      ]);
    const names = parts.told
      .sources(doc, said)
      .map((/** @type {number} */ n) => doc.sources[n].label);
    const sources = names.length ? `Sources: ${names.join("; ")}` : "";
    return [doc.timeline.licence?.short, sources].filter(Boolean).join(" · ");
  }

  /** Of a view of some lanes those alone, as `timeline.figure` draws it.
   * @param {Doc} doc @param {View} view */
  function lanesOf(doc, view) {
    return view.lane.length ? doc.lanes.map(({ id }) => view.lane.includes(id)) : null;
  }

  /**
   * Draw a view.
   * @param {Doc} doc the page's document
   * @param {PictureAsked} what
   * @returns {Promise<Blob>} rejected, with words for the reader, where it is too large
   */
  async function make(doc, what) {
    const { view, kind, scale = 1, width = WIDTH } = what;
    const state = { ...what.state, lanes: lanesOf(doc, view), still: true };
    const inLanes = inSight(doc, state);
    const shown = state.selected ? [...inLanes, doc.columns.id.indexOf(state.selected)] : inLanes;
    const figure = parts.pictureSheet.compose(doc, {
      title: doc.timeline.title,
      sentence: parts.state.sentence(view, doc.vocabulary, inLanes.length, doc.columns.id.length),
      credit: creditOf(doc, shown, state),
      ...what,
      state,
      width,
      shown,
    });
    const { height } = figure.layout;
    const drawn = await Plotly.toImage(
      { ...figure, config: { staticPlot: true } },
      {
        format: kind,
        width,
        height,
        scale: kind === "svg" ? 1 : scale,
        imageDataOnly: true,
      },
    );
    if (kind === "png" && !drawn.startsWith(PNG)) throw new Error(TOO_LARGE);
    const content =
      kind === "svg" ? plain(drawn) : Uint8Array.from(atob(drawn), (sign) => sign.charCodeAt(0));
    return new Blob([content], { type: TYPES[kind] });
  }

  /** An SVG of plain attributes: what Plotly writes as CSS, PowerPoint may not read.
   * @param {string} svg */
  function plain(svg) {
    const root = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    for (const node of [...root.querySelectorAll("*"), root]) {
      for (const name of KEPT) {
        const value = /** @type {SVGElement} */ (node).style.getPropertyValue(name);
        if (value)
          node.setAttribute(name, NUMBERS.includes(name) ? value.replace(/px/g, "") : value);
      }
      for (const { name } of [...node.attributes]) {
        if (/^(style|class|pointer-events|data-.*)$/.test(name)) node.removeAttribute(name);
      }
      for (const name of ["fill", "stroke"]) {
        const [, ...rgb] = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(node.getAttribute(name) || "") || [];
        if (rgb.length)
          node.setAttribute(
            name,
            `#${rgb.map((n) => Number(n).toString(16).padStart(2, "0")).join("")}`,
          );
      }
    }
    return new XMLSerializer().serializeToString(root);
  }

  /**
   * Draw a view and give it to the reader; in a frame, which may forbid downloads without saying
   * so, it is shown, to be saved by hand.
   * @param {Doc} doc
   * @param {PictureAsked} what as for `make`
   * @param {string} name of the file, without its ending
   * @returns {Promise<string>} "downloaded" or "shown"
   */
  async function save(doc, what, name) {
    const picture = await make(doc, what);
    if (window.parent === window) {
      parts.save.save(`${name}.${what.kind}`, picture);
      return "downloaded";
    }
    show(picture, `${name}.${what.kind}`);
    return "shown";
  }

  /** @param {Blob} picture @param {string} name */
  function show(picture, name) {
    const { el } = parts.dom;
    const address = URL.createObjectURL(picture);
    const dialog = el(
      "dialog",
      { class: "cite picture", "aria-label": name, close: done },
      el(
        "p",
        {},
        "Save the picture with its menu, or by ",
        el("a", { href: address, download: name }, "this link"),
        ".",
      ),
      el("img", { src: address, alt: name, style: "max-width: 100%; height: auto" }),
      el(
        "p",
        {},
        el("button", { type: "button", class: "step", click: () => dialog.close() }, "Close"),
      ),
    );

    function done() {
      dialog.remove();
      URL.revokeObjectURL(address);
    }

    document.body.append(dialog);
    dialog.showModal();
  }

  return { make, save };
})();
