/* The filters' insides: options with counts, the badge of each button, the ways out of no result. */
parts.filters = (() => {
  const NAMES = {
    lane: "lane", kind: "kind", person: "person", place: "place", source: "source", tag: "tag",
    weight: "weight",
  };
  const BRIEF = 48; // characters of a search on a button

  const idOf = (item) => (typeof item === "string" ? item : item.id);
  const wordsOf = (item) => (typeof item === "string"
    ? item.replaceAll("-", " ")
    : item.title || item.name || item.label);

  /**
   * @param {Doc} doc the document
   * @param {{onToggle: function(string, string, boolean): void, onDrop: function(string): void}} listeners
   */
  function create(doc, listeners) {
    const { el, glyph } = parts.dom;
    const { LISTS } = parts.state;
    const button = (key) => parts.dom.byId(`filter-${key}-button`);
    const options = (key) => parts.dom.byId(`filter-${key}-options`);
    const built = new Map(); // key -> Map(id -> {row, box, count})

    function build(key) {
      const rows = new Map();
      const host = options(key);
      const items = doc.vocabulary[LISTS[key]];
      host.setAttribute("aria-label", `Filter by ${NAMES[key]}`);
      items.forEach((item, index) => {
        const id = idOf(item);
        const box = el("input", {
          type: "checkbox", value: id, change: () => listeners.onToggle(key, id, box.checked),
        });
        const count = el("span", { class: "option-count" });
        const sign = key === "kind"
          ? el("span", { class: `hue-${doc.kinds[index].hue}` }, glyph(doc.kinds[index], doc.glyphs))
          : null;
        const row = el("label", { class: "option" }, box, sign,
          el("span", { class: "option-words" }, wordsOf(item),
            item.who ? el("span", { class: "option-who" }, item.who) : null),
          count);
        rows.set(id, { row, box, count });
        host.append(row);
      });
      built.set(key, rows);
    }

    /** Fill or refresh the list of one filter with the counts of the present view. */
    function drawOptions(key, prepared, view, inWindow) {
      if (!options(key)) return;
      if (!built.has(key)) build(key);
      const counts = parts.match.counts(prepared, view, key, inWindow);
      const chosen = new Set(view[key]);
      for (const [id, { row, box, count }] of built.get(key)) {
        box.checked = chosen.has(id);
        count.textContent = String(counts[id] || 0);
        row.classList.toggle("empty", !counts[id] && !chosen.has(id));
      }
    }

    /** The number on each button: how many options are chosen, else how many there are. */
    function drawBadges(view, disputedCount) {
      for (const key of Object.keys(LISTS)) {
        const node = button(key);
        if (!node) continue;
        const chosen = view[key].length;
        node.classList.toggle("chosen", chosen > 0);
        const badge = parts.dom.one(node, ".count");
        const all = doc.vocabulary[LISTS[key]].length;
        badge.textContent = chosen ? `${chosen} of ${all}` : String(all);
      }
      const disputed = document.getElementById("filter-disputed");
      if (disputed) {
        disputed.setAttribute("aria-pressed", String(Boolean(view.disputed)));
        disputed.classList.toggle("chosen", Boolean(view.disputed));
        parts.dom.one(disputed, ".count").textContent = String(disputedCount);
      }
    }

    /** Tell a reader's tools whether the list of a filter is open. */
    function setOpened(key, opened) {
      const node = button(key);
      if (node) node.setAttribute("aria-expanded", String(Boolean(opened)));
    }

    /**
     * What to say and offer when no event is in sight.
     * @param {HTMLElement} host
     * @param {?Array} ways of `parts.match.nearest`; null when something is in sight
     */
    function drawNothing(host, ways) {
      host.hidden = !ways;
      if (!ways) {
        host.replaceChildren();
        return;
      }
      const offers = ways.slice(0, 4).map((way) => el("li", {},
        el("button", { type: "button", class: "quiet", click: () => listeners.onDrop(way.key) },
          `Without ${describe(way)}: ${parts.state.many(way.n, "event")}`)));
      const none = doc.columns.id.length ? "No event matches all of these filters." : "No event of this timeline is drawn.";
      host.replaceChildren(el("p", {}, none), el("ul", {}, ...offers));
    }

    function describe(way) {
      if (way.key === "q") return `the search “${parts.state.shortened(way.value, BRIEF)}”`;
      if (way.key === "disputed") return `“${doc.differ}”`;
      if (way.key === "window") return `the window ${way.value}`;
      const items = new Map(doc.vocabulary[LISTS[way.key]].map((item) => [idOf(item), wordsOf(item)]));
      return `${NAMES[way.key]} ${[].concat(way.value).map((id) => items.get(id)).join(", ")}`;
    }

    return { drawOptions, drawBadges, drawNothing, setOpened };
  }

  return { create };
})();
