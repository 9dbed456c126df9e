"""`python app.py` as a user meets it: a process, its messages, its exit status."""

from __future__ import annotations

import gzip
import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from timeline.web import serve

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


def test_missing_file_is_told_and_nothing_is_served(tmp_path: Path) -> None:
    ended = run(tmp_path / "none.yaml")
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr == f"{tmp_path / 'none.yaml'}: there is no such file\n"


def test_all_mistakes_of_a_file_are_told_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text("events:\n- id: a\n  title: A\n  date: 1926-13\n- id: a\n  titel: B\n")
    ended = run(path)
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert f"{path}:4: " in ended.stderr
    assert f"{path}:6: " in ended.stderr
    assert "Traceback" not in ended.stderr


def test_port_in_use_is_told_with_a_free_one(minimal: Path) -> None:
    with serve.bind("127.0.0.1", 0) as sock:
        port = sock.getsockname()[1]
        ended = run(minimal, "--port", port)
    assert ended.returncode == 1
    assert re.fullmatch(rf"port {port} is in use; try --port \d+\n", ended.stderr)


@pytest.mark.parametrize("wrong", [["--port", "http"], ["--port", "70000"], ["--colour", "red"]])
def test_wrong_usage_ends_with_status_2(wrong: list[str]) -> None:
    ended = run(*wrong)
    assert ended.returncode == 2
    assert "usage: app.py" in ended.stderr


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


def marks(address: str) -> list[bool]:
    """The verified mark of each excerpt of the only event."""
    with urlopen(f"{address}/document.json", timeout=10) as answer:
        (event,) = json.load(answer)["events"]
    return [bool(excerpt["verified"]) for excerpt in event["excerpts"]]


def test_excerpts_are_proved_against_the_texts_at_hand(minimal: Path, tmp_path: Path) -> None:
    with served(minimal, "--sources", tmp_path) as (address, process):
        assert marks(address) == [True]
    (tmp_path / "gazette.txt").write_bytes(b"all said: nothing moved today")
    with served(minimal, "--sources", tmp_path) as (address, process):
        assert marks(address) == [False]
        process.terminate()
        assert process.stderr is not None
        told = process.stderr.read()
    assert "minimal.yaml:2: source 'gazette': " in told
    assert "minimal.yaml:8: event 'strike': excerpt 1: " in told


def test_without_texts_or_record_no_excerpt_bears_the_mark(minimal: Path) -> None:
    with served(minimal) as (address, _):
        assert marks(address) == [False]
