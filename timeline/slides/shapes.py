"""What shapes are made of: boxes, paint, words, links; and paint as DrawingML.

All lengths are points from the upper left corner of the slide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from pptx.slide import Slide

from timeline.placing.text_fit import Face

EMU: Final = 12_700  # a point
# What XML 1.0 has no characters for: https://www.w3.org/TR/xml/#charsets
_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Colour = str
"""A place in the theme's scheme ("tx1", "accent1"), or "#RRGGBB"."""
Align = Literal["l", "ctr", "r"]


class Box(NamedTuple):
    """A rectangle."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h


class Link(NamedTuple):
    """Where a click leads: another slide, or an address; `tip` is shown on hovering."""

    to: Slide | str
    tip: str = ""


class Stroke(NamedTuple):
    """A line: its colour and width, dashed or not, with an arrow at its end or not."""

    colour: Colour
    width: float
    dashed: bool = False
    arrow: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one face, size and colour."""

    text: str
    size: float
    face: Face = "sans"
    colour: Colour = "tx1"
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs on their lines; `before` is the space above, `number` counts it in a list."""

    runs: Sequence[Run]
    align: Align = "l"
    before: float = 0.0
    number: bool = False
    hanging: float = 0.0


@dataclass(frozen=True, slots=True)
class Fill:
    """A colour, how opaque it is, and whether it is hatched."""

    colour: Colour
    opacity: float = 1.0
    hatched: bool = False


def clean(text: str) -> str:
    """A text without the characters that XML cannot hold, each run of them as one space."""
    return _FORBIDDEN.sub(" ", text)


def colour_xml(colour: Colour, opacity: float = 1.0) -> str:
    """A colour as DrawingML."""
    alpha = f'<a:alpha val="{round(opacity * 100_000)}"/>' if opacity < 1 else ""
    if colour.startswith("#"):
        return f'<a:srgbClr val="{colour[1:].upper()}">{alpha}</a:srgbClr>'
    return f'<a:schemeClr val="{colour}">{alpha}</a:schemeClr>'


def fill_xml(fill: Fill | None) -> str:
    if fill is None:
        return "<a:noFill/>"
    paint = colour_xml(fill.colour, fill.opacity)
    if fill.hatched:
        return (
            f'<a:pattFill prst="wdUpDiag"><a:fgClr>{paint}</a:fgClr>'
            f"<a:bgClr>{colour_xml('bg1')}</a:bgClr></a:pattFill>"
        )
    return f"<a:solidFill>{paint}</a:solidFill>"


def stroke_xml(stroke: Stroke | None) -> str:
    if stroke is None:
        return "<a:ln><a:noFill/></a:ln>"
    dash = '<a:prstDash val="dash"/>' if stroke.dashed else ""
    arrow = '<a:tailEnd type="triangle"/>' if stroke.arrow else ""
    return (
        f'<a:ln w="{round(stroke.width * EMU)}" cap="flat"><a:solidFill>'
        f"{colour_xml(stroke.colour)}</a:solidFill>{dash}{arrow}</a:ln>"
    )
