"""Firefox without a window, by WebDriver BiDi: Debian has no geckodriver, and needs none."""

from __future__ import annotations

import base64
import itertools
import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import websocket
from waiting import until

from engines import ByActions, as_json, end, value_of

BINARY = shutil.which("firefox-esr") or shutil.which("firefox")
MISSING = None if BINARY else "no Firefox is installed (make browsers)"
WAIT = 60  # seconds, for one answer
LISTENS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
# No host but this machine: all else goes to a proxy where nobody listens. What it asks of its
# makers at every start is switched off, since each asking costs time.
PREFS = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.no_proxies_on": "127.0.0.1",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.safebrowsing.downloads.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.aboutwelcome.enabled": False,
    "browser.newtabpage.enabled": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "extensions.getAddons.cache.enabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "media.gmp-manager.updateEnabled": False,
    "dom.events.testing.asyncClipboard": True,  # a script may read what it copied
}


class Firefox(ByActions):
    name = "firefox"

    def __init__(self) -> None:
        super().__init__()
        assert BINARY
        self._folder = tempfile.TemporaryDirectory()
        profile = Path(self._folder.name)
        lines = [f"user_pref({json.dumps(key)}, {json.dumps(PREFS[key])});" for key in PREFS]
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        log = profile / "log.txt"
        started = ["--headless", "--no-remote", "--profile", str(profile)]
        with log.open("w") as out:
            self._process = subprocess.Popen(
                [BINARY, *started, "--remote-debugging-port", "0", "about:blank"],
                stdout=out,
                stderr=out,
                start_new_session=True,
                env=os.environ | {"MOZ_DISABLE_CONTENT_SANDBOX": "1"},  # needs rights CI lacks
            )
        until(lambda: bool(LISTENS.search(log.read_text())), WAIT)
        found = LISTENS.search(log.read_text())
        assert found
        # without an Origin: Firefox lets no page of a site steer it
        self._socket = websocket.create_connection(
            f"{found[1]}/session", timeout=WAIT, suppress_origin=True
        )
        self._ids = itertools.count(1)
        self._ask("session.new", capabilities={})
        self._ask("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        self._tab = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def _ask(self, method: str, **params: Any) -> Any:
        number = next(self._ids)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == number:
                break
            self._note(answer)
        if answer["type"] == "error":
            pytest.fail(f"Firefox: {method}: {answer['message']}")
        return answer["result"]

    def _note(self, told: dict[str, Any]) -> None:
        params = told.get("params", {})
        if told.get("method") == "log.entryAdded" and params["level"] == "error":
            self.errors.append(params["text"])
        if told.get("method") == "network.beforeRequestSent":
            parts = urlsplit(params["request"]["url"])
            if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
                self.strays.append(params["request"]["url"])

    def _perform(self, *sources: dict[str, Any]) -> None:
        self._ask("input.performActions", context=self._tab, actions=list(sources))

    def open(self, address: str, size: tuple[int, int]) -> None:
        view = dict(zip(("width", "height"), size, strict=True))
        self._ask("browsingContext.setViewport", context=self._tab, viewport=view)
        self._ask("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def evaluate(self, js: str) -> Any:
        answer = self._ask(
            "script.evaluate",
            expression=as_json(js),
            target={"context": self._tab},
            awaitPromise=True,
            userActivation=True,
        )
        if answer["type"] == "exception":
            pytest.fail(f"{answer['exceptionDetails']['text']}: {js}")
        return value_of(answer["result"]["value"])

    def screenshot(self) -> bytes:
        return base64.b64decode(
            self._ask("browsingContext.captureScreenshot", context=self._tab)["data"]
        )

    def pdf(self) -> bytes:
        page = {"width": 21.0, "height": 29.7}
        return base64.b64decode(
            self._ask("browsingContext.print", context=self._tab, page=page)["data"]
        )

    def heard(self) -> None:
        self.evaluate("0")  # what was told before the answer is noted

    def close(self) -> None:
        self._socket.close()
        end(self._process)
        self._folder.cleanup()
