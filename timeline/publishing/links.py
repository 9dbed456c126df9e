"""Proves the links of what is published: every file, fragment and view that is named is there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Final
from urllib.parse import unquote, urlsplit

from timeline.errors import Problem
from timeline.views.query import Vocabulary, is_view
from timeline.views.view import parse_view

_LOADED: Final = {"script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src"}
_PREVIEW: Final = frozenset({"og:image", "og:url"})
_LOCATION: Final = re.compile(r"<loc>([^<]+)</loc>")
_STYLE_ADDRESS: Final = re.compile(r"""url\(\s*["']?([^"')]+)""")


@dataclass
class _Html(HTMLParser):
    """The ids of a page and the addresses it names, each with its line."""

    ids: set[str] = field(default_factory=set)
    links: list[tuple[int, str, bool]] = field(default_factory=list)  # line, address, loaded?

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        line = self.getpos()[0]
        if "id" in values:
            self.ids.add(values["id"])
        if tag in ("a", "link") and "href" in values:
            loaded = tag == "link" and values.get("rel") != "canonical"
            self.links.append((line, values["href"], loaded))
        elif values.get("property") in _PREVIEW:
            self.links.append((line, values.get("content", ""), False))
        elif tag in _LOADED and _LOADED[tag] in values:
            self.links.append((line, values[_LOADED[tag]], True))


def check_links(
    files: dict[str, bytes], known: Vocabulary, address: str = ""
) -> tuple[int, list[Problem]]:
    """Follow every link from page to page, and every address in a sitemap or style sheet.

    Args:
        files: what is published, by the paths in its folder.
        known: what the views may name that links ask for.
        address: of the folder in the web, ending in "/"; addresses below it are internal too.

    Returns:
        How many links were followed, and a problem for each that leads nowhere.
    """
    pages = {name: _read(content) for name, content in files.items() if name.endswith(".html")}
    followed, problems = 0, []
    for name, line, link, loaded in _named(files, pages):
        wrong = _follow(name, link, loaded, files, pages, known, address)
        followed += wrong != _OUTSIDE
        if wrong:
            problems.append(Problem(name, line, wrong))
    return followed, sorted(problems)


_OUTSIDE: Final = ""
"""What following a link to another host says: nothing, and it is not counted."""


def _named(
    files: dict[str, bytes], pages: dict[str, _Html]
) -> Iterator[tuple[str, int, str, bool]]:
    for name, page in pages.items():
        for line, link, loaded in page.links:
            yield name, line, link, loaded
    for name, content in files.items():
        if name.endswith((".css", "sitemap.xml")):
            pattern = _STYLE_ADDRESS if name.endswith(".css") else _LOCATION
            for n, text in enumerate(content.decode().splitlines(), 1):
                for match in pattern.finditer(text):
                    yield name, n, unescape(match[1]), name.endswith(".css")


def _follow(
    name: str,
    link: str,
    loaded: bool,
    files: dict[str, bytes],
    pages: dict[str, _Html],
    known: Vocabulary,
    address: str,
) -> str | None:
    """What is wrong with a link; None where nothing is, `_OUTSIDE` where it leads elsewhere."""
    if address and link.startswith(address):
        link, name = link.removeprefix(address), "index.html"
        if not link:
            return None
    parts = urlsplit(link)
    if parts.scheme in ("data", "blob", "mailto"):
        return _OUTSIDE
    if parts.scheme or parts.netloc:
        return f"asks another host for {link}" if loaded else _OUTSIDE
    if parts.path.startswith("/"):
        return f"{link} works only at the root of a host"
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
    if not parts.path:
        target = name
    elif parts.path.endswith(("/", "..")) or target == ".":
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    if target not in files:
        return f"{link} leads to {target}, which is not there"
    view = is_view(parts.fragment)
    if parts.fragment and not view and unquote(parts.fragment) not in pages[target].ids:
        return f"{link} leads to a place {parts.fragment!r}, which {target} has not"
    asked = f"?{parts.query}#{parts.fragment}" if view else parts.query
    ignored = parse_view(asked, known)[1] if asked else ()
    return f"{link} asks for a view that is not there: {'; '.join(ignored)}" if ignored else None


def _read(content: bytes) -> _Html:
    page = _Html()
    page.feed(content.decode())
    return page
