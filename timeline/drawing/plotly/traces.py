"""One function for each kind of mark: what is drawn, as Plotly traces in the order of painting.

`assets/chart/traces.js` is this module's twin in the browser.
"""

from __future__ import annotations

from math import cos, pi, sin
from typing import Final

import numpy as np
import plotly.graph_objects as go

from timeline.drawing.plotly.arcs import arcs, draw_arcs
from timeline.drawing.plotly.bars import (
    BAR_OPACITY,
    BAR_SHARE,
    FADED,
    SOFT_OPACITY,
    WHISKER,
    WHISKER_OPACITY,
    draw_ends,
    draw_spans,
    hover,
    hovered,
)
from timeline.drawing.scene import Scene, escaped, silent
from timeline.drawing.theme import GLYPHS, LABEL_PX, SANS
from timeline.placing.labels import PAD, RADIUS, SIDES, STRIP_HEIGHT, Box, text_widths
from timeline.views.table import DAY_MS

__all__ = [
    "BAR_OPACITY",
    "BAR_SHARE",
    "SOFT_OPACITY",
    "WHISKER",
    "WHISKER_OPACITY",
    "Scene",
    "arcs",
    "build_traces",
]

BIN: Final = 4.0  # px of a step of the density strip
LOWER: Final = 1.1  # px: Plotly centres the line, the eye centres the letters
ERA_PX: Final = 11.5
HALO: Final = {"labels": 1.5, "emphasis": 3.0}  # px of paper about a label's letters
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
    known = [(era.title, *era.date.bounds) for era in scene.timeline.eras]
    eras = [
        (title, a * DAY_MS, (b + 1) * DAY_MS)
        for title, a, b in known
        if a is not None and b is not None
    ]
    if not eras:
        return []
    size = ERA_PX * frame.type_scale
    names = _era_names(scene, eras)
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
        **silent("eras"),
    )
    words = go.Scatter(
        mode="text",
        x=[scene.ms(px) for px, _ in names],
        y=[frame.plot_height - frame.foot / 2] * len(names),
        text=[escaped(title) for _, title in names],
        textposition="middle right",
        textfont={"size": size, "color": scene.theme.secondary, "style": "italic"},
        **silent("era-names"),
    )
    return [tints, words]


def _era_names(scene: Scene, eras: list[tuple[str, float, float]]) -> list[tuple[float, str]]:
    """Where the names begin that have room, px: eras may overlap, their names may not."""
    margin = 6 * scene.frame.type_scale
    in_time = sorted(eras, key=lambda era: era[1])
    widths = text_widths([title for title, _, _ in in_time], [False] * len(in_time))
    widths *= ERA_PX * scene.frame.type_scale / LABEL_PX
    names = []
    named = 0.0  # px that the names until now reach to
    for (title, a, b), width in zip(in_time, widths.tolist(), strict=True):
        start, end = max(0.0, scene.px(a)), min(scene.frame.plot_width, scene.px(b))
        if end - start >= width + 2 * margin and start >= named:
            names.append((start + margin, title))
            named = start + width + 2 * margin
    return names


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
    full = STRIP_HEIGHT * frame.type_scale
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
            "size": 2 * (float(scene.marks.r[i]) + 4.5) * k,
            "line": {"width": 2 * k},
        },
        **silent("ring"),
    )
    own = [box for box in scene.shown.labels if box.event == i]
    return [ring, draw_labels(scene, own, "emphasis")]
