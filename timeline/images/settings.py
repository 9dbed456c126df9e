"""How a picture is made, and the bounds of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from timeline.drawing.primitives import Primitive
from timeline.drawing.theme import THEMES, Theme
from timeline.errors import ViewError

Kind = Literal["png", "svg", "pdf"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
WIDTHS: Final = (200, 4000)  # px
HEIGHTS: Final = (150, 4000)
SCALES: Final = (1, 2, 4)
MOST_PIXELS: Final = 40_000_000  # of a PNG: 160 MB while it is drawn


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is made.

    Attributes:
        width: px, 200–4000.
        height: px, 150–4000; None for as much as the chart takes.
        scale: 1, 2 or 4: pixels of a PNG to a px of the size. The type grows with it.
        theme: light, dark or projector; None for that of the view.
        ground: False leaves it transparent.
        words: False leaves out title, sentence, sources and address.
    """

    width: int = 1600
    height: int | None = None
    scale: int = 1
    theme: str | None = None
    ground: bool = True
    words: bool = True


PLAIN: Final = Look()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture laid out, ready to be written.

    Attributes:
        drawn: what stands on it, in the order of painting.
        width, height: px.
        theme: its colours.
        ground: False leaves it transparent.
        title, sentence: what it shows, in words.
        language: of these.
    """

    drawn: tuple[Primitive, ...]
    width: int
    height: int
    theme: Theme
    ground: bool
    title: str
    sentence: str
    language: str


def check_look(kind: str, look: Look) -> None:
    """Raises ViewError where a wish lies out of bounds, and says what to wish instead."""
    if kind not in KINDS:
        raise ViewError(f"there is no picture {kind!r}: write one of {', '.join(KINDS)}")
    if look.theme is not None and look.theme not in THEMES:
        raise ViewError(f"there is no theme {look.theme!r}: write one of {', '.join(THEMES)}")
    _check_size("width", look.width, WIDTHS)
    if look.height is not None:
        _check_size("height", look.height, HEIGHTS)
        check_pixels(kind, look, look.height)
    if look.scale not in SCALES or isinstance(look.scale, bool):
        raise ViewError(f"scale {look.scale!r}: write 1, 2 or 4")
    if look.scale > 1 and kind != "png":
        raise ViewError(f"scale {look.scale}: {kind.upper()} has no pixels, so leave the scale out")


def check_pixels(kind: str, look: Look, height: int) -> None:
    """Raises ViewError for a PNG of too many pixels."""
    pixels = look.width * height * look.scale**2
    if kind == "png" and pixels > MOST_PIXELS:
        raise ViewError(
            f"{look.width} × {height} px at scale {look.scale} are {pixels / 1e6:.0f} million "
            f"pixels, at most {MOST_PIXELS / 1e6:.0f}: choose a smaller scale, or SVG"
        )


def _check_size(name: str, value: int, bounds: tuple[int, int]) -> None:
    least, most = bounds
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ViewError(f"{name} {value!r}: write a whole number from {least} to {most} (px)")
