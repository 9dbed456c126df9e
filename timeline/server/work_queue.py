"""Work that costs something: few at a time, a few in waiting, what was made lately kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import Final

WAITING: Final = 3  # of the server's threads; the others answer everybody else
MOST_KEPT: Final = 48 * 1024 * 1024  # bytes
OF_AN_ITEM: Final = 512  # bytes that keeping an answer takes beside it and its key


class BusyError(Exception):
    """As many work as may, and enough wait already."""


class Queue:
    """Lets few in at a time, and so many wait; sends the others away at once.

    Whoever waits holds a thread of the server, so that nobody waits for a place to wait.

    Args:
        waiting: how many may wait for their turn.
        at_once: how many may work.
    """

    def __init__(self, waiting: int = WAITING, at_once: int = 1) -> None:
        self._places = threading.BoundedSemaphore(at_once + waiting)
        self._turns = threading.BoundedSemaphore(at_once)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """The block has a turn while it runs.

        Raises:
            BusyError: no place to wait was free.
        """
        if not self._places.acquire(blocking=False):
            raise BusyError
        try:
            with self._turns:
                yield
        finally:
            self._places.release()


class Kept:
    """The answers that were asked for last, up to a number of bytes in all."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._held = 0
        self._items: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """Bytes held."""
        return self._held

    def get(self, key: Hashable) -> bytes | None:
        with self._lock:
            if key in self._items:
                self._items.move_to_end(key)
            return self._items.get(key)

    def put(self, key: Hashable, content: bytes) -> None:
        """Keep an answer, if it leaves room for others. Its key counts too: askers choose it."""
        if _size(key, content) > self._most // 3:
            return
        with self._lock:
            if (before := self._items.pop(key, None)) is not None:
                self._held -= _size(key, before)
            self._items[key] = content
            self._held += _size(key, content)
            while self._held > self._most:
                self._held -= _size(*self._items.popitem(last=False))


def _size(key: Hashable, content: bytes) -> int:
    # a character takes up to four bytes
    return len(content) + 4 * len(repr(key)) + OF_AN_ITEM
