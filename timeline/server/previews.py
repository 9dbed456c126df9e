"""What a view tells of itself to whoever is sent its address: Open Graph and card tags.

The page is the same bytes for every view, since the view is made in the browser; but a link
preview runs no script. So the tags of the view asked for are put into the head of the page as it
goes out (`timeline.server.gzip_splice`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from typing import Final
from urllib.parse import quote

from dash import Dash
from flask import request

from timeline.addresses import checked
from timeline.prepared import Prepared, Seen
from timeline.publishing.head import PREVIEW_SIZE
from timeline.telling import preview

LONGEST_QUERY: Final = 1024  # characters; of a longer one the whole timeline is told
LONGEST_HOST: Final = 255
REMEMBERED: Final = 256  # views
OEMBED: Final = "oembed"


@dataclass(frozen=True, slots=True)
class Card:
    """What a link preview shows.

    Attributes:
        title, description: of the view.
        kind: `website` or `article`, in the words of the Open Graph protocol.
        query: the view, without "?", as its address has it.
        framed: the same view in a frame of another page.
        events: how many are in sight; without any there is nothing to draw.
    """

    title: str
    description: str
    kind: str
    query: str
    framed: str
    events: int


class Cards:
    """Makes the card of a view. One for a timeline; reads, and never changes."""

    def __init__(self, prepared: Prepared) -> None:
        self.prepared = prepared
        self.timeline = prepared.timeline
        self.of = lru_cache(REMEMBERED)(self._of)

    def _of(self, query: str) -> Card:
        seen = self.prepared.see(query)
        view = seen.view
        shared = replace(view, mode="explore") if view.mode == "embed" else view
        told = self._told(seen)
        return Card(
            title=told.title,
            description=told.description,
            kind="article" if view.event or view.tour else "website",
            query=shared.query(),
            framed=replace(view, mode="embed").query(),
            events=int(seen.in_sight.sum()),
        )

    def _told(self, seen: Seen) -> preview.Preview:
        """Of the tour, else the event, else the events in sight."""
        t, view = self.timeline, seen.view
        tour = self.prepared.tours.get(view.tour)
        if tour is not None:
            step = tour.steps[view.step - 1]
            event = self.prepared.events[view.event or step.event]
            return preview.of_step(tour, step, view.step, event)
        if view.event:
            return preview.of_event(t, self.prepared.events[view.event], view.calendar)
        of = preview.of_timeline if view == view.cleared() else preview.of_view
        return of(t, seen.sentence)


def head(app: Dash, cards: Cards, address: str, *, pictures: bool) -> Callable[[], str]:
    """What `compressed.install` asks for the tags of the view that the present request wants.

    Args:
        app, cards: the app and what it tells of its views.
        address: where everybody reaches the page, or "".
        pictures: are there pictures at `/export.png`?
    """

    def of_request() -> str:
        query = request.query_string.decode("ascii", "replace")
        # told apart here, so that what is remembered is not filled with what is not a view
        card = cards.of(query if len(query) <= LONGEST_QUERY else "")
        base = base_address(app, address)
        return tags(card, cards.timeline.title, base, pictures=pictures)

    return of_request


def tags(card: Card, site: str, base: str, *, pictures: bool) -> str:
    """The tags of a card, one a line, as HTML.

    Args:
        card: the view's.
        site: the title of the timeline.
        base: the address of the page, or "" where it is not known; without it the card has no
            address, no picture and offers no frame.
        pictures: is there one?
    """
    address = with_query(base, card.query) if base else ""
    properties = {
        "og:type": card.kind,
        "og:site_name": site,
        "og:title": card.title,
        "og:description": card.description,
        "og:url": address,
    }
    large = bool(base and pictures and card.events)
    if large:
        width, height = map(str, PREVIEW_SIZE)
        asked = "&".join(filter(None, [card.query, f"width={width}&height={height}"]))
        properties |= {
            "og:image": f"{base}export.png?{asked}",
            "og:image:alt": preview.picture(site),
            "og:image:width": width,
            "og:image:height": height,
        }
    lines = [
        f'<meta property="{name}" content="{escape(value)}">'
        for name, value in properties.items()
        if value
    ]
    card_type = "summary_large_image" if large else "summary"
    lines.append(f'<meta name="twitter:card" content="{card_type}">')
    if base:
        asked = f"{base}{OEMBED}?url={quote(address, safe='')}&format=json"
        lines.append(
            f'<link rel="alternate" type="application/json+oembed" href="{escape(asked)}" '
            f'title="{escape(card.title)}">'
        )
    return "\n".join(lines) + "\n"


def with_query(base: str, query: str) -> str:
    """The address of a view."""
    return f"{base}?{query}" if query else base


def base_address(app: Dash, address: str) -> str:
    """Where the page of the present request stands: as it was told, else at the request's host.

    Returns:
        An address that ends in "/", or "" where the host that the request names is none. It is
        the asker's own word, and goes back to nobody else.
    """
    if address:
        return address if address.endswith("/") else f"{address}/"
    if len(request.host) > LONGEST_HOST or "HTTP_HOST" not in request.environ:
        return ""
    try:
        prefix = str(app.config.requests_pathname_prefix)
        return checked(f"{request.scheme}://{request.host}{prefix}")
    except ValueError:
        return ""
