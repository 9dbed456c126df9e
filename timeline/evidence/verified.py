"""The record of what a check proved, beside the timeline's file: one for each timeline.

That of `events.yaml` is `verified.json`, that of `strikes.yaml` is `strikes.verified.json`. A page
made without the texts shows the *verified* mark where this record matches the words it shows: the
same text (by SHA-256), the same offset, the same words and context.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from timeline.files import write_whole
from timeline.model import Excerpt, Timeline

RECORD_NAME = "verified.json"
USUAL = "events"  # what the file of a folder's only timeline is called, without its ending
MAX_BYTES = 32 * 1024 * 1024  # 10,000 excerpts take some 2 MB


@dataclass(frozen=True, slots=True)
class Record:
    """Texts as (file, SHA-256); excerpts as (source, at, SHA-256 of the words, of the context)."""

    texts: frozenset[tuple[str, str]] = frozenset()
    excerpts: frozenset[tuple[str, int, str, str]] = frozenset()

    def dump(self) -> bytes:
        """JSON, the same bytes for the same facts, a line for each."""
        texts = ",\n".join(
            f"  {json.dumps(file)}: {json.dumps(sha256)}" for file, sha256 in sorted(self.texts)
        )
        rows = ",\n".join(
            "  " + json.dumps({"source": source, "at": at, "sha256": words, "context": context})
            for source, at, words, context in sorted(self.excerpts)
        )
        return f'{{"v": 1,\n "texts": {{\n{texts}}},\n "excerpts": [\n{rows}]}}\n'.encode("ascii")


def make_record(texts: Iterable[tuple[str, str]], proved: Iterable[Excerpt]) -> Record:
    """The record of excerpts that were found to be exact in texts given as (file, SHA-256)."""
    return Record(frozenset(texts), frozenset(_row(excerpt) for excerpt in proved))


def record_path(file: str | Path) -> Path:
    """Where the record of a timeline stands, by the timeline's file."""
    file = Path(file)
    name = file.stem if file.suffix.lower() == ".yaml" else file.name
    return file.with_name(RECORD_NAME if name == USUAL else f"{name}.{RECORD_NAME}")


def record_of(file: str | Path) -> Record:
    """The record of a timeline, by the timeline's file; a missing or damaged one proves nothing.

    Where it has none of its own yet, the folder's `verified.json` counts: earlier versions wrote
    one for all. Each of its facts holds for a text and its words, whichever timeline quotes them.
    """
    own = record_path(file)
    return load_record(own if own.exists() else own.with_name(RECORD_NAME))


def write_record(record: Record, path: str | Path) -> None:
    """Write the record; a reader of `path` sees the old one or the new one, never half of it.

    Raises:
        OSError: the folder cannot be written to.
    """
    write_whole(Path(path), record.dump())


def load_record(path: str | Path) -> Record:
    """The record at `path`; a missing or damaged one proves nothing.

    So does one that is no ordinary file (a pipe would be waited for) or larger than any record.
    """
    try:
        file = Path(path)
        if not file.is_file() or file.stat().st_size > MAX_BYTES:
            return Record()
        facts = json.loads(file.read_bytes())
        if facts["v"] != 1:
            return Record()
        return Record(
            frozenset((_text(file), _text(sha256)) for file, sha256 in facts["texts"].items()),
            frozenset(
                (_text(row["source"]), _at(row["at"]), _text(row["sha256"]), _text(row["context"]))
                for row in facts["excerpts"]
            ),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Record()


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise TypeError(value)


def _at(value: object) -> int:
    if type(value) is int:  # true is an int too, but no offset
        return value
    raise TypeError(value)


def is_verified(excerpt: Excerpt, t: Timeline, record: Record) -> bool:
    """Whether the record proves these words, with context and offset, in their source's text."""
    if excerpt.at is None or not record.excerpts:
        return False
    text_proved = any(
        source.id == excerpt.source and (source.file, source.sha256) in record.texts
        for source in t.sources
    )
    return text_proved and _row(excerpt) in record.excerpts


def _row(excerpt: Excerpt) -> tuple[str, int, str, str]:
    context = f"{excerpt.before}\n{excerpt.after}"
    at = -1 if excerpt.at is None else excerpt.at
    return excerpt.source, at, _sha256(excerpt.exact), _sha256(context)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
