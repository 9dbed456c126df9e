"""What an arrow says, in the words between two events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
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


def arrow(events: Mapping[str, Event], link: Link) -> str:
    """An arrow as one line: "Lenin arrives in Petrograd → ends → Stalin’s line (contested)"."""
    contested = f" {CONTESTED}" if link.contested_by else ""
    words = RELATIONS[link.relation][0]
    return f"{events[link.source].title} → {words} → {events[link.target].title}{contested}"


def of_events(t: Timeline) -> dict[str, tuple[Link, ...]]:
    """The arrows told of each event that has any, by its id: those to it, then those from it."""
    to: dict[str, list[Link]] = defaultdict(list)
    from_: dict[str, list[Link]] = defaultdict(list)
    for link in drawn.links(t):
        to[link.target].append(link)
        from_[link.source].append(link)
    return {id_: (*to.get(id_, ()), *from_.get(id_, ())) for id_ in {**to, **from_}}


def lines(t: Timeline, events: Mapping[str, Event], links: Sequence[Link]) -> Iterator[str]:
    """Arrows, each with who claims it, in which words; `events` are all, by their ids."""
    for link in links:
        said = [claimed(t, claim, SAYS) for claim in link.claims]
        said += [claimed(t, claim, OBJECTS) for claim in link.contested_by]
        said += filter(None, (link.warning, note(t, link)))
        yield f"{closed(arrow(events, link))} {' '.join(said)}"


def note(t: Timeline, link: Link) -> str:
    """What the editors say of an arrow, and what that rests on; "" where there is neither."""
    words = cited_after(t, link.note, link.works)
    return closed(words) if words else ""
