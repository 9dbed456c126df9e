"""Ticks of the time axis: years, months or days, in the Gregorian or the Julian calendar.

`assets/chart/ticks.js` is this module's twin in the browser.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor
from typing import Final, Literal

from timeline.dates.calendars import MONTHS, from_gregorian, from_julian

DAY_MS: Final = 86_400_000.0
_YEAR_DAYS: Final = 365.2425
_MONTH_DAYS: Final = 30.4
_DAY_STEPS: Final = (1, 2, 4, 7, 14)  # a few where days are all there is
_YEAR_STEPS: Final = (1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000)
# px that a label of the unit needs with its space, at type scale 1
_YEAR_ROOM: Final = 44.0
_MONTH_ROOM: Final = 84.0
_DAY_ROOM: Final = 104.0
_ERA_ROOM: Final = 30.0  # more where " BCE" stands behind a year
_ERA_MS: Final = -62_135_596_800_000.0  # 1 January of the year 1

Unit = Literal["year", "month", "day"]


def ticks(
    span: tuple[float, float],
    width: float,
    *,
    type_scale: float = 1.0,
    calendar: Literal["ns", "os"] = "ns",
) -> tuple[list[float], list[str]]:
    """The ticks of a stretch of time.

    Args:
        span: bounds, ms.
        width: of the plot, px.
        type_scale: by which the labels are larger.
        calendar: "ns" for Gregorian, "os" for Julian dates.

    Returns:
        Moments in ms, in order, and the words of each.
    """
    more = _ERA_ROOM if span[0] < _ERA_MS else 0.0
    unit, step = _unit(width / ((span[1] - span[0]) / DAY_MS), type_scale, more)
    # A year more at each side: the two calendars' years start up to months apart.
    first = floor(1970 + span[0] / (DAY_MS * _YEAR_DAYS)) - 1
    last = ceil(1970 + span[1] / (DAY_MS * _YEAR_DAYS)) + 1
    found = [
        (day * DAY_MS, words)
        for day, words in _marks(unit, step, range(first, last + 1), calendar)
        if span[0] <= day * DAY_MS <= span[1]
    ]
    return [ms for ms, _ in found], [words for _, words in found]


def _unit(px_per_day: float, type_scale: float, more: float) -> tuple[Unit, int]:
    """The finest step whose labels have room, with so much more for each than most need, px."""
    for days in _DAY_STEPS:
        if days * px_per_day >= (_DAY_ROOM + more) * type_scale:
            return "day", days
    for months in (1, 3):
        if months * _MONTH_DAYS * px_per_day >= (_MONTH_ROOM + more) * type_scale:
            return "month", months
    for years in _YEAR_STEPS:
        if years * _YEAR_DAYS * px_per_day >= (_YEAR_ROOM + more) * type_scale:
            return "year", years
    return "year", 10_000


def _marks(
    unit: Unit, step: int, years: range, calendar: Literal["ns", "os"]
) -> Iterator[tuple[int, str]]:
    day_of = from_julian if calendar == "os" else from_gregorian
    if unit == "year":
        for year in range(years.start // step * step, years.stop, step):
            # 1 BCE is the year 0, so the years that a reader counts by fives lie one off; no year
            # stands between 1 BCE and 1 CE, and the tick there is the turn of the era.
            shown = year if step == 1 else year + (year <= 0)
            yield day_of(shown, 1, 1), _year_words(shown)
        return
    for year in years:
        for month in range(1, 13, step if unit == "month" else 1):
            words = f"{MONTHS[month - 1][:3]} {_year_words(year)}"
            start = day_of(year, month, 1)
            if unit == "month":
                yield start, words
                continue
            end = day_of(year + month // 12, month % 12 + 1, 1)
            # Counted within the month, whose last days get no tick if they are less than a step.
            for day in range(start, end, step):
                if end - day >= step:
                    yield day, f"{day - start + 1} {words}"


def _year_words(year: int) -> str:
    if year == 1:
        return "1 CE"  # the first tick of the era says so
    return str(year) if year > 0 else f"{1 - year} BCE"
