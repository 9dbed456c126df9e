"""How much room the page keeps for the chart: the heights of the layouts that it may draw, as CSS.

The page is laid out before any script runs, so the room must be known to CSS. It depends on the
chart's width, which alone decides the tier of the layout (`tiers`, read by
`assets/chart/frame.js` as well), and on the type scale. What is reserved is therefore the height
of a layout that will be drawn: nothing jumps, nothing is covered, and no band stays empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, inf
from typing import Any, Final

from timeline.drawing.frame import AXIS_HEIGHT, FOOT_HEIGHT, gutter_width
from timeline.model import Lane
from timeline.placing.labels import LANE_PADDING, MAX_MARKS, ROW_PITCH, STRIP_HEIGHT
from timeline.placing.rows import tiers as tiers_of

NARROW: Final = 640  # px of chart: below this lanes are tight, as in assets/chart/frame.js
ALL: Final = inf  # rows a lane: as many as it takes
LEAST_BUDGET: Final = 3  # rows a lane: with fewer, core events would wait out of sight
PHONE_HEIGHT: Final = 300  # px that a chart takes on a phone, where the lanes do not need more
PHONE_WHOLE: Final = 460  # px up to which it takes what all its rows need
# by whether the chart is narrow, px: of a lane, of its strip, and beside the plot
_PADDING: Final = {True: 3.0, False: LANE_PADDING}
_STRIP: Final = {True: 5.0, False: STRIP_HEIGHT}
_RIM: Final = {True: 4, False: 12}
_AIRY: Final = 110  # px up to which a few rows spread
_STRETCH: Final = 1.6  # by so much, lest a band stay empty in the type of a large room
_WIDER: Final = 12  # px that the lanes' names may take more in another font than the one measured
_SPARE: Final = 2  # px, lest a rounded height miss the layout that it was made for


def tiers(lanes: Sequence[Lane], events: int) -> list[list[int]]:
    """From which width of the whole chart each tier is taken.

    Args:
        lanes: those with an event.
        events: how many there are in all.

    Returns:
        One list a tier: the tier, then the chart's least width, px at type scale 1, where the
        chart is narrow, and where it is not.
    """
    first, *wider = tiers_of(events)
    froms = [
        [tier, *(_width_for(tier, lanes, narrow) for narrow in (True, False))] for tier in wider
    ]
    return [[first, 0, 0], *froms]


def _width_for(tier: int, lanes: Sequence[Lane], narrow: bool) -> int:
    """Width of a chart whose plot is surely as wide as a tier, px."""
    width = float(tier)
    for _ in range(4):  # a wider chart has room for longer names
        width = tier + gutter_width(lanes, width, short=narrow) + _WIDER + _RIM[narrow]
    return ceil(width)


def rim(narrow: bool) -> float:
    """Px between the plot and the right edge of the chart."""
    return float(_RIM[narrow])


def padding(narrow: bool) -> float:
    """Px above and below the rows of a lane, together."""
    return _PADDING[narrow]


def strip(narrow: bool) -> float:
    """Px of a lane's density strip."""
    return _STRIP[narrow]


def reached(
    document: dict[str, Any], tier: int, narrow: bool, *, phone: bool
) -> list[tuple[float, float]]:
    """The heights that the page gives the chart, px at type scale 1, from and to.

    Args:
        document: as for `variables`.
        tier: its place among the tiers.
        narrow: is the chart narrow?
        phone: may it be a phone's? A narrow one is.
    """
    found: list[tuple[float, float]] = []
    if narrow or phone:
        height = float(_on_phone(document, narrow)[tier] + _SPARE)
        found.append((height, height))
    if not narrow:
        least, full = (_heights(document, budget, narrow)[tier] for budget in (LEAST_BUDGET, ALL))
        # a budget may open more rows than all the marks need by themselves
        found.append((least + _SPARE, max(least, full) + _SPARE))
    return found


def _heights(document: dict[str, Any], budget: float, narrow: bool) -> list[int]:
    """What the rows of a budget need, or of the largest below it, by the tiers."""
    made = {
        layout["tier"]: _height(layout, narrow, bool(document["eras"]))
        for layout in sorted(document["layouts"], key=rows_a_lane)
        if rows_a_lane(layout) <= budget
    }
    return [made[tier] for tier in sorted(made)]


def rows_a_lane(layout: dict[str, Any]) -> float:
    """The budget of a layout of the document; `ALL` where it takes as many rows as it needs."""
    return ALL if layout["budget"] is None else float(layout["budget"])


def _on_phone(document: dict[str, Any], narrow: bool) -> list[int]:
    pairs = zip(_heights(document, ALL, narrow), _heights(document, 1, narrow), strict=True)
    return [full if full <= PHONE_WHOLE else max(brief, PHONE_HEIGHT) for full, brief in pairs]


def variables(document: dict[str, Any]) -> dict[str, str]:
    """Heights of the chart as CSS lengths, by name, to be read inside the chart's container.

    Args:
        document: of `timeline.page.document.build_document`; its `tiers` and `layouts` are read.

    Returns:
        `full`: what all rows need; `least`: what the rows of `LEAST_BUDGET` need; `brief`: one row
        a lane; `phone`: what is taken on a phone. `wide` and `from-N` are flags that these use: 1px
        where the chart is not narrow, and where the tier N is taken, else 0px.
    """
    made = {"wide": _flag(f"{NARROW}px * min(var(--type-scale), 1.5)")}
    for tier, *froms in document["tiers"][1:]:
        for column, width in enumerate(froms):
            made[f"from-{tier}-{column}"] = _flag(f"{width}px * var(--type-scale)")
    wider = [tier for tier, *_ in document["tiers"][1:]]
    for name, budget in {"full": ALL, "least": LEAST_BUDGET, "brief": 1}.items():
        by_shape = (_heights(document, budget, narrow) for narrow in (True, False))
        made[name] = _either(wider, *by_shape)
    made["phone"] = _either(wider, *(_on_phone(document, narrow) for narrow in (True, False)))
    return made


def _height(layout: dict[str, Any], narrow: bool, eras: bool) -> int:
    """Pixels that a chart of a layout needs, axis and names of eras included."""
    crowded = len(layout["row"]) > MAX_MARKS
    rows = int(sum(layout["rowsInLane"]))
    fixed = (
        AXIS_HEIGHT
        + FOOT_HEIGHT * (eras and not narrow)
        + sum(
            _PADDING[narrow] + _STRIP[narrow] * (crowded or late)
            for n, late in zip(layout["rowsInLane"], layout["lateInLane"], strict=True)
            if n
        )
    )
    least = fixed + rows * ROW_PITCH
    return ceil(max(least, min(fixed + rows * ROW_PITCH * _STRETCH, _AIRY)))


def _flag(threshold: str) -> str:
    """1px from a width of the container on, else 0px."""
    return f"clamp(0px, (100cqi - {threshold}) * 1000, 1px)"


def _stepped(wider: Sequence[int], heights: Sequence[int], column: int) -> str:
    """The height of the tier taken, given that of each, narrow to wide, and the second tier on."""
    steps = "".join(
        f" + {after - before} * var(--chart-from-{tier}-{column})"
        for tier, before, after in zip(wider, heights, heights[1:], strict=False)
        if after != before
    )
    return f"{heights[0]}px{steps}"


def _either(wider: Sequence[int], narrow: Sequence[int], wide: Sequence[int]) -> str:
    """The height for a narrow chart or for another, given that of each tier, at the type scale.

    Args:
        wider: the second tier and those after it.
        narrow, wide: px by the tiers, of a narrow chart and of another.
    """
    off = 100_000  # takes the one that does not apply out of the greater of the two
    height = (
        f"max({_stepped(wider, narrow, 0)} - {off} * var(--chart-wide), "
        f"{_stepped(wider, wide, 1)} - {off} * (1px - var(--chart-wide)))"
    )
    return f"calc({height} * var(--type-scale) + {_SPARE}px)"
