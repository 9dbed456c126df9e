/* The filters' insides: options with counts, the badge of each button, the ways out of no result. */
parts.filters = (() => {
  /** @type {Record<ListKey, string>} */
  const NAMES = {
    lane: "lane",
    kind: "kind",
    person: "person",
    place: "place",
    source: "source",
    tag: "tag",
    weight: "weight",
  };
  const BRIEF = 48; // characters of a search on a button

  const idOf = (/** @type {Option} */ item) => (typeof item === "string" ? item : item.id);
  const wordsOf = (/** @type {Option} */ item) =>
    typeof item === "string" ? item.replaceAll("-", " ") : item.title || item.name || item.label;

  /**
   * @param {Doc} doc the document
   * @param {{onToggle: function(ListKey, string, boolean): void, onDrop: function(keyof View | "window"): void}} listeners
   */
  function create(doc, listeners) {
    const { el, glyph } = parts.dom;
    const { LISTS } = parts.state;
    const button = (/** @type {ListKey} */ key) => parts.dom.byId(`filter-${key}-button`);
    const options = (/** @type {ListKey} */ key) => parts.dom.byId(`filter-${key}-options`);
    /** @type {Map<ListKey, Map<string, {row: HTMLElement, box: HTMLInputElement, count: HTMLElement}>>} */
    const built = new Map(); // by the ids of the options

    const itemsOf = (/** @type {ListKey} */ key) => parts.state.items(doc.vocabulary, LISTS[key]);

    /** @param {ListKey} key */
    function build(key) {
      const rows = new Map();
      const host = options(key);
      host.setAttribute("aria-label", `Filter by ${NAMES[key]}`);
      itemsOf(key).forEach((item, index) => {
        const id = idOf(item);
        const box = el("input", {
          type: "checkbox",
          value: id,
          change: () => listeners.onToggle(key, id, box.checked),
        });
        const count = el("span", { class: "option-count" });
        const sign =
          key === "kind"
            ? el(
                "span",
                { class: `hue-${doc.kinds[index].hue}` },
                glyph(doc.kinds[index], doc.glyphs),
              )
            : null;
        const row = el(
          "label",
          { class: "option" },
          box,
          sign,
          el(
            "span",
            { class: "option-words" },
            wordsOf(item),
            typeof item !== "string" && item.who
              ? el("span", { class: "option-who" }, item.who)
              : null,
          ),
          count,
        );
        rows.set(id, { row, box, count });
        host.append(row);
      });
      built.set(key, rows);
    }

    /**
     * Fill or refresh the list of one filter with the counts of the present view.
     * @param {ListKey} key
     * @param {ReturnType<typeof parts.match.prepare>} prepared
     * @param {View} view
     * @param {Uint8Array} inWindow which events overlap the window
     */
    function drawOptions(key, prepared, view, inWindow) {
      if (!options(key)) return;
      if (!built.has(key)) build(key);
      const counts = parts.match.counts(prepared, view, key, inWindow);
      const chosen = new Set(view[key]);
      for (const [id, { row, box, count }] of built.get(key) || []) {
        box.checked = chosen.has(id);
        count.textContent = String(counts[id] || 0);
        row.classList.toggle("empty", !counts[id] && !chosen.has(id));
      }
    }

    /**
     * The number on each button: how many options are chosen, else how many there are.
     * @param {View} view
     * @param {number} disputedCount events about which accounts differ
     */
    function drawBadges(view, disputedCount) {
      for (const key of /** @type {ListKey[]} */ (Object.keys(LISTS))) {
        const node = button(key);
        if (!node) continue;
        const chosen = view[key].length;
        node.classList.toggle("chosen", chosen > 0);
        const badge = parts.dom.one(node, ".count");
        const all = itemsOf(key).length;
        badge.textContent = chosen ? `${chosen} of ${all}` : String(all);
      }
      const disputed = document.getElementById("filter-disputed");
      if (disputed) {
        disputed.setAttribute("aria-pressed", String(Boolean(view.disputed)));
        disputed.classList.toggle("chosen", Boolean(view.disputed));
        parts.dom.one(disputed, ".count").textContent = String(disputedCount);
      }
    }

    /** Tell a reader's tools whether the list of a filter is open. @param {ListKey} key @param {boolean} opened */
    function setOpened(key, opened) {
      const node = button(key);
      if (node) node.setAttribute("aria-expanded", String(Boolean(opened)));
    }

    /**
     * What to say and offer when no event is in sight.
     * @param {HTMLElement} host
     * @param {?ReturnType<typeof parts.match.nearest>} ways of `parts.match.nearest`; null when something is in sight
     */
    function drawNothing(host, ways) {
      host.hidden = !ways;
      if (!ways) {
        host.replaceChildren();
        return;
      }
      const offers = ways
        .slice(0, 4)
        .map((way) =>
          el(
            "li",
            {},
            el(
              "button",
              { type: "button", class: "quiet", click: () => listeners.onDrop(way.key) },
              `Without ${describe(way)}: ${parts.state.many(way.n, "event")}`,
            ),
          ),
        );
      const none = doc.columns.id.length
        ? "No event matches all of these filters."
        : "No event of this timeline is drawn.";
      host.replaceChildren(el("p", {}, none), el("ul", {}, ...offers));
    }

    /** @param {ReturnType<typeof parts.match.nearest>[number]} way */
    function describe(way) {
      if (way.key === "q") return `the search “${parts.state.shortened(String(way.value), BRIEF)}”`;
      if (way.key === "disputed") return `“${doc.differ}”`;
      if (way.key === "window") return `the window ${way.value}`;
      const key = /** @type {ListKey} */ (way.key);
      const items = new Map(itemsOf(key).map((item) => [idOf(item), wordsOf(item)]));
      return `${NAMES[key]} ${[way.value]
        .flat()
        .map((id) => items.get(String(id)))
        .join(", ")}`;
    }

    return { drawOptions, drawBadges, drawNothing, setOpened };
  }

  return { create };
})();
