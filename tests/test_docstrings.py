"""What docstrings and comments name is there: parameters, functions and modules, files."""

from __future__ import annotations

import ast
import importlib
import inspect
import io
import re
import tokenize
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PACKAGE = sorted((ROOT / "timeline").rglob("*.py"))
OTHERS = sorted(path for name in ("tests", "docs", "bench") for path in (ROOT / name).glob("*.py"))
PROGRAMS = [*PACKAGE, *OTHERS, ROOT / "app.py"]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
SCRIPTS = sorted((ROOT / "assets").rglob("*.js"))

SECTION = re.compile(r"^(Args|Attributes):\n((?: {4}.*\n?|\n)+)", re.MULTILINE)
ENTRY = re.compile(r"^ {4}(?! )([\w, ]+): ", re.MULTILINE)
DOTTED = re.compile(r"(?<![\w./])timeline(?:\.\w+)+")
CONSTANT = re.compile(r"`(\w+)\.([A-Z_]+)`")
PATH = re.compile(r"(?<![\w./-])(?:timeline|assets|tests|data|examples|docs|bench)/[\w./*-]*")
# `timeline.html` is a file, no module; the last is how mutmut calls a function
FILES = ("html", "csv", "json", "md", "x_mask__")


class Words(NamedTuple):
    """A docstring or a comment, and where it begins."""

    path: Path
    line: int
    text: str

    def at(self, name: str) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line}: {name}"


def words(path: Path) -> Iterator[Words]:
    """The docstrings and the comments of a program; the whole of a script."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        yield Words(path, 1, text)
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield Words(path, node.lineno, str(node.value.value))
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield Words(path, token.start[0], token.string)


def is_there(name: str) -> bool:
    """Whether a dotted name is a module, or what stands in one."""
    parts = name.split(".")
    thing: object = None
    for at in range(1, len(parts) + 1):
        try:
            thing = importlib.import_module(".".join(parts[:at]))
        except ImportError:
            if hasattr(thing, parts[at - 1]):
                thing = getattr(thing, parts[at - 1])
            else:  # a field without a default
                return parts[at - 1] in getattr(thing, "__annotations__", {})
    return True


def unknown_parameters(text: str) -> list[str]:
    """Entries under Args and Attributes that the function or class of a text does not have."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        for head, entries in SECTION.findall(ast.get_docstring(node) or ""):
            told = {one for names in ENTRY.findall(entries) for one in names.split(", ")}
            found += [f"{node.name}: {one}" for one in sorted(told - names_of(node, head))]
    return found


def names_of(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, head: str) -> set[str]:
    """The parameters of a function, of a class those of its making, or its fields."""
    if not isinstance(node, ast.ClassDef):
        given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        return {one.arg for one in given}
    if head == "Attributes":
        fields = [one.target for one in node.body if isinstance(one, ast.AnnAssign)]
        # a trait of a widget is a field too
        fields += [each for one in node.body if isinstance(one, ast.Assign) for each in one.targets]
        return {field.id for field in fields if isinstance(field, ast.Name)}
    made = (one for one in node.body if isinstance(one, ast.FunctionDef))
    return {name for one in made if one.name == "__init__" for name in names_of(one, head)}


# ---------------------------------------------------------------- parameters


def test_what_is_told_of_a_parameter_is_told_of_one_that_is_there() -> None:
    wrong = {path: unknown_parameters(path.read_text("utf-8")) for path in PACKAGE}
    assert {path: names for path, names in wrong.items() if names} == {}


def test_a_parameter_that_is_not_there_is_found() -> None:
    text = '''
def draw(canvas, *, title):
    """Draw.

    Args:
        canvas: to draw on.
        plate, title: of the deck,
            and more: of it.
    """


class Box:
    """A box.

    Attributes:
        x, y: its corner.
    """

    x: int
'''
    assert unknown_parameters(text) == ["draw: plate", "Box: y"]


def test_there_are_parameters_to_look_at() -> None:
    told = [
        ENTRY.findall(entries)
        for path in PACKAGE
        for one in words(path)
        for _, entries in SECTION.findall(inspect.cleandoc(one.text) + "\n")
    ]
    assert sum(map(len, told)) > 150


# ---------------------------------------------------------------- names and files

OFFERED = ("apply", "view", "visible", "on")  # of `window.timeline`


def missing_names(text: str) -> list[str]:
    """Full names (`timeline.dates.parse`) and constants (`theme.GLYPHS`) that nothing has."""
    full = [
        name
        for name in DOTTED.findall(text)
        # of the same form are files, and what the page offers to others
        if not name.endswith(FILES) and name.split(".")[1] not in OFFERED
    ]
    wrong = [name for name in full if not is_there(name)]
    for module, constant in CONSTANT.findall(text):
        if not any(hasattr(each, constant) for each in modules(module)):
            wrong.append(f"{module}.{constant}")
    return wrong


def modules(short: str) -> Iterator[object]:
    """The modules of ours, and that of Python, which a name without its folders can mean."""
    for path in PACKAGE:
        if path.stem == short:
            yield importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    with suppress(ImportError):
        yield importlib.import_module(short)


def missing_files(text: str) -> list[str]:
    """Paths of the project that are not there; a `*` stands for any name."""
    return [name for name in PATH.findall(text) if not any(ROOT.glob(name.rstrip("./")))]


def test_names_in_docstrings_and_comments_are_there() -> None:
    told = [one for path in PROGRAMS for one in words(path)]
    assert [one.at(name) for one in told for name in missing_names(one.text)] == []


def test_files_in_docstrings_and_comments_are_there() -> None:
    told = [one for path in [*PROGRAMS, *SCRIPTS] for one in words(path)]
    assert [one.at(name) for one in told for name in missing_files(one.text)] == []


def test_names_in_the_pages_are_there() -> None:
    told = [Words(path, 1, path.read_text("utf-8")) for path in PAGES]
    assert [one.at(name) for one in told for name in missing_names(one.text)] == []


def test_what_is_not_there_is_found() -> None:
    gone = ["timeline.loader.load", "timeline.dates.sprase", "connections.THREADS"]
    assert missing_names(" ".join(f"`{name}`" for name in [*gone, "timeline.dates.parse"])) == gone
    assert missing_names("`timeline.dates.HistoricalDate.text`, `re.I`, `timeline.html`") == []
    assert missing_files("see assets/none.js, `tests/test_*.py`, docs/.") == ["assets/none.js"]
