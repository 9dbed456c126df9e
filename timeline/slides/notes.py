"""What a speaker has under the slide: what to say and ask, how the date is known, whom to cite."""

from __future__ import annotations

from collections.abc import Iterator

from timeline import dates
from timeline.exchange.citations import chicago, quoted
from timeline.model import BASIS, Disagreement, Event, Excerpt, Source, Timeline
from timeline.record import is_verified
from timeline.slides.fit import LEADING, Face, cut
from timeline.slides.shapes import Colour, Run
from timeline.slides.story import Card, Story


def citation(
    story: Story, excerpt: Excerpt, size: float, room: float, *, green: Colour, lines: int = 2
) -> tuple[Run, ...]:
    """Who speaks, in which source, of what sort, written when: the line under a quotation.

    Of a name longer than so many `lines` of `room` points the end stands in the notes only.
    """
    source = _source(story.timeline, excerpt.source)
    proved = is_verified(excerpt, story.timeline, story.record)
    when = f"written {source.date.words()}" if source.date else "date not known"
    about = ", ".join(filter(None, (source.genre or "", when)))
    bold: Face = "sans bold"
    tall = lines * LEADING["sans"] * size + 1
    speaker = cut(excerpt.speaker, "sans", size, room, tall)
    return (
        Run(f"{speaker}, in " if speaker else "", size, "sans", "tx2"),
        Run(cut(source.label, bold, size, room, tall), size, bold, "tx2"),
        Run(f" · {about}", size, "sans", "tx2"),
        Run(" · ✓\u00a0verified" if proved else "", size, "sans", green),
    )


def date_notes(event: Event) -> Iterator[str]:
    """How the date is known, sentence by sentence."""
    if event.old_style:
        old = dates.words(event.date, event.old_style, "os")
        yield f"New Style {event.date.words()}, Old Style {old}."
    if event.dated:
        yield f"Date {BASIS[event.dated]}."
    if event.stated_as:
        yield _closed(f"The texts: {event.stated_as}")
    if event.date_note:
        yield _closed(event.date_note)


def card_notes(story: Story, card: Card, shown: Excerpt | None) -> str:
    """The notes of a step: one matter a paragraph."""
    t, event = story.timeline, card.event
    paragraphs = [f"Say: {card.say}" if card.say else ""]
    if event.summary and event.summary != card.say:
        paragraphs.append(f"What happened: {event.summary}")
    if card.question:
        paragraphs.append(f"Ask: {card.question}")
    paragraphs.append(f"Date: {card.date}. {' '.join(date_notes(event))}".strip())
    if shown:
        paragraphs.append(f"Quoted: {_cited(t, shown)}")
        paragraphs.append(_closed(shown.note) if shown.note else "")
    paragraphs += [f"Also: “{one.exact}” {_cited(t, one)}" for one in card.quotes if one != shown]
    paragraphs += [
        f"Sources disagree about {_closed(item.about)} {' '.join(_claims(t, item))}"
        for item in t.disagreements
        if item.event == event.id
    ]
    if card.address:
        paragraphs.append(f"Live: {card.address}")
    return "\n".join(filter(None, paragraphs))


def title_notes(story: Story) -> str:
    """The notes of the title slide."""
    t, tour = story.timeline, story.tour
    paragraphs = [t.subtitle]
    if tour and tour.minutes:
        paragraphs.append(f"{len(tour.steps)} steps, about {tour.minutes} minutes.")
    if t.note:
        paragraphs.append(f"What is left out: {t.note}")
    if story.address:
        paragraphs.append(f"Live: {story.address}")
    return "\n".join(filter(None, paragraphs))


def chart_notes(story: Story) -> str:
    """The chart in words: its events in the order of time."""
    lanes = {lane.id: lane.title for lane in story.timeline.lanes}
    lines = [
        f"{words}: {title} ({lanes[lane]})"
        for words, title, lane in zip(
            *(story.table[column].tolist() for column in ("words_os", "title", "lane")), strict=True
        )
    ]
    return "\n".join([f"{story.sentence}.", *lines])


def credit_line(story: Story) -> str:
    """The sources that the deck quotes, by their short names."""
    names = [source.label for source in quoted(story.timeline, story.events)]
    return f"Sources: {', '.join(names)}" if names else ""


def _cited(t: Timeline, excerpt: Excerpt) -> str:
    return chicago(_source(t, excerpt.source), excerpt)


def _claims(t: Timeline, item: Disagreement) -> Iterator[str]:
    for claim in item.claims:
        if isinstance(claim, Excerpt):
            says = f" {_closed(claim.says)}" if claim.says else ""
            yield f"{_source(t, claim.source).label}:{says} “{claim.exact}”"
        else:
            yield f"Editor: {_closed(claim.editor)}"


def _source(t: Timeline, name: str) -> Source:
    return next(source for source in t.sources if source.id == name)


def _closed(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
