"""What to tell of a text that is no EDTF: why, and what to write instead.

Only ever a message: nothing here changes what was typed. Every date that is advised has been read
back first, by the reader that refused the text, and stands beside the words of what was read; so
advice that is followed is never refused, and its meaning is in sight.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from timeline.dates.calendars import FIRST_YEAR, LAST_YEAR
from timeline.dates.spellings import shortened, spellings
from timeline.errors import DateError

EXAMPLES = "write 1926, 1926-05, 1926-05-04, or a span 1926-05-04/1926-05-12"
LONGEST = 200  # characters; no honest date comes near, and an error message repeats it
NO_DATE = "is not a date"  # the end of a reason that says nothing more
YEARS = f"years go from {FIRST_YEAR} ({1 - FIRST_YEAR} BCE) to {LAST_YEAR}"


def refusal(text: str) -> str:
    """Why a whole text is not worth reading, or nothing."""
    if not text:
        return f"the date is empty; {EXAMPLES}"
    if len(text) > LONGEST:
        return f"{text[:30]}… is too long for a date; {EXAMPLES}"
    if "{" in text or "}" in text:
        return f"{text}: a set of several dates {{ }} is not supported; write an event for each"
    return ""


def advice(text: str, reason: str, read_words: Callable[[str], str]) -> str:
    """Why a text is not a date, and what to write instead.

    Args:
        text: what was typed, each run of spaces as one.
        reason: why it was refused.
        read_words: reads EDTF; gives the words of what was read, or raises DateError.
    """
    told: list[str] = []
    faults: list[str] = []
    for offered in spellings(text):
        try:
            words = read_words(offered)
        except DateError as error:
            fault = str(error).removeprefix(f"{offered}: ")
            if not _of_our_own(fault, text):
                faults.append(fault)
        else:
            if offered != text:
                told.append(_with_meaning(offered, words))
    plain = reason.endswith((NO_DATE, EXAMPLES))
    note = next((note for note in _NOTES if plain and note.pattern.search(text)), None)
    if told:
        why = reason if not plain else f"{text}: {note.why}" if note and note.why else ""
        return f"{f'{why};' if why else f'{text}:'} {_lead(text, told)} {', '.join(told)}"
    if not plain:
        return reason
    if faults:
        return faults[0] if text in faults[0] else f"{text}: {faults[0]}"
    if note:
        return f"{text}: {'; '.join(filter(None, (note.why, note.instead)))}"
    return reason if reason.endswith(EXAMPLES) else f"{reason}; {EXAMPLES}"


def _of_our_own(fault: str, text: str) -> bool:
    """Is it a fault of a span that was put together here, of which the text has no word?"""
    if fault.startswith("[ ] in a span"):
        return "[" not in text
    return "is before start" in fault and any(n not in text for n in re.findall("[0-9]+", fault))


def _with_meaning(date: str, words: str) -> str:
    if words == date:
        return date
    if words.startswith("between"):
        words = f"one moment {words}"
    elif date.endswith("/.."):
        words = f"a span {words}"
    elif "/" in date and date.count("-") == 0 and "/.." not in date and "../" not in date:
        words = f"a span, {words}"
    return f"{date} for {words}"


def _lead(text: str, told: list[str]) -> str:
    if shortened(text):
        return "write the year with four digits,"
    if "/" in told[0] and re.fullmatch(r"[0-9-]{4,10}/[0-9]{1,2}(?:-[0-9]{2})?", text):
        return "write both ends in full,"
    return "write"


@dataclass(frozen=True, slots=True)
class _Note:
    """Why texts of a kind are refused, and what to write where nothing of its own is offered."""

    pattern: re.Pattern[str]
    why: str
    instead: str = ""


# The first that fits is told.
_NOTES = tuple(
    _Note(re.compile(pattern, re.ASCII | re.IGNORECASE), *told)
    for pattern, *told in (
        ("[0-9]T ?[0-9]|:", "times of day are not supported", EXAMPLES),
        (
            r"^Y-?[0-9]|^-?[0-9]{5,7}(?![0-9])|^-?[0-9]{9}|^[0-9][0-9,. ]{4,} ?B\.?C|million|\bBP$",
            "",
            f"{YEARS}, with four digits",
        ),
        ("[0-9]S[0-9]", "significant digits (S) are not supported", "write 192X or a span"),
        (
            "^-?[0-9X]{4}[~?%]-|^[~?%][0-9]|-[~?%]|^-?[0-9X]{4}-[0-9X]{2}[~?%]-",
            "~ ? % on a part of a date is not supported",
            "write it once, at the end",
        ),
        ("[0-9X][~?%]{2}$", "", "write one of ~ ? %; % means about and doubtful"),
        ("^[-0-9X~?%]*X", "", "X is not supported there; write 192X, 19XX, 1926-XX or 1926-05-XX"),
        (r"\^", "", "a qualified season is not supported; write 1926-21"),
        (
            r"^[0-9]{1,2}[./ -][0-9]{1,2}[./ -][0-9]{2}$|^[0-9]{1,2}[. ]+[a-z]+\.?,? '?[0-9]{2}$",
            "the year needs four digits",
            "write year-month-day, as 1926-05-04",
        ),
        (
            "^[0-9].* (?:and|&) [0-9]",
            "",
            "write an event for each of the dates",
        ),
        ("[0-9] ?[–—] ?[0-9]", "", "write the plain hyphen - within a date, and / between two"),
        (" ", "", f"spaces and words cannot be read; {EXAMPLES}"),
    )
)
