/* What is drawn in a window: which marks and labels, what is pale, what waits, and how the arcs of
   the selected event run. Pure.

   Twin of timeline/drawing/in_sight.py and timeline/drawing/plotly/arcs.py. */
parts.visible = (() => {
  const ARC_STEPS = 32;
  const SHALLOW = 0.6; // less of a fall than this, and an arc lies along the rows

  /**
   * Decide what is drawn.
   * @param {Doc} doc
   * @param {Prepared} prepared of `parts.frame.prepare`
   * @param {Frame} frame of `parts.frame.frame`
   * @param {Placement & {prepared: Placing, thresholds: Thresholds, mask: Uint8Array}} placement what
   *   `parts.labels.boxes` needs: thresholds, widths, mask
   * @param {{mask: Uint8Array, window: Span, selected: number}} state window in ms;
   *   selected: index of an event or -1
   * @returns {Scene} the scene: `marks` in sight by rank, all that is `painted` (in that order;
   *   `pale`: what is filtered out), what waits in the `strip` (`hopeless`: at any scale), labels
   *   with their boxes
   */
  function scene(doc, prepared, frame, placement, state) {
    const { YEAR_MS, MAX_MARKS, PAD } = doc.geometry;
    const { plotWidth, ts } = frame;
    const { SIDE } = parts.labels;
    /** @type {[number, number]} */
    const years = [state.window[0] / YEAR_MS, state.window[1] / YEAR_MS];
    const scale = plotWidth / (years[1] - years[0]);
    const emphasised = state.selected >= 0 ? [state.selected] : [];
    const shown = parts.labels.boxes({
      ...placement,
      scale,
      typeScale: ts,
      window: years,
      width: plotWidth,
      emphasised,
    });
    const x = (/** @type {number} */ year) => (year - years[0]) * scale;
    const { m, x0, x1, r } = prepared;
    const beside = besides(prepared, frame, placement, scale / ts, years, shown, MAX_MARKS);
    const boxes = [
      ...shown.labels,
      ...within(prepared, frame, placement, shown, x, { pad: PAD, selected: state.selected }),
    ];
    const labels = boxes.map(({ i, side, left, right, row }) => {
      // What the label moves with while the chart is dragged: its mark, or the end of its bar.
      const end = side === SIDE.left ? x0[i] : x1[i];
      const sign = side === SIDE.left ? -1 : 1;
      const byMark = (x(m[i]) + sign * r[i] * ts) * sign;
      const anchor = side !== SIDE.inside && x(end) * sign > byMark ? end : m[i];
      const at = side === SIDE.left ? right : left;
      return { i, side, left, right, row, at, anchor, off: at - x(anchor) };
    });
    /** @type {Map<number, PlacedLabel[]>} */
    const ofRow = new Map();
    for (const label of labels) {
      const row = ofRow.get(label.row);
      if (row) row.push(label);
      else ofRow.set(label.row, [label]);
    }
    const faded = beside.faded.filter(
      (i) =>
        !(ofRow.get(frame.placing.row[i]) || []).some(
          (label) =>
            label.left < x(x1[i]) + (r[i] + PAD) * ts && label.right > x(x0[i]) - (r[i] + PAD) * ts,
        ),
    );
    const pale = new Set(faded);
    // The painting order is the same under every filter, so that a filter moves no node of the SVG:
    // what has a row of its own first, the heavy above the light.
    const painted = [...faded, ...beside.margin, ...shown.marks].sort(
      (a, b) =>
        frame.placing.late[a] - frame.placing.late[b] || prepared.rank[b] - prepared.rank[a],
    );
    return {
      window: state.window,
      scale,
      years,
      x,
      marks: shown.marks,
      strip: frame.only ? [] : shown.strip,
      labels,
      painted,
      pale,
      hopeless: shown.strip.filter((i) => placement.thresholds.markScale[i] === Infinity),
      selected: state.selected,
    };
  }

  /** @typedef {ReturnType<typeof parts.labels.boxes>} Shown */

  /**
   * Labels that have no room beside their bars in this window stand inside them where they can:
   * nothing lies on a bar but the selected event, which has a row while it is selected, and its
   * label.
   * @param {Prepared} prepared
   * @param {Frame} frame
   * @param {Placement} placement
   * @param {Shown} shown
   * @param {function(number): number} x px of a year
   * @param {{pad: number, selected: number}} how
   * @returns {LabelBox[]}
   */
  function within(prepared, frame, placement, shown, x, { pad, selected }) {
    const { m, x0, x1, r, span } = prepared;
    const { ts, plotWidth } = frame;
    const { row } = frame.placing;
    /** @type {{row: number, left: number, right: number}[]} */
    const own = shown.labels.filter(({ i }) => i === selected);
    if (selected >= 0 && shown.marks.includes(selected)) {
      own.push({
        row: row[selected],
        left: Math.min(x(x0[selected]), x(m[selected]) - r[selected] * ts),
        right: Math.max(x(x1[selected]), x(m[selected]) + r[selected] * ts),
      });
    }
    /** @param {number} i @param {number} left @param {number} right */
    const isUnder = (i, left, right) =>
      own.some(
        (one) => one.row === row[i] && left < one.right + pad * ts && right > one.left - pad * ts,
      );
    const labelled = new Set(shown.labels.map(({ i }) => i));
    const found = [];
    for (const i of shown.marks) {
      if (placement.beside || !span[i] || labelled.has(i)) continue;
      const left = Math.max(x(m[i]) + r[i] * ts, 0) + pad * ts;
      const right = left + placement.w[i] * ts;
      if (
        right <= Math.min(x(x1[i]), plotWidth) - pad * ts &&
        (i === selected || !isUnder(i, left, right))
      ) {
        found.push({ i, side: parts.labels.SIDE.inside, left, right, row: row[i] });
      }
    }
    return found;
  }

  /**
   * Marks just out of sight, ready for a drag, and those filtered out, pale, while there is room;
   * on the stage a pale mark would tell the date that the class is asked for.
   * @param {Prepared} prepared
   * @param {Frame} frame
   * @param {{thresholds: Thresholds, mask: Uint8Array}} placement
   * @param {number} sigma px a year at type scale 1
   * @param {[number, number]} years in sight
   * @param {Shown} shown
   * @param {number} most marks
   */
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

  /**
   * How many events of each lane wait in its strip.
   * @param {Doc} doc
   * @param {Prepared} prepared
   * @param {Scene} s
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

  /**
   * The arcs of the selected event in px of the plot.
   * @param {Doc} doc
   * @param {Prepared} prepared
   * @param {Frame} frame
   * @param {Scene} s
   * @returns {{link: Link, points: Place[]}[]}
   */
  function curves(doc, prepared, frame, s) {
    // on the stage an arrow without its claim would be one of ours
    if (s.selected < 0 || frame.only) return [];
    return doc.links
      .filter((link) => link.from === s.selected || link.to === s.selected)
      .filter(
        (link) => frame.bands[prepared.lane[link.from]] && frame.bands[prepared.lane[link.to]],
      )
      .map((link) => ({ link, points: curve(prepared, frame, s, link) }));
  }

  /** @typedef {[number, number]} Place px of the plot */
  /** @typedef {{at: function(number): Place, t0: number, t1: number}} Way a curve, from where to where of 0…1 */

  /**
   * An arc meets an event at its mark, or at its lane's strip while it waits there.
   * @param {Prepared} prepared @param {Frame} frame @param {Scene} s @param {number} i
   */
  function arcY(prepared, frame, s, i) {
    const band = s.strip.includes(i) && frame.bands[prepared.lane[i]];
    return band ? band.bottom - frame.stripHeight / 2 : frame.rowY(i);
  }

  /** @param {Prepared} prepared @param {Frame} frame @param {Scene} s @param {Link} link */
  function curve(prepared, frame, s, link) {
    /** @type {[number, number]} */
    const from = [s.x(prepared.m[link.from]), arcY(prepared, frame, s, link.from)];
    /** @type {[number, number]} */
    const to = [s.x(prepared.m[link.to]), arcY(prepared, frame, s, link.to)];
    const start = (prepared.r[link.from] + (link.from === s.selected ? 6 : 2)) * frame.ts;
    const end = (prepared.r[link.to] + (link.to === s.selected ? 7 : 3)) * frame.ts;
    const [across, down] = [Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])];
    const shallow = down < SHALLOW * across && across > 2 * frame.pitch;
    const { at, t0, t1 } = (shallow ? arch : bow)(frame, from, to, start, end);
    return Array.from({ length: ARC_STEPS + 1 }, (_, k) => at(t0 + ((t1 - t0) * k) / ARC_STEPS));
  }

  /**
   * Bows to the left of its way, so that two arcs between the same events do not coincide;
   * neighbours are joined by a loop that is wide enough to be seen beside their marks.
   * @param {Frame} frame @param {Place} from @param {Place} to
   * @param {number} start px that it keeps from the first @param {number} end from the other
   * @returns {Way}
   */
  function bow(frame, [ax, ay], [bx, by], start, end) {
    const length = Math.hypot(bx - ax, by - ay) || 1;
    const wide = Math.max(
      Math.min(46 * frame.ts, 0.16 * length + 6),
      1.6 * (start + end) - 0.5 * length,
    );
    const cx = (ax + bx) / 2 + ((by - ay) / length) * wide;
    const up = (Math.abs(bx - ax) / length) * wide;
    const cy = (ay + by) / 2 + ((ay + by) / 2 - up / 2 < 2 ? up : -up);
    /** @param {number} t @returns {Place} */
    const at = (t) => [
      (1 - t) ** 2 * ax + 2 * (1 - t) * t * cx + t * t * bx,
      (1 - t) ** 2 * ay + 2 * (1 - t) * t * cy + t * t * by,
    ];
    const t0 = Math.min(0.3, start / Math.hypot(cx - ax, cy - ay) / 2);
    return { at, t0, t1: 1 - Math.min(0.3, end / Math.hypot(bx - cx, by - cy) / 2) };
  }

  /**
   * Between events at much the same height a bow would strike through the words of the rows that
   * it lies along: an arch leaves and arrives upright and has its flat top between two rows.
   * @param {Frame} frame @param {Place} from @param {Place} to
   * @param {number} start px that it keeps from the first @param {number} end from the other
   * @returns {Way}
   */
  function arch(frame, [ax, ay], [bx, by], start, end) {
    const rise = Math.max(1, Math.min(4, (0.22 * Math.abs(bx - ax)) / frame.pitch)) * frame.pitch;
    const over = Math.min(ay, by) - rise;
    const top = gapNear(frame, over > 2 ? over : Math.max(ay, by) + rise);
    /** @param {number} t @returns {Place} */
    const at = (t) => {
      const [foot, u] = t < 0.5 ? [ay, 2 * t] : [by, 2 - 2 * t];
      return [ax + (bx - ax) * t * t * (3 - 2 * t), foot + (top - foot) * u * (2 - u)];
    };
    const part = (/** @type {number} */ px, /** @type {number} */ foot) =>
      Math.min(0.2, px / (4 * Math.abs(top - foot) || 1));
    return { at, t0: part(start, ay), t1: 1 - part(end, by) };
  }

  /** The height between two rows that is nearest to y. @param {Frame} frame @param {number} y */
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

  return { scene, waiting, curves };
})();
