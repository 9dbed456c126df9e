"""The directions of the imports: from errors and words up to the commands, never upwards."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "timeline"

# Lowest first. What stands in a folder or a module imports its own room and those before it; two
# rooms of one line do not know each other.
ROOMS: list[str] = [
    "errors | wording | files | addresses | collector",
    "placing",
    "dates",
    "model",
    "telling",
    "reading",
    "views",
    "evidence",
    "prepared",
    "drawing",
    "exchange",
    "slides | images",
    "outputs",
    "page",
    "publishing",
    "server",
    "framed",
    "notebook | dash",
    "cli",
]
LINES = [line.split(" | ") for line in ROOMS]
RANK = {room: rank for rank, line in enumerate(LINES) for room in line}
# What is imported by name from outside stands above all rooms.
DOORS = {"__init__", "__main__"}

# Where a library may be imported: a room, or a folder within one; and those above where `+` stands.
LIBRARIES = {
    "pandas": "placing+",
    "numpy": "placing+",
    "plotly": "drawing/plotly+",
    "dash": "server+",
    "flask": "server+",
    "jinja2": "page",
    "waitress": "server",
    "pptx": "slides",
    "yaml": "reading",
    "anywidget": "notebook",
    "traitlets": "notebook",
}

MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    """The full name of a module: `timeline.dates.in_words`."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(name: str) -> str:
    """The room of a module: the folder of `timeline/` that it stands in, or itself."""
    _, room, *_ = [*name.split("."), "__init__"]
    return room


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of each import, wherever it stands in the file."""
    known = {name_of(each) for each in MODULES}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are written in full"
            module = node.module or ""
            for alias in node.names:
                inner = f"{module}.{alias.name}"
                yield node.lineno, inner if inner in known else module


def below(path: Path, name: str) -> bool:
    """Whether a module may import a library or another module of ours."""
    first = name.partition(".")[0]
    room = room_of(name_of(path))
    if room in DOORS:
        return True
    if first == "timeline":
        other = room_of(name)
        return room == other or (other in RANK and RANK[other] < RANK[room])
    allowed = LIBRARIES.get(first)
    if allowed is None:
        return True
    folder = allowed.removesuffix("+")
    lowest = folder.partition("/")[0]
    inside = path.relative_to(PACKAGE).as_posix().startswith(f"{folder}/")
    return inside or (allowed.endswith("+") and RANK[room] > RANK[lowest])


def test_every_folder_and_module_stands_in_a_room_and_every_room_is_there() -> None:
    there = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    there |= {path.stem for path in PACKAGE.glob("*.py")}
    assert there - DOORS == set(RANK)


def test_a_folder_has_at_least_three_files() -> None:
    folders = [path for path in PACKAGE.rglob("*") if (path / "__init__.py").is_file()]
    assert [each.name for each in folders if len(list(each.glob("*.py"))) < 4] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_imports_upwards(path: Path) -> None:
    upwards = [f"{path}:{line} imports {name}" for line, name in imports(path)]
    wrong = [name for _, name in imports(path) if not below(path, name)]
    assert [told for told in upwards if told.rpartition(" ")[2] in wrong] == []


def test_no_two_modules_need_each_other() -> None:
    ours = {name_of(path): path for path in MODULES}
    needs = {
        name: {other for _, other in imports(path) if other in ours} - {name}
        for name, path in ours.items()
        if name != "timeline"
    }
    list(TopologicalSorter(needs).static_order())  # CycleError names the circle


def run(code: str) -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_checking_a_file_needs_neither_pandas_nor_plotly_nor_dash() -> None:
    checked = "from timeline.cli import main; assert main(['check', 'data/events.yaml']) == 0"
    told, _, names = run(f"import sys; {checked}; print('loaded', *sys.modules)").rpartition(
        "loaded "
    )
    loaded = names.split()
    assert "excerpts, not checked against their texts" in told
    assert "timeline.cli.check" in loaded
    assert not {"pandas", "numpy", "plotly", "dash", "flask"} & set(loaded)


def test_publishing_needs_no_server(tmp_path: Path) -> None:
    made = "import timeline as t; t.publish(t.load('data/events.yaml'), 'OUT', check=True)"
    for out in ("one.html", "site"):
        code = made.replace("OUT", (tmp_path / out).as_posix())
        loaded = run(f"import sys; {code}; print(*sys.modules)").split()
        assert "timeline.page.page" in loaded
        assert not {"dash", "flask", "werkzeug", "waitress", "timeline.server"} & set(loaded)


def test_public_functions_stay_when_every_module_is_imported() -> None:
    names = [name_of(path) for path in MODULES if path.stem != "__main__"]
    code = f"import timeline, {', '.join(names)}; print(*map(callable, (timeline.table, "
    code += "timeline.figure, timeline.show, timeline.widget, timeline.export, timeline.publish, "
    code += "timeline.load)))"
    assert set(run(code).split()) == {"True"}
