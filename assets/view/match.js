/**
 * Which events pass the filters. The twin of `fold` (timeline/views/search.py) and `mask`
 * (timeline/views/view.py); tests/cases/filter.json runs through both.
 */
parts.match = (() => {
  const QUOTES = /[‘’‚‛′‵ʹʻʼʽˈ`´‹›]/g;
  const DOUBLE_QUOTES = /[“”„‟″‶«»]/g;
  const MARKS = /\p{M}/gu;
  // Letters that NFKD leaves whole though a reader types them plain.
  /** @type {Record<string, string>} */
  const LETTERS = {
    ß: "ss",
    æ: "ae",
    œ: "oe",
    þ: "th",
    ł: "l",
    ø: "o",
    đ: "d",
    ð: "d",
    ħ: "h",
    ŧ: "t",
    ŋ: "n",
    ĸ: "k",
    ı: "i",
    ς: "σ",
  };
  const WHOLE_LETTERS = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");
  const UNSEEN = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
  const DASHES = /[\u02d7\u058a\u05be\u2010-\u2015\u2043\u2212\u2e3a\u2e3b]+/g;
  // Filter → column; of `MANY` an event has several.
  /** @type {Record<string, "lane" | "kind" | "weight">} */
  const ONE = { lane: "lane", kind: "kind", weight: "weight" };
  /** @type {Record<string, "people" | "places" | "sources" | "tags">} */
  const MANY = { person: "people", place: "places", source: "sources", tag: "tags" };
  // Of an event's part of the document, and of an arrow's: what a reader sees of it, and may search.
  const SAID = new Set([
    "basis",
    "calendars",
    "stated",
    "dateNote",
    "knownAs",
    "summary",
    "before",
    "exact",
    "after",
    "speaker",
    "says",
    "dates",
    "note",
    "about",
    "told",
    "rests",
    "warning",
  ]);
  const KEYS = /** @type {(keyof View)[]} */ ([
    ...Object.keys(ONE),
    ...Object.keys(MANY),
    "disputed",
    "q",
  ]);

  /**
   * Text as search compares it: no case, accents, typographic quotes, dashes or spaces.
   * @param {string} text
   * @returns {string}
   */
  function fold(text) {
    return parts.state.spaced(
      text
        .replace(QUOTES, "'")
        .replace(DOUBLE_QUOTES, '"')
        .normalize("NFKD")
        .toLowerCase()
        .replace(MARKS, "")
        .replace(WHOLE_LETTERS, (letter) => LETTERS[letter])
        .replace(UNSEEN, "")
        .replace(DASHES, "-"),
    );
  }

  /** The words a search asks for, folded and distinct; punctuation alone is no word. @param {string} query */
  function queryWords(query) {
    const words = fold(query)
      .split(" ")
      .map((word) => word.replace(/^["']+|["']+$/g, ""));
    return [...new Set(words.filter((word) => /[\p{L}\p{N}]/u.test(word)))];
  }

  /**
   * The columns made ready once, so that a filter costs a pass over bytes.
   * @param {Columns} columns of the document: `lane`, `kind`, `weight` [index into the vocabulary],
   *   `people`, `places`, `tags`, `sources` [[index]], `named` [[[source]]] for each of `people`,
   *   `disputed` [0 | 1], `search` [folded text]
   * @param {Vocabulary} vocabulary of the document
   * @param {Filtering["search"]} [search] what a search reads of an event; by default the column
   *   alone
   * @returns {Filtering}
   */
  function prepare(columns, vocabulary, search = (i) => columns.search[i]) {
    const size = columns.id.length;
    /** @type {Filtering["filters"]} */
    const filters = {};
    for (const [key, column] of Object.entries({ ...ONE, ...MANY })) {
      const list = parts.state.LISTS[/** @type {ListKey} */ (key)];
      const ids = parts.state
        .items(vocabulary, list)
        .map((x) => (typeof x === "string" ? x : x.id));
      /** @type {number[][]} */
      const members = ids.map(() => []); // option → its events
      columns[column].forEach((value, i) => {
        for (const option of [value].flat()) members[option].push(i);
      });
      filters[key] = {
        ids,
        index: new Map(ids.map((id, i) => [id, i])),
        members: members.map((events) => Int32Array.from(events)),
      };
    }
    const disputed = Uint8Array.from(columns.disputed);
    // A mask per filter is kept until its value changes: typing moves only that of the search.
    const { people = [], named = [] } = columns;
    return { size, filters, disputed, search, people, named, kept: new Map() };
  }

  /**
   * What a search reads of each event: the words of the document that a reader sees of it, folded
   * when they are first asked for, and the column. The twin of `haystacks` (timeline/views/search.py).
   * @param {Doc} doc the document
   * @returns {Filtering["search"]} of an event
   */
  function haystacks(doc) {
    const { columns } = doc;
    /** @type {string[]} */
    const kept = [];
    /** @type {?Map<number, Link[]>} */
    let arrows = null;
    /** @param {unknown} value @param {string} key @returns {string[]} */
    const said = (value, key) => {
      if (typeof value === "string") return SAID.has(key) ? [value] : [];
      if (Array.isArray(value)) return value.flatMap((one) => said(one, key));
      return value && typeof value === "object"
        ? Object.entries(value).flatMap(([name, one]) => said(one, name))
        : [];
    };
    const pointing = (/** @type {number} */ i) => {
      if (!arrows) {
        arrows = new Map();
        for (const link of doc.links) {
          for (const end of [link.from, link.to])
            arrows.set(end, [...(arrows.get(end) || []), link]);
        }
      }
      return arrows.get(i) || [];
    };
    const read = (/** @type {number} */ i) => {
      kept[i] ??= [
        fold(
          [
            columns.title[i],
            columns.label[i].slice(0, columns.disputed[i] ? -1 : undefined),
            columns.id[i],
            doc.lanes[columns.lane[i]].title,
            doc.kinds[columns.kind[i]].title,
            columns.words[i],
            columns.wordsOs[i],
            ...said(doc.events[i], ""),
            ...said(pointing(i), ""),
          ].join(" "),
        ),
        columns.search[i],
      ].join(" ");
      return kept[i];
    };
    return Object.assign(read, {
      forget(/** @type {number} */ from, /** @type {number} */ to) {
        for (let i = from; i < to; i += 1) delete kept[i];
      },
    });
  }

  /**
   * What was read of some events is read anew: there is more of it now.
   * @param {Filtering} prepared @param {number} from @param {number} to
   */
  function forget(prepared, from, to) {
    prepared.search.forget?.(from, to);
    prepared.kept.delete("q");
  }

  const CHUNK = 200; // events folded in one idle moment, some milliseconds

  /** Fold what a search reads before anybody types, while the page is idle. @param {Filtering} prepared */
  function warm(prepared, from = 0) {
    const idle =
      window.requestIdleCallback || ((/** @type {() => void} */ then) => setTimeout(then, 50));
    idle(() => {
      const to = Math.min(prepared.size, from + CHUNK);
      for (let i = from; i < to; i += 1) prepared.search(i);
      if (to < prepared.size) warm(prepared, to);
    });
  }

  /**
   * Mask of one filter alone, or null where it lets everything pass.
   * @param {Filtering} prepared @param {View} view @param {keyof View} key
   */
  function single(prepared, view, key) {
    const value =
      key === "disputed"
        ? ["1"].slice(Number(!view.disputed))
        : key === "q"
          ? queryWords(view.q)
          : view[/** @type {ListKey} */ (key)];
    if (value.length === 0) return null;
    const name = String(value);
    const kept = prepared.kept.get(key);
    if (kept && kept.name === name) return kept.mask;
    let mask;
    if (key === "disputed") mask = prepared.disputed;
    else if (key === "q") mask = searchMask(prepared, value);
    else {
      mask = new Uint8Array(prepared.size);
      const { index, members } = prepared.filters[key];
      for (const id of value) {
        for (const i of members[index.get(id) ?? -1] || []) mask[i] = 1;
      }
    }
    prepared.kept.set(key, { name, mask });
    return mask;
  }

  /** @param {Filtering} prepared @param {string[]} words */
  function searchMask(prepared, words) {
    const mask = new Uint8Array(prepared.size).fill(1);
    const { search, size } = prepared;
    // The longest word first: it leaves fewest to look through for the others.
    for (const word of [...words].sort((a, b) => b.length - a.length)) {
      for (let i = 0; i < size; i += 1) {
        if (mask[i] && !search(i).includes(word)) mask[i] = 0;
      }
    }
    return mask;
  }

  /**
   * A person and a source together ask for the events at which that source names that person.
   * @param {Filtering} prepared @param {string[]} persons ids @param {string[]} sources ids
   * @returns {function(number): boolean}
   */
  function named({ filters, people, named: by }, persons, sources) {
    const wanted = (/** @type {string} */ key, /** @type {string[]} */ ids) =>
      new Set(ids.map((id) => filters[key].index.get(id)));
    const [who, where] = [wanted("person", persons), wanted("source", sources)];
    return (i) =>
      people[i].some(
        (person, n) => who.has(person) && (by[i][n] || []).some((source) => where.has(source)),
      );
  }

  /** Mask of all filters but `without`. @param {Filtering} prepared @param {View} view @param {?keyof View} without */
  function combined(prepared, view, without) {
    const result = new Uint8Array(prepared.size).fill(1);
    if (view.person.length && view.source.length && without !== "person" && without !== "source") {
      const names = named(prepared, view.person, view.source);
      for (let i = 0; i < result.length; i += 1) result[i] = names(i) ? 1 : 0;
    }
    for (const key of KEYS) {
      const mask = key === without ? null : single(prepared, view, key);
      if (!mask) continue;
      for (let i = 0; i < result.length; i += 1) result[i] &= mask[i];
    }
    return result;
  }

  /**
   * Which events pass the filters; the window plays no part.
   * @param {Filtering} prepared
   * @param {View} view
   * @returns {Uint8Array} 0 or 1 for each event
   */
  function mask(prepared, view) {
    return combined(prepared, view, null);
  }

  /**
   * Which events overlap a window; all where there is none.
   * @param {Pick<Columns, "start" | "end">} columns of the document
   * @param {?Span} span
   * @returns {Uint8Array} 0 or 1 for each event
   */
  function overlapping({ start, end }, span) {
    return Uint8Array.from(start, (from, i) =>
      !span || (end[i] > span[0] && from < span[1]) ? 1 : 0,
    );
  }

  /**
   * How many events each option of a filter would show: those that pass all the other filters
   * and have this option.
   * @param {Filtering} prepared
   * @param {View} view
   * @param {ListKey | "disputed"} key lane, kind, person, place, source, tag, weight or disputed
   * @param {Uint8Array} [inSight] only these events count
   * @returns {Record<string, number>} of `disputed`: {1: n}
   */
  function counts(prepared, view, key, inSight) {
    const base = combined(prepared, view, key);
    /** @type {Record<string, number>} */
    const counts_ = {};
    const count = (/** @type {Iterable<number>} */ events) => {
      let n = 0;
      for (const i of events) n += base[i] & (inSight ? inSight[i] : 1);
      return n;
    };
    if (key === "disputed") {
      for (let i = 0; i < base.length; i += 1) base[i] &= prepared.disputed[i];
      return { 1: count(base.keys()) };
    }
    const { ids, members } = prepared.filters[key];
    ids.forEach((id, option) => {
      let events = members[option];
      if (key === "person" && view.source.length)
        events = events.filter(named(prepared, [id], view.source));
      if (key === "source" && view.person.length)
        events = events.filter(named(prepared, view.person, [id]));
      counts_[id] = count(events);
    });
    return counts_;
  }

  /**
   * The nearest ways out when nothing is found: each filter whose removal alone would show
   * something, the most first. `key` may be "window" (`from` and `to`) if `inSight` is given.
   * @param {Filtering} prepared
   * @param {View} view
   * @param {Uint8Array} [inSight] events that overlap the window
   * @returns {{key: keyof View | "window", value: string | string[] | boolean | number, n: number}[]} value: that of the view, or for
   *   "window" its words
   */
  function nearest(prepared, view, inSight) {
    const total = (
      /** @type {Uint8Array} */ events,
      /** @type {Uint8Array | undefined} */ within,
    ) => {
      let n = 0;
      for (let i = 0; i < events.length; i += 1) n += events[i] & (within ? within[i] : 1);
      return n;
    };
    /** @type {ReturnType<typeof nearest>} */
    const ways = KEYS.filter((key) => single(prepared, view, key)).map((key) => ({
      key,
      value: view[key],
      n: total(combined(prepared, view, key), inSight),
    }));
    if (inSight && (view.from || view.to)) {
      const value = parts.state.windowWords(view);
      ways.push({ key: "window", value, n: total(mask(prepared, view), undefined) });
    }
    return ways.filter(({ n }) => n > 0).sort((a, b) => b.n - a.n);
  }

  return {
    KEYS,
    fold,
    queryWords,
    prepare,
    haystacks,
    forget,
    warm,
    mask,
    overlapping,
    counts,
    nearest,
  };
})();
