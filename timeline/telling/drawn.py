"""Which arrows are told: those between events that are drawn.

No surface shows an event that cannot be drawn, and no export lists it, so that an arrow to it would
lead a reader nowhere.
"""

from __future__ import annotations

from timeline.model import Link, Timeline


def links(t: Timeline) -> tuple[Link, ...]:
    """The arrows of which both events are drawn, in the order of the file."""
    undrawn = {event_id for event_id, _ in t.undrawn}
    return tuple(link for link in t.links if not {link.source, link.target} & undrawn)
