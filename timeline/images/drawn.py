"""PNG and PDF of a picture, drawn from its SVG by libraries, in the fonts of this machine."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

from timeline.drawing.primitives import Primitive, Text
from timeline.errors import TimelineError
from timeline.images import svg
from timeline.images.fonts import check_letters, faces, lacking
from timeline.images.settings import Sheet
from timeline.images.tools import font_store, library

_PX_PER_POINT: Final = 4 / 3
_MADE: Final = int(datetime(2000, 1, 1, tzinfo=UTC).timestamp())  # the same bytes each time
_PAGE: Final = """\
#set document(title: sys.inputs.title, description: sys.inputs.sentence, date: none)
#set text(lang: sys.inputs.language)
#set page(width: {width}pt, height: {height}pt, margin: 0pt, fill: none)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%, alt: sys.inputs.sentence)
"""


class DrawingError(TimelineError):
    """The picture could not be drawn; the message says why."""


def png(sheet: Sheet, scale: int) -> bytes:
    """The picture in pixels, `scale` to a px.

    Raises:
        MissingToolError: resvg is not installed, or no font here has the letters.
        DrawingError: it was not drawn.
    """
    draw = library("resvg_py").svg_to_bytes
    try:
        drawn: bytes = draw(svg_string=_svg(sheet, halo=True), zoom=float(scale))
    except ValueError as error:
        raise DrawingError(f"the PNG could not be drawn: {error}") from error
    return drawn


def pdf(sheet: Sheet) -> bytes:
    """The picture as a PDF of one page, 96 px to the inch, its fonts within.

    Raises:
        MissingToolError: Typst is not installed, or no font here has the letters.
        DrawingError: it was not drawn.
    """
    typst = library("typst")
    size = {"width": sheet.width / _PX_PER_POINT, "height": sheet.height / _PX_PER_POINT}
    told = {"title": sheet.title, "sentence": sheet.sentence, "svg": _svg(sheet, halo=False)}
    # Typst knows languages without their regions
    told["language"] = sheet.language.partition("-")[0].lower()
    try:
        drawn: bytes = _compiler().compile(
            input=_PAGE.format(**size).encode(), format="pdf", sys_inputs=told, timestamp=_MADE
        )
    except typst.TypstError as error:
        raise DrawingError(f"the PDF could not be drawn: {error}") from error
    return drawn


@cache
def _compiler() -> Any:
    return library("typst").Compiler(font_paths=font_store())


def _svg(sheet: Sheet, *, halo: bool) -> str:
    """Its SVG in faces that are here; what no font here has as a sign is left out.

    `halo`: paper about the letters of labels. Typst paints it about each letter, over the one
    before.
    """
    texts = [each for each in sheet.drawn if isinstance(each, Text)]
    lacked = lacking(each.words for each in texts)
    check_letters(lacked)
    sans, serif = faces(texts)
    if missing := dict.fromkeys(map(ord, lacked)):
        sheet = replace(sheet, drawn=tuple(_without(each, missing) for each in sheet.drawn))
    return svg.write(sheet, sans=sans, serif=serif, halo=halo)


def _without(each: Primitive, missing: dict[int, None]) -> Primitive:
    if not isinstance(each, Text):
        return each
    return replace(each, words=" ".join(each.words.translate(missing).split()))
