"""The chart of a scene as a list of primitives: what every picture and slide is filled from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, pairwise
from typing import Final

import numpy as np

from timeline.drawing import bars, eras, strips
from timeline.drawing.arcs import arcs
from timeline.drawing.bars import Bar
from timeline.drawing.frame import NAME_PX, Band
from timeline.drawing.measures import (
    ARC_DASH,
    ARC_STROKE,
    ARROW,
    ERA_PX,
    ERA_TINTS,
    FADED,
    HALO,
    HATCH,
    LOWER,
    MORE_PX,
    RING,
    RING_STROKE,
    STRIP_OPACITY,
    WHISKER,
)
from timeline.drawing.primitives import NOBODY, Box, Line, Part, Path, Point, Primitive, Text
from timeline.drawing.scene import Scene
from timeline.drawing.theme import GLYPHS, LABEL_PX
from timeline.drawing.ticks import ticks
from timeline.model import Shape
from timeline.placing.labels import LABEL_HEIGHT, RADIUS, SIDES
from timeline.placing.labels import Box as LabelBox
from timeline.placing.text_fit import width as line_width

LEFT, RIGHT = (SIDES.index(side) for side in ("left", "right"))
_BASE: Final = 0.25  # ems from the middle of a line to its base, as Plotly sets it beside a mark
_CENTRED: Final = 0.35  # the same where capitals are to stand in the middle
_LINE: Final = 1.3  # ems from line to line
_RIM: Final = 1.0  # px between a lane's inset and its name
_ABOVE: Final = 2.0  # px between the years and the plot
_UNIT: Final = 6.0  # radius of the mark that a glyph's path is drawn for
_PAPER_LINE: Final = 1.0  # px: it keeps apart marks that touch


@dataclass(frozen=True, slots=True)
class Look:
    """How a chart is drawn beside its scene.

    Attributes:
        label: type of labels and years, px at type scale 1.
        name: type of the lanes' names, px.
        era: type of the eras' names, px at type scale 1.
        ticked: the events of a strip stand one tick each, instead of an outline of how many.
        counted: lanes say how many wait in their strips.
        aside: px at type scale 1 that the ring pushes the label of its event away.
    """

    label: float = LABEL_PX
    name: float = NAME_PX
    era: float = ERA_PX
    ticked: bool = False
    counted: bool = True
    aside: float = RING


def draw_chart(scene: Scene, look: Look | None = None) -> list[Primitive]:
    """Everything that a scene shows, px from the upper left corner of the chart.

    Args:
        scene: what is drawn.
        look: how; by default as in the page.
    """
    return [*_Drawing(scene, look or Look(name=NAME_PX * scene.frame.type_scale)).all()]


class _Drawing:
    def __init__(self, scene: Scene, look: Look) -> None:
        self.scene, self.frame, self.look = scene, scene.frame, look
        self.k = scene.frame.type_scale
        self.left, self.top = scene.frame.gutter, float(scene.frame.top)
        self.moments, self.words = ticks(
            scene.window,
            scene.frame.plot_width,
            type_scale=self.k,
            calendar="os" if scene.calendar == "os" else "ns",
        )
        self.arcs = arcs(scene)

    def all(self) -> Iterator[Primitive]:
        """In the order of painting."""
        labels = self.scene.shown.labels
        chosen = self.scene.selected
        yield from self._bands()
        yield from self._grid()
        yield from self._names()
        yield from self._eras()
        yield from self._spans()
        yield from self._ends()
        yield from self._ticks() if self.look.ticked else self._strips()
        yield from self._arcs()
        yield from self._marks()
        yield from (self._label(box, "labels") for box in labels if box.event != chosen)
        yield from self._ring()
        yield from (self._label(box, "emphasis") for box in labels if box.event == chosen)

    def _x(self, ms: float) -> float:
        return float(self.left + self.scene.px(ms))

    def _within(self, start: float, end: float) -> tuple[float, float]:
        """Both edges, ms, as px of the chart, no further than the plot."""
        low, high = float(self.scene.px(start)), float(self.scene.px(end))
        return self.left + max(0.0, low), self.left + min(self.frame.plot_width, high)

    def _lanes(self) -> Iterator[tuple[int, Band]]:
        return ((n, band) for n, band in enumerate(self.frame.bands) if band is not None)

    def _bands(self) -> Iterator[Primitive]:
        for at, (lane, band) in enumerate(self._lanes()):
            if at % 2 == 0:
                height = band.bottom - band.top
                yield Box(
                    "bands", 0.0, self.top + band.top, self.frame.width, height, "band", of=lane
                )

    def _grid(self) -> Iterator[Primitive]:
        """Hairlines, and the words of those that have room for all of them."""
        frame, k = self.frame, self.k
        size = self.look.label * k
        foot = self.top + frame.plot_height
        for ms in self.moments:
            x = self._x(ms)
            yield Line("grid", ((x, self.top), (x, foot)), "hairline", 1.0)
        for at, (ms, text) in enumerate(zip(self.moments, self.words, strict=True)):
            x, half = self._x(ms), line_width(text, "sans", size) / 2
            if x - half >= 0 and x + half <= frame.width:
                base = self.top - 0.2 * size - 1 - round(_ABOVE * k)
                yield Text("years", text, x, base, size, "muted", "middle", room=2 * half, of=at)

    def _names(self) -> Iterator[Primitive]:
        """Names of the lanes, each with the number of events that wait in its strip."""
        frame, size = self.frame, self.look.name
        lanes = self.scene.table["lane_order"].to_numpy(dtype=np.int64)
        waiting = np.bincount(lanes[self.scene.shown.strip], minlength=len(frame.bands))
        x, room = frame.inset + _RIM, frame.gutter - frame.inset
        for lane, band in self._lanes():
            y = self.top + (band.top + band.bottom) / 2 + _CENTRED * size
            counted = self.look.counted and bool(waiting[lane])
            if counted:
                y -= _LINE / 2 * size
            yield Text("lanes", band.name, x, y, size, "muted", bold=True, room=room, of=lane)
            if counted:
                more = f"+{waiting[lane]}"
                y += _LINE * size
                yield Text("counts", more, x, y, MORE_PX * self.k, "muted", room=room, of=lane)

    def _eras(self) -> Iterator[Primitive]:
        frame = self.frame
        found = eras.spans(self.scene)
        order = {id(era): n for n, era in enumerate(self.scene.timeline.eras)}
        for each, tint in zip(found, cycle(ERA_TINTS), strict=False):
            x0, x1 = self._within(each.start, each.end)
            if x1 > x0:
                yield Box(
                    "eras",
                    x0,
                    self.top,
                    x1 - x0,
                    frame.plot_height,
                    "ink",
                    tint,
                    of=order[id(each.era)],
                )
        size = self.look.era * self.k
        y = self.top + frame.plot_height - frame.foot / 2 + _BASE * size
        for x, era in eras.names(self.scene, found, self.look.era) if frame.foot else ():
            room = line_width(era.title, "sans", size)
            yield Text(
                "era-names", era.title, self.left + x, y, size, "secondary", italic=True,
                room=room, of=order[id(era)],
            )  # fmt: skip

    def _spans(self) -> Iterator[Primitive]:
        for bar in bars.spans(self.scene):
            part: Part = "whiskers" if bar.height <= WHISKER * self.k else "spans"
            yield from self._bar(bar, part, 0.0)

    def _ends(self) -> Iterator[Primitive]:
        for bar in bars.ends(self.scene):
            yield from self._bar(bar, "ends", HATCH * self.k)

    def _bar(self, bar: Bar, part: Part, hatch: float) -> Iterator[Primitive]:
        x0, x1 = self._within(bar.start, bar.end)
        if x1 > x0:
            y = self.top + bar.y - bar.height / 2
            hue = self._hue(bar.event)
            yield Box(part, x0, y, x1 - x0, bar.height, hue, bar.opacity, hatch, of=bar.event)

    def _hue(self, i: int) -> str:
        return f"hue-{self.scene.kind(i).hue}"

    def _strips(self) -> Iterator[Primitive]:
        for outline in strips.outlines(self.scene):
            placed = (f"{self.left + x:.2f} {self.top + y:.2f}" for x, y in outline)
            path = f"M{'L'.join(placed)}Z"
            yield Path("strips", path, fill="secondary", opacity=STRIP_OPACITY)

    def _ticks(self) -> Iterator[Primitive]:
        """Events that have no row: a tick each in the foot of their lane."""
        tall, wide = 4.5 * self.k, 1.5
        for lane, band in self._lanes():
            y = self.top + band.bottom - wide - tall
            for i in self.scene.shown.strip:
                if self.scene.at("lane_order", i) == lane:
                    x = self._x(self.scene.at("mark_ms", i))
                    yield Box("strips", x - wide / 2, y, wide, tall, "muted", of=i)

    def _arcs(self) -> Iterator[Primitive]:
        """Links of the selected event, with an arrow; dashed where they are contested."""
        k, frame = self.k, self.frame
        links = {id(link): n for n, link in enumerate(self.scene.timeline.links)}
        for link, points in self.arcs:
            for part, ends in _inside(points, frame.plot_width, frame.plot_height):
                placed = tuple((self.left + x, self.top + y) for x, y in part)
                yield Line(
                    "arcs",
                    placed,
                    "red",
                    ARC_STROKE * k,
                    dash=ARC_DASH if link.contested_by else (),
                    head=ARROW * k if ends else 0.0,
                    of=links[id(link)],
                )

    def _marks(self) -> Iterator[Primitive]:
        """Shape and colour say the kind, size the weight."""
        for i, pale in self.scene.painted():
            x = float(self.scene.px(self.scene.at("mark_ms", i)))
            if not 0 <= x <= self.frame.plot_width:
                continue
            radius = RADIUS[self.scene.at("weight", i)] * self.k * self.look.label / LABEL_PX
            y = self.top + float(self.frame.row_y[i])
            yield mark(
                "marks",
                self.scene.kind(i).shape,
                self._hue(i),
                (self.left + x, y),
                radius,
                paper=_PAPER_LINE * self.k,
                opacity=FADED if pale else 1.0,
                of=i,
            )

    def _label(self, box: LabelBox, part: Part) -> Text:
        scene, k, i = self.scene, self.k, box.event
        size, weight = self.look.label * k, scene.at("weight", i)
        ringed = part == "emphasis"
        left = box.side == LEFT
        x = box.right if left else box.left
        if ringed:  # clear of the ring, where the window leaves room for it
            aside = self.look.aside * k
            if left and box.left >= aside:
                x -= aside
            elif box.side == RIGHT and box.right + aside <= self.frame.plot_width:
                x += aside
        return Text(
            part,
            scene.at("label", i),
            self.left + x,
            self.top + float(self.frame.row_y[i]) + (LOWER / LABEL_PX + _BASE) * size,
            size,
            "red-text" if ringed else "muted" if weight == "context" else "ink",
            "end" if left else "start",
            bold=weight == "core",
            halo=HALO["emphasis"] * k if ringed else HALO["labels"] * k * self._crossed(box),
            room=box.right - box.left,
            of=i,
        )

    def _crossed(self, box: LabelBox) -> bool:
        """Does an arc pass beneath a label? Else it needs no paper about it."""
        reach = LABEL_HEIGHT * self.k / 2
        middle = float(self.frame.row_y[box.event])
        top, foot = middle - reach, middle + reach

        def under(a: Point, b: Point) -> bool:
            (ax, ay), (bx, by) = a, b
            across = min(ax, bx) < box.right and max(ax, bx) > box.left
            return across and min(ay, by) < foot and max(ay, by) > top

        return any(under(a, b) for _, points in self.arcs for a, b in pairwise(points))

    def _ring(self) -> Iterator[Primitive]:
        i = self.scene.selected
        if i is None or np.isnan(self.frame.row_y[i]):
            return
        x = float(self.scene.px(self.scene.at("mark_ms", i)))
        if 0 <= x <= self.frame.plot_width:
            k = self.k
            radius = (float(self.scene.marks.r[i]) * self.look.label / LABEL_PX + RING) * k
            yield Path(
                "ring",
                circle(radius),
                self.left + x,
                self.top + float(self.frame.row_y[i]),
                stroke="red",
                width=RING_STROKE * k,
                radius=radius,
                of=i,
            )


def mark(
    part: Part,
    shape: Shape,
    hue: str,
    place: Point,
    radius: float,
    *,
    paper: float = 0.0,
    opacity: float = 1.0,
    of: int = NOBODY,
) -> Path:
    """The sign of a kind.

    Args:
        part: what it belongs to.
        shape: of `timeline.model.Shape`.
        hue: name of its colour.
        place: of its middle.
        radius: px.
        paper: px of paper about it; what is drawn by its stroke has none.
        opacity: 1 for one that passes the filters.
        of: the index of the event.
    """
    glyph, scale = GLYPHS[shape], radius / _UNIT
    drawn = bool(glyph.stroke)
    return Path(
        part,
        glyph.path,
        *place,
        scale,
        fill="" if drawn else hue,
        stroke=hue if drawn else "paper" if paper else "",
        width=glyph.stroke * scale if drawn else paper,
        opacity=opacity,
        sign=shape,
        radius=radius,
        of=of,
    )


def circle(radius: float) -> str:
    """A circle about the origin, as an SVG path."""
    r = f"{radius:.4g}"
    return f"M{r} 0A{r} {r} 0 1 1-{r} 0A{r} {r} 0 1 1 {r} 0Z"


def _inside(points: list[Point], width: float, height: float) -> Iterator[tuple[list[Point], bool]]:
    """The stretches of a line that lie in the plot, and whether each has the line's last point."""
    stretch: list[Point] = []
    before: Point | None = None
    for at, point in enumerate(points):
        if before is not None and (cut := _cut(before, point, width, height)):
            start, end = cut
            if not stretch:
                stretch.append(start)
            stretch.append(end)
            if end != point:
                yield stretch, False
                stretch = []
        elif stretch:
            yield stretch, False
            stretch = []
        before = point
        if at == len(points) - 1 and stretch:
            yield stretch, True


def _cut(a: Point, b: Point, width: float, height: float) -> tuple[Point, Point] | None:
    """The part of a straight line within the plot or None (Liang and Barsky, 1984)."""
    (ax, ay), (bx, by) = a, b
    low, high = 0.0, 1.0
    for way, room in ((ax - bx, ax), (bx - ax, width - ax), (ay - by, ay), (by - ay, height - ay)):
        if way == 0:
            if room < 0:
                return None
        elif way < 0:
            low = max(low, room / way)
        else:
            high = min(high, room / way)
    if low > high:
        return None
    start = a if low == 0 else (ax + low * (bx - ax), ay + low * (by - ay))
    end = b if high == 1 else (ax + high * (bx - ax), ay + high * (by - ay))
    return start, end
