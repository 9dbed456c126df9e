"""`Timeline` → one row an event: what the filters, the labels and the figure work on.

Times are milliseconds since 1970-01-01 in the proleptic Gregorian calendar (float64), because
that is what a Plotly date axis takes for bars; an extent is half-open, its end the first
moment after the last day.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from timeline.dates import HistoricalDate, calendars
from timeline.dates.calendars import FIRST_YEAR, LAST_YEAR
from timeline.model import WEIGHTS, Event, Timeline
from timeline.telling import dating
from timeline.views.named_people import Naming
from timeline.views.search import Haystack, haystacks

DAY_MS: Final = 86_400_000.0
DIFFERS: Final = "*"  # after a label; a sign of every font, so that it is drawn as it is measured
_EARLIEST: Final = calendars.from_gregorian(FIRST_YEAR, 1, 1)
_LATEST: Final = calendars.from_gregorian(LAST_YEAR, 12, 31)
_LEAST_DAYS: Final = 7  # that the axis of a timeline without a range shows
_PRECISION_DAYS: Final = {
    "day": 1.0,
    "month": 30.436875,
    "season": 91.310625,
    "year": 365.2425,
    "decade": 3652.425,
    "century": 36524.25,
}

DTYPES: Final[dict[str, str]] = {
    "id": "str", "title": "str", "label": "str",
    "lane": "str", "kind": "str", "weight": "str",
    "lane_order": "int64", "kind_order": "int64", "rank": "int64",
    "start_ms": "float64", "end_ms": "float64", "mark_ms": "float64",
    "sure_start_ms": "float64", "sure_end_ms": "float64",
    "is_span": "bool", "imprecise": "bool", "circa": "bool", "doubtful": "bool",
    "open_start": "bool", "open_end": "bool",
    "words": "str", "words_os": "str", "year_from": "int64", "year_to": "int64",
    "people": "object", "places": "object", "tags": "object", "sources": "object",
    "named": "object", "disputed": "bool", "search": "str",
}  # fmt: skip


class Extent(NamedTuple):
    """What time a timeline takes: its `frame` (ms) and its `years`, as the functions say."""

    frame: tuple[float, float]
    years: tuple[int, int]


def to_table(
    t: Timeline,
    *,
    bounds: tuple[float, float] | None = None,
    search: Mapping[str, Haystack] | None = None,
    naming: Naming | None = None,
) -> pd.DataFrame:
    """One row for each drawn event, in order of start, then of the file; index 0…n-1.

    An event whose start is open stands in the order where its mark does, not first of all.

    Events in `t.undrawn` are not in it. Columns:

    - `id`, `title`, `label`, `lane`, `kind`, `weight` (str); a label ends in `DIFFERS` where
      sources disagree about the event; `lane_order`, `kind_order` (int64):
      place in the file's list; `rank` (int64): 0 is the heaviest (by weight, then number of
      sources that quote it, then time, then the order of the file), each number once.
    - `start_ms`, `end_ms` (float64): the drawn extent, earliest start to the end of the latest
      last day; an open or unknown end stands at the frame. `mark_ms`: where the mark sits.
    - `sure_start_ms`, `sure_end_ms`: the part of a span that is certain, NaN where there is none.
    - `is_span`: lasted, drawn as a bar; `imprecise`: not known to the day, or about, or doubtful;
      `circa`, `doubtful`, `open_start`, `open_end` (bool).
    - `words`, `words_os`: the date in words, by New Style, and by Old Style where there is one,
      which is then named; `year_from`, `year_to` (int64, astronomical): of the drawn extent.
    - `people`, `places`, `tags`, `sources` (tuples of ids; `sources` are those quoted, in the
      file's order); `named`: for each of `people` the sources that name them here (a tuple of
      tuples); `disputed`: a disagreement is recorded; `search`: the folded haystack.

    Args:
        t: the timeline.
        bounds, search, naming: of the timeline (`frame`, `haystacks`, `Naming`), where they have
            been made already.
    """
    bounds = frame(t) if bounds is None else bounds
    search = haystacks(t) if search is None else search
    naming = Naming(t) if naming is None else naming
    lanes = {lane.id: i for i, lane in enumerate(t.lanes)}
    kinds = {kind.id: i for i, kind in enumerate(t.kinds)}
    disputed = {disagreement.event for disagreement in t.disagreements}
    rows: list[dict[str, Any]] = []
    for event in _drawn(t):
        quoted = {excerpt.source for excerpt in event.excerpts}
        rows.append(
            {
                "id": event.id,
                "title": event.title,
                "label": event.label + (DIFFERS if event.id in disputed else ""),
                "lane": event.lane,
                "kind": event.kind,
                "weight": event.weight,
                "lane_order": lanes[event.lane],
                "kind_order": kinds[event.kind],
                **_placed(event.date, bounds),
                **_certainty(event.date),
                "words": dating.listed(event, "ns"),
                "words_os": dating.listed(event, "os"),
                "people": event.people,
                "places": event.places,
                "tags": event.tags,
                "sources": tuple(s.id for s in t.sources if s.id in quoted),
                "disputed": event.id in disputed,
                "named": naming.by_source(event),
                "search": search[event.id].text,
            }
        )
    return _ordered(rows)


def narrow_table(table: pd.DataFrame, t: Timeline, bounds: tuple[float, float]) -> pd.DataFrame:
    """The rows of some events alone, placed and ranked as if there were no others.

    Args:
        table: of the whole timeline.
        t: the same timeline with those events only.
        bounds: its `frame`, at which open ends stand.
    """
    rows = {row["id"]: row for row in table.to_dict("records")}
    kept = [{**rows[event.id], **_placed(event.date, bounds)} for event in _drawn(t)]
    return _ordered(kept)


def _ordered(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """The table of some rows, ranked and in the order of time."""
    heaviest = sorted(
        rows,
        key=lambda r: (
            WEIGHTS.index(r["weight"]),
            -len(r["sources"]),
            _place(r),
            r["end_ms"],
        ),
    )
    for rank, row in enumerate(heaviest):
        row["rank"] = rank
    rows.sort(key=_place)  # events of one day keep the order of the file
    return pd.DataFrame(rows, columns=list(DTYPES)).astype(DTYPES)


def _placed(date: HistoricalDate, bounds: tuple[float, float]) -> dict[str, float]:
    """The columns that depend on where an open end stands."""
    start, end = _extent(date, bounds)
    return {
        "start_ms": start,
        "end_ms": end,
        "mark_ms": _mark(date, start, end, bounds),
        "year_from": _year(start),
        "year_to": _year(end - DAY_MS),
    }


def frame(t: Timeline) -> tuple[float, float]:
    """Bounds (ms) of what the timeline shows: its `range`, else the extent of its events.

    An extent found from the events is theirs to the day, and at least a week, so that the axis
    has room. Where each event takes all of it, as much stands before and after: a mark as long as
    the chart would leave no room for its name. A timeline with neither is one year wide, at 1970.
    """
    return extent(t).frame


def years(t: Timeline) -> tuple[int, int]:
    """First and last year of the drawn events (astronomical), within the timeline's `range`.

    Years of the events, not of the axis, which may begin before them and end after them. An event
    without any known day has none; a timeline without any has those of `frame`.
    """
    return extent(t).years


def extent(t: Timeline) -> Extent:
    """`frame` and `years` at once."""
    known = [_known_days(event.date) for event in _drawn(t)]
    bounds = _frame(t, known)
    return Extent(bounds, _years([day for some in known for day in some], bounds))


def _frame(t: Timeline, known: list[list[int]]) -> tuple[float, float]:
    """The frame, by the known days of each event drawn."""
    days = [day for some in known for day in some]
    first, last = (min(days), max(days) + 1) if days else (0, 365)
    filled = all((min(some), max(some) + 1) == (first, last) for some in known if some)
    if t.range is None and days and last - first > 1 and filled:
        first, last = first - (last - first), last + (last - first)
        first, last = max(first, _EARLIEST), min(last, _LATEST + 1)
    if (lacking := _LEAST_DAYS - (last - first)) > 0:
        first, last = first - lacking // 2, last + (lacking + 1) // 2
    if t.range is not None and t.range.earliest_start is not None:
        first = t.range.earliest_start
    if t.range is not None and t.range.latest_end is not None:
        last = t.range.latest_end + 1
    return first * DAY_MS, max(last, first + 1) * DAY_MS


def _years(known: list[int], bounds: tuple[float, float]) -> tuple[int, int]:
    """The years of known days, within the frame; without any those of the frame."""
    start, end = bounds
    if not known:
        return _year(start), _year(end - DAY_MS)
    first, last = min(known) * DAY_MS, max(known) * DAY_MS
    return _year(max(first, start)), _year(max(first, start, min(last, end - DAY_MS)))


def _place(row: dict[str, Any]) -> float:
    """Place in time by which rows are ordered (ms)."""
    return float(row["mark_ms" if row["open_start"] else "start_ms"])


def _drawn(t: Timeline) -> list[Event]:
    undrawn = {event_id for event_id, _ in t.undrawn}
    return [event for event in t.events if event.id not in undrawn]


def _known_days(date: HistoricalDate) -> list[int]:
    days = (date.earliest_start, date.latest_start, date.earliest_end, date.latest_end)
    return [day for day in days if day is not None]


def _extent(date: HistoricalDate, bounds: tuple[float, float]) -> tuple[float, float]:
    """Drawn extent (ms); an open end stands at the frame, or a day past the known end if the
    frame ends before it."""
    known = _known_days(date)  # one at least: a date without any is refused
    first, last = min(known) * DAY_MS, (max(known) + 1) * DAY_MS
    start = min(bounds[0], first) if date.earliest_start is None else first
    end = max(bounds[1], last) if date.latest_end is None else last
    return start, end


def _mark(date: HistoricalDate, start: float, end: float, bounds: tuple[float, float]) -> float:
    """Where the mark sits (ms): the middle of what is known of the start, inside the frame.

    A moment known by one bound only ("by 1925") has its mark beside that bound, never in the
    middle of an extent that is open. So has a span whose start is not known.
    """
    half = _PRECISION_DAYS[date.end_precision or date.precision] * DAY_MS / 2
    if date.earliest_start is None:
        mark = max(end - half, start)
    elif date.latest_end is None and not date.is_interval:
        mark = min(start + _PRECISION_DAYS[date.precision] * DAY_MS / 2, end)
    elif date.is_interval and date.latest_start is not None:
        mark = min((start + (date.latest_start + 1) * DAY_MS) / 2, end)
    else:
        mark = (start + end) / 2
    return min(max(mark, bounds[0]), bounds[1])


def _certainty(date: HistoricalDate) -> dict[str, bool | float]:
    exact = (
        date.earliest_start == date.latest_start and date.earliest_end == date.latest_end
        if date.is_interval
        else date.earliest_start == date.latest_end
    )
    is_open = date.earliest_start is None or date.latest_end is None
    sure_start = sure_end = np.nan
    if date.is_interval and date.latest_start is not None and date.earliest_end is not None:
        first, last = date.latest_start * DAY_MS, (date.earliest_end + 1) * DAY_MS
        if last > first:
            sure_start, sure_end = first, last
    return {
        "sure_start_ms": sure_start,
        "sure_end_ms": sure_end,
        "is_span": date.is_interval,
        "imprecise": not exact or is_open or date.circa or date.doubtful,
        "circa": date.circa,
        "doubtful": date.doubtful,
        "open_start": date.earliest_start is None,
        "open_end": date.latest_end is None,
    }


def _year(ms: float) -> int:
    return calendars.to_gregorian(int(ms // DAY_MS))[0]
