"""A timeline made ready, and a view seen through it, for tests of what takes these."""

from __future__ import annotations

from timeline.evidence.verified import Record
from timeline.model import Timeline
from timeline.prepared import Seen, prepare
from timeline.views.view import View


def seen(t: Timeline, view: View | str = "", record: Record | None = None) -> Seen:
    """The timeline through a view, or through its query string."""
    return prepare(t, record).see(view)
