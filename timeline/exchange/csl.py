"""CSL-JSON, which reference managers read.

https://docs.citationstyles.org/en/stable/specification.html (types and variables of CSL 1.0.2).
"""

from __future__ import annotations

from typing import Any

from timeline.addresses import NOWHERE, Reading
from timeline.dates import HistoricalDate
from timeline.exchange.bibliography import Form, calendar_parts, reference
from timeline.model import Event, Name, Source, Timeline, Work
from timeline.telling import licence

TYPES: dict[Form, str] = {
    "book": "book",
    "entry": "entry-encyclopedia",
    "journal": "article-journal",
    "periodical": "article-magazine",
    "chapter": "chapter",
    "page": "webpage",
    "document": "document",
}


def csl(item: Source | Work) -> dict[str, Any]:
    """One item. `issued` is left out where no date is known; a doubtful one has `circa`."""
    it = reference(item)
    licence = f"Licence: {item.licence}" if isinstance(item, Source) and item.licence else ""
    value: dict[str, Any] = {
        "id": it.id,
        "type": TYPES[it.form],
        "title": it.title if it.titled else f"[{it.title}]",
        "author": [_name(name) for name in it.authors],
        "editor": [_name(name) for name in it.editors],
        "container-title": it.container,
        "volume": it.volume,
        "issue": it.issue,
        "page": it.pages,
        "publisher-place": it.place,
        "publisher": it.publisher,
        "issued": _date(it.date),
        "URL": it.url,
        "note": ". ".join(filter(None, (it.remarks, licence))),
    }
    return {key: item for key, item in value.items() if item}


def csl_timeline(
    t: Timeline, event: Event | None = None, reading: Reading = NOWHERE
) -> dict[str, Any]:
    """One item for the timeline, a view of it, or one event."""
    value: dict[str, Any] = {
        "id": timeline_key(t),
        "type": "webpage",
        "genre": "interactive timeline",
        "title": event.title if event else t.title,
        "container-title": t.title if event else "",
        "URL": reading.event(event.id) if event else reading.view(),
        "note": licence.cited(t),
    }
    if reading.accessed:
        day = [int(part) for part in reading.accessed.split("-")]
        value["accessed"] = {"date-parts": [day]}
    return {key: item for key, item in value.items() if item}


def timeline_key(t: Timeline) -> str:
    """The timeline's own id in a list of references: "timeline", unless a source is called so."""
    taken = any(source.id == "timeline" for source in t.sources)
    return "this-timeline" if taken else "timeline"


def _name(name: Name) -> dict[str, Any]:
    if not name.family:
        return {"literal": name.text}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    value: dict[str, Any] = {key: part for key, part in parts.items() if part}
    return value | ({"static-ordering": True} if name.family_first else {})


def _date(date: HistoricalDate | None) -> dict[str, Any]:
    parts = calendar_parts(date)
    if date is None or not parts:
        return {"literal": date.words()} if date else {}
    value: dict[str, Any] = {"date-parts": [list(part) for part in parts]}
    return value | ({"circa": True} if date.circa or date.doubtful else {})
