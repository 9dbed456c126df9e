"""waitress as it is used here: bounded in connections, without spooling, with our own errors.

What is changed of it, and why, stands at each class; waitress 3.0.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import sys
import time
from collections.abc import Iterable, Mapping
from io import BytesIO
from types import FrameType
from typing import TYPE_CHECKING, Any, Final

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, ThreadedTaskDispatcher

if sys.platform != "win32":
    import resource

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

THREADS: Final = 16
"""More than all that may work or wait at `/export.*` together (`timeline.server.exports`)."""
CONNECTIONS: Final = 1000  # a lecture hall: each browser opens up to six
SPARE_FILES: Final = 64  # for what is not a connection: files, libraries, a browser's pipes
WITHOUT_POLL: Final = 400  # connections where `select` has to look at them: it sees 512 at most
IDLE_S: Final = 20  # until a connection that asks nothing is closed
CROWDED_S: Final = 3  # the same while no other gets in
SLOWEST_S: Final = 30  # from the first byte of a request to its last
CLEAN_S: Final = 1
GRACE_S: Final = 5.0  # for what is being answered when the end is asked for
ENDING_S: Final = 0.1  # between two looks at what is still being answered
MAX_HEADERS: Final = 64 * 1024  # bytes
IN_MEMORY: Final = 2**31 - 1  # bytes: no answer is written to a disk, which may be full


def room(most: int = CONNECTIONS) -> int:
    """How many connections this process may hold, once it may open as many files as it can.

    Each takes one of the files that a process may have open. The soft limit is raised as far as
    that needs and the hard one lets it; what is left decides.
    """
    if not hasattr(select, "poll"):
        most = min(most, WITHOUT_POLL)
    if sys.platform == "win32":  # there the limit is of another kind
        return most
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    endless = resource.RLIM_INFINITY
    needed = most + SPARE_FILES + _open_files()
    if soft != endless and soft < needed:
        soft = needed if hard == endless else min(needed, hard)
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        except (OSError, ValueError):  # more than this system lets anybody have
            soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if soft == endless:
        return most
    spare = min(SPARE_FILES + _open_files(), soft // 2)
    return max(1, min(most, soft - spare))


def _open_files() -> int:
    for folder in ("/proc/self/fd", "/dev/fd"):
        try:
            return len(os.listdir(folder))
        except OSError:
            continue
    return 0


def unspooled(app: WSGIApplication) -> WSGIApplication:
    """The same app, whose answers are handed to waitress as files in memory.

    Handed over as bytes they would be copied, once for each connection that reads slowly.
    """

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        parts = app(environ, start_response)
        try:
            body = b"".join(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()
        wrapper = environ.get("wsgi.file_wrapper")
        return wrapper(BytesIO(body)) if wrapper and body else [body]

    return answer


class Server(TcpWSGIServer):  # type: ignore[misc]  # waitress has no types
    """A server of one socket that already listens.

    It closes idle connections sooner while it is full, and when its end is asked for it first
    answers what it was asked.
    """

    accepting: bool

    def __init__(
        self, app: WSGIApplication, sock: socket.socket, headers: Mapping[str, str], max_body: int
    ) -> None:
        adj = Adjustments(
            sockets=[sock],
            threads=THREADS,
            connection_limit=room(),
            asyncore_use_poll=hasattr(select, "poll"),
            channel_timeout=IDLE_S,
            cleanup_interval=CLEAN_S,
            max_request_header_size=MAX_HEADERS,
            max_request_body_size=max_body,
            outbuf_overflow=IN_MEMORY,
            ident=None,
            # a peer that is gone, and a file too many, are no reason to fill the terminal
            log_socket_errors=False,
            # nobody reads them but the app itself, where it was told of a proxy
            clear_untrusted_proxy_headers=False,
        )
        dispatcher = ThreadedTaskDispatcher()
        dispatcher.set_thread_count(adj.threads)
        about = (sock.family, sock.type, sock.proto, sock.getsockname())
        self.channel_class = _channel(headers)
        self._ends: float | None = None
        self._closed = False
        super().__init__(
            unspooled(app),
            {},
            True,
            sock,
            dispatcher=dispatcher,
            adj=adj,
            bind_socket=False,
            sockinfo=about,
        )

    def maintenance(self, now: float) -> None:
        """Close the connections that have asked nothing for a while."""
        crowded = self.in_connection_overflow or self._ends is not None
        cutoff = now - (CROWDED_S if crowded else self.adj.channel_timeout)
        for channel in self.active_channels.values():
            if channel.requests:
                continue
            # a request that comes byte by byte is activity, but no request
            slow = channel.request is not None and channel.asking_since < now - SLOWEST_S
            if slow or channel.last_activity < cutoff:
                channel.will_close = True

    def stop(self, signum: int = 0, frame: FrameType | None = None) -> None:
        """Let no more in, and end when what is asked is answered, or after `GRACE_S`."""
        del signum, frame
        patience = GRACE_S if self._ends is None else 0.0  # asked twice: at once
        self._ends = time.monotonic() + patience
        if not self._closed:
            self.pull_trigger()

    def run(self) -> bool:
        """Serve until `stop`. False where something was still being made when the time was up."""
        try:
            while not self._ended():
                self.asyncore.loop(
                    timeout=self.adj.asyncore_loop_timeout if self._ends is None else ENDING_S,
                    use_poll=self.adj.asyncore_use_poll,
                    map=self._map,
                    count=1,
                )
        except (SystemExit, KeyboardInterrupt):
            pass
        working = any(channel.requests for channel in self.active_channels.values())
        if not working:
            self.task_dispatcher.shutdown(timeout=1)
            self.close()
        return not working

    def close(self) -> None:
        """Close every connection, and what else is open."""
        self._closed = True
        self.asyncore.close_all(self._map)

    def _ended(self) -> bool:
        if self._ends is None:
            return False
        if self.accepting:  # who comes now is refused by the system, not kept waiting
            self.accepting = False
            self.del_channel()
            self.socket.close()
            return False  # what has come already is read once more
        return time.monotonic() >= self._ends or not any(
            channel.requests or channel.request is not None or channel.total_outbufs_len
            for channel in self.active_channels.values()
        )


def stop_at_signals(server: Server) -> None:
    """End on SIGTERM, and on Ctrl-C, as `Server.stop` does. From the main thread alone."""
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, server.stop)


def _channel(headers: Mapping[str, str]) -> type[HTTPChannel]:
    """A connection whose errors, those that no app sees, carry these headers."""

    class Error(ErrorTask):  # type: ignore[misc]
        def execute(self) -> None:
            error = self.request.error
            body = f"{error.reason}: {error.body}\n".encode()
            self.status = f"{error.code} {error.reason}"
            self.response_headers.extend(headers.items())
            self.response_headers.append(("Content-Type", "text/plain; charset=utf-8"))
            self.response_headers.append(("Cache-Control", "no-store"))
            self.set_close_on_finish()
            self.content_length = len(body)
            self.write(body)

    class Channel(HTTPChannel):  # type: ignore[misc]
        error_task_class: Any = Error
        asking_since = 0.0

        def received(self, data: bytes) -> bool:
            if self.request is None:
                self.asking_since = time.time()
            return bool(super().received(data))

    return Channel
