"""Slides of a timeline: native, editable, the same bytes for the same input."""

from __future__ import annotations

from typing import cast, get_args

from timeline.drawing.theme import THEMES, ThemeName
from timeline.errors import ViewError
from timeline.placing import text_fit
from timeline.prepared import Seen
from timeline.slides.around_the_steps import (
    STRIP_TOP,
    chart_parts,
    draw_chart,
    draw_questions,
    draw_sources,
    draw_title,
)
from timeline.slides.canvas import Canvas
from timeline.slides.notes import credit_line
from timeline.slides.place_in_time import HEIGHT, PlaceInTime
from timeline.slides.saving import pack
from timeline.slides.shapes import Box
from timeline.slides.step_slide import draw_step
from timeline.slides.story import MOST_CARDS, Story, tell, tell_view
from timeline.slides.template import CHART_TYPE, MARGIN, TYPE, Size, Template, build_template


def slides(
    seen: Seen,
    tour: str = "",
    address: str = "",
    size: str = "16:9",
    *,
    made: str = "",
) -> bytes:
    """A lesson: title, chart, one slide a step of a tour (or an event of the view), sources.

    Args:
        seen: the timeline through the view, whose theme colours the slides, and whose calendar
            is that of the axis.
        tour: id of a tour, whose steps that pass the view's filters are told; by default that
            of the view.
        address: of the page, http or https: each step gets a link and a code that lead there.
        size: "16:9" or "4:3".
        made: the day to print on the title slide, as an ISO date; "" for none.

    Returns:
        The bytes of a .pptx file.

    Raises:
        ViewError: no such tour or size, no event or too many in the view, no web address.
    """
    story = tell(seen, tour, address, made)
    if len(story.cards) > MOST_CARDS:
        raise ViewError(
            f"{len(story.cards)} events make too many slides (at most {MOST_CARDS}): "
            "choose a tour, or fewer events by a view"
        )
    template = _template_of(story, size)
    deck = _Deck(template, story)
    in_time = PlaceInTime(template, story, Box(MARGIN, STRIP_TOP, template.room, HEIGHT))
    parts = chart_parts(template, story)
    # All of these are there before any is drawn, since charts and steps lead to one another.
    title, charts = deck.new("Title"), [deck.new("Chart") for _ in parts]
    steps = [deck.new("Step") for _ in story.cards]
    targets = {
        card.event.id: canvas.slide
        for card, canvas in reversed(list(zip(story.cards, steps, strict=True)))
    }
    draw_title(title, template, story, in_time)
    name = story.tour.title if story.tour else ""
    for at, (canvas, part) in enumerate(zip(charts, parts, strict=True), 1):
        draw_chart(
            canvas,
            template,
            story,
            part,
            targets,
            title=story.sentence + _of(at, len(parts)),
            beside=name,
        )
    for number, (canvas, card) in enumerate(zip(steps, story.cards, strict=True), 1):
        draw_step(canvas, template, story, card, number, in_time, charts[0].slide)
    if story.tour and story.tour.questions:
        draw_questions(deck.new("Text"), template, story, in_time)
    draw_sources(deck.new, template, story)
    return _finish(deck, story.timeline.title)


def one_slide(seen: Seen, address: str = "", size: str = "16:9") -> bytes:
    """The chart of a view alone, on one slide (on more where its lanes do not fit on one).

    A tour in the view is no tour here: its step's event is ringed like a selected one. For the
    arguments and errors see `slides`.
    """
    story = tell_view(seen, address)
    template = _template_of(story, size)
    deck = _Deck(template, story)
    parts = chart_parts(template, story)
    for at, part in enumerate(parts, 1):
        canvas = deck.new("Chart")
        name = story.timeline.title + _of(at, len(parts))
        draw_chart(canvas, template, story, part, {}, title=name, beside=story.sentence)
    return _finish(deck, credit_line(story, chart=True))


def _of(at: int, count: int) -> str:
    return f" ({at} of {count})" if count > 1 else ""


def _template_of(story: Story, size: str) -> Template:
    if size not in get_args(Size):
        raise ViewError(f"size {size!r}: write one of {', '.join(get_args(Size))}")
    theme = THEMES[cast("ThemeName", story.view.theme)]  # a view has no other
    return build_template(theme, cast("Size", size))


class _Deck:
    """The slides of a deck, as they are made."""

    def __init__(self, template: Template, story: Story) -> None:
        self.template, self.story = template, story
        self.made: list[tuple[Canvas, str]] = []

    def new(self, layout: str) -> Canvas:
        """An empty slide of a layout."""
        slide = self.template.deck.slides.add_slide(self.template.layouts[layout])
        canvas = Canvas(slide, _language(self.story.timeline.language))
        self.made.append((canvas, layout))
        return canvas


def _language(language: str) -> str:
    """For the spelling checker of PowerPoint, which wants a country; our own words are British."""
    return "en-GB" if language == "en" else language


def _finish(deck: _Deck, footer: str) -> bytes:
    """Footers, properties, and the file's bytes."""
    for canvas, layout in deck.made:
        size = CHART_TYPE if layout == "Chart" else TYPE
        words = text_fit.cut(footer, "sans", size, deck.template.room - 90, 1.5 * size)
        canvas.footer(words, size, numbered=layout != "Title")
    story = deck.story
    tour = f": {story.tour.title}" if story.tour else ""
    return pack(
        deck.template.deck,
        title=f"{story.timeline.title}{tour}",
        subject=story.sentence,
        language=deck.made[0][0].language,
        made=story.reading.accessed,
    )
