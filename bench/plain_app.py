"""What to measure against: the same events in some 60 lines of ordinary Dash.

One scatter trace and one of bars, a search box and a checklist, one callback on the server.
`python -m bench.plain_app FILE --port PORT`
"""

from __future__ import annotations

import sys

import pandas as pd
import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html

from timeline.reading.load import load
from timeline.views.table import to_table

DAY = 86_400_000


def figure(events: pd.DataFrame) -> go.Figure:
    """Bars for what lasts, points for what does not, a label at each."""
    spans = events[events["is_span"]]
    moments = events[~events["is_span"]]
    chart = go.Figure(
        [
            go.Bar(
                base=pd.to_datetime(spans["start_ms"], unit="ms"),
                x=spans["end_ms"] - spans["start_ms"],
                y=spans["lane"],
                text=spans["label"],
                orientation="h",
            ),
            go.Scatter(
                x=pd.to_datetime(moments["mark_ms"], unit="ms"),
                y=moments["lane"],
                text=moments["label"],
                mode="markers+text",
            ),
        ]
    )
    chart.update_layout(
        xaxis_type="date", dragmode="pan", height=700, showlegend=False, uirevision="same"
    )
    return chart


def create_app(events: pd.DataFrame) -> Dash:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            dcc.Input(id="search", type="text"),
            dcc.Checklist(sorted(events["lane"].unique()), id="lanes"),
            dcc.Graph(id="timeline", figure=figure(events), config={"scrollZoom": True}),
        ]
    )

    @app.callback(
        Output("timeline", "figure"),
        Input("search", "value"),
        Input("lanes", "value"),
        prevent_initial_call=True,
    )
    def draw(words: str | None, lanes: list[str] | None) -> go.Figure:
        shown = events
        for word in (words or "").lower().split():
            shown = shown[shown["search"].str.contains(word, regex=False)]
        return figure(shown[shown["lane"].isin(lanes)] if lanes else shown)

    return app


if __name__ == "__main__":
    create_app(to_table(load(sys.argv[1]))).run(port=int(sys.argv[3]))
