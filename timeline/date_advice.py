"""What people write instead of EDTF, and what to tell them.

Only ever a message: nothing here changes what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from timeline.calendars import FIRST_YEAR, LAST_YEAR, MONTHS, SEASONS

EXAMPLES = "write 1926, 1926-05, 1926-05-04, or a span 1926-05-04/1926-05-12"
LONGEST = 200  # characters; no honest date comes near, and an error message repeats it


def refusal(text: str) -> str:
    """Why a whole text cannot be read at all, or nothing."""
    if not text:
        return f"the date is empty; {EXAMPLES}"
    if len(text) > LONGEST:
        return f"{text[:30]}… is too long for a date; {EXAMPLES}"
    if "{" in text or "}" in text:
        return f"{text}: a set of several dates {{ }} is not supported; write an event for each"
    if text.count("/") > 1:
        for pattern, write in _YEAR_FIRST:
            if found := pattern.fullmatch(text):
                return f"{text}: write {write(found)}"
        return f"{text} has more than one /; {EXAMPLES}"
    if found := re.fullmatch(r"((?:[0-9]{4}|[0-9]{4}-[0-9]{2})(?:-[0-9]{2})?)/([0-9]{1,2})", text):
        return f"{text}: write both ends in full, {found[1]}/{found[1][:-2]}{int(found[2]):02d}"
    if not text.startswith("[") and (found := re.fullmatch(r"(\S+)\.\.([^/\s]+)", text)):
        return (
            f"{text}: write [{text}] for one moment between the two, "
            f"{found[1]}/{found[2]} for a span"
        )
    return ""


def advice(text: str) -> str:
    """Why one date of a text is not a date, and what to write instead."""
    for pattern, answer in _MISTAKES:
        if found := pattern.search(text):
            return f"{text}: {answer if isinstance(answer, str) else answer(found)}"
    return f"{text or 'nothing'} is not a date; {EXAMPLES}"


def _bce(found: re.Match[str]) -> str:
    number = int(found[1])
    return f"write {_four_digits(1 - number)} for {number} BCE (year 0000 is 1 BCE)"


def _four_digits(year: int) -> str:
    return f"{'-' if year < 0 else ''}{abs(year):04d}"


def _named(found: re.Match[str]) -> str:
    name = found["month"].lower()
    month = next(i for i, month in enumerate(MONTHS, 1) if month.lower().startswith(name[:3]))
    day = f"-{int(found['day']):02d}" if found["day"] else ""
    return f"write {found['year']}-{month:02d}{day}"


def _season(found: re.Match[str]) -> str:
    name = {"fall": "autumn"}.get(found[1].lower(), found[1].lower())
    return f"write {found[2]}-{next(code for code, word in SEASONS.items() if word == name)}"


def _short_year(found: re.Match[str]) -> str:
    advice = f"write the year with four digits, {found[1]}{int(found[2]):04d}"
    return advice + (" (0000 is 1 BCE, -0043 is 44 BCE)" if found[1] else "")


Answer = str | Callable[[re.Match[str]], str]
_MONTH_NAME = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?"
_NUMBERS = r"([0-9]{4})[-/.](0?[1-9]|1[0-2])[-/.](0?[1-9]|[12][0-9]|3[01])"

_YEAR_FIRST: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(_NUMBERS), lambda m: f"{m[1]}-{int(m[2]):02d}-{int(m[3]):02d}"),
    (re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}"), lambda _: "year-month-day, as 1926-05-04"),
)

# The first that fits is the message, so the particular stands before the general.
_MISTAKES: tuple[tuple[re.Pattern[str], Answer], ...] = tuple(
    (re.compile(pattern, re.ASCII | re.IGNORECASE), answer)
    for pattern, answer in (
        ("^$", f"one date is missing; {EXAMPLES}"),
        ("[0-9]T ?[0-9]|:", f"times of day are not supported; {EXAMPLES}"),
        (
            "^Y-?[0-9]|^-?[0-9]{5,7}(?![0-9])|^-?[0-9]{9}",
            f"years go from {FIRST_YEAR} to {LAST_YEAR}, with four digits",
        ),
        ("[0-9]S[0-9]", "significant digits (S) are not supported; write 192X or a span"),
        (r"^([1-9][0-9]{0,3}) ?B\.? ?C", _bce),
        (
            r"^(?:(?:AD|CE) ?([0-9]{1,4})|([0-9]{1,4}) ?(?:AD|CE|A\.D\.|C\.E\.))$",
            lambda m: f"write {int(m[1] or m[2]):04d}",
        ),
        (
            r"^(?:c\.?|ca\.?|circa|about) ?([0-9]{4})$",
            lambda m: f"write {m[1]}~ for about {m[1]}",
        ),
        ("^by ([0-9]{4})$", lambda m: f"write [..{m[1]}] for by {m[1]}"),
        ("^([0-9]{3})0'?s$", lambda m: f"write {m[1]}X for the {m[1]}0s"),
        (
            rf"^(?:(?P<day>[0-9]{{1,2}})(?:\.|st|nd|rd|th)? )?{_MONTH_NAME} (?P<year>[0-9]{{4}})$",
            _named,
        ),
        (rf"^{_MONTH_NAME} (?P<day>[0-9]{{1,2}}),? ?(?P<year>[0-9]{{4}})$", _named),
        ("^(spring|summer|autumn|fall|winter) (?:of )?([0-9]{4})$", _season),
        (
            "^([0-9]{2})([0-9]{2}) ?[–—] ?([0-9]{2})?([0-9]{2})$",
            lambda m: f"write {m[1]}{m[2]}/{m[3] or m[1]}{m[4]} for a span",
        ),
        ("^([0-9]{4})(?: ?- ?| to )([0-9]{4})$", lambda m: f"write {m[1]}/{m[2]} for a span"),
        (
            "^between ([0-9]{4}) and ([0-9]{4})$",
            lambda m: f"write [{m[1]}..{m[2]}] for one moment between the two",
        ),
        ("^(?:before|until) ([0-9]{4})$", lambda m: f"write [..{m[1]}] for {m[1]} or earlier"),
        (
            "^(?:after|since|from) ([0-9]{4})$",
            lambda m: f"write [{m[1]}..] for {m[1]} or later, {m[1]}/.. for a span without an end",
        ),
        (
            "^([1-9]|1[0-9]|20)(?:st|nd|rd|th) (?:c\\.?|cent\\.?|century)$",
            lambda m: f"write {int(m[1]) - 1:02d}XX for the {m[0]}",
        ),
        (
            "^(?:early|mid|late)[ -]([0-9]{4})$",
            lambda m: f"write {m[1]}~, or a span such as {m[1]}-01/{m[1]}-04",
        ),
        ("[–—−‐‑]", "write the plain hyphen - between year, month and day"),
        (" ", f"spaces and words cannot be read; {EXAMPLES}"),
        (r"^-?[0-9X]+(?-i:x)", "write a capital X for a digit that is not known"),
        (
            "^-?[0-9X]{4}[~?%]-|^[~?%]|-[~?%]|^-?[0-9X]{4}-[0-9X]{2}[~?%]-",
            "~ ? % on a part of a date is not supported; write it once, at the end",
        ),
        ("[~?%]{2}", "write one of ~ ? %; % means about and doubtful"),
        ("X", "X is not supported there; write 192X, 19XX, 1926-XX or 1926-05-XX"),
        (r"\^", "a qualified season is not supported; write 1926-21"),
        (f"^{_NUMBERS}$", lambda m: f"write {m[1]}-{int(m[2]):02d}-{int(m[3]):02d}"),
        ("^([0-9]{4})[-./]([1-9])$", lambda m: f"write {m[1]}-{int(m[2]):02d}"),
        ("^([0-9]{4})([0-9]{2})([0-9]{2})$", lambda m: f"write {m[1]}-{m[2]}-{m[3]}"),
        ("^(-?)([0-9]{1,3})(?=$|[-~?%])", _short_year),
        ("^[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}$", "write year-month-day, as 1926-05-04"),
    )
)
