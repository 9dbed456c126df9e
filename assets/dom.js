/* Building and addressing elements; text always goes in as text, never as markup. */
(function (timeline) {
  "use strict";

  /**
   * Make an element.
   * @param {string} tag
   * @param {Object<string, *>} attributes `class`, `data-…`, `aria-…` and the rest as attributes;
   *   functions become listeners (`click`); null, undefined and false leave the attribute out
   * @param {...(Node|string|null)} children
   * @returns {HTMLElement}
   */
  function el(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (typeof value === "function") node.addEventListener(name, value);
      else node.setAttribute(name, value === true ? "" : String(value));
    }
    node.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return node;
  }

  const SVG = "http://www.w3.org/2000/svg";

  /**
   * The sign of a kind in the colour of its hue, as in the legend.
   * @param {{shape: string, hue: string}} kind
   * @param {Object} glyphs the document's glyphs
   * @returns {SVGElement}
   */
  function glyph(kind, glyphs) {
    const drawn = glyphs[kind.shape];
    const svg = document.createElementNS(SVG, "svg");
    const path = document.createElementNS(SVG, "path");
    const about = {
      class: "glyph", width: 14, height: 14, viewBox: "-8 -8 16 16", "aria-hidden": "true",
      focusable: "false",
    };
    for (const [name, value] of Object.entries(about)) svg.setAttribute(name, value);
    path.setAttribute("d", drawn.path);
    if (drawn.stroke) {
      path.setAttribute("fill", "none");
      path.setAttribute("stroke", "currentColor");
      path.setAttribute("stroke-width", drawn.stroke);
    } else path.setAttribute("fill", "currentColor");
    svg.append(path);
    return svg;
  }

  timeline.dom = { el, glyph };
})((window.timeline = window.timeline || {}));
