"""The Plotly template of each theme: it takes its colours and type from the tokens."""

from __future__ import annotations

from functools import cache
from typing import cast

import plotly.graph_objects as go

from timeline.drawing.theme import HUES, LABEL_PX, SANS, THEMES, ThemeName


@cache
def template(name: ThemeName) -> go.layout.Template:
    """The Plotly template of a theme: grounds, type, hairlines and hover label; no colour cycle.

    Raises:
        KeyError: no theme of that name.
    """
    theme = THEMES[name]
    size = LABEL_PX * theme.type_scale
    axis = {
        "showgrid": True,
        "gridcolor": theme.hairline,
        "gridwidth": 1,
        "zeroline": False,
        "showline": False,
        "tickfont": {"color": theme.muted, "size": size},
        "automargin": False,
    }
    layout = {
        "paper_bgcolor": theme.paper,
        "plot_bgcolor": theme.paper,
        "font": {"family": SANS, "size": size, "color": theme.ink},
        "colorway": [theme.hues[hue] for hue in HUES],
        "xaxis": axis,
        "yaxis": axis,
        "showlegend": False,
        "hoverlabel": {
            "bgcolor": theme.paper,
            "bordercolor": theme.hairline,
            "align": "left",
            "font": {"family": SANS, "size": size, "color": theme.ink},
        },
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
    }
    return cast("go.layout.Template", go.layout.Template(layout=layout))
