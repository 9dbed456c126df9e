"""A timeline as a component of any Dash app: `TimelineView`.

    from dash import Dash, Input, Output, html
    from timeline.dash import TimelineView

    app = Dash()
    app.layout = html.Div([TimelineView(id="t", timeline=t), html.P(id="said")])

    @app.callback(Output("said", "children"), Input("t", "view"))
    def said(view): ...

It is a frame, in which the one file stands, and messages (`timeline.framed`): styles and scripts
leak neither way, and several can stand on one page. The file is served by the app itself, under an
address with a fingerprint, so that a browser asks for it once. To write it into the layout instead
(`srcdoc`) would send it with every visit, and the app's own policy for scripts would forbid its.
"""

from __future__ import annotations

import gzip
import threading
from collections import OrderedDict
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import dash
from dash.development.base_component import Component
from dash.exceptions import AppNotFoundError
from flask import Flask, Response, has_request_context, request

from timeline import framed
from timeline.errors import TimelineError, ViewError
from timeline.evidence.verified import Record
from timeline.model import Timeline
from timeline.prepared import Prepared
from timeline.views.view import View

FOLDER: Final = "_timeline-view/"
"""Where an app has the pages of its frames; `dash_view.js` asks there."""
MOST_KEPT: Final = 16  # pages, of some 3 MB with its compressed copy
LATE: Final = (
    "This app has answered requests before timeline.dash was imported, and cannot serve a timeline "
    "any more: import TimelineView where the program begins."
)
NO_PAGE: Final = (
    "<!DOCTYPE html><title>No timeline</title><p>This server does not hold that timeline. "
    "Reload the page around it. With several processes, make the TimelineView where the program "
    "begins, so that each of them has it.</p>"
)


class _Kept:
    """The pages that were made, by their fingerprints; the oldest go first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pages: OrderedDict[str, tuple[bytes, bytes]] = OrderedDict()
        # a layout that is a function asks for the same page at each visit; the timelines are held,
        # so that their identities are theirs alone
        self._made: OrderedDict[tuple[int, int, str], tuple[object, object, str]] = OrderedDict()

    def name(
        self, t: Timeline | Prepared, record: Record | None, sources: str | Path | None
    ) -> str:
        """The name of a timeline's page, which is made where it is not there yet."""
        key = (id(t), id(record), "" if sources is None else str(sources))
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                name = self._made[key][-1]
                self._pages.move_to_end(name)
                return name
            page = framed.page_of(t, record=record, sources=sources)
            name = f"{sha256(page).hexdigest()[:20]}.html"
            self._made[key] = (t, record, name)
            if name not in self._pages:
                # no time in it: what is the same stays the same in every process
                self._pages[name] = (page, gzip.compress(page, 6, mtime=0))
            self._pages.move_to_end(name)
            while len(self._pages) > MOST_KEPT:
                gone, _ = self._pages.popitem(last=False)
                self._made = OrderedDict(
                    (key, made) for key, made in self._made.items() if made[-1] != gone
                )
            return name

    def page(self, name: str) -> tuple[bytes, bytes] | None:
        """A page and its compressed copy."""
        with self._lock:
            return self._pages.get(name)


_kept = _Kept()


class _Framed(Response):
    """An answer with a policy of its own.

    An app with a strict policy writes it on all that it answers, and means its own page by it. This
    one may do less, having no origin, but what it does it must be let do.
    """

    def get_wsgi_headers(self, environ: Any) -> Any:
        headers = super().get_wsgi_headers(environ)
        headers["Content-Security-Policy"] = f"sandbox {framed.SANDBOX}"
        headers.remove("X-Frame-Options")  # whoever frames the app frames what is in it
        return headers


def _serve(name: str) -> Response:
    found = _kept.page(name)
    if found is None:
        return _Framed(NO_PAGE, status=404, mimetype="text/html")
    page, compressed = found
    packed = bool(request.accept_encodings["gzip"])
    answer = _Framed(compressed if packed else page, mimetype="text/html")
    if packed:
        answer.headers["Content-Encoding"] = "gzip"
    answer.vary.add("Accept-Encoding")
    answer.cache_control.max_age = 31_536_000  # a year: the name is made of what stands there
    answer.cache_control.private = True  # the app may have a door
    answer.cache_control.immutable = True
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


_ROUTE: Final = f"{FOLDER}<string:name>"
# The apps that are yet to be made have the route by this ...
dash.hooks.route(name=_ROUTE)(_serve)


def _serve_from(app: dash.Dash) -> None:
    """... and one that was made before by this, unless it has begun to answer."""
    rule = f"{app.config.routes_pathname_prefix}{_ROUTE}"
    server = app.server
    if not isinstance(server, Flask) or any(
        one.rule == rule for one in server.url_map.iter_rules()
    ):
        return
    try:
        server.add_url_rule(rule, endpoint=rule, view_func=_serve)
    except AssertionError:
        if has_request_context():
            raise TimelineError(LATE) from None


def _serve_from_the_present_app() -> None:
    try:
        app = dash.get_app()
    except AppNotFoundError:
        return
    _serve_from(app)


_serve_from_the_present_app()


class TimelineView(Component):
    """A timeline in a Dash app, in a frame of its own.

    Callbacks read these properties, and set `view` and `event`:

    - `view`: what is shown, a query string without `?` ("lane=germany&from=1923"); setting it
      replaces the whole view, and what of it the timeline does not know is left out.
    - `event`: the id of the open event, "" where none is.
    - `visible`: the ids of the events that pass the filters and lie in the window.
    - `ignored`: a line for each part of the view last asked for that was left out; only to be read.

    Args:
        id: by which callbacks name it; each on a page needs its own.
        timeline: the timeline, or what was made of it already (`timeline.prepared.prepare`).
        view: what it begins with.
        height: px, from 240 to 5000. The width is that of what it stands in.
        title: what the frame shows, for readers who do not see it; the timeline's own by default.
        record: of verified quotations, as for `timeline.framed.page_of`.
        sources: the folder of the texts, as for `timeline.publish`.

    Raises:
        ViewError: no view, no height, or no timeline.
        FileProblems: there is no such folder of texts, or a quotation differs from its text.
        TimelineError: the app began to answer before this module was imported.
    """

    _namespace = "timeline_dash"
    _type = "TimelineView"
    _prop_names = [  # noqa: RUF012  # Dash reads it of the class
        *("id", "view", "event", "visible", "ignored", "height", "title"),
        *("page", "sandbox", "allow"),
    ]
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012
    available_properties = _prop_names
    available_wildcard_properties: list[str] = []  # noqa: RUF012

    def __init__(
        self,
        id: str | dict[str, Any] | None = None,
        timeline: Timeline | Prepared | None = None,
        view: View | str = "",
        height: float = 720,
        *,
        title: str | None = None,
        record: Record | None = None,
        sources: str | Path | None = None,
    ) -> None:
        if not isinstance(timeline, Timeline | Prepared):
            raise ViewError(
                f"{timeline!r} is no timeline: write timeline=timeline.load('data/events.yaml')"
            )
        query = framed.begun(view, height)
        if has_request_context():
            _serve_from_the_present_app()
        told = timeline if isinstance(timeline, Timeline) else timeline.timeline
        given: dict[str, Any] = {} if id is None else {"id": id}
        super().__init__(  # type: ignore[no-untyped-call]
            **given,
            view=query,
            event="",
            visible=[],
            ignored=[],
            height=height,
            title=told.title if title is None else title,
            page=_kept.name(timeline, record, sources),
            sandbox=framed.SANDBOX,
            allow=framed.ALLOW,
        )
