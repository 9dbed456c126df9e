"""The slides around the steps: title, chart, questions, sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import pandas as pd
from pptx.slide import Slide

from timeline import dates
from timeline.drawing.scene import Scene
from timeline.exchange.citations import bibliography
from timeline.placing import text_fit
from timeline.slides.canvas import Canvas
from timeline.slides.chart import ChartDrawing
from timeline.slides.chart_layout import plan_chart, split_lanes
from timeline.slides.legend import LARGEST, Legend, draw_legend, make_legend
from timeline.slides.notes import chart_notes, credit_line, title_notes
from timeline.slides.place_in_time import HEIGHT, PlaceInTime
from timeline.slides.qr import draw_qr
from timeline.slides.shapes import Box, Link, Paragraph, Run
from timeline.slides.story import Story
from timeline.slides.template import CHART_TYPE, FOOT, MARGIN, TYPE, Template
from timeline.telling import kind_and_lane

STRIP_TOP: Final = FOOT - 8 - HEIGHT
_CODE: Final = 160.0  # side of a code that a class can read from its places
_CHART_TOP: Final = 60.0
_LEGEND_GAP: Final = 6.0

NewCanvas = Callable[[str], Canvas]
"""An empty slide of a layout, by its name."""


def draw_title(canvas: Canvas, template: Template, story: Story, in_time: PlaceInTime) -> None:
    """What the deck is, how much it holds, whose words it quotes, when it was made."""
    t, tour = story.timeline, story.tour
    room = template.room - (_CODE + 36 if story.address else 0)
    y = 44.0
    title = text_fit.settle(t.title, "serif bold", (54, 48, 44, 40, 36, 32, 28), room, 132)
    own_words = Run(title.text, title.size, "serif bold")
    canvas.title(Box(MARGIN, y, room, title.height), own_words, at_foot=True)
    y += title.height + 8
    foot = [
        text_fit.fit(words, "sans", (TYPE,), template.room, 3 * TYPE * text_fit.LEADING["sans"] + 1)
        for words in filter(None, (_counted(story), credit_line(story)))
    ]
    foot_top = in_time.box.y - 14 - sum(line.height + 4 for line in foot)
    lead = text_fit.fit(
        tour.title if tour else t.subtitle,
        "sans bold" if tour else "sans",
        text_fit.sizes(28, TYPE),
        room,
        min(96, foot_top - y - 10),
    )
    if lead.text:
        face: text_fit.Face = "sans bold" if tour else "sans"
        box = Box(MARGIN, y, room, lead.height)
        canvas.body(1, "subtitle", box, [Paragraph([Run(lead.text, lead.size, face)])])
        y += lead.height + 10
    else:
        canvas.remove(1)
    if tour and tour.intro and foot_top - y > 2 * TYPE:
        intro = text_fit.fit(tour.intro, "sans", text_fit.sizes(24, TYPE), room, foot_top - y - 10)
        box = Box(MARGIN, y, room, intro.height)
        canvas.text("introduction", box, [Paragraph([Run(intro.text, intro.size, "sans", "tx2")])])
    for name, line in zip(("what is shown", "sources"), foot, strict=False):
        box = Box(MARGIN, foot_top, template.room, line.height)
        canvas.text(name, box, [Paragraph([Run(line.text, TYPE, "sans", "tx2")])])
        foot_top += line.height + 4
    if story.address:
        _draw_live(canvas, template, story)
    in_time.draw(canvas, None)
    canvas.notes(title_notes(story))


def _counted(story: Story) -> str:
    made = story.reading.accessed
    return "  ·  ".join(filter(None, (story.sentence, dates.parse(made).words() if made else "")))


def _draw_live(canvas: Canvas, template: Template, story: Story) -> None:
    """A large code and a link to the live view."""
    box = Box(template.width - MARGIN - _CODE, 44, _CODE, _CODE)
    draw_qr(canvas, story.address, box, "live view", dark=template.dark)
    live = Run("Live view", TYPE, "sans", link=Link(story.address, story.address))
    below = Box(box.x, box.bottom + 4, box.w, 24)
    canvas.text("link", below, [Paragraph([live], "ctr")])


def chart_parts(template: Template, story: Story) -> list[pd.DataFrame]:
    """The events of each slide of the chart: one, unless there are many lanes."""
    # The legend of a part has fewer kinds, and may so be set larger.
    legend = max(_legend(template, story, story.table).height, LARGEST)
    return split_lanes(story.table, FOOT - _CHART_TOP - legend - _LEGEND_GAP)


def _legend(
    template: Template, story: Story, part: pd.DataFrame, scene: Scene | None = None
) -> Legend:
    """The legend of a chart, with room for all it may need while there is no scene yet."""
    kinds = [kind for kind in kind_and_lane.legend(story.timeline) if kind.id in set(part["kind"])]
    star = bool(part["disputed"].any())
    full = make_legend(kinds, template.room, star=star, tick=True)
    if scene is None or scene.shown.strip:
        return full
    return make_legend(kinds, template.room, star=star, tick=False, largest=full.size)


def _chart_height(legend: Legend) -> float:
    return FOOT - _CHART_TOP - legend.height - _LEGEND_GAP


def draw_chart(
    canvas: Canvas,
    template: Template,
    story: Story,
    part: pd.DataFrame,
    targets: Mapping[str, Slide],
    *,
    title: str,
    beside: str = "",
) -> None:
    """The chart of some events, with what its signs mean.

    Args:
        canvas: an empty slide of the layout Chart.
        template: of the deck.
        story: what is told.
        part: rows of its table.
        targets: slides by the id of their event: where a click on a mark leads.
        title: of the slide; `beside`: what stands beside it in small type.
    """
    live = Run("Live view", 14, "sans", link=Link(story.address, story.address))
    right = text_fit.width(live.text, "sans", 14) + 4 if story.address else 0.0
    room = template.room - (right + 16 if right else 0)
    heading = text_fit.fit(title, "serif bold", (26, 24, 22, 20, 18), room, 32)
    taken = text_fit.width(heading.text, "serif bold", heading.size)
    aside = room - taken - 24
    own = taken + 4 if beside and aside > 100 else room
    canvas.title(Box(MARGIN, 24, own, 32), Run(heading.text, heading.size, "serif bold"))
    if own < room:
        box = Box(MARGIN + room - aside, 34, aside, 20)
        words = text_fit.fit(beside, "sans", (14, CHART_TYPE), box.w, box.h)
        canvas.text("view", box, [Paragraph([Run(words.text, words.size, "sans", "tx2")], "r")])
    if story.address:
        box = Box(template.width - MARGIN - right, 34, right, 20)
        canvas.text("link", box, [Paragraph([live], "r")], wrap=False)
    scene = plan_chart(
        story.timeline, part, story.bounds, template.theme,
        width=template.room, height=_chart_height(_legend(template, story, part)),
        selected=story.view.event,
    )  # fmt: skip
    corner = (MARGIN, _CHART_TOP)
    ChartDrawing(canvas, template, scene, corner, calendar=story.calendar, targets=targets).draw()
    legend = _legend(template, story, part, scene)
    draw_legend(canvas, template, legend, (MARGIN, _CHART_TOP + scene.frame.height + _LEGEND_GAP))
    canvas.notes(chart_notes(story))


def draw_questions(canvas: Canvas, template: Template, story: Story, in_time: PlaceInTime) -> None:
    """The questions that a tour ends with."""
    tour = story.tour
    assert tour is not None
    canvas.title(Box(MARGIN, 50, template.room, 46), Run("Questions", 40, "serif bold"))
    room = template.room - (_CODE + 36 if story.address else 0)
    words = text_fit.cut(tour.title, "sans", TYPE, room, 24)
    canvas.text("tour", Box(MARGIN, 22, room, 24), [Paragraph([Run(words, TYPE, "sans", "tx2")])])
    indent, gap = 36.0, 14.0
    tall = in_time.box.y - 12 - 120
    size = TYPE
    for size in text_fit.sizes(32, TYPE):
        heights = [text_fit.height(q, "sans", size, room - indent) + gap for q in tour.questions]
        if sum(heights) <= tall:
            break
    asked = [
        text_fit.cut(q, "sans", size, room - indent, tall / len(tour.questions) - gap)
        if sum(heights) > tall
        else q
        for q in tour.questions
    ]
    paragraphs = [
        Paragraph([Run(q, size)], before=gap if at else 0, number=True, hanging=indent)
        for at, q in enumerate(asked)
    ]
    canvas.body(1, "questions", Box(MARGIN, 120, room, min(tall, sum(heights))), paragraphs)
    if story.address:
        _draw_live(canvas, template, story)
    in_time.draw(canvas, None)
    canvas.notes("\n".join(tour.questions))


def _share(entries: list[str], heights: list[float], tall: float) -> list[list[tuple[str, float]]]:
    """Entries in the order of pages of a height."""
    pages: list[list[tuple[str, float]]] = [[]]
    for entry, height in zip(entries, heights, strict=True):
        if pages[-1] and sum(taken for _, taken in pages[-1]) + height > tall:
            pages.append([])
        pages[-1].append((entry, height))
    return pages


def draw_sources(new_canvas: NewCanvas, template: Template, story: Story) -> None:
    """The bibliography, on as many slides as it takes."""
    works = list(bibliography(story.timeline, story.events, story.reading))
    if len(story.events) == 1:  # then the first names the event; the deck cites the timeline
        works[0] = bibliography(story.timeline, (), story.reading)[0]
    room, indent, gap, tall = template.room, 22.0, 8.0, FOOT - 8 - 106
    entries = [text_fit.cut(work, "sans", TYPE, room - indent, tall) for work in works]
    heights = [text_fit.height(words, "sans", TYPE, room - indent) + gap for words in entries]
    # As many pages as it takes, and then about as much on each.
    pages = _share(entries, heights, tall)
    even = sum(heights) / len(pages)
    pages = next(
        found
        for least in (even + step * TYPE for step in range(100))
        if len(found := _share(entries, heights, min(tall, least))) <= len(pages)
    )
    for at, listed in enumerate(pages, 1):
        canvas = new_canvas("Text")
        heading = f"Sources ({at} of {len(pages)})" if len(pages) > 1 else "Sources"
        canvas.title(Box(MARGIN, 40, template.room, 46), Run(heading, 40, "serif bold"))
        paragraphs = [
            Paragraph([Run(words, TYPE)], before=gap if n else 0, hanging=indent)
            for n, (words, _) in enumerate(listed)
        ]
        canvas.body(
            1, "bibliography", Box(MARGIN, 106, room, sum(h for _, h in listed)), paragraphs
        )
        canvas.notes("\n".join(works))
