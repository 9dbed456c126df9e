"""What a speaker has under the slide: what to say and ask, how the date is known, whom to cite."""

from __future__ import annotations

from timeline.evidence.verified import is_verified
from timeline.exchange.chicago import chicago, work_line
from timeline.exchange.citations import quoted
from timeline.model import Excerpt, Source, Timeline
from timeline.placing.text_fit import LEADING, Face, cut
from timeline.slides.shapes import Colour, Run
from timeline.slides.story import Card, Story
from timeline.telling import (
    dating,
    disagreements,
    in_brief,
    licence,
    people,
    quotations,
    sources,
    speaking,
)
from timeline.telling.punctuation import closed
from timeline.wording import many


def citation(
    story: Story, excerpt: Excerpt, size: float, room: float, *, green: Colour, lines: int = 2
) -> tuple[Run, ...]:
    """Who speaks, in which source, of what sort, written when: the line under a quotation.

    Of a name longer than so many `lines` of `room` points the end stands in the notes only.
    """
    source = _source(story.timeline, excerpt.source)
    proved = is_verified(excerpt, story.timeline, story.record)
    bold: Face = "sans bold"
    tall = lines * LEADING["sans"] * size + 1
    lead = cut(quotations.voice(excerpt.speaker), "sans", size, room, tall)
    return (
        Run(f"{lead} " if lead else "", size, "sans", "tx2"),
        Run(cut(source.label, bold, size, room, tall), size, bold, "tx2"),
        Run(f" · {sources.described(source)}", size, "sans", "tx2"),
        Run(f" · {quotations.VERIFIED}" if proved else "", size, "sans", green),
    )


def card_notes(story: Story, card: Card, shown: Excerpt | None) -> str:
    """The notes of a step: a paragraph for each thing that is told."""
    t, event = story.timeline, card.event
    paragraphs = [f"Say: {card.say}" if card.say else ""]
    if event.summary and event.summary != card.say:
        paragraphs.append(f"What happened: {event.summary}")
    if card.question:
        paragraphs.append(f"Ask: {card.question}")
    known = dating.dating(t, event)
    paragraphs.append(f"Date: {card.date}. {known}".strip())
    paragraphs.append(in_brief.silence(t, story.prepared.said[event.id]))
    paragraphs.append(in_brief.known(event))
    by_source = story.naming.by_source(event)
    paragraphs.append(people.line(t, event, story.prepared.said[event.id], by_source))
    if shown:
        paragraphs.append(f"Quoted: {_cited(t, shown)}")
        paragraphs.append(closed(shown.note) if shown.note else "")
    paragraphs += [f"Also: “{one.exact}” {_cited(t, one)}" for one in card.quotes if one != shown]
    for item in story.prepared.differences.get(event.id, ()):
        claims = " ".join(disagreements.claim_line(t, claim) for claim in item.claims)
        paragraphs.append(
            f"{disagreements.differ(item)}{disagreements.about(item)} {claims} {item.note}"
        )
    paragraphs += [f"Arrow: {line}" for line in story.prepared.arrow_lines(event)]
    unseen, named = story.prepared.unseen, story.prepared.works.get(event.id, ())
    paragraphs += [f"Work: {work_line(work, unseen)}" for work in named]
    if card.address:
        paragraphs.append(f"Live: {card.address}")
    return "\n".join(filter(None, paragraphs))


def title_notes(story: Story) -> str:
    """The notes of the title slide."""
    t, tour = story.timeline, story.tour
    paragraphs = [t.subtitle]
    if tour and tour.minutes:
        steps, minutes = many(len(tour.steps), "step"), many(tour.minutes, "minute")
        paragraphs.append(f"{steps}, about {minutes}.")
    if t.note:
        paragraphs.append(f"What is left out: {t.note}")
    paragraphs.append(licence.line(t))
    if story.address:
        paragraphs.append(f"Live: {story.address}")
    return "\n".join(filter(None, paragraphs))


def chart_notes(story: Story) -> str:
    """The chart in words: its events in the order of time."""
    lanes = {lane.id: lane.title for lane in story.timeline.lanes}
    told = set(story.table["id"].tolist())
    by_id = {event.id: event for event in story.timeline.events if event.id in told}
    lines = [
        f"{dating.named(event, story.calendar)}: {event.title}"
        + (f" ({lanes[event.lane]})" if len(lanes) > 1 else "")
        for event in map(by_id.__getitem__, story.table["id"].tolist())
    ]
    return "\n".join([closed(story.sentence), *lines])


def credit_line(story: Story, *, chart: bool = False) -> str:
    """The licence of the timeline's own words, and the sources quoted, by their short names.

    `chart`: of a chart alone, without the notes that tell of each event's arrows.
    """
    t, marks = story.timeline, {event.id for event in story.events}
    found = (
        speaking.on_chart(t, marks, story.view.event, marks) if chart else quoted(t, story.events)
    )
    named = f"Sources: {', '.join(source.label for source in found)}" if found else ""
    return " · ".join(filter(None, (licence.short(t), named)))


def _cited(t: Timeline, excerpt: Excerpt) -> str:
    return chicago(_source(t, excerpt.source), excerpt)


def _source(t: Timeline, name: str) -> Source:
    return next(source for source in t.sources if source.id == name)
