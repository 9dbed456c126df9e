"""The cases in tests/cases that are told of whole timelines, run through the browser's functions.

A case file is `{SECTION: [{"name", "in", "out"}, ...], ...}`. Each section has a line in
`FUNCTIONS`: a JavaScript function of (given, input) that returns the output. The browser is given
the timelines as its documents. The same files run through Python in the tests of the modules named
there; tests/browser/cases.test.js has the other files, which need neither timelines nor a browser.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import browser_parts
import pytest
from drawn_cases import MEASURE, documents
from playwright.sync_api import Page

HERE = Path(__file__).parent

# File → the parts it needs.
PARTS = {
    "frame.json": ("chart/rows", "chart/labels", "chart/frame"),
    "scene.json": (
        "view/match",
        "view/state",
        "chart/rows",
        "chart/labels",
        "chart/frame",
        "chart/visible",
        "base/markup",
        "chart/plotly/names",
        "chart/traces",
    ),
    "steps.json": ("telling/steps",),
}
FRAME = """(given, { timeline: name, width, height, typeScale = 1, lanes = null }) => {
    const whole = given.documents[name];
    const light = { ...whole.themes.light, typeScale };
    const doc = { ...whole, themes: { ...whole.themes, light } };
    const state = { theme: "light", lanes, still: true };
    const prepared = timelineParts.frame.prepare(doc);
    const frame = timelineParts.frame.frame(doc, prepared, state, { width, height });
    return { doc, prepared, frame };
}"""
# File → section → function of the browser's modules.
FUNCTIONS = {
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
            const prepared = timelineParts.frame.prepare(doc);
            const size = { width, height: 400 };
            return timelineParts.frame.frame(doc, prepared, { theme: "light" }, size).gutter;
        }""",
    },
    # Python: test_scene.py
    "scene.json": {
        "scene": f"""(given, input) => {{
            const {{ doc, prepared, frame }} = ({FRAME})(given, input);
            const {{ id }} = doc.columns;
            const {{ view }} = timelineParts.state.parse(input.query, doc.vocabulary);
            const mask = timelineParts.match.mask(timelineParts.match.prepare(
                doc.columns, doc.vocabulary), view);
            const home = frame.home.map((year) => year * doc.geometry.YEAR_MS);
            const state = {{
                theme: "light", mask, selected: id.indexOf(view.event),
                window: timelineParts.state.window(view, home),
            }};
            const w = timelineParts.frame.labelWidths(doc, "sans-serif", 13);
            const place = {{
                prepared: frame.placing, w, mask, y0: frame.home[0], y1: frame.home[1],
                floor: frame.floor,
            }};
            const thresholds = timelineParts.labels.thresholds(place);
            const s = timelineParts.visible.scene(
                doc, prepared, frame, {{ ...place, thresholds }}, state);
            const drawn = Object.fromEntries(timelineParts.traces.of(doc, prepared, frame, s, state)
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
                arcs: timelineParts.visible.curves(
                    doc, prepared, frame, s).map(({{ link, points }}) => (
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
    # Python: test_steps.py
    "steps.json": {
        "steps": """(given, { timeline: name, tour }) => {
            const doc = given.documents[name];
            if (!doc.tours.some(({ id }) => id === tour)) return [];
            const steps = timelineParts.steps.of(doc, { tour }, []);
            return steps.map(({ i, say, asked }, n) => {
                const number = timelineParts.steps.at(steps, { tour, step: n + 1 }, doc) + 1;
                return [number, doc.columns.id[i], say, asked];
            });
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


def test_every_section_of_these_files_runs() -> None:
    for name, functions in FUNCTIONS.items():
        cases = json.loads((HERE / "cases" / name).read_text("utf-8"))
        assert cases.keys() - {"given"} == functions.keys()


@pytest.mark.parametrize(
    ("file", "section"), [(file, section) for file in FUNCTIONS for section in FUNCTIONS[file]]
)
def test_the_browser_gives_what_the_cases_say(
    page: Page, console_errors: list[str], file: str, section: str
) -> None:
    cases = json.loads((HERE / "cases" / file).read_text("utf-8"))
    page.evaluate(MEASURE)
    given = json.dumps({"documents": documents(file)})  # as text it gets there a good deal sooner
    browser_parts.add(page, *PARTS[file])
    found = page.evaluate(
        f"""([given, inputs]) => {{
            const run = {FUNCTIONS[file][section]};
            const plain = {PLAIN};
            const timelines = JSON.parse(given);
            return inputs.map((input) => plain(run(timelines, input)));
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
