"""Web Annotations: what the model requires, and that the words are where they are said to be."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from pyld import jsonld

import timeline
from timeline.addresses import Reading
from timeline.dates import parse
from timeline.exchange.annotations import CONTEXT, annotation, collection
from timeline.exchange.bibliography import text_name
from timeline.model import Event, Excerpt, Source, Timeline
from timeline.telling.quotations import context

ROOT = Path(__file__).parents[1]
SOURCES = Path(os.environ.get("TIMELINE_SOURCES", ROOT.parent / "shared" / "sources"))
READING = Reading("https://school.example/timeline/")

# Of the context at http://www.w3.org/ns/anno.jsonld, the terms that are used here.
OA, AS, DC = (
    "http://www.w3.org/ns/oa#",
    "http://www.w3.org/ns/activitystreams#",
    "http://purl.org/dc/",
)
ANNO = {
    "id": "@id",
    "type": "@type",
    "Annotation": f"{OA}Annotation",
    "SpecificResource": f"{OA}SpecificResource",
    "TextualBody": f"{OA}TextualBody",
    "TextQuoteSelector": f"{OA}TextQuoteSelector",
    "TextPositionSelector": f"{OA}TextPositionSelector",
    "Text": f"{DC}dcmitype/Text",
    "Software": f"{AS}Application",
    "AnnotationCollection": f"{AS}OrderedCollection",
    "AnnotationPage": f"{AS}OrderedCollectionPage",
    "linking": f"{OA}linking",
    "describing": f"{OA}describing",
    "motivation": {"@id": f"{OA}motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": f"{OA}hasPurpose", "@type": "@vocab"},
    "body": {"@id": f"{OA}hasBody", "@type": "@id"},
    "target": {"@id": f"{OA}hasTarget", "@type": "@id"},
    "source": {"@id": f"{OA}hasSource", "@type": "@id"},
    "selector": {"@id": f"{OA}hasSelector", "@type": "@id"},
    "exact": f"{OA}exact",
    "prefix": f"{OA}prefix",
    "suffix": f"{OA}suffix",
    "start": f"{OA}start",
    "end": f"{OA}end",
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "format": f"{DC}elements/1.1/format",
    "language": f"{DC}elements/1.1/language",
    "generator": {"@id": f"{AS}generator", "@type": "@id"},
    "homepage": {"@id": "http://xmlns.com/foaf/0.1/homepage", "@type": "@id"},
    "name": "http://xmlns.com/foaf/0.1/name",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "total": f"{AS}totalItems",
    "first": {"@id": f"{AS}first", "@type": "@id"},
    "startIndex": f"{AS}startIndex",
    "items": {"@id": f"{AS}items", "@type": "@id", "@container": "@list"},
}


@pytest.fixture(scope="module")
def built_in() -> Timeline:
    return timeline.load(ROOT / "data" / "events.yaml")


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object within a JSON value."""
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from objects(item)
    elif isinstance(value, list):
        for item in value:
            yield from objects(item)


def items(value: dict[str, Any]) -> list[dict[str, Any]]:
    return value["first"]["items"]


def test_each_annotation_has_what_the_model_requires(built_in: Timeline) -> None:
    made = items(collection(built_in, None, READING))
    assert len(made) == sum(len(event.excerpts) for event in built_in.events)
    for item in made:
        assert urlsplit(item["id"]).scheme == "https"
        assert item["type"] == "Annotation"
        assert item["motivation"] == "linking"
        assert item["target"]
        for target in item["target"]:
            selectors = target["selector"]
            for selector in selectors if isinstance(selectors, list) else [selectors]:
                assert selector["type"] in ("TextQuoteSelector", "TextPositionSelector")
        for body in item["body"]:
            assert ("source" in body) == (body["type"] == "SpecificResource")
            assert ("value" in body) == (body["type"] == "TextualBody")


def test_no_two_annotations_share_an_id(built_in: Timeline) -> None:
    ids = [item["id"] for item in items(collection(built_in, None, READING))]
    assert len(set(ids)) == len(ids)


def test_the_body_opens_the_event_and_says_what_it_is(built_in: Timeline) -> None:
    event = next(event for event in built_in.events if event.id == "general-strike")
    linking, describing = annotation(event.excerpts[0], event, built_in, READING)["body"]
    assert linking["source"] == "https://school.example/timeline/?event=general-strike"
    assert describing["value"] == f"{event.title} (4–12 May 1926)"


def test_a_collection_counts_its_annotations_and_embeds_its_page(built_in: Timeline) -> None:
    made = collection(built_in, built_in.events[:3], READING)
    assert made["@context"] == CONTEXT
    assert made["type"] == "AnnotationCollection"
    assert made["first"]["type"] == "AnnotationPage"
    assert made["total"] == len(items(made)) > 0
    assert not any("@context" in item for item in items(made))


def test_a_collection_of_nothing_has_no_page() -> None:
    made = collection(Timeline("T", (Event("e", "E", "E", parse("1900"), "a", "b"),)))
    assert made["total"] == 0
    assert "first" not in made


def test_json_ld_loses_nothing_of_a_collection(built_in: Timeline) -> None:
    made = collection(built_in, None, READING)

    def load(url: str, options: dict[str, Any]) -> dict[str, Any]:
        assert url == CONTEXT
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": ANNO}}

    expanded = jsonld.expand(made, {"documentLoader": load})
    named = [value for value in objects(expanded) if f"{OA}exact" in value]
    assert len(named) == sum("exact" in value for value in objects(made))
    used = {key for value in objects(made) for key in value} - {"@context"}
    assert used <= set(ANNO)
    assert all(":" in type_ for value in objects(expanded) for type_ in value.get("@type", []))


@pytest.mark.skipif(not SOURCES.is_dir(), reason="no texts to look into")
def test_selectors_find_the_words_in_the_texts(built_in: Timeline) -> None:
    texts: dict[str, str] = {}
    for source in built_in.sources:
        content = (SOURCES / source.file).read_bytes()
        assert hashlib.sha256(content).hexdigest() == source.sha256
        texts[text_name(source)] = content.decode("utf-8")
    found = 0
    for item in items(collection(built_in, None, READING)):
        for target in item["target"]:
            if not isinstance(target["source"], dict):
                continue
            quote, position = target["selector"]
            text = texts[target["source"]["id"]]
            assert text[position["start"] : position["end"]] == quote["exact"]
            context = quote.get("prefix", "") + quote["exact"] + quote.get("suffix", "")
            assert " ".join(context.split()) in " ".join(text.split()), item["id"]
            found += 1
    assert found == sum(len(event.excerpts) for event in built_in.events)


EVENT = Event("e", "E", "E", parse("1923"), "a", "b")


def targets(source: Source, excerpt: Excerpt) -> list[dict[str, Any]]:
    t = Timeline("T", (EVENT,), sources=(source,))
    made = annotation(
        excerpt, Event("e", "E", "E", parse("1923"), "a", "b", excerpts=(excerpt,)), t
    )
    return made["target"]


def test_an_offset_is_said_of_the_text_it_counts_in_and_not_of_the_page() -> None:
    sha256 = hashlib.sha256(b"text").hexdigest()
    page, text = targets(
        Source("s", "S", "S", url="https://example.org/", sha256=sha256), Excerpt("s", "😀 x", 7)
    )
    assert page["source"] == "https://example.org/"
    assert page["selector"] == {"type": "TextQuoteSelector", "exact": "😀 x"}
    # RFC 6920 has an example of this form; 32 bytes are 43 letters of base64url
    assert re.fullmatch(r"ni:///sha-256;[\w-]{43}", text["source"]["id"])
    assert text["selector"][1] == {"type": "TextPositionSelector", "start": 7, "end": 10}


def test_a_text_is_named_as_rfc_6920_names_it() -> None:
    # section 8.1: the name of the bytes "Hello World!"
    source = Source("s", "S", "S", sha256=hashlib.sha256(b"Hello World!").hexdigest())
    assert text_name(source) == "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk"


def test_a_source_without_address_and_text_is_named_within_the_timeline() -> None:
    (only,) = targets(Source("s", "S", "S"), Excerpt("s", "words"))
    assert only["source"] == "#source-s"


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("He said", "and left", "He said |words| and left"),
        ("He said “", ", and left", "He said “|words|, and left"),
        ("He—", "—left", "He—|words|—left"),
        ("He –", "– left", "He – |words| – left"),
        ("", "", "|words|"),
    ],
)
def test_context_joins_the_words_as_print_does(before: str, after: str, joined: str) -> None:
    excerpt = Excerpt("s", "words", before=before, after=after)
    prefix, suffix = context(excerpt)
    assert f"{prefix}|words|{suffix}" == joined
