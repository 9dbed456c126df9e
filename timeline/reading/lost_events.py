"""How much less a timeline holds than before: a file that was saved by half often still reads well.

Of 2,000 cuts through a file, some 1,460 are still YAML. So what would take the place of something
good is counted against it first; whoever meant it says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from timeline.model import Timeline
from timeline.telling.tour_steps import drawn as drawn_tours

Counts = Mapping[str, int]
"""How many of each list a timeline has, by its name in the plural."""

MOST: Final = 1 / 5
"""The share of a list that may be gone; one item may always be."""


def counts(t: Timeline) -> Counts:
    """What a page of the timeline shows: events that are drawn, and what is said about them."""
    drawn = {event.id for event in t.events} - {event_id for event_id, _ in t.undrawn}
    return {
        "events": len(drawn),
        "links": sum(link.source in drawn and link.target in drawn for link in t.links),
        "disagreements": sum(item.event in drawn for item in t.disagreements),
        "steps of tours": sum(len(tour.steps) for tour in drawn_tours(t)),
    }


def losses(before: Counts, now: Counts) -> str:
    """Which lists have lost more than a fifth: "3 of 82 events, 0 of 40 links"; "" for none."""
    lost = {name: had - now.get(name, 0) for name, had in before.items()}
    return ", ".join(
        f"{now.get(name, 0)} of {had} {name}"
        for name, had in before.items()
        if lost[name] > max(1, had * MOST)
    )
