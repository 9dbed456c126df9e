"""BibTeX entries, in UTF-8, which BibTeX and biber read as it is."""

from __future__ import annotations

import re
from urllib.parse import quote

from timeline.addresses import NOWHERE, Reading
from timeline.dates import HistoricalDate
from timeline.dates.calendars import MONTHS
from timeline.exchange.bibliography import Form, calendar_parts, reference
from timeline.exchange.csl import timeline_key
from timeline.model import Event, Name, Source, Timeline, Work
from timeline.reading.authors import OTHERS
from timeline.telling import licence

TYPES: dict[Form, tuple[str, str]] = {  # type of entry, and its field for the container
    "book": ("book", ""),
    "entry": ("incollection", "booktitle"),
    "journal": ("article", "journal"),
    "periodical": ("article", "journal"),
    "chapter": ("incollection", "booktitle"),
    "page": ("misc", "howpublished"),
    "document": ("misc", ""),
}
# BibTeX counts braces even after a backslash, so those of the text get names
ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
} | {sign: f"\\{sign}" for sign in "#$%&_"}


def bibtex(item: Source | Work) -> str:
    """The entry of a source, its id as key; the year of an undated one is "n.d."."""
    it = reference(item)
    type_, container = TYPES[it.form]
    parts = calendar_parts(it.date)
    month = MONTHS[parts[0][1] - 1][:3].lower() if len(parts) == 1 and len(parts[0]) > 1 else ""
    licence = f"Licence: {item.licence}" if isinstance(item, Source) and item.licence else ""
    credit = f"Credit: {item.credit}" if isinstance(item, Source) and item.credit else ""
    fields = {
        "author": " and ".join(map(_name, it.authors)),
        "editor": " and ".join(map(_name, it.editors)),
        # the second braces keep a style from setting capitals in small letters
        "title": f"{{{tex(it.title)}}}",
        container: tex(it.container),
        "volume": tex(it.volume),
        "number": tex(it.issue),
        "pages": tex(it.pages).replace("–", "--"),
        "publisher": tex(it.publisher),
        "address": tex(it.place),
        "year": tex(_year(it.date)),
        "url": _url(it.url),
        "note": tex(it.remarks),
        "annote": tex(". ".join(filter(None, (licence, credit)))),
    }
    return _entry(type_, it.id, fields, month)


def bibtex_timeline(t: Timeline, event: Event | None = None, reading: Reading = NOWHERE) -> str:
    """The entry of the timeline, of a view of it, or of one event."""
    fields = {
        "title": f"{{{tex(event.title if event else t.title)}}}",
        "howpublished": tex(
            f"{t.title}, interactive timeline" if event else "Interactive timeline"
        ),
        "url": _url(reading.event(event.id) if event else reading.view()),
        "urldate": reading.accessed,
        "annote": tex(licence.cited(t)),
    }
    return _entry("misc", timeline_key(t), fields)


def tex(text: str) -> str:
    """Text for a field, in one line."""
    return "".join(ESCAPES.get(letter, letter) for letter in " ".join(text.split()))


def _name(name: Name) -> str:
    if name == OTHERS:  # BibTeX's own word, so without braces
        return name.text
    # its styles would turn round a name that begins with the family
    if not name.family or name.family_first:
        return f"{{{tex(name.text)}}}"
    return ", ".join(tex(part) for part in (name.family, name.suffix, name.given) if part)


def _url(url: str) -> str:
    return re.sub(r"[{}\\\s]", lambda found: quote(found[0]), url)


def _year(date: HistoricalDate | None) -> str:
    if date is None:
        return "n.d."
    parts = calendar_parts(date)
    if len(parts) != 1 or parts[0][0] < 1:
        return date.words()
    year = str(parts[0][0])
    doubt = f"{'ca. ' if date.circa else ''}{year}{'?' if date.doubtful else ''}"
    return year if doubt == year else f"[{doubt}]"


def _entry(type_: str, key: str, fields: dict[str, str], month: str = "") -> str:
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if name and value]
    if month:  # a macro of BibTeX's own, so without braces
        lines.append(f"  month = {month},")
    return "\n".join([f"@{type_}{{{key},", *lines, "}"])
