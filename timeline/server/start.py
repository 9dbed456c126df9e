"""Opens a timeline as a page: read, proved, served, and read again when it changes."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from contextlib import suppress
from functools import partial
from pathlib import Path

from timeline.errors import FileProblems
from timeline.evidence.proof import proof
from timeline.page import source_texts
from timeline.prepared import Prepared, prepare
from timeline.publishing import as_one_file
from timeline.reading.load import load
from timeline.server import compressed, headers, hosts, listening, network, reloading
from timeline.server.app import create_app
from timeline.wording import many

RESTART = 3  # the exit status that makes the reloader start another
LOOK_EVERY = 0.3  # seconds between two looks at a file that is being mended


def start(wanted: Namespace) -> int:
    """Serve until Ctrl-C. Returns the exit status: 0, or 1 where nothing can be served.

    Args:
        wanted: what was asked for, as `timeline.cli.serve` reads it.
    """
    try:
        timeline = load(wanted.file)
        if wanted.debug and not reloading.begun():
            reloading.keep_counts()
        reloading.hold_back(timeline, force=wanted.force)
        # a quotation that differs is shown all the same, without the mark
        proved = proof(timeline, wanted.sources, tell=partial(print, file=sys.stderr))
        loopback = listening.is_loopback(wanted.host)
        # an address, a name or a proxy given says that others read the page, whatever the host
        at_home = loopback and not (wanted.address or wanted.host_name or wanted.behind_proxy)
        shown = (
            source_texts.build_texts(timeline, wanted.sources, at_home=at_home)
            if wanted.sources
            else None
        )
        prepared = prepare(timeline, proved)
        create = partial(
            create_app,
            prepared,
            texts=shown,
            frame_ancestors=wanted.frame_ancestors or headers.OWN,
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
            reloading.reload_whole(app)
            app.run(
                host=wanted.host,
                port=wanted.port,
                extra_files=[wanted.file, *reloading.page_files()],
                **listening.DEBUGGING,
            )
            return 0
        sock = listening.bind(wanted.host, wanted.port)
    except FileProblems as problems:
        print(problems, file=sys.stderr)
        return _once_mended(wanted.file) if reloading.begun() else 1
    except listening.AddressError as error:
        print(error, file=sys.stderr)
        return 1
    with sock:
        reached = network.on_network(sock)
        app = create(network_address=reached, one_file=partial(one_file, prepared, wanted.sources))
        compressed.warm(app)
        compressed.squeeze(app)
        events = many(len(timeline.events), "event")
        with suppress(OSError):  # whoever started it may not be listening: serve all the same
            print(
                f"{timeline.title}: {events} at {listening.address(sock)} (Ctrl-C ends it)",
                flush=True,
            )
            if wanted.address or reached:
                print(f"phones: {wanted.address or reached}", flush=True)
        listening.run(app, sock)
    return 0


def one_file(prepared: Prepared, sources: Path | None) -> bytes:
    """The page as one file, for `/export.html`: with no more of the texts than others may read."""
    if sources is None:
        return as_one_file(prepared)
    return as_one_file(
        prepared, source_texts.build_texts(prepared.timeline, sources, at_home=False)
    )


def _once_mended(file: str) -> int:
    """Wait for another version of the file; then the status that makes Flask start again."""
    path = Path(file)
    before = path.stat().st_mtime_ns if path.exists() else 0
    while (path.stat().st_mtime_ns if path.exists() else 0) == before:
        time.sleep(LOOK_EVERY)
    return RESTART
