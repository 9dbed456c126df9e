"""One walk through all that a reader does, in Chromium, Firefox and WebKit: served, and as a file.

It goes by what the page promises (ids, roles, words), with mouse and keys as a reader's. Each step
begins where the one before ended; a page is loaded once.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import pypdfium2
import pytest
from counts import STEPS, TOTAL
from engines import Engine, firefox, webkit
from engines.chromium import Chromium
from playwright.sync_api import Browser
from plotly_dom import NAMES
from reader import Reader
from serving import EVENTS, served
from static_server import serve_folder
from test_first_chart import COMPARE

from timeline.page import npm
from timeline.reading.load import load

ENGINES = ("chromium", "firefox", "webkit")
PLACES = ("served", "file")
TOUR = "chain-of-defeats"
GERMANY = sum(event.lane == "germany" for event in load(EVENTS).events)
BRITAIN = sum(event.lane == "britain" for event in load(EVENTS).events)
SHOTS = os.environ.get("TIMELINE_SHOTS")  # a folder for pictures of what is walked by
NAME = f"#timeline {NAMES}"
ELSEWHERE = "http://192.0.2.7:8050/"
# How wide each code to scan is drawn, and what its box would hold.
CODE = """[...document.querySelectorAll("svg.follow-code")].map((svg) => {
  const { width, height } = svg.getBoundingClientRect();
  const code = svg.querySelector("rect").getBoundingClientRect();
  return { code: code.width, box: Math.min(width, height), width, height };
})"""
# Of each part that scrolls under a bar of no width of its own: its name, and how far from its edge
# the words end.
SCROLLED = """[...document.querySelectorAll("main *")].filter((node) => {
  const { overflowY, visibility } = getComputedStyle(node);
  return /auto|scroll/.test(overflowY) && visibility === "visible" && node.getClientRects().length
    && node.scrollHeight > node.clientHeight + 1 && node.offsetWidth - node.clientWidth < 3;
}).map((node) => {
  const words = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let right = 0;
  while (words.nextNode()) {
    range.selectNodeContents(words.currentNode);
    if (words.currentNode.data.trim() && !words.currentNode.parentNode.closest("svg")) {
      for (const box of range.getClientRects()) right = Math.max(right, box.right);
    }
  }
  const edge = node.getBoundingClientRect().left + node.clientLeft + node.clientWidth;
  return [node.id || node.className, edge - right];
})"""
BAR = 8  # px, as wide as the bar is while nobody points at it
LESSON = """<!DOCTYPE html><html lang="en"><title>Lesson</title><link rel="icon" href="data:,">
<style>body {{ margin: 0 }}</style>
<iframe title="Timeline" src="{}" style="width: 640px; height: 400px; border: 0"></iframe>
<script>
  const told = [];
  addEventListener("message", ({{ data }}) => told.push(data));
</script></html>"""

LEFT = '<!DOCTYPE html><html lang="en"><title>Left</title><link rel="icon" href="data:,"></html>'


@pytest.fixture(scope="session")
def _engines() -> Iterator[dict[str, Engine]]:
    """The browsers that run, each with one window for all its tests, or for one."""
    running: dict[str, Engine] = {}
    yield running
    for engine in running.values():
        engine.close()


@pytest.fixture(params=ENGINES)
def engine(
    request: pytest.FixtureRequest, browser: Browser, _engines: dict[str, Engine]
) -> Iterator[Engine]:
    """A browser; at the end its console must hold no error, and it asked nobody outside."""
    name: str = request.param
    missing = {"firefox": firefox.MISSING, "webkit": webkit.MISSING}.get(name)
    if missing:
        pytest.skip(missing)
    if name not in _engines:
        made: dict[str, Callable[[], Engine]] = {
            "chromium": lambda: Chromium(browser),
            "firefox": firefox.Firefox,
            "webkit": webkit.WebKit,
        }
        _engines[name] = made[name]()
    engine = _engines[name]
    yield engine
    engine.heard()
    errors, strays = engine.errors[:], engine.strays[:]
    engine.errors.clear()
    engine.strays.clear()
    if name == "webkit":  # its driver turns the wheel over the first page of a session alone
        _engines.pop(name).close()
    assert (errors, strays) == ([], [])


class Walk(NamedTuple):
    """Where a walk is made."""

    address: str
    stop: Callable[[], None]
    """Takes the server away, if there is one."""

    def at(self, query: str) -> str:
        return self.address + ("#" if self.address.startswith("file:") else "?") + query


@pytest.fixture(params=PLACES)
def walk(request: pytest.FixtureRequest, one_file: Path) -> Iterator[Walk]:
    if request.param == "file":
        yield Walk(one_file.as_uri(), lambda: None)
        return
    with served(frame_ancestors=("*",)) as site:  # of its own: it is stopped on the way
        yield Walk(site.url, site.stop)


# ---------------------------------------------------------------- the steps


def opens(reader: Reader, walk: Walk) -> None:
    reader.open(walk.address)
    reader.ready()
    reader.reads("#status", f"{TOTAL} events")
    assert reader.asks("timeline.view()") == ""
    assert reader.asks("timeline.visible().length") == TOTAL
    assert reader.asks("document.querySelectorAll('#chronicle [data-event]').length") == TOTAL
    outside = "!entry.name.startsWith(location.origin) && !/^(blob|data|file):/.test(entry.name)"
    assert reader.asks(f"performance.getEntriesByType('resource').filter(entry => {outside})") == []
    first = reader.asks(f"({COMPARE})()")
    assert first["faults"] == []
    assert first["counts"]["labels"][0] > 20


def searches_by_keyboard(reader: Reader, walk: Walk) -> None:
    reader.press("/")
    reader.focus("#search")
    reader.engine.type("general strike")
    reader.view("q=general")
    reader.reads("#status", "“general strike”")
    reader.gone("#chronicle [data-event='trotsky-testament']")
    assert "general-strike" in reader.asks("timeline.visible()")
    reader.press("Control+a", "Backspace")
    reader.whole()
    assert reader.asks("document.querySelector('#search').value") == ""


def filters_by_mouse(reader: Reader, walk: Walk) -> None:
    reader.click("#filter-lane-button")
    reader.shot("options")
    reader.click("#filter-lane-options label", "Germany")
    reader.view("lane=germany")
    reader.reads("#status", f"{GERMANY} of {TOTAL} events: Germany")
    reader.press("Escape")
    reader.gone("#filter-lane-options")
    reader.focus("#filter-lane-button")
    assert reader.asks("document.activeElement.getAttribute('aria-expanded')") == "false"
    reader.click("#clear")
    reader.whole()
    reader.gone("#clear")


def chooses_by_mouse(reader: Reader, walk: Walk) -> None:
    reader.click(NAME, "NEP adopted")
    reader.view("event=nep-adopted")
    reader.reads("#event-title", "New Economic Policy")
    reader.reads("#event blockquote[data-excerpt][data-source=tract] .exact", "New Economic Policy")
    reader.reads("#event .verified", "verified")
    reader.sees("document.title.includes('New Economic Policy')")
    bars_beside_words(reader, "event")
    reader.sees("document.querySelector('#chronicle .selected')?.dataset.event === 'nep-adopted'")


def chooses_by_key(reader: Reader, walk: Walk) -> None:
    following = reader.asks(
        "[...document.querySelectorAll('#event .step')]"
        ".find((button) => button.textContent.includes('next')).title"
    )
    reader.press("ArrowRight")
    reader.reads("#event-title", following)
    reader.press("ArrowLeft")
    reader.reads("#event-title", "New Economic Policy")


def zooms(reader: Reader, walk: Walk) -> None:
    width = (
        "((view) => Date.parse(view.get('to')) - Date.parse(view.get('from')))"
        "(new URLSearchParams(timeline.view()))"
    )
    reader.click("#zoom-in")
    reader.view("from=", "to=")
    first = reader.sees(width)
    reader.press("+")
    second = reader.sees(f"{width} < {first} && {width}")
    reader.click(NAME, "NEP adopted")  # the wheel is the chart's then
    reader.focus("#timeline")
    reader.engine.wheel(*reader.at(NAME, "NEP adopted"), -240)
    reader.sees(f"{width} < {second}")
    assert "nep-adopted" in reader.asks("timeline.visible()")


def pans(reader: Reader, walk: Walk) -> None:
    before = reader.asks("timeline.view()")
    x, y = reader.asks(
        """((box) => [box.left + box.width * 0.7, box.top + box.height * 0.85])
          (document.querySelector("#timeline").getBoundingClientRect())"""
    )
    y = min(y, 780)
    reader.engine.drag((x, y), (x - 150, y))
    from_ = "new URLSearchParams({}).get('from')"
    reader.sees(f"{from_.format('timeline.view()')} > {from_.format(repr(before))}")
    reader.press("0")
    reader.view(without="from=")
    reader.press("Escape")
    reader.whole()


def brushes_the_overview(reader: Reader, walk: Walk) -> None:
    reader.at(".overview-strip")
    left, top, width, height = reader.asks(
        "(({ left, top, width, height }) => [left, top, width, height])"
        "(document.querySelector('.overview-strip').getBoundingClientRect())"
    )
    y = top + height / 2
    reader.engine.drag((left + width * 0.5, y), (left + width * 0.7, y))
    reader.view("from=192", "to=19")
    reader.reads("#overview [role=slider]", "")
    assert reader.asks(
        "+document.querySelector('#overview [role=slider]').getAttribute('aria-valuenow') > 1915"
    )
    reader.press("0")
    reader.whole()


def switches(reader: Reader, walk: Walk) -> None:
    reader.click("#view-switch label", "Chronicle")
    reader.view("view=chronicle")
    reader.gone("#timeline")
    reader.click("#chronicle [data-event='german-october'] a")
    reader.reads("#event-title", "October 1923")
    reader.click("#view-switch label", "Sources")
    reader.view("view=sources", "event=german-october")
    reader.reads("#sources article", "Wikipedia")
    reader.shot("sources")
    reader.click("#view-switch label", "Timeline")
    reader.view(without="view=")
    reader.at(NAME, "German October")
    reader.click("#theme-switch label", "Dark")
    reader.sees("document.documentElement.dataset.theme === 'dark'")
    reader.shot("dark")
    reader.click("#theme-switch label", "Light")
    reader.view(without="theme=")
    reader.click("#calendar-switch label", "Old Style")
    reader.view("calendar=os")
    reader.press("ArrowLeft")  # a radio group's own: the other choice, and not another event
    reader.view("event=german-october", without="calendar=")


def bars_beside_words(reader: Reader, scrolled: str) -> None:
    """No word is under a scrollbar of WebKit's, which lies over what it scrolls."""
    if reader.engine.name == "webkit":
        measured = reader.asks(SCROLLED)
        assert scrolled in [name for name, _ in measured]
        assert [name for name, room in measured if room < BAR] == []


def goes_back(reader: Reader, walk: Walk) -> None:
    address = "decodeURIComponent(location.search || location.hash)"
    reader.sees(f"{address}.slice(1) === 'event=german-october'")
    reader.asks("history.back()")
    reader.view("view=sources")
    reader.sees(f"{address}.includes('view=sources')")
    reader.asks("history.forward()")
    reader.view("event=german-october", without="view=")
    reader.at(NAME, "German October")


def cites(reader: Reader, walk: Walk) -> None:
    reader.click("#event .steps button", "cite")
    reader.reads("dialog[open] h2", "Cite")
    reader.click("dialog[open] label", "BibTeX")
    reader.sees("document.querySelector('dialog[open] textarea').value.startsWith('@')")
    reader.click("dialog[open] button", "Copy")
    reader.reads("dialog[open] [role=status]", "copied")
    reader.shot("citation")
    reader.press("Escape")
    reader.gone("dialog")
    reader.view("event=german-october")


def shares(reader: Reader, walk: Walk) -> None:
    served = walk.address.startswith("http")
    if served:  # as its server tells it to a page that others can reach
        reader.asks(
            f"""document.head.append(Object.assign(document.createElement("meta"),
              {{ name: "timeline-network", content: {ELSEWHERE!r} }}))"""
        )
    reader.click("#doings button", "Share")
    reader.sees("document.activeElement.value?.includes('event=german-october')")
    if not served:
        reader.reads("dialog[open]", "It opens on this computer only")
    elif npm.script(npm.QR):
        reader.sees(f"{CODE}.every(({{ code, box }}) => code > 100 && code >= 0.99 * box)")
        reader.shot("share")
        reader.scans(f"{ELSEWHERE}?event=german-october")
    reader.press("Escape")
    reader.gone("dialog")


def scripts(reader: Reader, walk: Walk) -> None:
    reader.asks("timeline.apply('?from=1923&to=1924&theme=dark&calendar=os')")
    assert reader.asks("timeline.view()") == "from=1923&to=1924&calendar=os&theme=dark"
    assert "german-october" in reader.asks("timeline.visible()")
    assert "october-revolution" not in reader.asks("timeline.visible()")
    reader.asks("timeline.apply('lane=nowhere&tag=x')")
    reader.reads("#status", "nowhere")
    reader.asks("timeline.apply('')")
    reader.whole()


def presents(reader: Reader, walk: Walk) -> None:
    reader.click("#introduction a, #introduction button", "A chain of defeats")
    reader.view(f"tour={TOUR}")
    reader.reads("#event .tour", f"1 of {STEPS[TOUR]}")
    reader.click("#event .tour button", "forward")
    reader.reads("#event .tour", f"2 of {STEPS[TOUR]}")
    reader.press("p")
    reader.view("mode=present")
    progress = ".stage-progress"
    reader.reads(progress, f"2 of {STEPS[TOUR]}")
    for key, step in (("ArrowRight", 3), ("Space", 4), ("PageUp", 3), ("End", STEPS[TOUR])):
        reader.press(key)
        reader.reads(progress, f"{step} of {STEPS[TOUR]}")
    reader.press("Home", "PageDown")
    reader.reads(progress, f"2 of {STEPS[TOUR]}")
    reader.reads("#present blockquote[data-excerpt]", "")
    reader.shot("presentation")
    if walk.address.startswith("http") and npm.script(npm.QR):
        reader.press("l")  # the address for students' phones
        reader.sees(f"{CODE}.some(({{ code, box }}) => code >= 0.42 * innerHeight)")
        reader.scans(ELSEWHERE)
        reader.shot("code")
        reader.press("Escape")
        reader.gone("svg.follow-code")
    reader.press("Escape")
    reader.gone("#present")
    reader.view("step=2", without="mode=")
    reader.press("Escape")
    reader.whole()


def prints(reader: Reader, walk: Walk) -> None:
    reader.asks("timeline.apply('lane=germany')")
    reader.click("#doings a", "Print")
    reader.view("mode=print")
    reader.reads("#handout", f"{GERMANY} of {TOTAL} events: Germany")
    entries = "document.querySelectorAll('#handout .sheet-entry').length"
    assert reader.asks(entries) == GERMANY
    reader.shot("handout")
    numbers_stand_by_their_titles(reader)
    reader.click("#handout button", "Worksheet")
    reader.view("sheet=worksheet")
    reader.reads("#handout", "Key")
    if pdf := reader.engine.pdf():
        assert all(page.strip() for page in page_texts(pdf))
    reader.click("#handout button", "Back")
    reader.gone("#handout")
    reader.asks("timeline.apply('')")
    reader.whole()


def numbers_stand_by_their_titles(reader: Reader) -> None:
    """No number ends a page whose event begins on the next."""
    numbers = reader.asks(
        """[...document.querySelectorAll("#handout .sheet-entry")].map((entry) =>
          [".sheet-number", "h2"].map((part) => entry.querySelector(part).textContent.trim()))"""
    )
    if pdf := reader.engine.pdf():
        for page in page_texts(pdf):
            lines = {line.strip() for line in page.splitlines()}
            missing = [title for number, title in numbers if title in lines and number not in lines]
            assert missing == []


def page_texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return texts


def fits_a_frame(reader: Reader, walk: Walk) -> None:
    reader.asks("timeline.apply('mode=embed&lane=germany,britain&event=german-october')")
    reader.gone("#filters")
    reader.reads("#event blockquote[data-excerpt]", "1923")
    bars_beside_words(reader, "event")
    reader.shot("embed")
    reader.asks("timeline.apply('mode=embed&view=chronicle')")
    bars_beside_words(reader, "chronicle-section")
    reader.asks("timeline.apply('')")
    reader.at("#filter-lane-button")


def goes_on_alone(reader: Reader, walk: Walk) -> None:
    """Once loaded, it needs nobody: the server goes."""
    walk.stop()
    reader.click("#filter-lane-button")
    reader.click("#filter-lane-options label", "Britain")
    reader.reads("#status", f"{BRITAIN} of {TOTAL} events: Britain")
    reader.press("Escape")
    reader.click("#chronicle [data-event='general-strike'] a")
    reader.reads("#event blockquote[data-excerpt]", "strike")
    reader.press("Escape")
    reader.click("#clear")
    reader.whole()


STEPS_OF_THE_WALK: tuple[Callable[[Reader, Walk], None], ...] = (
    opens,
    searches_by_keyboard,
    filters_by_mouse,
    chooses_by_mouse,
    chooses_by_key,
    zooms,
    pans,
    brushes_the_overview,
    switches,
    goes_back,
    cites,
    shares,
    scripts,
    presents,
    prints,
    fits_a_frame,
    goes_on_alone,
)


# In the file the page is the same: what differs is how it begins, its address, what it makes.
STEPS_OF_A_FILE = tuple(
    step
    for step in STEPS_OF_THE_WALK
    if step not in (zooms, pans, brushes_the_overview, presents, prints, fits_a_frame)
)


def test_a_reader_walks_through_all_features(engine: Engine, walk: Walk) -> None:
    reader = Reader(engine, SHOTS)
    on_disk = walk.address.startswith("file:")
    for step in STEPS_OF_A_FILE if on_disk else STEPS_OF_THE_WALK:
        began = perf_counter()
        try:
            step(reader, walk)
        except BaseException as error:
            reader.shot("failed")
            error.add_note(f"at the step {step.__name__}: {engine.evaluate('timeline.view()')}")
            raise
        if SHOTS:
            print(f"{engine.name}: {step.__name__}: {perf_counter() - began:.1f} s")


def test_a_frame_tells_the_page_around_it(engine: Engine, walk: Walk, tmp_path: Path) -> None:
    """Of another origin, or of none; its keys act in it, and what they do is told."""
    reader = Reader(engine)
    address = walk.at("mode=embed&lane=germany").replace("&", "&amp;")
    (tmp_path / "lesson.html").write_text(LESSON.format(address), encoding="utf-8")
    with serve_folder(tmp_path) as host:
        on_disk = walk.address.startswith("file:")
        lesson = (tmp_path / "lesson.html").as_uri() if on_disk else f"{host.url}lesson.html"
        reader.open(lesson)
        reader.sees(
            "told.some(({ type, v, px }) => type === 'timeline:height' && v === 1 && px > 0)"
        )
        engine.click(320, 200)
        engine.press("+")
        reader.sees(
            """told.some(({ type, v, query }) => type === "timeline:view" && v === 1
              && query.includes("lane=germany") && query.includes("from="))"""
        )
        engine.heard()
        # before its server goes, which Dash may still be asking
        (tmp_path / "left.html").write_text(LEFT, encoding="utf-8")
        reader.open(f"{host.url}left.html")
