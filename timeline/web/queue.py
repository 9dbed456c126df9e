"""Work that costs something: one at a time, a few in waiting, what was made lately kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import Final

WAITING: Final = 3  # of the server's threads; the others answer everybody else
MOST_KEPT: Final = 48 * 1024 * 1024  # bytes


class BusyError(Exception):
    """One works and enough wait already."""


class Queue:
    """Lets one in at a time, and so many wait; sends the others away.

    Args:
        waiting: how many may wait for their turn.
        patience: seconds that the others look for a place, before they are sent away.
    """

    def __init__(self, waiting: int = WAITING, patience: float = 0.0) -> None:
        self._places = threading.BoundedSemaphore(1 + waiting)
        self._patience = patience
        self._turn = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """The block is alone while it runs.

        Raises:
            BusyError: no place to wait was free.
        """
        if not self._places.acquire(timeout=self._patience):
            raise BusyError
        try:
            with self._turn:
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
        """Keep an answer, if it leaves room for others."""
        if len(content) > self._most // 3:
            return
        with self._lock:
            self._held += len(content) - len(self._items.pop(key, b""))
            self._items[key] = content
            while self._held > self._most:
                self._held -= len(self._items.popitem(last=False)[1])
