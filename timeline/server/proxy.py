"""The page in a folder of a host, behind a proxy: `https://school.example/history/`.

Some proxies take the folder off the path, some leave it: both come to the same page here, and so
does whoever opens the page past the proxy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from posixpath import normpath
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote_to_bytes, urlsplit

from dash import Dash
from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SAFE: Final = "/%:@!$&'()*+,;=~"  # stand in a path as they are (RFC 3986, 3.3)
MOST_PROXIES: Final = 8


def of(address: str) -> str:
    """The path of an address, beginning and ending in `/`, as it stands in a link."""
    path = normpath(re.sub("/+", "/", f"/{urlsplit(address).path}/"))
    return quote(path, safe=SAFE).rstrip("/") + "/"


def install(app: Dash, folder: str, proxies: int = 0) -> None:
    """Answer below the folder as at the root; believe the headers of so many proxies.

    Args:
        app: an app whose routes stand at the root.
        folder: see `of`.
        proxies: that each request comes through, each of which adds to `X-Forwarded-For`,
            `-Proto` and `-Host`. Without any these headers are a stranger's word, and ignored.
    """
    server = app.server
    if folder != "/":
        server.wsgi_app = _below(folder, server.wsgi_app)
    if proxies:
        server.wsgi_app = ProxyFix(
            server.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies, x_port=0, x_prefix=0
        )


def _below(folder: str, app: WSGIApplication) -> WSGIApplication:
    # a path comes unquoted, its bytes as the characters of Latin-1 (PEP 3333)
    name = unquote_to_bytes(folder).decode("latin-1")

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path.startswith(name) or path == name[:-1]:
            environ["PATH_INFO"] = f"/{path[len(name) :]}"
        return app(environ, start_response)

    return answer
