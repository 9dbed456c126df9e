"""The strip under the chart: its brush by pointer and by key, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import browser_parts
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

ASSETS = Path(__file__).parent.parent / "assets"
WIDTH = 1000  # px of the strip; the home range is 40 years, so a year is 25 px

SETUP = """() => {
    const day = timelineParts.state.dayNumber;
    const at = (year) => day(year, 1, 1) * 86400000;
    const frame = [at(1902), at(1942)];
    window.calls = [];
    window.strip = timelineParts.overview.create(document.getElementById("overview"), {
        frame, home: null, onWindow: (span, final) => calls.push({ span, final }),
    });
    window.given = {
        mask: Uint8Array.of(1, 0, 1),
        columns: { kind: [0, 0, 1], weight: [0, 0, 2], mark: [at(1905), at(1920), at(1930)] },
        kinds: [{ hue: "red" }, { hue: "blue" }],
        theme: { hues: { red: "#ff0000", blue: "#0000ff" }, typeScale: 1 },
        window: null, home: frame, left: 100, right: 100,
    };
    strip.draw(given);
}"""
EDGES = "() => timelineParts.state.edges(calls.at(-1).span, given.home)"


@pytest.fixture(scope="module")
def sheet(browser: Browser) -> Iterator[Page]:
    """One page for all strips, without a network."""
    context = browser.new_context(offline=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def overview(sheet: Page) -> Iterator[Page]:
    """The strip on a fresh document; no error may go uncaught."""
    errors: list[str] = []

    def note(error: Exception) -> None:
        errors.append(str(error))

    page = sheet
    page.on("pageerror", note)
    page.set_viewport_size({"width": WIDTH + 200, "height": 200})
    page.mouse.move(0, 0)
    page.goto("about:blank")
    page.set_content("<div id=overview style='height: 60px'></div><style>body{margin:0}</style>")
    page.add_style_tag(path=ASSETS / "chart" / "overview.css")
    browser_parts.add(page, "chart/ticks", "chart/overview", "view/state")
    page.evaluate(SETUP)
    yield page
    page.remove_listener("pageerror", note)
    assert errors == []


def x_of(year: float) -> float:
    return 100 + (year - 1902) * WIDTH / 40


def drag(page: Page, start: float, end: float) -> None:
    page.mouse.move(x_of(start), 15)
    page.mouse.down()
    page.mouse.move(x_of((start + end) / 2), 15, steps=3)
    page.mouse.move(x_of(end), 15, steps=3)
    page.mouse.up()


def years(page: Page) -> tuple[float, float]:
    """The window last heard, in years, to 0.1."""
    start, end = page.evaluate("() => calls.at(-1).span")
    year = 365.2425 * 86_400_000
    return round(1970 + start / year, 1), round(1970 + end / year, 1)


def slider(page: Page, name: str) -> Locator:
    return page.get_by_role("slider", name=name)


def test_dragging_over_the_whole_makes_a_window(overview: Page) -> None:
    drag(overview, 1910, 1920)
    assert years(overview) == (1910, 1920)
    assert overview.evaluate("() => calls.at(-1).final")
    assert not overview.evaluate("() => calls[0].final")


def test_a_window_drags_by_its_middle_and_stops_at_the_end(overview: Page) -> None:
    drag(overview, 1910, 1920)
    drag(overview, 1915, 1925)
    assert years(overview) == (1920, 1930)
    drag(overview, 1925, 1941.9)
    assert years(overview) == (1932, 1942)


def test_an_edge_drags_alone_and_cannot_pass_the_other(overview: Page) -> None:
    drag(overview, 1910, 1920)
    drag(overview, 1920, 1930)
    assert years(overview) == (1910, 1930)
    drag(overview, 1930, 1905)
    start, end = years(overview)
    assert start == 1910
    assert 1910 <= end < 1910.1


def test_empty_ground_makes_a_new_window_and_a_click_moves_the_old_one(overview: Page) -> None:
    drag(overview, 1910, 1914)
    drag(overview, 1935, 1930)
    assert years(overview) == (1930, 1935)
    overview.mouse.click(x_of(1910), 15)
    assert years(overview) == (1907.5, 1912.5)


def test_a_double_click_shows_the_whole_range(overview: Page) -> None:
    drag(overview, 1910, 1920)
    overview.mouse.dblclick(x_of(1930), 15)
    assert overview.evaluate(EDGES) == {"from": "", "to": ""}


def test_what_the_page_says_while_the_reader_drags_does_not_pull_the_brush_back(
    overview: Page,
) -> None:
    overview.mouse.move(x_of(1910), 15)
    overview.mouse.down()
    overview.mouse.move(x_of(1919.6), 15, steps=3)
    overview.evaluate("() => strip.draw(given)")
    expect(slider(overview, "End")).to_have_attribute("aria-valuenow", "1919")
    overview.mouse.up()
    assert years(overview) == (1910, 1919.6)


KEYS: list[tuple[str, str, list[str], dict[str, Any]]] = [
    ("by years", "Start", ["ArrowRight", "ArrowRight", "ArrowLeft"], {"from": "1903", "to": ""}),
    ("by months", "Start", ["Shift+ArrowUp"], {"from": "1902-02-01", "to": ""}),
    ("the end by years", "End", ["ArrowLeft", "ArrowDown"], {"from": "", "to": "1939"}),
    ("across a new year", "End", ["Shift+ArrowLeft"], {"from": "", "to": "1941-11-30"}),
    ("back to the end", "End", ["ArrowLeft", "End"], {"from": "", "to": ""}),
    ("back to the start", "Start", ["ArrowRight", "Home"], {"from": "", "to": ""}),
    ("no further than the range", "End", ["ArrowRight"], {"from": "", "to": ""}),
]


@pytest.mark.parametrize(
    ("handle", "keys", "edges"), [case[1:] for case in KEYS], ids=[case[0] for case in KEYS]
)
def test_keys_move_an_edge(
    overview: Page, handle: str, keys: list[str], edges: dict[str, str]
) -> None:
    slider(overview, handle).focus()
    for key in keys:
        overview.keyboard.press(key)
    assert overview.evaluate(EDGES) == edges


def test_a_slider_says_its_edge_in_words(overview: Page) -> None:
    start, end = slider(overview, "Start"), slider(overview, "End")
    said = [start.get_attribute(f"aria-value{part}") for part in ("min", "max", "now", "text")]
    assert said == ["1902", "1941", "1902", "1902"]
    end.focus()
    overview.keyboard.press("Shift+ArrowLeft")
    assert end.get_attribute("aria-valuetext") == "November 1941"
    overview.keyboard.press("ArrowLeft")
    assert end.get_attribute("aria-valuetext") == "1940"
    drag(overview, 1902, 1917.37)
    expect(start).to_have_attribute("aria-valuetext", "16 May 1917")


def test_ticks_stand_under_the_plot_in_the_colour_of_their_kind(overview: Page) -> None:
    def pixel(year: float) -> list[int]:
        return overview.evaluate(
            """(x) => [...document.querySelector("#overview canvas").getContext("2d")
                .getImageData(x, Math.round(document.querySelector("#overview canvas").height / 2),
                1, 1).data]""",
            round((year - 1902) * WIDTH / 40),
        )

    assert overview.locator("#overview canvas").bounding_box()["x"] == 100  # type: ignore[index]
    assert pixel(1905) == [255, 0, 0, 255]
    assert pixel(1930) == [0, 0, 255, 255]
    assert pixel(1910)[3] == 0
    assert 0 < pixel(1920)[3] < 80  # filtered out: faded, not gone


def test_it_draws_for_other_sizes_and_themes(overview: Page) -> None:
    overview.set_viewport_size({"width": 320, "height": 200})
    overview.evaluate(
        """() => {
            given.left = 0;
            given.right = 0;
            given.theme = { ...given.theme, typeScale: 3 };
            strip.draw(given);
            strip.resize();
        }"""
    )
    assert overview.evaluate("() => document.documentElement.scrollWidth") == 320
    boxes = [
        box
        for label in overview.locator(".overview-years span").all()
        if (box := label.bounding_box())
    ]
    assert len(boxes) > 1
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 320 for box in boxes)
    for one, other in pairwise(boxes):
        assert one["x"] + one["width"] < other["x"]
