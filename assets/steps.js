/* The steps of a presentation: those of a tour, or the events of the present view. Pure. */
(function (timeline) {
  "use strict";

  const DAY_MS = 86400000;
  const SPOKEN = 160; // characters of a summary that is said whole; else its first sentence is
  const LEAST = 120 * DAY_MS; // the closest that the chart looks
  const MOST_LANES = 6;
  const IN_SIGHT = 7; // how many usual gaps between two steps stand in the chart at once

  /** The first sentence of a text in a language. */
  function sentence(text, language) {
    if (text.length <= SPOKEN || !Intl.Segmenter) return text;
    const [first] = new Intl.Segmenter(language, { granularity: "sentence" }).segment(text);
    return first.segment.trim();
  }

  /**
   * The steps of a view, in their order.
   * @param {Object} doc the document
   * @param {{tour: string}} view
   * @param {number[]} order indexes of the events in sight; the steps where there is no tour
   * @returns {{i: number, say: string, question: string, open: string, quote: ?Object,
   *   evidence: Object[], asked: string}[]} `i` the event, `open` what is said of a question that no
   *   text answers, `asked` the question with that, `quote` the excerpt beside the sentence, `evidence` excerpts and claims that
   *   answer the question
   */
  function of(doc, view, order) {
    const tour = doc.tours.find(({ id }) => id === view.tour);
    /* All that is quoted on an event, and then what is claimed where its sources disagree. */
    const all = (event) => {
      const excerpts = event.excerpts || [];
      const quoted = new Set(excerpts.map(({ source, exact }) => `${source} ${exact}`));
      const claims = (event.disagreements || []).flatMap((item) => item.claims);
      return [...excerpts, ...claims.filter((one) => !quoted.has(`${one.source} ${one.exact}`))];
    };
    if (!tour) {
      return order.map((i) => {
        const event = doc.events[i];
        const { excerpts = [], shown = 0 } = event;
        return {
          i,
          say: sentence(event.summary || "", doc.timeline.language),
          question: "",
          open: "",
          asked: "",
          quote: excerpts[shown] || null,
          evidence: all(event),
        };
      });
    }
    /* What answers a step's question: excerpts, by their place; below 0 disagreements, with all claims. */
    const named = ({ excerpts = [], disagreements = [] }, places) => places
      .flatMap((n) => (n < 0 ? disagreements[-1 - n].claims : [excerpts[n]]));
    return tour.steps.map((step) => {
      const i = doc.columns.id.indexOf(step.event);
      const event = doc.events[i];
      const excerpts = event.excerpts || [];
      return {
        i,
        say: step.say,
        question: step.question || "",
        quote: excerpts[step.quote || 0] || null,
        open: step.open || "",
        asked: step.asked || step.question || "",
        evidence: step.evidence ? named(event, step.evidence) : all(event),
      };
    });
  }

  /** Which step a view stands at, from 0. */
  function at(steps, view, doc) {
    if (view.tour) return Math.min(view.step, steps.length) - 1;
    const i = doc.columns.id.indexOf(view.event);
    return Math.max(0, steps.findIndex((step) => step.i === i));
  }

  /*
   * How long a time the chart shows at once, the same for all steps, so that going from one to the
   * next is a glide and never a zoom: some usual gaps between neighbours.
   * @param {{i: number}[]} steps
   * @param {Object} columns of the document
   * @param {[number, number]} home the widest window, ms
   * @returns {number} ms
   */
  function length(steps, columns, home) {
    const whole = home[1] - home[0];
    const marks = steps.map(({ i }) => columns.mark[i]).sort((a, b) => a - b);
    const gaps = marks.slice(1).map((mark, k) => mark - marks[k]).filter(Boolean).sort((a, b) => a - b);
    if (!gaps.length) return whole / 3;
    const across = marks.at(-1) - marks[0];
    // between the middle gap and the mean one: the first is deaf to long silences, the other to clusters
    const usual = Math.sqrt(gaps[gaps.length >> 1] * (across / gaps.length));
    return Math.min(whole, Math.max(LEAST, Math.min(IN_SIGHT * usual, 1.3 * across)));
  }

  /*
   * The window of a step in ms: its mark a little left of the middle, where its label has room; at
   * the ends no further out than the first and the last step need.
   */
  function window_(steps, step, columns, long) {
    const marks = steps.map(({ i }) => columns.mark[i]);
    const first = Math.min(...marks) - 0.15 * long;
    const last = Math.max(...marks) + 0.42 * long;
    const wanted = columns.mark[step.i] - 0.42 * long;
    const start = last - first < long ? (first + last - long) / 2
      : Math.min(last - long, Math.max(first, wanted));
    return [start, start + long];
  }

  /** The lanes of the steps, those nearest to the place first, as many as there is height for. */
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
   * @param {Object} doc the document
   * @param {{steps: Object[], k: number, veiled: boolean, revealed: Set<number>}} lesson the step it
   *   is at; whether dates are hidden, but for those of the events `revealed`
   * @param {[number, number]} home the chart's widest window, ms
   * @param {number} height px at hand, at type scale 1
   * @returns {Object} a part of the chart's state
   */
  function chart(doc, { steps, k, veiled, revealed }, home, height) {
    const { columns } = doc;
    const told = (i) => !veiled || revealed.has(i);
    const mask = new Uint8Array(columns.id.length);
    for (const { i } of steps) mask[i] = told(i) ? 1 : 0;
    const most = Math.max(1, Math.min(MOST_LANES, timeline.frame.lanesIn(height)));
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

  timeline.steps = { of, at, lanes, chart };
})((window.timeline = window.timeline || {}));
