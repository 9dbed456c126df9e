"""schema.org JSON-LD: terms that exist, dates that claim no more than is known, a bounded size."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld as processor

import timeline
from timeline.dates import parse
from timeline.exchange.jsonld import CONTEXT, event_dates, jsonld
from timeline.model import Event, Timeline
from timeline.page import page
from timeline.page.document import to_json
from timeline.page.page import build_page
from timeline.prepared import prepare

ROOT = Path(__file__).parents[1]
BASE = "https://school.example/timeline/"
SCHEMA = "http://schema.org/"

THING = {"name", "description", "disambiguatingDescription", "alternateName", "url", "identifier"}
THING |= {"subjectOf"}
WORK = THING | {
    "inLanguage",
    "license",
    "temporalCoverage",
    "isBasedOn",
    "about",
    "author",
    "isPartOf",
}
WORK |= {"datePublished", "license", "copyrightNotice", "creditText", "text"}
# The properties that schema.org defines for a type, of those used here.
PROPERTIES = {
    "Dataset": WORK,
    "CreativeWork": WORK,
    "Quotation": WORK | {"spokenByCharacter"},
    "Event": THING | {"startDate", "endDate", "location", "about"},
    "Person": THING,
    "Organization": THING,
    "Place": THING,
}
# As in the published context: these hold addresses, the rest text (dates are typed, as there).
LOCAL = {"@vocab": SCHEMA, "url": {"@type": "@id"}, "license": {"@type": "@id"}}


@pytest.fixture(scope="module")
def built_in() -> Timeline:
    return timeline.load(ROOT / "data" / "events.yaml")


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from nodes(item)
    elif isinstance(value, list):
        for item in value:
            yield from nodes(item)


def of_type(value: dict[str, Any], type_: str) -> list[dict[str, Any]]:
    return [node for node in nodes(value) if node.get("@type") == type_]


def test_every_event_stands_in_it_with_its_title(built_in: Timeline) -> None:
    events = {node["@id"]: node for node in of_type(jsonld(built_in, BASE), "Event")}
    assert len(events) == len(built_in.events)
    for event in built_in.events:
        node = events[f"{BASE}?event={event.id}"]
        assert node["name"] == event.title
        assert "startDate" in node or node["disambiguatingDescription"] == event.date.words()


def test_it_uses_the_terms_of_schema_org(built_in: Timeline) -> None:
    for node in nodes(jsonld(built_in, BASE)):
        used = {key for key in node if not key.startswith("@")}
        if "@type" in node:
            assert used <= PROPERTIES[node["@type"]]
        else:
            assert not used  # a reference, or the whole


def test_every_reference_leads_to_a_node(built_in: Timeline) -> None:
    value = jsonld(built_in, BASE)
    defined = {node["@id"] for node in nodes(value) if "@type" in node and "@id" in node}
    assert {node["@id"] for node in nodes(value) if "@id" in node} == defined


def test_no_node_is_written_twice(built_in: Timeline) -> None:
    ids = [node["@id"] for node in nodes(jsonld(built_in)) if "@type" in node and "@id" in node]
    assert len(set(ids)) == len(ids)


def test_each_excerpt_is_a_quotation_of_its_source(built_in: Timeline) -> None:
    value = jsonld(built_in, BASE)
    texts = {node["@id"]: node for node in of_type(value, "Quotation")}
    events = {node["@id"]: node for node in of_type(value, "Event")}
    for event in built_in.events:
        quoted = events[f"{BASE}?event={event.id}"].get("subjectOf", [])
        assert [texts[item["@id"]]["text"] for item in quoted] == [
            excerpt.exact for excerpt in event.excerpts
        ]
        assert [texts[item["@id"]]["isPartOf"]["@id"] for item in quoted] == [
            f"{BASE}#source-{excerpt.source}" for excerpt in event.excerpts
        ]


@pytest.mark.parametrize("base", [BASE, ""])
def test_a_json_ld_processor_reads_it_whole(built_in: Timeline, base: str) -> None:
    value = jsonld(built_in, base)

    def load(url: str, options: dict[str, Any]) -> dict[str, Any]:
        assert url == CONTEXT
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": LOCAL}}

    flat = processor.flatten(value, None, {"documentLoader": load, "base": BASE})
    events = [node for node in flat if f"{SCHEMA}Event" in node.get("@type", [])]
    assert {node["@id"] for node in events} == {f"{BASE}?event={e.id}" for e in built_in.events}
    (whole,) = [node for node in flat if f"{SCHEMA}Dataset" in node.get("@type", [])]
    assert whole["@id"] == f"{BASE}#timeline"
    assert len(whole[f"{SCHEMA}about"]) == len(events)


DATES = {
    "1926": ("1926", ""),
    "1926-05": ("1926-05", ""),
    "1926-05-04/1926-05-12": ("1926-05-04", "1926-05-12"),
    "1926/1927?": ("1926", ""),
    "1926~": ("", ""),
    "1926-21": ("", ""),  # spring
    "192X": ("", ""),
    "[1923,1925]": ("", ""),
    "[..1925]": ("", ""),
    "-0043": ("", ""),
    "1929/..": ("1929", ""),
}


@pytest.mark.parametrize(("date", "said"), DATES.items())
def test_a_date_is_given_where_iso_can_say_it(date: str, said: tuple[str, str]) -> None:
    assert event_dates(parse(date)) == said


def test_a_date_that_iso_cannot_say_is_given_in_words() -> None:
    event = Event("e", "E", "E", parse("1926~"), "a", "b")
    (node,) = of_type(jsonld(Timeline("T", (event,))), "Event")
    assert "startDate" not in node
    assert node["disambiguatingDescription"] == "about 1926"


def packed(value: dict[str, Any]) -> int:
    return len(gzip.compress(to_json(value).encode(), mtime=0))


def test_without_texts_it_is_light_enough_for_the_page(built_in: Timeline) -> None:
    light = jsonld(built_in, texts=False)
    assert not of_type(light, "Quotation")
    assert len(of_type(light, "Event")) == len(built_in.events)
    assert packed(light) < 10_000
    assert packed(jsonld(built_in)) < 25_000


def test_of_many_events_the_page_tells_the_heaviest(
    built_in: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = prepare(built_in)
    whole = str(build_page(prepared).linked_data())
    monkeypatch.setattr(page, "MOST_LINKED", 7)
    some = json.loads(str(build_page(prepared).linked_data()).partition(">")[2].partition("<")[0])
    told = [node["name"] for node in some["@graph"] if node["@type"] == "Event"]
    heaviest = prepared.table[prepared.table["rank"] < 7]
    assert set(told) == set(heaviest["title"])
    assert all(name in whole for name in told)
    (dataset,) = (node for node in some["@graph"] if node["@type"] == "Dataset")
    assert dataset["temporalCoverage"] in whole, "of the whole timeline"


def test_a_title_cannot_leave_its_script_element() -> None:
    event = Event("e", "</script><!-- x", "E", parse("1926"), "a", "b")
    text = to_json(jsonld(Timeline("T", (event,))))
    assert "<" not in text
    assert json.loads(text)["@graph"][-1]["name"] == event.title
