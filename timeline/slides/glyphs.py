"""The signs of the kinds as preset shapes, in the form and proportions of `theme.GLYPHS`.

Presets keep their handles in PowerPoint, so that a sign can be edited like any shape. Those that
the chart draws by a stroke are presets of the same outline: a multiplication sign for the cross,
a plus, a narrow rectangle for the bar.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from timeline.model import Shape
from timeline.slides.canvas import Canvas
from timeline.slides.shapes import Box, Colour, Fill, Link, Stroke


class _Preset(NamedTuple):
    """A preset in units in which the mark's radius is 6: its size and how far down it sits."""

    name: str
    width: float
    height: float
    down: float = 0.0
    adjust: tuple[tuple[str, int], ...] = ()
    ring: float = 0.0  # width of its line, where it is nothing but a line


# The arms of mathMultiply reach 0.26 of its width from the middle, those of mathPlus 0.367; their
# thickness is a share of the width (ECMA-376, presetShapeDefinitions.xml).
_PRESETS: Final[dict[Shape, _Preset]] = {
    "disc": _Preset("ellipse", 12, 12),
    "square": _Preset("rect", 10, 10),
    "diamond": _Preset("diamond", 13, 13),
    "cross": _Preset("mathMultiply", 18, 18, adjust=(("adj1", 13_500),)),
    "ring": _Preset("ellipse", 9.8, 9.8, ring=2.2),
    "triangle": _Preset("triangle", 13, 10.2, down=-1.4),
    "hexagon": _Preset("hexagon", 12, 10.4, adjust=(("adj", 28_846), ("vf", 115_470))),
    "star": _Preset("star5", 13.6, 12.9, down=-0.6),
    "bar": _Preset("rect", 3.4, 13),
    "plus": _Preset("mathPlus", 15, 15, adjust=(("adj1", 17_400),)),
}


def draw_glyph(
    canvas: Canvas,
    shape: Shape,
    middle: tuple[float, float],
    radius: float,
    colour: Colour,
    *,
    name: str,
    link: Link | None = None,
) -> None:
    """The sign of a kind, its middle and its mark's radius given in points."""
    preset = _PRESETS[shape]
    unit = radius / 6
    w, h = preset.width * unit, preset.height * unit
    x, y = middle[0] - w / 2, middle[1] - h / 2 + preset.down * unit
    # A line of paper keeps apart signs that touch.
    line = Stroke(colour, preset.ring * unit) if preset.ring else Stroke("bg1", 0.75)
    canvas.shape(
        name,
        Box(x, y, w, h),
        preset.name,
        fill=Fill("bg1" if preset.ring else colour),
        stroke=line,
        adjust=preset.adjust,
        link=link,
    )
