"""What the browser gave, checked and made fit for the programs that open it."""

from __future__ import annotations

from typing import Final

from timeline.images.kaleido import DrawingError
from timeline.images.pdf import entitle
from timeline.images.settings import Kind, Sheet
from timeline.images.svg import plain

_PNG: Final = b"\x89PNG\r\n\x1a\n"


def finish(drawn: bytes, kind: Kind, sheet: Sheet, scale: int) -> bytes:
    """The bytes of the file.

    Raises:
        DrawingError: they are no picture of this kind and size: what a browser returns without a
            word where it has no memory for one.
    """
    width, height = sheet.width * scale, sheet.height * scale
    if kind == "png":
        size = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big")
        fine = drawn.startswith(_PNG) and drawn[12:24] == size and drawn.endswith(b"IEND\xaeB`\x82")
    elif kind == "svg":
        fine = drawn.startswith(b"<svg") and drawn.rstrip().endswith(b"</svg>")
    else:
        fine = drawn.startswith(b"%PDF-") and drawn.rstrip().endswith(b"%%EOF")
    if not fine:
        raise DrawingError(
            f"the browser drew no {kind.upper()} of {width} × {height} pixels: try a smaller one"
        )
    if kind == "svg":
        return plain(drawn, sheet)
    return entitle(drawn, sheet.title) if kind == "pdf" else drawn
