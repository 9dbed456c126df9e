"""A view for TimelineJS (https://timeline.knightlab.com/docs/): its slides, and its JSON.

What their documentation leaves open was read in `@knight-lab/timelinejs` 3.9:

- Headline and text are HTML. Group and display date lose their markup once and are then shown as
  HTML all the same, so in them every sign is escaped twice.
- In a text from a sheet, whatever looks like an address or a mailbox is made a link *after* the
  text was cleaned, with quotes and all. An empty element within it prevents that unseen.
- A year -43 is shown as 43 BCE, where EDTF means 44 BCE; so BCE years are shifted by one.
- Slides are sorted by their start, the steps of a tour too.

Dates are as fine as they are known and no finer. TimelineJS has no sign for uncertainty: a date
known only as a range spans it, one open at an end stands at the end that is known, and the date
in words is given for every event.
"""

from __future__ import annotations

import json
import re
from html import escape
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from timeline.dates import HistoricalDate
from timeline.dates.calendars import to_gregorian
from timeline.dates.edtf import Part, read
from timeline.exchange.chicago import chicago
from timeline.exchange.selection import Selection
from timeline.model import Era, Event
from timeline.telling import licence, speaking
from timeline.telling.dating import dating, named
from timeline.telling.punctuation import closed
from timeline.telling.tour_steps import asked

PARTS: Final = ("year", "month", "day")
_KNOWN: Final = {"day": 3, "month": 2, "season": 2, "year": 1, "decade": 1, "century": 1}
_LOOKS_LIKE_A_LINK: Final = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
# an address in which TimelineJS would find one more
_LINKED_AGAIN: Final = re.compile(r".://|[^/]www\.|@", re.IGNORECASE)

Slide = dict[str, Any]


def timelinejs_json(s: Selection) -> str:
    """Their JSON."""
    return json.dumps(timelinejs(s), ensure_ascii=False, indent=1) + "\n"


def timelinejs(s: Selection) -> dict[str, Any]:
    """`title`, a slide; `events` and `eras`, lists of slides; `unique_id` is the event's own."""
    return {
        "title": _title(s),
        "events": [_event(event, s) for event in s.events],
        "eras": [_era(era) for era in _eras(s)],
    }


def moments(date: HistoricalDate) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """(year, month, day) of start and end, as far as they are known; the end () if there is none.

    Astronomical years of the Gregorian calendar.
    """
    parts = read(date.text, date.calendar).parts
    first, last = parts[0], parts[-1]
    if first is None:
        assert last is not None  # a date has at least one end
        return _edge(last, date, 1), ()
    start = _edge(first, date, 0)
    end = _edge(last, date, 1) if last else ()
    # to TimelineJS the end of 4 May – 1926 would lie in January
    return start, () if end == start[: len(end)] else end


def _edge(part: Part, date: HistoricalDate, edge: int) -> tuple[int, ...]:
    """The first (0) or last (1) day of a part, as finely as it is known."""
    return to_gregorian(part.days(date.calendar)[edge])[: _KNOWN[part.precision]]


def _date(moment: tuple[int, ...]) -> dict[str, int]:
    value = dict(zip(PARTS, moment, strict=False))
    if value["year"] < 1:
        value["year"] -= 1
    return value


def _dates(date: HistoricalDate) -> Slide:
    start, end = moments(date)
    value: Slide = {"start_date": _date(start)}
    return value | ({"end_date": _date(end)} if end else {})


def _title(s: Selection) -> Slide:
    t = s.timeline
    intro = s.tour.intro if s.tour else ""
    said = [t.subtitle, closed(s.sentence), intro, t.note, licence.line(t)]
    text = "".join(map(_paragraphs, filter(None, said)))
    if s.reading.address:
        text += f"<p>{_link(s.reading.view(), 'Open the timeline with its evidence')}</p>"
    # of an event its quotations are shown, neither disagreements nor arrows
    if sources := speaking.sources(t, (one for event in t.events for one in event.excerpts)):
        notes = "".join(f"<li>{_citation(chicago(source), source.url)}</li>" for source in sources)
        text += f"<p>Sources:</p><ul>{notes}</ul>"
    # an event's id is a slug, so it cannot be this
    return {"unique_id": "the_timeline", "text": _text(t.title, text), "autolink": False}


def _event(event: Event, s: Selection) -> Slide:
    lane = next(lane for lane in s.whole.lanes if lane.id == event.lane)
    words = named(event, s.view.calendar)
    steps = "".join(
        _paragraphs(step.say) + (f"<p><em>{_inline(asked(step))}</em></p>" * bool(step.question))
        for step in s.steps(event)
    )
    said = "".join(_paragraphs(text) for text in (event.summary, dating(s.whole, event)) if text)
    address = s.address(event)
    opened = f"<p>{_link(address, 'Open this event with its evidence')}</p>" if address else ""
    return {
        "unique_id": event.id,
        **_dates(event.date),
        "display_date": _twice(words),
        "group": _twice(lane.title),
        "text": _text(event.title, f"{steps}{said}{_quotations(event, s)}{opened}"),
        "autolink": False,
    }


def _eras(s: Selection) -> list[Era]:
    """The eras that the chosen events touch; others would only lengthen the axis."""
    days = [day for event in s.events for day in event.date.bounds if day is not None]
    first, last = min(days), max(days)
    found = []
    for era in s.whole.eras:
        start, end = era.date.bounds
        if start is not None and end is not None and start <= last and end >= first:
            found.append(era)
    return found


def _era(era: Era) -> Slide:
    start, end = moments(era.date)
    span = {"start_date": _date(start), "end_date": _date(end or start)}
    return {**span, "text": {"headline": escape(era.title)}}


def _quotations(event: Event, s: Selection) -> str:
    """A block for each citation; quotations of one source, one after the other, share it.

    TimelineJS's style puts quotation marks around the paragraphs and a dash before the citation.
    """
    cited = [
        (_citation(chicago(source, excerpt), source.url), _paragraphs(excerpt.exact))
        for excerpt in event.excerpts
        for source in (s.source(excerpt.source),)
    ]
    return "".join(
        f"<blockquote>{''.join(words for _, words in group)}<cite>{citation}</cite></blockquote>"
        for citation, group in groupby(cited, key=itemgetter(0))
    )


def _text(headline: str, text: str) -> dict[str, str]:
    return {"headline": escape(headline), "text": text}


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{_inline(part)}</p>" for part in re.split(r"\n\s*\n", text.strip()))


def _inline(text: str) -> str:
    """Text as HTML in one line, in which TimelineJS finds nothing to make a link of."""
    return _LOOKS_LIKE_A_LINK.sub("<span></span>", escape(re.sub(r"[ \t\n]+", " ", text)))


def _citation(note: str, url: str) -> str:
    """A note, with the address in it as a link."""
    head, found, tail = note.rpartition(url) if url else (note, "", "")
    return f"{_inline(head)}{_link(url, url)}{_inline(tail)}" if found else _inline(note)


def _link(url: str, words: str) -> str:
    if not re.match(r"https?://", url) or _LINKED_AGAIN.search(url, 6):
        return _inline(words)
    return f'<a href="{escape(url)}">{_inline(words)}</a>'


def _twice(text: str) -> str:
    return escape(escape(text, quote=False), quote=False)
