"""The title of a PDF, which names the browser's own page until it is changed."""

from __future__ import annotations

import re
from typing import Final

# As Chromium writes the end of a file: https://pdfa.org/resource/iso-32000-2 (7.5.5, 7.5.6)
_TRAILER: Final = re.compile(
    rb"trailer\s*<<(?=.*?/Size (?P<size>\d+))(?=.*?/Root (?P<root>\d+ \d+ R))"
    rb"(?=.*?/Info (?P<info>\d+) 0 R).*?>>\s*startxref\s+(?P<start>\d+)\s+%%EOF\s*\Z",
    re.DOTALL,
)

_MADE: Final = re.compile(rb"(/CreationDate|/ModDate) \(D:\d{14}")


def entitle(pdf: bytes, title: str) -> bytes:
    """The document with another title and without a time of making, by an incremental update.

    A document whose end is not as expected is given back as it is.
    """
    last = pdf.rfind(b"trailer")
    found = _TRAILER.search(pdf, last) if last >= 0 else None
    if not found:
        return pdf
    part = {name: value.decode() for name, value in found.groupdict().items()}
    pdf = _MADE.sub(rb"\1 (D:20000101000000", pdf)  # as long as it was: places in the file count
    words = f"\ufeff{title}".encode("utf-16-be").hex()
    body = f"{part['info']} 0 obj\n<</Title <{words}>>>\nendobj\n".encode()
    table = (
        f"xref\n{part['info']} 1\n{len(pdf):010} 00000 n \n"
        f"trailer\n<</Size {part['size']} /Root {part['root']} /Info {part['info']} 0 R "
        f"/Prev {part['start']}>>\nstartxref\n{len(pdf) + len(body)}\n%%EOF\n"
    ).encode()
    return pdf + body + table
