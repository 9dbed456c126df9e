/* Rows: which of the layouts that came with the page, or for a few chosen events one made here. Pure.

   Twin of choose_layout of timeline/placing/rows.py. */
parts.rows = (() => {
  /**
   * The layout for a plot: the widest tier that is not wider, then the most rows that fit.
   * @param {Layout[]} layouts of the document
   * @param {number} plotWidth px at type scale 1 (divide by the type scale first)
   * @param {number} height px for the lanes, likewise
   * @param {Geometry} geometry of the document
   * @param {ArrayLike<number | boolean>} [lanes] by lane: which are shown, all if absent
   * @returns {Layout}
   */
  function choose(layouts, plotWidth, height, geometry, lanes) {
    const tiers = layouts.map((layout) => layout.tier);
    const fitting = tiers.filter((tier) => tier <= plotWidth);
    const tier = fitting.length ? Math.max(...fitting) : Math.min(...tiers);
    const choice = layouts
      .filter((layout) => layout.tier === tier)
      .sort((a, b) => (a.budget ?? Infinity) - (b.budget ?? Infinity));
    const tall = choice.map((layout) => heightOf(layout, geometry, lanes));
    let best = -1;
    tall.forEach((px, at) => {
      if (px <= height) best = at;
    });
    return choice[best >= 0 ? best : tall.indexOf(Math.min(...tall))];
  }

  /** Pixels that the lanes with events need in a layout, at type scale 1. Where there are more events
      than are drawn at once, every lane has a strip.
      @param {Packed} layout @param {Geometry} geometry @param {ArrayLike<number | boolean>} [lanes] */
  function heightOf(layout, geometry, lanes) {
    const { ROW_PITCH, LANE_PADDING, STRIP_HEIGHT } = geometry;
    const crowded = (layout.row || []).length > geometry.MAX_MARKS;
    let total = 0;
    layout.rowsInLane.forEach((rows, lane) => {
      if (!rows || (lanes && !lanes[lane])) return;
      total +=
        rows * ROW_PITCH +
        LANE_PADDING +
        STRIP_HEIGHT * Number(crowded || Boolean(layout.lateInLane[lane]));
    });
    return total;
  }

  /**
   * Row numbers counted down the whole chart.
   * @param {Packed} layout
   * @param {ArrayLike<number>} lane the events' lanes
   * @returns {Int32Array}
   */
  function chartRows(layout, lane) {
    const offsets = [0];
    for (const rows of layout.rowsInLane) offsets.push(offsets[offsets.length - 1] + rows);
    return Int32Array.from(layout.row, (row, i) => row + offsets[lane[i]]);
  }

  /**
   * First fit by start, within each lane: with room for the labels if the height allows it, else
   * for the marks alone; what has no row even then waits.
   * @param {Prepared} prepared of `parts.frame.prepare`
   * @param {{events: number[], place: number}} chosen indexes; the event at the place always has a row
   * @param {Float64Array} w widths of the labels, px
   * @param {{perYear: number, ts: number, used: boolean[], most: number, geometry: Geometry}} room px
   *   a year and type scale; lanes shown; how many rows the height holds; the document's geometry
   * @returns {Packed} as the document's layouts; every other event is late
   */
  function only(prepared, { events, place }, w, { perYear, ts, used, most, geometry }) {
    const { PAD, GAP, MARK_GAP } = geometry;
    const lanes = used.filter(Boolean).length;
    const byStart = [...new Set(events)]
      .filter((i) => used[prepared.lane[i]])
      .sort((a, b) => prepared.x0[a] - prepared.x0[b] || a - b); // then as in the file
    /** @param {number} i @param {boolean} labelled */
    const extent = (i, labelled) => {
      const left = Math.min(prepared.x0[i] * perYear, prepared.m[i] * perYear - prepared.r[i]);
      const right = Math.max(prepared.x1[i] * perYear, prepared.m[i] * perYear + prepared.r[i]);
      return [left, right + (labelled ? PAD + w[i] / ts + GAP : MARK_GAP)];
    };

    /** @param {boolean} labelled @param {number} limit */
    function fit(labelled, limit) {
      const row = new Int32Array(prepared.n);
      const late = new Uint8Array(prepared.n).fill(1);
      /** @type {number[][]} */
      const ends = used.map(() => []);
      const last = used.map(() => -1); // the latest event of each lane's last row
      const lateInLane = used.map(() => 0);
      for (const i of byStart) {
        const [left, right] = extent(i, labelled);
        const rows = ends[prepared.lane[i]];
        let k = rows.findIndex((end) => end <= left);
        if (k < 0 && rows.length < limit) k = rows.push(0) - 1;
        if (k < 0 && i === place) {
          k = rows.length - 1;
          late[last[prepared.lane[i]]] = 1;
          lateInLane[prepared.lane[i]] += 1;
        }
        if (k < 0) {
          lateInLane[prepared.lane[i]] += 1;
          continue;
        }
        if (k === rows.length - 1) last[prepared.lane[i]] = i;
        rows[k] = right;
        row[i] = k;
        late[i] = 0;
      }
      return { row, late, rowsInLane: ends.map((rows) => rows.length), lateInLane };
    }

    for (const labelled of [true, false]) {
      const made = fit(labelled, Infinity);
      if (made.rowsInLane.reduce((sum, n) => sum + n, 0) <= most) return made;
    }
    // as many rows a lane as fit; a mark without one shows in its lane's strip
    let limit = Math.max(1, Math.floor(most / Math.max(1, lanes)));
    while (rowsAt(limit + 1) <= most) limit += 1;
    return fit(false, limit);

    /** @param {number} limit_ */
    function rowsAt(limit_) {
      return fit(false, limit_).rowsInLane.reduce((sum, n) => sum + n, 0);
    }
  }

  return { choose, heightOf, chartRows, only };
})();
