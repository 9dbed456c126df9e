/* What a reader's hands mean on the page: clicks, keys and typing, as changes of the view. */
(function (timeline) {
  "use strict";

  /**
   * Hear clicks, keys and typing.
   * @param {Object} doc the document
   * @param {Object} page `view()`; `change(partial)` it; `entry(id)` of the chronicle; `focus()`
   *   the chosen event; `read(source, where)` in the sources view; `listing()`: the options of a
   *   filter are open; `present(tour)`; `share()`; `cite(about)`
   * @returns {Object} what other parts of the page ask for too: `pick`, `toggle`, `toStep`,
   *   `toSource`, `close`
   */
  function create(doc, page) {
    const { change } = page;
    const byId = (id) => document.getElementById(id);
    const DOINGS = { present: page.present, share: page.share, print: () => change({ mode: "print" }) };

    // ------------------------------------------------------------------ what is meant

    /** An event of the chart; in the sources view, the words that the first source has on it. */
    function pick(id) {
      if (page.view().mode === "present") return;
      change({ event: id });
      const [first] = doc.events[doc.columns.id.indexOf(id)].excerpts || [];
      if (page.view().view === "sources" && first) {
        page.read(doc.sources[first.source].id, { at: first.at, event: id });
      }
    }

    function choose(id, byKey) {
      change({ event: id, ...(page.view().view === "sources" ? { view: "chart" } : {}) });
      if (byKey) page.focus();
    }

    /** Choose an option of a filter, or let it go. */
    function toggle(key, id, on) {
      const others = page.view()[key].filter((one) => one !== id);
      change({ [key]: on ? [...others, id] : others });
    }

    /** To a step of a tour, counted from 1; without a tour, out of it. */
    function toStep(id, step) {
      const tour = doc.tours.find((one) => one.id === id);
      change(tour ? { tour: id, step, event: tour.steps[step - 1].event } : { tour: "", step: 1 });
    }

    function toSource(id, where) {
      const view = page.view();
      if (view.mode === "embed") { // no room for it here
        const address = timeline.address.of({ ...view, mode: "explore", view: "sources" });
        window.open(address, "_blank", "noopener");
        return;
      }
      change({ view: "sources" });
      page.read(id, where);
    }

    /** Let the event go; the focus stays where the reader found it. */
    function close() {
      const { event, mode, view } = page.view();
      change({ event: "", tour: "", step: 1 });
      const entry = mode === "embed" && view !== "chronicle" ? null : page.entry(event);
      if (entry && !entry.hidden) entry.querySelector("a").focus({ preventScroll: true });
      else if (mode === "embed") byId("timeline").focus({ preventScroll: true });
    }

    // ------------------------------------------------------------------ clicks, keys, typing

    function clicked(event) {
      if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
      const link = event.target.closest("a, li[data-event], button[data-does]");
      if (!link) return;
      const byKey = event.detail === 0;
      const { eventLink, filter, value, does, tour, tourLink, sourceLink } = link.dataset;
      const id = eventLink || link.closest("[data-event]")?.dataset.event;
      if (id) choose(id, byKey);
      else if (filter) toggle(filter, value, !page.view()[filter].includes(value));
      else if (DOINGS[does]) DOINGS[does](tour);
      else if (tourLink) {
        toStep(tourLink, 1);
        if (byKey) page.focus();
      } else if (sourceLink) toSource(sourceLink);
      else return;
      event.preventDefault();
    }

    function pressed(event) {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
      const { key, target } = event;
      const view = page.view();
      const embedded = view.mode === "embed";
      if (target.closest("dialog")) return; // its own keys, Esc among them
      if (key === "Escape" && view.event && !page.listing() && target.id !== "search") {
        event.preventDefault();
        close();
        return;
      }
      if (embedded && key === "Escape") timeline.embed.release();
      if (target.closest("input, textarea, select, [role=slider], [contenteditable], #timeline")) return;
      if (key === "p" || key === "P") {
        event.preventDefault();
        page.present();
      } else if (key === "/" && !embedded) {
        event.preventDefault();
        byId("search").focus();
      } else if (key === "ArrowDown" || key === "ArrowUp") {
        let other = target.closest("#chronicle [data-event]");
        if (!other) return;
        event.preventDefault();
        do {
          other = key === "ArrowDown" ? other.nextElementSibling : other.previousElementSibling;
        } while (other && other.hidden);
        if (other) other.querySelector("a").focus();
      } else if (view.event && (key === "ArrowRight" || key === "ArrowLeft")) {
        // in a tour the arrows follow the tour, whose buttons stand first
        const step = document.querySelectorAll("#event .step")[key === "ArrowRight" ? 1 : 0];
        if (step && !step.disabled) {
          event.preventDefault();
          step.click();
          page.focus();
        }
      }
    }

    document.addEventListener("click", clicked);
    document.addEventListener("keydown", pressed);
    byId("cite-view").addEventListener("click", () => page.cite({}));
    // ahead of Dash's callback, which then finds the view as it wants it: typing is answered sooner
    byId("search").addEventListener("input", ({ target }) => timeline.page.change({ q: target.value }));

    return { pick, toggle, toStep, toSource, close };
  }

  timeline.reader = { create };
})((window.timeline = window.timeline || {}));
