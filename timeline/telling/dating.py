"""When an event was, and how that is known.

`calendar` is that of the reader: "os" for Old Style, "ns" for New.
"""

from __future__ import annotations

from typing import Final

from timeline.dates import HistoricalDate
from timeline.model import Event, Timeline
from timeline.telling.punctuation import closed
from timeline.telling.works import cited_after

# From the finest; what a date is known to is the finer of its two ends.
_PRECISIONS: Final = ("day", "month", "season", "year", "decade", "century")


def calendars(event: Event, calendar: str = "ns") -> tuple[str, ...]:
    """("New Style 16 April 1917", "Old Style 3 April 1917"), the chosen calendar first.

    () where there is one calendar.
    """
    if not event.old_style:
        return ()
    new, old = f"New Style {event.date.words()}", f"Old Style {event.old_style.words()}"
    return (old, new) if calendar == "os" else (new, old)


def named(event: Event, calendar: str = "ns") -> str:
    """The date in words, each calendar named where it has two: what stands without a switch.

    "New Style 16 April 1917 · Old Style 3 April 1917" · "4–12 May 1926".
    """
    return " · ".join(calendars(event, calendar)) or event.date.words()


def listed(event: Event, calendar: str = "ns") -> str:
    """The date in a list, as short as it can be said: "16 April 1917"; "Old Style 3 April 1917".

    Dates of a list are New Style unless they say that they are not.
    """
    chosen = calendars(event, calendar)
    return chosen[0] if chosen and calendar == "os" else event.date.words()


def basis(t: Timeline, event: Event) -> str:
    """How the finest part of the date is known, as a sentence; "" where the file does not say.

    "Date stated in a text." · "Date stated in a text by Old Style, converted here." ·
    "Date inferred from a text." · "Day supplied: Broué 1988, ch. 46." Works that are named for a
    date which a text gives follow as a sentence of their own: "Works: Broué 1988."
    """
    match event.dated:
        case None:
            return ""
        case "supplied" if not event.works:
            return f"{_finest(event.date)} supplied by the editors; no work is named."
        case "supplied":
            return closed(cited_after(t, f"{_finest(event.date)} supplied", event.works))
        case "inferred":
            lead = "Date inferred from a text"
        case "stated":
            lead = "Date stated in a text"
            if event.stated_in:
                lead = f"{lead} by {_STYLE[event.stated_in]}, converted here to the other calendar"
    works = cited_after(t, "", event.works)
    return " ".join(closed(text) for text in (lead, works) if text)


def stated(event: Event) -> str:
    """The words of the texts where they say less or other: "The texts: May 1926; nine days."."""
    return closed(f"The texts: {event.stated_as}") if event.stated_as else ""


def note(event: Event) -> str:
    """What the editors remark on the date, closed: it stands among sentences."""
    return closed(event.date_note) if event.date_note else ""


def dating(t: Timeline, event: Event) -> str:
    """All that is said of how the date is known, in sentences; "" where nothing is."""
    return " ".join(filter(None, (basis(t, event), stated(event), note(event))))


def brief(event: Event, calendar: str) -> str:
    """What the last row reads beside a date: its other calendar, and how it is known.

    "Old Style 3 April 1917, as a text states it" · "day supplied" · "".
    """
    said = []
    if event.old_style:
        other, date = (
            ("New Style", event.date) if calendar == "os" else ("Old Style", event.old_style)
        )
        said.append(f"{other} {date.words()}")
    if event.dated == "stated" and event.stated_in == _OTHER[calendar]:
        said[-1] += ", as a text states it"
    elif words := how(event, calendar):
        said.append(words)
    return " · ".join(said)


def how(event: Event, calendar: str) -> str:
    """How the date is known, as short as it can be said: "day supplied"; "" where it is not told.

    Of a date that a text states by the other calendar: "stated by Old Style".
    """
    match event.dated:
        case "supplied":
            return f"{_finest(event.date).lower()} supplied"
        case "inferred":
            return "date inferred from a text"
        case "stated":
            other = event.stated_in == _OTHER[calendar] and _STYLE[event.stated_in]
            return f"stated by {other}" if other else "date stated in a text"
    return ""


_STYLE: Final = {"old_style": "Old Style", "new_style": "New Style"}
_OTHER: Final = {"ns": "old_style", "os": "new_style"}


def _finest(date: HistoricalDate) -> str:
    """ "Day", "Days" (of a span known to the day at both ends), "Month", "Year" …"""
    precisions = [date.precision]
    if date.end_precision:
        precisions.append(date.end_precision)
    finest = min(precisions, key=_PRECISIONS.index)
    name = finest.capitalize()
    if precisions.count(finest) < 2:
        return name
    return {"Century": "Centuries"}.get(name, f"{name}s")
