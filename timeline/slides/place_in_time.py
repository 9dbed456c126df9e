"""The strip at the foot of a step: the whole time, a tick for each event, this one ringed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pptx.slide import Slide

from timeline.drawing.theme import LABEL_PX
from timeline.drawing.ticks import ticks
from timeline.placing.labels import YEAR_MS, home_range
from timeline.placing.text_fit import cut, width
from timeline.slides.canvas import Canvas
from timeline.slides.glyphs import draw_glyph
from timeline.slides.shapes import Box, Fill, Link, Paragraph, Run, Stroke
from timeline.slides.story import Card, Story
from timeline.slides.template import TYPE, Template

HEIGHT: Final = 86.0
_NAME: Final = 25.0  # above the band
_BAND: Final = 36.0
_RADIUS: Final = 8.0
_RING: Final = 13.0


class PlaceInTime:
    """The strip of a deck: the same on every slide but for the ring."""

    def __init__(self, template: Template, story: Story, box: Box) -> None:
        self.template, self.story, self.box = template, story, box
        home = home_range(story.bounds, box.w)
        self.window = home[0] * YEAR_MS, home[1] * YEAR_MS
        self.top = box.y + _NAME
        marks = story.table["mark_ms"].tolist()
        self.place = dict(zip(story.table["id"].tolist(), map(self._x, marks), strict=True))
        self.extent = {
            name: (self._x(start), self._x(end))
            for name, start, end in zip(
                story.table["id"].tolist(),
                story.table["start_ms"].tolist(),
                story.table["end_ms"].tolist(),
                strict=True,
            )
        }

    def _x(self, ms: float) -> float:
        share = (ms - self.window[0]) / (self.window[1] - self.window[0])
        return self.box.x + min(1.0, max(0.0, share)) * self.box.w

    def draw(self, canvas: Canvas, card: Card | None, back: Slide | None = None) -> None:
        """The strip with one event ringed; a click on it leads back to the chart."""
        at, words = ticks(
            self.window, self.box.w, type_scale=TYPE / LABEL_PX, calendar=self.story.calendar
        )
        told = f"Strip of time, {words[0]} to {words[-1]}" if words else "Strip of time"
        if card:
            told += f": {card.event.title}, {card.date}, is ringed"
        with canvas.group("strip of time", told):
            link = Link(back, "Back to the chart") if back else None
            canvas.shape(
                "band", Box(self.box.x, self.top, self.box.w, _BAND), fill=Fill("bg2"), link=link
            )
            self._axis(canvas, at, words)
            self._ticks(canvas, set() if card is None else {card.event.id})
            if card and card.event.id in self.place:
                self._ringed(canvas, card)

    def _axis(self, canvas: Canvas, at: Sequence[float], words: Sequence[str]) -> None:
        free = self.box.x
        for ms, word in zip(at, words, strict=True):
            x, taken = self._x(ms), width(word, "sans", TYPE) + 4
            canvas.shape(
                f"line: {word}",
                Box(x - 0.375, self.top, 0.75, _BAND),
                fill=Fill(self.template.theme.hairline),
            )
            left = x - taken / 2
            if left >= free and left + taken <= self.box.right:
                canvas.text(
                    f"tick: {word}",
                    Box(left, self.top + _BAND + 2, taken, 22),
                    [Paragraph([Run(word, TYPE, "sans", "tx2")], "ctr")],
                    wrap=False,
                )
                free = left + taken + 8

    def _ticks(self, canvas: Canvas, without: set[str]) -> None:
        places = [x for name, x in self.place.items() if name not in without]
        if places:
            canvas.ticks("events", places, self.top + 10, _BAND - 20, 2)

    def _ringed(self, canvas: Canvas, card: Card) -> None:
        x, y = self.place[card.event.id], self.top + _BAND / 2
        kind = next(kind for kind in self.story.timeline.kinds if kind.id == card.event.kind)
        hue = self.template.hue(kind.hue)
        start, end = self.extent[card.event.id]
        if end - start > 2 * _RADIUS:
            canvas.shape("time it took", Box(start, y - 4, end - start, 8), fill=Fill(hue, 0.34))
        # paper beneath the sign, so that no tick of a neighbour is taken for a part of it
        canvas.shape(
            "ring",
            Box(x - _RING, y - _RING, 2 * _RING, 2 * _RING),
            "ellipse",
            fill=Fill("bg1"),
            stroke=Stroke("accent1", 2.25),
        )
        draw_glyph(canvas, kind.shape, (x, y), _RADIUS, hue, name=f"mark: {kind.title}")
        label = cut(card.event.label, "sans bold", TYPE, self.box.w, 1.5 * TYPE)
        taken = width(label, "sans bold", TYPE) + 2
        left = min(max(self.box.x, x - taken / 2), self.box.right - taken)
        canvas.text(
            "label",
            Box(left, self.box.y, taken, 22),
            [Paragraph([Run(label, TYPE, "sans bold", self.template.theme.red_text)], "ctr")],
            wrap=False,
        )
