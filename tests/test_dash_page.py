"""Dash joins the living page: callbacks read and set its view, and the page never needs them."""

from __future__ import annotations

import importlib
import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import plotly_dom
import pytest
from counts import TOTAL
from dash import Dash, Input, Output, State, html, no_update
from playwright.sync_api import Page, Route, expect
from serving import EVENTS, Running

from timeline.reading.load import load
from timeline.server.app import create_app
from timeline.server.routes import MAX_BODY

OPEN_PAGE = Callable[..., Page]
EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
JOINED = "html[data-dash]"
# whatever a reader sees, and where it stands
BOXES = plotly_dom.script("""() => [...document.querySelectorAll(
  '#masthead, #masthead *, #switches, #switches *,'
  + '#filters, #filters *, #chart, #timeline, #timeline @CANVAS@, #overview, #legend, #legend *,'
  + '#introduction, #introduction *, #event, #chronicle-section, #chronicle, #colophon'
  )].map(node => {
    const { x, y, width, height } = node.getBoundingClientRect();
    return [node.tagName, node.id, x, y, width, height];
  })""")
SHIFTS = """window.shifts = 0; new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.shifts += entry.value;
}).observe({type: 'layout-shift', buffered: true});"""


@contextmanager
def served(add: Callable[[Dash], None] = lambda app: None, **settings: Any) -> Iterator[Running]:
    """The built-in timeline with the callbacks that `add` adds."""
    app = create_app(load(EVENTS), **settings)
    add(app)
    with Running(app).for_now() as site:
        yield site


def choose_lane(page: Page, lane: str) -> None:
    """Filter by a lane, by mouse."""
    page.locator("#filter-lane-button").click()
    page.locator(f'#filter-lane-options input[value="{lane}"]').click()
    page.keyboard.press("Escape")


def shows(page: Page, view: str) -> None:
    """Wait until the page shows this view."""
    page.wait_for_function("view => timeline.view() === view", arg=view)


def until(said: Callable[[], bool], page: Page) -> None:
    """Wait for something on the server's side."""
    for _ in range(200):
        if said():
            return
        page.wait_for_timeout(50)
    pytest.fail("it was waited for in vain")


# ---------------------------------------------------------------- callbacks read


def test_callbacks_hear_the_view_the_event_and_what_is_in_sight(
    page: Page, console_errors: list[str]
) -> None:
    told: dict[str, list[Any]] = {"view": [], "event": [], "visible": []}

    def add(app: Dash) -> None:
        for name, heard in told.items():

            def note(value: Any, heard: list[Any] = heard) -> str:
                heard.append(value)
                return str(value)

            app.callback(Output(f"said-{name}", "title"), Input("timeline", name))(note)

    children = [html.P(id=f"said-{name}") for name in told]
    with served(add, children=children) as site:
        site.open_whole(page)
        until(lambda: all(told.values()), page)
        everything = page.evaluate("timeline.visible()")
        assert told["view"] == [""]
        assert told["event"] == [""]
        assert told["visible"] == [everything]
        choose_lane(page, "germany")
        expect(page.locator("#said-view")).to_have_attribute("title", "lane=germany")
        in_sight = page.evaluate("timeline.visible()")
        until(lambda: told["visible"][-1] == in_sight, page)
        assert told["event"] == [""]  # it has not changed
        page.locator('#chronicle [data-event="german-october"] a').click()
        expect(page.locator("#said-event")).to_have_attribute("title", "german-october")
        assert told["view"][-1] == "lane=germany&event=german-october"
        page.keyboard.press("Escape")
        until(lambda: told["event"][-1] == "", page)
    assert console_errors == []


def test_a_view_of_the_address_is_told(page: Page) -> None:
    heard: list[tuple[str, str, int]] = []

    def add(app: Dash) -> None:
        @app.callback(
            Output("said", "title"),
            Input("timeline", "view"),
            State("timeline", "event"),
            State("timeline", "visible"),
        )
        def note(view: str, event: str, visible: list[str]) -> str:
            heard.append((view, event, len(visible)))
            return view

    with served(add, children=html.P(id="said")) as site:
        site.open_whole(page, "lane=china&event=wuhan-government")
        view = "lane=china&event=wuhan-government"
        expect(page.locator("#said")).to_have_attribute("title", view)
        count = page.evaluate("timeline.visible().length")
        assert heard[-1] == (view, "wuhan-government", count)
        assert len(heard) <= 2


# ---------------------------------------------------------------- callbacks set


def buttons(**doings: dict[str, Any]) -> tuple[Callable[[Dash], None], list[html.Button]]:
    """Buttons that set properties of the page: `buttons(germany={"view": "lane=germany"})`."""

    def add(app: Dash) -> None:
        for name, sets in doings.items():

            def answer(_: int, values: tuple[Any, ...] = tuple(sets.values())) -> Any:
                return values if len(values) > 1 else values[0]

            outputs = [Output("timeline", key, allow_duplicate=True) for key in sets]
            made = outputs if len(outputs) > 1 else outputs[0]
            app.callback(made, Input(name, "n_clicks"), prevent_initial_call=True)(answer)

    return add, [html.Button(name, id=name) for name in doings]


def test_a_callback_sets_the_view_and_the_event(page: Page, console_errors: list[str]) -> None:
    add, children = buttons(
        germany={"view": "lane=germany"},
        october={"event": "german-october"},
        both={"view": "lane=china&theme=dark", "event": "wuhan-government"},
        none={"event": ""},
    )
    with served(add, children=children) as site:
        site.open_whole(page)
        page.locator("#germany").click()
        shows(page, "lane=germany")
        expect(page.locator("#filter-lane-button")).to_have_class("filter chosen")
        page.wait_for_url("**/?lane=germany")
        page.locator("#october").click()
        expect(page.locator("#event-title")).to_contain_text("German")
        assert page.evaluate("timeline.view()") == "lane=germany&event=german-october"
        page.locator("#both").click()
        shows(page, "lane=china&event=wuhan-government&theme=dark")
        page.locator("#none").click()
        shows(page, "lane=china&theme=dark")
        # a reader has gone elsewhere: the same button leads there again
        page.locator("#clear").click()
        page.wait_for_timeout(400)
        page.locator("#germany").click()
        shows(page, "lane=germany")
    assert console_errors == []


def test_an_event_is_let_go_with_its_tour(page: Page) -> None:
    add, children = buttons(none={"event": ""})
    with served(add, children=children) as site:
        tour = load(EVENTS).tours[0].id
        site.open_whole(page, f"tour={tour}&step=2")
        assert "event=" in page.evaluate("timeline.view()")
        page.locator("#none").click()
        shows(page, "")


def test_what_a_callback_names_wrongly_is_told_and_the_rest_is_shown(
    page: Page, console_errors: list[str]
) -> None:
    views: list[str] = []
    add_buttons, children = buttons(
        wrong={"view": "lane=narnia,germany&theme=dark&event=nobody"},
        unknown={"event": "nobody"},
        nobody={"view": None},
        number={"event": 7},
    )

    def add(app: Dash) -> None:
        add_buttons(app)

        @app.callback(Output("said", "title"), Input("timeline", "view"))
        def note(view: str) -> str:
            views.append(view)
            return str(view)

    with served(add, children=[*children, html.P(id="said")]) as site:
        site.open_whole(page)
        page.locator("#wrong").click()
        expect(page.locator("#status")).to_contain_text("lane=narnia: no such lane")
        expect(page.locator("#status")).to_contain_text("event=nobody: no such event")
        assert page.evaluate("timeline.view()") == "lane=germany&theme=dark"
        # callbacks are told what is shown
        expect(page.locator("#said")).to_have_attribute("title", "lane=germany&theme=dark")
        page.locator("#clear").click()
        page.locator("#unknown").click()
        expect(page.locator("#status")).to_contain_text("event=nobody: no such event")
        # what is no text changes nothing
        page.locator("#nobody").click()
        page.locator("#number").click()
        page.wait_for_timeout(600)
        assert page.evaluate("timeline.view()") == "theme=dark"
        until(lambda: views[-1] == "theme=dark", page)
    assert console_errors == []


# ---------------------------------------------------------------- a reader who goes on


@pytest.mark.parametrize("delay", [0, 1500])
def test_no_letter_is_lost_while_callbacks_set_the_view(
    page: Page, console_errors: list[str], delay: int
) -> None:
    words = "general strike"

    def add(app: Dash) -> None:
        @app.callback(
            Output("timeline", "view"), Input("timeline", "view"), prevent_initial_call=True
        )
        def britain(view: str) -> Any:
            time.sleep(delay / 1000)
            return view if "lane=" in view else f"{view}&lane=britain"

    with served(add) as site:
        site.open_whole(page)
        page.locator("#search").focus()
        for i, letter in enumerate(words):
            page.keyboard.press("Space" if letter == " " else letter)
            # now as a quick hand types, now as one that rests
            page.wait_for_timeout([30, 90, 240][i % 3])
            assert page.locator("#search").input_value() == words[: i + 1]
        page.wait_for_function("() => timeline.view().includes('lane=britain')")
        page.wait_for_timeout(delay + 800)
        assert page.locator("#search").input_value() == words
        assert page.evaluate("timeline.view()") == "q=general+strike&lane=britain"
        expect(page.locator("#search")).to_be_focused()
        assert page.evaluate("document.activeElement.selectionStart") == len(words)
    assert console_errors == []


@pytest.mark.parametrize("delay", [0, 1500])
def test_other_filters_set_meanwhile_leave_the_words_and_the_readers_own_filters(
    page: Page, delay: int
) -> None:
    """A button sets a kind of its own, by what the server knew when it was clicked."""

    def add(app: Dash) -> None:
        @app.callback(
            Output("timeline", "view"),
            Input("go", "n_clicks"),
            State("timeline", "view"),
            prevent_initial_call=True,
        )
        def late(_: int, view: str) -> str:
            time.sleep(delay / 1000)
            return f"{view}&weight=core"

    with served(add, children=html.Button("go", id="go")) as site:
        site.open_whole(page)
        page.evaluate("document.getElementById('go').click()")
        choose_lane(page, "britain")
        page.locator("#search").focus()
        for letter in "strike":
            page.keyboard.press(letter)
            page.wait_for_timeout(60)
        page.wait_for_function("() => timeline.view().includes('weight=core')")
        page.wait_for_timeout(delay + 600)
        assert page.locator("#search").input_value() == "strike"
        assert "q=strike" in page.evaluate("timeline.view()")
        if delay < 100:  # else the answer may be to what has been told since
            assert "lane=britain" in page.evaluate("timeline.view()")


def test_a_filter_by_mouse_is_not_undone_by_an_echo_that_comes_late(page: Page) -> None:
    def add(app: Dash) -> None:
        @app.callback(Output("timeline", "view"), Input("timeline", "view"))
        def echo(view: str) -> str:
            time.sleep(0.4)
            return view

    with served(add) as site:
        site.open_whole(page)
        for lane in ("germany", "china", "britain"):
            choose_lane(page, lane)
            page.wait_for_timeout(450)  # about when the echo of the one before comes
        page.wait_for_timeout(1500)
        lanes = page.evaluate("timeline.view()").removeprefix("lane=").split(",")
        assert sorted(lanes) == ["britain", "china", "germany"]


def test_a_callback_that_answers_a_view_with_a_view_comes_to_an_end(
    page: Page, console_errors: list[str]
) -> None:
    calls: list[str] = []
    answer = "{}"

    def add(app: Dash) -> None:
        @app.callback(Output("timeline", "view"), Input("timeline", "view"))
        def echo(view: str) -> str:
            calls.append(view)
            return answer.format(view)

    with served(add) as site:
        site.open_whole(page)
        for answer in ("{}", "{}&lane=germany", "lane=narnia", "?{}&n=1"):
            calls.clear()
            page.locator("#search").press("a")  # another view each time
            page.wait_for_timeout(900)
            before = len(calls)
            page.wait_for_timeout(600)
            assert 0 < len(calls) == before <= 8, answer
    assert console_errors == []


# ---------------------------------------------------------------- without Dash


def uses_the_page(page: Page) -> None:
    """Search, filter, panel, tour, as a reader does."""
    page.locator("#search").fill("Bucharin")
    expect(page.locator("#status")).to_contain_text("“Bucharin”")
    page.locator("#clear").click()
    choose_lane(page, "britain")
    page.locator('#chronicle [data-event="general-strike"] a').click()
    expect(page.locator("#event-title")).to_contain_text("General Strike")
    page.keyboard.press("Escape")
    page.locator("#clear").click()
    page.locator("#introduction [data-tour-link]").first.click()
    expect(page.locator("#event .tour")).to_be_visible()
    page.locator("#event .step").nth(1).click()
    page.wait_for_function("() => timeline.view().includes('step=2')")
    page.evaluate("timeline.apply('')")


def test_the_page_works_where_every_request_of_dash_is_blocked(page: Page) -> None:
    asked: list[str] = []

    def block(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    page.route("**/_dash-*", block)
    page.route("**/_dash-*/**", block)
    page.add_init_script(SHIFTS)
    shown: list[str] = []
    page.on("pageerror", lambda error: shown.append(str(error)))
    page.clock.install()
    with served(children=html.P("beside")) as site:
        site.open_whole(page, joined=False)
        page.clock.run_for(1000)
        until(lambda: bool(asked), page)
        before = page.evaluate(BOXES)
        page.clock.run_for(30_000)
        until(lambda: len(asked) > 1, page)
        page.clock.run_for(120_000)
        page.wait_for_timeout(500)
        assert len(asked) == 2  # once, and once more
        assert page.evaluate(BOXES) == before
        assert page.evaluate("window.shifts") <= 0.02
        assert page.locator("#react-entry-point").inner_text() == ""
        assert page.locator("[role=alert], ._dash-error, ._dash-loading").count() == 0
        page.clock.resume()
        uses_the_page(page)
    assert shown == []


@pytest.mark.parametrize("lost", ["_dash-layout", "_dash-dependencies", "dash_renderer"])
def test_what_of_dash_did_not_come_comes_with_the_second_asking(page: Page, lost: str) -> None:
    asked: list[str] = []

    def first_time(route: Route) -> None:
        if lost in route.request.url:
            asked.append(route.request.url)
        if len(asked) == 1 and lost in route.request.url:
            route.abort()
        else:
            route.fallback()

    page.route("**/*", first_time)
    page.clock.install()
    with served(children=html.P("beside", id="mine")) as site:
        site.open_whole(page, joined=False)
        page.clock.run_for(1000)
        until(lambda: bool(asked), page)
        page.wait_for_timeout(300)
        page.clock.run_for(11_000)
        expect(page.locator("#mine")).to_have_text("beside")


def test_without_a_network_after_loading_all_goes_on(page: Page, console_errors: list[str]) -> None:
    def add(app: Dash) -> None:
        @app.callback(Output("said", "children"), Input("timeline", "view"))
        def say(view: str) -> str:
            return view

    with served(add, children=html.P(id="said")) as site:
        site.open_whole(page)
        site.stop()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        uses_the_page(page)
        assert errors == []


def test_a_callback_that_fails_does_not_hurt_the_page(page: Page) -> None:
    def add(app: Dash) -> None:
        @app.callback(Output("timeline", "view"), Input("timeline", "view"))
        def fail(view: str) -> str:
            raise RuntimeError("a fault of the developer's")

        @app.callback(Output("said", "title"), Input("timeline", "visible"))
        def unfit(visible: list[str]) -> Any:
            return no_update if len(visible) > 60 else {1, 2}  # no JSON

    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    logging.getLogger("timeline.server.dash_app").setLevel(logging.CRITICAL)
    with served(add, children=html.P(id="said")) as site:
        site.open_whole(page)
        uses_the_page(page)
        expect(page.locator("#status")).not_to_contain_text("rror")
        assert page.locator("#react-entry-point").inner_text() == ""
    assert errors == []


# ---------------------------------------------------------------- how it joins


@pytest.mark.parametrize(
    ("width", "query"),
    [
        (390, ""),
        (1280, ""),
        (820, "event=general-strike"),
        (390, "view=chronicle"),
        (1280, "view=sources&lane=germany"),
    ],
)
def test_dash_joins_without_moving_the_page(
    new_page: OPEN_PAGE, console_errors: list[str], width: int, query: str
) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    page.add_init_script(SHIFTS)
    gate = threading.Event()
    page.route("**/_dash-layout", lambda route: _when(gate, page, route))
    with served() as site:
        site.open_whole(page, query, joined=False)
        page.locator("#search").focus()
        page.keyboard.type("general s")
        page.wait_for_timeout(900)
        before, shifts = page.evaluate(BOXES), page.evaluate("window.shifts")
        page.evaluate("document.activeElement.setSelectionRange(3, 5)")
        gate.set()
        page.wait_for_selector(JOINED, state="attached")
        page.wait_for_timeout(500)
        assert page.evaluate(BOXES) == before
        assert page.evaluate("window.shifts") == shifts
        expect(page.locator("#search")).to_be_focused()
        assert page.locator("#search").input_value() == "general s"
        assert page.evaluate(
            "[document.activeElement.selectionStart, document.activeElement.selectionEnd]"
        ) == [3, 5]
        height = page.locator("#react-entry-point").evaluate("e => e.offsetHeight")
        assert height == 0
    assert console_errors == []


def _when(gate: threading.Event, page: Page, route: Route) -> None:
    while not gate.is_set():
        page.wait_for_timeout(20)
    route.continue_()


def test_letters_typed_while_dash_arrives_all_stay(page: Page, console_errors: list[str]) -> None:
    words = "hello early reader of this page"
    with served() as site:
        page.goto(site.url)
        page.wait_for_selector("html[data-ready]", state="attached")
        page.locator("#search").focus()
        for letter in words:
            page.keyboard.press("Space" if letter == " " else letter)
            page.wait_for_timeout(40)
        page.wait_for_selector(JOINED, state="attached")
        page.keyboard.press("x")
        assert page.locator("#search").input_value() == f"{words}x"
    assert console_errors == []


def test_what_stands_beside_the_chart_is_hidden_where_the_view_has_no_place_for_it(
    page: Page,
) -> None:
    with served(children=html.P("beside", id="mine")) as site:
        site.open_whole(page)
        expect(page.locator("#mine")).to_be_visible()
        for query in ("mode=embed", "mode=present", "mode=print", "view=sources"):
            page.evaluate("query => timeline.apply(query)", query)
            expect(page.locator("#mine")).to_be_hidden()
            page.evaluate("timeline.apply('')")
            expect(page.locator("#mine")).to_be_visible()
        page.emulate_media(media="print")
        expect(page.locator("#mine")).to_be_hidden()


def test_listeners_of_others_hear_and_do_not_hurt(page: Page) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    with served() as site:
        site.open_whole(page, joined=False)
        page.evaluate("""() => {
          window.heard = [];
          timeline.on('view', () => { throw new Error('mine'); });
          window.end = timeline.on('view', (view) => heard.push(view));
          timeline.on('event', (id) => heard.push(id));
          timeline.on('visible', (ids) => heard.push(ids.length));
        }""")
        assert page.evaluate("timeline.apply('event=german-october')") is not None
        assert page.evaluate("heard") == ["event=german-october", "german-october"]
        page.evaluate("end()")
        page.evaluate("timeline.apply('lane=germany')")
        in_sight = page.evaluate("timeline.visible().length")
        assert page.evaluate("heard.slice(2)") == ["", in_sight]
        assert "there is no “views”; there are view, event, visible" in page.evaluate(
            "(() => { try { timeline.on('views', () => {}); } catch (e) { return e.message; } })()"
        )
    assert errors == ["mine", "mine"]


# ---------------------------------------------------------------- components of a developer's own


def test_the_example_lists_the_events_in_sight_and_a_row_opens_its_event(
    page: Page, console_errors: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(EXAMPLES)
    example: Any = importlib.import_module("beside")
    page.add_init_script(SHIFTS)
    site = Running(example.build())
    try:
        page.goto(site.url)
        page.wait_for_selector("html[data-ready]", state="attached")
        before, shifts = page.evaluate(BOXES), page.evaluate("window.shifts")
        rows = page.locator("#rows tr")
        expect(rows).to_have_count(TOTAL)
        assert page.evaluate(BOXES) == before  # its room was kept
        assert page.evaluate("window.shifts") == shifts
        choose_lane(page, "china")
        in_sight = page.evaluate("timeline.visible()")
        expect(rows).to_have_count(len(in_sight))
        expect(page.locator("#count")).to_have_text(f"{len(in_sight)} events in sight")
        for number in (1, 3):
            row = rows.nth(number).get_by_role("button")
            row.click()
            expect(page.locator("#event-title")).to_contain_text(row.inner_text())
            expect(row).to_have_attribute("aria-pressed", "true")
            assert f"event={in_sight[number]}" in page.evaluate("timeline.view()")
            expect(row).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator('#rows [aria-pressed="true"]')).to_have_count(0)
        page.locator("#search").fill("nothing is called so")
        expect(rows).to_have_count(0)
    finally:
        site.stop()
    assert console_errors == []


@pytest.mark.parametrize("name", ["search", "event", "timeline", "chronicle", "filter-lane"])
def test_an_id_of_the_page_is_refused_for_a_component(name: str) -> None:
    with pytest.raises(ValueError, match=f"a part with the id '{name}'; choose another"):
        create_app(load(EVENTS), children=html.Div([html.P("deeper", id=name)]))


@pytest.mark.parametrize("room", ["tall", "10", "1rem; } body { display: none"])
def test_a_room_that_is_no_height_is_refused(room: str) -> None:
    with pytest.raises(ValueError, match="is not a height such as 24rem or 300px"):
        create_app(load(EVENTS), children=html.P(), room=room)


def test_a_callback_may_read_the_ids_of_a_large_timeline(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    ids = [f"event-number-{n}-{'of-many-' * 5}end" for n in range(2000)]
    events = "".join(
        f"- {{id: {name}, title: T, date: {1000 + n % 900}}}\n" for n, name in enumerate(ids)
    )
    path.write_text(f"timeline:\n  title: Large\nevents:\n{events}", encoding="utf-8")
    app = create_app(load(path))
    seen: list[int] = []

    @app.callback(Output("timeline", "event"), Input("timeline", "visible"))
    def count(visible: list[str]) -> str:
        seen.append(len(visible))
        return ""

    body = {
        "output": "timeline.event",
        "outputs": {"id": "timeline", "property": "event"},
        "inputs": [{"id": "timeline", "property": "visible", "value": ids}],
        "changedPropIds": ["timeline.visible"],
    }
    assert len(json.dumps(body)) > MAX_BODY
    assert app.server.test_client().post("/_dash-update-component", json=body).status_code == 200
    assert seen == [2000]
