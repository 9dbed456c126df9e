"""The events of a view as plain records: what stands in `.json`, and cell by cell in `.csv`.

Names stand here in words, not as ids: the file is read without the timeline at hand.
"""

from __future__ import annotations

import json
from typing import Any

from timeline.evidence.verified import is_verified
from timeline.exchange.chicago import chicago, chicago_timeline, work_line
from timeline.exchange.citations import quoted
from timeline.exchange.selection import Selection
from timeline.model import Disagreement, Event, Excerpt, Source, Tour
from timeline.telling import dating, disagreements, in_brief
from timeline.telling.credits import by_whom, where


def records_json(s: Selection) -> str:
    """The view as JSON: `timeline`, `tour` (or null), `events` and the `sources` that they quote,
    in disagreements and arrows too.

    Every key stands in every record; "" and [] say that the timeline's file has nothing there.
    """
    t = s.timeline
    value = {
        "timeline": {
            "title": t.title,
            "subtitle": t.subtitle,
            "language": t.language,
            "note": t.note,
            "licence": t.licence.title if t.licence else "",
            "licence_address": t.licence.url if t.licence else "",
            "view": s.view.query(),
            "sentence": s.sentence,
            "address": s.reading.view(),
            "citation": chicago_timeline(t, None, s.reading),
        },
        "tour": _tour(s.tour) if s.tour else None,
        "events": records(s),
        "sources": [_source(source) for source in quoted(t)],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def records(s: Selection) -> list[dict[str, Any]]:
    """One record an event, in order: texts, and lists of texts; see `_event` for its keys."""
    t = s.whole
    names = {
        "lane": {lane.id: lane.title for lane in t.lanes},
        "kind": {kind.id: kind.title for kind in t.kinds},
        "people": {person.id: person.name for person in t.people},
        "places": {place.id: place.name for place in t.places},
    }
    return [_event(event, s, names) for event in s.events]


def _event(event: Event, s: Selection, names: dict[str, Any]) -> dict[str, Any]:
    named = s.naming.by_source(event)
    return {
        "id": event.id,
        "title": event.title,
        "label": event.label,
        "date": event.date.text,  # EDTF, Gregorian
        "old_style": event.old_style.text if event.old_style else "",  # EDTF, Julian
        "date_words": dating.named(event, s.view.calendar),
        "dated": event.dated or "",
        "dating": dating.dating(s.whole, event),
        "stated_as": event.stated_as,
        "date_note": event.date_note,
        "known_as": list(event.known_as),
        "found_by": list(event.found_by),
        "lane": names["lane"][event.lane],
        "kind": names["kind"][event.kind],
        "weight": event.weight,
        "people": [names["people"][id_] for id_ in event.people],
        "named": [
            names["people"][id_]
            for id_, sources in zip(event.people, named, strict=True)
            if sources
        ],
        "places": [names["places"][id_] for id_ in event.places],
        "tags": list(event.tags),
        "summary": event.summary,
        "silence": in_brief.silence(s.whole, s.prepared.said[event.id]),
        "quotations": [_quotation(excerpt, s) for excerpt in event.excerpts],
        "disagreements": [
            _disagreement(item, s) for item in s.prepared.differences.get(event.id, ())
        ],
        "arrows": list(s.prepared.arrow_lines(event)),
        "works": [
            work_line(work, s.prepared.unseen) for work in s.prepared.works.get(event.id, ())
        ],
        "address": s.address(event),
    }


def _disagreement(item: Disagreement, s: Selection) -> dict[str, Any]:
    return {
        "head": f"{disagreements.differ(item)}{disagreements.about(item)}",
        "claims": [disagreements.claim_line(s.whole, claim) for claim in item.claims],
        "note": item.note,
    }


def _quotation(excerpt: Excerpt, s: Selection) -> dict[str, Any]:
    return {
        "exact": excerpt.exact,
        "before": excerpt.before,
        "after": excerpt.after,
        "speaker": excerpt.speaker,
        "says_date": excerpt.says_date,
        "note": excerpt.note,
        "source": excerpt.source,
        "at": excerpt.at,  # characters into the source's text; null where it is not known
        "verified": is_verified(excerpt, s.whole, s.record),
        "citation": chicago(s.source(excerpt.source), excerpt),
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "title": source.title,
        "label": source.label,
        "genre": source.genre or "",
        "author": by_whom(source),
        "container": where(source),
        "date": source.date.text if source.date else "",
        "printed": source.printed.text if source.printed else "",
        "url": source.url,
        "licence": source.licence,
        "credit": source.credit,
        "stance": source.stance,
        "citation": chicago(source),
    }


def _tour(tour: Tour) -> dict[str, Any]:
    return {
        "id": tour.id,
        "title": tour.title,
        "minutes": tour.minutes,
        "intro": tour.intro,
        "questions": list(tour.questions),
        "steps": [
            {
                "event": step.event,
                "say": step.say,
                "question": step.question,
                "open": step.open,
            }
            for step in tour.steps
        ],
    }
