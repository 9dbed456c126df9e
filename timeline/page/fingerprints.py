"""Scripts and styles whose addresses have a mark of their content: browsers keep them for good."""

from __future__ import annotations

import hashlib
from typing import Final

from dash import Dash
from flask import Response

KINDS: Final = {".js": "text/javascript", ".css": "text/css"}


def mark(made: bytes) -> str:
    """The mark of a content."""
    return hashlib.sha256(made).hexdigest()[:12]


def serve(app: Dash, made: bytes, stem: str, ending: str) -> str:
    """Give the app a route for a script or style. Returns its address.

    Args:
        app: the app.
        made: what stands there.
        stem: folder and name, to which mark and ending are added.
        ending: one of `KINDS`.
    """
    route = f"{stem}-{mark(made)}{ending}"

    def answer() -> Response:
        return Response(made, mimetype=KINDS[ending])

    app.server.add_url_rule(
        f"{app.config.routes_pathname_prefix}{route}", endpoint=route, view_func=answer
    )
    return f"{app.config.requests_pathname_prefix}{route}"
