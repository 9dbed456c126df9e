"""What the marks of one chart are drawn from: events, frame, window, colours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from timeline.drawing.frame import Frame
from timeline.drawing.theme import Theme
from timeline.model import Kind, Timeline
from timeline.placing.geometry import STRIP_HEIGHT
from timeline.placing.labels import Marks, Shown
from timeline.placing.text_widths import runs_leftwards


@dataclass(frozen=True, slots=True)
class Scene:
    """All that the marks of one figure are drawn from.

    Attributes:
        timeline, table: the events, n rows.
        frame: where rows and lanes stand.
        marks: the events as `labels.thresholds` saw them; `marks.mask` says which pass.
        shown: what of them is drawn in the window.
        faded: indices of events that are filtered out and drawn pale.
        window: bounds, ms.
        selected: index of the selected event, or None.
        theme: the colours.
        calendar: "os" tells dates by Old Style, "ns" by New.
        summaries: what each event is about, by its id.
    """

    timeline: Timeline
    table: pd.DataFrame
    frame: Frame
    marks: Marks
    shown: Shown
    faded: list[int]
    window: tuple[float, float]
    selected: int | None
    theme: Theme
    calendar: str = "ns"
    summaries: dict[str, str] = field(init=False, repr=False)
    _cells: dict[str, list[Any]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        summaries = {event.id: event.summary for event in self.timeline.events}
        object.__setattr__(self, "summaries", summaries)

    @property
    def px_per_ms(self) -> float:
        return self.frame.plot_width / (self.window[1] - self.window[0])

    def px(self, ms: float) -> float:
        """Pixels from the left edge of the plot."""
        return (ms - self.window[0]) * self.px_per_ms

    def ms(self, px: float) -> float:
        return self.window[0] + px / self.px_per_ms

    def at(self, column: str, i: int) -> Any:
        """One cell of the table."""
        if column not in self._cells:  # one by one they would take a hundred times as long
            self._cells[column] = self.table[column].tolist()
        return self._cells[column][i]

    def kind(self, i: int) -> Kind:
        kind: int = self.at("kind_order", i)
        return self.timeline.kinds[kind]

    def hue(self, i: int) -> str:
        return self.theme.hues[self.kind(i).hue]

    def arc_y(self, i: int) -> float:
        """Where an arc meets an event: its mark, or its lane's strip while it waits there."""
        lane: int = self.at("lane_order", i)
        band = self.frame.bands[lane]
        if band is not None and i in self.shown.strip:
            return band.bottom - STRIP_HEIGHT * self.frame.type_scale / 2
        return float(self.frame.row_y[i])

    def painted(self) -> Iterator[tuple[int, bool]]:
        """(index, is it pale) of each event drawn: the light first, so that the heavy lie on top.

        An event that shares its row stands before those that have it to themselves, and what is
        filtered out stands where it would without the filter.
        """
        pale = set(self.faded)
        late, rank = self.marks.late, self.marks.rank
        drawn = pale.union(self.shown.marks)
        yield from ((i, i in pale) for i in sorted(drawn, key=lambda i: (late[i], -rank[i])))

    def pitch(self) -> float:
        """Pixels from row to row."""
        for i in np.flatnonzero(~np.isnan(self.frame.row_y)).tolist():
            lane: int = self.at("lane_order", i)
            band = self.frame.bands[lane]
            if band is not None:
                down = float(self.frame.row_y[i]) - band.first
                return down / (int(self.frame.layout.row[i]) + 0.5)
        return 0.0


def silent(role: str) -> dict[str, Any]:
    """What a trace has that answers no pointer."""
    return {"meta": {"role": role}, "hoverinfo": "skip", "showlegend": False}


def escaped(words: str) -> str:
    """Text for Plotly, which reads a kind of HTML and has no escape for it but HTML's own."""
    return set_apart(escape(words, quote=False))


def set_apart(words: str) -> str:
    """Words that run from the right, apart from the chart, which runs from the left.

    So their brackets and full stops stand where they belong: by characters, which every program
    that draws the picture obeys.
    """
    return f"\u2067{words}\u2069" if runs_leftwards(words) else words
