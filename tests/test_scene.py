"""What stands in a window and how it is drawn: the shared cases in Python."""

from __future__ import annotations

import json
from typing import Any

import pytest
from drawn_cases import CASES, even_widths, label_widths, timelines

from timeline.drawing import frame as frame_module
from timeline.drawing.frame import frame_chart
from timeline.drawing.in_sight import fade, show, span_of
from timeline.drawing.plotly import traces
from timeline.drawing.plotly.arcs import arcs
from timeline.drawing.scene import Scene
from timeline.drawing.theme import THEMES
from timeline.placing.labels import SIDES, to_marks
from timeline.views.query import vocabulary
from timeline.views.table import frame as bounds_of
from timeline.views.table import to_table
from timeline.views.view import mask, parse_view

SCENE = json.loads((CASES / "scene.json").read_text("utf-8"))["scene"]
TIMELINES = timelines("scene.json")
POINTS = (0, 4, 16, 28, 32)  # of an arc's 33 points, those that the cases tell
HAIR = 1e-6  # px


@pytest.fixture(autouse=True)
def _letters_of_one_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame_module, "text_widths", even_widths)


def scene_of(given: dict[str, Any]) -> Scene:
    t = TIMELINES[given["timeline"]]
    view, ignored = parse_view(given["query"], vocabulary(t))
    assert ignored == ()
    table = to_table(t)
    frame = frame_chart(
        table,
        t.lanes,
        bounds_of(t),
        width=given["width"],
        height=given["height"],
        type_scale=given["typeScale"],
    )
    passes = mask(view, table)
    marks = to_marks(table, frame.layout, widths=label_widths(table["label"]), mask=passes)
    ids = table["id"].tolist()
    selected = ids.index(view.event) if view.event else None
    span = span_of(view, frame)
    shown = show(marks, frame, span, selected)
    faded = fade(marks, shown, frame, span)
    return Scene(t, table, frame, marks, shown, faded, span, selected, THEMES["light"])


def plain(scene: Scene) -> dict[str, Any]:
    """A scene as the cases write it: events by id, px from the left edge of the plot, and down."""
    ids = scene.table["id"].tolist()
    drawn = {trace.meta["role"]: trace for trace in traces.build_traces(scene)}

    def bars(role: str) -> list[list[float]]:
        bar = drawn[role]
        columns = zip(bar.base, bar.x, bar.y, bar.width, bar.marker.opacity, strict=True)
        return [
            [scene.px(base), scene.px(base + long), y, tall, opacity]
            for base, long, y, tall, opacity in columns
        ]

    outline = zip(drawn["strip"].x, drawn["strip"].y, strict=True)
    return {
        "painted": [[ids[i], pale] for i, pale in scene.painted()],
        "strip": sorted(ids[i] for i in scene.shown.strip),
        "labels": sorted(
            [ids[box.event], SIDES[box.side], box.left, box.right] for box in scene.shown.labels
        ),
        "arcs": [
            [link.source, link.target, bool(link.contested_by), [list(points[k]) for k in POINTS]]
            for link, points in arcs(scene)
        ],
        "spans": bars("spans"),
        "ends": bars("ends"),
        "outline": [None if x is None else [scene.px(x), y] for x, y in outline],
    }


def flat(value: Any) -> list[Any]:
    """The values of nested lists in their order, with a sign where each list begins and ends."""
    if isinstance(value, list):
        return ["[", *(leaf for item in value for leaf in flat(item)), "]"]
    return [value]


@pytest.mark.parametrize("case", SCENE, ids=lambda case: case["name"])
def test_what_is_drawn_is_what_the_shared_cases_say(case: dict[str, Any]) -> None:
    found = plain(scene_of(case["in"]))
    assert found.keys() == case["out"].keys()
    for part, wanted in case["out"].items():
        pairs = list(zip(flat(found[part]), flat(wanted), strict=True))
        assert [a for a, _ in pairs] == [
            pytest.approx(b, abs=HAIR) if isinstance(b, float | int) else b for _, b in pairs
        ], part
