"""The signs of a picture, below its chart: as many to a line as there is room for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from timeline.drawing.scene import escaped
from timeline.drawing.theme import GLYPHS, Theme
from timeline.exchange.selection import Selection
from timeline.images.words import SANS
from timeline.model import Kind
from timeline.placing.text_fit import LEADING, cut, width
from timeline.telling import kind_and_lane
from timeline.views.table import DIFFERS

_TYPE, _SIGN, _APART, _ROW, _ABOVE = 12.0, 10.0, 22.0, 19.0, 10.0  # px at type scale 1
_STAR: Final = 0.389  # ems that `DIFFERS` is wide in Arial
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


def add_legend(figure: dict[str, Any], legend: Legend, theme: Theme, k: float, room: float) -> None:
    """Draw the signs in a second pair of axes, whose unit is the pixel, below the chart's.

    Args:
        figure: plain data, changed in place; its plot area has grown by the legend's height.
        legend: what to draw.
        theme: the colours.
        k: type scale.
        room: px across.
    """
    layout = figure["layout"]
    area = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    share = legend.height / area
    layout["yaxis"]["domain"] = [share, 1]
    layout["xaxis2"] = {"range": [0, room], "visible": False, "anchor": "y2"}
    layout["yaxis2"] = {"range": [legend.height, 0], "visible": False, "anchor": "x2"}
    layout["yaxis2"]["domain"] = [0, share]
    glyphs = [GLYPHS[entry.kind.shape] if entry.kind else None for entry in legend.entries]
    own: dict[str, Any] = {"xaxis": "x2", "yaxis": "y2", "type": "scatter", "hoverinfo": "skip"}
    own |= {"showlegend": False, "cliponaxis": False, "meta": {"role": "legend"}}
    figure["data"] += [
        own
        | {
            "mode": "markers",
            "x": [entry.x for entry in legend.entries if entry.kind],
            "y": [entry.y for entry in legend.entries if entry.kind],
            "marker": {
                "symbol": [glyph.symbol for glyph in glyphs if glyph],
                "size": [_SIGN * k * glyph.factor for glyph in glyphs if glyph],
                "color": [theme.hues[e.kind.hue] for e in legend.entries if e.kind],
                "opacity": 1,
                "line": {"width": [glyph.stroke * k * 5 / 6 for glyph in glyphs if glyph]},
            },
        },
        own
        | {
            "mode": "text",
            "x": [e.x + (_INDENT - _SIGN / 2) * k for e in legend.entries]
            + [entry.x - _STAR / 2 * _TYPE * k for entry in legend.entries if not entry.kind],
            "y": [e.y for e in legend.entries] + [e.y for e in legend.entries if not e.kind],
            "text": [escaped(entry.words) for entry in legend.entries]
            + [DIFFERS for entry in legend.entries if not entry.kind],
            "textposition": "middle right",
            "textfont": {"family": SANS, "size": _TYPE * k, "color": theme.muted},
        },
    ]
