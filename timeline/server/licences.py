"""The licences of what the page carries, at `/licences.txt` and beside each bundle."""

from __future__ import annotations

import threading
from typing import Any

from dash import Dash
from flask import Response
from flask.testing import FlaskClient

from timeline.model import Timeline
from timeline.page import licences
from timeline.server.compressed import linked


class Served:
    """The list of a served page, made when it is first asked for: until then nothing is read."""

    def __init__(self, app: Dash, timeline: Timeline) -> None:
        self._app, self._timeline = app, timeline
        self._lock = threading.Lock()
        self._made: tuple[str, dict[str, str]] | None = None

    def list(self) -> str:
        return self._both()[0]

    def beside(self, path: str) -> str | None:
        """What stands at a path that a bundle names."""
        return self._both()[1].get(path)

    def _both(self) -> tuple[str, dict[str, str]]:
        with self._lock:
            if self._made is None:
                found = scripts_of(self._app)
                self._made = licences.text(self._timeline, found), licences.beside(found)
            return self._made


def scripts_of(app: Dash) -> dict[str, str]:
    """The scripts and styles that an app's page names."""
    client = app.server.test_client()
    page = _read(client, str(app.config.requests_pathname_prefix))
    return {address: _read(client, address) for address in linked(page)}


def _read(client: FlaskClient, address: str) -> str:
    with client.get(address) as answer:
        return answer.get_data(as_text=True)


def install(app: Dash, timeline: Timeline) -> None:
    """Answer `/licences.txt`, and the notices that bundles say stand beside them."""
    prefix = str(app.config.routes_pathname_prefix)
    served = Served(app, timeline)

    def licences_txt() -> Response:
        return Response(served.list(), mimetype="text/plain")

    app.server.add_url_rule(f"{prefix}{licences.ROUTE}", view_func=licences_txt)
    views = app.server.view_functions
    suites = f"{prefix}{licences.SUITES}<string:package_name>/<path:fingerprinted_path>"
    others = views[suites]

    def script(package_name: str, fingerprinted_path: str) -> Any:
        if fingerprinted_path.endswith(licences.BESIDE):
            base = str(app.config.requests_pathname_prefix)
            told = served.beside(f"{base}{licences.SUITES}{package_name}/{fingerprinted_path}")
            if told is not None:
                return Response(told, mimetype="text/plain")
        return others(package_name=package_name, fingerprinted_path=fingerprinted_path)

    views[suites] = script
