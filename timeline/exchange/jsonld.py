"""The timeline as schema.org JSON-LD: for search engines, and for whoever joins data.

One graph: the timeline is a `Dataset` `about` its events; an `Event` is the `about` of the
`Quotation`s that speak of it (`subjectOf`), and a quotation is part of its source. A date is
given where ISO 8601, which schema.org asks for, can say it without pretending to know more;
otherwise in words. Links and disagreements are claims of texts, and stay out.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from timeline.addresses import Reading
from timeline.dates import HistoricalDate, parse
from timeline.exchange.bibliography import reference, text_name
from timeline.model import Event, Excerpt, Licence, Name, Person, Place, Source, Timeline
from timeline.reading.authors import OTHERS
from timeline.telling.disagreements import who
from timeline.views.table import years

CONTEXT = "https://schema.org"

_ISO = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?", re.ASCII)


def jsonld(
    t: Timeline, base_url: str = "", *, texts: bool = True, only: Collection[str] | None = None
) -> dict[str, Any]:
    """The graph, as a value ready for JSON.

    Args:
        base_url: the page's address; without it the ids are relative to the page.
        texts: False leaves out quotations and descriptions, which a page shows anyway, and what
            the graph says by holding it: it stays light.
        only: the ids of the events that stand in it; without it all do.
    """
    events = t.events if only is None else tuple(event for event in t.events if event.id in only)
    graph = _Graph(t, events, Reading(base_url), texts)
    return {"@context": CONTEXT, "@graph": graph.nodes()}


class _Graph:
    """Makes the nodes; a quotation that serves several events is written out once."""

    def __init__(
        self, t: Timeline, events: tuple[Event, ...], reading: Reading, texts: bool
    ) -> None:
        self.t, self.events = t, events
        self.reading = reading
        self.texts = texts
        self.written: set[str] = set()

    def id(self, kind: str, id_: str) -> str:
        return f"{self.reading.address}#{kind}-{id_}"

    def refs(self, kind: str, ids: tuple[str, ...]) -> list[dict[str, str]]:
        return [{"@id": self.id(kind, id_)} for id_ in ids]

    def nodes(self) -> list[dict[str, Any]]:
        named = {id_ for event in self.events for id_ in event.people}
        visited = {id_ for event in self.events for id_ in event.places}
        return [
            self.timeline(),
            *map(self.source, self.t.sources),
            *(self.person(person) for person in self.t.people if person.id in named),
            *(self.place(place) for place in self.t.places if place.id in visited),
            *map(self.event, self.events),
        ]

    def timeline(self) -> dict[str, Any]:
        t = self.t
        return _filled(
            {
                "@type": "Dataset",
                "@id": f"{self.reading.address}#timeline",
                "name": t.title,
                "description": t.subtitle or t.title,
                "url": self.reading.address,
                "license": _licence(t.licence),
                "inLanguage": t.language,
                "temporalCoverage": _coverage(t.range or _of_events(t)),
                "isBasedOn": self.refs("source", tuple(source.id for source in t.sources)),
                # the events stand beside it in the graph of a page
                "about": [{"@id": self.reading.event(event.id)} for event in self.events]
                if self.texts
                else [],
            }
        )

    def source(self, source: Source) -> dict[str, Any]:
        it = reference(source)
        return _filled(
            {
                "@type": "CreativeWork",
                "@id": self.id("source", source.id),
                "name": it.title,
                "author": _names(it.authors),
                "editor": _names(it.editors),
                "isPartOf": it.container and {"@type": "CreativeWork", "name": it.container},
                "dateCreated": _iso(source.date.text) if source.date and source.printed else "",
                "datePublished": _iso(it.date.text) if it.date else "",
                "publisher": it.publisher and {"@type": "Organization", "name": it.publisher},
                "description": source.stance,
                "copyrightNotice": source.licence,
                "creditText": source.credit,
                "url": source.url,
                "identifier": text_name(source),
            }
        )

    def person(self, person: Person) -> dict[str, Any]:
        return _filled(
            {
                "@type": "Person",
                "@id": self.id("person", person.id),
                "name": person.name,
                "alternateName": list(person.variants),
                "description": person.who if self.texts else "",
            }
        )

    def place(self, place: Place) -> dict[str, Any]:
        return _filled(
            {
                "@type": "Place",
                "@id": self.id("place", place.id),
                "name": place.name,
                "alternateName": list(place.variants),
            }
        )

    def event(self, event: Event) -> dict[str, Any]:
        start, end = event_dates(event.date)
        return _filled(
            {
                "@type": "Event",
                "@id": self.reading.event(event.id),
                "name": event.title,
                "alternateName": list(event.known_as),
                "startDate": start,
                "endDate": end,
                # a date that ISO cannot say is not dropped
                "disambiguatingDescription": "" if start else event.date.words(),
                "description": event.summary if self.texts else "",
                "location": self.refs("place", event.places),
                "about": self.refs("person", event.people),
                "subjectOf": [self.quotation(excerpt) for excerpt in event.excerpts]
                if self.texts
                else [],
            }
        )

    def quotation(self, excerpt: Excerpt) -> dict[str, Any]:
        value: dict[str, Any] = {}
        if excerpt.at is not None:  # by its place it can be told from others, and named again
            id_ = self.id("quotation", f"{excerpt.source}-{excerpt.at}-{len(excerpt.exact)}")
            value["@id"] = id_
            if id_ in self.written:
                return value
            self.written.add(id_)
        return value | _filled(
            {
                "@type": "Quotation",
                "text": excerpt.exact,
                "creditText": who(self.t, excerpt) if excerpt.speaker else "",
                "isPartOf": {"@id": self.id("source", excerpt.source)},
            }
        )


def event_dates(date: HistoricalDate) -> tuple[str, str]:
    """(start, end) in ISO 8601, "" where it cannot be said: about, perhaps, a decade, open, BCE.

    The start of a span whose end is doubtful still stands.
    """
    start, _, end = date.text.partition("/")
    return _iso(start), _iso(end)


def _iso(text: str) -> str:
    return text if _ISO.fullmatch(text) else ""


def _of_events(t: Timeline) -> HistoricalDate:
    """The years of the events, as the `range` of a file would say them."""
    written = (f"-{-year:04d}" if year < 0 else f"{year:04d}" for year in years(t))
    return parse("/".join(written))


def _coverage(date: HistoricalDate | None) -> str:
    start, end = event_dates(date) if date else ("", "")
    return f"{start}/{end}" if start and end else start


def _names(names: tuple[Name, ...]) -> list[dict[str, str]]:
    return [
        {"@type": "Person" if name.family else "Organization", "name": name.text}
        for name in names
        if name != OTHERS
    ]


def _licence(licence: Licence | None) -> str | dict[str, str]:
    """Its address; without one its name as a work, since a text there is taken for an address."""
    if licence is None:
        return ""
    return licence.url or {"@type": "CreativeWork", "name": licence.title}


def _filled(value: dict[str, Any]) -> dict[str, Any]:
    return {key: item for key, item in value.items() if item not in ("", [], None)}
