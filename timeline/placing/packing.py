"""Which row of its lane each event stands in, and how lanes share a budget of rows.

Events are placed by rank, the heaviest first, each where its own label has room at home and no
heavier label is disturbed. A row is an integer whose bits are half pixels of the plot at home, so
that "is this stretch free?" and "how far is it free?" are single operations.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf

LABEL_ROWS = 12  # of a lane: so many may be opened for the sake of a label, more only for marks
SHARE = 4  # times the average: so many rows one lane may have of a budget
LEVELS = {"context": 1, "supporting": 2, "core": 3}
WORTH = {1: 1, 2: 2, 3: 6}  # of an event by level, times what a reader gets to see of it:
LABELLED, RESIDENT, LATER, NEVER = 6, 3, 2, 0


@dataclass(frozen=True, slots=True)
class Box:
    """An event at home scale; stretches are half-open, in cells from the left edge of the plot."""

    event: int
    level: int
    x0: float  # years
    x1: float
    solid: tuple[int, int]  # the mark and half a gap between marks
    soft: tuple[int, int]  # the mark and half a gap to a label
    label: int  # cells of the label with its pad and half a gap
    right: bool  # the walls of the plot leave room for a label on the right,
    left: bool  # on the left,
    inside: bool  # and the bar leaves room inside


@dataclass(slots=True)
class _Row:
    solid: int = 0  # bits taken by marks
    soft: int = 0  # bits a label must keep off: marks and labels, with half a gap
    labels: list[int] = field(default_factory=lambda: [0, 0, 0, 0])  # bits, by level

    def fit(self, box: Box, soft: int) -> tuple[int, int, tuple[int, int] | None]:
        """What it would mean to stand here.

        Args:
            box: an event.
            soft: the bits of its `soft`.

        Returns:
            The level of the heaviest label in the way (0 for none), the room for the box's own
            label in cells, and the stretch for that label: None where it has no room, the empty
            stretch where it stands inside its bar.
        """
        _, context, supporting, core = self.labels
        harm = 3 if core & soft else 2 if supporting & soft else 1 if context & soft else 0
        start, end = box.solid
        ahead = self.soft >> end
        room = (ahead & -ahead).bit_length() - 1 if ahead else box.label
        if box.right and room >= box.label:
            return harm, box.label, (end, end + box.label)
        if box.inside:
            return harm, box.label, (end, end)
        behind = start - (self.soft & ((1 << start) - 1)).bit_length()
        if box.left and behind >= box.label:
            return harm, box.label, (start - box.label, start)
        return harm, max(room * box.right, behind * box.left), None

    def take(self, box: Box, label: tuple[int, int] | None) -> None:
        self.solid |= _bits(box.solid)
        self.soft |= _bits(box.soft)
        if label:
            self.soft |= _bits(label)
            self.labels[box.level] |= _bits(label)


def _bits(stretch: tuple[int, int]) -> int:
    start, end = stretch
    return ((1 << (end - start)) - 1) << start


@dataclass(slots=True)
class Lane:
    """The boxes of one lane: (box, row) of residents and of late ones, and the rows they take."""

    placed: list[tuple[Box, int]] = field(default_factory=list)
    late: list[tuple[Box, int]] = field(default_factory=list)
    worth: int = 0
    rows: int = 0


def place_lane(boxes: list[Box], budget: int | None) -> Lane:
    """Place the boxes of one lane in so many rows at most, heaviest first."""
    rows: list[_Row] = []
    waiting: list[Box] = []
    lane = Lane()
    for box in boxes:
        mark, soft = _bits(box.solid), _bits(box.soft)
        best: tuple[int, bool, int, int] | None = None
        label: tuple[int, int] | None = None
        for k, row in enumerate(rows):
            if row.solid & mark:
                continue
            harm, room, stretch = row.fit(box, soft)
            cost = (harm, stretch is None, -room, k)
            if best is None or cost < best:
                best, label = cost, stretch
            if harm == 0 and stretch is not None:
                break
        if best is None or _deserves_a_row(box, best, budget, len(rows)):
            if budget is None or len(rows) < budget:
                rows.append(_Row())
                label = rows[-1].fit(box, soft)[2]
                best = (0, label is None, 0, len(rows) - 1)
            elif best is None or (budget is not None and best[0] >= LEVELS["core"]):
                # A mark that would cost a core label its place waits in the strip instead.
                waiting.append(box)
                continue
        rows[best[3]].take(box, label)
        lane.placed.append((box, best[3]))
        lane.worth += WORTH[box.level] * (LABELLED if label else RESIDENT)
    lane.rows = len(rows)
    _place_late(lane, waiting)
    return lane


def in_order(placed: Sequence[tuple[Box, int]]) -> list[tuple[Box, int]]:
    """Boxes and rows, those of one extent in the order of the events, from the top.

    Where one would come upon another mark or label in its new row, they stay as they are.
    """
    alike: dict[tuple[float, float], list[int]] = {}
    rows: dict[int, list[Box]] = {}
    for at, (box, k) in enumerate(placed):
        alike.setdefault((box.x0, box.x1), []).append(at)
        rows.setdefault(k, []).append(box)
    made = list(placed)
    for ats in alike.values():
        if len(ats) == 1:
            continue
        boxes = sorted((placed[at][0] for at in ats), key=lambda box: box.event)
        turned = list(zip(boxes, sorted(placed[at][1] for at in ats), strict=True))
        own = {box.event for box in boxes}
        moved = [(box, k) for box, k in turned if box not in rows[k]]
        if any(
            other.event not in own and _meet(_labelled(box), _labelled(other))
            for box, k in moved
            for other in rows[k]
        ):
            continue
        for at, pair in zip(ats, turned, strict=True):
            made[at] = pair
    return made


def _labelled(box: Box) -> tuple[int, int]:
    """The stretch of a box with its label, at the right where that has room."""
    start, end = box.soft
    if box.right:
        return start, end + box.label
    return (start - box.label, end) if box.left else box.soft


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def share_rows(lanes: list[list[Box]], budgets: Sequence[int | None]) -> list[list[Lane]]:
    """Place all lanes under each budget, giving each next row to the lane that gains most by it.

    Returns:
        The lanes, for each budget.
    """
    made: dict[tuple[int, int], Lane] = {}

    def placed(lane: int, rows: int) -> Lane:
        if (lane, rows) not in made:
            made[lane, rows] = place_lane(lanes[lane], rows)
        return made[lane, rows]

    shared = []
    used = [lane for lane, boxes in enumerate(lanes) if boxes]
    for budget in budgets:
        if budget is None:
            shared.append([place_lane(boxes, None) for boxes in lanes])
            continue
        rows = dict.fromkeys(used, 1)
        growing = set(used) if budget > 1 else set()
        while growing and sum(rows.values()) < budget * len(used):
            gain = {k: placed(k, rows[k] + 1).worth - placed(k, rows[k]).worth for k in growing}
            best = min(growing, key=lambda lane: (-gain[lane], lane))
            if gain[best] <= 0:
                break
            rows[best] += 1
            if rows[best] >= SHARE * budget:
                growing.remove(best)
        shared.append([placed(k, rows[k]) if k in rows else Lane() for k in range(len(lanes))])
    return shared


def _deserves_a_row(
    box: Box, cost: tuple[int, bool, int, int], budget: int | None, rows: int
) -> bool:
    """Is the best place among the rows so far bad enough to open another, if the budget allows?"""
    harm, unlabelled = cost[:2]
    if budget is not None:
        return harm > 0 or unlabelled
    if rows >= LABEL_ROWS:
        return False
    # Height is dear: only for labels that must be seen.
    return harm >= LEVELS["supporting"] or (unlabelled and box.level >= LEVELS["core"])


def _place_late(lane: Lane, waiting: list[Box]) -> None:
    """Give each late event the row in which it has most room, so that it can appear soonest."""
    starts: list[list[float]] = [[] for _ in range(lane.rows)]
    ends: list[list[float]] = [[] for _ in range(lane.rows)]

    def stand(box: Box, k: int) -> None:
        at = bisect_left(starts[k], box.x0)
        starts[k].insert(at, box.x0)
        ends[k].insert(at, box.x1)

    for box, k in lane.placed:
        stand(box, k)
    for box in waiting:
        x0, x1 = box.x0, box.x1
        most, k = -inf, 0
        for row, (starts_, ends_) in enumerate(zip(starts, ends, strict=True)):
            at = bisect_left(starts_, x0)
            before = x0 - ends_[at - 1] if at else inf
            after = starts_[at] - x1 if at < len(starts_) else inf
            room = before if before < after else after
            if room > most:
                most, k = room, row
        if most > 0:
            stand(box, k)
        lane.late.append((box, k))
        lane.worth += WORTH[box.level] * (LATER if most > 0 else NEVER)
