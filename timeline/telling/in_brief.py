"""Beside an event's date: its other names, that no text speaks of it, or that sources disagree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from timeline.model import Disagreement, Event, Timeline
from timeline.telling.disagreements import differ
from timeline.telling.punctuation import closed
from timeline.telling.speaking import Said

ALSO: Final = "Also known as"
SILENT: Final = "No source in this collection speaks of this event."


def silence(t: Timeline, said: Said) -> str:
    """That no text speaks of the event, where the file has texts; or "". `said`: of the event."""
    return SILENT if t.sources and not said.all else ""


def known(event: Event) -> str:
    """Its other names: "Also known as: Hitler–Stalin Pact; Nazi–Soviet Pact."; "" without any."""
    return closed(f"{ALSO}: {'; '.join(event.known_as)}") if event.known_as else ""


def in_brief(t: Timeline, said: Said, items: Sequence[Disagreement]) -> str:
    """What a line beside the date has room for: "sources disagree", "no source in this
    collection"; "" where texts speak and nothing differs.
    """
    heads = [differ(item) for item in items]
    first = "Sources disagree" if "Sources disagree" in heads else next(iter(heads), "")
    if not first and silence(t, said):
        return "no source in this collection"
    return f"{first[:1].lower()}{first[1:]}"
