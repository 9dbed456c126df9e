r"""A view as Markdown (CommonMark): a handout to edit, or a page for a site generator.

Whatever comes from the timeline's file is escaped, so that it reads as it was written and nothing
in it becomes markup: https://spec.commonmark.org/0.31.2/#backslash-escapes. Beyond CommonMark,
`: . @ $ { } | ~ ^` are escaped where GitHub and others see addresses, mentions, formulas,
templates, tables and struck words. Addresses of sources are the only links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from timeline.evidence.verified import is_verified
from timeline.exchange.chicago import chicago, chicago_timeline, work_line
from timeline.exchange.citations import quoted
from timeline.exchange.selection import Selection
from timeline.model import Event, Excerpt
from timeline.telling import (
    disagreements,
    in_brief,
    kind_and_lane,
    licence,
    people,
    punctuation,
    quotations,
)
from timeline.telling.dating import dating, named
from timeline.telling.tour_steps import asked
from timeline.wording import many

_SIGNS = re.compile(r"[\\`*_\[\]<>&#{}|~^$@]|:(?=[\w/+-])|(?<=\w)\.(?=\w\w)")
# what begins a list, a rule or an underlined heading where it begins a line
_BULLET = re.compile(r"[-+=]")
# with a plain space: who searches a file for it types one
_VERIFIED = quotations.VERIFIED.replace("\u00a0", " ")
_NUMBER = re.compile(r"([0-9]+)([.)])")


def markdown(s: Selection) -> str:
    """The view as the text of a .md file: title, events with their evidence, sources."""
    return "\n\n".join(_blocks(s)) + "\n"


def escaped(text: str) -> str:
    """Text in one line, for any place in a paragraph, a heading or a list."""
    line = re.sub(r"[ \t\r\n]+", " ", text).strip(" ")
    line = _SIGNS.sub(r"\\\g<0>", line)
    line = _NUMBER.sub(r"\1\\\2", line) if _NUMBER.match(line) else line
    return f"\\{line}" if _BULLET.match(line) else line


def _blocks(s: Selection) -> Iterator[str]:
    t, tour = s.timeline, s.tour
    yield f"# {escaped(t.title)}"
    yield from _texts(t.subtitle, punctuation.closed(s.sentence))
    if s.reading.address:
        yield _link(s.reading.view())
    yield from _texts(t.note, licence.line(t))
    if tour:
        yield f"## {escaped(tour.title)}"
        yield from _texts(f"{many(tour.minutes, 'minute')}." if tour.minutes else "", tour.intro)
    for event in s.events:
        yield from _event(event, s)
    if tour and tour.questions:
        yield "## Questions"
        yield "\n".join(f"- {escaped(question)}" for question in tour.questions)
    yield "## Sources"
    notes = [_citation(chicago_timeline(t, None, s.reading), s.reading.view())]
    notes += [_citation(chicago(source), source.url) for source in quoted(t)]
    yield "\n".join(f"- {note}" for note in notes)
    ids = {work.id for event in s.events for work in s.prepared.works.get(event.id, ())}
    if listed := [work for work in s.whole.works if work.id in ids]:
        yield "## Works"
        lines = ((work_line(one, s.prepared.unseen), one.url) for one in listed)
        yield "\n".join(f"- {_citation(*line)}" for line in lines)


def _event(event: Event, s: Selection) -> Iterator[str]:
    t = s.whole
    yield f"## {escaped(event.title)}"
    words = named(event, s.view.calendar)
    yield escaped(" · ".join((words, *kind_and_lane.words(t, event, but="weight"))))
    for step in s.steps(event):
        yield from _texts(step.say, f"Question: {asked(step)}" if step.question else "")
    yield from _texts(event.summary, dating(t, event))
    by_source = s.naming.by_source(event)
    yield from _texts(
        in_brief.known(event), people.line(t, event, s.prepared.said[event.id], by_source)
    )
    yield from _texts(in_brief.silence(t, s.prepared.said[event.id]))
    for excerpt in event.excerpts:
        yield _quotation(excerpt, s)
    for item in s.prepared.differences.get(event.id, ()):
        yield escaped(f"{disagreements.differ(item)}{disagreements.about(item)}")
        yield "\n".join(f"- {escaped(disagreements.claim_line(t, one))}" for one in item.claims)
        yield from _texts(item.note)
    if lines := list(s.prepared.arrow_lines(event)):
        yield "\n".join(f"- {escaped(line)}" for line in lines)
    if address := s.address(event):
        yield _link(address)


def _quotation(excerpt: Excerpt, s: Selection) -> str:
    source = s.source(excerpt.source)
    verified = f" {_VERIFIED}" if is_verified(excerpt, s.whole, s.record) else ""
    paragraphs = list(_texts(excerpt.exact))
    paragraphs.append(f"— {_citation(chicago(source, excerpt), source.url)}{verified}")
    if dates := quotations.dates_it(excerpt):
        paragraphs.append(escaped(f"This text {punctuation.closed(dates)}"))
    paragraphs += _texts(excerpt.note)
    return "\n>\n".join(f"> {paragraph}" for paragraph in paragraphs)


def _texts(*texts: str) -> Iterator[str]:
    """Each paragraph of each text; an empty text is none."""
    for text in texts:
        yield from map(escaped, filter(str.strip, re.split(r"\n[ \t]*\n", text)))


def _citation(note: str, url: str) -> str:
    """A note, with the address in it as a link."""
    head, found, tail = note.rpartition(url) if url else (note, "", "")
    # the space at the end of a part would be lost
    return f"{escaped(head)} {_link(url)}{escaped(tail)}" if found else escaped(note)


def _link(url: str) -> str:
    if not re.match(r"https?://", url):
        return escaped(url)
    return f"<{quote(url, safe=_SAFE)}>"


# in an address everything but spaces, < and > and what is not ASCII may stand between < and >
_SAFE = "!\"#$%&'()*+,-./:;=?@[\\]^_`{|}~"
