"""What a search reads: folded text, and the haystack of each event.

The haystacks are made here once and travel to the browser, so that only `fold` and the
substring test exist a second time (`assets/view/match.js`; `tests/cases/filter.json` runs both).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from timeline.dates import calendars
from timeline.model import Disagreement, Event, Excerpt, Timeline
from timeline.telling import arrows, dating, disagreements, drawn, punctuation, quotations

# Before NFKD: it would turn the acute accent into a space and a double prime into two primes.
_QUOTES = str.maketrans(dict.fromkeys("‘’‚‛′‵ʹʻʼʽˈ`´‹›", "'") | dict.fromkeys("“”„‟″‶«»", '"'))
# Letters that NFKD leaves whole though a reader types them plain.
_LETTERS = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ł": "l", "ø": "o", "đ": "d", "ð": "d",
        "ħ": "h", "ŧ": "t", "ŋ": "n", "ĸ": "k", "ı": "i", "ς": "σ",
    }
)  # fmt: skip
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_WORD = re.compile(r"\w+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_DASHES = re.compile("[\u02d7\u058a\u05be\u2010-\u2015\u2043\u2212\u2e3a\u2e3b]+")
# Spelt out, because Python's \s and JavaScript's differ (U+001C to U+001F, U+0085, U+FEFF).
# One plain space, as nearly all are, is no match: it stays as it is.
_SPACE = "\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_SPACES = re.compile(f"(?! (?![{_SPACE}]))[{_SPACE}]+")
_LONGEST_YEARS = 40  # a span longer than this is found by its first and last year only
_SHORTEST_STEM = 5  # a name this long is also known inside a longer word: Bukharinist


def fold(text: str) -> str:
    """Text as search compares it: no case, accents, typographic quotes, dashes or spaces.

    NFKD without marks (Unicode Standard Annex 15), lower case, `ß ł ø æ …` as plain letters,
    every quote straight, every run of dashes `-`, every run of white space one space.
    Folding twice changes nothing more.
    """
    if text.isascii():  # there it is case, one quote and spaces
        return spaced(text.replace("`", "'").lower())
    text = unicodedata.normalize("NFKD", text.translate(_QUOTES)).lower()
    text = _BEYOND_ASCII.sub(_without_mark, text).translate(_LETTERS)
    return spaced(_DASHES.sub("-", _UNSEEN.sub("", text)))


def spaced(text: str) -> str:
    """Text with every run of white space as one space, and none at its ends."""
    return _SPACES.sub(" ", text).strip(" ")


def _without_mark(found: re.Match[str]) -> str:
    return "" if unicodedata.category(found[0])[0] == "M" else found[0]


def query_words(query: str) -> tuple[str, ...]:
    """The words a search asks for, folded and distinct; punctuation alone is no word."""
    words = (word.strip("\"'") for word in fold(query).split(" "))
    return tuple(dict.fromkeys(w for w in words if any(map(_is_letter_or_number, w))))


def _is_letter_or_number(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN"


@dataclass(frozen=True, slots=True)
class _Name:
    """The spellings of one person, place or term, folded."""

    id: str
    spellings: tuple[str, ...]


class Spellings:
    """Spellings by the word of theirs that the fewest others have, to be looked up in texts.

    Asking each of a long list whether it stands in each of 10,000 texts takes minutes. Looked up
    by the first word it would take as long where all begin alike: Notion 1, Notion 2, …

    Args:
        spellings: each with the number that is given back for it; of one case.
        stems: a long one is also looked for as the beginning of a word (`stands`).
    """

    def __init__(self, spellings: Iterable[tuple[str, int]], *, stems: bool) -> None:
        known = list(dict.fromkeys(spellings))
        keys = [_keys(spelling, stems) for spelling, _ in known]
        often = Counter(key for found in keys for key in set(found))
        self._by_word: dict[str, list[tuple[str, int]]] = {}
        self._by_beginning: dict[int, dict[str, list[tuple[str, int]]]] = {}  # of so many letters
        self._always: list[tuple[str, int]] = []  # without a word
        for one, found in zip(known, keys, strict=True):
            rarest = min(found, key=lambda key: often[key], default=None)
            if rarest is None:
                self._always.append(one)
                continue
            word, whole = rarest
            where = self._by_word if whole else self._by_beginning.setdefault(len(word), {})
            where.setdefault(word, []).append(one)

    def possible(self, text: str) -> Iterator[tuple[str, int]]:
        """Those that may stand in a text of the same case, with their numbers."""
        yield from self._always
        if not (self._by_word or self._by_beginning):
            return
        words = set(_WORD.findall(text))
        for word in words & self._by_word.keys():
            yield from self._by_word[word]
        for length, begun in self._by_beginning.items():
            for beginning in {word[:length] for word in words} & begun.keys():
                yield from begun[beginning]


def _keys(spelling: str, stems: bool) -> list[tuple[str, bool]]:
    """The words of a spelling, each whole; of a stem's last word the beginning alone."""
    words = _WORD.findall(spelling)
    keys = [(word, True) for word in words]
    if stems and words and len(spelling) >= _SHORTEST_STEM and spelling.endswith(words[-1]):
        keys[-1] = (words[-1][:_SHORTEST_STEM], False)
    return keys


class _Names:
    """The names of a file, and which of them stand in a text."""

    def __init__(self, names: Iterable[_Name]) -> None:
        self.names = tuple(names)
        spellings = ((one, i) for i, name in enumerate(self.names) for one in name.spellings)
        self._spellings = Spellings(spellings, stems=True)
        self._by_id: dict[str, list[int]] = {}
        for i, name in enumerate(self.names):
            self._by_id.setdefault(name.id, []).append(i)

    def spellings(self, text: str, ids: frozenset[str]) -> list[str]:
        """All spellings of the names with these ids and of those that stand in the text."""
        found = {i for id_ in ids for i in self._by_id.get(id_, ())}
        for spelling, i in self._spellings.possible(text):
            if i not in found and spelling in text and stands(spelling, text):
                found.add(i)
        return [spelling for i in sorted(found) for spelling in self.names[i].spellings]


def stands(spelling: str, text: str) -> bool:
    """Whether a folded name stands in a folded text as a word, a long one as its beginning."""
    end = "" if len(spelling) >= _SHORTEST_STEM else r"\b"
    return re.search(rf"\b{re.escape(spelling)}{end}", text) is not None


def person_spellings(t: Timeline) -> dict[str, tuple[str, ...]]:
    """Person id → how a text may name them, folded: the name, its variants, the surname alone.

    A text says "Bukharin", the file "Nikolai Bukharin"; a surname that two people share, or one
    of less than five letters, says nothing.
    """
    surnames = Counter(fold(p.name).split(" ")[-1] for p in t.people)
    people = {}
    for p in t.people:
        spellings = [p.name, *p.variants]
        surname = fold(p.name).split(" ")[-1]
        if surnames[surname] == 1 and len(surname) >= _SHORTEST_STEM:
            spellings.append(surname)
        people[p.id] = tuple(dict.fromkeys(f for f in map(fold, spellings) if f))
    return people


def _names(t: Timeline) -> _Names:
    people = [_Name(id_, spellings) for id_, spellings in person_spellings(t).items()]
    places = [_name(p.id, [p.name, *p.variants]) for p in t.places]
    terms = [_name("", [x.term, *x.variants]) for x in t.terms]  # found by their words alone
    return _Names([*people, *places, *terms])


def _name(id_: str, spellings: Iterable[str]) -> _Name:
    return _Name(id_, tuple(dict.fromkeys(f for f in map(fold, spellings) if f)))


def _years(event: Event) -> Iterator[str]:
    """Years a reader may type for the event, and its range in the two usual forms."""
    date = event.date
    known = [
        calendars.to_gregorian(day)[0]
        for day in (date.earliest_start, date.latest_start, date.earliest_end, date.latest_end)
        if day is not None
    ]
    if not known:
        return
    first, last = min(known), max(known)
    open_ended = date.earliest_start is None or date.latest_end is None
    every = not open_ended and last - first <= _LONGEST_YEARS
    years = range(first, last + 1) if every else sorted({first, last})
    yield from (str(year) for year in years if year > 0)
    yield from {f"{year // 10 * 10}s": "" for year in years if year > 0}
    if 0 < first < last and not open_ended:
        yield f"{first}-{last}"
        if first // 100 == last // 100:
            yield f"{first}-{last % 100:02d}"


@dataclass(frozen=True, slots=True)
class Haystack:
    """All that a search may find an event by, folded, words apart by single spaces.

    `shown` is what the document of a page tells of the event, which the browser folds by itself;
    `more` is the rest, which travels beside it.
    """

    shown: str
    more: str

    @property
    def text(self) -> str:
        return f"{self.shown} {self.more}"


def haystacks(t: Timeline) -> dict[str, Haystack]:
    """Event id → what a search may find it by: what a reader sees of the event, and more.

    Shown are title, label, id, lane, kind, other names, summary, the date in both calendars, how
    it is known, the excerpts with their context, speakers and notes, what texts disagree about,
    and what is claimed by arrows from and to it. More are the words to find it by, tags, the
    names of the texts, people and places with their spellings, and its years; and, where any
    spelling of a person, place or term of the file stands in all this, the other spellings too,
    so that "Bucharin" finds what "Bukharin" finds.
    """
    names = _names(t)
    lanes = {lane.id: lane.title for lane in t.lanes}
    kinds = {kind.id: kind.title for kind in t.kinds}
    labels = {source.id: source.label for source in t.sources}
    pointed: dict[str, list[str]] = {}
    for link in drawn.links(t):
        words = [arrows.note(t, link), link.warning]
        words += (word for claim in (*link.claims, *link.contested_by) for word in _quoted(claim))
        for end in (link.source, link.target):
            pointed.setdefault(end, []).extend(words)
    differences: dict[str, list[str]] = {}
    for item in t.disagreements:
        differences.setdefault(item.event, []).extend(_differing(t, item))
    result = {}
    for event in t.events:
        shown = fold(
            " ".join(
                (
                    event.title, event.label, event.id, lanes.get(event.lane, ""),
                    kinds.get(event.kind, ""), *event.known_as, event.summary,
                    event.date.words(), *dating.calendars(event), dating.dating(t, event),
                    *(word for excerpt in event.excerpts for word in _quoted(excerpt)),
                    *differences.get(event.id, ()), *pointed.get(event.id, ()),
                )
            )
        )  # fmt: skip
        told = dict.fromkeys(labels[excerpt.source] for excerpt in event.excerpts)
        more = fold(" ".join((*event.found_by, *event.tags, *told, *_years(event))))
        spellings = names.spellings(f"{shown} {more}", frozenset(event.people + event.places))
        result[event.id] = Haystack(shown, " ".join([more, *dict.fromkeys(spellings)]))
    return result


def _quoted(excerpt: Excerpt) -> tuple[str, ...]:
    return (
        excerpt.before, excerpt.exact, excerpt.after, excerpt.speaker,
        punctuation.closed(excerpt.says) if excerpt.says else "",
        quotations.dates_it(excerpt), excerpt.note,
    )  # fmt: skip


def _differing(t: Timeline, item: Disagreement) -> Iterator[str]:
    yield from (item.about, item.note)
    for claim in item.claims:
        if isinstance(claim, Excerpt):
            yield from _quoted(claim)
        else:
            yield from disagreements.edited(t, claim)
