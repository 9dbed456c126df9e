"""What sort of event it is: its lane, kind and weight, where these tell events apart."""

from __future__ import annotations

from timeline.model import UNNAMED_KIND, Event, Kind, Timeline

DIFFER = "accounts differ"


def told(t: Timeline) -> tuple[str, ...]:
    """Those of `lane`, `kind` and `weight` of which the timeline has more than one.

    A file without lanes, kinds or weights is given one of each, which its author never named.
    """
    several = {
        "lane": len(t.lanes) > 1,
        "kind": len(t.kinds) > 1,
        "weight": len({event.weight for event in t.events}) > 1,
    }
    return tuple(sort for sort, some in several.items() if some)


def legend(t: Timeline) -> tuple[Kind, ...]:
    """The kinds whose signs a legend explains: all, unless the file names none."""
    unnamed = [(kind.id, kind.title) for kind in t.kinds] == [UNNAMED_KIND]
    return () if unnamed else t.kinds


def words(t: Timeline, event: Event, but: str = "") -> tuple[str, ...]:
    """("Britain", "Strike", "core") of an event, as far as they tell it from others."""
    named = {
        "lane": next((lane.title for lane in t.lanes if lane.id == event.lane), ""),
        "kind": next((kind.title for kind in t.kinds if kind.id == event.kind), ""),
        "weight": event.weight,
    }
    return tuple(named[sort] for sort in told(t) if sort != but)
