"""The benchmark: this page beside a plain Dash app, in one run; writes bench/RESULTS.md.

`python -m bench.run`, or `make bench`. Takes some five minutes on two cores.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bench import loading, pages, publishing
from bench.synthetic import synthetic_yaml
from timeline.placing.labels import layouts, place_labels
from timeline.reading.load import load
from timeline.views.table import frame, to_table

RESULTS = Path(__file__).with_name("RESULTS.md")
SIZES = (77, 1000, 10_000)
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
)
PLAIN = pages.App(
    name="plain Dash",
    command=("-m", "bench.plain_app"),
    search="#search",
    options="#lanes input",
)
ROWS: tuple[tuple[str, Callable[[pages.Figures], float | None], str], ...] = (
    ("start to first answer, s", lambda f: f.start, "{:.2f}"),
    ("wire weight of a first visit, kB", lambda f: f.wire / 1000, "{:,.0f}"),
    ("chart drawn and answering, ms", lambda f: f.drawn, "{:,.0f}"),
    ("first click to detail, median ms", lambda f: f.first_detail, "{:,.0f}"),
    ("later click to detail, median ms", lambda f: f.detail, "{:,.0f}"),
    ("search to painted, median ms", lambda f: f.search, "{:,.0f}"),
    ("filter to painted, median ms", lambda f: f.filter, "{:,.0f}"),
    ("zoom, 95th percentile of frames, ms", lambda f: f.zoom_p95, "{:,.0f}"),
    ("pan, 95th percentile of frames, ms", lambda f: f.pan_p95, "{:,.0f}"),
)


def main() -> int:
    with TemporaryDirectory() as name:
        folder = Path(name)
        parts = [_head(), *_pages(folder), *_labels(folder), *_loading(folder), *_publishing()]
    RESULTS.write_text("\n".join(parts) + "\n", encoding="utf-8")
    print("\n".join(parts))
    return 0


def _head() -> str:
    return (
        "# Results\n\n"
        f"Made by `make bench` on {os.cpu_count()} cores, Python {platform.python_version()}, "
        "headless Chromium without a GPU, everything on one machine. *Ratio* is this page to a "
        "60-line Dash app with a server callback (`bench/plain_app.py`) on the same file in the "
        "same run; below 1 this page is the quicker or lighter. *Answering* is what this page says "
        "of itself (`data-ready`); *detail* is the panel of a mark that was clicked. *Painted* is "
        "the end of the frame that shows the answer: the last change in the chart before it rests "
        "for 100 ms, with reduced motion, so that nothing fades.\n"
    )


def _pages(folder: Path) -> Iterator[str]:
    with pages.chromium() as browser:
        for number, size in enumerate(SIZES):
            _say(f"pages of {size:,} events")
            file = folder / f"{size}.yaml"
            file.write_text(synthetic_yaml(size), encoding="utf-8")
            ours = pages.measure(browser, OURS, file, 8150 + 2 * number)
            plain = pages.measure(browser, PLAIN, file, 8151 + 2 * number)
            yield f"## {size:,} events\n\n| | {OURS.name} | {PLAIN.name} | ratio |"
            yield "|---|--:|--:|--:|"
            for title, of, shown in ROWS:
                mine, other = of(ours), of(plain)
                ratio = "" if mine is None or other is None else f"{mine / other:.2f}"
                cells = (title, _cell(shown, mine), _cell(shown, other), ratio)
                yield f"| {' | '.join(cells)} |"
            yield ""


def _cell(shown: str, value: float | None) -> str:
    return "" if value is None else shown.format(value)


def _labels(folder: Path) -> Iterator[str]:
    yield "## Placing the labels (Python)\n"
    yield "| events | all layouts, ms | one chart, ms |\n|--:|--:|--:|"
    for size in SIZES:
        _say(f"labels of {size:,} events")
        timeline = load(folder / f"{size}.yaml")
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
