/* What a printed sheet tells: the steps of a tour or the events of a view, with the quotations and
   questions that have room on paper. Pure. */
parts.lesson = (() => {
  const FEW = 12; // events told at length, as in a lesson; of more, each briefly
  const MOST = 500; // events on paper
  const EVIDENCE = 8; // texts that a question is answered from

  /** @param {Claim} claim */
  const words = (claim) => (claim.editor === undefined ? claim.exact : claim.editor);

  /** The step's own quotation first, then those of other sources, then the rest.
   * @param {Pick<LessonStep, "quote" | "evidence">} step @param {Excerpt[]} excerpts @param {number} most */
  function chosen(step, excerpts, most) {
    const own = /** @type {Excerpt[]} */ ([step.quote, ...step.evidence]).filter((one) =>
      excerpts.includes(one),
    );
    const pool = [...new Set([...own, ...excerpts])];
    const voices = new Set();
    const fresh = pool.filter(({ source }) => !voices.has(source) && voices.add(source));
    return [...new Set([...fresh, ...pool])].slice(0, most);
  }

  /** What a question is answered from: after the step's quotation the claims that differ, which are
   * what it mostly asks about. The handout has those in their own place.
   * @param {Pick<LessonStep, "quote" | "evidence">} step @param {EventTold} event @param {boolean} dated */
  function answering(step, { excerpts = [], disagreements = [] }, dated) {
    const claimed = new Set(disagreements.flatMap(({ claims }) => claims.map(words)));
    const listed = /** @type {Claim[]} */ ([step.quote, ...step.evidence].filter(Boolean));
    const found = [
      ...listed.slice(0, step.quote ? 1 : 0),
      ...listed.filter((one) => claimed.has(words(one))),
      ...listed,
    ].filter((one) =>
      dated ? excerpts.includes(/** @type {Excerpt} */ (one)) : tells(words(one)),
    );
    return found
      .filter((one, k) => k === found.findIndex((other) => words(other) === words(one)))
      .slice(0, EVIDENCE);
  }

  /** Whether a text says anything without its dates. @param {string} text */
  const tells = (text) =>
    parts.dateless.pieces(text).some((part) => !part.hidden && /\p{L}/u.test(part.text));

  /** The sources of all that is known of some events, of one alone with its arrows.
   * @param {Doc} doc @param {{i: number}[]} steps @param {boolean} single */
  function voices(doc, steps, single) {
    return parts.told.sources(
      doc,
      steps.flatMap(({ i }) => parts.told.speaking(doc, i, single)),
    );
  }

  /** What the tours ask at an event. @param {Doc} doc @param {number} i */
  function asked(doc, i) {
    const here = doc.tours
      .flatMap(({ steps }) => steps)
      .filter(({ event, question }) => question && event === doc.columns.id[i]);
    return /** @type {string[]} */ ([...new Set(here.map((step) => step.asked || step.question))]);
  }

  /**
   * The lesson of a view.
   * @param {Doc} doc the document
   * @param {View} view
   * @param {{indexes: number[], sheet: string}} what indexes: the events in sight, in order
   * @returns {Lesson}
   */
  function of(doc, view, { indexes, sheet }) {
    const tour = doc.tours.find(({ id }) => id === view.tour);
    // an event that stands open is what is printed, but one of a presentation is only passing
    const single = Boolean(view.event && !tour && view.mode !== "present");
    const all = parts.steps.of(doc, view, single ? [doc.columns.id.indexOf(view.event)] : indexes);
    const brief = all.length > FEW;
    const dated = sheet !== "worksheet";
    const steps = all.slice(0, MOST).map((step, k) => {
      const event = doc.events[step.i];
      const { excerpts = [], summary = "", disagreements = [] } = event;
      const questions = tour ? [step.asked].filter(Boolean) : brief ? [] : asked(doc, step.i);
      const few = chosen(step, excerpts, dated ? (brief ? 1 : 2) : Number(!brief));
      const answers = questions.length ? answering(step, event, dated) : [];
      /** @type {Claim[]} */
      const quotes =
        single && dated
          ? excerpts
          : [...new Set([...answers, ...few])].slice(0, Math.max(answers.length, few.length));
      return {
        ...step,
        n: k + 1,
        quotes,
        questions,
        told: tour ? step.say : summary,
        more: excerpts.filter((one) => !quotes.includes(one)).length,
        disagreements: dated ? disagreements : [],
      };
    });
    // an event alone is printed with its arrows
    const claimed = single && dated ? parts.told.claims(doc, steps[0].i) : [];
    const quoted = steps
      .flatMap(({ quotes, disagreements }) => [
        ...quotes,
        ...disagreements.flatMap(({ claims }) => claims),
      ])
      .concat(claimed);
    return {
      title: tour ? tour.title : single ? doc.columns.title[steps[0].i] : doc.timeline.title,
      kicker: tour || single ? doc.timeline.title : doc.timeline.subtitle,
      intro: tour
        ? tour.intro || ""
        : single
          ? ""
          : parts.told.closed(
              doc,
              parts.state.sentence(view, doc.vocabulary, all.length, doc.columns.id.length),
            ),
      closing: (tour && tour.questions) || [],
      sources: parts.told.sources(doc, /** @type {Excerpt[]} */ (quoted)), // an editor's claim has no source
      works: [...new Set(steps.flatMap(({ i }) => doc.events[i].works || []))].sort(
        (a, b) => a - b,
      ),
      voices: voices(doc, steps, single),
      steps,
      single,
      brief,
      dated,
      left: all.length - steps.length,
      others: single ? indexes.length : 0,
    };
  }

  return { of };
})();
