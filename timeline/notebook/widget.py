"""The page in a cell as a widget: what its reader does comes back to Python, and the other way.

It needs anywidget, which works in Jupyter, marimo, VS Code and others alike
(https://anywidget.dev).
"""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any, Final

from timeline.errors import MissingToolError
from timeline.evidence.verified import Record
from timeline.framed import ALLOW, SANDBOX, SCRIPT, begun, check_height, page_of
from timeline.model import Timeline
from timeline.notebook.page import begin_with
from timeline.prepared import Prepared
from timeline.views.view import View

try:
    import anywidget
    from traitlets import Bytes, Float, List, Unicode, validate
except ModuleNotFoundError:
    raise MissingToolError(
        "timeline.widget needs anywidget. In the folder of this project: "
        "pip install -r requirements-notebook.txt"
    ) from None

_RENDER: Final = Path(__file__).with_name("widget.js")


class TimelineWidget(anywidget.AnyWidget):
    """A timeline in a cell; `timeline.widget` makes it. Its traits:

    - `view`: what is shown, a query string without `?`; to set it replaces the whole view, and what
      of it the timeline does not know is left out.
    - `event`: the id of the open event, "" where none is; it can be set.
    - `visible`: the ids of the events that pass the filters and lie in the window.
    - `ignored`: a line for each part of the view last asked for that was left out.
    - `height`: px, from 240 to 5000; it can be set.
    """

    _esm = f"{SCRIPT.read_text(encoding='utf-8')}\n{_RENDER.read_text(encoding='utf-8')}"

    view = Unicode("").tag(sync=True)
    event = Unicode("").tag(sync=True)
    visible = List(Unicode()).tag(sync=True)
    ignored = List(Unicode()).tag(sync=True)
    height = Float(720.0).tag(sync=True)
    _title = Unicode("").tag(sync=True)
    _page = Bytes(b"").tag(sync=True)
    _begun = Unicode("").tag(sync=True)
    _sandbox = Unicode(SANDBOX).tag(sync=True)
    _allow = Unicode(ALLOW).tag(sync=True)

    @validate("height")
    def _checked(self, proposal: Any) -> float:
        check_height(proposal["value"])
        return float(proposal["value"])


def widget(
    t: Timeline | Prepared,
    view: View | str = "",
    height: float = 720,
    *,
    record: Record | None = None,
    sources: str | Path | None = None,
) -> TimelineWidget:
    """The whole page in a cell, whose view, event and visible events Python reads and sets.

    It works without a network. Unlike `timeline.notebook.page.show` it needs a running kernel.

    Args:
        t: the timeline, or what was made of it already.
        view: what it begins with, a view or its query string.
        height: px, from 240 to 5000. The width is the cell's.
        record: of verified quotations, as for `timeline.framed.page_of`.
        sources: the folder of the texts, as for `timeline.publish`.

    Raises:
        ViewError: no view, or no height.
        FileProblems: there is no such folder of texts, or a quotation differs from its text.
    """
    query = begun(view, height)
    page = page_of(t, record=record, sources=sources).decode()
    told = t if isinstance(t, Timeline) else t.timeline
    return TimelineWidget(
        view=query,
        height=height,
        _title=told.title,
        _page=gzip.compress(begin_with(page, query).encode(), mtime=0),
        _begun=query,
    )
