"""A source or a work as a bibliography sees it: names, titles and numbers taken apart.

A file gives a source in the words of its editor: `container: The Militant, vol. III, no. 20,
pp. 4–5`, `author: Unknown`. Reference formats want the parts. Nothing is invented here: what
cannot be told apart stays whole, and what is a remark of the editor's is kept as one.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import Literal

from timeline.dates import HistoricalDate
from timeline.dates.calendars import to_gregorian
from timeline.model import Source, Work

Form = Literal["book", "entry", "journal", "periodical", "chapter", "page", "document"]

_NO_AUTHOR = re.compile(r"(unknown|anonymous|anon\.?|no author)\b.*", re.IGNORECASE)
_NO_TITLE = re.compile(r"(.+?) *\(((?:no title|untitled)[^()]*)\)", re.IGNORECASE)
# an editor's remark begins in lower case; "The Times (London)" is a name
_EDITED = re.compile(r" *\(eds?\.?\)$", re.IGNORECASE)
_REMARK = re.compile(r"(.+?)(?: *\(([a-z][^()]*)\)|; +(.+))")
_LOCATOR = re.compile(r",? *\b(vol|no|pp?)\. *([^\s,;]+)", re.IGNORECASE)
_LOCATORS = {"vol": "volume", "no": "issue", "p": "pages", "pp": "pages"}
_INITIAL = re.compile(r"\w\.(-?\w\.)*")
_BODY = re.compile(
    r"\b(the|museum|university|institute|party|society|committee|league|association|archives?|press"
    r"|library|council|ministry|office|union|group|bank|contributors|editors|staff)\b",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"(?=.)(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_NUMERALS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Name:
    """A person (`family` and perhaps `given`), or a body of people, whose name stays whole."""

    text: str
    family: str = ""
    given: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reference says of a source or a work; "" and None where nothing is known.

    Attributes:
        form: which layout of the styles fits it.
        titled: False where `title` only describes a text that has none.
        volume, issue, pages: taken out of the container; a Roman volume in Arabic numerals.
        title_remark, container_remark: the editor's, on a missing title and on the container.
    """

    id: str
    form: Form
    authors: tuple[Name, ...]
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
    publisher: str = ""
    edited: bool = False  # those named are editors

    @property
    def remarks(self) -> str:
        """Both remarks as one text."""
        return "; ".join(filter(None, (self.title_remark, self.container_remark)))


def reference(item: Source | Work) -> Reference:
    """The parts of a source, or of a work."""
    title, title_remark = _split(_NO_TITLE, _line(item.title))
    container, remark = _split(_REMARK, _line(item.container))
    locators = {_LOCATORS[m[1].lower()]: m[2] for m in _LOCATOR.finditer(container)}
    container = _LOCATOR.sub("", container).strip(" ,")
    volume = locators.get("volume", "")
    numbered = bool({"volume", "issue"} & locators.keys())
    if isinstance(item, Work):
        form: Form = "journal" if numbered else "chapter" if container else "book"
        date, publisher = item.date, _line(item.publisher)
    else:
        date, publisher = item.printed or item.date, ""
        form = _form(item, date, container, numbered)
    return Reference(
        id=item.id,
        form=form,
        authors=_authors(_EDITED.sub("", _line(item.author))),
        edited=_EDITED.search(_line(item.author)) is not None,
        title=title,
        titled=not title_remark,
        title_remark=title_remark,
        container=container,
        container_remark=remark,
        volume=str(_arabic(volume)) if _ROMAN.fullmatch(volume) else volume,
        issue=locators.get("issue", ""),
        pages=locators.get("pages", "").replace("--", "–").replace("-", "–"),
        date=date,
        url=item.url,
        publisher=publisher,
    )


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


def _form(source: Source, date: HistoricalDate | None, container: str, numbered: bool) -> Form:
    precision = date.precision if date else None
    if numbered:  # a journal is cited by its number, a magazine by its day
        return "periodical" if precision == "day" else "journal"
    if container and source.genre == "reference":
        return "entry"
    if container and source.url:
        return "page"
    if container:
        return "periodical" if precision in ("day", "month") else "chapter"
    return "book" if _authors(_line(source.author)) and precision == "year" else "document"


def _line(text: str) -> str:
    return " ".join(text.split())


def _split(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    found = pattern.fullmatch(text)
    return (found[1], found[found.lastindex or 0]) if found else (text, "")


def _authors(text: str) -> tuple[Name, ...]:
    if not any(map(str.isalnum, text)) or _NO_AUTHOR.fullmatch(text):
        return ()
    names = re.split(r" *; *", text) if ";" in text else re.split(r",? +and +", text)
    if len(names) > 1 and ";" not in text:  # "Ann Lee, Bo Ray and Cy Orr", not "Lee, Ann and …"
        listed = [name for one in names for name in one.split(", ")]
        names = listed if all(" " in name for name in listed) else names
    if not all(map(_is_person, names)):
        names = [text]  # "Ministry of Trade and Industry" is one
    return tuple(map(_name, names))


def _is_person(text: str) -> bool:
    if _BODY.search(text):
        return False
    words = text.replace(",", "").split()
    if "," in text:
        return all(part.strip() for part in text.split(",", 1))
    if any(map(_INITIAL.fullmatch, words)):
        return True
    return len(words) in (2, 3, 4) and words[0][0].isupper() and words[-1][0].isupper()


def _name(text: str) -> Name:
    if not _is_person(text):
        return Name(text)
    if "," in text:
        family, given = (part.strip() for part in text.split(",", 1))
        return Name(f"{given} {family}", family, given)
    words = text.split()
    # a particle belongs to the family name: Ernst von Salomon
    first = next((i for i, word in enumerate(words) if i and word[0].islower()), len(words) - 1)
    return Name(text, " ".join(words[first:]), " ".join(words[:first]))


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
