"""What of a timeline is written: the events of a view, or of a tour, in the order to tell them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from timeline.addresses import NOWHERE, Reading
from timeline.errors import FileProblems, ViewError
from timeline.evidence.verified import Record
from timeline.model import Event, Source, Step, Timeline, Tour
from timeline.telling.steps import drawn_steps
from timeline.views.named_people import Naming
from timeline.views.sentence import sentence
from timeline.views.table import to_table
from timeline.views.view import View, in_window, parse_view


@dataclass(frozen=True)
class Selection:
    """A view of a timeline, ready to be written.

    Attributes:
        timeline: with only the events chosen, in the order of the chart, or of the tour.
        whole: the same timeline with all its events.
        view: the view as it was understood. ignored: a line for each part that was not.
        sentence: the view in words: "5 of 77 events: Germany".
        tour: with only the steps whose events are chosen; None without one.
        reading: the address of the page and its view; `NOWHERE` where no address is known.
        record: which quotations are verified.
    """

    timeline: Timeline
    whole: Timeline
    view: View
    sentence: str
    ignored: tuple[str, ...] = ()
    tour: Tour | None = None
    reading: Reading = NOWHERE
    record: Record = field(default_factory=Record)

    @cached_property
    def naming(self) -> Naming:
        """Who is named where, by the whole timeline."""
        return Naming(self.whole)

    @property
    def events(self) -> tuple[Event, ...]:
        return self.timeline.events

    def source(self, id_: str) -> Source:
        """The source of an id, which the loader has proved to exist."""
        return next(source for source in self.whole.sources if source.id == id_)

    def address(self, event: Event) -> str:
        """Where a reader opens the event; "" where no address is known."""
        return self.reading.event(event.id) if self.reading.address else ""

    def steps(self, event: Event) -> tuple[Step, ...]:
        """What the tour says of the event; it may come by more than once."""
        steps = self.tour.steps if self.tour else ()
        return tuple(step for step in steps if step.event == event.id)


def select(
    t: Timeline,
    view: View | str = "",
    tour: str = "",
    address: str = "",
    record: Record | None = None,
    table: pd.DataFrame | None = None,
) -> Selection:
    """The events that pass the filters of a view and overlap its window.

    Args:
        view: a query string, or a view.
        tour: the id of a tour: its events only, each once, in its order.
        address: of the page, without query or fragment.
        record: of verified quotations; without it none is.
        table: the timeline's (`timeline.views.table.to_table`), where it has been made already.

    Raises:
        FileProblems: there is no such tour.
        ViewError: `view` is neither.
    """
    seen, ignored = parse_view(_query(view), t)
    table = to_table(t) if table is None else table
    by_id = {event.id: event for event in t.events}
    ids = [str(id_) for id_ in table["id"][in_window(seen, table)]]
    told = _tour(t, tour) if tour else None
    if told:
        inside = set(ids)
        steps = tuple(step for step in told.steps if step.event in inside)
        told = replace(told, steps=steps)
        ids = list(dict.fromkeys(step.event for step in steps))
        seen = replace(seen, tour=told.id)
    words = sentence(seen, t, len(ids), len(table))
    return Selection(
        timeline=replace(t, events=tuple(by_id[id_] for id_ in ids)),
        whole=t,
        view=seen,
        sentence=f"Tour “{told.title}”: {words}" if told else words,
        ignored=ignored,
        tour=told,
        reading=Reading(address, seen.query()) if address else NOWHERE,
        record=record or Record(),
    )


def nothing(t: Timeline, view: str, tour: str = "") -> str:
    """Why there is nothing to draw: what a view or a tour asks for, or where the events stand."""
    if len(t.undrawn) == len(t.events):
        event_id, reason = t.undrawn[0]
        of = "its one event" if len(t.events) == 1 else f"none of its {len(t.events)} events"
        drawn = "cannot" if len(t.events) == 1 else "can"
        return f"there is nothing to draw: {of} {drawn} be drawn ('{event_id}': {reason})"
    told = f"no event of the tour {tour!r}" if tour else "no event"
    return f"{told} answers to the view {view!r}" if view else f"{told} can be drawn"


def _query(view: View | str) -> str:
    """The query of a view: one made by hand goes through the same checks as a typed one."""
    if isinstance(view, View):
        return view.query()
    if not isinstance(view, str):
        raise ViewError(f"{view!r} is no view: write a query string such as 'lane=germany', or ''")
    return view


def _tour(t: Timeline, id_: str) -> Tour:
    for tour in t.tours:
        if tour.id == id_:
            return drawn_steps(t, tour)
    known = ", ".join(tour.id for tour in t.tours)
    raise FileProblems.single(
        t.path,
        0,
        f"there is no tour {id_!r}: " + (f"its tours are {known}" if known else "it has no tours"),
    )
