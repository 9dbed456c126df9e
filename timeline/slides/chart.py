"""The chart of a story as native shapes: lanes, axis, eras, events, arcs, and what the signs mean.

Each event is one group, "event: General Strike", of bar, mark and label.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

from pptx.slide import Slide

from timeline.drawing.frame import Band
from timeline.drawing.plotly.traces import (
    BAR_OPACITY,
    BAR_SHARE,
    SOFT_OPACITY,
    WHISKER,
    WHISKER_OPACITY,
    Scene,
    arcs,
)
from timeline.drawing.theme import LABEL_PX
from timeline.drawing.ticks import ticks
from timeline.model import Kind
from timeline.placing.labels import LABEL_HEIGHT
from timeline.placing.labels import Box as LabelBox
from timeline.placing.text_fit import Face, width
from timeline.slides.canvas import Canvas
from timeline.slides.chart_layout import LABEL, name_size
from timeline.slides.glyphs import draw_glyph
from timeline.slides.shapes import Align, Box, Fill, Link, Paragraph, Run, Stroke
from timeline.slides.template import Template
from timeline.telling import dating
from timeline.telling.arrows import arrow
from timeline.telling.punctuation import closed
from timeline.views.table import DAY_MS

_MOST_NAMED: Final = 12  # events of a strip, in its description


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
        self.frame = scene.frame
        self.k = scene.frame.type_scale
        self.left = corner[0] + scene.frame.gutter
        self.top = corner[1] + scene.frame.top
        self.corner = corner
        self.calendar = calendar
        self.targets = targets
        by_id = {event.id: event for event in scene.timeline.events}
        self.dates = [dating.named(by_id[name], calendar) for name in scene.table["id"]]

    def draw(self) -> None:
        """Everything, in the order of painting, which is that of reading."""
        self._lanes()
        self._eras()
        self._axis()
        self._strips()
        marks = set(self.scene.shown.marks)
        labels = {box.event: box for box in self.scene.shown.labels}
        for i in range(len(self.scene.table)):
            if i in marks:
                self._event(i, labels.get(i))
        self._arcs()

    def _lanes(self) -> None:
        lanes = self.scene.timeline.lanes
        shown = [(lane, band) for lane, band in zip(lanes, self.frame.bands, strict=True) if band]
        words = "Lanes, from the top: " + ", ".join(lane.title for lane, _ in shown)
        with self.canvas.group("lanes", words):
            for at, (lane, band) in enumerate(shown):
                y, h = self.top + band.top, band.bottom - band.top
                if at % 2 == 0:
                    self.canvas.shape(
                        f"band: {lane.title}",
                        Box(self.corner[0], y, self.frame.width, h),
                        fill=Fill("bg2"),
                    )
                self._lane_name(lane.title, band)

    def _lane_name(self, title: str, band: Band) -> None:
        size, inset = name_size(self.k), self.frame.inset
        y = self.top + (band.top + band.bottom) / 2 - 0.6 * size
        self.canvas.text(
            f"lane: {title}",
            Box(self.corner[0] + inset, y, self.frame.gutter - inset, 1.2 * size),
            [Paragraph([Run(band.name, size, "sans bold", "tx2")])],
            wrap=False,
            middle=True,
        )

    def _eras(self) -> None:
        height, free = self.frame.plot_height, 0.0
        for at, era in enumerate(self.scene.timeline.eras):
            first, last = era.date.bounds
            if first is None or last is None:
                continue
            x0 = max(0.0, self.scene.px(first * DAY_MS))
            x1 = min(self.frame.plot_width, self.scene.px((last + 1) * DAY_MS))
            if x1 <= x0:
                continue
            with self.canvas.group(f"era: {era.title}", f"{era.title}, {era.date.words()}"):
                self.canvas.shape(
                    "time of the era",
                    Box(self.left + x0, self.top, x1 - x0, height),
                    fill=Fill("tx1", 0.018 if at % 2 else 0.038),
                )
                taken = width(era.title, "sans", LABEL) + 4
                if x0 + 4 >= free and taken + 4 <= x1 - x0:
                    free = x0 + taken + 8
                    self.canvas.text(
                        "name of the era",
                        Box(self.left + x0 + 4, self.top + height - 16, taken, 15),
                        [Paragraph([Run(era.title, LABEL, "sans", "tx2")])],
                        wrap=False,
                    )

    def _axis(self) -> None:
        at, words = ticks(
            self.scene.window, self.frame.plot_width, type_scale=self.k, calendar=self.calendar
        )
        size = LABEL * self.k
        foot = self.top + max(band.bottom for band in self.frame.shown)
        named = [
            (self.left + self.scene.px(ms), word, width(word, "sans", size) + 2)
            for ms, word in zip(at, words, strict=True)
        ]
        free, edge = self.corner[0], self.corner[0] + self.frame.width
        with self.canvas.group("axis", f"Axis: {', '.join(words)}"):
            for x, word, _ in named:
                self.canvas.shape(
                    f"line: {word}",
                    Box(x - 0.375, self.top, 0.75, foot - self.top),
                    fill=Fill(self.template.theme.hairline),
                )
            for x, word, taken in named:
                if x - taken / 2 >= free and x + taken / 2 <= edge:
                    free = x + taken / 2 + 2
                    self.canvas.text(
                        f"tick: {word}",
                        Box(x - taken / 2, self.top - 1.6 * size, taken, 1.35 * size),
                        [Paragraph([Run(word, size, "sans", "tx2")], "ctr")],
                        wrap=False,
                    )

    def _strips(self) -> None:
        """Events that have no row: a tick each in the foot of their lane."""
        for lane, band in enumerate(self.frame.bands):
            waiting = [i for i in self.scene.shown.strip if self._cell("lane_order", i) == lane]
            if band is None or not waiting:
                continue
            spots = [self.scene.px(self._cell("mark_ms", i)) for i in waiting]
            tall = 4.5 * self.k
            y = self.top + band.bottom - 1.5 - tall
            told = "; ".join(
                f"{self._cell('title', i)}, {self.dates[i]}" for i in sorted(waiting)[:_MOST_NAMED]
            )
            more = f"; and {len(waiting) - _MOST_NAMED} more" if len(waiting) > _MOST_NAMED else ""
            title = self.scene.timeline.lanes[lane].title
            self.canvas.ticks(
                f"more events: {title}",
                [self.left + spot for spot in spots],
                y,
                tall,
                1.5,
                description=f"{title}, without a name on this slide: {told}{more}",
            )

    def _event(self, i: int, label: LabelBox | None) -> None:
        kind = self.scene.kind(i)
        title, words = self._cell("title", i), self.dates[i]
        lane = self.scene.timeline.lanes[self._cell("lane_order", i)].title
        target = self.targets.get(self._cell("id", i))
        link = Link(target, f"{title}, {words}") if target else None
        ringed = i == self.scene.selected
        y = self.top + float(self.frame.row_y[i])
        x = self.scene.px(self._cell("mark_ms", i))
        with self.canvas.group(
            f"event: {title}", closed(f"{title}, {words}. {lane}; {kind.title}")
        ):
            self._bars(i, y, kind)
            if 0 <= x <= self.frame.plot_width:
                radius = float(self.scene.marks.r[i]) * self.k * LABEL / LABEL_PX
                middle = (self.left + x, y)
                draw_glyph(
                    self.canvas, kind.shape, middle, radius, self.template.hue(kind.hue),
                    name=f"mark: {kind.title}", link=link,
                )  # fmt: skip
                if ringed:
                    r = radius + 4.5 * self.k
                    self.canvas.shape(
                        "ring",
                        Box(middle[0] - r, y - r, 2 * r, 2 * r),
                        "ellipse",
                        stroke=Stroke("accent1", 2 * self.k),
                    )
            if label:
                self._label(i, label, y, link, ringed)

    def _bars(self, i: int, y: float, kind: Kind) -> None:
        """A span's certain part solid, its uncertain ends hatched; a vague moment's whisker."""
        k, hue = self.k, self.template.hue(kind.hue)
        extent = self._cell("start_ms", i), self._cell("end_ms", i)
        if not self._cell("is_span", i):
            if self._cell("imprecise", i):
                pale = Fill(hue, WHISKER_OPACITY)
                self._bar("time it may have been", extent, y, WHISKER * k, pale)
            return
        tall = LABEL_HEIGHT * BAR_SHARE * k
        sure = self._cell("sure_start_ms", i), self._cell("sure_end_ms", i)
        certain = sure[1] > sure[0]  # false for NaN
        if certain:
            self._bar("time it lasted", sure, y, tall, Fill(hue, BAR_OPACITY))
        for part in ((extent[0], sure[0]), (sure[1], extent[1])) if certain else (extent,):
            self._bar("time not certain", part, y, tall, Fill(hue, SOFT_OPACITY, hatched=True))

    def _bar(self, name: str, span: tuple[float, float], y: float, tall: float, fill: Fill) -> None:
        x0 = max(0.0, self.scene.px(span[0]))
        x1 = min(self.frame.plot_width, self.scene.px(span[1]))
        if x1 - x0 > 0.3:
            self.canvas.shape(name, Box(self.left + x0, y - tall / 2, x1 - x0, tall), fill=fill)

    def _label(self, i: int, box: LabelBox, y: float, link: Link | None, ringed: bool) -> None:
        size = LABEL * self.k
        weight = self._cell("weight", i)
        colour = self.template.theme.red_text if ringed else "tx2" if weight == "context" else "tx1"
        face: Face = "sans bold" if ringed or weight == "core" else "sans"
        text = self._cell("label", i)
        # The room that the page's rules leave is wider than the words: they keep to their mark.
        side: Align = "r" if box.right < self.scene.px(self._cell("mark_ms", i)) else "l"
        aside = (4 * self.k if side == "l" else -4 * self.k) if ringed else 0.0
        self.canvas.text(
            "label",
            Box(self.left + box.left + aside, y - 0.6 * size, box.right - box.left, 1.2 * size),
            [Paragraph([Run(text, size, face, colour)], side)],
            wrap=False,
            link=link,
            middle=True,
        )

    def _arcs(self) -> None:
        """Links of the ringed event, with an arrow; dashed where they are contested."""
        events = {event.id: event for event in self.scene.timeline.events}
        for link, points in arcs(self.scene):
            placed = [(self.left + x, self.top + y) for x, y in points]
            xs, ys = [x for x, _ in placed], [y for _, y in placed]
            box = Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
            contested = bool(link.contested_by)
            words = arrow(events, link)
            self.canvas.drawing(
                f"arc: {words}",
                box,
                [placed],
                stroke=Stroke("accent1", 1.25, dashed=contested, arrow=True),
                description=" ".join(filter(None, (closed(f"Claimed: {words}"), link.warning))),
            )

    def _cell(self, column: str, i: int) -> Any:
        return self.scene.at(column, i)
