"""What to cite: the timeline itself and the sources that it quotes, in three forms.

The browser composes the same texts from the same parts (`assets/share/cite.js`); a test holds the
two together.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from timeline.addresses import NOWHERE, Reading
from timeline.exchange.bibliography import reference, text_name
from timeline.exchange.bibtex import bibtex, bibtex_timeline
from timeline.exchange.chicago import chicago, chicago_timeline, source_note
from timeline.exchange.csl import csl, csl_timeline, timeline_key
from timeline.model import Event, Source, Timeline
from timeline.telling import licence, speaking

__all__ = [
    "Reading",
    "bibliography",
    "bibtex",
    "bibtex_list",
    "chicago",
    "citations",
    "csl",
    "csl_list",
    "quoted",
]

Events = Sequence[Event] | None
"""The events of a view; None means all of them, and a single one is cited by its own title."""


def quoted(t: Timeline, events: Events = None) -> tuple[Source, ...]:
    """The sources that speak of the events, in the order of the file: wherever they are quoted."""
    said = speaking.by_event(t)
    told = (said[event.id].all for event in _all(t, events) if event.id in said)
    return speaking.sources(t, chain.from_iterable(told))


def bibliography(t: Timeline, events: Events = None, reading: Reading = NOWHERE) -> tuple[str, ...]:
    """Chicago notes: the timeline first, or the event in it, then what is quoted."""
    own = chicago_timeline(t, _only(events), reading)
    return own, *(chicago(source) for source in quoted(t, events))


def csl_list(
    t: Timeline, events: Events = None, reading: Reading = NOWHERE
) -> list[dict[str, Any]]:
    """The same list as CSL-JSON, which readers get from the browser.

    Nothing in `timeline/` calls this: `tests/test_citations.py` holds the browser's list to it.
    """
    return [csl_timeline(t, _only(events), reading), *map(csl, quoted(t, events))]


def bibtex_list(t: Timeline, events: Events = None, reading: Reading = NOWHERE) -> str:
    """The same list as the text of a .bib file."""
    own = bibtex_timeline(t, _only(events), reading)
    return "\n\n".join([own, *map(bibtex, quoted(t, events))]) + "\n"


def citations(t: Timeline) -> dict[str, Any]:
    """What the browser needs for `parts.cite`, ready for JSON.

    `key` is the timeline's own in lists, `licence` the note on its own; `sources`, in the order of
    the file, hold `note` (as it stands after "quoted in"), `bibtex`, `csl`, and `text`, the name of
    the text by its hash.
    """
    return {
        "key": timeline_key(t),
        "licence": licence.cited(t),
        "sources": [
            {
                "note": source_note(reference(source)),
                "bibtex": bibtex(source),
                "csl": csl(source),
                "text": text_name(source),
            }
            for source in t.sources
        ],
    }


def _all(t: Timeline, events: Events) -> Sequence[Event]:
    return t.events if events is None else events


def _only(events: Events) -> Event | None:
    return events[0] if events is not None and len(events) == 1 else None
