"""The chart of a view and the words about it, laid out at an exact size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from timeline.drawing.chart import draw_chart
from timeline.drawing.primitives import Primitive, moved
from timeline.drawing.scene import Scene
from timeline.drawing.scene_of_view import MOST_TYPE, check_sizes, scene_of, theme_of
from timeline.drawing.theme import Theme
from timeline.errors import ViewError
from timeline.exchange.selection import Selection, nothing
from timeline.images.legend import Legend, build_legend, draw_legend
from timeline.images.settings import HEIGHTS, Kind, Look, Sheet, check_pixels
from timeline.images.words import Words, placed, printable, words_above, words_below
from timeline.prepared import Seen

_EDGE: Final = (8.0, 26.0)  # px about all, by the width
_INSET: Final = 8.0  # of the legend where there is no edge, as of the lanes' names
_GAP: Final = 12.0  # px between words and chart, at type scale 1
_LARGER: Final = (1.2, 1.4, 1.7, 2.0)  # times the type, where a height leaves room for it


@dataclass(frozen=True, slots=True)
class _Draft:
    """A picture in one size of type.

    Attributes:
        scene: of the chart.
        k: type scale.
        above, below: the words about it. legend: its signs.
        head, foot: px that they take, margins included.
    """

    scene: Scene
    k: float
    above: list[Words]
    below: list[Words]
    legend: Legend
    edge: int
    head: float
    foot: float

    @property
    def height(self) -> float:
        return self.head + self.scene.frame.height + self.legend.height + self.foot

    @property
    def names(self) -> int:
        """How many events are named in it."""
        return len(self.scene.shown.labels)

    def drawn(self, height: int) -> Iterator[Primitive]:
        """Everything, on a sheet of a height, px."""
        chart = self.scene.frame.height
        foot = height - self.edge - sum(one.height for one in self.below)
        yield from moved(draw_chart(self.scene), self.edge, self.head)
        yield from draw_legend(self.legend, self.edge, self.head + chart, self.k)
        yield from placed(self.above, self.edge, self.edge)
        yield from placed(self.below, self.edge, foot)


def compose(s: Selection, kind: Kind, look: Look) -> Sheet:
    """Lay a picture out.

    Args:
        s: the events; of a tour, those of its steps.
        kind: png, svg or pdf.
        look: checked by `timeline.images.settings.check_look`.

    Raises:
        ViewError: no event, no room for the chart, too many pixels.
    """
    if not s.events:
        raise ViewError(nothing(s.whole, s.view.query()))
    theme = theme_of(s.view, look.theme)
    chart = _chart(s)
    draft = _draft(s, chart, theme, look, theme.type_scale)
    if look.height is not None:
        draft = _fitted(s, chart, theme, look, draft, look.height)
    elif draft.height > HEIGHTS[1]:
        draft = _draft(s, chart, theme, look, theme.type_scale, HEIGHTS[1])
    height = look.height or ceil(draft.height)
    check_pixels(kind, look, height)
    return Sheet(
        drawn=tuple(draft.drawn(height)),
        width=look.width,
        height=height,
        theme=theme,
        ground=look.ground,
        title=printable(s.whole.title),
        sentence=printable(s.sentence),
        language=s.whole.language,
    )


def _fitted(
    s: Selection, chart: Seen, theme: Theme, look: Look, draft: _Draft, height: int
) -> _Draft:
    """The picture in a height: in larger type where few events leave it empty."""
    if draft.height <= height:
        for factor in _LARGER:
            if (k := factor * theme.type_scale) > MOST_TYPE:
                break
            try:
                larger = _draft(s, chart, theme, look, k)
            except ViewError:  # it is too wide
                break
            if larger.height > height or larger.names < draft.names:
                break
            draft = larger
    return _draft(s, chart, theme, look, draft.k, height)


def _draft(
    s: Selection, chart: Seen, theme: Theme, look: Look, k: float, height: int | None = None
) -> _Draft:
    """The chart, and what stands about it, in type of one scale.

    Raises:
        ViewError: the chart needs more room than there is.
    """
    least, most = _EDGE
    edge = round(min(most, max(least, 0.018 * look.width))) if look.words else 0
    room = look.width - 2 * edge
    above = words_above(s, room, k) if look.words else []
    below = words_below(s, chart, room, k) if look.words else []
    head = edge + sum(one.height for one in above) + _GAP * k * bool(above)
    foot = edge + sum(one.height for one in below) + _GAP * k * bool(below)
    legend = build_legend(s, chart.view.event, room, k, 0 if look.words else _INSET * k)
    free = None if height is None else max(1.0, height - head - legend.height - foot)
    check_sizes(room, free, k)
    scene = scene_of(chart, room, free, theme, k)
    draft = _Draft(scene, k, above, below, legend, edge, head, foot)
    if height is not None and draft.height > height + 0.5:
        raise ViewError(
            f"height {height}: this chart and its words need {ceil(draft.height)} px or more"
        )
    return draft


def _chart(s: Selection) -> Seen:
    """What the chart is drawn from: a tour has a chart of its own, a view the whole timeline's."""
    view = s.view
    if s.tour:
        ids = {event.id for event in s.events}
        links = tuple(link for link in s.whole.links if {link.source, link.target} <= ids)
        own = s.prepared.only(replace(s.whole, events=s.events, links=links))
        return Seen(own, replace(view, tour="", step=1))
    if view.tour and not view.event:  # as in the page: a tour stands at the event of its step
        steps = s.prepared.tours[view.tour].steps
        return s.seen.through(replace(view, event=steps[view.step - 1].event))
    return s.seen
