/* Share: the present view, carried elsewhere. What this copy of the page cannot make is not
   offered; what its server makes is greyed out while the server is gone. */
parts.share = (() => {
  /**
   * Open the dialog.
   * @param {Doc} doc the document
   * @param {{view: Object, sentence: string, state: function(): Object,
   *   citations: function(): Object, onCite: function(string): void, onPrint: function(string): void}} page
   *   view, and it in a sentence; state: its chart's, as `parts.picture.make` takes it;
   *   citations: of its events, as `parts.cite.texts`; onCite: of an event's id, or "" for the
   *   view; onPrint: of a sheet's name
   */
  function open(doc, page) {
    const { el } = parts.dom;
    const { sentence } = page;
    const view = { ...page.view, mode: "explore" };
    const event = doc.columns.id.indexOf(view.event);
    const name = parts.save.fileName(doc.timeline.title);
    const files = parts.files.find();
    const said = el("p", { class: "share-said", role: "status" });

    // ---- the pieces that ways are made of ----

    const way = (words, ...pieces) => el("section", { class: "way" }, el("h3", {}, words), ...pieces);
    const line = (...pieces) => el("p", { class: "share-line" }, ...pieces);
    const note = (...words) => el("p", { class: "known" }, ...words);
    const button = (words, click) => el("button", { type: "button", class: "step", click }, words);
    const say = (words) => { said.textContent = words; };
    const copying = (field) => button("Copy", () => parts.save.copy(field.value, field).then(say));

    /** Give the reader a file that the page made. */
    function give(ending, content) {
      parts.save.save(`${name}.${ending}`, content);
      say(`saved: ${name}.${ending}`);
    }

    /** A link to a file that the page does not make; null where there is none. */
    function file(named, words, query) {
      const href = files.of(named, query);
      if (!href) return null;
      if (files.whole) return el("a", { href, download: "" }, words); // under its own name
      const link = el("a", { href, download: `${name}.${named}` }, words);
      link.dataset.served = href;
      link.addEventListener("click", (clicked) => {
        clicked.preventDefault();
        if (!link.href) return;
        say(`making ${link.download} …`);
        parts.files.bring(href, link.download).then(say);
      });
      return link;
    }

    /** Close the dialog and go on elsewhere. */
    function leave(then) {
      dialog.close();
      then();
    }

    const pieces = {
      el, way, line, note, button, say, copying, give, file, leave,
      doc, page, view, sentence, files, name,
      what: event < 0 ? sentence : doc.columns.title[event],
    };

    // ---- the dialog ----

    const { ways: addresses } = parts.links;
    const { ways: copies } = parts.copies;
    const gone = note("No connection to the server: what is greyed out is made there.");
    const ways = el("div", { class: "ways" }, gone, ...[...addresses, ...copies].map((make) => make(pieces)));
    const dialog = el("dialog", { class: "cite share", "aria-labelledby": "share-title", close: left },
      el("header", {}, el("h2", { id: "share-title" }, "Share"), el("p", { class: "cited" }, sentence), said,
        el("button", { type: "button", class: "step close", click: () => dialog.close() }, "Close")), ways);
    const offline = document.getElementById("offline");
    const watching = new MutationObserver(serve);

    function serve() {
      const up = !offline?.textContent;
      const links = parts.dom.all(ways, "a[data-served]");
      gone.hidden = up || !links.length;
      for (const link of links) {
        const shown = { href: link.dataset.served || "" };
        const greyed = { role: "link", "aria-disabled": "true" };
        for (const about of Object.keys({ ...shown, ...greyed })) link.removeAttribute(about);
        for (const [about, value] of Object.entries(up ? shown : greyed)) link.setAttribute(about, value);
      }
    }

    function left() {
      watching.disconnect();
      dialog.remove();
    }

    if (offline) watching.observe(offline, { childList: true, characterData: true, subtree: true });
    serve();
    document.body.append(dialog);
    dialog.showModal();
    dialog.querySelector("input")?.focus(); // the link, selected; a frame may not focus by `autofocus`
  }

  return { open };
})();
