"""Which marks and labels stand in a window at a scale, and the pixels that the labels take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from timeline.placing.geometry import GAP, MAX_MARKS, PAD
from timeline.placing.thresholds import INSIDE, LEFT, RIGHT, Marks, Thresholds


class Box(NamedTuple):
    """A shown label: index of the event, side, px from the left edge of the plot, row."""

    event: int
    side: int
    left: float
    right: float
    row: int


class Shown(NamedTuple):
    """What is drawn: indices of marks and of strip ticks, and the labels' boxes."""

    marks: list[int]
    strip: list[int]
    labels: list[Box]


class _Plot:
    """The window in pixels: edges of every mark, and where a label stands beside it."""

    def __init__(self, marks: Marks, start: float, scale: float, width: float, k: float) -> None:
        self.width = width
        self.pad = PAD * k
        middle, r = (marks.m - start) * scale, marks.r * k
        x0, x1 = (marks.x0 - start) * scale, (marks.x1 - start) * scale
        left, right = np.minimum(x0, middle - r), np.maximum(x1, middle + r)
        self.in_sight = ((right > 0) & (left < width)).tolist()
        self.left: list[float] = left.tolist()
        self.right: list[float] = right.tolist()
        self.mark_start: list[float] = (middle - r).tolist()
        self.mark_end: list[float] = (middle + r).tolist()
        self.bar_end: list[float] = x1.tolist()
        self.length: list[float] = (marks.w * k).tolist()
        self.row: list[int] = marks.row.tolist()

    def box(self, i: int, side: int) -> Box:
        """The label's box, be it inside the plot or not."""
        if side == LEFT:
            start = self.left[i] - self.pad - self.length[i]
        elif side == RIGHT:
            start = self.right[i] + self.pad
        else:  # after the mark, or sliding along the edge of the plot when the mark has left it
            start = max(self.mark_end[i], 0.0) + self.pad
        return Box(i, side, start, start + self.length[i], self.row[i])

    def holds(self, box: Box) -> bool:
        """Is the whole box within the plot, and one inside a bar within the bar's part in sight?"""
        end = self.width
        if box.side == INSIDE:
            end = min(self.bar_end[box.event], end) - self.pad
        return box.left >= 0 and box.right <= end

    def slid(self, box: Box) -> Box:
        """The box moved into the plot."""
        start = max(0.0, min(box.left, self.width - self.length[box.event]))
        return box._replace(left=start, right=start + self.length[box.event])

    def off_mark(self, box: Box) -> bool:
        """Does the box leave its own mark free? On its own bar it may lie."""
        start, end = self.mark_start[box.event], self.mark_end[box.event]
        return box.left >= end or box.right <= start

    def covers(self, box: Box, i: int) -> bool:
        """Does the box lie on mark i?"""
        return (
            box.event != i
            and box.row == self.row[i]
            and box.left < self.right[i]
            and box.right > self.left[i]
        )


def boxes(
    marks: Marks,
    thresholds: Thresholds,
    *,
    scale: float,
    window: tuple[float, float],
    width: float,
    type_scale: float = 1.0,
    emphasised: Sequence[int] = (),
) -> Shown:
    """What is drawn in a window at a scale.

    Args:
        marks: n events, as given to `thresholds.thresholds`.
        thresholds: theirs.
        scale: px a year, not below the home scale.
        window: bounds in sight, years; only the first is used, `scale` and `width` say the rest.
        width: of the plot, px.
        type_scale: by which all pixel sizes grow, >= 1.
        emphasised: selected, focused, hovered: they show mark and label wherever they are in
            sight, filtered or not, and the others' labels give way. The first take precedence. One
            whose label has no room but on its own mark goes without.

    Returns:
        Marks and strip ticks in sight by rank, the emphasised last: at most MAX_MARKS marks and
        the emphasised. In one row no two boxes overlap, none lies on a drawn mark (but an
        emphasised label may, on paper ground), none leaves the plot.
    """
    plot = _Plot(marks, window[0], scale, width, type_scale)
    sigma = scale / type_scale
    mark_scale, min_scale = thresholds.mark_scale.tolist(), thresholds.min_scale.tolist()
    side, spare_scale = thresholds.side.tolist(), thresholds.spare_scale.tolist()
    drawn: list[int] = []
    strip: list[int] = []
    labels: list[Box] = []
    cut: list[Box] = []  # by the plot's edge, turned to the other sides of their marks
    for i in np.argsort(marks.rank, kind="stable").tolist():
        if not (marks.mask[i] and plot.in_sight[i]):
            continue
        if sigma < mark_scale[i] or len(drawn) >= MAX_MARKS:
            strip.append(i)
            continue
        drawn.append(i)
        if sigma >= min_scale[i]:
            box = plot.box(i, side[i])
            if plot.holds(box):
                labels.append(box)
            elif sigma >= spare_scale[i]:
                cut.append(plot.box(i, LEFT if side[i] == RIGHT else RIGHT))
    turned: list[Box] = []
    for box in filter(plot.holds, cut):
        if not any(_near(box, other, GAP * type_scale) for other in turned):
            turned.append(box)
    shown = Shown(drawn, strip, labels + turned)
    held: list[Box] = []
    for i in dict.fromkeys(emphasised):
        if plot.in_sight[i]:
            shown = _emphasise(plot, shown, i, held)
    return shown


def _emphasise(plot: _Plot, shown: Shown, i: int, held: list[Box]) -> Shown:
    """Show mark and label of one event; `held` are the boxes emphasised before, which stay."""
    drawn = shown.marks if i in shown.marks else [*shown.marks, i]
    strip = [j for j in shown.strip if j != i]
    own = next((box for box in shown.labels if box.event == i), None)
    choices = [own] if own else [plot.box(i, RIGHT), plot.box(i, LEFT)]
    choices = [box for box in choices if plot.holds(box)] or list(
        filter(plot.off_mark, map(plot.slid, choices))
    )
    free = [
        box
        for box in choices
        if plot.holds(box) and not any(_near(box, other, 0.0) for other in held)
    ]
    box = next((b for b in free if not any(plot.covers(b, j) for j in drawn)), None)
    if box is None and free:
        box = free[0]
    labels = [
        other
        for other in shown.labels
        if other in held
        or (
            other.event != i
            and not plot.covers(other, i)
            and not (box and _near(box, other, plot.pad))
        )
    ]
    if box:
        held.append(box)
        labels.append(box)
    return Shown(drawn, strip, labels)


def _near(a: Box, b: Box, margin: float) -> bool:
    return a.row == b.row and a.left - margin < b.right and a.right + margin > b.left
