"""What the browser tests share: one Chromium a session, one context a test, no way out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright
from serving import EVENTS, Site, served

from bench.chromium import FLAGS, find_chromium
from timeline.__main__ import main

WAIT_MS = 20_000  # for a slow machine; nothing is timed by it


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = find_chromium()
    if executable is None:
        pytest.fail("no Chromium found: install one, or name it in the variable CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def console_errors() -> list[str]:
    """Errors on the console and uncaught ones, of every page of the test, as they come."""
    return []


@pytest.fixture
def new_page(browser: Browser, console_errors: list[str]) -> Iterator[Callable[..., Page]]:
    """Opens pages of contexts of their own: `new_page(viewport={"width": 320, "height": 640})`.

    A request that would leave the machine is stopped, and fails the test at its end.
    """
    strays: list[str] = []
    contexts = []

    def guard(route: Route) -> None:
        parts = urlsplit(route.request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
            strays.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error":
            console_errors.append(message.text)

    def open_page(**options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}} | options)
        context.set_default_timeout(WAIT_MS)
        context.route("**/*", guard)
        contexts.append(context)
        page = context.new_page()
        page.on("console", listen)
        page.on("pageerror", lambda error: console_errors.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert strays == [], "requests left the machine"


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """One empty page, 1280 × 800."""
    return new_page()


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """The built-in timeline, served for as long as the session lasts."""
    with served() as site:
        yield site


@pytest.fixture
def timeline_page(page: Page, site: Site, console_errors: list[str]) -> Iterator[Page]:
    """The built-in timeline, opened; at the end the console must hold no error."""
    yield site.open(page)
    assert console_errors == []


@pytest.fixture(scope="session")
def one_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built-in timeline, published as one file."""
    out = tmp_path_factory.mktemp("one") / "timeline.html"
    assert main(["publish", str(EVENTS), str(out), "--check"]) == 0
    return out
