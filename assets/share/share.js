/* Share: the present view, carried elsewhere. What this copy of the page cannot make is not
   offered; what its server makes is greyed out while the server is gone. */
parts.share = (() => {
  /**
   * Open the dialog.
   * @param {Doc} doc the document
   * @param {SharePage} page
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

    /** @param {string} words @param {...Child} pieces */
    const way = (words, ...pieces) =>
      el("section", { class: "way" }, el("h3", {}, words), ...pieces);
    /** @param {...Child} pieces */
    const line = (...pieces) => el("p", { class: "share-line" }, ...pieces);
    /** @param {...Child} words */
    const note = (...words) => el("p", { class: "known" }, ...words);
    /** @param {string} words @param {() => void} click */
    const button = (words, click) => el("button", { type: "button", class: "step", click }, words);
    /** @param {string} words */
    const say = (words) => {
      said.textContent = words;
    };
    /** @param {HTMLInputElement | HTMLTextAreaElement} field */
    const copying = (field) => button("Copy", () => parts.save.copy(field.value, field).then(say));

    /** Give the reader a file that the page made. @param {string} ending @param {Blob} content */
    function give(ending, content) {
      parts.save.save(`${name}.${ending}`, content);
      say(`saved: ${name}.${ending}`);
    }

    /** A link to a file that the page does not make; null where there is none.
     * @param {string} named @param {string} words @param {string} query */
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

    /** Close the dialog and go on elsewhere. @param {() => void} then */
    function leave(then) {
      dialog.close();
      then();
    }

    /** @type {SharePieces} */
    const pieces = {
      el,
      way,
      line,
      note,
      button,
      say,
      copying,
      give,
      file,
      leave,
      doc,
      page,
      view,
      sentence,
      files,
      name,
      what: event < 0 ? sentence : doc.columns.title[event],
    };

    // ---- the dialog ----

    const { ways: addresses } = parts.links;
    const { ways: copies } = parts.copies;
    const gone = note("No connection to the server: what is greyed out is made there.");
    const ways = el(
      "div",
      { class: "ways" },
      gone,
      ...[...addresses, ...copies].map((make) => make(pieces)),
    );
    const dialog = el(
      "dialog",
      { class: "cite share", "aria-labelledby": "share-title", close: left },
      el(
        "header",
        {},
        el("h2", { id: "share-title" }, "Share"),
        el("p", { class: "cited" }, sentence),
        said,
        el("button", { type: "button", class: "step close", click: () => dialog.close() }, "Close"),
      ),
      ways,
    );
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
        for (const [about, value] of Object.entries(up ? shown : greyed))
          link.setAttribute(about, value);
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
