"""What an arrow says, in the words between two events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from timeline.model import Event, Link, Relation, Timeline
from timeline.telling import drawn
from timeline.telling.disagreements import claimed
from timeline.telling.punctuation import closed
from timeline.telling.works import cited_after

RELATIONS: Final[dict[Relation, tuple[str, str]]] = {
    "then": ("then", "after"),
    "therefore": ("led, it is claimed, to", "followed, it is claimed, from"),
    "blamed for": ("is blamed for the outcome:", "has its outcome blamed on"),
    "answers": ("answers", "is answered by"),
    "quotes": ("quotes", "is quoted in"),
    "refers to": ("refers to", "is referred to in"),
    "contests": ("contests", "is contested by"),
    "sets aside": ("sets aside, it is claimed,", "is set aside, it is claimed, by"),
    "ends": ("ended, it is claimed,", "was ended, it is claimed, by"),
    "resembles": ("is said to resemble", "is said to be resembled by"),
    "despite": ("did not, it is said, prevent", "happened, it is said, despite"),
}
"""For each relation the words from the first event to the second, and back."""
HEADING: Final = "What the texts connect it with"
CONTESTED: Final = "(contested)"
SAYS: Final = "says"
OBJECTS: Final = "says otherwise"


def arrow(t: Timeline, link: Link) -> str:
    """An arrow as one line: "Lenin arrives in Petrograd ends Stalin’s line (contested)"."""
    titles = {event.id: event.title for event in t.events}
    contested = f" {CONTESTED}" if link.contested_by else ""
    words = RELATIONS[link.relation][0]
    return f"{titles[link.source]} → {words} → {titles[link.target]}{contested}"


def lines(t: Timeline, event: Event) -> Iterator[str]:
    """The arrows to and from an event, each with who claims it, in which words."""
    told = drawn.links(t)
    for link in (
        *(link for link in told if link.target == event.id),
        *(link for link in told if link.source == event.id),
    ):
        said = [claimed(t, claim, SAYS) for claim in link.claims]
        said += [claimed(t, claim, OBJECTS) for claim in link.contested_by]
        said += filter(None, (link.warning, note(t, link)))
        yield f"{closed(arrow(t, link))} {' '.join(said)}"


def note(t: Timeline, link: Link) -> str:
    """What the editors say of an arrow, and what that rests on; "" where there is neither."""
    words = cited_after(t, link.note, link.works)
    return closed(words) if words else ""
