"""The benchmark: this page beside others, in one run; writes bench/RESULTS.md.

`python -m bench.run`, or `make bench`. Takes some half an hour on two cores. The others are a plain
Dash app (`plain_app.py`) and, where npm has brought them, ECharts, vis-timeline and a canvas drawn
by hand (`peer_app.py`).
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Iterator
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypeVar

from playwright.sync_api import Error as PlaywrightError

from bench import loading, pages, peer_app, publishing
from bench.synthetic import synthetic_yaml
from timeline.placing.labels import layouts, place_labels
from timeline.reading.load import load
from timeline.views.table import frame, to_table

Found = TypeVar("Found")

RESULTS = Path(__file__).with_name("RESULTS.md")
SIZES = (40, 1000, 10_000, 20_000)
SLOW_SIZES = (40, 1000)
# Events: of more, each answer takes so long that nobody waits for it.
MOST = {"plain Dash": 10_000, "vis-timeline": 1000}
WIDTH = 1100  # px, of the plot in which labels are placed
OURS = pages.App(
    name="this page",
    command=("app.py",),
    search="#search",
    opener="#filter-lane-button",
    options="#filter-lane-options input",
    zoom_key="Control",
    ready="html[data-ready]",
    detail="#event",
    seen="#first-chart use",
    warm=8,
)
PLAIN = pages.App(
    name="plain Dash",
    command=("-m", "bench.plain_app"),
    search="#search",
    options="#lanes input",
)


def _peer(name: str, told: str, **where: str) -> pages.App:
    return pages.App(
        name=told,
        command=("-m", "bench.peer_app", name),
        search="#search",
        options="#lanes input",
        ready="html[data-ready]",
        detail="#told",
        marks="",
        mark="(at) => peer.mark(at)",
        **where,
    )


PEERS = {
    "echarts": _peer("echarts", "ECharts", chart="html", plot="#chart"),
    "vis": _peer(
        "vis", "vis-timeline", chart="#chart", plot="#chart .vis-center", zoom_key="Control"
    ),
    "canvas": _peer("canvas", "canvas by hand", chart="html", plot="#chart"),
}
ROWS: tuple[tuple[str, Callable[[pages.Figures], float | None], str], ...] = (
    ("start to first answer, s", lambda f: f.start, "{:.2f}"),
    ("sent until it answers, kB", lambda f: f.before / 1000, "{:,.0f}"),
    ("sent in all, kB", lambda f: f.wire / 1000, "{:,.0f}"),
    ("memory of the scripts, MB", lambda f: f.heap / 1e6, "{:,.0f}"),
    ("chart drawn and answering, ms", lambda f: f.drawn, "{:,.0f}"),
    ("first click to detail, median ms", lambda f: f.first_detail, "{:,.0f}"),
    ("later click to detail, median ms", lambda f: f.detail, "{:,.0f}"),
    ("search to painted, median ms", lambda f: f.search, "{:,.0f}"),
    ("filter on to painted, median ms", lambda f: f.filter_on, "{:,.0f}"),
    ("filter off to painted, median ms", lambda f: f.filter_off, "{:,.0f}"),
    ("zoom, 95th percentile of frames, ms", lambda f: f.zoom_p95, "{:,.0f}"),
    ("zoom, longest frame, ms", lambda f: f.zoom_most, "{:,.0f}"),
    ("pan, 95th percentile of frames, ms", lambda f: f.pan_p95, "{:,.0f}"),
    ("pan, longest frame, ms", lambda f: f.pan_most, "{:,.0f}"),
)
SLOW_ROWS: tuple[tuple[str, Callable[[pages.Slow], float | None]], ...] = (
    ("chart seen, ms", lambda f: f.seen),
    ("chart drawn and answering, ms", lambda f: f.usable),
    ("tap to detail, ms", lambda f: f.tap),
)


def main() -> int:
    with TemporaryDirectory() as name:
        folder = Path(name)
        made = chain(
            [_head()],
            _pages(folder),
            _slow(folder),
            _labels(folder),
            _loading(folder),
            _publishing(),
        )
        parts = []
        for part in made:
            print(part, flush=True)
            parts.append(part)
    RESULTS.write_text("\n".join(parts) + "\n", encoding="utf-8")
    return 0


def _head() -> str:
    return (
        "# Results\n\n"
        f"Made by `make bench` on {os.cpu_count()} cores, Python {platform.python_version()}, "
        "headless Chromium without a GPU, everything on one machine, each size in one run. A cell "
        "is a figure and, behind a stroke, this page's figure divided by it: below 1 this page is "
        "the quicker or lighter. *Plain Dash* is a 60-line app with a server callback "
        "(`bench/plain_app.py`); the peers are static pages with nothing behind them "
        "(`bench/peers/`), which draw every event at once; a tenth of the events have long titles. "
        "*Answering* is what a page says of itself (`data-ready`); *detail* is the text of a mark "
        "that was clicked. *Painted* is the end of the frame that shows the answer: the last "
        "change in the chart before it rests for 100 ms, with reduced motion, so that nothing "
        "fades. *Memory* is what scripts hold after a while and a collection.\n"
    )


def _peers() -> list[pages.App]:
    absent = peer_app.missing()
    for name in absent:
        _say(f"not installed, and left out: {PEERS[name].name} (npm install in bench/)")
    return [app for name, app in PEERS.items() if name not in absent]


def _file(folder: Path, size: int) -> Path:
    file = folder / f"{size}.yaml"
    if not file.exists():
        file.write_text(synthetic_yaml(size, long=True), encoding="utf-8")
    return file


def _pages(folder: Path) -> Iterator[str]:
    port = count(8150)
    peers = _peers()
    with pages.chromium() as browser:
        for size in SIZES:
            file = _file(folder, size)
            others = [app for app in (PLAIN, *peers) if size <= MOST.get(app.name, size)]
            found = []
            for app in (OURS, *others):
                _say(f"{size:,} events: {app.name}")
                found.append(_measured(pages.measure, browser, app, file, next(port)))
            yield f"## {size:,} events\n\n| | {' | '.join(a.name for a in (OURS, *others))} |"
            yield f"|---{'|--:' * len(found)}|"
            for title, of, shown in ROWS:
                cells = _cells(shown, [one and of(one) for one in found])
                yield f"| {title} | {' | '.join(cells)} |"
            yield ""


def _slow(folder: Path) -> Iterator[str]:
    yield "## A slow device\n"
    yield (
        f"The processor slowed {pages.SLOWER} times, {pages.DOWN * 8 / 1e6:.0f} Mbit/s, "
        f"{pages.LATENCY} ms.\n"
    )
    port = count(8190)
    apps = [OURS, PLAIN, *_peers()]
    yield f"| events | | {' | '.join(app.name for app in apps)} |\n|--:|---{'|--:' * len(apps)}|"
    with pages.chromium() as browser:
        for size in SLOW_SIZES:
            file = _file(folder, size)
            found = []
            for app in apps:
                _say(f"a slow device, {size:,} events: {app.name}")
                slow = _measured(pages.measure_slow, browser, app, file, next(port))
                found.append(slow)
            for title, of in SLOW_ROWS:
                cells = _cells("{:,.0f}", [one and of(one) for one in found])
                yield f"| {size:,} | {title} | {' | '.join(cells)} |"
    yield ""


def _measured(measure: Callable[..., Found], *of: object) -> Found | None:
    """What was measured; None where a page gave no answer in the time that the probe waits."""
    try:
        return measure(*of)
    except PlaywrightError as error:
        _say(f"  no answer: {str(error).splitlines()[0]}")
        return None


def _cells(shown: str, values: list[float | None]) -> Iterator[str]:
    """Each value; behind those of others what the first is of them."""
    mine, *others = values
    yield _cell(shown, mine)
    for other in others:
        ratio = "" if not mine or not other else f" / {mine / other:.2f}"
        yield _cell(shown, other) + ratio


def _cell(shown: str, value: float | None) -> str:
    return "" if value is None else shown.format(value)


def _labels(folder: Path) -> Iterator[str]:
    yield "## Placing the labels (Python)\n"
    yield "| events | all layouts, ms | one chart, ms |\n|--:|--:|--:|"
    for size in SIZES:
        _say(f"labels of {size:,} events")
        timeline = load(_file(folder, size))
        events, extent = to_table(timeline), frame(timeline)
        every = _milliseconds(lambda e=events, x=extent: layouts(e, x))
        one = _milliseconds(lambda e=events, x=extent: place_labels(e, x, WIDTH))
        yield f"| {size:,} | {every:,.0f} | {one:,.0f} |"
    yield ""


def _publishing() -> Iterator[str]:
    yield "\n## Publishing\n"
    yield from publishing.table()


def _loading(folder: Path) -> Iterator[str]:
    yield "## Reading a file\n\n| file | ms | MB on top | read |\n|---|--:|--:|---|"
    for name, path in loading.files(folder).items():
        _say(f"reading: {name}")
        found = loading.measure(path)
        said = "yes" if found["read"] else "refused"
        yield f"| {name} | {found['ms']:,.0f} | {found['mb']:,.0f} | {said} |"


def _milliseconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return (perf_counter() - began) * 1000


def _say(what: str) -> None:
    print(what, "…", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
