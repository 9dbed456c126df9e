"""The directions among the browser's scripts: no part needs itself, no folder one above it."""

from __future__ import annotations

import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from timeline.page import bundle
from timeline.page.bundle import ASSETS

# Lowest first. A part takes what it needs from its own folder and from those of lines before it;
# two folders of one line do not know each other.
ROOMS = [
    "base",
    "boot | view | telling",
    "chart/plotly",
    "chart",
    "print | embed",
    "present",
    "share",
    "page",
]
RANK = {room: rank for rank, line in enumerate(ROOMS) for room in line.split(" | ")}
ALONE = {"parts", "start"}  # they hold the others, or start them

COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`\w])//[^\n]*", re.DOTALL)
NEEDED = re.compile(r"\bparts\.(\w+)")
MADE = re.compile(r"^parts\.(\w+) = ", re.MULTILINE)


def part_of(path: Path) -> str:
    """What a file of this name is to be called as a part: `print-chart.js` is `printChart`."""
    return re.sub(r"-(\w)", lambda found: found[1].upper(), path.stem)


def needed(text: str) -> set[str]:
    """The parts that a script names, its own among them."""
    return set(NEEDED.findall(COMMENT.sub("", text)))


FILES = {part_of(path): path for path in bundle.scripts() if path.stem not in ALONE}
NEEDS = {part: needed(path.read_text("utf-8")) - {part} for part, path in FILES.items()}


def room(part: str) -> str:
    return FILES[part].parent.relative_to(ASSETS).as_posix()


@pytest.mark.parametrize("part", FILES)
def test_each_script_makes_one_part_that_is_called_as_the_file(part: str) -> None:
    assert MADE.findall(FILES[part].read_text("utf-8")) == [part]


def test_what_a_part_needs_is_there() -> None:
    assert {
        part: names - FILES.keys() for part, names in NEEDS.items() if names - FILES.keys()
    } == {}


def test_no_part_needs_itself_by_way_of_others() -> None:
    order = [*TopologicalSorter(NEEDS).static_order()]  # raises CycleError, which names them
    assert set(order) == FILES.keys()
    assert len(order) > 50


def test_no_folder_needs_one_above_it() -> None:
    assert {room(part) for part in FILES} == RANK.keys()
    upwards = [
        f"{room(part)}/{part} needs {room(other)}/{other}"
        for part, names in NEEDS.items()
        for other in names
        if room(part) != room(other) and RANK[room(part)] <= RANK[room(other)]
    ]
    assert upwards == []


def test_the_folders_load_in_that_order() -> None:
    assert [RANK[name] for name in bundle.FOLDERS] == sorted(RANK.values())


def test_what_is_told_in_a_comment_is_not_needed() -> None:
    assert needed("/* of `parts.a` */ parts.b.of(); // as parts.c\n`https://x/${parts.d}`") == {
        "b",
        "d",
    }
