"""Small changes to words: the nearest name, a text in quotes, an id, a cut, a number of things."""

from __future__ import annotations

import difflib
import hashlib
import re
import unicodedata
from collections.abc import Iterable


def many(number: int, noun: str) -> str:
    """ "1 event", "1,204 events", "2 claims of the editors": a count with its noun."""
    first, of, rest = noun.partition(" of ")
    return f"{number:,} {first}{'' if number == 1 else 's'}{of}{rest}"


def shorten(text: str, longest: int) -> str:
    """A text, cut at the end of a word where it is too long."""
    if len(text) <= longest:
        return text
    return f"{text[: longest - 1].rsplit(' ', 1)[0].rstrip(' ,;:–—')}…"


def nearest(word: str, names: Iterable[str]) -> str:
    """ " (did you mean 'title'?)" for a name like `word`, else an empty text."""
    by_folded = {name.casefold(): name for name in names}
    folded = word.casefold()[:60]  # difflib is quadratic in length, and no name is longer
    among = list(by_folded)
    if len(among) > 1_000:  # and it looks at every name: those with the same start will do
        among = [name for name in among if name[:1] == folded[:1]][:2_000]
    close = difflib.get_close_matches(folded, among, n=1, cutoff=0.6)
    return f" (did you mean '{by_folded[close[0]]}'?)" if close else ""


def shown(text: str, limit: int = 60) -> str:
    """`text` in quotes for a message: on one line, cut where it is long."""
    line = " ".join(text.split())
    return f"'{line}'" if len(line) <= limit else f"'{line[: limit - 1]}…'"


def slug(text: str) -> str:
    """An id for a name typed without one: "Great Britain" → "great-britain".

    A name without a Latin letter or a figure gets a short hash: the same in every run.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    made = "-".join(re.findall(r"[a-z0-9]+", plain))
    return made or "name-" + hashlib.sha256(text.encode()).hexdigest()[:8]
