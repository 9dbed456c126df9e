"""A quotation with its context, the voice that speaks in it, and whether it is verified."""

from __future__ import annotations

import re
from typing import Final

from timeline.model import Excerpt
from timeline.telling.punctuation import closed, gap, gap_after

VERIFIED: Final = "✓\u00a0verified"
CHECKED: Final = "checked character by character against the text"
UNVERIFIED: Final = "not checked here"
# "Stalin, quoted by chapter 6 without reference": the voice, and how it comes to us
_REPORTED = re.compile(
    r"(?P<voice>.+), (?P<verb>quoted|cited|reported|paraphrased)(?: (?:by|in|without)\b.*)?"
)
_WITHIN = re.compile(r"(?P<voice>.+), in [^,]+")


def context(excerpt: Excerpt) -> tuple[str, str]:
    """The words before and after the exact ones, each with the space that joins it to them."""
    before, exact, after = excerpt.before, excerpt.exact, excerpt.after
    return before + gap(before, exact), gap_after(exact, after) + after


def voice(speaker: str) -> str:
    """What leads the name of a source where another voice speaks in it: "Stalin, quoted in".

    The comma stands within closing quotation marks. "" where the source itself speaks.
    """
    if not speaker:
        return ""
    found = _REPORTED.fullmatch(speaker)
    within = _WITHIN.fullmatch(speaker)
    name = found["voice"] if found else within["voice"] if within else speaker
    apart = f"{name[:-1]},”" if name.endswith("”") else f"{name},"
    return f"{apart} {found['verb'] if found else 'quoted'} in"


def lead(claim: Excerpt, verb: str = "") -> str:
    """What stands between who claims something and its words: ": No: it refuted it.", ", says:".

    `verb` is that of an arrow, which is claimed in the words alone; a voice within a text is
    parted from it by a comma.
    """
    if verb:
        return f"{',' if claim.speaker else ''} {verb}:"
    return f": {closed(claim.says)}" if claim.says else ":"


def dates_it(excerpt: Excerpt) -> str:
    """What a text says of the date, where that differs: "gives the date as May 1917"; or ""."""
    return f"gives the date as {excerpt.says_date}" if excerpt.says_date else ""
