"""The cases in tests/cases, run through the browser's functions.

A case file is `{"given": {...}, SECTION: [{"name", "in", "out"}, ...], ...}`. Each section has
a line in `FUNCTIONS`: a JavaScript function of (given, input) that returns the output. The same
files run through Python in the tests of the modules named there.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from drawn_cases import MEASURE, documents
from playwright.sync_api import Page

HERE = Path(__file__).parent
ASSETS = HERE.parent / "assets"

# File → the scripts it needs, in the order in which Dash loads them.
SCRIPTS = {
    "filter.json": ("filter.js", "state.js"),
    "view.json": ("state.js",),
    "labels.json": ("chart-rows.js", "labels.js"),
    "dateless.json": ("dateless.js",),
    "names.json": ("carry.js",),
    "frame.json": ("chart-rows.js", "labels.js", "chart-frame.js"),
}
# Files whose cases are told of whole timelines: the browser gets these as its documents.
DRAWN = {"frame.json"}
FRAME = """(given, { timeline: name, width, height, typeScale = 1, lanes = null }) => {
    const doc = structuredClone(given.documents[name]);
    doc.themes.light.typeScale = typeScale;
    const state = { theme: "light", lanes, still: true };
    const prepared = timeline.frame.prepare(doc);
    return { doc, prepared, frame: timeline.frame.frame(doc, prepared, state, { width, height }) };
}"""
# File → section → function of the browser's modules.
FUNCTIONS = {
    # in the page itself: test_activities.py
    "dateless.json": {
        "parts": """(given, text) => timeline.dateless.parts(text)
            .map((part) => (part.hidden ? `⟦${part.text}⟧` : part.text)).join("")""",
    },
    # Python: test_filenames.py
    "names.json": {"name": "(given, title) => timeline.carry.fileName(title)"},
    # Python: test_view.py
    "view.json": {
        "parse": """(given, query) => {
            const { view, ignored } = timeline.state.parse(query, given.vocabulary);
            return { query: timeline.state.query(view), ignored };
        }""",
        "sentence": """(given, { query, n, total }) => timeline.state.sentence(
            timeline.state.parse(query, given.vocabulary).view, given.vocabulary, n, total)""",
        "edges": "(given, { window, home }) => timeline.state.edges(window, home)",
    },
    # Python: test_view.py, test_search.py
    "filter.json": {
        "fold": "(given, text) => timeline.filter.fold(text)",
        "words": "(given, text) => timeline.filter.queryWords(text)",
        "mask": """(given, query) => {
            const prepared = timeline.filter.prepare(given.columns, given.vocabulary);
            const { view } = timeline.state.parse(query, given.vocabulary);
            const mask = timeline.filter.mask(prepared, view);
            return given.columns.id.filter((_, i) => mask[i]);
        }""",
        "counts": """(given, { query, key }) => {
            const prepared = timeline.filter.prepare(given.columns, given.vocabulary);
            const { view } = timeline.state.parse(query, given.vocabulary);
            return timeline.filter.counts(prepared, view, key);
        }""",
        "nearest": """(given, query) => {
            const prepared = timeline.filter.prepare(given.columns, given.vocabulary);
            const { view } = timeline.state.parse(query, given.vocabulary);
            return timeline.filter.nearest(prepared, view);
        }""",
        "window": """(given, { query, bounds, events }) => {
            const { state, filter } = timeline;
            const spans = Object.values(events).map(([from, to]) => state.window({ from, to }));
            const columns = { start: spans.map(([a]) => a), end: spans.map(([, b]) => b) };
            const { view } = state.parse(query, given.vocabulary);
            const inSight = filter.overlapping(columns, bounds || state.window(view));
            return Object.keys(events).filter((_, i) => inSight[i]);
        }""",
    },
    # Python: test_frame.py
    "frame.json": {
        "frame": f"""(given, input) => {{
            const {{ doc, prepared, frame }} = ({FRAME})(given, input);
            const y = (i) => (i < 0 || !frame.bands[prepared.lane[i]] ? null : frame.rowY(i));
            const {{ tier, budget, rowsInLane }} = frame.layout;
            return {{
                rows: [tier, budget, rowsInLane],
                across: [frame.gutter, frame.inset, frame.plotWidth, frame.width],
                down: [frame.top, frame.foot],
                bands: frame.bands.map((band) => (
                    band && [band.name, band.top, band.first, band.bottom])),
                firstEvents: doc.lanes.map((_, lane) => y(prepared.lane.indexOf(lane))),
                lastEvent: y(prepared.n - 1),
                home: frame.home,
            }};
        }}""",
        "gutter": """(given, { timeline: name, width }) => {
            const doc = given.documents[name];
            const prepared = timeline.frame.prepare(doc);
            const size = { width, height: 400 };
            return timeline.frame.frame(doc, prepared, { theme: "light" }, size).gutter;
        }""",
    },
    # Python: test_labels.py
    "labels.json": {
        "geometry": "() => timeline.labels.GEOMETRY",
        "home": "(given, { frame, width }) => timeline.labels.homeRange(frame, width)",
        "thresholds": "(given, marks) => timeline.labels.thresholds(marks)",
        "boxes": """(given, { marks, ...view }) => timeline.labels.boxes(
            { ...marks, ...view, thresholds: timeline.labels.thresholds(marks) })""",
        "choose": """(given, { layouts, width, height, lanes }) => {
            const { GEOMETRY } = timeline.labels;
            const { tier, budget } = timeline.rows.choose(layouts, width, height, GEOMETRY, lanes);
            return [tier, budget];
        }""",
    },
}
# Infinity and NaN have no JSON: a case file writes them as these texts.
PLAIN = """(value) => {
    const plain = (x) => {
        if (ArrayBuffer.isView(x)) return Array.from(x, plain);
        if (Array.isArray(x)) return x.map(plain);
        if (typeof x === "number" && !Number.isFinite(x)) return String(x);
        if (x && typeof x === "object") {
            return Object.fromEntries(Object.entries(x).map(([key, item]) => [key, plain(item)]));
        }
        return x;
    };
    return plain(value);
}"""


def same(found: Any, wanted: Any) -> bool:
    """Equal, numbers to a relative 1e-9."""
    if isinstance(wanted, dict):
        return (
            isinstance(found, dict)
            and found.keys() == wanted.keys()
            and all(same(found[key], wanted[key]) for key in wanted)
        )
    if isinstance(wanted, list):
        return (
            isinstance(found, list) and len(found) == len(wanted) and all(map(same, found, wanted))
        )
    if isinstance(wanted, float | int) and isinstance(found, float | int):
        return math.isclose(found, wanted, rel_tol=1e-9, abs_tol=1e-9)
    return bool(found == wanted)


def test_every_case_file_and_section_runs_in_the_browser() -> None:
    sections = {
        path.name: {key for key in json.loads(path.read_text("utf-8")) if key != "given"}
        for path in (HERE / "cases").glob("*.json")
    }
    assert sections == {name: set(functions) for name, functions in FUNCTIONS.items()}


@pytest.mark.parametrize(
    ("file", "section"), [(file, section) for file in FUNCTIONS for section in FUNCTIONS[file]]
)
def test_the_browser_gives_what_the_cases_say(
    page: Page, console_errors: list[str], file: str, section: str
) -> None:
    cases = json.loads((HERE / "cases" / file).read_text("utf-8"))
    given = cases.get("given")
    if file in DRAWN:
        page.evaluate(MEASURE)
        given = {"documents": documents(file)}
    for script in SCRIPTS[file]:
        page.add_script_tag(path=ASSETS / script)
    found = page.evaluate(
        f"""([given, inputs]) => {{
            const run = {FUNCTIONS[file][section]};
            const plain = {PLAIN};
            return inputs.map((input) => plain(run(given, input)));
        }}""",
        [given, [case["in"] for case in cases[section]]],
    )
    assert console_errors == []
    assert len(found) == len(cases[section]) > 0
    wrong = {
        case["name"]: {"in": case["in"], "found": result, "wanted": case["out"]}
        for case, result in zip(cases[section], found, strict=True)
        if not same(result, case["out"])
    }
    assert wrong == {}
