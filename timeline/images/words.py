"""The words about a picture's chart: above it title and sentence, below it sources and address.

Type is Georgia and Arial, which PowerPoint has everywhere. It is measured generously
(`timeline.placing.text_fit`), since another machine may set it in other faces.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from timeline.addresses import Reading
from timeline.drawing.primitives import Text
from timeline.exchange.selection import Selection
from timeline.model import Source
from timeline.placing.text_fit import LEADING as FIT_LEADING
from timeline.placing.text_fit import Face, cut, wrap
from timeline.prepared import Seen
from timeline.telling import licence, speaking
from timeline.views.view import View

LEADING: Final = 1.32  # from line to line, in sizes of the type
_CENTRED: Final = 0.33  # ems from the middle of a line to its base
_CAPTION_PX, _CREDIT_PX = 14.0, 11.0  # at type scale 1


@dataclass(frozen=True, slots=True)
class Words:
    """Lines in one type.

    Attributes:
        lines: each as long as there is room, some part of the last cut off where it had to be.
        size: px.
        face: one of `timeline.placing.text_fit`.
        colour: the name of a token.
    """

    lines: list[str]
    size: float
    face: Face
    colour: str

    @property
    def height(self) -> float:
        """Of all lines, px."""
        return len(self.lines) * self.size * LEADING


def printable(text: str) -> str:
    """On one line and without control characters: a search may hold any sign, XML not every one."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def words_above(s: Selection, width: float, k: float) -> list[Words]:
    """Title and sentence, in `width` px; `k` is the type scale."""
    size = k * min(28.0, max(17.0, width / k**0.5 / 52))
    title = _set(s.whole.title, size, "serif bold", "ink", width, 2)
    return [title, _set(s.sentence, _CAPTION_PX * k, "sans", "muted", width, 2)]


def words_below(s: Selection, chart: Seen, width: float, k: float) -> list[Words]:
    """Licence, sources and address, where there are any; `chart` is what is drawn."""
    size = _CREDIT_PX * k
    names = [one.label for one in credited(s, chart)]
    below = []
    sources = f"Sources: {'; '.join(names)}" if names else ""
    if credit := " · ".join(filter(None, (licence.short(s.timeline), sources))):
        below.append(_set(credit, size, "sans", "secondary", width, 3))
    if s.reading.address:
        below.append(_set(_address(s, size, width), size, "sans", "secondary", width, 2))
    return below


def credited(s: Selection, chart: Seen) -> tuple[Source, ...]:
    """The sources of what the chart shows: its events, and the arrows of the selected one.

    The selected event is drawn whatever the filters; an arrow between two lanes only with both.
    """
    t, selected = chart.prepared.timeline, chart.view.event
    lane_of = {event.id: event.lane for event in t.events}
    shown = {id_ for id_, lane in lane_of.items() if lane in (chart.view.lane or {lane})}
    marks = {event.id for event in s.events} | ({selected} & shown)
    return speaking.on_chart(t, marks, selected, shown)


def placed(words: Sequence[Words], left: float, top: float) -> Iterator[Text]:
    """The lines as primitives, one below another from a corner, px."""
    for one in words:
        for line in one.lines:
            top += one.size * LEADING
            yield Text(
                "words",
                line,
                left,
                top - (LEADING / 2 - _CENTRED) * one.size,
                one.size,
                one.colour,
                bold=one.face.endswith("bold"),
                serif=one.face.startswith("serif"),
            )


def _address(s: Selection, size: float, width: float) -> str:
    """Of the view as a reader opens it; of the page alone where that is too long to be typed."""
    usual = View()
    seen = replace(s.view, mode=usual.mode, view=usual.view, theme=usual.theme, sheet=usual.sheet)
    whole = Reading(s.reading.address, seen.query()).view()
    return whole if len(wrap(whole, "sans", size, width)) <= 2 else s.reading.address


def _set(text: str, size: float, face: Face, colour: str, width: float, most: int) -> Words:
    short = cut(printable(text), face, size, width, (most + 0.01) * FIT_LEADING[face] * size)
    return Words(wrap(short, face, size, width), size, face, colour)
