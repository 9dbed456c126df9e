"""Every file of the page, compressed once and kept in memory.

Compressing on the fly for 200 students gave a 95th percentile of 30 s, compressed beforehand
4 s. A page here is the same bytes for everybody (the view lives in the browser) but for a few
tags in its head, so all of it can be answered from a dictionary.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from urllib.parse import urlsplit

from dash import Dash
from dash.fingerprint import check_fingerprint
from flask import Flask, Response, request
from flask.testing import FlaskClient

from timeline.page import packing
from timeline.server.gzip_splice import Splice

KEPT = frozenset(
    {"", "_dash-layout", "_dash-dependencies", "_favicon.ico", "document.json", "licences.txt"}
)
# routes of our own, with a fingerprint in each address
MADE_UNDER = ("_plotly/", "_npm/", "_timeline/")
KEPT_UNDER = ("_dash-component-suites/", *MADE_UNDER)
FOR_GOOD = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
HEAD_ENDS = b"</head>"
ENCODINGS = ("br", "gzip")  # the smaller first
EXTENSION = "timeline-compressed"
THREADS = 2  # zlib works outside Python's lock


@dataclass(frozen=True, slots=True)
class Packed:
    """One answer. `squeezed` has it compressed, by the encoding; none where that gains nothing.

    `splice` is there where words are added to each answer; then it does the compressing.
    """

    body: bytes
    squeezed: dict[str, bytes]
    content_type: str
    etag: str
    splice: Splice | None = None

    def with_words(self, words: bytes) -> Packed:
        """The answer with words where its `splice` has a place for them; the same without one."""
        if self.splice is None:
            return self
        etag = f"{self.etag[:16]}{_tag(words)[:8]}"
        squeezed = {"gzip": self.splice.gzipped(words)}
        return Packed(self.splice.body(words), squeezed, self.content_type, etag)


class Store:
    """The packed answers by path. Filled by the first request of each path, or by `warm`.

    Each content is kept for one path only: Dash takes any fingerprint in a file's address, and
    whoever asks for a thousand of them must not fill the memory.
    """

    def __init__(self, prefix: str, head: Callable[[], str] | None = None) -> None:
        self._prefix = prefix
        self._head = head
        self._packed: dict[str, Packed] = {}
        self._by_content: dict[tuple[str, str], Packed] = {}  # by content type and tag

    def __len__(self) -> int:
        """How many answers are kept."""
        return len(self._packed)

    def answer(self, server: Flask) -> Response | None:
        """The kept answer to the present request, None if there is none (or while debugging)."""
        if server.debug or request.method not in ("GET", "HEAD"):
            return None
        packed = self._packed.get(request.path)
        return None if packed is None else self._respond(packed)

    def keep(self, server: Flask, response: Response) -> Response:
        """Keep a first answer if it is one of the page's files; give back what a reader gets."""
        keepable = (
            not server.debug
            and request.method == "GET"
            and response.status_code == 200
            and request.path not in self._packed
            and self._belongs(request.path)
        )
        if not keepable:
            return response
        response.direct_passthrough = False
        body, content_type = (
            response.get_data(),
            response.content_type or "application/octet-stream",
        )
        response.close()  # Flask will close only the answer that we give back
        content = content_type, _tag(body)
        packed = self._by_content.get(content)
        if packed is None:
            if self._head is not None and request.path == self._prefix:
                packed = Packed(body, {}, *content, splice=Splice.at(body, HEAD_ENDS))
            else:
                packed = _pack(body, *content)
            self._packed[request.path] = self._by_content[content] = packed
        return self._respond(packed)

    def squeeze(self) -> None:
        """Compress what is kept for good once more, by Brotli, which takes seconds.

        It works outside Python's lock; meanwhile gzip is answered.
        """
        for path, packed in list(self._packed.items()):
            if packed.splice is None and self._for_good(path) and "gzip" in packed.squeezed:
                smaller = packing.brotli(packed.body, packing.BEST)
                if smaller is not None:
                    more = {"br": smaller, **packed.squeezed}
                    self._packed[path] = replace(packed, squeezed=more)

    def _name(self, path: str) -> str:
        return path.removeprefix(self._prefix)

    def _belongs(self, path: str) -> bool:
        name = self._name(path)
        return name in KEPT or name.startswith(KEPT_UNDER)

    def _respond(self, packed: Packed) -> Response:
        if packed.splice is not None and self._head is not None:
            packed = packed.with_words(self._head().encode())
        accepted = request.accept_encodings
        encoding = next(
            (one for one in ENCODINGS if one in packed.squeezed and accepted.quality(one) > 0), ""
        )
        body = packed.squeezed.get(encoding, packed.body)
        response = Response(body, content_type=packed.content_type)
        # a compressed body is another representation, so it has another tag (RFC 9110, 8.8.3)
        response.set_etag(f"{packed.etag}-{encoding}" if encoding else packed.etag)
        kept = self._for_good(request.path)
        response.headers["Cache-Control"] = FOR_GOOD if kept else ASK_AGAIN
        response.headers["Vary"] = "Accept-Encoding"
        if encoding:
            response.headers["Content-Encoding"] = encoding
        response.make_conditional(request)
        return response

    def _for_good(self, path: str) -> bool:
        """Does the address change with the content?"""
        name = self._name(path)
        return name.startswith(MADE_UNDER) or bool(check_fingerprint(name)[1])


def install(app: Dash, head: Callable[[], str] | None = None) -> Store:
    """Answer the page's files from memory, compressed. Returns the store; see also `warm`.

    Call it last. Callbacks may come later, until the first request.

    Args:
        app: the app.
        head: tags, as HTML, that end the head of the page in the answer to the present request.
    """
    store = Store(str(app.config.routes_pathname_prefix), head)
    server = app.server

    lock = threading.Lock()

    def settle() -> None:
        with lock:
            app._setup_server()

    def answer() -> Response | None:
        return store.answer(server)

    def keep(response: Response) -> Response:
        return store.keep(server, response)

    # Dash gathers its callbacks in its first request, and lets another at the same moment be
    # answered, and kept for good, without them: so here, ahead of its own doing, one at a time
    server.before_request_funcs.setdefault(None, []).insert(0, settle)
    server.before_request(answer)
    server.after_request(keep)
    server.extensions[EXTENSION] = store
    return store


def squeeze(app: Dash) -> threading.Thread:
    """Begin to compress the files of a warm app better, and go on serving. Returns the work."""
    store: Store = app.server.extensions[EXTENSION]
    work = threading.Thread(target=store.squeeze, name="squeeze", daemon=True)
    work.start()
    return work


def warm(app: Dash) -> int:
    """Ask for every file that the page names, so that no reader waits for compression.

    Returns the number of bytes, compressed, that a first visit takes. Raises RuntimeError where
    the page names a file that it cannot serve.
    """
    client = app.server.test_client()
    prefix = str(app.config.routes_pathname_prefix)
    index = client.get(prefix).get_data(as_text=True)
    paths = [prefix, f"{prefix}_dash-layout", f"{prefix}_dash-dependencies", *linked(index)]
    with ThreadPoolExecutor(THREADS) as pool:
        return sum(pool.map(lambda path: _weigh(app.server.test_client(), path), paths))


def linked(html: str) -> list[str]:
    """The scripts, styles and icons of a page that come from its own server, in their order."""
    reader = _Links()
    reader.feed(html)
    return list(dict.fromkeys(reader.found()))


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self._addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "script" and values.get("src"):
            self._addresses.append(str(values["src"]))
        if tag == "link" and values.get("rel") in ("stylesheet", "icon", "preload"):
            self._addresses.append(str(values.get("href")))

    def found(self) -> Iterator[str]:
        for address in self._addresses:
            parts = urlsplit(address)
            if not parts.scheme and not parts.netloc:
                yield address


def _weigh(client: FlaskClient, path: str) -> int:
    response = client.get(path, headers={"Accept-Encoding": "gzip"})
    if response.status_code != 200:
        raise RuntimeError(f"the page names {path}, which answers {response.status_code}")
    return len(response.get_data())


def _tag(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:24]


def _pack(body: bytes, content_type: str, etag: str) -> Packed:
    squeezed = packing.gzip(body)
    return Packed(body, {} if squeezed is None else {"gzip": squeezed}, content_type, etag)
