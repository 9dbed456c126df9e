"""What the browser tests share: one Chromium a session, one context a test, no way out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright
from serving import EVENTS, Site, served

from bench.chromium import FLAGS, find_chromium
from timeline.cli import main
from timeline.reading import text_file

WAIT_MS = 20_000  # for a slow machine; nothing is timed by it
CLOSED = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"  # no host but this machine
UNFETCHED = "Failed to load resource: net::ERR_"
FONTS = Path(__file__).with_name("fonts.conf")
VIEWPORT = {"width": 1280, "height": 800}
AFRESH = """async query => {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  document.activeElement?.blur();
  scrollTo(0, 0);
  const frame = () => new Promise(requestAnimationFrame);
  await frame(); // a new size is answered
  await frame();
  // what was opened of an event, or passes with a presentation (a blank screen), ends with it
  if (/event=|tour=|mode=/.test(timeline.view())) await timeline.apply("");
  if (document.fullscreenElement) await document.exitFullscreen().then(frame);
  history.replaceState(null, "", location.pathname + (query && `?${query}`)); // else written later
  await timeline.apply(query);
}"""

settings.register_profile("mutate", derandomize=True, database=None, max_examples=50)
if profile := os.environ.get("HYPOTHESIS_PROFILE"):
    settings.load_profile(profile)


# They take a minute or more: begun last, one worker would be left with them alone.
SLOWEST = (
    "test_engines",
    "test_dash_page",
    "test_whole_tour",
    "test_print",
    "test_share",
    "test_embed",
    "test_access",
    "test_small_screens",
    "test_slides",
    "test_page",
    "test_present",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slowest files first."""
    place = {name: n for n, name in enumerate(SLOWEST)}
    items.sort(key=lambda item: place.get(item.path.stem, len(SLOWEST)))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = find_chromium()
    if executable is None:
        pytest.fail("no Chromium found: install one, or name it in the variable CHROMIUM")
    expect.set_options(timeout=WAIT_MS)  # five seconds else
    os.environ["FONTCONFIG_FILE"] = str(FONTS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=[*FLAGS, CLOSED])
        yield browser
        browser.close()


@pytest.fixture
def console_errors() -> list[str]:
    """Errors on the console and uncaught ones, of every page of the test, as they come."""
    return []


def _open(browser: Browser, errors: list[str], strays: list[str], **options: Any) -> Page:
    """A page of a context of its own; what it must not do is noted in the two lists."""

    def guard(asked: Request) -> None:
        parts = urlsplit(asked.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
            strays.append(asked.url)

    def listen(message: ConsoleMessage) -> None:
        # a page that is left, or whose server is stopped, while Dash joins it: it does without
        late = "/_dash" in message.location["url"] and message.text.startswith(UNFETCHED)
        if message.type == "error" and not late:
            errors.append(message.text)

    context = browser.new_context(**{"viewport": VIEWPORT} | options)
    context.set_default_timeout(WAIT_MS)
    context.on("request", guard)
    page = context.new_page()
    page.on("console", listen)
    page.on("pageerror", lambda error: errors.append(str(error)))
    return page


@pytest.fixture
def new_page(browser: Browser, console_errors: list[str]) -> Iterator[Callable[..., Page]]:
    """Opens pages of contexts of their own: `new_page(viewport={"width": 320, "height": 640})`.

    A request that would leave the machine finds no host, and fails the test at its end.
    """
    strays: list[str] = []
    pages: list[Page] = []

    def open_page(**options: Any) -> Page:
        pages.append(_open(browser, console_errors, strays, **options))
        return pages[-1]

    yield open_page
    for page in pages:
        page.context.close()
    assert strays == [], "requests left the machine"


class _Kept(NamedTuple):
    page: Page
    errors: list[str]
    strays: list[str]


@pytest.fixture(scope="session")
def _kept_pages(browser: Browser) -> Iterator[dict[str, _Kept]]:
    kept: dict[str, _Kept] = {}
    yield kept
    for page, *_ in kept.values():
        page.context.close()


@pytest.fixture
def shown(
    browser: Browser, site: Site, _kept_pages: dict[str, _Kept], request: pytest.FixtureRequest
) -> Iterator[Callable[..., Page]]:
    """Shows a view on a page that tests share: `shown("lane=china", viewport=...)`.

    To open a page takes a second, to show another view on it a few frames. It is for tests of
    what a view shows or does; how a page comes to be is seen on a page of its own. A page of a
    test that failed is not used again.
    """
    failed = request.session.testsfailed
    used: set[str] = set()

    def show(query: str = "", viewport: dict[str, int] | None = None, **options: Any) -> Page:
        key = repr(sorted(options.items()))
        used.add(key)
        size: Any = viewport or VIEWPORT
        if key not in _kept_pages:
            errors: list[str] = []
            strays: list[str] = []
            page = _open(browser, errors, strays, viewport=size, **options)
            _kept_pages[key] = _Kept(page, errors, strays)
            return site.open(page, query)
        page = _kept_pages[key].page
        page.set_viewport_size(size)
        page.mouse.move(0, 0)
        page.evaluate(AFRESH, query)
        return page

    yield show
    done = {key: _kept_pages[key] for key in used}
    for key, kept in done.items():
        if request.session.testsfailed > failed or kept.errors or kept.strays:
            del _kept_pages[key]
            kept.page.context.close()
    assert [(kept.errors, kept.strays) for kept in done.values()] == [([], [])] * len(done)


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


@pytest.fixture(scope="session", autouse=True)
def _what_tests_write_is_whole() -> Iterator[None]:
    """A file that was saved just now is waited for; what a test has written is there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_file, "STILL", 0.0)
        yield
