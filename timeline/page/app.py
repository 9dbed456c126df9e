"""The page: one Dash app, made from one timeline, that needs nothing from Python once loaded."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from dash import Dash

from timeline.drawing import theme
from timeline.exchange.jsonld import jsonld
from timeline.page import bundle, callbacks, chart_heights, controls, ids, markup, npm, plotly_js
from timeline.page.document import build_document, to_json
from timeline.prepared import Prepared
from timeline.telling import preview

ASSETS = Path(__file__).resolve().parents[2] / "assets"
EARLY = "early.js"
"""The one script that runs before the page is drawn: it dresses the page for the view asked for."""
ASKER = "online-asker.js"
"""The one script that runs beside the page, for `assets/online.js`."""

Texts = dict[str, dict[str, Any]]
"""What of the source texts the page carries; see `timeline.page.source_texts.build_texts`."""


class Page(Dash):
    """Dash with the page's own HTML around the mount point.

    Attributes:
        shell: the pieces of that HTML.
        document: what the page knows, as JSON (`timeline.page.document`).
    """

    shell: dict[str, str]
    document: str

    def interpolate_index(
        self,
        metas: str = "",
        title: str = "",
        css: str = "",
        config: str = "",
        scripts: str = "",
        app_entry: str = "",
        favicon: str = "",
        renderer: str = "",
    ) -> str:
        """The HTML of `/`. Dash's pieces are put in by formatting, never by searching for them.

        Dash's own template replaces placeholders one after another, so that a title that holds
        the name of a placeholder would be replaced too.
        """
        shell = self.shell
        return f"""<!DOCTYPE html>
<html lang="{shell["language"]}"{shell["served"]} data-theme="light" data-view="chart"
data-mode="explore">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{shell["title"]}</title>
<meta name="description" content="{shell["description"]}">
{shell["addresses"]}<link rel="icon" href="data:,">
<style>{shell["variables"]}</style>
{css}
{shell["style"]}<script src="{shell["early"]}"></script>
<script type="application/ld+json">{shell["jsonld"]}</script>
</head>
<body>
<a class="skip" href="#{ids.CHRONICLE}">Skip to the list of events</a>
{shell["masthead"]}
<main>
<div id="{ids.ROOM}"></div>
<div id="react-entry-point"></div>
{shell["stage"]}
{shell["legend"]}
{shell["event"]}
{shell["chronicle"]}
{shell["sources"]}
</main>
{shell["colophon"]}
<script type="application/json" id="{ids.DOCUMENT}">{shell["document"]}</script>
{shell["texts"]}
{config}
{scripts}
{shell["script"]}{renderer}
</body>
</html>"""


def build_page(
    prepared: Prepared,
    *,
    texts: Texts | None = None,
    address: str = "",
    network_address: str = "",
    folder: str = "/",
    served: bool = False,
    bundled: bool = True,
) -> Page:
    """The Dash app of a timeline: its HTML and all that it loads, but nothing of a server's own.

    Args:
        prepared: the timeline.
        texts: what of the source texts the page carries.
        address: where everybody reaches the page, if that is known.
        network_address: where they reach it if it was opened on this machine.
        folder: the path in which readers find the page, from "/" to "/".
        served: True where the page may look for its server later.
        bundled: False has our own scripts and styles loaded as they are written, for debugging.

    Raises:
        ValueError: an address that no browser opens.
    """
    timeline, document = prepared.timeline, build_document(prepared)
    app = Page(
        __name__,
        title=timeline.title,
        assets_folder=str(ASSETS),
        assets_ignore=rf"^({EARLY}|{ASKER})$",
        include_assets_files=not bundled,
        update_title="",
        serve_locally=True,
        include_pages_meta=False,
        external_scripts=[],
        external_stylesheets=[],
        routes_pathname_prefix="/",
        requests_pathname_prefix=folder,
    )
    app.document = to_json(document)
    app.shell = _shell(app, prepared, document, texts) | {
        "document": app.document,
        "addresses": markup.addresses(address, network_address),
        "served": f' data-served="{app.get_asset_url(ASKER)}"' if served else "",
        "style": "",
        "script": "",
    }
    if bundled:
        style, script = bundle.serve(app, ASSETS, left_out=(EARLY, ASKER))
        app.shell["style"] = f'<link rel="stylesheet" href="{style}">\n'
        app.shell["script"] = f'<script src="{script}"></script>\n'
    app.layout = controls.build_layout(timeline)
    callbacks.register(app)
    npm.serve(app, npm.QR)
    plotly_js.install(app)
    return app


def _shell(
    app: Dash,
    prepared: Prepared,
    document: dict[str, Any],
    texts: Texts | None,
) -> dict[str, str]:
    timeline = prepared.timeline
    hues = "".join(f".hue-{hue} {{ color: var(--hue-{hue}); }}\n" for hue in theme.HUES)
    kept = chart_heights.variables(document).items()
    heights = "".join(f" --chart-{name}: {length};" for name, length in kept)
    return {
        "language": escape(timeline.language),
        "title": escape(timeline.title),
        "description": escape(preview.of_timeline(timeline, prepared.see().sentence).description),
        "variables": theme.css_variables() + hues + f":root {{{heights} }}",
        "early": app.get_asset_url(EARLY),
        "masthead": markup.masthead(prepared),
        "stage": markup.stage(),
        "legend": markup.legend(timeline),
        "event": markup.introduction(prepared),
        "chronicle": markup.chronicle(document),
        "sources": markup.sources_section(prepared, document),
        "colophon": markup.colophon(timeline),
        "jsonld": to_json(jsonld(timeline, texts=False)),
        "texts": f'<script type="application/json" id="{ids.TEXTS}">{to_json(texts)}</script>'
        if texts
        else "",
    }
