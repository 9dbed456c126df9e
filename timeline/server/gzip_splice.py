"""A page that is compressed once, with a place for a few words that differ from answer to answer.

A deflate stream may be put together from parts that were compressed apart, if each part before
the last ends in a full flush (RFC 1951, 3.2.3 and zlib's `Z_FULL_FLUSH`). Several members of gzip
would be simpler, but browsers stop reading after the first. So only the words are compressed for
an answer, and the memory holds the page once, however many words are asked for.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import Final

LEVEL: Final = 9
_HEADER: Final = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"  # no name, no time (RFC 1952)
_WRAP: Final = 2**32


@dataclass(frozen=True, slots=True)
class Splice:
    """A page in two parts, both as they are and deflated; words go between them."""

    before: bytes
    after: bytes
    before_deflated: bytes
    after_deflated: bytes

    @classmethod
    def at(cls, body: bytes, mark: bytes) -> Splice:
        """A page whose words go before the first `mark`, or at its end if there is none."""
        before, found, rest = body.partition(mark)
        after = found + rest
        return cls(before, after, _deflate(before, last=False), _deflate(after, last=True))

    def body(self, words: bytes) -> bytes:
        """The page with its words."""
        return self.before + words + self.after

    def gzipped(self, words: bytes) -> bytes:
        """The same, compressed."""
        deflated = self.before_deflated + _deflate(words, last=False) + self.after_deflated
        crc = 0
        for part in (self.before, words, self.after):
            crc = zlib.crc32(part, crc)
        size = len(self.before) + len(words) + len(self.after)
        return _HEADER + deflated + struct.pack("<II", crc, size % _WRAP)


def _deflate(part: bytes, *, last: bool) -> bytes:
    squeezer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    end = zlib.Z_FINISH if last else zlib.Z_FULL_FLUSH
    return squeezer.compress(part) + squeezer.flush(end)
