/* The switches, the search field, the filters' lists and the buttons: what a reader does with them
   changes the view, and they are set to the view that another part of the page has made. */
parts.controls = (() => {
  const SWITCHES = { view: "view-switch", theme: "theme-switch", calendar: "calendar-switch" };
  const EDGE = 8; // px that a list keeps from the edge of the screen
  const BELOW = 4; // px from the button to its list
  const ZOOM = 1.6;

  const { byId } = parts.dom;
  const field = () => /** @type {HTMLInputElement} */ (byId("search"));

  /** What an input holds now. @param {Event} event */
  const heldBy = ({ target }) => /** @type {HTMLInputElement} */ (target).value;

  /**
   * Hear the controls.
   * @param {{change: function(Partial<View>): void, type: function(string): void, clear: function(): void,
   *   dispute: function(): void, zoom: function(number): void, whole: function(): void,
   *   opened: function(ListKey, boolean): void}} page `change`: some fields of the view;
   *   `type`: into the search field; `opened`: the list of a filter has been opened, or closed
   */
  function create(page) {
    for (const [key, id] of Object.entries(SWITCHES)) {
      byId(id).addEventListener("change", (event) => page.change({ [key]: heldBy(event) }));
    }
    byId("search").addEventListener("input", (event) => page.type(heldBy(event)));
    byId("clear").addEventListener("click", page.clear);
    byId("filter-disputed").addEventListener("click", page.dispute);
    byId("zoom-in").addEventListener("click", () => page.zoom(ZOOM));
    byId("zoom-out").addEventListener("click", () => page.zoom(1 / ZOOM));
    byId("zoom-home").addEventListener("click", page.whole);
    for (const panel of parts.dom.all(document, ".filter-panel")) list(panel, page.opened);
  }

  /**
   * The list of a filter: the browser opens and closes it (`popover`), here it finds its place.
   * @param {HTMLElement} panel
   * @param {function(ListKey, boolean): void} told
   */
  function list(panel, told) {
    const key = /** @type {ListKey} */ (panel.id.replace("filter-", ""));
    const button = byId(`filter-${key}-button`);
    panel.addEventListener("beforetoggle", ({ newState }) => {
      told(key, newState === "open");
      if (newState === "open") requestAnimationFrame(() => begin(panel, button));
    });
    // a reader who goes on by keyboard leaves nothing open behind
    panel.addEventListener("focusout", ({ relatedTarget }) => {
      if (
        relatedTarget &&
        relatedTarget !== button &&
        !panel.contains(/** @type {Node} */ (relatedTarget))
      )
        panel.hidePopover();
    });
  }

  /** @param {HTMLElement} panel @param {HTMLElement} button */
  function begin(panel, button) {
    if (!panel.matches(":popover-open")) return;
    const { left, bottom } = button.getBoundingClientRect();
    const most = document.documentElement.clientWidth - panel.offsetWidth - EDGE;
    panel.style.left = `${scrollX + Math.max(EDGE, Math.min(left, most))}px`;
    panel.style.top = `${scrollY + bottom + BELOW}px`;
    panel.querySelector("input")?.focus({ preventScroll: true });
  }

  /** Set them to a view. @param {View} view */
  function set(view) {
    for (const [key, id] of Object.entries(SWITCHES)) {
      for (const radio of byId(id).querySelectorAll("input"))
        radio.checked = radio.value === view[/** @type {keyof View} */ (key)];
    }
    if (field().value !== view.q) field().value = view.q;
  }

  /** Close the list of a filter. @param {string} key */
  const unlist = (key) => byId(`filter-${key}`).hidePopover();

  return { create, set, unlist };
})();
