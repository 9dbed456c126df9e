"""What a person at a terminal is told of publishing: a line while it runs, some at its end."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import Self, TextIO

from timeline.publishing import Published
from timeline.wording import many

_CLEAR = "\r\x1b[2K"


class Line:
    """One line on a terminal that is written over; silent where the stream is no terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shown = stream.isatty()

    def show(self, what: str, done: int, of: int) -> None:
        """Say what is being done; `of` is 0 where it cannot be counted."""
        if self._shown:
            count = f" {done} of {of}" if of else ""
            self._stream.write(f"{_CLEAR}{what}{count} …")
            self._stream.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._shown:
            self._stream.write(_CLEAR)
            self._stream.flush()


def report(done: Published, address: str) -> Iterator[str]:
    """The lines that say what was made, and what only an address in the web would add."""
    single = done.written + done.kept == 1 and done.out.is_file()
    size = f"{done.size / 1e6:.2f} MB"
    if single:
        same = "" if done.written else ", unchanged"
        yield f"{done.out}: {many(done.events, 'event')} in one file, {size}{same}"
    else:
        removed = f", {done.removed} removed" if done.removed else ""
        each = "a page each" if done.events else "none of the file's is drawn"
        yield f"{done.out}: {many(done.events, 'event')}, {each}, {size}"
        yield f"{many(done.written, 'file')} written, {done.kept} unchanged{removed}"
    if done.links is not None:
        yield f"{many(done.links, 'link')} followed, none broken"
    yield from done.left_out
    if not address and not single:
        yield (
            "without --address: no sitemap, no canonical addresses, and some link previews "
            "will lack the picture"
        )
