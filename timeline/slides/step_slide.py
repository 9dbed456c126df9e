"""The slide of one step: title, date, one sentence, one quotation, and the place in time."""

from __future__ import annotations

from typing import Final, NamedTuple

from pptx.slide import Slide

from timeline.model import Excerpt
from timeline.placing import text_fit
from timeline.slides.canvas import Canvas
from timeline.slides.notes import card_notes, citation
from timeline.slides.place_in_time import PlaceInTime
from timeline.slides.qr import draw_qr
from timeline.slides.shapes import Box, Fill, Link, Paragraph, Run
from timeline.slides.story import Card, Story
from timeline.slides.template import MARGIN, TYPE, Template
from timeline.telling import dating, in_brief

TOP: Final = 22.0  # where the line above the title begins
LINE: Final = 24.0  # the height of a line in the least type
LEFT_OUT: Final = " […]"
_TITLE: Final = 50.0
_TITLE_SIZES: Final = (40, 38, 36, 34, 32, 30, 28, 26, 24)
_TITLE_TALL: Final = 92.0
_CODE: Final = 104.0  # side of the code
_COLUMN: Final = 0.45  # share of the sentence, where it stands beside the quotation
_GUTTER: Final = 44.0
_RULE: Final = 3.0
_INDENT: Final = 18.0  # from the rule to the quotation
_LARGEST: Final = 28.0
_BETWEEN: Final = 16.0  # sentence and quotation, one below the other
_ABOVE_CITED: Final = 6.0


class _Body(NamedTuple):
    """How sentence and quotation stand: their boxes, texts and size of type.

    `rule` is the height of the rule before the quotation: down to the foot where it parts two
    columns.
    """

    say: Box
    quote: Box
    rule: float
    said: str
    quoted: str
    cited: tuple[Run, ...]
    size: float
    excerpt: Excerpt | None


def draw_step(
    canvas: Canvas,
    template: Template,
    story: Story,
    card: Card,
    number: int,
    in_time: PlaceInTime,
    chart: Slide,
) -> None:
    """Draw the step of that number, from 1, with its notes; its strip leads back to the chart."""
    room = template.room - (_CODE + 24 if card.address else 0)
    title = _title(card.event.title, room)
    words = Run(title.text, title.size, "serif bold")
    canvas.title(Box(MARGIN, _TITLE, room, title.height), words, at_foot=True)
    _draw_kicker(canvas, story, number, room)
    y = _TITLE + title.height + 4
    y += _draw_date(canvas, story, card, Box(MARGIN, y, room, 64)) + 20
    if card.address:
        _draw_code(canvas, template, card.address)
        y = max(y, TOP + _CODE + LINE + 14)
    body = _arrange(template, story, card, Box(MARGIN, y, template.room, in_time.box.y - 12 - y))
    _draw_body(canvas, body)
    in_time.draw(canvas, card, chart)
    canvas.notes(card_notes(story, card, body.excerpt))


def _title(text: str, room: float) -> text_fit.Fitted:
    """On one line if it can be large, else on two."""
    one_line = text_fit.fit(text, "serif bold", _TITLE_SIZES[:5], room, _TITLE_TALL / 2)
    if one_line.whole:
        return one_line
    return text_fit.settle(text, "serif bold", _TITLE_SIZES, room, _TITLE_TALL)


def _draw_kicker(canvas: Canvas, story: Story, number: int, room: float) -> None:
    """The name of the tour, or the view in words, and how far it has come."""
    name = story.tour.title if story.tour else story.sentence
    progress = f"{number} of {len(story.cards)}"
    taken = text_fit.width(progress, "sans", TYPE) + 4
    words = text_fit.cut(name, "sans", TYPE, room - taken - 16, LINE)
    canvas.text(
        "tour" if story.tour else "view",
        Box(MARGIN, TOP, room - taken - 16, LINE),
        [Paragraph([Run(words, TYPE, "sans", "tx2")])],
    )
    canvas.text(
        "progress",
        Box(MARGIN + room - taken, TOP, taken, LINE),
        [Paragraph([Run(progress, TYPE, "sans", "tx2")], "r")],
        wrap=False,
    )


def _draw_date(canvas: Canvas, story: Story, card: Card, box: Box) -> float:
    """The date in words and, where there is room, how it is known; returns the height taken."""
    sizes = (24, 22, 20, TYPE)
    found = text_fit.fit(
        card.date, "sans bold", sizes, box.w, text_fit.LEADING["sans bold"] * sizes[0]
    )
    if not found.whole:  # on one line if it can be, rather than large on two
        found = text_fit.fit(card.date, "sans bold", sizes, box.w, box.h)
    runs = [Run(found.text, found.size, "sans bold")]
    if aside := _aside(story, card):
        taken = text_fit.width(card.date, "sans bold", found.size) + text_fit.width(
            aside, "sans", TYPE
        )
        if taken <= box.w:
            runs.append(Run(aside, TYPE, "sans", "tx2"))
    canvas.text("date", box._replace(h=found.height), [Paragraph(runs)])
    return found.height


def _aside(story: Story, card: Card) -> str:
    event = card.event
    differing = story.prepared.differences.get(event.id, ())
    said = story.prepared.said[event.id]
    # the date itself stands there in both calendars
    how = dating.how(event, "ns")
    parts = filter(None, (how, in_brief.in_brief(story.timeline, said, differing)))
    return "".join(f"  ·  {part}" for part in parts)


def _draw_code(canvas: Canvas, template: Template, address: str) -> None:
    x = template.width - MARGIN - _CODE
    draw_qr(
        canvas, address, Box(x, TOP, _CODE, _CODE), "live view of this step", dark=template.dark
    )
    live = Run("Live view", TYPE, "sans", link=Link(address, address))
    canvas.text("link", Box(x, TOP + _CODE + 2, _CODE, LINE), [Paragraph([live], "ctr")])


def _arrange(template: Template, story: Story, card: Card, box: Box) -> _Body:
    """Sentence and quotation in the largest type at which both fit.

    A quotation too long for the least type gives way to a shorter one of the event; if that is
    too long as well, it ends in a sign that words are left out.
    """
    for excerpt in card.quotes:
        for arrange in (_beside, _below) if template.wide and card.say else (_below,):
            found = [
                arrange(template, story, card.say, excerpt, box, size)
                for size in text_fit.sizes(_LARGEST, TYPE)
            ]
            fitting = [body for body in found if _foot(body) <= box.bottom]
            if fitting:
                return _settled(fitting)
    if not card.quotes:
        room = min(box.w, 34 * _LARGEST)
        said = text_fit.fit(card.say, "sans", text_fit.sizes(_LARGEST, TYPE), room, box.h)
        place = Box(box.x, box.y, room, said.height)
        return _Body(place, place, 0.0, said.text, "", (), said.size, None)
    return _shortened(template, story, card, box)


def _foot(body: _Body) -> float:
    return max(body.say.bottom, body.quote.bottom)


def _settled(found: list[_Body]) -> _Body:
    """The largest, or one little smaller whose rule is as long as the quotation in any face."""
    near = [body for body in found if body.size >= found[0].size - 2]
    return next((body for body in near if body.rule >= body.quote.h - 0.1), found[0])


def _beside(
    template: Template, story: Story, say: str, excerpt: Excerpt, box: Box, size: float
) -> _Body:
    """The quotation beside the sentence, a rule between them down to the foot."""
    left = Box(box.x, box.y, _COLUMN * (box.w - _GUTTER), 0)
    right = Box(left.right + _GUTTER, box.y, box.w - left.w - _GUTTER, 0)
    cited = _cited(template, story, excerpt, right.w)
    return _sized(left, right, say, excerpt, cited, size)._replace(rule=box.h)


def _below(
    template: Template, story: Story, say: str, excerpt: Excerpt, box: Box, size: float
) -> _Body:
    """The quotation below the sentence, with a rule of its own height."""
    below = text_fit.height(say, "sans", size, box.w) + _BETWEEN if say else 0.0
    under = Box(box.x + _INDENT, box.y + below, box.w - _INDENT, 0)
    cited = _cited(template, story, excerpt, under.w)
    return _sized(box._replace(h=0), under, say, excerpt, cited, size)


def _cited(
    template: Template, story: Story, excerpt: Excerpt, room: float, lines: int = 2
) -> tuple[Run, ...]:
    return citation(story, excerpt, TYPE, room, green=template.theme.verified, lines=lines)


def _sized(
    say: Box, quote: Box, said: str, excerpt: Excerpt, cited: tuple[Run, ...], size: float
) -> _Body:
    own = text_fit.height(said, "sans", size, say.w) if said else 0.0
    under = _under(cited, quote.w)
    tall = text_fit.height(excerpt.exact, "serif", size, quote.w) + under
    rule = text_fit.likely_height(excerpt.exact, "serif", size, quote.w) + under
    say, quote = say._replace(h=own), quote._replace(h=tall)
    return _Body(say, quote, rule, said, excerpt.exact, cited, size, excerpt)


def _under(cited: tuple[Run, ...], room: float) -> float:
    return _ABOVE_CITED + text_fit.height(
        "".join(run.text for run in cited), "sans bold", TYPE, room
    )


def _shortened(template: Template, story: Story, card: Card, box: Box) -> _Body:
    """The shortest quotation, in the least type, and of both texts what has room."""
    excerpt = min(card.quotes, key=lambda one: len(one.exact))
    x, room = box.x + _INDENT, box.w - _INDENT
    cited = _cited(template, story, excerpt, room, lines=1)
    under = _under(cited, room)
    left = max(2 * LINE, box.h - under - _BETWEEN)
    said = text_fit.cut(card.say, "sans", TYPE, box.w, left / 2) if card.say else ""
    own = text_fit.height(said, "sans", TYPE, box.w) if said else 0.0
    quoted = text_fit.cut(excerpt.exact, "serif", TYPE, room, left - own, LEFT_OUT)
    tall = text_fit.height(quoted, "serif", TYPE, room) + under
    y = box.y + own + (_BETWEEN if said else 0.0)
    quote = Box(x, y, room, tall)
    return _Body(box._replace(h=own), quote, tall, said, quoted, cited, TYPE, excerpt)


def _draw_body(canvas: Canvas, body: _Body) -> None:
    if body.said:
        canvas.body(1, "sentence", body.say, [Paragraph([Run(body.said, body.size)])])
    else:
        canvas.remove(1)
    if body.excerpt is None:
        canvas.remove(2)
        return
    canvas.body(
        2,
        "quotation",
        body.quote,
        [
            Paragraph([Run(body.quoted, body.size, "serif")]),
            Paragraph(body.cited, before=_ABOVE_CITED),
        ],
    )
    rule = Box(body.quote.x - _INDENT, body.quote.y, _RULE, body.rule)
    canvas.shape("rule of the quotation", rule, fill=Fill("tx1"))
