/* How the page is dressed: its theme and mode, and type for one reader or for a whole room. */
parts.theme = (() => {
  const { roomScale, forRoom, unit, wear } = window.timelineEarly;

  /**
   * @param {Doc} doc the document, whose themes are told the type scale
   * @returns {{put: function(View): void, fit: function(View): void, room: function(): number,
   *   ground: function(View): string}} `ground`: the theme that a view is drawn in; `put`
   *   dresses the page for a view; `fit` does so where the screen has changed; `room`: the type
   *   scale for a whole room
   */
  function create(doc) {
    const root = document.documentElement;
    const black = matchMedia(`(forced-colors: active) and (prefers-color-scheme: dark)`);
    let room = 1;
    /** @type {number | undefined} */
    let tall; // the screen's height and width when the type was last fitted
    /** @type {number | undefined} */
    let wide;

    /** On a projector type is as large as the screen asks (boot/early.js). @param {View} view */
    function fit(view) {
      const { innerHeight, innerWidth } = window;
      if (innerHeight === tall && innerWidth === wide) return;
      tall = innerHeight;
      wide = innerWidth;
      room = roomScale();
      wear("--u", unit());
      put(view);
    }

    /**
     * The chart has colours of its own: where readers have chosen dark ones for everything, a light
     * sheet would stand out of a black page.
     * @param {View} view
     */
    function ground({ theme, mode }) {
      return black.matches && theme === "light" && mode !== "print" ? "dark" : theme;
    }

    /** @param {View} view */
    function put(view) {
      root.dataset.theme = ground(view);
      root.dataset.view = view.view;
      root.dataset.mode = view.mode;
      const tokens = doc.themes[root.dataset.theme || "light"];
      tokens.typeScale = forRoom(view) ? room : 1;
      wear("--type-scale", String(tokens.typeScale));
    }

    return { put, fit, ground, room: () => room };
  }

  return { create };
})();
