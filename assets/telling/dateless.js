/* Words without their dates, for a class that is to find the date itself. */
parts.dateless = (() => {
  const NAMES = [
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
  const SEASONS = ["spring", "summer", "autumn", "fall", "winter"];
  const PLACES = "[Cc]hapter|[Pp]age|[Rr]oom|[Nn]umber|[Ll]ine|[Aa]rticle|[Ss]ection";
  const COUNTED =
    "workers|people|persons|men|women|children|dead|deaths|soldiers|troops|strikers" +
    "|peasants|members|delegates|prisoners|copies|pages|words|votes|seats|miles|km|kilometres" +
    "|metres|feet|tons|tonnes|hectares|acres|pounds|roubles|rubles|dollars|marks|francs|times|hours";

  // Months are taken as written: “may” and “march” are words of other kinds.
  const MONTH =
    `(?:${[...NAMES, ...NAMES.map((name) => name.toUpperCase())].join("|")}` +
    "|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\.?)(?!\\p{L})";
  const DASH = "\\s?[-‐‑–—/]\\s?";
  const DAY = "(?:3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?";
  const TWO_DAYS = `${DAY}(?:(?:${DASH}|\\s(?:and|or|to)\\s(?:the\\s)?)${DAY}){0,3}`;
  // “17, 18 and 20 May”; not “No. 20, 17 May”
  const DAYS =
    `(?:(?:${DAY},\\s){1,4}${DAY}\\s(?:and|or)\\s${DAY}|${TWO_DAYS})` +
    `(?:\\s\\(${DAY}(?:${DASH}${DAY})?\\))?`;
  const ALONE = "(?<![\\p{L}\\d]|\\d[.,:])";
  const YEAR = "(?:1\\d|20)\\d\\d";
  // 1917, 1917–18, 1926/27, 1917-10-25
  const YEARS = `${YEAR}(?:[-‐‑–—/](?:${YEAR}|\\d{1,2})){0,2}`;
  const AFTER_YEAR = "(?![\\p{L}\\d%]|,\\d{3}(?!\\d)|\\.\\d|\\s%)";
  const YEAR_AFTER = `,?\\s(?:of\\s)?${YEARS}${AFTER_YEAR}`;
  const TO = `(?:${DASH}|\\s(?:and|or|to|until|till)\\s)`;
  const WHEN = "[Ii]n|[Bb]y|[Ss]ince|[Uu]ntil|[Tt]ill|[Ff]rom";
  const EARLY = "(?:[Ee]arly|[Ll]ate|[Mm]id)[\\s-]";

  const DATES = new RegExp(
    [
      `(?<!(?:${PLACES})\\s)${ALONE}${DAYS}\\s(?:of\\s)?${MONTH}(?:${YEAR_AFTER})?`,
      // “March 8, 1930”; not “in March 20,000 workers”
      `${MONTH}\\s${TWO_DAYS}(?![\\p{L}\\d]|[,.\\s]\\d{3}(?!\\d)|\\s(?:${COUNTED})(?!\\p{L}))(?:${YEAR_AFTER})?`,
      `${MONTH}${YEAR_AFTER}`,
      // both ends of “March to June”
      `${MONTH}(?=${TO}(?:${DAYS}\\s)?${MONTH})`,
      `(?<=${MONTH}${TO})${MONTH}`,
      // a month by itself is also the name of a revolution: only where the words before it say when
      `(?<=(?<!\\p{L})(?:${WHEN}|during|this|last|next|(?:end|start|beginning|middle)\\sof)\\s)` +
        `(?:${EARLY})?${MONTH}(?!\\s(?:Days?|Revolution|Rising|Square|Manifesto)(?!\\p{L}))`,
      `(?<=(?<!\\p{L})${EARLY})${MONTH}`,
      `(?<=,\\s)${MONTH}$`,
      `(?<!\\p{L})(?:${SEASONS.join("|")}|${SEASONS.map((s) => s[0].toUpperCase() + s.slice(1)).join("|")})` +
        `\\s(?:of\\s)?${YEARS}${AFTER_YEAR}`,
      `${ALONE}\\d{1,2}[./]\\d{1,2}[./]${YEAR}(?!\\d)`,
      `${ALONE}(?:\\d{1,2}(?:st|nd|rd|th)|[Nn]ineteenth|[Tt]wentieth)[\\s-]centur(?:y|ies)`,
      `${ALONE}\\d{1,4}(?:${DASH}\\d{1,4})?\\s(?:BCE?|CE|AD|B\\.C\\.|A\\.D\\.)(?!\\p{L})`,
      "(?<!\\p{L})(?:AD|A\\.D\\.)\\s\\d{1,4}(?!\\d)",
      // 1930s, mid-1920s, 1920s and 30s
      `${ALONE}(?:[Mm]id-)?${YEAR}s(?:${TO}[’']?\\d0s)?(?!\\p{L})`,
      `(?<=\\bthe\\s(?:${EARLY})?)(?:twen|thir|for|fif|six|seven|eigh|nine)ties`,
      // a number of four figures is a year, unless it counts something or numbers it
      `(?<![\\p{L}\\d]|\\d[.,-]|[£$€#№§]\\s?|(?:[Nn]os?|pp?|[Vv]ol)\\.\\s?|(?:${PLACES})\\s)` +
        `(?:c\\.?)?${YEARS}${AFTER_YEAR}(?:(?<=(?:${WHEN})\\s${YEARS})|(?!\\s(?:${COUNTED})(?!\\p{L})))`,
      // one of three figures only where the words say so: “in 962 Otto”, “in 476.”
      `(?<=(?<!\\p{L})(?:[Ii]n|[Ss]ince|[Uu]ntil|[Tt]ill|year)\\s)[1-9]\\d\\d` +
        `(?=$|[.;:)]|,(?!\\d)|\\s\\p{Lu}|\\s(?:the|a|an|he|she|it|they|and)\\s)`,
    ].join("|"),
    "gu",
  );
  const BETWEEN = /^(?:\s?[-‐‑–—/]\s?|\s)$/u; // two hidden parts with no more between are one

  /**
   * A text in parts, its dates apart: years, decades, days and months, “autumn 1924”.
   * A month by itself counts where a word says that it is a time (“in May”), so that the October
   * Revolution keeps its name; numbers that count or number something stay (“chapter 6”).
   * @param {string} text English
   * @returns {{text: string, hidden: boolean}[]} together the text; no two neighbours alike
   */
  function pieces(text) {
    /** @type {{text: string, hidden: boolean}[]} */
    const found = [];
    let at = 0;
    const add = (/** @type {string} */ words, /** @type {boolean} */ hidden) => {
      if (words) found.push({ text: words, hidden });
    };
    for (const match of text.matchAll(DATES)) {
      const between = text.slice(at, match.index);
      const last = found[found.length - 1];
      if (last?.hidden && (!between || BETWEEN.test(between))) last.text += between + match[0];
      else {
        add(between, false);
        add(match[0], true);
      }
      at = match.index + match[0].length;
    }
    add(text.slice(at), false);
    return found;
  }

  /** An empty box in the place of a date. Always as wide, and without words: its width tells
   * nothing, and neither selecting nor searching the page finds the date. */
  function block() {
    return parts.dom.el("span", { class: "hidden-date", role: "img", "aria-label": "date hidden" });
  }

  /**
   * A text with a box in the place of each date.
   * @param {string} text
   * @returns {Node[]}
   */
  function nodes(text) {
    return pieces(text).map((part) => (part.hidden ? block() : document.createTextNode(part.text)));
  }

  return { pieces, nodes, block };
})();
