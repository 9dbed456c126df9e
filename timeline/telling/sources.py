"""What sort of text a source is, when it was written, and how far that is from an event."""

from __future__ import annotations

from typing import Final

from timeline.dates import distance_years
from timeline.model import Event, Genre, Source

GENRES: Final[dict[Genre, str]] = {
    "primary": "primary source",
    "partisan": "partisan account",
    "reference": "reference work",
    "essay": "essay",
    "anonymous": "anonymous post",
}
NO_DATE: Final = "date of writing not known"
TWO_CLOCKS: Final = "When it happened, when it was written"


def writing(source: Source) -> str:
    """When a text was written: "written 1930", "written 1928, printed 1930", "printed 1930"."""
    written = f"written {source.date.words()}" if source.date else ""
    printed = f"printed {source.printed.words()}" if source.printed else ""
    return ", ".join(filter(None, (written, printed))) or NO_DATE


def genre(source: Source) -> str:
    """What sort of text it is: "partisan account"; "" where the file does not say."""
    return GENRES[source.genre] if source.genre else ""


def described(source: Source) -> str:
    """What sort of text it is, and of when: "essay · written 1928, printed 1930"."""
    return " · ".join(filter(None, (genre(source), writing(source))))


def distance(event: Event, source: Source) -> str:
    """How far a text is from an event: "4 years after"; "" where its date is not known.

    By the day of printing where that of writing is not known.
    """
    date = source.date or source.printed
    return distance_years(event.date, date).words if date else ""


def weighed(event: Event, source: Source) -> str:
    """What a claim of a text is to be weighed by: "partisan account · written 4 years after"."""
    far = distance(event, source)
    when = f"{'written' if source.date else 'printed'} {far}" if far else NO_DATE
    return " · ".join(filter(None, (genre(source), when)))
