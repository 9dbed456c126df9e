"""Input that was made to break things: each case here did, once."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response
from ready import seen

from timeline.drawing.plotly.figure import build_figure
from timeline.errors import FileProblems, ViewError
from timeline.evidence import verified
from timeline.model import Timeline
from timeline.reading.events import label_of
from timeline.reading.load import load, read
from timeline.server import compressed, listening
from timeline.server.app import create_app
from timeline.views.view import View

PROJECT = Path(__file__).resolve().parents[1]
EVENT = "- {id: strike, title: The general strike, date: 1926-05-04}\n"


def timeline(text: str = f"events:\n{EVENT}") -> Timeline:
    return read(text.encode(), "hostile.yaml")


def told(text: str | bytes) -> str:
    """The messages about a file that is refused, a line each."""
    with pytest.raises(FileProblems) as refused:
        read(text if isinstance(text, bytes) else text.encode(), "f")
    return str(refused.value)


# The files of beginners


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("events:\n- title: The Strike\n  date: 1926\n", "f:2: event 1: id is missing"),
        ("events:\n- title: The Strike\n  date: 1926\n", "such as id: the-strike"),
        ("events:\n- id:strike\n", "f:2: event 1: a space must follow the colon: '- id: strike'"),
        ("events:\n-id: a\n title: A\n", "f:2: not YAML here: a space must follow the hyphen"),
        ("events:\n– id: a\n  title: A\n", "f:2: not YAML here: – is no hyphen"),
        ("events:\n- id: a\n  title: 'it's'\n", "an apostrophe is written twice"),
        ("events:\n- id: a\n  title: [x] y\n", "put quotes around the whole of it"),
        (EVENT, "f:1: this list must stand under a key: a file starts with 'events:'"),
        ("id,title,date\na,A,1926\n", "f:1: this is text without keys"),
        (f"timeline: {{language: {'e' * 500}}}\nevents:\n{EVENT}", "is not a language tag"),
        ('events:\n- {id: a, date: 1926, title: "\\u200b"}\n', "f:2: event 'a': title is empty"),
        (f"timeline: {{language: en-}}\nevents:\n{EVENT}", "is not a language tag"),
        (f"events:\n- {{id: {'a' * 101}, date: 1926, title: A}}", "101 characters, at most 100"),
        (f"events:\n- {{id: a, date: 1926, title: {'x' * 501}}}", "501 characters, at most 500"),
    ],
)
def test_the_message_says_what_to_write(text: str, message: str) -> None:
    assert message in told(text)


def test_a_text_saved_as_utf_16_without_a_mark_is_told_once() -> None:
    assert told(f"events:\n{EVENT}".encode("utf-16-le")).count("\n") == 0


def test_keys_in_capitals_are_told_once_and_not_as_missing_too() -> None:
    messages = told("events:\n- ID: a\n  Title: A\n  Date: 1926\n").splitlines()
    assert len(messages) == 3
    assert all("did you mean" in message for message in messages)


def test_an_empty_language_is_told_once() -> None:
    assert told(f"timeline: {{language: ''}}\nevents:\n{EVENT}").count("\n") == 0


@pytest.mark.parametrize(
    ("typed", "write"),
    [
        ("1926-1927", "write 1926/1927"),
        ("1926 to 1927", "write 1926/1927"),
        ("between 1921 and 1925", "write [1921..1925]"),
        ("before 1925", "write [..1924]"),
        ("after 1925", "write [1926..]"),
        ("19th century", "write 18XX"),
        ("1st c.", "write [0001..0100]"),
        ("early 1926", "write [1926-01..1926-04]"),
    ],
)
def test_a_date_in_words_is_answered_with_the_date_to_write(typed: str, write: str) -> None:
    assert write in told(f"events:\n- {{id: a, title: A, date: '{typed}'}}\n")


@pytest.mark.parametrize("title", ["👩‍👩‍👧‍👦" * 10, "e\u0301" * 40, "👍🏽" * 30, "\u0301" * 60])
def test_a_label_ends_between_signs_and_never_within_one(title: str) -> None:
    label = label_of(title)
    assert len(label) <= 28
    assert label.endswith("…")
    rest = title[len(label) - 1 :]
    if not title.startswith("\u0301"):
        assert rest[0] not in "\u0301\u200d🏽"
        assert label[-2] != "\u200d"


# Figures


@pytest.mark.parametrize(
    "sizes",
    [
        {"width": 0},
        {"width": -5},
        {"width": 100},
        {"width": 1e9},
        {"width": float("nan")},
        {"width": "900"},
        {"width": True},
        {"width": 130, "type_scale": 4},
        {"height": 0},
        {"height": float("inf")},
        {"type_scale": 0},
        {"type_scale": 100},
    ],
    ids=str,
)
def test_a_size_that_nothing_can_be_drawn_at_is_told_with_one_that_works(
    sizes: dict[str, Any],
) -> None:
    with pytest.raises(ViewError, match=r"write a number from|needs .* px or more"):
        build_figure(seen(timeline()), **sizes)


@pytest.mark.parametrize("width", [160, 240, 20_000])
def test_the_narrowest_and_the_widest_figures_are_drawn(width: float) -> None:
    assert build_figure(seen(timeline()), width=width).layout.width == width


def test_an_unknown_theme_is_told_with_those_there_are() -> None:
    with pytest.raises(ViewError, match="light, dark, projector"):
        build_figure(seen(timeline()), theme="x")  # type: ignore[arg-type]


@pytest.mark.parametrize("view", [None, 5, ["lane=germany"]])
def test_what_is_no_view_is_told(view: Any) -> None:
    with pytest.raises(ViewError, match="is no view: write a query string"):
        build_figure(seen(timeline(), view))


@pytest.mark.parametrize(
    ("view", "ignored"),
    [
        (View(lane=("narnia",)), "lane=narnia: no such lane"),
        (View(from_="zz"), "from=zz: write a year"),
        (View(event="none"), "event=none: no such event"),
    ],
)
def test_a_view_made_by_hand_is_checked_like_a_typed_one(view: View, ignored: str) -> None:
    (line,) = build_figure(seen(timeline(), view)).layout.meta["ignored"]
    assert line.startswith(ignored)


def test_an_id_alone_is_no_list_of_ids() -> None:
    with pytest.raises(ViewError, match=r"lane=\('germany',\)"):
        View(lane="germany")  # type: ignore[arg-type]


# The record of what was verified


@pytest.mark.parametrize("at", ["1e999", '"0"', "0.7", "true", "null", "9" * 5000])
def test_a_record_with_an_offset_that_is_none_proves_nothing(tmp_path: Path, at: str) -> None:
    row = f'{{"source": "s", "at": {at}, "sha256": "x", "context": "x"}}'
    path = tmp_path / "verified.json"
    path.write_text(f'{{"v": 1, "texts": {{"s.txt": "x"}}, "excerpts": [{row}]}}')
    assert verified.load_record(path) == verified.Record()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes by name here")
def test_a_pipe_in_place_of_the_record_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "verified.json")
    assert verified.load_record(tmp_path / "verified.json") == verified.Record()


def test_the_summary_is_printed_where_the_record_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "gazette.txt").write_text("nothing moved today, all said; and more of it")
    digest = "c" * 64
    path = tmp_path / "events.yaml"
    source = f"sources:\n- {{id: g, title: G, file: gazette.txt, sha256: {digest}}}\n"
    excerpt = "excerpts: [{source: g, exact: nothing, at: 0}]"
    path.write_text(f"{source}events:\n- {{id: a, title: A, date: 1926, {excerpt}}}\n")
    right = check(path, tmp_path).stderr.split("its SHA-256 is ")[1][:64]
    path.write_text(path.read_text().replace(digest, right))
    (tmp_path / "verified.json").mkdir()
    ended = check(path, tmp_path)
    assert ended.returncode == 1
    assert ended.stdout.endswith("1 excerpt, 1 verified\n")
    assert "verified.json: cannot be written" in ended.stderr
    assert "Traceback" not in ended.stderr


def check(path: Path, sources: Path, **options: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "timeline", "check", str(path), "--sources", str(sources)]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    return subprocess.run(command, cwd=PROJECT, text=True, timeout=60, check=False, **streams)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
def test_a_reader_of_the_output_who_leaves_is_no_error_to_tell(tmp_path: Path) -> None:
    path = tmp_path / "events.yaml"
    path.write_text(f"events:\n{EVENT}")
    read_end, write_end = os.pipe()
    os.close(read_end)
    with os.fdopen(write_end, "wb") as pipe:
        ended = check(path, tmp_path, stdout=pipe)
    assert ended.stderr == ""


# The server


@pytest.mark.parametrize("host", ["a" * 300, "a..b", "no\ufffdne"])
def test_a_name_that_no_machine_can_have_is_told(host: str) -> None:
    with pytest.raises(listening.AddressError, match="is not the name or address of a machine"):
        listening.bind(host, 0)


def test_another_address_of_a_file_takes_no_more_memory() -> None:
    server, kept = Flask(__name__, static_folder=None), compressed.Store("/")
    server.add_url_rule("/_timeline/<name>", view_func=lambda name: Response(b"the same " * 100))
    server.before_request(lambda: kept.answer(server))
    server.after_request(lambda response: kept.keep(server, response))
    client = server.test_client()
    for number in range(3):
        answer = client.get(f"/_timeline/a-{number}.js", headers={"Accept-Encoding": "gzip"})
        assert answer.headers["Content-Encoding"] == "gzip"
    assert len(kept) == 1


def test_twenty_first_requests_at_once_get_the_same_whole_page() -> None:
    app = create_app(timeline(), bundled=False)
    start, pages = threading.Barrier(20), []

    def ask() -> None:
        start.wait()
        pages.append(app.server.test_client().get("/").get_data(as_text=True))

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(pages) == 20
    assert all("_timeline/page-page-" in page for page in pages)


# Whole files, made into a page and a figure


PROTOTYPE = ("constructor", "prototype", "tostring", "valueof", "length", "name", "hasownproperty")


def events(*items: str) -> str:
    return "events:\n" + "".join(f"- {{{item}}}\n" for item in items)


ODD = {
    "one": events("id: a, title: A, date: 1926"),
    "one day": events(*(f"id: e{i}, title: E {i}, date: 1926-05-04" for i in range(40))),
    "before the era": events("id: a, title: A, date: -4712-01-01", "id: b, title: B, date: '0000'"),
    "to the last year": events("id: a, title: A, date: 9999-12-31", "id: b, title: B, date: 9998"),
    "five thousand years": events(
        "id: a, title: A, date: -2999/2001", "id: b, title: B, date: 1926-05-04/1926-05-04"
    ),
    "open": events("id: a, title: A, date: 1926/.."),
    "nothing to draw": "timeline: {range: 1800/1810}\n" + events("id: a, title: A, date: 1926"),
    "long titles": events(
        *(f"id: e{i}, title: {'Word ' * 60}{i}, date: 19{i}" for i in range(10, 30))
    ),
    "other scripts": events(
        f"id: a, title: {'👩‍👩‍👧‍👦' * 10}, date: 1926, lane: العربية",
        "id: b, title: שלום עולם, date: 1927, kind: 👍",
        f"id: c, title: {'中文標題' * 10}, date: 1928, lane: 中文",
    ),
    "names of prototypes": events(
        *(
            f"id: {word}, title: {word}, date: 19{i + 10}, lane: {word}, kind: {word}, "
            f"people: [{word}], places: [{word}], tags: [{word}]"
            for i, word in enumerate(PROTOTYPE)
        )
    ),
    "markup": (
        "timeline: {title: '</script><img src=x> {%title%} {shell}', note: '<!-- %{x}'}\n"
        + events("id: a, title: '<img src=x onerror=alert(1)>', date: 1926, lane: <i>l</i>")
    ),
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_an_odd_file_becomes_a_page_and_a_figure(text: str) -> None:
    t = timeline(text)
    for theme in ("light", "projector"):
        assert build_figure(seen(t), width=390, theme=theme).layout.width == 390  # type: ignore[arg-type]
    client = create_app(t).server.test_client()
    page = client.get("/").get_data(as_text=True)
    assert "<img src=x" not in page
    columns = json.loads(client.get("/document.json").data)["columns"]
    assert len(columns["id"]) == len(t.events) - len(t.undrawn)


def test_a_missing_file_named_by_nothing_is_told() -> None:
    with pytest.raises(FileProblems, match=r"folder|no such file"):
        load("")


def test_a_taken_port_does_not_end_in_another_error_where_all_above_are_impossible() -> None:
    with socket.socket() as taken:
        try:
            taken.bind(("127.0.0.1", 65535))
            taken.listen()
        except OSError:
            pytest.skip("the last port is in use already")
        with pytest.raises(listening.AddressError, match=r"in use; try --port \d+"):
            listening.bind("127.0.0.1", 65535)
