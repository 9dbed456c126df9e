"""Citing: Chicago notes, CSL-JSON and BibTeX, each read again by a tool that reads it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import browser_parts
import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc import formatter as formatters
from citeproc.source.json import CiteProcJSON
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page
from pybtex.database import parse_string
from pybtex.richtext import Text

import timeline
from timeline.dates import parse
from timeline.exchange.annotations import annotation, collection
from timeline.exchange.bibtex import ESCAPES
from timeline.exchange.citations import (
    Reading,
    bibliography,
    bibtex,
    bibtex_list,
    chicago,
    citations,
    csl,
    csl_list,
    quoted,
)
from timeline.model import Event, Excerpt, Kind, Lane, Source, Timeline
from timeline.page.document import build_document
from timeline.prepared import prepare
from timeline.reading.load import load

ROOT = Path(__file__).parents[1]
READING = Reading("https://school.example/timeline/", "lane=germany&q=a%20b", "2026-03-09")


@pytest.fixture(scope="module")
def built_in() -> Timeline:
    return timeline.load(ROOT / "data" / "events.yaml")


def source(title: str = "On Dates", date: str = "", **more: Any) -> Source:
    return Source("s", title, title, date=parse(date) if date else None, **more)


CONTAINER = {"container": "Gazette", "url": "https://example.org/a"}
NOTES = {
    "a book": (
        source(author="Leon Trotsky", date="1937"),
        "Leon Trotsky, On Dates (1937).",
    ),
    "a book of two, one inverted": (
        source(author="Carr, E. H.; R. W. Davies", date="1969"),
        "E. H. Carr and R. W. Davies, On Dates (1969).",
    ),
    "an entry whose year is a guess": (
        source(genre="reference", author="Carl A. Linden", container="Encyclopedia", date="2004?"),
        "Carl A. Linden, “On Dates,” in Encyclopedia ([2004?]).",
    ),
    "an article in a journal": (
        source(container="Gazette, vol. XIV, no. 20, pp. 4-5", date="1930"),
        "“On Dates,” Gazette 14, no. 20 (1930): 4–5.",
    ),
    "an article in a weekly": (
        source(container="Gazette, vol. XIV, no. 20, pp. 4-5", date="1930-05-17"),
        "“On Dates,” Gazette, May 17, 1930, 4–5.",
    ),
    "an article with a number alone": (
        source(container="Gazette, no. 20", date="1930-05"),
        "“On Dates,” Gazette, no. 20 (May 1930).",
    ),
    "pages alone": (
        source(container="Gazette, pp. 3–4", date="1930-05"),
        "“On Dates,” Gazette, May 1930, 3–4.",
    ),
    "a newspaper": (
        source(container="The Times (London)", date="1926-05-04"),
        "“On Dates,” The Times (London), May 4, 1926.",
    ),
    "a page without a date": (
        source(**CONTAINER),
        "“On Dates,” Gazette, n.d., https://example.org/a.",
    ),
    "a page of about a year, perhaps": (
        source(**CONTAINER, date="1930%"),
        "“On Dates,” Gazette, [ca. 1930?], https://example.org/a.",
    ),
    "an author that nobody knows": (
        source(author="Unknown; author not located", **CONTAINER),
        "“On Dates,” Gazette, n.d., https://example.org/a.",
    ),
    "a body as the author": (
        source(author="Ministry of Trade and Industry", **CONTAINER),
        "Ministry of Trade and Industry, “On Dates,” Gazette, n.d., https://example.org/a.",
    ),
    "a text without a title": (
        source("A tract on dates (no title in the text received)"),
        "A tract on dates [no title in the text received], n.d.",
    ),
    "an editor's remark on the container": (
        source(container="A pamphlet (in all likelihood)"),
        "“On Dates,” in A pamphlet [in all likelihood] (n.d.).",
    ),
    "quotation marks in a title": (
        source("What “is” a date?", container="A pamphlet"),
        "“What ‘is’ a date?,” in A pamphlet (n.d.).",
    ),
    "a date in words": (
        source(date="192X"),
        "“On Dates,” 1920s.",
    ),
    "years before the common era": (
        source(date="-0043"),
        "“On Dates,” 44 BCE.",
    ),
    "nothing but a title": (source(), "“On Dates,” n.d."),
}


@pytest.mark.parametrize(("cited", "note"), NOTES.values(), ids=NOTES)
def test_chicago_note_of(cited: Source, note: str) -> None:
    assert chicago(cited) == note


WORDS = st.text(st.sampled_from('Ab .,;()–“”"-V3') | st.characters(codec="utf-8"), max_size=20)
PHRASES = st.lists(WORDS | st.sampled_from([", vol. IV", ", no. 3", ", pp. 4-5", " and ", "; "]))
FIELDS = PHRASES.map("".join)


@settings(deadline=None, max_examples=300)
@given(
    FIELDS.filter(str.strip),
    FIELDS,
    FIELDS,
    st.sampled_from(["", "1930", "1930-05-17", "192X", ".."]),
)
def test_whatever_the_fields_hold_a_note_is_one_closed_sentence(
    title: str, author: str, container: str, date: str
) -> None:
    cited = source(title, "1930/.." if date == ".." else date, author=author, container=container)
    note = chicago(cited)
    assert note.endswith(".")
    assert note[0] != " "
    assert csl(cited)["title"]
    assert bibtex(cited).startswith("@")


SPEAKERS = {
    "": "“On Dates,” n.d.",
    "Lenin": "Lenin, quoted in “On Dates,” n.d.",
    "Lenin, quoted by chapter 6 without reference": "Lenin, quoted in “On Dates,” n.d.",
    "Lenin, paraphrased by chapter 6": "Lenin, paraphrased in “On Dates,” n.d.",
    "Trotsky, quoted without source": "Trotsky, quoted in “On Dates,” n.d.",
    "Trotsky, “later”, quoted by it": "Trotsky, “later,” quoted in “On Dates,” n.d.",
    "Pravda, 8 March 1930, in the preface": "Pravda, 8 March 1930, quoted in “On Dates,” n.d.",
}


@pytest.mark.parametrize(("speaker", "note"), SPEAKERS.items())
def test_a_voice_within_the_source_is_quoted_in_it(speaker: str, note: str) -> None:
    assert chicago(source(), Excerpt("s", "words", speaker=speaker)) == note


def test_a_description_in_place_of_a_title_begins_small_after_quoted_in() -> None:
    tract = source("A tract (no title)")
    assert chicago(tract, Excerpt("s", "words", speaker="Lenin")) == (
        "Lenin, quoted in a tract [no title], n.d."
    )


def test_every_source_of_the_file_has_a_note_that_is_one_sentence(built_in: Timeline) -> None:
    for cited in built_in.sources:
        note = chicago(cited)
        assert note.endswith(".")
        assert not note.endswith("..")
        assert ", ," not in note
        assert "Unknown" not in note


def test_the_list_of_an_event_begins_with_the_event_in_the_timeline(built_in: Timeline) -> None:
    event = next(event for event in built_in.events if event.id == "general-strike")
    own, *rest = bibliography(built_in, [event], READING)
    assert own == (
        f"“{event.title},” in The Permanent Revolution, interactive timeline, accessed March 9, "
        "2026, https://school.example/timeline/?event=general-strike."
    )
    assert rest == [chicago(cited) for cited in quoted(built_in, [event])]
    assert rest


def test_the_list_of_a_view_begins_with_its_address(built_in: Timeline) -> None:
    own, *rest = bibliography(built_in, None, READING)
    assert own == (
        "The Permanent Revolution, interactive timeline, accessed March 9, 2026, "
        "https://school.example/timeline/?lane=germany&q=a%20b."
    )
    assert len(rest) == len(quoted(built_in))


# ---- CSL-JSON ----


def rendered(items: list[dict[str, Any]]) -> list[str]:
    """The items as a CSL processor sets them, in a style that it brings along."""
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatters.plain)
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    return [str(line) for line in bibliography.bibliography()]


def test_a_csl_processor_reads_every_item(built_in: Timeline) -> None:
    items = csl_list(built_in, None, READING)
    lines = "\n".join(rendered(items))
    assert len(items) == len(quoted(built_in)) + 1
    assert "Linden, C.A. (2004) “Permanent Revolution”, Encyclopedia" in lines
    assert "The Militant, 17 May, pp. 4–5" in lines
    assert "Wikipedia contributors (no date)" in lines
    assert "(Accessed: March 9, 2026)" in lines


def test_csl_dates_have_as_many_parts_as_are_known() -> None:
    def issued(date: str) -> Any:
        return csl(source(date=date)).get("issued")

    assert issued("1930-05-17") == {"date-parts": [[1930, 5, 17]]}
    assert issued("1930-05") == {"date-parts": [[1930, 5]]}
    assert issued("2004?") == {"date-parts": [[2004]], "circa": True}
    assert issued("1929/1931-02~") == {"date-parts": [[1929], [1931, 2]], "circa": True}
    assert issued("192X") == {"literal": "1920s"}
    assert issued("") is None


def test_csl_marks_a_missing_title_and_keeps_the_licence() -> None:
    item = csl(source("A tract (no title)", licence="In copyright"))
    assert item["title"] == "[A tract]"
    assert item["note"] == "no title. Licence: In copyright"


# ---- BibTeX ----


def test_bibtex_is_read_by_a_bibtex_reader(built_in: Timeline) -> None:
    database = parse_string(bibtex_list(built_in, None, READING), "bibtex")
    assert list(database.entries) == ["timeline", *(cited.id for cited in quoted(built_in))]
    trotsky = database.entries["trotsky"]
    assert str(trotsky.persons["author"][0]) == "Trotsky, L. D."
    assert trotsky.fields["year"] == "1930"
    assert trotsky.fields["month"] == "May"
    assert trotsky.fields["pages"] == "4--5"
    assert database.entries["timeline"].fields["urldate"] == "2026-03-09"


@settings(deadline=None, max_examples=300)
@given(st.text(st.sampled_from("aÉ {}\\$#%&_~^\"@,=“”–'\n"), min_size=1))
def test_no_title_breaks_the_entry_that_holds_it(title: str) -> None:
    entry = parse_string(bibtex(source(title, author="Ann Author")), "bibtex").entries["s"]
    field = entry.fields["title"].removeprefix("{").removesuffix("}")
    for sign, escape in ESCAPES.items():
        field = field.replace(escape, sign)
    assert " ".join(field.split()) == " ".join(title.split())
    assert list(entry.fields) == ["title", "year"]


def test_what_tex_would_take_for_its_own_reads_as_typed() -> None:
    entry = parse_string(bibtex(source("Bread & roses: 100 % of _“É”_")), "bibtex").entries["s"]
    assert str(Text.from_latex(entry.fields["title"])) == "Bread & roses: 100 % of _“É”_"


def test_a_source_named_timeline_keeps_its_key() -> None:
    own = replace(source(), id="timeline")
    event = Event("e", "E", "E", parse("1900"), "a", "b", excerpts=(Excerpt("timeline", "x"),))
    t = Timeline("T", (event,), sources=(own,))
    assert [item["id"] for item in csl_list(t)] == ["this-timeline", "timeline"]


# ---- in the browser ----


@pytest.fixture
def cite(page: Page) -> Callable[..., dict[str, str]]:
    browser_parts.add(page, "base/dom", "share/save", "telling/told", "share/cite")

    def texts(document: dict[str, Any], what: str) -> Any:
        given = {"doc": document, "reading": {key: getattr(READING, key) for key in KEYS}}
        return page.evaluate(f"({{ doc, reading }}) => {{ {what} }}", given)

    return texts


KEYS = ("address", "query", "accessed")


def with_citations(t: Timeline) -> dict[str, Any]:
    return build_document(prepare(t)) | {"citations": citations(t)}


def test_the_browser_cites_every_excerpt_as_python_does(
    built_in: Timeline, cite: Callable[..., Any]
) -> None:
    made = cite(
        with_citations(built_in),
        """return Object.fromEntries(doc.columns.id.map((event, i) => [event,
            (doc.events[i].excerpts || []).map((excerpt) =>
                timelineParts.cite.texts(doc, { event, excerpt, ...reading }))]));""",
    )
    sources = {cited.id: cited for cited in built_in.sources}
    for event in built_in.events:
        assert len(made[event.id]) == len(event.excerpts)
        for texts, excerpt in zip(made[event.id], event.excerpts, strict=True):
            cited = sources[excerpt.source]
            assert texts["chicago"] == chicago(cited, excerpt)
            assert texts["bibtex"] == bibtex(cited) + "\n"
            assert json.loads(texts["csl"]) == [csl(cited)]
            made_annotation = json.loads(texts["annotation"])
            assert made_annotation == annotation(excerpt, event, built_in, READING)
            assert excerpt.exact in texts["plain"]


def hostile() -> Timeline:
    cited = Source("s", "T", "T", url="https://example.org/ü", date=parse("1930"))
    bare = replace(cited, id="bare", url="")
    excerpts = (
        Excerpt("s", "𝔘nicode 😀 words", at=3, before="it said “", after=", then"),
        Excerpt("bare", "more", before="so", after="and", speaker="A, “b”, quoted by c"),
    )
    title = '“A” {b} \\c ~ 100 % & $ # _ ^ "d"'
    event = Event("e", title, "E", parse("1923~"), "a", "b", excerpts=excerpts)
    lanes, kinds = (Lane("a", "A", "A"),), (Kind("b", "B", "disc", "ink"),)
    return Timeline(f"On {title}", (event,), sources=(cited, bare), lanes=lanes, kinds=kinds)


TOLD = Path(__file__).with_name("told.yaml")  # sources that disagreements and arrows alone quote


@pytest.mark.parametrize(
    "make",
    [lambda t: t, lambda _: hostile(), lambda _: load(TOLD)],
    ids=["built-in", "hostile", "told"],
)
def test_the_browser_cites_events_and_views_as_python_does(
    built_in: Timeline, cite: Callable[..., Any], make: Callable[[Timeline], Timeline]
) -> None:
    t = make(built_in)
    document = with_citations(t)
    made = cite(
        document,
        """return { view: timelineParts.cite.texts(doc, { ...reading }), events: doc.columns.id.map(
            (event) => timelineParts.cite.texts(doc, { event, ...reading })) };""",
    )
    by_id = {event.id: event for event in t.events}
    ordered = [by_id[id_] for id_ in document["columns"]["id"]]
    chosen = [[event] for event in ordered]
    for texts, events in [*zip(made["events"], chosen, strict=True), (made["view"], ordered)]:
        assert texts["chicago"].splitlines() == list(bibliography(t, events, READING))
        assert texts["bibtex"] == bibtex_list(t, events, READING)
        assert json.loads(texts["csl"]) == csl_list(t, events, READING)
        assert json.loads(texts["annotation"]) == collection(t, events, READING)


def test_a_text_is_downloaded_as_a_file(page: Page, cite: Callable[..., Any]) -> None:
    with page.expect_download() as download:
        page.evaluate("timelineParts.cite.download('a.bib', '@misc{é}', 'application/x-bibtex')")
    assert download.value.suggested_filename == "a.bib"
    assert Path(download.value.path()).read_text("utf-8") == "@misc{é}"


def test_in_a_sandboxed_frame_the_text_is_shown_selected(page: Page) -> None:
    scripts = browser_parts.tags("base/dom", "share/save", "share/cite")
    page.set_content('<iframe sandbox="allow-scripts" width="600" height="400"></iframe>')
    page.eval_on_selector("iframe", "(frame, html) => { frame.srcdoc = html; }", scripts)
    frame = page.frame_locator("iframe")
    frame.locator("body").wait_for(state="attached")
    inner = next(frame for frame in page.frames if frame.parent_frame)
    inner.wait_for_function("window.timelineParts !== undefined")
    said = inner.evaluate(
        "timelineParts.cite.download('a.bib', '@misc{x}', 'application/x-bibtex')"
    )
    assert said == "shown"
    area = frame.get_by_role("dialog", name="a.bib").get_by_role("textbox")
    assert area.input_value() == "@misc{x}"
    selected = "(area) => area.value.slice(area.selectionStart, area.selectionEnd)"
    assert area.evaluate(selected) == "@misc{x}"
    frame.get_by_role("button", name="Close").click()
    assert frame.get_by_role("dialog").count() == 0
