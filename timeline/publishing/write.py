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
from timeline.publishing.lock import turn

MANIFEST: Final = ".published.json"
VERSION: Final = 1
LOCK: Final = ".publishing.lock"
_ASIDE: Final = ".publishing-"
_WAITING: Final = "waiting for another run that publishes here"
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
    out = followed(out)
    if out.is_dir():
        raise FileProblems.single(out, 0, "is a folder; give a file that ends in .html")
    if out.exists() and not out.is_file():
        raise FileProblems.single(out, 0, "is no ordinary file; give another name")
    _check_parent(out)


def write_file(
    out: Path,
    content: bytes,
    allowed: Callable[[], None] = lambda: None,
    progress: Progress = lambda what, done, of: None,
) -> bool:
    """Write one file, whole or not at all; False where it already holds just that.

    Args:
        out: its path; where that is a symbolic link, what it leads to is written.
        content: its bytes.
        allowed: asked when nobody else writes there; raises what speaks against it.
        progress: told where another run is waited for.

    Raises:
        FileProblems: it cannot be written.
    """
    place, out = out, followed(out)
    check_file(out)
    lock = out.with_name(f".{out.name}.lock")
    with _told(place), turn(place, lock, lambda: progress(_WAITING, 0, 0)):
        _clear_beside(out)
        if out.is_file() and out.read_bytes() == content:
            return False
        allowed()
        aside = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
        try:
            _write(aside, content)
            os.replace(aside, out)
        finally:
            aside.unlink(missing_ok=True)
    return True


def _clear_beside(out: Path) -> None:
    """Take away what a killed run left beside a file."""
    left = re.compile(rf"\.{re.escape(out.name)}\.[0-9a-f]{{8}}")
    for one in out.parent.iterdir():
        if left.fullmatch(one.name):
            one.unlink(missing_ok=True)


def check_folder(out: Path) -> dict[str, frozenset[str]]:
    """The files that an earlier run made in a folder, with the SHA-256 of each.

    Where a run was killed there are two: of what it would have written, and of what was there.

    Raises:
        FileProblems: it is no folder, or it holds files and no list of what publishing made.
    """
    out = followed(out)
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


def write_folder(
    out: Path,
    files: dict[str, bytes],
    progress: Progress,
    allowed: Callable[[], None] = lambda: None,
) -> Written:
    """Make a folder hold these files, by their paths in it.

    All that is new is written aside first; when it is all there, it is put in its places: what
    is new, then what others need, `index.html` last, and only then what is gone is taken away.
    So whenever it stops, every page is whole and every link leads somewhere.

    Args:
        out: the folder; where that is a symbolic link, the folder that it leads to is filled.
        files: their bytes.
        progress: told how far it is.
        allowed: asked when nobody else writes there; raises what speaks against it.

    Raises:
        FileProblems: the folder is not ours, or something cannot be written; then it is as before.
    """
    place, out = out, followed(out)
    check_folder(out)
    with _told(place):
        made = not out.exists()
        out.mkdir(exist_ok=True)
        try:
            with turn(place, out / LOCK, lambda: progress(_WAITING, 0, 0)):
                return _write_folder(out, files, progress, allowed)
        finally:
            if made:
                with suppress(OSError):
                    out.rmdir()  # where nothing came of it


def _write_folder(
    out: Path, files: dict[str, bytes], progress: Progress, allowed: Callable[[], None]
) -> Written:
    earlier = check_folder(out)  # anew: another run may have ended just now
    for left in out.glob(f"{_ASIDE}*"):
        shutil.rmtree(left, ignore_errors=True)
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    changed = [name for name in files if _differs(out / name, files[name])]
    for name in changed:
        if name not in earlier and os.path.lexists(out / name):
            raise FileProblems.single(
                out / name, 0, "was not made by publish and is in the way; move it"
            )
    _stay_inside(out, changed)
    gone = [name for name in earlier if name not in files]
    if not changed and earlier == {name: {mark} for name, mark in hashes.items()}:
        return Written(0, len(files), 0)
    allowed()
    aside = out / f"{_ASIDE}{secrets.token_hex(4)}"
    listed = (out / MANIFEST).read_bytes() if earlier else None
    try:
        aside.mkdir()
        for n, name in enumerate(changed, 1):
            _write(aside / str(n), files[name])
            progress("writing", n, len(changed))
        # before anything comes: should this stop half-way, it is known as ours
        _write_manifest(out, aside, hashes, earlier)
        for folder in {(out / name).parent for name in changed}:
            folder.mkdir(parents=True, exist_ok=True)  # what cannot be made is told now
    except BaseException:  # Ctrl-C too
        with suppress(OSError):
            if listed is None:
                (out / MANIFEST).unlink(missing_ok=True)
            else:
                (out / MANIFEST).write_bytes(listed)
        shutil.rmtree(aside, ignore_errors=True)
        for name in changed:
            _remove_empty(out, name)
        raise
    new = {name for name in changed if not (out / name).exists()}
    places = {name: aside / str(n) for n, name in enumerate(changed, 1)}
    for name in sorted(places, key=lambda name: _last_what_needs_others(name, name in new)):
        os.replace(places[name], out / name)
    removed = sum(_remove(out, name, earlier[name]) for name in gone)
    for name in gone:
        _remove_empty(out, name)
    _write_manifest(out, aside, hashes)
    shutil.rmtree(aside)
    return Written(len(changed), len(files) - len(changed), removed)


def followed(out: Path) -> Path:
    """Where a path leads by symbolic links, whether anything is there yet or not.

    Raises:
        FileProblems: it leads to itself.
    """
    if not out.is_symlink():
        return out
    target = Path(os.path.realpath(out))
    if target.is_symlink():
        raise FileProblems.single(out, 0, "is a link that leads to itself; take it away")
    return target


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


def _last_what_needs_others(name: str, new: bool) -> tuple[int, bool, str]:
    parts = PurePosixPath(name).parts
    rank = 2 if name.startswith("index.html") else 1 if parts[0] == "e" else 0
    return rank, not new, name


def _remove(out: Path, name: str, known: frozenset[str]) -> bool:
    """Take away a file of an earlier run, unless somebody has changed it since."""
    path = out / name
    if path.is_symlink() or not path.is_file():
        return False
    if hashlib.sha256(path.read_bytes()).hexdigest() not in known:
        return False
    path.unlink()
    return True


def _remove_empty(out: Path, name: str) -> None:
    """Take away the folders of a file, up to the first that holds something else."""
    with suppress(OSError):
        for folder in list(PurePosixPath(name).parents)[:-1]:
            (out / folder).rmdir()


def _write_manifest(
    out: Path,
    aside: Path,
    hashes: dict[str, str],
    before: dict[str, frozenset[str]] | None = None,
) -> None:
    """List what is in the folder; with `before`, what is in it until these have come."""
    value: dict[str, object] = {"v": VERSION, "files": hashes}
    if before is not None:
        value = {
            "v": VERSION,
            "files": {**{n: min(marks) for n, marks in before.items()}, **hashes},
        }
        value["before"] = {name: sorted(marks) for name, marks in before.items()}
    _write(aside / MANIFEST, json.dumps(value, indent=0, sort_keys=True).encode())
    os.replace(aside / MANIFEST, out / MANIFEST)


def _read_manifest(path: Path) -> dict[str, frozenset[str]]:
    try:
        value = json.loads(path.read_bytes())
        files = {name: {mark} for name, mark in value["files"].items()}
        for name, marks in value.get("before", {}).items():
            files.setdefault(name, set()).update(marks)
        known = [(name, mark) for name, marks in files.items() for mark in marks]
        ours = value["v"] == VERSION and all(map(_ours, known))
    except (ValueError, KeyError, TypeError, AttributeError):
        ours = False
    if not ours:
        raise FileProblems.single(path, 0, "cannot be understood; publish into an empty folder")
    return {name: frozenset(marks) for name, marks in files.items()}


def _ours(item: tuple[object, object]) -> bool:
    """Is this an entry that a run could have written? A list from elsewhere must name no other."""
    name, mark = item
    if not isinstance(name, str) or not isinstance(mark, str) or not _HASH.fullmatch(mark):
        return False
    path = PurePosixPath(name)
    plain = "\\" not in name and ":" not in name and "\0" not in name
    return plain and not path.is_absolute() and ".." not in path.parts and path.parts != ()
