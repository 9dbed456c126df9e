"""Excerpt ↔ source text: a quotation is exact characters, and a program proves it.

An excerpt is verified when its text has the SHA-256 that the file gives for it and

- `text[at : at + len(exact)] == exact`, inside the source's part of the text;
- `before` ends, and `after` starts, where `exact` starts and ends, with nothing but the text's
  own white space between: `text[at - k - len(before) : at - k] == before`, where the k characters
  up to `at` are white space (k may be 0), and the same after the words.

What was proved goes into a record (`timeline.evidence.verified`), so that a page made without
the texts can show the *verified* mark.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from timeline.errors import Problem
from timeline.evidence.near_misses import where_else
from timeline.evidence.verified import (
    RECORD_NAME,
    Record,
    is_verified,
    load_record,
    make_record,
    record_of,
    record_path,
    write_record,
)
from timeline.model import Excerpt, Source, Timeline

MAX_SHARE = 0.35  # of a text that may not be shown in full
MAX_TEXT_BYTES = 32 * 1024 * 1024
MAX_NEAR_MISSES = 50  # each one is searched for in the whole text

__all__ = [
    "RECORD_NAME",
    "Check",
    "Record",
    "Report",
    "Share",
    "excerpts",
    "is_verified",
    "load_record",
    "record",
    "record_of",
    "record_path",
    "verify",
    "write_record",
]


@dataclass(frozen=True, slots=True)
class Check:
    """One excerpt after checking: `message` says what is wrong, and is empty where nothing is.

    `covers` is the half-open range of characters of the text that are shown, context included.
    """

    name: str
    excerpt: Excerpt
    verified: bool
    message: str = ""
    covers: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a source is quoted in all, in characters, context included."""

    source: Source
    quoted: int
    length: int

    @property
    def fraction(self) -> float:
        return self.quoted / self.length if self.length else 0.0

    @property
    def too_large(self) -> bool:
        return self.source.show == "quotation" and self.fraction > MAX_SHARE


@dataclass(frozen=True, slots=True)
class Report:
    """What a check of all excerpts found.

    Attributes:
        checks: one for each excerpt, in the order of `excerpts`.
        shares: one for each source whose text was read.
        texts: (file, SHA-256 of its bytes) of each text read, sorted.
        problems: what is wrong, with lines of the timeline's file.
    """

    checks: tuple[Check, ...]
    shares: tuple[Share, ...]
    texts: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]

    @property
    def verified(self) -> int:
        """How many excerpts were verified."""
        return sum(check.verified for check in self.checks)

    @property
    def without_text(self) -> int:
        """How many excerpts could not be checked, their source naming no file."""
        return sum(not check.verified and not check.message for check in self.checks)


def excerpts(t: Timeline) -> Iterator[tuple[str, Excerpt]]:
    """Every excerpt with a name for messages: of events, links' claims, disagreements."""
    for event in t.events:
        for number, excerpt in enumerate(event.excerpts, 1):
            yield f"event '{event.id}': excerpt {number}", excerpt
    for link in t.links:
        name = f"link '{link.source}' → '{link.target}'"
        for number, excerpt in enumerate(link.claims, 1):
            yield f"{name}: claim {number}", excerpt
        for number, excerpt in enumerate(link.contested_by, 1):
            yield f"{name}: contesting claim {number}", excerpt
    for disagreement in t.disagreements:
        for number, claim in enumerate(disagreement.claims, 1):
            if isinstance(claim, Excerpt):
                yield f"disagreement on '{disagreement.event}': claim {number}", claim


def verify(t: Timeline, sources_dir: str | Path) -> Report:
    """Check every excerpt against the texts in a folder. Nothing is raised: see `Report`."""
    sources = {source.id: source for source in t.sources}
    problems: list[Problem] = []
    texts: dict[str, _Text] = {}
    for source in t.sources:
        if source.file and source.file not in texts:
            texts[source.file] = _read_text(Path(sources_dir), source.file)
        if source.file and (message := _text_problem(source, texts[source.file])):
            problems.append(Problem(t.path, source.line, f"source '{source.id}': {message}"))
    checks: list[Check] = []
    near_misses = MAX_NEAR_MISSES
    for name, excerpt in excerpts(t):
        checked = sources[excerpt.source]
        if not checked.file:
            checks.append(Check(name, excerpt, verified=False))
            continue
        text = texts[checked.file]
        if text.message:  # reported once, at the source
            checks.append(Check(name, excerpt, verified=False, message=text.message))
            continue
        message, covers = _check(excerpt, checked, text.characters, explain=near_misses > 0)
        if message:
            near_misses -= 1
            problems.append(Problem(t.path, excerpt.line, f"{name}: {message}"))
        verified = not message and not _text_problem(checked, text)
        checks.append(Check(name, excerpt, verified, message or text.message, covers))
    shares = tuple(_shares(t, texts, checks))
    problems += [
        Problem(t.path, share.source.line, f"source '{share.source.id}': {_share_problem(share)}")
        for share in shares
        if share.too_large
    ]
    read = sorted((file, text.sha256) for file, text in texts.items() if text.sha256)
    return Report(tuple(checks), shares, tuple(read), tuple(sorted(problems)))


def record(report: Report) -> Record:
    """What a report proved, for `is_verified`; `Record.dump` gives its bytes."""
    return make_record(report.texts, (each.excerpt for each in report.checks if each.verified))


@dataclass(frozen=True, slots=True)
class _Text:
    characters: str = ""
    sha256: str = ""
    message: str = ""


def _read_text(folder: Path, file: str) -> _Text:
    path = folder / file
    try:
        if not path.is_file():
            return _Text(message=f"its text {file} is not in {folder}")
        if path.stat().st_size > MAX_TEXT_BYTES:
            return _Text(message=f"its text {file} is larger than {MAX_TEXT_BYTES // 2**20} MB")
        data = path.read_bytes()
        return _Text(data.decode(), hashlib.sha256(data).hexdigest())
    except UnicodeDecodeError:
        return _Text(message=f"its text {file} is not UTF-8")
    except (OSError, ValueError) as error:
        return _Text(message=f"its text {file} cannot be read: {error}")


def _text_problem(source: Source, text: _Text) -> str:
    if text.message:
        return text.message
    if not source.sha256:
        return f"sha256 is missing; the text {source.file} has {text.sha256}"
    if source.sha256 != text.sha256:
        return (
            f"the text {source.file} is not the one that was quoted: its SHA-256 is "
            f"{text.sha256}, the file says {source.sha256}"
        )
    if source.part and source.part[1] > len(text.characters):
        return f"part ends at {source.part[1]}, but the text has {len(text.characters)} characters"
    return ""


def _check(
    excerpt: Excerpt, source: Source, text: str, *, explain: bool
) -> tuple[str, tuple[int, int] | None]:
    """What is wrong with an excerpt ("" if nothing), and the range of characters it shows."""
    first, end = source.part or (0, len(text))
    at, words = excerpt.at, excerpt.exact
    if at is None or text[at : at + len(words)] != words:
        return where_else(excerpt, text, (first, end), explain=explain), None
    if not first <= at <= end - len(words):
        return f"at {at}: outside the source's part [{first}, {end}]", None
    start, stop = at, at + len(words)
    if excerpt.before:
        start = _before(text, excerpt.before, at)
        if start < first:
            return _context("before", excerpt.before, text[max(first, at - 90) : at]), None
    if excerpt.after:
        stop = _after(text, excerpt.after, stop)
        if not 0 <= stop <= end:
            ending = at + len(words)
            return _context("after", excerpt.after, text[ending : min(end, ending + 90)]), None
    return "", (start, stop)


def _before(text: str, before: str, at: int) -> int:
    """Where `before` starts if only white space stands between it and `at`; else -1."""
    while not text.endswith(before, 0, at):
        if at == 0 or not text[at - 1].isspace():
            return -1
        at -= 1
    return at - len(before)


def _after(text: str, after: str, at: int) -> int:
    """Where `after` ends if only white space stands between `at` and it; else -1."""
    while not text.startswith(after, at):
        if at >= len(text) or not text[at].isspace():
            return -1
        at += 1
    return at + len(after)


def _context(key: str, given: str, found: str) -> str:
    return f"{key} is not what stands there: the text has {found!r}, the file has {given!r}"


def _shares(t: Timeline, texts: dict[str, _Text], checks: list[Check]) -> Iterator[Share]:
    for source in t.sources:
        text = texts.get(source.file)
        if text is None or text.message:
            continue
        first, end = source.part or (0, len(text.characters))
        ranges = sorted(
            check.covers for check in checks if check.covers and check.excerpt.source == source.id
        )
        quoted, reached = 0, 0
        for start, stop in ranges:
            quoted += max(0, stop - max(start, reached))
            reached = max(reached, stop)
        yield Share(source, quoted, max(0, min(end, len(text.characters)) - first))


def _share_problem(share: Share) -> str:
    return (
        f"{share.fraction:.1%} of its characters are quoted, at most {MAX_SHARE:.0%}: "
        "shorten excerpts or their context"
    )
