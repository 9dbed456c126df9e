"""Who took part: those whom the texts quoted at an event name, and those whom the editors added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from timeline.model import Event, Timeline
from timeline.telling.punctuation import closed
from timeline.telling.speaking import Said

NAMED: Final = "People named here"
ADDED: Final = "People added by the editors"
ALL: Final = "People"


def groups(
    event: Event, said: Said, named: Sequence[tuple[str, ...]]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The event's people under what they are told as; `named` is that of `Naming.by_source`.

    Where no text that could name them is quoted (on the event, or where accounts of it differ),
    all are simply its people.
    """
    if not said.of_event and not any(named):
        return ((ALL, event.people),) if event.people else ()
    by = dict(zip(event.people, named, strict=True))
    found = (
        (NAMED, tuple(person for person in event.people if by[person])),
        (ADDED, tuple(person for person in event.people if not by[person])),
    )
    return tuple((head, people) for head, people in found if people)


def line(t: Timeline, event: Event, said: Said, named: Sequence[tuple[str, ...]]) -> str:
    """ "People named here: Vladimir Lenin. People added by the editors: Lev Kamenev."; or ""."""
    names = {person.id: person.name for person in t.people}
    return " ".join(
        closed(f"{head}: {', '.join(names[person] for person in people)}")
        for head, people in groups(event, said, named)
    )
