/* Moves the drawn SVG under the hand: transforms of what Plotly has drawn, until it draws again.

   Bars, arcs and strips are scaled with their layer; marks and labels are scaled back about their
   own place, as Plotly's own drag does; ticks are put at their moments, with copies for new ones. */
parts.drag = (() => {
  const TRANSLATE = /translate\(\s*(-?[\d.]+)(?:[ ,]\s*(-?[\d.]+))?\s*\)/;

  /** @param {Graph} gd Plotly's graph element */
  function mover(gd) {
    /** @type {SVGElement[]} */
    let layers = [];
    /** @type {{node: Element, transform: string, x?: number}[]} */
    let points = []; // marks, by their own translation
    /** @type {{node: SVGElement, label: PlacedLabel, x: number, start: number, rest: string, hidden: boolean}[]} */
    let texts = [];
    /** @type {{labels: SVGElement[], lines: SVGElement[], copies: SVGElement[]}} */
    let ticks;
    let moved = false;
    /** @type {?Drawn} */
    let unread = null; // what has been drawn and not been looked up yet
    let stretched = 1;

    /** Where the words of a point stand. @param {Element} node */
    const textX = (node) => Number(parts.names.textOf(node).getAttribute("x"));

    /** What has just been drawn; it is looked up when it is moved. @param {Drawn} now */
    function read(now) {
      unread = now;
    }

    /** @param {Drawn} now */
    function look(now) {
      unread = null;
      layers = parts.names.layers(gd);
      points = parts.names
        .signs(gd)
        .map((node) => ({ node, transform: node.getAttribute("transform") || "" }));
      const words = parts.names.labels(gd);
      const own = now.scene.labels.filter(({ i }) => i === now.scene.selected);
      const labels = [...now.scene.labels.filter(({ i }) => i !== now.scene.selected), ...own];
      const scene = now.scene;
      texts =
        words.length === labels.length
          ? words.map((node, k) => {
              const label = labels[k];
              return {
                node,
                label,
                x: textX(node),
                start: scene.x(label.anchor),
                rest: node.getAttribute("transform") || "",
                hidden: false,
              };
            })
          : [];
      points.push(
        ...parts.names.eraNames(gd).map((node) => ({
          node,
          transform: node.getAttribute("transform") || "",
          x: textX(node),
        })),
      );
      ticks = { ...parts.names.ticks(gd), copies: [] };
    }

    /**
     * Show the window `span`, with the given ticks, out of what stands for `now.scene.window`.
     * @param {Drawn} now @param {Span} span @param {Ticks} marked
     */
    function show(now, span, marked) {
      const { frame, scene } = now;
      const sx = (scene.window[1] - scene.window[0]) / (span[1] - span[0]);
      const tx = ((scene.window[0] - span[0]) / (span[1] - span[0])) * frame.plotWidth;
      if (unread) look(unread);
      moved = true;
      for (const layer of layers)
        layer.setAttribute("transform", `translate(${tx},0) scale(${sx},1)`);
      if (sx !== stretched) {
        stretched = sx;
        for (const { node, transform, x } of points) {
          node.setAttribute(
            "transform",
            x === undefined
              ? `${transform} scale(${1 / sx},1)`
              : `translate(${x},0) scale(${1 / sx},1) translate(${-x},0) ${transform}`,
          );
        }
        for (const { node, label, x, start, rest } of texts) {
          node.setAttribute(
            "transform",
            `translate(${start + label.off / sx},0) scale(${1 / sx},1) translate(${-x},0) ${rest}`,
          );
        }
      }
      for (const text of texts) {
        const { label } = text;
        const at = text.start * sx + tx + label.off;
        const left = at + (label.left - label.at);
        const hidden = left < 0 || left + label.right - label.left > frame.plotWidth;
        if (hidden !== text.hidden) {
          text.hidden = hidden;
          text.node.style.visibility = hidden ? "hidden" : "";
        }
      }
      showTicks(now, span, marked);
    }

    /** @param {Drawn} now @param {Span} span @param {Ticks} marked */
    function showTicks(now, span, { values, texts: words }) {
      const { gutter, plotWidth } = now.frame;
      const at = (/** @type {Ms} */ ms) =>
        gutter + ((ms - span[0]) / (span[1] - span[0])) * plotWidth;
      grow(ticks.labels, values.length);
      grow(ticks.lines, values.length);
      ticks.labels.forEach((node, k) => {
        node.style.display = k < values.length ? "" : "none";
        if (k >= values.length) return;
        const text = parts.names.textOf(node);
        const x = Number(text.getAttribute("x"));
        node.setAttribute("transform", `translate(${at(values[k]) - x - shift(text)},0)`);
        if (text.textContent !== words[k]) text.textContent = words[k];
      });
      ticks.lines.forEach((node, k) => {
        node.style.display = k < values.length ? "" : "none";
        if (k < values.length) node.setAttribute("transform", `translate(${at(values[k])},0)`);
      });
    }

    /** What the text itself is moved by. @param {Element} text */
    function shift(text) {
      const found = TRANSLATE.exec(text.getAttribute("transform") || "");
      return found ? parseFloat(found[1]) : 0;
    }

    /** @param {SVGElement[]} nodes @param {number} count */
    function grow(nodes, count) {
      while (nodes.length && nodes.length < count) {
        const copy = /** @type {SVGElement} */ (nodes[0].cloneNode(true));
        nodes[0].parentNode?.append(copy);
        nodes.push(copy);
        ticks.copies.push(copy);
      }
    }

    /* Put all back as Plotly left it, before it draws again. */
    function reset() {
      if (!moved) return;
      for (const layer of layers) layer.removeAttribute("transform");
      for (const { node, transform } of points) node.setAttribute("transform", transform);
      for (const { node, rest } of texts) {
        node.setAttribute("transform", rest);
        node.style.visibility = "";
      }
      for (const copy of ticks.copies) copy.remove();
      for (const node of ticks.labels) {
        node.removeAttribute("transform");
        node.style.display = "";
      }
      for (const node of ticks.lines) node.style.display = "";
      moved = false;
      stretched = 1;
    }

    return { read, show, reset };
  }

  return mover;
})();
