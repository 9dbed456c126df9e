"""Under which licence the timeline's own words stand, and that the quotations are others'.

A file without the key `licence` has nothing said of it.
"""

from __future__ import annotations

from html import escape
from typing import Final, TypedDict

from timeline.model import Licence, Timeline
from timeline.telling import speaking

OWN: Final = "The timeline’s own words"
_QUOTED: Final = "; quotations remain their owners’."


class Told(TypedDict):
    """What the browser is given: a line for paper, a short one, and what a link needs."""

    line: str
    short: str
    title: str
    url: str


def line(t: Timeline) -> str:
    """In a sentence, its address written out; "" where the file names no licence."""
    if t.licence is None:
        return ""
    return f"{OWN}: {_named(t.licence)}{_rest(t)}"


def cited(t: Timeline) -> str:
    """In a reference to the timeline: "Licence: CC BY 4.0 (address)"; "" without a licence."""
    return f"Licence: {_named(t.licence)}" if t.licence else ""


def _named(licence: Licence) -> str:
    """The licence with its address written out, where it has one of its own."""
    apart = licence.url and licence.url != licence.title
    return f"{licence.title} ({licence.url})" if apart else licence.title


def short(t: Timeline) -> str:
    """For a line of credits, in a few words: "Own words: CC BY 4.0"; "" without a licence."""
    return f"Own words: {t.licence.title}" if t.licence else ""


def html(t: Timeline) -> str:
    """The sentence as a paragraph, its address as a link; "" without a licence."""
    if t.licence is None:
        return ""
    title = escape(t.licence.title)
    if t.licence.url:
        title = f'<a href="{escape(t.licence.url)}" rel="license noopener noreferrer">{title}</a>'
    return f'<p class="licence">{OWN}: {title}{_rest(t)}</p>'


def told(t: Timeline) -> Told | None:
    """For the document of the page."""
    if t.licence is None:
        return None
    return Told(line=line(t), short=short(t), title=t.licence.title, url=t.licence.url)


def _rest(t: Timeline) -> str:
    """How the sentence ends: is anybody quoted at all?"""
    return _QUOTED if speaking.anybody(t) else "."
