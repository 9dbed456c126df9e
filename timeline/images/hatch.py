"""Hatching as lines instead of SVG patterns.

Not every program that opens an SVG knows patterns, and a Chromium that prints a picture with some
does not come to an end (seen with 156).
"""

from __future__ import annotations

from collections.abc import Iterator
from math import floor, sqrt
from typing import Any

Stroke = tuple[float, float, float, float]  # x and y of both its ends, px


def draw_hatching(figure: dict[str, Any], width: float) -> None:
    """Put line traces in the place of the bars that have a pattern.

    Args:
        figure: plain data, changed in place; its x axis is in ms, its y axis in px.
        width: px between the margins.
    """
    axis = figure["layout"]["xaxis"]
    width *= axis["domain"][1] - axis["domain"][0]
    traces: list[dict[str, Any]] = []
    for trace in figure["data"]:
        hatched = trace.get("marker", {}).get("pattern", {}).get("shape")
        traces += _as_lines(trace, axis["range"], width) if hatched else [trace]
    figure["data"] = traces


def _as_lines(
    trace: dict[str, Any], window: tuple[float, float], width: float
) -> Iterator[dict[str, Any]]:
    """One trace for each colour and opacity among the bars; `width` px show the window."""
    start, end = window
    per_px = (end - start) / width
    marker = trace["marker"]
    gap = sqrt(2) * marker["pattern"]["size"]
    grouped: dict[tuple[str, float], list[Stroke]] = {}
    for base, x, y, tall, colour, opacity in zip(
        *(trace[key] for key in ("base", "x", "y", "width")),
        marker["color"],
        marker["opacity"],
        strict=True,
    ):
        # what of it is in sight: a span of centuries may pass through a window of days
        left = max(0.0, (base - start) / per_px)
        right = min(width, (base + x - start) / per_px)
        strokes = grouped.setdefault((colour, opacity), [])
        strokes += _strokes(left, right, y - tall / 2, y + tall / 2, gap)

    def at(px: float) -> float:
        return float(start + px * per_px)

    for (colour, opacity), strokes in grouped.items():
        line = {
            "color": colour,
            "width": marker["pattern"]["size"] * marker["pattern"]["solidity"],
            "simplify": False,
        }
        yield {
            "type": "scatter",
            "mode": "lines",
            "x": [x for a, _, b, _ in strokes for x in (at(a), at(b), None)],
            "y": [y for _, a, _, b in strokes for y in (a, b, None)],
            "line": line,
            "opacity": opacity,
            "hoverinfo": "skip",
            "showlegend": False,
            "meta": trace.get("meta"),
        }


def _strokes(left: float, right: float, top: float, bottom: float, gap: float) -> Iterator[Stroke]:
    """Strokes that rise to the right, cut off at the edges of a bar."""
    foot = floor((left - (bottom - top)) / gap) * gap
    while foot < right:
        x0, x1 = max(left, foot), min(right, foot + bottom - top)
        if x1 > x0:
            yield x0, bottom - (x0 - foot), x1, bottom - (x1 - foot)
        foot += gap
