/* The dialog that offers a citation in its forms: to copy, or as a file. */
(function (timeline) {
  "use strict";

  const FORMS = {
    chicago: { name: "Chicago note", ending: "txt", type: "text/plain" },
    plain: { name: "Plain", ending: "txt", type: "text/plain" },
    bibtex: { name: "BibTeX", ending: "bib", type: "application/x-bibtex" },
    csl: { name: "CSL-JSON", ending: "json", type: "application/vnd.citationstyles.csl+json" },
    annotation: { name: "Web annotation", ending: "jsonld", type: "application/ld+json" },
  };

  /**
   * Open the dialog.
   * @param {Object<string, string>} texts of `timeline.cite.texts`; empty ones are not offered
   * @param {string} title what is cited
   * @param {string} file name of the file, without its ending
   */
  function offer(texts, title, file) {
    const { el } = timeline.dom;
    const offered = Object.keys(FORMS).filter((form) => texts[form]);
    let chosen = offered[0];
    const area = el("textarea", { readonly: true, rows: 10, "aria-label": "Citation" });
    const said = el("span", { role: "status" });
    const forms = offered.map((form) => el("label", {},
      el("input", {
        type: "radio", name: "cite-form", value: form, checked: form === chosen,
        change: () => choose(form),
      }), ` ${FORMS[form].name}`));
    const dialog = el("dialog", { class: "cite", "aria-label": `Cite: ${title}`, close: () => dialog.remove() },
      el("h2", {}, "Cite"), el("p", { class: "cited" }, title),
      el("div", { class: "forms", role: "radiogroup", "aria-label": "Form" }, ...forms), area,
      el("p", { class: "steps" },
        el("button", { type: "button", class: "step", click: copy }, "Copy"),
        el("button", { type: "button", class: "step", click: save }, "Save as a file"), said,
        el("button", { type: "button", class: "step close", click: () => dialog.close() }, "Close")));

    function choose(form) {
      chosen = form;
      area.value = texts[form];
      said.textContent = "";
    }

    function copy() {
      timeline.carry.copy(area.value, area).then((words) => { said.textContent = words; });
    }

    function save() {
      const { ending, type } = FORMS[chosen];
      timeline.cite.download(`${file}.${ending}`, area.value, type);
    }

    choose(chosen);
    document.body.append(dialog);
    dialog.showModal();
  }

  timeline.citeDialog = { offer };
})((window.timeline = window.timeline || {}));
