"""A YAML file → `Timeline`: every mistake at once, each with its line and what to change.

`load` reads as its steps: bytes, nodes with lines, items, what they say about one another. The
format is described in docs/file.md; a beginner's file needs `id`, `title`, `date` for each event.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from timeline import dates
from timeline.collector import paused
from timeline.dates import HistoricalDate
from timeline.errors import DateError
from timeline.model import (
    UNNAMED_KIND,
    UNNAMED_LANE,
    Event,
    Kind,
    Lane,
    Link,
    Person,
    Place,
    Source,
    Timeline,
)
from timeline.reading import checks
from timeline.reading import events as event_reader
from timeline.reading import lists as list_reader
from timeline.reading.fields import Fields
from timeline.reading.ids import Lists, Names, title_of
from timeline.reading.keys import FILE, HEAD, LANGUAGE
from timeline.reading.strict_yaml import Mapping, Sequence, parse
from timeline.reading.text_file import Problems, read_bytes
from timeline.wording import shown

Item = TypeVar("Item")

_LANGUAGE = re.compile(LANGUAGE)
_EXAMPLE = "a file starts with 'events:' and has, for each, '- {id: …, title: …, date: …}'"


def load(path: str | Path) -> Timeline:
    """The timeline in a YAML file.

    Args:
        path: of the file.

    Raises:
        FileProblems: the file cannot be read, or all its mistakes, in the order of its lines.
    """
    return read(read_bytes(path), str(path))


@paused()
def read(data: bytes, name: str) -> Timeline:
    """The timeline in the bytes of a YAML file; `name` is the file's in messages.

    Raises:
        FileProblems: all the mistakes, in the order of the lines.
    """
    problems = Problems(name)
    root = parse(data, problems)
    if isinstance(root, Mapping):
        timeline = _timeline(Fields(root, "", problems, FILE), problems, name)
    elif not problems:
        found = "the file is empty"
        if isinstance(root, Sequence):
            found = "this list must stand under a key"
        elif root:
            found = "this is text without keys"
        problems.add(root.line if root else 0, f"{found}: {_EXAMPLE}")
    if problems:
        raise problems.error()
    return timeline


def _timeline(root: Fields, problems: Problems, path: str) -> Timeline:
    head = root.fields("timeline") or Fields(Mapping(root.line), "timeline", problems, HEAD)
    title = head.text("title", _title_of_file(path))
    subtitle = head.text("subtitle")
    language = head.text("language", "en")
    if language.strip() and not _LANGUAGE.fullmatch(language):
        head.problem(
            f"language {shown(language)} is not a language tag such as en, de, pt-BR", "language"
        )
    note = head.text("note")
    licence = list_reader.licence(head)
    frame = _frame(head)
    head.close()

    lists = Lists(
        sources=Names("source", root.has("sources")),
        lanes=Names("lane", root.has("lanes")),
        kinds=Names("kind", root.has("kinds")),
        people=Names("person", root.has("people")),
        places=Names("place", root.has("places")),
    )
    works = _read(root, "works", lists, list_reader.work)
    sources = _read(root, "sources", lists, list_reader.source)
    lanes = _read(root, "lanes", lists, list_reader.lane)
    kinds = _read(root, "kinds", lists, list_reader.kind)
    people = _read(root, "people", lists, list_reader.person)
    places = _read(root, "places", lists, list_reader.place)
    terms = _read(root, "terms", lists, list_reader.term)
    eras = _read(root, "eras", lists, list_reader.era)
    events = _events(root, lists)
    links = tuple(_links(root, lists, {event.id: event for event in events}))
    disagreements = _read(root, "disagreements", lists, event_reader.disagreement)
    tours = _read(root, "tours", lists, event_reader.tour)
    root.close()

    lanes = lanes or tuple(Lane(name, title, title) for name, title in lists.lanes.made.items())
    kinds = kinds or tuple(
        Kind(name, title, *list_reader.looks(number))
        for number, (name, title) in enumerate(lists.kinds.made.items())
    )
    return Timeline(
        title=title,
        subtitle=subtitle,
        language=language,
        range=frame,
        note=note,
        licence=licence,
        sources=sources or tuple(Source(*pair, pair[1]) for pair in lists.sources.made.items()),
        works=works,
        lanes=lanes,
        kinds=kinds,
        people=people or tuple(Person(*pair) for pair in lists.people.made.items()),
        places=places or tuple(Place(*pair) for pair in lists.places.made.items()),
        terms=terms,
        eras=eras,
        events=events,
        links=links,
        disagreements=disagreements,
        tours=tours,
        path=path,
        undrawn=tuple(checks.undrawn(events, frame)),
    )


def _read(
    root: Fields,
    key: str,
    lists: Lists,
    make: Callable[[Fields, Lists], Item | None],
) -> tuple[Item, ...]:
    """The items of one list, without those that are too broken to be one."""
    made = (make(each, lists) for each in root.items(key))
    return tuple(item for item in made if item is not None)


def _title_of_file(path: str) -> str:
    return title_of(Path(path).stem.replace("_", "-")) or "Timeline"


def _frame(head: Fields) -> HistoricalDate | None:
    date = head.date("range")
    if date and None in date.bounds:
        head.problem(f"range {date.text} needs a start and an end, as in 1904/1940", "range")
        return None
    return date


def _events(root: Fields, lists: Lists) -> tuple[Event, ...]:
    """The events with their defaults: lane and kind the first ones, weight by the whole file."""
    if not root.has("events") and "Events" not in root.node.values:
        root.problem(f"there are no events: {_EXAMPLE}", "events")
    weighed = False
    made: list[Event] = []
    for each in root.items("events"):
        event = event_reader.event(each, lists)
        weighed = weighed or each.has("weight")
        if event:
            made.append(_check_old_style(event, each))
    return tuple(
        event
        if event.lane and event.kind and weighed
        else replace(
            event,
            lane=event.lane or _default(lists.lanes, *UNNAMED_LANE),
            kind=event.kind or _default(lists.kinds, *UNNAMED_KIND),
            # A beginner who weighs nothing wants to see labels, and the heaviest come first.
            weight=event.weight if weighed else "core",
        )
        for event in made
    )


def _default(names: Names, name: str, title: str) -> str:
    """The lane or kind of an event that names none: the first listed, or one made for all such."""
    if names.listed:
        return next(iter(names.ids), "")
    names.made.setdefault(name, title)
    return name


def _check_old_style(event: Event, fields: Fields) -> Event:
    if event.old_style:
        try:
            message = dates.check_old_style(event.date, event.old_style)
        except DateError as error:
            message = str(error)
        if message:
            fields.problem(message, "old_style")
    return event


def _links(root: Fields, lists: Lists, events: dict[str, Event]) -> Iterator[Link]:
    seen: dict[tuple[str, str, str], int] = {}
    for each in root.items("links"):
        link = event_reader.link(each, lists)
        if not link:
            continue
        key = (link.source, link.target, link.relation)
        if key in seen:
            each.problem(f"this arrow stands in line {seen[key]} already: add the claim there")
        seen.setdefault(key, link.line)
        cause, effect = events.get(link.source), events.get(link.target)
        if cause and effect:
            if message := checks.impossible(link, cause, effect):
                each.problem(message, "relation")
            link = replace(link, warning=checks.strange(link, cause, effect))
        yield link
