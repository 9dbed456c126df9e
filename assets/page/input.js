/* What a reader's hands mean on the page: clicks and typing, as changes of the view. */
parts.input = (() => {
  /**
   * Hear clicks and typing, and have the keys heard.
   * @param {Doc} doc the document
   * @param {InputPage} page
   * @returns what other parts of the page ask for too: `pick`, `toggle`, `toStep`, `toSource`, `close`
   */
  function create(doc, page) {
    const { change } = page;
    const { byId } = parts.dom;
    /** @type {Record<string, (tour?: string) => void>} */
    const DOINGS = {
      present: page.present,
      share: page.share,
      print: () => change({ mode: "print" }),
      tours: toTours,
    };

    // ------------------------------------------------------------------ what is meant

    /** An event of the chart; in the sources view, the words that the first source has on it. @param {string} id */
    function pick(id) {
      if (page.view().mode === "present") return;
      opening();
      change({ event: id });
      if (page.view().view === "sources") readOn(id);
    }

    /** The words that the first source has on an event. @param {string} id */
    function readOn(id) {
      const [first] = doc.events[doc.columns.id.indexOf(id)].excerpts || [];
      if (first) page.read(doc.sources[first.source].id, { at: first.at, event: id });
    }

    /** @param {string} id @param {boolean} byKey */
    function choose(id, byKey) {
      opening();
      change({ event: id, ...(page.view().view === "sources" ? { view: "chart" } : {}) });
      if (byKey) page.focus();
    }

    /** Choose an option of a filter, or let it go. @param {ListKey} key @param {string} id @param {boolean} on */
    function toggle(key, id, on) {
      const others = page.view()[key].filter((one) => one !== id);
      change({ [key]: on ? [...others, id] : others });
    }

    /** To a step of a tour, counted from 1; without a tour, out of it. @param {string} id @param {number} step */
    function toStep(id, step) {
      opening();
      const tour = doc.tours.find((one) => one.id === id);
      change(tour ? { tour: id, step, event: tour.steps[step - 1].event } : { tour: "", step: 1 });
    }

    /** To the tours, and how to read the page: below the chart, or where the panel stands beside it. */
    function toTours() {
      const introduction = byId("introduction");
      if (page.view().view === "sources") change({ view: "chart" });
      if (!introduction.getClientRects().length) change({ event: "", tour: "", step: 1 });
      introduction.scrollIntoView();
      introduction.focus({ preventScroll: true });
    }

    /** @param {string} id @param {Passage} [where] */
    function toSource(id, where = {}) {
      const view = page.view();
      if (view.mode === "embed") {
        // no room for it here
        const address = parts.address.of({ ...view, mode: "explore", view: "sources" });
        window.open(address, "_blank", "noopener");
        return;
      }
      change({ view: "sources" });
      page.read(id, where);
    }

    /** @type {?HTMLElement} */
    let opener = null; // what had the focus when an event was chosen and none had been

    function opening() {
      const { activeElement } = document;
      if (!page.view().event) opener = activeElement instanceof HTMLElement ? activeElement : null;
    }

    /** Let the event go; the focus returns to where the reader found it. */
    function close() {
      const { event, mode, view } = page.view();
      const from = opener;
      opener = null;
      change({ event: "", tour: "", step: 1 });
      const entry = mode === "embed" && view !== "chronicle" ? null : page.entry(event);
      const listed = entry && !entry.hidden ? entry.querySelector("a") : null;
      const there =
        from &&
        from !== document.body &&
        from.getClientRects().length &&
        !from.closest("#chronicle");
      const back = there ? from : listed || (mode === "embed" ? byId("timeline") : null);
      back?.focus({ preventScroll: true });
    }

    // ------------------------------------------------------------------ clicks, keys, typing

    /** @param {MouseEvent} event */
    function clicked(event) {
      if (
        event.defaultPrevented ||
        event.button ||
        event.metaKey ||
        event.ctrlKey ||
        event.shiftKey
      )
        return;
      const link = parts.dom.around(event, "a, li[data-event], button[data-does]");
      if (!link) return;
      const byKey = event.detail === 0;
      const { filter, value, does = "", tour, tourLink, sourceLink } = link.dataset;
      const entry = /** @type {?HTMLElement} */ (link.closest("[data-event]"));
      const id = parts.dom.eventOf(link) || entry?.dataset.event;
      const key = /** @type {ListKey | undefined} */ (filter);
      if (id) choose(id, byKey);
      else if (key && value) toggle(key, value, !page.view()[key].includes(value));
      else if (DOINGS[does]) DOINGS[does](tour);
      else if (tourLink) {
        toStep(tourLink, 1);
        if (byKey) page.focus();
      } else if (sourceLink) toSource(sourceLink);
      else return;
      event.preventDefault();
    }

    /** To the next event or the one before; in a tour, whose buttons stand first, to its step. @param {number} by */
    function walk(by) {
      const step = /** @type {HTMLButtonElement} */ (
        document.querySelectorAll("#event .step")[by > 0 ? 1 : 0]
      );
      if (!step || step.disabled) return false;
      step.click();
      if (page.view().view === "sources") readOn(page.view().event);
      else page.focus();
      return true;
    }

    /** From one entry of the chronicle to the next. @param {Element} node @param {number} by */
    function along(node, by) {
      let other = /** @type {?HTMLElement} */ (node.closest("#chronicle [data-event]"));
      if (!other) return false;
      do {
        other = /** @type {?HTMLElement} */ (
          by > 0 ? other.nextElementSibling : other.previousElementSibling
        );
      } while (other && other.hidden);
      other?.querySelector("a")?.focus();
      return true;
    }

    function search() {
      if (page.covered()) close();
      byId("search").focus();
    }

    parts.shortcuts.create({
      view: page.view,
      listing: page.listing,
      unlist: page.unlist,
      present: () => page.present(),
      zoom: page.zoom,
      whole: page.whole,
      pan: page.pan,
      close,
      search,
      walk,
      entry: along,
    });
    let pointed = false; // the last thing done was done by a pointer
    addEventListener(
      "pointerdown",
      () => {
        pointed = true;
      },
      true,
    );
    addEventListener(
      "keydown",
      () => {
        pointed = false;
      },
      true,
    );
    // on what has the focus: on the root it would have all of the page styled anew
    addEventListener("focusin", ({ target }) => {
      if (target instanceof Element) target.toggleAttribute("data-pointed", pointed);
    });
    document.addEventListener("click", clicked);
    byId("cite-view").addEventListener("click", () => page.cite({}));

    return { pick, toggle, toStep, toSource, close };
  }

  return { create };
})();
