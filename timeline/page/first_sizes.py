"""At which sizes of the first chart what is taken: layouts of rows, the room of names, the years.

The chart in the HTML (`timeline.page.first_chart`) stands at any width and height. What depends on
them by steps is found here; `timeline.page.first_rules` writes it as `@container` rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, inf, log
from typing import Any, Final

import numpy as np

from timeline.drawing.frame import (
    AXIS_HEIGHT,
    FOOT_HEIGHT,
    GUTTER_SHARE,
    LEAST_PLOT,
    NAME_PX,
    SHORT_SHARE,
    name_widths,
)
from timeline.drawing.theme import LABEL_PX
from timeline.drawing.ticks import ticks
from timeline.page import chart_heights
from timeline.page.chart_heights import NARROW
from timeline.placing.geometry import ROW_PITCH, YEAR_MS, Bools, home_range
from timeline.placing.rows import Layout
from timeline.placing.text_fit import width as line_width
from timeline.prepared import Prepared

LEAST: Final = 280  # px of a chart's width, below which none is drawn here
_MOST: Final = 4000
MANY: Final = 300  # events, beyond which fewer widths are looked at
# as in assets/chart/frame.js, by whether the chart is narrow: the type of the lanes' names and
# where they begin
_NAME_PX: Final = {True: 11.0, False: NAME_PX}
_INSET: Final = {True: 4, False: 8}
_ZOOM: Final = 80.0  # px of the zoom buttons, which lie over the axis but on a phone
_PHONE: Final = 685  # px up to which a chart may be a phone's
_STEP: Final = 4  # px from width to width at which the years are looked at
_MOST_TOLD: Final = 2600  # px, wider than which they stay as they are
# from width to width at which it is looked at again, by whether the chart is narrow
_GROWTH: Final = {False: 1.12, True: 1.05}
_COARSE: Final = 1.4  # the same, of many events
_HIGHEST: Final = 1600.0  # px of a chart, beyond which no screen goes


@dataclass(frozen=True)
class Variant:
    """A layout of rows and the sizes of the chart at which it is taken.

    Attributes:
        key: a letter.
        layout: the rows.
        narrow: is the chart a narrow one?
        steps: widths from which it is looked at again, px of the chart; the first is its own.
        end: the width below which it ends.
        height: from and below, px.
        plots: the least width of the plot from each step on, and the greatest at the end, px.
    """

    key: str
    layout: Layout
    narrow: bool
    steps: tuple[float, ...]
    end: float
    height: tuple[float, float]
    plots: tuple[float, ...]

    def query(self, step: int = 0) -> str:
        """When it is taken, from a step on, as a container query."""
        width = _between("width", (self.steps[step], self.end))
        return f"@container first {width} and {_between('height', self.height)}"


class Sizes:
    """Of one timeline.

    Attributes:
        lanes: the places of those that have an event.
        crowded: are there more events than are drawn at once?
        eras: are there eras?
        gutters: from which width the lanes' names take how many px, and which are whole titles.
        variants: the layouts that are taken.
        years: from which width which moments are told, ms, and their words where they have room.
    """

    lanes: list[int]
    crowded: bool
    eras: bool
    gutters: list[tuple[float, int, list[bool] | None]]
    variants: list[Variant]
    years: list[tuple[int, list[float], list[str]]]

    def __init__(self, prepared: Prepared, document: dict[str, Any], kept: Bools) -> None:
        """`kept` are the events that are drawn at some size."""
        self._titles = prepared.timeline.lanes
        self._bounds, self._document, self._kept = prepared.frame, document, kept
        used = set(prepared.table["lane_order"].tolist())
        self.lanes = [n for n in range(len(self._titles)) if n in used]
        self.crowded = not bool(kept.all())
        self.eras = bool(document["eras"])
        self.gutters = list(self._gutters())
        self.variants = self._variants()
        self.years = list(self._years())

    def layout(self, told: dict[str, Any]) -> Layout:
        """A layout of the document, of those events that are drawn."""
        return Layout(
            tier_width=told["tier"],
            budget=told["budget"],
            row=np.array(told["row"], dtype=np.int64)[self._kept],
            late=np.array(told["late"], dtype=bool)[self._kept],
            rows_in_lane=tuple(told["rowsInLane"]),
            late_in_lane=tuple(map(bool, told["lateInLane"])),
        )

    def plot(self, width: float) -> float:
        """Of the plot, px, in a chart of a width."""
        gutter = max(step for step in self.gutters if step[0] <= width)[1]
        return max(LEAST_PLOT, width - gutter - chart_heights.rim(width < NARROW))

    def px(self, years: float, plot: float) -> float:
        """Px that so many years take in a plot of a width."""
        home = home_range(self._bounds, plot)
        return years * plot / (home[1] - home[0])

    def strip(self, layout: Layout, lane: int, narrow: bool) -> float:
        """Px that the strip of a lane takes in a layout."""
        return chart_heights.strip(narrow) * (self.crowded or layout.late_in_lane[lane])

    def fixed(self, layout: Layout, narrow: bool) -> float:
        """Px that the lanes take besides their rows."""
        padding = chart_heights.padding(narrow)
        return sum(padding + self.strip(layout, n, narrow) for n in self.lanes)

    def _gutters(self) -> Iterator[tuple[float, int, list[bool] | None]]:
        """From which width the lanes' names take how many px, and which are whole titles.

        None for the flags where a name would have to be cut, and nothing is drawn here.
        """
        ems = [name_widths(self._titles[n]) for n in self.lanes]
        steps = {float(LEAST), float(NARROW)}
        for inset, share in ((_INSET[False], GUTTER_SHARE), (_INSET[True], SHORT_SHARE)):
            px = _NAME_PX[share == SHORT_SHARE]
            steps |= {(em * px + 2 * inset) / share for pair in ems for em in pair}
        for width in sorted(step for step in map(ceil, steps) if LEAST <= step < _MOST):
            narrow = width < NARROW
            px, inset = _NAME_PX[narrow], _INSET[narrow]
            room, most = ((s * width - 2 * inset) for s in (GUTTER_SHARE, SHORT_SHARE))
            titles = [not narrow and title * px <= room for title, _ in ems]
            taken = [
                (title if whole else short) * px
                for (title, short), whole in zip(ems, titles, strict=True)
            ]
            cut = any(
                not whole and long > (most if narrow else room)
                for long, whole in zip(taken, titles, strict=True)
            )
            yield width, ceil(max(taken) + 2 * inset), None if cut else titles

    def _variants(self) -> list[Variant]:
        found: list[Variant] = []
        tiers = self._document["tiers"]
        for narrow in (True, False):
            low, high = (LEAST, NARROW) if narrow else (NARROW, inf)
            starts = [tier[1 if narrow else 2] for tier in tiers] + [inf]
            for at, tier in enumerate(tiers):
                width = max(starts[at], low), min(starts[at + 1], high)
                if width[0] >= width[1]:
                    continue
                steps = self._steps(*width)
                gutters = [step[0] for step in self.gutters if width[0] < step[0] < width[1]]
                plots = [
                    min(self.plot(w) for w in (step, *(g for g in gutters if g > step)))
                    for step in steps
                ]
                plots.append(self.plot(min(width[1], _MOST_TOLD) - 1))
                for height, layout in self._by_height(at, tier[0], narrow, width):
                    found.append(
                        Variant(
                            _letters(len(found)),
                            layout,
                            narrow,
                            steps,
                            width[1],
                            height,
                            tuple(plots),
                        )
                    )
        return found

    def _steps(self, start: float, end: float) -> tuple[float, ...]:
        """Widths from a first to a last; of many events fewer, since each costs time."""
        growth = _COARSE if self._kept.sum() > MANY else _GROWTH[start < NARROW]
        count = max(1, round(log(min(end, _MOST_TOLD) / start) / log(growth)))
        share = (min(end, _MOST_TOLD) / start) ** (1 / count)
        return tuple(ceil(start * share**n) for n in range(count))

    def _by_height(
        self, at: int, tier: int, narrow: bool, width: tuple[float, float]
    ) -> Iterator[tuple[tuple[float, float], Layout]]:
        """The layouts of a tier by the heights that the page gives the chart."""
        told = [each for each in self._document["layouts"] if each["tier"] == tier]
        told.sort(key=chart_heights.rows_a_lane)
        layouts = [self.layout(each) for each in told]
        rim = AXIS_HEIGHT + FOOT_HEIGHT * (self.eras and not narrow)
        needs = [self._need(layout, narrow) + rim for layout in layouts]
        reached = [
            (low, min(high, _HIGHEST))
            for low, high in chart_heights.reached(
                self._document, at, narrow, phone=width[0] < _PHONE
            )
        ]
        edges = [0.0, *sorted(needs), inf]
        before: tuple[float, Layout] | None = None
        for low, high in pairwise(edges):
            if low >= high or not any(low <= b and a < high for a, b in reached):
                if before is not None:
                    yield (before[0], low), before[1]
                    before = None
                continue
            fitting = [n for n, need in enumerate(needs) if need <= low]
            chosen = layouts[fitting[-1] if fitting else needs.index(min(needs))]
            if before is not None and before[1] is not chosen:
                yield (before[0], low), before[1]
                before = None
            before = before or (low, chosen)
        if before is not None:
            yield (before[0], inf), before[1]

    def _need(self, layout: Layout, narrow: bool) -> float:
        rows = sum(layout.rows_in_lane[n] for n in self.lanes)
        return rows * ROW_PITCH + self.fixed(layout, narrow)

    def _years(self) -> Iterator[tuple[int, list[float], list[str]]]:
        """From which width which moments are told, and their words where they have room."""
        before: tuple[list[float], bool] | None = None
        for width in sorted([*range(LEAST, _MOST_TOLD, _STEP), _PHONE]):
            plot = self.plot(width)
            home = home_range(self._bounds, plot)
            start, end = home[0] * YEAR_MS, home[1] * YEAR_MS
            moments, words = ticks((start, end), plot)
            if before == (moments, width < _PHONE):
                continue
            before = moments, width < _PHONE
            left = width - plot - chart_heights.rim(width < NARROW)
            places = [left + (ms - start) * plot / (end - start) for ms in moments]
            least = 0.0 if width < _PHONE else _ZOOM
            halves = [line_width(word, "sans", LABEL_PX) / 2 for word in words]
            named = [
                word if x - half >= least and x + half <= width else ""
                for x, half, word in zip(places, halves, words, strict=True)
            ]
            yield width, moments, named


def _between(name: str, extent: tuple[float, float]) -> str:
    low, high = extent
    if high == inf:
        return f"({name}>={low:g}px)"
    return f"({low:g}px<={name}<{high:g}px)"


def _letters(n: int) -> str:
    """a to z, then aa, ab …: classes of other sorts begin with a capital."""
    first, last = divmod(n, 26)
    return (chr(96 + first) if first else "") + chr(97 + last)
