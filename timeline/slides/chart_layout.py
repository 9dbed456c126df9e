"""Where the chart stands on a slide: rows, type and labels by the page's own rules.

A slide does not scroll and cannot be zoomed, so the plan is chosen for what can be read on it: as
many labels as possible, then type as large as possible. Pixels of the page are points here.
Labels are set a step smaller than the room that the page's rules leave them, since the program
that opens the file has fonts of its own.
"""

from __future__ import annotations

from math import ceil
from typing import Final

import numpy as np
import pandas as pd

from timeline.drawing.frame import Frame, middles, stack
from timeline.drawing.scene import Scene
from timeline.drawing.theme import Theme
from timeline.model import Lane, Timeline
from timeline.placing.labels import (
    MAX_MARKS,
    YEAR_MS,
    Marks,
    Shown,
    boxes,
    home_range,
    lay_out,
    thresholds,
    to_marks,
)
from timeline.placing.rows import budgets
from timeline.placing.text_fit import cut
from timeline.placing.text_fit import width as _text_width

LABEL: Final = 12.0  # type of labels, ticks and lane names, at type scale 1
_SCALES: Final = (1.9, 1.75, 1.6, 1.5, 1.4, 1.3, 1.2, 1.1, 1.0)
_LEAST_PITCH: Final = 14.8  # from row to row, at type scale 1; a line of 12 pt takes 14.4
_EASY_PITCH: Final = 19.0  # larger type is no gain where its rows stand closer than this
_MOST_PITCH: Final = 34.0
_LANE_PADDING: Final = 3.0  # above and below the rows of a lane, together
_AXIS: Final = 20.0
_ERAS: Final = 16.0
_STRIP: Final = 6.5  # in the foot of a lane, for the events that have no row
_INSET: Final = 6.0
_NAME_SHARE: Final = 0.17  # of the width, for lane names
_MOST_NAME: Final = 1.4  # type scale of those
_MANY: Final = 300  # events for which small type is all that need be tried
_WORTH: Final = {"core": 6.0, "supporting": 2.0, "context": 1.0}


def split_lanes(table: pd.DataFrame, height: float) -> list[pd.DataFrame]:
    """The events by lanes, in as many parts as it takes to give every lane a row of its own.

    Args:
        table: rows of `timeline.views.table.to_table`.
        height: of a chart, points.
    """
    lanes = sorted(set(table["lane_order"].tolist()))
    most = max(1, int((height - _AXIS - _ERAS) // (_LEAST_PITCH + _LANE_PADDING + _STRIP)))
    count = ceil(len(lanes) / most)
    size = ceil(len(lanes) / count)
    parts = [lanes[at : at + size] for at in range(0, len(lanes), size)]
    return [table[table["lane_order"].isin(part)].reset_index(drop=True) for part in parts]


def plan_chart(
    t: Timeline,
    table: pd.DataFrame,
    bounds: tuple[float, float],
    theme: Theme,
    *,
    width: float,
    height: float,
    selected: str = "",
) -> Scene:
    """The chart of some events in a box of points.

    Args:
        t: the timeline.
        table: the events to draw, n rows of `timeline.views.table.to_table`, index 0…n-1.
        bounds: of the time in sight, ms.
        theme: the colours.
        width, height: at hand; the scene's frame says what is used.
        selected: id of the event that is ringed; "" for none.
    """
    ids = table["id"].tolist()
    chosen = ids.index(selected) if selected in ids else None
    lanes = table["lane_order"].to_numpy(dtype=np.int64)
    used = len(np.unique(lanes))
    best: tuple[tuple[float, float, float], Scene] | None = None
    for k in _SCALES if len(table) <= _MANY else _SCALES[-1:]:
        for budget in budgets(used, len(table)):
            frame = _frame(t, table, bounds, budget, k, width, height)
            if frame is None:
                continue
            marks = to_marks(table, frame.layout)
            shown = _show(marks, frame, chosen)
            scene = Scene(t, table, frame, marks, shown, [], _window(frame), chosen, theme)
            worth = _worth(scene)
            rank = (worth, k, -sum(frame.layout.rows_in_lane))
            if best is None or rank > best[0]:
                best = rank, scene
        if best and best[0][0] >= _all(table):
            break
    assert best is not None, "split_lanes leaves room for a row a lane"
    return best[1]


def _worth(scene: Scene) -> float:
    weights = [_WORTH[weight] for weight in scene.table["weight"]]
    labelled = sum(weights[box.event] for box in scene.shown.labels)
    return labelled + 0.25 * sum(weights[i] for i in scene.shown.marks)


def _all(table: pd.DataFrame) -> float:
    return sum(1.25 * _WORTH[weight] for weight in table["weight"]) - 1e-6


def _window(frame: Frame) -> tuple[float, float]:
    return frame.home[0] * YEAR_MS, frame.home[1] * YEAR_MS


def _show(marks: Marks, frame: Frame, selected: int | None) -> Shown:
    scale = frame.plot_width / (frame.home[1] - frame.home[0])
    return boxes(
        marks,
        thresholds(marks, frame.home, scale / frame.type_scale),
        scale=scale,
        window=frame.home,
        width=frame.plot_width,
        type_scale=frame.type_scale,
        emphasised=[] if selected is None else [selected],
    )


def _frame(
    t: Timeline,
    table: pd.DataFrame,
    bounds: tuple[float, float],
    budget: int | None,
    k: float,
    width: float,
    height: float,
) -> Frame | None:
    """The lanes under a budget of rows, or None where they do not fit."""
    lane_of = table["lane_order"].to_numpy(dtype=np.int64)
    used = np.bincount(lane_of, minlength=len(t.lanes)) > 0
    size = name_size(k)
    names = [_name(lane, _NAME_SHARE * width, size) for lane in t.lanes]
    shown = [name for name, on in zip(names, used, strict=True) if on]
    gutter = max(_text_width(name, "sans bold", size) for name in shown)
    gutter += 2.5 * _INSET * k
    plot = width - gutter
    layout = lay_out(table, bounds, plot / k, budget, n_lanes=len(t.lanes))
    top, foot = _AXIS * k, _ERAS * k * bool(t.eras)
    strips = [late or len(table) > MAX_MARKS for late in layout.late_in_lane]
    rows = sum(layout.rows_in_lane)
    fixed = _LANE_PADDING * k * len(shown) + _STRIP * k * sum(
        strip for strip, on in zip(strips, used, strict=True) if on
    )
    room = height - top - foot - fixed
    pitch = min(room / rows, _MOST_PITCH * k)
    if pitch < (_LEAST_PITCH if k == _SCALES[-1] else _EASY_PITCH * k):
        return None
    heights = [
        rows * pitch if on else None for rows, on in zip(layout.rows_in_lane, used, strict=True)
    ]
    bands = stack(names, heights, strips, padding=_LANE_PADDING * k, strip=_STRIP * k)
    bottom = max(band.bottom for band in bands if band)
    return Frame(
        width=width,
        height=top + bottom + foot,
        gutter=gutter,
        inset=_INSET * k,
        plot_width=plot,
        plot_height=bottom + foot,
        top=top,
        foot=foot,
        type_scale=k,
        layout=layout,
        bands=bands,
        row_y=middles(bands, lane_of, layout, pitch),
        home=home_range(bounds, plot / k),
    )


def _name(lane: Lane, room: float, size: float) -> str:
    for name in (lane.title, lane.short):
        if _text_width(name, "sans bold", size) <= room:
            return name
    return cut(lane.short, "sans bold", size, room, 1.5 * size)


def name_size(k: float) -> float:
    """Type of the lane names at a type scale: not as large as labels can be."""
    return LABEL * min(k, _MOST_NAME)
