"""What is told of an event is told in the same words on every surface (tests/told.yaml)."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page
from pptx import Presentation
from serving import EVENTS, Site, served

from timeline.cli import main
from timeline.model import Disagreement, EditorClaim, Excerpt
from timeline.page.document import build_document
from timeline.publishing.event_page import EventPages
from timeline.reading.load import load
from timeline.telling import evidence
from timeline.views.search import fold, haystacks

TOLD = Path(__file__).with_name("told.yaml")
PAGES = ("panel", "event page", "handout")
FILES = ("notes", "markdown", "json")

# Event → words, and the surfaces that do not show them; "A|B": one or the other, by the direction
# in which a surface tells an arrow.
WORDS: dict[str, list[tuple[str, set[str]]]] = {
    "arrival": [
        ("Date stated in a text by Old Style, converted here to the other calendar.", set()),
        ("Works: Carr 1954.", set()),
        ("The texts: April 3, 1917.", set()),
        ("The paper names the calendar nowhere.", set()),
        ("The coming", set()),
        ("Joseph Stalin", set()),
        ("People named here|named", set()),
        ("People added by the editors|named", set()),
        ("Vladimir Lenin", set()),
        ("3 April 1917|3 (16) April 1917", set()),
        ("The spelling is the book’s.", set()),
        ("written 1950, printed 1955", {"markdown", "json", "notes"}),
        ("printed 17 May 1930", {"markdown", "json", "notes"}),
    ],
    "strike": [
        ("Days supplied: Carr 1954, pp. 212–214; not looked up: Broué 1988, ch. 46.", set()),
        ("Sources disagree: did it confirm the theory?", set()),
        ("Stalin, quoted in The leaf: No: it|Stalin, quoted in Source C: No: it", set()),
        ("The leaf: Yes, in all points.|Source C: Yes, in all points.", set()),
        ("E. H. Carr, The Interregnum (London: Macmillan, 1954).", set()),
        ("Pierre Broué, Trotsky (1988). Not looked up.", set()),
        (
            "Trotsky, quoted in The leaf, says: “the|Trotsky, quoted in Source C, says: “the",
            set(),
        ),
        ("The paper says otherwise: “it was not so|Source B says otherwise: “it was not so", set()),
        ("The leaf gives no proof: Carr 1954", set()),
        ("is blamed for the outcome:|has its outcome blamed on", set()),
        ("refers to", set()),
        ("date of writing not known", {"markdown", "json", "notes"}),
    ],
    "pact": [
        ("Month supplied: Broué 1988, not looked up.", set()),
        ("The text and the record differ about its date.", set()),
        ("Editor: Agreed in April 1925", set()),
        ("Broué 1988, p. 88, not looked up", set()),
        ("sets aside, it is claimed,|is set aside, it is claimed, by", set()),
    ],
    "silence": [
        ("Year supplied by the editors; no work is named.", set()),
        ("No source in this collection speaks of this event.", set()),
    ],
}  # fmt: skip
NOWHERE = ("Zinnowitz", "leadership ( the", "“ it shows", "about did it", "general knowledge")


@pytest.fixture(scope="module")
def told() -> Iterator[Site]:
    with served(TOLD) as site:
        yield site


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """Surface → event id → what a file says of it."""
    folder = tmp_path_factory.mktemp("told")
    for ending in ("md", "json", "pptx"):
        assert main(["export", str(TOLD), str(folder / f"told.{ending}")]) == 0
    t = load(TOLD)
    markdown = re.sub(r"\\(.)", r"\1", (folder / "told.md").read_text("utf-8"))
    works = markdown[markdown.index("## Works") :]
    records = json.loads((folder / "told.json").read_text("utf-8"))["events"]
    deck = Presentation(str(folder / "told.pptx"))
    notes = {
        slide.shapes.title.text_frame.text: slide.notes_slide.notes_text_frame.text
        for slide in deck.slides
        if slide.shapes.title is not None and slide.has_notes_slide
    }
    return {
        "markdown": {
            event.id: plain(markdown.split(f"## {event.title}\n")[1].split("\n## ")[0] + works)
            for event in t.events
        },
        "json": {
            one["id"]: plain(unescape(json.dumps(one, ensure_ascii=False))) for one in records
        },
        "notes": {event.id: plain(notes[event.title]) for event in t.events},
    }


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Event id → its page in a site, without markup."""
    t = load(TOLD)
    made = EventPages(t, build_document(t), "", "style.css")
    by_path = dict(made.all())
    return {
        event.id: plain(unescape(re.sub(r"<[^>]+>", "", by_path[f"e/{event.id}/index.html"])))
        for event in t.events
    }


def missing(words: list[tuple[str, set[str]]], surface: str, said: str) -> list[str]:
    bare = said.replace("<q>", "“").replace("</q>", "”")
    return [
        one
        for one, silent in words
        if surface not in silent and not any(each in bare for each in one.split("|"))
    ]


@pytest.mark.parametrize("event", WORDS)
@pytest.mark.parametrize("surface", FILES)
def test_files_tell_it(surface: str, event: str, files: dict[str, dict[str, str]]) -> None:
    said = files[surface][event]
    assert missing(WORDS[event], surface, said) == []
    assert [words for words in NOWHERE if words in said and surface != "json"] == []


@pytest.mark.parametrize("event", WORDS)
def test_the_page_of_an_event_tells_it(event: str, pages: dict[str, str]) -> None:
    words = [(one.replace("“", ""), silent) for one, silent in WORDS[event]]
    said = pages[event].replace("“", "")
    assert missing(words, "event page", said) == []
    assert [words for words in NOWHERE if words in pages[event]] == []


@pytest.mark.parametrize("event", WORDS)
def test_the_panel_tells_it(event: str, told: Site, new_page: Callable[..., Page]) -> None:
    page = told.open(new_page(), f"event={event}")
    said = plain(page.locator("#event").text_content() or "")
    works = plain(page.locator("#works").text_content() or "")
    words = [(one.replace("“", "").replace("”", ""), silent) for one, silent in WORDS[event]]
    assert missing(words, "panel", f"{said} {works}") == []
    assert [words for words in NOWHERE if words in said] == []


@pytest.mark.parametrize("event", WORDS)
def test_the_handout_tells_it(event: str, told: Site, new_page: Callable[..., Page]) -> None:
    page = told.open(new_page(), f"event={event}&mode=print")
    said = plain(page.locator("#handout .sheet").text_content() or "")
    assert missing(WORDS[event], "handout", said) == []
    assert [words for words in NOWHERE if words in said] == []


def test_the_stage_names_speaker_basis_works_and_open_questions(
    told: Site, new_page: Callable[..., Page]
) -> None:
    page = told.open(new_page(), "mode=present&tour=round")
    stage = page.locator("#present")
    said = plain(stage.text_content() or "")
    assert "days supplied · sources disagree" in said
    page.keyboard.press("q")
    said = plain(stage.text_content() or "")
    assert "What would the other side answer?" in said
    assert "An open question: no text here answers it." in said
    page.keyboard.press("q")
    seen = ""
    for _ in range(4):
        seen += plain(stage.text_content() or "")
        page.keyboard.press("ArrowRight")
    assert "Stalin, quoted in The leaf" in seen
    assert "text and the record differ" in plain(stage.text_content() or "")


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
    assert evidence.differ(Disagreement("e", "its date", claims)) == head


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
    lead, rest = evidence.context(Excerpt("a", "EXACT", before=before, after=after))
    assert f"{lead}EXACT{rest}" == told_


def test_a_script_without_spaces_gets_none() -> None:
    assert evidence.context(Excerpt("a", "革命", before="中国", after="万岁")) == ("中国", "万岁")
    assert evidence.context(Excerpt("a", "혁명", before="중국", after="만세")) == ("중국 ", " 만세")


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
    assert evidence.about(Disagreement("e", about, ())) == told_


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
                const search = timeline.filter.haystacks(doc);
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
        for link in t.links:
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
    assert "Arrows that the texts draw" in said
    assert "Works" in said
