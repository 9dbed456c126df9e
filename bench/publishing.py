"""What publishing costs: bytes of the one file and of a site, seconds to make and to open them.

`python -m bench.publishing` prints a table; takes about a minute.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from unittest.mock import patch

from playwright.sync_api import Browser, sync_playwright

import timeline
from bench.chromium import FLAGS, find_chromium
from bench.synthetic import synthetic_yaml
from timeline.model import Timeline
from timeline.page import plotly_js
from timeline.reading.load import load

EVENTS = Path(__file__).resolve().parents[1] / "data" / "events.yaml"
OPENINGS = 5
MANY = 1000


def main() -> int:
    print("\n".join(table()))
    return 0


def table() -> Iterator[str]:
    """The lines of a Markdown table."""
    executable = find_chromium()
    if executable is None:
        raise SystemExit("no Chromium found: install one, or name it in the variable CHROMIUM")
    with TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        (folder / "many.yaml").write_text(synthetic_yaml(MANY), encoding="utf-8")
        ours, many = load(EVENTS), load(folder / "many.yaml")
        browser = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        yield "| published | MB | to make, s | again, s | drawn from a disk, ms |"
        yield "|---|--:|--:|--:|--:|"
        yield _one_file("one file, 77 events", ours, folder / "one.html", browser)
        with patch.object(plotly_js, "BASIC", Path("no", "such", "file")):
            yield _one_file("the same, full plotly.js", ours, folder / "full.html", browser)
        yield _one_file(f"one file, {MANY:,} events", many, folder / "many.html", browser)
        yield _site("site, 77 events", ours, folder / "site")
        yield _site(f"site, {MANY:,} events", many, folder / "many")
        browser.close()


def _one_file(name: str, t: Timeline, out: Path, browser: Browser) -> str:
    first, again, size = _made(t, out)
    drawn = [_drawn(out, browser) for _ in range(OPENINGS)]
    return f"| {name} | {size / 1e6:.2f} | {first:.2f} | {again:.2f} | {median(drawn):,.0f} |"


def _site(name: str, t: Timeline, out: Path) -> str:
    first, again, size = _made(t, out)
    return f"| {name} | {size / 1e6:.2f} | {first:.2f} | {again:.2f} | |"


def _made(t: Timeline, out: Path) -> tuple[float, float, int]:
    start = perf_counter()
    size = timeline.publish(t, out).size
    made = perf_counter()
    timeline.publish(t, out)
    return made - start, perf_counter() - made, size


def _drawn(path: Path, browser: Browser) -> float:
    """Milliseconds from asking for the file to the page that can be used."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(path.as_uri(), wait_until="commit")
    page.wait_for_selector("html[data-ready]", state="attached")
    elapsed = float(page.evaluate("() => performance.now()"))
    page.close()
    return elapsed


if __name__ == "__main__":
    sys.exit(main())
