"""Some of the page's scripts alone in a browser, in the order in which the page loads them."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from timeline.page import bundle
from timeline.page.bundle import ASSETS

SEEN = "window.timelineParts = parts;"
"""What the bundle ends with: where tests find the parts, here as in a whole page."""


def paths(*names: str) -> list[Path]:
    """The files of some parts, such as `view/state`, and what all parts stand on."""
    wanted = {"parts", *names}
    found = [
        path
        for path in bundle.scripts()
        if path.relative_to(ASSETS).with_suffix("").as_posix() in wanted
    ]
    assert len(found) == len(wanted)
    return found


def add(page: Page, *names: str) -> None:
    """Load some parts into a page; `timelineParts` has them."""
    for path in paths(*names):
        page.add_script_tag(path=path)
    page.evaluate(SEEN)


def tags(*names: str) -> str:
    """The same, as HTML for a page that is written."""
    texts = [path.read_text("utf-8") for path in paths(*names)]
    return "".join(f"<script>{text}</script>" for text in [*texts, SEEN])
