"""A source or a work as a bibliography sees it: names, titles and numbers taken apart.

A file may give the parts (`authors`, `volume`, `pages` …), and where it does not, the words of its
editor: `container: The Militant, vol. III, no. 20, pp. 4–5`, `author: Unknown`. Nothing is invented
here: what cannot be told apart stays whole, and a remark of the editor's is kept as one.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, replace
from typing import Literal

from timeline.dates import HistoricalDate
from timeline.dates.calendars import to_gregorian
from timeline.model import Name, Source, Work
from timeline.reading.authors import from_prose

Form = Literal["book", "entry", "journal", "periodical", "chapter", "page", "document"]

_NO_TITLE = re.compile(r"(.+?) *\(((?:no title|untitled)[^()]*)\)", re.IGNORECASE)
# an editor's remark begins in lower case; "The Times (London)" is a name
_REMARK = re.compile(r"(.+?)(?: *\(([a-z][^()]*)\)|; +(.+))")
_LOCATOR = re.compile(r",? *\b(vol|no|pp?)\. *([^\s,;]+)", re.IGNORECASE)
_LOCATORS = {"vol": "volume", "no": "issue", "p": "pages", "pp": "pages"}
_ROMAN = re.compile(r"(?=.)(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_NUMERALS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reference says of a source or a work; "" and None where nothing is known.

    Attributes:
        form: which layout of the styles fits it.
        titled: False where `title` only describes a text that has none.
        editors: of the book, or of the one that it stands in; the only names where nobody wrote it.
        volume, issue, pages: a Roman volume in Arabic numerals.
        title_remark, container_remark: the editor's, on a missing title and on the container.
    """

    id: str
    form: Form
    authors: tuple[Name, ...]
    editors: tuple[Name, ...]
    title: str
    titled: bool
    container: str
    volume: str
    issue: str
    pages: str
    title_remark: str
    container_remark: str
    date: HistoricalDate | None  # of printing
    url: str
    place: str  # of the publisher; "" too where the file gives both in one
    publisher: str

    @property
    def remarks(self) -> str:
        """Both remarks as one text."""
        return "; ".join(filter(None, (self.title_remark, self.container_remark)))


def reference(item: Source | Work) -> Reference:
    """The parts of a source, or of a work."""
    title, title_remark = _split(_NO_TITLE, _line(item.title))
    container, remark = _split(_REMARK, _line(item.container))
    found = {_LOCATORS[m[1].lower()]: m[2] for m in _LOCATOR.finditer(container)}
    volume = item.volume or found.get("volume", "")
    issue = item.number or found.get("issue", "")
    pages = item.pages or found.get("pages", "")
    authors, editors = _names(item)
    it = Reference(
        id=item.id,
        form="document",
        authors=authors,
        editors=editors,
        title=title,
        titled=not title_remark,
        title_remark=title_remark,
        container=_LOCATOR.sub("", container).strip(" ,"),
        container_remark=remark,
        volume=str(_arabic(volume)) if _ROMAN.fullmatch(volume) else volume,
        issue=issue,
        pages=pages.replace("--", "–").replace("-", "–"),
        date=item.date if isinstance(item, Work) else item.printed or item.date,
        url=item.url,
        place=_line(item.place),
        publisher=_line(item.publisher),
    )
    return replace(it, form=_form(item, it))


def calendar_parts(date: HistoricalDate | None) -> tuple[tuple[int, ...], ...]:
    """(year, month, day) as far as they are known, once, or twice for a span; else nothing.

    Empty for what a reference format cannot say: no date, an open end, a decade, a season.
    """
    if date is None or date.calendar != "gregorian" or date.text[0] in "[{":
        return ()
    precisions = (date.precision, date.end_precision) if date.is_interval else (date.precision,)
    days = (date.earliest_start, date.latest_end)
    size = {"year": 1, "month": 2, "day": 3}
    parts = tuple(
        to_gregorian(day)[: size[precision]]
        for day, precision in zip(days, precisions, strict=False)
        if day is not None and precision in size
    )
    return parts if len(parts) == len(precisions) else ()


def _names(item: Source | Work) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    """Authors and editors: as listed, or as the prose has them."""
    if item.authors or item.editors:
        return item.authors, item.editors
    names, edited = from_prose(item.author)
    return ((), names) if edited else (names, ())


def _form(item: Source | Work, it: Reference) -> Form:
    precision = it.date.precision if it.date else None
    # what has a publisher or editors is a book, and its volume not one of a journal
    numbered = it.issue or (it.volume and not (it.place or it.publisher or it.editors))
    if isinstance(item, Work):
        return "book" if not it.container else "journal" if numbered else "chapter"
    if it.container and numbered:  # a journal is cited by its number, a magazine by its day
        return "periodical" if precision == "day" else "journal"
    if it.container and item.genre == "reference":
        return "entry"
    if it.container and it.publisher:
        return "chapter"
    if it.container and item.url:
        return "page"
    if it.container:
        return "periodical" if precision in ("day", "month") else "chapter"
    named = it.authors or it.editors
    return "book" if it.publisher or (named and precision == "year") else "document"


def _line(text: str) -> str:
    return " ".join(text.split())


def _split(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    found = pattern.fullmatch(text)
    return (found[1], found[found.lastindex or 0]) if found else (text, "")


def _arabic(roman: str) -> int:
    values = [_NUMERALS[letter] for letter in roman]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


def text_name(source: Source) -> str:
    """The name of a source's text by the hash of its bytes, or "" where the file gives none.

    `ni:///sha-256;…` of RFC 6920 (https://www.rfc-editor.org/rfc/rfc6920): whoever has the text
    can tell that it is the one meant, wherever it lies.
    """
    if not source.sha256:
        return ""
    digest = base64.urlsafe_b64encode(bytes.fromhex(source.sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"
