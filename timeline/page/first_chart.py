"""The chart of the whole timeline as SVG within the HTML: it stands before any script runs.

Places along the axis are shares of the plot's width, and places down it are sums of pixels and
rows, whose height a style sheet reckons from the room at hand; so the marks and names stand where
the engine's chart will draw them, at any width and height. What depends on either by steps (which
layout of rows, which names have room, how fine the years are: `timeline.page.first_sizes`) is a
`@container` rule (`timeline.page.first_rules`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import cycle
from typing import Any, Final, NamedTuple

import numpy as np
from markupsafe import Markup

from timeline.drawing import bars, eras
from timeline.drawing.bars import Bar
from timeline.drawing.frame import (
    frame_chart,
)
from timeline.drawing.in_sight import show
from timeline.drawing.measures import (
    ERA_PX,
    ERA_TINTS,
    LOWER,
    WHISKER,
)
from timeline.drawing.scene import Scene, set_apart
from timeline.drawing.theme import GLYPHS, LABEL_PX, THEMES
from timeline.page import first_rules
from timeline.page.first_sizes import LEAST, MANY, Sizes, Variant
from timeline.placing.geometry import (
    FIRST,
    LAST,
    MAX_MARKS,
    PAD,
    RADIUS,
    YEAR_MS,
    Bools,
    Floats,
    home_range,
    years_of,
)
from timeline.placing.labels import SIDES, Box, Shown, to_marks
from timeline.placing.rows import Layout
from timeline.placing.text_widths import MARGIN, text_widths
from timeline.prepared import Prepared

_CROWD: Final = 0.004  # of the plot's width: a step of the strip
_FINE: Final = 10_000  # parts of the plot's width, to which places in a strip are rounded
_WIDER: Final = 1.08  # times the room that a name needs: other machines' letters are wider
_LEFT, _INSIDE = (SIDES.index(side) for side in ("left", "inside"))


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
    hues = sorted({kind.hue for kind in prepared.timeline.kinds})
    return drawing.html(), first_rules.style(drawing.sizes, drawing.drawn, hues)


class _Drawing:
    def __init__(self, prepared: Prepared, document: dict[str, Any]) -> None:
        self.timeline, whole = prepared.timeline, prepared.table
        # of more events the heaviest are drawn, as in the engine; the others stand in the strips
        kept: Bools = (whole["rank"] < MAX_MARKS).to_numpy()
        self.table = whole[kept].reset_index(drop=True)
        self.rest = whole[~kept]
        self.bounds, self.document = prepared.frame, document
        self.title = f"{prepared.timeline.title}: {prepared.see().sentence}"
        self.low, self.high = years_of(prepared.frame)
        home = home_range(prepared.frame, LEAST)
        self.clamped = home[0] <= FIRST or home[1] >= LAST
        self.scene = self._scene()
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
        self.sizes = Sizes(prepared, document, kept)
        self.variants = self.sizes.variants
        # what does not change from layout to layout is made once
        self.lane_of = self.table["lane_order"].to_numpy(dtype=np.int64)
        self.base = to_marks(self.table, self.sizes.layout(document["layouts"][0]))
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

    # ------------------------------------------------------------------ what stands where

    def _look(self, variant: Variant) -> None:
        """Note from which step on a variant draws each event, and its name.

        A name is shown where the plots of this step and of the next have it at one side, and
        letters a little narrower too: so it stands where the engine will put it.
        """
        looks = [self._shown(variant.layout, plot, self.widths[0]) for plot in variant.plots]
        narrower = looks
        if len(self.names) <= MANY:
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
        low, high = (self.sizes.px(years, plot) for plot in variant.plots[step : step + 2])
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

    # ------------------------------------------------------------------ HTML

    def html(self) -> Markup:
        """The drawing."""
        parts = [
            f'<div id="first-chart" role="img" aria-label="{escape(self.title)}">'
            '<div class="first-box"><div class="first-in">',
            *(
                f'<i class="L{n}{" band" * (at % 2 == 0)}"></i>'
                for at, n in enumerate(self.sizes.lanes)
            ),
            f"<svg class='first-names'>{''.join(self._names())}</svg>",
            f"<svg class='first-axis'>{''.join(self._axis())}</svg>",
            "<div class='first-clip'>",
            f"<svg class='first-plot'>{''.join(self._plotted())}</svg>",
            "</div></div></div></div>",
        ]
        return Markup("".join(parts))

    def _names(self) -> Iterator[str]:
        for n in self.sizes.lanes:
            lane = self.timeline.lanes[n]
            for name, sort in ((lane.title, "T"), (lane.short, "S")):
                yield f'<text class="L{n} {sort}{n}">{_words(name)}</text>'

    def _axis(self) -> Iterator[str]:
        for step, (_, moments, words) in enumerate(self.sizes.years):
            yield f'<g class="Y{step}">'
            for ms, word in zip(moments, words, strict=True):
                x = self._share(ms)
                yield f'<line x1="{x}" x2="{x}" y2="100%"/>'
                if word:
                    yield f'<text x="{x}" y="-5.6">{escape(word)}</text>'
            yield "</g>"

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
        for n in self.sizes.lanes:
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
        px = self.sizes.px(1.0, plot) / YEAR_MS
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


@dataclass(frozen=True)
class _Plot:
    """What of a frame decides which names are shown."""

    plot_width: float
    home: tuple[float, float]
    type_scale: float = 1.0


def _percent(share: float) -> str:
    return f"{share * 100:.3f}".rstrip("0").rstrip(".") + "%"


def _sign(kind: int, weight: str) -> str:
    return f"first-{kind}-{list(RADIUS).index(weight)}"


def _words(text: str) -> str:
    return escape(set_apart(text), quote=False)


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
