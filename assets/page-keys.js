/* The page's keys: what a key is called, whose it is, and what it does. They are heard wherever the
   focus stands, and leave to an element what it has a use of its own for. */
(function (timeline) {
  "use strict";

  const NUDGE = 0.2; // of the window, an arrow key
  const ZOOM = 1.6;
  const UNTYPED = ["button", "checkbox", "color", "file", "image", "radio", "range", "reset", "submit"];
  const TYPED = "textarea, select, [role=textbox], [role=searchbox], [role=combobox]";
  const ARROWED = "[type=radio], [type=range], audio, video, "
    + "[role=slider], [role=radio], [role=tab], [role=menuitem], [role=option]";
  const BY_KEY = {
    Escape: "close", "/": "search", p: "present",
    "+": "closer", "=": "closer", "-": "wider", "−": "wider", 0: "whole",
    ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down",
  };
  const ONCE = ["close", "search", "present"]; // a key held down would go on into what they open

  /**
   * What a pressed key is called: a letter small, and on a keyboard of another script that of the
   * Latin one in its place; "" if it is the browser's or part of a letter not yet complete.
   * @param {KeyboardEvent} event
   */
  function name(event) {
    const { key, code } = event;
    if (!key || event.isComposing || event.keyCode === 229) return "";
    const third = event.getModifierState("AltGraph"); // writes a sign, as Shift does
    if (!third && (event.ctrlKey || event.altKey || event.metaKey)) return "";
    if (key.length > 1) return event.shiftKey && key.startsWith("Arrow") ? "" : key; // Shift selects
    const latin = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(code);
    const other = latin && !third && key > "\u007f" && /[\p{L}\p{Nd}]/u.test(key);
    return (other ? latin[1] : key).toLowerCase();
  }

  /** Is this where a reader types, so that every key is a letter? @param {Element} node */
  const typedIn = (node) => node.isContentEditable || node.matches(TYPED)
    || (node.matches("input") && !UNTYPED.includes(node.type));

  /**
   * Hear the keys.
   * @param {Object} page `view()`; `listing()`: the options of a filter are open, `unlist()` them;
   *   `close()` the event; `present()`; `search()`; `walk(by)` to the next event or the one before;
   *   `entry(node, by)`: to the next entry of the chronicle; `zoom(factor)`, `whole()`, `pan(part)`:
   *   all but the first return false where there is nothing to do
   */
  function create(page) {
    const ACTS = {
      close() {
        const { event, mode } = page.view();
        if (event) return page.close();
        if (mode === "embed") timeline.embed.release();
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

  timeline.keys = { name, typedIn, create };
})((window.timeline = window.timeline || {}));
