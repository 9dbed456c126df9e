"""The ids of the page, once. The promised ones are relied on from outside: add, never rename."""

from __future__ import annotations

# promised
TIMELINE = "timeline"
CHRONICLE = "chronicle"
EVENT = "event"
SEARCH = "search"
STATUS = "status"
SOURCES = "sources"

# the page's own
ROOM = "room"
DOCUMENT = "document"
DETAILS = "details"
TEXTS = "texts"
OVERVIEW = "overview"
LEGEND = "legend"
NOTHING = "nothing"
PRESENT = "present"
HANDOUT = "handout"
CITE_VIEW = "cite-view"
CLEAR = "clear"
VIEW_SWITCH = "view-switch"
CALENDAR_SWITCH = "calendar-switch"
THEME_SWITCH = "theme-switch"
ZOOM_IN = "zoom-in"
ZOOM_OUT = "zoom-out"
ZOOM_HOME = "zoom-home"
DISPUTED = "filter-disputed"

FILTERS = ("lane", "kind", "person", "place", "source", "tag", "weight")
"""Filter keys of the query string that have a panel of options."""


def filter_button(key: str) -> str:
    """Id of the button that opens one filter."""
    return f"filter-{key}-button"


def filter_panel(key: str) -> str:
    """Id of the popover of one filter."""
    return f"filter-{key}"


def filter_options(key: str) -> str:
    """Id of the list of options inside the popover of one filter."""
    return f"filter-{key}-options"
