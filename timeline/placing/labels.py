"""From the table to rows, sides and scales: the steps that place marks and labels, in order.

Rows (`rows`) are chosen once for a width and a budget; thresholds (`thresholds`) follow from the
rows and the filter; boxes (`boxes`) from the thresholds and the window.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from timeline.placing.boxes import Box, Shown, boxes
from timeline.placing.geometry import (
    GAP,
    LABEL_HEIGHT,
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
    geometry,
    home_range,
)
from timeline.placing.rows import Layout, choose_layout, lay_out, lay_out_under, layouts
from timeline.placing.text_widths import text_widths
from timeline.placing.thresholds import SIDES, Marks, Thresholds, thresholds

__all__ = [
    "GAP",
    "LABEL_HEIGHT",
    "LANE_PADDING",
    "MARK_GAP",
    "MAX_MARKS",
    "PAD",
    "RADIUS",
    "ROW_PITCH",
    "SIDES",
    "STRIP_HEIGHT",
    "YEAR_MS",
    "Box",
    "Layout",
    "Marks",
    "Shown",
    "Thresholds",
    "boxes",
    "choose_layout",
    "geometry",
    "home_range",
    "lay_out",
    "lay_out_under",
    "layouts",
    "place_labels",
    "text_widths",
    "thresholds",
    "to_marks",
]


def to_marks(
    table: pd.DataFrame,
    layout: Layout,
    *,
    widths: Floats | None = None,
    mask: Bools | None = None,
) -> Marks:
    """The events of a table in the rows of a layout.

    Args:
        table: n rows; columns start_ms, end_ms, mark_ms, is_span, weight, label, rank, lane_order.
        layout: of the same n events.
        widths: n label widths, px; from the table of advance widths by default.
        mask: n flags, which events pass the filters; all by default.
    """
    x0 = table["start_ms"].to_numpy(dtype=np.float64) / YEAR_MS
    x1 = table["end_ms"].to_numpy(dtype=np.float64) / YEAR_MS
    if widths is None:
        widths = text_widths(table["label"], table["weight"] == "core")
    return Marks(
        x0=x0,
        x1=x1,
        m=np.clip(table["mark_ms"].to_numpy(dtype=np.float64) / YEAR_MS, x0, x1),
        r=np.array([RADIUS[weight] for weight in table["weight"]], dtype=np.float64),
        w=widths,
        row=layout.chart_rows(table["lane_order"].to_numpy(dtype=np.int64)),
        late=layout.late,
        rank=table["rank"].to_numpy(dtype=np.int64),
        span=table["is_span"].to_numpy(dtype=bool),
        mask=np.ones(len(table), dtype=bool) if mask is None else mask,
    )


def place_labels(
    table: pd.DataFrame,
    frame: tuple[float, float],
    width: float,
    type_scale: float = 1.0,
    mask: Bools | None = None,
    budget_rows: int | None = None,
) -> pd.DataFrame:
    """A new table with the place of every mark and label in a chart of one width.

    Args:
        table: columns as for `to_marks`.
        frame: bounds of the timeline, ms.
        width: of the plot, px.
        type_scale: by which all pixel sizes grow, >= 1.
        mask: n flags, which events pass the filters; rows do not depend on them.
        budget_rows: rows a lane at most; None for as many as it takes.

    Returns:
        The table and the columns row (int, within its lane), chart_row (int, in the whole chart),
        late (bool), label_width (px at type scale 1), mark_scale and min_scale (px a year at type
        scale 1, infinite for never), side (one of SIDES).
    """
    plot_width = width / type_scale
    layout = lay_out(table, frame, plot_width, budget_rows)
    marks = to_marks(table, layout, mask=mask)
    home = home_range(frame, plot_width)
    placed = thresholds(marks, home, floor=plot_width / (home[1] - home[0]))
    return table.assign(
        row=layout.row,
        chart_row=marks.row,
        late=layout.late,
        label_width=marks.w,
        mark_scale=placed.mark_scale,
        side=[SIDES[side] for side in placed.side],
        min_scale=placed.min_scale,
    )
