"""`/export.*` as browsers and strangers ask it; what it answers reopened by its own readers."""

from __future__ import annotations

import csv
import io
import json
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
from counts import GERMANY, TOTAL
from flask.testing import FlaskClient
from PIL import Image
from pptx import Presentation
from pybtex.database import parse_string
from test_hostile import ODD
from waiting import until

from timeline.errors import FileProblems
from timeline.evidence import quotations
from timeline.model import Timeline
from timeline.prepared import prepare
from timeline.reading.load import load, read
from timeline.server import waitress_server
from timeline.server.app import create_app
from timeline.server.exports import AT_ONCE, LONG, TYPES, WAITING_FOR_DATA
from timeline.server.start import one_file
from timeline.server.work_queue import WAITING, Kept

EVENTS = Path(__file__).resolve().parents[1] / "data" / "events.yaml"
ADDRESS = "https://school.example/t/"
DATA = [ending for ending in TYPES if ending not in {"png", "svg", "pdf", "pptx", "html"}]
PICTURE = "lane=germany&width=600"


@pytest.fixture(scope="module")
def built_in() -> Timeline:
    return load(EVENTS)


@pytest.fixture(scope="module")
def client(built_in: Timeline) -> FlaskClient:
    record = quotations.load_record(EVENTS.with_name("verified.json"))
    prepared = prepare(built_in, record)
    app = create_app(prepared, address=ADDRESS, one_file=partial(one_file, prepared, None))
    return app.server.test_client()


def small(**options: Any) -> FlaskClient:
    """A client of a timeline of one event."""
    t = read(b"events: [{id: a, title: A, date: 1926}]", "f")
    return create_app(t, **options).server.test_client()


def told(answer: Any) -> str:
    """The sentence of an error page."""
    return str(answer.get_data(as_text=True).split("<p>")[1].split("</p>")[0])


# What comes


@pytest.mark.parametrize("ending", TYPES)
def test_every_file_comes_by_name_and_with_its_type(client: FlaskClient, ending: str) -> None:
    answer = client.get(f"/export.{ending}?{PICTURE}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == TYPES[ending]
    disposition = answer.headers["Content-Disposition"]
    assert disposition == f"attachment; filename=the-permanent-revolution.{ending}"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert len(answer.data) > 500


def test_data_hold_the_events_of_the_view(client: FlaskClient, built_in: Timeline) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/export.csv?lane=germany").text)))
    assert len(rows) == GERMANY
    records = json.loads(client.get("/export.json?lane=germany").data)
    assert len(records["events"]) == GERMANY
    assert records["timeline"]["address"] == f"{ADDRESS}?lane=germany"
    assert {item["verified"] for event in records["events"] for item in event["quotations"]} == {
        True
    }
    assert json.loads(client.get("/export.jsonld?lane=germany").data)["@context"]
    assert parse_string(client.get("/export.bib?lane=germany").text, "bibtex").entries
    title = next(event.title for event in built_in.events if event.id == "german-october")
    assert title in client.get("/export.md?lane=germany").text
    slides = json.loads(client.get("/export.timelinejs.json?lane=germany").data)["events"]
    assert len(slides) == GERMANY


def test_pictures_show_the_view(client: FlaskClient) -> None:
    image = Image.open(io.BytesIO(client.get(f"/export.png?{PICTURE}&scale=2").data))
    assert image.width == 1200
    clear = Image.open(io.BytesIO(client.get(f"/export.png?{PICTURE}&transparent=1").data))
    assert clear.convert("RGBA").getpixel((1, 1)) == (0, 0, 0, 0)
    svg = client.get(f"/export.svg?{PICTURE}").data
    words = ["".join(text.itertext()) for text in ET.fromstring(svg).iter()]
    assert f"{ADDRESS}?lane=germany" in words
    assert f"{GERMANY} of {TOTAL} events: Germany" in words
    assert b"school.example" not in client.get(f"/export.svg?{PICTURE}&bare=1").data
    document = pypdfium2.PdfDocument(client.get(f"/export.pdf?{PICTURE}").data)
    try:
        assert "German October" in document[0].get_textpage().get_text_bounded()
    finally:
        document.close()


def test_slides_tell_the_tour_of_the_view_or_its_events(
    client: FlaskClient, built_in: Timeline
) -> None:
    def words(query: str) -> list[str]:
        deck = Presentation(io.BytesIO(client.get(f"/export.pptx?{query}").data))
        return [
            " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
            for slide in deck.slides
        ]

    tour = next(tour for tour in built_in.tours if tour.id == "one-idea")
    assert len(words("tour=one-idea")) > len(tour.steps)
    title = next(event.title for event in built_in.events if event.id == "german-october")
    assert any(title in slide for slide in words("lane=germany"))
    assert len(words("lane=germany&one=1")) == 1


def test_markdown_tells_the_tour_of_the_view(client: FlaskClient, built_in: Timeline) -> None:
    tour = next(tour for tour in built_in.tours if tour.id == "one-idea")
    text = client.get("/export.md?tour=one-idea&step=2").text
    assert tour.title in text
    assert "## General Strike in Britain" not in text


def test_the_one_file_is_made_once(built_in: Timeline) -> None:
    made = []
    client = small(one_file=lambda: made.append(1) or b"<!doctype html>")  # type: ignore[func-returns-value]
    for query in ("", "?lane=germany", "?q=x"):
        assert client.get(f"/export.html{query}").data == b"<!doctype html>"
    assert made == [1]


def test_what_was_made_is_not_made_again(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.get(f"/export.svg?{PICTURE}&theme=dark").data
    monkeypatch.setattr("timeline.images.compose", None)
    # the same view, asked for in another way
    again = client.get("/export.svg?theme=dark&width=600&lane=germany,narnia")
    assert again.data == first
    unchanged = client.get(
        f"/export.svg?{PICTURE}&theme=dark", headers={"If-None-Match": again.headers["ETag"]}
    )
    assert unchanged.status_code == 304


@pytest.mark.parametrize("ending", ["csv", "svg", "html", "pptx"])
def test_head_answers_as_get_without_a_body(client: FlaskClient, ending: str) -> None:
    head = client.head(f"/export.{ending}?lane=china")
    assert head.status_code == 200
    assert head.headers["Content-Type"] == TYPES[ending]
    assert head.data == b""
    assert head.headers.get("Content-Length") != "0"


def test_head_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.images.compose", None)
    assert small().head("/export.png").status_code == 200


@pytest.mark.parametrize("name", ODD)
def test_every_odd_timeline_has_its_files(name: str) -> None:
    t = read(ODD[name].encode(), "odd.yaml")
    client = create_app(t).server.test_client()
    for ending in DATA:
        answer = client.get(f"/export.{ending}")
        assert answer.status_code == (404 if name == "nothing to draw" else 200)
        answer.headers["Content-Type"].encode("latin-1")


# What is refused


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("gif", 404, "There is nothing at this address."),
        ("", 404, "There is nothing at this address."),
        ("png/x", 404, "There is nothing at this address."),
        ("CSV", 404, "There is nothing at this address."),
        ("csv?q=nowhere", 404, f"No event matches this view: 0 of {TOTAL} events: “nowhere”."),
        ("svg?q=nowhere", 404, "No event matches this view"),
        ("png?width=100", 400, "Width 100: write a whole number from 200 to 4000 (px)."),
        ("png?width=1e9", 400, "width is a whole number."),
        ("png?height=-1", 400, "height is a whole number."),
        ("png?width=٣٠٠", 400, "width is a whole number."),
        ("png?width=9999999999", 400, "width is a whole number."),
        ("png?scale=3", 400, "Scale 3: write 1, 2 or 4."),
        ("png?width=4000&height=4000&scale=4", 400, "256 million pixels, at most 40"),
        ("png?height=150", 400, "this chart and its words need"),
        ("pdf?scale=2", 400, "PDF has no pixels"),
        ("pptx?size=3:2", 400, "write one of 16:9, 4:3"),
        (f"csv?q={'x' * 5000}", 414, "This address is too long."),
    ],
)
def test_what_cannot_be_made_is_told_in_a_sentence_and_not_kept(
    client: FlaskClient, path: str, status: int, said: str
) -> None:
    answer = client.get(f"/export.{path}")
    assert answer.status_code == status
    assert said in told(answer)
    if not path.endswith("/x") and path:
        assert answer.headers["Cache-Control"] == "no-store"


def test_it_is_only_read(client: FlaskClient) -> None:
    assert client.post("/export.csv", data="x").status_code == 405


@pytest.mark.parametrize(
    "query",
    [
        "q=%00%1b%ff%fe",
        "q=%ED%A0%80",
        "lane=germany&lane=germany&q=\r\nX: y",
        "from=99999999999&to=-99999999999",
        "event=../../etc/passwd&tour=__proto__&step=-1",
        "&&&===&&",
    ],
)
def test_hostile_queries_are_answered_like_others(client: FlaskClient, query: str) -> None:
    for ending in DATA:
        answer = client.get(f"/export.{ending}", query_string=query)
        assert answer.status_code in (200, 404)


@pytest.mark.parametrize("ending", TYPES)
def test_a_script_in_a_query_stands_in_no_page(client: FlaskClient, ending: str) -> None:
    answer = client.get(f"/export.{ending}", query_string="q=<script>alert(1)</script>")
    assert answer.content_type.startswith("text/html")
    assert b"<script>alert" not in answer.data
    if ending != "html":  # the one file is the same for every query
        assert answer.status_code == 404
        assert "“&lt;script&gt;alert(1)&lt;/script&gt;”" in told(answer)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("school.example", "http://school.example/?event=a"),
        ("127.0.0.1:8050", ""),
        ("localhost", ""),
        ("[::1]:8050", ""),
    ],
)
def test_an_address_that_leads_nowhere_else_is_not_written(host: str, expected: str) -> None:
    answer = small().get("/export.json", headers={"Host": host})
    assert json.loads(answer.data)["events"][0]["address"] == expected


def test_on_this_machine_the_address_of_the_network_is_written() -> None:
    client = small(network_address="http://192.0.2.7:8050/")
    answer = client.get("/export.json", headers={"Host": "127.0.0.1:8050"})
    assert json.loads(answer.data)["events"][0]["address"] == "http://192.0.2.7:8050/?event=a"


def test_one_reader_s_host_is_not_another_s() -> None:
    client = small()
    client.get("/export.json", headers={"Host": "evil.example"})
    assert b"evil" not in client.get("/export.json", headers={"Host": "school.example"}).data


# What is missing


def test_without_what_draws_png_is_not_offered_and_501(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    client = small()
    answer = client.get("/export.png")
    assert answer.status_code == 501
    assert "requirements-pictures.txt" in told(answer)
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.get("/export.svg").status_code == 200


def offered(client: FlaskClient) -> list[str]:
    page = client.get("/").text
    return page.split('name="timeline-exports" content="')[1].split('"')[0].split()


def test_the_page_is_told_what_can_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    assert offered(small()) == [ending for ending in TYPES if ending != "html"]
    assert offered(small(one_file=bytes)) == list(TYPES)
    monkeypatch.setattr("timeline.server.exports.installed", lambda: False)
    assert set(offered(small())) == {*DATA, "pptx", "svg"}


def test_without_a_maker_the_one_file_is_501() -> None:
    answer = small().get("/export.html")
    assert answer.status_code == 501
    assert "publish" in told(answer)


def test_why_the_one_file_fails_stays_with_the_server() -> None:
    def fail() -> bytes:
        raise FileProblems.single("/home/teacher/events.yaml", 3, "a quotation differs")

    answer = small(one_file=fail).get("/export.html")
    assert answer.status_code == 503
    assert "teacher" not in answer.text


# Many at once


class Slow:
    """A maker that works until it is let go."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.go = threading.Event()
        self.calls = 0

    def __call__(self) -> bytes:
        self.calls += 1
        self.begun.set()
        assert self.go.wait(30)
        return b"<!doctype html>"


@pytest.fixture
def slow() -> Iterator[Slow]:
    slow = Slow()
    yield slow
    slow.go.set()


def test_one_works_a_few_wait_and_the_others_are_told_to_come_again(slow: Slow) -> None:
    t = read(b"events: [{id: a, title: A, date: 1926}]", "f")
    app = create_app(t, one_file=slow)
    ask = lambda: app.server.test_client().get("/export.html")  # noqa: E731
    with ThreadPoolExecutor(1 + WAITING) as pool:
        asked = [pool.submit(ask) for _ in range(1 + WAITING)]
        assert slow.begun.wait(30)
        refused = None

        def full() -> bool:
            nonlocal refused
            if sum(one.running() for one in asked) < 1 + WAITING:
                return False
            refused = app.server.test_client().get("/export.pptx")
            return refused.status_code == 429

        until(full)
        assert refused is not None
        assert refused.headers["Retry-After"] == "3"
        assert refused.headers["Cache-Control"] == "no-store"
        # data, the page and its parts are not held up
        assert app.server.test_client().get("/export.csv").status_code == 200
        slow.go.set()
        assert [one.result().status_code for one in asked] == [200] * (1 + WAITING)
    assert slow.calls == 1  # who waited found it made
    assert app.server.test_client().get("/export.pptx").status_code == 200


def test_of_a_long_timeline_two_are_made_at_once_and_nobody_waits(slow: Slow) -> None:
    many = ", ".join(f"{{id: e{n}, title: E, date: 1926}}" for n in range(LONG + 1))
    t = read(f"events: [{many}]".encode(), "f")
    app = create_app(t, one_file=slow)
    exports = app.server.extensions["timeline-exports"]
    ask = app.server.test_client().get
    assert exports.long is not None
    with exports.long.turn():
        assert ask("/export.json?from=1926").status_code == 200  # the second
        with exports.long.turn():
            for ending in ("csv", "json", "md", "pptx", "html"):
                refused = ask(f"/export.{ending}?q=E")
                assert refused.status_code == 429
                assert refused.headers["Retry-After"] == "3"
            assert ask("/healthz").status_code == 200
            assert ask("/?event=e7").status_code == 200
            assert ask("/export.json?from=1926").status_code == 200  # made before
    assert ask("/export.csv?q=E").status_code == 200


def test_there_are_threads_for_others_when_all_that_may_work_or_wait_do() -> None:
    for exports in (1 + WAITING) + (1 + WAITING_FOR_DATA), AT_ONCE:
        assert exports < waitress_server.THREADS


def test_what_a_costly_file_took_is_given_back_also_where_it_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []
    monkeypatch.setattr("timeline.server.trim_memory.give_back", lambda: asked.append(1))

    def fail() -> bytes:
        raise FileProblems.single("events.yaml", 3, "a quotation differs")

    client = small(one_file=fail)
    for n, path in enumerate(("/export.csv", "/export.pptx", "/export.html")):
        client.get(path)
        assert len(asked) == n


def test_what_is_kept_has_a_bound() -> None:
    kept = Kept(most=5000)
    for n in range(50):
        kept.put(n, bytes(300))
        assert len(kept) <= 5000
    assert kept.get(49) == bytes(300)
    assert kept.get(0) is None
    kept.put("large", bytes(4500))
    assert kept.get("large") is None
    kept.put(49, bytes(10))
    assert kept.get(49) == bytes(10)


def test_long_names_of_small_answers_are_bounded_too() -> None:
    kept = Kept(most=100_000)
    for n in range(200):
        kept.put(("csv", f"{n}" * 1000), b"")
    assert sum(kept.get(("csv", f"{n}" * 1000)) is not None for n in range(200)) < 20


def test_data_are_kept_once_whatever_is_wished_of_pictures() -> None:
    client = small()
    first = client.get("/export.csv?width=600&size=" + "4" * 3000)
    assert first.status_code == 200
    kept = client.application.extensions["timeline-exports"].kept
    held = len(kept)
    client.get("/export.csv?width=601&scale=2&one=1")
    assert len(kept) == held


def test_what_is_asked_for_again_is_kept_longest() -> None:
    kept = Kept(most=2600)
    for name in "abc":
        kept.put(name, bytes(300))
    kept.get("a")
    kept.put("d", bytes(300))
    assert kept.get("a")
    assert kept.get("b") is None
