"""Rows: marks of one row stand apart at home, budgets hold, heavy events keep their labels."""

from __future__ import annotations

from itertools import pairwise, permutations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import timeline.reading.load
from timeline.placing import labels
from timeline.placing.geometry import RADIUS, YEAR_MS
from timeline.placing.labels import (
    SIDES,
    Layout,
    Marks,
    boxes,
    choose_layout,
    home_range,
    lay_out,
    layouts,
    place_labels,
    text_widths,
    thresholds,
    to_marks,
)
from timeline.placing.packing import Box, in_order
from timeline.placing.rows import BUDGETS, TIERS, budgets
from timeline.views.table import frame, to_table

DATA = Path(__file__).parents[1] / "data" / "events.yaml"
FRAME = (0.0, 30 * YEAR_MS)


@st.composite
def some_tables(draw: st.DrawFn) -> pd.DataFrame:
    """The columns that rows and labels read; crowded, with coincident dates and nested spans."""
    n = draw(st.integers(1, 25))

    def several(values: st.SearchStrategy[Any]) -> list[Any]:
        return draw(st.lists(values, min_size=n, max_size=n))

    start = np.array(several(st.one_of(st.sampled_from([0.0, 9.0, 9.1]), st.floats(0, 30))))
    length = np.array(several(st.sampled_from([1 / 365.2425, 1 / 12, 1.0, 3.0, 20.0])))
    span = np.array(several(st.booleans()))
    end = np.minimum(start + length, 30)
    start = np.minimum(start, end)
    weight = several(st.sampled_from(["core", "supporting", "context"]))
    order = np.lexsort((np.arange(n), [["core", "supporting", "context"].index(w) for w in weight]))
    rank = np.empty(n, dtype=np.int64)
    rank[order] = np.arange(n)
    return pd.DataFrame(
        {
            "start_ms": start * YEAR_MS,
            "end_ms": end * YEAR_MS,
            "mark_ms": np.where(span, start, (start + end) / 2) * YEAR_MS,
            "is_span": span,
            "weight": weight,
            "label": several(st.text("aWil ", min_size=1, max_size=28)),
            "rank": rank,
            "lane_order": several(st.integers(0, 2)),
        }
    )


def extents(marks: Marks, scale: float) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    left = np.minimum(marks.x0 * scale, marks.m * scale - marks.r)
    right = np.maximum(marks.x1 * scale, marks.m * scale + marks.r)
    return left, right


@settings(deadline=None)
@given(some_tables(), st.sampled_from(TIERS), st.sampled_from(BUDGETS))
def test_residents_of_one_row_never_overlap_from_home_on(
    table: pd.DataFrame, width: int, budget: int | None
) -> None:
    layout = lay_out(table, FRAME, width, budget, n_lanes=4)
    marks = to_marks(table, layout)
    home = home_range(FRAME, width)
    scale = width / (home[1] - home[0])
    left, right = extents(marks, scale)
    for i in range(len(table)):
        for j in range(i):
            if marks.row[i] == marks.row[j] and not (layout.late[i] or layout.late[j]):
                assert right[i] <= left[j] or right[j] <= left[i]
    assert (thresholds(marks, home).mark_scale[~layout.late] <= scale).all()


@settings(deadline=None)
@given(some_tables(), st.sampled_from(BUDGETS))
def test_rows_stay_within_the_budget_and_without_one_no_event_is_late(
    table: pd.DataFrame, budget: int | None
) -> None:
    layout = lay_out(table, FRAME, 700, budget, n_lanes=4)
    lanes = table["lane_order"].to_numpy()
    assert len(layout.rows_in_lane) == 4
    for lane, rows in enumerate(layout.rows_in_lane):
        mine = lanes == lane
        assert set(layout.row[mine]) <= set(range(rows))
        assert layout.late_in_lane[lane] == layout.late[mine].any()
    if budget is None:
        assert not layout.late.any()
    else:
        assert sum(layout.rows_in_lane) <= budget * len(set(lanes))


@settings(deadline=None)
@given(some_tables(), st.floats(120, 1500), st.floats(1, 2.5), st.sampled_from(BUDGETS))
def test_a_chart_laid_out_for_any_width_and_type_size_shows_labels_apart(
    table: pd.DataFrame, width: float, type_scale: float, budget: int | None
) -> None:
    made = layouts(table, FRAME) if budget is None else [lay_out(table, FRAME, 300, budget)]
    layout = choose_layout(made, width / type_scale, 400 / type_scale)
    marks = to_marks(table, layout)
    home = home_range(FRAME, width / type_scale)
    scale = width / (home[1] - home[0])
    found = thresholds(marks, home, scale / type_scale)
    shown = boxes(marks, found, scale=scale, window=home, width=width, type_scale=type_scale)
    taken = sorted((box.row, box.left, box.right) for box in shown.labels)
    for (row, _, right), (next_row, left, _) in pairwise(taken):
        assert row != next_row or right <= left + 1e-6
    for row, left, right in taken:
        assert left >= 0
        assert right <= width
        for i in shown.marks:
            middle = (marks.m[i] - home[0]) * scale
            mark_left = min((marks.x0[i] - home[0]) * scale, middle - marks.r[i] * type_scale)
            mark_right = max((marks.x1[i] - home[0]) * scale, middle + marks.r[i] * type_scale)
            own = any(b.event == i and b.left == left for b in shown.labels)
            apart = right <= mark_left + 1e-6 or mark_right <= left + 1e-6
            assert own or marks.row[i] != row or apart


@settings(deadline=None)
@given(some_tables())
def test_place_labels_returns_a_new_table_and_rows_do_not_depend_on_the_filter(
    table: pd.DataFrame,
) -> None:
    before = table.copy()
    placed = place_labels(table, FRAME, 700)
    pd.testing.assert_frame_equal(table, before)
    assert set(placed["side"]) <= {"none", "right", "left", "inside"}
    mask = np.arange(len(table)) % 2 == 0
    filtered = place_labels(table, FRAME, 700, mask=mask)
    assert (filtered["chart_row"] == placed["chart_row"]).all()
    assert np.isinf(filtered["min_scale"][~mask]).all()


@settings(deadline=None, max_examples=20)
@given(some_tables())
def test_marks_have_the_places_the_sizes_and_the_widths_of_their_events(
    table: pd.DataFrame,
) -> None:
    table["mark_ms"] += np.where(np.arange(len(table)) % 2, 50, -50) * YEAR_MS  # out of its extent
    layout = lay_out(table, FRAME, 700)
    marks = to_marks(table, layout)
    start, end = table["start_ms"] / YEAR_MS, table["end_ms"] / YEAR_MS
    odd = np.arange(len(table)) % 2 == 1
    core = list(table["weight"] == "core")
    assert marks.x0.tolist() == start.tolist()
    assert marks.x1.tolist() == end.tolist()
    assert marks.m.tolist() == np.where(odd, end, start).tolist()
    assert marks.r.tolist() == [RADIUS[weight] for weight in table["weight"]]
    assert marks.w.tolist() == text_widths(table["label"], core).tolist()
    assert marks.row.tolist() == layout.chart_rows(table["lane_order"].to_numpy()).tolist()
    assert marks.rank.tolist() == table["rank"].tolist()
    assert marks.span.tolist() == table["is_span"].tolist()
    assert (marks.mask.dtype, marks.mask.all()) == (np.bool_, True)


@settings(deadline=None, max_examples=20)
@given(some_tables(), st.floats(1, 2.5), st.sampled_from(BUDGETS))
def test_place_labels_tells_of_the_layout_and_the_thresholds_of_its_width(
    table: pd.DataFrame, type_scale: float, budget: int | None
) -> None:
    width = 700 / type_scale
    layout = lay_out(table, FRAME, width, budget)
    mask = np.arange(len(table)) % 3 != 0
    marks = to_marks(table, layout, mask=mask)
    home = home_range(FRAME, width)
    found = thresholds(marks, home, width / (home[1] - home[0]))
    placed = place_labels(table, FRAME, 700, type_scale, mask, budget)
    columns = {
        "row": layout.row,
        "chart_row": marks.row,
        "late": layout.late,
        "label_width": marks.w,
        "mark_scale": found.mark_scale,
        "min_scale": found.min_scale,
        "side": np.array(SIDES)[found.side],
    }
    assert list(placed) == [*table, *(key for key in placed if key in columns)]
    for key, values in columns.items():
        assert placed[key].tolist() == list(values), key


def test_layouts_are_those_of_each_width_and_budget_with_all_lanes() -> None:
    t = timeline.reading.load.load(DATA)
    table = to_table(t)
    lanes = len(t.lanes) + 2  # two of them without events
    made = layouts(table, frame(t), n_lanes=lanes)
    assert [(layout.tier_width, layout.budget) for layout in made] == [
        (tier, budget)
        for tier in TIERS
        for budget in budgets(table["lane_order"].nunique(), len(table))
    ]
    for layout in made:
        alone = lay_out(table, frame(t), layout.tier_width, layout.budget, n_lanes=lanes)
        assert layout.document() == alone.document()
        assert len(layout.rows_in_lane) == lanes
        assert layout.rows_in_lane[-2:] == (0, 0)


def test_an_empty_table_has_no_rows() -> None:
    table = pd.DataFrame(
        {
            name: pd.Series(dtype=kind)
            for name, kind in (
                ("start_ms", float), ("end_ms", float), ("mark_ms", float), ("is_span", bool),
                ("weight", "str"), ("label", "str"), ("rank", int), ("lane_order", int),
            )
        }
    )  # fmt: skip
    assert lay_out(table, FRAME, 700, 2, n_lanes=2).rows_in_lane == (0, 0)
    assert place_labels(table, FRAME, 700).empty


@pytest.mark.parametrize("width", [700, 1100])
def test_every_core_event_of_the_built_in_timeline_has_its_label_at_home(width: int) -> None:
    t = timeline.reading.load.load(DATA)
    table = to_table(t)
    placed = place_labels(table, frame(t), width)
    home = home_range(frame(t), width)
    hidden = placed["min_scale"] > width / (home[1] - home[0])
    assert list(placed["label"][hidden & (placed["weight"] == "core")]) == []


@pytest.mark.parametrize("weights", list(permutations(("core", "supporting", "context"))))
def test_events_of_one_day_stand_in_the_order_of_the_file(
    weights: tuple[str, ...], tmp_path: Path
) -> None:
    listed = "".join(
        f"- {{id: {id_}, title: Event {id_}, date: 1917-11-07, weight: {weight}}}\n"
        for id_, weight in zip("zma", weights, strict=True)
    )
    path = tmp_path / "events.yaml"
    path.write_text(f"timeline: {{title: One day}}\nevents:\n{listed}")
    t = timeline.reading.load.load(path)
    table = to_table(t)
    assert list(table["id"]) == ["z", "m", "a"]
    for layout in labels.layouts(table, frame(t)):
        shown = [int(k) for k, late in zip(layout.row, layout.late, strict=True) if not late]
        assert shown == sorted(set(shown))


def test_the_layouts_of_the_document_are_plain_values() -> None:
    layout = Layout(300, None, np.array([0, 1]), np.array([False, True]), (2,), (True,))
    assert layout.document() == {
        "tier": 300,
        "budget": None,
        "row": [0, 1],
        "late": [0, 1],
        "rowsInLane": [2],
        "lateInLane": [1],
    }
    assert layout.chart_rows(np.array([0, 0])).tolist() == [0, 1]


def alike(event: int, label: int, side: str = "", soft: tuple[int, int] = (100, 110)) -> Box:
    """A box with a label on one side of its mark, or without; those alike have one extent."""
    x0, x1 = map(float, soft)
    right, left = side == "right", side == "left"
    return Box(event, 2, x0, x1, soft, soft, label, right, left, inside=False)


@pytest.mark.parametrize(
    ("side", "label", "other", "turned"),
    [
        ("right", 50, alike(2, 0, soft=(160, 170)), True),
        ("right", 50, alike(2, 0, soft=(159, 169)), False),
        ("left", 50, alike(2, 0, soft=(40, 50)), True),
        ("left", 50, alike(2, 0, soft=(41, 51)), False),
        ("", 50, alike(2, 0, soft=(110, 120)), True),
        ("", 50, alike(2, 0, soft=(109, 119)), False),
        ("", 50, alike(2, 0, soft=(90, 100)), True),
        ("", 50, alike(2, 0, soft=(91, 101)), False),
        ("right", 50, alike(2, 10, "left", soft=(170, 180)), True),
        ("right", 50, alike(2, 11, "left", soft=(170, 180)), False),
        ("left", 50, alike(2, 10, "right", soft=(30, 40)), True),
        ("left", 50, alike(2, 11, "right", soft=(30, 40)), False),
    ],
)
def test_events_of_one_extent_stand_as_in_the_file_where_their_names_have_room(
    side: str, label: int, other: Box, turned: bool
) -> None:
    """The first of the file stands below the second, and would come upon another in its row."""
    first, second = alike(0, label, side), alike(1, 0)
    placed = [(second, 0), (first, 1), (other, 0)]
    swapped = [(first, 0), (second, 1), (other, 0)]
    assert in_order(placed) == (swapped if turned else placed)
    elsewhere = [(second, 0), (first, 1), (other, 2)]
    assert in_order(elsewhere) == [(first, 0), (second, 1), (other, 2)]
    assert in_order(swapped) == swapped
