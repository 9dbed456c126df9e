/* What the document tells of dates, claims and arrows, in pieces that panel, stage and sheets set.
   Every word comes from the document or the page; timeline/telling decides it. */
parts.told = (() => {
  const OPENING = 6; // words

  /**
   * Who claims it: where another voice speaks in a source, that voice ("Stalin, quoted in").
   * @param {Doc} doc the document
   * @param {Excerpt} claim
   * @returns {{voice: string, source: string}} the voice with the space after it, or ""
   */
  const who = (doc, claim) => ({
    voice: claim.voice ? `${claim.voice} ` : "",
    source: doc.sources[claim.source].label,
  });

  /**
   * The arrows to and from an event, those to it first.
   * @param {Doc} doc the document
   * @param {number} i the event
   * @returns {{sign: string, words: string, other: number, contested: boolean, notes: string[],
   *   said: Excerpt[]}[]} `words` go before the `other` event; `said` are the claims, those who object last
   */
  function arrows(doc, i) {
    /** @param {Link} link @param {number} other @param {string} sign @param {0 | 1} way */
    const told = (link, other, sign, way) => ({
      sign,
      other,
      words: doc.relations[link.relation][way],
      contested: link.contested,
      notes: [link.warning, link.note].filter(Boolean),
      said: [...link.claims, ...link.contestedBy],
    });
    return [
      ...doc.links.filter((link) => link.to === i).map((link) => told(link, link.from, "←", 1)),
      ...doc.links.filter((link) => link.from === i).map((link) => told(link, link.to, "→", 0)),
    ];
  }

  /**
   * The words of texts about an event: quoted on it, where accounts of it differ, and of its arrows.
   * The twin of timeline/telling/speaking.py.
   * @param {Doc} doc the document
   * @param {number} i the event
   * @param {boolean} [withArrows] with those of its arrows, as by default
   * @returns {Excerpt[]} excerpts and claims
   */
  function speaking(doc, i, withArrows = true) {
    const { excerpts = [], disagreements = [] } = doc.events[i];
    return [
      ...excerpts,
      ...disagreements.flatMap(
        ({ claims }) => /** @type {Excerpt[]} */ (claims.filter(({ editor }) => !editor)),
      ),
      ...(withArrows ? claims(doc, i) : []),
    ];
  }

  /**
   * What the arrows to and from an event claim, and what is said against it.
   * @param {Doc} doc the document
   * @param {number} i the event
   * @param {function(number): boolean} [leads] of the event at the other end: does its arrow count?
   * @returns {Excerpt[]} claims
   */
  function claims(doc, i, leads = () => true) {
    return arrows(doc, i)
      .filter(({ other }) => leads(other))
      .flatMap(({ said }) => said);
  }

  /** The sources of some excerpts, as indexes in the order of the file. @param {Doc} doc @param {Excerpt[]} excerpts */
  function sources(doc, excerpts) {
    const found = new Set(excerpts.map(({ source }) => source));
    return doc.sources.map((_, n) => n).filter((n) => found.has(n));
  }

  /**
   * A date by the calendar that the reader chose, and by the other where it has two.
   * @param {Doc} doc the document
   * @param {number} i the event
   * @param {string} calendar "ns" or "os"
   * @returns {string[]} "New Style 16 April 1917" and "Old Style 3 April 1917", or the date alone
   */
  function dated(doc, i, calendar) {
    const told = doc.events[i].calendars || [doc.columns.words[i]];
    return calendar === "os" ? [...told].reverse() : told;
  }

  /**
   * The date of an event in a list: "16 April 1917", "Old Style 3 April 1917".
   * @param {Doc} doc @param {number} i the event @param {string} calendar
   */
  const listed = ({ columns }, i, calendar) =>
    (calendar === "os" ? columns.wordsOs : columns.words)[i];

  /** How the date of an event is known, a sentence each: basis, words of the texts, note. @param {EventTold} event */
  const known = ({ basis = "", stated = "", dateNote = "" }) => [basis, stated, dateNote];

  /**
   * What a text lacks to end as a sentence: a full stop, or nothing; the marks are the document's.
   * @param {Doc} doc @param {string} text
   */
  function stop({ said }, text) {
    let end = text.length;
    while (end && said.afterEnds.includes(text[end - 1])) end -= 1;
    return end && said.ends.includes(text[end - 1]) ? "" : ".";
  }

  /** Text with the mark that ends a sentence. @param {Doc} doc @param {string} text */
  const closed = (doc, text) => text + stop(doc, text);

  /** Is an excerpt checked against its text? @param {Doc} doc @param {Excerpt} excerpt */
  const checked = ({ said }, { verified }) => (verified ? said.verified : said.unverified);

  /**
   * Of what sort and time a text is, and how far from the event: "essay · written 1930 · 4 years after".
   * @param {Doc} doc @param {Excerpt} excerpt
   */
  const about = ({ sources }, { source, distance }) =>
    [sources[source].about, distance].filter(Boolean).join(" · ");

  /**
   * What sort of event it is, as far as it tells it from others: lane, kind, weight.
   * @param {Doc} doc @param {number} i the event
   * @returns {string[]}
   */
  function sort(doc, i) {
    const { columns, lanes, kinds, vocabulary } = doc;
    const named = {
      lane: lanes[columns.lane[i]].title,
      kind: kinds[columns.kind[i]].title,
      weight: vocabulary.weights[columns.weight[i]],
    };
    return doc.sorts.map((key) => named[key]);
  }

  /** The first words of a quotation, to tell it from others. @param {string} exact */
  function opening(exact) {
    const words = exact.split(/\s+/);
    return words.length > OPENING ? `${words.slice(0, OPENING).join(" ")} …` : exact;
  }

  /**
   * The works that the editors' own words rest on, as the page lists them.
   * @param {number[]} indexes of works, as events of the document name them
   * @returns {string[]}
   */
  function works(indexes) {
    const listed = document.querySelectorAll("#works li > span");
    return indexes.map((n) => listed[n].textContent);
  }

  return {
    who,
    arrows,
    speaking,
    claims,
    sources,
    dated,
    listed,
    known,
    stop,
    closed,
    checked,
    about,
    sort,
    opening,
    works,
  };
})();
