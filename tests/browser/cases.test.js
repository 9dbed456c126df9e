/* The cases in tests/cases, run through the parts of the page that need no browser.

   A case file is `{"given": {...}, SECTION: [{"name", "in", "out"}, ...], ...}`. Each section has a
   line here: a function of (given, input) that returns the output. The same files run through
   Python in the tests named there; tests/test_cases_browser.py has the files whose cases are told
   of whole timelines, which Python makes. */
"use strict";

const assert = require("node:assert/strict");
const { readdirSync } = require("node:fs");
const { join } = require("node:path");
const test = require("node:test");

const { ROOT, cases, load } = require("./load.js");

const IN_THE_BROWSER = ["frame", "scene", "steps"];
const parts = load(
  "base/dom",
  "view/match",
  "view/state",
  "telling/dateless",
  "chart/labels",
  "chart/rows",
  "chart/ticks",
  "share/save",
);
const { dateless, labels, match, rows, save, state, ticks } = parts;

/** The view of a query, and what a file of cases gives to be filtered. */
function asked(given, query) {
  const prepared = match.prepare(given.columns, given.vocabulary);
  return { prepared, view: state.parse(query, given.vocabulary).view };
}

// file → section → function
const FUNCTIONS = {
  // Python: test_activities.py, in the page itself
  dateless: {
    parts: (_, text) =>
      dateless
        .pieces(text)
        .map((part) => (part.hidden ? `⟦${part.text}⟧` : part.text))
        .join(""),
  },
  // Python: test_filenames.py
  names: { name: (_, title) => save.fileName(title) },
  // Python: test_view.py
  view: {
    parse(given, query) {
      const { view, ignored } = state.parse(query, given.vocabulary);
      return { query: state.query(view), ignored };
    },
    sentence: (given, { query, n, total }) =>
      state.sentence(state.parse(query, given.vocabulary).view, given.vocabulary, n, total),
    edges: (_, { window, home }) => state.edges(window, home),
  },
  // Python: test_view.py, test_search.py
  filter: {
    fold: (_, text) => match.fold(text),
    words: (_, text) => match.queryWords(text),
    mask(given, query) {
      const { prepared, view } = asked(given, query);
      const mask = match.mask(prepared, view);
      return given.columns.id.filter((_id, i) => mask[i]);
    },
    counts(given, { query, key }) {
      const { prepared, view } = asked(given, query);
      return match.counts(prepared, view, key);
    },
    nearest(given, query) {
      const { prepared, view } = asked(given, query);
      return match.nearest(prepared, view);
    },
    window(given, { query, bounds, events }) {
      const spans = Object.values(events).map(([from, to]) => state.window({ from, to }));
      const columns = { start: spans.map(([a]) => a), end: spans.map(([, b]) => b) };
      const { view } = state.parse(query, given.vocabulary);
      const inSight = match.overlapping(columns, bounds || state.window(view));
      return Object.keys(events).filter((_id, i) => inSight[i]);
    },
  },
  // Python: test_ticks.py
  ticks: {
    ticks(_, { from, to, width, typeScale, calendar }) {
      const span = state.window({ from, to });
      const { values, texts } = ticks.ticks(span, width / (span[1] - span[0]), {
        typeScale,
        calendar,
      });
      return [values.map((ms) => ms / 86400000), texts];
    },
  },
  // Python: test_labels.py
  labels: {
    geometry: () => labels.GEOMETRY,
    home: (_, { frame, width }) => labels.homeRange(frame, width),
    thresholds: (_, marks) => labels.thresholds(marks),
    boxes: (_, { marks, ...view }) =>
      labels.boxes({ ...marks, ...view, thresholds: labels.thresholds(marks) }),
    choose(_, { layouts, width, height, lanes }) {
      const { tier, budget } = rows.choose(layouts, width, height, labels.GEOMETRY, lanes);
      return [tier, budget];
    },
  },
};

/** What a value is in a case file, which has no Infinity, no NaN and no typed arrays. */
function plain(value) {
  if (ArrayBuffer.isView(value) || Array.isArray(value)) return Array.from(value, plain);
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
  }
  return value;
}

/** Equal, numbers to a relative 1e-9. */
function same(found, wanted) {
  if (typeof wanted === "number" && typeof found === "number") {
    return (
      Math.abs(found - wanted) <= Math.max(1e-9, 1e-9 * Math.max(Math.abs(found), Math.abs(wanted)))
    );
  }
  if (!wanted || typeof wanted !== "object") return found === wanted;
  if (!found || typeof found !== "object" || Array.isArray(found) !== Array.isArray(wanted))
    return false;
  const keys = Object.keys(wanted);
  return (
    keys.length === Object.keys(found).length &&
    keys.every((key) => Object.hasOwn(found, key) && same(found[key], wanted[key]))
  );
}

test("every case file and section runs", () => {
  const files = readdirSync(join(ROOT, "tests", "cases")).map((name) =>
    name.replace(/\.json$/, ""),
  );
  const here = files.filter((name) => !IN_THE_BROWSER.includes(name)).sort();
  assert.deepEqual(Object.keys(FUNCTIONS).sort(), here);
  for (const name of here) {
    const sections = Object.keys(cases(name)).filter((key) => key !== "given");
    assert.deepEqual(Object.keys(FUNCTIONS[name]).sort(), sections.sort(), name);
  }
});

for (const [name, sections] of Object.entries(FUNCTIONS)) {
  const { given, ...inputs } = cases(name);
  for (const [section, run] of Object.entries(sections)) {
    test(`${name}.json: ${section}`, () => {
      assert.ok(inputs[section].length > 0);
      for (const one of inputs[section]) {
        const found = plain(run(given, one.in));
        assert.ok(
          same(found, one.out),
          `${one.name}\nin:     ${JSON.stringify(one.in)}\n` +
            `found:  ${JSON.stringify(found)}\nwanted: ${JSON.stringify(one.out)}`,
        );
      }
    });
  }
}

test("two values that differ are told apart", () => {
  assert.ok(
    !same([1, 2], [1, 3]) && !same({ a: 1 }, { a: 1, b: 2 }) && !same(1, "1") && !same(null, {}),
  );
  assert.ok(same({ a: [1, 1e300] }, { a: [1 + 1e-10, 1e300] }));
});
