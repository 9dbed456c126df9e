"""Labels second: at which scale each mark and label clears all others, and on which side.

Zooming in only spreads marks apart, while a label keeps its width; so for every label there is
one scale from which it fits, and none at which it vanishes again: the "active ranges" of
K. Been, E. Daiches and C. Yap, "Dynamic map labeling" (IEEE TVCG 12/5, 2006). The thresholds are
found row by row against the nearest obstacles only: what has once been cleared hides all that
lies beyond it. `assets/chart/labels.js` is this module's twin in
the browser; `tests/cases/labels.json` holds both to the same results.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from math import inf
from typing import Final

import numpy as np

from timeline.placing.geometry import GAP, MARK_GAP, PAD, Bools, Floats, Ints

SIDES: Final = ("none", "right", "left", "inside")
NONE, RIGHT, LEFT, INSIDE = range(4)


@dataclass(frozen=True, slots=True)
class Marks:
    """n events as their rows see them; arrays of length n.

    Attributes:
        x0, x1: the drawn extent, years, x0 <= x1.
        m: where the mark sits, years, within the extent.
        r: radius of the mark, px.
        w: width of the label, px.
        row: row in the whole chart; rows of different lanes differ.
        late: waits in the strip until there is room.
        rank: 0 for the heaviest; unique.
        span: drawn as a bar, so that its label may stand inside.
        mask: passes the filters; the others are as if they were not there.
    """

    x0: Floats
    x1: Floats
    m: Floats
    r: Floats
    w: Floats
    row: Ints
    late: Bools
    rank: Ints
    span: Bools
    mask: Bools


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Scales (px a year at type scale 1) from which to show; infinite for never.

    Attributes:
        mark_scale: n scales for the marks. That of an event that is not late is at most the
            scale at which its row was laid out.
        side: n codes, an index of SIDES.
        min_scale: n scales for the labels, >= mark_scale.
        spare_scale: n scales, >= min_scale, from which a label clears marks and labels on the
            other side of its mark too, for windows whose edge cuts it off; two that change sides
            may meet. Infinite for one inside its bar.
    """

    mark_scale: Floats
    side: Ints
    min_scale: Floats
    spare_scale: Floats


class _Rows:
    """The obstacles placed so far, and what a new one needs to clear them.

    Looking left is looking right in a mirror, so coordinates are kept for both directions d = 0
    (right) and 1 (left): `lead` the edge of a mark that looks ahead, `face` the edge that is
    looked at, `mid` its middle, `wall` the edge of the home range.
    """

    def __init__(self, marks: Marks, home: tuple[float, float]) -> None:
        x0, x1, m = marks.x0.tolist(), marks.x1.tolist(), marks.m.tolist()
        self.lead: tuple[list[float], list[float]] = (x1, (-marks.x0).tolist())
        self.face: tuple[list[float], list[float]] = (x0, (-marks.x1).tolist())
        self.mid: tuple[list[float], list[float]] = (m, (-marks.m).tolist())
        self.wall = (home[1], -home[0])
        self.r: list[float] = marks.r.tolist()
        self.row: list[int] = marks.row.tolist()
        by_start = np.lexsort((marks.rank, marks.x1, marks.x0))
        self.event: list[int] = by_start.tolist()
        self.place: list[int] = np.argsort(by_start, kind="stable").tolist()
        n = len(x0)
        self.mark_scale = [inf] * n
        self.label_scale = [inf] * n
        self.reach = ([0.0] * n, [0.0] * n)  # px a label takes on the side that d looks at
        self.placed: dict[int, list[int]] = {row: [] for row in set(self.row)}

    def need(self, i: int, d: int, extra: float, gap: float) -> float:
        """The scale at which event i clears all that is placed on one side of it.

        Args:
            i: the event.
            d: 0 to look right, 1 to look left.
            extra: px of the label on that side with its pad, 0 for the mark alone.
            gap: px to keep from other marks; to labels it is always GAP.
        """
        lead, face, mid = self.lead[d], self.face[d], self.mid[d]
        a, b, r = lead[i], mid[i], self.r[i]
        placed, place, reach = self.placed[self.row[i]], self.place[i], self.reach[1 - d]
        at = bisect_left(placed, place)
        if d == 1:
            at -= 1
        elif at < len(placed) and placed[at] == place:
            at += 1
        best: float = 0.0
        step = -1 if d else 1
        while 0 <= at < len(placed):
            j = self.event[placed[at]]
            ahead = face[j] - a
            if ahead <= 0:
                return inf
            g, q = mid[j], self.r[j]
            ahead_mid, behind, behind_mid = g - a, face[j] - b, g - b

            px = extra + gap
            clear = max(
                px / ahead, (px + q) / ahead_mid, (px + r) / behind, (px + r + q) / behind_mid
            )
            if clear > best and self.mark_scale[j] < clear:
                best = clear
            if reach[j]:
                px = extra + GAP + reach[j]
                clear = max(
                    px / ahead, (px + q) / ahead_mid, (px + r) / behind, (px + r + q) / behind_mid
                )
                # Where the other label appears only later than this, the two never meet.
                if clear > best and self.label_scale[j] < clear:
                    best = clear
            if best:  # from this scale on, the mark of j stands between i and all beyond it
                break
            at += step
        return best

    def need_of_wall(self, i: int, d: int, extra: float) -> float:
        """The scale at which the label stays within the home range."""
        room = self.wall[d] - self.lead[d][i]
        if room <= 0:
            return inf
        return max(extra / room, (extra + self.r[i]) / (self.wall[d] - self.mid[d][i]))

    def place_mark(self, i: int) -> None:
        """Find the scale from which mark i clears all that is placed, and place it."""
        scale = max(self.need(i, 0, 0.0, MARK_GAP), self.need(i, 1, 0.0, MARK_GAP))
        self.mark_scale[i] = scale
        if scale < inf:
            placed = self.placed[self.row[i]]
            placed.insert(bisect_left(placed, self.place[i]), self.place[i])

    def place_label(self, i: int, w: float, span: bool, floor: float) -> int:
        """Find the side that label i can take soonest, and place it there; returns the side."""
        if self.mark_scale[i] == inf:
            return NONE
        extra = PAD + w
        side, best = NONE, inf
        for choice in (RIGHT, INSIDE, LEFT):
            if choice == INSIDE:
                bar = self.lead[0][i] - self.mid[0][i]
                need = (self.r[i] + PAD + extra) / bar if span and bar > 0 else inf
            else:
                d = 0 if choice == RIGHT else 1
                need = self.need_of_wall(i, d, extra)
                if max(need, floor) < best:
                    need = max(need, self.need(i, d, extra, GAP))
            if max(need, floor) < best:
                side, best, scale = choice, max(need, floor), need
        if side == NONE:
            return NONE
        self.label_scale[i] = max(scale, self.mark_scale[i])
        if side != INSIDE:
            self.reach[0 if side == RIGHT else 1][i] = extra
        return side

    def need_of_spare(self, i: int, w: float, side: int) -> float:
        """The scale from which the label clears all that is placed on its other side too."""
        if side not in (RIGHT, LEFT):
            return inf
        return max(self.label_scale[i], self.need(i, 1 if side == RIGHT else 0, PAD + w, GAP))


def thresholds(marks: Marks, home: tuple[float, float], floor: float = 0.0) -> Thresholds:
    """The scales from which marks and labels are shown, so that no two boxes of a row overlap.

    Obstacles are placed one after the other, each clear of all before it: the marks of residents
    (not late) by rank, then their labels by rank, then each late event's mark and label by rank.
    What holds for all events holds for any subset of them.

    Args:
        marks: n events.
        home: bounds of the home range, years; labels must lie within it.
        floor: the smallest scale that will be shown. Sides that fit at the floor are equally good,
            and of equals the right is taken, then inside, then left.
    """
    rows = _Rows(marks, home)
    n = len(marks.x0)
    side = [NONE] * n
    w, span, late = marks.w.tolist(), marks.span.tolist(), marks.late.tolist()
    order = [int(i) for i in np.argsort(marks.rank, kind="stable") if marks.mask[i]]
    residents = [i for i in order if not late[i]]
    for i in residents:
        rows.place_mark(i)
    for i in residents:
        side[i] = rows.place_label(i, w[i], span[i], floor)
    for i in order:
        if late[i]:
            rows.place_mark(i)
            side[i] = rows.place_label(i, w[i], span[i], floor)
    return Thresholds(
        np.array(rows.mark_scale, dtype=np.float64),
        np.array(side, dtype=np.int64),
        np.array(rows.label_scale, dtype=np.float64),
        np.array([rows.need_of_spare(i, w[i], side[i]) for i in range(n)], dtype=np.float64),
    )
