"""TimelineJS's own JSON and sheet, opened by the real TimelineJS in a browser."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from counts import GERMANY, TOTAL
from playwright.sync_api import Browser, ConsoleMessage, Page
from ready import seen
from test_hostile import ODD

import timeline
from timeline.dates import parse
from timeline.exchange.export import export
from timeline.exchange.selection import select
from timeline.exchange.timelinejs import moments, timelinejs
from timeline.exchange.timelinejs_csv import HEADER, timelinejs_csv
from timeline.model import Timeline
from timeline.reading.load import read
from timeline.telling import dating

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "node_modules" / "@knight-lab" / "timelinejs"
FORMATS = ["timelinejs.json", "timelinejs.csv"]

needs_npm = pytest.mark.skipif(
    not PACKAGE.is_dir() and shutil.which("npm") is None,
    reason="no npm, which alone has TimelineJS: nothing was opened in it",
)

# as on https://timeline.knightlab.com/docs/instantiate-a-timeline.html, without the web's fonts
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>TimelineJS</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/dist/css/timeline.css"><script src="/dist/js/timeline.js"></script>
</head><body><div id="slides" style="height: 700px"></div>
<script>window.told = new TL.Timeline("slides", "/out.NAME", {font: null});</script></body></html>
"""
READ = """() => [...document.querySelectorAll(".tl-slide")].map((slide) => {
  const text = (name) => slide.querySelector(name)?.textContent ?? "";
  return {id: slide.id, headline: text(".tl-headline"), date: text(".tl-headline-date"),
    text: text(".tl-text-content"),
    links: [...slide.querySelectorAll("a")].map((a) => a.getAttribute("href"))};
})"""
DATES = """() => [...told.config.events, ...told.config.eras].map((slide) => [slide.start_date,
  slide.end_date].map((date) => date && ["year", "month", "day"].map((part) =>
    Number(date.data[part] || 0))))"""

MARKUP = "<img src=x onerror=alert(1)>"
HOSTILE = f"""
timeline: {{title: '{MARKUP}', subtitle: '</script><b>b</b>', note: 'www.x''onclick=''alert(1)'}}
sources:
- {{id: s, title: 'a"b<i>c</i>', url: 'https://x.example/?q=%22a&b=www.c@d.example'}}
lanes: [{{id: l, title: '{MARKUP}'}}]
events:
- id: one
  title: '=HYPERLINK("https://x.example","{MARKUP}")'
  date: 1926-05-04
  lane: l
  summary: "see http://x.example/'onclick='y, www.x'onclick='alert(1) and a@b.example &lt;i&gt;"
  excerpts: [{{source: s, exact: "{MARKUP} &amp; **x** {{{{y}}}}"}}]
- {{id: two, title: '+1 & <b>two</b>', date: 1926~, lane: l}}
"""


@pytest.fixture(scope="module")
def built_in() -> Timeline:
    return timeline.load(ROOT / "data" / "events.yaml")


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    """One page for all that is opened; a request to another machine is stopped, and an error."""
    context = browser.new_context()
    context.route(re.compile(r"^(?!http://127\.0\.0\.1:\d+/)https?:"), lambda way: way.abort())
    yield context.new_page()
    context.close()


@pytest.fixture
def shown(tmp_path: Path, window: Page) -> Iterator[Callable[..., Page]]:
    """Opens a view in TimelineJS: `shown(t, "timelinejs.csv", view="lane=germany")`.

    At the end the console must hold no error.
    """
    errors: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(message.text)

    def note(error: Exception) -> None:
        errors.append(str(error))

    assert PACKAGE.is_dir(), "npm has not installed TimelineJS yet: make test does"
    (tmp_path / "dist").symlink_to(PACKAGE / "dist")

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()

    def open_view(t: Timeline, name: str, **options: Any) -> Page:
        export(t, tmp_path / f"out.{name}", **options)
        (tmp_path / "index.html").write_text(PAGE.replace("NAME", name))
        window.goto(f"http://127.0.0.1:{server.server_port}/")
        window.wait_for_selector(".tl-timemarker", state="attached")
        return window

    window.on("console", listen)
    window.on("pageerror", note)
    yield open_view
    window.goto("about:blank")
    window.remove_listener("console", listen)
    window.remove_listener("pageerror", note)
    server.shutdown()
    server.server_close()
    thread.join()
    assert errors == []


def sliced(t: Timeline) -> list[list[list[int] | None]]:
    """The dates that TimelineJS should hold, as `DATES` reads them."""
    value = timelinejs(select(seen(t)))
    return [
        [
            [slide[key].get(part, 0) for part in ("year", "month", "day")] if key in slide else None
            for key in ("start_date", "end_date")
        ]
        for slide in [*value["events"], *value["eras"]]
    ]


@needs_npm
@pytest.mark.parametrize("name", FORMATS)
def test_timelinejs_shows_every_event_with_its_title_and_its_date_in_words(
    built_in: Timeline, shown: Callable[..., Page], name: str
) -> None:
    page = shown(built_in, name)
    first, *slides = page.evaluate(READ)
    assert first["headline"] == built_in.title
    told = {(slide["headline"], slide["date"]) for slide in slides}
    assert len(slides) == len(built_in.events)
    assert told == {(event.title, dating.named(event)) for event in built_in.events}
    assert page.evaluate("told.config.getErrors()") == []
    held = page.evaluate(DATES)
    assert sorted(held, key=str) == sorted(sliced(built_in), key=str)


@needs_npm
@pytest.mark.parametrize("name", FORMATS)
def test_a_slide_holds_the_quotations_with_their_sources_and_a_link_back(
    built_in: Timeline, shown: Callable[..., Page], name: str
) -> None:
    page = shown(built_in, name, view="lane=germany", address="https://school.example/t/")
    title, *slides = page.evaluate(READ)
    assert f"{GERMANY} of {TOTAL} events: Germany." in title["text"]
    assert "L. D. Trotsky" in title["text"]
    assert "https://school.example/t/?lane=germany" in title["links"]
    events = {event.title: event for event in built_in.events}
    assert len(slides) == GERMANY
    assert any(events[slide["headline"]].excerpts for slide in slides)
    for slide in slides:
        event = events[slide["headline"]]
        assert " ".join(event.summary.split()) in slide["text"]
        for excerpt in event.excerpts:
            assert excerpt.exact in slide["text"]
        assert f"https://school.example/t/?event={event.id}" in slide["links"]
        assert all(link.startswith("https://") for link in slide["links"])


@needs_npm
def test_the_ids_of_slides_are_the_events_own(
    built_in: Timeline, shown: Callable[..., Page]
) -> None:
    slides = shown(built_in, FORMATS[0], view="lane=germany").evaluate(READ)
    ids = [event.id for event in built_in.events if event.lane == "germany"]
    assert sorted(slide["id"] for slide in slides[1:]) == sorted(ids)


@needs_npm
@pytest.mark.parametrize("name", FORMATS)
def test_hostile_text_is_shown_as_it_was_written(shown: Callable[..., Page], name: str) -> None:
    t = read(HOSTILE.encode(), "hostile.yaml")
    page = shown(t, name)
    title, two, one = page.evaluate(READ)  # 1926 before 4 May 1926
    first, second = t.events
    assert title["headline"] == t.title
    assert t.subtitle in title["text"]
    assert t.note in title["text"]
    assert [one["headline"], two["headline"]] == [first.title, second.title]
    assert first.summary in one["text"]
    assert first.excerpts[0].exact in one["text"]
    assert page.locator(".tl-timegroup-message").text_content() == MARKUP
    assert page.locator("#slides :is(img, b, i, script, [onclick], [onerror])").count() == 0
    # the address of the source holds a second one, so it stands as text
    assert one["links"] == []


@needs_npm
@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("odd", ["before the era", "to the last year", "other scripts", "markup"])
def test_an_odd_file_opens(shown: Callable[..., Page], odd: str, name: str) -> None:
    t = read(ODD[odd].encode(), "odd.yaml")
    page = shown(t, name)
    slides = page.evaluate(READ)[1:]
    assert {(slide["headline"], slide["date"]) for slide in slides} == {
        (event.title, event.date.words()) for event in t.events
    }
    assert page.evaluate("told.config.getErrors()") == []


@needs_npm
def test_the_header_is_that_of_their_template() -> None:
    with (PACKAGE / "src" / "template" / "my-own-timeline.csv").open(newline="") as template:
        assert tuple(next(csv.reader(template))) == HEADER


MOMENTS = {
    "1926": ((1926,), ()),
    "1926-05": ((1926, 5), ()),
    "1926-05-04": ((1926, 5, 4), ()),
    "1926~": ((1926,), ()),
    "1926-05-04/1926-05-12": ((1926, 5, 4), (1926, 5, 12)),
    "1925/1927-03": ((1925,), (1927, 3)),
    "1926-05/1926": ((1926, 5), ()),
    "192X": ((1920,), (1929,)),
    "1926-XX": ((1926,), ()),
    "1926-24": ((1926, 12), (1927, 2)),  # winter
    "[1923-10-21..1923-10-25]": ((1923, 10, 21), (1923, 10, 25)),
    "[1923,1925]": ((1923,), (1925,)),
    "[..1925]": ((1925,), ()),
    "../1925-03": ((1925, 3), ()),
    "1929/..": ((1929,), ()),
    "-0043": ((-43,), ()),
}


@pytest.mark.parametrize(("date", "said"), MOMENTS.items())
def test_a_date_is_as_fine_as_it_is_known_and_no_finer(date: str, said: Any) -> None:
    assert moments(parse(date)) == said


def test_a_year_before_the_era_is_counted_as_timelinejs_counts_it() -> None:
    t = read(b"events:\n- {id: ides, title: Ides of March, date: -0043-03-15}\n", "rome.yaml")
    (slide,) = timelinejs(select(seen(t)))["events"]
    assert slide["start_date"] == {"year": -44, "month": 3, "day": 15}
    assert slide["display_date"] == "15 March 44 BCE"


def test_only_the_eras_that_the_events_touch_are_given(built_in: Timeline) -> None:
    eras = timelinejs(select(seen(built_in, "from=1939&to=1940")))["eras"]
    assert [era["text"]["headline"] for era in eras] == ["Second World War"]


def test_a_tour_speaks_on_its_slides(built_in: Timeline) -> None:
    value = timelinejs(select(seen(built_in), tour="one-idea"))
    tour = next(tour for tour in built_in.tours if tour.id == "one-idea")
    assert tour.intro in value["title"]["text"]["text"]
    for slide, step in zip(value["events"], tour.steps, strict=True):
        assert slide["unique_id"] == step.event
        assert slide["text"]["text"].startswith(f"<p>{step.say}</p>")


def test_no_cell_of_their_sheet_is_a_formula() -> None:
    t = read(HOSTILE.encode(), "hostile.yaml")
    rows = csv.DictReader(io.StringIO(timelinejs_csv(select(seen(t)))))
    cells = [(column, cell) for row in rows for column, cell in row.items() if cell]
    assert [cell for _, cell in cells if cell[0] in "=+-@"] == []
    assert len(cells) > 10


def test_what_is_written_is_json(built_in: Timeline, tmp_path: Path) -> None:
    export(built_in, tmp_path / "out.timelinejs.json", "lane=china")
    value = json.loads((tmp_path / "out.timelinejs.json").read_text("utf-8"))
    assert set(value) == {"title", "events", "eras"}
