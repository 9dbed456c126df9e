"""Where pictures are drawn: one Chromium, kept open by Kaleido, that draws one at a time."""

from __future__ import annotations

import asyncio
import atexit
import logging
import threading
from collections.abc import Coroutine
from dataclasses import dataclass
from importlib import import_module
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from timeline.errors import TimelineError
from timeline.images.settings import Kind, Sheet

DRAW_S: Final = 40.0  # within which a picture is drawn
START_S: Final = 60.0  # within which a browser starts
CLOSE_S: Final = 15.0
NO_KALEIDO: Final = (
    "pictures need Kaleido, which is not installed: pip install -r requirements-pictures.txt"
)
NO_CHROMIUM: Final = (
    "pictures need Chromium or Chrome, which was not found: install one, or name its program in "
    "the variable BROWSER_PATH"
)

T = TypeVar("T")


class MissingToolError(TimelineError):
    """What draws is not installed; the message says how to get it."""


class DrawingError(TimelineError):
    """The browser drew nothing that could be used."""


@dataclass(frozen=True, slots=True)
class _Page:
    """Kaleido's page without the margin that it prints about a PDF."""

    html: str

    def generate_index(self) -> str:
        style = "<style>@page { margin: 0 } img { display: block }</style>"
        return self.html.replace("<head>", f"<head>{style}", 1)


# What choreographer raises where its browser is gone: which of them, a race decides.
_ENDED: Final = {"BrowserClosedError", "BrowserFailedError", "ChannelClosedError"}


class Studio:
    """Draws figures. Its browser starts with the first, and ends with `close`.

    Threads may share it: they draw one after another. A browser that fails is replaced.
    """

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._browser: Any = None  # of kaleido, which has no types

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def draw(self, sheet: Sheet, kind: Kind, scale: int) -> bytes:
        """The figure as Kaleido draws it.

        Raises:
            MissingToolError: Kaleido or Chromium is not there.
            DrawingError: nothing came, or not in time.
        """
        opts = {"format": kind, "width": sheet.width, "height": sheet.height, "scale": scale}
        with self._turn:
            used = self._browser is not None
            try:
                return self._drawn(sheet, opts)
            except DrawingError as error:
                # one that had long been open may have been ended by others: another is tried
                if not used or isinstance(error.__cause__, TimeoutError):
                    raise
            return self._drawn(sheet, opts)

    def close(self) -> None:
        """End the browser; the next picture starts another."""
        atexit.unregister(self.close)
        with self._turn:
            self._end()
            if self._loop is not None and self._thread is not None:
                self._loop.call_soon_threadsafe(self._loop.stop)
                self._thread.join(CLOSE_S)
                if not self._thread.is_alive():
                    self._loop.close()
                self._loop = self._thread = None

    def _drawn(self, sheet: Sheet, opts: dict[str, Any]) -> bytes:
        try:
            drawing = self._open().calc_fig(sheet.figure, opts=opts)
            drawn: bytes = self._run(drawing, DRAW_S)
        except MissingToolError:
            raise
        except Exception as error:  # of many kinds: after any the browser is not to be trusted
            self._end()
            raise DrawingError(f"the picture could not be drawn: {_why(error)}") from error
        return drawn

    def _open(self) -> Any:
        if self._browser is not None:
            return self._browser
        try:
            # here, since it is an extra: without it all but pictures works
            kaleido = import_module("kaleido")
            not_found = import_module("choreographer.errors").ChromeNotFoundError
        except ImportError:
            raise MissingToolError(NO_KALEIDO) from None
        # what goes wrong is told in one line; their logs are for their authors
        for name in ("kaleido", "choreographer"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            # mathjax would be fetched from the network
            page = _Page(kaleido.PageGenerator(mathjax=False).generate_index())
            browser = kaleido.Kaleido(n=1, timeout=DRAW_S - 5, page_generator=page)
        except not_found:
            raise MissingToolError(NO_CHROMIUM) from None
        atexit.register(self.close)  # else its folder stays
        self._browser = browser
        self._run(browser.open(), START_S)
        return browser

    def _end(self) -> None:
        browser, self._browser = self._browser, None
        if browser is None:
            return
        try:
            self._run(browser.close(), CLOSE_S)
        except Exception:  # a browser that does not answer; its pipe ends with this process
            if (process := getattr(browser, "subprocess", None)) is not None:
                process.kill()

    def _run(self, work: Coroutine[Any, Any, T], seconds: float) -> T:
        """Wait for work in the browser's thread, at most so long."""
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            # of work that was given up, nobody asks any more how it ended
            self._loop.set_exception_handler(lambda loop, context: None)
            self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
            self._thread.start()
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result(seconds)
        finally:
            future.cancel()


def _why(error: Exception) -> str:
    """What went wrong, in one line."""
    if isinstance(error, TimeoutError):
        return "it took too long"
    if type(error).__name__ in _ENDED:
        return "the browser that draws it ended"
    # some give several lines, each an argument
    return str(error.args[0] if error.args else error).partition("\n")[0]
