"""Bars: the certain part of a span, its uncertain ends, the line of a vague moment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from timeline.drawing.measures import (
    BAR_OPACITY,
    BAR_SHARE,
    FADED,
    SOFT_OPACITY,
    WHISKER,
    WHISKER_OPACITY,
)
from timeline.drawing.scene import Scene
from timeline.placing.labels import LABEL_HEIGHT


class Bar(NamedTuple):
    """One bar: index of its event, bounds in ms, middle and height in px of the plot."""

    event: int
    start: float
    end: float
    y: float
    height: float
    opacity: float


def spans(scene: Scene) -> Iterator[Bar]:
    """Every bar that is solid: the certain part of a span, the line of a vague moment."""
    for i, pale in scene.painted():
        if scene.at("is_span", i):
            start, end = scene.at("sure_start_ms", i), scene.at("sure_end_ms", i)
            if end > start:  # false for NaN: nothing of it is certain
                opacity = FADED / 2 if pale else BAR_OPACITY
                yield _bar(scene, i, (start, end), LABEL_HEIGHT * BAR_SHARE, opacity)
        elif scene.at("imprecise", i):
            extent = scene.at("start_ms", i), scene.at("end_ms", i)
            yield _bar(scene, i, extent, WHISKER, FADED / 2 if pale else WHISKER_OPACITY)


def ends(scene: Scene) -> Iterator[Bar]:
    """The uncertain ends of spans, to be hatched."""
    for i, pale in scene.painted():
        if not scene.at("is_span", i):
            continue
        start, end = scene.at("start_ms", i), scene.at("end_ms", i)
        sure = scene.at("sure_start_ms", i), scene.at("sure_end_ms", i)
        parts = [(start, sure[0]), (sure[1], end)] if sure[1] > sure[0] else [(start, end)]
        for part in parts:
            if part[1] > part[0]:
                opacity = FADED / 2 if pale else SOFT_OPACITY
                yield _bar(scene, i, part, LABEL_HEIGHT * BAR_SHARE, opacity)


def _bar(scene: Scene, i: int, span: tuple[float, float], height: float, opacity: float) -> Bar:
    return Bar(i, *span, float(scene.frame.row_y[i]), height * scene.frame.type_scale, opacity)
