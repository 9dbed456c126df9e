"""What only the panel tells of each event, and a search reads: where it is much, it comes later.

Of a long timeline the summaries and excerpts weigh more than all else. The chart does not need
them, so they travel in pieces of their own: in a page with a server, or in a folder, as scripts
that the page asks for in idle time or when an event is chosen (`assets/base/details.js`; scripts,
because a folder that is opened from a disk can load nothing else); in the one file as blocks that
are read then.
"""

from __future__ import annotations

from typing import Any, Final

from timeline.page import ids
from timeline.page.document import to_json

MUCH: Final = 500_000
"""Characters of JSON from which the details of the events stand apart."""
PIECE: Final = 1000
"""Events in one piece: some hundred kilobytes, read in a few milliseconds."""


def part(document: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """The document as the page carries it, and the details of its events where they stand apart.

    Args:
        document: of `timeline.page.document.build_document`.

    Returns:
        The JSON of the document, whose `events` are then an empty list; and the pieces, each the
        JSON of a list, in the order of the events: none where all stands in the document.
    """
    events = document["events"]
    starts = range(0, len(events), PIECE)
    pieces = tuple(to_json(events[start : start + PIECE]) for start in starts)
    if sum(map(len, pieces)) <= MUCH:
        return to_json(document), ()
    return to_json(document | {"events": []}), pieces


def as_script(number: int, piece: str) -> str:
    """A piece as a script that gives it to the page."""
    told = f'{{"at":{number * PIECE},"events":{piece}}}'
    return f'dispatchEvent(new CustomEvent("timeline-details",{{detail:{told}}}));\n'


def block_id(number: int) -> str:
    """The id of the block of a piece that stands in the page."""
    return f"{ids.DETAILS}-{number}"


def places(found: list[str]) -> str:
    """Where the pieces are, as the page reads it: addresses of scripts, or "#" and an id."""
    return to_json({"piece": PIECE, "places": found})
