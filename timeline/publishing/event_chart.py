"""The chart of an event's lane in its page: one picture a lane, ringed by each of its events."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Final

from timeline.drawing.measures import RING_STROKE
from timeline.drawing.primitives import Path
from timeline.drawing.theme import ThemeName
from timeline.errors import ViewError
from timeline.exchange.selection import select
from timeline.images import svg
from timeline.images.compose import compose
from timeline.images.settings import Look, Sheet
from timeline.prepared import Prepared

WIDTHS: Final = {"wide": 624, "narrow": 343}  # px of the words' column, on a desk and on a phone
_RING: Final = 2.5  # px between a mark and its ring, which keeps clear of the name beside it
HIGHEST: Final = 460  # px; what has no room in so many stands in the strip


class EventCharts:
    """The charts of all lanes.

    Args:
        prepared: the timeline.
        named: gives a picture its name in the site, from the root, by its content.
        tokens: the declarations of a theme's colours as custom properties, by its name.
    """

    def __init__(
        self,
        prepared: Prepared,
        named: Callable[[str, str], str],
        tokens: Callable[[ThemeName], str],
    ) -> None:
        self._lanes = {lane.id: lane.title for lane in prepared.timeline.lanes}
        self._sheets: dict[tuple[str, str], tuple[Sheet, str]] = {}
        self.files: dict[str, str] = {}
        """The pictures by their names."""
        style = f":root{{{tokens('light')}}}"
        style += f"@media(prefers-color-scheme:dark){{:root{{{tokens('dark')}}}}}"
        self._marks: dict[tuple[str, str], Path] = {}
        ids = prepared.table["id"].tolist()
        for n, lane in enumerate(dict.fromkeys(prepared.table["lane"].tolist())):
            for size, width in WIDTHS.items():
                sheet = _sheet(prepared, lane, width)
                if sheet is None:
                    continue
                text = svg.write(sheet, style=style)
                name = named(f"lane-{n}-{size}.svg", text)
                self.files[name] = text
                self._sheets[lane, size] = sheet, name
                for each in sheet.drawn:
                    if isinstance(each, Path) and each.part == "marks":
                        self._marks[ids[each.of], size] = each

    def html(self, event: str, lane: str, home: str) -> str:
        """The chart of a lane with an event ringed; "" where none can be drawn.

        Args:
            event, lane: their ids.
            home: the way from the event's page to the root of the site.
        """
        drawn = [
            self._one(event, lane, size, home) for size in WIDTHS if (lane, size) in self._sheets
        ]
        return f'<figure class="lane">{"".join(drawn)}</figure>' if drawn else ""

    def _one(self, event: str, lane: str, size: str, home: str) -> str:
        sheet, name = self._sheets[lane, size]
        mark = self._marks.get((event, size))
        ring = ""
        if mark:
            ring = (
                f'<circle class="ring" cx="{svg.n(mark.x)}" cy="{svg.n(mark.y)}" '
                f'r="{svg.n(mark.radius + _RING)}" stroke-width="{RING_STROKE:g}"/>'
            )
        label = escape(f"{self._lanes[lane]}: {sheet.sentence}")
        return (
            f'<svg class="{size}" viewBox="0 0 {sheet.width} {sheet.height}" role="img" '
            f'aria-label="{label}"><image href="{escape(home + name)}" width="{sheet.width}" '
            f'height="{sheet.height}"/>{ring}</svg>'
        )


def _sheet(prepared: Prepared, lane: str, width: int) -> Sheet | None:
    """The chart of a lane; None where it has no room, or nothing is drawn."""
    chosen = select(prepared.see(f"lane={lane}"))
    for height in (None, HIGHEST):
        try:
            sheet = compose(chosen, "svg", Look(width, height, ground=False, words=False))
        except ViewError:
            return None
        if sheet.height <= HIGHEST:
            return sheet
    return None
