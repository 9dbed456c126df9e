/* What is drawn in a window: which marks, bars, labels, arcs and strips, as Plotly traces. Pure.

   Twin of timeline/traces.py and timeline/arcs.py. Each trace carries its role in `meta.role` and as its `uid`, so that
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
  const ARC_STEPS = 32;
  const SHALLOW = 0.6; // less of a fall than this, and an arc lies along the rows
  const RING = 4.5; // px between a selected mark and its ring
  const SIDE = { none: 0, right: 1, left: 2, inside: 3 };

  const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

  /** Text for Plotly, which reads a kind of HTML. @param {string} text */
  function escape(text) {
    return text.replace(/[&<>]/g, (sign) => ESCAPES[sign]);
  }

  /** The text that `escape` was given. @param {string} text */
  function unescape(text) {
    return text.replace(/&(amp|lt|gt);/g, (_, name) => ({ amp: "&", lt: "<", gt: ">" })[name]);
  }

  /**
   * Decide what is drawn.
   * @param {Object} doc
   * @param {Object} prepared of `timeline.frame.prepare`
   * @param {Object} frame of `timeline.frame.frame`
   * @param {Object} placement what `timeline.labels.boxes` needs: thresholds, widths, mask
   * @param {{mask: Uint8Array, window: [number, number], selected: number}} state window in ms;
   *   selected: index of an event or -1
   * @returns {Object} the scene: `marks` in sight by rank, all that is `painted` (in that order;
   *   `pale`: what is filtered out), what waits in the `strip` (`hopeless`: at any scale), labels
   *   with their boxes
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
    const ofRow = new Map();
    for (const label of labels) {
      if (ofRow.has(label.row)) ofRow.get(label.row).push(label);
      else ofRow.set(label.row, [label]);
    }
    const faded = beside.faded.filter((i) => !(ofRow.get(frame.placing.row[i]) || []).some((label) => (
      label.left < x(x1[i]) + r[i] * ts + PAD && label.right > x(x0[i]) - r[i] * ts - PAD)));
    const pale = new Set(faded);
    // The painting order is the same under every filter, so that a filter moves no node of the SVG:
    // what has a row of its own first, the heavy above the light.
    const painted = [...faded, ...beside.margin, ...shown.marks].sort((a, b) => (
      frame.placing.late[a] - frame.placing.late[b] || prepared.rank[b] - prepared.rank[a]));
    return {
      window: state.window, scale, years, x,
      marks: shown.marks, strip: frame.only ? [] : shown.strip, labels, painted, pale,
      hopeless: shown.strip.filter((i) => placement.thresholds.markScale[i] === Infinity),
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

  /* Marks just out of sight, ready for a drag, and those filtered out, pale, while there is room;
     on the stage a pale mark would tell the date that the class is asked for. */
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
      } else if (!frame.only && !frame.placing.late[i]) {
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
    const size = frame.eraPx;
    const words = { x: [], y: [], text: [] };
    let named = 0; // px that the names until now reach to
    for (const era of [...doc.eras].sort((a, b) => a.start - b.start)) {
      const from = Math.max(0, s.x(era.start / doc.geometry.YEAR_MS));
      const to = Math.min(frame.plotWidth, s.x(era.end / doc.geometry.YEAR_MS));
      const width = timeline.frame.textWidth(era.title, size, 400, tokens.sans);
      if (!frame.foot || to - from < width + 12 * frame.ts) continue;
      // eras may overlap, their names may not
      if (from < named) continue;
      named = from + width + 12 * frame.ts;
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
    const bars = { base: [], x: [], y: [], width: [], color: [], opacity: [], customdata: [] };
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
      bars.customdata.push(doc.columns.id[i]);
    });
    return barTrace("spans", bars);
  }

  /* The uncertain ends of spans, hatched. */
  function ends(look) {
    const { doc, frame, scene: s, prepared } = look;
    const { start, end, sureStart, sureEnd } = doc.columns;
    const height = doc.geometry.LABEL_HEIGHT * BAR_SHARE * frame.ts;
    const bars = { base: [], x: [], y: [], width: [], color: [], opacity: [], customdata: [] };
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
        bars.customdata.push(doc.columns.id[i]);
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

  function forDrawn(s, put) {
    for (const i of s.painted) put(i, s.pale.has(i));
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
    const { scene: s } = look;
    const found = textTrace("labels", look, s.labels.filter(({ i }) => i !== s.selected));
    if (found.x.length) return found;
    // without any point Plotly would take away the group that the next labels are put into
    return {
      ...found, x: [s.window[0]], y: [-9], text: ["\u00a0"], customdata: [""],
      textposition: ["middle right"], textfont: { ...found.textfont, color: [look.tokens.ink], weight: [400] },
    };
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
    // clear of the ring, where the window leaves room for it
    const by = RING * frame.ts;
    const own = s.labels.filter(({ i }) => i === s.selected).map((label) => {
      const way = { [SIDE.right]: by, [SIDE.left]: -by }[label.side] || 0;
      const fits = label.left + way >= 0 && label.right + way <= frame.plotWidth;
      return fits ? { ...label, at: label.at + way } : label;
    });
    const text = textTrace("emphasis", look, own, tokens.redText);
    if (s.selected < 0) return text;
    const ring = 2 * (prepared.r[s.selected] + RING) * frame.ts;
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
    // on the stage an arrow without its claim would be one of ours
    if (s.selected < 0 || frame.only) return [];
    return doc.links.filter((link) => link.from === s.selected || link.to === s.selected)
      .filter((link) => frame.bands[prepared.lane[link.from]] && frame.bands[prepared.lane[link.to]])
      .map((link) => ({ link, points: curve(prepared, frame, s, link) }));
  }

  /* An arc meets an event at its mark, or at its lane's strip while it waits there. */
  function arcY(prepared, frame, s, i) {
    return s.strip.includes(i) ? frame.bands[prepared.lane[i]].bottom - frame.stripHeight / 2 : frame.rowY(i);
  }

  function curve(prepared, frame, s, link) {
    const from = [s.x(prepared.m[link.from]), arcY(prepared, frame, s, link.from)];
    const to = [s.x(prepared.m[link.to]), arcY(prepared, frame, s, link.to)];
    const start = (prepared.r[link.from] + (link.from === s.selected ? 6 : 2)) * frame.ts;
    const end = (prepared.r[link.to] + (link.to === s.selected ? 7 : 3)) * frame.ts;
    const [across, down] = [Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])];
    const shallow = down < SHALLOW * across && across > 2 * frame.pitch;
    const { at, t0, t1 } = (shallow ? arch : bow)(frame, from, to, start, end);
    return Array.from({ length: ARC_STEPS + 1 }, (_, k) => at(t0 + ((t1 - t0) * k) / ARC_STEPS));
  }

  /* Bows to the left of its way, so that two arcs between the same events do not coincide;
     neighbours are joined by a loop that is wide enough to be seen beside their marks. */
  function bow(frame, [ax, ay], [bx, by], start, end) {
    const length = Math.hypot(bx - ax, by - ay) || 1;
    const wide = Math.max(Math.min(46 * frame.ts, 0.16 * length + 6), 1.6 * (start + end) - 0.5 * length);
    const cx = (ax + bx) / 2 + ((by - ay) / length) * wide;
    const up = (Math.abs(bx - ax) / length) * wide;
    const cy = (ay + by) / 2 + ((ay + by) / 2 - up / 2 < 2 ? up : -up);
    const at = (t) => [(1 - t) ** 2 * ax + 2 * (1 - t) * t * cx + t * t * bx,
      (1 - t) ** 2 * ay + 2 * (1 - t) * t * cy + t * t * by];
    const t0 = Math.min(0.3, start / Math.hypot(cx - ax, cy - ay) / 2);
    return { at, t0, t1: 1 - Math.min(0.3, end / Math.hypot(bx - cx, by - cy) / 2) };
  }

  /* Between events at much the same height a bow would strike through the words of the rows that
     it lies along: an arch leaves and arrives upright and has its flat top between two rows. */
  function arch(frame, [ax, ay], [bx, by], start, end) {
    const rise = Math.max(1, Math.min(4, (0.22 * Math.abs(bx - ax)) / frame.pitch)) * frame.pitch;
    const over = Math.min(ay, by) - rise;
    const top = gapNear(frame, over > 2 ? over : Math.max(ay, by) + rise);
    const at = (t) => {
      const [foot, u] = t < 0.5 ? [ay, 2 * t] : [by, 2 - 2 * t];
      return [ax + (bx - ax) * t * t * (3 - 2 * t), foot + (top - foot) * u * (2 - u)];
    };
    const part = (px, foot) => Math.min(0.2, px / (4 * Math.abs(top - foot) || 1));
    return { at, t0: part(start, ay), t1: 1 - part(end, by) };
  }

  /* The height between two rows that is nearest to y. */
  function gapNear(frame, y) {
    let best = y;
    let near = Infinity;
    frame.bands.forEach((band, lane) => {
      for (let k = 0; band && k <= frame.layout.rowsInLane[lane]; k += 1) {
        const gap = band.first + k * frame.pitch;
        if (Math.abs(gap - y) < near) {
          near = Math.abs(gap - y);
          best = gap;
        }
      }
    });
    return best;
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
    const msAt = (px) => s.window[0] + (px / s.scale) * doc.geometry.YEAR_MS;
    // a speck out of sight, so that the outline is there to be changed when the first one waits
    const x = [s.window[0], s.window[0], null];
    const y = [-9, -9, null];
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

  /**
   * How many events of each lane wait in its strip.
   * @returns {{all: number, byZooming: number}[]} `byZooming`: how many of them a closer look shows
   */
  function waiting(doc, prepared, s) {
    const counts = doc.lanes.map(() => ({ all: 0, byZooming: 0 }));
    const hopeless = new Set(s.hopeless);
    for (const i of s.strip) {
      const count = counts[prepared.lane[i]];
      count.all += 1;
      if (!hopeless.has(i)) count.byZooming += 1;
    }
    return counts;
  }

  timeline.scene = { SIDE, escape, unescape, scene, traces, curves, waiting };
})((window.timeline = window.timeline || {}));
