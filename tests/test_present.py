"""Presenting: a teacher with a clicker goes through a tour, and comes back to what was left."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import counts
import plotly_dom
import pytest
from playwright.sync_api import Page, expect
from serving import Site, apply, served

Open = Callable[..., Page]
TOUR = "chain-of-defeats"
STEPS = counts.STEPS[TOUR]


@pytest.fixture
def still(shown: Open) -> Open:
    """Shows a view to a reader who wants no motion: a step stands at once."""

    def show(query: str = "", **options: Any) -> Page:
        return shown(query, reduced_motion="reduce", **options)

    return show


def steps_of(site: Site, tour: str = TOUR) -> list[str]:
    [found] = [one for one in site.timeline.tours if one.id == tour]
    return [step.event for step in found.steps]


def where(page: Page) -> tuple[str, str]:
    """Progress as shown, and the event whose mark is ringed."""
    query = dict(part.split("=") for part in page.evaluate("timeline.view()").split("&") if part)
    return page.locator(".stage-progress").inner_text(), query.get("event", "")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_p_presents_the_tour_from_its_present_step_and_esc_keeps_the_step_it_came_to(
    still: Open, site: Site
) -> None:
    page = still(f"tour={TOUR}&step=4&lane=germany,britain&from=1919&to=1933&theme=dark")
    left = page.evaluate("timeline.view()")
    sight = page.evaluate("timeline.visible()")
    page.keyboard.press("p")
    expect(page.locator("html")).to_have_attribute("data-mode", "present")
    expect(page.locator(".stage-progress")).to_have_text(f"4 of {STEPS}")
    press(page, "PageDown", "PageDown")
    expect(page.locator(".stage-progress")).to_have_text(f"6 of {STEPS}")
    page.keyboard.press("Escape")
    expect(page.locator("html")).to_have_attribute("data-mode", "explore")
    came_to = left.replace("step=4", "step=6").replace(steps_of(site)[3], steps_of(site)[5])
    assert page.evaluate("timeline.view()") == came_to
    assert page.evaluate("timeline.visible()") == sight
    expect(page.locator("#present")).to_be_hidden()
    expect(page.locator("#event-title")).to_be_visible()
    page.keyboard.press("p")
    expect(page.locator(".stage-progress")).to_have_text(f"6 of {STEPS}")


def test_a_tour_presented_from_the_home_page_is_gone_on_with_after_leaving(
    still: Open, site: Site
) -> None:
    page = still()
    page.locator(f'#introduction [data-does="present"][data-tour="{TOUR}"]').click()
    press(page, "PageDown", "PageDown", "Escape")
    expect(page.locator("html")).to_have_attribute("data-mode", "explore")
    query = page.evaluate("timeline.view()")
    assert query == f"event={steps_of(site)[2]}&tour={TOUR}&step=3"
    page.keyboard.press("p")
    expect(page.locator(".stage-progress")).to_have_text(f"3 of {STEPS}")


def test_events_presented_without_a_tour_are_gone_on_with_where_they_were_left(still: Open) -> None:
    page = still("lane=china&theme=dark")
    left = page.evaluate("timeline.view()")
    sight = page.evaluate("timeline.visible()")
    press(page, "p", "Escape")
    assert page.evaluate("timeline.view()") == left
    press(page, "p", "PageDown", "Escape")
    assert f"event={sight[1]}" in page.evaluate("timeline.view()").split("&")
    page.keyboard.press("p")
    expect(page.locator(".stage-progress")).to_have_text(f"2 of {len(sight)}")


@pytest.mark.parametrize(
    ("onward", "backward", "steps"),
    [
        ("ArrowRight", "ArrowLeft", None),  # all of them
        ("Space", "Shift+Space", 3),
        ("PageDown", "PageUp", 3),
        ("ArrowDown", "ArrowUp", 3),
        ("Enter", "Backspace", 3),
    ],
)
def test_every_pair_of_keys_goes_through_the_steps_and_back(
    still: Open, site: Site, onward: str, backward: str, steps: int | None
) -> None:
    page = still(f"mode=present&tour={TOUR}")
    whole = steps_of(site)
    events = whole[:steps]
    found = [where(page)]
    for _ in events[1:]:
        page.keyboard.press(onward)
        found.append(where(page))
    assert found == [(f"{n} of {len(whole)}", event) for n, event in enumerate(events, 1)]
    for _ in events[1:]:
        page.keyboard.press(backward)
    assert where(page) == found[0]


def test_home_and_end_and_the_jump_list_reach_every_step(still: Open) -> None:
    page = still(f"mode=present&tour={TOUR}")
    page.keyboard.press("End")
    expect(page.locator(".stage-progress")).to_have_text(f"{STEPS} of {STEPS}")
    page.keyboard.press("Home")
    expect(page.locator(".stage-progress")).to_have_text(f"1 of {STEPS}")
    page.locator(".stage-progress").click()
    press(page, "ArrowDown", "ArrowDown", "Enter")
    expect(page.locator(".stage-progress")).to_have_text(f"3 of {STEPS}")
    expect(page.locator(".stage-title")).to_be_visible()


def test_a_step_shows_title_date_sentence_and_one_verified_quotation(
    still: Open, site: Site
) -> None:
    page = still(f"mode=present&tour={TOUR}&step=7")
    [tour] = [one for one in site.timeline.tours if one.id == TOUR]
    event = next(e for e in site.timeline.events if e.id == tour.steps[6].event)
    expect(page.locator(".stage-title")).to_have_text(event.title)
    expect(page.locator(".stage-date")).to_contain_text(event.date.words())
    expect(page.locator(".stage-say")).to_have_text(tour.steps[6].say)
    quote = page.locator("#present blockquote[data-excerpt]")
    expect(quote).to_have_count(1)
    assert quote.inner_text() in {f"{e.exact}" for e in event.excerpts}
    expect(page.locator("#present figcaption")).to_contain_text("verified")


def test_who_says_it_asks_only_for_sources_that_have_not_stood_on_the_stage(
    still: Open, site: Site
) -> None:
    events = {event.id: event for event in site.timeline.events}
    page = still(f"mode=present&tour={TOUR}")
    tool = page.locator('.stage-tools [data-does="who"]')
    asked_of = []
    read: list[str] = []
    for n, event in enumerate(steps_of(site), 1):
        expect(page.locator(".stage-progress")).to_have_text(f"{n} of {STEPS}")
        read += page.locator("#present blockquote").all_inner_texts()
        left = [one.exact for one in events[event].excerpts if one.exact not in read]
        page.keyboard.press("w")
        assert page.locator(".activity blockquote").all_inner_texts() == left[:1], n
        if left:
            asked_of.append(n)
            page.keyboard.press("Escape")
        else:
            assert tool.get_attribute("hidden") is not None
        page.keyboard.press("PageDown")
    assert 0 < len(asked_of) < STEPS


def test_evidence_that_was_read_with_its_source_is_not_asked_for(still: Open) -> None:
    page = still(f"mode=present&tour={TOUR}&step=5")
    tool = page.locator('.stage-tools [data-does="who"]')
    assert tool.get_attribute("hidden") is None
    press(page, "q", "q")
    read = page.locator("#present blockquote").all_inner_texts()
    press(page, "ArrowLeft", "ArrowLeft", "w")
    assert page.locator(".activity blockquote").inner_text() not in read
    page.get_by_role("button", name="Show").click()
    shown = page.locator(".activity blockquote").inner_text()
    press(page, "Escape", "w")
    assert shown not in page.locator(".activity blockquote").all_inner_texts()


def test_without_a_tour_the_steps_are_the_events_of_the_view(still: Open) -> None:
    page = still("lane=china")
    sight = page.evaluate("timeline.visible()")
    page.keyboard.press("p")
    seen = []
    for n in range(len(sight)):
        expect(page.locator(".stage-progress")).to_have_text(f"{n + 1} of {len(sight)}")
        seen.append(where(page)[1])
        page.keyboard.press("ArrowRight")
    assert seen == sight
    assert page.evaluate("timeline.visible()") == sight


def test_a_view_without_events_says_so_and_can_be_left(new_page: Open, site: Site) -> None:
    page = site.open(new_page(reduced_motion="reduce"), "q=nowhere+to+be+found&mode=present")
    expect(page.locator(".stage-title")).to_have_text("No event matches this view")
    press(page, "ArrowRight", "q", "o", "Escape")
    expect(page.locator("html")).to_have_attribute("data-mode", "explore")


def test_the_question_comes_on_demand_and_the_evidence_after_it(still: Open, site: Site) -> None:
    page = still(f"mode=present&tour={TOUR}&step=5")
    [tour] = [one for one in site.timeline.tours if one.id == TOUR]
    expect(page.locator("#present")).not_to_contain_text(tour.steps[4].question)
    page.keyboard.press("q")
    expect(page.locator(".stage-question")).to_have_text(tour.steps[4].question)
    expect(page.locator("#present blockquote")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    expect(page.locator("#present blockquote").first).to_be_visible()
    expect(page.locator(".stage-question")).to_have_count(0)
    for _ in range(9):  # through all pages of the evidence, then on
        if where(page)[0] == f"6 of {STEPS}":
            break
        page.keyboard.press("ArrowRight")
    assert where(page)[0] == f"6 of {STEPS}"
    expect(page.locator(".stage-say")).to_be_visible()


def test_tools_are_for_the_mouse_and_leave_the_keys_alone(
    still: Open,
) -> None:
    page = still(f"mode=present&tour={TOUR}")
    page.mouse.move(600, 300)
    page.locator('.stage-tools [data-does="next"]').click()
    expect(page.locator(".stage-progress")).to_have_text(f"2 of {STEPS}")
    page.locator('.stage-tools [data-does="dates"]').click()
    expect(page.locator(".stage-date")).to_have_text("When?")
    page.keyboard.press("Space")  # next, which reveals; not the button once more
    expect(page.locator(".stage-date")).to_contain_text("1919")
    page.keyboard.press("Space")
    expect(page.locator(".stage-date")).to_have_text("When?")


def test_a_screen_that_grows_shows_its_chart_again(new_page: Open, site: Site) -> None:
    page = new_page(viewport={"width": 700, "height": 420}, reduced_motion="reduce")
    site.open(page, f"mode=present&tour={TOUR}&step=8")
    page.set_viewport_size({"width": 1280, "height": 720})
    expect(page.locator("#timeline")).to_be_visible()
    assert page.locator("#timeline").bounding_box()["height"] > 150  # type: ignore[index]


def test_leaving_gives_back_the_place_on_the_page(still: Open) -> None:
    page = still("view=chronicle")
    page.evaluate("scrollTo(0, 1500)")
    page.keyboard.press("p")
    expect(page.locator(".stage-title")).to_be_visible()
    press(page, "PageDown", "Escape")
    page.wait_for_function("() => Math.abs(scrollY - 1500) < 2")


def test_two_quick_steps_end_at_the_second(shown: Open) -> None:
    page = shown(f"mode=present&tour={TOUR}&step=2")
    press(page, "PageDown", "PageDown", "PageDown")
    page.evaluate("timeline.apply(timeline.view())")
    expect(page.locator(".stage-progress")).to_have_text(f"5 of {STEPS}")
    ring = page.locator(f"#timeline {plotly_dom.RING}").first.bounding_box()
    assert ring is not None
    assert 200 < ring["x"] < 1000
    page.evaluate("timeline.apply('mode=present&tour=chain-of-defeats&step=9')")
    page.evaluate("timeline.apply('lane=china')")
    page.wait_for_timeout(1500)  # as long as a glide, and then some
    assert page.evaluate("timeline.view()") == "lane=china"


def test_the_closing_questions_follow_the_last_step(still: Open, site: Site) -> None:
    page = still(f"mode=present&tour={TOUR}&step=11")
    page.keyboard.press("ArrowRight")
    [tour] = [one for one in site.timeline.tours if one.id == TOUR]
    assert page.locator(".stage-closing li").all_inner_texts() == list(tour.questions)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".stage-closing")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".stage-progress")).to_have_text(f"{STEPS} of {STEPS}")
    expect(page.locator(".stage-say")).to_be_visible()


def test_hidden_dates_show_nowhere_until_they_are_revealed(still: Open) -> None:
    page = still(f"mode=present&tour={TOUR}&step=7")
    marks = page.locator(f"#timeline {plotly_dom.MARKS}")
    page.keyboard.press("d")
    expect(page.locator(".stage-date")).to_have_text("When?")
    assert "1926" not in page.locator("#present").inner_text()
    expect(marks).to_have_count(0)
    expect(page.locator(f"#timeline {plotly_dom.RING}")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".stage-progress")).to_have_text(f"7 of {STEPS}")
    expect(page.locator(".stage-date")).to_contain_text("1926")
    expect(page.locator(f"#timeline {plotly_dom.RING}").first).to_be_attached()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".stage-date")).to_have_text("When?")
    expect(marks).to_have_count(1)  # what was revealed stays
    page.keyboard.press("d")
    expect(page.locator(".stage-date")).to_contain_text("19")


@pytest.mark.parametrize("tour", ["one-idea", "calendar-of-1917", "chain-of-defeats", "last-years"])
def test_no_part_of_the_stage_tells_a_hidden_date(still: Open, site: Site, tour: str) -> None:
    page = still(f"mode=present&tour={tour}")
    page.keyboard.press("d")
    [found] = [one for one in site.timeline.tours if one.id == tour]
    events = {event.id: event for event in site.timeline.events}
    told = []
    for n, step in enumerate(found.steps, 1):
        page.evaluate(
            "n => timeline.apply(timeline.view().replace(/&step=\\d+|$/, `&step=${n}`))", n
        )
        years = set(re.findall(r"\d{4}", events[step.event].date.words()))
        for layer in ("", "q", "w", "j"):
            if layer:
                page.keyboard.press(layer)
            shown = page.locator("#present").inner_text()
            told += [(n, layer, year) for year in years if year in shown]
            if page.locator("#present").get_attribute("data-layer"):
                page.keyboard.press("Escape")
    assert told == []


def test_b_blanks_the_screen_and_any_step_shows_it_again(still: Open) -> None:
    page = still(f"mode=present&tour={TOUR}")
    page.keyboard.press("b")
    expect(page.locator(".stage-blank")).to_be_visible()
    page.keyboard.press(".")
    expect(page.locator(".stage-blank")).to_be_hidden()
    press(page, "b", "ArrowLeft")  # there is no step before: the screen is shown all the same
    expect(page.locator(".stage-blank")).to_be_hidden()
    press(page, "b", "PageDown")
    expect(page.locator(".stage-blank")).to_be_hidden()
    expect(page.locator(".stage-progress")).to_have_text(f"2 of {STEPS}")


def test_esc_closes_what_lies_over_a_step_before_it_leaves(still: Open) -> None:
    page = still(f"mode=present&tour={TOUR}&step=3")
    for key, layer in (("?", "help"), ("j", "jump"), ("o", "order"), ("w", "who"), ("l", "follow")):
        page.keyboard.press(key)
        expect(page.locator("#present")).to_have_attribute("data-layer", layer)
        page.keyboard.press("Escape")
        expect(page.locator("#present")).to_have_attribute("data-layer", "")
    expect(page.locator("html")).to_have_attribute("data-mode", "present")
    page.keyboard.press("Escape")
    expect(page.locator("html")).to_have_attribute("data-mode", "explore")
    assert "tour=chain-of-defeats&step=3" in page.evaluate("timeline.view()")


def test_a_clickers_start_button_never_reloads_the_page(still: Open) -> None:
    page = still(f"mode=present&tour={TOUR}")
    prevented = """() => {
      const key = new KeyboardEvent("keydown", { key: "F5", bubbles: true, cancelable: true });
      document.body.dispatchEvent(key);
      return key.defaultPrevented;
    }"""
    assert page.evaluate(prevented) is True
    page.keyboard.press("Escape")
    assert page.evaluate(prevented) is False


def test_the_present_button_fills_the_screen_and_leaving_it_leaves_the_presentation(
    page: Page, site: Site
) -> None:
    site.open(page)
    page.locator('#doings [data-does="present"]').click()
    page.wait_for_function("() => document.fullscreenElement !== null")
    page.keyboard.press("f")
    page.wait_for_function("() => document.fullscreenElement === null")
    expect(page.locator("html")).to_have_attribute("data-mode", "present")
    page.keyboard.press("f")
    page.wait_for_function("() => document.fullscreenElement !== null")
    page.evaluate("document.exitFullscreen()")  # as the browser does for Esc
    expect(page.locator("html")).to_have_attribute("data-mode", "explore")


def test_keys_are_the_pages_own_while_nobody_presents(shown: Open) -> None:
    page = shown()
    press(page, "PageDown", "b", "q", "End")
    expect(page.locator("html")).to_have_attribute("data-mode", "explore")
    expect(page.locator("#present")).to_be_hidden()
    page.locator("#search").focus()
    page.keyboard.type("p")
    expect(page.locator("html")).to_have_attribute("data-mode", "explore")


def test_a_frame_takes_no_key_from_the_page_around_it(new_page: Open, site: Site) -> None:
    page = new_page(reduced_motion="reduce")
    frame = f'<iframe src="{site.url}?mode=present&tour={TOUR}" width=900 height=500></iframe>'
    host = f"<!doctype html><body tabindex=0>{frame}"
    page.route("**/host", lambda route: route.fulfill(body=host, content_type="text/html"))
    page.goto(f"{site.url}host")
    inside = page.frame_locator("iframe")
    expect(inside.locator(".stage-progress")).to_have_text(f"1 of {STEPS}")
    page.evaluate("document.body.focus()")
    press(page, "PageDown", "ArrowRight")
    expect(inside.locator(".stage-progress")).to_have_text(f"1 of {STEPS}")
    inside.locator(".stage-title").click()
    page.keyboard.press("PageDown")
    expect(inside.locator(".stage-progress")).to_have_text(f"2 of {STEPS}")


def test_a_finger_goes_on_and_back_and_never_out_of_the_page(new_page: Open, site: Site) -> None:
    page = new_page(
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        reduced_motion="reduce",
    )
    site.open(page)
    site.open(page, f"mode=present&tour={TOUR}&step=3")
    touch = page.context.new_cdp_session(page)

    def swipe(start: int, end: int) -> None:
        for kind, x in (
            ("touchStart", start),
            *(("touchMove", start + (end - start) * n // 6) for n in range(1, 7)),
        ):
            touch.send(
                "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": 400}]}
            )
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    swipe(320, 60)
    expect(page.locator(".stage-progress")).to_have_text(f"4 of {STEPS}")
    swipe(60, 320)
    swipe(60, 320)
    expect(page.locator(".stage-progress")).to_have_text(f"2 of {STEPS}")


@pytest.mark.parametrize("kind", ["touch", "pen"])
def test_a_swipe_goes_on_and_back(still: Open, kind: str) -> None:
    page = still(f"mode=present&tour={TOUR}&step=3")
    swipe = """([kind, dx, dy]) => {
      const put = (type, x, y) => document.querySelector(".stage-body").dispatchEvent(
        new PointerEvent(type, { pointerType: kind, pointerId: 7, clientX: x, clientY: y,
          bubbles: true }));
      put("pointerdown", 500, 300);
      put("pointerup", 500 + dx, 300 + dy);
    }"""
    page.evaluate(swipe, [kind, -120, 10])
    expect(page.locator(".stage-progress")).to_have_text(f"4 of {STEPS}")
    page.evaluate(swipe, [kind, 120, 10])
    page.evaluate(swipe, [kind, 120, 10])
    expect(page.locator(".stage-progress")).to_have_text(f"2 of {STEPS}")
    page.evaluate(swipe, [kind, 20, 160])
    expect(page.locator(".stage-progress")).to_have_text(f"2 of {STEPS}")


def test_the_chart_glides_from_step_to_step_and_stands_still_for_those_who_ask(
    shown: Open, still: Open
) -> None:
    look = """() => {
      const seen = new Set();
      const watch = () => {
        seen.add(document.querySelector("#timeline .xaxislayer-above").innerHTML.length
          + document.querySelector(".overview-window").style.left);
        window.seen = seen.size;
        window.watching = requestAnimationFrame(watch);
      };
      watch();
    }"""
    counts = []
    for show in (shown, still):
        page = show(f"mode=present&tour={TOUR}&step=2")
        page.evaluate(look)
        page.evaluate("timeline.apply('mode=present&tour=chain-of-defeats&step=3')")
        counts.append(page.evaluate("() => { cancelAnimationFrame(watching); return seen; }"))
    assert counts[0] > 5
    assert counts[1] <= 3


def test_only_the_lanes_in_use_are_drawn_by_their_short_names(still: Open, site: Site) -> None:
    page = still(f"mode=present&tour={TOUR}&step=7")
    lane_of = {event.id: event.lane for event in site.timeline.events}
    used = {lane_of[event] for event in steps_of(site)}
    names = {lane.short for lane in site.timeline.lanes if lane.id in used}
    drawn = page.locator("#timeline .yaxislayer-above text").all_text_contents()
    assert {name.strip() for name in drawn} - {""} == names


def test_a_script_is_told_when_the_step_stands(shown: Open) -> None:
    page = shown()
    apply(page, f"mode=present&tour={TOUR}&step=9")
    expect(page.locator(".stage-progress")).to_have_text(f"9 of {STEPS}")
    assert "Shanghai" in (page.locator(f"#timeline {plotly_dom.CHOSEN_LABEL}").text_content() or "")
    apply(page, "lane=germany")
    expect(page.locator("#present")).to_be_hidden()
    expect(page.locator("#masthead")).to_be_visible()


def test_presenting_goes_on_when_the_server_is_gone(
    new_page: Open, console_errors: list[str]
) -> None:
    with served() as mortal:
        page = mortal.open_whole(new_page(reduced_motion="reduce"), f"tour={TOUR}")
        events = steps_of(mortal)
        mortal.stop()
        page.keyboard.press("p")
        for n in range(1, len(events) + 1):
            expect(page.locator(".stage-progress")).to_have_text(f"{n} of {len(events)}")
            page.keyboard.press("PageDown")
        expect(page.locator(".stage-closing")).to_be_visible()
        press(page, "Escape", "Escape")
        expect(page.locator("#event-title")).to_be_visible()
