"""A picture as SVG: plain attributes and real text, as PowerPoint and other programs read them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from timeline.drawing.primitives import Box, Line, Part, Path, Primitive, Text
from timeline.drawing.scene import set_apart
from timeline.drawing.theme import colour
from timeline.images.fonts import Face
from timeline.images.settings import Sheet

# A program that reads no list of faces takes the first.
SANS: Final = Face("Arial, Helvetica, sans-serif", 1.0)
SERIF: Final = Face("Georgia, 'Times New Roman', serif", 1.0)
_TINT: Final = 0.07  # of a band on a ground that is not known
_CRISP: Final[frozenset[Part]] = frozenset({"bands", "grid", "eras", "spans", "whiskers", "strips"})
"""Their edges lie on whole pixels."""


def write(
    sheet: Sheet,
    *,
    sans: Face = SANS,
    serif: Face = SERIF,
    halo: bool = False,
    style: str = "",
) -> str:
    """The text of the file; the same for the same sheet.

    Args:
        sheet: of `timeline.images.compose.compose`.
        sans, serif: the faces.
        halo: paper about the letters of labels. Not every program paints it below them, and on an
            unknown ground it would be seen.
        style: a style sheet that says what the colours are, as custom properties by their names;
            without one they are those of the sheet's theme.
    """
    writer = _Writer(sheet, sans, serif, halo=halo and sheet.ground, style=style)
    return "\n".join(writer.lines()) + "\n"


class _Writer:
    def __init__(self, sheet: Sheet, sans: Face, serif: Face, *, halo: bool, style: str) -> None:
        self.sheet, self.halo, self.style = sheet, halo, style
        self.sans, self.serif = sans, serif

    def lines(self) -> Iterator[str]:
        sheet = self.sheet
        w, h = sheet.width, sheet.height
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" '
            f'viewBox="0 0 {w} {h}" role="img" xml:lang={quoteattr(sheet.language)}>'
        )
        yield f"<title>{escape(sheet.title)}</title>"
        yield f"<desc>{escape(sheet.sentence)}</desc>"
        if self.style:
            yield f"<style>{self.style}</style>"
        if sheet.ground:
            yield f'<rect width="{w}" height="{h}" fill="{self._colour("paper")}"/>'
        for part, drawn in groupby(sheet.drawn, key=lambda each: each.part):
            crisp = ' shape-rendering="crispEdges"' if part in _CRISP else ""
            yield f"<g{crisp}>"
            for each in drawn:
                yield from self._drawn(each)
            yield "</g>"
        yield "</svg>"

    def _drawn(self, each: Primitive) -> Iterator[str]:
        match each:
            case Text():
                yield self._text(each)
            case Box(hatch=0):
                yield self._box(each)
            case Box():
                ends = (f"M{n(x)} {n(y)}L{n(a)} {n(b)}" for x, y, a, b in each.strokes)
                yield self._stroked("".join(ends), each.fill, each.stroke_width, each.opacity)
            case Line():
                yield from self._line(each)
            case Path():
                yield self._path(each)

    def _colour(self, name: str) -> str:
        return f"var(--{name})" if self.style else colour(self.sheet.theme, name).lower()

    def _box(self, box: Box) -> str:
        fill, opacity = box.fill, box.opacity
        if fill == "band" and not self.sheet.ground:
            fill, opacity = "secondary", _TINT
        return (
            f'<rect x="{n(box.x)}" y="{n(box.y)}" width="{n(box.width)}" height="{n(box.height)}" '
            f'fill="{self._colour(fill)}"{_opacity("fill-opacity", opacity)}/>'
        )

    def _line(self, line: Line) -> Iterator[str]:
        path = "M" + "L".join(f"{n(x)} {n(y)}" for x, y in line.shaft)
        dash = f' stroke-dasharray="{",".join(map(n, line.dash))}"' if line.dash else ""
        yield self._stroked(path, line.stroke, line.width, 1.0, dash)
        if line.barbs:
            head = "M" + "L".join(f"{n(x)} {n(y)}" for x, y in line.barbs) + "Z"
            yield f'<path d="{head}" fill="{self._colour(line.stroke)}"/>'

    def _stroked(self, path: str, stroke: str, width: float, opacity: float, more: str = "") -> str:
        return (
            f'<path d="{path}" fill="none" stroke="{self._colour(stroke)}" '
            f'stroke-width="{n(width)}"{more}{_opacity("stroke-opacity", opacity)}/>'
        )

    def _path(self, path: Path) -> str:
        fill = self._colour(path.fill) if path.fill else "none"
        stroke = ""
        if path.stroke and (path.stroke != "paper" or self.sheet.ground):
            width = n(path.width / path.scale)
            stroke = f' stroke="{self._colour(path.stroke)}" stroke-width="{width}"'
        place = ""
        if (path.x, path.y, path.scale) != (0, 0, 1):
            place = f' transform="translate({n(path.x)} {n(path.y)})'
            place += f' scale({path.scale:.4g})"' if path.scale != 1 else '"'
        looks = f'fill="{fill}"{stroke}{_opacity("opacity", path.opacity)}'
        return f'<path d="{path.outline}"{place} {looks}/>'

    def _text(self, text: Text) -> str:
        face = self.serif if text.serif else self.sans
        anchor = "" if text.anchor == "start" else f' text-anchor="{text.anchor}"'
        weight = ' font-weight="700"' if text.bold else ""
        style = ' font-style="italic"' if text.italic else ""
        halo = ""
        if text.halo and self.halo:
            halo = (
                f' stroke="{self._colour("paper")}" stroke-width="{n(2 * text.halo)}" '
                'stroke-linejoin="round" paint-order="stroke"'
            )
        return (
            f'<text x="{n(text.x)}" y="{n(text.y)}"{anchor} fill="{self._colour(text.colour)}"'
            f"{halo} font-family={quoteattr(face.families)}{weight}{style} "
            f'font-size="{n(text.size * face.times)}">{escape(set_apart(text.words))}</text>'
        )


def n(number: float) -> str:
    """A number in at most two decimals."""
    return f"{round(number, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def _opacity(name: str, value: float) -> str:
    return "" if value == 1 else f' {name}="{value:.3g}"'
