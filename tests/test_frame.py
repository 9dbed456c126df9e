"""Where lanes and rows stand: the shared cases in Python (the browser's: test_cases_browser.py)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from drawn_cases import CASES, even_widths, timelines

from timeline.drawing import frame as frame_module
from timeline.drawing.frame import Frame, frame_chart, gutter_width
from timeline.views.table import frame as bounds_of
from timeline.views.table import to_table

FRAME = json.loads((CASES / "frame.json").read_text("utf-8"))
TIMELINES = timelines("frame.json")


@pytest.fixture(autouse=True)
def _letters_of_one_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame_module, "text_widths", even_widths)


def named(section: str) -> list[Any]:
    return [pytest.param(case["in"], case["out"], id=case["name"]) for case in FRAME[section]]


def plain(frame: Frame, lane_of: list[int]) -> dict[str, Any]:
    """A frame as the cases write it: of the rows the first of each lane says enough."""
    firsts = [lane_of.index(lane) if lane in lane_of else None for lane in range(len(frame.bands))]
    return {
        "rows": [frame.layout.tier_width, frame.layout.budget, list(frame.layout.rows_in_lane)],
        "across": [frame.gutter, frame.inset, frame.plot_width, frame.width],
        "down": [frame.top, frame.foot],
        "bands": [
            None if band is None else [band.name, band.top, band.first, band.bottom]
            for band in frame.bands
        ],
        "firstEvents": [
            None if i is None or frame.bands[lane] is None else float(frame.row_y[i])
            for lane, i in enumerate(firsts)
        ],
        "lastEvent": None if frame.bands[lane_of[-1]] is None else float(frame.row_y[-1]),
        "home": list(frame.home),
    }


@pytest.mark.parametrize(("given", "wanted"), named("frame"))
def test_lanes_and_rows_stand_where_the_shared_cases_say(
    given: dict[str, Any], wanted: dict[str, Any]
) -> None:
    t = TIMELINES[given["timeline"]]
    table = to_table(t)
    found = frame_chart(
        table,
        t.lanes,
        bounds_of(t),
        width=given["width"],
        height=given["height"],
        type_scale=given["typeScale"],
        used=given["lanes"],
        eras=bool(t.eras),
    )
    made = plain(found, table["lane_order"].tolist())
    assert json_like(made) == json_like(wanted)
    assert found.plot_height == pytest.approx(found.height - found.top)


@pytest.mark.parametrize(("given", "wanted"), named("gutter"))
def test_the_names_of_lanes_take_the_width_that_the_shared_cases_say(
    given: dict[str, Any], wanted: float
) -> None:
    t = TIMELINES[given["timeline"]]
    used = set(to_table(t)["lane"])
    lanes = [lane for lane in t.lanes if lane.id in used]
    assert gutter_width(lanes, given["width"], short=given["short"]) == wanted


def json_like(value: Any) -> Any:
    """With numbers that are compared to a billionth."""
    if isinstance(value, dict):
        return {key: json_like(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [json_like(item) for item in value]
    return round(value, 6) if isinstance(value, float) else value
