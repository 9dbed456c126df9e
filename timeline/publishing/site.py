"""The page as a folder of static files for any host, under any path of it.

index.html        the page
e/ID/index.html   a page for each event, readable without scripts
files/            scripts and styles, each with a mark of its content in its name
downloads/        the same timeline as one file, and its data
licences.txt      what the pages carry that others made; the notices of bundles lie beside them
preview.png, robots.txt, and, where the address is known, sitemap.xml
"""

from __future__ import annotations

import posixpath
from html import escape
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from timeline.drawing import theme
from timeline.page import licences, packing
from timeline.page.carried import Carried, detail_files, mark
from timeline.page.document import to_json
from timeline.page.page import (
    Filling,
    Page,
    data_blocks,
    later_script,
    script,
    style_block,
    stylesheet,
)
from timeline.publishing.event_chart import EventCharts
from timeline.publishing.event_page import EventPages, path
from timeline.publishing.head import (
    PREVIEW_NAME,
    PUBLISHED_ID,
    Head,
    head,
    meta_policy,
)
from timeline.publishing.preview_picture import preview

HERE: Final = Path(__file__).parent
FILES: Final = "files"
INDEX: Final = "index.html"
COMPRESSED: Final = frozenset({".html", ".css", ".js", ".svg", ".txt"})


def build(
    page: Page,
    loads: Carried,
    about: Head,
    published: dict[str, Any],
    downloads: dict[str, bytes],
) -> dict[str, bytes]:
    """Every file of the site by its path, without the compressed copies.

    Args:
        page: the page.
        loads: its scripts and styles.
        about: what the page tells of itself; its `address` is the site's, or "".
        published: how it is published, for the engine; its `kind` is `site`.
        downloads: further files by their path.
    """
    timeline, document = page.prepared.timeline, page.document
    event_style = _event_style()
    style = _marked("event.css", event_style)
    carried = {file.name: file for file in loads.published()}
    names = {name: f"{FILES}/{posixpath.basename(name)}" for name in carried}
    charts = EventCharts(page.prepared, _marked, _tokens)
    pages = dict(EventPages(page.prepared, document, about.address, style, charts).all())
    details = {f"{FILES}/{posixpath.basename(file.name)}": file for file in detail_files(page)}
    texts = {names[name]: file.text for name, file in carried.items()}
    texts |= {name: file.text for name, file in details.items()}
    texts |= {style: event_style}
    texts |= pages | charts.files
    scripts = {name: file.text for name, file in carried.items()}
    texts |= {
        f"{FILES}/{posixpath.basename(name)}": told
        for name, told in licences.beside(scripts).items()
    }
    texts[licences.ROUTE] = licences.text(timeline, scripts)
    texts["robots.txt"] = _robots(about.address)
    if about.address:
        texts["sitemap.xml"] = _sitemap(about.address, document["columns"]["id"])
    texts[INDEX] = _index(page, loads, about, published, names, list(details))
    pictures = {PREVIEW_NAME: preview(document)}
    return {name: text.encode() for name, text in texts.items()} | downloads | pictures


def compressed(files: dict[str, bytes]) -> dict[str, bytes]:
    """The copies, by their paths, that a server set up for it sends in place of the originals.

    nginx (`gzip_static`, `brotli_static`), Apache (`MultiViews`) and Caddy (`precompressed`) look
    for them beside the file; a host that does not know them lets them lie. What every visit loads
    has them. Pages of events are small, and downloads seldom asked for: servers compress those as
    they send them, and a site of a thousand events is not three thousand files.
    """
    copies = {}
    for name, content in files.items():
        often = name == INDEX or name.startswith(f"{FILES}/")
        if often and posixpath.splitext(name)[1] in COMPRESSED:
            if (packed := packing.gzip(content)) is not None:
                copies[f"{name}.gz"] = packed
            if (packed := packing.brotli(content, packing.GOOD)) is not None:
                copies[f"{name}.br"] = packed
    return copies


def _index(
    page: Page,
    loads: Carried,
    about: Head,
    published: dict[str, Any],
    names: dict[str, str],
    details: list[str],
) -> str:
    own = ["'self'"]
    policy = {
        "script-src": own,
        "style-src": [*own, "'unsafe-inline'"],
        "img-src": [*own, "data:", "blob:"],
        "connect-src": own,
    }
    styles = [stylesheet(names[file.name]) for file in loads.styles]
    scripts = [later_script(names[file.name]) for file in loads.scripts]
    told = data_blocks(page.blocks_with(details) | {PUBLISHED_ID: to_json(published)})
    return page.fill(
        Filling(
            early=script(names[loads.early.name]),
            styles=Markup("\n").join([style_block(page.variables), *styles]),
            loaded=Markup("\n").join(scripts),
            data=told + page.linked_data(),
            head=head(about),
            policy=meta_policy(policy),
            licences=licences.LINK,
            published="site",
            # without scripts, and for a search engine, the chronicle leads to the pages of the
            # events; with them, the engine opens the event in its place
            link=path,
        )
    )


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


def _marked(name: str, text: str) -> str:
    """Where a file of ours stands, with a mark of what it holds, so that it is cached for good."""
    stem, ending = posixpath.splitext(name)
    return f"{FILES}/{stem}-{mark(text.encode())}{ending}"


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
