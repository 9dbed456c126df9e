"""Our own scripts and styles, each kind as one file: fewer requests, and a fifth less to send.

They are written as some sixty files, which gzip packs better together, where it can point back to
what it has seen, than each alone. While debugging they are loaded as they are written.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from dash import Dash

from timeline.page import fingerprints
from timeline.page.minify import minified

FOLDER = "_timeline"


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
    stem = f"{FOLDER}/page"
    return (
        fingerprints.serve(app, style(folder), stem, ".css"),
        fingerprints.serve(app, script(folder, left_out), stem, ".js"),
    )


def _parts(folder: Path, ending: str, left_out: Collection[str]) -> list[bytes]:
    paths = sorted(path for path in folder.glob(f"*{ending}") if path.name not in left_out)
    return [minified(path.read_bytes(), fingerprints.KINDS[ending]) for path in paths]
