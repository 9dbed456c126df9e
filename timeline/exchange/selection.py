"""What of a timeline is written: the events of a view, or of a tour, in the order to tell them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from timeline.addresses import NOWHERE, Reading
from timeline.errors import FileProblems
from timeline.model import Event, Source, Step, Timeline, Tour
from timeline.prepared import OfView, Seen
from timeline.telling.tour_steps import drawn_steps
from timeline.wording import nearest


@dataclass(frozen=True)
class Selection(OfView):
    """A view of a timeline, ready to be written; the view names the tour where there is one.

    Attributes:
        timeline: with only the events chosen, in the order of the chart, or of the tour.
        sentence: the view in words: "5 of 77 events: Germany".
        tour: with only the steps whose events are chosen; None without one.
        reading: the address of the page and its view; `NOWHERE` where no address is known.
    """

    timeline: Timeline
    sentence: str
    tour: Tour | None = None
    reading: Reading = NOWHERE

    @property
    def whole(self) -> Timeline:
        """The same timeline with all its events."""
        return self.prepared.timeline

    @property
    def ignored(self) -> tuple[str, ...]:
        """A line for each part of the view that was not understood."""
        return self.seen.ignored

    @property
    def events(self) -> tuple[Event, ...]:
        return self.timeline.events

    def source(self, id_: str) -> Source:
        """The source of an id, which the loader has proved to exist."""
        return self.prepared.sources[id_]

    def address(self, event: Event) -> str:
        """Where a reader opens the event; "" where no address is known."""
        return self.reading.event(event.id) if self.reading.address else ""

    def steps(self, event: Event) -> tuple[Step, ...]:
        """What the tour says of the event; it may come by more than once."""
        steps = self.tour.steps if self.tour else ()
        return tuple(step for step in steps if step.event == event.id)


def select(seen: Seen, tour: str = "", address: str = "") -> Selection:
    """The events that pass the filters of a view and overlap its window.

    Args:
        seen: the timeline through the view.
        tour: the id of a tour: its events only, each once, in its order.
        address: of the page, without query or fragment.

    Raises:
        FileProblems: there is no such tour.
    """
    t = seen.prepared.timeline
    ids = [str(id_) for id_ in seen.prepared.table["id"][seen.in_sight]]
    told = _tour(t, tour) if tour else None
    if told:
        inside = set(ids)
        steps = tuple(step for step in told.steps if step.event in inside)
        told = replace(told, steps=steps)
        ids = list(dict.fromkeys(step.event for step in steps))
        step = seen.view.step if seen.view.tour == told.id else 1
        seen = seen.through(replace(seen.view, tour=told.id, step=step))
    words = seen.told(len(ids))
    return Selection(
        seen=seen,
        timeline=replace(t, events=tuple(seen.prepared.events[id_] for id_ in ids)),
        sentence=f"Tour “{told.title}”: {words}" if told else words,
        tour=told,
        reading=Reading(address, seen.view.query()) if address else NOWHERE,
    )


def nothing(t: Timeline, view: str, tour: str = "") -> str:
    """Why there is nothing to draw: what a view or a tour asks for, or where the events stand."""
    if not t.events:
        return "there is nothing to draw: the timeline has no events"
    if len(t.undrawn) == len(t.events):
        event_id, reason = t.undrawn[0]
        of = "its one event" if len(t.events) == 1 else f"none of its {len(t.events)} events"
        drawn = "cannot" if len(t.events) == 1 else "can"
        return f"there is nothing to draw: {of} {drawn} be drawn ('{event_id}': {reason})"
    told = f"no event of the tour {tour!r}" if tour else "no event"
    return f"{told} matches the view {view!r}" if view else f"{told} can be drawn"


def no_tour(t: Timeline, name: str) -> str:
    """What is said of a tour that a timeline has not."""
    ids = [tour.id for tour in t.tours]
    known = f": its tours are {', '.join(ids)}" if ids else ": it has none"
    return f"there is no tour {name!r}{nearest(name, ids) or known}"


def _tour(t: Timeline, id_: str) -> Tour:
    for tour in t.tours:
        if tour.id == id_:
            return drawn_steps(t, tour)
    raise FileProblems.single(t.path, 0, no_tour(t, id_))
