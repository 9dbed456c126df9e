"""Excerpts as W3C Web Annotations: which words of which text speak of which event.

https://www.w3.org/TR/annotation-model/. The motivation is `linking`: the body is the event, the
target the words. Words are given by `TextQuoteSelector` for the address of the source, and also
by `TextPositionSelector` for the text that the offsets count in, which is named by its hash: an
offset into our file says nothing of the web page.

Readers get what the browser makes (`assets/share/cite.js`); nothing in `timeline/` calls this. It
says what the browser has to make: `tests/test_citations.py` holds the two to one another, and
`tests/test_annotations.py` holds this to the standard and to the texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from timeline.addresses import NOWHERE, Reading
from timeline.exchange.bibliography import text_name
from timeline.model import Event, Excerpt, Source, Timeline
from timeline.telling.dating import listed
from timeline.telling.quotations import context

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def annotation(
    excerpt: Excerpt, event: Event, t: Timeline, reading: Reading = NOWHERE
) -> dict[str, Any]:
    """One annotation, with its context. Without an address its ids are relative to the page."""
    return {"@context": CONTEXT, **_annotation(excerpt, event, t, reading)}


def collection(
    t: Timeline, events: Sequence[Event] | None = None, reading: Reading = NOWHERE
) -> dict[str, Any]:
    """The excerpts of events (None means all) as one collection, its only page embedded."""
    chosen = t.events if events is None else events
    items = [
        _annotation(excerpt, event, t, reading) for event in chosen for excerpt in event.excerpts
    ]
    address = reading.event(chosen[0].id) if len(chosen) == 1 else reading.view()
    value = {
        "@context": CONTEXT,
        "id": f"{address}#annotations",
        "type": "AnnotationCollection",
        "label": chosen[0].title if len(chosen) == 1 else t.title,
        "generator": _generator(t, reading),
        "total": len(items),
    }
    if items:  # a page must not be empty
        page = f"{address}#annotations-1"
        value["first"] = {"id": page, "type": "AnnotationPage", "startIndex": 0, "items": items}
    return value


def _annotation(excerpt: Excerpt, event: Event, t: Timeline, reading: Reading) -> dict[str, Any]:
    source = next(source for source in t.sources if source.id == excerpt.source)
    address = reading.event(event.id)
    place = event.excerpts.index(excerpt) + 1 if excerpt.at is None else excerpt.at
    return {
        "id": f"{address}#{excerpt.source}-{place}",
        "type": "Annotation",
        "motivation": "linking",
        "generator": _generator(t, reading),
        "body": [
            {"type": "SpecificResource", "purpose": "linking", "source": address},
            {
                "type": "TextualBody",
                "purpose": "describing",
                "format": "text/plain",
                "language": t.language,
                "value": f"{event.title} ({listed(event)})",
            },
        ],
        "target": _targets(excerpt, source, reading),
    }


def _generator(t: Timeline, reading: Reading) -> dict[str, Any]:
    value = {"type": "Software", "name": f"{t.title}, interactive timeline"}
    return value | ({"homepage": reading.address} if reading.address else {})


def _targets(excerpt: Excerpt, source: Source, reading: Reading) -> list[dict[str, Any]]:
    """The words at the source's address, and in the text that was read; either may be missing."""
    before, after = context(excerpt)
    quote = {
        "type": "TextQuoteSelector",
        "exact": excerpt.exact,
        "prefix": before,
        "suffix": after,
    }
    quote = {key: item for key, item in quote.items() if item}
    selectors: list[dict[str, Any]] = [quote]
    if excerpt.at is not None:
        end = excerpt.at + len(excerpt.exact)
        selectors.append({"type": "TextPositionSelector", "start": excerpt.at, "end": end})
    targets: list[dict[str, Any]] = []
    if source.url:
        targets.append({"type": "SpecificResource", "source": source.url, "selector": quote})
    if name := text_name(source):
        text = {"id": name, "type": "Text", "format": "text/plain"}
        targets.append({"type": "SpecificResource", "source": text, "selector": selectors})
    if not targets:
        own = f"{reading.address}#source-{source.id}"
        targets.append({"type": "SpecificResource", "source": own, "selector": quote})
    return targets
