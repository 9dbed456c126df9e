/* What a key is called, and where a reader types. */
parts.keys = (() => {
  const UNTYPED = [
    "button",
    "checkbox",
    "color",
    "file",
    "image",
    "radio",
    "range",
    "reset",
    "submit",
  ];
  const TYPED = "textarea, select, [role=textbox], [role=searchbox], [role=combobox]";

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
  const typedIn = (node) =>
    /** @type {HTMLElement} */ (node).isContentEditable ||
    node.matches(TYPED) ||
    (node.matches("input") && !UNTYPED.includes(/** @type {HTMLInputElement} */ (node).type));

  return { name, typedIn };
})();
