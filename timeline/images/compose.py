"""The chart of a view and the words about it, as one figure of an exact size."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import Any, Final, cast

import plotly.graph_objects as go

from timeline.drawing.plotly.figure import MOST_TYPE, build_figure
from timeline.drawing.theme import THEMES, Theme, ThemeName
from timeline.errors import ViewError
from timeline.exchange.selection import Selection, nothing
from timeline.images.hatch import draw_hatching
from timeline.images.legend import Legend, add_legend, build_legend
from timeline.images.settings import HEIGHTS, Kind, Look, Sheet, check_pixels
from timeline.images.style import restyle
from timeline.images.words import Words, placed, printable, words_above, words_below
from timeline.placing.text_fit import width as line_width
from timeline.prepared import Seen

_EDGE: Final = (8.0, 26.0)  # px about all, by the width
_INSET: Final = 8.0  # of the legend where there is no edge, as of the lanes' names
_GAP: Final = 12.0  # px between words and chart, at type scale 1
_LARGER: Final = (1.2, 1.4, 1.7, 2.0)  # times the type, where a height leaves room for it


@dataclass(frozen=True, slots=True)
class _Draft:
    """A picture in one size of type.

    Attributes:
        figure: the chart alone. names: how many events are named in it.
        k: type scale.
        above, below: the words about it. legend: its signs.
        head, foot: px that they take, margins included.
    """

    figure: go.Figure
    k: float
    above: list[Words]
    below: list[Words]
    legend: Legend
    edge: int
    head: float
    foot: float

    @property
    def height(self) -> float:
        return self.head + float(self.figure.layout.height) + self.legend.height + self.foot

    @property
    def names(self) -> int:
        roles = ("labels", "emphasis")
        named = (trace for trace in self.figure.data if (trace.meta or {}).get("role") in roles)
        return sum(len(trace.text) for trace in named if trace.text is not None)


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
    theme = THEMES[cast("ThemeName", look.theme or s.view.theme)]  # a view has no other
    chart = _chart(s)
    draft = _draft(s, chart, theme, look, theme.type_scale)
    if look.height is not None:
        draft = _fitted(s, chart, theme, look, draft, look.height)
    elif draft.height > HEIGHTS[1]:
        draft = _draft(s, chart, theme, look, theme.type_scale, HEIGHTS[1])
    height = look.height or ceil(draft.height)
    check_pixels(kind, look, height)
    return Sheet(
        _put_together(draft, theme, look, height, halo=kind == "png" and look.ground),
        look.width,
        height,
        printable(s.whole.title),
        printable(s.sentence),
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
    above = words_above(s, theme, room, k) if look.words else []
    below = words_below(s, chart, theme, room, k) if look.words else []
    head = edge + sum(one.height for one in above) + _GAP * k * bool(above)
    foot = edge + sum(one.height for one in below) + _GAP * k * bool(below)
    legend = build_legend(s, chart.view.event, room, k, 0 if look.words else _INSET * k)
    free = None if height is None else max(1.0, height - head - legend.height - foot)
    figure = build_figure(chart, room, free, theme.name, type_scale=k, legend=False)
    draft = _Draft(figure, k, above, below, legend, edge, head, foot)
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


def _put_together(
    draft: _Draft, theme: Theme, look: Look, height: int, *, halo: bool
) -> dict[str, Any]:
    """The whole as plain data for Plotly."""
    figure: dict[str, Any] = draft.figure.to_dict()
    layout = figure["layout"]
    room = look.width - 2 * draft.edge
    chart, axis = layout["height"], layout["margin"]["t"]
    top = draft.head + axis
    bottom = height - draft.head - chart - draft.legend.height
    layout |= {"width": look.width, "height": height}
    layout["margin"] = {"l": draft.edge, "r": draft.edge, "t": top, "b": bottom, "pad": 0}
    foot = sum(one.height for one in draft.below) + draft.edge
    layout["annotations"] = [
        *placed(draft.above, draft.edge - top),
        *placed(draft.below, height - foot - top),
    ]
    _keep_whole_ticks(layout["xaxis"], draft, room, look.width)
    draw_hatching(figure, room)
    add_legend(figure, draft.legend, theme, draft.k, room)
    restyle(figure, theme, halo=halo, ground=look.ground)
    return figure


def _keep_whole_ticks(axis: dict[str, Any], draft: _Draft, room: float, width: float) -> None:
    """Leave out the words of the axis that would be cut off at an edge."""
    (start, end), (low, high) = axis["range"], axis["domain"]
    size = axis["tickfont"]["size"]

    def whole(ms: float, text: str) -> bool:
        x = draft.edge + room * (low + (high - low) * (ms - start) / (end - start))
        half = line_width(text, "sans", size) / 2
        return bool(half <= x <= width - half)

    pairs = zip(axis["tickvals"], axis["ticktext"], strict=True)
    axis["ticktext"] = [text if whole(ms, text) else "" for ms, text in pairs]
