"""`/export.ENDING?VIEW`: the present view as a file, made when it is asked for.

Data, texts and pictures are made at once. Slides and the one file take seconds: one is made at a
time, a few requests wait, the others are told to come again. Of a long timeline everything takes
seconds: two are made at a time, and nobody waits. So the server always has threads for the page
and its parts (`waitress_server.THREADS`). Whoever asks, nothing here grows without bound: views and
sizes are checked first, and of what was made only some is kept.
"""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from dash import Dash
from flask import Response, abort, request
from markupsafe import Markup
from werkzeug.exceptions import TooManyRequests

from timeline.errors import FileProblems, MissingToolError, ViewError
from timeline.exchange.selection import select
from timeline.files import disposition, file_name
from timeline.images import DrawingError, Look, check_look, installed
from timeline.outputs import PICTURES, SLIDES, Wishes, writers
from timeline.prepared import Prepared, Seen
from timeline.server import trim_memory
from timeline.server.previews import base_address
from timeline.server.work_queue import BusyError, Kept, Queue

PAGE: Final = "html"
TYPES: Final = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    SLIDES: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    PAGE: "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "timelinejs.csv": "text/csv; charset=utf-8",
    "timelinejs.json": "application/json",
    "jsonld": "application/ld+json",
    "bib": "application/x-bibtex",
    "md": "text/markdown; charset=utf-8",
}
"""The media type of each file, by its ending."""
COSTLY: Final = frozenset({SLIDES, PAGE})
WISHED: Final = frozenset({*PICTURES, SLIDES, PAGE})
"""What is made as who asks wishes; data and texts know no wishes."""
LARGE: Final = frozenset({"png", *COSTLY})
"""What takes much memory while it is made."""
OF_A_TOUR: Final = frozenset({SLIDES, "md"})
"""Of a view with a tour these tell the tour; the others hold what is in sight."""
LONGEST_QUERY: Final = 4096
COME_AGAIN: Final = 3  # seconds
LONG: Final = 1000  # events: of a timeline with more every file is costly
AT_ONCE: Final = 2  # files of a long timeline
WAITING_FOR_DATA: Final = 7
LONGEST_WISH: Final = 16  # characters
NO_FILE: Final = "This server does not make the one file: python -m timeline publish does."

Maker = Callable[[], bytes]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Exports:
    """What the files of one timeline are made from, and where they wait.

    Attributes:
        prepared: the timeline that is told.
        one_file: makes the whole page as one file, None where nobody does.
        queue: for what is costly.
        counter: for the rest, which is quick.
        long: for all, where the timeline is long; else None.
        kept: what was made.
    """

    prepared: Prepared
    one_file: Maker | None
    queue: Queue
    counter: Queue
    long: Queue | None
    kept: Kept

    @property
    def offered(self) -> list[str]:
        """The endings that can be asked for here."""
        missing = set(() if installed() else ("png", "pdf")) | set(() if self.one_file else (PAGE,))
        return [ending for ending in TYPES if ending not in missing]

    def make(self, ending: str, query: str, wishes: Wishes, address: str) -> bytes | None:
        """The file; None for one that is not made since only its head was asked for.

        Raises:
            werkzeug.exceptions.HTTPException: it cannot be made; says why.
        """
        seen = self.prepared.see(query)
        tour = seen.view.tour if ending in OF_A_TOUR and not wishes.one else ""
        # of the one file there is one, whatever the view
        wished = wishes if ending in WISHED else None
        key = PAGE if ending == PAGE else (ending, seen.view.query(), wished, address)
        if (made := self.kept.get(key)) is not None:
            return made
        head = ending in WISHED and request.method == "HEAD"
        line = self.long or (self.queue if ending in COSTLY and not head else self.counter)
        with line.turn():
            made = self.kept.get(key)  # who waited may find it made
            if made is None:
                make = self._maker(ending, seen, wishes, address, tour)
                if head:
                    return None
                try:
                    made = make()
                finally:
                    if ending in LARGE or self.long:
                        trim_memory.give_back()
                self.kept.put(key, made)
        return made

    def _maker(self, ending: str, seen: Seen, wishes: Wishes, address: str, tour: str) -> Maker:
        """What makes a file. Raises 404 where nothing is in sight, 400 for sizes."""
        if ending == PAGE:
            if self.one_file is None:
                abort(501, NO_FILE)
            return self.one_file
        if ending in PICTURES:
            look = Look(wishes.width or Look().width, wishes.height, wishes.scale)
            check_look(ending, look)
        chosen = select(seen, tour, address)
        if not chosen.events:
            abort(404, f"No event matches this view: {chosen.sentence}.")
        write = writers(wishes)[f".{ending}"]

        def make() -> bytes:
            content = write(chosen)
            return content.encode() if isinstance(content, str) else content

        return make


def install(
    app: Dash,
    prepared: Prepared,
    *,
    address: str = "",
    network_address: str = "",
    one_file: Maker | None = None,
) -> Exports:
    """Add the route.

    Args:
        app: the app.
        prepared: the timeline that is told.
        address: where everybody reaches the page; "" for wherever the request found it.
        network_address: where others reach it if the request found it on this machine.
        one_file: makes the whole page as one file.
    """
    exports = Exports(
        prepared,
        one_file,
        queue=Queue(),
        counter=Queue(WAITING_FOR_DATA),
        long=Queue(0, AT_ONCE) if len(prepared.timeline.events) > LONG else None,
        kept=Kept(),
    )
    prefix = str(app.config.routes_pathname_prefix)
    name = file_name(prepared.timeline.title)

    def export(ending: str) -> Response:
        if ending not in TYPES:
            abort(404)
        if len(request.query_string) > LONGEST_QUERY:
            abort(414, "This address is too long.")
        found = base_address(app, address)
        home = network_address if _is_loopback(found) else found
        query = request.query_string.decode("utf-8", "replace")
        try:
            made = exports.make(ending, query, _wishes(), home)
        except ViewError as error:
            abort(400, f"{str(error)[:1].upper()}{str(error)[1:]}.")
        except BusyError:
            busy = "Other readers’ files are being made at the moment. Try again in a few seconds."
            raise TooManyRequests(busy, retry_after=COME_AGAIN) from None
        except MissingToolError as error:
            abort(501, f"This server cannot draw: {error}.")
        except FileProblems as problems:  # for whoever runs the server: they name its files
            _log.warning("%s cannot be made: %s", ending, problems)
            abort(503, "This file cannot be made just now; the server's log says why.")
        except DrawingError as error:
            abort(503, f"{str(error)[:1].upper()}{str(error)[1:]}.")
        answer = Response(made or b"", content_type=TYPES[ending])
        answer.headers["Content-Disposition"] = disposition(f"{name}.{ending}")
        answer.headers["Cache-Control"] = "no-cache"
        if made is None:  # a head, for which nothing was made: of a length not known
            answer.automatically_set_content_length = False
            del answer.headers["Content-Length"]
            return answer
        answer.add_etag()
        answer.make_conditional(request)
        return answer

    def keep_no_errors(response: Response) -> Response:
        if response.status_code >= 400 and request.path.startswith(f"{prefix}export."):
            response.headers["Cache-Control"] = "no-store"
        return response

    app.server.add_url_rule(f"{prefix}export.<ending>", view_func=export)
    app.server.after_request(keep_no_errors)
    app.server.extensions["timeline-exports"] = exports
    return exports


def meta(exports: Exports) -> Markup:
    """What the page reads of it: the endings that can be asked for (`assets/share/files.js`)."""
    return Markup(f'<meta name="timeline-exports" content="{" ".join(exports.offered)}">\n')


def _wishes() -> Wishes:
    """What the present request wishes of a picture or of slides. Raises 400 for no number."""
    asked = request.args
    return Wishes(
        width=_number("width"),
        height=_number("height"),
        scale=_number("scale") or 1,
        transparent=asked.get("transparent") == "1",
        bare=asked.get("bare") == "1",
        size=(asked.get("size") or Wishes().size)[:LONGEST_WISH],
        one=asked.get("one") == "1",
    )


def _number(name: str) -> int | None:
    text = request.args.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        abort(400, f"{name} is a whole number.")
    return int(text)


def _is_loopback(address: str) -> bool:
    """Does an address lead every machine to itself? Names are not looked up: anybody sends them."""
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
