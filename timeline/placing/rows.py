"""Layouts: the rows of all lanes for a plot's width and a budget of rows, and the choice of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
import pandas as pd

from timeline.placing.geometry import (
    GAP,
    LANE_PADDING,
    MARK_GAP,
    MAX_MARKS,
    PAD,
    RADIUS,
    ROW_PITCH,
    STRIP_HEIGHT,
    YEAR_MS,
    Bools,
    Floats,
    Ints,
    home_range,
)
from timeline.placing.packing import LEVELS, Box, in_order, share_rows
from timeline.placing.text_widths import text_widths

TIERS = (300, 480, 640, 860, 1100)  # px of plot; a chart takes the widest not wider than itself
FEW_TIERS = (300, 640, 1100)
BUDGETS: tuple[int | None, ...] = (1, 2, 3, 4, None)
MORE_BUDGETS = (8, 16, 32)  # where lanes are so few that the height has room for more
MOST_ROWS = 60  # of those, in all
# Events: of more, nearly all wait in the strips at any width, so that few tiers do, and no screen
# is as high as a row for each would be.
CROWD = 2000
CELLS = 2  # a pixel


@dataclass(frozen=True, slots=True)
class Layout:
    """Rows for one plot width and one budget.

    Attributes:
        tier_width: the plot width it was made for, px; its marks stay apart in every wider plot.
        budget: rows a lane on average, more where they show more; None for as many as it takes.
        row: n row numbers within the event's lane.
        late: n flags: no place in the budget at home, so the event waits in its lane's density
            strip until the scale reaches its `mark_scale`.
        rows_in_lane: rows used, by `lane_order`.
        late_in_lane: flags, by `lane_order`: does the lane need a strip at home?
    """

    tier_width: float
    budget: int | None
    row: Ints
    late: Bools
    rows_in_lane: tuple[int, ...]
    late_in_lane: tuple[bool, ...]

    def chart_rows(self, lane_order: Ints) -> Ints:
        """n row numbers counted down the whole chart, given the n lane numbers."""
        offsets = np.concatenate(([0], np.cumsum(self.rows_in_lane)))
        return np.asarray(offsets[lane_order] + self.row, dtype=np.int64)

    def height(self, lanes: Sequence[bool] | None = None) -> float:
        """Pixels that the lanes with events need; `lanes` says which of them are shown.

        Where there are more events than are drawn at once, every lane has a strip.
        """
        crowded = len(self.row) > MAX_MARKS
        return sum(
            rows * ROW_PITCH + LANE_PADDING + STRIP_HEIGHT * (crowded or self.late_in_lane[lane])
            for lane, rows in enumerate(self.rows_in_lane)
            if rows and (lanes is None or lanes[lane])
        )

    def document(self) -> dict[str, object]:
        """The layout as the browser reads it."""
        return {
            "tier": self.tier_width,
            "budget": self.budget,
            "row": self.row.tolist(),
            "late": self.late.astype(int).tolist(),
            "rowsInLane": list(self.rows_in_lane),
            "lateInLane": [int(late) for late in self.late_in_lane],
        }


def _boxes(table: pd.DataFrame, widths: Floats, home: tuple[float, float], px: float) -> list[Box]:
    """Every event as a box at home, by rank."""
    scale = px / (home[1] - home[0])
    r = np.array([RADIUS[weight] for weight in table["weight"]], dtype=np.float64)
    x0 = table["start_ms"].to_numpy(dtype=np.float64) / YEAR_MS
    x1 = table["end_ms"].to_numpy(dtype=np.float64) / YEAR_MS
    m = np.clip(table["mark_ms"].to_numpy(dtype=np.float64) / YEAR_MS, x0, x1)
    middle = (m - home[0]) * scale
    start = np.clip(np.minimum((x0 - home[0]) * scale, middle - r), 0, px)
    end = np.clip(np.maximum((x1 - home[0]) * scale, middle + r), 0, px)
    bar = (x1 - m) * scale - r - 2 * PAD
    spans = table["is_span"].to_numpy(dtype=bool)

    def stretches(margin: float) -> list[tuple[int, int]]:
        first = np.maximum(0, np.floor((start - margin) * CELLS)).astype(int)
        last = np.maximum(1, np.ceil((end + margin) * CELLS)).astype(int)
        return list(zip(first.tolist(), last.tolist(), strict=True))

    made = list(
        map(
            Box,
            range(len(table)),
            [LEVELS[weight] for weight in table["weight"]],
            x0.tolist(),
            x1.tolist(),
            stretches(MARK_GAP / 2),
            stretches(GAP / 2),
            np.ceil((PAD + widths + GAP / 2) * CELLS).astype(int).tolist(),
            (end + PAD + widths <= px).tolist(),
            (start - PAD - widths >= 0).tolist(),
            (spans & (bar >= widths)).tolist(),
        )
    )
    return [made[i] for i in np.argsort(table["rank"].to_numpy(), kind="stable")]


def lay_out(
    table: pd.DataFrame,
    frame: tuple[float, float],
    plot_width: float,
    budget: int | None = None,
    *,
    n_lanes: int | None = None,
) -> Layout:
    """Rows for one plot width.

    Args:
        table: columns start_ms, end_ms, mark_ms, is_span, weight, label, rank, lane_order.
        frame: bounds of the timeline, ms.
        plot_width: px at type scale 1.
        budget: rows a lane at most; None for as many as it takes (then none is late).
        n_lanes: lanes of the timeline, if some of the last have no event.
    """
    return lay_out_under(table, frame, plot_width, (budget,), n_lanes=n_lanes)[0]


def lay_out_under(
    table: pd.DataFrame,
    frame: tuple[float, float],
    plot_width: float,
    budgets: Sequence[int | None],
    *,
    n_lanes: int | None = None,
) -> list[Layout]:
    """Rows for one plot width under each of several budgets; the arguments are `lay_out`'s."""
    widths = text_widths(table["label"], table["weight"] == "core")
    return _lay_out(table, widths, frame, plot_width, budgets, n_lanes)


def tiers(events: int) -> tuple[int, ...]:
    """The plot widths, px, narrow to wide, for which so many events are laid out."""
    return TIERS if events <= CROWD else FEW_TIERS


def budgets(lanes: int, events: int) -> tuple[int | None, ...]:
    """The budgets of rows a lane, small to large, for so many lanes with so many events in all."""
    more = [budget for budget in MORE_BUDGETS if budget * lanes <= MOST_ROWS]
    made = (*BUDGETS[:-1], *more, None)
    return made if events <= CROWD else made[:-1]


def layouts(
    table: pd.DataFrame, frame: tuple[float, float], *, n_lanes: int | None = None
) -> list[Layout]:
    """A layout for each of the tiers and budgets, narrow to wide, then small to large."""
    widths = text_widths(table["label"], table["weight"] == "core")
    allowed = budgets(table["lane_order"].nunique(), len(table))
    return [
        layout
        for tier in tiers(len(table))
        for layout in _lay_out(table, widths, frame, tier, allowed, n_lanes)
    ]


def _lay_out(
    table: pd.DataFrame,
    widths: Floats,
    frame: tuple[float, float],
    plot_width: float,
    budgets: Sequence[int | None],
    n_lanes: int | None,
) -> list[Layout]:
    """One plot width under several budgets."""
    order = table["lane_order"].to_numpy(dtype=np.int64)
    count = n_lanes if n_lanes is not None else int(order.max(initial=-1)) + 1
    boxes: list[list[Box]] = [[] for _ in range(count)]
    for box in _boxes(table, widths, home_range(frame, plot_width), plot_width):
        boxes[order[box.event]].append(box)
    made = []
    for budget, lanes in zip(budgets, share_rows(boxes, budgets), strict=True):
        row = np.zeros(len(table), dtype=np.int64)
        late = np.zeros(len(table), dtype=bool)
        for lane in lanes:
            for box, k in in_order(lane.placed):
                row[box.event] = k
            for box, k in lane.late:
                row[box.event], late[box.event] = k, True
        rows_in_lane = tuple(lane.rows for lane in lanes)
        late_in_lane = tuple(bool(lane.late) for lane in lanes)
        made.append(Layout(plot_width, budget, row, late, rows_in_lane, late_in_lane))
    return made


def choose_layout(
    layouts: Sequence[Layout],
    plot_width: float,
    height: float,
    lanes: Sequence[bool] | None = None,
) -> Layout:
    """The layout for a plot: the widest tier that is not wider, then the most rows that fit.

    Args:
        layouts: as `layouts` makes them.
        plot_width: px at type scale 1 (divide by the type scale first).
        height: px for the lanes, likewise.
        lanes: flags by `lane_order`: which lanes are shown; all by default.

    Returns:
        The narrowest tier where none is narrow enough; the least height where none fits.
    """
    tiers = {layout.tier_width for layout in layouts}
    tier = max((t for t in tiers if t <= plot_width), default=min(tiers))
    choice = sorted(
        (layout for layout in layouts if layout.tier_width == tier),
        key=lambda layout: inf if layout.budget is None else layout.budget,
    )
    fitting = [layout for layout in choice if layout.height(lanes) <= height]
    return fitting[-1] if fitting else min(choice, key=lambda layout: layout.height(lanes))
