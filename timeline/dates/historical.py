"""Dates as history gives them: EDTF in, day bounds, precision and English words out.

Read are EDTF levels 0 and 1 (ISO 8601-2; https://www.loc.gov/standards/datetime/) without times
of day, and of level 2 these features:

- one of a set: `[1923-10-21..1923-10-25]`, `[..1925]` ("by 1925"), `[1925..]`, `[1923,1925]`;
- `~ ? %` on a whole date or on either end of a span;
- unspecified digits from the right: `192X`, `19XX`, `1926-XX`, `1926-05-XX`, `1926-XX-XX`.

Seasons are 21 to 24, northern, by whole months: spring is March to May, and winter begins in
December of the year that names it. Years run from -4712 to 9999, so the `Y` form, which is for
longer ones, is refused. `a/..` is an open end, `a/` an unknown one. Everything else is a
`DateError` that names what is not supported and what to write.

A date is never widened and never corrected: `1926` stays a year wide, and nothing of it says
1 January. Bounds are *day numbers* (see `timeline.dates.calendars`), inclusive at both ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from timeline.dates.advice import advice, refusal
from timeline.dates.calendars import Calendar, from_julian, iso, to_gregorian
from timeline.dates.edtf import Openness, Precision, read
from timeline.dates.in_words import reading_words
from timeline.errors import DateError


@dataclass(frozen=True, slots=True)
class HistoricalDate:
    """One date or span: the text as typed, and what it says.

    Attributes:
        text: EDTF as typed, without spaces.
        earliest_start, latest_start: day numbers between which it began; None where the start
            is open or unknown.
        earliest_end, latest_end: day numbers between which it ended, the last day included;
            None where the end is open or unknown. Of one moment they equal the start's.
        precision: how finely the start is given. end_precision: the same of a span's end.
        circa, doubtful: `~` and `?` (`%` is both), on either end.
        start_open, end_open: "open" for `..`, "unknown" for an empty end.
        is_interval: `a/b`, it lasted; `[..1925]` and `[a..b]` are one moment.
        calendar: the calendar of `text`. The bounds are days, the same for both calendars.
    """

    text: str
    earliest_start: int | None
    latest_start: int | None
    earliest_end: int | None
    latest_end: int | None
    precision: Precision
    end_precision: Precision | None = None
    circa: bool = False
    doubtful: bool = False
    start_open: Openness | None = None
    end_open: Openness | None = None
    is_interval: bool = False
    calendar: Calendar = "gregorian"
    _words: str = field(default="", compare=False, repr=False)

    @property
    def bounds(self) -> tuple[int | None, int | None]:
        """(first day, last day) that it can touch; None where there is no bound."""
        return self.earliest_start, self.latest_end

    def words(self) -> str:
        """The date in English, in its own calendar: "4–12 May 1926", "by 1925"."""
        return self._words


@lru_cache(maxsize=4096)
def parse(text: str, *, calendar: Calendar = "gregorian") -> HistoricalDate:
    """Read an EDTF text, strictly.

    `calendar="julian"` reads Old Style dates, such as `1900-02-29`; the bounds are day numbers
    all the same, so they compare with those of Gregorian dates.

    Raises:
        DateError: with what is wrong and what to write instead.
    """
    tidy = re.sub(r" ?(,|/|\.\.) ?", r"\1", " ".join(text.split()))
    try:
        reading = read(tidy, calendar)
    except DateError as error:
        raise DateError(_advised(" ".join(text.split()), str(error), calendar)) from None
    known = [part for part in reading.parts if part is not None]
    start, end = reading.parts[0], reading.parts[-1]
    is_interval = reading.form == "interval"
    # Parts stand in order, so the ends of the whole are those of the first and the last.
    earliest_start, latest_start = start.days(calendar) if start else (None, None)
    earliest_end, latest_end = end.days(calendar) if end else (None, None)
    if not is_interval:
        latest_start, earliest_end = latest_end, earliest_start
    elif start and end:
        # 1926/1926-05 cannot have begun after May, nor 1926-05/1926 have ended before it.
        latest_start = min(start.days(calendar)[1], end.days(calendar)[1])
        earliest_end = max(start.days(calendar)[0], end.days(calendar)[0])
    return HistoricalDate(
        text=tidy,
        earliest_start=earliest_start,
        latest_start=latest_start,
        earliest_end=earliest_end,
        latest_end=latest_end,
        precision=known[0].precision,
        end_precision=end.precision if is_interval and end else None,
        circa=any(part.circa for part in known),
        doubtful=any(part.doubtful for part in known),
        start_open=reading.start_open,
        end_open=reading.end_open,
        is_interval=is_interval,
        calendar=calendar,
        _words=reading_words(reading),
    )


def _advised(text: str, reason: str, calendar: Calendar) -> str:
    """Why a text is no date, and what to write, each date of it read back."""
    if refusal(text):
        return reason
    return advice(text, reason, lambda offered: reading_words(read(offered, calendar)))


def _gregorian_text(julian: HistoricalDate) -> str | None:
    """EDTF of the same days by the Gregorian calendar: `1917-10-25` becomes `1917-11-07`.

    None where a part is coarser than a day: a Julian month or year has no Gregorian name.
    """
    parts = read(julian.text, "julian").parts
    if any(part is not None and part.precision != "day" for part in parts):
        return None
    return re.sub(r"-?[0-9]{4}-[0-9]{2}-[0-9]{2}", _gregorian_day, julian.text)


def _gregorian_day(found: re.Match[str]) -> str:
    year, month, day = found[0].rsplit("-", 2)
    return iso(from_julian(int(year), int(month), int(day)))


def _as_julian(date: HistoricalDate) -> HistoricalDate:
    return date if date.calendar == "julian" else parse(date.text, calendar="julian")


def check_old_style(date: HistoricalDate, old_style: HistoricalDate) -> str | None:
    """What is wrong between a Gregorian date and its Old Style, or None.

    They agree if, after conversion, the days on which it can have begun overlap, and the days
    on which it can have ended too (for two exact days that is equality), and if they are as
    precise, and as sure, as each other: a reader of either calendar learns the same.
    """
    julian = _as_julian(old_style)
    if message := _unlike(date, julian):
        return message
    starts = _overlap(
        (date.earliest_start, date.latest_start), (julian.earliest_start, julian.latest_start)
    )
    ends = _overlap((date.earliest_end, date.latest_end), (julian.earliest_end, julian.latest_end))
    if starts and ends:
        return None
    days = _gregorian_text(julian) or " to ".join(iso(d) for d in julian.bounds if d is not None)
    return f"old_style {julian.text} is {days} in the Gregorian calendar, not {date.text}"


def _unlike(date: HistoricalDate, julian: HistoricalDate) -> str:
    """Why two dates do not say the same in two calendars; "" where they may."""
    shapes = [(one.is_interval, one.precision, one.end_precision) for one in (date, julian)]
    forms = [(one.start_open, one.end_open, one.text[0] in "[{") for one in (date, julian)]
    unlike = f"old_style {julian.text} and date {date.text} are not "
    if shapes[0] != shapes[1] or forms[0] != forms[1]:
        if new := _gregorian_text(julian):
            return f"{unlike}as precise as each other: write date: {new}, or leave old_style out"
        return (
            f"{unlike}as precise as each other: write a day for a day, a month for a month, a "
            "year for a year, or leave old_style out and tell it in date_note"
        )
    if (date.circa, date.doubtful) != (julian.circa, julian.doubtful):
        return f"{unlike}as sure as each other: write ~ (about) or ? (doubtful) on both, or none"
    return ""


def _overlap(a: tuple[int | None, int | None], b: tuple[int | None, int | None]) -> bool:
    def reaches(last: int | None, first: int | None) -> bool:
        return last is None or first is None or first <= last

    return reaches(a[1], b[0]) and reaches(b[1], a[0])


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a writing is from an event, in calendar years, and in words for a reader.

    `least` and `most` are negative where it was written before, and None where an open end
    leaves no bound.
    """

    least: int | None
    most: int | None
    words: str


def distance_years(event: HistoricalDate, writing: HistoricalDate) -> Distance:
    """Years from an event to a writing about it: "4 years after", "80–90 years after".

    Calendar years are subtracted, as people count, so two dates of one year are 0 apart.
    """
    first, last = (_year(day) for day in event.bounds)
    written_first, written_last = (_year(day) for day in writing.bounds)
    least = None if last is None or written_first is None else written_first - last
    most = None if first is None or written_last is None else written_last - first
    return Distance(least, most, _distance_words(least, most, event, writing))


def _distance_words(
    least: int | None, most: int | None, event: HistoricalDate, writing: HistoricalDate
) -> str:
    about = "about " if event.circa or writing.circa else ""
    if least is not None and least > 0:
        return f"{about}{_years(least, most)} after"
    if most is not None and most < 0:
        return f"{about}{_years(-most, None if least is None else -least)} before"
    if least is None or most is None:
        return "distance unknown"
    same_year = least == most
    if _precedes(event, writing):
        return "later the same year" if same_year else f"up to {_years(most, most)} after"
    if _precedes(writing, event):
        return "earlier the same year" if same_year else f"up to {_years(-least, -least)} before"
    if same_year:
        return f"{about}the same year"
    if event.is_interval:
        return "in its last year" if least == 0 else "while it lasted"
    return "about the same time"


def _precedes(one: HistoricalDate, other: HistoricalDate) -> bool:
    last, first = one.latest_end, other.earliest_start
    return last is not None and first is not None and last < first


def _year(day: int | None) -> int | None:
    return None if day is None else to_gregorian(day)[0]


def _years(least: int, most: int | None) -> str:
    if most is None:
        return f"at least {_years(least, least)}"
    number = str(least) if least == most else f"{least}–{most}"
    return "1 year" if number == "1" else f"{number} years"
