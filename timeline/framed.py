"""A timeline as a page within another program: the one file, and how a frame holds it.

The frame has no origin of its own, so that what it shows can neither read the page around it nor
ask its server anything; the two talk by messages alone (`docs/scripting.md`), for which `framed.js`
beside this module is the other end.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from timeline.drawing.scene_of_view import check_number
from timeline.evidence.proof import proof
from timeline.evidence.verified import Record
from timeline.model import Timeline
from timeline.page.source_texts import build_texts
from timeline.prepared import Prepared, prepare
from timeline.publishing import as_one_file
from timeline.views.view import View, refuse_other

SANDBOX: Final = (
    "allow-scripts allow-downloads allow-modals allow-popups "
    "allow-popups-to-escape-sandbox"  # the page of a source is as any other
)
"""What a framed page may do; without an origin it has no storage, no cookies, no server."""
ALLOW: Final = "fullscreen; clipboard-write; screen-wake-lock"
LEAST_PX, MOST_PX = 240.0, 5_000.0
"""How tall a frame may be."""
SCRIPT: Final = Path(__file__).with_suffix(".js")
"""The page around a frame: what it hears of it and asks of it."""


def begun(view: View | str, height: float) -> str:
    """The query string, without `?`, that a framed page begins with.

    Args:
        view: a view or its query string.
        height: of the frame, px.

    Raises:
        ViewError: no view, or no height.
    """
    refuse_other(view)
    check_height(height)
    return view.query() if isinstance(view, View) else view.lstrip("?#")


def check_height(height: float) -> None:
    """Raises ViewError where a frame cannot be so high, in px."""
    check_number("height", height, LEAST_PX, MOST_PX, " px")


def page_of(
    t: Timeline | Prepared,
    *,
    record: Record | None = None,
    sources: str | Path | None = None,
) -> bytes:
    """The whole page of a timeline as one HTML file, as `timeline.publish` makes it.

    Args:
        t: the timeline, or what was made of it already.
        record: of verified quotations. Without it a `Prepared` brings its own, and of a `Timeline`
            the record beside its file is believed.
        sources: the folder of the texts; proves the quotations anew, and of a text that is free
            to show the whole is carried.

    Raises:
        FileProblems: there is no such folder of texts, or a quotation differs from its text.
    """
    texts = None
    if isinstance(t, Timeline):
        t = prepare(t, proof(t, sources) if record is None or sources is not None else record)
    elif sources is not None:
        t = replace(t, record=proof(t.timeline, sources))
    elif record is not None:
        t = replace(t, record=record)
    if sources is not None:
        texts = build_texts(t.timeline, Path(sources), at_home=False)
    return as_one_file(t, texts)
