"""A page of its own inside a cell: a frame that carries all it shows in its `srcdoc`.

The frame has no origin, so that what it shows can neither read the notebook nor reach the server
behind it; and what the notebook loads for itself does not disturb it.
"""

from __future__ import annotations

from html import escape

from timeline.framed import ALLOW, SANDBOX


def frame(page: str, *, title: str, height: float, width: float | None = None) -> str:
    """The element for a cell's output.

    Args:
        page: a whole HTML document.
        title: what it shows, for readers who do not see it.
        height: px.
        width: px; as wide as the cell by default, and never wider.
    """
    wide = "100%" if width is None else f"min(100%, {width:g}px)"
    return (
        f'<iframe title="{escape(title)}" sandbox="{SANDBOX}" allow="{ALLOW}"'
        f' style="display: block; width: {wide}; height: {height:g}px; border: 0"'
        f' srcdoc="{escape(page)}"></iframe>'
    )
