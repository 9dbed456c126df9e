/* What the scripts know of how plotly.js draws: its groups, its classes, and what it binds to a node.
   It promises none of this, so all of it stands here; read in plotly.js 4.1. Where a drawing is not
   as described, `fits` says so, and whoever asked lets Plotly draw. (`chart.css` dresses the same
   classes; there a change would cost a halo, not a mark.)

   A trace's `uid` is its role (traces.js); the group of a scatter trace has the class `trace<role>`. */
parts.names = (() => {
  const BARS = ["spans", "ends"];
  const TEXTS = ["labels", "emphasis"];
  const ROLES = [...BARS, "marks", ...TEXTS];
  const BLANK = "\u00a0"; // the words of a text that only keeps its group alive

  /** What Plotly has bound to a node, as d3 does. @param {Element} node @returns {any} of many shapes */
  const bound = (node) => /** @type {*} */ (node).__data__;

  /** Which point of its trace a node is. @param {Element} node @returns {number} */
  const indexOf = (node) => bound(node).i;

  /** Where a lane's name, or the count below it, stands: its `tickval`. @param {Element} tick */
  const tickAt = (tick) => bound(tick).x;

  /** The text of a label, or of a tick. @param {Element} node */
  const textOf = (node) => /** @type {SVGTextElement} */ (node.querySelector("text"));

  /** The outline of a bar. @param {Element} node a point of a bar trace */
  const outlineOf = (node) => /** @type {SVGPathElement} */ (node.querySelector("path"));

  /** The words of a count, in their own type. @param {Element} tick */
  const wordsOf = (tick) => tick.querySelector("tspan");

  /** @param {ParentNode} root @param {string} selector */
  const all = (root, selector) =>
    /** @type {SVGElement[]} */ ([...root.querySelectorAll(selector)]);

  /** The group that holds the points of each role. @param {Graph} gd @returns {Map<string, Element>} */
  function groups(gd) {
    const found = new Map();
    for (const node of gd.querySelectorAll(".barlayer > .trace, .scatterlayer > .trace")) {
      const role = bound(node)?.[0]?.trace.uid; // a group of bars has no class of its own
      const group =
        ROLES.includes(role) && node.querySelector(TEXTS.includes(role) ? ".text" : ".points");
      if (group) found.set(role, group);
    }
    return found;
  }

  /** The plot: its layers lie below those of the axes. @param {Graph} gd */
  const plot = (gd) =>
    parts.dom.one(gd, gd.querySelector(".overplot .xy") ? ".overplot .xy" : ".plot");

  /** What moves with the window, in one: bars, and all else. @returns {SVGElement[]} */
  const layers = (/** @type {Graph} */ gd) =>
    all(plot(gd), ":scope > .barlayer, :scope > .scatterlayer");

  /** The layer of all but the bars, and what in it the marks begin with. */
  const scatter = (/** @type {Graph} */ gd) => ({
    layer: plot(gd)?.querySelector(":scope > .scatterlayer") || null,
    marks: gd.querySelector(".scatterlayer > .tracemarks"),
  });

  /** Marks and the heads of arrows: they move, and keep their shape. @returns {SVGElement[]} */
  const signs = (/** @type {Graph} */ gd) => all(plot(gd), ".scatterlayer path.point");

  /** The labels drawn, in the order of their traces. @returns {SVGElement[]} */
  const labels = (/** @type {Graph} */ gd) =>
    all(plot(gd), ".tracelabels text, .traceemphasis text")
      .filter((text) => text.textContent !== BLANK)
      .map((text) => /** @type {SVGElement} */ (text.parentNode));

  /** @returns {SVGElement[]} the names of the eras */
  const eraNames = (/** @type {Graph} */ gd) => all(plot(gd), ".traceera-names .textpoint");

  /** The ticks of the axis of time: words, and lines below the plot. @returns {{labels: SVGElement[], lines: SVGElement[]}} */
  const ticks = (/** @type {Graph} */ gd) => ({
    labels: all(gd, ".xtick"),
    lines: all(gd, ".gridlayer .x .xgrid"),
  });

  /** The names of the lanes and the counts below them. @returns {Element[]} */
  const laneTicks = (/** @type {Graph} */ gd) => all(gd, ".ytick");

  /** The outline of all strips. @returns {?Element} */
  const strip = (/** @type {Graph} */ gd) => gd.querySelector(".tracestrip .js-fill");

  /** Where hatchings may be kept. @returns {?Element} */
  const canvas = (/** @type {Graph} */ gd) => gd.querySelector(".main-svg");

  /**
   * The hatching that fills a bar, which Plotly has written for it.
   * @param {Element} gd @param {SVGPathElement} outline of the bar
   */
  function hatchingOf(gd, outline) {
    const id = /#([^")]+)/.exec(outline.style.fill)?.[1];
    return id ? gd.querySelector(`#${CSS.escape(id)}`) : null;
  }

  /**
   * Is a drawing as described here?
   * @param {Graph} gd drawn
   * @param {Figure} figure of which
   */
  function fits(gd, { data, layout }) {
    const found = groups(gd);
    const whole = data
      .filter((trace) => ROLES.includes(String(trace.uid)) && (trace.x || []).length)
      .every((trace) => sound(found.get(String(trace.uid)), trace));
    const { labels: words, lines } = ticks(gd);
    return (
      whole &&
      Boolean(strip(gd)) &&
      Boolean(canvas(gd)) &&
      Boolean(scatter(gd).layer) &&
      // the line of a tick at the edge is left out
      words.length > 0 === layout.xaxis.ticktext.some(Boolean) &&
      words.every((tick) => Boolean(textOf(tick))) &&
      (lines.length > 0 || words.length < 3) &&
      laneTicks(gd).every((tick) => layout.yaxis.tickvals.includes(tickAt(tick)))
    );
  }

  /** @param {Element | undefined} group @param {any} trace */
  function sound(group, trace) {
    const { uid, x } = trace;
    const part = BARS.includes(uid) ? outlineOf : TEXTS.includes(uid) ? textOf : () => true;
    const nodes = group ? [...group.children] : [];
    return (
      nodes.length > 0 &&
      nodes.every((node) => bound(node) && indexOf(node) in x && Boolean(part(node)))
    );
  }

  return {
    BARS,
    TEXTS,
    ROLES,
    BLANK,
    indexOf,
    tickAt,
    textOf,
    outlineOf,
    wordsOf,
    groups,
    layers,
    scatter,
    signs,
    labels,
    eraNames,
    ticks,
    laneTicks,
    strip,
    canvas,
    hatchingOf,
    fits,
  };
})();
