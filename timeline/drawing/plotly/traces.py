"""One function for each kind of mark: what is drawn, as Plotly traces in the order of painting.

`assets/chart/traces.js` is this module's twin in the browser.
"""

from __future__ import annotations

from itertools import cycle
from math import cos, pi, sin

import numpy as np
import plotly.graph_objects as go

from timeline.drawing import eras, strips
from timeline.drawing.measures import (
    ERA_PX,
    ERA_TINTS,
    FADED,
    HALO,
    LOWER,
    RING,
    RING_STROKE,
    STRIP_OPACITY,
)
from timeline.drawing.plotly.arcs import draw_arcs
from timeline.drawing.plotly.bars import draw_ends, draw_spans, hover, hovered
from timeline.drawing.scene import Scene, escaped, silent
from timeline.drawing.theme import GLYPHS, LABEL_PX, SANS
from timeline.placing.labels import PAD, RADIUS, SIDES, Box

LEFT, INSIDE = (SIDES.index(side) for side in ("left", "inside"))


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
    found = eras.spans(scene)
    if not found:
        return []
    names = eras.names(scene, found)
    tints = go.Bar(
        orientation="h",
        base=[each.start for each in found],
        x=[each.end - each.start for each in found],
        y=[frame.plot_height / 2] * len(found),
        width=[frame.plot_height] * len(found),
        marker={
            "color": scene.theme.ink,
            "opacity": [tint for tint, _ in zip(cycle(ERA_TINTS), found, strict=False)],
            "line": {"width": 0},
        },
        **silent("eras"),
    )
    words = go.Scatter(
        mode="text",
        x=[scene.ms(px) for px, _ in names],
        y=[frame.plot_height - frame.foot / 2] * len(names),
        text=[escaped(era.title) for _, era in names],
        textposition="middle right",
        textfont={
            "size": ERA_PX * frame.type_scale,
            "color": scene.theme.secondary,
            "style": "italic",
        },
        **silent("era-names"),
    )
    return [tints, words]


def draw_strip(scene: Scene) -> go.Scatter:
    """How dense the events are that have no mark of their own."""
    x: list[float | None] = []
    y: list[float | None] = []
    for outline in strips.outlines(scene):
        x += [*(scene.ms(px) for px, _ in outline), None]
        y += [*(down for _, down in outline), None]
    return go.Scatter(
        mode="lines",
        x=x,
        y=y,
        fill="toself",
        fillcolor=scene.theme.secondary,
        line={"width": 0, "simplify": False},
        opacity=STRIP_OPACITY,
        **silent("strip"),
    )


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
        customdata=[hover(scene, i) for i, _ in events],
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
        **hovered("marks"),
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
        text=[escaped(scene.at("label", box.event)) for box in boxes],
        textposition=["middle left" if box.side == LEFT else "middle right" for box in boxes],
        textfont={
            "family": SANS,
            "size": LABEL_PX * k,
            "color": [muted if w == "context" and not selected else ink for w in weight],
            "weight": [600 if w == "core" else 400 for w in weight],
            "shadow": _halo(scene.theme.paper, HALO[role] * k),
        },
        marker={"size": [size for _, size in places], "sizemode": "diameter", "opacity": 0},
        **silent(role),
    )


def _halo(paper: str, px: float) -> str:
    """Words keep clear of the hairlines beneath them: paper about each letter, as CSS."""
    ring = [(cos(turn * pi / 8), sin(turn * pi / 8)) for turn in range(16)]
    return ", ".join(f"{px * x:.2f}px {px * y:.2f}px {paper}" for x, y in ring)


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
            "size": 2 * (float(scene.marks.r[i]) + RING) * k,
            "line": {"width": RING_STROKE * k},
        },
        **silent("ring"),
    )
    own = [box for box in scene.shown.labels if box.event == i]
    return [ring, draw_labels(scene, own, "emphasis")]
