"""A timeline made ready, a view seen through it, and its page as it stands before any script."""

from __future__ import annotations

from timeline.evidence.verified import Record
from timeline.model import Timeline
from timeline.page.page import NOTHING, Filling, build_page
from timeline.prepared import Seen, prepare
from timeline.views.view import View


def seen(t: Timeline, view: View | str = "", record: Record | None = None) -> Seen:
    """The timeline through a view, or through its query string."""
    return prepare(t, record).see(view)


def standing(t: Timeline) -> str:
    """The HTML of the page, without scripts, styles and data."""
    bare = Filling(early=NOTHING, styles=NOTHING, scripts=NOTHING, data=NOTHING)
    return build_page(prepare(t)).fill(bare)
