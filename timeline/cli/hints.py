"""What is no mistake in a file, yet worth a look: each with its line and what to write.

`check` prints them. They ask for what the promise of the page needs: a work behind each date and
claim of the editor's, people whom the texts name, names that are names, questions with answers;
and for ids that every system takes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from timeline.dates import HistoricalDate
from timeline.errors import Problem
from timeline.files import is_device
from timeline.model import Citation, EditorClaim, Event, Timeline
from timeline.reading.authors import OTHERS
from timeline.telling import speaking
from timeline.telling.works import named
from timeline.views.named_people import Naming
from timeline.views.search import query_words
from timeline.wording import shown

_WORKS = "add works: [{work: ID, page: N}] (the works stand in a list at the left margin)"


def remarks(t: Timeline) -> list[Problem]:
    """All remarks on a file, sorted by line."""
    found = (_undrawn, _links, _events, _rests, _authors, _names, _people, _asked)
    made = (remark for each in found for remark in each(t))
    return sorted(Problem(t.path, line, message) for line, message in made)


Remark = tuple[int, str]


def _undrawn(t: Timeline) -> Iterator[Remark]:
    lines = {event.id: event.line for event in t.events}
    for name, reason in t.undrawn:
        yield lines[name], f"event '{name}' is not drawn: {reason}"


def _links(t: Timeline) -> Iterator[Remark]:
    for link in t.links:
        if link.warning:
            yield link.line, f"link '{link.source}' → '{link.target}': {link.warning}"


def _events(t: Timeline) -> Iterator[Remark]:
    said = speaking.by_event(t)
    for event in t.events:
        if t.sources and event.id not in said and event.weight != "context":
            yield event.line, f"event '{event.id}' quotes no source: weigh it as context"
        if is_device(event.id):
            yield (
                event.line,
                f"event '{event.id}': a published site cannot be written or copied to Windows, "
                "which has no folder of this name for the event's page: choose another id before "
                "the timeline is published",
            )
        if event.dated == "stated" and not event.stated_in and _to_the_day(event.old_style):
            yield (
                event.line_of("dated"),
                f"event '{event.id}': a text states one of its two dates: add stated_in: old_style "
                "or stated_in: new_style",
            )


def _to_the_day(date: HistoricalDate | None) -> bool:
    return date is not None and "day" in (date.precision, date.end_precision)


def _rests(t: Timeline) -> Iterator[Remark]:
    """What the editors supply, and no work is named for it; works that are named for nothing."""
    for line, what, citations in supplied(t):
        if not citations:
            yield line, f"{what} names no work: {_WORKS}"
    cited = {citation.work for _, citations in named(t) for citation in citations}
    for work in t.works:
        if work.id not in cited:
            yield work.line, f"work '{work.id}' is named nowhere: name it where it is relied on"


def supplied(t: Timeline) -> Iterator[tuple[int, str, tuple[Citation, ...]]]:
    """Each supplied date and each claim of the editor's: its line, what it is, and its works."""
    for event in t.events:
        if event.dated == "supplied":
            line = event.line_of("dated")
            yield line, f"event '{event.id}': the date is supplied and", event.works
    for item in t.disagreements:
        for claim in item.claims:
            if isinstance(claim, EditorClaim):
                what = f"disagreement on '{item.event}': the editor's claim {shown(claim.editor)}"
                yield claim.line, what, claim.works


def _authors(t: Timeline) -> Iterator[Remark]:
    """Names in a list that the words for the page do not have."""
    for what, items in (("source", t.sources), ("work", t.works)):
        for item in items:
            for name in (*item.authors, *item.editors):
                named = name == OTHERS or (name.family or name.text) in item.author
                if item.author and not named:
                    yield (
                        item.line,
                        f"{what} '{item.id}': author {shown(item.author)} does not name "
                        f"{name.text}: leave author out, the page then shows the names",
                    )


def _names(t: Timeline) -> Iterator[Remark]:
    """Names and words to search by that add nothing, since a search reads the title too."""
    for event in t.events:
        title = (("title", event.title), ("label", event.label))
        known = [("known_as", name) for name in event.known_as]
        yield from _repeated(event, "known_as", event.known_as, list(title))
        yield from _repeated(event, "found_by", event.found_by, [*title, *known])


def _repeated(
    event: Event, key: str, names: tuple[str, ...], others: list[tuple[str, str]]
) -> Iterator[Remark]:
    seen: list[tuple[str, str]] = []
    for name in names:
        words = _words(name)
        # a search finds parts of words; but a shorter name of the event may well be shown
        for where, other in [*others, *seen]:
            if words == _words(other) or (key == "found_by" and words in _words(other)):
                yield (
                    event.line_of(key),
                    f"event '{event.id}': {key} {shown(name)} repeats the {where} "
                    f"{shown(other)}: leave it out, a search finds the event by that",
                )
                break
        seen.append((key, name))


def _words(name: str) -> str:
    return " ".join(query_words(name))


def _people(t: Timeline) -> Iterator[Remark]:
    """People who are marked as named and stand in no excerpt of the event."""
    naming, quoted = Naming(t), speaking.by_event(t)
    names = {person.id: person.name for person in t.people}
    for event in t.events:
        said, texts = dict(event.named), quoted.get(event.id, speaking.NOTHING).of_event
        for person, sources in zip(event.people, naming.found(event), strict=True):
            if sources and said.get(person) is False:
                yield (
                    event.line_of("people"),
                    f"event '{event.id}': '{person}' is marked named: false, but "
                    f"{' and '.join(sources)} names {names[person]} here: write {person} alone",
                )
            elif not sources and (said.get(person) or (person not in said and texts)):
                yield (
                    event.line_of("people"),
                    f"event '{event.id}': no excerpt here names '{person}' ({names[person]}): "
                    f"write {{id: {person}, named: false}}, quote a text that does, or add the "
                    "spelling of the text to the person's variants",
                )


def _asked(t: Timeline) -> Iterator[Remark]:
    """Questions of tours that nothing on their event can answer."""
    events = {event.id: event for event in t.events}
    differing = Counter(item.event for item in t.disagreements)
    for tour in t.tours:
        for number, step in enumerate(tour.steps, 1):
            told = events[step.event].excerpts or differing[step.event]
            if step.question and not (step.open or told):
                yield (
                    step.line,
                    f"tour '{tour.id}': step {number}: nothing is quoted at '{step.event}' that "
                    "could answer the question: add excerpts to the event, ask at another, or say "
                    "open: true",
                )
