"""What the signs of a chart mean, in rows below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from timeline.model import Kind
from timeline.placing.text_fit import cut, width
from timeline.slides.canvas import Canvas
from timeline.slides.glyphs import draw_glyph
from timeline.slides.shapes import Box, Fill, Paragraph, Run
from timeline.slides.template import CHART_TYPE, Template
from timeline.telling.kind_and_lane import DIFFER
from timeline.views.table import DIFFERS

_ROW: Final = 1.36  # in sizes of the type, as are the two below
_SIGN: Final = 1.25  # room for a sign
_APART: Final = 1.6  # between entries
_SIZES: Final = (16.0, 14.0)  # while they take no more than
_FEW: Final = 2  # rows; else the least type of the slide
LARGEST: Final = _FEW * _ROW * _SIZES[0]  # points down, of one that is not in the least type
_MOST: Final = 5  # rows: of so many kinds the rest is counted, and named in the description
_LONGEST: Final = 240.0  # points for one entry
_TICK: Final = "more events, unnamed"


class Entry(NamedTuple):
    """A sign and what it means; `kind` None for a sign that is no kind's."""

    kind: Kind | None
    words: str
    width: float


@dataclass(frozen=True, slots=True)
class Legend:
    """Entries in rows, in a size of type; `words` has all that they say."""

    rows: tuple[tuple[Entry, ...], ...]
    size: float
    words: str

    @property
    def height(self) -> float:
        """Points down."""
        return len(self.rows) * _ROW * self.size


def make_legend(
    kinds: Sequence[Kind], room: float, *, star: bool, tick: bool, largest: float = _SIZES[0]
) -> Legend:
    """The legend of a chart.

    Args:
        kinds: those in sight.
        room: points across.
        star, tick: are there labels with `DIFFERS`, and events that stand in a strip?
        largest: type to take at most.
    """
    signs: list[tuple[Kind | None, str]] = [(kind, kind.title) for kind in kinds]
    signs += [(None, DIFFER)] * star + [(None, _TICK)] * tick
    words = "Signs: " + ", ".join(meaning for _, meaning in signs)
    for size in (size for size in _SIZES if size <= largest):
        rows = _rows(signs, room, size)
        if len(rows) <= _FEW:
            return Legend(rows, size, words)
    return Legend(_counted(_rows(signs, room, CHART_TYPE), room), CHART_TYPE, words)


def _counted(rows: tuple[tuple[Entry, ...], ...], room: float) -> tuple[tuple[Entry, ...], ...]:
    """As many rows as there may be; the last ends in the number of entries that are left out."""
    if len(rows) <= _MOST:
        return rows
    last, left = list(rows[_MOST - 1]), sum(map(len, rows[_MOST:]))

    def more() -> Entry:
        words = f"and {left} more"
        return Entry(None, words, _SIGN * CHART_TYPE + width(words, "sans", CHART_TYPE))

    while last and sum(e.width + _APART * CHART_TYPE for e in last) + more().width > room:
        last.pop()
        left += 1
    return (*rows[: _MOST - 1], (*last, more()))


def _rows(
    signs: Sequence[tuple[Kind | None, str]], room: float, size: float
) -> tuple[tuple[Entry, ...], ...]:
    rows: list[list[Entry]] = []
    taken = room
    for kind, meaning in signs:
        words = cut(meaning, "sans", size, _LONGEST, 1.5 * size)
        entry = Entry(kind, words, _SIGN * size + width(words, "sans", size))
        if taken + entry.width > room:
            rows.append([])
            taken = 0.0
        rows[-1].append(entry)
        taken += entry.width + _APART * size
    return tuple(map(tuple, rows))


def draw_legend(
    canvas: Canvas, template: Template, legend: Legend, corner: tuple[float, float]
) -> None:
    """Draw the rows below a corner."""
    size, row_height = legend.size, _ROW * legend.size
    if not legend.rows:
        return
    with canvas.group("legend", legend.words):
        for line, row in enumerate(legend.rows):
            x, y = corner[0], corner[1] + line * row_height
            for entry in row:
                sign = Box(x, y, 0.92 * size, row_height)
                _draw_sign(canvas, template, entry, sign, size)
                canvas.text(
                    f"meaning: {entry.words}",
                    Box(x + _SIGN * size, y, entry.width - _SIGN * size, row_height),
                    [Paragraph([Run(entry.words, size, "sans", "tx2")])],
                    wrap=False,
                    middle=True,
                )
                x += entry.width + _APART * size


def _draw_sign(canvas: Canvas, template: Template, entry: Entry, box: Box, size: float) -> None:
    x, y = box.x + box.w / 2, box.y + box.h / 2
    if entry.kind:
        hue = template.hue(entry.kind.hue)
        name = f"sign: {entry.words}"
        draw_glyph(canvas, entry.kind.shape, (x, y), 0.42 * size, hue, name=name)
    elif entry.words == DIFFER:
        star = [Paragraph([Run(DIFFERS, size, "sans")], "ctr")]
        canvas.text("sign: star", box, star, wrap=False, middle=True)
    elif entry.words == _TICK:
        canvas.shape("sign: tick", Box(x - 0.75, y - 2.5, 1.5, 5), fill=Fill("tx2"))
