/**
 * Labels that never overlap: at which scale each mark and label can be shown, and where.
 *
 * The twin of timeline/placing/thresholds.py and timeline/placing/boxes.py, where the method is told;
 * tests/cases/labels.json holds both languages to the same results. Positions are years
 * (milliseconds since 1970 / YEAR_MS), scale is pixels a year, and pixel sizes are those of type
 * scale 1: at type scale k everything grows k-fold.
 */
parts.labels = (() => {
  const GEOMETRY = {
    YEAR_MS: 31556952000,
    RADIUS: { core: 6.5, supporting: 5.5, context: 4.5 },
    PAD: 5,
    GAP: 8,
    MARK_GAP: 3,
    ROW_PITCH: 21,
    LABEL_HEIGHT: 16,
    LANE_PADDING: 6,
    STRIP_HEIGHT: 7,
    MAX_MARKS: 600,
  };
  const { PAD, GAP, MARK_GAP, MAX_MARKS, YEAR_MS } = GEOMETRY;
  const MIN_SPAN = 7 / 365.2425;
  const [FIRST, LAST] = [-377704944000000 / YEAR_MS, 253402128000000 / YEAR_MS];
  const NONE = 0;
  const RIGHT = 1;
  const LEFT = 2;
  const INSIDE = 3;

  /**
   * The widest window a reader can see: the frame with room for edge labels.
   * @param {[number, number]} frame bounds of the timeline, ms
   * @param {number} plotWidth px at type scale 1
   * @returns {[number, number]} years
   */
  function homeRange(frame, plotWidth) {
    let y0 = frame[0] / YEAR_MS;
    let y1 = frame[1] / YEAR_MS;
    if (y1 - y0 < MIN_SPAN) {
      const middle = (y0 + y1) / 2;
      y0 = middle - MIN_SPAN / 2;
      y1 = middle + MIN_SPAN / 2;
    }
    const padPx = Math.min(56, 0.05 * plotWidth);
    const pad = (padPx * (y1 - y0)) / (plotWidth - 2 * padPx);
    return [Math.max(y0 - pad, FIRST), Math.min(y1 + pad, LAST)];
  }

  const negated = (/** @type {Float64Array} */ values) => values.map((value) => -value);

  /**
   * What does not depend on filter, type or window: sort orders, mirrored coordinates, work space.
   * @param {LabelMarks} marks x0, x1 (extent), m (mark), all years; r (radius, px); row (in the whole
   *   chart); late (0/1); rank (0 heaviest, unique); span (0/1, drawn as a bar; absent: none is)
   * @returns {Placing} to be given on as `prepared`
   */
  function prepare(marks) {
    const n = marks.x0.length;
    const x0 = Float64Array.from(marks.x0);
    const x1 = Float64Array.from(marks.x1);
    const m = Float64Array.from(marks.m);
    const rank = Float64Array.from(marks.rank);
    const byStart = Int32Array.from(x0.keys()).sort(
      (a, b) => x0[a] - x0[b] || x1[a] - x1[b] || rank[a] - rank[b],
    );
    const place = new Int32Array(n);
    byStart.forEach((i, at) => {
      place[i] = at;
    });
    let rowCount = 0;
    for (let i = 0; i < n; i += 1) rowCount = Math.max(rowCount, marks.row[i] + 1);
    const rowStart = new Int32Array(rowCount + 1);
    for (let i = 0; i < n; i += 1) rowStart[marks.row[i] + 1] += 1;
    for (let row = 0; row < rowCount; row += 1) rowStart[row + 1] += rowStart[row];
    return {
      n,
      x0,
      x1,
      m,
      r: Float64Array.from(marks.r),
      row: Int32Array.from(marks.row),
      late: Uint8Array.from(marks.late),
      span: marks.span ? Uint8Array.from(marks.span) : new Uint8Array(n),
      byRank: Int32Array.from(x0.keys()).sort((a, b) => rank[a] - rank[b]),
      byStart,
      place,
      rowCount,
      rowStart,
      // Looking left is looking right in a mirror: index 0 looks right, 1 looks left.
      lead: [x1, negated(x0)],
      face: [x0, negated(x1)],
      mid: [m, negated(m)],
    };
  }

  /**
   * First index in slots[from, to) whose value is not below `value`.
   * @param {Int32Array} slots @param {number} from @param {number} to @param {number} value
   */
  function lowerBound(slots, from, to, value) {
    while (from < to) {
      const middle = (from + to) >> 1;
      if (slots[middle] < value) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  /**
   * The scales from which marks and labels are shown, so that no two boxes of a row overlap.
   * Residents' marks are placed by rank, then their labels, then each late event's mark and label,
   * each clear of all before it. What holds for all events holds for any subset of them.
   * @param {Placement & (LabelMarks | {prepared: Placing})} options the fields of `prepare`, or `prepared`; w (label widths, px); mask
   *   (0/1, absent: all pass); y0, y1 (home range, years); floor (the smallest scale that will be
   *   shown, 0 if absent: sides that fit at the floor are equally good, then right before inside
   *   before left); beside (true: no label stands inside its bar)
   * @returns {Thresholds} px a year at type scale 1, Infinity for never; side 0 none,
   *   1 right, 2 left, 3 inside; spare: from when the label has room on the other side too, for
   *   windows whose edge cuts it off
   */
  function thresholds(options) {
    const prepared = "prepared" in options ? options.prepared : prepare(options);
    const { n, r, row, late, span, byRank, byStart, place, rowStart } = prepared;
    const { w, mask, y0, y1 } = options;
    const floor = options.floor || 0;
    const wall = [y1, -y0];
    const markScale = new Float64Array(n).fill(Infinity);
    const minScale = new Float64Array(n).fill(Infinity);
    const spareScale = new Float64Array(n);
    const side = new Uint8Array(n);
    const reach = [new Float64Array(n), new Float64Array(n)]; // px a label takes, by direction
    const slots = new Int32Array(n); // places of what is placed, a stretch for each row
    const rowEnd = rowStart.slice(0, prepared.rowCount);

    /**
     * The scale at which event i, with `extra` px of label, clears all on one side of it.
     * @param {number} i @param {0 | 1} d to the right, to the left @param {number} extra @param {number} gap px
     */
    function need(i, d, extra, gap) {
      const lead = prepared.lead[d];
      const face = prepared.face[d];
      const mid = prepared.mid[d];
      const a = lead[i];
      const b = mid[i];
      const ri = r[i];
      const start = rowStart[row[i]];
      const end = rowEnd[row[i]];
      const facing = reach[1 - d];
      let at = lowerBound(slots, start, end, place[i]);
      if (d === 1) at -= 1;
      else if (at < end && slots[at] === place[i]) at += 1;
      const step = d === 1 ? -1 : 1;
      let best = 0;
      for (; at >= start && at < end; at += step) {
        const j = byStart[slots[at]];
        const ahead = face[j] - a;
        if (ahead <= 0) return Infinity;
        const aheadMid = mid[j] - a;
        const behind = face[j] - b;
        const behindMid = mid[j] - b;
        const q = r[j];
        let px = extra + gap;
        let clear = Math.max(
          px / ahead,
          (px + q) / aheadMid,
          (px + ri) / behind,
          (px + ri + q) / behindMid,
        );
        if (clear > best && markScale[j] < clear) best = clear;
        if (facing[j] > 0) {
          px = extra + GAP + facing[j];
          clear = Math.max(
            px / ahead,
            (px + q) / aheadMid,
            (px + ri) / behind,
            (px + ri + q) / behindMid,
          );
          // Where the other label appears only later than this, the two never meet.
          if (clear > best && minScale[j] < clear) best = clear;
        }
        if (best > 0) break; // from this scale on, the mark of j stands between i and all beyond
      }
      return best;
    }

    /** @param {number} i @param {0 | 1} d @param {number} extra px */
    function needOfWall(i, d, extra) {
      const room = wall[d] - prepared.lead[d][i];
      if (room <= 0) return Infinity;
      return Math.max(extra / room, (extra + r[i]) / (wall[d] - prepared.mid[d][i]));
    }

    /** @param {number} i */
    function placeMark(i) {
      const scale = Math.max(need(i, 0, 0, MARK_GAP), need(i, 1, 0, MARK_GAP));
      markScale[i] = scale;
      if (scale === Infinity) return;
      const end = rowEnd[row[i]];
      const at = lowerBound(slots, rowStart[row[i]], end, place[i]);
      slots.copyWithin(at + 1, at, end);
      slots[at] = place[i];
      rowEnd[row[i]] = end + 1;
    }

    /** @param {number} i */
    function placeLabel(i) {
      if (markScale[i] === Infinity) return;
      const extra = PAD + w[i];
      /** @type {number} */
      let chosen = NONE;
      let best = Infinity;
      let scale = Infinity;
      for (const choice of [RIGHT, INSIDE, LEFT]) {
        let needed;
        if (choice === INSIDE) {
          const bar = prepared.x1[i] - prepared.m[i];
          needed = span[i] && bar > 0 && !options.beside ? (r[i] + PAD + extra) / bar : Infinity;
        } else {
          const d = choice === RIGHT ? 0 : 1;
          needed = needOfWall(i, d, extra);
          if (Math.max(needed, floor) < best) needed = Math.max(needed, need(i, d, extra, GAP));
        }
        if (Math.max(needed, floor) < best) {
          chosen = choice;
          best = Math.max(needed, floor);
          scale = needed;
        }
      }
      if (chosen === NONE) return;
      side[i] = chosen;
      minScale[i] = Math.max(scale, markScale[i]);
      if (chosen === INSIDE) return;
      reach[chosen === RIGHT ? 0 : 1][i] = extra;
    }

    /** @param {number} i */
    function needOfSpare(i) {
      if (side[i] !== RIGHT && side[i] !== LEFT) return Infinity;
      return Math.max(minScale[i], need(i, side[i] === RIGHT ? 1 : 0, PAD + w[i], GAP));
    }

    const passes = (/** @type {number} */ i) => !mask || mask[i];
    for (const i of byRank) if (!late[i] && passes(i)) placeMark(i);
    for (const i of byRank) if (!late[i] && passes(i)) placeLabel(i);
    for (const i of byRank) {
      if (late[i] && passes(i)) {
        placeMark(i);
        placeLabel(i);
      }
    }
    for (let i = 0; i < n; i += 1) spareScale[i] = needOfSpare(i);
    return { markScale, side, minScale, spareScale };
  }

  /**
   * What is drawn in a window at a scale.
   * @param {Placement & (LabelMarks | {prepared: Placing}) & {thresholds: Thresholds, scale: number, typeScale?: number,
   *   window: ArrayLike<number>, width: number, emphasised?: Iterable<number>}} options as for `thresholds`, and thresholds (its result); scale (px a year);
   *   typeScale (1 if absent); window ([y0, y1] in sight, years); width (of the plot, px);
   *   emphasised (indices of the selected, focused, hovered: they show mark and label wherever
   *   they are in sight, filtered or not, and others' labels give way; the first come first; one
   *   whose label has no room but on its own mark goes without)
   * @returns {{marks: number[], strip: number[], labels: LabelBox[]}} indices by rank, the emphasised last; px from the left edge
   */
  function boxes(options) {
    const prepared = "prepared" in options ? options.prepared : prepare(options);
    const { n, x0, x1, m, r, row, byRank } = prepared;
    const { w, mask, scale, width } = options;
    const { markScale, side, minScale, spareScale } = options.thresholds;
    const k = options.typeScale || 1;
    const start = options.window[0];
    const pad = PAD * k;
    const sigma = scale / k;

    const leftOf = (/** @type {number} */ i) =>
      Math.min((x0[i] - start) * scale, (m[i] - start) * scale - r[i] * k);
    const rightOf = (/** @type {number} */ i) =>
      Math.max((x1[i] - start) * scale, (m[i] - start) * scale + r[i] * k);
    const inSight = (/** @type {number} */ i) => rightOf(i) > 0 && leftOf(i) < width;

    /** The label's box, be it inside the plot or not. @param {number} i @param {number} where */
    function box(i, where) {
      let left;
      if (where === LEFT) left = leftOf(i) - pad - w[i] * k;
      else if (where === RIGHT) left = rightOf(i) + pad;
      // After the mark, or sliding along the edge of the plot when the mark has left it.
      else left = Math.max((m[i] - start) * scale + r[i] * k, 0) + pad;
      return { i, side: where, left, right: left + w[i] * k, row: row[i] };
    }

    /** Is it whole within the plot, and one inside a bar within the bar's part in sight? @param {LabelBox} label */
    function holds(label) {
      const end =
        label.side === INSIDE ? Math.min((x1[label.i] - start) * scale, width) - pad : width;
      return label.left >= 0 && label.right <= end;
    }

    /** @param {LabelBox} label */
    function slid(label) {
      const left = Math.max(0, Math.min(label.left, width - w[label.i] * k));
      return { ...label, left, right: left + w[label.i] * k };
    }

    /** Does it leave its own mark free? On its own bar it may lie. */
    const offMark = (/** @type {LabelBox} */ { i, left, right }) => {
      const at = (m[i] - start) * scale;
      return left >= at + r[i] * k || right <= at - r[i] * k;
    };

    const covers = (/** @type {LabelBox} */ label, /** @type {number} */ i) =>
      label.i !== i && label.row === row[i] && label.left < rightOf(i) && label.right > leftOf(i);
    const near = (
      /** @type {LabelBox} */ a,
      /** @type {LabelBox} */ b,
      /** @type {number} */ margin,
    ) => a.row === b.row && a.left - margin < b.right && a.right + margin > b.left;

    /** @type {number[]} */
    const marks = [];
    /** @type {number[]} */
    const strip = [];
    /** @type {LabelBox[]} */
    let labels = [];
    /** @type {LabelBox[]} */
    const cut = []; // by the plot's edge, turned to the other sides of their marks
    const isDrawn = new Uint8Array(n);
    for (const i of byRank) {
      if ((mask && !mask[i]) || !inSight(i)) continue;
      if (sigma < markScale[i] || marks.length >= MAX_MARKS) {
        strip.push(i);
        continue;
      }
      marks.push(i);
      isDrawn[i] = 1;
      if (sigma >= minScale[i]) {
        const label = box(i, side[i]);
        if (holds(label)) labels.push(label);
        else if (sigma >= spareScale[i]) cut.push(box(i, side[i] === RIGHT ? LEFT : RIGHT));
      }
    }

    /** @type {LabelBox[]} */
    const turned = [];
    for (const label of cut.filter(holds)) {
      if (!turned.some((other) => near(label, other, GAP * k))) turned.push(label);
    }
    labels.push(...turned);

    /** @type {LabelBox[]} */
    const held = [];
    for (const i of new Set(options.emphasised || [])) {
      if (!inSight(i)) continue;
      if (!isDrawn[i]) {
        isDrawn[i] = 1;
        marks.push(i);
        if (strip.includes(i)) strip.splice(strip.indexOf(i), 1);
      }
      const own = labels.find((label) => label.i === i);
      let choices = own ? [own] : [box(i, RIGHT), box(i, LEFT)];
      choices = choices.some(holds) ? choices.filter(holds) : choices.map(slid).filter(offMark);
      const free = choices.filter(
        (label) => holds(label) && !held.some((other) => near(label, other, 0)),
      );
      const chosen = free.find((label) => !marks.some((j) => covers(label, j))) || free[0];
      labels = labels.filter(
        (other) =>
          held.includes(other) ||
          (other.i !== i && !covers(other, i) && !(chosen && near(chosen, other, pad))),
      );
      if (chosen) {
        held.push(chosen);
        labels.push(chosen);
      }
    }
    return { marks, strip, labels };
  }

  return {
    GEOMETRY,
    SIDE: { none: NONE, right: RIGHT, left: LEFT, inside: INSIDE },
    homeRange,
    prepare,
    thresholds,
    boxes,
  };
})();
