"""How much the built-in timeline holds, counted in its file: nobody who adds to it counts again."""

from __future__ import annotations

from pathlib import Path

from timeline.reading.load import load
from timeline.views.query import edge_ms
from timeline.views.table import DAY_MS

_T = load(Path(__file__).resolve().parents[1] / "data" / "events.yaml")

TOTAL = len(_T.events)
LANES = len({event.lane for event in _T.events})
STEPS = {tour.id: len(tour.steps) for tour in _T.tours}


def events_in(lane: str, first: str = "-4712", last: str = "9999") -> int:
    """How many events of a lane there are from a year to another, both included."""
    start, end = edge_ms(first)[0] / DAY_MS, edge_ms(last)[1] / DAY_MS
    bounds = [event.date.bounds for event in _T.events if event.lane == lane]
    return sum((b is None or b >= start) and (a is None or a < end) for a, b in bounds)


GERMANY = events_in("germany")
