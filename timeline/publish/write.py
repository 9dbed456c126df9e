"""Puts what was published on the disk: whole or not at all, and only what changed.

A folder that was published holds `.published.json`: which files an earlier run made. Nothing
else in the folder is touched, and a folder with other files and without that list is refused.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from timeline.errors import FileProblems

MANIFEST: Final = ".published.json"
VERSION: Final = 1
_ASIDE: Final = ".publishing-"
_HASH: Final = re.compile(r"[0-9a-f]{64}")

Progress = Callable[[str, int, int], None]
"""Told of long work: what is done, how much of it, of how much."""


@dataclass(frozen=True, slots=True)
class Written:
    """How many files a run wrote, found as they should be, and took away."""

    written: int
    kept: int
    removed: int


def check_file(out: Path) -> None:
    """Raises FileProblems where no file can be written under this name."""
    if out.is_dir():
        raise FileProblems.single(out, 0, "is a folder; give a file that ends in .html")
    if out.exists() and not out.is_file():
        raise FileProblems.single(out, 0, "is no ordinary file; give another name")
    _check_parent(out)


def write_file(out: Path, content: bytes) -> bool:
    """Write one file, whole or not at all; False where it already holds just that.

    Raises:
        FileProblems: it cannot be written.
    """
    check_file(out)
    with _told(out):
        if out.is_file() and out.read_bytes() == content:
            return False
        aside = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
        try:
            _write(aside, content)
            os.replace(aside, out)
        finally:
            aside.unlink(missing_ok=True)
    return True


def check_folder(out: Path) -> dict[str, str]:
    """The files that an earlier run made in a folder, with the SHA-256 of each.

    Raises:
        FileProblems: it is no folder, or it holds files and no list of what publishing made.
    """
    if not out.exists():
        _check_parent(out)
        return {}
    if not out.is_dir():
        raise FileProblems.single(out, 0, "is a file; a site needs a folder, new or empty")
    with _told(out):
        found = sorted(one.name for one in out.iterdir())
        if MANIFEST in found:
            return _read_manifest(out / MANIFEST)
        # hidden ones are no pages: .git of a repository, .DS_Store of a folder once looked into
        found = [name for name in found if not name.startswith(".")]
    if found:
        raise FileProblems.single(
            out, 0, f"holds files that were not published here ({found[0]}); give an empty folder"
        )
    return {}


def write_folder(out: Path, files: dict[str, bytes], progress: Progress) -> Written:
    """Make a folder hold these files, by their paths in it.

    All that is new is written aside first; when it is all there, it is put in its places, the
    files that others need before them and `index.html` last.

    Raises:
        FileProblems: the folder is not ours, or something cannot be written; then it is as before.
    """
    earlier = check_folder(out)
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    with _told(out):
        changed = [name for name in files if _differs(out / name, files[name])]
        for name in changed:
            if name not in earlier and os.path.lexists(out / name):
                raise FileProblems.single(
                    out / name, 0, "was not made by publish and is in the way; move it"
                )
        _stay_inside(out, changed)
        gone = [name for name in earlier if name not in files]
        if not changed and not gone and earlier == hashes:
            return Written(0, len(files), 0)
        made = not out.exists()
        out.mkdir(exist_ok=True)
        for left in out.glob(f"{_ASIDE}*"):
            shutil.rmtree(left, ignore_errors=True)
        aside = out / f"{_ASIDE}{secrets.token_hex(4)}"
        try:
            aside.mkdir()
            for n, name in enumerate(changed, 1):
                _write(aside / str(n), files[name])
                progress("writing", n, len(changed))
            for folder in {(out / name).parent for name in changed}:
                folder.mkdir(parents=True, exist_ok=True)  # what cannot be made is told now
            # before the files come: should this stop half-way, they are known as ours
            _write_manifest(out, aside, earlier | hashes)
        except BaseException:  # Ctrl-C too
            shutil.rmtree(aside, ignore_errors=True)
            for name in changed:
                _remove_empty(out, name)
            if made:
                with suppress(OSError):
                    out.rmdir()
            raise
        places = {name: aside / str(n) for n, name in enumerate(changed, 1)}
        for name in sorted(places, key=_last_what_needs_others):
            os.replace(places[name], out / name)
        removed = sum(_remove(out, name, earlier[name]) for name in gone)
        _write_manifest(out, aside, hashes)
        shutil.rmtree(aside)
    return Written(len(changed), len(files) - len(changed), removed)


def _check_parent(out: Path) -> None:
    if not out.parent.is_dir():
        raise FileProblems.single(out, 0, f"there is no folder {str(out.parent)!r} to put it into")


@contextmanager
def _told(out: Path) -> Iterator[None]:
    """An error of the system as one clear line."""
    try:
        yield
    except OSError as error:
        place = error.filename or out
        reason = error.strerror or str(error)
        raise FileProblems.single(out, 0, f"cannot be written: {reason} ({place})") from None


def _write(path: Path, content: bytes) -> None:
    # opened by hand, not as a temporary file: those only their owner may read
    with path.open("xb") as file:
        file.write(content)


def _differs(path: Path, content: bytes) -> bool:
    return not path.is_file() or path.is_symlink() or path.read_bytes() != content


def _stay_inside(out: Path, names: list[str]) -> None:
    """A link in the folder must not lead our files out of it."""
    root = out.resolve()
    for folder in {(out / name).parent for name in names}:
        if not folder.resolve().is_relative_to(root):
            raise FileProblems.single(folder, 0, "leads out of the folder; move that link away")


def _last_what_needs_others(name: str) -> tuple[int, str]:
    parts = PurePosixPath(name).parts
    return (2 if name.startswith("index.html") else 1 if parts[0] == "e" else 0), name


def _remove(out: Path, name: str, known: str) -> bool:
    """Take away a file of an earlier run, unless somebody has changed it since."""
    path = out / name
    if path.is_symlink() or not path.is_file():
        return False
    if hashlib.sha256(path.read_bytes()).hexdigest() != known:
        return False
    path.unlink()
    _remove_empty(out, name)
    return True


def _remove_empty(out: Path, name: str) -> None:
    """Take away the folders of a file, up to the first that holds something else."""
    with suppress(OSError):
        for folder in list(PurePosixPath(name).parents)[:-1]:
            (out / folder).rmdir()


def _write_manifest(out: Path, aside: Path, hashes: dict[str, str]) -> None:
    content = json.dumps({"v": VERSION, "files": hashes}, indent=0, sort_keys=True).encode()
    _write(aside / MANIFEST, content)
    os.replace(aside / MANIFEST, out / MANIFEST)


def _read_manifest(path: Path) -> dict[str, str]:
    try:
        value = json.loads(path.read_bytes())
        files: dict[str, str] = value["files"]
        ours = value["v"] == VERSION and all(map(_ours, files.items()))
    except (ValueError, KeyError, TypeError, AttributeError):
        ours = False
    if not ours:
        raise FileProblems.single(path, 0, "cannot be understood; publish into an empty folder")
    return files


def _ours(item: tuple[object, object]) -> bool:
    """Is this an entry that a run could have written? A list from elsewhere must name no other."""
    name, mark = item
    if not isinstance(name, str) or not isinstance(mark, str) or not _HASH.fullmatch(mark):
        return False
    path = PurePosixPath(name)
    plain = "\\" not in name and ":" not in name and "\0" not in name
    return plain and not path.is_absolute() and ".." not in path.parts and path.parts != ()
