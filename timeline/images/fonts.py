"""The fonts of this machine: the faces of a picture, and the letters that none of them has."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from PIL import ImageFont

from timeline.drawing.primitives import Text
from timeline.errors import MissingToolError
from timeline.images.tools import fonts_at_hand
from timeline.placing.text_fit import Face as FaceName
from timeline.placing.text_fit import width as line_width

# What office programs set the words in, then what is as wide as that, then what every system has.
SANS: Final = (
    "Arial", "Liberation Sans", "Arimo", "Helvetica", "Nimbus Sans", "Helvetica Neue", "Segoe UI",
    "Noto Sans", "Roboto", "DejaVu Sans",
)  # fmt: skip
SERIF: Final = (
    "Georgia", "Gelasio", "Liberation Serif", "Times New Roman", "Tinos", "Noto Serif",
    "DejaVu Serif",
)  # fmt: skip
NONE_AT_ALL: Final = (
    "pictures need a font, and this machine has none: install one, on Debian fonts-liberation; "
    "SVG needs none"
)
# by the first word of a letter's name in Unicode: Debian's package that has the script
_PACKAGES: Final = {
    "CJK": "fonts-noto-cjk",
    "HIRAGANA": "fonts-noto-cjk",
    "KATAKANA": "fonts-noto-cjk",
    "HANGUL": "fonts-noto-cjk",
}
_OTHERS: Final = "fonts-noto-core"
_MOST_TOLD: Final = 8  # letters
_MEASURED: Final = 100  # px of the type in which letters are measured
_LATIN: Final = 0x17F  # up to here every font has them


class Face(NamedTuple):
    """Faces as a list of an SVG, the best first, and times how large they are set."""

    families: str
    times: float


def check_letters(lacked: Iterable[str]) -> None:
    """Raises MissingToolError for letters among what is `lacking`: boxes would stand for them.

    Signs that are no letters, such as pictographs, are not asked for.
    """
    missing = "".join(sorted(each for each in lacked if _is_letter(each)))
    if not missing:
        return
    script = unicodedata.name(missing[0], "").split(" ")[0].split("-")[0]
    told = " ".join(missing[:_MOST_TOLD]) + (" …" if len(missing) > _MOST_TOLD else "")
    raise MissingToolError(
        f"no font of this machine has the letters {told}: install one that has, on Debian "
        f"{_PACKAGES.get(script, _OTHERS)}; SVG needs none"
    )


def lacking(words: Iterable[str]) -> set[str]:
    """The characters for which no font here has a sign."""
    return {each for each in set().union(*words) if ord(each) > _LATIN and not _has(each)}


def faces(texts: Sequence[Text]) -> tuple[Face, Face]:
    """The sans and the serif of this machine for some texts.

    Raises:
        MissingToolError: the libraries that draw are not there, or no font is.
    """
    known = {font.family for font in fonts_at_hand()}
    if not known:
        raise MissingToolError(NONE_AT_ALL)

    def face(wanted: tuple[str, ...], *, serif: bool) -> Face:
        found = [name for name in wanted if name in known] or [min(known)]
        own = [text for text in texts if text.serif == serif]
        return Face(", ".join(f"'{name}'" for name in found), _narrowed(found[0], own))

    return face(SANS, serif=False), face(SERIF, serif=True)


def _narrowed(family: str, texts: Sequence[Text]) -> float:
    """Times the size at which each of the texts keeps to the room that was reckoned for it.

    The room is that of Arial's letters; a face of wider ones, such as DejaVu, has larger small
    letters too, so that it looks as large when it is set smaller.
    """
    times = 1.0
    for bold in (False, True):
        font = _font(family, bold=bold)
        if font is None:
            continue
        for text in texts:
            if text.bold == bold and all(ord(char) <= _LATIN for char in text.words):
                room = line_width(text.words, _face(text), text.size)
                taken = font.getlength(text.words) * text.size / _MEASURED
                times = min(times, room / taken) if taken else times
    return times


def _face(text: Text) -> FaceName:
    if text.serif:
        return "serif bold" if text.bold else "serif"
    return "sans bold" if text.bold else "sans"


@cache
def _font(family: str, *, bold: bool) -> Any:
    """The face of a family; None for one that is no file that FreeType reads."""
    files = [font for font in fonts_at_hand() if font.family == family and font.path]
    if not files:
        return None
    weight = 700 if bold else 400
    best = min(files, key=lambda font: (font.style.lower() != "normal", abs(font.weight - weight)))
    try:
        return ImageFont.truetype(best.path, _MEASURED, index=best.index)
    except OSError:
        return None


def _is_letter(char: str) -> bool:
    return unicodedata.category(char)[0] in "LN"


@cache
def _has(char: str) -> bool:
    if unicodedata.category(char)[0] in "CZM":  # no sign of its own
        return True
    return any(_draws(font, char) for font in _faces())


@cache
def _faces() -> tuple[Any, ...]:
    """A face of each font file at hand."""
    found = []
    for path, index in sorted({(font.path, font.index) for font in fonts_at_hand() if font.path}):
        try:
            found.append(ImageFont.truetype(path, 16, index=index))
        except OSError:  # of a kind that FreeType does not read
            continue
    return tuple(found)


@cache
def _blank(font: Any) -> bytes:
    return bytes(font.getmask("\uffff"))


def _draws(font: Any, char: str) -> bool:
    return bytes(font.getmask(char)) != _blank(font)
