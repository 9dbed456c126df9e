"""Dates as history gives them: EDTF in, day bounds, precision and English words out."""

from __future__ import annotations

from timeline.dates.historical import (
    Distance,
    HistoricalDate,
    check_old_style,
    distance_years,
    parse,
)
from timeline.errors import DateError

__all__ = [
    "DateError",
    "Distance",
    "HistoricalDate",
    "check_old_style",
    "distance_years",
    "parse",
]
