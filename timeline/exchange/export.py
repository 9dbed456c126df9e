"""A view of a timeline as a file for other programs: JSON-LD or BibTeX, by the file's ending."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from timeline.errors import FileProblems
from timeline.exchange.citations import bibtex_list
from timeline.exchange.jsonld import jsonld
from timeline.model import Timeline
from timeline.table import to_table
from timeline.view import in_window, parse_view


def _jsonld(t: Timeline) -> str:
    return json.dumps(jsonld(t), ensure_ascii=False, indent=1) + "\n"


WRITERS: Final[dict[str, Callable[[Timeline], str]]] = {".jsonld": _jsonld, ".bib": bibtex_list}


def select(t: Timeline, query: str) -> tuple[Timeline, tuple[str, ...]]:
    """The timeline with only the events of a view, and what of the query was ignored."""
    view, ignored = parse_view(query, t)
    table = to_table(t)
    ids = set(table["id"][in_window(view, table)])
    return replace(t, events=tuple(event for event in t.events if event.id in ids)), ignored


def export(t: Timeline, out: Path, query: str = "") -> tuple[int, tuple[str, ...]]:
    """Write a view to a file, whole or not at all.

    Returns:
        How many events it holds, and a line for each part of the query that was ignored.

    Raises:
        FileProblems: an ending that is not known, a view without events, a path that cannot be
            written.
    """
    if out.suffix not in WRITERS:
        known = " or ".join(sorted(WRITERS))
        raise FileProblems.single(out, 0, f"unknown ending {out.suffix!r}: end the name in {known}")
    some, ignored = select(t, query)
    if not some.events:
        raise FileProblems.single(out, 0, f"no event answers to the view {query!r}")
    try:
        with NamedTemporaryFile(
            "w", encoding="utf-8", dir=out.parent, prefix=f".{out.name}.", delete=False
        ) as aside:
            aside.write(WRITERS[out.suffix](some))
        os.replace(aside.name, out)
    except OSError as error:
        raise FileProblems.single(out, 0, f"cannot be written: {error.strerror}") from None
    return len(some.events), ignored
