"""Days, and the two calendars that name them.

A *day number* counts days from 1970-01-01 of the proleptic Gregorian calendar; it belongs to
neither calendar, so a Julian and a Gregorian date of the same day have the same number. Years
are astronomical: year 0 is 1 BCE, year -43 is 44 BCE. All arithmetic is on integers.

Method: a year is counted from 1 March, which puts the leap day last, so that the day of the
year follows from the month alone (`(153 * month + 2) // 5`). Howard Hinnant, "chrono-Compatible
Low-Level Date Algorithms", https://howardhinnant.github.io/date_algorithms.html, gives it with
proofs for the Gregorian calendar; the Julian one differs only in having no century rule.
(`convertdate` computes with floats, from another epoch; the tests hold the two together.)
"""

from __future__ import annotations

from typing import Literal

from timeline.errors import DateError

Calendar = Literal["gregorian", "julian"]

# Years a date may name. -4712 is where Julian day counting begins; plotly.js and ISO 8601
# without an agreement between sender and receiver end with four digits.
FIRST_YEAR = -4712
LAST_YEAR = 9999

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}

_GREGORIAN_EPOCH = 719_468  # days from 1 March of year 0 (Gregorian) to 1970-01-01
_JULIAN_EPOCH = 719_470  # days from 1 March of year 0 (Julian) to the same day


def _since_march(month: int, day: int) -> int:
    return (153 * ((month + 9) % 12) + 2) // 5 + day - 1


def _from_march(year: int, day_of_year: int) -> tuple[int, int, int]:
    shifted = (5 * day_of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    day = day_of_year - (153 * shifted + 2) // 5 + 1
    return year + (month <= 2), month, day


def from_gregorian(year: int, month: int, day: int) -> int:
    """The day number of a Gregorian date that exists (not checked; see `days_in_month`)."""
    march_year = year - (month <= 2)
    leaps = march_year // 4 - march_year // 100 + march_year // 400
    return 365 * march_year + leaps + _since_march(month, day) - _GREGORIAN_EPOCH


def to_gregorian(day: int) -> tuple[int, int, int]:
    """(year, month, day) on the Gregorian calendar of a day number."""
    era, day_of_era = divmod(day + _GREGORIAN_EPOCH, 146_097)
    leaps = day_of_era // 1460 - day_of_era // 36_524 + day_of_era // 146_096
    year_of_era = (day_of_era - leaps) // 365
    elapsed = 365 * year_of_era + year_of_era // 4 - year_of_era // 100
    return _from_march(400 * era + year_of_era, day_of_era - elapsed)


def from_julian(year: int, month: int, day: int) -> int:
    """The day number of a Julian date that exists (not checked; see `days_in_month`)."""
    march_year = year - (month <= 2)
    return 365 * march_year + march_year // 4 + _since_march(month, day) - _JULIAN_EPOCH


def day_number(year: int, month: int, day: int, calendar: Calendar) -> int:
    """`from_julian` or `from_gregorian`, as the calendar says."""
    convert = from_julian if calendar == "julian" else from_gregorian
    return convert(year, month, day)


def days_in_month(year: int, month: int, calendar: Calendar) -> int:
    """28 to 31. February of 1900 has 29 days on the Julian calendar and 28 on the Gregorian."""
    if month == 2:
        gregorian_leap = year % 100 != 0 or year % 400 == 0
        leap = year % 4 == 0 and (calendar == "julian" or gregorian_leap)
        return 29 if leap else 28
    return 30 if month in (4, 6, 9, 11) else 31


def iso(day: int) -> str:
    """A day number as the text that a plotly.js date axis reads: `0962-02-02`, `-0043-03-15`.

    plotly.js wants four digits, after a minus sign for years before 0 (astronomical; its
    pattern is `-?\\d\\d\\d\\d`): `962-02-02` is dropped, `44-03-15` becomes 2044.

    Raises:
        DateError: the year has more than four digits.
    """
    year, month, day_of_month = to_gregorian(day)
    if abs(year) > LAST_YEAR:
        raise DateError(f"year {year} has no place on the axis: years have four digits")
    sign = "-" if year < 0 else ""
    return f"{sign}{abs(year):04d}-{month:02d}-{day_of_month:02d}"
