"""What of the source texts a page may show: all of a free text, of the others the passages.

A text whose licence allows it (`show: full`) is shown whole. Of the rest only the surroundings of
each excerpt are shown, and these only on this machine: a page that others can reach carries none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from timeline.evidence.quotations import excerpts
from timeline.model import Source, Timeline

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
    texts = {
        source.id: (source, text)
        for source in t.sources
        if (source.show == "full" or at_home) and (text := _read(folder, source)) is not None
    }
    # by file: the parts of it that are not free, and what is shown of it in any case
    parts: dict[str, list[tuple[int, int]]] = {}
    given: dict[str, list[tuple[int, int]]] = {}
    for source, text in texts.values():
        if source.show != "full":
            parts.setdefault(source.file, []).append(source.part or (0, len(text)))
        given.setdefault(source.file, []).extend(_beside(t, source))
    shown: dict[str, dict[str, Any]] = {}
    for source, text in texts.values():
        first, last = source.part or (0, len(text))
        whole = source.show == "full"
        before = given[source.file]
        closed = parts.get(source.file, [])
        spans = (
            [(first, last)] if whole else list(_around(t, source, (first, last), closed, before))
        )
        if spans:
            before += spans
            shown[source.id] = {"whole": whole, "pieces": [[a, text[a:b]] for a, b in spans]}
    return shown


def _read(folder: Path, source: Source) -> str | None:
    if not source.file:
        return None
    try:
        return (folder / source.file).read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _beside(t: Timeline, source: Source) -> Iterator[tuple[int, int]]:
    """The quoted words with the context that stands beside them."""
    for _, one in excerpts(t):
        if one.source == source.id and one.at is not None:
            end = one.at + len(one.exact)
            yield one.at - len(one.before) - 1, end + len(one.after) + 1


def _around(
    t: Timeline,
    source: Source,
    part: tuple[int, int],
    closed: Sequence[tuple[int, int]],
    others: Sequence[tuple[int, int]],
) -> Iterator[tuple[int, int]]:
    """The surroundings of the excerpts, those that touch joined, cut at the ends of the part.

    They are as wide as they can be, up to `AROUND`, without showing more than `MOST` of any
    `closed` part of the file, together with what `others` show of it; of a text of which more is
    quoted the quoted words stand alone.
    """
    first, last = part
    quoted = [
        (one.at, one.at + len(one.exact))
        for _, one in excerpts(t)
        if one.source == source.id and one.at is not None
    ]
    narrow, wide = 0, AROUND
    while narrow < wide:  # the widest that stays below the limit
        around = (narrow + wide + 1) // 2
        seen = [*_within(quoted, around, first, last), *others]
        if all(_length(_within(seen, 0, *one)) <= MOST * _length([one]) for one in closed):
            narrow = around
        else:
            wide = around - 1
    yield from _within(quoted, narrow, first, last)


def _length(spans: Iterable[tuple[int, int]]) -> int:
    return sum(b - a for a, b in spans)


def _within(
    quoted: Iterable[tuple[int, int]], around: int, first: int, last: int
) -> Iterator[tuple[int, int]]:
    spans = ((max(first, a - around), min(last, b + around)) for a, b in quoted)
    yield from _joined((a, b) for a, b in spans if a < b)


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
