"""What of a view stands in a window: marks, labels, and what is drawn pale."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from timeline.drawing.frame import Frame
from timeline.placing.geometry import Bools
from timeline.placing.labels import PAD, SIDES, YEAR_MS, Box, Marks, Shown, boxes, thresholds
from timeline.views.view import View, window


def span_of(view: View, frame: Frame) -> tuple[float, float]:
    """The window to draw, ms: the view's, within home."""
    home = frame.home[0] * YEAR_MS, frame.home[1] * YEAR_MS
    asked = window(view, home)
    start, end = max(home[0], asked[0]), min(home[1], asked[1])
    return (start, end) if end > start else home


class Plot(Protocol):
    """What of a frame decides which labels stand in it."""

    @property
    def plot_width(self) -> float: ...

    @property
    def type_scale(self) -> float: ...

    @property
    def home(self) -> tuple[float, float]: ...


def show(marks: Marks, frame: Plot, span: tuple[float, float], selected: int | None) -> Shown:
    """Marks, strips and labels in a window, ms; the label of the selected event among them."""
    years = span[0] / YEAR_MS, span[1] / YEAR_MS
    floor = frame.plot_width / frame.type_scale / (frame.home[1] - frame.home[0])
    shown = boxes(
        marks,
        thresholds(marks, frame.home, floor),
        scale=frame.plot_width / (years[1] - years[0]),
        window=years,
        width=frame.plot_width,
        type_scale=frame.type_scale,
        emphasised=[] if selected is None else [selected],
    )
    return shown._replace(labels=[*shown.labels, *_within(marks, shown, frame, span, selected)])


def _within(
    marks: Marks, shown: Shown, frame: Plot, span: tuple[float, float], selected: int | None
) -> list[Box]:
    """Labels that have no room beside their bars stand inside them where they can: nothing lies
    on a bar but the selected event, which has a row while it is selected, and its label."""
    x0, scale, k = _pixels(frame, span)
    taken = [(box.row, box.left, box.right) for box in shown.labels if box.event == selected]
    if selected is not None and selected in shown.marks:
        mark, reach = (marks.m[selected] - x0) * scale, marks.r[selected] * k
        start, end = ((edge[selected] - x0) * scale for edge in (marks.x0, marks.x1))
        own = float(min(start, mark - reach)), float(max(end, mark + reach))
        taken.append((int(marks.row[selected]), *own))
    labelled = {box.event for box in shown.labels}
    found = []
    for i in shown.marks:
        if not marks.span[i] or i in labelled:
            continue
        mark_end = float((marks.m[i] - x0) * scale + marks.r[i] * k)
        left = max(mark_end, 0.0) + PAD * k
        right = left + float(marks.w[i]) * k
        if right > min(float((marks.x1[i] - x0) * scale), frame.plot_width) - PAD * k:
            continue
        under = any(
            row == marks.row[i] and left < end + PAD * k and right > start - PAD * k
            for row, start, end in taken
        )
        if i == selected or not under:
            found.append(Box(i, SIDES.index("inside"), left, right, int(marks.row[i])))
    return found


def fade(marks: Marks, shown: Shown, frame: Frame, span: tuple[float, float]) -> list[int]:
    """Events that are filtered out and keep a pale mark: those in sight, under no label."""
    x0, scale, k = _pixels(frame, span)
    margin = (marks.r + PAD) * k
    left, right = (marks.x0 - x0) * scale - margin, (marks.x1 - x0) * scale + margin
    pale: Bools = ~marks.mask & ~marks.late & (right > 0) & (left < frame.plot_width)
    pale &= ~np.isnan(frame.row_y)
    pale[shown.marks] = False
    for box in shown.labels:
        pale &= ~((marks.row == box.row) & (left < box.right) & (right > box.left))
    return [int(i) for i in np.flatnonzero(pale)]


def _pixels(frame: Plot, span: tuple[float, float]) -> tuple[float, float, float]:
    """Where the window begins, years; pixels a year; type scale."""
    scale = frame.plot_width * YEAR_MS / (span[1] - span[0])
    return span[0] / YEAR_MS, scale, frame.type_scale
