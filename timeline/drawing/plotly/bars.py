"""Bars: the certain part of a span, its uncertain ends, the whisker of a vague moment."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import Any, Final

import plotly.graph_objects as go

from timeline.drawing.scene import Scene, escaped
from timeline.placing.labels import LABEL_HEIGHT

BAR_SHARE: Final = 0.62  # height of a bar as a share of a label's
WHISKER: Final = 2.0  # px thick
BAR_OPACITY: Final = 0.34
SOFT_OPACITY: Final = 0.6  # of the hatched part of a bar
WHISKER_OPACITY: Final = 0.55
FADED: Final = 0.13
_HOVER_WIDTH: Final = 64  # characters of a line of what a pointer is told


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
        self.hover.append(hover(scene, i))

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
            **hovered(role),
        )


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


def _bar_height(scene: Scene) -> float:
    return LABEL_HEIGHT * BAR_SHARE * scene.frame.type_scale


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
