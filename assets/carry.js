/* Out of the page: words to the clipboard, files to the disk. */
(function (timeline) {
  "use strict";

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
    } catch (refused) { // or there is none
      return copySelected(words, field) ? COPIED : SELECTED;
    }
  }

  function copySelected(words, field) {
    const back = document.activeElement;
    const area = field || document.body.appendChild(
      timeline.dom.el("textarea", { readonly: true, class: "visually-hidden" }));
    if (!field) area.value = words;
    area.focus({ preventScroll: true });
    area.select();
    const done = document.execCommand("copy");
    if (!field) {
      area.remove();
      back.focus({ preventScroll: true });
      if (!done) timeline.cite.show("To copy", words);
    }
    return done;
  }

  /**
   * Give the reader a file.
   * @param {string} name
   * @param {Blob} content
   */
  function save(name, content) {
    const address = URL.createObjectURL(content);
    const link = timeline.dom.el("a", { href: address, download: name, hidden: true });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000); // a slow browser reads it later
  }

  /** A name for files, as `slug` of timeline/publish/target.py. */
  function slug(text) {
    const plain = text.normalize("NFKD").replace(/[^\x20-\x7e]/g, "").toLowerCase();
    return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60).replace(/-+$/, "") || "timeline";
  }

  timeline.carry = { COPIED, copy, save, slug };
})((window.timeline = window.timeline || {}));
