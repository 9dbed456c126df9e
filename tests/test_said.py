"""What is seen is also said: in the chronicle, the panel, the chart and the title of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pptx import Presentation
from ready import seen
from serving import Site, apply, served

from timeline.cli import main
from timeline.reading.load import load
from timeline.slides import slides
from timeline.telling import kind_and_lane

MINIMAL = Path(__file__).parents[1] / "examples" / "minimal.yaml"
NAME = """node => node.getAttribute("aria-label") || node.textContent"""
OURS = (
    "accounts differ", "sources disagree", "verified", "not checked", "who speaks", "core",
    "supporting", "weight", "old style", "new style", "evidence", "words of the sources", "excerpt",
    "in its file", "add ", "permanent",
)  # fmt: skip
VIEWS = (
    "", "event=caxton", "view=chronicle", "view=sources", "mode=embed", "mode=embed&event=caxton",
    "mode=present", "mode=print", "mode=print&sheet=worksheet", "q=zzz",
)  # fmt: skip


@pytest.fixture(scope="module")
def plain() -> Iterator[Site]:
    with served(MINIMAL) as site:
        yield site


def test_the_chronicle_says_kind_lane_and_dispute(shown: Callable[..., Page], site: Site) -> None:
    page = shown("view=chronicle")
    t = site.timeline
    said = page.locator("#chronicle .entry .visually-hidden").all_text_contents()
    kinds = {kind.id: kind.title for kind in t.kinds}
    lanes = {lane.id: lane.title for lane in t.lanes}
    disputed = {item.event for item in t.disagreements}
    by_id = {event.id: event for event in t.events}
    ids = page.evaluate("timeline.visible()")
    for event, words in zip((by_id[one] for one in ids), said, strict=True):
        differ = [kind_and_lane.DIFFER] if event.id in disputed else []
        assert words == ", ".join([kinds[event.kind], lanes[event.lane], *differ])


def test_a_long_list_says_the_same(page: Page, tmp_path: Path) -> None:
    lanes = "lanes: [{id: a, title: Above}, {id: b, title: Below}]\n"
    events = "".join(
        f"- {{id: e{n}, title: E {n}, date: {1400 + n}, lane: {'ab'[n % 2]}}}\n" for n in range(520)
    )
    (tmp_path / "long.yaml").write_text(f"{lanes}events:\n{events}", encoding="utf-8")
    with served(tmp_path / "long.yaml") as site:
        site.open(page)
        said = page.locator("#chronicle .entry .visually-hidden")
        assert said.nth(0).text_content() == "Above"
        apply(page, "lane=b")  # by the browser
        expect(said.nth(0)).to_have_text("Below")
        expect(said.nth(24)).to_have_text("Below")


def test_the_panel_goes_by_headings_and_its_buttons_say_what_of(
    shown: Callable[..., Page], site: Site
) -> None:
    page = shown("event=socialism-in-one-country")
    headings = page.locator("#event-body :is(h2, h3)").all_text_contents()
    labels = {source.label for source in site.timeline.sources}
    assert sum(any(one.startswith(label) for label in labels) for one in headings) >= 3
    assert any("disagree" in one for one in headings)
    articles = page.locator("#event-body article")
    for article in articles.all():
        named = article.get_attribute("aria-labelledby")
        assert page.locator(f"#event-body #{named}").count() == 1
    for words in ("cite", "read in source"):
        buttons = page.locator("#event-body button").filter(has_text=words)
        names = buttons.evaluate_all(f"nodes => nodes.map({NAME})")
        assert len(set(names)) == len(names) > 3
        assert all(name.startswith(words) for name in names)


def test_the_title_follows_the_view_and_the_history(page: Page, site: Site) -> None:
    own = site.timeline.title
    site.open(page)
    expect(page).to_have_title(own)
    page.locator("#chronicle [data-event='general-strike'] a").click()
    event = next(one for one in site.timeline.events if one.id == "general-strike")
    expect(page).to_have_title(f"{event.title} · {own}")
    for query, title in {
        "view=chronicle": f"Chronicle · {own}",
        "view=sources": f"Sources · {own}",
        "mode=print&sheet=worksheet": f"Worksheet · {own}",
    }.items():
        apply(page, query)
        expect(page).to_have_title(title)
    tour = site.timeline.tours[0]
    apply(page, f"tour={tour.id}&step=2")
    step = next(one for one in site.timeline.events if one.id == tour.steps[1].event)
    place = f"{tour.title}, 2 of {len(tour.steps)}"
    expect(page).to_have_title(f"{place}: {step.title} · {own}")
    apply(page, f"tour={tour.id}&step=2&mode=present")
    expect(page).to_have_title(f"{place} · {own}")  # what it is may be the question
    for title in (f"{place}: {step.title} · {own}", f"Worksheet · {own}"):
        page.go_back()
        expect(page).to_have_title(title)


def test_the_chart_is_one_thing_with_a_summary(shown: Callable[..., Page], site: Site) -> None:
    page = shown("lane=germany&event=german-october")
    tree = page.locator("#timeline").aria_snapshot()
    lines = [line.strip() for line in tree.splitlines()]
    assert len(lines) == 2, tree
    assert lines[0].startswith('- application "Chart of the events')
    count = len(page.evaluate("timeline.visible()"))
    assert f"{count} of {len(site.timeline.events)} events: Germany" in lines[1]
    assert "1 lane: Germany" in lines[1]
    assert "Chosen: " in lines[1]
    page.locator("#timeline").focus()
    before = page.evaluate("timeline.view()")
    page.keyboard.press("+")
    page.wait_for_function("before => timeline.view() !== before", arg=before)


def test_on_a_page_of_others_stand_no_words_of_ours(
    page: Page, plain: Site, console_errors: list[str]
) -> None:
    plain.open(page)
    for query in VIEWS:
        apply(page, query)
        words = page.evaluate("document.body.innerText").lower()
        assert [one for one in OURS if one in words] == [], query
        names = page.locator("#legend, .sheet-signs").all_inner_texts()
        assert not any("Event" in one for one in names), query
        kicker = page.locator(".kicker:visible", has_not_text="How to read")
        assert kicker.all_inner_texts() in ([], [""]), query
    assert console_errors == []


def test_nor_in_what_is_made_of_it(tmp_path: Path) -> None:
    t = load(MINIMAL)
    site = tmp_path / "site"
    assert main(["publish", str(MINIMAL), str(site)]) == 0
    pages = [(site / "e" / event.id / "index.html").read_text("utf-8") for event in t.events]
    assert main(["export", str(MINIMAL), str(tmp_path / "m.md")]) == 0
    pages.append((tmp_path / "m.md").read_text("utf-8"))
    pages += _words_of(slides(seen(t)))
    for text in pages:
        body = text.partition("<body>")[2].lower() or text.lower()
        assert [one for one in OURS if one in body] == []
        assert "· event" not in body
        assert "signs: event" not in body


def _words_of(deck: bytes) -> list[str]:
    return [
        shape.text_frame.text
        for slide in Presentation(BytesIO(deck)).slides
        for shape in slide.shapes
        if shape.has_text_frame
    ]
