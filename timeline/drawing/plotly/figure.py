"""The chart of a view as one Plotly figure, for notebooks, pictures and the page's first look.

    import timeline
    t = timeline.load("data/events.yaml")
    timeline.figure(t, view="lane=germany", width=1280)

The page draws the same chart in the browser (`assets/chart/chart.js`), from the same tokens.
"""

from __future__ import annotations

from math import ceil

import numpy as np
import plotly.graph_objects as go

from timeline.drawing.frame import NAME_PX
from timeline.drawing.measures import MORE_PX
from timeline.drawing.plotly.template import template
from timeline.drawing.plotly.traces import build_traces
from timeline.drawing.scene import Scene, escaped
from timeline.drawing.scene_of_view import check_sizes, scene_of, theme_of
from timeline.drawing.theme import GLYPHS, LABEL_PX, Theme, ThemeName
from timeline.drawing.ticks import ticks
from timeline.model import Hue, Kind
from timeline.placing.labels import text_widths
from timeline.prepared import Seen
from timeline.telling import kind_and_lane
from timeline.views.view import View

LEGEND_ROW = 22.0  # px at type scale 1
_LEGEND_SIGN = 40.0  # px that Plotly takes for the sign of an entry and the space about it


def build_figure(
    seen: Seen,
    width: float = 1280,
    height: float | None = None,
    theme: ThemeName | None = None,
    *,
    type_scale: float | None = None,
    legend: bool = True,
) -> go.Figure:
    """Draw a view.

    Args:
        seen: the timeline through the view. A view of some lanes is a chart of those only.
        width: px; at least 120, and more for larger type.
        height: px at hand; rows that do not fit wait in the lanes' density strips. None for as
            much as all rows take.
        theme: light, dark or projector; by default that of the view.
        type_scale: by which type and marks are larger; by default that of the theme.
        legend: name the kinds below the chart.

    Returns:
        A figure of that width; `layout.meta` holds the `title`, the view's `sentence`, its `query`,
        and the values of a view that were `ignored`.

    Raises:
        ViewError: no theme of that name, or a size that nothing can be drawn at.
    """
    view, t, table = seen.view, seen.prepared.timeline, seen.prepared.table
    colours = theme_of(view, theme)
    scale = colours.type_scale if type_scale is None else type_scale
    check_sizes(width, height, scale)
    # the selected event is drawn, filtered out or not
    drawn = seen.in_sight | (table["id"] == view.event).to_numpy()
    used = sorted({int(n) for n in table["kind_order"][drawn]}) if legend else []
    kinds = [t.kinds[n] for n in used if t.kinds[n] in kind_and_lane.legend(t)]
    entry, below = _measure_legend(kinds, width, scale)
    scene = scene_of(seen, width, None if height is None else height - below, colours, scale)
    figure = go.Figure(build_traces(scene))
    _lay_out(figure, scene, view, below)
    _add_legend(figure, kinds, scene, entry)
    figure.layout.meta = {
        "title": t.title,
        "sentence": seen.sentence,
        "query": view.query(),
        "ignored": list(seen.ignored),
    }
    return figure


def _lay_out(figure: go.Figure, scene: Scene, view: View, below: float) -> None:
    frame, theme, k = scene.frame, scene.theme, scene.frame.type_scale
    values, words = ticks(
        scene.window,
        frame.plot_width,
        type_scale=k,
        calendar="os" if view.calendar == "os" else "ns",
    )
    size = LABEL_PX * k
    figure.update_layout(
        template=template(theme.name),
        width=frame.width,
        height=frame.height + below,
        margin={"l": 0, "r": 0, "t": frame.top, "b": below, "pad": 0},
        font={"size": size},
        plot_bgcolor="rgba(0,0,0,0)",
        barmode="overlay",
        bargap=0,
        hovermode="closest",
        dragmode="pan",
        hoverlabel={"font": {"size": size}, "align": "left"},
        # on paper, since it lies over the years while a pointer is on the chart
        modebar={
            "bgcolor": scene.theme.paper,
            "color": scene.theme.secondary,
            "activecolor": scene.theme.red,
        },
        shapes=_bands(scene),
        xaxis={
            "type": "date",
            "range": scene.window,
            # Labels were placed for this window: a wider one would push them together.
            "minallowed": scene.window[0],
            "maxallowed": scene.window[1],
            "side": "top",
            "domain": [frame.gutter / frame.width, (frame.gutter + frame.plot_width) / frame.width],
            "tickmode": "array",
            "tickvals": values,
            "ticktext": words,
            "tickangle": 0,
            "ticks": "",
            "tickfont": {"size": size},
            "layer": "below traces",
        },
        yaxis={
            "range": [frame.plot_height, 0],
            "fixedrange": True,
            "showgrid": False,
            # The names are ticks of an axis that stands free at the left edge, read rightwards.
            "anchor": "free",
            "position": frame.inset / frame.width,
            "side": "right",
            "tickmode": "array",
            "tickvals": [(band.top + band.bottom) / 2 for band in frame.shown],
            "ticktext": _lane_names(scene),
            "ticks": "",
            "tickfont": {"size": NAME_PX * k, "weight": 600},
        },
    )


def _bands(scene: Scene) -> list[dict[str, object]]:
    return [
        {
            "type": "rect",
            "layer": "below",
            "xref": "paper",
            "yref": "y",
            "x0": 0,
            "x1": 1,
            "y0": band.top,
            "y1": band.bottom,
            "fillcolor": scene.theme.band,
            "line": {"width": 0},
        }
        for band in scene.frame.shown[::2]
    ]


def _lane_names(scene: Scene) -> list[str]:
    """Names of the lanes in sight, each with the number of events that wait in its strip."""
    lanes = scene.table["lane_order"].to_numpy(dtype=np.int64)
    waiting = np.bincount(lanes[scene.shown.strip], minlength=len(scene.frame.bands))
    size = MORE_PX * scene.frame.type_scale
    names = []
    for lane, band in enumerate(scene.frame.bands):
        if band is None:
            continue
        name = escaped(band.name)
        if waiting[lane]:
            more = f"+{waiting[lane]}"
            name += f'<br><span style="font-size:{size:g}px;font-weight:400">{more}</span>'
        names.append(name)
    return names


def _measure_legend(kinds: list[Kind], width: float, k: float) -> tuple[float, float]:
    """Width of an entry and height of all of them, px: a grid, as wide as the chart allows."""
    if not kinds:
        return 0.0, 0.0
    widths = text_widths([kind.title for kind in kinds], [False] * len(kinds))
    entry = (float(widths.max()) * NAME_PX / LABEL_PX + 12) * k
    columns = max(1, int(width // (entry + _LEGEND_SIGN)))
    return entry, (ceil(len(kinds) / columns) * LEGEND_ROW + 10) * k


def _add_legend(figure: go.Figure, kinds: list[Kind], scene: Scene, entry: float) -> None:
    """Name the kinds in use, below the chart."""
    if not kinds:
        return
    k = scene.frame.type_scale
    for kind in kinds:
        figure.add_scatter(
            x=[None],
            y=[None],
            mode="markers",
            name=escaped(kind.title),
            marker=_legend_mark(scene.theme, GLYPHS[kind.shape].symbol, kind.hue, k),
            meta={"role": "legend"},
            hoverinfo="skip",
            showlegend=True,
        )
    figure.update_layout(
        showlegend=True,
        legend={
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 0,
            "yanchor": "top",
            "entrywidth": entry,
            "entrywidthmode": "pixels",
            "bgcolor": "rgba(0,0,0,0)",
            "font": {"size": NAME_PX * k, "color": scene.theme.muted},
            "itemclick": False,
            "itemdoubleclick": False,
            "itemsizing": "trace",
        },
    )


def _legend_mark(theme: Theme, symbol: str, hue: Hue, k: float) -> dict[str, object]:
    width = 2.2 * k if symbol.endswith("-open") else 0
    return {"symbol": symbol, "color": theme.hues[hue], "size": 10 * k, "line": {"width": width}}
