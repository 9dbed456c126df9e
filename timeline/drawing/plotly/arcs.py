"""The arcs of the selected event as Plotly traces."""

from __future__ import annotations

import plotly.graph_objects as go

from timeline.drawing.arcs import arcs
from timeline.drawing.measures import ARC_DASH, ARC_STROKE, ARROW
from timeline.drawing.scene import Scene, silent


def draw_arcs(scene: Scene) -> list[go.Scatter]:
    """Two traces: the links that stand unchallenged, and dashed those that are contested."""
    traces = []
    for contested in (False, True):
        x: list[float | None] = []
        y: list[float | None] = []
        size: list[float] = []
        for link, points in arcs(scene):
            if bool(link.contested_by) is contested:
                x += [*(scene.ms(px) for px, _ in points), None]
                y += [*(py for _, py in points), None]
                size += [*([0.0] * (len(points) - 1)), ARROW * scene.frame.type_scale, 0.0]
        traces.append(
            go.Scatter(
                mode="lines+markers",
                x=x,
                y=y,
                line={
                    "color": scene.theme.red,
                    "width": ARC_STROKE * scene.frame.type_scale,
                    "dash": ",".join(f"{px:g}px" for px in ARC_DASH) if contested else "solid",
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
                **silent("arcs-contested" if contested else "arcs"),
            )
        )
    return traces
