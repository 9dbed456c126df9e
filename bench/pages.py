"""A page in a real Chromium: when it is drawn, how soon it answers, how smoothly it moves.

The same measuring for every page, whatever draws it. *Painted* is the end of the frame that shows
the last change in the chart before it rests (`probe.js`): of its elements, or, where it has none,
of what it says of itself. The clock starts with the time stamp that the browser gave the input
event itself.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from subprocess import DEVNULL, Popen
from time import monotonic, perf_counter, sleep
from typing import Any
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
# the middle of a mark of plotly's in sight; they are spread over all of them
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
SLOWER = 4  # times
LATENCY = 100  # ms
DOWN = 4e6 / 8  # bytes a second
SLOW_REST = 4000  # ms


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
    marks: str = ".js-plotly-plot .scatterlayer .point, .js-plotly-plot .barlayer .point"
    chart: str = ".js-plotly-plot .svg-container"  # what changes when it is drawn anew
    plot: str = ".js-plotly-plot .nsewdrag"  # what is dragged
    mark: str = MARK
    seen: str = ""  # what shows the chart before it answers; without it `ready` does
    warm: float = 0  # seconds after its first answer until the server has compressed for good


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds, but for bytes and seconds as told; None where a page has none.

    Attributes:
        start: seconds until the server answers.
        before, wire: bytes sent until the page is ready, and in all.
        heap: bytes that scripts hold after a while.
    """

    start: float
    before: int
    wire: int
    heap: int
    drawn: float
    first_detail: float | None
    detail: float | None
    search: float
    filter_on: float
    filter_off: float
    zoom_p95: float
    zoom_most: float
    pan_p95: float
    pan_most: float


@dataclass(frozen=True, slots=True)
class Slow:
    """Milliseconds on a slow device: until the chart is seen, until it answers, of a tap."""

    seen: float
    usable: float
    tap: float | None


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


def measure(browser: Browser, app: App, file: Path, port: int) -> Figures:
    """Start the app on `file`, read its page, and stop it."""
    with running(app, file, port) as (address, start):
        sleep(app.warm)
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
        before=draws[0].before,
        wire=draws[0].wire,
        heap=draws[0].heap,
        drawn=median(one.drawn for one in draws),
        first_detail=median(firsts) if firsts else None,
        detail=median(nexts) if nexts else None,
        search=median(search),
        filter_on=median(clicks[:3]),
        filter_off=median(clicks[3:]),
        zoom_p95=_p95(zoom),
        zoom_most=max(zoom),
        pan_p95=_p95(pan),
        pan_most=max(pan),
    )


def measure_slow(browser: Browser, app: App, file: Path, port: int) -> Slow:
    """Start the app, and read its page on a slow device: see `SLOWER`."""
    taps: list[float] = []
    with running(app, file, port) as (address, _):
        sleep(app.warm)
        runs = []
        for at in range(FIRST_DRAWS):
            context = _context(browser, app, has_touch=True)
            page = context.new_page()
            _slow_down(page)
            page.goto(address)
            runs.append((float(page.evaluate("probe.seen")), float(page.evaluate("probe.drawn"))))
            page.wait_for_timeout(SLOW_REST)
            if app.detail:
                taps.append(_tap(page, app, at))
            context.close()
    return Slow(
        seen=median(seen for seen, _ in runs),
        usable=median(usable for _, usable in runs),
        tap=median(taps) if taps else None,
    )


def _slow_down(page: Page) -> None:
    device = page.context.new_cdp_session(page)
    device.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    device.send("Network.enable")
    device.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY,
            "downloadThroughput": DOWN,
            "uploadThroughput": DOWN,
        },
    )


def _tap(page: Page, app: App, at: int) -> float:
    x, y = page.evaluate(app.mark, at)
    page.evaluate("where => probe.watch('pointerup', where)", app.detail)
    page.touchscreen.tap(x, y)
    return float(page.evaluate("probe.painted"))


@contextmanager
def running(app: App, file: Path, port: int) -> Iterator[tuple[str, float]]:
    address = f"http://127.0.0.1:{port}/"
    began = perf_counter()
    command = [sys.executable, *app.command, str(file), "--port", str(port)]
    with Popen(command, cwd=ROOT, stdout=DEVNULL, stderr=DEVNULL) as process:
        try:
            _wait_for_answer(address, process)
            yield address, perf_counter() - began
        finally:
            process.terminate()


def _wait_for_answer(address: str, process: Popen[bytes]) -> None:
    until = monotonic() + START_LIMIT
    while True:
        try:
            with urlopen(address, timeout=START_LIMIT):
                return
        except (URLError, ConnectionError):
            if monotonic() > until or process.poll() is not None:
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


def _context(browser: Browser, app: App, **options: Any) -> BrowserContext:
    context = browser.new_context(viewport=SCREEN, reduced_motion="reduce", **options)
    context.set_default_timeout(60_000)
    told = {"ready": app.ready, "marks": app.marks, "chart": app.chart, "seen": app.seen}
    context.add_init_script(f"window.probed = {json.dumps(told)};\n{PROBE}")
    return context


@dataclass(frozen=True, slots=True)
class _Draw:
    drawn: float
    before: int
    wire: int
    heap: int


def _drawn(browser: Browser, app: App, address: str) -> _Draw:
    """From asking for the page to its chart, with nothing cached."""
    context = _context(browser, app)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    received: list[float] = []
    wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    wire.send("Network.enable")
    page.goto(address)
    drawn = page.evaluate("probe.drawn")
    before = sum(received)
    page.wait_for_load_state("networkidle")  # for what still comes over the wire
    page.wait_for_timeout(SETTLED)
    wire.send("HeapProfiler.collectGarbage")
    heap = wire.send("Runtime.getHeapUsage")["usedSize"]
    context.close()
    return _Draw(float(drawn), int(before), int(sum(received)), int(heap))


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
    x, y = page.evaluate(app.mark, at)
    page.mouse.move(x, y)
    page.evaluate("where => probe.watch('pointerup', where)", app.detail)
    page.mouse.down()
    page.wait_for_timeout(PRESS)
    page.mouse.up()
    taken = float(page.evaluate("probe.painted"))
    page.wait_for_timeout(SETTLED)
    return taken


def _moved(page: Page, app: App) -> tuple[list[float], list[float]]:
    """The times between frames while zooming in, and while panning after and coming to rest."""
    plot = page.locator(app.plot).first.bounding_box()
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
    return zoom, page.evaluate("probe.frames()")


def _p95(frames: list[float]) -> float:
    return quantiles(frames, n=20)[-1]
