"""Ways to read the evidence: calendars, tours, the sources with and without their texts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import plotly_dom
import pytest
from playwright.sync_api import Page, expect
from serving import Site, apply, served

from timeline.page.source_texts import AROUND, build_texts
from timeline.reading.load import load
from timeline.views.table import DIFFERS

TEXT = "Nobody worked. " * 60 + "The mills stood still on Monday, " + "and all was quiet. " * 60
OTHER = "A free text. It says that the mills stood still on Monday too, and more."


# ---------------------------------------------------------------- calendars


def test_the_calendar_changes_words_and_moves_no_mark(shown: Callable[..., Page]) -> None:
    page = shown()
    marks = (
        f"() => document.querySelector('{plotly_dom.CHART}').data"
        ".find(trace => trace.meta.role === 'marks').x"
    )
    entry = page.locator('#chronicle [data-event="october-revolution"] .entry-date')
    expect(entry).to_have_text("6–8 November 1917")
    before = page.evaluate(marks)
    page.get_by_text("Old Style", exact=True).click()
    expect(entry).to_contain_text("24–26 October")
    assert page.evaluate(marks) == before
    assert page.evaluate("timeline.view()") == "calendar=os"


def test_the_axis_is_written_in_the_chosen_calendar(shown: Callable[..., Page]) -> None:
    page = shown()

    def first_of_november() -> float:
        ticks = page.evaluate(
            f"() => {{ const axis = document.querySelector('{plotly_dom.CHART}').layout.xaxis;"
            " return axis.ticktext.map((words, i) => [words, axis.tickvals[i]]); }"
        )
        return next(float(at) for words, at in ticks if "Nov" in words)

    apply(page, "from=1917-09&to=1917-12")
    new_style = first_of_november()
    apply(page, "from=1917-09&to=1917-12&calendar=os")
    assert first_of_november() - new_style == 13 * 86_400_000


# ---------------------------------------------------------------- tours


def test_a_tour_is_walked_step_by_step_and_left(shown: Callable[..., Page], site: Site) -> None:
    page = shown()
    tour = next(tour for tour in site.timeline.tours if tour.id == "calendar-of-1917")
    page.get_by_role("link", name=tour.title, exact=True).click()
    said = page.locator("#event .tour")
    for number, step in enumerate(tour.steps, 1):
        expect(said).to_contain_text(f"{number} of {len(tour.steps)}")
        expect(said).to_contain_text(step.say)
        if step.question:
            said.get_by_text("A question").click()
            expect(said.get_by_text(step.question)).to_be_visible()
        assert page.evaluate("timeline.view()").count(f"event={step.event}") == 1
        if number < len(tour.steps):
            said.get_by_role("button", name="forward").click()
    expect(said.get_by_role("button", name="forward")).to_be_disabled()
    said.get_by_role("button", name="leave the tour").click()
    expect(said).to_have_count(0)
    assert "tour" not in page.evaluate("timeline.view()")


def test_the_address_of_a_step_opens_that_step(page: Page, site: Site) -> None:
    tour = next(tour for tour in site.timeline.tours if tour.id == "last-years")
    site.open(page, "tour=last-years&step=2")
    expect(page.locator("#event .tour .say")).to_have_text(tour.steps[1].say)


def test_terms_and_people_of_an_event_are_explained(shown: Callable[..., Page], site: Site) -> None:
    page = shown("event=nep-adopted")
    words = page.locator("#event .glossary")
    words.locator("summary").click()
    nep = next(term for term in site.timeline.terms if "NEP" in (term.term, *term.variants))
    expect(words).to_contain_text(nep.gloss)


def test_two_clocks_show_when_the_witness_wrote(shown: Callable[..., Page]) -> None:
    page = shown("event=general-strike")
    clocks = page.locator("#event .clocks")
    expect(clocks).to_contain_text("Trotsky, The Militant, written")
    expect(clocks).to_contain_text("Date of writing not known: Chapter 6")


# ---------------------------------------------------------------- disagreement


def test_the_chart_marks_events_about_which_sources_disagree(
    shown: Callable[..., Page], site: Site
) -> None:
    page = shown()
    disputed = {item.event for item in site.timeline.disagreements}
    labels = set(page.locator(f"#timeline {plotly_dom.NAMES}").all_text_contents())
    marked = unmarked = 0
    for event in site.timeline.events:
        if event.id in disputed:
            marked += f"{event.label}{DIFFERS}" in labels
            assert event.label not in labels
        else:
            unmarked += event.label in labels
    assert marked > 5
    assert unmarked > 5
    expect(page.locator("#legend")).to_contain_text("* accounts differ")


def test_the_filter_shows_only_the_events_in_dispute(
    shown: Callable[..., Page], site: Site
) -> None:
    page = shown()
    page.locator("#filter-disputed").click()
    page.wait_for_function("() => timeline.view() === 'disputed=1'")
    assert set(page.evaluate("timeline.visible()")) == {
        item.event for item in site.timeline.disagreements
    }
    expect(page.locator("#filter-disputed")).to_have_attribute("aria-pressed", "true")


# ---------------------------------------------------------------- sources


def test_sources_show_where_their_excerpts_stand_without_the_texts(
    shown: Callable[..., Page],
) -> None:
    page = shown("view=sources")
    for source in ("linden", "tract", "museum", "qa", "trotsky", "chapter6", "wikipedia"):
        article = page.locator(f"#source-{source}")
        expect(article.locator("svg.strip")).to_be_visible()
        assert article.locator("svg.strip rect").count() >= 1
        assert article.locator(".text").count() == 0
    page.locator("#source-museum summary").click()
    page.locator('#source-museum a[href="?event=siqueiros-attack"]').click()
    expect(page.locator("#event-title")).to_be_visible()
    assert "view=" not in page.evaluate("timeline.view()")


@pytest.fixture(scope="module")
def two_texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A timeline with a text that is free to show and one that is not, both at hand."""
    folder = tmp_path_factory.mktemp("texts")
    (folder / "closed.txt").write_text(TEXT, encoding="utf-8")
    (folder / "free.txt").write_text(OTHER, encoding="utf-8")
    words = "mills stood still on Monday"
    (folder / "events.yaml").write_text(
        f"""\
sources:
- {{id: closed, title: Closed, label: Closed, file: closed.txt, show: quotation,
   part: [0, {len(TEXT)}], sha256: {"0" * 64}}}
- {{id: free, title: Free, label: Free, file: free.txt, show: full,
   part: [0, {len(OTHER)}], sha256: {"1" * 64}}}
events:
- id: strike
  title: The mills stand still
  date: 1926-05-03
  excerpts:
  - {{source: closed, exact: {words}, at: {TEXT.index(words)}}}
  - {{source: free, exact: {words}, at: {OTHER.index(words)}}}
- {{id: after, title: The day after, date: 1926-05-04}}
""",
        encoding="utf-8",
    )
    return folder


def test_a_closed_text_leaves_this_machine_only_as_quotation(two_texts: Path) -> None:
    timeline = load(two_texts / "events.yaml")
    at_home = build_texts(timeline, two_texts, at_home=True)
    abroad = build_texts(timeline, two_texts, at_home=False)
    assert set(abroad) == {"free"}
    assert at_home["free"] == abroad["free"] == {"whole": True, "pieces": [[0, OTHER]]}
    assert at_home["closed"]["whole"] is False
    shown = sum(len(text) for _, text in at_home["closed"]["pieces"])
    assert shown <= 2 * AROUND + 60 < len(TEXT)


def test_pieces_that_touch_are_joined_and_stay_within_the_part(tmp_path: Path) -> None:
    text = "".join(chr(97 + n % 26) for n in range(9_000))
    (tmp_path / "t.txt").write_text(text, encoding="utf-8")
    at = (1_100, 1_500, 5_000)  # two near one another and near the start of the part, one far
    (tmp_path / "events.yaml").write_text(
        "sources:\n"
        f"- {{id: s, title: S, file: t.txt, part: [1000, 9000], sha256: {'0' * 64}}}\n"
        "events:\n- id: e\n  title: E\n  date: 1900\n  excerpts:\n"
        + "".join(f"  - {{source: s, exact: {text[n : n + 20]}, at: {n}}}\n" for n in at),
        encoding="utf-8",
    )
    shown = build_texts(load(tmp_path / "events.yaml"), tmp_path, at_home=True)
    assert shown["s"]["pieces"] == [
        [1_000, text[1_000 : 1_520 + AROUND]],
        [5_000 - AROUND, text[5_000 - AROUND : 5_020 + AROUND]],
    ]


def test_of_a_text_all_that_can_be_read_together_stays_within_half(tmp_path: Path) -> None:
    text = "".join(chr(97 + n % 26) for n in range(6_000))
    (tmp_path / "t.txt").write_text(text, encoding="utf-8")
    parts = {"a": (0, 4_000), "b": (2_000, 6_000)}  # two sources in one file, which overlap
    quoted = {"a": (200, 900, 2_100, 3_000), "b": (2_600, 3_500, 4_400, 5_500)}
    context = "    before: {}\n    after: {}\n"
    (tmp_path / "events.yaml").write_text(
        "sources:\n"
        + "".join(
            f"- {{id: {id_}, title: S, file: t.txt, part: [{first}, {last}], sha256: {'0' * 64}}}\n"
            for id_, (first, last) in parts.items()
        )
        + "events:\n- id: e\n  title: E\n  date: 1900\n  excerpts:\n"
        + "".join(
            f"  - source: {id_}\n    exact: {text[n : n + 40]}\n    at: {n}\n"
            + context.format(text[n - 60 : n], text[n + 40 : n + 100])
            for id_, at in quoted.items()
            for n in at
        ),
        encoding="utf-8",
    )
    timeline = load(tmp_path / "events.yaml")
    shown = build_texts(timeline, tmp_path, at_home=True)
    read = {
        n
        for one in shown.values()
        for at, piece in one["pieces"]
        for n in range(at, at + len(piece))
    }
    read |= {n for at in (*quoted["a"], *quoted["b"]) for n in range(at - 60, at + 100)}
    for first, last in parts.values():
        assert 0.2 < sum(first <= n < last for n in read) / (last - first) <= 0.5


def test_in_the_text_every_excerpt_is_marked_and_leads_to_its_event(
    page: Page, two_texts: Path, console_errors: list[str]
) -> None:
    texts = build_texts(load(two_texts / "events.yaml"), two_texts, at_home=True)
    with served(two_texts / "events.yaml", texts=texts) as site:
        site.open(page, "event=strike")
        page.get_by_role("button", name="read in source").first.click()
        marks = page.locator("#source-closed mark")
        expect(marks).to_have_text("mills stood still on Monday")
        expect(marks).to_be_in_viewport()
        expect(page.locator("#source-closed")).to_contain_text("not free to show")
        expect(page.locator("#source-free .text")).to_contain_text(OTHER)
        find = page.get_by_role("searchbox", name="Find in the texts")
        find.fill("MONDAY")
        expect(page.locator(".finder .found")).to_have_text("1 of 2")
        find.press("Enter")
        expect(page.locator(".finder .found")).to_have_text("2 of 2")
        page.locator("#source-free mark a").click()
        expect(page.locator("#event-title")).to_have_text("The mills stand still")
        page.go_back()
        expect(page.locator("#source-free")).to_be_visible()
    assert console_errors == []


# ---------------------------------------------------------------- citing


def test_an_excerpt_is_cited_in_every_form(shown: Callable[..., Page]) -> None:
    page = shown("event=general-strike")
    page.locator("#event .card").first.get_by_role("button", name="cite").first.click()
    dialog = page.locator("dialog.cite")
    area = dialog.get_by_role("textbox", name="Citation")
    words = "A General Strike in May 1926 paralysed Britain"
    expect(area).to_have_value(re.compile("^“Chapter 6 – Trotsky and the world revolution,”"))
    dialog.get_by_label("Plain").check()
    expect(area).to_have_value(re.compile(words))
    dialog.get_by_label("BibTeX").check()
    expect(area).to_have_value(re.compile(r"^@\w+\{chapter6,"))
    dialog.get_by_label("CSL-JSON").check()
    assert json.loads(area.input_value())[0]["id"] == "chapter6"
    dialog.get_by_label("Web annotation").check()
    annotation = json.loads(area.input_value())
    assert words in json.dumps(annotation, ensure_ascii=False)
    assert "TextQuoteSelector" in json.dumps(annotation)
    with page.expect_download() as saved:
        dialog.get_by_role("button", name="Save as a file").click()
    assert saved.value.suggested_filename == "general-strike.jsonld"
    assert json.loads(saved.value.path().read_text(encoding="utf-8")) == annotation
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)


def test_the_events_in_sight_are_cited_together(shown: Callable[..., Page]) -> None:
    page = shown("source=museum")
    page.get_by_role("button", name="cite these events").click()
    area = page.get_by_role("textbox", name="Citation")
    expect(area).to_have_value(re.compile("The Permanent Revolution"))
    expect(area).to_have_value(re.compile("source=museum"))
    page.keyboard.press("Escape")
    expect(page.locator("dialog.cite")).to_have_count(0)


def test_the_page_describes_itself_to_search_engines(
    shown: Callable[..., Page], site: Site
) -> None:
    page = shown()
    described = json.loads(page.locator('script[type="application/ld+json"]').text_content() or "")
    assert described["@context"] == "https://schema.org"
    assert "General Strike in Britain" in json.dumps(described, ensure_ascii=False)
