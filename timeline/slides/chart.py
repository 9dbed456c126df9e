"""The chart of a story as native shapes: lanes, axis, eras, events, arcs, and what the signs mean.

The shapes are the primitives of `timeline.drawing.chart`, as pictures have them. Each event is one
group, "event: General Strike", of bar, mark and label.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal

from pptx.slide import Slide

from timeline.drawing.chart import Look, draw_chart
from timeline.drawing.primitives import Box, Line, Part, Path, Primitive, Text, moved
from timeline.drawing.scene import Scene
from timeline.slides.canvas import Canvas
from timeline.slides.chart_layout import LABEL, name_size
from timeline.slides.glyphs import draw_glyph
from timeline.slides.shapes import Align, Colour, Fill, Link, Paragraph, Run, Stroke
from timeline.slides.shapes import Box as Place
from timeline.slides.template import Template
from timeline.telling import dating
from timeline.telling.arrows import arrow
from timeline.telling.punctuation import closed

_MOST_NAMED: Final = 12  # events of a strip, in its description
_ASIDE: Final = 4.0  # points between the ring and the label of its event
_CENTRED: Final = 0.345  # ems from the base of a line to the middle of its box
_TALL: Final = 1.2  # ems of that box
_ALIGN: Final[dict[str, Align]] = {"start": "l", "middle": "ctr", "end": "r"}
_OF_EVENTS: Final[frozenset[Part]] = frozenset(
    {"spans", "whiskers", "ends", "marks", "ring", "labels", "emphasis"}
)
# what each part of an event is called in the list of a slide's shapes
_NAMES: Final[dict[Part, str]] = {
    "spans": "time it lasted",
    "whiskers": "time it may have been",
    "ends": "time not certain",
    "ring": "ring",
    "labels": "label",
    "emphasis": "label",
}


class ChartDrawing:
    """One chart on one slide, its upper left corner at a point."""

    def __init__(
        self,
        canvas: Canvas,
        template: Template,
        scene: Scene,
        corner: tuple[float, float],
        *,
        calendar: Literal["ns", "os"],
        targets: Mapping[str, Slide],
    ) -> None:
        self.canvas, self.template, self.scene = canvas, template, scene
        self.targets = targets
        size = name_size(scene.frame.type_scale)
        look = Look(LABEL, size, LABEL, ticked=True, counted=False, aside=_ASIDE)
        self.drawn = list(moved(draw_chart(scene, look), *corner))
        by_id = {event.id: event for event in scene.timeline.events}
        self.dates = [dating.named(by_id[name], calendar) for name in scene.table["id"]]

    def draw(self) -> None:
        """Everything, in the order of painting, which is that of reading."""
        self._lanes()
        self._eras()
        self._axis()
        self._strips()
        marks = set(self.scene.shown.marks)
        for i in range(len(self.scene.table)):
            if i in marks:
                self._event(i)
        self._arcs()

    def _of(self, *parts: Part, of: int | None = None) -> list[Primitive]:
        """The primitives of some parts: of an event, lane or era, or all."""
        return [each for each in self.drawn if each.part in parts and (of is None or each.of == of)]

    def _colour(self, name: str) -> Colour:
        """A colour of the deck's theme where it has one, so that the slide takes on another."""
        return self.template.token(name)

    def _put(self, name: str, drawn: Iterable[Primitive], link: Link | None = None) -> None:
        for each in drawn:
            match each:
                case Box():
                    place = Place(each.x, each.y, each.width, each.height)
                    fill = Fill(self._colour(each.fill), each.opacity, hatched=bool(each.hatch))
                    self.canvas.shape(name, place, fill=fill)
                case Text():
                    self._text(name, each, link)
                case Path(sign=None):
                    r = each.radius
                    place = Place(each.x - r, each.y - r, 2 * r, 2 * r)
                    stroke = Stroke(self._colour(each.stroke), each.width)
                    self.canvas.shape(name, place, "ellipse", stroke=stroke)

    def _text(self, name: str, text: Text, link: Link | None) -> None:
        size, room = text.size, text.room
        left = {"start": 0.0, "middle": room / 2, "end": room}[text.anchor]
        box = Place(text.x - left, text.y - (_CENTRED + _TALL / 2) * size, room, _TALL * size)
        run = Run(text.words, size, "sans bold" if text.bold else "sans", self._colour(text.colour))
        self.canvas.text(
            name,
            box,
            [Paragraph([run], _ALIGN[text.anchor])],
            wrap=False,
            link=link,
            middle=True,
        )

    def _lanes(self) -> None:
        lanes = self.scene.timeline.lanes
        shown = [(n, lane) for n, lane in enumerate(lanes) if self.scene.frame.bands[n] is not None]
        words = "Lanes, from the top: " + ", ".join(lane.title for _, lane in shown)
        with self.canvas.group("lanes", words):
            for n, lane in shown:
                self._put(f"band: {lane.title}", self._of("bands", of=n))
                self._put(f"lane: {lane.title}", self._of("lanes", of=n))

    def _eras(self) -> None:
        for n, era in enumerate(self.scene.timeline.eras):
            if tints := self._of("eras", of=n):
                with self.canvas.group(f"era: {era.title}", f"{era.title}, {era.date.words()}"):
                    self._put("time of the era", tints)
                    self._put("name of the era", self._of("era-names", of=n))

    def _axis(self) -> None:
        words = [each for each in self._of("years") if isinstance(each, Text)]
        told = f"Axis: {', '.join(each.words for each in words)}"
        with self.canvas.group("axis", told):
            for line in self._of("grid"):
                assert isinstance(line, Line)
                (x, top), (_, foot) = line.points
                hairline = Fill(self.template.theme.hairline)
                self.canvas.shape("line", Place(x - 0.375, top, 0.75, foot - top), fill=hairline)
            for each in words:
                self._put(f"tick: {each.words}", [each])

    def _strips(self) -> None:
        """Events that have no row: a tick each in the foot of their lane."""
        ticks = {each.of: each for each in self._of("strips") if isinstance(each, Box)}
        for lane, band in enumerate(self.scene.frame.bands):
            waiting = [i for i in ticks if self._cell("lane_order", i) == lane]
            if band is None or not waiting:
                continue
            told = "; ".join(
                f"{self._cell('title', i)}, {self.dates[i]}" for i in sorted(waiting)[:_MOST_NAMED]
            )
            more = f"; and {len(waiting) - _MOST_NAMED} more" if len(waiting) > _MOST_NAMED else ""
            title = self.scene.timeline.lanes[lane].title
            first = ticks[waiting[0]]
            self.canvas.ticks(
                f"more events: {title}",
                [ticks[i].x + first.width / 2 for i in waiting],
                first.y,
                first.height,
                first.width,
                description=f"{title}, without a name on this slide: {told}{more}",
            )

    def _event(self, i: int) -> None:
        kind = self.scene.kind(i)
        title, words = self._cell("title", i), self.dates[i]
        lane = self.scene.timeline.lanes[self._cell("lane_order", i)].title
        target = self.targets.get(self._cell("id", i))
        link = Link(target, f"{title}, {words}") if target else None
        told = closed(f"{title}, {words}. {lane}; {kind.title}")
        with self.canvas.group(f"event: {title}", told):
            for each in self._of(*_OF_EVENTS, of=i):
                if isinstance(each, Path) and each.sign:
                    place, hue = (each.x, each.y), self.template.hue(kind.hue)
                    name = f"mark: {kind.title}"
                    draw_glyph(
                        self.canvas, each.sign, place, each.radius, hue, name=name, link=link
                    )
                else:
                    self._put(_NAMES[each.part], [each], link)

    def _arcs(self) -> None:
        """Links of the ringed event, with an arrow; dashed where they are contested."""
        events = {event.id: event for event in self.scene.timeline.events}
        for each in self._of("arcs"):
            assert isinstance(each, Line)
            link = self.scene.timeline.links[each.of]
            xs, ys = [x for x, _ in each.points], [y for _, y in each.points]
            words = arrow(events, link)
            self.canvas.drawing(
                f"arc: {words}",
                Place(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)),
                [each.points],
                stroke=Stroke(
                    self._colour(each.stroke), 1.25, dashed=bool(each.dash), arrow=bool(each.head)
                ),
                description=" ".join(filter(None, (closed(f"Claimed: {words}"), link.warning))),
            )

    def _cell(self, column: str, i: int) -> Any:
        return self.scene.at(column, i)
