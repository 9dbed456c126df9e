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
    "scene.json": (
        "filter.js",
        "state.js",
        "chart-rows.js",
        "labels.js",
        "chart-frame.js",
        "chart-scene.js",
        "chart-traces.js",
    ),
    "ticks.json": ("state.js", "chart-axis.js"),
    "steps.json": ("steps.js",),
}
# Files whose cases are told of whole timelines: the browser gets these as its documents.
DRAWN = {"frame.json", "scene.json", "steps.json"}
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
    # Python: test_scene.py
    "scene.json": {
        "scene": f"""(given, input) => {{
            const {{ doc, prepared, frame }} = ({FRAME})(given, input);
            const {{ id }} = doc.columns;
            const {{ view }} = timeline.state.parse(input.query, doc.vocabulary);
            const mask = timeline.filter.mask(timeline.filter.prepare(
                doc.columns, doc.vocabulary), view);
            const home = frame.home.map((year) => year * doc.geometry.YEAR_MS);
            const state = {{
                theme: "light", mask, selected: id.indexOf(view.event),
                window: timeline.state.window(view, home),
            }};
            const w = timeline.frame.labelWidths(doc, "sans-serif", 13);
            const place = {{
                prepared: frame.placing, w, mask, y0: frame.home[0], y1: frame.home[1],
                floor: frame.floor,
            }};
            const thresholds = timeline.labels.thresholds(place);
            const s = timeline.scene.scene(doc, prepared, frame, {{ ...place, thresholds }}, state);
            const drawn = Object.fromEntries(timeline.traces.of(doc, prepared, frame, s, state)
                .map((trace) => [trace.uid, trace]));
            const px = (ms) => s.x(ms / doc.geometry.YEAR_MS);
            // beyond the window the browser has marks ready for a drag, which Python never needs
            const inSight = (i) => {{
                const margin = s.pale.has(i) ? (prepared.r[i] + doc.geometry.PAD) * frame.ts : 0;
                return s.marks.includes(i) || (s.pale.has(i) && s.x(prepared.x1[i]) + margin > 0
                    && s.x(prepared.x0[i]) - margin < frame.plotWidth);
            }};
            const bars = ({{ base, x, y, width, marker, customdata }}) => base
                .map((from, k) => [px(from), px(from + x[k]), y[k], width[k], marker.opacity[k]])
                .filter((_, k) => inSight(id.indexOf(customdata[k])));
            const sides = ["none", "right", "left", "inside"];
            const byId = (a, b) => (a < b ? -1 : 1);
            return {{
                painted: s.painted.filter(inSight).map((i) => [id[i], s.pale.has(i)]),
                strip: s.strip.map((i) => id[i]).sort(byId),
                labels: s.labels.map(({{ i, side, left, right }}) => (
                    [id[i], sides[side], left, right])).sort(([a], [b]) => byId(a, b)),
                arcs: timeline.scene.curves(doc, prepared, frame, s).map(({{ link, points }}) => (
                    [id[link.from], id[link.to], link.contested,
                        [0, 4, 16, 28, 32].map((k) => points[k])])),
                spans: bars(drawn.spans),
                ends: bars(drawn.ends),
                // the first three points are a speck out of sight
                outline: drawn.strip.x.slice(3).map((ms, k) => (
                    ms === null ? null : [px(ms), drawn.strip.y[k + 3]])),
            }};
        }}""",
    },
    # Python: test_ticks.py
    "ticks.json": {
        "ticks": """(given, { from, to, width, typeScale, calendar }) => {
            const span = timeline.state.window({ from, to });
            const { values, texts } = timeline.axis.ticks(
                span, width / (span[1] - span[0]), { typeScale, calendar });
            return [values.map((ms) => ms / 86400000), texts];
        }""",
    },
    # Python: test_steps.py
    "steps.json": {
        "steps": """(given, { timeline: name, tour }) => {
            const doc = given.documents[name];
            if (!doc.tours.some(({ id }) => id === tour)) return [];
            const steps = timeline.steps.of(doc, { tour }, []);
            return steps.map(({ i, say, asked }, n) => {
                const number = timeline.steps.at(steps, { tour, step: n + 1 }, doc) + 1;
                return [number, doc.columns.id[i], say, asked];
            });
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
