"""The quiet notice: it comes with the end of the server, goes with its return."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from dash import Dash
from playwright.sync_api import Page, expect
from serving import EVENTS, Site, served
from werkzeug.serving import make_server

from timeline.reading.load import load
from timeline.server.app import create_app

PROMISED = 3000  # ms until the notice comes, and until it goes
NOTICE = "No connection to the server. Everything on this page goes on working."
ASKINGS = """
    const post = Worker.prototype.postMessage;
    window.askings = 0;
    Worker.prototype.postMessage = function (...said) {
        window.askings += 1;
        post.apply(this, said);
    };
"""


@contextmanager
def serving(app: Dash, port: int) -> Iterator[None]:
    server = make_server("127.0.0.1", port, app.server, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_the_notice_comes_with_the_end_of_the_server_and_goes_with_its_return(
    page: Page, console_errors: list[str]
) -> None:
    with served() as site:
        site.open_whole(page)
        notice = page.locator("#offline")
        expect(notice).to_be_empty()
        expect(notice).to_be_hidden()
        site.stop()
        expect(notice).to_have_text(NOTICE, timeout=20_000)
        expect(notice).to_be_in_viewport()
        page.evaluate("timeline.apply('lane=germany')")
        assert "Germany" in page.locator("#status").inner_text()
        port = urlsplit(site.url).port
        assert port is not None
        with serving(create_app(site.timeline), port):
            expect(notice).to_be_empty(timeout=20_000)
            expect(notice).to_be_hidden()
    assert console_errors == []


def test_the_notice_comes_when_the_network_goes(
    page: Page, site: Site, console_errors: list[str]
) -> None:
    site.open_whole(page)
    notice = page.locator("#offline")
    page.context.set_offline(True)
    expect(notice).to_have_text(NOTICE, timeout=20_000)
    page.context.set_offline(False)
    expect(notice).to_be_empty(timeout=20_000)
    assert console_errors == []


def test_three_seconds_are_kept_at_the_worst(shown: Callable[..., Page]) -> None:
    """A pulled cable is met last just before an asking, and told when its patience ends."""
    page = shown()
    every, long, patience = page.evaluate(
        "[timelineParts.online.EVERY, timelineParts.online.LONG, timelineParts.online.PATIENCE]"
    )
    least_left = 400  # for the browser itself
    assert every + patience + least_left <= PROMISED
    assert long + least_left <= PROMISED
    pauses = page.evaluate("[0, 1, 19, 20, 1000].map(timelineParts.online.pause)")
    assert pauses == [every, every, every, long, long]


def test_it_asks_as_often_as_it_says_and_not_at_all_while_unseen(page: Page) -> None:
    page.clock.install()
    page.add_init_script(ASKINGS)
    with served() as site:
        site.open(page)
        page.clock.pause_at("2100-01-01")
        every = page.evaluate("timelineParts.online.EVERY")
        before = page.evaluate("askings")
        page.clock.run_for(4 * every)
        assert page.evaluate("askings") == before + 4
        page.evaluate("""() => {
            Object.defineProperty(document, "hidden", { value: true, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }""")
        page.clock.run_for(10 * every)
        assert page.evaluate("askings") == before + 4
        page.evaluate("""() => {
            delete document.hidden;
            document.dispatchEvent(new Event("visibilitychange"));
        }""")
        assert page.evaluate("askings") == before + 5


def test_in_a_presentation_the_last_row_reads_it(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 1280, "height": 720})
    with served() as site:
        site.open(page, "mode=present&tour=chain-of-defeats")
    expect(page.locator("#offline")).to_have_text(NOTICE, timeout=20_000)
    size = page.evaluate(
        "parseFloat(getComputedStyle(document.getElementById('offline')).fontSize)"
    )
    assert size >= 0.0304 * 720


@pytest.mark.parametrize(
    ("status", "told"), [(501, ""), (404, ""), (421, ""), (502, NOTICE), (504, NOTICE)]
)
def test_a_proxy_that_refuses_to_ask_is_a_connection_and_one_that_finds_nobody_is_none(
    page: Page, site: Site, status: int, told: str
) -> None:
    page.context.route("**/healthz", lambda route: route.fulfill(status=status))
    with page.expect_response("**/healthz"):
        site.open(page)
    with page.expect_response("**/healthz"):  # the first answer is told by then
        pass
    expect(page.locator("#offline")).to_have_text(told)


def test_a_published_copy_looks_for_no_server(page: Page, one_file: Path) -> None:
    page.add_init_script(ASKINGS)
    page.context.set_offline(True)
    page.goto(one_file.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.locator("#offline").count() == 0
    assert page.evaluate("askings") == 0


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_answer_to_the_asking_is_never_kept(method: str) -> None:
    path = create_app(load(EVENTS)).server.test_client().open("/healthz", method=method)
    assert path.status_code == 200
    assert path.headers["Cache-Control"] == "no-store"
