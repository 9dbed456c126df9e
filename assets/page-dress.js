/* How the page is dressed: its theme and mode, and type for one reader or for a whole room. */
(function (timeline) {
  "use strict";

  const HELD_PX = 6; // a hundredth of the screen, at most, on a telephone

  /**
   * @param {Object} doc the document, whose themes are told the type scale
   * @returns {{put: function(Object), fit: function(Object), room: function(): number}} `put`
   *   dresses the page for a view; `fit` does so where the screen has changed; `room`: the type
   *   scale for a whole room
   */
  function create(doc) {
    const root = document.documentElement;
    let room = 1;
    let tall; // the screen's height and width when the type was last fitted
    let wide;

    /* On a projector type is as large as the screen asks (early.js). */
    function fit(view) {
      const { innerHeight, innerWidth } = window;
      if (innerHeight === tall && innerWidth === wide) return;
      tall = innerHeight;
      wide = innerWidth;
      room = timeline.roomScale();
      // a screen that stands is held in the hand, and is no projector's: type goes by its width
      const held = Math.min(wide / 72, Math.max(wide / 100, HELD_PX));
      root.style.setProperty("--u", `${Math.min(tall / 100, tall > wide ? held : wide / 72)}px`);
      put(view);
    }

    function put(view) {
      root.dataset.theme = view.theme;
      root.dataset.view = view.view;
      root.dataset.mode = view.mode;
      doc.themes[view.theme].typeScale = timeline.forRoom(view) ? room : 1;
      root.style.setProperty("--type-scale", doc.themes[view.theme].typeScale);
    }

    return { put, fit, room: () => room };
  }

  timeline.dress = { create };
})((window.timeline = window.timeline || {}));
