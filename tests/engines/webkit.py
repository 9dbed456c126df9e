"""WebKitGTK's small browser, by its WebDriver, on a screen that nobody sees (Xvfb)."""

from __future__ import annotations

import io
import json
import os
import shutil
import socket
import struct
import subprocess
import tempfile
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from waiting import until

from engines import ByActions, as_json, end, value_of

NEEDED = ("WebKitWebDriver", "Xvfb")
BINARY = next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"), None)
LACKING = [name for name in NEEDED if not shutil.which(name)] + ["MiniBrowser"] * (not BINARY)
MISSING = f"no {' and no '.join(LACKING)} is installed (make browsers)" if LACKING else None
WAIT = 60  # seconds, for one answer
START = 15  # seconds, for the first one
SCREEN = (1400, 1000)
# Its driver tells nothing of the console, so the page itself is listened to, from the first moment
# at which it answers.
LISTEN = """
  if (location.href === "about:blank") return false;
  if (window.heardErrors) return true;
  window.heardErrors = [];
  const log = console.error;
  console.error = (...words) => { heardErrors.push(words.map(String).join(" ")); log(...words); };
  addEventListener("error", (event) => heardErrors.push(event.message || "not loaded"), true);
  addEventListener("unhandledrejection", (event) => heardErrors.push(String(event.reason)));
  addEventListener("securitypolicyviolation",
    (event) => heardErrors.push(`${event.violatedDirective}: ${event.blockedURI}`));
  return true;
"""


class WebKit(ByActions):
    name = "webkit"

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._started: list[subprocess.Popen[bytes]] = []
        # what asks for another host asks here, is noted and hears nothing
        self._trap = socket.create_server(("127.0.0.1", 0))
        self._trap.setblocking(False)
        for last in (False, False, True):
            try:
                self._start()
                break
            except TimeoutError:  # its browser hangs now and then when it starts
                self._end_started()
                if last:
                    raise
            except BaseException:
                self._end()
                raise

    def _start(self) -> None:
        folder = Path(self._folder.name)
        said = folder / "display"
        with said.open("w") as out:
            size = "x".join(map(str, (*SCREEN, 24)))
            screen = ["Xvfb", "-displayfd", str(out.fileno()), "-screen", "0", size]
            self._run([*screen, "-fbdir", str(folder), "-nolisten", "tcp"], pass_fds=[out.fileno()])
        until(lambda: said.read_text().endswith("\n"), WAIT)
        self._port = _free_port()
        home = {"DISPLAY": f":{said.read_text().strip()}", "GDK_BACKEND": "x11"}
        home |= {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
        # there is no graphics card and no bus, which it would look for
        home |= {"LIBGL_ALWAYS_SOFTWARE": "1", "NO_AT_BRIDGE": "1", "GIO_USE_VFS": "local"}
        self._run(["WebKitWebDriver", f"--port={self._port}"], env=os.environ | home)
        until(self._answers, WAIT)
        trap = f"127.0.0.1:{self._trap.getsockname()[1]}"
        wanted = {
            "webkitgtk:browserOptions": {"binary": str(BINARY), "args": ["--automation"]},
            "pageLoadStrategy": "none",  # or nobody listens while it loads
            "proxy": {
                "proxyType": "manual",
                "httpProxy": trap,
                "sslProxy": trap,
                "noProxy": ["127.0.0.1"],
            },
        }
        made = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}}, START)
        self._session = f"/session/{made['sessionId']}"
        self._post("/timeouts", {"script": WAIT * 1000})

    def _run(self, command: list[str], **options: Any) -> None:
        quiet: Any = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        quiet["start_new_session"] = True
        self._started.insert(0, subprocess.Popen(command, **quiet, **options))

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self._port)) == 0

    def _ask(
        self, method: str, path: str, body: dict[str, Any] | None = None, wait: float = WAIT
    ) -> Any:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self._port}{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=wait) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            with error:
                told = json.load(error)["value"]
            raise RuntimeError(f"WebKit: {path}: {told['error']}: {told['message']}") from None

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        return self._ask("POST", self._session + path, body)

    def _perform(self, *sources: dict[str, Any]) -> None:
        self._post("/actions", {"actions": list(sources)})

    def _run_script(self, script: str, *args: Any) -> Any:
        return self._post("/execute/sync", {"script": script, "args": list(args)})

    def _says(self, script: str) -> bool:
        """Whether a script says yes; no, if a page gives way to another under it."""
        try:
            return bool(self._run_script(script))
        except RuntimeError:
            return False

    def open(self, address: str, size: tuple[int, int]) -> None:
        self._post("/url", {"url": "about:blank"})  # so that what answers next is the new page
        until(lambda: self._says("return location.href === 'about:blank'"), WAIT)
        self._fit(size)
        self._post("/url", {"url": address})
        until(lambda: self._says(LISTEN), WAIT)

    def _fit(self, size: tuple[int, int]) -> None:
        """A window is set with its bars; the page wants to know what is inside."""
        inside = self._run_script("return [innerWidth, innerHeight]")
        if tuple(inside) == size:
            return
        outside = self._ask("GET", f"{self._session}/window/rect")
        rect = {"x": 0, "y": 0, "width": outside["width"] + size[0] - inside[0]}
        rect["height"] = outside["height"] + size[1] - inside[1]
        self._post("/window/rect", rect)
        fits = f"return innerWidth === {size[0]} && innerHeight === {size[1]}"
        until(lambda: bool(self._run_script(fits)), WAIT)

    def evaluate(self, js: str) -> Any:
        script = (
            f"const done = arguments[0]; {as_json(js)}"
            ".then((value) => done([value, null]), (error) => done([null, String(error)]));"
        )
        value, error = self._post("/execute/async", {"script": script, "args": []})
        if error:
            pytest.fail(f"{error}: {js}")
        return value_of(value)

    def screenshot(self) -> bytes:
        """The whole screen, bars and all: the driver's own pictures hang now and then."""
        data = (Path(self._folder.name) / "Xvfb_screen0").read_bytes()  # as `xwd` writes it
        head = struct.unpack(">25I", data[:100])
        start, width, height, line, colours = head[0], head[4], head[5], head[12], head[19]
        pixels = data[start + 12 * colours :]
        picture = Image.frombytes("RGB", (width, height), pixels, "raw", "BGRX", line)
        out = io.BytesIO()
        picture.save(out, "PNG")
        return out.getvalue()

    def heard(self) -> None:
        self.errors += self.evaluate("heardErrors.splice(0)")
        while True:
            try:
                asking, _ = self._trap.accept()
            except BlockingIOError:
                return
            with asking:
                asking.settimeout(1)
                self.strays.append(asking.recv(200).decode(errors="replace").split("\r")[0])

    def close(self) -> None:
        self._ask("DELETE", self._session)
        self._end()

    def _end_started(self) -> None:
        for process in self._started:
            end(process)
        self._started.clear()

    def _end(self) -> None:
        self._end_started()
        self._trap.close()
        self._folder.cleanup()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port
