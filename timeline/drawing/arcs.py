"""Links of the selected event as arcs, from cause to claimed consequence.

`assets/chart/visible.js` draws the same curves in the browser.
"""

from __future__ import annotations

from collections.abc import Callable
from math import hypot
from typing import Final

import numpy as np

from timeline.drawing.primitives import Point
from timeline.drawing.scene import Scene
from timeline.model import Link

_Path = tuple[Callable[[float], Point], float, float]  # the curve, and from where to where of 0…1

ARC_STEPS: Final = 32
SHALLOW: Final = 0.6  # less of a fall than this, and an arc lies along the rows


def arcs(scene: Scene) -> list[tuple[Link, list[Point]]]:
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


def _curve(scene: Scene, a: int, b: int) -> list[Point]:
    k = scene.frame.type_scale
    foot, head = ((scene.px(scene.at("mark_ms", i)), scene.arc_y(i)) for i in (a, b))
    # px of the curve that the signs at its ends would cover
    start = float(scene.marks.r[a] + (6 if a == scene.selected else 2)) * k
    end = float(scene.marks.r[b] + (7 if b == scene.selected else 3)) * k
    across, down = abs(head[0] - foot[0]), abs(head[1] - foot[1])
    shallow = down < SHALLOW * across and across > 2 * scene.pitch()
    at, t0, t1 = (_arch if shallow else _bow)(scene, foot, head, start, end)
    return [at(t0 + (t1 - t0) * step / ARC_STEPS) for step in range(ARC_STEPS + 1)]


def _bow(scene: Scene, foot: Point, head: Point, start: float, end: float) -> _Path:
    """Bows to the left of its way, so that two arcs between the same events do not coincide;
    neighbours are joined by a loop that is wide enough to be seen beside their marks."""
    (ax, ay), (bx, by) = foot, head
    length = hypot(bx - ax, by - ay) or 1.0
    shy = min(46 * scene.frame.type_scale, 0.16 * length + 6)
    wide = max(shy, 1.6 * (start + end) - 0.5 * length)
    rise = abs(bx - ax) / length * wide
    cx = (ax + bx) / 2 + (by - ay) / length * wide
    cy = (ay + by) / 2 + (rise if (ay + by) / 2 - rise / 2 < 2 else -rise)

    def at(t: float) -> Point:
        u = 1 - t
        return u * u * ax + 2 * u * t * cx + t * t * bx, u * u * ay + 2 * u * t * cy + t * t * by

    t0 = min(0.3, start / (hypot(cx - ax, cy - ay) or 1.0) / 2)
    return at, t0, 1 - min(0.3, end / (hypot(bx - cx, by - cy) or 1.0) / 2)


def _arch(scene: Scene, foot: Point, head: Point, start: float, end: float) -> _Path:
    """Between events at much the same height a bow would strike through the words of the rows
    that it lies along: an arch leaves and arrives upright, its flat top between two rows."""
    (ax, ay), (bx, by) = foot, head
    pitch = scene.pitch()
    rise = max(1.0, min(4.0, 0.22 * abs(bx - ax) / pitch)) * pitch
    over = min(ay, by) - rise
    top = _gap_near(scene, over if over > 2 else max(ay, by) + rise)

    def at(t: float) -> Point:
        y, u = (ay, 2 * t) if t < 0.5 else (by, 2 - 2 * t)
        return ax + (bx - ax) * t * t * (3 - 2 * t), y + (top - y) * u * (2 - u)

    def part(px: float, y: float) -> float:
        return min(0.2, px / (4 * abs(top - y) or 1.0))

    return at, part(start, ay), 1 - part(end, by)


def _gap_near(scene: Scene, y: float) -> float:
    """The height between two rows that is nearest to y, px down the plot."""
    pitch = scene.pitch()
    rows = scene.frame.layout.rows_in_lane
    gaps = [
        band.first + k * pitch
        for lane, band in enumerate(scene.frame.bands)
        if band is not None
        for k in range(rows[lane] + 1)
    ]
    return min(gaps, key=lambda gap: abs(gap - y))
