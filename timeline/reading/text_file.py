"""The bytes of a file and its characters: bounded, UTF-8, nothing that hides or reorders text."""

from __future__ import annotations

import os
import re
import stat
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from timeline.errors import FileProblems, Problem

MAX_BYTES = 24 * 1024 * 1024  # 20,000 events with a thousand characters each
MAX_PROBLEMS = 1_000


class Problems:
    """The mistakes found so far in one file, each kept once; too many of them end the reading."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: dict[Problem, None] = {}

    def add(self, line: int, message: str) -> None:
        """Add one mistake.

        Raises:
            FileProblems: this one is more than `MAX_PROBLEMS`: what was found so far.
        """
        self._found[Problem(self.file, line, message)] = None
        if len(self._found) == MAX_PROBLEMS:
            more = f"there are {MAX_PROBLEMS} mistakes or more; the first ones found are listed"
            self._found[Problem(self.file, 0, more)] = None
            raise self.error()

    def __bool__(self) -> bool:
        return bool(self._found)

    def error(self) -> FileProblems:
        """All that was found, as the exception to raise."""
        return FileProblems(list(self._found))


STILL = 0.2
"""Seconds for which a file must have been left alone: whoever saves it may be half-way."""
PATIENCE = 5.0
"""Seconds to wait for that."""


def read_bytes(path: str | Path) -> bytes:
    """The bytes of a regular file of at most `MAX_BYTES`, as they stand when nobody writes them.

    The file is looked at before and after, and one that was written just now is left alone for a
    moment: half of a YAML file is often a YAML file.

    Raises:
        FileProblems: missing, a folder, unreadable, no regular file, too large (then it is not
            read at all), or being written all the time.
    """
    name = str(path)
    end = time.monotonic() + PATIENCE
    try:
        while True:
            before = _looked_at(Path(path), name)
            if _written_just_now(before) or not before.st_size:
                time.sleep(STILL)
            # emptied to be filled: ext4 shows the size before the time, and may take a while
            if not before.st_size and time.monotonic() < end - PATIENCE + 5 * STILL:
                continue
            if _mark(_looked_at(Path(path), name)) == _mark(before):
                with Path(path).open("rb") as stream:
                    data = stream.read(MAX_BYTES + 1)  # a file may grow between stat and read
                    read = os.fstat(stream.fileno())
                whole = len(data) in (before.st_size, MAX_BYTES + 1) or not before.st_size
                if whole and _mark(read) == _mark(before) == _mark(os.stat(path)):
                    break
            if time.monotonic() > end:
                raise FileProblems.single(
                    name, 0, "is being written just now; try again when it is saved"
                )
    except FileNotFoundError:
        raise FileProblems.single(name, 0, "there is no such file") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise FileProblems.single(name, 0, f"cannot be read: {reason}") from None
    if len(data) > MAX_BYTES:
        raise FileProblems.single(name, 0, _too_large(len(data)))
    return data


def _looked_at(path: Path, name: str) -> os.stat_result:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise FileProblems.single(name, 0, "this is a folder; name the YAML file in it")
    if not stat.S_ISREG(status.st_mode):
        raise FileProblems.single(name, 0, "this is not an ordinary file")
    if status.st_size > MAX_BYTES:
        raise FileProblems.single(name, 0, _too_large(status.st_size))
    return status


def _written_just_now(status: os.stat_result) -> bool:
    # by either time: who copies a file sets back the one of its content
    now = time.time()
    return any(abs(now - moment) < STILL for moment in (status.st_mtime, status.st_ctime))


def _mark(status: os.stat_result) -> tuple[int, ...]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _too_large(size: int) -> str:
    return (
        f"the file is too large: {size / 1024**2:.1f} MB, at most {MAX_BYTES // 1024**2} MB; "
        "split it into several timelines"
    )


def decode(data: bytes, problems: Problems) -> str | None:
    """The text of UTF-8 bytes; None, and the mistakes added, where it must not be parsed."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        problems.add(1, "the file is UTF-16; save it as UTF-8")
        return None
    if data[:64].count(0) > len(data[:64]) // 4:
        problems.add(1, "the file is no text in UTF-8; if it is a text, save it as UTF-8")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # With a byte-order mark the positions of the error count from after it.
        start = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        line = data.count(b"\n", 0, start) + 1
        column = start - (data.rfind(b"\n", 0, start) + 1) + 1
        problems.add(
            line,
            f"byte 0x{data[start]:02X} at byte {column} of the line is not UTF-8; "
            "save the file as UTF-8",
        )
        return None
    return None if _refuse_characters(text, problems) else text


# Refused wherever they stand, even written as escapes: they reorder or hide text on the page.
HOSTILE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufffe\uffff]"
)
# Refused only as raw characters: YAML counts U+2028 and U+2029 as line ends and folds them,
# an inner byte-order mark is dropped; all three could be typed as escapes.
_RAW = re.compile(HOSTILE.pattern[:-1] + "\u2028\u2029\ufeff]")
_TAB = re.compile(r"^ *\t", re.MULTILINE)


def _refuse_characters(text: str, problems: Problems) -> bool:
    refused = False
    places = [(m.start(), describe(m.group())) for m in _some(_RAW.finditer(text))]
    places += [
        (m.start(), "a tab in the indentation: indent with spaces")
        for m in _some(_TAB.finditer(text))
    ]
    line, at = 1, 0
    for place, message in sorted(places):
        line += text.count("\n", at, place)
        at = place
        problems.add(line, message)
        refused = True
    return refused


def _some(matches: Iterator[re.Match[str]]) -> Iterator[re.Match[str]]:
    for _, match in zip(range(MAX_PROBLEMS), matches, strict=False):
        yield match


def describe(character: str) -> str:
    """Why a character of `HOSTILE` is refused, and what to do."""
    name = unicodedata.name(character, "a control character")
    text = f"the character U+{ord(character):04X} ({name}) is not allowed: delete it"
    if character in "\u2028\u2029\ufeff":
        text += f', or write \\u{ord(character):04X} within "double quotes"'
    return text
