/* What keys, clickers, fingers and pens ask of the stage. */
parts.stageInput = (() => {
  const SWIPE = 50; // px

  /** @type {Record<string, string>} */
  const BY_KEY = {
    ArrowRight: "next",
    ArrowDown: "next",
    PageDown: "next",
    " ": "next",
    Enter: "next",
    n: "next",
    ArrowLeft: "back",
    ArrowUp: "back",
    PageUp: "back",
    Backspace: "back",
    p: "back",
    Home: "first",
    End: "last",
    b: "blank",
    ".": "blank",
    f: "full",
    F5: "full",
    "?": "help",
    q: "question",
    d: "dates",
    o: "order",
    w: "who",
    j: "jump",
    l: "follow",
    s: "speaker",
    Escape: "escape",
  };

  const HELP = [
    ["→ ↓ space N", "next (Page Down of a clicker too)"],
    ["← ↑ P", "back (Page Up)"],
    ["Home End", "first, last step"],
    ["Q", "question, then the evidence"],
    ["D", "hide the dates; next reveals"],
    ["O", "order these"],
    ["W", "who says it?"],
    ["J", "jump to a step"],
    ["L", "let phones follow"],
    ["S", "speaker’s window"],
    ["B", "blank the screen"],
    ["F", "full screen"],
    ["?", "these keys"],
    ["Esc", "leave"],
  ];

  /** What a key means on the stage; nothing for one that is the browser's or the page's. @param {KeyboardEvent} event */
  function meaning(event) {
    const key = parts.keys.name(event);
    return (event.shiftKey && key === " " ? "back" : BY_KEY[key]) || null;
  }

  /**
   * Hear swipes of a finger or a pen; the mouse has the tools.
   * @param {function(): boolean} hears
   * @param {function(string): void} onSwipe "next" or "back"
   */
  function swipes(hears, onSwipe) {
    /** @type {?{id: number, x: number, y: number}} */
    let from = null;
    document.addEventListener("pointerdown", (event) => {
      from =
        hears() && event.pointerType !== "mouse"
          ? { id: event.pointerId, x: event.clientX, y: event.clientY }
          : null;
    });
    document.addEventListener("pointerup", (event) => {
      if (!from || event.pointerId !== from.id) return;
      const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
      from = null;
      if (Math.abs(dx) > SWIPE && Math.abs(dx) > 1.5 * Math.abs(dy))
        onSwipe(dx < 0 ? "next" : "back");
    });
  }

  return { HELP, meaning, swipes };
})();
