"""Where things stand in the chart: gutter, lane bands, rows, home.

The y axis is in pixels, downwards, so what is computed here is what is drawn. All lengths are
pixels after type scale. `assets/chart/frame.js` is this module's twin in the browser.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, inf
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from timeline.model import Lane
from timeline.placing.geometry import Floats
from timeline.placing.labels import (
    LANE_PADDING,
    MAX_MARKS,
    ROW_PITCH,
    STRIP_HEIGHT,
    Layout,
    choose_layout,
    home_range,
    lay_out_under,
    text_widths,
)
from timeline.placing.rows import budgets, tiers

AXIS_HEIGHT: Final = 28.0  # px for the ticks' words, at type scale 1
FOOT_HEIGHT: Final = 20.0  # px for the names of eras
NAME_PX: Final = 12.0  # type of the lane names
_TABLE_PX: Final = 13.0  # the type that `text_widths` measures
_INSET: Final = 8.0
_RIGHT: Final = 12.0
STRETCH: Final = 2.1  # rows may spread by so much: to where twice as many have room
GUTTER_SHARE: Final = 0.22  # of the width, for the names of lanes
SHORT_SHARE: Final = 0.3  # the same where short names are all there is: they stand whole in it
LEAST_PLOT: Final = 120.0


@dataclass(frozen=True, slots=True)
class Band:
    """One lane: its edges and the top of its first row, px down the plot."""

    name: str
    top: float
    first: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Frame:
    """The chart's frame at one size.

    Attributes:
        width, height: of the whole chart, px; the height is what the lanes need.
        gutter: px at the left for the lane names; `inset`: where they begin.
        plot_width, plot_height: of the plot, eras' names included.
        top, foot: px above the plot for the axis, and in its foot for the eras' names.
        type_scale: by which type and marks are larger.
        layout: the rows.
        bands: one a lane, None where the lane is not shown.
        row_y: n middles of the events' rows, px down the plot; NaN in lanes not shown.
        home: the widest window, years.
    """

    width: float
    height: float
    gutter: float
    inset: float
    plot_width: float
    plot_height: float
    top: float
    foot: float
    type_scale: float
    layout: Layout
    bands: tuple[Band | None, ...]
    row_y: Floats
    home: tuple[float, float]

    @property
    def shown(self) -> list[Band]:
        """The bands of the lanes in sight, from the top."""
        return [band for band in self.bands if band is not None]


def frame_chart(
    table: pd.DataFrame,
    lanes: Sequence[Lane],
    bounds: tuple[float, float],
    *,
    width: float,
    height: float | None = None,
    type_scale: float = 1.0,
    used: Sequence[bool] | None = None,
    eras: bool = False,
) -> Frame:
    """Choose the rows for a size and stack the lanes.

    Args:
        table: n events, as `timeline.views.table.to_table` makes them.
        lanes: in the order of `lane_order`.
        bounds: of the timeline, ms.
        width: of the whole chart, px.
        height: at hand, px; None for as much as all rows take.
        type_scale: by which type and marks are larger.
        used: flags by lane, which to show; by default those with an event.
        eras: is room needed for the names of eras?
    """
    k = type_scale
    lane_of = table["lane_order"].to_numpy(dtype=np.int64)
    count = np.bincount(lane_of, minlength=len(lanes))
    shown = [bool(count[i]) and (used is None or used[i]) for i in range(len(lanes))]
    names = [_name(lane, GUTTER_SHARE * width / k - 2 * _INSET) for lane in lanes]
    widest = max((_width(n) for n, on in zip(names, shown, strict=True) if on), default=0.0)
    gutter = float(ceil((widest + 2 * _INSET) * k))
    plot_width = max(LEAST_PLOT, width - gutter - _RIGHT)
    top = round(AXIS_HEIGHT * k)
    foot = FOOT_HEIGHT * k * eras
    room = inf if height is None else height - top - foot
    steps = tiers(len(table))
    tier = max((px for px in steps if px <= plot_width / k), default=min(steps))
    allowed = budgets(int((count > 0).sum()), len(table)) if room < inf else (None,)
    choice = lay_out_under(table, bounds, tier, allowed, n_lanes=len(lanes))
    layout = choose_layout(choice, plot_width / k, room / k, shown)
    strips = [
        (len(table) > MAX_MARKS or bool((layout.late & (lane_of == lane)).any()))
        for lane in range(len(lanes))
    ]
    pitch = _pitch(layout, shown, strips, room, k)
    heights = [
        layout.rows_in_lane[lane] * pitch if shown[lane] else None for lane in range(len(lanes))
    ]
    bands = stack(names, heights, strips, padding=LANE_PADDING * k, strip=STRIP_HEIGHT * k)
    bottom = max((band.bottom for band in bands if band), default=0.0)
    return Frame(
        width=width,
        height=top + bottom + foot,
        gutter=gutter,
        inset=_INSET * k,
        plot_width=plot_width,
        plot_height=bottom + foot,
        top=top,
        foot=foot,
        type_scale=k,
        layout=layout,
        bands=bands,
        row_y=middles(bands, lane_of, layout, pitch),
        home=home_range(bounds, plot_width / k),
    )


def stack(
    names: Sequence[str],
    heights: Sequence[float | None],
    strips: Sequence[bool],
    *,
    padding: float,
    strip: float,
) -> tuple[Band | None, ...]:
    """The bands of the lanes, one below the other, None where a lane is not shown.

    Args:
        names: of the lanes.
        heights: px that a lane's rows take, None where it is not shown.
        strips: flags by lane: does a strip stand in its foot?
        padding: px above and below the rows of a lane, together.
        strip: px that such a strip takes.
    """
    bands: list[Band | None] = []
    top = 0.0
    for name, height, foot in zip(names, heights, strips, strict=True):
        if height is None:
            bands.append(None)
            continue
        first = top + padding / 2
        bottom = first + height + padding / 2 + strip * foot
        bands.append(Band(name, top, first, bottom))
        top = bottom
    return tuple(bands)


def middles(
    bands: Sequence[Band | None], lane_of: npt.NDArray[np.int64], layout: Layout, pitch: float
) -> Floats:
    """n middles of the events' rows, px down the plot; NaN in lanes not shown."""
    firsts = np.array([band.first if band else np.nan for band in bands], dtype=np.float64)
    return firsts[lane_of] + (layout.row + 0.5) * pitch


def _pitch(
    layout: Layout, shown: Sequence[bool], strips: Sequence[bool], room: float, k: float
) -> float:
    """Pixels from row to row: more than is needed where the height allows it."""
    rows = sum(n for n, on in zip(layout.rows_in_lane, shown, strict=True) if on)
    if room == inf or not rows:
        return ROW_PITCH * k
    fixed = sum(
        (LANE_PADDING + STRIP_HEIGHT * strip) * k
        for strip, on in zip(strips, shown, strict=True)
        if on
    )
    return min(ROW_PITCH * k * STRETCH, max(ROW_PITCH * k, (room - fixed) / rows))


def gutter_width(lanes: Sequence[Lane], width: float, *, short: bool = False) -> float:
    """Pixels that the lanes' names take at the left of a chart, at type scale 1.

    Args:
        lanes: those shown.
        width: of the whole chart, px.
        short: the lanes go by their short names, in smaller type, as in a narrow chart.
    """
    inset, share = (_INSET / 2, 11 / 12) if short else (_INSET, 1.0)
    room, most = ((part * width - 2 * inset) / share for part in (GUTTER_SHARE, SHORT_SHARE))
    names = (_name(lane, room, most if short else None) for lane in lanes)
    widest = max((_width(name) for name in names), default=0.0)
    return ceil(widest * share + 2 * inset)


def name_widths(lane: Lane) -> list[float]:
    """Ems that the lane's title and its short name take, as reckoned here.

    The browser, whose letters are its own, takes no less: so what is drawn here before its scripts
    run stands where they draw it.
    """
    return [round(_width(name) / NAME_PX, 3) for name in (lane.title, lane.short)]


def _width(name: str) -> float:
    return float(text_widths([name], [True])[0]) * NAME_PX / _TABLE_PX


def _name(lane: Lane, room: float, most: float | None = None) -> str:
    """The lane's title, or its short name, or as much of that as has room.

    `most` is the room in which the short name stands whole where there is no place for titles.
    """
    if most is None and _width(lane.title) <= room:
        return lane.title
    if _width(lane.short) <= (room if most is None else most):
        return lane.short
    cut = lane.short
    while len(cut) > 1 and _width(f"{cut}…") > room:
        cut = cut[:-1]
    return f"{cut.strip()}…"
