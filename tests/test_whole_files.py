"""Files that others are writing, and folders that two write or that a killed run left."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from published import packed_once
from serving import EVENTS

import timeline
from timeline.errors import FileProblems
from timeline.files import write_whole
from timeline.page.document import build_document, to_json
from timeline.prepared import prepare
from timeline.publishing import earlier_copy, lock, write
from timeline.publishing.one_file import to_text
from timeline.reading import text_file
from timeline.reading.load import load, read
from timeline.reading.lost_events import counts, losses

__all__ = ["packed_once"]

ROOT = Path(__file__).resolve().parents[1]
FEW = "events:\n" + "".join(
    f"- {{id: e{n}, title: Event {n}, date: {1900 + n}}}\n" for n in range(10)
)


# ---------------------------------------------------------------- reading while others write


def _rewrite(path: str, seconds: float) -> None:
    """Save a file over and over, half of it first, as a slow program on a slow disk does."""
    whole = Path(path).read_bytes()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with open(path, "wb") as file:
            file.write(whole[: len(whole) // 2])
            file.flush()
            time.sleep(0.02)
            file.write(whole[len(whole) // 2 :])
        time.sleep(0.3)


def test_a_file_that_is_being_saved_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_file, "STILL", 0.2)
    path = tmp_path / "t.yaml"
    path.write_text(FEW, encoding="utf-8")
    writer = multiprocessing.get_context("spawn").Process(target=_rewrite, args=(str(path), 3))
    writer.start()
    sizes = []
    while writer.is_alive():
        sizes.append(len(load(path).events))
    assert len(sizes) > 5
    assert set(sizes) == {10}


def test_a_file_that_is_written_without_an_end_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_file, "STILL", 0.05)
    monkeypatch.setattr(text_file, "PATIENCE", 0.3)
    path = tmp_path / "t.yaml"
    path.write_text(FEW, encoding="utf-8")
    done = threading.Event()

    def write_on() -> None:
        while not done.wait(0.005):
            os.utime(path)

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        with pytest.raises(FileProblems, match="is being written just now; try again"):
            load(path)
    finally:
        done.set()
        writer.join()


# ---------------------------------------------------------------- what would be lost


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (82, 82, ""),
        (82, 66, ""),  # a fifth, rounded down
        (82, 65, "65 of 82 events"),
        (10, 8, ""),
        (10, 7, "7 of 10 events"),
        (3, 2, ""),  # one may always go
        (3, 1, "1 of 3 events"),
        (0, 0, ""),
        (0, 5, ""),
    ],
)
def test_more_than_a_fifth_is_a_loss(before: int, now: int, told: str) -> None:
    assert losses({"events": before}, {"events": now}) == told


def test_what_was_published_is_counted_as_its_timeline_is() -> None:
    t = load(EVENTS)
    document = to_json(build_document(prepare(t)))
    packed = to_text(json.dumps({"blocks": {"document": document}, "scripts": []}).encode())
    for html in (
        f'<script type="application/json" id="document">{document}</script>',
        f'<script type="text/plain" id="packed">{packed}</script>',
    ):
        assert earlier_copy.counts(html) == counts(t)


def test_a_cut_through_the_built_in_file_takes_no_sites_place(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """At every 40th line: it does not load, it is held, or hardly anything is gone."""
    lines = EVENTS.read_bytes().splitlines(keepends=True)
    whole = counts(load(EVENTS))
    loaded = held = 0
    passed: list[tuple[int, dict[str, int]]] = []
    for cut in range(40, len(lines), 40):
        try:
            now = counts(read(b"".join(lines[:cut]), "events.yaml"))
        except FileProblems:
            continue
        loaded += 1
        if losses(whole, now):
            held += 1
        else:
            passed.append((cut, dict(now)))
    with capsys.disabled():
        print(f" [{loaded} cuts load, {held} are held, {len(passed)} pass]", end="")
    assert loaded > 10
    assert all(now["events"] == whole["events"] for _, now in passed)
    assert all(cut > 0.95 * len(lines) for cut, _ in passed)


@pytest.mark.parametrize("out", ["site", "one.html"])
def test_half_a_file_leaves_what_was_published_as_it_was(
    out: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.yaml"
    path.write_text(FEW, encoding="utf-8")
    place = tmp_path / out
    timeline.publish(load(path), place)
    before = _contents(tmp_path)
    path.write_text(FEW[: len(FEW) // 2].rpartition("\n")[0], encoding="utf-8")
    with pytest.raises(FileProblems, match="held: only 4 of 10 events would be left"):
        timeline.publish(load(path), place)
    before["t.yaml"] = path.read_bytes()
    assert _contents(tmp_path) == before
    assert timeline.publish(load(path), place, force=True).events == 4


# ---------------------------------------------------------------- two at once, and killed ones


def test_the_second_waits_for_the_first(tmp_path: Path) -> None:
    busy = tmp_path / "lock"
    waited = threading.Event()
    with lock.turn(tmp_path, busy, lambda: None):
        second = threading.Thread(target=lambda: _take(tmp_path, busy, waited.set))
        second.start()
        assert waited.wait(20)
    second.join(20)
    assert not second.is_alive()
    assert not busy.exists()


def test_who_waits_too_long_is_told_who_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.2)
    out = tmp_path / "site"
    out.mkdir()
    with (
        lock.turn(out, out / write.LOCK, lambda: None),
        pytest.raises(FileProblems, match=f"is being published by process {os.getpid()} on "),
    ):
        write.write_folder(out, {"index.html": b"x"}, lambda *_: None)
    assert list(out.iterdir()) == []


def test_the_lock_of_a_killed_run_keeps_nobody_out(tmp_path: Path) -> None:
    out = tmp_path / "site"
    out.mkdir()
    (out / write.LOCK).write_text('{"pid": 1, "host": "elsewhere"}', encoding="utf-8")
    write.write_folder(out, {"index.html": b"x"}, lambda *_: None)
    assert sorted(_contents(out)) == [write.MANIFEST, "index.html"]


def test_a_site_is_whole_wherever_a_run_is_killed_and_the_next_clears_up(tmp_path: Path) -> None:
    """Killed before each step on the disk: every page that is named is there, old or new."""
    first = {
        "index.html": b"a b",
        "e/a/index.html": b"old a",
        "e/b/index.html": b"old b",
        "files/x.1.js": b"1",
    }
    second = {
        "index.html": b"a c",
        "e/a/index.html": b"new a",
        "e/c/index.html": b"new c",
        "files/x.2.js": b"2",
    }
    third = {"index.html": b"c", "e/c/index.html": b"newest c"}
    steps = 0
    while True:
        steps += 1
        out = tmp_path / str(steps)
        _quiet(out, first)
        if not _run_killed(out, second, steps):
            break
        now = _contents(out)
        assert now["index.html"] in (b"a b", b"a c")
        for named in now["index.html"].decode().split():
            assert now[f"e/{named}/index.html"] in (
                first.get(f"e/{named}/index.html"),
                second.get(f"e/{named}/index.html"),
            )
        _quiet(out, third)
        assert {name for name in _contents(out) if name != write.MANIFEST} == set(third)
        assert {path.name for path in out.rglob("*") if path.is_dir()} == {"e", "c"}
    assert steps > 10


def test_a_new_site_killed_at_any_step_can_be_published_again(tmp_path: Path) -> None:
    files = {"index.html": b"a", "e/a/index.html": b"a"}
    for step in range(1, 20):
        out = tmp_path / str(step)
        _run_killed(out, files, step)
        _quiet(out, files)
        assert {name for name in _contents(out) if name != write.MANIFEST} == set(files)


def test_one_file_killed_while_it_is_written_leaves_the_old_and_the_next_clears_up(
    tmp_path: Path,
) -> None:
    out = tmp_path / "one.html"
    out.write_bytes(b"old")
    code = (
        "import os, sys; from pathlib import Path; from timeline.publishing import write\n"
        "write.os.replace = lambda *_: os.kill(os.getpid(), 9)\n"
        "write.write_file(Path(sys.argv[1]), b'new')"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(out)], cwd=ROOT, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert out.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 3  # it, its lock, what was to come
    write.write_file(out, b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"one.html": b"new"}


# ---------------------------------------------------------------- links


@pytest.mark.parametrize("there", [True, False], ids=["to a file", "to nothing yet"])
def test_a_link_stays_and_the_file_that_it_leads_to_is_written(there: bool, tmp_path: Path) -> None:
    for write_to, name in ((write.write_file, "t.html"), (write_whole, "t.csv")):
        (tmp_path / "www").mkdir(exist_ok=True)
        target, link = tmp_path / "www" / name, tmp_path / name
        if there:
            target.write_bytes(b"old")
        link.symlink_to(target)
        write_to(link, b"new")
        assert link.is_symlink()
        assert target.read_bytes() == b"new"
        assert [path.name for path in (tmp_path / "www").iterdir() if name in path.name] == [name]


@pytest.mark.parametrize("there", [True, False], ids=["to a folder", "to nothing yet"])
def test_a_link_to_a_folder_stays_and_the_folder_is_filled(there: bool, tmp_path: Path) -> None:
    target, link = tmp_path / "www", tmp_path / "site"
    if there:
        target.mkdir()
    link.symlink_to("www", target_is_directory=True)
    _quiet(link, {"index.html": b"x"})
    assert link.is_symlink()
    assert (target / "index.html").read_bytes() == b"x"


def test_a_link_that_leads_to_itself_or_to_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.html").symlink_to("b.html")
    (tmp_path / "b.html").symlink_to("a.html")
    (tmp_path / "far").symlink_to("no/such/folder")
    with pytest.raises(FileProblems, match="is a link that leads to itself"):
        write.write_file(tmp_path / "a.html", b"x")
    with pytest.raises(FileProblems, match="there is no folder"):
        _quiet(tmp_path / "far", {"index.html": b"x"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "b.html", "far"]


# ---------------------------------------------------------------- helpers


def _contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _quiet(out: Path, files: dict[str, bytes]) -> None:
    write.write_folder(out, files, lambda *_: None)


def _take(place: Path, busy: Path, waiting: Any) -> None:
    with lock.turn(place, busy, waiting):
        pass


def _run_killed(out: Path, files: dict[str, bytes], step: int) -> bool:
    """Publish in a process that is killed before one of its steps on the disk; False: it ended."""
    child = os.fork()
    if child == 0:
        count = iter(range(1, 1000))

        def counted(does: Any) -> Any:
            def do(*args: Any, **how: Any) -> Any:
                if next(count) == step:
                    os.kill(os.getpid(), signal.SIGKILL)
                return does(*args, **how)

            return do

        for of, names in (
            (os, ("open", "replace", "unlink")),
            (Path, ("mkdir", "unlink", "rmdir", "open")),
            (write.shutil, ("rmtree",)),
        ):
            for name in names:
                setattr(of, name, counted(getattr(of, name)))
        try:
            _quiet(out, files)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])
