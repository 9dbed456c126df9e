"""A page in a real Chromium: when it is drawn, how soon it answers, how smoothly it moves.

The same measuring for every page with a plotly chart. *Painted* is the end of the frame that shows
the last change inside the chart's SVG before it rests (`probe.js`); the clock starts with the time
stamp that the browser gave the input event itself.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from subprocess import DEVNULL, Popen
from time import monotonic, perf_counter, sleep
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from bench.chromium import FLAGS, find_chromium

ROOT = Path(__file__).resolve().parents[1]
PROBE = Path(__file__).with_name("probe.js").read_text(encoding="utf-8")
FIRST_DRAWS = 3
PLACE = "odessa "  # some sixth of the events, found before the clock starts
KEYS = ("7", "Backspace", "3", "Backspace", "5", "Backspace")  # each finds others
CLICKS = 3
PRESS = 60  # ms that a button is held down
# the middle of a mark in sight; they are spread over all of them
MARK = """at => {
  const drawn = [...document.querySelectorAll(".js-plotly-plot .tracemarks .point")]
    .filter((node) => Number(node.style.opacity) === 1)
    .filter((node) => {
      const { left, top, bottom } = node.getBoundingClientRect();
      return left > 200 && top > 0 && bottom < innerHeight;
    });
  const box = drawn[Math.floor((at + 1) * drawn.length / 8) % drawn.length].getBoundingClientRect();
  return [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
}"""
SCREEN = {"width": 1280, "height": 800}
SETTLED = 500  # ms
START_LIMIT = 90  # seconds


@dataclass(frozen=True, slots=True)
class App:
    """How a page is started and where its controls are."""

    name: str
    command: tuple[str, ...]  # the port follows
    search: str
    options: str  # checkboxes of a filter
    opener: str = ""  # what to click before the checkboxes are there
    zoom_key: str = ""  # key held while the wheel zooms
    ready: str = ""  # what is there once the page answers; without it when marks are
    detail: str = ""  # where a clicked event is told


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds, but `wire` (bytes) and `start` (seconds); None where a page has none."""

    start: float
    wire: int
    drawn: float
    first_detail: float | None
    detail: float | None
    search: float
    filter: float
    zoom_p95: float
    pan_p95: float


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


def measure(browser: Browser, app: App, file: Path, port: int) -> Figures:
    """Start the app on `file`, read its page, and stop it."""
    with _running(app, file, port) as (address, start):
        draws = [_drawn(browser, app, address) for _ in range(FIRST_DRAWS)]
        firsts, nexts = _details(browser, app, address) if app.detail else ([], [])
        with _page(browser, app, address) as page:
            _typed(page, app, PLACE)
            search = [_typed(page, app, key) for key in KEYS]
            page.fill(app.search, "")
            page.wait_for_timeout(SETTLED)
            if app.opener:
                page.click(app.opener)
            boxes = page.locator(app.options)
            # each of the first three on, then off: six inputs
            clicks = [_clicked(page, boxes.nth(at % 3)) for at in range(6)]
            page.keyboard.press("Escape")
        with _page(browser, app, address) as page:
            zoom, pan = _moved(page, app)
    return Figures(
        start=start,
        wire=draws[0][1],
        drawn=median(drawn for drawn, _ in draws),
        first_detail=median(firsts) if firsts else None,
        detail=median(nexts) if nexts else None,
        search=median(search),
        filter=median(clicks),
        zoom_p95=zoom,
        pan_p95=pan,
    )


@contextmanager
def _running(app: App, file: Path, port: int) -> Iterator[tuple[str, float]]:
    address = f"http://127.0.0.1:{port}/"
    began = perf_counter()
    command = [sys.executable, *app.command, str(file), "--port", str(port)]
    with Popen(command, cwd=ROOT, stdout=DEVNULL, stderr=DEVNULL) as process:
        try:
            _wait_for_answer(address)
            yield address, perf_counter() - began
        finally:
            process.terminate()


def _wait_for_answer(address: str) -> None:
    until = monotonic() + START_LIMIT
    while True:
        try:
            with urlopen(address, timeout=START_LIMIT):
                return
        except (URLError, ConnectionError):
            if monotonic() > until:
                raise
            sleep(0.02)


@contextmanager
def _page(browser: Browser, app: App, address: str) -> Iterator[Page]:
    context = _context(browser, app)
    page = context.new_page()
    page.goto(address)
    page.evaluate("probe.drawn")
    page.wait_for_timeout(SETTLED)  # what a page does after its first draw is not measured here
    yield page
    context.close()


def _context(browser: Browser, app: App) -> BrowserContext:
    context = browser.new_context(viewport=SCREEN, reduced_motion="reduce")
    context.set_default_timeout(60_000)
    context.add_init_script(f"window.probeReady = {app.ready!r};\n{PROBE}")
    return context


def _drawn(browser: Browser, app: App, address: str) -> tuple[float, int]:
    """Milliseconds from asking for the page to its chart, and bytes on the wire, nothing cached."""
    context = _context(browser, app)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    received: list[float] = []
    wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    wire.send("Network.enable")
    page.goto(address)
    drawn = page.evaluate("probe.drawn")
    page.wait_for_timeout(SETTLED)  # for what still comes over the wire
    context.close()
    return float(drawn), int(sum(received))


def _typed(page: Page, app: App, key: str) -> float:
    page.focus(app.search)
    page.evaluate("probe.watch('input')")
    if key in KEYS:
        page.keyboard.press(key)
    else:
        page.keyboard.insert_text(key)
    return float(page.evaluate("probe.painted"))


def _clicked(page: Page, box: Locator) -> float:
    page.evaluate("probe.watch('click')")
    box.click()
    return float(page.evaluate("probe.painted"))


def _details(browser: Browser, app: App, address: str) -> tuple[list[float], list[float]]:
    """From letting go of the mouse on a mark until the event is told: the first, which opens the
    panel, on fresh pages, and those after it, each of another event."""
    firsts, nexts = [], []
    for at in range(FIRST_DRAWS):
        with _page(browser, app, address) as page:
            firsts.append(_detail(page, app, at))
            nexts += [_detail(page, app, at + more) for more in range(1, 1 + CLICKS)]
    return firsts, nexts


def _detail(page: Page, app: App, at: int) -> float:
    x, y = page.evaluate(MARK, at)
    page.mouse.move(x, y)
    page.evaluate("where => probe.watch('pointerup', where)", app.detail)
    page.mouse.down()
    page.wait_for_timeout(PRESS)
    page.mouse.up()
    taken = float(page.evaluate("probe.painted"))
    page.wait_for_timeout(SETTLED)
    return taken


def _moved(page: Page, app: App) -> tuple[float, float]:
    """95th percentile of the time between frames while zooming in, and while panning after."""
    plot = page.locator(".js-plotly-plot .nsewdrag").first.bounding_box()
    assert plot is not None
    x, y = plot["x"] + plot["width"] / 2, plot["y"] + min(plot["height"], 400) / 2
    page.mouse.move(x, y)
    if app.zoom_key:
        page.keyboard.down(app.zoom_key)
    page.evaluate("probe.startFrames()")
    for _ in range(20):
        page.mouse.wheel(0, -60)
        page.wait_for_timeout(30)
    page.wait_for_timeout(300)
    zoom = page.evaluate("probe.frames()")
    if app.zoom_key:
        page.keyboard.up(app.zoom_key)
    page.mouse.down()
    page.evaluate("probe.startFrames()")
    for step in range(60):
        page.mouse.move(x + 5 * step, y)
        page.wait_for_timeout(12)
    page.mouse.up()
    page.wait_for_timeout(300)
    return _p95(zoom), _p95(page.evaluate("probe.frames()"))


def _p95(frames: list[float]) -> float:
    return quantiles(frames, n=20)[-1]
