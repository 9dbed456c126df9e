"""The tints of the eras, and where their names have room."""

from __future__ import annotations

from typing import NamedTuple

from timeline.drawing.measures import ERA_PX
from timeline.drawing.scene import Scene
from timeline.drawing.theme import LABEL_PX
from timeline.model import Era
from timeline.placing.labels import text_widths
from timeline.views.table import DAY_MS


class Span(NamedTuple):
    """An era and its bounds, ms."""

    era: Era
    start: float
    end: float


def spans(scene: Scene) -> list[Span]:
    """The eras whose bounds are known, in the order of the file."""
    known = [(era, *era.date.bounds) for era in scene.timeline.eras]
    return [
        Span(era, a * DAY_MS, (b + 1) * DAY_MS)
        for era, a, b in known
        if a is not None and b is not None
    ]


def names(scene: Scene, eras: list[Span], size: float = ERA_PX) -> list[tuple[float, Era]]:
    """Where the names begin that have room, px: eras may overlap, their names may not.

    Args:
        scene: the chart.
        eras: of `spans`.
        size: of the type, px at type scale 1.
    """
    margin = 6 * scene.frame.type_scale
    in_time = sorted(eras, key=lambda each: each.start)
    widths = text_widths([each.era.title for each in in_time], [False] * len(in_time))
    widths *= size * scene.frame.type_scale / LABEL_PX
    found = []
    named = 0.0  # px that the names until now reach to
    for (era, a, b), width in zip(in_time, widths.tolist(), strict=True):
        start, end = max(0.0, scene.px(a)), min(scene.frame.plot_width, scene.px(b))
        if end - start >= width + 2 * margin and start >= named:
            found.append((start + margin, era))
            named = start + width + 2 * margin
    return found
