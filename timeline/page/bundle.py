"""Our own scripts and styles, each kind as one file.

They are written as some sixty files, which gzip packs better together, where it can point back to
what it has seen, than each alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from timeline.page.minify import minified

ASSETS: Final = Path(__file__).resolve().parents[2] / "assets"
EARLY: Final = ASSETS / "boot" / "early.js"
"""The one script that runs before the page is drawn: it dresses the page for the view asked for."""
ASKER: Final = ASSETS / "boot" / "online-asker.js"
"""The one script that runs beside the page, for `assets/boot/online.js`."""

FIRST: Final = "parts.js"
LAST: Final = "start.js"
FOLDERS: Final = (
    "base",
    "boot",
    "view",
    "telling",
    "chart/plotly",
    "chart",
    "print",
    "embed",
    "present",
    "share",
    "page",
)
"""The folders of the scripts, in the order in which they load; in each, the order of the names.

`tests/test_parts.py` holds that none needs one above it.
"""
STYLES: Final = (
    "present/activities.css",
    "chart/chart.css",
    "chart/first.css",
    "embed/embed.css",
    "present/follow.css",
    "chart/overview.css",
    "page/page.css",
    "page/drawer.css",
    "present/presenter.css",
    "print/print.css",
    "share/share.css",
    "present/stage.css",
)
"""The styles in the order of the cascade: of two rules of equal weight the later one counts."""

FIRST_SEEN: Final = frozenset(
    ASSETS / name
    for name in (
        "chart/chart.css",
        "chart/first.css",
        "chart/overview.css",
        "page/page.css",
        "page/drawer.css",
    )
)
"""The styles of what is seen before any script; the others are of what readers open."""

_BEGIN = b'(() => {\n"use strict";\n'
# for tests, and for those who look into a page that runs; no part of the page asks for it
_END = b"window.timelineParts = parts;\n})();\n"


def scripts() -> list[Path]:
    """The scripts of the engine in the order in which they load.

    Raises:
        ValueError: one stands in a folder that has no place in that order.
    """
    found = [ASSETS / FIRST]
    for name in FOLDERS:
        found += sorted((ASSETS / name).glob("*.js"))
    found.append(ASSETS / LAST)
    _check("*.js", found)
    return [path for path in found if path not in (EARLY, ASKER)]


def styles() -> list[Path]:
    """The styles in the order of the cascade.

    Raises:
        ValueError: one has no place in that order.
    """
    found = [ASSETS / name for name in STYLES]
    _check("*.css", found)
    return found


def script() -> bytes:
    """The engine as one script.

    Its names stay within it: it adds to the window only what they add, and `timelineParts`.
    """
    return _BEGIN + b"\n".join(map(_minified, scripts())) + b"\n" + _END


def style() -> bytes:
    """The styles as one sheet."""
    return "\n".join([*sheets().values(), ""]).encode()


def sheets() -> dict[Path, str]:
    """Each style by its path, in the order of the cascade."""
    return {path: _minified(path).decode("utf-8") for path in styles()}


def _check(pattern: str, found: list[Path]) -> None:
    strays = sorted(set(ASSETS.rglob(pattern)) ^ set(found))
    if strays:
        raise ValueError(f"not in the order of timeline/page/bundle.py, or not there: {strays}")


def _minified(path: Path) -> bytes:
    kind = "text/css" if path.suffix == ".css" else "text/javascript"
    return minified(path.read_bytes(), kind)
