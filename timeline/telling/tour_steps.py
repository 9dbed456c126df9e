"""Which steps of a tour can be shown, and what is said of a step beside its own words."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from timeline.model import Event, Excerpt, Step, Timeline, Tour

OPEN: Final = "An open question: no text here answers it."
SHORT: Final = 200
"""Characters of a quotation that the last row will read."""


def asked(step: Step) -> str:
    """The question with what is to be known of it; "" where none is asked."""
    return f"{step.question} ({OPEN.removesuffix('.')})" if step.open else step.question


def shown(event: Event) -> Excerpt | None:
    """The quotation beside an event that no tour speaks of: the first that is short enough to be
    read from the last row, else the shortest; None without any.
    """
    excerpts = event.excerpts
    short = (one for one in excerpts if len(one.exact) <= SHORT)
    shortest = min(excerpts, key=lambda one: len(one.exact), default=None)
    return next(short, shortest)


def drawn(t: Timeline) -> tuple[Tour, ...]:
    """The tours with the steps whose events are drawn, and without the tours that have none."""
    return tuple(kept for tour in t.tours if (kept := drawn_steps(t, tour)).steps)


def drawn_steps(t: Timeline, tour: Tour) -> Tour:
    """A tour with the steps whose events are drawn: nothing else of it can be shown."""
    undrawn = {event_id for event_id, _ in t.undrawn}
    return replace(tour, steps=tuple(s for s in tour.steps if s.event not in undrawn))
