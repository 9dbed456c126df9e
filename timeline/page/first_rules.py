"""The style sheet that puts the first chart together: what depends on its size, as rules.

See `timeline.page.first_chart`, whose classes these are, and `assets/chart/first.css`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from timeline.drawing.frame import AXIS_HEIGHT, FOOT_HEIGHT, STRETCH
from timeline.drawing.measures import (
    BAR_OPACITY,
    BAR_SHARE,
    SOFT_OPACITY,
    WHISKER,
    WHISKER_OPACITY,
)
from timeline.page import chart_heights
from timeline.page.first_sizes import Sizes, Variant
from timeline.placing.geometry import LABEL_HEIGHT, ROW_PITCH

# as in assets/chart/frame.js, by whether the chart is narrow: the pitch of rows at least
_LEAST_PITCH: Final = {True: 1.3 * LABEL_HEIGHT, False: ROW_PITCH}
_COUNT: Final = 7.5  # px that a name makes way for the count below it


def style(sizes: Sizes, drawn: Sequence[dict[str, int]], hues: Sequence[str]) -> str:
    """The rules.

    Args:
        sizes: at which sizes what is taken.
        drawn: of each event, from which step of a variant its mark is drawn, by the variant's key.
        hues: the hues of the kinds.
    """
    return _Rules(sizes, drawn, hues).css()


class _Rules:
    def __init__(self, sizes: Sizes, drawn: Sequence[dict[str, int]], hues: Sequence[str]) -> None:
        self.sizes, self.drawn, self.hues = sizes, drawn, hues

    def css(self) -> str:
        """What depends on the size of the chart."""
        rules = [
            f".m-{hue}{{fill:var(--hue-{hue});stroke:var(--paper)}}"
            f".o-{hue}{{stroke:var(--hue-{hue});fill:none}}"
            for hue in self.hues
        ]
        thick = LABEL_HEIGHT * BAR_SHARE
        rules += [
            f".first-plot .{sort}{{stroke-width:{px:g}px;opacity:{opacity}}}"
            for sort, px, opacity in (
                ("b", thick, BAR_OPACITY),
                ("h", thick, SOFT_OPACITY),
                ("w", WHISKER, WHISKER_OPACITY),
            )
        ]
        rules += [*self._gutter_rules(), *self._tick_rules()]
        for variant in self.sizes.variants:
            rules.append(f"{variant.query()}{{{''.join(self._rules(variant))}}}")
            later = self._later(variant)
            for step in range(1, len(variant.steps)):
                changes = _changes(variant.key, step, drawn=step in later)
                rules.append(f"{variant.query(step)}{{{changes}}}")
        return "\n".join(rules)

    def _gutter_rules(self) -> Iterator[str]:
        before: list[bool] = [False] * len(self.sizes.lanes)
        for width, gutter, titles in self.sizes.gutters:
            if titles is None:
                yield f"@container first (width>={width:g}px){{.first-in{{display:none}}}}"
                continue
            rules = f".first-in{{--g:{gutter}px;display:block}}"
            for n, was, whole in zip(self.sizes.lanes, before, titles, strict=True):
                if was != whole:
                    shown, unseen = ("T", "S") if whole else ("S", "T")
                    rules += f".{shown}{n}{{display:inline}}.{unseen}{n}{{display:none}}"
            before = titles
            yield f"@container first (width>={width:g}px){{{rules}}}"

    def _tick_rules(self) -> Iterator[str]:
        for step, (width, _, _) in enumerate(self.sizes.years):
            rules = f".Y{step}{{display:inline}}"
            rules += f".Y{step - 1}{{display:none}}" if step else ""
            yield f"@container first (width>={width}px){{{rules}}}"

    def _rules(self, variant: Variant) -> Iterator[str]:
        layout, narrow, key = variant.layout, variant.narrow, variant.key
        rows = sum(layout.rows_in_lane[n] for n in self.sizes.lanes)
        fixed = self.sizes.fixed(layout, narrow)
        foot = FOOT_HEIGHT * (self.sizes.eras and not narrow)
        taken = fixed + AXIS_HEIGHT + foot
        least, most = _LEAST_PITCH[narrow], STRETCH * ROW_PITCH
        padding = chart_heights.padding(narrow)
        yield (
            f".first-in{{--p:clamp({least:g}px,calc((100cqh - {taken:g}px)/{rows}),{most:g}px);"
            f"--h:calc({fixed + foot:g}px + {rows}*var(--p));--d:{padding:g}px;visibility:visible}}"
        )
        down, above = 0.0, 0
        for n in self.sizes.lanes:
            strip = self.sizes.strip(layout, n, narrow)
            counted = f";--s:{strip:g}px" if strip else ""
            counted += f";--c:{_COUNT}px" if strip and not narrow else ""
            own = layout.rows_in_lane[n]
            yield f".L{n}{{--f:{down + padding / 2:g}px;--n:{above};--o:{own}{counted}}}"
            down += padding + strip
            above += own
        yield from (
            f".{key}{row}{{transform:translateY(calc({row + 0.5:g}*var(--p)));display:inline}}"
            for row in range(max(layout.rows_in_lane))
        )
        yield f".N{key}0{{display:inline}}"
        later, last = self._later(variant), len(variant.steps)
        if late := ",".join(f".H{key}{step}" for step in later if step < last):
            yield f"{late}{{display:none}}"
        if early := ",".join(f".Q{key}{step}" for step in later):
            yield f"{early}{{display:inline}}"

    def _later(self, variant: Variant) -> list[int]:
        """The steps of a variant, but the first, at which some event begins to be drawn.

        The number of its steps stands for events that it does not draw at all.
        """
        last = len(variant.steps)
        return sorted({drawn.get(variant.key, last) for drawn in self.drawn} - {0})


def _changes(key: str, step: int, *, drawn: bool) -> str:
    """The rules of what begins at a step of a variant: names, and marks if there are some."""
    names = f".N{key}{step}{{display:inline}}.X{key}{step}{{display:none}}"
    marks = f".H{key}{step}{{display:inline}}.Q{key}{step}{{display:none}}"
    return names + marks if drawn else names
