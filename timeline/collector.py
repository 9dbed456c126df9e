"""Python's collector of cycles, kept from looking through what is made to stay.

While a long file is read, or its page is made, hundreds of thousands of values come to be and none
goes; the collector would look through all of them again and again, a fifth of the time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Have the collector wait for as long as the block, or the function so decorated, lasts."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
