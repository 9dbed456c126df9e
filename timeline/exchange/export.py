"""A view of a timeline as a file for other programs; the file's ending says which.

`.csv` a sheet, `.json` the same events with their structure, `.timelinejs.csv` and
`.timelinejs.json` for TimelineJS, `.jsonld` schema.org, `.bib` BibTeX, `.md` Markdown.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from timeline.addresses import checked
from timeline.errors import FileProblems, TimelineError
from timeline.evidence.proof import proof
from timeline.evidence.verified import record_path
from timeline.exchange.citations import bibtex_list
from timeline.exchange.csv import sheet
from timeline.exchange.event_records import records_json
from timeline.exchange.jsonld import jsonld
from timeline.exchange.markdown import markdown
from timeline.exchange.selection import Selection, nothing, select
from timeline.exchange.timelinejs import timelinejs_json
from timeline.exchange.timelinejs_csv import timelinejs_csv
from timeline.files import write_whole
from timeline.model import Timeline
from timeline.prepared import prepare
from timeline.views.view import View

__all__ = ["WRITERS", "Exported", "Writer", "export", "refuse_own", "select"]

Writer = Callable[[Selection], str | bytes]
"""Text is written as UTF-8, its line ends as they are."""


def _jsonld(s: Selection) -> str:
    value = jsonld(s.timeline, s.reading.address)
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _bibtex(s: Selection) -> str:
    return bibtex_list(s.timeline, None, s.reading)


# A file's name ends in one of these; of two that fit, the longer counts.
WRITERS: Final[dict[str, Writer]] = {
    ".csv": sheet,
    ".json": records_json,
    ".timelinejs.csv": timelinejs_csv,
    ".timelinejs.json": timelinejs_json,
    ".jsonld": _jsonld,
    ".bib": _bibtex,
    ".md": markdown,
}


class Exported(NamedTuple):
    """How many events a file holds, and a line for each part of the view that was ignored."""

    events: int
    ignored: tuple[str, ...]


def export(
    t: Timeline,
    out: str | Path,
    view: View | str = "",
    *,
    tour: str = "",
    address: str = "",
    sources: str | Path | None = None,
    writers: Mapping[str, Writer] = WRITERS,
) -> Exported:
    """Write a view to a file, whole or not at all.

    Args:
        t: the timeline.
        out: its ending says what is written: see `writers`.
        view: a query string such as "lane=germany", or a view.
        tour: the id of a tour: its events only, in its order (TimelineJS sorts by date).
        address: of the page; with it the file says where each event can be opened.
        sources: the folder of the texts. Every quotation is compared with them first; without
            it, those count as verified that the record beside the timeline's file proves.
        writers: by the ending; `timeline.outputs` knows slides and pictures too.

    Raises:
        FileProblems: an ending or a tour that is not known, a view without events, an address
            that is none, no such folder of texts, a quotation that differs, what the writer
            refuses, a path that cannot be written, or that is the timeline's own file.
        ViewError: `view` is neither a view nor a query string.
    """
    out = Path(out)
    writer = _writer(out, writers)
    refuse_own(t, out)
    if address:
        try:
            address = checked(address)
        except ValueError as error:
            raise FileProblems.single("--address", 0, str(error)) from None
    chosen = select(prepare(t, proof(t, sources)).see(view), tour, address)
    if not chosen.events:
        asked = chosen.view.query() or (view if isinstance(view, str) else "")
        said = "".join(f"; ignored {line}" for line in chosen.ignored)
        raise FileProblems.single(out, 0, f"{nothing(t, asked, tour)}{said}")
    try:
        text = writer(chosen)
    except FileProblems:
        raise
    except TimelineError as error:
        raise FileProblems.single(out, 0, str(error)) from error
    try:
        write_whole(out, text.encode() if isinstance(text, str) else text)
    except OSError as error:
        raise FileProblems.single(out, 0, f"cannot be written: {error.strerror}") from None
    return Exported(len(chosen.events), chosen.ignored)


def refuse_nul(out: str | Path) -> None:
    """Raises FileProblems for a name with a NUL, for which Python raises no OSError."""
    if "\0" in str(out):
        raise FileProblems.single(out, 0, "cannot be written: a NUL character is in the name")


def refuse_own(t: Timeline, out: Path) -> None:
    """Raises FileProblems where `out` is no name, or the timeline's own file, or its record."""
    refuse_nul(out)
    if not t.path:
        return
    for own in (Path(t.path), record_path(t.path)):
        with suppress(OSError):  # one of them is not there
            if own.samefile(out):
                raise FileProblems.single(out, 0, f"holds the timeline ({own}); give another name")


def _writer(out: Path, writers: Mapping[str, Writer]) -> Writer:
    name = out.name.lower()
    endings = [ending for ending in writers if name.endswith(ending) and name != ending]
    if not endings:
        *others, last = sorted(writers)
        known = f"{', '.join(others)} or {last}"
        raise FileProblems.single(out, 0, f"unknown ending {out.suffix!r}: end the name in {known}")
    return writers[max(endings, key=len)]
