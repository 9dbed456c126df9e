"""The whole page in a cell, from the one file."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

from timeline.framed import begun, page_of
from timeline.model import Timeline
from timeline.notebook.iframe import frame
from timeline.publishing.head import script_hash
from timeline.views.view import View

_BEGIN: Final = Path(__file__).with_name("begin.js")
_SCRIPTS: Final = "script-src "  # where the file's own policy names the scripts that may run


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """What `show` gives to a cell.

    Attributes:
        html: the cell's output.
        words: what it is, where it cannot be shown.
    """

    html: str
    words: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.words


def show(
    t: Timeline,
    view: View | str = "",
    height: float = 720,
    *,
    sources: str | Path | None = None,
) -> Shown:
    """The whole page in a cell of a notebook: filters, search, evidence, tours.

    It is the file that `timeline.publish` makes, in a frame without an origin: it works without
    a network and stays in the notebook when that is saved. The line below says how much the
    notebook grows by it.

    Args:
        t: the timeline.
        view: what it begins with, a view or its query string; the page names what it cannot read.
        height: px, from 240 to 5000. The width is the cell's.
        sources: the folder of the texts, as for `timeline.publish`.

    Raises:
        ViewError: no view, or no height.
        FileProblems: there is no such folder of texts, or a quotation differs from its text.
    """
    query = begun(view, height)
    page = page_of(t, sources=sources).decode()
    framed = frame(begin_with(page, query), title=t.title, height=height)
    size = f"{len(framed.encode()) / 1e6:.1f} MB"
    note = (
        f"The whole timeline, {size} of this notebook; it works without a network. "
        "No page above? Trust the notebook, or run the cell."
    )
    style = "margin: 0.4em 0; font-size: 0.85em; opacity: 0.75"
    return Shown(f'{framed}<p style="{style}">{note}</p>', f"{t.title}: a page of {size}")


def begin_with(page: str, query: str) -> str:
    """The page beginning with a view, and its policy letting it."""
    if not query:
        return page
    script = _BEGIN.read_text(encoding="utf-8")
    before, after = page.split(_SCRIPTS, 1)
    policy, rest = after.split(">", 1)
    asked = f'<meta name="view" content="{escape(query)}">\n<script>{script}</script>'
    return f"{before}{_SCRIPTS}{script_hash(script)} {policy}>\n{asked}{rest}"
