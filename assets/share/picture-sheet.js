/* A picture laid out: the chart of a state with title, sentence, signs, sources and address about
   it, as one figure. Pure. Twin of timeline/images. */
parts.pictureSheet = (() => {
  // the first name of each is what a program takes that reads no list
  const SANS = "Arial, Helvetica, sans-serif";
  const SERIF = "Georgia, Times New Roman, serif";
  const CLEAR = "rgba(0,0,0,0)";
  const TINT = 0.07; // of a band on a ground that is not known
  const LEADING = 1.32;
  const SIZES = { title: [17, 28], caption: 14, credit: 11, legend: 12 }; // px at type scale 1
  const MOST_LINES = { title: 2, caption: 2, credit: 3, address: 2 };
  const GAP = 12; // px between words and chart
  const INSET = 8; // of the signs where there is no edge
  const STAR = 0.389; // ems that it is wide in Arial
  const SIGN = { size: 10, indent: 18, apart: 22, row: 19, above: 10 };

  /** @typedef {{size: number, family: string, weight: number}} Face */
  /** @typedef {{lines: string[], height: number, font: Face & {color: string}}} Block */
  /** @typedef {{x: (number | null)[], y: (number | null)[]}} Path */

  // ------------------------------------------------------------------ words

  /** @param {string} text @param {Face} type */
  const measure = (text, { size, family, weight }) =>
    parts.frame.textWidth(text, size, weight, family);

  /** Lines of a text in a width; what has no room on the last is cut off.
   * @param {string} text @param {Face} type @param {number} width @param {number} most */
  function wrap(text, type, width, most) {
    const lines = [""];
    for (const word of text.split(/\s+/).filter(Boolean)) {
      const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
      if (measure(longer, type) <= width || !lines.at(-1)) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    const fits = lines.slice(0, most);
    let last = fits.at(-1) + (lines.length > most ? "…" : "");
    while (last.length > 2 && measure(last, type) > width)
      last = `${last.replace(/…$/, "").slice(0, -1)}…`;
    return [...fits.slice(0, -1), last].filter(Boolean);
  }

  /** XML cannot hold every sign. @param {string} text */
  const printable = (text) => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, " ");

  /**
   * @param {string | undefined} text
   * @param {number} width
   * @param {number} most
   * @param {number} size
   * @param {string} color
   * @returns {Block}
   */
  function words(text, width, most, size, color, family = SANS, weight = 400) {
    const type = { size, family, weight };
    const lines = wrap(printable(text || ""), type, width, most);
    return { lines, height: lines.length * size * LEADING, font: { ...type, color } };
  }

  /** One annotation a line; `top`: px down from the upper edge of the plot area.
   * @param {Block[]} blocks @param {number} top */
  function placed(blocks, top) {
    let y = top;
    return blocks.flatMap(({ lines, font }) =>
      lines.map((line) => {
        y += font.size * LEADING;
        return {
          xref: "paper",
          yref: "paper",
          x: 0,
          y: 1,
          xanchor: "left",
          yanchor: "middle",
          align: "left",
          yshift: (font.size * LEADING) / 2 - y,
          text: parts.markup.escaped(line),
          showarrow: false,
          borderpad: 0,
          font,
        };
      }),
    );
  }

  /** @param {Block[]} blocks */
  const tall = (blocks) => blocks.reduce((sum, { height }) => sum + height, 0);

  // ------------------------------------------------------------------ signs

  /** @param {Doc} doc @param {number[]} shown @param {number} room @param {number} k @param {number} inset */
  function legendOf(doc, shown, room, k, inset) {
    const { kind, disputed } = doc.columns;
    const used = new Set(shown.map((i) => kind[i]));
    const signs = doc.kinds
      .map(({ title }, n) => /** @type {[number, string]} */ ([n, title]))
      .filter(([n]) => doc.signs && used.has(n));
    if (shown.some((i) => disputed[i])) signs.push([-1, doc.differ]);
    const type = { size: SIZES.legend * k, family: SANS, weight: 400 };
    const entries = [];
    let [x, row] = [inset, 0];
    for (const [n, title] of signs) {
      const wide = SIGN.indent * k + measure(title, type);
      if (x > inset && x + wide > room - inset) [x, row] = [inset, row + 1];
      entries.push({
        n,
        title,
        x: x + (SIGN.size * k) / 2,
        y: (SIGN.above + (row + 0.5) * SIGN.row) * k,
      });
      x += wide + SIGN.apart * k;
    }
    return { entries, height: signs.length ? (SIGN.above + (row + 1) * SIGN.row) * k + inset : 0 };
  }

  /**
   * In a second pair of axes, whose unit is the pixel, below the chart's.
   * @param {Figure} figure
   * @param {Doc} doc
   * @param {ReturnType<typeof legendOf>} legend
   * @param {Theme} tokens
   * @param {number} k
   * @param {number} room
   */
  function addLegend(figure, doc, { entries, height }, tokens, k, room) {
    const { layout } = figure;
    const share = height / (layout.height - layout.margin.t - layout.margin.b);
    layout.yaxis.domain = [share, 1];
    layout.xaxis2 = { range: [0, room], visible: false, fixedrange: true, anchor: "y2" };
    layout.yaxis2 = {
      range: [height, 0],
      visible: false,
      fixedrange: true,
      anchor: "x2",
      domain: [0, share],
    };
    const own = {
      xaxis: "x2",
      yaxis: "y2",
      type: "scatter",
      cliponaxis: false,
      meta: { role: "legend" },
    };
    const marks = entries
      .filter(({ n }) => n >= 0)
      .map((entry) => {
        const { shape, hue } = doc.kinds[entry.n];
        return { ...entry, glyph: doc.glyphs[shape], color: tokens.hues[hue] };
      });
    const texts = /** @type {[number, number, string][]} */ ([
      ...entries.map(({ x, y, title }) => [x + (SIGN.indent - SIGN.size / 2) * k, y, title]),
      ...entries
        .filter(({ n }) => n < 0)
        .map(({ x, y }) => [x - (STAR / 2) * SIZES.legend * k, y, "*"]),
    ]);
    figure.data.push(
      {
        ...own,
        mode: "markers",
        x: marks.map(({ x }) => x),
        y: marks.map(({ y }) => y),
        marker: {
          symbol: marks.map(({ glyph }) => glyph.symbol),
          color: marks.map(({ color }) => color),
          opacity: 1,
          size: marks.map(({ glyph }) => SIGN.size * k * glyph.factor),
          line: { width: marks.map(({ glyph }) => (glyph.stroke * k * 5) / 6) },
        },
      },
      {
        ...own,
        mode: "text",
        x: texts.map(([x]) => x),
        y: texts.map(([, y]) => y),
        text: texts.map(([, , text]) => parts.markup.escaped(text)),
        textposition: "middle right",
        textfont: { family: SANS, size: SIZES.legend * k, color: tokens.muted },
      },
    );
  }

  // ------------------------------------------------------------------ hatching

  /**
   * Strokes that rise to the right, cut off at the edges of a bar.
   * @param {number} left
   * @param {number} right
   * @param {number} top
   * @param {number} bottom
   * @param {number} gap
   * @returns {Generator<[number, number, number, number]>}
   */
  function* strokes(left, right, top, bottom, gap) {
    const high = bottom - top;
    for (let foot = Math.floor((left - high) / gap) * gap; foot < right; foot += gap) {
      const [a, b] = [Math.max(left, foot), Math.min(right, foot + high)];
      if (b > a) yield [a, bottom - (a - foot), b, bottom - (b - foot)];
    }
  }

  /** Lines in the place of a pattern, which PowerPoint fills with black.
   * @param {Trace} trace @param {Span} range @param {number} width @returns {Trace[]} */
  function lines(trace, [start, end], width) {
    const perPx = (end - start) / width;
    const { pattern, color, opacity } = trace.marker;
    /** @type {Map<string, Path>} */
    const drawn = new Map();
    trace.base.forEach((/** @type {number} */ base, /** @type {number} */ i) => {
      const left = Math.max(0, (base - start) / perPx);
      const right = Math.min(width, (base + trace.x[i] - start) / perPx);
      const [y, half] = [trace.y[i], trace.width[i] / 2];
      const look = JSON.stringify([color[i], opacity[i]]);
      if (!drawn.has(look)) drawn.set(look, { x: [], y: [] });
      const path = /** @type {Path} */ (drawn.get(look));
      for (const [x0, y0, x1, y1] of strokes(
        left,
        right,
        y - half,
        y + half,
        Math.SQRT2 * pattern.size,
      )) {
        path.x.push(start + x0 * perPx, start + x1 * perPx, null);
        path.y.push(y0, y1, null);
      }
    });
    return [...drawn].map(([look, path]) => {
      const [colour, sheer] = JSON.parse(look);
      const line = { color: colour, width: pattern.size * pattern.solidity, simplify: false };
      return { type: "scatter", mode: "lines", ...path, line, opacity: sheer, meta: trace.meta };
    });
  }

  // ------------------------------------------------------------------ the whole

  /** The chart in all its rows, in type that every office has.
   * @param {Doc} doc @param {ChartState} state @param {number} width */
  function chart(doc, state, width) {
    const tokens = { ...doc.themes[state.theme], sans: SANS };
    const own = { ...doc, themes: { [state.theme]: tokens } };
    const frame = parts.frame.frame(own, parts.frame.prepare(own), state, { width, height: 1e5 });
    const { ROW_PITCH, LANE_PADDING } = doc.geometry;
    const rows = frame.bands.reduce(
      (sum, band, lane) =>
        sum +
        (band
          ? frame.layout.rowsInLane[lane] * ROW_PITCH * frame.ts +
            LANE_PADDING * frame.ts +
            (frame.strips[lane] ? frame.stripHeight : 0)
          : 0),
      0,
    );
    const figure = parts.chart.figure(own, state, {
      width,
      height: Math.ceil(frame.top + rows + frame.foot),
    });
    parts.printChart.reword(figure, tokens, state);
    return { figure, tokens };
  }

  /** @param {unknown} value @returns {unknown} */
  const weighty = (value) =>
    Array.isArray(value) ? value.map(weighty) : value === 600 ? 700 : value;

  /** Arial has no 600, and who knows only bold and not bold draws the line elsewhere.
   * @param {unknown} value */
  function embolden(value) {
    if (!value || typeof value !== "object") return;
    if ("weight" in value) value.weight = weighty(value.weight);
    Object.values(value).forEach(embolden);
  }

  /**
   * Lay a picture out.
   * @param {Doc} doc the document
   * @param {PictureLaid} what
   * @returns {Figure} for Plotly
   */
  function compose(doc, what) {
    const { state, width, bare } = what;
    const k = doc.themes[state.theme].typeScale;
    const edge = bare ? 0 : Math.round(Math.min(26, Math.max(8, 0.018 * width)));
    const room = width - 2 * edge;
    const { figure, tokens } = chart(doc, state, room);
    const [least, most] = SIZES.title;
    const titlePx = k * Math.min(most, Math.max(least, room / Math.sqrt(k) / 52));
    const above = bare
      ? []
      : [
          words(what.title, room, MOST_LINES.title, titlePx, tokens.ink, SERIF, 700),
          words(what.sentence, room, MOST_LINES.caption, SIZES.caption * k, tokens.muted),
        ];
    const below = bare
      ? []
      : /** @type {("credit" | "address")[]} */ (["credit", "address"])
          .filter((part) => what[part])
          .map((part) =>
            words(what[part], room, MOST_LINES[part], SIZES.credit * k, tokens.secondary),
          );
    const legend = legendOf(doc, what.shown, room, k, bare ? INSET * k : 0);
    const head = edge + tall(above) + (above.length ? GAP * k : 0);
    const foot = edge + tall(below) + (below.length ? GAP * k : 0);
    const { layout } = figure;
    const top = head + layout.margin.t;
    const height = Math.ceil(head + layout.height + legend.height + foot);
    Object.assign(layout, {
      width,
      height,
      margin: {
        l: edge,
        r: edge,
        t: top,
        b: height - head - layout.height - legend.height,
        pad: 0,
      },
      annotations: [
        ...placed(above, edge - top),
        ...placed(below, height - tall(below) - edge - top),
      ],
    });
    const plot = room * (layout.xaxis.domain[1] - layout.xaxis.domain[0]);
    figure.data = figure.data.flatMap((trace) =>
      trace.marker?.pattern ? lines(trace, layout.xaxis.range, plot) : trace,
    );
    addLegend(figure, doc, legend, tokens, k, room);
    embolden(figure.data);
    embolden(layout);
    if (what.transparent) clear(layout, tokens);
    return figure;
  }

  /** @param {Figure["layout"]} layout @param {Theme} tokens */
  function clear(layout, { secondary, band }) {
    layout.paper_bgcolor = CLEAR;
    const rgb = [1, 3, 5].map((at) => parseInt(secondary.slice(at, at + 2), 16));
    for (const shape of layout.shapes)
      if (shape.fillcolor === band) shape.fillcolor = `rgba(${rgb},${TINT})`;
  }

  return { compose };
})();
