"""Hatching as strokes cut off at the edges of what they fill.

Not every program that opens an SVG knows patterns, and those that do show seams between tiles.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import floor, sqrt

Stroke = tuple[float, float, float, float]  # x and y of both its ends, px


def strokes(left: float, right: float, top: float, bottom: float, size: float) -> Iterator[Stroke]:
    """Strokes that rise to the right, √2 `size` apart along the edge; all in px."""
    gap = sqrt(2) * size
    foot = floor((left - (bottom - top)) / gap) * gap
    while foot < right:
        x0, x1 = max(left, foot), min(right, foot + bottom - top)
        if x1 > x0:
            yield x0, bottom - (x0 - foot), x1, bottom - (x1 - foot)
        foot += gap
