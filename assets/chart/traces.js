/* What is drawn, as Plotly traces: eras, bars, marks, labels, arcs and strips. Pure.

   Twin of timeline/drawing/plotly/traces.py and timeline/drawing/plotly/bars.py. Each trace carries its role in `meta.role` and as
   its `uid`, so that the SVG group has the class `trace<role>`. */
parts.traces = (() => {
  const { escaped } = parts.markup;
  const LABEL_PX = 13;
  const LOWER = 1.1; // px
  const BAR_SHARE = 0.62; // height of a bar as a share of a label's
  const WHISKER = 2; // px thick
  const BAR_OPACITY = 0.34;
  const SOFT_OPACITY = 0.6; // of the hatched part of a bar
  const FADED = 0.13;
  const BIN = 4; // px of a step of the density strip
  const RING = 4.5; // px between a selected mark and its ring
  const RING_LINE = 2; // px thick
  const ARC_LINE = 1.4; // px thick
  const ARC_DASH = "5px,4px"; // of a link that is contested
  const HEAD = 8; // px of an arrow's head, as Plotly measures markers

  /** @typedef {{doc: Doc, prepared: Prepared, frame: Frame, scene: Scene, tokens: Theme}} Look */

  /**
   * The traces of a scene, in the order they are painted.
   * @param {Doc} doc
   * @param {Prepared} prepared
   * @param {Frame} frame
   * @param {Scene} scene_
   * @param {{theme: string}} state
   * @returns {Trace[]}
   */
  function of(doc, prepared, frame, scene_, state) {
    const look = { doc, prepared, frame, scene: scene_, tokens: doc.themes[state.theme] };
    return [
      ...eras(look),
      spans(look),
      ends(look),
      strip(look),
      ...arcs(look),
      marks(look),
      labels(look),
      ...ring(look),
      emphasis(look),
    ];
  }

  /* What moves as events are chosen: in a living chart plotly/chosen.js draws it. */
  const OF_CHOICE = ["arcs", "arcs-contested", "ring"];

  /** Of the traces of a scene those that Plotly draws in a living chart. @param {Trace[]} data */
  const living = (data) => data.filter(({ uid }) => !OF_CHOICE.includes(String(uid)));

  /** @param {string} role @param {Record<string, unknown>} more @returns {Trace} */
  function trace(role, more) {
    return { uid: role, meta: { role }, hoverinfo: "skip", showlegend: false, ...more };
  }

  /** Quiet tints behind the lanes, named at the foot wherever the name has room in sight. @param {Look} look */
  function eras({ doc, frame, scene: s, tokens }) {
    if (!doc.eras.length) return [];
    const size = frame.eraPx;
    /** @type {Points} */
    const words = { x: [], y: [], text: [] };
    let named = 0; // px that the names until now reach to
    for (const era of [...doc.eras].sort((a, b) => a.start - b.start)) {
      const from = Math.max(0, s.x(era.start / doc.geometry.YEAR_MS));
      const to = Math.min(frame.plotWidth, s.x(era.end / doc.geometry.YEAR_MS));
      const width = parts.frame.textWidth(era.title, size, 400, tokens.sans);
      if (!frame.foot || to - from < width + 12 * frame.ts) continue;
      // eras may overlap, their names may not
      if (from < named) continue;
      named = from + width + 12 * frame.ts;
      words.x.push(s.window[0] + ((from + 6 * frame.ts) / s.scale) * doc.geometry.YEAR_MS);
      words.y.push(frame.plotHeight - frame.foot / 2);
      words.text.push(escaped(era.title));
    }
    return [
      trace("eras", {
        type: "bar",
        orientation: "h",
        base: doc.eras.map((era) => era.start),
        x: doc.eras.map((era) => era.end - era.start),
        y: doc.eras.map(() => frame.plotHeight / 2),
        width: doc.eras.map(() => frame.plotHeight),
        marker: {
          color: tokens.ink,
          opacity: doc.eras.map((_, i) => (i % 2 ? 0.018 : 0.038)),
          line: { width: 0 },
        },
      }),
      trace("era-names", {
        type: "scatter",
        mode: "text",
        ...words,
        textposition: "middle right",
        textfont: { family: tokens.sans, size, color: tokens.secondary, style: "italic" },
      }),
    ];
  }

  /** @param {Look} look @param {number} i */
  function hue(look, i) {
    return look.tokens.hues[look.doc.kinds[look.doc.columns.kind[i]].hue];
  }

  /** Every bar that is solid: the certain part of a span, and the whisker of a vague moment. @param {Look} look */
  function spans(look) {
    const { doc, frame, scene: s, prepared } = look;
    const { start, end, sureStart, sureEnd } = doc.columns;
    const height = doc.geometry.LABEL_HEIGHT * BAR_SHARE * frame.ts;
    /** @type {Points} */
    const bars = { base: [], x: [], y: [], width: [], color: [], opacity: [], customdata: [] };
    forDrawn(s, (i, pale) => {
      const span = prepared.span[i];
      const from = span ? sureStart[i] : start[i];
      const to = span ? sureEnd[i] : end[i];
      // a day is no stretch: only its mark is drawn
      if (from === null || to === null || to <= from || (!span && !doc.columns.imprecise[i]))
        return;
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

  /** The uncertain ends of spans, hatched. @param {Look} look */
  function ends(look) {
    const { doc, frame, scene: s, prepared } = look;
    const { start, end, sureStart, sureEnd } = doc.columns;
    const height = doc.geometry.LABEL_HEIGHT * BAR_SHARE * frame.ts;
    /** @type {Points} */
    const bars = { base: [], x: [], y: [], width: [], color: [], opacity: [], customdata: [] };
    forDrawn(s, (i, pale) => {
      if (!prepared.span[i]) return;
      const [sureFrom, sureTo] = [sureStart[i], sureEnd[i]];
      const pieces =
        sureFrom === null || sureTo === null // nothing of it is certain
          ? [[start[i], end[i]]]
          : [
              [start[i], sureFrom],
              [sureTo, end[i]],
            ];
      for (const [from, to] of pieces) {
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

  /** @param {string} role @param {Points} bars @param {object} [pattern] */
  function barTrace(role, bars, pattern) {
    const { color, opacity, ...rest } = bars;
    const marker = { color, opacity, line: { width: 0 }, ...(pattern && { pattern }) };
    return trace(role, { type: "bar", orientation: "h", ...rest, marker });
  }

  /** @param {Scene} s @param {function(number, boolean): void} put takes an event, and whether it is pale */
  function forDrawn(s, put) {
    for (const i of s.painted) put(i, s.pale.has(i));
  }

  /** @param {Look} look */
  function marks(look) {
    const { doc, frame, scene: s, prepared } = look;
    /** @type {Points} */
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
      type: "scatter",
      mode: "markers",
      x,
      y,
      customdata,
      marker: { ...marker, sizemode: "diameter", line: { width: line, color: look.tokens.paper } },
    });
  }

  /** @param {Look} look */
  function labels(look) {
    const { scene: s } = look;
    return textTrace(
      "labels",
      look,
      s.labels.filter(({ i }) => i !== s.selected),
    );
  }

  /** @param {string} role @param {Look} look @param {PlacedLabel[]} some @param {string} [colour] */
  function textTrace(role, look, some, colour) {
    const { doc, frame, scene: s, tokens } = look;
    const msAt = (/** @type {number} */ px) => s.window[0] + (px / s.scale) * doc.geometry.YEAR_MS;
    const weights = doc.vocabulary.weights;
    const weight = (/** @type {number} */ i) => weights[doc.columns.weight[i]];
    // without any point Plotly would take away the group that the next labels are put into
    if (!some.length) {
      return trace(role, {
        type: "scatter",
        mode: "text",
        x: [s.window[0]],
        y: [-9],
        text: [parts.names.BLANK],
        customdata: [""],
        textposition: ["middle right"],
        textfont: {
          family: tokens.sans,
          size: LABEL_PX * frame.ts,
          color: colour || [tokens.ink],
          weight: [400],
        },
      });
    }
    return trace(role, {
      type: "scatter",
      mode: "text",
      x: some.map(({ at }) => msAt(at)),
      // Plotly centres the line, the eye centres the letters: a little lower
      y: some.map(({ i }) => frame.rowY(i) + LOWER * frame.ts),
      text: some.map(({ i }) => escaped(doc.columns.label[i])),
      customdata: some.map(({ i }) => doc.columns.id[i]),
      textposition: some.map(({ side }) =>
        side === parts.labels.SIDE.left ? "middle left" : "middle right",
      ),
      textfont: {
        family: tokens.sans,
        size: LABEL_PX * frame.ts,
        color: colour || some.map(({ i }) => (weight(i) === "context" ? tokens.muted : tokens.ink)),
        weight: some.map(({ i }) => (weight(i) === "core" ? 600 : 400)),
      },
    });
  }

  /**
   * Where the ring of the selected event stands, px of the plot; null where there is none.
   * @param {Prepared} prepared @param {Frame} frame @param {Scene} s
   */
  function ringAt(prepared, frame, s) {
    if (s.selected < 0) return null;
    const i = s.selected;
    return { x: s.x(prepared.m[i]), y: frame.rowY(i), r: (prepared.r[i] + RING) * frame.ts };
  }

  /** @param {Look} look */
  function ring(look) {
    const { doc, frame, scene: s, prepared, tokens } = look;
    const at = ringAt(prepared, frame, s);
    if (!at) return [];
    return [
      trace("ring", {
        type: "scatter",
        mode: "markers",
        x: [doc.columns.mark[s.selected]],
        y: [at.y],
        marker: {
          symbol: "circle-open",
          color: tokens.red,
          size: 2 * at.r,
          line: { width: RING_LINE * frame.ts },
        },
      }),
    ];
  }

  /** The label of the selected event, in red. @param {Look} look */
  function emphasis(look) {
    const { frame, scene: s, tokens } = look;
    // clear of the ring, where the window leaves room for it
    const by = RING * frame.ts;
    const own = s.labels
      .filter(({ i }) => i === s.selected)
      .map((label) => {
        const way =
          { [parts.labels.SIDE.right]: by, [parts.labels.SIDE.left]: -by }[label.side] || 0;
        const fits = label.left + way >= 0 && label.right + way <= frame.plotWidth;
        return fits ? { ...label, at: label.at + way } : label;
      });
    return textTrace("emphasis", look, own, tokens.redText);
  }

  /** How ring and arrows look, px. @param {number} ts @param {Theme} tokens */
  const choice = (ts, tokens) => ({
    color: tokens.red,
    stroke: RING_LINE * ts,
    width: ARC_LINE * ts,
    dash: ARC_DASH,
    size: (HEAD / 2) * ts,
  });

  /** Links of the selected event as arcs from cause to claimed consequence. @param {Look} look */
  function arcs(look) {
    const { doc, frame, scene: s, tokens } = look;
    return [false, true].map((contested) => {
      /** @type {Points} */
      const path = { x: [], y: [], size: [] };
      for (const curve of parts.visible.curves(doc, look.prepared, frame, s)) {
        if (curve.link.contested !== contested) continue;
        curve.points.forEach(([px, py], k) => {
          path.x.push(s.window[0] + (px / s.scale) * doc.geometry.YEAR_MS);
          path.y.push(py);
          path.size.push(k === curve.points.length - 1 ? HEAD * frame.ts : 0);
        });
        path.x.push(null);
        path.y.push(null);
        path.size.push(0);
      }
      return trace(contested ? "arcs-contested" : "arcs", {
        type: "scatter",
        mode: "lines+markers",
        x: path.x,
        y: path.y,
        line: {
          color: tokens.red,
          width: ARC_LINE * frame.ts,
          dash: contested ? ARC_DASH : "solid",
          simplify: false,
        },
        marker: {
          symbol: "arrow",
          angleref: "previous",
          color: tokens.red,
          size: path.size,
          opacity: 1,
          line: { width: 0 },
        },
      });
    });
  }

  /** How dense the events are that are not drawn: one stepped outline for all lanes. @param {Look} look */
  function strip(look) {
    const { doc, frame, scene: s, prepared, tokens } = look;
    const full = frame.stripHeight;
    const bin = BIN * frame.ts;
    const count = Math.ceil(frame.plotWidth / bin);
    /** @type {(Float64Array | null)[]} */
    const bins = doc.lanes.map(() => null);
    for (const i of s.strip) {
      const lane = prepared.lane[i];
      const at = Math.floor(s.x(prepared.m[i]) / bin);
      if (!frame.bands[lane] || at < 0 || at >= count) continue;
      const ofLane = bins[lane] || new Float64Array(count);
      bins[lane] = ofLane;
      ofLane[at] += 1;
    }
    const most = Math.max(1, ...bins.map((of) => (of ? Math.max(...of) : 0)));
    const msAt = (/** @type {number} */ px) => s.window[0] + (px / s.scale) * doc.geometry.YEAR_MS;
    // a speck out of sight, so that the outline is there to be changed when the first one waits
    /** @type {(number | null)[]} */
    const x = [s.window[0], s.window[0], null];
    /** @type {(number | null)[]} */
    const y = [-9, -9, null];
    bins.forEach((of, lane) => {
      if (!of) return;
      const foot = (frame.bands[lane]?.bottom || 0) - 2;
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
      type: "scatter",
      mode: "lines",
      x,
      y,
      fill: "toself",
      fillcolor: tokens.secondary,
      line: { width: 0, simplify: false },
      opacity: 0.75,
    });
  }

  return { of, living, ringAt, choice };
})();
