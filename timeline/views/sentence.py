"""The sentence of a view: "12 of 77 events: Germany, 1923–1924, told by Chapter 6"."""

from __future__ import annotations

from typing import Final

from timeline import dates
from timeline.dates.in_words import year_range, year_words
from timeline.telling.kind_and_lane import DIFFER
from timeline.views.query import Vocabulary, options
from timeline.views.view import View
from timeline.wording import many

_MOST_NAMED: Final = 3  # options named in the sentence; more are counted
# In the order of the sentence; the plural is for "any of 4 lanes".
_PHRASES: Final = {
    "weight": ("", "weights"),
    "lane": ("", "lanes"),
    "kind": ("", "kinds"),
    "person": ("with ", "people"),
    "place": ("in ", "places"),
    "tag": ("tagged ", "tags"),
    "source": ("told by ", "sources"),
}


def sentence(view: View, known: Vocabulary, n: int, total: int) -> str:
    """The view in words: "12 of 77 events: Germany, 1923–1924, told by Chapter 6".

    `n` events are in sight, of `total`; `known` is the timeline's vocabulary. Without filters and
    window: "77 events, 1904–1940".
    """
    events = many(total, "event")
    phrases = [*_filter_phrases(view, known)]
    if not phrases and n == total:
        first, last = known["years"]
        return f"{events}, {_years(first, last)}"
    counted = f"{n:,} of {events}"
    return f"{counted}: {', '.join(phrases)}" if phrases else counted


def _filter_phrases(view: View, known: Vocabulary) -> list[str]:
    phrases = [f"“{view.q}”"] if view.q else []
    for key, (preposition, plural) in _PHRASES.items():
        if key == "source" and (view.from_ or view.to):
            phrases.append(_window_words(view))
        if wanted := getattr(view, key):
            named = options(known, key)
            phrases.append(preposition + _either([named[i] for i in wanted], plural))
    if view.disputed:
        phrases.append(f"where {DIFFER}")
    return phrases


def _either(names: list[str], plural: str) -> str:
    if len(names) > _MOST_NAMED:
        return f"any of {len(names)} {plural}"
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _window_words(view: View) -> str:
    if not view.to:
        return f"from {dates.parse(view.from_).words()}"
    if not view.from_:
        return f"to {dates.parse(view.to).words()}"
    first, last = dates.parse(view.from_), dates.parse(view.to)
    if first.precision == last.precision == "year":
        return _years(int(view.from_), int(view.to))
    words = dict.fromkeys((first.words(), last.words()))
    return " – ".join(words)


def _years(first: int, last: int) -> str:
    return year_words(last) if first == last else year_range(first, last)
