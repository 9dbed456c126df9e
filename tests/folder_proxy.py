"""A reverse proxy that shows a server in a folder of its own host, as nginx and Caddy do."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

HOP_BY_HOP = {"connection", "transfer-encoding", "content-length", "date", "server"}


class _Passing(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        proxy = self.server
        path, folder = unquote(urlsplit(self.path).path), unquote(proxy.folder.rstrip("/"))
        if path != folder and not path.startswith(f"{folder}/"):
            proxy.outside.append(self.path)
            self.send_error(404)
            return
        proxy.inside.append(self.path)
        asked = self.path
        if proxy.strips:
            asked = asked[len(proxy.folder.rstrip("/")) :]
            asked = asked if asked.startswith("/") else f"/{asked}"
        passed = {k: v for k, v in self.headers.items() if k.lower() not in HOP_BY_HOP}
        upstream = http.client.HTTPConnection("127.0.0.1", proxy.upstream)
        try:
            upstream.request(self.command, asked, headers=passed)
            answer = upstream.getresponse()
        except OSError:
            self.send_error(502)
            return
        body = answer.read()
        upstream.close()
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in HOP_BY_HOP:
                self.send_header(name, value)
        size = answer.getheader("Content-Length") if self.command == "HEAD" else str(len(body))
        if size is not None and answer.status != 304:
            self.send_header("Content-Length", size)
        self.end_headers()
        self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, format: str, *args: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    folder: str
    strips: bool
    upstream: int
    inside: list[str]
    outside: list[str]


@contextmanager
def in_folder(folder: str, *, strips: bool) -> Iterator[_Server]:
    """A proxy on a free port; tell it `upstream`, the port to pass requests on to.

    Args:
        folder: as it stands in an address, beginning and ending in "/".
        strips: the folder is taken off the path. `inside` and `outside` note what was asked.
    """
    with _Server(("127.0.0.1", 0), _Passing) as proxy:
        proxy.folder, proxy.strips, proxy.inside, proxy.outside = folder, strips, [], []
        thread = threading.Thread(target=proxy.serve_forever, daemon=True)
        thread.start()
        try:
            yield proxy
        finally:
            proxy.shutdown()
            thread.join()
