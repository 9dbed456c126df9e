/* Citing: an excerpt, an event or a view, as a Chicago note, BibTeX, CSL-JSON, a W3C Web Annotation
   and plain text. The twin of timeline/exchange, which has the references; it makes the texts of
   the sources (`doc.citations`), and tests/test_citations.py runs both. */
parts.cite = (() => {
  const CONTEXT = "http://www.w3.org/ns/anno.jsonld";
  /** @typedef {{address: string, query: string, accessed: string}} Reading where and when it is read */

  /** @type {Record<string, string>} */
  const ESCAPES = {
    "\\": "\\textbackslash{}",
    "{": "\\textbraceleft{}",
    "}": "\\textbraceright{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
  };

  // ---- notes ----

  /** @param {Doc} doc @param {number} source @param {string} [lead] */
  function sourceNote(doc, source, lead) {
    const { note } = doc.citations.sources[source];
    return lead ? `${lead} ${note}` : note.charAt(0).toUpperCase() + note.slice(1);
  }

  /** @param {string} iso */
  const day = (iso) =>
    new Date(iso).toLocaleDateString("en-US", { dateStyle: "long", timeZone: "UTC" });

  /** @param {string[]} pieces */
  function sentence(pieces) {
    const line = pieces.filter(Boolean).join(", ");
    return line.endsWith(".") ? line : `${line}.`;
  }

  /** @param {string} title */
  function inner(title) {
    return title
      .replaceAll("“", "‘")
      .replaceAll("”", "’")
      .replace(/"([^"]*)"/g, "‘$1’");
  }

  /** @param {Reading} reading @param {?number} i @param {Doc} doc */
  const addressOf = (reading, i, doc) =>
    i === null
      ? reading.address + (reading.query ? `?${reading.query}` : "")
      : `${reading.address}?event=${doc.columns.id[i]}`;

  /** @param {Doc} doc @param {?number} i @param {Reading} reading */
  function ownNote(doc, i, reading) {
    const { title } = doc.timeline;
    return sentence([
      i === null ? title : `“${inner(doc.columns.title[i])},” in ${title}`,
      "interactive timeline",
      reading.accessed && `accessed ${day(reading.accessed)}`,
      addressOf(reading, i, doc),
    ]);
  }

  // ---- CSL-JSON and BibTeX ----

  /** @param {Doc} doc @param {?number} i @param {Reading} reading */
  function ownItem(doc, i, reading) {
    const address = addressOf(reading, i, doc);
    /** @type {Record<string, unknown>} */
    const value = {
      id: doc.citations.key,
      type: "webpage",
      genre: "interactive timeline",
      title: i === null ? doc.timeline.title : doc.columns.title[i],
    };
    if (i !== null) value["container-title"] = doc.timeline.title;
    if (address) value.URL = address;
    if (reading.accessed) {
      value.accessed = { "date-parts": [reading.accessed.split("-").map(Number)] };
    }
    if (doc.citations.licence) value.note = doc.citations.licence;
    return value;
  }

  /** @param {string} text */
  function tex(text) {
    return text
      .trim()
      .replace(/\s+/gu, " ")
      .replace(/[\\{}~^#$%&_]/g, (sign) => ESCAPES[sign] || `\\${sign}`);
  }

  /** @param {Doc} doc @param {?number} i @param {Reading} reading */
  function ownEntry(doc, i, reading) {
    const { title } = doc.timeline;
    /** @param {string} found */
    const escaped = (found) => encodeURIComponent(found[0]);
    const fields = {
      title: `{${tex(i === null ? title : doc.columns.title[i])}}`,
      howpublished: i === null ? "Interactive timeline" : tex(`${title}, interactive timeline`),
      url: addressOf(reading, i, doc).replace(/[{}\\\s]/gu, escaped),
      urldate: reading.accessed,
      annote: tex(doc.citations.licence),
    };
    const lines = Object.entries(fields)
      .filter(([, value]) => value)
      .map(([name, value]) => `  ${name} = {${value}},`);
    return [`@misc{${doc.citations.key},`, ...lines, "}"].join("\n");
  }

  // ---- annotations ----

  /** @param {Doc} doc @param {Reading} reading */
  function generator(doc, reading) {
    const value = { type: "Software", name: `${doc.timeline.title}, interactive timeline` };
    return reading.address ? { ...value, homepage: reading.address } : value;
  }

  /** @param {Excerpt} excerpt */
  function quote(excerpt) {
    const { exact, before = "", after = "" } = excerpt;
    /** @type {{type: string, exact: string, prefix?: string, suffix?: string}} */
    const value = { type: "TextQuoteSelector", exact };
    if (before) value.prefix = before;
    if (after) value.suffix = after;
    return value;
  }

  /** @param {Doc} doc @param {Excerpt} excerpt @param {Reading} reading */
  function targets(doc, excerpt, reading) {
    const { text, csl } = doc.citations.sources[excerpt.source];
    const words = quote(excerpt);
    /** @type {object[]} */
    const made = [];
    /** @param {unknown} source @param {object} selector */
    const add = (source, selector) => made.push({ type: "SpecificResource", source, selector });
    if (csl.URL) add(csl.URL, words);
    if (text) {
      /** @type {object[]} */
      const selectors = [words];
      if (excerpt.at !== undefined) {
        // characters are code points, as in Python and in the annotation model
        const end = excerpt.at + [...excerpt.exact].length;
        selectors.push({ type: "TextPositionSelector", start: excerpt.at, end });
      }
      add({ id: text, type: "Text", format: "text/plain" }, selectors);
    }
    if (!made.length) add(`${reading.address}#source-${csl.id}`, words);
    return made;
  }

  /** @param {Doc} doc @param {number} i @param {Excerpt} excerpt @param {Reading} reading */
  function annotation(doc, i, excerpt, reading) {
    const address = addressOf(reading, i, doc);
    const place =
      excerpt.at === undefined
        ? /** @type {Excerpt[]} */ (doc.events[i].excerpts).indexOf(excerpt) + 1
        : excerpt.at;
    return {
      id: `${address}#${doc.citations.sources[excerpt.source].csl.id}-${place}`,
      type: "Annotation",
      motivation: "linking",
      generator: generator(doc, reading),
      body: [
        { type: "SpecificResource", purpose: "linking", source: address },
        {
          type: "TextualBody",
          purpose: "describing",
          format: "text/plain",
          language: doc.timeline.language,
          value: `${doc.columns.title[i]} (${doc.columns.words[i]})`,
        },
      ],
      target: targets(doc, excerpt, reading),
    };
  }

  /** @param {Doc} doc @param {number[]} events @param {Reading} reading */
  function collection(doc, events, reading) {
    const only = events.length === 1 ? events[0] : null;
    const address = addressOf(reading, only, doc);
    const items = events.flatMap((i) =>
      (doc.events[i].excerpts || []).map((excerpt) => annotation(doc, i, excerpt, reading)),
    );
    /** @type {Record<string, unknown>} */
    const value = {
      "@context": CONTEXT,
      id: `${address}#annotations`,
      type: "AnnotationCollection",
      label: only === null ? doc.timeline.title : doc.columns.title[only],
      generator: generator(doc, reading),
      total: items.length,
    };
    if (items.length) {
      const id = `${address}#annotations-1`;
      value.first = { id, type: "AnnotationPage", startIndex: 0, items };
    }
    return value;
  }

  // ---- the three things that a reader cites ----

  /** @param {unknown} value */
  const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

  /** @param {Doc} doc @param {number} i @param {Excerpt} excerpt @param {Reading} reading */
  function ofExcerpt(doc, i, excerpt, reading) {
    const { bibtex, csl } = doc.citations.sources[excerpt.source];
    const note = sourceNote(doc, excerpt.source, excerpt.voice);
    const about = { "@context": CONTEXT, ...annotation(doc, i, excerpt, reading) };
    return {
      chicago: note,
      bibtex: `${bibtex}\n`,
      csl: json([csl]),
      annotation: json(about),
      plain: `“${excerpt.exact}”\n${note}\n`,
    };
  }

  /** @param {Doc} doc @param {number[]} events @param {Reading} reading */
  function ofEvents(doc, events, reading) {
    const only = events.length === 1 ? events[0] : null;
    /** @type {number[]} */
    const sources = parts.told.sources(
      doc,
      events.flatMap((i) => parts.told.speaking(doc, i)),
    );
    const texts = sources.map((n) => doc.citations.sources[n]);
    const notes = [ownNote(doc, only, reading), ...sources.map((n) => sourceNote(doc, n, ""))];
    const lines = events.map((i) => `${doc.columns.words[i]}: ${doc.columns.title[i]}`);
    return {
      chicago: `${notes.join("\n")}\n`,
      bibtex: `${[ownEntry(doc, only, reading), ...texts.map((text) => text.bibtex)].join("\n\n")}\n`,
      csl: json([ownItem(doc, only, reading), ...texts.map((text) => text.csl)]),
      annotation: json(collection(doc, events, reading)),
      plain: `${lines.join("\n")}\n\n${notes.join("\n")}\n`,
    };
  }

  /**
   * The texts to copy or download.
   * @param {Doc} doc the document, with `citations`
   * @param {{event?: ?string, excerpt?: ?Excerpt, events?: string[], address?: string,
   *   query?: string, accessed?: string}} what an `excerpt` (an object of the document) of an
   *   `event` (id); or the event; or the `events` of a view (ids; all without it). `address` is
   *   the page's, without query, `query` the view's, `accessed` the day as an ISO date
   * @returns {{chicago: string, bibtex: string, csl: string, annotation: string, plain: string}}
   */
  function texts(doc, what) {
    const {
      event,
      excerpt,
      events = doc.columns.id,
      address = "",
      query = "",
      accessed = "",
    } = what;
    const reading = { address, query, accessed };
    const index = new Map(doc.columns.id.map((id, i) => [id, i]));
    if (excerpt)
      return ofExcerpt(doc, /** @type {number} */ (index.get(event || "")), excerpt, reading);
    const chosen = event ? [event] : events;
    return ofEvents(doc, /** @type {number[]} */ (chosen.map((id) => index.get(id))), reading);
  }

  // ---- out of the page ----

  /**
   * Give a reader a text as a file. In a frame, which may forbid downloads without saying so, the
   * text is shown instead, to be copied.
   * @param {string} name of the file
   * @param {string} text
   * @param {string} type its media type
   * @returns {string} "downloaded" or "shown"
   */
  function download(name, text, type) {
    if (window.parent !== window) {
      parts.save.show(name, text);
      return "shown";
    }
    parts.save.save(name, new Blob([text], { type: `${type};charset=utf-8` }));
    return "downloaded";
  }

  return { texts, download };
})();
