"""The page as it is served: the app with its routes, headers, exports and kept answers."""

from __future__ import annotations

from dash import Dash

from timeline.addresses import checked
from timeline.evidence.verified import Record
from timeline.model import Timeline
from timeline.page.carried import carried
from timeline.page.page import Texts, addresses, build_page
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
from timeline.server.dash_app import Children, build_app


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
    children: Children = None,
    room: str = "",
) -> Dash:
    """The Dash app of a timeline, to be served.

    Callbacks may be added to it: the page is the component `timeline`, of which they read `view`,
    `event` and `visible`, and set the first two (`timeline.server.dash_app.TimelineView`).

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
        children: components of your own, which stand below the chart. They come when the page has
            been drawn; ids are not those of its parts, such as `search` or `event`.
        room: the height that is kept for them until then, such as "24rem": what stands below does
            not move when they come.

    Raises:
        ValueError: an address that no browser opens; a child with an id of the page; a `room` that
            is no height.

    Returns:
        A Dash app whose `server` is ready to be served: callbacks, routes, headers and
        compressed responses are in place. Add callbacks before it serves.
    """
    if address:
        checked(address)
    prepared = timeline if isinstance(timeline, Prepared) else prepare(timeline, record)
    app = build_app(
        build_page(prepared, texts),
        carried(bundled=bundled),
        head=addresses(address, network_address),
        folder=proxy.of(address) if address else "/",
        children=children,
        room=room,
    )
    routes.install(app, prepared.timeline, app.page.whole_document)
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
    app.head += exports.meta(files)
    pictures = "png" in files.offered
    compressed.install(app, previews.head(app, cards, address, pictures=pictures))
    if answers_to is not None:
        hosts.install(app, answers_to)  # before what answers from memory
    proxy.install(app, str(app.config.requests_pathname_prefix), proxies)
    return app
