"""What a link shows where somebody pastes it: a title, a description, and what the picture shows.

The served page, the site and its pages of events tell the same of the same view.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from timeline.model import Event, Step, Timeline, Tour
from timeline.telling import dating
from timeline.telling.punctuation import closed
from timeline.wording import shorten

LONGEST: Final = 200
"""Characters of a description: a preview shows hardly more."""


class Preview(NamedTuple):
    """A title and a description, which is cut where it is long."""

    title: str
    description: str


def of_timeline(t: Timeline, sentence: str) -> Preview:
    """Of all of it: its subtitle, and the sentence of the view that shows all."""
    subtitle = closed(t.subtitle) if t.subtitle else ""
    return _preview(t.title, subtitle, sentence)


def of_view(t: Timeline, sentence: str) -> Preview:
    """Of a part of it: the sentence of the view."""
    return _preview(t.title, sentence)


def of_event(t: Timeline, event: Event, calendar: str = "ns") -> Preview:
    """Of an event: its date, each calendar named where it has two, and its summary."""
    date = closed(dating.named(event, calendar))
    return _preview(event.title, date, event.summary or t.title)


def of_step(tour: Tour, step: Step, number: int, event: Event) -> Preview:
    """Of a step of a tour, counted from 1: "3 of 12: A strike. What is said of it." """
    return _preview(tour.title, closed(f"{number} of {len(tour.steps)}: {event.title}"), step.say)


def picture(title: str) -> str:
    """What is to be seen on the picture of a timeline, for those who do not see it."""
    return f"The events of {title} as marks on a line of time"


def within(title: str, t: Timeline) -> str:
    """The title of a part, and whose part it is: "A strike · The permanent revolution"."""
    return f"{title} · {t.title}"


def _preview(title: str, *sentences: str) -> Preview:
    return Preview(title, shorten(" ".join(filter(None, sentences)), LONGEST))
