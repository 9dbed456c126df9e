"""The tints of the eras, and where their names have room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from timeline.drawing.measures import ERA_PX
from timeline.drawing.scene import Scene
from timeline.drawing.theme import LABEL_PX
from timeline.model import Era
from timeline.placing.labels import text_widths
from timeline.views.table import DAY_MS

MARGIN: Final = 6.0  # px at type scale 1 on both sides of a name


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
    placed = [(each.era.title, scene.px(each.start), scene.px(each.end)) for each in eras]
    k, width = scene.frame.type_scale, scene.frame.plot_width
    return [(x, eras[n].era) for n, x in names_within(placed, width, size * k, MARGIN * k)]


def names_within(
    eras: Sequence[tuple[str, float, float]], width: float, size: float, margin: float
) -> list[tuple[int, float]]:
    """Which names have room in a plot, by their indices, and where they begin, px.

    Args:
        eras: titles and bounds, px of the plot.
        width: of the plot, px.
        size: of the type, px.
        margin: px to keep free on both sides of a name.
    """
    in_time = sorted(range(len(eras)), key=lambda n: eras[n][1])
    widths = text_widths([eras[n][0] for n in in_time], [False] * len(in_time)) * size / LABEL_PX
    found = []
    named = 0.0  # px that the names until now reach to
    for n, long in zip(in_time, widths.tolist(), strict=True):
        start, end = max(0.0, eras[n][1]), min(width, eras[n][2])
        if end - start >= long + 2 * margin and start >= named:
            found.append((n, start + margin))
            named = start + long + 2 * margin
    return found
