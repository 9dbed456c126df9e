"""Room kept is room drawn: nothing lies over a mark or its name, and no band stays empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import plotly_dom
import pytest
from playwright.sync_api import Page
from serving import Site, served

SHAPES = ((1, 1), (1, 4), (1, 20), (12, 3), (50, 1))  # lanes, events of one day in each
FEW = ("", "theme=projector")
ALL = (*FEW, "mode=embed", "mode=present")
SEEN = {
    (390, 844): (*ALL, "theme=dark"),
    (820, 1180): FEW,
    (1280, 720): (*ALL, "view=sources"),
    (1366, 657): FEW,
    (1920, 1080): (*ALL, "view=sources"),
}
WALLS = {(3440, 1440): ("theme=projector",), (3840, 2160): ("theme=projector",)}
EMPTY_PX = 60

# Whatever is drawn of an event, what lies over it, and the empty band beneath the last of them.
LOOK = plotly_dom.script("""() => {
  const graph = document.querySelector("@CHART@");
  const host = document.getElementById("timeline");
  const overview = document.getElementById("overview").getBoundingClientRect();
  const frame = host.getBoundingClientRect();
  const nodes = [...graph.querySelectorAll(
    "@MARKS@, @LABELS@, @CHOSEN_LABEL@, @BARS@")];
  const boxes = nodes.map((node) => node.getBoundingClientRect()).filter(({ width }) => width);
  const scrolls = getComputedStyle(host).overflowY === "auto";
  const bottom = (box) => (scrolls ? Math.min(box.bottom, frame.bottom) : box.bottom);
  const over = [];
  const y = scrollY;
  for (const box of boxes) {
    const beyond = bottom(box) - overview.top;
    if (overview.height && beyond > 0.5) over.push(`overview, ${beyond} px`);
    const [x, mid] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    if (scrolls && mid > frame.bottom) continue;
    if (x < 0 || x > innerWidth) continue;
    scrollTo(0, y + mid - innerHeight / 2);
    const at = document.elementsFromPoint(x, y + mid - scrollY)
      .find((node) => getComputedStyle(node).pointerEvents !== "none");
    if (at && !host.contains(at) && !at.contains(host)) over.push(at.id || at.className);
  }
  scrollTo(0, y);
  return {
    drawn: boxes.length, over: [...new Set(over)],
    empty: overview.height ? overview.top - Math.max(...boxes.map(bottom)) : 0,
    shifts: window.shifts,
  };
}""")
SHIFTS = """window.shifts = 0; new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifts += one.value;
}).observe({ type: "layout-shift", buffered: true });"""


def _events(lanes: int, rows: int) -> str:
    """A file of some lanes, each with so many events of one day."""
    listed = "".join(f"- {{id: lane-{i}, title: Lane {i}}}\n" for i in range(lanes))
    events = "".join(
        f"- {{id: e{lane}-{row}, title: Event {row} of lane {lane}, date: 1926-05-04,"
        f" lane: lane-{lane}}}\n"
        for lane in range(lanes)
        for row in range(rows)
    )
    return f"timeline: {{title: Rows and lanes}}\nlanes:\n{listed}events:\n{events}"


@pytest.fixture(params=SHAPES, ids=str)
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    path = tmp_path / "events.yaml"
    path.write_text(_events(*request.param), encoding="utf-8")
    with served(path) as site:
        yield site


def test_nothing_lies_over_a_mark_and_no_band_is_empty(
    made: Site, new_page: Callable[..., Page]
) -> None:
    page = new_page(viewport={"width": 1280, "height": 720})
    page.add_init_script(SHIFTS)
    made.open(page)
    assert page.evaluate("window.shifts") <= 0.02
    assert _faults(page, SEEN) == []


@pytest.mark.parametrize("rows", [1, 2])
def test_no_band_is_empty_on_a_wall(
    rows: int, new_page: Callable[..., Page], tmp_path: Path
) -> None:
    path = tmp_path / "events.yaml"
    path.write_text(_events(1, rows), encoding="utf-8")
    with served(path) as site:
        assert _faults(site.open(new_page(viewport={"width": 1280, "height": 720})), WALLS) == []


def _faults(page: Page, seen_at: dict[tuple[int, int], tuple[str, ...]]) -> list[str]:
    """The views, by the size of the screen, in which a mark is covered or a band stays empty."""
    faults = []
    for (width, height), views in seen_at.items():
        page.set_viewport_size({"width": width, "height": height})
        for view in views:
            page.evaluate("query => timeline.apply(query)", view)
            page.evaluate(
                "async () => { for (let i = 0; i < 3; i += 1)"
                " await new Promise(requestAnimationFrame); }"
            )
            seen = page.evaluate(LOOK)
            if not seen["drawn"] or seen["over"] or seen["empty"] > EMPTY_PX:
                faults.append(f"{width}x{height} {view}: {seen}")
    return faults


# Years that the zoom buttons lie over.
UNDER_BUTTONS = plotly_dom.script("""() => {
  const zoom = document.getElementById("zoom").getBoundingClientRect();
  return [...document.querySelectorAll("#timeline @TICKS@")]
    .filter((node) => node.textContent)
    .map((node) => [node.textContent, node.getBoundingClientRect()])
    .filter(([, box]) => zoom.width && box.left < zoom.right && box.right > zoom.left
      && box.top < zoom.bottom && box.bottom > zoom.top)
    .map(([words]) => words);
}""")


def test_no_year_stands_beneath_the_zoom_buttons(
    tmp_path: Path, new_page: Callable[..., Page]
) -> None:
    path = tmp_path / "events.yaml"
    path.write_text(_events(6, 1).replace("1926-05-04", "1700/1866"), encoding="utf-8")
    with served(path) as site:
        page = site.open(new_page(viewport={"width": 1280, "height": 720}))
        faults = []
        for width in (390, 719, 720, 1100, 1280, 1920):
            page.set_viewport_size({"width": width, "height": 720})
            for theme in ("light", "projector"):
                for first in range(1690, 1701, 2):
                    query = f"theme={theme}&from={first}&event=e0-0"
                    page.evaluate("query => timeline.apply(query)", query)
                    faults += [(width, query, one) for one in page.evaluate(UNDER_BUTTONS)]
    assert faults == []


# Names that lie on the mark of the chosen event, its own among them.
ON_THE_MARK = plotly_dom.script("""() => {
  const graph = document.querySelector("@CHART@");
  const ring = graph.querySelector("@RING@").getBoundingClientRect();
  const [x, y] = [(ring.left + ring.right) / 2, (ring.top + ring.bottom) / 2];
  return [...graph.querySelectorAll("@LABELS@, @CHOSEN_LABEL@")]
    .map((node) => [node.textContent, node.getBoundingClientRect()])
    .filter(([, box]) => box.left < x + 4 && box.right > x - 4 && box.top < y && box.bottom > y)
    .map(([words]) => words);
}""")


@pytest.mark.parametrize("shape", [(1, 1), (3, 20)], ids=str)
def test_no_name_lies_on_the_mark_of_the_chosen_event(
    shape: tuple[int, int], tmp_path: Path, new_page: Callable[..., Page]
) -> None:
    path = tmp_path / "events.yaml"
    lanes, rows = shape
    words = _events(lanes, rows).replace("Event 0 of lane 0", "The only event that there is")
    if rows > 1:  # bars, on which others stand while they are chosen
        for i in range(lanes * rows):
            span = f"1926-05-{1 + i % 9:02}/1926-0{6 + i % 3}-20"
            words = words.replace("1926-05-04,", f"{span},", 1)
    path.write_text(words, encoding="utf-8")
    with served(path) as site:
        page = site.open(new_page(viewport={"width": 390, "height": 844}))
        faults = []
        for width in (390, 1024):
            page.set_viewport_size({"width": width, "height": 768})
            for view in ("", "mode=present&"):
                for lane, row in ((0, 0), (0, rows // 2), (lanes - 1, rows - 1)):
                    query = f"{view}event=e{lane}-{row}"
                    page.evaluate("query => timeline.apply(query)", query)
                    faults += [(width, query, one) for one in page.evaluate(ON_THE_MARK)]
    assert faults == []


@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_for_a_whole_room_comes_as_it_stays(
    width: int, tmp_path: Path, new_page: Callable[..., Page]
) -> None:
    path = tmp_path / "events.yaml"
    path.write_text(_events(1, 4), encoding="utf-8")
    with served(path) as site:
        page = new_page(viewport={"width": width, "height": 844})
        page.add_init_script(SHIFTS)
        site.open(page, "theme=projector")
        assert page.evaluate(LOOK)["over"] == []
        assert page.evaluate("window.shifts") <= 0.02
