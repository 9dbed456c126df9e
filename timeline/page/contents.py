"""What stands in the page before any script, as values for its templates (`templates/`).

It is readable without scripts; the engine of `assets/` owns it afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from timeline.drawing import theme
from timeline.exchange.chicago import work_line
from timeline.model import Source, Timeline
from timeline.page import ids
from timeline.prepared import Prepared
from timeline.telling import dating, kind_and_lane, licence, preview, sources, speaking
from timeline.telling.credits import by_whom, where
from timeline.telling.punctuation import closed
from timeline.telling.works import EXPLAINED, HEADING
from timeline.views.table import DIFFERS
from timeline.wording import many

STANDING = 500
"""Up to this many events stand in the HTML; of more, only the first `FIRST` do."""
FIRST = 200
LATE = 60
"""Percent of the line of the two clocks from which words stand to the left of their tick."""

FILTER_NAMES = {
    "lane": "Lanes",
    "kind": "Kinds",
    "person": "People",
    "place": "Places",
    "source": "Sources",
    "tag": "Tags",
    "weight": "Weight",
}
KEYS = (
    ("/", "search"),
    ("← →", "previous, next event, or earlier, later"),
    ("+ − 0", "zoom in, out, whole range"),
    ("P", "present"),
    ("Esc", "close the event"),
)
ZOOMS = (
    (ids.ZOOM_IN, "+", "Zoom in"),
    (ids.ZOOM_OUT, "−", "Zoom out"),
    (ids.ZOOM_HOME, "0", "0, the whole range"),  # begins as it looks: it is spoken to
)


def contents(prepared: Prepared, document: dict[str, Any]) -> dict[str, Any]:
    """All that the templates name, but for what differs from shell to shell.

    Args:
        prepared: the timeline.
        document: its document (`timeline.page.document.build_document`).
    """
    timeline = prepared.timeline
    found = ["events"] + ["people"] * bool(timeline.people)
    found += ["words of the sources"] * bool(timeline.sources)
    return {
        "timeline": timeline,
        "ids": ids,
        "many": many,
        "glyph": lambda shape: Markup(theme.glyph_svg(shape)),
        "description": preview.of_timeline(timeline, prepared.see().sentence).description,
        "tours": list(prepared.tours.values()),
        "switches": _switches(timeline),
        "filters": _filters(timeline),
        "found": found,
        "briefly_found": [words.split()[0] for words in found],
        "differ_heading": "Accounts differ",
        "zooms": ZOOMS,
        "keys": KEYS,
        "legend": kind_and_lane.legend(timeline),
        "differs": DIFFERS,
        "differ": kind_and_lane.DIFFER,
        "grounded": any(dating.basis(timeline, event) for event in timeline.events),
        "described": sources.described,
        "entries": list(_entries(document)),
        "clocks": _clocks(document),
        "sources": _sources(prepared, document),
        "works": _works(prepared, document),
        "works_heading": HEADING,
        "works_explained": EXPLAINED,
        "own_licence": Markup(licence.html(timeline)),
    }


# ---------------------------------------------------------------- switches and filters


def _switches(timeline: Timeline) -> list[dict[str, Any]]:
    """Each one of a few choices, of which the first is the default."""
    quoted = bool(timeline.sources or timeline.works)
    return [
        {
            "id": ids.CALENDAR_SWITCH,
            "name": "Calendar",
            "choices": {"ns": "New Style", "os": "Old Style"},
            "unseen": not any(event.old_style for event in timeline.events),
        },
        {
            "id": ids.VIEW_SWITCH,
            "name": "What to show",
            "choices": {"chart": "Timeline", "chronicle": "Chronicle"}
            | ({"sources": "Sources"} if quoted else {}),
            "unseen": False,
        },
        {
            "id": ids.THEME_SWITCH,
            "name": "Ground of the page",
            "choices": {"light": "Light", "dark": "Dark", "projector": "Projector"},
            "unseen": False,
        },
    ]


def _filters(timeline: Timeline) -> list[dict[str, Any]]:
    """Each a button and, on it, a list of options; one without a choice stands there unseen."""
    present = {
        "lane": len(timeline.lanes) > 1,
        "kind": len(timeline.kinds) > 1,
        "person": bool(timeline.people),
        "place": bool(timeline.places),
        "source": bool(timeline.sources),
        "tag": any(event.tags for event in timeline.events),
        "weight": len({event.weight for event in timeline.events}) > 1,
    }
    return [
        {
            "name": FILTER_NAMES[key],
            "button": ids.filter_button(key),
            "panel": ids.filter_panel(key),
            "options": ids.filter_options(key),
            "unseen": not present[key],
        }
        for key in ids.FILTERS
    ]


# ---------------------------------------------------------------- the chronicle


def _entries(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    columns, events = document["columns"], document["events"]
    count = len(events)
    for i in range(count if count <= STANDING else FIRST):
        kind = document["kinds"][columns["kind"][i]]
        said = [
            document[key][columns[key[:-1]][i]]["title"]
            for key in ("kinds", "lanes")
            if key[:-1] in document["sorts"]
        ] + [document["differ"]] * columns["disputed"][i]
        yield {
            "id": columns["id"][i],
            "weight": ("core", "supporting", "context")[columns["weight"][i]],
            "date": columns["words"][i],
            "hue": kind["hue"],
            "shape": kind["shape"],
            "title": columns["title"][i],
            "heard": ", ".join(said),
            "summary": events[i].get("summary", ""),
        }


# ---------------------------------------------------------------- sources and works


def _sources(prepared: Prepared, document: dict[str, Any]) -> list[dict[str, Any]]:
    timeline = prepared.timeline
    on: dict[str, list[int]] = {}
    for i, event_id in enumerate(document["columns"]["id"]):
        for one in speaking.sources(timeline, prepared.said[event_id].all):
            on.setdefault(one.id, []).append(i)
    return [
        _source(source, i, on.get(source.id, []), document)
        for i, source in enumerate(timeline.sources)
    ]


def _source(
    source: Source, index: int, events: Sequence[int], document: dict[str, Any]
) -> dict[str, Any]:
    facts = [
        ("Genre", sources.genre(source)),
        ("Date", sources.writing(source)),
        ("Stance", source.stance),
        ("Licence", source.licence),
        ("Credit", source.credit),
        ("Note", source.note),
        ("Dated after", document["sources"][index]["rests"]),
    ]
    columns = document["columns"]
    return {
        "id": source.id,
        "label": source.label,
        "title": source.title,
        "author": by_whom(source),
        "where": where(source),
        "url": source.url,
        "facts": [(name, value) for name, value in facts if value],
        "events": [{"id": columns["id"][i], "title": columns["title"][i]} for i in events],
        "strip": _strip(source, index, document),
    }


def _strip(source: Source, index: int, document: dict[str, Any]) -> dict[str, Any] | None:
    """A line as long as the text with a tick for each excerpt; None where there is none to draw."""
    quoted = [
        (excerpt.get("at"), len(excerpt["exact"]), i)
        for i, event in enumerate(document["events"])
        for excerpt in event.get("excerpts", [])
        if excerpt["source"] == index
    ]
    if not source.part or not quoted:
        return None
    first, last = source.part
    length = max(last - first, 1)
    stand = "stands" if len(quoted) == 1 else "stand"
    return {
        "label": f"Where {many(len(quoted), 'excerpt')} {stand} in the text",
        "ticks": [
            {
                "x": f"{(at - first) / length * 1000:.1f}",
                "width": f"{max(size / length * 1000, 2):.1f}",
                "title": document["columns"]["title"][i],
            }
            for at, size, i in quoted
            if at is not None
        ],
    }


def _clocks(document: dict[str, Any]) -> dict[str, Any] | None:
    """Two clocks on one line: the time of the events, and when each dated source was written."""
    dated = [source for source in document["sources"] if source["written"]]
    if not dated:
        return None
    low, high = document["timeline"]["clock"]

    def tick(extent: list[float], words: str, sort: str) -> dict[str, Any]:
        left, right = ((ms - low) / (high - low) * 100 for ms in extent)
        return {
            "at": f"{left:.2f}",
            "long": f"{right - left:.2f}",
            "late": left > LATE,
            "sort": sort,
            "words": words,
        }

    ticks = [tick(document["timeline"]["frame"], "the events", "happened")]
    ticks += [tick(s["written"], f"{s['label']}, {s['writing']}", "written") for s in dated]
    undated = [source["label"] for source in document["sources"] if not source["written"]]
    rest = closed(f"{document['said']['undated']}: {', '.join(undated)}") if undated else ""
    return {"heading": sources.TWO_CLOCKS, "ticks": ticks, "rest": rest}


def _works(prepared: Prepared, document: dict[str, Any]) -> list[dict[str, Any]]:
    """The works that the editors' own words rest on, each with the events it is named on."""
    timeline = prepared.timeline
    event_ids = document["columns"]["id"]
    named: list[list[str]] = [[] for _ in timeline.works]
    for i, event in enumerate(document["events"]):
        for work in event.get("works", []):
            named[work].append(event_ids[i])
    found = []
    for work, events in zip(timeline.works, named, strict=True):
        line = work_line(work, prepared.unseen)
        before, address, after = line.partition(work.url) if work.url else (line, "", "")
        found.append(
            {
                "before": before,
                "url": address,
                "after": after,
                "events": [{"id": one, "label": prepared.events[one].label} for one in events],
            }
        )
    return found
