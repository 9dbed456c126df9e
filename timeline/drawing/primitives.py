"""What a drawing is made of: boxes, lines, paths and texts, in the order of painting.

Whoever writes a picture goes through the list and needs no geometry of its own. Colours are the
names of tokens, which `timeline.drawing.theme.colour` turns into those of a theme, and the page's
style sheet into custom properties. Lengths are px, from the upper left corner.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import atan2, cos, hypot, pi, sin
from typing import Final, Literal

from timeline.drawing.hatching import Stroke, strokes
from timeline.drawing.measures import HATCH_SHARE
from timeline.model import Shape

Part = Literal[
    "bands", "lanes", "counts", "grid", "years", "eras", "era-names", "spans", "whiskers", "ends",
    "strips", "arcs", "marks", "labels", "ring", "emphasis", "legend", "words",
]  # fmt: skip
NOBODY: Final = -1  # the event of what is no event's
_HEAD: Final = pi / 2.5  # of the barbs against the base of an arrow's head
_TRIM: Final = 0.9  # of the head's size is taken off the line's end

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle filled with a colour, or hatched with it.

    Attributes:
        part: what it belongs to.
        fill: name of a colour.
        hatch: size of the hatching; 0 where the box is filled.
        of: the index of the event, lane or era that it shows; `NOBODY` for none.
    """

    part: Part
    x: float
    y: float
    width: float
    height: float
    fill: str
    opacity: float = 1.0
    hatch: float = 0.0
    of: int = NOBODY

    @property
    def strokes(self) -> list[Stroke]:
        """The strokes of the hatching, cut off at the edges."""
        right, bottom = self.x + self.width, self.y + self.height
        return list(strokes(self.x, right, self.y, bottom, self.hatch))

    @property
    def stroke_width(self) -> float:
        """Of each of them."""
        return self.hatch * HATCH_SHARE


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points.

    Attributes:
        dash: lengths of dash and gap; empty for a line that is whole.
        head: size of the arrow's head at the last point; 0 for none.
        of: the index of the arrow or tick that it shows.
    """

    part: Part
    points: tuple[Point, ...]
    stroke: str
    width: float
    dash: tuple[float, ...] = ()
    head: float = 0.0
    of: int = NOBODY

    @property
    def shaft(self) -> tuple[Point, ...]:
        """The points of the line itself: it ends within the head, where there is one."""
        if not self.head:
            return self.points
        (ax, ay), (x, y) = self.points[-2:]
        length = hypot(x - ax, y - ay) or 1.0
        by = min(_TRIM * self.head, length) / length
        return (*self.points[:-1], (x + (ax - x) * by, y + (ay - y) * by))

    @property
    def barbs(self) -> tuple[Point, ...]:
        """The corners of the head; empty where there is none."""
        if not self.head:
            return ()
        (ax, ay), (x, y) = self.points[-2:]
        turn = atan2(y - ay, x - ax)
        along, aside = -self.head * sin(_HEAD), self.head * cos(_HEAD)
        return (
            (x, y),
            *(
                (x + along * cos(turn) - one * sin(turn), y + along * sin(turn) + one * cos(turn))
                for one in (aside, -aside)
            ),
        )


@dataclass(frozen=True, slots=True)
class Path:
    """An outline.

    Attributes:
        outline: an SVG path, in units of its own.
        x, y, scale: where its origin stands, and how long its unit is.
        fill: name of a colour; "" for none.
        stroke, width: of its line; "" for none. The width is in px.
        sign: the shape, where it is a mark: whoever has a sign of that shape may draw that.
        radius: of the mark.
        of: the index of the event.
    """

    part: Part
    outline: str
    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0
    fill: str = ""
    stroke: str = ""
    width: float = 0.0
    opacity: float = 1.0
    sign: Shape | None = None
    radius: float = 0.0
    of: int = NOBODY


@dataclass(frozen=True, slots=True)
class Text:
    """One line of words.

    Attributes:
        x, y: where its line begins, ends or has its middle, as `anchor` says; y of the base line.
        size: of the type, px.
        halo: px of paper about its letters.
        room: px that were kept for it.
        of: the index of the event or lane.
    """

    part: Part
    words: str
    x: float
    y: float
    size: float
    colour: str
    anchor: Literal["start", "middle", "end"] = "start"
    bold: bool = False
    italic: bool = False
    serif: bool = False
    halo: float = 0.0
    room: float = 0.0
    of: int = NOBODY


Primitive = Box | Line | Path | Text


def moved(drawn: Iterable[Primitive], x: float, y: float) -> Iterator[Primitive]:
    """The same, so much further to the right and down."""
    for each in drawn:
        if isinstance(each, Line):
            yield replace(each, points=tuple((px + x, py + y) for px, py in each.points))
        else:
            yield replace(each, x=each.x + x, y=each.y + y)
