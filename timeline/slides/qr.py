"""An address as a QR code, one native shape that stays sharp at any size."""

from __future__ import annotations

from itertools import groupby
from typing import Final

import segno

from timeline.errors import ViewError
from timeline.slides.canvas import Canvas
from timeline.slides.shapes import Box, Fill, Link

_QUIET: Final = 4  # modules of paper around the code (ISO/IEC 18004)
_DARK, _PAPER = "#111111", "#FFFFFF"  # in a dark theme too: a reader wants dark on light


def draw_qr(canvas: Canvas, address: str, box: Box, what: str, *, dark: bool) -> None:
    """Draw the code of an address in a square box; `what` says where it leads, `dark`
    whether the ground of the slide is.

    Raises:
        ViewError: the address is too long for a code.
    """
    try:
        code = segno.make(address, error="m", micro=False)
    except segno.DataOverflowError:
        raise ViewError(f"an address of {len(address)} characters is too long for a code") from None
    rows = [[bool(dark) for dark in row] for row in code.matrix]
    unit = box.w / (len(rows) + 2 * _QUIET)
    left, top = box.x + _QUIET * unit, box.y + _QUIET * unit
    bars = []
    for line, row in enumerate(rows):
        at = 0
        for inked, run in groupby(row):
            length = len(list(run))
            if inked:
                # a hair taller than its row, so that rows join without a seam
                x, y, w, h = left + at * unit, top + line * unit, length * unit, unit * 1.02
                bars.append([(x, y), (x + w, y), (x + w, y + h), (x, y + h)])
            at += length
    side = len(rows) * unit
    with canvas.group("QR code", f"QR code: {what}, {address}"):
        link = Link(address, what)
        canvas.shape("paper of the code", box, fill=Fill(_PAPER if dark else "bg1"), link=link)
        canvas.drawing("code", Box(left, top, side, side), bars, fill=Fill(_DARK), link=link)
