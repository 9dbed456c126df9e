/* What the page's keys do. They are heard wherever the focus stands, and leave to an element what it
   has a use of its own for. */
parts.shortcuts = (() => {
  const NUDGE = 0.2; // of the window, an arrow key
  const ZOOM = 1.6;
  const ARROWED =
    "[type=radio], [type=range], audio, video, " +
    "[role=slider], [role=radio], [role=tab], [role=menuitem], [role=option]";
  /** @type {Record<string, string>} */
  const BY_KEY = {
    Escape: "close",
    "/": "search",
    p: "present",
    "+": "closer",
    "=": "closer",
    "-": "wider",
    "−": "wider",
    0: "whole",
    ArrowLeft: "left",
    ArrowRight: "right",
    ArrowUp: "up",
    ArrowDown: "down",
  };
  const ONCE = ["close", "search", "present"]; // a key held down would go on into what they open

  /**
   * Hear the keys.
   * @param {KeysPage} page `view()`; `listing()`: the options of a filter are open, `unlist()` them;
   *   `close()` the event; `present()`; `search()`; `walk(by)` to the next event or the one before;
   *   `entry(node, by)`: to the next entry of the chronicle; `zoom(factor)`, `whole()`, `pan(part)`:
   *   all but the first return false where there is nothing to do
   */
  function create(page) {
    const { name, typedIn } = parts.keys;
    /** @type {Record<string, function(Element): unknown>} */
    const ACTS = {
      close() {
        const { event, mode } = page.view();
        if (event) return page.close();
        if (mode === "embed") parts.embed.release();
        return false;
      },
      search: () => (page.view().mode === "embed" ? false : page.search()),
      present: () => page.present(),
      closer: () => page.zoom(ZOOM),
      wider: () => page.zoom(1 / ZOOM),
      whole: () => page.whole(),
      left: () => (page.view().event ? page.walk(-1) : page.pan(-NUDGE)),
      right: () => (page.view().event ? page.walk(1) : page.pan(NUDGE)),
      up: (node) => page.entry(node, -1),
      down: (node) => page.entry(node, 1),
    };

    /** @param {KeyboardEvent} event */
    function pressed(event) {
      const what = BY_KEY[name(event)];
      const node = event.target instanceof Element ? event.target : document.body;
      if (!what || event.defaultPrevented || typedIn(node)) return;
      if (event.repeat && ONCE.includes(what)) return;
      const arrow = event.key.startsWith("Arrow");
      const { mode } = page.view();
      // the stage and a dialog have keys of their own; on a sheet of paper there is nothing to move
      if (mode === "present" || document.querySelector("dialog[open]")) return;
      if (mode === "print" && !["close", "present"].includes(what)) return;
      if (page.listing() && (arrow || what === "close")) return; // the open list's own
      if (arrow && node.matches(ARROWED)) return;
      if (page.listing() && ONCE.includes(what)) page.unlist();
      if (ACTS[what](node) !== false) event.preventDefault();
    }

    document.addEventListener("keydown", pressed);
  }

  return { create };
})();
