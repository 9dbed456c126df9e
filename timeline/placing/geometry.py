"""Measures of the chart's rows and labels, in pixels at type scale 1, and the home range.

Positions are *years*: milliseconds since 1970 divided by `YEAR_MS`. *Scale* is pixels a year.
Everything here is for type scale 1; at type scale k, divide widths, heights and scales by k
first: pixel sizes of marks and type grow together, so one set of thresholds serves every size.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

YEAR_MS: Final = 31_556_952_000.0  # 365.2425 days
RADIUS: Final[dict[str, float]] = {"core": 6.5, "supporting": 5.5, "context": 4.5}
PAD: Final = 5.0  # between a mark and its own label
GAP: Final = 8.0  # between a label and anything else
MARK_GAP: Final = 3.0  # between two marks of one row
ROW_PITCH: Final = 21.0
LABEL_HEIGHT: Final = 16.0  # 13 px type; the pitch is 1.31 times this
LANE_PADDING: Final = 6.0  # above and below the rows of a lane, together
STRIP_HEIGHT: Final = 7.0  # of a lane's density strip, where one is needed
MAX_MARKS: Final = 600  # drawn at once; a browser keeps its pace with so many
# Plotly draws dates of the years -9999 to 9999, and nothing for a range that reaches their first or
# last day; a day more is kept from each.
FIRST: Final = -377_704_944_000_000 / YEAR_MS
LAST: Final = 253_402_128_000_000 / YEAR_MS
MIN_SPAN: Final = 7 / 365.2425  # years shown at home at least, for a `range` of a day


def geometry() -> dict[str, float | dict[str, float]]:
    """The measures by name, for the document that the browser reads."""
    return {
        "YEAR_MS": YEAR_MS,
        "RADIUS": dict(RADIUS),
        "PAD": PAD,
        "GAP": GAP,
        "MARK_GAP": MARK_GAP,
        "ROW_PITCH": ROW_PITCH,
        "LABEL_HEIGHT": LABEL_HEIGHT,
        "LANE_PADDING": LANE_PADDING,
        "STRIP_HEIGHT": STRIP_HEIGHT,
        "MAX_MARKS": MAX_MARKS,
    }


def years_of(frame: tuple[float, float]) -> tuple[float, float]:
    """The bounds of a timeline, ms, as years, `MIN_SPAN` apart at least."""
    y0, y1 = frame[0] / YEAR_MS, frame[1] / YEAR_MS
    if y1 - y0 < MIN_SPAN:
        middle = (y0 + y1) / 2
        return middle - MIN_SPAN / 2, middle + MIN_SPAN / 2
    return y0, y1


def home_range(frame: tuple[float, float], plot_width: float) -> tuple[float, float]:
    """The widest window a reader can see: the frame with room for edge labels.

    Args:
        frame: bounds of the timeline, in milliseconds.
        plot_width: pixels at type scale 1.

    Returns:
        The bounds in years, padded by min(56 px, 5 %) of the plot on each side.
    """
    y0, y1 = years_of(frame)
    pad_px = min(56.0, 0.05 * plot_width)
    pad = pad_px * (y1 - y0) / (plot_width - 2 * pad_px)
    return max(y0 - pad, FIRST), min(y1 + pad, LAST)
