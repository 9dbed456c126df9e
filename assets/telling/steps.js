/* The steps of a presentation: those of a tour, or the events of the present view. Pure. */
parts.steps = (() => {
  const SPOKEN = 160; // characters of a summary that is said whole; else its first sentence is

  /** The first sentence of a text in a language. @param {string} text @param {string} language */
  function sentence(text, language) {
    if (text.length <= SPOKEN || !Intl.Segmenter) return text;
    const [first] = new Intl.Segmenter(language, { granularity: "sentence" }).segment(text);
    return first.segment.trim();
  }

  /**
   * The steps of a view, in their order.
   * @param {Doc} doc the document
   * @param {Pick<View, "tour">} view
   * @param {number[]} order indexes of the events in sight; the steps where there is no tour
   * @returns {{i: number, say: string, question: string, open: string, quote: ?Excerpt,
   *   evidence: Claim[], asked: string}[]} `i` the event, `open` what is said of a question that no
   *   text answers, `asked` the question with that, `quote` the excerpt beside the sentence, `evidence` excerpts and claims that
   *   answer the question
   */
  function of(doc, view, order) {
    const tour = doc.tours.find(({ id }) => id === view.tour);
    /** All that is quoted on an event, and then what is claimed where its sources disagree. @param {EventTold} event */
    const all = (event) => {
      const excerpts = event.excerpts || [];
      const quoted = new Set(excerpts.map(({ source, exact }) => `${source} ${exact}`));
      const claims = (event.disagreements || []).flatMap((item) => item.claims);
      return [
        ...excerpts,
        ...claims.filter((one) => one.editor || !quoted.has(`${one.source} ${one.exact}`)),
      ];
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
    const named = (
      /** @type {EventTold} */ { excerpts = [], disagreements = [] },
      /** @type {number[]} */ places,
    ) => places.flatMap((n) => (n < 0 ? disagreements[-1 - n].claims : [excerpts[n]]));
    return tour.steps.map((step) => {
      const i = doc.columns.id.indexOf(step.event);
      const event = doc.events[i];
      const excerpts = event.excerpts || [];
      return {
        i,
        say: step.say || "",
        question: step.question || "",
        quote: excerpts[step.quote || 0] || null,
        open: step.open || "",
        asked: step.asked || step.question || "",
        evidence: step.evidence ? named(event, step.evidence) : all(event),
      };
    });
  }

  /** Which step a view stands at, from 0. @param {{i: number}[]} steps @param {View} view @param {Doc} doc */
  function at(steps, view, doc) {
    if (view.tour) return Math.min(view.step, steps.length) - 1;
    const i = doc.columns.id.indexOf(view.event);
    return Math.max(
      0,
      steps.findIndex((step) => step.i === i),
    );
  }

  return { of, at };
})();
