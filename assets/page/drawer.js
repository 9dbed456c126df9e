/* The chosen event where there is no room beside the chart: on a tablet as a drawer from below, on a
   phone over all. What the reader has chosen stays in sight above the drawer; beside the panel of a
   wide screen, within the screen. */
parts.drawer = (() => {
  const DRAWER = "screen and (min-width: 720px) and (max-width: 1099px)"; // as in page/drawer.css
  const WHOLE = "screen and (max-width: 719px)";
  const BESIDE = "screen and (min-width: 1100px)";
  const AROUND = 34; // px around a mark that are to be seen of the chart
  const ENOUGH = 40; // px of the chart's foot: with less in sight the reader is in the chronicle

  /**
   * @param {{view: function(): View, entry: function(string): ?HTMLElement,
   *   markTop: function(string): ?number}} page `entry` of the chronicle; `markTop`: of an event's
   *   mark, px from the top of the chart
   * @returns {{covers: function(): boolean, note: function(): void, keep: function(): void, turned: function(): void}}
   *   `covers`: the event lies over all; `note`, before the view changes: is the reader at the chart
   *   or in the chronicle? `keep`, after it: scroll until the chosen event is in sight there, above
   *   the drawer; `turned`: the same for a tablet that was turned
   */
  function create(page) {
    const below = matchMedia(DRAWER);
    const beside = matchMedia(BESIDE);
    const whole = matchMedia(WHOLE);
    const panel = parts.dom.byId("event");
    const chart = parts.dom.byId("timeline");
    const open = () => Boolean(page.view().event) && page.view().mode === "explore";

    let listed = false; // the reader has scrolled past the chart

    function note() {
      if (!whole.matches) listed = chart.getBoundingClientRect().bottom < ENOUGH;
    }

    function keep() {
      if (!open() || whole.matches || page.view().view === "sources") return;
      const top = chart.clientHeight && !listed ? page.markTop(page.view().event) : null;
      const from = chart.getBoundingClientRect().top + (top || 0);
      const entry = page.entry(page.view().event)?.getBoundingClientRect();
      if (top !== null) into(from - AROUND, from + AROUND);
      else if (entry?.height) into(entry.top, entry.bottom);
    }

    /** @param {number} top @param {number} bottom */
    function into(top, bottom) {
      const free = beside.matches ? window.innerHeight : panel.getBoundingClientRect().top;
      const by = top < 0 || bottom - top > free ? top : Math.max(0, bottom - free);
      if (by) scrollBy({ top: by, behavior: "instant" });
    }

    function turned() {
      if (below.matches) keep();
    }

    return { covers: () => open() && whole.matches, note, keep, turned };
  }

  return { create };
})();
