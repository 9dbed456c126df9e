"""The chart of the whole timeline as SVG within the HTML: it stands before any script runs.

Places along the axis are shares of the plot's width, and places down it are sums of pixels and
rows, whose height a style sheet reckons from the room at hand; so the marks and names stand where
the engine's chart will draw them, at any width and height. What depends on either by steps (which
layout of rows, which names have room, how fine the years are) is a `@container` rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import cycle, pairwise
from math import ceil, inf, log
from typing import Any, Final, NamedTuple

import numpy as np
from markupsafe import Markup

from timeline.drawing import bars, eras
from timeline.drawing.bars import Bar
from timeline.drawing.frame import (
    AXIS_HEIGHT,
    FOOT_HEIGHT,
    GUTTER_SHARE,
    LEAST_PLOT,
    NAME_PX,
    SHORT_SHARE,
    STRETCH,
    frame_chart,
    name_widths,
)
from timeline.drawing.in_sight import show
from timeline.drawing.measures import (
    BAR_OPACITY,
    BAR_SHARE,
    ERA_PX,
    ERA_TINTS,
    LOWER,
    SOFT_OPACITY,
    WHISKER,
    WHISKER_OPACITY,
)
from timeline.drawing.scene import Scene, set_apart
from timeline.drawing.theme import GLYPHS, LABEL_PX, THEMES
from timeline.drawing.ticks import ticks
from timeline.page import chart_heights
from timeline.page.chart_heights import NARROW
from timeline.placing.geometry import (
    FIRST,
    LABEL_HEIGHT,
    LAST,
    MAX_MARKS,
    PAD,
    RADIUS,
    ROW_PITCH,
    YEAR_MS,
    Bools,
    Floats,
    home_range,
    years_of,
)
from timeline.placing.labels import SIDES, Box, Shown, to_marks
from timeline.placing.rows import Layout
from timeline.placing.text_fit import width as line_width
from timeline.placing.text_widths import MARGIN, text_widths
from timeline.prepared import Prepared

LEAST: Final = 280  # px of a chart's width, below which none is drawn here
MOST: Final = 4000
# as in assets/chart/frame.js, by whether the chart is narrow: the pitch of rows at least, and the
# type of the lanes' names and where they begin
_LEAST_PITCH: Final = {True: 1.3 * LABEL_HEIGHT, False: ROW_PITCH}
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
_CROWD: Final = 0.004  # of the plot's width: a step of the strip
_FINE: Final = 10_000  # parts of the plot's width, to which places in a strip are rounded
_WIDER: Final = 1.08  # times the room that a name needs: other machines' letters are wider
_MANY: Final = 300  # events
_COUNT: Final = 7.5  # px that a name makes way for the count below it
_LEFT, _INSIDE = (SIDES.index(side) for side in ("left", "inside"))


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


class _Place(NamedTuple):
    """Where a name stands: at which side of its mark, and does it keep off the end of its bar?"""

    side: int
    at_bar: bool


def first_chart(prepared: Prepared, document: dict[str, Any]) -> tuple[Markup, str]:
    """The chart, and the style sheet that puts it together; both empty where none can be drawn.

    Args:
        prepared: the timeline.
        document: its document; the layouts and tiers in it are what the engine draws.
    """
    if not len(prepared.table):
        return Markup(""), ""
    drawing = _Drawing(prepared, document)
    if drawing.clamped or not drawing.variants:
        return Markup(""), ""
    return drawing.html(), drawing.css()


class _Drawing:
    def __init__(self, prepared: Prepared, document: dict[str, Any]) -> None:
        self.timeline, whole = prepared.timeline, prepared.table
        # of more events the heaviest are drawn, as in the engine; the others stand in the strips
        self.crowded = len(whole) > MAX_MARKS
        self.kept: Bools = (whole["rank"] < MAX_MARKS).to_numpy()
        self.table = whole[self.kept].reset_index(drop=True)
        self.rest = whole[~self.kept]
        self.bounds, self.document = prepared.frame, document
        self.title = f"{prepared.timeline.title}: {prepared.see().sentence}"
        self.low, self.high = years_of(prepared.frame)
        home = home_range(prepared.frame, LEAST)
        self.clamped = home[0] <= FIRST or home[1] >= LAST
        used = set(whole["lane_order"].tolist())
        self.lanes = [n for n in range(len(self.timeline.lanes)) if n in used]
        self.scene = self._scene()
        self.eras = bool(document["eras"])
        self.weights: list[str] = self.table["weight"].tolist()
        self.kinds: list[int] = self.table["kind_order"].tolist()
        self.names: list[str] = self.table["label"].tolist()
        self.starts, self.marks, self.ends = (
            self.table[column].to_numpy(dtype=np.float64).tolist()
            for column in ("start_ms", "mark_ms", "end_ms")
        )
        self.radius = [RADIUS[weight] for weight in self.weights]
        generous = text_widths(self.names, [weight == "core" for weight in self.weights])
        self.widths = (generous * _WIDER, generous / MARGIN)
        self.gutters = list(self._gutters())
        self.variants = self._variants()
        # what does not change from layout to layout is made once
        self.lane_of = self.table["lane_order"].to_numpy(dtype=np.int64)
        self.base = to_marks(self.table, _layout(document["layouts"][0], self.kept))
        self.years = list(self._years())
        self.last = {variant.key: len(variant.steps) for variant in self.variants}
        # of each event: from which step of a variant its mark is drawn, and when and where its name
        self.drawn: list[dict[str, int]] = [{} for _ in self.names]
        self.labels: list[dict[_Place, dict[str, range]]] = [{} for _ in self.names]
        for variant in self.variants:
            self._look(variant)

    def _scene(self) -> Scene:
        """All events drawn at some size: what their bars are taken from."""
        t = self.timeline
        frame = frame_chart(self.table, t.lanes, self.bounds, width=1280.0)
        marks = to_marks(self.table, frame.layout)
        window = frame.home[0] * YEAR_MS, frame.home[1] * YEAR_MS
        shown = Shown(list(range(len(self.table))), [], [])
        return Scene(t, self.table, frame, marks, shown, [], window, None, THEMES["light"])

    # ------------------------------------------------------------------ sizes

    def _gutters(self) -> Iterator[tuple[float, int, list[bool] | None]]:
        """From which width the lanes' names take how many px, and which are whole titles.

        None for the flags where a name would have to be cut, and nothing is drawn here.
        """
        ems = [name_widths(self.timeline.lanes[n]) for n in self.lanes]
        steps = {float(LEAST), float(NARROW)}
        for inset, share in ((_INSET[False], GUTTER_SHARE), (_INSET[True], SHORT_SHARE)):
            px = _NAME_PX[share == SHORT_SHARE]
            steps |= {(em * px + 2 * inset) / share for pair in ems for em in pair}
        for width in sorted(step for step in map(ceil, steps) if LEAST <= step < MOST):
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

    def _plot(self, width: float) -> float:
        """Of the plot, px, in a chart of a width."""
        gutter = max(step for step in self.gutters if step[0] <= width)[1]
        return max(LEAST_PLOT, width - gutter - chart_heights.rim(width < NARROW))

    def _variants(self) -> list[Variant]:
        found: list[Variant] = []
        tiers = self.document["tiers"]
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
                    min(self._plot(w) for w in (step, *(g for g in gutters if g > step)))
                    for step in steps
                ]
                plots.append(self._plot(min(width[1], _MOST_TOLD) - 1))
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
        growth = _COARSE if len(self.table) > _MANY else _GROWTH[start < NARROW]
        count = max(1, round(log(min(end, _MOST_TOLD) / start) / log(growth)))
        share = (min(end, _MOST_TOLD) / start) ** (1 / count)
        return tuple(ceil(start * share**n) for n in range(count))

    def _by_height(
        self, at: int, tier: int, narrow: bool, width: tuple[float, float]
    ) -> Iterator[tuple[tuple[float, float], Layout]]:
        """The layouts of a tier by the heights that the page gives the chart."""
        told = [each for each in self.document["layouts"] if each["tier"] == tier]
        told.sort(key=chart_heights.rows_a_lane)
        layouts = [_layout(each, self.kept) for each in told]
        rim = AXIS_HEIGHT + FOOT_HEIGHT * (self.eras and not narrow)
        needs = [self._need(layout, narrow) + rim for layout in layouts]
        reached = [
            (low, min(high, _HIGHEST))
            for low, high in chart_heights.reached(
                self.document, at, narrow, phone=width[0] < _PHONE
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
        return rows * ROW_PITCH + self._fixed(layout, narrow)

    def _strip(self, layout: Layout, lane: int, narrow: bool) -> float:
        return chart_heights.strip(narrow) * (self.crowded or layout.late_in_lane[lane])

    def _fixed(self, layout: Layout, narrow: bool) -> float:
        """Px that the lanes take besides their rows."""
        padding = chart_heights.padding(narrow)
        return sum(padding + self._strip(layout, n, narrow) for n in self.lanes)

    # ------------------------------------------------------------------ what stands where

    def _look(self, variant: Variant) -> None:
        """Note from which step on a variant draws each event, and its name.

        A name is shown where the plots of this step and of the next have it at one side, and
        letters a little narrower too: so it stands where the engine will put it.
        """
        looks = [self._shown(variant.layout, plot, self.widths[0]) for plot in variant.plots]
        narrower = looks
        if len(self.names) <= _MANY:
            narrower = [self._shown(variant.layout, plot, self.widths[1]) for plot in variant.plots]
        places = [
            [{box.event: box.side for box in labels} for _, labels in each]
            for each in (looks, narrower)
        ]
        for i in range(len(self.names)):
            # a late one gives way to names, whose width is the browser's to say: it waits
            late = bool(variant.layout.late[i])
            drawn = [not late and i in marks for marks, _ in looks]
            if (first := _last_run(drawn)) is not None:
                self.drawn[i][variant.key] = first
            found = [
                self._place(
                    i, variant, step, {of[at].get(i) for of in places for at in (step, step + 1)}
                )
                for step in range(len(variant.steps))
            ]
            for place, run in _runs(found):
                self.labels[i].setdefault(place, {})[variant.key] = run

    def _place(self, i: int, variant: Variant, step: int, sides: set[int | None]) -> _Place | None:
        """Where the name of an event stands from a step to the next; None where that changes."""
        if len(sides) != 1 or None in sides:
            return None
        (side,) = sides
        assert side is not None
        if side == _INSIDE:
            return _Place(side, False)
        end = (self.starts if side == _LEFT else self.ends)[i]
        years = abs(end - self.marks[i]) / YEAR_MS
        low, high = (self._px(years, plot) for plot in variant.plots[step : step + 2])
        if low >= self.radius[i]:
            return _Place(side, True)
        return _Place(side, False) if high <= self.radius[i] else None

    def _shown(self, layout: Layout, plot: float, widths: Floats) -> tuple[set[int], list[Box]]:
        home = home_range(self.bounds, plot)
        rows = layout.chart_rows(self.lane_of)
        marks = replace(self.base, w=widths, row=rows, late=layout.late)
        span = home[0] * YEAR_MS, home[1] * YEAR_MS
        shown = show(marks, _Plot(plot, home), span, None)
        return set(shown.marks), shown.labels

    def _px(self, years: float, plot: float) -> float:
        home = home_range(self.bounds, plot)
        return years * plot / (home[1] - home[0])

    # ------------------------------------------------------------------ HTML

    def html(self) -> Markup:
        """The drawing."""
        parts = [
            f'<div id="first-chart" role="img" aria-label="{escape(self.title)}">'
            '<div class="first-box"><div class="first-in">',
            *(f'<i class="L{n}{" band" * (at % 2 == 0)}"></i>' for at, n in enumerate(self.lanes)),
            f"<svg class='first-names'>{''.join(self._names())}</svg>",
            f"<svg class='first-axis'>{''.join(self._axis())}</svg>",
            "<div class='first-clip'>",
            f"<svg class='first-plot'>{''.join(self._plotted())}</svg>",
            "</div></div></div></div>",
        ]
        return Markup("".join(parts))

    def _names(self) -> Iterator[str]:
        for n in self.lanes:
            lane = self.timeline.lanes[n]
            for name, sort in ((lane.title, "T"), (lane.short, "S")):
                yield f'<text class="L{n} {sort}{n}">{_words(name)}</text>'

    def _axis(self) -> Iterator[str]:
        for step, (_, moments, words) in enumerate(self.years):
            yield f'<g class="Y{step}">'
            for ms, word in zip(moments, words, strict=True):
                x = self._share(ms)
                yield f'<line x1="{x}" x2="{x}" y2="100%"/>'
                if word:
                    yield f'<text x="{x}" y="-5.6">{escape(word)}</text>'
            yield "</g>"

    def _years(self) -> Iterator[tuple[int, list[float], list[str]]]:
        """From which width which moments are told, and their words where they have room."""
        before: tuple[list[float], bool] | None = None
        for width in sorted([*range(LEAST, _MOST_TOLD, _STEP), _PHONE]):
            plot = self._plot(width)
            home = home_range(self.bounds, plot)
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

    def _share(self, ms: float) -> str:
        return _percent(self._part(ms))

    def _plotted(self) -> Iterator[str]:
        yield f"<defs>{''.join(self._signs())}</defs>"
        yield from self._eras()
        pieces: dict[int, list[str]] = {}
        for bar in bars.spans(self.scene):
            sort = "w" if bar.height <= WHISKER else "b"
            pieces.setdefault(bar.event, []).append(self._bar(bar, sort))
        for bar in bars.ends(self.scene):
            pieces.setdefault(bar.event, []).append(self._bar(bar, "h"))
        rank, lanes = self.table["rank"].to_numpy(), self.table["lane_order"].to_numpy()
        for n in self.lanes:
            yield f'<g class="L{n} lane">'
            own = sorted(np.flatnonzero(lanes == n).tolist(), key=lambda i: -rank[i])
            for i in own:
                yield from self._event(i, pieces.get(i, []))
            yield from self._strips(n, own)
            yield "</g>"

    def _signs(self) -> Iterator[str]:
        used = {(kind, weight) for kind, weight in zip(self.kinds, self.weights, strict=True)}
        for n, kind in enumerate(self.timeline.kinds):
            glyph = GLYPHS[kind.shape]
            sort = "o" if glyph.stroke else "m"
            for weight, radius in RADIUS.items():
                if (n, weight) in used:
                    width = glyph.stroke if glyph.stroke else 6 / radius
                    yield (
                        f'<path id="{_sign(n, weight)}" class="{sort}-{kind.hue}" '
                        f'd="{glyph.path}" transform="scale({radius / 6:.4g})" '
                        f'stroke-width="{width:.4g}"/>'
                    )
        for hue in sorted({self.scene.kind(bar.event).hue for bar in bars.ends(self.scene)}):
            yield (
                f'<pattern id="first-{hue}" width="7.07" height="7.07" '
                'patternUnits="userSpaceOnUse"><path '
                'd="M-1.77 1.77l3.54-3.54M0 7.07L7.07 0M5.3 8.84l3.54-3.54" '
                f'class="o-{hue}" stroke-width="1.4"/></pattern>'
            )

    def _eras(self) -> Iterator[str]:
        spans = [(each["title"], each["start"], each["end"]) for each in self.document["eras"]]
        for (_, start, end), tint in zip(spans, cycle(ERA_TINTS), strict=False):
            low, high = (max(-0.2, min(1.2, self._part(ms))) for ms in (start, end))
            if high > low:
                yield (
                    f'<rect class="era" x="{_percent(low)}" width="{_percent(high - low)}" '
                    f'height="100%" opacity="{tint}"/>'
                )
        named = {v.key: [self._named(spans, p) for p in v.plots[:-1]] for v in self.variants}
        for at, (title, start, _) in enumerate(spans):
            steps = {
                v.key: first
                for v in self.variants
                if not v.narrow
                and (first := _last_run([at in names for names in named[v.key]])) is not None
            }
            if steps and self._part(start) >= 0:
                x = _percent(self._part(start))
                shown = _tokens("N", steps)
                yield (
                    f'<text class="n era-name {shown}" x="{x}" dx="{eras.MARGIN:g}">'
                    f"{_words(title)}</text>"
                )

    def _named(self, spans: list[tuple[str, float, float]], plot: float) -> set[int]:
        """The eras whose names have room in a plot of a width."""
        start = home_range(self.bounds, plot)[0] * YEAR_MS
        px = self._px(1.0, plot) / YEAR_MS
        placed = [(title, (a - start) * px, (b - start) * px) for title, a, b in spans]
        return {n for n, _ in eras.names_within(placed, plot, ERA_PX, eras.MARGIN)}

    def _part(self, ms: float) -> float:
        return (ms / YEAR_MS - self.low) / (self.high - self.low)

    def _bar(self, bar: Bar, sort: str) -> str:
        """A line as thick as the bar: unlike boxes, lines of a sort have one style among them."""
        low, high = (max(-0.2, min(1.2, self._part(ms))) for ms in (bar.start, bar.end))
        hue = self.scene.kind(bar.event).hue
        look = f'class="h" stroke="url(#first-{hue})"' if sort == "h" else f'class="{sort} o-{hue}"'
        return f'<line x1="{_percent(low)}" x2="{_percent(high)}" {look}/>'

    def _event(self, i: int, pieces: Sequence[str]) -> Iterator[str]:
        x = self._share(self.marks[i])
        rows = [f"{v.key}{v.layout.row[i]}" for v in self.variants if v.key in self.drawn[i]]
        if rows:
            later = {key: step for key, step in self.drawn[i].items() if step}
            sign = _sign(self.kinds[i], self.weights[i])
            shown = " ".join(filter(None, ("e", *rows, _tokens("H", later))))
            yield f'<g class="{shown}">{"".join(pieces)}<use href="#{sign}" x="{x}"/>'
            for place, runs in self.labels[i].items():
                yield self._label(i, place, runs, x)
            yield "</g>"

    def _strips(self, lane: int, own: Sequence[int]) -> Iterator[str]:
        """The strip of a lane: one path of all events that are too light to be drawn at any size,
        and one of those each that are drawn from the same sizes on."""
        light = self.rest["mark_ms"][self.rest["lane_order"] == lane]
        crowd = {round(self._part(float(ms)) / _CROWD) * _CROWD for ms in light}
        paths = {"q": crowd} if crowd else {}
        for i in own:
            waiting = {v.key: self.drawn[i].get(v.key, len(v.steps)) for v in self.variants}
            if any(waiting.values()):
                told = _tokens("Q", {key: step for key, step in waiting.items() if step})
                paths.setdefault(f"n q {told}", set()).add(self._part(self.marks[i]))
        for shown, places in paths.items():
            drawn = "".join(f"M{round(place * _FINE)} 0v3" for place in sorted(places))
            yield (
                f'<g class="{shown}"><svg viewBox="0 0 {_FINE} 3" preserveAspectRatio="none" '
                f'width="100%" height="3"><path d="{drawn}"/></svg></g>'
            )

    def _label(self, i: int, place: _Place, runs: dict[str, range], x: str) -> str:
        left = place.side == _LEFT
        off = PAD if place.at_bar else self.radius[i] + PAD
        if place.at_bar:
            x = self._share((self.starts if left else self.ends)[i])
        sort = {"core": " c", "context": " x"}.get(self.weights[i], "")
        shown = [f"N{key}{run.start}" for key, run in runs.items()]
        shown += [f"X{key}{run.stop}" for key, run in runs.items() if run.stop < self.last[key]]
        return (
            f'<text class="n{sort}{" r" * left} {" ".join(shown)}" x="{x}" '
            f'dx="{-off if left else off:g}" y="{LOWER + LABEL_PX / 4:g}">'
            f"{_words(self.names[i])}</text>"
        )

    # ------------------------------------------------------------------ CSS

    def css(self) -> str:
        """What depends on the size of the chart."""
        hues = sorted({kind.hue for kind in self.timeline.kinds})
        rules = [
            f".m-{hue}{{fill:var(--hue-{hue});stroke:var(--paper)}}"
            f".o-{hue}{{stroke:var(--hue-{hue});fill:none}}"
            for hue in hues
        ]
        thick = LABEL_HEIGHT * BAR_SHARE
        rules += [
            f".first-plot .{sort}{{stroke-width:{px:g}px;opacity:{opacity}}}"
            for sort, px, opacity in (
                ("b", thick, BAR_OPACITY),
                ("h", thick, SOFT_OPACITY),
                ("w", WHISKER, WHISKER_OPACITY),
            )
        ]
        rules += [*self._gutter_rules(), *self._tick_rules()]
        for variant in self.variants:
            rules.append(f"{variant.query()}{{{''.join(self._rules(variant))}}}")
            later = self._later(variant)
            for step in range(1, len(variant.steps)):
                changes = _changes(variant.key, step, drawn=step in later)
                rules.append(f"{variant.query(step)}{{{changes}}}")
        return "\n".join(rules)

    def _gutter_rules(self) -> Iterator[str]:
        before: list[bool] = [False] * len(self.lanes)
        for width, gutter, titles in self.gutters:
            if titles is None:
                yield f"@container first (width>={width:g}px){{.first-in{{display:none}}}}"
                continue
            rules = f".first-in{{--g:{gutter}px;display:block}}"
            for n, was, whole in zip(self.lanes, before, titles, strict=True):
                if was != whole:
                    shown, unseen = ("T", "S") if whole else ("S", "T")
                    rules += f".{shown}{n}{{display:inline}}.{unseen}{n}{{display:none}}"
            before = titles
            yield f"@container first (width>={width:g}px){{{rules}}}"

    def _tick_rules(self) -> Iterator[str]:
        for step, (width, _, _) in enumerate(self.years):
            rules = f".Y{step}{{display:inline}}"
            rules += f".Y{step - 1}{{display:none}}" if step else ""
            yield f"@container first (width>={width}px){{{rules}}}"

    def _rules(self, variant: Variant) -> Iterator[str]:
        layout, narrow, key = variant.layout, variant.narrow, variant.key
        rows = sum(layout.rows_in_lane[n] for n in self.lanes)
        fixed = self._fixed(layout, narrow)
        foot = FOOT_HEIGHT * (self.eras and not narrow)
        taken = fixed + AXIS_HEIGHT + foot
        least, most = _LEAST_PITCH[narrow], STRETCH * ROW_PITCH
        padding = chart_heights.padding(narrow)
        yield (
            f".first-in{{--p:clamp({least:g}px,calc((100cqh - {taken:g}px)/{rows}),{most:g}px);"
            f"--h:calc({fixed + foot:g}px + {rows}*var(--p));--d:{padding:g}px;visibility:visible}}"
        )
        down, above = 0.0, 0
        for n in self.lanes:
            strip = self._strip(layout, n, narrow)
            counted = f";--s:{strip:g}px" if strip else ""
            counted += f";--c:{_COUNT}px" if strip and not narrow else ""
            own = layout.rows_in_lane[n]
            yield f".L{n}{{--f:{down + padding / 2:g}px;--n:{above};--o:{own}{counted}}}"
            down += padding + strip
            above += own
        yield from (
            f".{key}{row}{{transform:translateY(calc({row + 0.5:g}*var(--p)));display:inline}}"
            for row in range(max(layout.rows_in_lane))
        )
        yield f".N{key}0{{display:inline}}"
        later, last = self._later(variant), len(variant.steps)
        if late := ",".join(f".H{key}{step}" for step in later if step < last):
            yield f"{late}{{display:none}}"
        if early := ",".join(f".Q{key}{step}" for step in later):
            yield f"{early}{{display:inline}}"

    def _later(self, variant: Variant) -> list[int]:
        """The steps of a variant, but the first, at which some event begins to be drawn.

        The number of its steps stands for events that it does not draw at all.
        """
        last = len(variant.steps)
        return sorted({drawn.get(variant.key, last) for drawn in self.drawn} - {0})


@dataclass(frozen=True)
class _Plot:
    """What of a frame decides which names are shown."""

    plot_width: float
    home: tuple[float, float]
    type_scale: float = 1.0


def _changes(key: str, step: int, *, drawn: bool) -> str:
    """The rules of what begins at a step of a variant: names, and marks if there are some."""
    names = f".N{key}{step}{{display:inline}}.X{key}{step}{{display:none}}"
    marks = f".H{key}{step}{{display:inline}}.Q{key}{step}{{display:none}}"
    return names + marks if drawn else names


def _layout(told: dict[str, Any], kept: Bools) -> Layout:
    """A layout of the document, of those events that are drawn."""
    return Layout(
        tier_width=told["tier"],
        budget=told["budget"],
        row=np.array(told["row"], dtype=np.int64)[kept],
        late=np.array(told["late"], dtype=bool)[kept],
        rows_in_lane=tuple(told["rowsInLane"]),
        late_in_lane=tuple(map(bool, told["lateInLane"])),
    )


def _between(name: str, extent: tuple[float, float]) -> str:
    low, high = extent
    if high == inf:
        return f"({name}>={low:g}px)"
    return f"({low:g}px<={name}<{high:g}px)"


def _percent(share: float) -> str:
    return f"{share * 100:.3f}".rstrip("0").rstrip(".") + "%"


def _sign(kind: int, weight: str) -> str:
    return f"first-{kind}-{list(RADIUS).index(weight)}"


def _words(text: str) -> str:
    return escape(set_apart(text), quote=False)


def _letters(n: int) -> str:
    """a to z, then aa, ab …: classes of other sorts begin with a capital."""
    first, last = divmod(n, 26)
    return (chr(96 + first) if first else "") + chr(97 + last)


def _last_run(flags: Sequence[bool]) -> int | None:
    """From where on all are true; None where the last is not."""
    first = len(flags)
    while first and flags[first - 1]:
        first -= 1
    return first if first < len(flags) else None


def _runs(places: Sequence[_Place | None]) -> Iterator[tuple[_Place, range]]:
    """The longest stretch of steps at which each place is taken."""
    for place in dict.fromkeys(places):
        if place is None:
            continue
        runs: list[range] = []
        for step, each in enumerate(places):
            if each == place:
                if runs and runs[-1].stop == step:
                    runs[-1] = range(runs[-1].start, step + 1)
                else:
                    runs.append(range(step, step + 1))
        yield place, max(runs, key=len)


def _tokens(sort: str, steps: dict[str, int]) -> str:
    """The classes of what is drawn, or waits, from a step of each variant on."""
    return " ".join(f"{sort}{key}{step}" for key, step in steps.items())
