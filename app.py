"""Opens a timeline as a page: `python app.py [FILE] [--sources DIR]`."""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from timeline.errors import FileProblems
from timeline.loader import load
from timeline.model import Timeline
from timeline.publish import publish
from timeline.quotations import record, verify
from timeline.record import Record, record_of
from timeline.web import compress, folder, headers, hosts, reach, reloading, serve, texts
from timeline.web.page import create_app

HERE = Path(__file__).resolve().parent
DEFAULT_FILE = HERE / "data" / "events.yaml"
RESTART = 3  # the exit status that makes the reloader start another
LOOK_EVERY = 0.3  # seconds between two looks at a file that is being mended


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command. Returns its exit status: 0, or 1 where nothing can be served."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character must not end in a traceback.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    wanted = _arguments(argv)
    try:
        timeline = load(wanted.file)
        if wanted.debug and not reloading.begun():
            reloading.keep_counts()
        reloading.hold_back(timeline, force=wanted.force)
        proved = _proved(timeline, wanted.sources)
        loopback = serve.is_loopback(wanted.host)
        # who tells where others find the page lets them in, though the host does not show it
        at_home = loopback and not (wanted.address or wanted.host_name or wanted.behind_proxy)
        shown = (
            texts.build_texts(timeline, wanted.sources, at_home=at_home) if wanted.sources else None
        )
        create = partial(
            create_app,
            timeline,
            record=proved,
            texts=shown,
            frame_ancestors=wanted.frame_ancestors,
            address=wanted.address or "",
            answers_to=hosts.of(
                wanted.host,
                loopback=loopback,
                address=wanted.address or "",
                more=tuple(wanted.host_name),
            ),
            proxies=wanted.behind_proxy,
        )
        if wanted.debug:
            app = create(bundled=False)
            app.run(
                host=wanted.host, port=wanted.port, extra_files=[wanted.file], **serve.DEBUGGING
            )
            return 0
        sock = serve.bind(wanted.host, wanted.port)
    except FileProblems as problems:
        print(problems, file=sys.stderr)
        return _once_mended(wanted.file) if reloading.begun() else 1
    except serve.AddressError as error:
        print(error, file=sys.stderr)
        return 1
    with sock:
        network = reach.on_network(sock)
        app = create(network_address=network, one_file=partial(_one_file, timeline, wanted.sources))
        compress.warm(app)
        events = f"{len(timeline.events)} event{'s' * (len(timeline.events) != 1)}"
        with suppress(OSError):  # whoever started it may not be listening: serve all the same
            print(
                f"{timeline.title}: {events} at {serve.address(sock)} (Ctrl-C ends it)", flush=True
            )
            if wanted.address or network:
                print(f"phones: {wanted.address or network}", flush=True)
        serve.run(app, sock)
    return 0


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="app.py", description="Opens a timeline as a page.")
    parser.add_argument(
        "file", nargs="?", default=str(DEFAULT_FILE), metavar="FILE", help="default: %(default)s"
    )
    parser.add_argument(
        "--sources", metavar="DIR", type=Path, help="prove the excerpts against the texts here"
    )
    parser.add_argument("--host", default="127.0.0.1", help="default: this machine alone")
    parser.add_argument("--port", type=_port, default=8050, help="default: %(default)s")
    parser.add_argument(
        "--address",
        metavar="URL",
        type=_address,
        help="where everybody reaches the page, if you know; for students' phones, and for a proxy "
        "that shows it in a folder",
    )
    parser.add_argument(
        "--host-name",
        metavar="NAME",
        type=_host_name,
        action="append",
        default=[],
        help="another name of this machine that readers use, for example lab3.local; may be "
        "repeated",
    )
    parser.add_argument(
        "--behind-proxy",
        metavar="HOPS",
        nargs="?",
        type=_hops,
        const=1,
        default=0,
        help="believe X-Forwarded-For, -Proto and -Host of so many proxies in front (1 where no "
        "number is given); only where nobody else reaches this port",
    )
    parser.add_argument(
        "--frame-ancestors",
        metavar="SOURCES",
        type=_ancestors,
        default=headers.OWN,
        help="pages that may frame this one, for example \"https://school.example 'self'\"; "
        "default: none but its own host's",
    )
    parser.add_argument(
        "--debug", action="store_true", help="Dash's own tools; starts again when FILE changes"
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help="with --debug: shows a changed FILE even where a fifth of its events is gone",
    )
    return parser.parse_args(argv)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: a number from 0 to 65535")
    return int(text)


def _hops(text: str) -> int:
    most = folder.MOST_PROXIES
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= most:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no number of proxies, 1 to {most}; FILE goes before this option"
        )
    return int(text)


def _host_name(text: str) -> str:
    try:
        return hosts.checked(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _ancestors(text: str) -> tuple[str, ...]:
    try:
        return headers.ancestors(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _address(text: str) -> str:
    try:
        return reach.checked(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _proved(timeline: Timeline, sources: Path | None) -> Record:
    """What proves the excerpts: the texts if they are at hand, else the record beside the file."""
    if sources is None:
        return record_of(timeline.path)
    report = verify(timeline, sources)
    for problem in report.problems:  # its excerpt is shown all the same, without the mark
        print(problem, file=sys.stderr)
    return record(report)


def _one_file(timeline: Timeline, sources: Path | None) -> bytes:
    """The whole page as one file, for `/export.html`."""
    with TemporaryDirectory() as folder:
        publish(timeline, made := Path(folder, "timeline.html"), sources=sources)
        return made.read_bytes()


def _once_mended(file: str) -> int:
    """Wait for another version of the file; then the status that makes Flask start again."""
    path = Path(file)
    before = path.stat().st_mtime_ns if path.exists() else 0
    while (path.stat().st_mtime_ns if path.exists() else 0) == before:
        time.sleep(LOOK_EVERY)
    return RESTART


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:  # Ctrl-C before it serves
        sys.exit(130)
