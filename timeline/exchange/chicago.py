"""Chicago notes, in plain text: notes and bibliography, 17th edition.

Sections followed: the order of a note 14.19–14.23, unknown authors 14.79, guessed and missing
dates 14.145, journals 14.171, magazines by date alone 14.188, quotations at second hand 14.260,
commas after titles 6.125.

They are written here since the one CSL processor for Python (citeproc-py 0.11, with the official
style) shortens given names, keeps double quotation marks within double ones and adds words of its
own to a periodical. What citeproc-js makes of our CSL-JSON with that style differs in the
capitals of titles, the editor's remarks, and "n.d.", which stands here for every missing date.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from timeline.addresses import NOWHERE, Reading
from timeline.dates import HistoricalDate
from timeline.dates.calendars import MONTHS
from timeline.exchange.bibliography import Reference, calendar_parts, reference
from timeline.model import Event, Excerpt, Name, Source, Timeline, Work
from timeline.telling.quotations import voice
from timeline.telling.works import NOT_LOOKED_UP

NO_DATE = "n.d."


def chicago(item: Source | Work, excerpt: Excerpt | None = None) -> str:
    """The note of a source or work; of an excerpt in which another voice speaks, "… quoted in"."""
    note = source_note(reference(item))
    lead = voice(excerpt.speaker) if excerpt else ""
    return f"{lead} {note}" if lead else f"{note[:1].upper()}{note[1:]}"


def work_line(work: Work, unseen: Container[str]) -> str:
    """A work in a list of works: its note, what the file remarks, and whether nobody opened it.

    `unseen` are the ids of the works that nobody did (`timeline.telling.works.unseen`).
    """
    mark = f"{NOT_LOOKED_UP[:1].upper()}{NOT_LOOKED_UP[1:]}." if work.id in unseen else ""
    return " ".join(filter(None, (chicago(work), work.note, mark)))


def chicago_timeline(t: Timeline, event: Event | None = None, reading: Reading = NOWHERE) -> str:
    """The note of the timeline, of a view of it, or of one event."""
    return _sentence(
        [
            f"“{_inner(event.title)},” in {t.title}" if event else t.title,
            "interactive timeline",
            f"accessed {_american(_iso(reading.accessed))}" if reading.accessed else "",
            reading.event(event.id) if event else reading.view(),
        ]
    )


def source_note(it: Reference) -> str:
    """The note as it stands after "quoted in": a description in place of a title begins small."""
    date = _date(it.date)
    names = _listed(it.authors or it.editors)
    if it.editors and not it.authors:
        names += ", eds." if len(it.editors) > 1 else ", ed."
    if it.form == "book":
        title = ", ".join(filter(None, (it.title, *_of_book(it))))
        return _sentence([names, f"{title} ({_published(it, date)})", it.pages, it.url])
    lead = f"{names}, " if names else ""
    if it.titled:  # the comma stands within the quotation marks, even after ? and !
        title = f"“{_inner(it.title)},”"
    else:
        title = f"{it.title[:1].lower()}{it.title[1:]}{_bracketed(it.title_remark)},"
    return f"{lead}{title} {_sentence([*_where(it, date), it.url])}"


def _of_book(it: Reference) -> tuple[str, str]:
    """Volume and editors of a book; these lead the note where nobody wrote it."""
    volume = f"vol. {it.volume}" if it.volume else ""
    return volume, f"ed. {_listed(it.editors)}" if it.editors and it.authors else ""


def _bracketed(remark: str) -> str:
    return f" [{remark}]" if remark else ""


def _published(it: Reference, date: str) -> str:
    return ", ".join(filter(None, (": ".join(filter(None, (it.place, it.publisher))), date)))


def _where(it: Reference, date: str) -> list[str]:
    container = f"{it.container}{_bracketed(it.container_remark)}"
    if it.form in ("entry", "chapter"):
        book = ", ".join(filter(None, (container, *_of_book(it))))
        return [f"in {book} ({_published(it, date)})", it.pages]
    if it.form != "journal":
        return [container, date, it.pages]
    number = ", ".join(filter(None, (it.volume, it.issue and f"no. {it.issue}")))
    separator = " " if it.volume else ", "
    where = f"{container}{separator if container else ''}{number} ({date})"
    return [f"{where}: {it.pages}" if it.pages else where]


def _sentence(parts: Sequence[str]) -> str:
    line = ", ".join(part for part in parts if part)
    return line if line.endswith(".") else f"{line}."


def _listed(names: Sequence[Name]) -> str:
    texts = [name.text for name in names]
    if len(texts) < 3:
        return " and ".join(texts)
    return f"{', '.join(texts[:-1])}, and {texts[-1]}"


def _inner(title: str) -> str:
    """A title for quotation marks: double marks within it become single."""
    curly = title.replace("“", "‘").replace("”", "’")
    return re.sub(r'"([^"]*)"', r"‘\1’", curly)


def _iso(day: str) -> list[int]:
    return [int(part) for part in day.split("-")]


def _american(parts: Sequence[int]) -> str:
    """(1930, 5, 17) as "May 17, 1930"; (1930, 5) and (1930,) likewise."""
    year, *rest = parts
    if not rest:
        return str(year)
    month = MONTHS[rest[0] - 1]
    return f"{month} {rest[1]}, {year}" if len(rest) == 2 else f"{month} {year}"


def _date(date: HistoricalDate | None) -> str:
    if date is None:
        return NO_DATE
    parts = calendar_parts(date)
    if len(parts) != 1 or parts[0][0] < 1:
        return date.words()
    known = _american(parts[0])
    if not (date.circa or date.doubtful):
        return known
    return f"[{'ca. ' if date.circa else ''}{known}{'?' if date.doubtful else ''}]"
