/* The chosen event's ring and its arrows, within the SVG that Plotly has drawn but written by us, so
   that choosing an event draws nothing else anew: the arrows lie below the marks, the ring above all.

   The looks are those of the traces `ring`, `arcs` and `arcs-contested` (traces.js), which pictures
   and sheets of paper have Plotly draw. */
parts.chosen = (() => {
  const HEAD = Math.PI / 2.5; // of the barbs against the base of an arrow's head, as Plotly's “arrow” has it
  const TRIM = 0.9; // of the head's size is taken off the line's end

  const round = (/** @type {number} */ px) => Math.round(px * 100) / 100;

  const put = (/** @type {number[]} */ place) => place.map(round).join();

  /** @param {Graph} gd Plotly's graph element */
  function chosen(gd) {
    const { svg } = parts.dom;
    const arrows = svg("g", { class: "chosen-arcs" });
    const ring = svg("g", { class: "chosen-ring" });

    /** @typedef {{color: string, stroke: number, width: number, dash: string, size: number}} Look */

    /**
     * An arrow along its points, px; the head reaches to the last.
     * @param {{points: [number, number][], contested: boolean}} arc @param {Look} look
     */
    function arrow({ points, contested }, { color, width, dash, size }) {
      const [x, y] = points[points.length - 1];
      const [fromX, fromY] = points[points.length - 2];
      const length = Math.hypot(x - fromX, y - fromY) || 1;
      const by = Math.min(TRIM * size, length) / length;
      const line = [...points.slice(0, -1), [x + (fromX - x) * by, y + (fromY - y) * by]];
      const path = svg("path", {
        class: contested ? "arc contested" : "arc",
        fill: "none",
        "vector-effect": "non-scaling-stroke",
        d: `M${line.map(put).join("L")}`,
      });
      // a page that is shown beside another's styles keeps these, so they are no rules of a sheet
      Object.assign(path.style, {
        stroke: color,
        strokeWidth: `${width}px`,
        strokeDasharray: contested ? dash : "none",
      });
      // turned by its points: while the chart is moved, signs are stretched along their own axes
      const turn = Math.atan2(y - fromY, x - fromX);
      const barbs = [1, -1]
        .map((side) => [-size * Math.sin(HEAD), side * size * Math.cos(HEAD)])
        .map(([along, aside]) =>
          put([
            along * Math.cos(turn) - aside * Math.sin(turn),
            along * Math.sin(turn) + aside * Math.cos(turn),
          ]),
        );
      const head = svg("path", {
        class: "point arrowhead",
        d: `M0,0L${barbs.join("L")}Z`,
        transform: `translate(${round(x)},${round(y)})`,
      });
      head.style.fill = color;
      return [path, head];
    }

    /** @param {{x: number, y: number, r: number}} ring @param {Look} look */
    function circle({ x, y, r }, { color, stroke }) {
      const path = svg("path", {
        class: "point",
        fill: "none",
        transform: `translate(${round(x)},${round(y)})`,
        d: `M${r},0A${r},${r} 0 1,1 0,${-r}A${r},${r} 0 0,1 ${r},0Z`,
      });
      Object.assign(path.style, { stroke: color, strokeWidth: `${stroke}px` });
      return path;
    }

    return {
      /**
       * @param {{ring: ?{x: number, y: number, r: number}, arcs: {points: [number, number][],
       *   contested: boolean}[]}} what px of the plot
       * @param {{color: string, stroke: number, width: number, dash: string, size: number}} look of
       *   the ring's line, of the arrows' lines, and the size of their heads, px
       */
      show(what, look) {
        arrows.replaceChildren(...what.arcs.flatMap((arc) => arrow(arc, look)));
        ring.replaceChildren(...(what.ring ? [circle(what.ring, look)] : []));
        const { layer, marks } = parts.names.scatter(gd);
        if (!layer) return;
        // a layer that stands already keeps its place
        if (arrows.nextSibling !== marks || arrows.parentNode !== layer)
          layer.insertBefore(arrows, marks);
        if (layer.lastChild !== ring) layer.append(ring);
      },
    };
  }

  return chosen;
})();
