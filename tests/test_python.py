"""The functions of `timeline` keep to what docs/python.md says of them: parameters and errors."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import timeline
from docs import reference
from timeline.errors import FileProblems, ViewError
from timeline.outputs import Wishes

ROOT = Path(__file__).parents[1]
FILE = ROOT / "examples" / "minimal.yaml"
PARTS = dict(
    re.findall(
        r"^### timeline\.(\w+)\n(.*?)(?=^### |\Z)", "\n".join(reference.functions()), re.M | re.S
    )
)
NO_VIEW: Any = 5


def test_every_function_is_described() -> None:
    assert sorted(PARTS) == reference.FUNCTIONS


@pytest.mark.parametrize("name", reference.FUNCTIONS)
def test_the_list_tells_of_every_parameter_of_the_signature_and_of_no_other(name: str) -> None:
    (signature,) = re.findall(rf"^`timeline\.{name}\((.*)\)`$", PARTS[name], re.MULTILINE)
    typed = {one.partition("=")[0] for one in signature.split(", ") if one != "*"}
    arguments = PARTS[name].rpartition("\n\n- ")[2]
    told = re.findall(r"^(?:- )?`(\w+)`: ", arguments, re.MULTILINE)
    assert set(told) == typed
    assert len(told) == len(typed)


@pytest.mark.parametrize("name", reference.FUNCTIONS)
def test_the_parameters_that_the_public_function_names_are_among_them(name: str) -> None:
    own = inspect.signature(getattr(timeline, name)).parameters.values()
    named = [one.name for one in own if one.kind is not one.VAR_KEYWORD]
    assert all(f"\n- `{one}`: " in PARTS[name] for one in named)


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("load", lambda t, folder: timeline.load(folder / "none.yaml")),
        ("load", lambda t, folder: timeline.load(folder)),
        ("load", lambda t, folder: timeline.load("a\0b.yaml")),
        ("figure", lambda t, folder: timeline.figure(t, view=NO_VIEW)),
        ("figure", lambda t, folder: timeline.figure(t, width=5)),
        ("figure", lambda t, folder: timeline.figure(t, theme="night")),
        ("figure", lambda t, folder: timeline.figure(t, type_scale=-1)),
        ("show", lambda t, folder: timeline.show(t, NO_VIEW)),
        ("show", lambda t, folder: timeline.show(t, height=1)),
        ("show", lambda t, folder: timeline.show(t, sources=folder / "none")),
        ("export", lambda t, folder: timeline.export(t, folder / "a.csv", view=NO_VIEW)),
        ("export", lambda t, folder: timeline.export(t, folder / "a.pptx", view=NO_VIEW)),
        ("export", lambda t, folder: timeline.export(t, folder / "a.csv", view="q=nowhere")),
        ("export", lambda t, folder: timeline.export(t, folder / "a.xyz")),
        ("export", lambda t, folder: timeline.export(t, folder / "none" / "a.csv")),
        ("export", lambda t, folder: timeline.export(t, folder / "a\0.csv")),
        ("export", lambda t, folder: timeline.export(t, folder / "a.csv", tour="none")),
        ("export", lambda t, folder: timeline.export(t, folder / "a.csv", address="nowhere")),
        ("export", lambda t, folder: timeline.export(t, folder / "a.csv", sources=folder / "none")),
        ("export", lambda t, folder: timeline.export(t, folder / "a.csv", wishes=Wishes(one=True))),
        ("export", lambda t, folder: timeline.export(t, folder / "a.png", wishes=Wishes(width=1))),
        (
            "export",
            lambda t, folder: timeline.export(t, folder / "a.pptx", wishes=Wishes(size="A4")),
        ),
        ("publish", lambda t, folder: timeline.publish(t, folder / "none" / "a.html")),
        ("publish", lambda t, folder: timeline.publish(t, folder / "a\0.html")),
        ("publish", lambda t, folder: timeline.publish(t, folder / "a\0")),
        ("publish", lambda t, folder: timeline.publish(t, folder / "a.html", address="nowhere")),
        (
            "publish",
            lambda t, folder: timeline.publish(t, folder / "a.html", sources=folder / "none"),
        ),
    ],
)
def test_an_error_is_one_that_is_told_of(
    name: str, call: Callable[[Any, Path], object], tmp_path: Path
) -> None:
    with pytest.raises((FileProblems, ViewError)) as caught:
        call(timeline.load(FILE), tmp_path)
    raises = PARTS[name].partition("\nRaises: ")[2]
    assert f"`{caught.type.__name__}`: " in raises
