"""How the words around a quotation join its own: with a space, or as one with them.

The file keeps `before` and `after` without the white space that stood between them and the exact
words, so that it has to be told from the signs that meet: in any script, in either direction.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_OPENING: Final = frozenset("([{“‘„‚‟‛«‹¿¡「『《〈【（［")
_CLOSERS: Final = frozenset(")]}”’»›」』》〉】）］")
_CLOSING: Final = frozenset(",.;:!?…%،؛؟。、，．：；！？") | _CLOSERS
# German closes with the marks that others open with, and opens with those that others close with.
_EITHER: Final = frozenset("\"'“‘«»‹›")
_FACING: Final = {"»": "«", "›": "‹", "«": "»", "‹": "›"}
_DASHES: Final = frozenset("-‐‑‒–—―־/")
_ENDS: Final = frozenset(".,;!?…”’)]")
_ASKING: Final = tuple("?!？！؟‽\u037e")
ENDS: Final = "".join(_ASKING) + ".…。．۔।։"
"""The marks that end a sentence."""
AFTER_ENDS: Final = "".join(sorted(_CLOSERS | _EITHER)) + " \u00a0\u202f"
"""What may stand after such a mark; French puts a space before it."""


def gap(before: str, exact: str) -> str:
    """What stands between the words before a quotation and its own: " " or ""."""
    if not before or not exact or _unspaced(before[-1], exact[0]):
        return ""
    return "" if _leads(before) else " "


def gap_after(exact: str, after: str) -> str:
    """What stands between the words of a quotation and those after it: " " or ""."""
    if not after or not exact or _unspaced(exact[-1], after[0]):
        return ""
    return "" if _follows(after) else " "


def _leads(before: str) -> bool:
    """Does a text end in a sign that stands at the word after it?"""
    rest, sign = before[:-1], before[-1]
    if sign in _DASHES:  # "Hitler–", but not "a pact –"
        return not rest or not rest[-1].isspace()
    if sign not in _OPENING | _EITHER:
        return False
    if sign not in _EITHER or not rest:
        return True
    if rest[-1].isalnum() or rest[-1] in _ENDS:
        return False
    return sign not in "»›" or rest.count(_FACING[sign]) <= rest.count(sign)


def _follows(after: str) -> bool:
    """Does a text begin with a sign that stands at the word before it?"""
    sign, rest = after[0], after[1:]
    if sign in _DASHES:
        return not rest or not rest[0].isspace()
    if sign not in _CLOSING | _EITHER:
        return False
    if sign in "”’" or sign not in _EITHER or not rest:
        return True
    if rest[0].isalnum():
        return False
    return sign not in "«‹" or rest.count(_FACING[sign]) <= rest.count(sign)


def _unspaced(one: str, other: str) -> bool:
    """Do two signs meet in a script that puts no spaces between words?"""
    return all(
        unicodedata.east_asian_width(sign) == "W" and not "\uac00" <= sign <= "\ud7a3"
        for sign in (one, other)
    )


def closed(text: str) -> str:
    """Text with the mark that ends a sentence, its own or a full stop."""
    return text if text.rstrip(AFTER_ENDS).endswith(tuple(ENDS)) else f"{text}."


def asks(text: str) -> bool:
    """Does a text end in a question mark or an exclamation mark?"""
    return text.endswith(_ASKING)
