"""A table beside the chart, made by a callback: `python examples/beside.py`.

The table lists the events in sight, whatever the reader filters, searches or zooms to; a row that
is clicked opens its event.
"""

from __future__ import annotations

import sys
from pathlib import Path

from dash import ALL, Dash, Input, Output, State, callback, ctx, html, no_update
from dash.development.base_component import Component

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))  # for `import timeline`, wherever this is started

import timeline  # noqa: E402
from timeline.evidence.quotations import record_of  # noqa: E402
from timeline.server.app import create_app  # noqa: E402
from timeline.wording import many  # noqa: E402

HEIGHT = "24rem"
FILE = PROJECT / "data" / "events.yaml"

shown = timeline.load(FILE)
events = {event.id: event for event in shown.events}
lanes = {lane.id: lane.short or lane.title for lane in shown.lanes}


def row(event_id: str, chosen: str) -> Component:
    """An event as a row, whose title is a button."""
    event = events[event_id]
    button = html.Button(
        event.title,
        id={"type": "row", "event": event_id},
        **{"aria-pressed": str(event_id == chosen).lower()},
    )
    cells = [event.date.words(), button, lanes.get(event.lane, "")]
    return html.Tr([html.Td(cell) for cell in cells])


@callback(
    Output("rows", "children"),
    Output("count", "children"),
    Input("timeline", "visible"),
    State("timeline", "event"),
)
def fill(visible: list[str], chosen: str) -> tuple[list[Component], str]:
    """The events in sight, and how many they are."""
    return [row(one, chosen) for one in visible], many(len(visible), "event") + " in sight"


@callback(
    Output({"type": "row", "event": ALL}, "aria-pressed"),
    Input("timeline", "event"),
    State({"type": "row", "event": ALL}, "id"),
)
def mark(chosen: str, rows: list[dict[str, str]]) -> list[str]:
    """Which row is chosen; no row is made anew, so that the focus stays in its place."""
    return [str(row["event"] == chosen).lower() for row in rows]


@callback(
    Output("timeline", "event"),
    Input({"type": "row", "event": ALL}, "n_clicks"),
    prevent_initial_call=True,
)
def choose(clicks: list[int | None]) -> object:
    """The event of the row that was clicked."""
    if not ctx.triggered[0]["value"]:  # a row has come, and nobody has clicked
        return no_update
    return ctx.triggered_id["event"]


def build() -> Dash:
    """The page with the table."""
    head = html.Thead(html.Tr([html.Th(name, scope="col") for name in ("Date", "Event", "Lane")]))
    table = html.Table([head, html.Tbody(id="rows")])
    # the page gives them its type and colours; what is said here is the size
    about = {"role": "region", "aria-labelledby": "count"}
    box = html.Div(table, tabIndex=0, style={"overflow": "auto"}, **about)
    return create_app(
        shown,
        record=record_of(FILE),  # which quotations are verified
        children=html.Section(
            [html.H2(id="count"), box],
            style={"height": HEIGHT, "display": "flex", "flexDirection": "column"},
        ),
        room=HEIGHT,
    )


if __name__ == "__main__":
    build().run(port=8050)
