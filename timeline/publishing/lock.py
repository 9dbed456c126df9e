"""One run at a time writes to a place; the next waits for a while, then is told who is there.

The lock is the system's, on a small file: it ends with the process that holds it, however that
ends, so that a killed run keeps nobody out. The file says who holds it, for the message alone.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from timeline.errors import FileProblems

PATIENCE: Final = 30.0  # seconds: to write the largest site takes a few
_LOOK_EVERY: Final = 0.1
_BEYOND: Final = 1 << 20
"""Where Windows locks a byte: the beginning stays readable."""


@contextmanager
def turn(place: Path, lock: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of a place.

    Args:
        place: the file or folder that is written, for messages.
        lock: the file of the lock; its folder is there.
        waiting: told now and then that somebody else is at it.

    Raises:
        FileProblems: another run did not end in time.
        OSError: the lock cannot be made.
    """
    end = time.monotonic() + PATIENCE
    while (held := _take(lock)) is None:
        if time.monotonic() > end:
            raise FileProblems.single(
                place, 0, f"is being published{_by(lock)}; try again when that is done"
            )
        waiting()
        time.sleep(_LOOK_EVERY)
    try:
        yield
    finally:
        if sys.platform == "win32":  # where an open file cannot be taken away
            os.close(held)
            with suppress(OSError):
                lock.unlink()
        else:
            with suppress(OSError):
                lock.unlink()
            os.close(held)


def _take(lock: Path) -> int | None:
    """The lock, or None where somebody has it."""
    file = os.open(lock, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        # who took it before may have taken the file away: a lock on that one keeps nobody out
        if _locked(file) and os.path.samestat(os.fstat(file), os.stat(lock)):
            os.ftruncate(file, 0)
            os.write(file, json.dumps({"pid": os.getpid(), "host": socket.gethostname()}).encode())
            return file
    except FileNotFoundError:
        pass
    except BaseException:
        os.close(file)
        raise
    os.close(file)
    return None


def _locked(file: int) -> bool:
    """Lock an open file. Where the disk knows no locks, so be it: runs are rarely at once."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(file, _BEYOND, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
            os.lseek(file, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True


def _by(lock: Path) -> str:
    try:
        told = json.loads(lock.read_bytes())
        return f" by process {int(told['pid'])} on {str(told['host'])[:80]}"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
