"""The addresses of the served page, and short answers to everything that is not one.

Dash shows the page for any path and fails with a 500 on bodies and paths that it did not
expect. Here an unknown path is a 404, a wrong method a 405, a body that Dash did not send a
400, a large one a 413.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import NoReturn

from dash import Dash
from dash.exceptions import DependencyException
from flask import Response, abort, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed, NotFound

from timeline.model import Timeline

MAX_BODY = 64 * 1024  # bytes; Dash's own bodies are the values of a few inputs
AROUND_AN_ID = len('"",')
NOT_FOUND = "There is nothing at this address."
WRONG_METHOD = "This address cannot be used in this way."
READING = frozenset({"GET", "HEAD", "OPTIONS"})

View = Callable[..., ResponseReturnValue]

ERROR_PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{what} · {timeline}</title></head>
<body style="font: 1.125rem/1.5 serif; max-width: 36em; margin: 4em auto; padding: 0 1em">
<h1 style="font-size: 1.5rem">{what}</h1>
<p>{why}</p>
<p><a href="{home}">{timeline}</a></p>
</body>
</html>
"""


def largest_body(app: Dash) -> int:
    """How many bytes a message of a reader's may have."""
    return int(app.server.config["MAX_CONTENT_LENGTH"])


def install(app: Dash, timeline: Timeline, document_json: Callable[[], str]) -> None:
    """Add `/healthz` and `/document.json`, bound what comes in, and answer errors briefly."""
    server = app.server
    prefix = str(app.config.routes_pathname_prefix)
    # a callback may ask for what is in sight, which is all events, as an input and as a state
    ids = sum(len(event.id) + AROUND_AN_ID for event in timeline.events)
    server.config["MAX_CONTENT_LENGTH"] = max(MAX_BODY, MAX_BODY // 2 + 2 * ids)

    def healthz() -> Response:
        return Response("ok", mimetype="text/plain", headers={"Cache-Control": "no-store"})

    def document() -> Response:
        return Response(document_json(), mimetype="application/json")

    def refuse_large_body() -> None:
        if (request.content_length or 0) > largest_body(app):
            abort(413)

    def error_page(error: HTTPException) -> ResponseReturnValue:
        shown = _as_a_reader_meets_it(error)
        page = ERROR_PAGE.format(
            what=escape(shown.name),
            why=escape(shown.description or ""),
            home=escape(str(app.config.requests_pathname_prefix)),
            timeline=escape(timeline.title),
        )
        headers = [(k, v) for k, v in shown.get_headers() if k != "Content-Type"]
        return Response(page, status=shown.code, headers=headers, mimetype="text/html")

    server.add_url_rule(f"{prefix}healthz", view_func=healthz)
    server.add_url_rule(f"{prefix}document.json", view_func=document)
    server.before_request(refuse_large_body)
    server.register_error_handler(HTTPException, error_page)
    views = server.view_functions
    views[f"{prefix}<path:path>"] = _unknown
    suites = f"{prefix}_dash-component-suites/<string:package_name>/<path:fingerprinted_path>"
    views[suites] = _only_registered(views[suites])
    update = f"{prefix}_dash-update-component"
    views[update] = _only_callbacks(app, views[update])


def _unknown(path: str) -> NoReturn:
    """In place of Dash's view of any other path, which is the page: a slip deserves to be told."""
    abort(404)


def _as_a_reader_meets_it(error: HTTPException) -> HTTPException:
    """Dash's rule for any path makes a wrong method of a missing path, and the reverse."""
    if isinstance(error, NotFound) and error.description != NotFound.description:
        return error  # it says what was not found
    if isinstance(error, NotFound | MethodNotAllowed):
        return _missing_or_wrong_method(error)
    if isinstance(error, InternalServerError):
        return InternalServerError("Something went wrong here; the log says what.")
    return error


def _missing_or_wrong_method(error: NotFound | MethodNotAllowed) -> NotFound | MethodNotAllowed:
    adapter = current_app.url_map.bind_to_environ(request.environ)
    methods = set(adapter.allowed_methods())
    try:
        rule, _ = adapter.match(method="GET", return_rule=True)
        by_name = current_app.view_functions[rule.endpoint] is not _unknown
    except HTTPException:
        by_name = False
    if by_name and request.method in methods:
        return NotFound(NOT_FOUND)  # a route that looked for something and did not find it
    if by_name:
        return MethodNotAllowed(sorted(methods), WRONG_METHOD)
    if methods - READING:
        return MethodNotAllowed(sorted(methods - READING), WRONG_METHOD)
    return NotFound(NOT_FOUND)


def _only_registered(view: View) -> View:
    """Dash raises for a file it does not offer (a path out of the package, a missing map)."""

    def serve(**names: str) -> ResponseReturnValue:
        try:
            return view(**names)
        except (DependencyException, OSError):
            abort(404)

    return serve


def _only_callbacks(app: Dash, view: View) -> View:
    """Pass on bodies that name a callback of this server's; the page itself has none."""

    def dispatch() -> ResponseReturnValue:
        try:
            body = request.get_json(silent=True)
        except RecursionError:  # brackets in brackets, thousands deep
            body = None
        output = body.get("output") if isinstance(body, dict) else None
        if not isinstance(output, str) or "callback" not in app.callback_map.get(output, {}):
            abort(400, "This is not a message that the page sends.")
        return view()

    return dispatch
