"""What axe-core finds in the page: nothing, in every state and size a reader meets."""

from __future__ import annotations

from collections.abc import Callable

import plotly_dom
import pytest
from axe import violations
from playwright.sync_api import Page
from serving import Site, apply

STATES = {
    "explore": "",
    "event": "event=socialism-in-one-country",
    "sources": "view=sources",
    "chronicle": "view=chronicle",
    "nothing found": "q=nowhere+to+be+found",
    "tour": "tour=chain-of-defeats&step=3",
}


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_axe_finds_nothing_at_any_width(shown: Callable[..., Page], width: int) -> None:
    page = shown(viewport={"width": width, "height": 900})
    faults = {}
    for name, query in STATES.items():
        if width == 768 and name in ("sources", "chronicle", "nothing found"):
            continue  # they stand as at 320 px, or at 1280
        apply(page, query)
        if found := violations(page, colours=width == 1280):
            faults[name] = found
    assert faults == {}


@pytest.mark.parametrize("theme", ["dark", "projector"])
def test_axe_finds_nothing_in_the_other_themes(shown: Callable[..., Page], theme: str) -> None:
    page = shown()
    faults = {}
    for name in ("event", "tour", "nothing found"):
        query = STATES[name]
        apply(page, f"{query}&theme={theme}")
        if found := violations(page):
            faults[name] = found
    assert faults == {}


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_the_dialogs(shown: Callable[..., Page], width: int) -> None:
    page = shown("event=general-strike", viewport={"width": width, "height": 900})
    page.locator("#event button", has_text="cite").first.click()
    page.locator("dialog[open]").wait_for()
    assert violations(page, colours=width == 1280) == []
    page.keyboard.press("Escape")
    apply(page, "")
    page.locator("#doings button[data-does=share]").click()
    page.locator("dialog.share[open]").wait_for()
    assert violations(page, colours=width == 1280) == []
    page.keyboard.press("Escape")


def test_axe_finds_nothing_in_an_open_filter(shown: Callable[..., Page]) -> None:
    page = shown()
    page.locator("#filter-person-button").click()
    page.locator("#filter-person-options label").first.wait_for()
    assert violations(page) == []
    page.keyboard.press("Escape")


GROUNDS = """parts => parts.map(
  (part) => getComputedStyle(document.querySelector(part)).backgroundColor)"""


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_in_the_readers_own_colours_what_is_chosen_is_seen(
    new_page: Callable[..., Page], site: Site, scheme: str
) -> None:
    page = site.open(
        new_page(forced_colors="active", color_scheme=scheme), "event=german-october&view=chart"
    )
    for switch in ("calendar", "view", "theme"):
        chosen, other = (
            f"#{switch}-switch {which} + span" for which in (":checked", ":not(:checked)")
        )
        first, second = page.evaluate(GROUNDS, [chosen, other])
        assert first != second, switch
    assert page.evaluate("timeline.view()") == "event=german-october"  # the theme is not theirs
    # the chart stands on the ground of the page, and its names read on it
    sheets = "nodes => nodes.map((node) => getComputedStyle(node).backgroundColor)"
    assert set(page.locator(f"#timeline {plotly_dom.CANVAS}").evaluate_all(sheets)) == {
        "rgba(0, 0, 0, 0)"
    }
    name = page.locator(f"#timeline {plotly_dom.NAMES}", has_text="General Strike").first
    shade = name.evaluate("node => parseInt(/\\d+/.exec(getComputedStyle(node).fill)[0])")
    assert (shade > 180) == (scheme == "dark")
    selected = page.locator("#chronicle .entry.selected")
    assert selected.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"


def test_who_wants_more_contrast_has_it(new_page: Callable[..., Page], site: Site) -> None:
    page = site.open(new_page(contrast="more"), "event=german-october")
    colours = "nodes => nodes.map((node) => getComputedStyle(node).color)"
    ink, quiet = (page.locator(part).first for part in ("body", ".known"))
    assert ink.evaluate_all(colours) == quiet.evaluate_all(colours)
