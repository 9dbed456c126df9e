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
from collections.abc import Sequence

from timeline.calendars import MONTHS
from timeline.dates import HistoricalDate
from timeline.exchange.address import NOWHERE, Reading
from timeline.exchange.bibliography import Work, calendar_parts, work
from timeline.model import Event, Excerpt, Source, Timeline

NO_DATE = "n.d."

# "Stalin, quoted by chapter 6 without reference": the voice, and how it comes to us
_REPORTED = re.compile(
    r"(?P<voice>.+), (?P<verb>quoted|cited|reported|paraphrased)(?: (?:by|in|without)\b.*)?"
)
_WITHIN = re.compile(r"(?P<voice>.+), in [^,]+")


def chicago(source: Source, excerpt: Excerpt | None = None) -> str:
    """The note of a source; of an excerpt in which another voice speaks, "… quoted in …"."""
    note = source_note(work(source))
    voice = quoted_in(excerpt.speaker) if excerpt else ""
    return f"{voice} {note}" if voice else f"{note[:1].upper()}{note[1:]}"


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


def quoted_in(speaker: str) -> str:
    """What leads the note where a voice within the source speaks: "Lenin, quoted in"."""
    if not speaker:
        return ""
    found = _REPORTED.fullmatch(speaker)
    within = _WITHIN.fullmatch(speaker)
    voice = found["voice"] if found else within["voice"] if within else speaker
    closed = f"{voice[:-1]},”" if voice.endswith("”") else f"{voice},"
    return f"{closed} {found['verb'] if found else 'quoted'} in"


def source_note(it: Work) -> str:
    """The note as it stands after "quoted in": a description in place of a title begins small."""
    date = _date(it.date)
    authors = _listed([name.text for name in it.authors])
    if it.form == "book":
        return _sentence([authors, f"{it.title} ({date})", it.url])
    lead = f"{authors}, " if authors else ""
    if it.titled:  # the comma stands within the quotation marks, even after ? and !
        title = f"“{_inner(it.title)},”"
    else:
        title = f"{it.title[:1].lower()}{it.title[1:]}{_bracketed(it.title_remark)},"
    return f"{lead}{title} {_sentence([*_where(it, date), it.url])}"


def _bracketed(remark: str) -> str:
    return f" [{remark}]" if remark else ""


def _where(it: Work, date: str) -> list[str]:
    container = f"{it.container}{_bracketed(it.container_remark)}"
    if it.form in ("entry", "chapter"):
        return [f"in {container} ({date})"]
    if it.form != "journal":
        return [container, date, it.pages]
    number = ", ".join(filter(None, (it.volume, it.issue and f"no. {it.issue}")))
    separator = " " if it.volume else ", "
    where = f"{container}{separator if container else ''}{number} ({date})"
    return [f"{where}: {it.pages}" if it.pages else where]


def _sentence(parts: Sequence[str]) -> str:
    line = ", ".join(part for part in parts if part)
    return line if line.endswith(".") else f"{line}."


def _listed(names: Sequence[str]) -> str:
    if len(names) < 3:
        return " and ".join(names)
    return f"{', '.join(names[:-1])}, and {names[-1]}"


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
