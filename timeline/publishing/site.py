"""The app as a folder of static files for any host, under any path of it.

index.html        the app
e/ID/index.html   a page for each event, readable without scripts
files/            scripts and styles, each with a mark of its content in its name
downloads/        the same timeline as one file, and its data
licences.txt      what the pages carry that others made; the notices of bundles lie beside them
preview.png, robots.txt, and, where the address is known, sitemap.xml
"""

from __future__ import annotations

import gzip
import hashlib
import posixpath
import re
from html import escape
from pathlib import Path
from typing import Final

from timeline.drawing import theme
from timeline.page import licences
from timeline.prepared import Prepared
from timeline.publishing.collect import ANSWERS_ID, Page, Tag, change_tags
from timeline.publishing.event_page import EventPages, path
from timeline.publishing.head import PREVIEW_NAME, Head, meta_policy, script_hash, with_head
from timeline.publishing.preview_picture import preview

HERE: Final = Path(__file__).parent
FILES: Final = "files"
WORTH_IT: Final = 0.95
"""A compressed copy is made if it is smaller than this share of the original."""
COMPRESSED: Final = frozenset(
    {".html", ".css", ".js", ".json", ".jsonld", ".xml", ".txt", ".csv", ".bib", ".md"}
)

# Dash's mark of a version and a time, which is another on every machine
_DASH_MARK: Final = re.compile(r"\.v[0-9_]+m[0-9]+")
_STRANGE: Final = re.compile(r"[^A-Za-z0-9._-]+")
_TO_EVENT: Final = re.compile(r'href="\?event=([a-z0-9-]+)"')


def build(
    page: Page, prepared: Prepared, head: Head, downloads: dict[str, bytes]
) -> dict[str, bytes]:
    """Every file of the site by its path, without the compressed copies.

    Args:
        page: the page, collected as kind `site`.
        prepared: the timeline.
        head: what the app's page tells of itself; its `address` is the site's, or "".
        downloads: further files by their path.
    """
    pictures = {PREVIEW_NAME: preview(page.document)}
    style = f"{FILES}/{_marked('event.css', _event_style())}"
    scripts = {address: f"{FILES}/{_marked(address, text)}" for address, text in page.texts.items()}
    answers = (HERE / "answers.js").read_text(encoding="utf-8")
    answers_name = f"{FILES}/{_marked('answers.js', answers)}"
    pages = dict(EventPages(prepared, page.document, head.address, style).all())
    texts = {scripts[address]: text for address, text in page.texts.items()}
    texts |= {style: _event_style(), answers_name: answers}
    texts |= pages
    texts |= {f"{FILES}/{name}": told for name, told in page.notices.items()}
    texts[licences.ROUTE] = page.licences
    texts["robots.txt"] = _robots(head.address)
    if head.address:
        texts["sitemap.xml"] = _sitemap(head.address, page.document["columns"]["id"])
    texts["index.html"] = _index(page, head, scripts, answers_name)
    return {name: text.encode() for name, text in texts.items()} | downloads | pictures


def compressed(files: dict[str, bytes]) -> dict[str, bytes]:
    """The copies, by their paths, that a server set up for it sends in place of the originals.

    nginx (`gzip_static`), Apache (`MultiViews`) and Caddy (`precompressed`) look for them beside
    the file; a host that does not know them lets them lie.
    """
    copies = {}
    for name, content in files.items():
        if posixpath.splitext(name)[1] in COMPRESSED:
            packed = gzip.compress(content, 9, mtime=0)  # no time: the same bytes again
            if len(packed) < WORTH_IT * len(content):
                copies[f"{name}.gz"] = packed
    return copies


def _index(page: Page, head: Head, names: dict[str, str], answers_name: str) -> str:
    run: list[str] = []

    def local(tag: Tag) -> str:
        if tag.address:
            return tag.whole.replace(escape(tag.address), escape(names[tag.address]))
        if tag.attributes.get("id") == ANSWERS_ID:
            return f'{tag.whole}\n<script src="{answers_name}"></script>'
        if tag.name == "script" and not tag.is_data:
            run.append(tag.text)
        return tag.whole

    html = change_tags(with_head(page.html, head), local)
    # without scripts, and for a search engine, the chronicle leads to the pages of the events;
    # with them, the app opens the event in its place
    html = _TO_EVENT.sub(lambda match: f'href="{path(match[1])}"', html)
    own = ["'self'"]
    policy = meta_policy(
        {
            "script-src": [*own, *map(script_hash, run)],
            "style-src": [*own, "'unsafe-inline'"],
            "img-src": [*own, "data:", "blob:"],
            "connect-src": own,
        }
    )
    return html.replace('<meta charset="utf-8">', f'<meta charset="utf-8">\n{policy}', 1)


def _event_style() -> str:
    """The colours of the page, light or dark as the reader's system is, and the rules."""
    rules = (HERE / "event.css").read_text(encoding="utf-8")
    dark = f"@media screen and (prefers-color-scheme: dark) {{\n:root {{ {_tokens('dark')} }}\n}}\n"
    fonts = f"--sans: {theme.SANS}; --serif: {theme.SERIF};"
    hues = "".join(f".hue-{hue} {{ color: var(--hue-{hue}); }}\n" for hue in theme.HUES)
    return f":root {{ {_tokens('light')} {fonts} }}\n{dark}{hues}{rules}"


def _tokens(name: theme.ThemeName) -> str:
    chosen = theme.THEMES[name]
    values = {
        "paper": chosen.paper,
        "band": chosen.band,
        "tint": chosen.tint,
        "hairline": chosen.hairline,
        "ink": chosen.ink,
        "muted": chosen.muted,
        "secondary": chosen.secondary,
        "red": chosen.red,
        "red-text": chosen.red_text,
        "verified": chosen.verified,
    }
    values |= {f"hue-{hue}": colour for hue, colour in chosen.hues.items()}
    listed = " ".join(f"--{key}: {value};" for key, value in values.items())
    return f"color-scheme: {chosen.scheme}; {listed}"


def _marked(address: str, text: str) -> str:
    """A file's name with a mark of its content before its ending, so that it is cached for good."""
    name = _DASH_MARK.sub("", posixpath.basename(address.split("?", 1)[0]))
    stem, ending = posixpath.splitext(_STRANGE.sub("-", name))
    return f"{stem}.{hashlib.sha256(text.encode()).hexdigest()[:10]}{ending}"


def _robots(address: str) -> str:
    allowed = "User-agent: *\nAllow: /\n"
    return f"{allowed}Sitemap: {address}sitemap.xml\n" if address else allowed


def _sitemap(address: str, event_ids: list[str]) -> str:
    places = [address, *(f"{address}{path(event_id)}" for event_id in event_ids)]
    urls = "\n".join(f"<url><loc>{escape(place)}</loc></url>" for place in places)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}\n</urlset>\n'
    )
