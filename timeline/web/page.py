"""The page: one Dash app, made from one timeline, that needs nothing from Python once loaded."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from dash import Dash

from timeline import theme
from timeline.exchange.jsonld import jsonld
from timeline.model import Timeline
from timeline.quotations import Record
from timeline.web import (
    bundle,
    callbacks,
    cards,
    compress,
    controls,
    exports,
    folder,
    headers,
    hosts,
    ids,
    licences,
    markup,
    npm,
    oembed,
    plotlyjs,
    reach,
    room,
    routes,
)
from timeline.web.document import build_document, to_json

ASSETS = Path(__file__).resolve().parents[2] / "assets"
EARLY = "early.js"
"""The one script that runs before the page is drawn: it dresses the page for the view asked for."""
ASKER = "online-asker.js"
"""The one script that runs beside the page, for `assets/online.js`."""


class _Page(Dash):
    """Dash with the page's own HTML around the mount point."""

    shell: dict[str, str]

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
{shell["reach"]}<link rel="icon" href="data:,">
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


def create_app(
    timeline: Timeline,
    *,
    record: Record | None = None,
    texts: dict[str, dict[str, Any]] | None = None,
    frame_ancestors: tuple[str, ...] = ("'self'",),
    address: str = "",
    network_address: str = "",
    served: bool = True,
    one_file: exports.Maker | None = None,
    bundled: bool = True,
    answers_to: hosts.Hosts | None = None,
    proxies: int = 0,
) -> Dash:
    """The Dash app of a timeline.

    Args:
        timeline: the checked timeline.
        record: the record of verified excerpts (`timeline.quotations.load_record`); without one
            no excerpt carries the mark.
        texts: what of the source texts the page carries (`timeline.web.texts.build_texts`).
        frame_ancestors: who may frame the page, as CSP source expressions.
        address: where everybody reaches the page, if that is known; students' phones go there, and
            link previews and frames made from it name it. Its path is the folder in which a proxy
            shows the page.
        network_address: where they reach it if it was opened on this machine (`reach.on_network`).
        served: False for a copy that goes on without this server and must not look for it.
        one_file: makes the whole page as one file, for `/export.html`; None where nobody does.
        bundled: False has our own scripts and styles loaded as they are written, for debugging.
        answers_to: the hosts that a request may name; None for any.
        proxies: how many each request comes through, whose headers are believed.

    Raises:
        ValueError: an address that no browser opens.

    Returns:
        A Dash app whose `server` is ready to be served: callbacks, routes, headers and
        compressed responses are in place. Nothing in it changes while it serves.
    """
    if address:
        reach.checked(address)
    document = build_document(timeline, record)
    document_json = to_json(document)
    app = _Page(
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
        requests_pathname_prefix=folder.of(address) if served and address else "/",
    )
    app.shell = _shell(app, timeline, document, texts) | {
        "document": document_json,
        "reach": reach.metas(address, network_address),
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
    plotlyjs.install(app)
    routes.install(app, timeline, document_json.encode())
    licences.install(app, timeline)
    headers.install(app, frame_ancestors)
    if served:
        told = cards.Cards(timeline)
        oembed.install(app, told, address)
        files = exports.install(
            app,
            timeline,
            record=record,
            address=address,
            network_address=network_address,
            one_file=one_file,
        )
        app.shell["reach"] += exports.meta(files)
        drawn = "png" in files.offered
        compress.install(app, cards.head(app, told, address, pictures=drawn))
    else:
        compress.install(app)
    if answers_to is not None:
        hosts.install(app, answers_to)  # before what answers from memory
    folder.install(app, str(app.config.requests_pathname_prefix), proxies)
    return app


def _shell(
    app: Dash,
    timeline: Timeline,
    document: dict[str, Any],
    texts: dict[str, dict[str, Any]] | None,
) -> dict[str, str]:
    hues = "".join(f".hue-{hue} {{ color: var(--hue-{hue}); }}\n" for hue in theme.HUES)
    kept = room.variables(document).items()
    heights = "".join(f" --chart-{name}: {length};" for name, length in kept)
    return {
        "language": escape(timeline.language),
        "title": escape(timeline.title),
        "description": escape(f"{timeline.title}. {timeline.subtitle}".strip(". ")),
        "variables": theme.css_variables() + hues + f":root {{{heights} }}",
        "early": app.get_asset_url(EARLY),
        "masthead": markup.masthead(timeline),
        "stage": markup.stage(),
        "legend": markup.legend(timeline),
        "event": markup.introduction(timeline),
        "chronicle": markup.chronicle(document),
        "sources": markup.sources_section(timeline, document),
        "colophon": markup.colophon(timeline),
        "jsonld": to_json(jsonld(timeline, texts=False)),
        "texts": f'<script type="application/json" id="{ids.TEXTS}">{to_json(texts)}</script>'
        if texts
        else "",
    }
