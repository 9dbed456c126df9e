/* What is drawn in a window: which marks, bars, labels, arcs and strips, as Plotly traces. Pure.

   Twin of timeline/marks.py. Each trace carries its role in `meta.role` and as its `uid`, so that
   the SVG group has the class `trace<role>`. */
(function (timeline) {
  "use strict";

  const LABEL_PX = 13;
  const LOWER = 1.1; // px
  const BAR_SHARE = 0.62; // height of a bar as a share of a label's
  const WHISKER = 2; // px thick
  const BAR_OPACITY = 0.34;
  const SOFT_OPACITY = 0.6; // of the hatched part of a bar
  const FADED = 0.13;
  const BIN = 4; // px of a step of the density strip
  const ARC_STEPS = 24;
  const SIDE = { none: 0, right: 1, left: 2, inside: 3 };

  const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

  /** Text for Plotly, which reads a kind of HTML. @param {string} text */
  function escape(text) {
    return text.replace(/[&<>]/g, (sign) => ESCAPES[sign]);
  }

  /**
   * Decide what is drawn.
   * @param {Object} doc
   * @param {Object} prepared of `timeline.frame.prepare`
   * @param {Object} frame of `timeline.frame.frame`
   * @param {Object} placement what `timeline.labels.boxes` needs: thresholds, widths, mask
   * @param {{mask: Uint8Array, window: [number, number], selected: number}} state window in ms;
   *   selected: index of an event or -1
   * @returns {Object} the scene: events drawn, faded and in the strip, labels with their boxes
   */
  function scene(doc, prepared, frame, placement, state) {
    const { YEAR_MS, MAX_MARKS, PAD } = doc.geometry;
    const { plotWidth, ts } = frame;
    const years = [state.window[0] / YEAR_MS, state.window[1] / YEAR_MS];
    const scale = plotWidth / (years[1] - years[0]);
    const emphasised = state.selected >= 0 ? [state.selected] : [];
    const shown = timeline.labels.boxes({
      ...placement, scale, typeScale: ts, window: years, width: plotWidth, emphasised,
    });
    const x = (year) => (year - years[0]) * scale;
    const { m, x0, x1, r } = prepared;
    const beside = besides(prepared, frame, placement, scale / ts, years, shown, MAX_MARKS);
    const boxes = [...shown.labels, ...within(prepared, frame, placement, shown, x, doc.geometry.PAD)];
    const labels = boxes.map(({ i, side, left, right, row }) => {
      // What the label moves with while the chart is dragged: its mark, or the end of its bar.
      const end = side === SIDE.left ? x0[i] : x1[i];
      const sign = side === SIDE.left ? -1 : 1;
      const byMark = (x(m[i]) + sign * r[i] * ts) * sign;
      const anchor = side !== SIDE.inside && x(end) * sign > byMark ? end : m[i];
      const at = side === SIDE.left ? right : left;
      return { i, side, left, right, row, at, anchor, off: at - x(anchor) };
    });
    const faded = beside.faded.filter((i) => !labels.some((label) => (
      label.row === frame.placing.row[i]
      && label.left < x(x1[i]) + r[i] * ts + PAD
      && label.right > x(x0[i]) - r[i] * ts - PAD)));
    return {
      window: state.window, scale, years, x,
      marks: shown.marks, margin: beside.margin, faded, strip: shown.strip, labels,
      selected: state.selected,
    };
  }

  /* Labels that have no room beside their bars in this window stand inside them where they can, as
     nothing else lies on a bar. */
  function within(prepared, frame, placement, shown, x, pad) {
    const { m, x1, r, span } = prepared;
    const { ts, plotWidth } = frame;
    const labelled = new Set(shown.labels.map(({ i }) => i));
    const found = [];
    for (const i of shown.marks) {
      if (!span[i] || labelled.has(i)) continue;
      const left = Math.max(x(m[i]) + r[i] * ts, 0) + pad * ts;
      const right = left + placement.w[i] * ts;
      if (right <= Math.min(x(x1[i]), plotWidth) - pad * ts) {
        found.push({ i, side: SIDE.inside, left, right, row: frame.placing.row[i] });
      }
    }
    return found;
  }

  /* Marks just out of sight, ready for a drag, and those filtered out, pale, while there is room. */
  function besides(prepared, frame, placement, sigma, years, shown, most) {
    let room = most - shown.marks.length;
    const reach = years[1] - years[0];
    const drawn = new Uint8Array(prepared.n);
    for (const i of shown.marks) drawn[i] = 1;
    const margin = [];
    const faded = [];
    for (const i of prepared.byRank) {
      if (room <= 0) break;
      if (drawn[i] || !frame.bands[prepared.lane[i]]) continue;
      if (prepared.x1[i] < years[0] - reach || prepared.x0[i] > years[1] + reach) continue;
      if (placement.mask[i]) {
        if (sigma < placement.thresholds.markScale[i]) continue;
        if (prepared.x1[i] < years[0] || prepared.x0[i] > years[1]) {
          margin.push(i);
          room -= 1;
        }
      } else if (!frame.placing.late[i]) {
        faded.push(i);
        room -= 1;
      }
    }
    return { margin, faded };
  }

  /** The traces of a scene, in the order they are painted. */
  function traces(doc, prepared, frame, scene_, state) {
    const look = { doc, prepared, frame, scene: scene_, tokens: doc.themes[state.theme] };
    return [
      ...eras(look), spans(look), ends(look), strip(look), ...arcs(look),
      marks(look), labels(look), emphasis(look),
    ];
  }

  function trace(role, more) {
    return { uid: role, meta: { role }, hoverinfo: "skip", showlegend: false, ...more };
  }

  /* Quiet tints behind the lanes, named at the foot wherever the name has room in sight. */
  function eras({ doc, frame, scene: s, tokens }) {
    if (!doc.eras.length) return [];
    const size = 11.5 * frame.ts;
    const words = { x: [], y: [], text: [] };
    for (const era of doc.eras) {
      const from = Math.max(0, s.x(era.start / doc.geometry.YEAR_MS));
      const to = Math.min(frame.plotWidth, s.x(era.end / doc.geometry.YEAR_MS));
      const width = timeline.frame.textWidth(era.title, size, 400, tokens.sans);
      if (!frame.foot || to - from < width + 12 * frame.ts) continue;
      words.x.push(s.window[0] + ((from + 6 * frame.ts) / s.scale) * doc.geometry.YEAR_MS);
      words.y.push(frame.plotHeight - frame.foot / 2);
      words.text.push(escape(era.title));
    }
    return [trace("eras", {
      type: "bar", orientation: "h",
      base: doc.eras.map((era) => era.start),
      x: doc.eras.map((era) => era.end - era.start),
      y: doc.eras.map(() => frame.plotHeight / 2),
      width: doc.eras.map(() => frame.plotHeight),
      marker: {
        color: tokens.ink, opacity: doc.eras.map((_, i) => (i % 2 ? 0.018 : 0.038)), line: { width: 0 },
      },
    }), trace("era-names", {
      type: "scatter", mode: "text", ...words,
      textposition: "middle right",
      textfont: { family: tokens.sans, size, color: tokens.secondary, style: "italic" },
    })];
  }

  function hue(look, i) {
    return look.tokens.hues[look.doc.kinds[look.doc.columns.kind[i]].hue];
  }

  /* Every bar that is solid: the certain part of a span, and the whisker of a vague moment. */
  function spans(look) {
    const { doc, frame, scene: s, prepared } = look;
    const { start, end, sureStart, sureEnd } = doc.columns;
    const height = doc.geometry.LABEL_HEIGHT * BAR_SHARE * frame.ts;
    const bars = { base: [], x: [], y: [], width: [], color: [], opacity: [] };
    forDrawn(s, (i, pale) => {
      const span = prepared.span[i];
      const from = span ? sureStart[i] : start[i];
      const to = span ? sureEnd[i] : end[i];
      // a day is no stretch: only its mark is drawn
      if (from === null || to === null || to <= from || (!span && !doc.columns.imprecise[i])) return;
      bars.base.push(from);
      bars.x.push(to - from);
      bars.y.push(frame.rowY(i));
      bars.width.push(span ? height : WHISKER * frame.ts);
      bars.color.push(hue(look, i));
      bars.opacity.push(pale ? FADED / 2 : span ? BAR_OPACITY : 0.55);
    });
    return barTrace("spans", bars);
  }

  /* The uncertain ends of spans, hatched. */
  function ends(look) {
    const { doc, frame, scene: s, prepared } = look;
    const { start, end, sureStart, sureEnd } = doc.columns;
    const height = doc.geometry.LABEL_HEIGHT * BAR_SHARE * frame.ts;
    const bars = { base: [], x: [], y: [], width: [], color: [], opacity: [] };
    forDrawn(s, (i, pale) => {
      if (!prepared.span[i]) return;
      const parts = sureStart[i] === null || sureEnd[i] === null || sureEnd[i] <= sureStart[i]
        ? [[start[i], end[i]]]
        : [[start[i], sureStart[i]], [sureEnd[i], end[i]]];
      for (const [from, to] of parts) {
        if (to <= from) continue;
        bars.base.push(from);
        bars.x.push(to - from);
        bars.y.push(frame.rowY(i));
        bars.width.push(height);
        bars.color.push(hue(look, i));
        bars.opacity.push(pale ? FADED / 2 : SOFT_OPACITY);
      }
    });
    return barTrace("ends", bars, { shape: "/", size: 5 * frame.ts, solidity: 0.28 });
  }

  function barTrace(role, bars, pattern) {
    const { color, opacity, ...rest } = bars;
    const marker = { color, opacity, line: { width: 0 } };
    if (pattern) marker.pattern = pattern;
    return trace(role, { type: "bar", orientation: "h", ...rest, marker });
  }

  /* Lightest first, so that the heaviest lie on top. */
  function forDrawn(s, put) {
    for (const i of s.faded) put(i, true);
    for (let k = s.margin.length - 1; k >= 0; k -= 1) put(s.margin[k], false);
    for (let k = s.marks.length - 1; k >= 0; k -= 1) put(s.marks[k], false);
  }

  function marks(look) {
    const { doc, frame, scene: s, prepared } = look;
    const points = { x: [], y: [], symbol: [], size: [], color: [], opacity: [], line: [], id: [] };
    const signs = doc.kinds.map((kind) => doc.glyphs[kind.shape]);
    forDrawn(s, (i, pale) => {
      const glyph = signs[doc.columns.kind[i]];
      points.x.push(doc.columns.mark[i]);
      points.y.push(frame.rowY(i));
      points.symbol.push(glyph.symbol);
      points.size.push(2 * prepared.r[i] * glyph.factor * frame.ts);
      points.color.push(hue(look, i));
      points.opacity.push(pale ? FADED : 1);
      // the paper line keeps apart marks that touch; a mark drawn by its stroke has none
      points.line.push((glyph.stroke ? glyph.stroke * (prepared.r[i] / 6) : 1) * frame.ts);
      points.id.push(doc.columns.id[i]);
    });
    const { x, y, id: customdata, line, ...marker } = points;
    return trace("marks", {
      type: "scatter", mode: "markers", x, y, customdata,
      marker: { ...marker, sizemode: "diameter", line: { width: line, color: look.tokens.paper } },
    });
  }

  function labels(look) {
    return textTrace("labels", look, look.scene.labels.filter(({ i }) => i !== look.scene.selected));
  }

  function textTrace(role, look, some, colour) {
    const { doc, frame, scene: s, tokens } = look;
    const msAt = (px) => s.window[0] + (px / s.scale) * doc.geometry.YEAR_MS;
    const weights = doc.vocabulary.weights;
    const weight = (i) => weights[doc.columns.weight[i]];
    return trace(role, {
      type: "scatter", mode: "text",
      x: some.map(({ at }) => msAt(at)),
      // Plotly centres the line, the eye centres the letters: a little lower
      y: some.map(({ i }) => frame.rowY(i) + LOWER * frame.ts),
      text: some.map(({ i }) => escape(doc.columns.label[i])),
      customdata: some.map(({ i }) => doc.columns.id[i]),
      textposition: some.map(({ side }) => (side === SIDE.left ? "middle left" : "middle right")),
      textfont: {
        family: tokens.sans,
        size: LABEL_PX * frame.ts,
        color: colour || some.map(({ i }) => (weight(i) === "context" ? tokens.muted : tokens.ink)),
        weight: some.map(({ i }) => (weight(i) === "core" ? 600 : 400)),
      },
    });
  }

  /* The selected event: a ring, its label in red. */
  function emphasis(look) {
    const { doc, frame, scene: s, prepared, tokens } = look;
    const own = s.labels.filter(({ i }) => i === s.selected);
    const text = textTrace("emphasis", look, own, tokens.redText);
    if (s.selected < 0) return text;
    const ring = 2 * (prepared.r[s.selected] + 4.5) * frame.ts;
    const still = own.length ? [0] : [];
    return {
      ...text,
      mode: "markers+text",
      x: [doc.columns.mark[s.selected], ...text.x],
      y: [frame.rowY(s.selected), ...text.y],
      text: ["", ...text.text],
      textposition: ["middle right", ...text.textposition],
      customdata: [doc.columns.id[s.selected], ...text.customdata],
      textfont: { ...text.textfont, weight: [400, ...text.textfont.weight] },
      marker: {
        symbol: "circle-open", color: tokens.red, opacity: [1, ...still],
        size: [ring, ...still], line: { width: 2 * frame.ts },
      },
    };
  }

  /* Links of the selected event as arcs from cause to claimed consequence. */
  function arcs(look) {
    const { doc, frame, scene: s, tokens } = look;
    return [false, true].map((contested) => {
      const path = { x: [], y: [], size: [] };
      for (const curve of curves(doc, look.prepared, frame, s)) {
        if (curve.link.contested !== contested) continue;
        curve.points.forEach(([px, py], k) => {
          path.x.push(s.window[0] + (px / s.scale) * doc.geometry.YEAR_MS);
          path.y.push(py);
          path.size.push(k === curve.points.length - 1 ? 8 * frame.ts : 0);
        });
        path.x.push(null);
        path.y.push(null);
        path.size.push(0);
      }
      return trace(contested ? "arcs-contested" : "arcs", {
        type: "scatter", mode: "lines+markers", x: path.x, y: path.y,
        line: { color: tokens.red, width: 1.4 * frame.ts, dash: contested ? "5px,4px" : "solid", simplify: false },
        marker: {
          symbol: "arrow", angleref: "previous", color: tokens.red, size: path.size, opacity: 1,
          line: { width: 0 },
        },
      });
    });
  }

  /**
   * The arcs of the selected event in px of the plot.
   * @returns {{link: Object, points: [number, number][]}[]}
   */
  function curves(doc, prepared, frame, s) {
    if (s.selected < 0) return [];
    return doc.links.filter((link) => link.from === s.selected || link.to === s.selected)
      .filter((link) => frame.bands[prepared.lane[link.from]] && frame.bands[prepared.lane[link.to]])
      .map((link) => ({ link, points: curve(prepared, frame, s, link) }));
  }

  /* An arc meets an event at its mark, or at its lane's strip while it waits there. */
  function arcY(prepared, frame, s, i) {
    return s.strip.includes(i) ? frame.bands[prepared.lane[i]].bottom - frame.stripHeight / 2 : frame.rowY(i);
  }

  function curve(prepared, frame, s, link) {
    const [ax, bx] = [s.x(prepared.m[link.from]), s.x(prepared.m[link.to])];
    const [ay, by] = [arcY(prepared, frame, s, link.from), arcY(prepared, frame, s, link.to)];
    const length = Math.hypot(bx - ax, by - ay) || 1;
    const start = (prepared.r[link.from] + (link.from === s.selected ? 6 : 2)) * frame.ts;
    const end = (prepared.r[link.to] + (link.to === s.selected ? 7 : 3)) * frame.ts;
    // Bows to the left of its way, so that two arcs between the same events do not coincide;
    // neighbours are joined by a loop that is wide enough to be seen beside their marks.
    const bow = Math.max(Math.min(46 * frame.ts, 0.16 * length + 6), 1.6 * (start + end) - 0.5 * length);
    const cx = (ax + bx) / 2 + ((by - ay) / length) * bow;
    const up = (Math.abs(bx - ax) / length) * bow;
    const cy = (ay + by) / 2 + ((ay + by) / 2 - up / 2 < 2 ? up : -up);
    const t0 = Math.min(0.3, start / Math.hypot(cx - ax, cy - ay) / 2);
    const t1 = 1 - Math.min(0.3, end / Math.hypot(bx - cx, by - cy) / 2);
    const points = [];
    for (let k = 0; k <= ARC_STEPS; k += 1) {
      const t = t0 + ((t1 - t0) * k) / ARC_STEPS;
      const u = 1 - t;
      points.push([u * u * ax + 2 * u * t * cx + t * t * bx, u * u * ay + 2 * u * t * cy + t * t * by]);
    }
    return points;
  }

  /* How dense the events are that are not drawn: one stepped outline for all lanes. */
  function strip(look) {
    const { doc, frame, scene: s, prepared, tokens } = look;
    const full = frame.stripHeight;
    const bin = BIN * frame.ts;
    const count = Math.ceil(frame.plotWidth / bin);
    const bins = doc.lanes.map(() => null);
    for (const i of s.strip) {
      const lane = prepared.lane[i];
      const at = Math.floor(s.x(prepared.m[i]) / bin);
      if (!frame.bands[lane] || at < 0 || at >= count) continue;
      (bins[lane] = bins[lane] || new Float64Array(count))[at] += 1;
    }
    const most = Math.max(1, ...bins.map((of) => (of ? Math.max(...of) : 0)));
    const x = [];
    const y = [];
    const msAt = (px) => s.window[0] + (px / s.scale) * doc.geometry.YEAR_MS;
    bins.forEach((of, lane) => {
      if (!of) return;
      const foot = frame.bands[lane].bottom - 2;
      for (let k = 0; k < count; k += 1) {
        if (!of[k]) continue;
        const tall = Math.max(3, full * Math.sqrt(of[k] / most));
        const [left, right] = [msAt(k * bin), msAt((k + 1) * bin)];
        if (!k || !of[k - 1]) {
          x.push(left);
          y.push(foot);
        }
        x.push(left, right);
        y.push(foot - tall, foot - tall);
        if (!of[k + 1]) {
          x.push(right, null);
          y.push(foot, null);
        }
      }
    });
    return trace("strip", {
      type: "scatter", mode: "lines", x, y, fill: "toself", fillcolor: tokens.secondary,
      line: { width: 0, simplify: false }, opacity: 0.75,
    });
  }

  /** How many events of each lane wait in its strip. @returns {Int32Array} */
  function waiting(doc, prepared, s) {
    const counts = new Int32Array(doc.lanes.length);
    for (const i of s.strip) counts[prepared.lane[i]] += 1;
    return counts;
  }

  timeline.scene = { SIDE, escape, scene, traces, curves, waiting };
})((window.timeline = window.timeline || {}));
