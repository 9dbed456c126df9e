"""Bodies compressed beforehand: gzip, which everybody reads, and Brotli, which is smaller."""

from __future__ import annotations

import gzip as _gzip
from typing import Final

import brotli as _brotli

WORTH_IT: Final = 0.95
"""A compressed body is kept if it is smaller than this share of the original."""
# Brotli's qualities, with plotly.js's 1.19 MB, of which gzip makes 395 kB:
GOOD: Final = 9  # 357 kB in 0.2 s
BEST: Final = 11  # 329 kB in 3.5 s


def gzip(body: bytes) -> bytes | None:
    """The body compressed, the same bytes each time; None where that gains nothing."""
    return _worth(_gzip.compress(body, 9, mtime=0), body)  # no time in it


def brotli(body: bytes, quality: int) -> bytes | None:
    """The same by Brotli (RFC 7932), in a quality from 0 to 11."""
    return _worth(_brotli.compress(body, quality=quality), body)


def _worth(packed: bytes, body: bytes) -> bytes | None:
    return packed if len(packed) < WORTH_IT * len(body) else None
