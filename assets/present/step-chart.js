/* What the chart shows of a step that is presented: how long a time, which lanes, which marks. Pure. */
parts.stepChart = (() => {
  const DAY_MS = 86400000;
  const LEAST = 120 * DAY_MS; // the closest that the chart looks
  const MOST_LANES = 6;
  const IN_SIGHT = 7; // how many usual gaps between two steps stand in the chart at once

  /**
   * How long a time the chart shows at once, the same for all steps, so that going from one to the
   * next is a glide and never a zoom: some usual gaps between neighbours.
   * @param {{i: number}[]} steps
   * @param {Columns} columns of the document
   * @param {Span} home the widest window, ms
   * @returns {number} ms
   */
  function length(steps, columns, home) {
    const whole = home[1] - home[0];
    const marks = steps.map(({ i }) => columns.mark[i]).sort((a, b) => a - b);
    const gaps = marks
      .slice(1)
      .map((mark, k) => mark - marks[k])
      .filter(Boolean)
      .sort((a, b) => a - b);
    if (!gaps.length) return whole / 3;
    const across = marks[marks.length - 1] - marks[0];
    // between the middle gap and the mean one: the first is deaf to long silences, the other to clusters
    const usual = Math.sqrt(gaps[gaps.length >> 1] * (across / gaps.length));
    return Math.min(whole, Math.max(LEAST, Math.min(IN_SIGHT * usual, 1.3 * across)));
  }

  /**
   * The window of a step in ms: its mark a little left of the middle, where its label has room; at
   * the ends no further out than the first and the last step need.
   * @param {{i: number}[]} steps
   * @param {{i: number}} step
   * @param {Columns} columns of the document
   * @param {Ms} long
   * @returns {Span}
   */
  function window_(steps, step, columns, long) {
    const marks = steps.map(({ i }) => columns.mark[i]);
    const first = Math.min(...marks) - 0.15 * long;
    const last = Math.max(...marks) + 0.42 * long;
    const wanted = columns.mark[step.i] - 0.42 * long;
    const start =
      last - first < long
        ? (first + last - long) / 2
        : Math.min(last - long, Math.max(first, wanted));
    return [start, start + long];
  }

  /**
   * The lanes of the steps, those nearest to the place first, as many as there is height for.
   * @param {{i: number}[]} steps
   * @param {number} k the place
   * @param {Columns} columns of the document
   */
  function lanes(steps, k, columns, most = MOST_LANES) {
    const found = new Set();
    const byNearness = [...steps.keys()].sort((a, b) => Math.abs(a - k) - Math.abs(b - k));
    for (const n of byNearness) {
      if (found.size < most) found.add(columns.lane[steps[n].i]);
    }
    return found;
  }

  /**
   * What the chart shows: the marks of the steps alone, the place ringed unless its date is asked.
   * @param {Doc} doc the document
   * @param {{steps: {i: number}[], k: number, veiled: boolean, revealed: Set<number>}} lesson the step it
   *   is at; whether dates are hidden, but for those of the events `revealed`
   * @param {Span} home the chart's widest window, ms
   * @param {number} height px at hand, at type scale 1
   * @returns {Pick<ChartState, "window" | "selected" | "veiled"> & {mask: Uint8Array, lanes: boolean[], only: Only}} a
   *   part of the chart's state
   */
  function of(doc, { steps, k, veiled, revealed }, home, height) {
    const { columns } = doc;
    const told = (/** @type {number} */ i) => !veiled || revealed.has(i);
    const mask = new Uint8Array(columns.id.length);
    for (const { i } of steps) mask[i] = told(i) ? 1 : 0;
    const most = Math.max(1, Math.min(MOST_LANES, parts.frame.lanesIn(height)));
    const shown = lanes(steps, k, columns, most);
    const long = length(steps, columns, home);
    const step = steps[k];
    const asked = step && !told(step.i);
    const place = step && !asked ? step.i : -1;
    return {
      mask,
      window: asked ? home : step ? window_(steps, step, columns, long) : null,
      selected: place < 0 ? null : columns.id[place],
      veiled,
      lanes: doc.lanes.map((_, n) => shown.has(n)),
      only: { events: steps.map(({ i }) => i), length: long, place },
    };
  }

  return { of, lanes };
})();
