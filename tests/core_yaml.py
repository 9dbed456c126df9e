"""A file as an editor sees it: YAML 1.2 decides what is a number, what is true, what is a text."""

from __future__ import annotations

import re
from typing import Any, ClassVar

import yaml

_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Core(_BASE):
    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


# https://yaml.org/spec/1.2.2/#103-core-schema
for tag, pattern, first in (
    ("null", "~|null|Null|NULL|", "~nN"),
    ("bool", "true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    found = re.compile(f"^(?:{pattern})$")
    _Core.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", found, [*first, *([""] * (tag == "null"))]
    )


def _whole(loader: Any, node: yaml.ScalarNode) -> int:
    text = str(loader.construct_scalar(node))
    base = {"0o": 8, "0x": 16}.get(text[:2])
    return int(text[2:], base) if base else int(text)


_Core.add_constructor("tag:yaml.org,2002:int", _whole)


def seen_by_an_editor(text: str) -> Any:
    """What YAML 1.2 makes of a file."""
    return yaml.load(text, Loader=_Core)
