"""What comes out of a printer: PDFs made by Chromium, read back and looked at page by page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import plotly_dom
import pypdfium2
import pytest
from axe import violations
from PIL import Image
from playwright.sync_api import Page
from serving import Site, apply, served

from timeline.page.document import build_document
from timeline.prepared import prepare

PAPER = {"A4": (596, 843), "Letter": (612, 792)}  # points
MILLIMETRE = 72 / 25.4  # points
MARGIN = 14 * MILLIMETRE
FOOT = 17 * MILLIMETRE  # holds the title and the page's number
TOUR = "tour=one-idea"
LESSON = "chain-of-defeats"
LEAST_PX = 9.3  # seven points
DATES = re.compile(r"(?<!\d)19[0-4]\d(?!\d)")


@dataclass(frozen=True)
class Sheet:
    """One printed page: its words and those at its foot, and where letters stand, in points."""

    words: str
    foot: str
    size: tuple[int, int]
    boxes: list[tuple[float, float, float, float]]  # left, bottom, right, top

    @property
    def lowest(self) -> float:
        """How far down the words reach above the foot, as a share of the page."""
        body = [bottom for _, bottom, _, _ in self.boxes if bottom > FOOT]
        return 1 - min(body, default=self.size[1]) / self.size[1]


def read(pdf: bytes) -> list[Sheet]:
    sheets = []
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        text = page.get_textpage()
        letters = [i for i in range(text.count_chars()) if text.get_text_range(i, 1).strip()]
        sheets.append(
            Sheet(
                plain(text.get_text_bounded(bottom=FOOT)),
                plain(text.get_text_bounded(top=FOOT)),
                (round(page.get_width()), round(page.get_height())),
                [text.get_charbox(i) for i in letters],
            )
        )
    document.close()
    return sheets


def pictures(pdf: bytes) -> list[Image.Image]:
    """How the pages look, one pixel a point."""
    document = pypdfium2.PdfDocument(pdf)
    seen = [page.render(scale=1).to_pil().convert("RGB") for page in document]
    document.close()
    return seen


def plain(text: str) -> str:
    """One line, words apart by single spaces."""
    return " ".join(text.split())


def printed(page: Page, paper: str = "A4") -> list[Sheet]:
    """What a reader gets who prints the page as it stands."""
    return read(page.pdf(format=paper, print_background=False))


def all_words(sheets: list[Sheet]) -> str:
    """The words of all pages, without those at their feet."""
    return plain(" ".join(sheet.words for sheet in sheets))


@pytest.fixture(scope="module")
def document(site: Site) -> dict[str, Any]:
    """The document of the built-in timeline."""
    return build_document(prepare(site.timeline))


@pytest.fixture(scope="module")
def _read() -> dict[tuple[str, str], list[Sheet]]:
    return {}


@pytest.fixture
def sheets_of(
    shown: Callable[..., Page], _read: dict[tuple[str, str], list[Sheet]]
) -> Callable[..., list[Sheet]]:
    """The pages of a view, printed once for all tests that read them."""

    def sheets(query: str, paper: str = "A4") -> list[Sheet]:
        if (query, paper) not in _read:
            _read[query, paper] = printed(shown(query), paper)
        return _read[query, paper]

    return sheets


@pytest.fixture(autouse=True)
def _silent(console_errors: list[str]) -> Iterator[None]:
    yield
    assert console_errors == []


def index(document: dict[str, Any], event: str) -> int:
    return int(document["columns"]["id"].index(event))


def tour_of(document: dict[str, Any], name: str) -> dict[str, Any]:
    return next(tour for tour in document["tours"] if tour["id"] == name)


def missing(wanted: list[str], words: str) -> list[str]:
    return [one for one in wanted if plain(one) not in words]


# ---------------------------------------------------------------- what is on the paper


@pytest.mark.parametrize("paper", PAPER)
def test_a_tour_prints_as_a_handout(
    sheets_of: Callable[..., list[Sheet]], site: Site, document: dict[str, Any], paper: str
) -> None:
    sheets = sheets_of(f"{TOUR}&mode=print", paper)
    words = all_words(sheets)
    tour = tour_of(document, "one-idea")
    wanted = [document["timeline"]["title"], tour["title"], tour["intro"], *tour["questions"]]
    for step in tour["steps"]:
        i = index(document, step["event"])
        event = document["events"][i]
        quoted = [one["exact"] for one in event["excerpts"] if plain(one["exact"]) in words]
        assert len(quoted) >= 1, step["event"]
        wanted += [document["columns"]["title"][i], document["columns"]["words"][i]]
        wanted += [step["say"], step.get("question", ""), *event.get("calendars", [])]
    wanted.append(f"{site.url}?{TOUR} (address of this computer)")
    assert missing(wanted, words) == []
    assert 5 <= len(sheets) <= 9  # steps stand whole
    assert {sheet.size for sheet in sheets} == {PAPER[paper]}


def test_the_sources_quoted_are_listed_in_full_and_no_others(
    shown: Callable[..., Page], document: dict[str, Any]
) -> None:
    words = all_words(printed(shown("lane=germany&from=1923&to=1924&mode=print")))
    quoted = set(re.findall(r"Source ([A-Z])\b", words))
    listed = words[words.rindex(" Sources A ") :]
    letters = {
        source["label"]: match[1]
        for source in document["sources"]
        if (match := re.search(rf"\b([A-Z]) {re.escape(source['label'])}\. ", listed))
    }
    assert len(letters) >= 2
    assert set(letters.values()) == quoted
    notes = [
        note["note"][1:]
        for note, source in zip(document["citations"]["sources"], document["sources"], strict=True)
        if source["label"] in letters
    ]
    genres = [source["genre"] for source in document["sources"] if source["label"] in letters]
    assert missing(notes + genres, listed) == []


def test_one_event_prints_with_all_its_evidence(
    shown: Callable[..., Page], document: dict[str, Any]
) -> None:
    words = all_words(printed(shown("event=socialism-in-one-country")))
    event = document["events"][index(document, "socialism-in-one-country")]
    claims = [claim for item in event["disagreements"] for claim in item["claims"]]
    wanted = [event["summary"], event["dateNote"], *(one["exact"] for one in event["excerpts"])]
    wanted += [one["speaker"] for one in event["excerpts"] if "speaker" in one]
    wanted += [one["after"] for one in event["excerpts"] if "after" in one]
    wanted += [claim.get("told") or claim["exact"] for claim in claims]
    assert missing(wanted, words) == []
    assert words.count("verified") >= len(event["excerpts"])


def test_a_range_of_dates_stays_on_one_line(shown: Callable[..., Page]) -> None:
    page = shown("mode=print&tour=last-years")
    ranges = page.locator("#handout .sheet-range")
    assert ranges.count() > 1
    squeezed = """nodes => nodes.map((node) => {
      node.parentElement.style.width = "2em";
      return node.getClientRects().length;
    })"""
    assert set(ranges.evaluate_all(squeezed)) == {1}


def test_printing_any_view_prints_the_handout_of_that_view(
    shown: Callable[..., Page], site: Site, document: dict[str, Any]
) -> None:
    page = shown("lane=germany&from=1919&to=1924")
    before = page.locator("#status").inner_text()
    words = all_words(printed(page))
    ids = page.evaluate("() => timeline.visible()")
    titles = [document["columns"]["title"][index(document, event)] for event in ids]
    assert missing([before, *titles, f"{site.url}?lane=germany&from=1919&to=1924"], words) == []
    others = set(document["columns"]["title"]) - set(titles)
    assert [title for title in others if title in words] == []
    assert "Projector" not in words  # a switch of the page
    # and the page is as it was
    assert page.locator("#handout").inner_text() == ""
    assert page.locator("#status").inner_text() == before
    assert page.locator("#timeline").is_visible()


def test_the_whole_timeline_prints_every_event_and_numbers_it_in_the_chart(
    shown: Callable[..., Page],
    sheets_of: Callable[..., list[Sheet]],
    document: dict[str, Any],
) -> None:
    columns = document["columns"]
    words = all_words(sheets_of("mode=print"))
    assert missing(columns["title"] + columns["words"], words) == []
    page = shown("mode=print")
    marks = page.locator(f".sheet-chart {plotly_dom.MARKS}").count()
    labels = page.locator(f".sheet-chart {plotly_dom.LABELS}").all_text_contents()
    assert marks == len(columns["id"]) == len(labels)
    assert {label.split()[0] for label in labels} == {str(n + 1) for n in range(marks)}


def test_the_marks_of_a_tour_carry_the_numbers_of_its_steps(shown: Callable[..., Page]) -> None:
    page = shown("tour=sources-disagree&mode=print")
    titles = page.locator(".sheet-core h2").all_text_contents()
    numbers = page.locator(".sheet-number").all_text_contents()
    assert numbers == [str(n + 1) for n in range(len(titles))]
    labels = page.locator(f".sheet-chart {plotly_dom.LABELS}").all_text_contents()
    assert sorted(label.split()[0] for label in labels) == sorted(numbers)


def test_questions_have_room_to_write(shown: Callable[..., Page]) -> None:
    page = shown(f"{TOUR}&mode=print")
    rooms = page.evaluate(
        """() => [...document.querySelectorAll(".sheet-question")].map((question) => {
            const lines = [...question.querySelectorAll(".sheet-line")];
            return lines.map((line) => line.getBoundingClientRect())
              .map(({ width, height }) => [width, height]);
        })"""
    )
    assert len(rooms) == 7
    for lines in rooms:
        assert len(lines) >= 4
        assert all(width > 500 and height > 26 for width, height in lines)  # 7 mm


# of each tour its questions, and what answers them, as far as no date stands in it
EVIDENCE = """() => {
    const doc = JSON.parse(document.getElementById("document").textContent);
    return doc.tours.map((tour) => [tour.id, timelineParts.steps.of(doc, { tour: tour.id }, [])
      .filter(({ question }) => question)
      .map(({ question, quote, evidence }) => [question, [quote, ...evidence].filter(Boolean)
        .map(({ exact, told }) => exact || told)
        .filter((text) => timelineParts.dateless.pieces(text).every(({ hidden }) => !hidden))])]);
}"""
OF_QUESTION = """(asked) => [...document.querySelectorAll(".sheet-entry")]
    .find((entry) => entry.textContent.includes(asked)).innerText"""


def test_what_a_question_asks_about_is_printed_above_it(shown: Callable[..., Page]) -> None:
    page = shown(f"{TOUR}&mode=print")
    for tour, questions in page.evaluate(EVIDENCE):
        for sheet in ("handout", "worksheet"):
            apply(page, f"tour={tour}&mode=print&sheet={sheet}")
            for question, evidence in questions:
                if sheet == "worksheet":
                    question = re.sub(r"\b1906\b|\b1917\b", "[this year]", question)
                words = plain(page.evaluate(OF_QUESTION, question))
                texts = set(evidence)
                there = [one for one in texts if plain(one) in words]
                # of a dozen texts eight are enough, of which some have dates
                assert len(there) >= min(len(texts), 6), (question, texts - set(there))


def test_a_question_to_compare_four_answers_comes_with_all_four(
    shown: Callable[..., Page], document: dict[str, Any]
) -> None:
    event = document["events"][index(document, "october-revolution")]
    claims = [claim["exact"] for claim in event["disagreements"][0]["claims"]]
    assert len(claims) == 5  # of four voices
    for sheet in ("handout", "worksheet"):
        page = shown(f"{TOUR}&mode=print&sheet={sheet}")
        words = plain(page.evaluate(OF_QUESTION, "confirm the theory? Compare four answers."))
        if sheet == "worksheet":
            claims = [plain(DATES.sub("", claim)) for claim in claims]
        assert missing(claims, words) == [], sheet


def test_a_source_has_the_same_letter_on_handout_and_worksheet(shown: Callable[..., Page]) -> None:
    for tour in ("one-idea", "chain-of-defeats", "sources-disagree"):
        letters: dict[str, set[str]] = {}
        for sheet in ("handout", "worksheet"):
            rows = shown(f"tour={tour}&mode=print&sheet={sheet}").locator(".sheet-sources dl div")
            labels = rows.locator("dd b").all_inner_texts()
            for label, letter in zip(labels, rows.locator("dt").all_inner_texts(), strict=True):
                letters.setdefault(label, set()).add(letter)
        assert len(letters) >= 3
        assert [label for label, found in letters.items() if len(found) > 1] == []


def test_what_sources_disagree_about_reads_well(
    shown: Callable[..., Page],
) -> None:
    page = shown(f"{TOUR}&mode=print")
    heads = [plain(one) for one in page.locator(".sheet-differ > p:first-child").all_inner_texts()]
    assert "Sources disagree about whose idea it was." in heads
    assert "Sources disagree about whether 1917 confirmed the theory." in heads
    assert [one for one in heads if "?." in one or ".." in one] == []


def test_an_address_that_others_can_reach_is_printed_without_a_warning(
    page: Page, site: Site
) -> None:
    site.open(page)
    page.evaluate(
        """() => document.head.append(Object.assign(document.createElement("meta"), {
            name: "timeline-address", content: "https://school.example/revolution/",
        }))"""
    )
    apply(page, f"{TOUR}&mode=print")
    address = plain(page.locator(".sheet-address").inner_text())
    assert f"https://school.example/revolution/?{TOUR} · printed" in address
    assert "computer" not in address


# ---------------------------------------------------------------- the worksheet


def halves(sheets: list[Sheet]) -> tuple[list[Sheet], list[Sheet]]:
    """The pages for the class, and those of the key."""
    key = next(n for n, sheet in enumerate(sheets) if sheet.words.startswith("Key "))
    return sheets[:key], sheets[key:]


def without_axis(page: Page, words: str) -> str:
    for text in page.locator(".sheet-chart").first.locator("text").all_text_contents():
        words = words.replace(plain(text), "", 1)
    return words


@pytest.mark.parametrize("tour", ["one-idea", "calendar-of-1917", "sources-disagree"])
def test_no_page_of_a_worksheet_before_its_key_tells_a_year(
    shown: Callable[..., Page],
    sheets_of: Callable[..., list[Sheet]],
    site: Site,
    document: dict[str, Any],
    tour: str,
) -> None:
    lesson, key = halves(sheets_of(f"tour={tour}&mode=print&sheet=worksheet"))
    page = shown(f"tour={tour}&mode=print&sheet=worksheet")
    steps = tour_of(document, tour)["steps"]
    before = without_axis(page, all_words(lesson))
    asked = page.locator(".sheet-question > p").all_inner_texts()
    for question in asked:
        before = before.replace(plain(question), "")
    assert DATES.findall(before) == []
    order = [index(document, step["event"]) for step in steps]
    columns = document["columns"]
    answers = [f"{n + 1} {columns['words'][i]} {columns['title'][i]}" for n, i in enumerate(order)]
    words = all_words(key)
    places = [words.find(plain(answer)) for answer in answers]
    assert -1 not in places
    assert places == sorted(places)
    assert f"{site.url}?tour={tour}" in words


def test_a_worksheet_asks_for_order_and_date_of_every_event_and_betrays_neither(
    shown: Callable[..., Page], document: dict[str, Any]
) -> None:
    page = shown(f"{TOUR}&mode=print&sheet=worksheet")
    entries = page.locator(".sheet-entry")
    titles = entries.locator("h2").all_text_contents()
    steps = tour_of(document, "one-idea")["steps"]
    assert entries.count() == len(steps) > 0
    assert titles == sorted(titles, key=str.lower)
    assert entries.locator(".sheet-date-line").all_text_contents() == ["date:"] * len(steps)
    assert entries.locator(".sheet-number").all_text_contents() == [""] * len(steps)
    empty, full = page.locator(".sheet-chart").all()
    assert empty.locator(f"path.point, .bars path, {plotly_dom.LABELS}").count() == 0
    assert full.locator(plotly_dom.MARKS).count() == len(steps)
    lanes = {document["columns"]["lane"][index(document, step["event"])] for step in steps}
    shown = empty.locator("text").all_text_contents()
    named = [lane for lane in document["lanes"] if lane["title"] in shown or lane["short"] in shown]
    assert len(named) == len(lanes)


def test_quotations_on_a_worksheet_are_exact_but_for_their_dates(
    shown: Callable[..., Page], document: dict[str, Any]
) -> None:
    page = shown(f"{TOUR}&mode=print&sheet=worksheet")
    quoted = page.evaluate(
        """() => [...document.querySelectorAll(".sheet-exact")].map((node) =>
            [...node.childNodes].map((part) => part.nodeType === 3 ? part.data : "\\u0000"))"""
    )
    quoted = ["".join(parts) for parts in quoted]
    assert any("\0" in text for text in quoted)
    excerpts = [one["exact"] for event in document["events"] for one in event.get("excerpts", [])]
    excerpts += [
        claim["exact"]
        for event in document["events"]
        for item in event.get("disagreements", [])
        for claim in item["claims"]
        if "exact" in claim
    ]
    for text in quoted:
        pattern = ".{2,40}".join(re.escape(part) for part in text.split("\0"))
        assert any(re.fullmatch(pattern, exact, re.DOTALL) for exact in excerpts), text


def test_questions_on_a_worksheet_lose_only_the_year_that_is_asked_for(
    shown: Callable[..., Page], document: dict[str, Any]
) -> None:
    for tour, years in (("one-idea", 2), ("calendar-of-1917", 0)):
        page = shown(f"tour={tour}&mode=print&sheet=worksheet")
        asked = plain(" ".join(page.locator(".sheet-entry .sheet-question").all_inner_texts()))
        assert asked.count("[this year]") == years
        columns = document["columns"]
        for step in tour_of(document, tour)["steps"]:
            year = columns["words"][index(document, step["event"])][-4:]
            assert step.get("question", "").replace(year, "[this year]") in asked
        closing = page.locator(".sheet-closing").inner_text()
        assert missing(tour_of(document, tour)["questions"], plain(closing)) == []


def test_the_key_is_not_counted_with_the_pages_of_the_class(
    sheets_of: Callable[..., list[Sheet]],
) -> None:
    lesson, key = halves(sheets_of(f"{TOUR}&mode=print&sheet=worksheet"))
    assert [sheet.foot for sheet in lesson] == [f"Worksheet {n + 1}" for n in range(len(lesson))]
    assert {sheet.foot for sheet in key} == {"Worksheet Key"}


# ---------------------------------------------------------------- how it stands on the paper

VIEWS = {
    "tour": f"{TOUR}&mode=print",
    "worksheet": f"{TOUR}&mode=print&sheet=worksheet",
    "filter": "lane=germany&mode=print",
    "event": "event=october-revolution&mode=print",
    "all": "mode=print",
}


@pytest.mark.parametrize("paper", PAPER)
@pytest.mark.parametrize("name", VIEWS)
def test_pages_are_full_and_nothing_is_cut(
    sheets_of: Callable[..., list[Sheet]], name: str, paper: str
) -> None:
    sheets = sheets_of(VIEWS[name], paper)
    width, height = PAPER[paper]
    for sheet in sheets:
        assert all(MARGIN <= left < right <= width - MARGIN for left, _, right, _ in sheet.boxes)
        assert all(bottom > 0 and top <= height - MARGIN for _, bottom, _, top in sheet.boxes)
    # the last page may end anywhere, and so may the last before the key
    ends = [len(sheets) - 1]
    if name == "worksheet":
        ends.append(len(halves(sheets)[0]) - 1)
    # a step stands whole where it is short of half a page: a page may end early, but only so early
    scant = [n + 1 for n, sheet in enumerate(sheets) if n not in ends and sheet.lowest < 0.4]
    assert scant == []
    # one question, with lines to write on that are no letters, is the least that a page holds
    assert min(sheet.lowest for sheet in sheets) > 0.05


@pytest.mark.parametrize("name", VIEWS)
def test_no_chart_is_parted_between_two_pages(
    shown: Callable[..., Page], sheets_of: Callable[..., list[Sheet]], name: str
) -> None:
    sheets = sheets_of(VIEWS[name], "Letter")
    page = shown(VIEWS[name])
    charts = [
        chart.locator("text").all_text_contents() for chart in page.locator(".sheet-chart").all()
    ]
    for words in charts:
        found = [not missing(words, sheet.words) for sheet in sheets]
        assert any(found), words


def test_no_heading_ends_a_page(
    shown: Callable[..., Page], sheets_of: Callable[..., list[Sheet]]
) -> None:
    titles = shown(VIEWS["all"]).locator(".sheet h2").all_text_contents()
    headings = [plain(title) for title in titles]
    for sheet in sheets_of(VIEWS["all"], "Letter"):
        assert not sheet.words.endswith(tuple(headings))


@pytest.fixture
def on_paper(shown: Callable[..., Page]) -> Iterator[Callable[..., Page]]:
    """Shows a view in the style of print."""
    page = shown()

    def show(query: str) -> Page:
        shown(query)
        page.emulate_media(media="print")
        return page

    yield show
    page.emulate_media(media="null")


@pytest.mark.parametrize("name", VIEWS)
def test_nothing_on_paper_depends_on_backgrounds(on_paper: Callable[..., Page], name: str) -> None:
    page = on_paper(VIEWS[name])
    grounds = page.evaluate(
        """() => [...document.querySelectorAll(".sheet, .sheet *")].map((node) => {
            const style = getComputedStyle(node);
            return `${style.backgroundColor} ${style.backgroundImage}`;
        })"""
    )
    assert set(grounds) <= {"rgba(0, 0, 0, 0) none", "rgb(255, 255, 255) none"}


@pytest.mark.parametrize("mode", ["explore", "print"])
def test_the_theme_of_the_screen_does_not_reach_the_paper(
    shown: Callable[..., Page], mode: str
) -> None:
    made = {}
    for theme in ("light", "dark", "projector"):
        page = shown(f"lane=germany&from=1919&to=1924&theme={theme}&mode={mode}")
        pdf = page.pdf(format="A4", print_background=True)
        looks = pictures(pdf)
        made[theme] = [sheet.words for sheet in read(pdf)], [look.tobytes() for look in looks]
        for look in looks:
            assert look.getpixel((3, 3)) == (255, 255, 255)
            shades = look.convert("L").histogram()
            assert sum(shades[:128]) < 0.1 * sum(shades)
    assert made["light"] == made["dark"]
    assert made["light"] == made["projector"]


def test_printing_while_presenting_prints_the_same_pages(
    page: Page, site: Site, sheets_of: Callable[..., list[Sheet]]
) -> None:
    site.open(page, f"{TOUR}&mode=print")  # from its address, and from another view
    sheets = {"opened": printed(page)}
    for mode in ("print", "present"):
        sheets[mode] = sheets_of(f"{TOUR}&mode={mode}")
    drawn = {way: [(one.words, one.boxes) for one in found] for way, found in sheets.items()}
    assert drawn["present"] == drawn["print"]
    assert drawn["opened"] == drawn["print"]


def test_no_page_begins_with_the_count_of_what_was_left_out(
    sheets_of: Callable[..., list[Sheet]],
) -> None:
    for tour in ("one-idea", "chain-of-defeats", "sources-disagree"):
        for paper in PAPER:
            for sheet in sheets_of(f"tour={tour}&mode=print", paper):
                assert not re.match(r"\d+ more excerpt", sheet.words)


def test_no_word_on_paper_is_smaller_than_seven_points(shown: Callable[..., Page]) -> None:
    for query in VIEWS.values():
        small = shown(query).evaluate(
            """(least) => [...document.querySelectorAll(".sheet *")]
              .filter((node) => [...node.childNodes].some((one) =>
                one.nodeType === 3 && one.data.trim()))
              .filter((node) => parseFloat(getComputedStyle(node).fontSize) < least)
              .map((node) => node.textContent)""",
            LEAST_PX,
        )
        assert small == [], query


# ---------------------------------------------------------------- ways to it


def test_printing_goes_on_without_the_server(page: Page, document: dict[str, Any]) -> None:
    with served() as site:
        site.open_whole(page, "view=chronicle")
        site.stop()
        for sheet in ("handout", "worksheet"):
            apply(page, f"{TOUR}&mode=print&sheet={sheet}")
            assert len(printed(page)) >= 5
        apply(page, "lane=china")
        assert "Shanghai" in all_words(printed(page))


def test_the_preview_shows_the_sheet_alone_and_its_bar_leads_on_and_back(
    page: Page, site: Site
) -> None:
    site.open(page, "lane=germany&mode=print&theme=dark")
    assert page.locator(".sheet h1").is_visible()
    assert not page.locator("#masthead, #filters, #chronicle-section, #colophon").first.is_visible()
    assert not page.locator("#timeline").is_visible()
    page.get_by_role("button", name="Worksheet").click()
    page.locator(".worksheet h1").first.wait_for()
    page.wait_for_function("() => location.search.includes('sheet=worksheet')")
    assert page.get_by_role("button", name="Worksheet").get_attribute("aria-pressed") == "true"
    page.evaluate("() => { window.print = () => { window.asked = true; }; }")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("() => window.asked")
    page.get_by_role("button", name="Back").click()
    page.locator("#timeline").wait_for()
    assert "mode=print" not in page.url
    assert "lane=germany" in page.url


def test_the_sheet_of_an_open_event_offers_all_that_are_in_sight(
    shown: Callable[..., Page],
) -> None:
    page = shown("lane=germany&event=german-october&mode=print")
    assert page.locator(".sheet-core").count() == 1
    page.get_by_role("button", name=re.compile("All .* events in sight")).click()
    page.locator(".sheet-core").nth(1).wait_for()
    assert page.locator(".sheet-core").count() == len(page.evaluate("() => timeline.visible()"))


@pytest.mark.parametrize("sheet", ["handout", "worksheet"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_preview_fits_any_screen_and_axe_finds_nothing(
    shown: Callable[..., Page], width: int, sheet: str
) -> None:
    page = shown(f"{TOUR}&mode=print&sheet={sheet}", viewport={"width": width, "height": 800})
    assert page.evaluate("() => document.documentElement.scrollWidth") == width
    assert violations(page, colours=width == 1280) == []


def test_without_scripts_the_chronicle_prints(
    new_page: Callable[..., Page], site: Site, document: dict[str, Any]
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(site.url)
    words = all_words(printed(page))
    columns = document["columns"]
    assert missing(columns["title"] + columns["words"], words) == []
    assert missing([source["title"] for source in document["sources"]], words) == []


# ---------------------------------------------------------------- other timelines


@cache
def many(count: int) -> str:
    dates = [f"{1500 + n // 4:04}-{n % 4 * 3 + 1:02}" for n in range(count)]
    lines = [f"- {{id: e{n}, title: Event {n}, date: {date}}}" for n, date in enumerate(dates)]
    return "timeline:\n  title: Many\nevents:\n" + "\n".join(lines) + "\n"


def test_more_events_than_paper_should_hold_are_counted(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "many.yaml"
    path.write_text(many(520), encoding="utf-8")
    with served(path) as site:
        site.open(page, "mode=print")
        assert page.locator(".sheet-core").count() == 500
        assert "20 more events are in this view" in page.locator(".sheet").inner_text()
        assert "Event 499" in all_words(printed(page))


def test_a_timeline_of_one_event_and_a_view_of_none_can_be_printed(
    page: Page, tmp_path: Path
) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(
        "timeline:\n  title: One\nevents:\n- {id: eclipse, title: Eclipse, date: -0584-05-28}\n",
        encoding="utf-8",
    )
    with served(path) as site:
        site.open(page, "mode=print")
        for sheet in ("handout", "worksheet"):
            apply(page, f"mode=print&sheet={sheet}")
            words = all_words(printed(page))
            assert "Eclipse" in words
            assert "585 BCE" in words
        apply(page, "q=nothing")
        assert "0 of 1 event" in all_words(printed(page))


def test_the_foot_of_every_page_says_what_it_belongs_to(
    sheets_of: Callable[..., list[Sheet]],
) -> None:
    sheets = sheets_of(f"{TOUR}&mode=print")
    numbers = [f"One idea, 1904–1930 {n + 1} / {len(sheets)}" for n in range(len(sheets))]
    assert [sheet.foot for sheet in sheets] == numbers


@pytest.mark.parametrize("query", [f"tour={LESSON}", "", "tour=last-years", "lane=party"])
def test_no_name_on_paper_lies_on_a_bar(shown: Callable[..., Page], query: str) -> None:
    page = shown(f"mode=print&{query}")
    covered = page.evaluate("""() => {
      const box = (node) => node.getBoundingClientRect();
      const bars = [...document.querySelectorAll(".sheet-chart .bars .point path")].map(box)
        .filter(({ height }) => height < 20); // an era is as high as the chart
      const names = [...document.querySelectorAll(".sheet-chart .scatterlayer text")];
      const on = (one, other) => one.left < other.right - 1 && one.right > other.left + 1
        && one.top + 3 < other.bottom && one.bottom - 3 > other.top;
      const covered = names.filter((name) => bars.some((bar) => on(box(name), bar)));
      return [names.length, bars.length, covered.map((one) => one.textContent)];
    }""")
    names, bars, on_bars = covered
    assert (names > 0, bars > 0) == (True, True)
    assert on_bars == []


def test_no_step_is_parted_between_two_pages(shown: Callable[..., Page]) -> None:
    page = shown(f"mode=print&tour={LESSON}")
    texts = [sheet.words for sheet in printed(page)]
    for n in range(1, 12):
        question = [k for k, text in enumerate(texts) if re.search(rf"Question on {n}\b", text)]
        long = "long" in (page.locator(".sheet-entry").nth(n - 1).get_attribute("class") or "")
        if question and not long:  # more than half a page by itself
            step = page.locator(".sheet-entry").nth(n - 1).locator("h2").inner_text()
            assert step.split("  ")[-1].strip()[-20:] in texts[question[0]].replace("\n", " ")


def test_a_worksheet_of_a_tour_leads_on_from_no_step_to_the_next(
    shown: Callable[..., Page], site: Site
) -> None:
    page = shown(f"mode=print&tour={LESSON}&sheet=worksheet")
    text = page.locator("article.worksheet").inner_text()
    [tour] = [one for one in site.timeline.tours if one.id == LESSON]
    assert [step.say for step in tour.steps if step.say[:25] in text] == []
    key = page.locator(".sheet-key").inner_text()
    for step in tour.steps:
        if step.question:
            assert (step.question in key) == (not step.open), "asked again only with an answer"
    assert "Stalin, quoted in Source" in key or "Source E: " in key


def test_how_much_paper_it_takes_is_said_before_printing(shown: Callable[..., Page]) -> None:
    page = shown("mode=print")
    said = page.locator(".sheet-length").inner_text()
    assert (found := re.match(r"about (\d+) pages: a tour or fewer events take less", said))
    real = len(printed(page))
    assert abs(int(found[1]) - real) <= 0.2 * real
    page = shown("mode=print&event=general-strike")
    assert re.match(r"one page|about [23] pages", page.locator(".sheet-length").inner_text())
