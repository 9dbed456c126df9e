"""The page as it is served: the app with its routes, headers, exports and kept answers."""

from __future__ import annotations

from dash import Dash

from timeline.addresses import checked
from timeline.evidence.verified import Record
from timeline.model import Timeline
from timeline.page.app import Texts, build_page
from timeline.prepared import Prepared, prepare
from timeline.server import (
    compressed,
    exports,
    headers,
    hosts,
    licences,
    oembed,
    previews,
    proxy,
    routes,
)


def create_app(
    timeline: Timeline | Prepared,
    *,
    record: Record | None = None,
    texts: Texts | None = None,
    frame_ancestors: tuple[str, ...] = ("'self'",),
    address: str = "",
    network_address: str = "",
    one_file: exports.Maker | None = None,
    bundled: bool = True,
    answers_to: hosts.Hosts | None = None,
    proxies: int = 0,
) -> Dash:
    """The Dash app of a timeline, to be served.

    Args:
        timeline: the checked timeline; or one made ready, with its record.
        record: of verified excerpts (`timeline.evidence.verified.load_record`); without one no
            excerpt carries the mark.
        texts: what of the source texts the page carries (`timeline.page.source_texts.build_texts`).
        frame_ancestors: who may frame the page, as CSP source expressions.
        address: where everybody reaches the page, if that is known; students' phones go there, and
            link previews and frames made from it name it. Its path is the folder in which a proxy
            shows the page.
        network_address: where they reach it if it was opened on this machine
            (`network.on_network`).
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
        checked(address)
    prepared = timeline if isinstance(timeline, Prepared) else prepare(timeline, record)
    app = build_page(
        prepared,
        texts=texts,
        address=address,
        network_address=network_address,
        folder=proxy.of(address) if address else "/",
        served=True,
        bundled=bundled,
    )
    routes.install(app, prepared.timeline, app.document.encode())
    licences.install(app, prepared.timeline)
    headers.install(app, frame_ancestors)
    cards = previews.Cards(prepared)
    oembed.install(app, cards, address)
    files = exports.install(
        app,
        prepared,
        address=address,
        network_address=network_address,
        one_file=one_file,
    )
    app.shell["addresses"] += exports.meta(files)
    pictures = "png" in files.offered
    compressed.install(app, previews.head(app, cards, address, pictures=pictures))
    if answers_to is not None:
        hosts.install(app, answers_to)  # before what answers from memory
    proxy.install(app, str(app.config.requests_pathname_prefix), proxies)
    return app
