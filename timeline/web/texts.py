"""What of the source texts a page may show: all of a free text, of the others the passages.

A text whose licence allows it (`show: full`) is shown whole. Of the rest only the surroundings of
each excerpt are shown, and these only on this machine: a page that others can reach carries none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from timeline.model import Source, Timeline
from timeline.quotations import excerpts

AROUND = 400  # characters shown on either side of an excerpt, where the text is long enough
MOST = 0.5  # of a text that is not free to show


def build_texts(t: Timeline, folder: Path, *, at_home: bool) -> dict[str, dict[str, Any]]:
    """The shown pieces of each source whose text is in the folder.

    Args:
        t: the timeline.
        folder: where the texts are; a missing or unreadable one is passed over.
        at_home: the page is served to this machine alone.

    Returns:
        For each source id `{"whole": bool, "pieces": [[offset in the file, text], …]}`.
    """
    shown: dict[str, dict[str, Any]] = {}
    for source in t.sources:
        text = _read(folder, source)
        if text is None or not (source.show == "full" or at_home):
            continue
        first, last = source.part or (0, len(text))
        whole = source.show == "full"
        spans = [(first, last)] if whole else list(_around(t, source, first, last))
        if spans:
            shown[source.id] = {"whole": whole, "pieces": [[a, text[a:b]] for a, b in spans]}
    return shown


def _read(folder: Path, source: Source) -> str | None:
    if not source.file:
        return None
    try:
        return (folder / source.file).read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _around(t: Timeline, source: Source, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The surroundings of the excerpts, those that touch joined, cut at the ends of the part.

    They are as wide as they can be, up to `AROUND`, without showing more than `MOST` of the text;
    of a text of which more is quoted the quoted words stand alone.
    """
    quoted = [
        (one.at, one.at + len(one.exact))
        for _, one in excerpts(t)
        if one.source == source.id and one.at is not None
    ]
    narrow, wide = 0, AROUND
    while narrow < wide:  # the widest that stays below the limit
        around = (narrow + wide + 1) // 2
        shown = sum(b - a for a, b in _within(quoted, around, first, last))
        if shown <= MOST * (last - first):
            narrow = around
        else:
            wide = around - 1
    yield from _within(quoted, narrow, first, last)


def _within(
    quoted: Iterable[tuple[int, int]], around: int, first: int, last: int
) -> Iterator[tuple[int, int]]:
    yield from _joined((max(first, a - around), min(last, b + around)) for a, b in quoted)


def _joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    start = end = None
    for a, b in sorted(spans):
        if start is None or end is None:
            start, end = a, b
        elif a <= end:
            end = max(end, b)
        else:
            yield start, end
            start, end = a, b
    if start is not None and end is not None:
        yield start, end
