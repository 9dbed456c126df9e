"""`TimelineView` in a Dash app of somebody else: two of them, with callbacks, and nothing leaks."""

from __future__ import annotations

import re
import runpy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import dash
import pytest
from dash import Dash, Input, Output, State, dcc, html
from dash.exceptions import DuplicateIdError
from flask import Response
from playwright.sync_api import Frame, Page, expect
from published import germany, ready
from serving import EVENTS
from werkzeug.serving import make_server

import timeline
from timeline.dash import FOLDER, TimelineView
from timeline.errors import ViewError
from timeline.framed import SANDBOX
from timeline.model import Timeline
from timeline.prepared import prepare

PREFIX = "/lessons/history/"
STYLE = """* { letter-spacing: 3px !important; } h1 { color: rgb(1, 2, 3); }
button, input { border: 5px solid rgb(4, 5, 6); }"""
LOOKS = """() => [...document.querySelectorAll("#own, #own *")].map((node) => {
  const style = getComputedStyle(node);
  return [node.id, ...[...style].map((key) => `${key}: ${style.getPropertyValue(key)}`)];
})"""
GLOBALS = "() => Object.getOwnPropertyNames(window)"


@pytest.fixture(scope="module")
def built_in() -> Timeline:
    return timeline.load(EVENTS)


def own() -> html.Div:
    """What the app has besides: names and classes that the timeline's page has too."""
    parts: list[Any] = [
        html.H1("Lesson", className="subtitle"),
        html.P("Words", id="status", className="quiet"),
        html.Button("China", id="china", className="chart"),
        html.Button("Event", id="choose"),
        html.Button("Unknown", id="unknown"),
        dcc.Input(id="search", value="own"),
        html.P(id="said-view"),
        html.P(id="said-event"),
        html.P(id="said-visible"),
        html.P(id="said-ignored"),
    ]
    return html.Div(parts, id="own")


def foreign(folder: Path, *views: Any, policy: bool = True) -> Dash:
    """An app that answers under a path of its own and with a strict policy on everything."""
    (folder / "assets").mkdir(exist_ok=True)
    (folder / "assets" / "own.css").write_text(STYLE, encoding="utf-8")
    app = Dash("foreign", assets_folder=str(folder / "assets"), url_base_pathname=PREFIX)
    app.layout = html.Div([own(), *views])

    @app.server.after_request
    def strict(answer: Response) -> Response:
        if policy:
            scripts = " ".join(["'self'", *app.csp_hashes()])
            rest = "style-src 'self' 'unsafe-inline'; frame-src 'self'; object-src 'none'"
            answer.headers["Content-Security-Policy"] = (
                f"default-src 'self'; script-src {scripts}; {rest}"
            )
            answer.headers["X-Frame-Options"] = "DENY"
        return answer

    return app


def wired(app: Dash) -> Dash:
    """With callbacks: what the first timeline tells goes into the page, and moves the second."""

    @app.callback(
        Output("said-view", "children"),
        Output("second", "view"),
        Input("first", "view"),
        State("second", "view"),
    )
    def follow(view: str, other: str) -> tuple[str, str]:
        return f"view {view}", f"mode=embed&theme=dark&{view}" if view else other

    @app.callback(Output("said-event", "children"), Input("first", "event"))
    def event(event: str) -> str:
        return f"event {event}"

    @app.callback(Output("said-visible", "children"), Input("first", "visible"))
    def visible(ids: list[str]) -> str:
        return f"visible {len(ids)}"

    @app.callback(Output("said-ignored", "children"), Input("first", "ignored"))
    def ignored(lines: list[str]) -> str:
        return f"ignored {'; '.join(lines)}"

    @app.callback(
        Output("first", "view"),
        Output("first", "event"),
        Input("china", "n_clicks"),
        Input("choose", "n_clicks"),
        Input("unknown", "n_clicks"),
        prevent_initial_call=True,
    )
    def set_first(*clicks: int | None) -> tuple[Any, Any]:
        same = dash.no_update
        return {
            "china": ("lane=china", same),
            "choose": (same, "general-strike"),
            "unknown": ("lane=germany,narnia&kind=strike", "nothing-of-the-kind"),
        }[dash.ctx.triggered_id]

    return app


@contextmanager
def running(app: Dash) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app.server, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def lesson(
    page: Page, tmp_path: Path, console_errors: list[str]
) -> Iterator[Callable[..., list[Frame]]]:
    """Opens an app in the page; the frames that stand in it, in their order."""
    servers: list[Any] = []

    def open_app(app: Dash, frames: int) -> list[Frame]:
        # a browser does not paint frames that are out of sight
        page.set_viewport_size({"width": 1280, "height": 1500})
        servers.append(running(app))
        page.goto(servers[-1].__enter__())
        expect(page.locator("iframe")).to_have_count(frames)
        page.wait_for_function("count => window.frames.length === count", arg=frames)
        found = [one.content_frame() for one in page.locator("iframe").element_handles()]
        framed = [one for one in found if one is not None]
        for frame in framed:
            ready(frame)
        return framed

    yield open_app
    for server in servers:
        server.__exit__(None, None, None)
    assert console_errors == []


def test_two_stand_in_one_app_and_callbacks_read_and_set_them(
    page: Page, tmp_path: Path, built_in: Timeline, lesson: Callable[..., list[Frame]]
) -> None:
    views = [
        TimelineView(id="first", timeline=built_in, view="lane=germany", height=600),
        TimelineView(id="second", timeline=prepare(built_in), view="mode=embed", height=400),
    ]
    first, second = lesson(wired(foreign(tmp_path, *views)), 2)
    assert [one.evaluate("window.origin") for one in (first, second)] == ["null", "null"]
    said = {key: page.locator(f"#said-{key}") for key in ("view", "event", "visible", "ignored")}
    expect(said["view"]).to_have_text("view lane=germany")
    expect(said["visible"]).to_have_text(f"visible {len(germany())}")
    second.wait_for_function("() => timeline.view() === 'lane=germany&mode=embed&theme=dark'")

    # by mouse: a filter more, and an event
    first.locator("#filter-lane-button").click()
    first.locator("#filter-lane-options label", has_text="Britain").click()
    expect(said["view"]).to_have_text("view lane=germany,britain")
    second.wait_for_function("() => timeline.view().startsWith('lane=germany,britain&')")
    first.locator("#chronicle [data-event='german-october'] a").click()
    expect(said["event"]).to_have_text("event german-october")
    assert first.evaluate("timeline.view()") == "lane=germany,britain&event=german-october"

    # by callbacks: an event, a view, and what the timeline does not know
    page.locator("#choose").click()
    expect(first.locator("#event-title")).to_contain_text("General Strike")
    expect(said["view"]).to_have_text("view lane=germany,britain&event=general-strike")
    page.locator("#china").click()
    expect(said["view"]).to_have_text("view lane=china")
    expect(said["event"]).to_have_text("event ")
    page.locator("#unknown").click()
    expect(said["view"]).to_have_text("view lane=germany&kind=strike")
    expect(said["ignored"]).to_contain_text("lane=narnia: no such lane")
    expect(said["ignored"]).to_contain_text("event=nothing-of-the-kind: no such event")
    expect(said["event"]).to_have_text("event ")
    expect(first.locator("#status")).to_contain_text("Ignored: lane=narnia")


def test_neither_styles_nor_names_leak_either_way(
    page: Page, tmp_path: Path, built_in: Timeline, lesson: Callable[..., list[Frame]]
) -> None:
    [frame] = lesson(foreign(tmp_path, TimelineView(id="t", timeline=built_in)), 1)
    looks, names = page.evaluate(LOOKS), set(page.evaluate(GLOBALS))
    assert frame.evaluate("getComputedStyle(document.querySelector('h1')).letterSpacing") != "3px"
    lesson(foreign(tmp_path), 0)
    page.wait_for_selector("#own")
    assert page.evaluate(LOOKS) == looks
    # the scripts stand in each app of this process: they bring two names, and the frame none
    assert names - set(page.evaluate(GLOBALS)) <= {"0"}
    assert {"timelineFrame", "timeline_dash"} <= names
    assert not {"timeline", "Plotly"} & (names - set(page.evaluate(GLOBALS)))


def test_two_with_one_id_are_refused(
    page: Page, tmp_path: Path, built_in: Timeline, console_errors: list[str]
) -> None:
    app = foreign(tmp_path, *(TimelineView(id="t", timeline=built_in) for _ in range(2)))
    with pytest.raises(DuplicateIdError, match=r"Duplicate component id found .*: `t`"):
        app._setup_server()
    # one that a callback brings is not seen by Dash, but by the component
    later = foreign(tmp_path, TimelineView(id="t", timeline=built_in), html.Div(id="place"))
    later.config.suppress_callback_exceptions = True

    @later.callback(Output("place", "children"), Input("china", "n_clicks"))
    def bring(clicks: int | None) -> Any:
        return TimelineView(id="t", timeline=built_in) if clicks else None

    with running(later) as address:
        page.goto(address)
        expect(page.locator("iframe")).to_have_count(1)
        page.locator("#china").click()
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text('another one on this page has the id "t"')
        expect(page.locator("iframe")).to_have_count(1)
    assert len(console_errors) == 1
    assert 'Two timelines of this page have the id "t"' in console_errors.pop()


def test_the_page_is_served_once_for_good_and_may_only_do_what_a_frame_may(
    tmp_path: Path, built_in: Timeline
) -> None:
    view = TimelineView(id="t", timeline=built_in)
    assert TimelineView(timeline=built_in).page == view.page
    assert TimelineView(timeline=prepare(built_in)).page != view.page, "no quotation is verified"
    client = foreign(tmp_path, view).server.test_client()
    answer = client.get(f"{PREFIX}{FOLDER}{view.page}")
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers.getlist("Content-Security-Policy") == [f"sandbox {SANDBOX}"]
    assert "X-Frame-Options" not in answer.headers
    packed = client.get(f"{PREFIX}{FOLDER}{view.page}", headers={"Accept-Encoding": "gzip"})
    assert len(packed.data) < len(answer.data)
    gone = client.get(f"{PREFIX}{FOLDER}0123.html")
    assert gone.status_code == 404
    assert "with several processes" in gone.text.lower()


def test_an_app_made_before_the_import_serves_it_too(built_in: Timeline) -> None:
    hooks = dash.hooks._ns["routes"]
    kept = list(hooks)
    hooks.clear()
    try:
        early = Dash("early")
    finally:
        hooks.extend(kept)
    view = TimelineView(id="t", timeline=built_in)
    assert FOLDER not in early.server.test_client().application.url_map.__repr__()
    from timeline import dash as module

    module._serve_from(early)
    early.layout = html.Div(view)
    assert early.server.test_client().get(f"/{FOLDER}{view.page}").status_code == 200


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"timeline": None}, "None is no timeline: write timeline=timeline.load("),
        ({"view": 7}, "7 is no view"),
        ({"height": 20}, "height"),
    ],
)
def test_what_is_no_timeline_no_view_or_no_height_is_refused(
    built_in: Timeline, given: dict[str, Any], said: str
) -> None:
    with pytest.raises(ViewError, match=re.escape(said)):
        TimelineView(**{"id": "t", "timeline": built_in} | given)


def test_the_example_has_two_and_its_callback_moves_one() -> None:
    space = runpy.run_path(str(EVENTS.parents[1] / "examples" / "dash_two.py"))
    client = space["app"].server.test_client()
    assert client.get("/_dash-layout").text.count('"namespace":"timeline_dash"') == 2
    told, view = space["follow"]("lane=china", ["an-event"])
    assert (told, view) == (
        "1 events in sight: lane=china",
        "lane=china&mode=embed&theme=dark",
    )


def test_the_version_is_that_of_the_project() -> None:
    project = (EVENTS.parents[1] / "pyproject.toml").read_text("utf-8")
    assert f'version = "{timeline.__version__}"' in project
