"""A plain server of static files: no compression, no rules of its own, any folder."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class _Quiet(SimpleHTTPRequestHandler):
    """Notes what it was asked for, instead of printing it."""

    def log_message(self, format: str, *args: object) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]


class StaticSite:
    """A folder served from the root of a host of its own.

    Attributes:
        url: of the root, ending in "/".
        asked: the paths asked for so far.
    """

    def __init__(self, folder: Path) -> None:
        handler = partial(_Quiet, directory=str(folder))
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.asked: list[str] = []
        self._server.asked = self.asked  # type: ignore[attr-defined]
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def serve_folder(folder: Path) -> Iterator[StaticSite]:
    """Serve a folder for as long as the block lasts."""
    site = StaticSite(folder)
    try:
        yield site
    finally:
        site.stop()
