"""Widths of labels without a browser: a table of advance widths.

Widths are those of Liberation Sans (metrically the same as Arial and Helvetica), read from its
`hmtx` table, in thousandths of an em. A browser measures its own fonts instead.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final

import numpy as np

from timeline.placing.geometry import Floats

TYPE_SIZE: Final = 13.0  # px
MARGIN: Final = 1.04  # other sans faces run a little wider than this one

REGULAR: Final[dict[int, str]] = {
    188: "′",
    191: "'",
    222: "ijlįĵĺļłſ‘’‚‛",
    260: "|¦",
    278: " !,./:;I[\\]ft\u00a0·ÌÍÎÏìíîïĨĩĪīĬĭĮİıţŧț",
    292: "ľ",
    333: "()-`r¡¨\u00ad²³´¸¹ŕŗř\u2010\u2011“”„‹›",
    334: "{}ŀ",
    350: "•",
    354: "″",
    355: '"',
    365: "º",
    370: "ª",
    375: "ť",
    389: "*",
    400: "°",
    444: "ĳ",
    469: "^",
    500: "JcksvxyzçýÿćĉċčĴķĸśŝşšŷźżžș",
    537: "¶",
    549: "±÷",
    552: "¯",
    556: (
        "#$0123456789?L_abdeghnopqu¢£¤¥§«»àáâãäåèéêëðñòóôõöùúûüþāăąđēĕėęěĝğġģĥħĹĻĽĿŁńņňŋō"
        "ŏőũūŭůűų–†€"
    ),
    576: "µ",
    584: "+<=>~¬×−",
    604: "ŉ",
    611: "FTZ¿ßøŢŤŦŹŻŽȚ",
    615: "ď",
    667: "&ABEKPSVXYÀÁÂÃÄÅÈÉÊËÝÞĀĂĄĒĔĖĘĚĶŚŜŞŠŶŸȘ",
    722: "CDHNRUwÇÐÑÙÚÛÜĆĈĊČĎĐĤĦŃŅŇŔŖŘŨŪŬŮŰŲŵ",
    723: "Ŋ",
    735: "Ĳ",
    737: "©®",
    778: "GOQÒÓÔÕÖØĜĞĠĢŌŎŐ",
    833: "Mm",
    834: "¼½¾",
    889: "%æ",
    944: "WœŴ",
    1000: "ÆŒ—―…™←→",
    1015: "@",
    1073: "№",
}

BOLD: Final[dict[int, str]] = {
    238: "'",
    240: "′",
    278: " ,./I\\ijl\u00a0·ÌÍÎÏìíîïĨĩĪīĬĭĮįİıĵĺļłſ‘’‚‛",
    280: "|¦",
    333: "!()-:;[]`ft¡¨\u00ad²³´¸¹ţŧț\u2010\u2011‹›",
    350: "•",
    365: "º",
    370: "ª",
    385: "ľ",
    389: "*r{}ŕŗř",
    400: "°",
    474: '"',
    479: "ŀť″",
    500: "zźżž“”„",
    549: "±÷",
    552: "¯",
    556: "#$0123456789J_aceksvxy¢£¤¥§«¶»àáâãäåçèéêëýÿāăąćĉċčēĕėęěĳĴķĸśŝşšŷș–†€",
    576: "µ",
    584: "+<=>^~¬×−",
    611: "?FLTZbdghnopqu¿ßðñòóôõöøùúûüþđĝğġģĥħĹĻĽĿŁńņňŋōŏőŢŤŦũūŭůűųŹŻŽȚ",
    667: "EPSVXYÈÉÊËÝÞĒĔĖĘĚŚŜŞŠŶŸȘ",
    708: "ŉ",
    719: "ď",
    722: "&ABCDHKNRUÀÁÂÃÄÅÇÐÑÙÚÛÜĀĂĄĆĈĊČĎĐĤĦĶŃŅŇŔŖŘŨŪŬŮŰŲ",
    723: "Ŋ",
    737: "©®",
    778: "GOQwÒÓÔÕÖØĜĞĠĢŌŎŐŵ",
    785: "Ĳ",
    833: "M",
    834: "¼½¾",
    889: "%mæ",
    944: "WœŴ",
    975: "@",
    1000: "ÆŒ—―…™←→",
    1115: "№",
}


def _by_character(groups: dict[int, str]) -> dict[str, int]:
    return {char: width for width, chars in groups.items() for char in chars}


_ADVANCES: Final = (_by_character(REGULAR), _by_character(BOLD))


@cache
def _advance(char: str, bold: bool) -> int:
    """Thousandths of an em; characters outside the table get a generous guess by their class."""
    known = _ADVANCES[bold].get(char)
    if known is not None:
        return known
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Mn", "Me"):
        return 0
    if unicodedata.east_asian_width(char) in "WF":
        return 1000
    plain = unicodedata.normalize("NFKD", char)[0]
    if plain != char:
        return _advance(plain, bold)
    return 760 if char.isupper() else 640


def text_widths(labels: Iterable[str], bold: Iterable[bool]) -> Floats:
    """Width of each label in 13 px type.

    Args:
        labels: n strings, one line each.
        bold: n flags; core events are set in bold.

    Returns:
        n widths in pixels, some 4 % generous.
    """
    unit = TYPE_SIZE * MARGIN / 1000
    return np.array(
        [
            unit * sum(_advance(char, heavy) for char in label)
            for label, heavy in zip(labels, map(bool, bold), strict=True)
        ],
        dtype=np.float64,
    )


def runs_leftwards(text: str) -> bool:
    """Is the first letter with a direction one of a script that is written from the right?"""
    for char in text:
        if (kind := unicodedata.bidirectional(char)) in ("L", "R", "AL"):
            return kind != "L"
    return False
