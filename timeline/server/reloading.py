"""A page that starts again when its file changes: what it held before is counted against the new.

Each start is a process of its own, begun by one that goes on; so the counts stand in a file whose
name the first hands down.
"""

from __future__ import annotations

import atexit
import json
import os
import tempfile
from pathlib import Path
from typing import Final

from dash import Dash
from flask import Response, request

from timeline.errors import FileProblems
from timeline.model import Timeline
from timeline.page import bundle
from timeline.page.page import TEMPLATES
from timeline.reading.lost_events import counts, losses

BEGUN: Final = "WERKZEUG_RUN_MAIN"  # set in a process that Flask's reloader has started
COUNTED: Final = "TIMELINE_COUNTED"


def begun() -> bool:
    """Is this a process that the reloader has started, which it starts again after each change?"""
    return BEGUN in os.environ


def page_files() -> list[str]:
    """The scripts, styles and templates of the page: a change of one makes another page."""
    made_of = [*bundle.scripts(), *bundle.styles(), bundle.EARLY, bundle.ASKER]
    return [str(path) for path in (*made_of, *sorted(TEMPLATES.glob("*.html")))]


def reload_whole(app: Dash) -> None:
    """Have browsers load the whole page again: Dash by itself draws its own part anew, which is not
    the page."""

    def tell(response: Response) -> Response:
        if request.path.endswith("/_reload-hash"):
            response.set_data(json.dumps(response.get_json() | {"hard": True}))
        return response

    app.server.after_request(tell)


def keep_counts() -> None:
    """Have the processes to come count: to be called by the one that goes on."""
    handle, name = tempfile.mkstemp(prefix="timeline-", suffix=".json")
    os.close(handle)
    os.environ[COUNTED] = name
    atexit.register(Path(name).unlink, missing_ok=True)


def hold_back(t: Timeline, *, force: bool) -> None:
    """Keep a file that has lost much, perhaps saved by half, from taking the place of what it was.

    Raises:
        FileProblems: more than a fifth of its events, or of another list, are gone since it was
            last shown, and `force` is not told.
    """
    name = os.environ.get(COUNTED)
    if name is None:
        return
    place = Path(name)
    now = counts(t)
    before = json.loads(place.read_text(encoding="utf-8") or "{}") if place.exists() else {}
    if not force and (left := losses(before, now)):
        raise FileProblems.single(
            t.path,
            0,
            f"held: only {left} are left since it was last shown; save the file whole, or start "
            "again with --force",
        )
    place.write_text(json.dumps(now), encoding="utf-8")
