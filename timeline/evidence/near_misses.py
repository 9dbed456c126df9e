"""A quotation that does not match: where its words are instead, or how the text differs."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

from timeline.model import Excerpt

MAX_COMPARED = 250_000  # characters that words are compared with, some 0.5 s


def where_else(excerpt: Excerpt, text: str, part: tuple[int, int], *, explain: bool) -> str:
    """Why an excerpt does not match at its offset: where its words are, or how the text differs.

    Args:
        text: the whole text; offsets count in it.
        part: the half-open range of characters that is the excerpt's source.
        explain: also look for similar words, which takes 0.05 s in a text of 20,000 characters.
    """
    at = "at is missing" if excerpt.at is None else f"at {excerpt.at}: the words do not stand there"
    places = [match.start() for match in re.finditer(re.escape(excerpt.exact), text)]
    inside = [place for place in places if part[0] <= place <= part[1] - len(excerpt.exact)]
    if len(inside) == 1:
        return f"{at}; found at {inside[0]}"
    if inside:
        listed = ", ".join(str(place) for place in inside[:5])
        return f"{at}; found {len(inside)} times, choose: {listed}"
    if places:
        return f"{at}; found at {places[0]}, outside the source's part [{part[0]}, {part[1]}]"
    near = _near_miss(excerpt.exact, text, part) if explain else ""
    nowhere = ", and the words stand nowhere" if excerpt.at is None else ", nor anywhere"
    return f"{at}{nowhere} in the text" + (f"; {near}" if near else "")


# Characters that are easily taken for one another, to find words that differ in nothing else.
# One character stands for one, so that offsets in the folded text are offsets in the text.
_LOOK_ALIKES = str.maketrans(
    "‘’‚‛′`´“”„‟″«»–—‐‑‒―−\u00a0\u2009\u202f\n\r\t", "'''''''" + '"' * 7 + "-" * 7 + " " * 6
)


def _near_miss(exact: str, text: str, part: tuple[int, int]) -> str:
    """The first difference between the words and the most similar place of the part."""
    folded_text = text.translate(_LOOK_ALIKES).lower()
    folded = exact.translate(_LOOK_ALIKES).lower()
    # Lower case may change the number of characters (İ): then offsets would be wrong.
    if len(folded_text) != len(text) or len(folded) != len(exact):
        folded_text, folded = text, exact
    start = folded_text.find(folded, *part)
    if start < 0 and part[1] - part[0] > MAX_COMPARED:
        return ""
    if start < 0:
        matcher = SequenceMatcher(None, folded_text[part[0] : part[1]], folded, autojunk=False)
        match = matcher.find_longest_match()
        if match.size < max(8, len(exact) // 5):
            return ""
        start = max(part[0], part[0] + match.a - match.b)
    there = text[start : start + len(exact)]
    for place, (have, want) in enumerate(zip(there, exact, strict=False)):
        if have != want:
            return (
                f"similar words at {start}, but the text has {_around(there, place)} "
                f"({_name(have)}) where the file has {_around(exact, place)} ({_name(want)})"
            )
    return f"similar words at {start}, but the text ends there"


def _around(text: str, place: int) -> str:
    return repr(text[max(0, place - 12) : place + 12])


def _name(character: str) -> str:
    name = unicodedata.name(character, "control character")
    return f"U+{ord(character):04X} {name}"
