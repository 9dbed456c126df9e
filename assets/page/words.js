/* What the page is called, and its chart in words: for the tab, the list of the history and those who
   hear the page. Pure. */
parts.words = (() => {
  const APART = " · ";
  /** @type {Record<string, string>} */
  const SHEETS = { handout: "Handout", worksheet: "Worksheet" };
  /** @type {Record<string, string>} */
  const VIEWS = { chronicle: "Chronicle", sources: "Sources" };

  /**
   * The title of a view: what is shown, and the timeline, as an event's own page has it. While
   * presenting only the step is told: the class may be asked for what it is.
   * @param {Doc} doc the document
   * @param {View} view
   * @param {number[]} inSight indexes of the events
   * @returns {string} "One idea, 3 of 11: Theory worked out · The Permanent Revolution"
   */
  function title(doc, view, inSight) {
    const { columns } = doc;
    const tour = doc.tours.find(({ id }) => id === view.tour);
    const here = columns.id.indexOf(view.event);
    const step = tour ? `${tour.title}, ${view.step} of ${tour.steps.length}` : "";
    const pieces = [doc.timeline.title];
    if (view.mode === "print") pieces.unshift(SHEETS[view.sheet]);
    if (view.mode === "present") {
      const k = inSight.indexOf(here);
      pieces.unshift(
        step || (k < 0 ? "Presentation" : `Presentation, ${k + 1} of ${inSight.length}`),
      );
    } else if (here >= 0)
      pieces.unshift(step ? `${step}: ${columns.title[here]}` : columns.title[here]);
    else if (VIEWS[view.view]) pieces.unshift(VIEWS[view.view]);
    return pieces.join(APART);
  }

  /**
   * The chart in a sentence or two: the view's own, its lanes, the event chosen.
   * @param {Doc} doc the document
   * @param {View} view
   * @param {number[]} inSight indexes of the events
   * @param {string} sentence of the view
   * @returns {string}
   */
  function chart(doc, view, inSight, sentence) {
    const { columns, lanes } = doc;
    const closed = (/** @type {string} */ text) => parts.told.closed(doc, text);
    const here = columns.id.indexOf(view.event);
    const used = lanes.filter((_, n) => inSight.some((i) => columns.lane[i] === n));
    const named =
      doc.sorts.includes("lane") && used.length
        ? closed(
            `${parts.state.many(used.length, "lane")}: ${used.map((lane) => lane.title).join(", ")}`,
          )
        : "";
    const chosen =
      here < 0
        ? ""
        : `Chosen: ${columns.title[here]}, ${parts.told.listed(doc, here, view.calendar)}.`;
    return [closed(sentence), named, chosen, "The chronicle lists them by date."]
      .filter(Boolean)
      .join(" ");
  }

  return { title, chart };
})();
