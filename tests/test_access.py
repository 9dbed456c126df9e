"""What axe-core finds in the page: nothing, in every state and size a reader meets."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe import violations
from playwright.sync_api import Page
from serving import apply

STATES = {
    "explore": "",
    "event": "event=socialism-in-one-country",
    "sources": "view=sources",
    "chronicle": "view=chronicle",
    "nothing found": "q=nowhere+to+be+found",
}


@pytest.mark.parametrize("width", [320, 1280, 1920])
def test_axe_finds_nothing_at_any_width(shown: Callable[..., Page], width: int) -> None:
    page = shown(viewport={"width": width, "height": 900})
    faults = {}
    for name, query in STATES.items():
        apply(page, query)
        if found := violations(page):
            faults[name] = found
    assert faults == {}


@pytest.mark.parametrize("theme", ["dark", "projector"])
def test_axe_finds_nothing_in_the_other_themes(shown: Callable[..., Page], theme: str) -> None:
    page = shown()
    faults = {}
    for name, query in STATES.items():
        apply(page, f"{query}&theme={theme}")
        if found := violations(page):
            faults[name] = found
    assert faults == {}


def test_axe_finds_nothing_in_an_open_filter(shown: Callable[..., Page]) -> None:
    page = shown()
    page.locator("#filter-person-button").click()
    page.locator("#filter-person-options label").first.wait_for()
    assert violations(page) == []
    page.keyboard.press("Escape")
