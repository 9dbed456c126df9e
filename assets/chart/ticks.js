/* Ticks of the time axis: years, months or days, in the Gregorian or the Julian calendar.

   Twin of `ticks` in timeline/drawing/ticks.py. A day number counts days since 1970-01-01 (proleptic
   Gregorian); a year is astronomical (0 is 1 BCE). */
parts.ticks = (() => {
  const DAY = 86400000;
  const YEAR_DAYS = 365.2425;
  const MONTHS = [
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
  ];
  const YEAR_STEPS = [1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000];
  const MONTH_STEPS = [1, 3];
  const DAY_STEPS = [1, 2, 4, 7, 14];
  // px that a label of the unit needs with its space, at type scale 1
  const ROOM = { year: 44, month: 84, day: 104 };
  const ERA_ROOM = 30; // more where " BCE" stands behind a year
  const ERA = -62135596800000; // 1 January of the year 1, ms

  /** Day number of a date; years begin in March, so that a leap day is the last of its year.
      @param {number} year @param {number} month @param {number} day @param {boolean} julian */
  function dayNumber(year, month, day, julian) {
    const y = month <= 2 ? year - 1 : year;
    const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
    const left = julian ? 2 : Math.floor(y / 100) - Math.floor(y / 400);
    return y * 365 + Math.floor(y / 4) - left + dayOfYear - 719468;
  }

  /** @param {number} year */
  function yearWords(year) {
    if (year === 1) return "1 CE"; // the first tick of the era says so
    return year > 0 ? String(year) : `${1 - year} BCE`;
  }

  /** The finest step whose labels have room.
      @param {number} pxPerDay @param {number} typeScale @param {number} more px for each label */
  function unit(pxPerDay, typeScale, more) {
    /** @param {keyof typeof ROOM} name */
    const room = (name) => (ROOM[name] + more) * typeScale;
    for (const step of DAY_STEPS) if (step * pxPerDay >= room("day")) return { name: "day", step };
    for (const step of MONTH_STEPS) {
      if (step * 30.4 * pxPerDay >= room("month")) return { name: "month", step };
    }
    for (const step of YEAR_STEPS) {
      if (step * YEAR_DAYS * pxPerDay >= room("year")) return { name: "year", step };
    }
    return { name: "year", step: 10000 };
  }

  /**
   * Ticks of a stretch of time.
   * @param {[number, number]} span bounds, ms
   * @param {number} pxPerMs scale
   * @param {{typeScale: number, calendar: string}} how calendar: "ns" Gregorian, "os" Julian
   * @returns {{values: number[], texts: string[]}} ms and words, in order of time
   */
  function ticks(span, pxPerMs, how) {
    const { name, step } = unit(pxPerMs * DAY, how.typeScale, span[0] < ERA ? ERA_ROOM : 0);
    /** @param {number} year @param {number} month @param {number} day */
    const dayOf = (year, month, day) => dayNumber(year, month, day, how.calendar === "os");
    /** @type {number[]} */
    const values = [];
    /** @type {string[]} */
    const texts = [];
    /** @param {number} day @param {string} text */
    const put = (day, text) => {
      const ms = day * DAY;
      if (ms >= span[0] && ms <= span[1]) {
        values.push(ms);
        texts.push(text);
      }
    };
    // a year more at each side, as the Julian one starts up to months apart from the Gregorian
    const first = Math.floor(1970 + span[0] / (DAY * YEAR_DAYS)) - 1;
    const last = Math.ceil(1970 + span[1] / (DAY * YEAR_DAYS)) + 1;
    if (name === "year") {
      for (let year = Math.floor(first / step) * step; year <= last; year += step) {
        // 1 BCE is the year 0, so the years that a reader counts by fives lie one off; no year
        // stands between 1 BCE and 1 CE, and the tick there is the turn of the era
        const shown = step === 1 ? year : year + Number(year <= 0);
        put(dayOf(shown, 1, 1), yearWords(shown));
      }
      return { values, texts };
    }
    for (let year = first; year <= last; year += 1) {
      for (let month = 1; month <= 12; month += name === "month" ? step : 1) {
        const words = `${MONTHS[month - 1]} ${yearWords(year)}`;
        if (name === "month") {
          put(dayOf(year, month, 1), words);
          continue;
        }
        const next = dayOf(month === 12 ? year + 1 : year, (month % 12) + 1, 1);
        const start = dayOf(year, month, 1);
        // counted within the month, whose last days get no tick if they are less than a step
        for (let day = start; next - day >= step; day += step) {
          put(day, `${day - start + 1} ${words}`);
        }
      }
    }
    return { values, texts };
  }

  return { ticks };
})();
