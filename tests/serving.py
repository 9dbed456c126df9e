"""A timeline served for a browser test, on a free port of this machine."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from dash import Dash
from playwright.sync_api import Page
from werkzeug.serving import make_server

from timeline.evidence import quotations
from timeline.reading.load import load
from timeline.server.app import create_app

EVENTS = Path(__file__).resolve().parents[1] / "data" / "events.yaml"
POLL = 0.02  # seconds in which a server hears that it is stopped
# Dash comes to every page in its idle time, which takes half a second of work
NO_DASH = """addEventListener("DOMContentLoaded", () => {
  document.getElementById("late-dash")?.remove();
});"""


class Running:
    """A served app; `stop()` kills the server while its pages stay open."""

    def __init__(self, app: Dash) -> None:
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self._server = make_server("127.0.0.1", 0, app.server, threaded=True)
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(POLL,), daemon=True
        )
        self._thread.start()

    def open(self, page: Page, query: str = "") -> Page:
        """Open a view and wait until it is drawn; Dash does not join it, nor what follows in it."""
        page.add_init_script(NO_DASH)
        return self._opened(page, query)

    def open_whole(self, page: Page, query: str = "", *, joined: bool = True) -> Page:
        """Open a view and wait until Dash has joined too: nothing more is asked of the server."""
        self._opened(page, query)
        if joined:
            page.wait_for_selector("html[data-dash]", state="attached")
        return page

    def _opened(self, page: Page, query: str) -> Page:
        page.goto(self.url + (f"?{query}" if query else ""))
        page.wait_for_selector("html[data-ready]", state="attached")
        return page

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @contextmanager
    def for_now(self) -> Iterator[Self]:
        """Serve for as long as the block lasts, or until it stops the server."""
        try:
            yield self
        finally:
            if self._thread.is_alive():
                self.stop()


class Site(Running):
    """A served timeline."""

    def __init__(self, path: Path, **settings: Any) -> None:
        self.timeline = load(path)
        record = quotations.record_of(path)
        super().__init__(create_app(self.timeline, record=record, **settings))


@contextmanager
def served(path: Path = EVENTS, **settings: Any) -> Iterator[Site]:
    """Serve the timeline of a file for as long as the block lasts; `settings` of `create_app`."""
    with Site(path, **settings).for_now() as site:
        yield site


def free_port() -> int:
    """A port of this machine that nobody listened on just now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def apply(page: Page, query: str) -> list[str]:
    """Replace the view by a script; returns the ids in sight once it is shown."""
    page.evaluate("query => timeline.apply(query)", query)
    ids: list[str] = page.evaluate("timeline.visible()")
    return ids
