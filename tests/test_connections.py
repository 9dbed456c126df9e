"""The server at its sockets: many connections, strangers' requests, its end."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from dash import Dash, html
from flask import Response
from waiting import until

from timeline.server import headers, hosts, listening, waitress_server
from timeline.server.routes import MAX_BODY

PROJECT = Path(__file__).resolve().parents[1]
LARGE = bytes(range(256)) * 20_000  # over 5 MB
NOT_WINDOWS = pytest.mark.skipif(sys.platform == "win32", reason="no limit of files there")


def ask(port: int, sent: bytes = b"GET /small HTTP/1.0\r\nHost: localhost\r\n\r\n") -> bytes:
    """All that comes back to a request."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as sock:
        sock.sendall(sent)
        return read(sock)


def read(sock: socket.socket) -> bytes:
    parts = []
    while part := sock.recv(65536):
        parts.append(part)
    return b"".join(parts)


class Running:
    """A server in this process; `go` lets the route `/slow` answer."""

    def __init__(self) -> None:
        self.begun, self.go = threading.Event(), threading.Event()
        app = Dash(__name__, assets_folder="none")
        app.layout = html.P()
        headers.install(app)
        hosts.install(app, hosts.Hosts(frozenset({"school.example"})))
        add = app.server.add_url_rule
        add("/small", "small", lambda: Response(b"small"))
        add("/large", "large", lambda: Response(LARGE))
        add("/slow", "slow", self._slow)
        sock = listening.bind("127.0.0.1", 0)
        self.port = int(sock.getsockname()[1])
        self.server = waitress_server.Server(app.server, sock, headers.sent(app), MAX_BODY)
        self.ended: list[bool] = []
        self.thread = threading.Thread(target=lambda: self.ended.append(self.server.run()))

    def _slow(self) -> Response:
        self.begun.set()
        assert self.go.wait(30)
        return Response(LARGE)


@pytest.fixture
def running() -> Iterator[Running]:
    one = Running()
    one.thread.start()
    yield one
    one.go.set()
    one.server.stop()
    one.server.stop()
    one.thread.join(30)
    assert not one.thread.is_alive()
    until(lambda: not any(c.requests for c in one.server.active_channels.values()))
    one.server.task_dispatcher.shutdown()
    one.server.close()


# As many as there is room for


@contextmanager
def many(port: int, number: int) -> Iterator[list[socket.socket]]:
    """Connections that ask nothing."""
    with ExitStack() as stack:
        made = [socket.create_connection(("127.0.0.1", port), timeout=30) for _ in range(number)]
        for sock in made:
            stack.enter_context(sock)
        yield made


ROOM = """
import resource, sys
soft, hard = int(sys.argv[1]), int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
from timeline.server import waitress_server
print(waitress_server.room(), resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


@NOT_WINDOWS
@pytest.mark.parametrize(
    ("soft", "hard", "most"), [(256, 4096, 1000), (256, 256, 192), (1024, 1024, 960), (64, 64, 32)]
)
def test_connections_stay_below_the_files_that_may_be_open(soft: int, hard: int, most: int) -> None:
    asked = [sys.executable, "-c", ROOM, str(soft), str(hard)]
    told = subprocess.run(asked, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    room, limit = map(int, told.split())
    assert limit <= hard
    assert room <= limit - min(64, limit // 2)
    assert most - 30 <= room <= most


@NOT_WINDOWS
def test_more_connections_than_files_shut_nobody_out_for_long(tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text("events: [{id: a, title: A, date: 1926}]", encoding="utf-8")
    limited = "import os, resource, sys; resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256)); "
    begin = limited + "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
    command = [sys.executable, "-c", begin, str(PROJECT / "app.py"), str(path), "--port", "0"]
    with (
        (tmp_path / "said").open("w+b") as said,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, text=True) as process,
    ):
        try:
            assert process.stdout is not None
            port = int(process.stdout.readline().split("127.0.0.1:")[1].split()[0])
            health = b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n"
            with many(port, 260):
                # it waits in the system's queue until idle ones are closed
                assert ask(port, health).endswith(b"ok")
            assert ask(port, health).endswith(b"ok")
            process.terminate()
            assert process.wait(30) == 0
        finally:
            process.kill()
    assert (tmp_path / "said").stat().st_size < 2000


def test_idle_connections_are_closed_and_busy_ones_are_not(running: Running) -> None:
    idle = socket.create_connection(("127.0.0.1", running.port), timeout=30)
    busy = socket.create_connection(("127.0.0.1", running.port), timeout=30)
    dripping = socket.create_connection(("127.0.0.1", running.port), timeout=30)
    with idle, busy, dripping:
        busy.sendall(b"GET /slow HTTP/1.0\r\nHost: localhost\r\n\r\n")
        assert running.begun.wait(30)
        dripping.sendall(b"GET /small HT")
        until(lambda: len(running.server.active_channels) == 3)
        until(lambda: any(c.request for c in running.server.active_channels.values()))
        for channel in running.server.active_channels.values():
            if channel.request is None:  # the dripping one was heard of just now
                channel.last_activity -= waitress_server.IDLE_S + 1
            else:
                channel.asking_since -= waitress_server.SLOWEST_S + 1
        assert idle.recv(1) == b""
        assert dripping.recv(1) == b""
        running.go.set()
        assert read(busy).endswith(LARGE)


# A disk that is full


def test_a_large_answer_needs_no_disk(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: Any, **options: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.TemporaryFile", full)
    with socket.create_connection(("127.0.0.1", running.port), timeout=30) as sock:
        sock.sendall(b"GET /large HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        until(lambda: any(c.total_outbufs_len for c in running.server.active_channels.values()))
        head, _, body = read(sock).partition(b"\r\n\r\n")
    assert body == LARGE
    assert f"Content-Length: {len(LARGE)}".encode() in head
    head = ask(running.port, b"HEAD /large HTTP/1.0\r\nHost: localhost\r\n\r\n")
    assert head.endswith(b"\r\n\r\n")


# What no app sees


HOST = b"Host: localhost\r\n"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nno colon\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 99999999\r\n\r\n", 413),
        (b"GET / HTTP/1.1\r\nX: ".ljust(waitress_server.MAX_HEADERS, b"x"), 431),
        (b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: gzip\r\n\r\n", 501),
        (b"GET /small HTTP/1.0\r\nHost: evil.example\r\n\r\n", 421),
        (b"DELETE /small HTTP/1.0\r\n" + HOST + b"\r\n", 405),
        (b"GET /small HTTP/1.0\r\n\r\n", 200),
    ],
)
def test_every_answer_carries_the_headers_and_names_no_server(
    running: Running, sent: bytes, status: int
) -> None:
    answer = ask(running.port, sent)
    assert answer.startswith(f"HTTP/1.{answer[7:8].decode()} {status} ".encode())
    head = answer.partition(b"\r\n\r\n")[0].decode().lower()
    for name in ("content-security-policy", "x-content-type-options", "referrer-policy"):
        assert f"\r\n{name}: " in head
    assert "\r\nserver:" not in head
    assert b"waitress" not in answer.lower()
    assert b"generated by" not in answer


def test_an_error_of_the_app_itself_does_too(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(environ: object, start_response: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(running.server, "application", fail)
    answer = ask(running.port)
    assert b" 500 " in answer
    assert b"Content-Security-Policy: " in answer
    assert b"secret" not in answer


# Its end


def test_what_is_being_answered_at_the_end_is_answered(running: Running) -> None:
    with (
        socket.create_connection(("127.0.0.1", running.port), timeout=30) as busy,
        socket.create_connection(("127.0.0.1", running.port), timeout=30) as idle,
    ):
        busy.sendall(b"GET /slow HTTP/1.0\r\nHost: localhost\r\n\r\n")
        assert running.begun.wait(30)
        running.server.stop()
        until(lambda: not running.server.accepting)
        with pytest.raises(ConnectionError):
            ask(running.port)
        running.go.set()
        assert read(busy).endswith(LARGE)
        running.thread.join(30)
        assert running.ended == [True]
        assert idle.fileno() >= 0


def test_what_takes_too_long_does_not_keep_it(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waitress_server, "GRACE_S", 0.2)
    with socket.create_connection(("127.0.0.1", running.port), timeout=30) as busy:
        busy.sendall(b"GET /slow HTTP/1.0\r\nHost: localhost\r\n\r\n")
        assert running.begun.wait(30)
        running.server.stop()
        running.thread.join(30)
        assert running.ended == [False]
