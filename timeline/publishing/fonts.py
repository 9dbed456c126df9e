"""Words in a picture: which font of this machine has their letters, and in which size they fit."""

from __future__ import annotations

from typing import Final
from unicodedata import bidirectional

from PIL import ImageFont, features

# fonts of common systems that look as the page does, the best first; Pillow knows their folders
SERIF_BOLD: Final = (
    "Palatino Bold.ttf",
    "palab.ttf",
    "georgiab.ttf",
    "Georgia Bold.ttf",
    "LiberationSerif-Bold.ttf",
    "NotoSerif-Bold.ttf",
    "DejaVuSerif-Bold.ttf",
    "NotoSerifCJK-Bold.ttc",
    "NotoSansCJK-Bold.ttc",
    "PingFang.ttc",
    "msyhbd.ttc",
)
SANS: Final = (
    "segoeui.ttf",
    "Arial.ttf",
    "LiberationSans-Regular.ttf",
    "NotoSans-Regular.ttf",
    "DejaVuSans.ttf",
    "NotoSansCJK-Regular.ttc",
    "PingFang.ttc",
    "msyh.ttc",
)
SCALE: Final = 3
"""How many times too large a picture is drawn, to be made smaller: that smooths its edges."""
_MOST_LINES: Final = 2
_PROBE: Final = 24

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def fit(
    text: str, names: tuple[str, ...], sizes: tuple[int, ...], width: float
) -> tuple[list[str], int]:
    """The text in at most two lines, in the largest size that allows it, else cut."""
    for size in sizes:
        lines = _broken(text, font_for(names, size, text), width)
        if len(lines) == 1 or (len(lines) <= _MOST_LINES and size <= sizes[1]):
            return lines, size
    lines = lines[:_MOST_LINES]
    lines[-1] = f"{lines[-1].rstrip(' ,;:')}…"
    return lines, sizes[-1]


def _broken(text: str, font: Font, width: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > width * SCALE:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def drawable(text: str, names: tuple[str, ...]) -> str:
    """The text without the letters that the font at hand lacks; "" where it lacks half of them.

    Boxes in place of letters, or letters in a wrong order, would be worse than no words: those
    who show the picture show the title beside it.
    """
    if not features.check("raqm") and any(bidirectional(one) in ("R", "AL") for one in text):
        return ""
    font = font_for(names, _PROBE, text)
    known = "".join(one for one in text if one == " " or _has(font, one))
    return " ".join(known.split()) if 2 * len(known) > len(text) else ""


def font_for(names: tuple[str, ...], size: int, text: str) -> Font:
    """Of the fonts at hand the one that lacks the fewest letters of a text, the first of equals."""
    found: list[tuple[int, Font]] = []
    for name in names:
        try:
            font = ImageFont.truetype(name, size * SCALE)
        except OSError:
            continue
        lacking = sum(not _has(font, letter) for letter in set(text) - {" "})
        if not lacking:
            return font
        found.append((lacking, font))
    own = ImageFont.load_default(size * SCALE)
    return min(found, key=lambda one: one[0])[1] if found else own


def _has(font: Font, letter: str) -> bool:
    return bytes(font.getmask(letter)) != bytes(font.getmask("\uffff"))
