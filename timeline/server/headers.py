"""What a browser is told it may do with the page: nothing but what the page itself needs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from dash import Dash
from flask import Response

POLICY = "Content-Security-Policy"
_SENT = "TIMELINE_HEADERS"  # the key among the server's settings
_ANCESTOR = re.compile(
    r"""'self'|'none'|\*|(https?:)?//[\w.*-]+(:(\d+|\*))?|https?:|[\w*-]+(\.[\w-]+)+(:(\d+|\*))?""",
    re.ASCII,
)
OWN = ("'self'",)
"""Who may frame the page unless somebody says otherwise: pages of its own host."""


def policy(script_hashes: Sequence[str], frame_ancestors: Sequence[str]) -> str:
    """The Content-Security-Policy.

    Scripts: our own files; of those that stand in a page the hashes, which are Dash's one line that
    starts it, and clientside callbacks that a developer writes as text.

    `style-src` needs 'unsafe-inline'. Measured in Chromium with plotly.js 4.1.1 and Dash 4.4.1, one
    chart, one event, one step of a tour:

    - without it for attributes (`style-src-attr 'none'`) plotly.js is refused 54 times: it sets
      `style` as an attribute on the text that it draws, whose size and weight are lost. Our own
      clocks of Old Style dates, which say their place so, could do without;
    - without it for elements (`style-src-elem 'self'`) plotly.js is refused its style sheet and
      Dash 22, which its scripts put into the page. Their hashes would change with each version of
      either. The colours of the timeline, which stand in the page, could be a file.

    Neither can bring in a script, nor anything from outside: `img-src` and `font-src` see to that.

    Images may be `data:` and `blob:` since `Plotly.toImage` makes them.
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


class Sent:
    """The headers of an app, made when they are first sent."""

    def __init__(self, app: Dash, ancestors: Sequence[str], others: dict[str, str]) -> None:
        self._app, self._ancestors, self._others = app, ancestors, others

    @cached_property
    def headers(self) -> dict[str, str]:
        """By their names."""
        return {POLICY: policy(self._app.csp_hashes(), self._ancestors)} | self._others


def install(app: Dash, frame_ancestors: Sequence[str] = OWN) -> None:
    """Send the security headers with every answer.

    Args:
        app: the app; the hashes of its inline scripts are taken with the first answer, when all
            callbacks are there.
        frame_ancestors: who may frame the page, as CSP sources: `'self'`, `'none'`, `*`,
            `https://school.example`.

    Raises:
        ValueError: a source that is not one (it would end the header, or add a rule to it).
    """
    frame_ancestors = _checked(frame_ancestors)
    chosen = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "fullscreen=(self), camera=(), microphone=(), geolocation=()",
        # of no effect on a page in a frame, so it costs embedding nothing
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    server = app.server
    server.config[_SENT] = Sent(app, frame_ancestors, chosen)

    def add(response: Response) -> Response:
        for name, value in sent(app).items():
            # Dash's own tools, shown while debugging, break under the policy
            if not (server.debug and name == POLICY):
                response.headers[name] = value
        return response

    server.after_request(add)


def sent(app: Dash) -> dict[str, str]:
    """The headers that go with every answer of an app; none before `install`."""
    found: Sent | None = app.server.config.get(_SENT)
    return dict(found.headers) if found else {}


def _checked(sources: Sequence[str]) -> tuple[str, ...]:
    if not sources:
        raise ValueError("frame-ancestors: name who may frame the page, or write 'none'")
    for source in sources:
        if not _ANCESTOR.fullmatch(source):
            raise ValueError(f"frame-ancestors: {source!r} is not a CSP source such as 'self'")
    if "'none'" in sources and len(sources) > 1:
        raise ValueError("frame-ancestors: 'none' stands alone")
    return tuple(sources)
