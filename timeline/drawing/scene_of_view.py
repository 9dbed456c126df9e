"""The scene of a view: rows, window, labels and colours at a size."""

from __future__ import annotations

from math import ceil
from typing import Final

import numpy as np

from timeline.drawing.frame import frame_chart
from timeline.drawing.in_sight import fade, show, span_of
from timeline.drawing.scene import Scene
from timeline.drawing.theme import THEMES, Theme, ThemeName
from timeline.errors import ViewError
from timeline.placing.labels import to_marks
from timeline.prepared import Seen
from timeline.views.view import View

LEAST_PX: Final = 120.0
MOST_PX: Final = 20_000.0  # of the chart; more is a slip, and no browser draws it
LEAST_TYPE: Final = 0.5
MOST_TYPE: Final = 4.0


def scene_of(seen: Seen, width: float, height: float | None, theme: Theme, k: float) -> Scene:
    """What the chart of a view is drawn from.

    Args:
        seen: the timeline through the view. A view of some lanes is a chart of those only.
        width: px of the chart.
        height: px at hand; rows that do not fit wait in the lanes' density strips. None for as
            much as all rows take.
        theme: the colours.
        k: by which type and marks are larger.

    Raises:
        ViewError: the type is too large for the width.
    """
    view, t, table = seen.view, seen.prepared.timeline, seen.prepared.table
    frame = frame_chart(
        table,
        t.lanes,
        seen.prepared.frame,
        width=width,
        height=height,
        type_scale=k,
        used=[lane.id in view.lane for lane in t.lanes] if view.lane else None,
        eras=bool(t.eras),
    )
    if (needed := ceil(frame.gutter + frame.plot_width)) > width:
        raise ViewError(f"width {width!r}: type of scale {k:g} needs {needed} px or more")
    span = span_of(view, frame)
    ids = table["id"].tolist()
    selected = ids.index(view.event) if view.event in ids else None
    marks = to_marks(table, frame.layout, mask=seen.passes)
    shown = show(marks, frame, span, selected)
    faded = fade(marks, shown, frame, span)
    return Scene(t, table, frame, marks, shown, faded, span, selected, theme, view.calendar)


def theme_of(view: View, name: ThemeName | str | None = None) -> Theme:
    """The theme of a name, or that of a view.

    Raises:
        ViewError: no theme of that name.
    """
    asked = name or view.theme
    for known, theme in THEMES.items():
        if known == asked:
            return theme
    raise ViewError(f"there is no theme {asked!r}: write one of {', '.join(THEMES)}")


def check_sizes(width: float, height: float | None, type_scale: float) -> None:
    """Raises ViewError for a size that nothing can be drawn at."""
    check_number("type_scale", type_scale, LEAST_TYPE, MOST_TYPE, "")
    check_number("width", width, LEAST_PX, MOST_PX, " px")
    if height is not None:
        check_number("height", height, 1.0, MOST_PX, " px")


def check_number(name: str, value: float, low: float, high: float, unit: str) -> None:
    """Raises ViewError for a bool, a text, not-a-number, and what lies outside the bounds."""
    number = isinstance(value, int | float | np.integer | np.floating)
    if isinstance(value, bool) or not number or not low <= float(value) <= high:
        raise ViewError(f"{name} {value!r}: write a number from {low:g} to {high:g}{unit}")
