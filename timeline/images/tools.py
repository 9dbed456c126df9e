"""The libraries that draw: resvg for PNG, Typst for PDF. They are an extra; SVG needs neither."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from timeline.errors import MissingToolError

LIBRARIES: Final = ("resvg_py", "typst")
NOT_INSTALLED: Final = (
    "PNG and PDF need resvg-py and typst, which are not installed: "
    "pip install -r requirements-pictures.txt"
)


def installed() -> bool:
    """Can PNG and PDF be made here?"""
    return all(find_spec(name) is not None for name in LIBRARIES)


def library(name: str) -> Any:
    """A library of `LIBRARIES`.

    Raises:
        MissingToolError: it is not installed.
    """
    try:
        return import_module(name)
    except ImportError:
        raise MissingToolError(NOT_INSTALLED) from None


@cache
def font_store() -> Any:
    """The fonts of this machine, looked for once."""
    return library("typst").Fonts(include_embedded_fonts=False)


def fonts_at_hand() -> list[Any]:
    """What is known of each font of this machine: family, style, weight, path, index."""
    found: list[Any] = font_store().fonts()
    return found
