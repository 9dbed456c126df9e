/* Out of the page: words to the clipboard, files to the disk. */
parts.save = (() => {
  const COPIED = "copied";
  const SELECTED = "selected: press Ctrl+C or ⌘C";

  /**
   * Copy words. The clipboard is closed to a page that came by plain http from another machine, as
   * a file, or into a frame; there the browser's older way is tried, which needs them selected.
   * @param {string} words
   * @param {HTMLInputElement|HTMLTextAreaElement} [field] that holds them; without one, a dialog
   *   shows them where no way is open
   * @returns {Promise<string>} COPIED, or how the reader does it: what to tell them
   */
  async function copy(words, field) {
    try {
      // a frame without leave would have a complaint on the console for asking
      if (window.parent !== window) throw new Error("framed");
      await navigator.clipboard.writeText(words);
      return COPIED;
    } catch {
      // or there is none
      return copySelected(words, field) ? COPIED : SELECTED;
    }
  }

  /** @param {string} words @param {HTMLInputElement | HTMLTextAreaElement} [field] */
  function copySelected(words, field) {
    const back = /** @type {?HTMLElement} */ (document.activeElement);
    const area =
      field ||
      document.body.appendChild(
        parts.dom.el("textarea", { readonly: true, class: "visually-hidden" }),
      );
    if (!field) area.value = words;
    area.focus({ preventScroll: true });
    area.select();
    const done = document.execCommand("copy");
    if (!field) {
      area.remove();
      back?.focus({ preventScroll: true });
      if (!done) show("To copy", words);
    }
    return done;
  }

  /** Show a text, selected, in a dialog: it can be copied wherever a page can be read.
   * @param {string} name @param {string} text */
  function show(name, text) {
    const { el } = parts.dom;
    const area = el("textarea", { readonly: true, rows: 12, cols: 60, "aria-label": name });
    area.value = text;
    const dialog = el(
      "dialog",
      { class: "cite", "aria-label": name, close: () => dialog.remove() },
      el("p", {}, `${name}: press Ctrl+C or ⌘C to copy.`),
      area,
      el("p", {}, el("button", { type: "button", click: () => dialog.close() }, "Close")),
    );
    document.body.append(dialog);
    dialog.showModal();
    area.focus();
    area.select();
  }

  /**
   * Give the reader a file.
   * @param {string} name
   * @param {Blob} content
   */
  function save(name, content) {
    const address = URL.createObjectURL(content);
    const link = parts.dom.el("a", { href: address, download: name, hidden: true });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000); // a slow browser reads it later
  }

  const NAMELESS = "timeline";
  const MOST = { characters: 60, bytes: 120 };
  const LOOKS = /[\ufe00-\ufe0f\u20e3\u{e0100}-\u{e01ef}]/gu;
  const RESERVED = /^(con|prn|aux|nul|(com|lpt)[0-9¹²³])$/;

  /** A name for files, as `file_name` of timeline/files.py. @param {string} title */
  function fileName(title) {
    const text = title
      .normalize("NFC")
      .toLowerCase()
      .replace(LOOKS, "")
      .replace(/\p{Cf}/gu, "");
    const kept = text.replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").replace(/(^|-)\p{M}+/gu, "$1");
    const signs = Array.from(kept.replace(/-+/g, "-").replace(/^-/, ""));
    let most = Math.min(signs.length, MOST.characters);
    const bytes = () => new TextEncoder().encode(signs.slice(0, most).join("")).length;
    while (bytes() > MOST.bytes) most -= 1;
    while (most > 0 && most < signs.length && /\p{M}/u.test(signs[most])) most -= 1;
    const name = signs.slice(0, most).join("").replace(/-$/, "") || NAMELESS;
    return RESERVED.test(name) ? `${name}-${NAMELESS}` : name;
  }

  return { COPIED, copy, save, show, fileName };
})();
