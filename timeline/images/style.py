"""A figure's type and ground as a picture wants them: faces that every office has, a ground that
may be transparent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from timeline.drawing.theme import SANS as PAGE_SANS
from timeline.drawing.theme import Theme
from timeline.images.words import SANS

CLEAR: Final = "rgba(0,0,0,0)"
_TINT: Final = 0.07  # of a band on a ground that is not known


def restyle(figure: dict[str, Any], theme: Theme, *, halo: bool, ground: bool) -> None:
    """Change a figure of plain data in place.

    Args:
        figure: for Plotly.
        theme: its colours.
        halo: keep the paper about the letters. As vectors it is each word sixteen times over, and
            on an unknown ground it would be seen.
        ground: False makes paper and bands transparent.
    """
    dropped = set() if halo else {"shadow"}
    _walk(figure["data"], dropped)
    _walk(figure["layout"], dropped)
    if ground:
        return
    layout = figure["layout"]
    layout["paper_bgcolor"] = CLEAR
    red, green, blue = (int(theme.secondary[i : i + 2], 16) for i in (1, 3, 5))
    for shape in layout.get("shapes", []):
        if shape.get("fillcolor") == theme.band:
            shape["fillcolor"] = f"rgba({red},{green},{blue},{_TINT})"


def _walk(value: Any, dropped: set[str]) -> None:
    if isinstance(value, list):
        for item in value:
            _walk(item, dropped)
    elif isinstance(value, dict):
        for key in dropped & set(value):
            del value[key]
        for key, change in _CHANGES.items():
            if key in value:
                value[key] = change(value[key])
        for item in value.values():
            _walk(item, dropped)


def _family(value: Any) -> Any:
    return SANS if value == PAGE_SANS else value


def _weight(value: Any) -> Any:
    """Arial has no 600, and programs that know only bold and not bold draw the line elsewhere."""
    if isinstance(value, list):
        return [_weight(item) for item in value]
    return 700 if value == 600 else value


_CHANGES: Final[dict[str, Callable[[Any], Any]]] = {"family": _family, "weight": _weight}
