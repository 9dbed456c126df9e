/* Where things stand in the chart: gutter, lane bands, rows, home. Twin of timeline/drawing/frame.py.

   The y axis is in pixels, downwards, so what is computed here is what is drawn. All lengths are
   CSS pixels after type scale. */
parts.frame = (() => {
  const LABEL_PX = 13; // type of the labels, at type scale 1
  const NARROW = 640; // px of chart: below this lanes are tight and go by their short names
  const AXIS = 28; // px for the ticks' words, at type scale 1
  const FOOT = 20; // px for the names of eras
  const NAMED = 440; // px of height from which a frame has them
  const TIGHT = { LANE_PADDING: 3, STRIP_HEIGHT: 5 }; // px, when narrow
  const LEAST_PITCH = 1.3; // of a label's height, when narrow
  const DENSE = { LANE_PADDING: 1, STRIP_HEIGHT: 3 }; // px, in a frame of which the lanes would not fit
  const RIGHT = 12;
  const STRETCH = 2.1; // rows may spread by so much to fill the height: to where twice as many have room
  const STRETCH_BRIEF = 2.4; // the same, in a frame
  const GUTTER_SHARE = 0.22;
  const SHORT_SHARE = 0.3; // where lanes go by their short names, these stand whole: letters may be wide

  const FONTS = 12; // whose widths are remembered

  /** @type {?CanvasRenderingContext2D} */
  let pen = null;
  const widths = new Map();

  /**
   * Width of a line of text in px.
   * @param {string} text @param {number} px font size @param {number} weight @param {string} sans font stack
   * @returns {number}
   */
  function textWidth(text, px, weight, sans) {
    const font = `${weight} ${px}px ${sans}`;
    let known = widths.get(font);
    if (!known) {
      if (widths.size > FONTS) widths.clear(); // every height of a screen is a font of its own
      known = new Map();
      widths.set(font, known);
    }
    let width = known.get(text);
    if (width === undefined) {
      pen =
        pen ||
        /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
      pen.font = font;
      width = pen.measureText(text).width;
      known.set(text, width);
    }
    return width;
  }

  /**
   * The document's columns as typed arrays, made once for a document.
   * @param {Doc} doc the page's document
   * @returns {Prepared} x0, x1, m: years; r: px at type scale 1; rank, lane; n
   */
  function prepare(doc) {
    const { columns, geometry } = doc;
    const n = columns.id.length;
    const inLane = new Int32Array(doc.lanes.length);
    for (const lane of columns.lane) inLane[lane] += 1;
    const radius = doc.vocabulary.weights.map((weight) => geometry.RADIUS[weight]);
    const years = (/** @type {Ms[]} */ column) =>
      Float64Array.from(column, (ms) => ms / geometry.YEAR_MS);
    return {
      n,
      inLane,
      x0: years(columns.start),
      x1: years(columns.end),
      m: years(columns.mark),
      r: Float64Array.from(columns.weight, (weight) => radius[weight]),
      span: Uint8Array.from(columns.span),
      rank: Int32Array.from(columns.rank),
      byRank: Array.from(columns.rank.keys()).sort((a, b) => columns.rank[a] - columns.rank[b]),
      lane: Int32Array.from(columns.lane),
      index: new Map(columns.id.map((id, i) => [id, i])),
      all: new Uint8Array(n).fill(1),
    };
  }

  /** Widths of all labels at type scale 1, px; a core label is bold. @param {Doc} doc @param {string} sans @param {number} px */
  function labelWidths(doc, sans, px) {
    const bold = doc.vocabulary.weights.indexOf("core");
    const { label, weight } = doc.columns;
    return Float64Array.from(
      label,
      (text, i) => Math.ceil(textWidth(text, px, weight[i] === bold ? 600 : 400, sans) * 4 + 2) / 4,
    );
  }

  /**
   * Everything about the chart that depends on its size, theme and lanes alone.
   * @param {Doc} doc
   * @param {Prepared} prepared of `prepare`
   * @param {ChartState} state lanes: which
   *   are shown, all if absent; only, in a presentation: `events` that have rows, `length` of a
   *   window in ms, and `place`, the event that the step is at (-1 while its date is asked); still:
   *   a picture, whose lanes have room for their names
   * @param {{width: number, height: number}} size px at hand
   * @returns {Frame} the frame: gutter, plotWidth, top, height of the plot, bands, rowY, home ...
   */
  function frame(doc, prepared, state, size) {
    const tokens = doc.themes[state.theme];
    const ts = tokens.typeScale;
    const narrow = size.width < NARROW * Math.min(ts, 1.5);
    const brief = Boolean(state.lanes) && !state.only && !state.still; // in a frame: the lanes in use, by short names
    const tight = narrow || brief || Boolean(state.only);
    let geometry = tight ? { ...doc.geometry, ...TIGHT } : doc.geometry;
    // seen from the last row nothing may be smaller than the labels
    const leastPx = state.theme === "projector" || state.only ? LABEL_PX : 0;
    const namePx = Math.max(leastPx, narrow ? 11 : 12) * ts;
    const eraPx = Math.max(leastPx, 11.5) * ts;
    let used = doc.lanes.map(
      (_, lane) => prepared.inLane[lane] > 0 && (!state.lanes || Boolean(state.lanes[lane])),
    );
    const inset = (narrow ? 4 : 8) * ts;
    const [nameRoom, mostRoom] = [GUTTER_SHARE, SHORT_SHARE].map(
      (share) => share * size.width - 2 * inset,
    );
    const names = doc.lanes.map((lane) =>
      laneName(lane, tight, tokens.sans, namePx, nameRoom, mostRoom),
    );
    const widest = Math.max(
      0,
      ...names.map((name, lane) =>
        used[lane] ? nameWidth(doc.lanes[lane], name, tokens.sans, namePx) : 0,
      ),
    );
    const gutter = Math.ceil(widest + 2 * inset);
    const plotWidth = Math.max(120, size.width - gutter - (narrow ? 4 : RIGHT));
    const top = Math.round(AXIS * ts);
    const named = brief ? !narrow && size.height >= NAMED * ts : !tight;
    const foot = doc.eras.length && named ? FOOT * ts : 0;
    const room = size.height - top - foot;
    const perMs = state.only ? plotWidth / ts / state.only.length : 0;

    /* The page keeps room for the rows of a tier that it takes by the chart's width alone, before a
       letter is measured (timeline/page/chart_heights.py); elsewhere the height at hand is what it is. */
    function tierWidth() {
      if (brief || state.still) return plotWidth / ts;
      const kept = doc.tiers
        .filter((tier) => tier[narrow ? 1 : 2] <= size.width / ts)
        .map(([tier]) => tier);
      return Math.min(plotWidth / ts, Math.max(...kept));
    }

    let layout = null;
    if (state.only) {
      const widths = labelWidths(doc, tokens.sans, LABEL_PX * ts);
      const { only, window } = state;
      const pack = () =>
        parts.rows.only(prepared, only, widths, {
          perYear: perMs * geometry.YEAR_MS,
          ts,
          used,
          geometry,
          most:
            (room / ts - used.filter(Boolean).length * geometry.LANE_PADDING) /
            (LEAST_PITCH * geometry.LABEL_HEIGHT),
        });
      layout = pack();
      if (layout.lateInLane.some(Boolean) && window) {
        // lanes that are empty just now give their room to the others
        const inSight = state.only.events.filter(
          (i) => doc.columns.end[i] > window[0] && doc.columns.start[i] < window[1],
        );
        const lanes = new Set(inSight.map((i) => prepared.lane[i]));
        used = used.map((on, lane) => on && lanes.has(lane));
        layout = pack();
      }
    } else layout = parts.rows.choose(doc.layouts, tierWidth(), room / ts, geometry, used);
    // on the stage what has no room is left out: the class is shown one place at a time
    const strips = layout.lateInLane.map(
      (late) => !state.only && (Boolean(late) || prepared.n > geometry.MAX_MARKS),
    );
    const rows = layout.rowsInLane.reduce((sum, n, lane) => sum + (used[lane] ? n : 0), 0);
    const fixedBy = (/** @type {{LANE_PADDING: number, STRIP_HEIGHT: number}} */ measure) =>
      used.reduce(
        (sum, on, lane) =>
          sum +
          (on ? measure.LANE_PADDING * ts + (strips[lane] ? measure.STRIP_HEIGHT * ts : 0) : 0),
        0,
      );
    // in the smallest frames lines of labels stand as close as lines of print
    const leastPitch = (brief ? 1 : LEAST_PITCH) * geometry.LABEL_HEIGHT * ts;
    if (brief && rows * leastPitch + fixedBy(geometry) > room) geometry = { ...geometry, ...DENSE };
    const fixed = fixedBy(geometry);
    const usual = geometry.ROW_PITCH * ts;
    const least = tight ? leastPitch : usual;
    const pitch = rows
      ? Math.min(usual * (brief ? STRETCH_BRIEF : STRETCH), Math.max(least, (room - fixed) / rows))
      : usual;
    /** @type {(Band | null)[]} */
    const bands = [];
    let y = 0;
    layout.rowsInLane.forEach((n, lane) => {
      if (!used[lane]) {
        bands.push(null);
        return;
      }
      const first = y + (geometry.LANE_PADDING * ts) / 2;
      const bottom =
        first +
        n * pitch +
        (geometry.LANE_PADDING * ts) / 2 +
        (strips[lane] ? geometry.STRIP_HEIGHT * ts : 0);
      bands.push({ top: y, first, bottom, name: names[lane] });
      y = bottom;
    });
    const home = parts.labels.homeRange(doc.timeline.frame, plotWidth / ts);
    return {
      narrow,
      brief,
      only: Boolean(state.only),
      inset,
      namePx,
      eraPx,
      gutter,
      plotWidth,
      top,
      foot,
      pitch,
      bands,
      strips,
      layout,
      ts,
      home,
      stripHeight: geometry.STRIP_HEIGHT * ts,
      width: size.width,
      plotHeight: Math.ceil(y + foot),
      height: top + Math.ceil(y + foot),
      floor: state.only ? perMs * geometry.YEAR_MS : plotWidth / ts / (home[1] - home[0]),
      /* How labels are placed in this layout; depends on no window, filter or theme. */
      placing: parts.labels.prepare({
        ...prepared,
        row: parts.rows.chartRows(layout, prepared.lane),
        late: layout.late,
      }),
      rowY: (i) => {
        const band = bands[prepared.lane[i]];
        return band ? band.first + (layout.row[i] + 0.5) * pitch : -1e4;
      },
    };
  }

  /** How many lanes of one row each stand in a height. @param {number} height px at type scale 1 */
  function lanesIn(height) {
    return Math.floor(
      (height - AXIS) / (LEAST_PITCH * parts.labels.GEOMETRY.LABEL_HEIGHT + TIGHT.LANE_PADDING),
    );
  }

  /**
   * @param {Lane} lane
   * @param {boolean} narrow
   * @param {string} sans
   * @param {number} px of the type
   * @param {number} room px
   * @param {number} most px, of a short name
   */
  function laneName(lane, narrow, sans, px, room, most) {
    const wide = (/** @type {string} */ name) => nameWidth(lane, name, sans, px);
    if (!narrow && wide(lane.title) <= room) return lane.title;
    if (wide(lane.short) <= (narrow ? most : room)) return lane.short;
    let cut = lane.short;
    while (cut.length > 1 && wide(`${cut}…`) > room) cut = cut.slice(0, -1);
    return `${cut.trim()}…`;
  }

  /**
   * Px that a name of a lane takes: no less than Python reckoned, which draws the chart before any
   * script runs, so that it stands where we draw it.
   * @param {Lane} lane @param {string} name @param {string} sans @param {number} px of the type
   */
  function nameWidth(lane, name, sans, px) {
    const reckoned = lane.ems[[lane.title, lane.short].indexOf(name)] || 0; // a cut name has none
    return Math.max(textWidth(name, px, 600, sans), reckoned * px);
  }

  return { prepare, frame, labelWidths, textWidth, lanesIn };
})();
