"""One function for each kind of mark: what is drawn, as Plotly traces in the order of painting.

`assets/chart-scene.js` is this module's twin in the browser.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from math import hypot
from typing import Any, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from timeline.bands import Frame
from timeline.labels import LABEL_HEIGHT, PAD, RADIUS, SIDES, Box, Marks, Shown
from timeline.model import Kind, Link, Timeline
from timeline.theme import GLYPHS, LABEL_PX, SANS, Theme

BAR_SHARE: Final = 0.62  # height of a bar as a share of a label's
WHISKER: Final = 2.0  # px thick
BAR_OPACITY: Final = 0.34
SOFT_OPACITY: Final = 0.6  # of the hatched part of a bar
WHISKER_OPACITY: Final = 0.55
FADED: Final = 0.13
BIN: Final = 4.0  # px of a step of the density strip
ARC_STEPS: Final = 24
LOWER: Final = 1.1  # px: Plotly centres the line, the eye centres the letters
RIGHT, LEFT, INSIDE = (SIDES.index(side) for side in ("right", "left", "inside"))


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
        return self.table[column].iat[i]

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
            return band.bottom - 4 * self.frame.type_scale
        return float(self.frame.row_y[i])

    def painted(self) -> Iterator[tuple[int, bool]]:
        """(index, is it pale) of each event drawn, the heaviest last so that they lie on top."""
        yield from ((i, True) for i in self.faded)
        yield from ((i, False) for i in reversed(self.shown.marks))


def build_traces(scene: Scene) -> list[go.Bar | go.Scatter]:
    """Every trace of a scene, each with its role in `meta`, in the order of painting."""
    return [
        *draw_eras(scene),
        draw_spans(scene),
        draw_ends(scene),
        draw_strip(scene),
        *draw_arcs(scene),
        draw_marks(scene),
        draw_labels(scene, [box for box in scene.shown.labels if box.event != scene.selected]),
        *draw_emphasis(scene),
    ]


def draw_eras(scene: Scene) -> list[go.Bar | go.Scatter]:
    """Quiet tints behind the lanes, named at the foot where the name has room."""
    frame = scene.frame
    known = [(era.title, *era.date.bounds) for era in scene.timeline.eras]
    day = 86_400_000.0
    eras = [
        (title, a * day, (b + 1) * day) for title, a, b in known if a is not None and b is not None
    ]
    if not eras:
        return []
    size = 11.5 * frame.type_scale
    names = [
        (max(0.0, scene.px(a)) + 6 * frame.type_scale, title)
        for title, a, b in eras
        if min(frame.plot_width, scene.px(b)) - max(0.0, scene.px(a))
        >= len(title) * size * 0.56 + 12 * frame.type_scale
    ]
    tints = go.Bar(
        orientation="h",
        base=[a for _, a, _ in eras],
        x=[b - a for _, a, b in eras],
        y=[frame.plot_height / 2] * len(eras),
        width=[frame.plot_height] * len(eras),
        marker={
            "color": scene.theme.ink,
            "opacity": [0.018 if i % 2 else 0.038 for i in range(len(eras))],
            "line": {"width": 0},
        },
        **_role("eras"),
    )
    words = go.Scatter(
        mode="text",
        x=[scene.ms(px) for px, _ in names],
        y=[frame.plot_height - frame.foot / 2] * len(names),
        text=[_text(title) for _, title in names],
        textposition="middle right",
        textfont={"size": size, "color": scene.theme.secondary, "style": "italic"},
        **_role("era-names"),
    )
    return [tints, words]


@dataclass(slots=True)
class _Bars:
    """Bars under way: parallel lists, one item a bar; base and x in ms, y and width in px."""

    base: list[float]
    x: list[float]
    y: list[float]
    width: list[float]
    colour: list[str]
    opacity: list[float]
    hover: list[str]

    @classmethod
    def none(cls) -> _Bars:
        return cls([], [], [], [], [], [], [])

    def add(self, scene: Scene, i: int, span: tuple[float, float], width: float, op: float) -> None:
        self.base.append(span[0])
        self.x.append(span[1] - span[0])
        self.y.append(float(scene.frame.row_y[i]))
        self.width.append(width)
        self.colour.append(scene.hue(i))
        self.opacity.append(op)
        self.hover.append(_hover(scene, i))

    def trace(self, role: str, pattern: dict[str, Any] | None = None) -> go.Bar:
        marker: dict[str, Any] = {
            "color": self.colour,
            "opacity": self.opacity,
            "line": {"width": 0},
        }
        if pattern:
            marker["pattern"] = pattern
        return go.Bar(
            orientation="h",
            base=self.base,
            x=self.x,
            y=self.y,
            width=self.width,
            marker=marker,
            customdata=self.hover,
            **_hovered(role),
        )


def _bar_height(scene: Scene) -> float:
    return LABEL_HEIGHT * BAR_SHARE * scene.frame.type_scale


def draw_spans(scene: Scene) -> go.Bar:
    """Every bar that is solid: the certain part of a span, the whisker of a vague moment."""
    bars = _Bars.none()
    for i, pale in scene.painted():
        if scene.at("is_span", i):
            sure = scene.at("sure_start_ms", i), scene.at("sure_end_ms", i)
            if sure[1] > sure[0]:  # false for NaN: nothing of it is certain
                opacity = FADED / 2 if pale else BAR_OPACITY
                bars.add(scene, i, sure, _bar_height(scene), opacity)
        elif scene.at("imprecise", i):
            extent = scene.at("start_ms", i), scene.at("end_ms", i)
            opacity = FADED / 2 if pale else WHISKER_OPACITY
            bars.add(scene, i, extent, WHISKER * scene.frame.type_scale, opacity)
    return bars.trace("spans")


def draw_ends(scene: Scene) -> go.Bar:
    """The uncertain ends of spans, hatched."""
    bars = _Bars.none()
    for i, pale in scene.painted():
        if not scene.at("is_span", i):
            continue
        start, end = scene.at("start_ms", i), scene.at("end_ms", i)
        sure = scene.at("sure_start_ms", i), scene.at("sure_end_ms", i)
        parts = [(start, sure[0]), (sure[1], end)] if sure[1] > sure[0] else [(start, end)]
        for part in parts:
            if part[1] > part[0]:
                bars.add(scene, i, part, _bar_height(scene), FADED / 2 if pale else SOFT_OPACITY)
    hatch = {"shape": "/", "size": 5 * scene.frame.type_scale, "solidity": 0.28}
    return bars.trace("ends", hatch)


def draw_strip(scene: Scene) -> go.Scatter:
    """How dense the events are that have no mark of their own: a stepped outline in each lane."""
    frame = scene.frame
    count = int(np.ceil(frame.plot_width / (BIN * frame.type_scale)))
    density = np.zeros((len(frame.bands), count + 1))
    lanes = scene.table["lane_order"].to_numpy(dtype=np.int64)
    for i in scene.shown.strip:
        at = int(scene.px(scene.at("mark_ms", i)) // (BIN * frame.type_scale))
        if 0 <= at < count:
            density[lanes[i], at] += 1
    most = max(1.0, float(density.max(initial=0)))
    full = 8.0 * frame.type_scale
    x: list[float | None] = []
    y: list[float | None] = []
    for lane, band in enumerate(frame.bands):
        if band is None:
            continue
        foot = band.bottom - 2
        for at in np.flatnonzero(density[lane]).tolist():
            tall = max(3.0, full * float(np.sqrt(density[lane, at] / most)))
            left = scene.ms(at * BIN * frame.type_scale)
            right = scene.ms((at + 1) * BIN * frame.type_scale)
            if at == 0 or not density[lane, at - 1]:
                x.append(left)
                y.append(foot)
            x += [left, right]
            y += [foot - tall, foot - tall]
            if not density[lane, at + 1]:
                x += [right, None]
                y += [foot, None]
    return go.Scatter(
        mode="lines",
        x=x,
        y=y,
        fill="toself",
        fillcolor=scene.theme.secondary,
        line={"width": 0, "simplify": False},
        opacity=0.75,
        **_role("strip"),
    )


def draw_arcs(scene: Scene) -> list[go.Scatter]:
    """Links of the selected event, from cause to claimed consequence; dashed where contested."""
    traces = []
    for contested in (False, True):
        x: list[float | None] = []
        y: list[float | None] = []
        size: list[float] = []
        for link, points in arcs(scene):
            if bool(link.contested_by) is contested:
                x += [*(scene.ms(px) for px, _ in points), None]
                y += [*(py for _, py in points), None]
                size += [*([0.0] * (len(points) - 1)), 8 * scene.frame.type_scale, 0.0]
        traces.append(
            go.Scatter(
                mode="lines+markers",
                x=x,
                y=y,
                line={
                    "color": scene.theme.red,
                    "width": 1.4 * scene.frame.type_scale,
                    "dash": "5px,4px" if contested else "solid",
                    "simplify": False,
                },
                marker={
                    "symbol": "arrow",
                    "angleref": "previous",
                    "color": scene.theme.red,
                    "size": size,
                    "opacity": 1,
                    "line": {"width": 0},
                },
                **_role("arcs-contested" if contested else "arcs"),
            )
        )
    return traces


def arcs(scene: Scene) -> list[tuple[Link, list[tuple[float, float]]]]:
    """The links of the selected event with their curves, in px of the plot."""
    if scene.selected is None:
        return []
    index = {event: i for i, event in enumerate(scene.table["id"])}
    own = scene.at("id", scene.selected)
    found = []
    for link in scene.timeline.links:
        if own in (link.source, link.target) and {link.source, link.target} <= index.keys():
            a, b = index[link.source], index[link.target]
            if not np.isnan(scene.frame.row_y[[a, b]]).any():
                found.append((link, _curve(scene, a, b)))
    return found


def _curve(scene: Scene, a: int, b: int) -> list[tuple[float, float]]:
    k = scene.frame.type_scale
    ax, bx = (scene.px(scene.at("mark_ms", i)) for i in (a, b))
    ay, by = scene.arc_y(a), scene.arc_y(b)
    length = hypot(bx - ax, by - ay) or 1.0
    start = (scene.marks.r[a] + (6 if a == scene.selected else 2)) * k
    end = (scene.marks.r[b] + (7 if b == scene.selected else 3)) * k
    # Bows to the left of its way, so that two arcs between the same events do not coincide;
    # neighbours are joined by a loop that is wide enough to be seen beside their marks.
    bow = max(min(46 * k, 0.16 * length + 6), 1.6 * (start + end) - 0.5 * length)
    rise = abs(bx - ax) / length * bow
    cx = (ax + bx) / 2 + (by - ay) / length * bow
    cy = (ay + by) / 2 + (rise if (ay + by) / 2 - rise / 2 < 2 else -rise)
    t0 = min(0.3, start / (hypot(cx - ax, cy - ay) or 1.0) / 2)
    t1 = 1 - min(0.3, end / (hypot(bx - cx, by - cy) or 1.0) / 2)
    points = []
    for step in range(ARC_STEPS + 1):
        t = t0 + (t1 - t0) * step / ARC_STEPS
        u = 1 - t
        points.append(
            (u * u * ax + 2 * u * t * cx + t * t * bx, u * u * ay + 2 * u * t * cy + t * t * by)
        )
    return points


def draw_marks(scene: Scene) -> go.Scatter:
    """Every mark: shape and colour say the kind, size the weight."""
    k = scene.frame.type_scale
    events = list(scene.painted())
    glyphs = [GLYPHS[scene.kind(i).shape] for i, _ in events]
    radii = [RADIUS[scene.at("weight", i)] for i, _ in events]
    return go.Scatter(
        mode="markers",
        x=[scene.at("mark_ms", i) for i, _ in events],
        y=[float(scene.frame.row_y[i]) for i, _ in events],
        customdata=[_hover(scene, i) for i, _ in events],
        ids=[scene.at("id", i) for i, _ in events],
        marker={
            "symbol": [glyph.symbol for glyph in glyphs],
            "size": [2 * r * g.factor * k for r, g in zip(radii, glyphs, strict=True)],
            "sizemode": "diameter",
            "color": [scene.hue(i) for i, _ in events],
            "opacity": [FADED if pale else 1.0 for _, pale in events],
            "line": {
                # The paper line keeps apart marks that touch; one drawn by its stroke has none.
                "width": [
                    (g.stroke * r / 6 if g.stroke else 1.0) * k
                    for r, g in zip(radii, glyphs, strict=True)
                ],
                "color": scene.theme.paper,
            },
        },
        **_hovered("marks"),
    )


def draw_labels(scene: Scene, boxes: list[Box], role: str = "labels") -> go.Scatter:
    """Labels that keep their distance from mark or bar while a reader drags and zooms.

    Plotly sets a text beside a marker at `marker size / 1.6 + 1` px from its middle
    (`textPointPosition` in plotly.js, src/components/drawing): an unseen marker of the right size
    at mark or bar end holds the label in its place.
    """
    k = scene.frame.type_scale
    weight = [scene.at("weight", box.event) for box in boxes]
    places = [_place(scene, box) for box in boxes]
    selected = role == "emphasis"
    muted = scene.theme.muted
    ink = scene.theme.red_text if selected else scene.theme.ink
    return go.Scatter(
        mode="markers+text",
        x=[ms for ms, _ in places],
        y=[float(scene.frame.row_y[box.event]) + LOWER * k for box in boxes],
        text=[_text(scene.at("label", box.event)) for box in boxes],
        textposition=["middle left" if box.side == LEFT else "middle right" for box in boxes],
        textfont={
            "family": SANS,
            "size": LABEL_PX * k,
            "color": [muted if w == "context" and not selected else ink for w in weight],
            "weight": [600 if w == "core" else 400 for w in weight],
        },
        marker={"size": [size for _, size in places], "sizemode": "diameter", "opacity": 0},
        **_role(role),
    )


def _place(scene: Scene, box: Box) -> tuple[float, float]:
    """The anchor of a label, ms, and the size of the unseen marker that holds it off, px."""
    i, k = box.event, scene.frame.type_scale
    left = box.side == LEFT
    edge, sign = (box.right, -1) if left else (box.left, 1)
    radius = float(scene.marks.r[i]) * k
    mark = scene.at("mark_ms", i)
    end = scene.at("start_ms" if left else "end_ms", i)
    beyond = scene.px(end) * sign > (scene.px(mark) + sign * radius) * sign
    anchor = end if beyond and box.side != INSIDE else mark
    off = (edge - scene.px(anchor)) * sign
    # A label that was slid into the plot has no marker to keep off: it stands where it stands.
    return (anchor, 1.6 * (off - 1)) if 1 < off <= radius + 2 * PAD * k else (scene.ms(edge), 0.0)


def draw_emphasis(scene: Scene) -> list[go.Scatter]:
    """The selected event: a ring, and its label in red."""
    i = scene.selected
    if i is None or np.isnan(scene.frame.row_y[i]):
        return []
    k = scene.frame.type_scale
    ring = go.Scatter(
        mode="markers",
        x=[scene.at("mark_ms", i)],
        y=[float(scene.frame.row_y[i])],
        marker={
            "symbol": "circle-open",
            "color": scene.theme.red,
            "size": 2 * (float(scene.marks.r[i]) + 4.5) * k,
            "line": {"width": 2 * k},
        },
        **_role("ring"),
    )
    own = [box for box in scene.shown.labels if box.event == i]
    return [ring, draw_labels(scene, own, "emphasis")]


def _role(role: str) -> dict[str, Any]:
    return {"meta": {"role": role}, "hoverinfo": "skip", "showlegend": False}


def _hovered(role: str) -> dict[str, Any]:
    return {
        "meta": {"role": role},
        "hovertemplate": "%{customdata}<extra></extra>",
        "showlegend": False,
    }


def _hover(scene: Scene, i: int) -> str:
    title, words = scene.at("title", i), scene.at("words", i)
    return f"<b>{_text(title)}</b><br>{_text(words)}"


def _text(words: str) -> str:
    """Text for Plotly, which reads a kind of HTML and has no escape for it but HTML's own."""
    return escape(words, quote=False)
