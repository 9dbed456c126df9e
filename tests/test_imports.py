"""The directions of the imports: errors ← dates ← model ← … ← figure ← web, never upwards."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Lowest first. A module imports its own layer and those before it.
LAYERS: list[set[str]] = [
    {"errors", "filenames"},
    {"calendars", "date_advice", "date_spellings", "date_text", "date_words", "dates"},
    {"model"},
    {"textfile", "yamlreader", "fields", "names", "items", "entries", "checks", "loader"},
    {"nearmiss", "record", "quotations"},
    {"telling"},
    {"search"},
    {"naming"},
    {"losses", "remarks"},
    {"table"},
    {"query", "view"},
    {"geometry", "textwidth", "clearance", "packing", "boxes", "rows", "labels"},
    {"theme"},
    {"axis", "bands", "scene", "sight", "arcs", "bars", "traces", "figure"},
    {"exchange"},
    {"slides", "images"},
    {"outputs"},
    {"web"},
    {"publish"},
    {"notebook"},
    {"__init__", "__main__"},
]
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}

# Where a library may be imported, from the first layer that may.
LOWEST = {"pandas": "table", "numpy": "table", "plotly": "theme", "dash": "web", "flask": "web"}
LOWEST |= {
    "pptx": "slides",
    "dash_mantine_components": "web",
    "waitress": "web",
    "yaml": "textfile",
}

MODULES = sorted((ROOT / "timeline").rglob("*.py"))


def module_of(path: Path) -> str:
    return path.relative_to(ROOT / "timeline").parts[0].removesuffix(".py")


def rank_of(module: str) -> int:
    assert module in RANK, f"timeline/{module}.py stands in no layer yet: give it one in LAYERS"
    return RANK[module]


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of each import, wherever it stands in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are written in full"
            module = node.module or ""
            for alias in node.names:
                yield node.lineno, f"{module}.{alias.name}" if module == "timeline" else module


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_imports_upwards(path: Path) -> None:
    rank = rank_of(module_of(path))
    for line, name in imports(path):
        first, *rest = name.split(".")
        if first == "timeline" and rest:
            assert rank_of(rest[0]) <= rank, f"{path}:{line} imports {name}"
        elif first in LOWEST:
            assert rank >= RANK[LOWEST[first]], f"{path}:{line} imports {name}"


def run(code: str) -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_checking_a_file_needs_neither_pandas_nor_plotly_nor_dash() -> None:
    loaded = run("import sys, timeline.__main__; timeline.load; print(*sys.modules)").split()
    assert "timeline.loader" in loaded
    assert not {"pandas", "numpy", "plotly", "dash", "flask"} & set(loaded)


def test_public_functions_stay_when_the_modules_of_their_names_are_imported() -> None:
    code = "import timeline; from timeline.table import to_table; print(callable(timeline.table))"
    assert run(code) == "True\n"
