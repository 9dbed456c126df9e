"""Which texts speak of an event: quoted on it, where accounts of it differ, and for its arrows.

That no text speaks of an event, which sources a file or a slide credits, whether the editors added
its people, and whether anybody is quoted at all, is decided by this. The filter by source and the
marks in a text ask for quotations on the event alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from timeline.model import Excerpt, Source, Timeline
from timeline.telling import drawn


class Said(NamedTuple):
    """The words of texts about an event.

    Attributes:
        quoted: those quoted on the event itself.
        differing: the claims of texts where accounts of it differ.
        arrows: the claims of the arrows to and from it, and what is said against these.
    """

    quoted: tuple[Excerpt, ...] = ()
    differing: tuple[Excerpt, ...] = ()
    arrows: tuple[Excerpt, ...] = ()

    @property
    def all(self) -> tuple[Excerpt, ...]:
        """Whatever speaks of the event, for surfaces that print all of it."""
        return (*self.quoted, *self.differing, *self.arrows)

    @property
    def of_event(self) -> tuple[Excerpt, ...]:
        """Without what is said of its arrows."""
        return (*self.quoted, *self.differing)


NOTHING = Said()


def by_event(t: Timeline) -> dict[str, Said]:
    """What is said of each event of which anything is, by its id."""
    quoted = {event.id: event.excerpts for event in t.events if event.excerpts}
    differing: dict[str, list[Excerpt]] = defaultdict(list)
    for item in t.disagreements:
        differing[item.event] += (claim for claim in item.claims if isinstance(claim, Excerpt))
    arrows: dict[str, list[Excerpt]] = defaultdict(list)
    for link in drawn.links(t):
        for end in dict.fromkeys((link.source, link.target)):
            arrows[end] += (*link.claims, *link.contested_by)
    said = {
        event_id: Said(
            quoted.get(event_id, ()),
            tuple(differing.get(event_id, ())),
            tuple(arrows.get(event_id, ())),
        )
        for event_id in {**quoted, **differing, **arrows}
    }
    # the editors alone may differ from the record
    return {event_id: found for event_id, found in said.items() if found.all}


def anybody(t: Timeline) -> bool:
    """Is a text quoted on any event?"""
    if any(event.excerpts for event in t.events):
        return True
    said = by_event(t)
    return any(event.id in said for event in t.events)


def on_chart(t: Timeline, marks: Set[str], selected: str, ends: Set[str]) -> tuple[Source, ...]:
    """The sources of what a chart shows.

    Args:
        t: the timeline.
        marks: ids of the events drawn: what stands behind their marks and stars is shown.
        selected: id of the event whose arrows are drawn, "" for none.
        ends: ids of the events that an arrow may lead to or from.
    """
    said = by_event(replace(t, links=tuple(x for x in t.links if {x.source, x.target} <= ends)))
    shown = ((id_, said.get(id_, NOTHING)) for id_ in marks)
    told = (one.all if id_ == selected else one.of_event for id_, one in shown)
    return sources(t, chain.from_iterable(told))


def sources(t: Timeline, excerpts: Iterable[Excerpt]) -> tuple[Source, ...]:
    """The sources of some excerpts, in the order of the file."""
    ids = {excerpt.source for excerpt in excerpts}
    return tuple(source for source in t.sources if source.id in ids)
