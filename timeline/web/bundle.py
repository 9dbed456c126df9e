"""Our own scripts and styles, each kind as one file: fewer requests, and a fifth less to send.

They are written as some sixty files, which gzip packs better together, where it can point back to
what it has seen, than each alone. While debugging they are loaded as they are written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path

from dash import Dash
from flask import Response

from timeline.web.lean import lean

FOLDER = "_timeline"
KINDS = {".js": "text/javascript", ".css": "text/css"}


def script(folder: Path, left_out: Collection[str] = ()) -> bytes:
    """The scripts of a folder as one, in the order of their names; `left_out` names those without.

    Each ends in a semicolon of its own, so that the next, which begins with a bracket, is no call.
    """
    return b";\n".join(_parts(folder, ".js", left_out)) + b";\n"


def style(folder: Path) -> bytes:
    """The style sheets of a folder as one, in the order of their names."""
    return b"\n".join(_parts(folder, ".css", ())) + b"\n"


def serve(app: Dash, folder: Path, left_out: Collection[str] = ()) -> tuple[str, str]:
    """Give the app routes for both.

    Returns the address of the style and that of the script, each with a fingerprint of what
    stands there, so that browsers keep it for good.
    """
    return (
        _serve(app, style(folder), ".css"),
        _serve(app, script(folder, left_out), ".js"),
    )


def _parts(folder: Path, ending: str, left_out: Collection[str]) -> list[bytes]:
    paths = sorted(path for path in folder.glob(f"*{ending}") if path.name not in left_out)
    return [lean(path.read_bytes(), KINDS[ending]) for path in paths]


def _serve(app: Dash, made: bytes, ending: str) -> str:
    route = f"{FOLDER}/page-{hashlib.sha256(made).hexdigest()[:12]}{ending}"

    def page_part() -> Response:
        return Response(made, mimetype=KINDS[ending])

    app.server.add_url_rule(
        f"{app.config.routes_pathname_prefix}{route}", endpoint=route, view_func=page_part
    )
    return f"{app.config.requests_pathname_prefix}{route}"
