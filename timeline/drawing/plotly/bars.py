"""The bars of a scene as Plotly traces."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap
from typing import Any, Final

import plotly.graph_objects as go

from timeline.drawing.bars import Bar, ends, spans
from timeline.drawing.measures import HATCH, HATCH_SHARE
from timeline.drawing.scene import Scene, escaped

_HOVER_WIDTH: Final = 64  # characters of a line of what a pointer is told


def draw_spans(scene: Scene) -> go.Bar:
    """Every bar that is solid."""
    return _trace(scene, spans(scene), "spans", {})


def draw_ends(scene: Scene) -> go.Bar:
    """The uncertain ends of spans, hatched."""
    hatch = {"shape": "/", "size": HATCH * scene.frame.type_scale, "solidity": HATCH_SHARE}
    return _trace(scene, ends(scene), "ends", {"pattern": hatch})


def _trace(scene: Scene, bars: Iterable[Bar], role: str, looks: dict[str, Any]) -> go.Bar:
    found = list(bars)
    return go.Bar(
        orientation="h",
        base=[bar.start for bar in found],
        x=[bar.end - bar.start for bar in found],
        y=[bar.y for bar in found],
        width=[bar.height for bar in found],
        marker={
            "color": [scene.hue(bar.event) for bar in found],
            "opacity": [bar.opacity for bar in found],
            "line": {"width": 0},
            **looks,
        },
        customdata=[hover(scene, bar.event) for bar in found],
        **hovered(role),
    )


def hovered(role: str) -> dict[str, Any]:
    """What a trace has that tells a pointer the words in its `customdata`."""
    return {
        "meta": {"role": role},
        "hovertemplate": "%{customdata}<extra></extra>",
        "showlegend": False,
    }


def hover(scene: Scene, i: int) -> str:
    """What a pointer is told of an event: title, date, and its summary."""
    words = scene.at("words_os" if scene.calendar == "os" else "words", i)
    title = scene.at("title", i)
    summary = scene.summaries[scene.at("id", i)]
    lines = [escaped(line) for line in wrap(summary, _HOVER_WIDTH)]
    return "<br>".join([f"<b>{escaped(title)}</b>", escaped(words), *lines])
