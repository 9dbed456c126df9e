/**
 * The view: a reader's whole state as one value, its query and its sentence.
 *
 * The twin of timeline/views/query.py and timeline/views/view.py; tests/cases/view.json runs through both.
 */
parts.state = (() => {
  const DAY_MS = 86400000;
  // Filters by id: key in the query → key in the vocabulary, in the order of the query.
  /** @type {Record<ListKey, "lanes" | "kinds" | "people" | "places" | "sources" | "tags" | "weights">} */
  const LISTS = {
    lane: "lanes",
    kind: "kinds",
    person: "people",
    place: "places",
    source: "sources",
    tag: "tags",
    weight: "weights",
  };
  // The first of each is the default, and stays out of the query.
  /** @type {Record<"mode" | "calendar" | "theme" | "view" | "sheet", string[]>} */
  const CHOICES = {
    mode: ["explore", "present", "embed", "print"],
    calendar: ["ns", "os"],
    theme: ["light", "dark", "projector"],
    view: ["chart", "chronicle", "sources"],
    sheet: ["handout", "worksheet"],
  };
  const TRUE = ["1", "true", "yes", "on"];
  const FALSE = ["", "0", "false", "no", "off"];
  const MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
  ];
  // What a search takes for white space (timeline/views/search.py): Python's and JavaScript's own differ.
  const SPACES = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
  const LONGEST_QUERY = 8192; // characters read
  const LONGEST_SEARCH = 200;
  const LONGEST_VALUE = 40; // of a bad value, in the message that names it
  const MOST_IGNORED = 8; // named one by one
  const MOST_NAMED = 3; // options named in the sentence; more are counted
  const FIRST_YEAR = -4712;
  // So near to a whole year an edge is written as that year: a part of the window; but, as long as
  // a window is short enough for months to matter, less than a month, or a step of one were lost.
  const WHOLE = 0.005;
  const LESS_THAN_A_MONTH = 20 * DAY_MS;
  const HALF_A_YEAR = 183 * DAY_MS;

  /** A view with nothing chosen; `event`, `tour`, `from`, `to` are "" where there is none. */
  const DEFAULTS = Object.freeze(
    /** @type {View} */ ({
      q: "",
      lane: [],
      kind: [],
      person: [],
      place: [],
      source: [],
      tag: [],
      weight: [],
      disputed: false,
      from: "",
      to: "",
      event: "",
      tour: "",
      step: 1,
      mode: "explore",
      calendar: "ns",
      theme: "light",
      view: "chart",
      sheet: "handout",
    }),
  );
  Object.values(DEFAULTS).filter(Array.isArray).forEach(Object.freeze);

  // ---- days ----

  /** Day number (days since 1970-01-01) of a proleptic Gregorian date; year 0 is 1 BCE.
   * By years that begin in March; Date.UTC reads the years 0–99 as 1900–1999.
   * https://howardhinnant.github.io/date_algorithms.html#days_from_civil
   * @param {number} year @param {number} month from 1 @param {number} day */
  function dayNumber(year, month, day) {
    const y = month <= 2 ? year - 1 : year;
    const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
    const leaps = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
    return y * 365 + leaps + dayOfYear - 719468;
  }

  /** [year, month, day] of a day number. @param {number} number */
  function civil(number) {
    const date = new Date(number * DAY_MS);
    return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  }

  /** @param {number} year */
  function pad(year) {
    return (year < 0 ? "-" : "") + String(Math.abs(year)).padStart(4, "0");
  }

  /** @param {number} number of a day */
  function iso(number) {
    const [year, month, day] = civil(number);
    return `${pad(year)}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  }

  /** {year, month, day} of a year, month or day as typed; absent parts 0; null if it is none. @param {string} typed */
  function readEdge(typed) {
    const match = /^(-?[0-9]{1,4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$/.exec(typed);
    if (!match) return null;
    const [year, month, day] = [match[1], match[2] || 0, match[3] || 0].map(Number);
    if (year < FIRST_YEAR || (match[2] && (month < 1 || month > 12))) return null;
    const days = month ? dayNumber(year, month + 1, 1) - dayNumber(year, month, 1) : 0;
    const length = month === 12 ? 31 : days;
    if (match[3] && (day < 1 || day > length)) return null;
    return { year: year || 0, month, day, length };
  }

  /** The same of an edge that a view holds. @param {string} edge */
  function edgeOf(edge) {
    const read = readEdge(edge);
    if (!read) throw new Error(`no date: ${edge}`);
    return read;
  }

  /** @param {{year: number, month: number, day: number}} edge */
  function writeEdge({ year, month, day }) {
    const two = (/** @type {number} */ n) => (n ? "-" + String(n).padStart(2, "0") : "");
    return pad(year) + two(month) + two(day);
  }

  /** [first moment, first moment after] of a canonical edge, in ms. @param {string} edge */
  function edgeMs(edge) {
    const { year, month, day, length } = edgeOf(edge);
    const first = dayNumber(year, month || 1, day || 1);
    if (day) return [first * DAY_MS, (first + 1) * DAY_MS];
    const after = month ? first + length : dayNumber(year + 1, 1, 1);
    return [first * DAY_MS, after * DAY_MS];
  }

  // ---- the query ----

  /**
   * The options of a filter.
   * @param {Vocabulary} vocabulary
   * @param {typeof LISTS[ListKey]} list
   * @returns {Option[]}
   */
  const items = (vocabulary, list) => vocabulary[list];

  /** @param {Option} item */
  function idOf(item) {
    return typeof item === "string" ? item : item.id;
  }

  /** @param {Option} item */
  function nameOf(item) {
    if (typeof item === "string") return item.replace(/-/g, " ");
    return item.title || item.name || item.label || item.id;
  }

  /** @param {string} key @param {string} value @param {string} reason */
  function bad(key, value, reason) {
    const letters = Array.from(value);
    const shown =
      letters.length <= LONGEST_VALUE ? value : letters.slice(0, LONGEST_VALUE).join("") + "…";
    return `${key}=${shown}: ${reason}`;
  }

  /** Text with every run of white space as one space, and none at its ends. @param {string} text */
  function spaced(text) {
    return text.replace(SPACES, " ").replace(/^ | $/g, "");
  }

  /** Key → its values in order, of form-encoded pairs. @param {string} query */
  function pairs(query) {
    /** @type {Map<string, string[]>} */
    const given = new Map();
    for (const [key, value] of new URLSearchParams(query)) {
      given.set(key, [...(given.get(key) || []), spaced(value)]);
    }
    return given;
  }

  /** Does this, behind the `#` of an address, tell of a view? `#timeline` is a place in the page. @param {string} hash */
  function isView(hash) {
    return hash
      .replace(/^[?#]+/, "")
      .split("&")
      .some((part) => part.includes("=") && Object.hasOwn(DEFAULTS, part.split("=")[0]));
  }

  /**
   * The pairs of an address that may hold some behind its `?` and some behind its `#`. Key by key
   * the `#` counts; and with a tour or a step of its own it leaves the place that the `?` names.
   * @param {string} query
   */
  function both(query) {
    const cut = query.indexOf("#");
    const given = pairs(cut < 0 ? query : query.slice(0, cut));
    const hash = cut < 0 ? "" : query.slice(cut + 1);
    if (!isView(hash)) return given;
    const over = pairs(hash.replace(/^[?#]+/, ""));
    for (const key of over.has("tour") ? ["event", "step"] : over.has("step") ? ["event"] : [])
      given.delete(key);
    for (const [key, values] of over) given.set(key, values);
    return given;
  }

  /**
   * What of a text is searched, and a line if that is not all.
   * @param {string} text
   * @returns {{q: string, left: string[]}}
   */
  function searched(text) {
    const letters = Array.from(text);
    if (letters.length <= LONGEST_SEARCH) return { q: text, left: [] };
    return {
      q: letters.slice(0, LONGEST_SEARCH).join(""),
      left: [`q: only the first ${LONGEST_SEARCH} characters were searched`],
    };
  }

  /** A text of so many characters at most, with "…" where it was cut. @param {string} text @param {number} most */
  function shortened(text, most) {
    const letters = Array.from(text);
    return letters.length <= most
      ? text
      : `${letters
          .slice(0, most - 1)
          .join("")
          .trimEnd()}…`;
  }

  /**
   * The view a query string describes, and a line for each value that was ignored.
   * @param {string} query form-encoded, with or without a leading `?` or `#`; or both parts of an
   *   address, "?lane=germany#event=lenin-dies": see `both`
   * @param {Vocabulary} vocabulary of the document
   * @returns {{view: View, ignored: string[]}} ignored: "lane=narnia: no such lane"
   */
  function parse(query, vocabulary) {
    const ignored = [];
    const address = String(query);
    query = address.replace(/^[?#]+/, "");
    const letters = query.length > LONGEST_QUERY ? Array.from(query) : [];
    if (letters.length > LONGEST_QUERY) {
      ignored.push(`only the first ${LONGEST_QUERY} characters of the address were read`);
      query = letters.slice(0, LONGEST_QUERY).join("");
    }
    const given = address.startsWith("?") ? both(query) : pairs(query);
    const view = { ...DEFAULTS };
    const last = (/** @type {string} */ key) => given.get(key)?.at(-1) ?? "";

    const { q, left } = searched(spaced((given.get("q") || []).join(" ")));
    view.q = q.replace(/ $/, "");
    ignored.push(...left);
    for (const key of /** @type {ListKey[]} */ (Object.keys(LISTS))) {
      const asked = given.get(key);
      if (!asked) continue;
      const allowed = items(vocabulary, LISTS[key]).map(idOf);
      const ids = asked
        .flatMap((value) => value.split(","))
        .map(spaced)
        .filter(Boolean);
      const wanted = new Set(ids.map((id) => id.toLowerCase()));
      const known = new Set(allowed);
      for (const id of ids) {
        if (!known.has(id.toLowerCase())) ignored.push(bad(key, id, `no such ${key}`));
      }
      view[key] = allowed.filter((id) => wanted.has(id));
    }
    view.disputed = TRUE.includes(last("disputed").toLowerCase());
    if (!view.disputed && !FALSE.includes(last("disputed").toLowerCase())) {
      ignored.push(bad("disputed", last("disputed"), "write 1 or 0"));
    }
    readWindow(last, vocabulary, view, ignored);
    readPlace(last, vocabulary, view, ignored);
    for (const key of /** @type {(keyof typeof CHOICES)[]} */ (Object.keys(CHOICES))) {
      const choice = last(key).toLowerCase();
      if (CHOICES[key].includes(choice)) view[key] = choice;
      else if (choice) ignored.push(bad(key, last(key), `no such ${key}`));
    }
    if (ignored.length > MOST_IGNORED) {
      ignored.splice(MOST_IGNORED, Infinity, `and ${ignored.length - MOST_IGNORED} more`);
    }
    return { view, ignored };
  }

  /**
   * @param {function(string): string} last value of a key
   * @param {Vocabulary} vocabulary
   * @param {View} view is set
   * @param {string[]} ignored is added to
   */
  function readWindow(last, vocabulary, view, ignored) {
    /** @type {{from?: string, to?: string}} */
    const edges = {};
    for (const key of /** @type {const} */ (["from", "to"])) {
      const edge = readEdge(last(key));
      if (edge) edges[key] = writeEdge(edge);
      else if (last(key)) ignored.push(bad(key, last(key), "write a year, 1923-10 or 1923-10-21"));
    }
    const [start, end] = vocabulary.frame;
    const first = edges.from ? edgeMs(edges.from)[0] : start;
    const after = edges.to ? edgeMs(edges.to)[1] : end;
    const both = Object.entries(edges)
      .map(([key, edge]) => `${key}=${edge}`)
      .join(", ");
    if (edges.from && edges.to && first >= after) ignored.push(`${both}: from is after to`);
    else if (both && (first >= end || after <= start))
      ignored.push(`${both}: outside this timeline`);
    else Object.assign(view, edges);
  }

  /**
   * Event, tour and step: where in the timeline the reader stands.
   * @param {function(string): string} last value of a key
   * @param {Vocabulary} vocabulary
   * @param {View} view is set
   * @param {string[]} ignored is added to
   */
  function readPlace(last, vocabulary, view, ignored) {
    const event = last("event");
    if (vocabulary.events.includes(event.toLowerCase())) view.event = event.toLowerCase();
    else if (event) ignored.push(bad("event", event, "no such event"));
    const tour = vocabulary.tours.find(({ id }) => id === last("tour").toLowerCase());
    if (tour) view.tour = tour.id;
    else if (last("tour")) ignored.push(bad("tour", last("tour"), "no such tour"));
    const step = last("step");
    const most = tour ? tour.steps.length : 0;
    if (/^[0-9]{1,4}$/.test(step) && Number(step) >= 1 && Number(step) <= most)
      view.step = Number(step);
    else if (step && step !== "1")
      ignored.push(bad("step", step, most ? `this tour has ${many(most, "step")}` : "no tour"));
  }

  /** @param {string} value */
  function encode(value) {
    return encodeURIComponent(value.replace(/\p{Surrogate}/gu, "?"))
      .replace(/[!'()*]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase())
      .replace(/%20/g, "+")
      .replace(/%2C/g, ",");
  }

  /** The query string of a view, without `?`: keys in fixed order, defaults left out. @param {View} view */
  function query(view) {
    const pairs = [["q", view.q]];
    for (const key of /** @type {ListKey[]} */ (Object.keys(LISTS)))
      pairs.push([key, view[key].join(",")]);
    pairs.push(
      ["disputed", view.disputed ? "1" : ""],
      ["from", view.from],
      ["to", view.to],
      ["event", view.event],
      ["tour", view.tour],
      ["step", view.tour && view.step !== 1 ? String(view.step) : ""],
    );
    for (const key of /** @type {(keyof typeof CHOICES)[]} */ (Object.keys(CHOICES))) {
      pairs.push([key, view[key] === DEFAULTS[key] ? "" : view[key]]);
    }
    return pairs
      .filter(([, value]) => value)
      .map(([key, value]) => `${key}=${encode(value)}`)
      .join("&");
  }

  /** The same place without filters and window. @param {View} view @returns {View} */
  function cleared(view) {
    const { event, tour, step, mode, calendar, theme, view: shown, sheet } = view;
    return { ...DEFAULTS, event, tour, step, mode, calendar, theme, view: shown, sheet };
  }

  // ---- the window ----

  /**
   * The view's window; an edge that is free stands at that of `bounds` (the chart's home range).
   * @param {View} view
   * @param {[number, number]?} bounds ms; without them a free edge is infinitely far
   * @returns {[number, number]?} ms, half-open; null where both edges and `bounds` are free
   */
  function window_(view, bounds) {
    if (!bounds && !view.from && !view.to) return null;
    const [start, end] = bounds || [-Infinity, Infinity];
    return [view.from ? edgeMs(view.from)[0] : start, view.to ? edgeMs(view.to)[1] : end];
  }

  /**
   * A window as a query writes it: years where its edges are on whole years to within 0.5 % of
   * its width (at most 20 days if it is shorter than a century), else days; "" where an edge is
   * that of `home`, to a day.
   * @param {[number, number]} window ms
   * @param {[number, number]} [home] ms; without it both edges are written
   * @returns {{from: string, to: string}}
   */
  function edges([start, end], home) {
    const part = WHOLE * (end - start);
    const near = part < HALF_A_YEAR ? Math.min(part, LESS_THAN_A_MONTH) : part;
    const firstYear = nearestYear(start);
    const afterYear = nearestYear(end);
    const whole =
      firstYear < afterYear &&
      Math.abs(dayNumber(firstYear, 1, 1) * DAY_MS - start) <= near &&
      Math.abs(dayNumber(afterYear, 1, 1) * DAY_MS - end) <= near;
    const firstDay = Math.round(start / DAY_MS);
    const lastDay = Math.max(firstDay, Math.round(end / DAY_MS) - 1);
    const [homeStart, homeEnd] = home || [-Infinity, Infinity];
    return {
      from: start <= homeStart + DAY_MS ? "" : whole ? pad(firstYear) : iso(firstDay),
      to: end >= homeEnd - DAY_MS ? "" : whole ? pad(afterYear - 1) : iso(lastDay),
    };
  }

  /** @param {Ms} ms */
  function nearestYear(ms) {
    const [year, month] = civil(Math.floor(ms / DAY_MS));
    return month > 6 ? year + 1 : year;
  }

  // ---- the sentence ----

  /** @param {number} year 0 is 1 BCE */
  function yearWords(year) {
    if (year <= 0) return `${1 - year} BCE`;
    return year < 1000 ? `${year} CE` : String(year);
  }

  /** @param {number} first @param {number} last year */
  function yearRange(first, last) {
    if (first === last) return yearWords(last);
    if (first > 0) return `${first}–${yearWords(last)}`;
    if (last <= 0) return `${1 - first}–${yearWords(last)}`;
    return `${yearWords(first)} – ${yearWords(last)}`;
  }

  /** "1923", "October 1923" or "21 October 1923" of a canonical edge. @param {string} edge */
  function edgeWords(edge) {
    const { year, month, day } = edgeOf(edge);
    return [day || "", month ? MONTHS[month - 1] : "", yearWords(year)].filter(Boolean).join(" ");
  }

  /** @param {View} view */
  function windowWords(view) {
    if (!view.to) return `from ${edgeWords(view.from)}`;
    if (!view.from) return `to ${edgeWords(view.to)}`;
    const [first, last] = [edgeOf(view.from), edgeOf(view.to)];
    if (!first.month && !last.month) return yearRange(first.year, last.year);
    return [...new Set([edgeWords(view.from), edgeWords(view.to)])].join(" – ");
  }

  /** @param {string[]} names @param {string} plural */
  function either(names, plural) {
    if (names.length > MOST_NAMED) return `any of ${names.length} ${plural}`;
    if (names.length === 1) return names[0];
    return `${names.slice(0, -1).join(", ")} or ${names[names.length - 1]}`;
  }

  /** @param {View} view @param {Vocabulary} vocabulary */
  function filterPhrases(view, vocabulary) {
    const phrases = view.q ? [`“${view.q}”`] : [];
    /** @param {ListKey} key @param {string} preposition @param {string} plural */
    const list = (key, preposition, plural) => {
      if (!view[key].length) return;
      const names = new Map(
        items(vocabulary, LISTS[key]).map((item) => [idOf(item), nameOf(item)]),
      );
      phrases.push(
        preposition +
          either(
            view[key].map((id) => names.get(id) || id),
            plural,
          ),
      );
    };
    list("weight", "", "weights");
    list("lane", "", "lanes");
    list("kind", "", "kinds");
    list("person", "with ", "people");
    list("place", "in ", "places");
    list("tag", "tagged ", "tags");
    if (view.from || view.to) phrases.push(windowWords(view));
    list("source", "told by ", "sources");
    if (view.disputed) phrases.push("where accounts differ");
    return phrases;
  }

  /** @param {number} n */
  function thousands(n) {
    return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
  }

  /** "1 event", "1,204 events": a count with its noun, as of timeline/wording.py. @param {number} n @param {string} noun */
  function many(n, noun) {
    return `${thousands(n)} ${noun}${n === 1 ? "" : "s"}`;
  }

  /**
   * The view in words: "12 of 77 events: Germany, 1923–1924, told by Chapter 6".
   * @param {View} view
   * @param {Vocabulary} vocabulary
   * @param {number} n events in sight
   * @param {number} total events of the timeline
   */
  function sentence(view, vocabulary, n, total) {
    const events = many(total, "event");
    const phrases = filterPhrases(view, vocabulary);
    if (!phrases.length && n === total) {
      return `${events}, ${yearRange(vocabulary.years[0], vocabulary.years[1])}`;
    }
    const counted = `${thousands(n)} of ${events}`;
    return phrases.length ? `${counted}: ${phrases.join(", ")}` : counted;
  }

  return {
    DEFAULTS,
    LISTS,
    CHOICES,
    items,
    spaced,
    parse,
    isView,
    query,
    cleared,
    sentence,
    window: window_,
    edges,
    windowWords,
    edgeWords,
    dayNumber,
    civil,
    iso,
    searched,
    shortened,
    many,
  };
})();
