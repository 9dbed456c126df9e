/* The chart of a printed sheet: a still drawing of some events, every mark in sight and numbered.

   It is drawn by the live chart's own functions from a document of its own: the events at hand
   alone, in rows packed for the width of the paper, in ink that needs no colour. */
parts.printChart = (() => {
  const WIDTH = 680; // px of the sheet's text: 180 mm, which A4 and Letter both hold
  const AXIS = 28; // px for the words of the axis, as in chart/frame.js
  const FOOT = 20; // px for the names of eras
  const INK = {
    paper: "#ffffff",
    band: "#f3f3f1",
    hairline: "#c4c2bc",
    ink: "#000000",
    muted: "#1b1a17",
    secondary: "#44413b",
  };
  const ROOMY = { most: 16, typeScale: 0.92 }; // so many events are drawn in the larger type
  const DENSE = 0.815;
  /** @type {ChartState} */
  const STATE = { mask: null, window: null, selected: null, theme: "light", calendar: "ns" };
  const LABEL_PX = 13;
  const ROW_PITCH = 15.3; // px at type scale 1: paper is read from near
  const SLACK = 1; // px
  const AIRY = 1.25; // rows may spread by so much where there is room
  const FIVE_YEARS_FROM = 12; // a time longer than so many years begins and ends on a fifth year

  /** @typedef {Layout & {row: number[], late: number[]}} Packing */
  /** @typedef {Omit<Doc, "layouts"> & {layouts: Packing[]}} Part the document of some events alone */
  /** @typedef {{order: number[], numbers: Map<number, string>, name: string, height: number,
   *   calendar: string, selected?: ?number, empty?: boolean}} Asked */

  /**
   * The time a chart shows: from the first to the last of its events in whole years, within the
   * timeline's own frame.
   * @param {Doc} doc
   * @param {number[]} order indexes of the events
   * @returns {[number, number]} ms
   */
  function extent(doc, order) {
    const { civil, dayNumber } = parts.state;
    const day = 86400000;
    const { start, end } = doc.columns;
    /** @param {Ms} ms */
    const yearOf = (ms) => civil(Math.floor(ms / day))[0];
    let first = yearOf(Math.min(...order.map((i) => start[i])));
    let after = yearOf(Math.max(...order.map((i) => end[i])) - 1) + 1;
    if (after - first > FIVE_YEARS_FROM) {
      first = Math.floor(first / 5) * 5;
      after = Math.ceil(after / 5) * 5;
    }
    const [low, high] = doc.timeline.frame;
    return [
      Math.max(low, dayNumber(first, 1, 1) * day),
      Math.min(high, dayNumber(after, 1, 1) * day),
    ];
  }

  /**
   * The document of some events alone.
   * @param {Doc} doc
   * @param {number[]} order
   * @param {string[]} words their labels
   * @param {number} typeScale
   * @returns {Part}
   */
  function subset(doc, order, words, typeScale) {
    const columns = /** @type {Columns & Record<string, unknown[]>} */ ({});
    for (const [key, values] of Object.entries(doc.columns))
      columns[key] = order.map((i) => values[i]);
    columns.label = words;
    return {
      ...doc,
      columns,
      events: order.map((i) => doc.events[i]),
      timeline: { ...doc.timeline, frame: extent(doc, order) },
      geometry: { ...doc.geometry, ROW_PITCH },
      beside: true, // on paper hatching and ink would be read through a name
      links: [], // an arrow without the words that claim it would be one of ours
      themes: { light: { ...doc.themes.light, ...INK, typeScale } },
      // one row a lane, until they are packed
      layouts: [
        layoutOf(
          order.map(() => 0),
          doc.lanes.map((_, lane) => Number(columns.lane.includes(lane))),
        ),
      ],
    };
  }

  /** Rows for marks with their labels beside them, on the right where the paper allows it: each event,
   * by its start, in the first row of its lane that has room. @param {Part} part */
  function packed(part) {
    const { PAD, GAP, MARK_GAP, YEAR_MS } = part.geometry;
    const { start, end, mark, lane } = part.columns;
    const { sans } = part.themes.light;
    const prepared = parts.frame.prepare(part);
    const { home, plotWidth, ts } = parts.frame.frame(part, prepared, STATE, {
      width: WIDTH,
      height: 400,
    });
    const wide = plotWidth / ts;
    /** @param {Ms} ms */
    const x = (ms) => ((ms / YEAR_MS - home[0]) * wide) / (home[1] - home[0]);
    const widths = parts.frame.labelWidths(part, sans, LABEL_PX * ts);
    const boxes = start.map((_, i) => {
      const left = Math.min(x(start[i]), x(mark[i]) - prepared.r[i]);
      const right = Math.max(x(end[i]), x(mark[i]) + prepared.r[i]);
      const words = PAD + widths[i] / ts + SLACK;
      return right + words <= wide
        ? [left - MARK_GAP, right + words + GAP]
        : [left - words - GAP, right + MARK_GAP];
    });
    /** @type {number[][]} */
    const ends = part.lanes.map(() => []);
    /** @type {number[]} */
    const row = [];
    for (const i of [...boxes.keys()].sort((one, other) => boxes[one][0] - boxes[other][0])) {
      const rows = ends[lane[i]];
      const free = rows.findIndex((taken) => taken <= boxes[i][0]);
      row[i] = free < 0 ? rows.length : free;
      rows[row[i]] = boxes[i][1];
    }
    return layoutOf(
      row,
      ends.map((rows) => rows.length),
    );
  }

  /** @param {number[]} row @param {number[]} rowsInLane @returns {Packing} */
  function layoutOf(row, rowsInLane) {
    return {
      tier: 0,
      budget: null,
      row,
      rowsInLane,
      late: row.map(() => 0),
      lateInLane: rowsInLane.map(() => 0),
    };
  }

  /** @param {Layout} layout */
  const rowCount = ({ rowsInLane }) => rowsInLane.reduce((sum, rows) => sum + rows, 0);

  /** No more than so many rows: the last row of the fullest lane goes first. Its events stand where
   * others leave them room, or wait in their lane's strip.
   * @param {Packing} layout @param {number[]} lane @param {number} most */
  function trimmed({ row, rowsInLane }, lane, most) {
    const rows = [...rowsInLane];
    for (
      let all = rows.reduce((sum, n) => sum + n, 0);
      all > most && Math.max(...rows) > 1;
      all -= 1
    ) {
      rows[rows.indexOf(Math.max(...rows))] -= 1;
    }
    const late = row.map((k, i) => Number(k >= rows[lane[i]]));
    const lateInLane = rows.map((_, at) => late.filter((yes, i) => yes && lane[i] === at).length);
    return {
      ...layoutOf(
        row.map((k, i) => k % rows[lane[i]]),
        rows,
      ),
      late,
      lateInLane,
    };
  }

  /** As many labels in words as the height allows: the heaviest keep them longest.
   * @param {Doc} doc @param {Asked} what */
  function fitted(doc, what) {
    const { order, numbers, height } = what;
    const { label, weight, lane } = doc.columns;
    const { LANE_PADDING, STRIP_HEIGHT } = doc.geometry;
    const typeScale = order.length > ROOMY.most ? DENSE : ROOMY.typeScale;
    const lanes = new Set(order.map((i) => lane[i])).size;
    const room = height / typeScale - AXIS - (doc.eras.length ? FOOT : 0) - lanes * LANE_PADDING;
    let part = /** @type {Part} */ (/** @type {unknown} */ (null));
    for (const inNumbers of [3, 2, 1, 0]) {
      // weights from this one on, the lightest first
      part = subset(
        doc,
        order,
        order.map((i) => {
          const number = numbers.get(i) || "";
          return number && weight[i] >= inNumbers ? number : `${number} ${label[i]}`.trim();
        }),
        typeScale,
      );
      const layout = packed(part);
      part.layouts = [layout];
      if (rowCount(layout) * ROW_PITCH <= room) return part;
    }
    const [whole] = part.layouts;
    for (let most = Math.floor(room / ROW_PITCH); ; most -= 1) {
      const layout = trimmed(whole, part.columns.lane, most);
      part.layouts = [layout];
      const strips = layout.lateInLane.filter(Boolean).length * STRIP_HEIGHT;
      if (most <= lanes || rowCount(layout) * ROW_PITCH + strips <= room) return part;
    }
  }

  /** The words of the axis: all of them, as no buttons stand in a printed chart's corner.
   * @param {Figure} figure @param {Theme} frame @param {ChartState} state */
  function reword(figure, frame, state) {
    const { xaxis, yaxis, width } = figure.layout;
    const [left, right] = xaxis.domain.map((/** @type {number} */ share) => share * width);
    const perMs = (right - left) / (xaxis.range[1] - xaxis.range[0]);
    const { values, texts } = parts.ticks.ticks(xaxis.range, perMs, {
      typeScale: frame.typeScale,
      calendar: state.calendar,
    });
    const size = xaxis.tickfont.size;
    /** @param {string} text @param {number} k */
    const whole = (text, k) =>
      left +
        (values[k] - xaxis.range[0]) * perMs +
        parts.frame.textWidth(text, size, 400, frame.sans) / 2 <=
      width;
    Object.assign(xaxis, {
      tickvals: values,
      ticktext: texts.map((text, k) => (whole(text, k) ? text : "")),
    });
    yaxis.ticktext = yaxis.ticktext.map((/** @type {string} */ text) =>
      text.replace(", zoom in", ""),
    );
  }

  /** Bands are told apart without their tint: a line above each, and one below the last.
   * @param {Figure["layout"]} layout */
  function ruled(layout) {
    const edges = layout.shapes.flatMap((/** @type {{y0: number, y1: number}} */ { y0, y1 }) => [
      y0,
      y1,
    ]);
    const line = { color: INK.hairline, width: 1 };
    layout.shapes.push(
      ...[...new Set(edges)].map((y) => ({
        type: "line",
        layer: "below",
        xref: "paper",
        yref: "y",
        x0: 0,
        x1: 1,
        y0: y,
        y1: y,
        line,
      })),
    );
  }

  /** Plotly draws in one go where its element is laid out and its size given; what it drew is taken
   * out of it, as one picture that any width of paper or screen can hold.
   * @param {HTMLElement} host @param {Figure} figure @param {string} name */
  function still(host, { data, layout }, name) {
    const desk = parts.dom.el("div", { class: "drawing-board" });
    host.append(desk);
    const drawn = Plotly.newPlot(desk, data, layout, { staticPlot: true, displayModeBar: false });
    const { width, height } = layout;
    const picture = parts.dom.svg("svg", {
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "aria-label": name,
    });
    for (const layer of desk.querySelectorAll(".main-svg")) picture.append(layer.cloneNode(true));
    desk.remove();
    drawn.then(() => Plotly.purge(desk)); // what is left to do after drawing still needs the graph
    return picture;
  }

  /**
   * Draw some events.
   * @param {HTMLElement} host an element that is laid out; it is left as it was
   * @param {Doc} doc the page's document
   * @param {Asked} what order and numbers: the indexes of the events, each
   *   once, and the numbers of some; the name is read out; height: px at most; selected: an index;
   *   empty: axis and lanes alone, with room to draw in
   * @returns {SVGElement} 680 px wide; only its width need be set
   */
  function draw(host, doc, what) {
    const { height, calendar } = what;
    const part = fitted(what.empty ? { ...doc, eras: [] } : doc, what);
    if (what.empty) spread(part);
    const rows = rowCount(part.layouts[0]) * ROW_PITCH * AIRY;
    const tall =
      AXIS +
      FOOT +
      rows +
      part.layouts[0].rowsInLane.filter(Boolean).length * doc.geometry.LANE_PADDING;
    const state = {
      ...STATE,
      calendar,
      selected:
        what.selected === undefined || what.selected === null
          ? null
          : doc.columns.id[what.selected],
    };
    const size = { width: WIDTH, height: Math.min(height, tall * part.themes.light.typeScale) };
    const figure = parts.chart.figure(part, state, size);
    if (what.empty) figure.data = [];
    reword(figure, part.themes.light, state);
    ruled(figure.layout);
    return still(host, figure, what.name);
  }

  /** Two rows a lane at least: room for a mark and its name by hand. @param {Part} part */
  function spread(part) {
    const [layout] = part.layouts;
    layout.rowsInLane = layout.rowsInLane.map((rows) => (rows ? Math.max(rows, 2) : 0));
  }

  return { draw, extent, reword };
})();
