"""The page in a real browser, as a reader uses it: look, filter, search, select, read."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path

import plotly_dom
import pytest
from counts import LANES, TOTAL
from playwright.sync_api import Page, expect
from serving import EVENTS, Site, apply, served
from werkzeug.serving import make_server

from timeline.reading.load import load
from timeline.server import listening
from timeline.server.app import create_app

OPEN_PAGE = Callable[..., Page]


def laid_out(page: Page) -> list[str]:
    ids: list[str] = page.evaluate(
        "[...document.querySelectorAll('#chronicle [data-event]')]"
        ".filter(e => e.offsetParent !== null).map(e => e.dataset.event)"
    )
    return ids


# ---------------------------------------------------------------- the user's own words


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("1905 essay", {"results-and-prospects"}),
        ("1917 revolutions", {"february-revolution", "october-revolution"}),
        ("1923 German crisis", {"german-october"}),
        ("1926 General Strike", {"general-strike"}),
        ("1927 China", {"chinese-revolution", "shanghai-massacre"}),
        ("1930 publication", {"permanent-revolution-published"}),
        ("1940 assassination", {"trotsky-assassinated"}),
    ],
)
def test_the_seven_events_are_found_by_the_users_own_words(
    shown: OPEN_PAGE, words: str, found: set[str]
) -> None:
    page = shown()
    page.locator("#search").fill(words)
    expect(page.locator("#status")).to_contain_text(f"“{words}”")
    assert found <= set(laid_out(page))
    assert len(laid_out(page)) < 20


def test_the_seven_core_events_are_labelled_at_first_sight(shown: OPEN_PAGE) -> None:
    page = shown()
    labels = " | ".join(page.locator(f"#timeline {plotly_dom.NAMES}").all_text_contents())
    site_labels = {
        event: page.evaluate(
            "id => { const d = JSON.parse(document.getElementById('document').textContent);"
            " return d.columns.label[d.columns.id.indexOf(id)]; }",
            event,
        )
        for event in (
            "results-and-prospects",
            "february-revolution",
            "october-revolution",
            "german-october",
            "general-strike",
            "chinese-revolution",
            "permanent-revolution-published",
            "trotsky-assassinated",
        )
    }
    missing = {event for event, label in site_labels.items() if label not in labels}
    assert missing == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bucharin", "Bukharin"),
        ("1925-27", "1925–27"),
        ("EXILE", "exile"),
        ("Pilsudski", "Piłsudski"),
        ("Czar", "Tsar"),
        ("Esthonia", "Estonia"),
    ],
)
def test_search_folds_names_dashes_and_accents(shown: OPEN_PAGE, one: str, other: str) -> None:
    page = shown()
    found = [apply(page, f"q={words}") for words in (one, other)]
    assert found[0] == found[1] != []


# ---------------------------------------------------------------- filters


def test_a_filter_is_chosen_from_its_list_with_counts(shown: OPEN_PAGE) -> None:
    page = shown()
    page.locator("#filter-lane-button").click()
    option = page.locator("#filter-lane-options label", has_text="Germany")
    count = int(option.locator(".option-count").inner_text())
    option.locator("input").check()
    assert len(laid_out(page)) == count > 0
    expect(page.locator("#status")).to_have_text(re.compile(rf"{count} of \d+ events: Germany"))
    expect(page.locator("#filter-lane-button")).to_contain_text(f"1 of {LANES}")
    page.keyboard.press("Escape")
    page.locator("#clear").click()
    page.wait_for_function("() => timeline.view() === ''")
    assert len(laid_out(page)) == TOTAL


def test_counts_of_options_follow_the_other_filters(shown: OPEN_PAGE) -> None:
    page = shown("source=museum")
    page.locator("#filter-lane-button").click()
    rows = page.locator("#filter-lane-options label")
    counts = {
        row.locator(".option-words").inner_text(): int(row.locator(".option-count").inner_text())
        for row in rows.all()
    }
    for lane in ("britain", "china", "exile"):
        found = len(apply(page, f"source=museum&lane={lane}"))
        title = {"britain": "Britain", "china": "China", "exile": "Exile and war"}[lane]
        assert counts[title] == found
    page.keyboard.press("Escape")


def test_no_result_says_so_and_offers_the_way_out(shown: OPEN_PAGE) -> None:
    page = shown()
    assert apply(page, "q=shanghai&lane=germany") == []
    nothing = page.locator("#nothing")
    expect(nothing).to_contain_text("No event matches all of these filters")
    nothing.get_by_role("button", name="Without lane Germany").click()
    assert "shanghai-massacre" in laid_out(page)
    expect(nothing).to_be_hidden()


def test_what_is_filtered_out_fades_and_keeps_its_place(shown: OPEN_PAGE) -> None:
    page = shown()
    marks = f"[...document.querySelectorAll('#timeline {plotly_dom.MARKS}')]"
    places = f"{marks}.map(p => p.getAttribute('transform'))"
    before = page.evaluate(places)
    apply(page, "lane=china")
    after = page.evaluate(places)
    # ticks of the density strips go; what stays, stays where it was
    assert set(after) <= set(before)
    # on a busy machine the fade is still on its way when the view is shown
    page.wait_for_function(
        f"() => {marks}.filter(p => Number(getComputedStyle(p).opacity) < 0.5).length > 20"
    )


# ---------------------------------------------------------------- event and evidence


def test_an_event_shows_the_words_of_every_source_that_tells_it(shown: OPEN_PAGE) -> None:
    page = shown()
    page.locator('#chronicle [data-event="general-strike"] a').click()
    panel = page.locator("#event")
    expect(panel.locator("#event-title")).to_contain_text("General Strike")
    sources = {
        quote.get_attribute("data-source")
        for quote in panel.locator("blockquote[data-excerpt]").all()
    }
    assert {"chapter6", "tract", "trotsky"} <= sources
    expect(panel).to_contain_text("4–12 May 1926")
    expect(panel).to_contain_text("supplied")
    assert panel.locator(".verified").count() >= 3
    assert panel.locator(".unverified").count() == 0
    assert "event=general-strike" in page.url


def test_a_mark_in_the_chart_selects_its_event(shown: OPEN_PAGE) -> None:
    page = shown()
    label = page.locator(f"#timeline {plotly_dom.NAMES}", has_text="General Strike").first
    label.click(force=True)
    expect(page.locator("#event-title")).to_contain_text("General Strike")


def test_dates_before_february_1918_stand_in_both_calendars(shown: OPEN_PAGE) -> None:
    page = shown("event=october-revolution")
    panel = page.locator("#event")
    expect(panel).to_contain_text("New Style 6–8 November 1917")
    expect(panel).to_contain_text("Old Style 24–26 October 1917")


def test_links_lead_from_event_to_event_with_the_words_that_claim_them(
    timeline_page: Page,
) -> None:
    apply(timeline_page, "event=anglo-russian-committee")
    links = timeline_page.locator("#event .links")
    assert links.locator("q").count() >= 1
    links.locator('a[href="?event=general-strike"]').first.click()
    expect(timeline_page.locator("#event-title")).to_contain_text("General Strike")
    timeline_page.go_back()
    expect(timeline_page.locator("#event-title")).to_contain_text("Anglo-Russian")


def test_disagreeing_claims_stand_side_by_side(shown: OPEN_PAGE) -> None:
    page = shown("event=socialism-in-one-country")
    claims = page.locator("#event .disagreement li")
    assert claims.count() >= 3
    expect(page.locator("#event .disagreement").first).to_contain_text("Sources disagree")


def test_previous_and_next_walk_through_the_filtered_events(shown: OPEN_PAGE) -> None:
    page = shown()
    ids = apply(page, "lane=germany&event=luxemburg-liebknecht-murdered")
    walked = ["luxemburg-liebknecht-murdered"]
    following = page.get_by_role("button", name="next →")
    while following.is_enabled():
        following.click()
        walked.append(re.search(r"event=([\w-]+)", page.url)[1])  # type: ignore[index]
    assert walked == ids


def test_a_tag_of_an_event_is_a_filter(shown: OPEN_PAGE) -> None:
    page = shown("event=general-strike")
    page.locator("#event .about button").first.click()
    assert page.evaluate("timeline.view()").count("=") == 2
    assert 0 < len(laid_out(page)) < TOTAL


# ---------------------------------------------------------------- the view in the address


def test_a_views_address_opened_in_a_new_browser_restores_it(
    shown: OPEN_PAGE, new_page: OPEN_PAGE
) -> None:
    first = shown()
    query = "q=stalin&source=chapter6&from=1923&to=1927&event=german-october&theme=dark"
    ids = apply(first, query)
    first.wait_for_url(re.compile("event=german-october"))
    second = new_page()
    second.goto(first.url)
    second.wait_for_selector("html[data-ready]", state="attached")
    assert second.evaluate("timeline.visible()") == ids
    assert second.evaluate("timeline.view()") == first.evaluate("timeline.view()")
    assert second.locator("#search").input_value() == "stalin"
    assert second.locator("html").get_attribute("data-theme") == "dark"
    expect(second.locator("#event-title")).to_contain_text("German")
    assert laid_out(second) == ids


def test_opening_a_view_does_not_touch_its_address(page: Page, site: Site) -> None:
    site.open(page, "lane=china&event=wuhan-government&future=kept")
    page.wait_for_timeout(600)
    assert page.url.endswith("?lane=china&event=wuhan-government&future=kept")


def test_back_returns_to_the_event_before(timeline_page: Page) -> None:
    for event in ("nep-adopted", "lenin-dies"):
        timeline_page.locator(f'#chronicle [data-event="{event}"] a').click()
    timeline_page.go_back()
    expect(timeline_page.locator("#event-title")).to_contain_text("New Economic Policy")
    timeline_page.go_back()
    expect(timeline_page.locator("#introduction")).to_be_visible()


def test_a_bad_value_is_named_and_the_rest_of_the_view_applies(page: Page, site: Site) -> None:
    site.open(page, "lane=narnia,germany&theme=dark&from=soon")
    expect(page.locator("#status")).to_contain_text("lane=narnia: no such lane")
    expect(page.locator("#status")).to_contain_text("from=soon")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.evaluate("timeline.view()") == "lane=germany&theme=dark"


def test_apply_before_the_page_is_drawn_waits_for_it(page: Page, site: Site) -> None:
    page.goto(site.url, wait_until="commit")
    page.wait_for_function("() => window.timeline && window.timeline.apply")
    ids = apply(page, "lane=china")
    assert ids
    assert laid_out(page) == ids


def test_two_readers_do_not_share_a_view(shown: OPEN_PAGE, new_page: OPEN_PAGE, site: Site) -> None:
    one, other = shown(), site.open(new_page())
    apply(one, "lane=china&theme=dark")
    assert other.evaluate("timeline.view()") == ""
    assert site.open(other).evaluate("timeline.view()") == ""


# ---------------------------------------------------------------- zoom


def test_buttons_and_keys_zoom_and_return_home(shown: OPEN_PAGE) -> None:
    page = shown()
    page.locator("#zoom-in").click()
    expect(page).to_have_url(re.compile("from="))
    narrower = page.evaluate("timeline.visible().length")
    page.locator("#zoom-home").click()
    page.wait_for_function(f"() => timeline.visible().length > {narrower}")
    page.wait_for_function("() => !location.search.includes('from=')")
    page.locator("#timeline").focus()
    page.keyboard.press("+")
    expect(page).to_have_url(re.compile("from="))
    page.keyboard.press("0")
    page.wait_for_function("() => !location.search.includes('from=')")


def test_the_wheel_zooms_with_ctrl_and_else_scrolls_the_page(shown: OPEN_PAGE) -> None:
    page = shown()
    box = page.locator("#timeline").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 200)
    page.mouse.wheel(0, 200)
    page.wait_for_function("() => scrollY > 0")
    assert page.evaluate("timeline.view()") == ""
    page.evaluate("scrollTo(0, 0)")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    page.wait_for_function("() => timeline.view().includes('from=')")


def test_the_window_of_the_address_is_the_window_of_the_chart(page: Page, site: Site) -> None:
    site.open(page, "from=1923&to=1924")
    low, high = page.evaluate(f"{plotly_dom.RANGE}.map(v => new Date(v).getTime())")
    year = 365.2425 * 86_400_000
    assert (high - low) / year == pytest.approx(2, abs=0.02)
    visible = page.evaluate("timeline.visible()")
    assert "german-october" in visible
    assert "general-strike" not in visible


# ---------------------------------------------------------------- no server, no scripts


def test_the_page_goes_on_when_the_server_is_gone(page: Page, console_errors: list[str]) -> None:
    with served() as site:
        site.open_whole(page)
        site.stop()
        page.locator("#search").fill("Bucharin")
        expect(page.locator("#status")).to_contain_text("“Bucharin”")
        assert 0 < len(laid_out(page)) < 20
        page.locator("#filter-lane-button").click()
        page.locator("#filter-lane-options input").first.check()
        page.keyboard.press("Escape")
        page.locator("#clear").click()
        page.locator('#chronicle [data-event="general-strike"] a').click()
        expect(page.locator("#event-title")).to_contain_text("General Strike")
        page.get_by_role("button", name="next →").click()
        expect(page.locator("#event-title")).not_to_contain_text("General Strike")
        apply(page, "event=anglo-russian-committee&theme=projector")
        page.locator("#event .links a").first.click()
        page.locator("#zoom-in").click()
        page.get_by_text("Sources", exact=True).first.click()
        expect(page.locator("#sources")).to_be_visible()
    assert console_errors == []


def test_the_chronicle_is_readable_before_any_script(new_page: OPEN_PAGE, site: Site) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(site.url)
    expect(page.locator(".unscripted")).to_contain_text("still picture")
    entries = page.locator("#chronicle [data-event]")
    assert entries.count() == len(site.timeline.events)
    for event in site.timeline.events[::9]:
        entry = page.locator(f'#chronicle [data-event="{event.id}"]')
        expect(entry).to_be_visible()
        expect(entry).to_contain_text(event.title)
        expect(entry).to_contain_text(event.summary)
        expect(entry).to_contain_text(event.date.words())
    expect(page.locator("#sources")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_takes_the_chronicle_over_without_a_jump(
    new_page: OPEN_PAGE, site: Site, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    page.add_init_script(
        "window.shifts = 0; new PerformanceObserver(list => {"
        " for (const e of list.getEntries()) if (!e.hadRecentInput) window.shifts += e.value; })"
        ".observe({type: 'layout-shift', buffered: true});"
    )
    site.open(page)
    page.wait_for_timeout(300)
    assert page.evaluate("window.shifts") <= 0.02


# ---------------------------------------------------------------- keyboard, phone


def test_every_event_is_reached_and_read_by_keyboard_alone(timeline_page: Page) -> None:
    timeline_page.keyboard.press("Tab")
    expect(timeline_page.locator(".skip")).to_be_focused()
    timeline_page.keyboard.press("Enter")
    timeline_page.keyboard.press("Tab")
    reached = []
    for _ in range(TOTAL):
        reached.append(
            timeline_page.evaluate("document.activeElement.closest('[data-event]').dataset.event")
        )
        timeline_page.keyboard.press("ArrowDown")
    assert reached == timeline_page.evaluate("timeline.visible()")
    timeline_page.keyboard.press("Enter")
    expect(timeline_page.locator("#event-title")).to_be_focused()
    timeline_page.keyboard.press("Escape")
    assert (
        timeline_page.evaluate("document.activeElement.closest('[data-event]').dataset.event")
        == reached[-1]
    )


def test_slash_leads_to_the_search(shown: OPEN_PAGE) -> None:
    page = shown()
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()


def test_every_link_leads_somewhere(shown: OPEN_PAGE) -> None:
    """Those that wait unseen, too: a search engine follows them, and a reader may copy them."""
    nowhere = '[...document.querySelectorAll(\'a:not([href]), a[href=""], a[href="#"]\')]'
    assert shown().evaluate(f"{nowhere}.map(link => link.outerHTML)") == []


def test_nothing_scrolls_sideways_on_a_phone(new_page: OPEN_PAGE, site: Site) -> None:
    page = site.open(new_page(viewport={"width": 320, "height": 640}, has_touch=True))
    for query in ("", "event=general-strike", "view=chronicle", "view=sources", "theme=projector"):
        apply(page, query)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, query


def test_on_a_phone_an_event_is_a_sheet_that_closes(new_page: OPEN_PAGE, site: Site) -> None:
    page = site.open(new_page(viewport={"width": 390, "height": 844}, has_touch=True))
    page.locator('#chronicle [data-event="general-strike"]').tap()
    expect(page.locator("#event-title")).to_be_in_viewport()
    page.get_by_role("button", name="close").tap()
    expect(page.locator('#chronicle [data-event="general-strike"]')).to_be_in_viewport()


# ---------------------------------------------------------------- other files


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "{%app_entry%} {{7*7}} ${7*7}",
    "</script><script>alert(2)</script>",
    "<b>bold</b> &amp; &lt;i&gt; <br>",
    "\"quoted\" 'and' `ticks`",
    "<a href='javascript:alert(3)'>x</a>",
]


def test_hostile_strings_stand_verbatim_and_inert_everywhere(
    page: Page, tmp_path: Path, console_errors: list[str]
) -> None:
    lines = ["timeline:", f"  title: {quoted(HOSTILE[2])}", "events:"]
    for i, text in enumerate(HOSTILE):
        lines += [
            f"- id: e{i}",
            f"  title: {quoted(text)}",
            f"  label: {quoted(text[:28])}",
            f"  date: {1900 + 10 * i}",
            f"  summary: {quoted(text)}",
            f"  people: [{quoted(f'p{i}')}]",
        ]
    path = tmp_path / "hostile.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    with served(path) as site:
        site.open(page)
        assert page.title() == HOSTILE[2]
        for i, text in enumerate(HOSTILE):
            entry = page.locator(f'#chronicle [data-event="e{i}"]')
            assert entry.locator("a").text_content() == text
            apply(page, f"event=e{i}")
            assert page.locator("#event-title").text_content() == text
        labels = page.locator(f"#timeline {plotly_dom.NAMES}").all_text_contents()
        drawn = {label.replace("\u00a0", " ") for label in labels}
        assert {text[:28] for text in HOSTILE} & drawn
        for label in drawn:
            assert any(label in text for text in HOSTILE), label
        assert page.locator("#event img, #chronicle img, #event script").count() == 0
    assert console_errors == []


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def test_a_beginners_file_makes_a_page(page: Page, console_errors: list[str]) -> None:
    minimal = Path(__file__).resolve().parents[1] / "examples" / "minimal.yaml"
    with served(minimal) as site:
        site.open(page)
        assert len(laid_out(page)) == 3
        assert page.locator(f"#timeline {plotly_dom.NAMES}").count() >= 3
        page.locator("#chronicle a").first.click()
        expect(page.locator("#event-title")).to_have_text(site.timeline.events[0].title)
    assert console_errors == []


def test_an_event_that_cannot_be_drawn_is_counted_and_named(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "some.yaml"
    path.write_text(
        "timeline:\n  title: Some\n  range: 1900/1910\nevents:\n"
        "- {id: inside, title: Inside, date: 1905}\n"
        "- {id: outside, title: Outside, date: 1950}\n",
        encoding="utf-8",
    )
    with served(path) as site:
        site.open(page)
        expect(page.locator("#status")).to_contain_text("1 not drawn: outside")
        expect(page.locator("#undrawn")).to_contain_text("outside")


def test_dragging_the_brush_moves_the_chart(shown: OPEN_PAGE) -> None:
    page = shown()
    page.locator("#overview").scroll_into_view_if_needed()
    strip = page.locator(".overview-strip").bounding_box()
    assert strip
    y = strip["y"] + strip["height"] / 2
    page.mouse.move(strip["x"] + strip["width"] * 0.5, y)
    page.mouse.down()
    page.mouse.move(strip["x"] + strip["width"] * 0.7, y, steps=5)
    page.mouse.up()
    page.wait_for_function("() => timeline.view().includes('from=')")
    low, high = page.evaluate(f"() => {plotly_dom.RANGE}.map(v => new Date(v).getUTCFullYear())")
    assert 1917 <= low < high <= 1935


@pytest.mark.parametrize("view", ["chronicle", "sources"])
def test_the_chart_is_drawn_when_it_comes_into_sight(
    new_page: OPEN_PAGE, site: Site, view: str
) -> None:
    page = site.open(new_page(viewport={"width": 768, "height": 900}), f"view={view}")
    apply(page, "")
    page.wait_for_function(f"() => {plotly_dom.WIDTH} > 600")
    assert page.locator(f"#timeline {plotly_dom.NAMES}").count() > 10


def test_dash_s_own_tools_move_nothing_and_ask_nobody(
    new_page: OPEN_PAGE, console_errors: list[str]
) -> None:
    parts = "#masthead, #switches, #filters, #chart, #timeline, #legend, #event, #chronicle"
    boxes = """nodes => nodes.map((node) => {
      const { x, y, width, height } = node.getBoundingClientRect();
      return [node.id, x, y, width, height];
    })"""
    found = []
    for debugging in (False, True):
        app = create_app(load(EVENTS))
        if debugging:
            app.enable_dev_tools(**listening.DEBUGGING, dev_tools_hot_reload=False)
        server = make_server("127.0.0.1", 0, app.server, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = new_page()  # which lets no request leave the machine
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        page.wait_for_selector("html[data-ready]", state="attached")
        page.wait_for_selector("html[data-dash]", state="attached")  # it comes in idle time
        if debugging:
            page.locator(".dash-debug-menu__outer").wait_for()
            page.wait_for_load_state("networkidle")
        found.append(page.locator(parts).evaluate_all(boxes))
        server.shutdown()
        server.server_close()
    assert found[0] == found[1]
    assert console_errors == []


def test_a_filter_taken_off_before_the_chart_has_rested_brings_its_marks_back(
    page: Page, site: Site, console_errors: list[str]
) -> None:
    # what every mark looks like is learnt in idle time, which on a busy machine may not come
    page.add_init_script("window.requestIdleCallback = () => 0")
    site.open(page)
    drawn = f"document.querySelectorAll('#timeline {plotly_dom.MARKS}').length"
    whole = page.evaluate(drawn)
    for query in ("q=strike", "", "lane=britain", ""):
        apply(page, query)
    assert page.evaluate(drawn) == whole
    assert console_errors == []
