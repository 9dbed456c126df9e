"""The signs of a picture, below its chart: as many to a line as there is room for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from timeline.drawing.chart import mark
from timeline.drawing.primitives import Primitive, Text
from timeline.exchange.selection import Selection
from timeline.model import Kind
from timeline.placing.text_fit import LEADING, cut, width
from timeline.telling import kind_and_lane
from timeline.views.table import DIFFERS

_TYPE, _SIGN, _APART, _ROW, _ABOVE = 12.0, 10.0, 22.0, 19.0, 10.0  # px at type scale 1
_CENTRED: Final = 0.33  # ems from the middle of a line to its base
_INDENT: Final = 18.0  # from the left of a sign to its words


@dataclass(frozen=True, slots=True)
class _Entry:
    """A sign and what it means; `x` and `y` of the middle of the sign, px."""

    kind: Kind | None
    words: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Legend:
    """What stands where, px from the upper left corner, and how much height it takes."""

    entries: tuple[_Entry, ...]
    height: float


def build_legend(s: Selection, shown: str, room: float, k: float, inset: float) -> Legend:
    """Place the signs of the events.

    Args:
        s: the events.
        shown: id of an event that is drawn whatever the filters; "" for none.
        room: px across.
        k: type scale.
        inset: px to keep free at the left, the right and below.
    """
    drawn = [event for event in s.whole.events if event.id == shown] + list(s.events)
    used = {event.kind for event in drawn}
    ids = {event.id for event in drawn}
    signs: list[tuple[Kind | None, str]] = [
        (kind, kind.title) for kind in kind_and_lane.legend(s.whole) if kind.id in used
    ]
    if any(item.event in ids for item in s.whole.disagreements):
        signs.append((None, kind_and_lane.DIFFER))
    entries: list[_Entry] = []
    x, row = inset, 0
    most = room - 2 * inset - _INDENT * k
    for kind, title in signs:
        words = cut(title, "sans", _TYPE * k, most, LEADING["sans"] * _TYPE * k)
        wide = _INDENT * k + width(words, "sans", _TYPE * k)
        if x > inset and x + wide > room - inset:
            x, row = inset, row + 1
        entries.append(_Entry(kind, words, x + _SIGN * k / 2, (_ABOVE + (row + 0.5) * _ROW) * k))
        x += wide + _APART * k
    return Legend(tuple(entries), (_ABOVE + (row + 1) * _ROW) * k + inset if signs else 0.0)


def draw_legend(legend: Legend, left: float, top: float, k: float) -> Iterator[Primitive]:
    """The signs and their words, from a corner, px; `k` is the type scale."""
    size = _TYPE * k
    for entry in legend.entries:
        x, y = left + entry.x, top + entry.y
        base = y + _CENTRED * size
        if entry.kind:
            hue = f"hue-{entry.kind.hue}"
            yield mark("legend", entry.kind.shape, hue, (x, y), _SIGN / 2 * k)
        else:
            yield Text("legend", DIFFERS, x, base, size, "muted", "middle")
        words = x + (_INDENT - _SIGN / 2) * k
        yield Text("legend", entry.words, words, base, size, "muted")
