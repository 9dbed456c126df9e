"""What is told of an event is told in the same words on every surface (tests/told.yaml)."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect
from pptx import Presentation
from ready import standing
from serving import EVENTS, Site, served

from timeline import figure
from timeline.cli import main
from timeline.exchange.annotations import collection
from timeline.exchange.citations import quoted
from timeline.exchange.export import WRITERS, select
from timeline.model import Citation, Disagreement, EditorClaim, Event, Excerpt, Timeline
from timeline.page.document import build_document
from timeline.prepared import prepare
from timeline.publishing.event_page import EventPages
from timeline.reading.load import load, read
from timeline.telling import (
    arrows,
    credits,
    disagreements,
    drawn,
    licence,
    punctuation,
    quotations,
    speaking,
    works,
)
from timeline.views.search import fold, haystacks

TOLD = Path(__file__).with_name("told.yaml")

# What tells all of an event; what lists events; what passes through a lesson. The handout and the
# worksheet name a source by its letter.
WHOLE = frozenset({"panel", "event page", "handout", "notes", "markdown", "json"})
QUOTING = frozenset({"panel", "event page", "handout"})  # in full, with what stands at a card
AROUND = QUOTING | {"annotation"}  # with the words around a quotation
STAGE = frozenset({"stage", "presenter"})
LISTS = frozenset({"chronicle", "key", "order", "chart"})
SWITCHED = frozenset({"chronicle", "panel", "handout", "key", "stage", "presenter", "order"})
EXPORTED = frozenset({"notes", "markdown", "json", "csv", "timelinejs"})


class Told(NamedTuple):
    """Words that stand on some surfaces where an event is told. "A|B": one or the other."""

    event: str
    words: str
    on: frozenset[str] = WHOLE


CASES = [
    # when it was, and how that is known
    Told("arrival", "New Style 16 April 1917", QUOTING | STAGE | EXPORTED),
    Told("arrival", "Old Style 3 April 1917", QUOTING | STAGE | EXPORTED),
    Told("arrival", "16 April 1917", LISTS),
    Told("arrival", "as a text states it", frozenset({"stage"})),
    Told(
        "arrival",
        "Date stated in a text by Old Style, converted here to the other calendar.",
        WHOLE | {"presenter", "timelinejs"},
    ),
    Told("arrival", "Works: Carr 1954.", WHOLE | {"presenter"}),
    Told("arrival", "The texts: April 3, 1917.", WHOLE | {"presenter"}),
    Told("arrival", "The paper names the calendar nowhere.", WHOLE | {"presenter"}),
    Told("strike", "4–12 May 1926", WHOLE | STAGE | EXPORTED | LISTS),
    Told(
        "strike",
        "Days supplied: Carr 1954, pp. 212–214; not looked up: Broué 1988, ch. 46.",
        WHOLE | {"presenter"},
    ),
    Told("strike", "days supplied · sources disagree", frozenset({"stage"})),
    Told("pact", "Month supplied: Broué 1988, not looked up.", WHOLE | {"presenter"}),
    Told("silence", "Year supplied by the editors; no work is named.", WHOLE | {"presenter"}),
    Told("rumour", "1923, doubtful", WHOLE | STAGE | EXPORTED | {"chronicle", "key", "chart"}),
    Told("rumour", "Date inferred from a text.", WHOLE | {"presenter"}),
    Told("bare", "1930–1935", WHOLE | STAGE | EXPORTED | LISTS),
    # names, people, works
    Told("arrival", "The coming"),
    Told("arrival", "Joseph Stalin"),
    Told("arrival", "Vladimir Lenin"),
    Told("arrival", "People named here", WHOLE - {"json"}),
    Told("arrival", "People added by the editors", WHOLE - {"json"}),
    Told("strike", "E. H. Carr, The Interregnum (London: Macmillan, 1954)."),
    Told("strike", "Pierre Broué, Trotsky (1988). Not looked up."),
    # who speaks, in what sort of text, of when
    Told("arrival", "Stalin, letter to a friend, quoted"),
    Told("arrival", "essay · written 1950, printed 1955", QUOTING),
    Told("arrival", "primary source · printed 17 May 1930", QUOTING | {"stage"}),
    Told("arrival", "Stalin, letter to a friend, quoted in The book", frozenset({"jsonld"})),
    Told("strike", "partisan account · date of writing not known", QUOTING | {"stage"}),
    Told("rumour", "anonymous post · written 2004, doubtful", QUOTING | {"stage"}),
    Told("rumour", "Our translation from the Russian."),
    Told("arrival", "The spelling is the book’s.", WHOLE - {"notes"}),
    Told("arrival", "gives the date as May 1917|May 1917", WHOLE - {"notes"}),
    Told("rumour", "not checked here", QUOTING | {"worksheet"}),
    Told("silence", "No source in this collection speaks of this event."),
    Told("silence", "no source in this collection", frozenset({"stage"})),
    # quoted where accounts differ alone, or for an arrow alone; words that end in marks
    Told("asked", "The texts: Why? the year is that of the letter.", WHOLE | {"presenter"}),
    Told("asked", "Also known as: The “Question”?|The “Question”?"),
    Told("asked", "Martin Luther King Jr."),
    Told(
        "asked",
        "The letter: No! “nobody|Source A: No! “nobody|Source A: No! nobody",
    ),
    Told("asked", "Works: Carr 1954."),
    Told("pointed", "“much like it"),
    Told("pointed", "Was it asked?"),
    # the words around a quotation
    Told("bare", "he said: “the first words”, and left", AROUND),
    Told("bare", "er schrieb »the second words« und ging", AROUND),
    Told("bare", "it was (the third words) so", AROUND),
    Told("bare", "a pact – the fourth words – the first", AROUND),
    Told("bare", "the Hitler–the fifth words-like pact", AROUND),
    Told("bare", "كتب: «الكلمات»، ثم", AROUND),
    Told("bare", "a “yes” the seventh words “no” to it", AROUND),
    # where accounts differ
    Told("strike", "Sources disagree: did it confirm the theory?"),
    Told(
        "strike",
        "Stalin, quoted in The leaf: No: it refuted it. “its|"
        "Stalin, quoted in Source C: No: it refuted it. “its",
    ),
    Told("strike", "The leaf: Yes, in all points. “it|Source C: Yes, in all points. “it"),
    Told("strike", "Stalin, quoted in The leaf", STAGE),
    Told("rumour", "In the words of", frozenset({"key"})),
    Told("pact", "The text and the record differ about its date."),
    Told("pact", "Editor: Agreed in April 1925 (Broué 1988, p. 88, not looked up)."),
    Told("pact", "Agreed in April 1925.", STAGE),
    Told("pact", "Editor: Broué 1988, p. 88, not looked up", STAGE),
    Told("pact", "Editor: Broué , p. 88, not looked up", frozenset({"worksheet"})),
    Told("pact", "the text and the record differ", frozenset({"stage"})),
    Told("rumour", "The text and the record differ about whether it was so."),
    Told("rumour", "The post: “it never was|Source A: “it never was"),
    Told("rumour", "Editor: Nobody else knows of it (the silence of the papers)."),
    # arrows
    Told(
        "strike",
        "Trotsky, quoted in The leaf, says: “the real|Trotsky, quoted in Source C, says: “the real",
    ),
    Told("strike", "The paper says otherwise: “it was|Source B says otherwise: “it was"),
    Told("strike", "(contested)"),
    Told("strike", "The leaf gives no proof: Carr 1954."),
    Told("strike", "is blamed for the outcome:|has its outcome blamed on"),
    Told("strike", "refers to"),
    Told("pact", "sets aside, it is claimed,|is set aside, it is claimed, by"),
    Told(
        "pact",
        "The dates run the other way: “A strike” (4–12 May 1926) comes after “A pact” (April "
        "1925).",
    ),
    Told("pact", "The paper counts otherwise: Carr 1954."),
    # a step of a tour
    Told("strike", "What would the other side answer?", STAGE | {"worksheet"}),
    Told("strike", "An open question: no text here answers it", STAGE | {"worksheet"}),
    Told("pact", "When was it agreed?", STAGE | {"worksheet", "key"}),
    Told("pact", "The leaf", STAGE),
    Told("arrival", "it shows more", STAGE),
]  # fmt: skip
"""The cases, by what they are about."""

OLD_STYLE = [
    Told("arrival", "Old Style 3 April 1917", SWITCHED),
    Told("strike", "4–12 May 1926", SWITCHED),
]
"""What stands where a reader chose Old Style."""

NOWHERE = (
    "Zinnowitz",  # a word to search by
    "leadership ( the",
    "“ it shows",
    "“ the first",
    "» the second",
    "about did it",
    "?.",
    "!.",
    ": :",
    "A late event",
    "An arrow to nowhere",
    "much later",
    "about whether it was so?",
    "general knowledge",
    "3 (16)",
    "..",
    ". (Broué",
)

Surfaces = dict[str, dict[str, str]]
"""Surface → event id → what it says of it."""


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def told() -> Iterator[Site]:
    with served(TOLD) as site:
        yield site


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Surfaces:
    """What files and published pages say."""
    folder = tmp_path_factory.mktemp("told")
    for ending in ("md", "json", "csv", "timelinejs.json", "jsonld", "pptx"):
        assert main(["export", str(TOLD), str(folder / f"told.{ending}")]) == 0
    t = load(TOLD)
    events = [event for event in t.events if event.id not in dict(t.undrawn)]
    markdown = re.sub(r"\\(.)", r"\1", (folder / "told.md").read_text("utf-8"))
    works = markdown[markdown.index("## Works") :]
    records = json.loads((folder / "told.json").read_text("utf-8"))["events"]
    slides = json.loads((folder / "told.timelinejs.json").read_text("utf-8"))["events"]
    rows = csv.DictReader(io.StringIO((folder / "told.csv").read_text("utf-8-sig")))
    deck = Presentation(str(folder / "told.pptx"))
    notes = {
        slide.shapes.title.text_frame.text: slide.notes_slide.notes_text_frame.text
        for slide in deck.slides
        if slide.shapes.title is not None and slide.has_notes_slide
    }
    prepared = prepare(t)
    pages = dict(EventPages(prepared, build_document(prepared), "", "style.css").all())
    graph = json.loads((folder / "told.jsonld").read_text("utf-8"))["@graph"]
    hovers = figure(t).to_plotly_json()["data"]
    marks = next(trace for trace in hovers if trace["meta"]["role"] == "marks")
    return {
        "markdown": {
            event.id: plain(markdown.split(f"## {event.title}\n")[1].split("\n## ")[0] + works)
            for event in events
        },
        "json": {one["id"]: plain(" ".join(texts(one))) for one in records},
        "csv": {row["id"]: plain(" ".join(row.values())) for row in rows},
        "timelinejs": {one["unique_id"]: bare(" ".join(texts(one))) for one in slides},
        "jsonld": {
            event.id: plain(" ".join(texts(one)))
            for event in events
            for one in graph
            if one["@type"] == "Event" and one["name"] == event.title
        },
        "annotation": {event.id: plain(annotated(t, event)) for event in events},
        "notes": {event.id: plain(notes[event.title]) for event in events},
        "event page": {
            event.id: bare(pages[f"e/{event.id}/index.html"].split("article>")[1])
            for event in events
        },
        "chart": dict(zip(marks["ids"], map(bare, marks["customdata"]), strict=True)),
    }


def texts(value: Any) -> Iterator[str]:
    """The texts of a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


def annotated(t: Timeline, event: Event) -> str:
    """What the annotations of an event say: its name and date, and its quotations in context."""
    items = collection(t, [event]).get("first", {"items": []})["items"]
    said = ""
    for one in items:
        words = one["target"][0]["selector"]
        parts = (words.get(key, "") for key in ("prefix", "exact", "suffix"))
        said += f"{one['body'][1]['value']} {''.join(parts)} "
    return said


def bare(html: str) -> str:
    """What a reader sees of HTML."""
    quoted = html.replace("<q>", "“").replace("</q>", "”")
    spaced = re.sub(r"<(br|/p|/h\d|/li|/dt|/dd)[^>]*>", " ", quoted)
    return plain(unescape(unescape(re.sub(r"<[^>]+>", "", spaced))))


@pytest.fixture(scope="module")
def shown_words(told: Site, browser: Browser) -> Iterator[dict[str, Surfaces]]:
    """Calendar → what the page says, read off one page that goes from view to view."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = told.open(context.new_page())
    switched = sorted({case.event for case in OLD_STYLE})  # of the others the same is told
    yield {"ns": read_page(page, "ns"), "os": read_page(page, "os", switched)}
    context.close()


QUOTES = """(node) => {
    const copy = node.cloneNode(true);
    for (const one of copy.querySelectorAll("q")) one.replaceWith(`“${one.textContent}”`);
    const parts = "p, li, h1, h2, h3, dt, dd, footer, figcaption, blockquote, .sheet-asked, .title";
    for (const one of copy.querySelectorAll(parts)) one.append(" ");
    return copy.textContent;
}"""


def read_page(page: Page, calendar: str, only: list[str] | None = None) -> Surfaces:
    ids = page.evaluate("JSON.parse(document.getElementById('document').textContent).columns.id")
    whole = [event for event in ids if only is None or event in only]

    def said(selector: str) -> str:
        return plain(page.locator(selector).evaluate(QUOTES))

    def show(query: str) -> None:
        page.evaluate("query => timeline.apply(query)", f"{query}&calendar={calendar}")

    found: Surfaces = {}

    def note(surface: str, event: str, words: str) -> None:
        at = found.setdefault(surface, {})
        at[event] = f"{at.get(event, '')} {words}"

    show("view=chronicle")
    for event in ids:
        note("chronicle", event, said(f'#chronicle [data-event="{event}"]'))
    works = said("#works")
    for event in whole:
        show(f"event={event}")
        note("panel", event, f"{said('#event')} {works}")
        show(f"event={event}&mode=print")
        note("handout", event, said("#handout .sheet"))
        show(f"event={event}&mode=print&sheet=worksheet")
        note("worksheet", event, said("#handout .sheet"))
    show("tour=round&mode=print&sheet=worksheet")
    for row in page.locator(".sheet-answers > li").all():
        words = plain(row.evaluate(QUOTES))
        title = next(i for i in ids if f" {i}" in f" {words.lower()}")
        note("key", title, words)
    read_lesson(page, show, said, note)
    return found


def read_lesson(
    page: Page,
    show: Callable[[str], None],
    said: Callable[[str], str],
    note: Callable[[str, str, str], None],
) -> None:
    """The stage and the window of its speaker, through question and evidence of each step."""
    show("tour=round&mode=present")
    with page.expect_popup() as opened:
        page.keyboard.press("s")
    window = opened.value
    page.bring_to_front()
    steps = page.evaluate(
        "JSON.parse(document.getElementById('document').textContent).tours[0].steps"
    )

    def look(event: str) -> None:
        title = page.locator(".stage-title").text_content() or ""
        expect(window.locator("main h2")).to_have_text(title)
        note("stage", event, said("#present .stage-body"))
        note("presenter", event, plain(window.locator("main").evaluate(QUOTES)))

    for number, step in enumerate(steps, 1):
        show(f"tour=round&mode=present&step={number}&event={step['event']}")
        look(step["event"])
        if not step.get("question"):
            continue
        page.keyboard.press("q")
        look(step["event"])
        page.keyboard.press("q")
        while page.evaluate("document.documentElement.dataset.layer") == "evidence":
            look(step["event"])
            page.keyboard.press("ArrowRight")
            if page.locator(".stage-progress").text_content() != f"{number} of {len(steps)}":
                break
    show("tour=round&mode=present&step=1")
    page.keyboard.press("o")
    order = page.locator(".order")
    for row in order.locator("button.row").all():
        row.click()
    order.get_by_role("button", name="Check").click()
    for row in order.locator(".rows li").all():
        words = plain(row.text_content() or "")
        event = next(step["event"] for step in steps if step["event"] in words)
        note("order", event, words)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    window.close()


def missing(cases: list[Told], surface: str, event: str, said: str) -> list[str]:
    mine = [case for case in cases if case.event == event and surface in case.on]
    return [case.words for case in mine if not any(one in said for one in case.words.split("|"))]


EVENTS_TOLD = ("arrival", "strike", "pact", "silence", "rumour", "bare", "asked", "pointed")
IN_FILES = (
    "markdown", "json", "csv", "timelinejs", "jsonld", "annotation", "notes", "event page", "chart",
)  # fmt: skip
ON_THE_PAGE = ("panel", "chronicle", "handout", "worksheet", "key", "stage", "presenter", "order")


@pytest.mark.parametrize("event", EVENTS_TOLD)
@pytest.mark.parametrize("surface", IN_FILES)
def test_files_and_pages_tell_it(surface: str, event: str, written: Surfaces) -> None:
    said = written[surface][event]
    assert missing(CASES, surface, event, said) == []
    assert [words for words in NOWHERE if words in said and surface not in ("json", "csv")] == []


@pytest.mark.parametrize("event", EVENTS_TOLD)
@pytest.mark.parametrize("surface", ON_THE_PAGE)
def test_the_page_tells_it(surface: str, event: str, shown_words: dict[str, Surfaces]) -> None:
    for calendar, cases in (("ns", CASES), ("os", OLD_STYLE)):
        said = shown_words[calendar][surface].get(event, "")
        assert missing(cases, surface, event, said) == []
        assert [words for words in NOWHERE if words in said] == []


def test_every_case_is_looked_for_on_a_surface_that_is_read() -> None:
    for case in (*CASES, *OLD_STYLE):
        assert case.event in EVENTS_TOLD
        assert case.on <= {*IN_FILES, *ON_THE_PAGE}


def test_a_pointer_on_a_link_is_told_who_claims_it_and_what_is_odd(
    told: Site, new_page: Callable[..., Page]
) -> None:
    page = told.open(new_page())
    said = page.evaluate(
        """() => {
            const doc = JSON.parse(document.getElementById("document").textContent);
            const over = timelineParts.overlay(document.body);
            return doc.links.map((link) => {
                over.link(doc, { frame: { width: 900, height: 600 } }, link, 10, 10);
                return document.body.lastElementChild.textContent;
            });
        }"""
    )
    for words in ("(contested)Trotsky, quoted in The leaf, says: “the", "The dates run the other"):
        assert any(words in one for one in said)


def test_an_open_question_is_told_on_paper_in_notes_and_in_markdown(
    told: Site, new_page: Callable[..., Page], tmp_path: Path
) -> None:
    words = "What would the other side answer? (An open question: no text here answers it)"
    page = told.open(new_page(), "tour=round&mode=print")
    assert words in plain(page.locator("#handout").text_content() or "")
    for ending in ("md", "pptx"):
        out = tmp_path / f"round.{ending}"
        assert main(["export", str(TOLD), str(out), "--tour", "round"]) == 0
    assert words in (tmp_path / "round.md").read_text("utf-8")
    deck = Presentation(io.BytesIO((tmp_path / "round.pptx").read_bytes()))
    notes = [s.notes_slide.notes_text_frame.text for s in deck.slides if s.has_notes_slide]
    assert any(words in note for note in notes)


def claim(source: str, speaker: str = "") -> Excerpt:
    return Excerpt(source, "words", speaker=speaker)


@pytest.mark.parametrize(
    ("claims", "head"),
    [
        ((claim("a"), claim("b")), "Sources disagree"),
        ((claim("a"), claim("b"), EditorClaim("e")), "Sources disagree"),
        ((claim("a"), claim("a", "Stalin, quoted by a")), "Sources disagree"),
        ((claim("a"), EditorClaim("e")), "The text and the record differ"),
        ((claim("a"), claim("a"), EditorClaim("e")), "The text and the record differ"),
        ((claim("a"), claim("a")), "One text gives several answers"),
        ((EditorClaim("e"), EditorClaim("f")), "Accounts differ"),
    ],
)
def test_a_heading_says_who_differs(claims: tuple[Excerpt | EditorClaim, ...], head: str) -> None:
    assert disagreements.differ(Disagreement("e", "its date", claims)) == head


@pytest.mark.parametrize(
    ("before", "after", "told_"),
    [
        ("that Russia “", "”, he wrote", "that Russia “EXACT”, he wrote"),
        ("schrieb: „", "“, dann", "schrieb: „EXACT“, dann"),
        ("er schrieb »", "« und ging", "er schrieb »EXACT« und ging"),
        ("il écrit «", "» et", "il écrit «EXACT» et"),
        ("a «", "›", "a «EXACT›"),
        ("leadership (", ") of it", "leadership (EXACT) of it"),
        ("[", "]", "[EXACT]"),
        ('he wrote: "', '" and', 'he wrote: "EXACT" and'),
        ('he wrote "no"', '"yes" he', 'he wrote "no" EXACT "yes" he'),
        ("„Nein“", "„Ja“", "„Nein“ EXACT „Ja“"),
        ("« non »", "« oui »", "« non » EXACT « oui »"),
        ("»Nein«", "»Ja«", "»Nein« EXACT »Ja«"),
        ("a pact –", "– the first", "a pact – EXACT – the first"),
        ("a pact—", "—the first", "a pact—EXACT—the first"),
        ("the Hitler–", "-like pact", "the Hitler–EXACT-like pact"),
        ("the leaders’", "’s", "the leaders’ EXACT’s"),
        ("quoted", "quoted", "quoted EXACT quoted"),
        ("", ", etc.", "EXACT, etc."),
        ("كتب (", "، ثم", "كتب (EXACT، ثم"),
        ("كتب: «", "»؛ ثم", "كتب: «EXACT»؛ ثم"),
        ("הוא כתב „", "” ואז", "הוא כתב „EXACT” ואז"),
        ("אנטי־", "ואז", "אנטי־EXACT ואז"),
        ("他写道「", "」。", "他写道「EXACT」。"),
    ],
)
def test_context_joins_its_quotation(before: str, after: str, told_: str) -> None:
    lead, rest = quotations.context(Excerpt("a", "EXACT", before=before, after=after))
    assert f"{lead}EXACT{rest}" == told_


CLOSED = {
    "he came": "he came.",
    "Was it so?": "Was it so?",
    "Martin Luther King Jr.": "Martin Luther King Jr.",
    "say «yes.»": "say «yes.»",
    "say «yes»": "say «yes».",
    "« Non ! »": "« Non ! »",
    "„Ja.“": "„Ja.“",
    "»Ja!«": "»Ja!«",
    "he said ‘yes.’": "he said ‘yes.’",
    "A… [sic.]": "A… [sic.]",
    "a word [sic]": "a word [sic].",
    "(he came.)": "(he came.)",
    "he said “no” (why?)": "he said “no” (why?)",
    "good。」": "good。」",
    "《好！》": "《好！》",
    "لماذا؟": "لماذا؟",
    "x…": "x…",
    "यह।": "यह।",
}
"""Text, and the same as a sentence."""


@pytest.mark.parametrize("text", CLOSED)
def test_a_sentence_is_closed_by_its_own_mark_or_a_full_stop(text: str) -> None:
    assert punctuation.closed(text) == CLOSED[text]
    assert punctuation.closed(CLOSED[text]) == CLOSED[text]


def test_the_browser_closes_sentences_alike(told: Site, new_page: Callable[..., Page]) -> None:
    found = told.open(new_page()).evaluate(
        """(texts) => {
            const doc = JSON.parse(document.getElementById("document").textContent);
            return texts.map((text) => timelineParts.told.closed(doc, text));
        }""",
        list(CLOSED),
    )
    assert found == list(CLOSED.values())


@pytest.mark.parametrize(
    ("said", "told_"),
    [
        ("", "Works: Carr 1954."),
        ("The leaf gives no proof", "The leaf gives no proof: Carr 1954."),
        ("The leaf gives no proof.", "The leaf gives no proof: Carr 1954."),
        ("Was it so?", "Was it so? Works: Carr 1954."),
        ("He says “no.”", "He says “no.” Works: Carr 1954."),
    ],
)
def test_works_follow_what_the_editors_say_of_an_arrow(said: str, told_: str) -> None:
    t = load(TOLD)
    link = next(link for link in t.links if link.works)
    assert arrows.note(t, replace(link, note=said)) == told_
    assert arrows.note(t, replace(link, note=said, works=())) == (
        punctuation.closed(said) * bool(said)
    )


def test_an_arrow_to_an_event_that_is_not_drawn_names_no_work() -> None:
    told_ = prepare(load(TOLD))
    assert told_.timeline.undrawn
    named = {work.id for works in told_.works.values() for work in works}
    assert named == {"carr-1954", "broue-1988"}


@pytest.mark.parametrize("path", [TOLD, EVENTS], ids=["told", "built-in"])
def test_no_event_is_silent_of_which_its_own_part_of_the_document_quotes(path: Path) -> None:
    document = build_document(prepare(load(path)))
    silent = 0
    for i, event in enumerate(document["events"]):
        arrows_ = [link for link in document["links"] if i in (link["from"], link["to"])]
        assert ("exact" in json.dumps([event, arrows_])) != ("silence" in event)
        silent += "silence" in event
    assert silent


LISTED = {
    "asked": {"letter", "diary"},
    "pointed": {"diary"},
    "silence": set(),
    "pact": {"book", "paper", "leaf"},
    "rumour": {"post"},
}
"""Events, and all that speak of each."""


@pytest.mark.parametrize("event", LISTED)
def test_a_file_lists_the_sources_that_it_quotes_of_an_event(event: str, tmp_path: Path) -> None:
    t = load(TOLD)
    only = tuple(one for one in t.events if one.id == event)
    chosen = replace(select(prepare(t).see()), timeline=replace(t, events=only))

    def named(text: object) -> set[str]:
        plain_ = re.sub(r"\\(.)", r"\1", str(text))
        return {source.id for source in t.sources if source.title in plain_}

    assert {source.id for source in quoted(t, only)} == LISTED[event]
    assert named(str(WRITERS[".md"](chosen)).split("## Sources\n")[1]) == LISTED[event]
    assert named(json.loads(WRITERS[".json"](chosen))["sources"]) == LISTED[event]
    assert named(WRITERS[".bib"](chosen)) == LISTED[event]
    prepared = chosen.prepared
    page = dict(EventPages(prepared, build_document(prepared), "", "style.css").all())
    assert named(page[f"e/{event}/index.html"].split("<footer>")[1]) == LISTED[event]
    # TimelineJS tells of an event what is quoted on it, and lists no more
    slides = json.loads(WRITERS[".timelinejs.json"](chosen))
    assert named(slides["title"]) == {excerpt.source for excerpt in only[0].excerpts}


OWN = "{editor: So it was., basis: the papers}"
SAYS = "{source: s, exact: so}"


@pytest.mark.parametrize(
    ("keys", "quoted_"),
    [
        ("", False),
        (f"disagreements: [{{event: a, about: it, claims: [{OWN}, {OWN}]}}]", False),
        (f"disagreements: [{{event: a, about: it, claims: [{OWN}, {SAYS}]}}]", True),
        (f"links: [{{from: a, to: b, relation: then, claims: [{SAYS}]}}]", True),
        (f"links: [{{from: a, to: late, relation: then, claims: [{SAYS}]}}]", False),
    ],
)
def test_quotations_are_their_owners_wherever_they_stand(keys: str, quoted_: bool) -> None:
    text = f"""
timeline: {{title: T, range: 1900/1950, licence: CC BY 4.0}}
sources: [{{id: s, title: S}}]
events:
  - {{id: a, title: A, date: 1920}}
  - {{id: b, title: B, date: 1930}}
  - {{id: late, title: Late, date: 1990}}
{keys}
"""
    t = read(text.encode(), "x.yaml")
    assert ("owners" in licence.line(t)) == quoted_
    assert bool(speaking.by_event(t).get("a", speaking.NOTHING).all) == quoted_


ONE = """
timeline: {title: One, range: 1900/1950}
sources: [{id: s, title: S, file: s.txt, part: [0, 9]}]
events:
  - {id: a, title: A, date: 1920, excerpts: [{source: s, exact: words, at: 0}]}
  - {id: late, title: Late, date: 1990}
tours: [{id: t, title: T, minutes: 1, steps: [{event: a, say: Look.}]}]
"""
SEVERAL = re.compile(
    r"(?<![\d,.])1 (steps|minutes|excerpts|events|sources|lanes|files|links|tours)\b"
)


def test_one_of_a_thing_is_told_as_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], new_page: Callable[..., Page]
) -> None:
    file = tmp_path / "one.yaml"
    file.write_text(ONE, "utf-8")
    (tmp_path / "s.txt").write_text("words", "utf-8")
    assert main(["check", str(file)]) == 0
    main(["check", str(file), "--sources", str(tmp_path)])
    for ending in ("md", "pptx"):
        out = tmp_path / f"one.{ending}"
        assert main(["export", str(file), str(out), "--tour", "t"]) == 0
    assert main(["publish", str(file), str(tmp_path / "one.html")]) == 0
    deck = Presentation(str(tmp_path / "one.pptx"))
    said = [s.notes_slide.notes_text_frame.text for s in deck.slides if s.has_notes_slide]
    with served(file) as site:
        page = site.open(new_page(), "view=sources&step=4&tour=t")
        said += [page.locator("body").inner_html(), page.locator("#status").inner_text()]
    said += [capsys.readouterr().out, (tmp_path / "one.md").read_text("utf-8")]
    text = "\n".join(said)
    assert [match.group() for match in SEVERAL.finditer(text)] == []
    for words in ("1 step, about 1 minute.", "1 step, 1 minute<", "1 event could", "1 excerpt,"):
        assert words in text


@pytest.mark.parametrize(
    ("pages", "told_"),
    [("212", "p. 212"), ("4-5", "pp. 4–5"), ("4–5", "pp. 4–5"), ("3, 7", "pp. 3, 7"), ("", "")],
)
def test_pages_of_sources_and_of_works_are_told_alike(pages: str, told_: str) -> None:
    t = load(TOLD)
    source = replace(t.sources[0], container="", volume="", number="", pages=pages)
    assert credits.where(source) == told_
    cited = works.cited(t, [Citation("carr-1954", page=pages, looked_up=True)])
    assert cited == ", ".join(filter(None, ("Carr 1954", told_)))


def test_a_source_lists_the_events_of_which_it_speaks() -> None:
    t = load(TOLD)
    html = standing(t)
    for source in t.sources:
        article = html.split(f'<article id="source-{source.id}"')[1].split("</article>")[0]
        listed = set(re.findall('href="[?]event=([^"]+)"', article))
        speaks = {
            event_id
            for event_id, said in speaking.by_event(t).items()
            if any(one.source == source.id for one in said.all)
        }
        assert listed == speaks - dict(t.undrawn).keys()
        assert ("It speaks of no event here" in article) == (not listed)


def test_a_script_without_spaces_gets_none() -> None:
    assert quotations.context(Excerpt("a", "革命", before="中国", after="万岁")) == ("中国", "万岁")
    assert quotations.context(Excerpt("a", "혁명", before="중국", after="만세")) == (
        "중국 ",
        " 만세",
    )


@pytest.mark.parametrize(
    ("about", "told_"),
    [
        ("its date", " about its date."),
        ("whose idea it was", " about whose idea it was."),
        ("did it confirm the theory?", ": did it confirm the theory?"),
        ("a strike!", ": a strike!"),
        ("its “date.”", " about its “date.”"),
    ],
)
def test_what_differs_follows_its_heading(about: str, told_: str) -> None:
    assert disagreements.about(Disagreement("e", about, ())) == told_


@pytest.mark.parametrize("path", [TOLD, EVENTS], ids=["told", "built-in"])
def test_browser_and_python_search_the_same_words(
    path: Path, new_page: Callable[..., Page]
) -> None:
    t = load(path)
    wanted = {event_id: set(one.text.split()) for event_id, one in haystacks(t).items()}
    with served(path) as site:
        page = site.open(new_page())
        found = page.evaluate(
            """() => {
                const doc = JSON.parse(document.getElementById("document").textContent);
                const search = timelineParts.match.haystacks(doc);
                return Object.fromEntries(doc.columns.id.map((id, i) => [id, search(i)]));
            }"""
        )
    differ = {
        event_id: set(text.split()) ^ wanted[event_id]
        for event_id, text in found.items()
        if set(text.split()) != wanted[event_id]
    }
    assert differ == {}


@pytest.mark.parametrize("path", [TOLD, EVENTS], ids=["told", "built-in"])
def test_a_search_finds_an_event_by_what_its_panel_shows(path: Path) -> None:
    t = load(path)
    found = {event_id: one.text for event_id, one in haystacks(t).items()}
    for event in t.events:
        shown = [event.stated_as, event.date_note, event.summary, *event.known_as]
        shown += [word for one in event.excerpts for word in (one.exact, one.note, one.speaker)]
        for item in t.disagreements:
            if item.event == event.id:
                shown += [item.about, item.note]
                shown += [one.editor for one in item.claims if isinstance(one, EditorClaim)]
                shown += [one.exact for one in item.claims if isinstance(one, Excerpt)]
        for link in drawn.links(t):
            if event.id in (link.source, link.target):
                shown += [link.note, *(one.exact for one in link.claims)]
        # a full stop gives way to the works that a note rests on
        words = [word.rstrip(".") for text in shown for word in fold(text).split()]
        unfound = [word for word in words if word not in found[event.id]]
        assert unfound == [], event.id


def test_handout_prints_a_whole_event(told: Site, new_page: Callable[..., Page]) -> None:
    page = told.open(new_page(), "event=strike&mode=print")
    document = pypdfium2.PdfDocument(page.pdf(format="A4"))
    said = plain(" ".join(sheet.get_textpage().get_text_bounded() for sheet in document))
    assert arrows.HEADING in said
    assert "Works" in said
