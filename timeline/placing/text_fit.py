"""Text measured for a slide: how wide, in which lines, and at which size it fits its box.

PowerPoint sets the type when a file is opened, with fonts of its own, so nothing here is exact and
everything is generous. The sans is Arial, whose advance widths `placing.text_widths` has. The
serif is Georgia: over lines of 40 characters its regular is as wide as Arial's (0.95–1.04 times),
its bold 1.11–1.26 times Arial's regular. Where Georgia is missing its place is taken by wider
faces (DejaVu Serif: 1.16 and 1.28 times on average, its bold up to 1.34 times where there are many
quotation marks and brackets), and the factors below leave room for those.

All lengths are points.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from timeline.placing.text_widths import TYPE_SIZE, text_widths

Face = Literal["sans", "sans bold", "serif", "serif bold"]

ELLIPSIS: Final = "…"
_WIDER: Final[dict[Face, tuple[bool, float]]] = {  # measured in bold?, times what was measured
    "sans": (False, 1.0),
    "sans bold": (True, 1.0),
    "serif": (False, 1.14),
    "serif bold": (False, 1.34),
}
# Of the wider bold: its slabs widen narrow letters and signs more than wide ones, so this much of
# what was measured and so many ems a character, which over a usual text is as much as above.
_SLAB: Final = (1.06, 0.14)
# The same, no more than PowerPoint's own faces need: what most readers will see.
_NARROWER: Final[dict[Face, float]] = {
    "sans": 0.95,
    "sans bold": 0.95,
    "serif": 0.96,
    "serif bold": 1.08,
}
# From line to line, in sizes of the type. Sans lines are left to the program (Arial needs 1.15,
# PowerPoint takes up to 1.2); serif ones are set to this, since faces differ in it by a fifth.
LEADING: Final[dict[Face, float]] = {
    "sans": 1.21,
    "sans bold": 1.21,
    "serif": 1.3,
    "serif bold": 1.14,
}


class Fitted(NamedTuple):
    """A text that fits: its size, its height, and its words, cut short if they had to be."""

    text: str
    size: float
    height: float
    whole: bool


@lru_cache(maxsize=65536)
def _ems(word: str, face: Face) -> float:
    bold, times = _WIDER[face]
    measured = float(text_widths([word], [bold])[0]) / TYPE_SIZE
    if face == "serif bold":
        measured, times = _SLAB[0] * measured + _SLAB[1] * len(word), 1.0
        measured += 0.15 * sum(char in "{}[]^" for char in word)
    return times * measured + 0.4 * sum(map(_is_pictograph, word))


def _is_pictograph(char: str) -> bool:
    """Emoji are wider than the square of their size in every font that has them."""
    return unicodedata.category(char) == "So" and unicodedata.east_asian_width(char) == "W"


def width(text: str, face: Face, size: float) -> float:
    """Points that a line takes."""
    return _ems(text, face) * size


def wrap(text: str, face: Face, size: float, room: float) -> list[str]:
    """The lines of a text in a box of a width; a word longer than a line is broken."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, taken = "", 0.0
        for word in paragraph.split(" "):
            own = width(word, face, size)
            gap = width(" ", face, size) if line else 0.0
            if line and taken + gap + own > room:
                lines.append(line)
                line, taken, gap = "", 0.0, 0.0
            while own > room and len(word) > 1:
                head = _head(word, face, size, room)
                lines.append(word[:head])
                word = word[head:]
                own = width(word, face, size)
            line, taken = (f"{line} {word}" if line else word), taken + gap + own
        lines.append(line)
    return lines


def _head(word: str, face: Face, size: float, room: float) -> int:
    """How many characters of a word fit, at least one."""
    taken = 0.0
    for at, char in enumerate(word):
        taken += width(char, face, size)
        if taken > room and at:
            return at
    return len(word)


def height(text: str, face: Face, size: float, room: float) -> float:
    """Points down that a text takes in a box of a width."""
    return len(wrap(text, face, size, room)) * LEADING[face] * size


def likely_height(text: str, face: Face, size: float, room: float) -> float:
    """Points down in the faces themselves, where `height` leaves room for wider ones."""
    return height(text, face, size, room * _WIDER[face][1] / _NARROWER[face])


def settle(text: str, face: Face, sizes: Sequence[float], room: float, tall: float) -> Fitted:
    """As `fit`, at a size at which wide and narrow faces break into as many lines, if there is one.

    What stands below a title must not lie a line too low where the title needs one line less.
    """
    for size in sizes:
        taken = height(text, face, size, room)
        if taken <= tall and taken == likely_height(text, face, size, room):
            return Fitted(text, size, taken, True)
    return fit(text, face, sizes, room, tall)


def fit(text: str, face: Face, sizes: Iterable[float], room: float, tall: float) -> Fitted:
    """The text at the largest of the sizes at which it fits; cut short at the last if at none."""
    size = 0.0
    for size in sizes:
        taken = height(text, face, size, room)
        if taken <= tall:
            return Fitted(text, size, taken, True)
    short = cut(text, face, size, room, tall)
    return Fitted(short, size, height(short, face, size, room), False)


def cut(text: str, face: Face, size: float, room: float, tall: float, sign: str = ELLIPSIS) -> str:
    """As many words of a text as fit with a sign after them; part of the first if not even that."""
    if height(text, face, size, room) <= tall:
        return text
    words = text.split(" ")

    def fits(count: int) -> bool:
        return height(" ".join(words[:count]) + sign, face, size, room) <= tall

    count = _most(fits, len(words))
    if count:
        return " ".join(words[:count]).rstrip(" ,;:–—") + sign
    first = words[0]
    count = _most(lambda n: height(first[:n] + sign, face, size, room) <= tall, len(first))
    return first[: max(1, count)] + sign


def _most(fits: Callable[[int], bool], limit: int) -> int:
    """The largest number up to a limit that fits, all smaller ones fitting too."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if fits(middle):
            low = middle
        else:
            high = middle - 1
    return low


def sizes(largest: float, least: float) -> Sequence[float]:
    """Sizes to try, large to small by two points."""
    return [*(largest - 2 * n for n in range(int((largest - least + 1.99) // 2))), least]
