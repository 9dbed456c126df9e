/* Building and addressing elements; text always goes in as text, never as markup. */
parts.dom = (() => {
  /**
   * Make an element.
   * @template {keyof HTMLElementTagNameMap} T
   * @param {T} tag
   * @param {?Object<string, *>} [attributes] `class`, `data-…`, `aria-…` and the rest as attributes;
   *   functions become listeners (`click`); null, undefined and false leave the attribute out
   * @param {...Child} children lists of them too; null and undefined leave a child out
   * @returns {HTMLElementTagNameMap[T]}
   */
  function el(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (typeof value === "function") node.addEventListener(name, value);
      else node.setAttribute(name, value === true ? "" : String(value));
    }
    for (const child of children.flat()) {
      if (child !== null && child !== undefined)
        node.append(typeof child === "number" ? String(child) : child);
    }
    return node;
  }

  /**
   * Make an element of a drawing.
   * @template {keyof SVGElementTagNameMap} T
   * @param {T} tag
   * @param {Record<string, string | number>} attributes
   * @returns {SVGElementTagNameMap[T]}
   */
  function svg(tag, attributes) {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
    return node;
  }

  /**
   * The sign of a kind in the colour of its hue, as in the legend.
   * @param {{shape: string, hue: string}} kind
   * @param {Record<string, Glyph>} glyphs the document's
   * @returns {SVGElement}
   */
  function glyph(kind, glyphs) {
    const drawn = glyphs[kind.shape];
    const path = svg("path", {
      d: drawn.path,
      ...(drawn.stroke
        ? { fill: "none", stroke: "currentColor", "stroke-width": drawn.stroke }
        : { fill: "currentColor" }),
    });
    const sign = svg("svg", {
      class: "glyph",
      width: 14,
      height: 14,
      viewBox: "-8 -8 16 16",
      "aria-hidden": "true",
    });
    sign.append(path);
    return sign;
  }

  /** An element that the page's HTML has. @param {string} id */
  const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

  /**
   * The first element of a selector, where there is one for sure.
   * @param {ParentNode} root to look in
   * @param {string} selector
   */
  const one = (root, selector) => /** @type {HTMLElement} */ (root.querySelector(selector));

  /**
   * All elements of a selector.
   * @param {ParentNode} root to look in
   * @param {string} selector
   * @returns {HTMLElement[]}
   */
  const all = (root, selector) =>
    /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);

  /**
   * The event that a link leads to, as an id, or "": the address of one within the page tells it, and
   * where a reader without scripts is led elsewhere, an attribute (timeline/page/page.py).
   * @param {HTMLElement} link
   */
  function eventOf(link) {
    const [, id] = /^\?event=([^&]+)$/.exec(link.getAttribute("href") || "") || [];
    return link.dataset.eventLink || (id ? decodeURIComponent(id) : "");
  }

  /** The element, or what it stands in, of a selector in which an event happened. @param {Event} event @param {string} selector */
  const around = (event, selector) =>
    /** @type {?HTMLElement} */ (/** @type {Element} */ (event.target).closest(selector));

  /** Do something when the page has time. @param {() => void} task */
  const idle = (task) => (window.requestIdleCallback || setTimeout)(task);

  /**
   * Run a script; one that does not come is taken out again.
   * @param {HTMLScriptElement} script
   * @returns {Promise<unknown>} kept when it has run, broken where it does not come
   */
  const run = (script) =>
    new Promise((/** @type {function(unknown=): void} */ done, failed) => {
      script.onload = done;
      script.onerror = () => {
        script.remove();
        failed(new Error(`${script.src} did not come`));
      };
      document.body.append(script);
      if (!script.src) done();
    });

  return { el, svg, glyph, byId, one, all, around, eventOf, idle, run };
})();
