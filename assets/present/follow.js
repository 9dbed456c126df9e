/* Follow along: the present step's address for students' phones, as a QR code and in large type.
   The code is made here, by a library that npm installs; without it the address stands alone. */
parts.follow = (() => {
  const QUIET = 4; // modules of white around a code (ISO/IEC 18004)

  /** A code of the text, dark on white in every theme: cameras do not read the reverse. @param {string} text */
  function code(text) {
    const { generate, correction } = /** @type {LeanQr} */ (window.leanQr);
    const bits = generate(text, { minCorrectionLevel: correction.M });
    let path = "";
    for (let y = 0; y < bits.size; y += 1) {
      for (let x = 0; x < bits.size; x += 1) {
        if (!bits.get(x, y)) continue;
        const from = x;
        while (bits.get(x + 1, y)) x += 1;
        path += `M${from} ${y}h${x + 1 - from}v1H${from}z`;
      }
    }
    const whole = bits.size + 2 * QUIET;
    const { svg: part } = parts.dom;
    const svg = part("svg", {
      class: "follow-code",
      viewBox: `${-QUIET} ${-QUIET} ${whole} ${whole}`,
      role: "img",
      "aria-label": "QR code of the address below",
      "shape-rendering": "crispEdges",
    });
    svg.append(
      part("rect", { x: -QUIET, y: -QUIET, width: whole, height: whole, fill: "white" }),
      part("path", { d: path, fill: "black" }),
    );
    return svg;
  }

  /** The address to be typed: without its scheme, breaking where a reader would pause. @param {string} address */
  function typed(address) {
    let words = address;
    try {
      words = decodeURI(address);
    } catch {
      // a path may hold a percent sign that stands for itself
    }
    const pieces = words.replace(/^https?:\/\//, "").split(/(?<=[/?#&])/);
    return pieces.flatMap((part) => [part, document.createElement("wbr")]).slice(0, -1);
  }

  /** Words in which what is to be typed stays on one line. @param {string} words */
  function unbroken(words) {
    const { OPTION } = parts.address;
    const [before, after] = words.split(OPTION);
    return after === undefined ? [words] : [before, parts.dom.el("b", {}, OPTION), after];
  }

  /**
   * Fill a place with the code and the address.
   * @param {HTMLElement} host
   * @param {{query: string, title: string}} what `query` of the view, as short as it can be;
   *   `title` of what is found there
   */
  function open(host, { query, title }) {
    const { el } = parts.dom;
    const { address, why } = parts.address.reach(query);
    host.classList.add("follow");
    host.replaceChildren(
      el("h2", {}, title || "Follow along"),
      window.leanQr
        ? code(address)
        : el("p", { class: "follow-why" }, "This page has no code to scan: type the address."),
      el("p", { class: "follow-address", "data-address": address }, ...typed(address)),
      why ? el("p", { class: "follow-why" }, ...unbroken(why)) : "",
      document.getElementById("offline")?.textContent
        ? el(
            "p",
            { class: "follow-why" },
            "There is no connection just now: a phone cannot open it either.",
          )
        : "",
    );
  }

  return { open };
})();
