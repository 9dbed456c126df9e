"""Labels that never overlap: properties for any events, scale, type size and filter."""

from __future__ import annotations

import json
from dataclasses import replace
from math import inf
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.placing.labels import (
    GAP,
    MAX_MARKS,
    PAD,
    RADIUS,
    SIDES,
    Box,
    Layout,
    Marks,
    Shown,
    boxes,
    choose_layout,
    geometry,
    home_range,
    text_widths,
    thresholds,
)
from timeline.placing.text_widths import runs_leftwards
from timeline.placing.thresholds import Thresholds

CASES = json.loads((Path(__file__).parent / "cases" / "labels.json").read_text("utf-8"))
FRAME = (0.0, 40 * 31_556_952_000.0)
BOX_KEYS = ("i", "side", "left", "right", "row")
HAIR = 1e-6  # px; rounding of positions


def marks_of(**columns: Any) -> Marks:
    """Marks from plain lists; what is left out is that of a point with a middling label."""
    n = len(columns["m"])
    given = {
        "x0": columns["m"], "x1": columns["m"], "r": [5.5] * n, "w": [80.0] * n, "row": [0] * n,
        "late": [0] * n, "rank": range(n), "span": [0] * n, "mask": [1] * n,
    } | columns  # fmt: skip
    types = {"row": int, "rank": int, "late": bool, "span": bool, "mask": bool}
    return Marks(**{key: np.array(given[key], types.get(key, float)) for key in given})


@st.composite
def some_marks(draw: st.DrawFn) -> Marks:
    """Crowded on purpose: coincident dates, nested spans, marks within imprecise extents."""
    n = draw(st.integers(1, 14))
    times = st.one_of(st.sampled_from([0.0, 10.0, 20.0, 20.5, 40.0]), st.floats(0, 40))
    lengths = st.one_of(st.sampled_from([0.0, 1 / 365, 1.0, 5.0]), st.floats(0, 40))

    def several(values: st.SearchStrategy[Any]) -> np.ndarray[Any, Any]:
        return np.array(draw(st.lists(values, min_size=n, max_size=n)))

    x0 = several(times)
    x1 = np.minimum(x0 + several(lengths), 40)
    return Marks(
        x0=x0,
        x1=x1,
        m=np.clip(x0 + (x1 - x0) * several(st.sampled_from([0.0, 0.1, 0.5])), x0, x1),
        r=several(st.sampled_from(sorted(RADIUS.values()))),
        w=several(st.floats(5, 220)),
        row=several(st.integers(0, 2)),
        late=several(st.booleans()),
        rank=np.array(draw(st.permutations(range(n)))),
        span=several(st.booleans()),
        mask=several(st.sampled_from([True, True, True, False])),
    )


@st.composite
def some_view(draw: st.DrawFn) -> dict[str, Any]:
    """A plot, a type size and a window within the home range, at home or closer."""
    width = draw(st.floats(150, 2000))
    type_scale = draw(st.one_of(st.just(1.0), st.floats(1, 3)))
    home = home_range(FRAME, width / type_scale)
    zoom = draw(st.one_of(st.just(1.0), st.floats(1, 3), st.floats(1, 2000)))
    scale = zoom * width / (home[1] - home[0])
    start = home[0] + draw(st.floats(0, 1)) * (home[1] - home[0] - width / scale)
    return {
        "home": home,
        "floor": draw(st.sampled_from([0.0, width / type_scale / (home[1] - home[0])])),
        "window": {
            "scale": scale, "window": (start, start + width / scale), "width": width,
            "type_scale": type_scale,
        },
    }  # fmt: skip


def edges(marks: Marks, i: int, view: dict[str, Any]) -> tuple[float, float]:
    """The pixels that a mark takes, told anew from the definition."""
    x0, m, x1 = (
        (values[i] - view["window"][0]) * view["scale"] for values in (marks.x0, marks.m, marks.x1)
    )
    r = marks.r[i] * view["type_scale"]
    return min(x0, m - r), max(x1, m + r)


def assert_nothing_is_covered(
    marks: Marks, shown: Shown, view: dict[str, Any], emphasised: tuple[int, ...] = ()
) -> None:
    for n, box in enumerate(shown.labels):
        assert box.left >= -HAIR
        assert box.right <= view["width"] + HAIR
        assert box.right - box.left == pytest.approx(marks.w[box.event] * view["type_scale"])
        for other in shown.labels[:n]:
            apart = box.right <= other.left + HAIR or other.right <= box.left + HAIR
            assert box.row != other.row or apart, (box, other)
        if box.event in emphasised:
            continue  # on paper ground, above the marks
        for i in shown.marks:
            left, right = edges(marks, i, view)
            apart = box.right <= left + HAIR or right <= box.left + HAIR
            assert i == box.event or marks.row[i] != box.row or apart, (box, i)


@settings(deadline=None)
@given(some_marks(), some_view())
def test_no_label_overlaps_a_label_or_covers_a_mark_or_leaves_the_plot(
    marks: Marks, view: dict[str, Any]
) -> None:
    found = thresholds(marks, view["home"], view["floor"])
    shown = boxes(marks, found, **view["window"])
    assert_nothing_is_covered(marks, shown, view["window"])
    drawn = [(marks.row[i], *edges(marks, i, view["window"])) for i in shown.marks]
    for n, (row, left, right) in enumerate(drawn):
        for other, start, end in drawn[:n]:
            assert row != other or right <= start + HAIR or end <= left + HAIR
    assert set(shown.marks) | set(shown.strip) <= set(np.flatnonzero(marks.mask))
    assert not set(shown.marks) & set(shown.strip)


@settings(deadline=None)
@given(some_marks(), some_view(), st.lists(st.booleans(), min_size=14, max_size=14))
def test_thresholds_of_all_events_stay_valid_for_any_of_them(
    marks: Marks, view: dict[str, Any], chosen: list[bool]
) -> None:
    found = thresholds(marks, view["home"], view["floor"])
    fewer = replace(marks, mask=marks.mask & np.array(chosen[: len(marks.m)]))
    assert_nothing_is_covered(fewer, boxes(fewer, found, **view["window"]), view["window"])


@settings(deadline=None)
@given(some_marks(), some_view(), st.data())
def test_emphasised_events_in_sight_show_their_labels_and_the_others_give_way(
    marks: Marks, view: dict[str, Any], data: st.DataObject
) -> None:
    some = data.draw(st.lists(st.integers(0, len(marks.m) - 1), max_size=3))
    found = thresholds(marks, view["home"], view["floor"])
    shown = boxes(marks, found, **view["window"], emphasised=some)
    assert_nothing_is_covered(marks, shown, view["window"], tuple(some))
    window = view["window"]
    labels = {box.event: box for box in shown.labels}
    for place, i in enumerate(some):
        left, right = edges(marks, i, window)
        middle = (marks.m[i] - window["window"][0]) * window["scale"]
        start, end = (middle + sign * marks.r[i] * window["type_scale"] for sign in (-1, 1))
        if i in labels:
            assert labels[i].left >= end - HAIR or labels[i].right <= start + HAIR
        fits = marks.w[i] * window["type_scale"] < max(start, window["width"] - end) - HAIR
        if right > 0 and left < window["width"]:
            assert i in shown.marks
            assert i not in shown.strip
            if place == 0 and fits and marks.w[i] * window["type_scale"] <= window["width"]:
                assert i in labels


@settings(deadline=None)
@given(some_marks(), some_view(), st.floats(1, 50))
def test_a_label_once_shown_is_shown_at_every_larger_scale(
    marks: Marks, view: dict[str, Any], zoom: float
) -> None:
    window = view["window"]
    found = thresholds(marks, view["home"], view["floor"])
    for box in boxes(marks, found, **window).labels:
        # Zoom about the edge that the label hangs on, so that it stays in the window.
        i, r = box.event, marks.r[box.event] * window["type_scale"]
        left, right = edges(marks, i, window)
        by_mark = (marks.m[i] - window["window"][0]) * window["scale"] + r
        scale = window["scale"] * zoom
        ends = {
            "right": (right, max(marks.x1[i], marks.m[i] + r / scale)),
            "left": (left, min(marks.x0[i], marks.m[i] - r / scale)),
            "inside": (by_mark, marks.m[i] + r / scale) if by_mark > 0 else (right, marks.x1[i]),
        }
        px, year = ends[SIDES[box.side]]
        start = year - px / scale
        closer = {"scale": scale, "window": (start, start + window["width"] / scale)}
        slack = {"width": window["width"] + HAIR}  # for rounding at the very edge
        labels = boxes(marks, found, **window | closer | slack).labels
        again = next((b for b in labels if b.event == i), None)
        if again is None and box.side != found.side[i]:  # it gave way to a heavier one like it
            assert any(
                b.side != found.side[b.event] and marks.rank[b.event] < marks.rank[i]
                for b in labels
                if b.row == box.row
            )
        elif again is None:  # rounding at the left edge, where there is no slack to give
            assert box.left < HAIR
        else:
            assert again == pytest.approx(box, abs=1e-3)


@settings(deadline=None)
@given(some_marks(), some_view(), st.randoms(use_true_random=False))
def test_the_order_of_the_events_in_the_table_decides_nothing(
    marks: Marks, view: dict[str, Any], random: Any
) -> None:
    n = len(marks.m)
    order = list(range(n))
    random.shuffle(order)
    turned = Marks(**{name: getattr(marks, name)[order] for name in Marks.__slots__})
    found, again = (thresholds(m, view["home"], view["floor"]) for m in (marks, turned))
    assert found.mark_scale[order].tolist() == again.mark_scale.tolist()
    assert found.min_scale[order].tolist() == again.min_scale.tolist()
    assert found.side[order].tolist() == again.side.tolist()


@settings(deadline=None)
@given(some_marks(), some_view())
def test_a_label_needs_its_mark_and_has_a_side_where_it_has_a_scale(
    marks: Marks, view: dict[str, Any]
) -> None:
    found = thresholds(marks, view["home"])
    assert (found.min_scale >= found.mark_scale).all()
    assert ((found.min_scale < inf) == (found.side > 0)).all()
    assert (found.mark_scale[~marks.mask] == inf).all()
    assert (marks.span | (found.side != SIDES.index("inside"))).all()


def test_a_label_alone_stands_right_of_its_mark_or_left_at_the_end_of_the_range() -> None:
    marks = marks_of(m=[1.0, 39.0], row=[0, 1])
    found = thresholds(marks, (0.0, 40.0), floor=10.0)
    assert [SIDES[side] for side in found.side] == ["right", "left"]
    assert found.min_scale == pytest.approx([(5.5 + PAD + 80) / 39] * 2)


def test_labels_that_face_each_other_add_their_widths_and_the_lighter_waits() -> None:
    marks = marks_of(m=[10.0, 30.0], w=[100.0, 60.0])
    walls = (9.9, 30.1)  # so near that both labels must stand in the gap
    found = thresholds(marks, walls)
    assert [SIDES[side] for side in found.side] == ["right", "left"]
    clear_of_mark = (5.5 + PAD + 100 + GAP + 5.5) / 20
    clear_of_label = (5.5 + PAD + 100 + GAP + 60 + PAD + 5.5) / 20
    assert found.min_scale == pytest.approx([clear_of_mark, clear_of_label])


def test_a_long_bar_holds_its_label_between_two_neighbours() -> None:
    marks = marks_of(
        m=[9.9, 10.0, 20.1],
        x0=[9.9, 10.0, 20.1],
        x1=[9.9, 20.0, 20.1],
        span=[0, 1, 0],
        rank=[1, 0, 2],
    )
    found = thresholds(marks, (0.0, 40.0))
    assert SIDES[found.side[1]] == "inside"
    assert found.min_scale[1] == pytest.approx((5.5 + PAD + 80 + PAD) / 10)


def test_a_label_inside_its_bar_slides_into_the_part_in_sight() -> None:
    marks = marks_of(m=[10.0, 9.9, 20.1], x1=[20.0, 9.9, 20.1], span=[1, 0, 0])
    found = thresholds(marks, (0.0, 40.0))
    shown = boxes(marks, found, scale=50, window=(15.0, 35.0), width=1000)
    label = next(box for box in shown.labels if box.event == 0)
    assert (label.left, label.right) == (PAD, PAD + 80)
    gone = boxes(marks, found, scale=50, window=(18.3, 38.3), width=1000)
    assert 0 in gone.marks
    assert 0 not in [box.event for box in gone.labels]


def test_a_late_event_appears_when_it_clears_marks_and_labels_that_were_there_before() -> None:
    marks = marks_of(m=[10.0, 12.0], late=[0, 1])
    found = thresholds(marks, (0.0, 40.0))
    assert SIDES[found.side[0]] == "right"  # of two equal sides
    assert found.mark_scale[1] == pytest.approx((5.5 + PAD + 80 + GAP + 5.5) / 2)


def test_coincident_late_events_wait_for_ever_and_the_heavier_is_shown() -> None:
    found = thresholds(marks_of(m=[10.0, 10.0], late=[1, 1]), (0.0, 40.0))
    assert found.mark_scale.tolist() == [0.0, inf]


def test_a_label_gives_way_to_an_emphasised_mark_that_it_would_cover() -> None:
    marks = marks_of(m=[10.0, 14.2], late=[0, 1])
    found = thresholds(marks, (0.0, 40.0))
    view: dict[str, Any] = {"scale": 20, "window": (0.0, 40.0), "width": 800}
    assert [box.event for box in boxes(marks, found, **view).labels] == [0]
    shown = boxes(marks, found, **view, emphasised=[1])
    assert shown.marks == [0, 1]
    assert [(box.event, SIDES[box.side]) for box in shown.labels] == [(1, "right")]


def emphasised(marks: Marks, *which: int, width: float = 800) -> list[tuple[int, str, float]]:
    """(event, side, left edge) of each label of a chart of 20 px a year, from the year 0."""
    shown = boxes(
        marks,
        thresholds(marks, (0.0, 40.0)),
        scale=20,
        window=(0.0, width / 20),
        width=width,
        emphasised=which,
    )
    return [(box.event, SIDES[box.side], box.left) for box in shown.labels]


def test_an_emphasised_label_keeps_the_place_that_it_has() -> None:
    inside = marks_of(m=[10.0, 9.9, 20.1], x1=[20.0, 9.9, 20.1], span=[1, 0, 0])
    alone = [each for each in emphasised(inside) if each[0] == 0]
    assert alone == [(0, "inside", 200 + 5.5 + PAD)]
    assert [each for each in emphasised(inside, 0) if each[0] == 0] == alone
    left = marks_of(m=[39.0])
    assert emphasised(left) == emphasised(left, 0) == [(0, "left", 780 - 5.5 - PAD - 80)]


def test_an_emphasised_label_without_room_at_either_side_lies_as_near_as_the_plot_lets_it() -> None:
    wide = marks_of(m=[20.0], w=[500.0])
    assert emphasised(wide, 0, width=800) == []  # it would lie on its own mark
    just = marks_of(m=[20.0], w=[800 - 400 - 5.5])
    assert emphasised(just, 0) == [(0, "right", 400 + 5.5)]
    more = marks_of(m=[20.0], w=[800 - 400 - 5.5 + 0.1])
    assert emphasised(more, 0) == []
    before = marks_of(m=[38.0], w=[760 - 5.5])
    assert emphasised(before, 0) == [(0, "left", 0.0)]
    assert emphasised(marks_of(m=[38.0], w=[760 - 5.4]), 0) == []


@pytest.mark.parametrize("k", [1.0, 2.0])
@pytest.mark.parametrize(
    ("room", "row", "both"),
    [(GAP, 0, True), (GAP - 0.1, 0, False), (-50.0, 0, False), (-50.0, 1, True)],
)
def test_of_two_labels_that_turn_towards_each_other_the_heavier_stays_where_they_would_meet(
    k: float, room: float, row: int, both: bool
) -> None:
    """One is cut off by the left edge and one by the right; `room` is between them, px."""
    width = k * (2 * (10 + 5.5 + PAD + 80) + room)
    marks = marks_of(m=[10 * k, width - 10 * k], row=[0, row], rank=[1, 0])
    free, never = np.zeros(2), np.full(2, inf)
    towards = np.array([SIDES.index("left"), SIDES.index("right")])
    for spare, kept in ((free, [1, 0] if both else [1]), (never, [])):
        shown = boxes(
            marks,
            Thresholds(free, towards, free, spare),
            scale=1.0,
            window=(0.0, width),
            width=width,
            type_scale=k,
        )
        assert [box.event for box in shown.labels] == kept
        assert [SIDES[box.side] for box in shown.labels] == ["left", "right"][: len(kept)]


def test_no_more_than_the_heaviest_marks_are_drawn_and_the_rest_are_in_the_strip() -> None:
    n = MAX_MARKS + 50
    marks = marks_of(m=np.arange(n) % 40, row=np.arange(n), rank=np.arange(n)[::-1])
    home = home_range(FRAME, 1000)
    shown = boxes(marks, thresholds(marks, home), scale=20, window=home, width=1000)
    assert shown.marks == list(range(n - 1, 49, -1))
    assert sorted(shown.strip) == list(range(50))


def test_widths_grow_with_the_text_in_bold_and_for_any_script() -> None:
    plain, bold, more = text_widths(["Łódź", "Łódź", "Łódź “1905”"], [False, True, False])
    assert 20 < plain < bold < more
    assert text_widths(["Ре́волюция", "革命", "", "a\u0301"], [False] * 4) == pytest.approx(
        [79.5, 27.0, 0.0, 7.5], abs=0.1
    )


@pytest.mark.parametrize(
    ("text", "leftwards"),
    [
        ("strike", False),
        ("(1907) strike", False),
        ("השביתה", True),
        ("(1907) השביתה!", True),
        ("1905: ثورة", True),
        ("Rome (רומא)", False),
        ("רומא (Rome)", True),
        ("1905", False),
        ("", False),
        ("漢字", False),
    ],
)
def test_a_text_runs_as_its_first_letter_does(text: str, leftwards: bool) -> None:
    assert runs_leftwards(text) is leftwards


def marks_and_home(given: dict[str, Any]) -> tuple[Marks, tuple[float, float], float]:
    columns = {key: given[key] for key in Marks.__slots__ if key in given}
    return marks_of(**columns), (given["y0"], given["y1"]), given.get("floor", 0.0)


def names(case: dict[str, Any]) -> str:
    return str(case["name"])


@pytest.mark.parametrize("case", CASES["thresholds"], ids=names)
def test_thresholds_are_those_of_the_shared_cases(case: dict[str, Any]) -> None:
    found = thresholds(*marks_and_home(case["in"]))
    for key, values in (
        ("markScale", found.mark_scale),
        ("minScale", found.min_scale),
        ("spareScale", found.spare_scale),
    ):
        wanted = [float(value) for value in case["out"][key]]
        assert values.tolist() == pytest.approx(wanted, rel=1e-9)
    assert found.side.tolist() == case["out"]["side"]


@pytest.mark.parametrize("case", CASES["boxes"], ids=names)
def test_boxes_are_those_of_the_shared_cases(case: dict[str, Any]) -> None:
    given = case["in"]
    marks, home, floor = marks_and_home(given["marks"])
    shown = boxes(
        marks,
        thresholds(marks, home, floor),
        scale=given["scale"],
        window=given["window"],
        width=given["width"],
        type_scale=given["typeScale"],
        emphasised=given["emphasised"],
    )
    assert (shown.marks, shown.strip) == (case["out"]["marks"], case["out"]["strip"])
    wanted = [Box(*(box[key] for key in BOX_KEYS)) for box in case["out"]["labels"]]
    assert shown.labels == [pytest.approx(box, rel=1e-9) for box in wanted]


@pytest.mark.parametrize("case", CASES["home"], ids=names)
def test_home_ranges_are_those_of_the_shared_cases(case: dict[str, Any]) -> None:
    assert home_range(case["in"]["frame"], case["in"]["width"]) == pytest.approx(case["out"])


@pytest.mark.parametrize("case", CASES["choose"], ids=names)
def test_layouts_are_chosen_as_in_the_shared_cases(case: dict[str, Any]) -> None:
    given = case["in"]
    nothing = np.zeros(0, dtype=np.int64)
    made = [
        Layout(one["tier"], one["budget"], nothing, nothing > 0, one["rowsInLane"],
               one["lateInLane"])
        for one in given["layouts"]
    ]  # fmt: skip
    chosen = choose_layout(made, given["width"], given["height"], given.get("lanes"))
    assert [chosen.tier_width, chosen.budget] == case["out"]


def test_the_browser_has_the_same_measures() -> None:
    assert CASES["geometry"][0]["out"] == geometry()
