"""What the dates of a timeline say about its links, its frame, and what cannot be drawn.

Beside them: how the excerpts of an event are named, and whether a sentence can be projected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from timeline.dates import HistoricalDate
from timeline.model import Event, Excerpt, Link
from timeline.reading.key_types import Key

DIFFERENCE = "disagreement"


def impossible(link: Link, cause: Event, effect: Event) -> str:
    """Why a claim of cause cannot be: all of the effect was over before the cause could begin."""
    if link.relation not in ("therefore", "blamed for") or not _after(cause, effect.date.bounds[1]):
        return ""
    return (
        f"a cause cannot come after its effect: {cause.date.words()} is after "
        f"{effect.date.words()}; choose another relation or other dates"
    )


def strange(link: Link, cause: Event, effect: Event) -> str:
    """What looks odd about the dates of a claim that is kept as its text makes it."""
    if link.relation not in ("then", "therefore", "blamed for") or not _after(
        cause, effect.date.latest_start
    ):
        return ""
    if _after(cause, effect.date.bounds[1]):
        return (
            f"The dates run the other way: “{cause.title}” ({cause.date.words()}) comes after "
            f"“{effect.title}” ({effect.date.words()})."
        )
    return (
        f"The dates look strange: “{effect.title}” ({effect.date.words()}) had begun before "
        f"“{cause.title}” ({cause.date.words()})."
    )


def undrawn(events: tuple[Event, ...], frame: HistoricalDate | None) -> Iterator[tuple[str, str]]:
    """The events that have no place on the chart, and why (they stay in the chronicle)."""
    for event in events:
        start, end = event.date.bounds
        if start is None and end is None:
            yield event.id, "its date has neither a start nor an end"
        elif frame and (_before(end, frame.bounds[0]) or _before(frame.bounds[1], start)):
            yield event.id, f"{event.date.words()} lies outside the timeline’s {frame.words()}"


def excerpt_names(excerpts: Iterable[Excerpt]) -> tuple[str, ...]:
    """What a step of a tour calls each excerpt: its source, then "source/2", "source/3"."""
    seen: Counter[str] = Counter()
    names = []
    for excerpt in excerpts:
        seen[excerpt.source] += 1
        number = seen[excerpt.source]
        names.append(excerpt.source if number == 1 else f"{excerpt.source}/{number}")
    return tuple(names)


def difference_names(count: int) -> tuple[str, ...]:
    """What a step of a tour calls the claims of each of its event's disagreements."""
    return tuple(DIFFERENCE if i == 0 else f"{DIFFERENCE}/{i + 1}" for i in range(count))


def too_long(text: str, declared: Key) -> str:
    """Why a text cannot be projected ("has 180 characters, at most 160 fit …"); "" if it can."""
    counts = (
        (len(" ".join(text.split())), declared.characters, "characters"),
        (len(text.split()), declared.words, "words"),
    )
    over = [
        f"has {n} {unit}, at most {most}"
        for n, most, unit in counts
        if most is not None and n > most
    ]
    return f"{over[0]} fit a projected screen" if over else ""


def _before(day: int | None, other: int | None) -> bool:
    return day is not None and other is not None and day < other


def _after(cause: Event, day: int | None) -> bool:
    start = cause.date.earliest_start
    return start is not None and day is not None and start > day
