"""`timeline.widget` in the notebooks themselves: JupyterLab and marimo, each with a real kernel."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from urllib.error import URLError
from urllib.request import urlopen

import nbformat
import pytest
from playwright.sync_api import Frame, FrameLocator, Page, expect
from published import germany
from serving import EVENTS, free_port

ROOT = Path(__file__).resolve().parents[1]
START_LIMIT = 60  # seconds
MAKE = f"""import timeline
chart = timeline.widget(timeline.load({str(EVENTS)!r}), view="lane=germany", height=600)"""
MARIMO = f"""import marimo

app = marimo.App()


@app.cell
def make():
    import marimo as mo
    {MAKE.replace(chr(10), chr(10) + "    ")}
    watched = mo.ui.anywidget(chart)
    watched
    return chart, mo, watched


@app.cell
def tell(mo, watched):
    value = watched.value
    mo.md(f"told: {{value['view']}} {{value['event']}} {{len(value['visible'])}}")
    return


if __name__ == "__main__":
    app.run()
"""


@contextmanager
def running(command: list[str], address: str, folder: Path) -> Iterator[None]:
    """A notebook's server with its settings in a folder of the test's."""
    places = ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    settings = {name: str(folder / name.lower()) for name in places}
    env = os.environ | settings | {"PYTHONPATH": str(ROOT)}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=folder, env=env, stdout=log, stderr=log
        )
        try:
            until = monotonic() + START_LIMIT
            while True:
                try:
                    with urlopen(address, timeout=START_LIMIT):
                        break
                except (URLError, ConnectionError):
                    if monotonic() > until or process.poll() is not None:
                        pytest.fail((folder / "log").read_text("utf-8"))
                    sleep(0.1)
            yield
        finally:
            process.terminate()
            process.wait(10)


def act(frame: Frame | FrameLocator) -> None:
    """What a reader does in the cell: a filter, and an event."""
    expect(frame.locator("#chronicle li:not([hidden])")).to_have_count(len(germany()))
    frame.locator("#filter-lane-button").click()
    frame.locator("#filter-lane-options label", has_text="Britain").click()
    frame.locator("#chronicle [data-event='german-october'] a").click()


def test_in_jupyter_python_hears_the_reader_and_is_heard(
    new_page: Callable[..., Page], tmp_path: Path
) -> None:
    cells = [
        MAKE + "\nchart",
        "print('told:', chart.view, chart.event, len(chart.visible))",
        "chart.event = 'german-rising-called-off'",
    ]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}  # else it asks
    nbformat.write(book, tmp_path / "live.ipynb")
    port = free_port()
    address = f"http://127.0.0.1:{port}/"
    command = ["jupyterlab", "--no-browser", "--allow-root", f"--port={port}", "--ip=127.0.0.1"]
    command += ["--IdentityProvider.token=", "--LabApp.news_url=", "--ServerApp.root_dir=."]
    with running(command, f"{address}api", tmp_path):
        page = new_page(viewport={"width": 1280, "height": 1600})  # what is far away is taken out
        # an extension that Dash brings makes it ask whether it should be built anew
        page.add_locator_handler(
            page.locator("dialog.jp-Dialog"),
            lambda dialog: dialog.get_by_role("button", name="Cancel").click(),
        )
        page.goto(f"{address}lab/tree/live.ipynb")
        # until it idles, it forgets what it was asked to run
        expect(page.get_by_text("| Idle")).to_be_visible(timeout=START_LIMIT * 1000)
        page.locator(".jp-Notebook .jp-Cell").first.click()
        page.keyboard.press("Shift+Enter")
        frame = page.frame_locator(".jp-OutputArea iframe")
        act(frame)
        shoot(page, "jupyter")
        page.locator(".jp-Notebook .jp-Cell").nth(1).locator(".jp-InputArea").click()
        page.keyboard.press("Shift+Enter")
        told = page.locator(".jp-Notebook .jp-Cell").nth(1).locator(".jp-OutputArea-output")
        expect(told).to_contain_text("told: lane=germany,britain&event=german-october")
        page.keyboard.press("Shift+Enter")
        expect(frame.locator("#event-title")).to_contain_text("called off")


def test_in_marimo_other_cells_run_when_the_reader_acts(
    new_page: Callable[..., Page], tmp_path: Path
) -> None:
    (tmp_path / "live.py").write_text(MARIMO, encoding="utf-8")
    port = free_port()
    address = f"http://127.0.0.1:{port}/"
    command = ["marimo", "run", "live.py", "--headless", "--no-token", "--port", str(port)]
    with running(command, f"{address}health", tmp_path):
        page = new_page(viewport={"width": 1280, "height": 1000})
        page.goto(address)
        expect(page.get_by_text("told: lane=germany")).to_be_visible()
        act(page.frame_locator("iframe"))
        expect(page.get_by_text("told: lane=germany,britain&event=german-october")).to_be_visible()
        shoot(page, "marimo")


def shoot(page: Page, name: str) -> None:
    """A picture, where somebody asks for pictures (`TIMELINE_SHOTS`: a folder)."""
    if folder := os.environ.get("TIMELINE_SHOTS"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"))
