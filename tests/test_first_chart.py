"""The chart that stands in the HTML, and the engine's that takes its place: they are the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import plotly_dom
import pytest
from letters import SETS, chromium_in
from playwright.sync_api import Browser, Page, expect
from serving import EVENTS, Site, served
from test_dash_page import SHIFTS
from test_hostile import ODD

from bench.synthetic import synthetic_yaml
from timeline.page.document import build_document
from timeline.page.first_chart import first_chart
from timeline.page.page import build_page
from timeline.prepared import prepare
from timeline.publishing import publish
from timeline.reading.load import load, read

SIZES = [
    (320, 640), (360, 740), (390, 844), (430, 932), (600, 900), (719, 900), (768, 1024),
    (820, 1180), (1024, 768), (1100, 800), (1280, 720), (1366, 657), (1440, 900), (1680, 1050),
    (1920, 1080), (2560, 1440), (1280, 1400),
]  # fmt: skip

ENGINE = "**/_timeline/page-*.js"

# Both charts stand in one place: the first is shown again beneath the engine's.
COMPARE = plotly_dom.script("""() => {
  const root = document.documentElement;
  const { ready } = root.dataset;
  delete root.dataset.ready;
  const seen = (node) => node.checkVisibility({ visibilityProperty: true })
    && node.getBoundingClientRect().width > 0;
  const boxes = (selector) => [...document.querySelectorAll(selector)].filter(seen).map((node) => {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    return { words: node.textContent.trim(), box: [left, top, right, bottom] };
  });
  const pairs = {
    labels: [".first-plot text:not(.era-name)", "#timeline @LABELS@"],
    lanes: [".first-names text", "#timeline @LANES@ text"],
    years: [".first-axis text", "#timeline @TICKS@"],
    marks: [".first-plot use", "#timeline @MARKS@"],
  };
  const apart = (one, other) => Math.max(...one.map((px, at) => Math.abs(px - other[at])));
  // the line about a mark is part of its box in one browser, and not in another
  const middle = ([left, top, right, bottom]) => [(left + right) / 2, (top + bottom) / 2];
  const faults = [];
  const counts = {};
  for (const [part, selectors] of Object.entries(pairs)) {
    const [first, live] = selectors.map(boxes);
    counts[part] = [first.length, live.filter(({ words }) => part === "marks" || words).length];
    for (const { words, box } of first) {
      const same = live.filter((one) => one.words === words);
      const of = part === "marks" ? middle : (one) => one;
      const least = Math.min(...same.map((one) => apart(of(one.box), of(box))));
      if (!(least <= 1)) faults.push(`${part}: ${words || box} is ${least} px off`);
    }
  }
  root.dataset.ready = ready;
  return { faults, counts };
}""")
# kept when the engine has drawn the chart in its present size
DRAWN = f"""async () => {{
  const host = document.getElementById("timeline");
  while (Math.abs({plotly_dom.WIDTH} - host.clientWidth) > 1)
    await new Promise(requestAnimationFrame);
}}"""
OVERLAPS = """() => {
  const found = [];
  const boxes = [...document.querySelectorAll("#first-chart text")]
    .filter((node) => getComputedStyle(node).visibility === "visible")
    .map((node) => ({ words: node.textContent, box: node.getBoundingClientRect() }))
    .filter(({ box }) => box.width);
  const host = document.querySelector("#first-chart").getBoundingClientRect();
  boxes.forEach(({ words, box }, n) => {
    if (box.left < host.left - 1 || box.right > host.right + 1) found.push(`cut: ${words}`);
    for (const other of boxes.slice(n + 1)) {
      if (box.left < other.box.right - 1 && other.box.left < box.right - 1
        && box.top < other.box.bottom - 3 && other.box.top < box.bottom - 3)
        found.push(`${words} / ${other.words}`);
    }
  });
  return { found, count: boxes.length };
}"""


def compared(page: Page, size: tuple[int, int]) -> tuple[list[str], dict[str, list[int]]]:
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function("wide => innerWidth === wide", arg=width)
    page.evaluate(DRAWN)
    page.evaluate("timeline.apply(timeline.view())")  # kept when it is shown
    found: dict[str, Any] = page.evaluate(COMPARE)
    return found["faults"], found["counts"]


def test_marks_names_and_years_stand_where_the_engine_draws_them(page: Page, site: Site) -> None:
    site.open(page)  # of its own: one that was opened at a view has no first chart
    for size in SIZES:
        faults, counts = compared(page, size)
        assert faults == [], size
        # names that have room by a hair wait for the engine, and so do the counts below the lanes
        for part, share in {"labels": 0.55, "marks": 0.8, "lanes": 0.5, "years": 1}.items():
            first, live = counts[part]
            assert first >= share * live, (size, part)


MANY_LANES = (
    "lanes:\n"
    + "".join(f"- {{id: l{n}, title: Lane number {n} of a long list}}\n" for n in range(50))
    + "events:\n"
    + "".join(
        f"- {{id: e{n}, title: Event {n}, date: '{1900 + n % 90}', lane: l{n % 50}}}\n"
        for n in range(150)
    )
)
EIGHTEEN_DAYS = "events:\n" + "".join(
    f"- {{id: e{n}, title: A day, date: 1914-07-{n + 1:02}}}\n" for n in range(18)
)
FIVE_HUNDRED = "events:\n" + "".join(
    f"- {{id: e{n}, title: Event number {n}, date: '{1800 + n % 200}'}}\n" for n in range(500)
)
FILES = ODD | {
    "50 lanes": MANY_LANES,
    "18 days": EIGHTEEN_DAYS,
    "500 events": FIVE_HUNDRED,
    "a few events a lane": synthetic_yaml(40),  # which stand in more rows than they must
}


# the axis would run beyond what dates may be; the names of the lanes are cut to what has room
NONE_DRAWN = {(name, width) for name in ("to the last year", "50 lanes") for width in (390, 1280)}


@pytest.mark.parametrize("name", [name for name in FILES if name != "nothing to draw"])
def test_of_any_timeline_they_do_too(
    page: Page, tmp_path: Path, name: str, console_errors: list[str]
) -> None:
    (tmp_path / "t.yaml").write_text(FILES[name], encoding="utf-8")
    with served(tmp_path / "t.yaml") as site:
        site.open(page)
        for size in ((390, 844), (1280, 720)):
            faults, counts = compared(page, size)
            assert faults == [], size
            first, live = counts["marks"]
            if (name, size[0]) in NONE_DRAWN:
                assert first == 0
            else:
                assert first >= 0.5 * min(live, 20), size
    assert console_errors == []


def test_it_stands_without_scripts(new_page: Callable[..., Page], site: Site) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(site.url)
    chart = page.locator("#first-chart")
    expect(chart).to_be_visible()
    expect(chart).to_have_attribute("role", "img")
    expect(chart.locator("text:visible", has_text="General Strike*")).to_be_visible()
    expect(page.locator(".unscripted")).to_be_visible()


@pytest.mark.parametrize("out", ["site", "timeline.html"])
def test_it_stands_in_copies_before_any_script_has_run(
    new_page: Callable[..., Page], tmp_path: Path, out: str
) -> None:
    publish(load(EVENTS), tmp_path / out)
    place = tmp_path / out
    page = new_page(java_script_enabled=False)
    page.goto((place / "index.html" if place.is_dir() else place).as_uri())
    expect(page.locator("#first-chart text:visible", has_text="General Strike*")).to_be_visible()


def test_it_makes_way_for_the_engine_and_nothing_moves(
    new_page: Callable[..., Page], site: Site
) -> None:
    for width, height in ((390, 844), (820, 1180), (1280, 720)):
        page = new_page(viewport={"width": width, "height": height})
        page.add_init_script(SHIFTS)
        site.open(page)
        expect(page.locator("#first-chart")).to_be_hidden()
        page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))")
        assert page.evaluate("shifts") <= 0.02


@pytest.mark.parametrize(
    "query",
    ["lane=germany", "event=general-strike", "theme=projector", "view=chronicle", "mode=embed"],
)
def test_of_another_view_it_is_not_shown(
    new_page: Callable[..., Page], site: Site, query: str
) -> None:
    page = new_page()
    page.route(ENGINE, lambda route: route.abort())
    page.goto(f"{site.url}?{query}")
    expect(page.locator("#first-chart")).to_be_hidden()


def test_in_the_dark_it_has_the_colours_of_the_dark(
    new_page: Callable[..., Page], site: Site
) -> None:
    page = new_page()
    page.route(ENGINE, lambda route: route.abort())
    page.goto(f"{site.url}?theme=dark")
    label = page.locator("#first-chart text:visible", has_text="General Strike*")
    expect(label).to_have_css("fill", "rgb(244, 239, 228)")


@pytest.mark.parametrize("name", SETS)
def test_no_words_overlap_in_other_letters(
    browser: Browser, site: Site, tmp_path: Path, name: str
) -> None:
    with chromium_in(name, browser, tmp_path) as other:
        page = other.new_page(java_script_enabled=False)
        for width, height in SIZES[::3]:
            page.set_viewport_size({"width": width, "height": height})
            page.goto(site.url)
            looked = page.evaluate(OVERLAPS)
            assert looked["found"] == [], (width, height)
            assert looked["count"] > 10, (width, height)


def test_nothing_in_a_file_becomes_markup() -> None:
    t = read(FILES["markup"].encode(), "f")
    prepared = prepare(t)
    html, _ = first_chart(prepared, build_document(prepared))
    assert "<script" not in html
    assert "<b>" not in html


def test_of_nothing_there_is_none() -> None:
    page = build_page(prepare(read(FILES["nothing to draw"].encode(), "f")))
    assert page.contents["first_chart"] == ""
