"""`/oembed?url=…`: what another site shows where somebody pastes the address of a view.

oEmbed 1.0, https://oembed.com: JSON of type `rich`, whose HTML is a frame of the view.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from typing import Any, Final
from urllib.parse import urlsplit

from dash import Dash
from flask import Response, request

from timeline.server.previews import OEMBED, Cards, base_address, with_query
from timeline.telling import preview

LIMITS: Final = ("maxwidth", "maxheight")
SIZE: Final = (800, 500)
"""Pixels of a frame for which nobody asked for less."""
CACHE_AGE: Final = 3600
LONGEST_URL: Final = 2048
LONGEST_NUMBER: Final = 6  # digits
PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Refused(Exception):
    """A request that is not answered with a frame: the status, and why in a line."""

    status: int
    why: str


def install(app: Dash, cards: Cards, address: str) -> None:
    """Add the route.

    Args:
        app: the app.
        cards: the titles of the views.
        address: where everybody reaches the page; "" for wherever the request found it.
    """

    def oembed() -> Response:
        try:
            base = base_address(app, address)
            found = answer(cards, base, request.args.to_dict())
        except Refused as refused:
            return Response(f"{refused.why}\n", refused.status, mimetype="text/plain")
        return Response(
            json.dumps(found, ensure_ascii=False),
            mimetype="application/json",
            # no secrets, and scripts of other sites may ask
            headers={
                "Cache-Control": f"public, max-age={CACHE_AGE}",
                "Access-Control-Allow-Origin": "*",
            },
        )

    app.server.add_url_rule(f"{app.config.routes_pathname_prefix}{OEMBED}", view_func=oembed)


def answer(cards: Cards, base: str, asked: dict[str, str]) -> dict[str, Any]:
    """The answer to a request.

    Args:
        cards: the titles of the views.
        base: the address of the page, ending in "/".
        asked: `url`, `format`, `maxwidth`, `maxheight`; other names are passed over.

    Raises:
        Refused: 400 without a URL or with a size that is none, 404 for an address that is not
            this timeline's, 501 for another format than JSON.
    """
    if not asked.get("url"):
        raise Refused(400, "Say which view: /oembed?url=ADDRESS")
    if asked.get("format", "json").lower() != "json":
        raise Refused(501, "Only format=json is answered here.")
    width, height = (_size(asked, *limit) for limit in zip(LIMITS, SIZE, strict=True))
    query = _query(asked["url"], base)
    card = cards.of(query)
    own = card.kind == "article"
    about = escape(preview.within(card.title, cards.timeline) if own else card.title)
    frame = (
        f'<iframe src="{escape(with_query(base, card.framed))}" title="{about}" width="{width}" '
        f'height="{height}" style="border: 0" loading="lazy" allow="fullscreen"></iframe>'
    )
    return {
        "type": "rich",
        "version": "1.0",
        "title": card.title,
        "provider_name": cards.timeline.title,
        "provider_url": base,
        "cache_age": CACHE_AGE,
        "html": frame,
        "width": width,
        "height": height,
    }


def _size(asked: dict[str, str], limit: str, usual: int) -> int:
    text = asked.get(limit, "")
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER and int(text)):
        raise Refused(400, f"{limit} is a number of pixels.")
    return min(usual, int(text))


def _query(url: str, base: str) -> str:
    """The view that an address of this page shows, whether behind its `?` or its `#`.

    Raises:
        Refused: it is the address of something else.
    """
    elsewhere = Refused(404, "This address is not one of this timeline's.")
    if len(url) > LONGEST_URL or not base:
        raise elsewhere
    try:
        parts, home = urlsplit(url), urlsplit(base)
        ports = [one.port or PORTS.get(one.scheme) for one in (parts, home)]
    except ValueError:  # no port, or no address
        raise elsewhere from None
    # who copies an address may have come by http where https is told
    same_host = parts.hostname == home.hostname and (
        ports[0] == ports[1] or set(ports) == set(PORTS.values())
    )
    if parts.scheme not in PORTS or not same_host or "@" in parts.netloc:
        raise elsewhere
    if parts.path.rstrip("/") != home.path.rstrip("/"):
        raise elsewhere
    return f"?{parts.query}#{parts.fragment}" if parts.fragment else parts.query
