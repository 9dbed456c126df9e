"""What the page loads, as files with a mark of their content in their names.

The engine travels as one script and its styles as one sheet, in every shell: fewer requests, and a
fifth less to send. While debugging they are loaded as they are written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from posixpath import splitext
from typing import Final

from timeline.page import bundle, details, npm, plotly_js
from timeline.page.minify import minified
from timeline.page.page import Page

KINDS: Final = {".js": "text/javascript", ".css": "text/css"}
OWN: Final = "_timeline"
"""The folder of what is ours."""


@dataclass(frozen=True, slots=True)
class File:
    """A script or a style.

    Attributes:
        name: its path, with a mark of what it holds, so that browsers keep it for good.
        content: what it holds.
    """

    name: str
    content: bytes

    @property
    def kind(self) -> str:
        """Its media type."""
        return KINDS[splitext(self.name)[1]]

    @property
    def text(self) -> str:
        """What it holds, as text."""
        return self.content.decode("utf-8")


@dataclass(frozen=True, slots=True)
class Carried:
    """All that a page loads, each kind in the order in which it is to be loaded.

    Attributes:
        early: runs before the page is drawn, and dresses it for the view asked for.
        asker: runs beside a served page, and asks whether its server is there.
        styles: the style sheets.
        scripts: plotly.js, the encoder of QR codes where it is at hand, the engine.
    """

    early: File
    asker: File
    styles: tuple[File, ...]
    scripts: tuple[File, ...]

    def published(self) -> Iterator[File]:
        """What a page without a server loads."""
        yield from (self.early, *self.styles, *self.scripts)


def carried(*, bundled: bool = True) -> Carried:
    """What a page loads.

    Args:
        bundled: False has our own scripts and styles loaded as they are written, for debugging.
    """
    if bundled:
        styles = [_marked(f"{OWN}/page.css", bundle.style())]
        scripts = [_marked(f"{OWN}/page.js", bundle.script())]
    else:
        styles = [_as_written(path) for path in bundle.styles()]
        scripts = [_as_written(path) for path in bundle.scripts()]
    return Carried(
        early=_ours(bundle.EARLY),
        asker=_ours(bundle.ASKER),
        styles=tuple(styles),
        scripts=(*_libraries(), *scripts),
    )


def detail_files(page: Page) -> tuple[File, ...]:
    """The details of the events, where they stand apart from the document, as scripts."""
    scripts = (details.as_script(n, piece) for n, piece in enumerate(page.details))
    return tuple(
        _marked(f"{OWN}/{details.block_id(n)}.js", text.encode()) for n, text in enumerate(scripts)
    )


def mark(content: bytes) -> str:
    """The mark of a content."""
    return hashlib.sha256(content).hexdigest()[:12]


def _libraries() -> Iterator[File]:
    found = plotly_js.find_bundle()
    yield _plotly(found)
    encoder = npm.script(npm.QR)
    if encoder is not None:
        name = f"{npm.FOLDER}/{npm.QR.package}.js"
        yield _marked(name, minified(encoder, KINDS[".js"]))


@cache
def _plotly(found: plotly_js.Bundle) -> File:
    kind = "plotly-basic" if found.basic else "plotly"
    return _marked(f"_plotly/{kind}-{found.version}.js", plotly_js.read(found))


def _ours(path: Path) -> File:
    return _marked(f"{OWN}/{path.name}", minified(path.read_bytes(), KINDS[".js"]))


def _as_written(path: Path) -> File:
    name = path.relative_to(bundle.ASSETS).as_posix().replace("/", "-")
    return _marked(f"{OWN}/{name}", path.read_bytes())


def _marked(name: str, content: bytes) -> File:
    stem, ending = splitext(name)
    return File(f"{stem}-{mark(content)}{ending}", content)
