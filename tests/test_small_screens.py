"""Where there is little room: the chosen event below the chart, tours, and pasted texts."""

from __future__ import annotations

from collections.abc import Callable

import plotly_dom
import pytest
from playwright.sync_api import Page, expect
from serving import Site, apply

Open = Callable[..., Page]
TABLETS = [(820, 1180), (1024, 768), (1093, 614), (720, 900), (1099, 500)]
ENDS = ["theory-worked-out", "october-revolution", "trotsky-assassinated", "shanghai-massacre"]

PLACES = plotly_dom.script("""(id) => {
  const box = (node) => node.getBoundingClientRect();
  const mark = box((@MARK_OF@)(document.querySelector("@CHART@"), id));
  const drawer = box(document.getElementById("event"));
  const chart = box(document.getElementById("timeline"));
  return { mark: [mark.top, mark.bottom], drawer: [drawer.top, drawer.bottom],
    chart: [chart.top, chart.bottom], height: innerHeight };
}""")


def faults(page: Page, event: str) -> list[str]:
    """What of a chosen event is not in sight, or covered."""
    at = page.evaluate(PLACES, event)
    (mark, under), (drawer, end), (chart, foot) = at["mark"], at["drawer"], at["chart"]
    found = []
    if not 0 <= mark < under <= drawer:
        found.append(f"mark at {mark:.0f}-{under:.0f}, drawer from {drawer:.0f}")
    if abs(end - at["height"]) > 1 or at["height"] - drawer < 150:
        found.append(f"drawer {drawer:.0f}-{end:.0f} of {at['height']}")
    if min(drawer, foot) - max(0, chart) < 60:
        found.append(f"the drawer covers the chart {chart:.0f}-{foot:.0f}")
    return found


@pytest.mark.parametrize("size", TABLETS, ids=lambda size: f"{size[0]}x{size[1]}")
def test_on_a_tablet_a_chosen_event_is_in_sight_and_so_is_its_mark(
    new_page: Open, site: Site, size: tuple[int, int]
) -> None:
    page = new_page(viewport={"width": size[0], "height": size[1]})
    site.open(page, f"event={ENDS[1]}")  # by a link
    expect(page.locator("#event-title")).to_be_in_viewport()
    assert faults(page, ENDS[1]) == []
    for event in ENDS:  # by a hand or a script
        apply(page, f"event={event}")
        assert faults(page, event) == []
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
        page.evaluate("timeline.apply(timeline.view())")  # kept when it is drawn
        event = page.evaluate("new URLSearchParams(timeline.view()).get('event')")
        assert faults(page, event) == []
    for theme in ("dark", "projector"):
        apply(page, f"event={ENDS[2]}&theme={theme}")
        apply(page, f"event={ENDS[1]}&theme={theme}")
        assert faults(page, ENDS[1]) == []


@pytest.mark.parametrize("event", ENDS)
def test_beside_its_panel_too_a_chosen_mark_is_in_sight(shown: Open, event: str) -> None:
    page = shown(f"event={event}", viewport={"width": 1280, "height": 560})
    (top, bottom), height = page.evaluate(PLACES, event)["mark"], 560
    assert 0 <= top < bottom <= height


def test_an_entry_far_down_the_chronicle_is_chosen_without_a_jump(shown: Open) -> None:
    page = shown(viewport={"width": 1280, "height": 560})
    entry = page.locator("#chronicle [data-event='lenin-dies']")
    entry.evaluate("(node) => node.scrollIntoView({ block: 'center' })")
    before = page.evaluate("scrollY")
    entry.locator("a").click()
    expect(page.locator("#event-title")).to_be_in_viewport()
    plot = plotly_dom.WIDTH
    width = page.evaluate(plot)
    page.set_viewport_size({"width": 1400, "height": 560})
    page.wait_for_function(f"(before) => {plot} > before", arg=width)
    assert abs(page.evaluate("scrollY") - before) < 60  # the lines above may run differently


def test_a_screen_that_is_turned_keeps_the_chosen_mark_in_sight(shown: Open) -> None:
    page = shown(f"event={ENDS[2]}", viewport={"width": 1280, "height": 720})
    page.set_viewport_size({"width": 820, "height": 700})
    page.wait_for_function(f"() => {plotly_dom.WIDTH} < 820")
    page.evaluate("() => new Promise((done) => setTimeout(done, 100))")
    assert faults(page, ENDS[2]) == []


def test_a_drawer_opens_without_taking_the_focus_and_closing_gives_it_back(shown: Open) -> None:
    page = shown(viewport={"width": 1024, "height": 768})
    page.locator(f"#timeline {plotly_dom.NAMES}", has_text="October Revolution").first.click(
        force=True
    )
    expect(page.locator("#event-title")).to_be_in_viewport()
    expect(page.locator("#timeline")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#event-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#event")).to_be_hidden()
    expect(page.locator("#timeline")).to_be_focused()
    tour = page.locator("[data-tour-link]").first
    tour.focus()
    page.keyboard.press("Enter")
    close = page.locator("#event").get_by_role("button", name="close", exact=True)
    expect(close).to_be_in_viewport()
    close.click()
    expect(tour).to_be_focused()


def test_no_focus_is_caught_in_a_drawer_and_its_end_can_be_scrolled_out_from_under_it(
    shown: Open,
) -> None:
    page = shown("event=nep-adopted", viewport={"width": 1024, "height": 768})
    page.locator("#event button").last.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#event') === null")
    last = page.locator("#chronicle [data-event] a").last
    last.focus()
    box, drawer = last.bounding_box(), page.locator("#event").bounding_box()
    assert box is not None
    assert drawer is not None
    assert box["y"] + box["height"] <= drawer["y"]
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    foot = page.locator("#colophon").bounding_box()
    assert foot is not None
    assert foot["y"] + foot["height"] <= drawer["y"] + 40


def test_an_entry_chosen_in_the_chronicle_stays_in_sight(shown: Open) -> None:
    page = shown("view=chronicle", viewport={"width": 820, "height": 700})
    entry = page.locator("#chronicle [data-event='general-strike']")
    entry.evaluate("(node) => node.scrollIntoView({ block: 'end' })")
    entry.locator("a").click()
    expect(page.locator("#event-title")).to_be_in_viewport()
    box, drawer = entry.bounding_box(), page.locator("#event").bounding_box()
    assert box is not None
    assert drawer is not None
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= drawer["y"] + 1


@pytest.mark.parametrize(
    "query", ["mode=print&event=nep-adopted", "mode=present&event=nep-adopted"]
)
@pytest.mark.parametrize("width", [390, 900])
def test_neither_paper_nor_stage_has_a_drawer(shown: Open, query: str, width: int) -> None:
    page = shown(query, viewport={"width": width, "height": 700})
    expect(page.locator("#event")).to_be_hidden()
    expect(page.locator("#introduction")).to_be_hidden()


def test_what_is_printed_beside_an_open_drawer_is_the_handout(shown: Open) -> None:
    page = shown("event=nep-adopted", viewport={"width": 900, "height": 700})
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator("#event")).to_be_hidden()
    expect(page.locator("#introduction")).to_be_hidden()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")


# ---------------------------------------------------------------- tours, and how to read


@pytest.mark.parametrize("width", [320, 390, 720, 820, 1099, 1100, 1920])
def test_tours_and_speakers_are_found_at_every_width(shown: Open, site: Site, width: int) -> None:
    page = shown(viewport={"width": width, "height": 800})
    for tour in site.timeline.tours:
        expect(page.locator(f"[data-tour-link='{tour.id}']")).to_be_visible()
    for words in ("How to read", "Who speaks"):
        expect(page.locator("#introduction").get_by_text(words, exact=True)).to_be_visible()
    expect(page.locator("#introduction [data-source-link]")).to_have_count(
        len(site.timeline.sources)
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for view in ("chart", "chronicle", "sources", "chart&event=nep-adopted"):
        apply(page, f"view={view}")
        way = page.locator("#doings [data-does='tours']")
        if width >= 1100 and view in ("chart", "chronicle"):
            expect(way).to_be_hidden()  # the tours stand beside the chart
        elif width >= 720 or "event" not in view:  # on a phone the event fills the screen
            way.click()
            expect(page.locator("[data-tour-link]").first).to_be_in_viewport()
    if width < 1100:
        apply(page, "")
        page.locator("[data-tour-link]").first.click()
        expect(page.locator("#event .tour")).to_be_in_viewport()


@pytest.mark.parametrize("size", [(320, 640), (390, 844), (719, 900), (820, 1180), (1280, 720)])
@pytest.mark.parametrize("theme", ["light", "projector"])
def test_no_hole_stands_above_the_chronicle_or_the_sources(
    shown: Open, size: tuple[int, int], theme: str
) -> None:
    page = shown(f"theme={theme}", viewport={"width": size[0], "height": size[1]})
    for view in ("chronicle", "sources"):
        apply(page, f"theme={theme}&view={view}")
        head = page.locator("#chronicle-section > h2" if view == "chronicle" else "#sources > h2")
        gap = page.evaluate(
            """(head) => head.getBoundingClientRect().top
              - document.getElementById("filters").getBoundingClientRect().bottom""",
            head.element_handle(),
        )
        assert 0 <= gap < 40, view


# ---------------------------------------------------------------- a pasted text


PASTED = {
    "300 characters": "permanent revolution and the fight of " * 8,
    "3,000 without a space": "a" * 3000,
    "leftwards": "ثورة دائمة " * 60,
    "lines": "one\ntwo\r\nthree\t\u2028" * 40,
    "signs of four bytes": "\U0001f6a9" * 400,
}
PASTE = """(node, text) => {
  node.focus();
  node.select();
  document.execCommand("insertText", false, text);
}"""
# The parts of the page's head that lie over one another, or beyond the screen.
CROWDED = """() => {
  const parts = ["#masthead h1", "#doings", "#switches", "#filters .search", "#filter-row",
    "#status", "#clear"];
  const box = (one) => document.querySelector(one).getBoundingClientRect();
  const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  const found = [];
  const rule = box("#filters").bottom;
  parts.forEach((one, i) => {
    const { left, right, bottom } = box(one);
    if (left < -1 || right > innerWidth + 1) found.push(`${one} leaves the screen`);
    if (i > 2 && bottom > rule + 1) found.push(`${one} goes through the rule`);
    for (const other of parts.slice(i + 1)) {
      if (over(box(one), box(other))) found.push(`${one} lies over ${other}`);
    }
  });
  if (box("#chart").top < rule - 1) found.push("the head lies over the chart");
  const { left, right, height } = box("#nothing");
  if (left < 0 || right > innerWidth || height > 320) found.push("#nothing is too large");
  if (document.documentElement.scrollWidth > innerWidth) found.push("it scrolls sideways");
  return found;
}"""


@pytest.mark.parametrize("width", [320, 390, 720, 1024, 1100, 1280, 1920])
def test_a_pasted_text_harms_nothing(shown: Open, width: int) -> None:
    page = shown(viewport={"width": width, "height": 800})
    for theme in ("light", "projector"):
        apply(page, f"theme={theme}")
        for name, text in PASTED.items():
            page.locator("#search").evaluate(PASTE, text)
            page.wait_for_function(
                "() => document.querySelector('#status').textContent.includes('“')"
            )
            assert page.evaluate(CROWDED) == [], f"{theme}, {name}"


def test_of_a_long_text_the_part_that_is_searched_is_shown_and_the_rest_is_told(
    shown: Open,
) -> None:
    page = shown()
    page.locator("#search").evaluate(PASTE, "strike " * 400)
    status = page.locator("#status")
    expect(status).to_contain_text("…")
    expect(status).to_contain_text("only the first 200 characters were searched")
    words = ("strike " * 400)[:200].strip()
    assert f"“{words}" in (status.get_attribute("title") or "")
    expect(page.locator("#search")).to_have_value(("strike " * 400)[:200])
    written = page.evaluate("timeline.view()")
    apply(page, written)  # as a link that was passed on
    assert page.evaluate("timeline.view()") in (written, written.rstrip("+"))
    page.locator("#search").fill("")
    expect(status).not_to_contain_text("…")
    assert not status.get_attribute("title")


@pytest.mark.parametrize("width", [320, 820, 1280])
def test_long_values_of_a_link_harm_nothing(shown: Open, width: int) -> None:
    page = shown(viewport={"width": width, "height": 800})
    for query in (
        f"q={'b' * 3000}",
        "lane=" + ",".join(str(n) + "c" * 300 for n in range(60)),
        f"q=x&lane={'d' * 3000}&from={'e' * 900}&tour={'f' * 900}&theme=projector",
    ):
        apply(page, query)
        assert page.evaluate(CROWDED) == [], query[:20]
