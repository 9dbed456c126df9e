/* The dialog that offers a citation in its forms: to copy, or as a file. */
parts.citeDialog = (() => {
  /** @typedef {{event?: ?string, excerpt?: ?Excerpt, query: string, events: string[]}} Cited */

  /** @type {Record<string, {name: string, ending: string, type: string}>} */
  const FORMS = {
    chicago: { name: "Chicago note", ending: "txt", type: "text/plain" },
    plain: { name: "Plain", ending: "txt", type: "text/plain" },
    bibtex: { name: "BibTeX", ending: "bib", type: "application/x-bibtex" },
    csl: { name: "CSL-JSON", ending: "json", type: "application/vnd.citationstyles.csl+json" },
    annotation: { name: "Web annotation", ending: "jsonld", type: "application/ld+json" },
  };

  /**
   * The citations of an excerpt, of an event, or of all events in sight, on the page as it stands.
   * @param {Doc} doc the document
   * @param {Cited} about as of `parts.cite.texts`; query and events are those of the view
   */
  function texts(doc, { event, excerpt, query, events }) {
    const { onWeb, bare } = parts.address;
    return parts.cite.texts(doc, {
      event,
      excerpt,
      query: event ? "" : query,
      events: event ? undefined : events,
      address: onWeb ? bare() : "",
      accessed: new Date().toISOString().slice(0, 10),
    });
  }

  /** Open the dialog with them. @param {Doc} doc @param {Cited} about */
  function open(doc, about) {
    const { event, excerpt } = about;
    const title = event
      ? doc.columns.title[doc.columns.id.indexOf(event)]
      : parts.dom.byId("status").textContent;
    offer(texts(doc, about), excerpt ? `${title}: “${excerpt.exact}”` : title, event || "timeline");
  }

  /**
   * @param {Record<string, string>} all texts by form, of which empty ones are not offered
   * @param {?string} title of what is cited
   * @param {string} file its name, without the ending
   */
  function offer(all, title, file) {
    const { el } = parts.dom;
    const offered = Object.keys(FORMS).filter((form) => all[form]);
    let chosen = offered[0];
    const area = el("textarea", { readonly: true, rows: 10, "aria-label": "Citation" });
    const said = el("span", { role: "status" });
    const forms = offered.map((form) =>
      el(
        "label",
        {},
        el("input", {
          type: "radio",
          name: "cite-form",
          value: form,
          checked: form === chosen,
          change: () => choose(form),
        }),
        ` ${FORMS[form].name}`,
      ),
    );
    const dialog = el(
      "dialog",
      { class: "cite", "aria-label": `Cite: ${title}`, close: () => dialog.remove() },
      el("h2", {}, "Cite"),
      el("p", { class: "cited" }, title),
      el("div", { class: "forms", role: "radiogroup", "aria-label": "Form" }, ...forms),
      area,
      el(
        "p",
        { class: "steps" },
        el("button", { type: "button", class: "step", click: copy }, "Copy"),
        el("button", { type: "button", class: "step", click: save }, "Save as a file"),
        said,
        el("button", { type: "button", class: "step close", click: () => dialog.close() }, "Close"),
      ),
    );

    /** @param {string} form */
    function choose(form) {
      chosen = form;
      area.value = all[form];
      said.textContent = "";
    }

    function copy() {
      parts.save.copy(area.value, area).then((words) => {
        said.textContent = words;
      });
    }

    function save() {
      const { ending, type } = FORMS[chosen];
      parts.cite.download(`${file}.${ending}`, area.value, type);
    }

    choose(chosen);
    document.body.append(dialog);
    dialog.showModal();
  }

  return { texts, open };
})();
