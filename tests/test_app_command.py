"""`python app.py` as a user meets it: a process, its messages, its exit status.

To start a process takes seconds: what it says and serves, once started, is asked of its `main`.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from dash import Dash
from flask.testing import FlaskClient
from serving import free_port
from waiting import until

import app
from timeline.server import listening

PROJECT = Path(__file__).resolve().parents[1]
TEXT = b"## nothing moved today, all said\n"
MINIMAL = f"""\
sources:
- {{id: gazette, title: The Gazette, file: gazette.txt, sha256: {sha256(TEXT).hexdigest()}}}
events:
- id: strike
  title: The general strike
  date: 1926-05-04/1926-05-12
  excerpts:
  - {{source: gazette, exact: nothing moved today, at: 3}}
"""


@pytest.fixture
def minimal(tmp_path: Path) -> Path:
    path = tmp_path / "minimal.yaml"
    path.write_text(MINIMAL, encoding="utf-8")
    (tmp_path / "gazette.txt").write_bytes(TEXT)
    return path


def command(*arguments: object) -> list[str]:
    return [sys.executable, str(PROJECT / "app.py"), *map(str, arguments)]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*arguments), capture_output=True, text=True, timeout=60)


@contextmanager
def served(*arguments: object) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a running app, and its process."""
    with subprocess.Popen(
        command(*arguments, "--port", 0),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        try:
            found = re.search(r"http://\S+", line)
            assert found, line + (process.stderr.read() if process.stderr else "")
            yield found[0], process
        finally:
            process.terminate()


@dataclass(frozen=True, slots=True)
class Ended:
    """How the command ended; `client` asks what it was about to serve, if it came to that."""

    status: Any
    out: str
    err: str
    client: FlaskClient | None


@pytest.fixture
def run_here(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ended]:
    """Runs the command in this process, up to the moment at which it would serve."""
    served: list[Dash] = []
    monkeypatch.setattr(listening, "run", lambda app, sock: served.append(app))

    def run_main(*arguments: object) -> Ended:
        served.clear()
        given = [str(one) for one in arguments]
        try:
            status: Any = app.main(given if "--port" in given else [*given, "--port", "0"])
        except SystemExit as ended:
            status = ended.code
        return Ended(
            status, *capsys.readouterr(), served[0].server.test_client() if served else None
        )

    return run_main


def test_missing_file_is_told_and_nothing_is_served(tmp_path: Path) -> None:
    ended = run(tmp_path / "none.yaml")
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr == f"{tmp_path / 'none.yaml'}: there is no such file\n"


def test_all_mistakes_of_a_file_are_told_with_their_lines(
    tmp_path: Path, run_here: Callable[..., Ended]
) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text("events:\n- id: a\n  title: A\n  date: 1926-13\n- id: a\n  titel: B\n")
    ended = run_here(path)
    assert ended.status == 1
    assert ended.out == ""
    assert f"{path}:4: " in ended.err
    assert f"{path}:6: " in ended.err
    assert "Traceback" not in ended.err


def test_port_in_use_is_told_with_a_free_one(minimal: Path, run_here: Callable[..., Ended]) -> None:
    with listening.bind("127.0.0.1", 0) as sock:
        port = sock.getsockname()[1]
        ended = run_here(minimal, "--port", port)
    assert ended.status == 1
    assert re.fullmatch(rf"port {port} is in use; try --port \d+\n", ended.err)


def test_wrong_usage_ends_with_status_2() -> None:
    ended = run("--colour", "red")
    assert ended.returncode == 2
    assert "usage: app.py" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("port", ["http", "70000"])
def test_what_is_no_port_is_wrong_usage(port: str, run_here: Callable[..., Ended]) -> None:
    ended = run_here("--port", port)
    assert ended.status == 2
    assert "usage: app.py" in ended.err
    assert f"{port!r} is not a port" in ended.err


def test_a_timeline_is_served_until_it_is_told_to_end(minimal: Path) -> None:
    with served(minimal) as (address, process):
        with urlopen(Request(address, headers={"Accept-Encoding": "gzip"}), timeout=10) as answer:
            assert answer.headers["Content-Encoding"] == "gzip"
            assert "Content-Security-Policy" in answer.headers
            assert "The general strike" in gzip.decompress(answer.read()).decode()
        with urlopen(f"{address}/healthz", timeout=10) as answer:
            assert answer.read() == b"ok"
            assert "Server" not in answer.headers
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0


def marks(ended: Ended) -> list[bool]:
    """The verified mark of each excerpt of the only event that would have been served."""
    assert ended.status == 0
    assert ended.client is not None
    (event,) = json.loads(ended.client.get("/document.json").data)["events"]
    return [bool(excerpt["verified"]) for excerpt in event["excerpts"]]


def test_excerpts_are_proved_against_the_texts_at_hand(
    minimal: Path, tmp_path: Path, run_here: Callable[..., Ended]
) -> None:
    assert marks(run_here(minimal, "--sources", tmp_path)) == [True]
    (tmp_path / "gazette.txt").write_bytes(b"all said: nothing moved today")
    ended = run_here(minimal, "--sources", tmp_path)
    assert marks(ended) == [False]
    assert "minimal.yaml:2: source 'gazette': " in ended.err
    assert "minimal.yaml:8: event 'strike': excerpt 1: " in ended.err
    # the copy to carry away is the same page, and nothing is proved a second time for it
    assert ended.client is not None
    with ended.client.get("/export.html") as answer:
        assert answer.status_code == 200
        assert "The general strike" in answer.text


def test_without_texts_or_record_no_excerpt_bears_the_mark(
    minimal: Path, run_here: Callable[..., Ended]
) -> None:
    assert marks(run_here(minimal)) == [False]


# ---------------------------------------------------------------- a page that starts again


STARTS = 40  # seconds in which a page has surely started again


def listed(count: int) -> str:
    return "events:\n" + "".join(
        f"- {{id: e{n}, title: Event {n}, date: {1900 + n}}}\n" for n in range(count)
    )


@pytest.mark.parametrize("force", [False, True])
def test_a_file_saved_by_half_is_held_while_debugging(tmp_path: Path, force: bool) -> None:
    path, told = tmp_path / "events.yaml", tmp_path / "told.txt"
    path.write_text(listed(10), encoding="utf-8")
    port = str(free_port())

    def shows(words: str) -> bool:
        try:
            with urlopen(f"http://127.0.0.1:{port}/document.json", timeout=5) as answer:
                return words in answer.read().decode()
        except (OSError, HTTPException):  # it starts again, perhaps in the middle of an answer
            return False

    arguments = ["--debug", "--port", port, *(["--force"] if force else [])]
    with (
        told.open("w", encoding="utf-8") as stream,
        subprocess.Popen(
            command(path, *arguments), stdout=stream, stderr=stream, start_new_session=True
        ) as process,
    ):
        try:
            until(lambda: shows("Event 9"), STARTS)
            path.write_text(listed(7).replace("Event 0", "The first"), encoding="utf-8")
            if force:
                until(lambda: shows("The first"), STARTS)
                assert "held" not in told.read_text("utf-8")
            else:
                until(lambda: "held: only 7 of 10 events" in told.read_text("utf-8"), STARTS)
                assert "Traceback" not in told.read_text("utf-8")
                path.write_text(listed(8).replace("Event 0", "The start"), encoding="utf-8")
                until(lambda: shows("The start"), STARTS)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
