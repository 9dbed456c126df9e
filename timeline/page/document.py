"""The document: all that the page knows, as one JSON value that stands in its HTML.

Columns (one value an event, in the table's order) serve filter, labels and chart; `events` holds
what only the event panel reads. Cross-references are indexes, not ids, to keep the page light.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

from timeline.drawing import theme
from timeline.drawing.frame import name_widths
from timeline.evidence.verified import is_verified
from timeline.exchange.citations import citations
from timeline.model import Disagreement, EditorClaim, Event, Excerpt, Source, Step, Term, Tour
from timeline.page import chart_heights
from timeline.placing import labels
from timeline.prepared import Prepared
from timeline.reading import checks, lost_events
from timeline.telling import (
    arrows,
    dating,
    disagreements,
    drawn,
    in_brief,
    kind_and_lane,
    licence,
    people,
    punctuation,
    quotations,
    sources,
    tour_steps,
    works,
)
from timeline.telling.credits import by_whom
from timeline.views.query import Vocabulary
from timeline.views.search import Spellings
from timeline.views.table import DAY_MS

VERSION = 1
CALENDARS = ("ns", "os")


class _Evidence:
    """Turns excerpts into JSON, with the index of their source and their verified mark."""

    def __init__(self, prepared: Prepared) -> None:
        self.prepared = prepared
        self.timeline = timeline = prepared.timeline
        self.source_index = {source.id: i for i, source in enumerate(timeline.sources)}
        self.work_index = {work.id: i for i, work in enumerate(timeline.works)}
        self.person_index = {person.id: i for i, person in enumerate(timeline.people)}

    def excerpt(
        self, excerpt: Excerpt, event: Event | None = None, lead: str = ""
    ) -> dict[str, Any]:
        verified = is_verified(excerpt, self.timeline, self.prepared.record)
        before, after = quotations.context(excerpt)  # with the spaces that join them
        value: dict[str, Any] = {
            "source": self.source_index[excerpt.source],
            "exact": excerpt.exact,
            "at": excerpt.at,
            "before": before,
            "after": after,
            "speaker": excerpt.speaker,
            "voice": quotations.voice(excerpt.speaker),
            "says": punctuation.closed(excerpt.says) if excerpt.says else "",
            "lead": lead,
            "dates": quotations.dates_it(excerpt),
            "note": excerpt.note,
            "verified": verified,
        }
        source = self.timeline.sources[self.source_index[excerpt.source]]
        if event is not None:
            value["distance"] = sources.distance(event, source)
        return {key: item for key, item in value.items() if item is not None and item != ""}

    def disagreement(self, item: Disagreement, event: Event) -> dict[str, Any]:
        return {
            "head": disagreements.differ(item),
            "asks": disagreements.about(item),
            "about": item.about,
            "note": item.note,
            "claims": [self._claim(claim, event) for claim in item.claims],
        }

    def _claim(self, claim: Excerpt | EditorClaim, event: Event) -> dict[str, Any]:
        if isinstance(claim, EditorClaim):
            words, rests = disagreements.edited(self.timeline, claim)
            return {
                "editor": punctuation.closed(claim.editor),
                "told": words,
                "rests": rests,
                "by": disagreements.by_editor(self.timeline, claim),
            }
        source = self.timeline.sources[self.source_index[claim.source]]
        return {
            **self.excerpt(claim, event, quotations.lead(claim)),
            "weighed": sources.weighed(event, source),
        }


def _event(
    event: Event,
    quoting: _Evidence,
    terms: _Terms,
) -> dict[str, Any]:
    told = f"{event.title} {event.summary}"
    items = quoting.prepared.differences.get(event.id, ())
    said = quoting.prepared.said[event.id]
    differing = in_brief.in_brief(quoting.timeline, said, items)
    shown = tour_steps.shown(event)
    value: dict[str, Any] = {
        "basis": dating.basis(quoting.timeline, event),
        "brief": [
            _joined(dating.brief(event, calendar), differing)
            for calendar in (CALENDARS if event.old_style else CALENDARS[:1])
        ],
        "calendars": list(dating.calendars(event)),
        "stated": dating.stated(event),
        "dateNote": dating.note(event),
        "knownAs": list(event.known_as),
        "summary": event.summary,
        "silence": in_brief.silence(quoting.timeline, said),
        "excerpts": [quoting.excerpt(excerpt, event) for excerpt in event.excerpts],
        "shown": event.excerpts.index(shown) if shown else 0,
        "disagreements": [quoting.disagreement(item, event) for item in items],
        "people": [
            [head, [quoting.person_index[person] for person in ids]]
            for head, ids in people.groups(event, said, quoting.prepared.naming.by_source(event))
        ],
        "works": [quoting.work_index[work.id] for work in quoting.prepared.works.get(event.id, ())],
        "terms": terms.standing_in(told),
    }
    return {key: item for key, item in value.items() if item not in ("", 0, [], [""])}


def _joined(*phrases: str) -> str:
    return " · ".join(filter(None, phrases))


class _Terms:
    """Finds terms, in any of their spellings, as whole words."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._patterns = [_pattern(term) for term in terms]
        each = ((i, one) for i, term in enumerate(terms) for one in (term.term, *term.variants))
        self._spellings = Spellings(((_one_case(one), i) for i, one in each), stems=False)

    def standing_in(self, text: str) -> list[int]:
        """The indexes of those that stand in a text."""
        possible = {i for _, i in self._spellings.possible(_one_case(text))}
        return [i for i in sorted(possible) if self._patterns[i].search(text)]


def _one_case(text: str) -> str:
    # what `re.IGNORECASE` takes for one letter, and `casefold` does not
    return text.replace("İ", "i").replace("ı", "i").casefold()


def _pattern(term: Term) -> re.Pattern[str]:
    spellings = "|".join(re.escape(one) for one in (term.term, *term.variants))
    return re.compile(rf"(?<!\w)(?:{spellings})(?!\w)", re.IGNORECASE)


def _source(source: Source, rests: str) -> dict[str, Any]:
    date = source.date or source.printed
    first, last = date.bounds if date else (None, None)
    return {
        "id": source.id,
        # the writing's clock (of the printing, where no more is known): ms, where both ends are
        "written": _extent(first, last),
        "label": source.label,
        "title": source.title,
        "author": by_whom(source),
        "writing": sources.writing(source),
        "rests": rests,
        "genre": sources.genre(source),
        "about": sources.described(source),
    }


def _tour(tour: Tour, prepared: Prepared) -> dict[str, Any]:
    return {
        "id": tour.id,
        "title": tour.title,
        "minutes": tour.minutes,
        "intro": tour.intro,
        "questions": list(tour.questions),
        "steps": [
            _step(step, prepared.events[step.event], len(prepared.differences.get(step.event, ())))
            for step in tour.steps
        ],
    }


def _step(step: Step, event: Event, differences: int) -> dict[str, Any]:
    """A step; `quote` and `evidence` are indexes into the excerpts of its event.

    `quote` is null where the event has none. In `evidence`, -1 is the event's first disagreement,
    -2 its second, with all their claims. Where it is absent, all that is said of the event
    answers.
    """
    index = {name: i for i, name in enumerate(checks.excerpt_names(event.excerpts))}
    index |= {name: -1 - i for i, name in enumerate(checks.difference_names(differences))}
    value: dict[str, Any] = {
        "event": step.event,
        "say": step.say,
        "question": step.question,
        "open": tour_steps.OPEN if step.open else "",
        "asked": tour_steps.asked(step) if step.open else "",
        "quote": index[step.quote] if step.quote else (0 if event.excerpts else None),
        "evidence": [index[name] for name in step.evidence],
    }
    return {key: item for key, item in value.items() if item not in ("", [])}


def _milliseconds(column: pd.Series[float]) -> list[float | None]:
    return [None if pd.isna(value) else round(float(value)) for value in column]


def _flags(column: pd.Series[bool]) -> list[int]:
    return [int(value) for value in column]


def _indexes(column: pd.Series[Any], ids: list[str]) -> list[list[int]]:
    index = {item: i for i, item in enumerate(ids)}
    return [[index[item] for item in items] for items in column]


def columns(table: pd.DataFrame, vocabulary: Vocabulary, more: dict[str, str]) -> dict[str, Any]:
    """The table as JSON columns; ids of lanes, kinds, people ... as indexes into the vocabulary.

    `search` is what a search reads beside the words that the document shows (`more`, by event id);
    `named` holds for each of the event's people the sources that name them, [] for nobody.
    """

    def ids(key: str) -> list[str]:
        items = vocabulary[key]  # type: ignore[literal-required]
        return [item if isinstance(item, str) else item["id"] for item in items]

    weights = ids("weights")
    indexes = {source: i for i, source in enumerate(ids("sources"))}
    return {
        "id": table["id"].tolist(),
        "title": table["title"].tolist(),
        "label": table["label"].tolist(),
        "lane": table["lane_order"].tolist(),
        "kind": table["kind_order"].tolist(),
        "weight": [weights.index(weight) for weight in table["weight"]],
        "rank": [int(rank) for rank in table["rank"]],
        "start": _milliseconds(table["start_ms"]),
        "end": _milliseconds(table["end_ms"]),
        "mark": _milliseconds(table["mark_ms"]),
        "sureStart": _milliseconds(table["sure_start_ms"]),
        "sureEnd": _milliseconds(table["sure_end_ms"]),
        "span": _flags(table["is_span"]),
        "imprecise": _flags(table["imprecise"]),
        "circa": _flags(table["circa"]),
        "doubtful": _flags(table["doubtful"]),
        "openStart": _flags(table["open_start"]),
        "openEnd": _flags(table["open_end"]),
        "words": table["words"].tolist(),
        "wordsOs": table["words_os"].tolist(),
        "search": [more[event_id] for event_id in table["id"]],
        "people": _indexes(table["people"], ids("people")),
        "places": _indexes(table["places"], ids("places")),
        "tags": _indexes(table["tags"], ids("tags")),
        "sources": _indexes(table["sources"], ids("sources")),
        "named": [
            [[indexes[source] for source in by] for by in row] if any(row) else []
            for row in table["named"]
        ],
        "disputed": _flags(table["disputed"]),
    }


def build_document(prepared: Prepared) -> dict[str, Any]:
    """Everything the browser needs to know of a timeline, ready for `to_json`."""
    timeline, table, vocabulary = prepared.timeline, prepared.table, prepared.vocabulary
    quoting = _Evidence(prepared)
    more = {event_id: haystack.more for event_id, haystack in prepared.search.items()}
    terms = _Terms(timeline.terms)
    position = {event_id: i for i, event_id in enumerate(table["id"])}
    return {
        "v": VERSION,
        "timeline": {
            "title": timeline.title,
            "subtitle": timeline.subtitle,
            "language": timeline.language,
            "note": timeline.note,
            "licence": licence.told(timeline),
            "frame": list(prepared.frame),
            "clock": _clock(prepared),
        },
        "geometry": labels.geometry(),
        "tiers": chart_heights.tiers(
            [lane for lane in timeline.lanes if lane.id in set(table["lane"])], len(table)
        ),
        "vocabulary": vocabulary,
        "columns": columns(table, vocabulary, more),
        "layouts": [
            layout.document()
            for layout in labels.layouts(table, prepared.frame, n_lanes=len(timeline.lanes))
        ],
        "lanes": [
            told | {"ems": name_widths(lane)}
            for told, lane in zip(vocabulary["lanes"], timeline.lanes, strict=True)
        ],
        "sorts": kind_and_lane.told(timeline),
        "differ": kind_and_lane.DIFFER,
        "signs": bool(kind_and_lane.legend(timeline)),
        "kinds": [
            {
                "id": kind.id,
                "title": kind.title,
                "shape": kind.shape,
                "hue": kind.hue,
                "symbol": theme.GLYPHS[kind.shape].symbol,
            }
            for kind in timeline.kinds
        ],
        "glyphs": theme.glyph_tokens(),
        "relations": arrows.RELATIONS,
        "said": _said(),
        "themes": {name: theme.tokens(name) for name in theme.THEMES},
        "eras": [
            {"title": era.title, "start": bounds[0], "end": bounds[1]}
            for era in timeline.eras
            if (bounds := _extent(*era.date.bounds))
        ],
        "events": [_event(prepared.events[event_id], quoting, terms) for event_id in table["id"]],
        "terms": [{"term": term.term, "gloss": term.gloss} for term in timeline.terms],
        "sources": [
            _source(source, works.cited(timeline, source.works)) for source in timeline.sources
        ],
        "links": [
            {
                "from": position[link.source],
                "to": position[link.target],
                "relation": link.relation,
                "contested": bool(link.contested_by),
                "claims": [
                    quoting.excerpt(claim, lead=quotations.lead(claim, arrows.SAYS))
                    for claim in link.claims
                ],
                "contestedBy": [
                    quoting.excerpt(claim, lead=quotations.lead(claim, arrows.OBJECTS))
                    for claim in link.contested_by
                ],
                "note": arrows.note(timeline, link),
                "warning": link.warning,
            }
            for link in drawn.links(timeline)
        ],
        "citations": citations(timeline),
        "tours": [_tour(tour, prepared) for tour in prepared.tours.values()],
        "undrawn": [list(item) for item in timeline.undrawn],
        "counts": lost_events.counts(timeline),
    }


def _said() -> dict[str, str]:
    """Words that stand at every claim, link or event of their kind."""
    return {
        "editor": disagreements.EDITOR,
        "verified": quotations.VERIFIED,
        "unverified": quotations.UNVERIFIED,
        "checked": quotations.CHECKED,
        "arrows": arrows.HEADING,
        "contested": arrows.CONTESTED,
        "also": in_brief.ALSO,
        "clocks": sources.TWO_CLOCKS,
        # by these the browser closes a sentence as `punctuation.closed` does
        "ends": punctuation.ENDS,
        "afterEnds": punctuation.AFTER_ENDS,
        "undated": f"{sources.NO_DATE[:1].upper()}{sources.NO_DATE[1:]}",
    }


def _clock(prepared: Prepared) -> list[float]:
    """Bounds, in ms, that hold both what happened and when it was written down."""
    dates = [source.date or source.printed for source in prepared.timeline.sources]
    extents = [_extent(*date.bounds) for date in dates if date]
    known = [extent for extent in extents if extent]
    first, last = prepared.frame
    return [min([first, *(a for a, _ in known)]), max([last, *(b for _, b in known)])]


def _extent(first: int | None, last: int | None) -> tuple[float, float] | None:
    """First and last day as a half-open extent in ms; None where an end is open."""
    return None if first is None or last is None else (first * DAY_MS, (last + 1) * DAY_MS)


def to_json(document: dict[str, Any]) -> str:
    """The document as compact JSON that is also safe inside a `<script>` element."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # "</script" and "<!--" end or change a script element, whatever its type
    return text.replace("<", "\\u003c")
