"""What a browser is told it may do with the page: nothing but what the page itself needs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dash import Dash
from flask import Response

_SENT = "TIMELINE_HEADERS"  # the key among the server's settings
_ANCESTOR = re.compile(
    r"""'self'|'none'|\*|(https?:)?//[\w.*-]+(:(\d+|\*))?|https?:|[\w*-]+(\.[\w-]+)+(:(\d+|\*))?""",
    re.ASCII,
)
OWN = ("'self'",)
"""Who may frame the page unless somebody says otherwise: pages of its own host."""


def policy(script_hashes: Sequence[str], frame_ancestors: Sequence[str]) -> str:
    """The Content-Security-Policy.

    `style-src` needs 'unsafe-inline': Plotly and Mantine write style attributes. Images may be
    `data:` and `blob:` since `Plotly.toImage` makes them.
    """
    rules = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *script_hashes],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": list(frame_ancestors),
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())


def ancestors(text: str) -> tuple[str, ...]:
    """The CSP sources of a line, one or more.

    Raises:
        ValueError: a source that is not one (it would end the header, or add a rule to it).
    """
    return _checked(text.split())


def install(app: Dash, frame_ancestors: Sequence[str] = OWN) -> None:
    """Send the security headers with every answer. Call it when all callbacks are registered.

    Args:
        app: the app; the hashes of its inline scripts are taken now.
        frame_ancestors: who may frame the page, as CSP sources: `'self'`, `'none'`, `*`,
            `https://school.example`.

    Raises:
        ValueError: a source that is not one (it would end the header, or add a rule to it).
    """
    frame_ancestors = _checked(frame_ancestors)
    chosen = {
        "Content-Security-Policy": policy(app.csp_hashes(), frame_ancestors),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "fullscreen=(self), camera=(), microphone=(), geolocation=()",
        # of no effect on a page in a frame, so it costs embedding nothing
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    server = app.server
    server.config[_SENT] = chosen

    def add(response: Response) -> Response:
        for name, value in chosen.items():
            # Dash's own tools, shown while debugging, break under the policy
            if not (server.debug and name == "Content-Security-Policy"):
                response.headers[name] = value
        return response

    server.after_request(add)


def sent(app: Dash) -> dict[str, str]:
    """The headers that `install` chose for an app; none before."""
    return dict(app.server.config.get(_SENT, {}))


def _checked(sources: Sequence[str]) -> tuple[str, ...]:
    if not sources:
        raise ValueError("frame-ancestors: name who may frame the page, or write 'none'")
    for source in sources:
        if not _ANCESTOR.fullmatch(source):
            raise ValueError(f"frame-ancestors: {source!r} is not a CSP source such as 'self'")
    if "'none'" in sources and len(sources) > 1:
        raise ValueError("frame-ancestors: 'none' stands alone")
    return tuple(sources)
