"""Registration of the callbacks: every one clientside, every one an adapter.

A Dash control reports its new value to one function of `assets/callbacks.js`; that function asks
the page's controller for a new view. No callback talks to Python, so the page goes on working when
the server is gone, and can be published without one.
"""

from __future__ import annotations

from dash import ClientsideFunction, Dash, Input, Output

from timeline.page import ids

NAMESPACE = "timeline"


def _does(name: str) -> ClientsideFunction:
    return ClientsideFunction(namespace=NAMESPACE, function_name=name)


def register(app: Dash) -> None:
    """Tie each control to its function in the browser."""
    app.clientside_callback(
        _does("figure"),
        Output(ids.TIMELINE, "figure"),
        Input(ids.TIMELINE, "id"),
    )
    app.clientside_callback(_does("search"), Input(ids.SEARCH, "value"), prevent_initial_call=True)
    app.clientside_callback(
        _does("show"), Input(ids.VIEW_SWITCH, "value"), prevent_initial_call=True
    )
    app.clientside_callback(
        _does("date"), Input(ids.CALENDAR_SWITCH, "value"), prevent_initial_call=True
    )
    app.clientside_callback(
        _does("dress"), Input(ids.THEME_SWITCH, "value"), prevent_initial_call=True
    )
    app.clientside_callback(_does("clear"), Input(ids.CLEAR, "n_clicks"), prevent_initial_call=True)
    app.clientside_callback(
        _does("disputed"), Input(ids.DISPUTED, "n_clicks"), prevent_initial_call=True
    )
    for button, name in (
        (ids.ZOOM_IN, "zoomIn"),
        (ids.ZOOM_OUT, "zoomOut"),
        (ids.ZOOM_HOME, "zoomHome"),
    ):
        app.clientside_callback(_does(name), Input(button, "n_clicks"), prevent_initial_call=True)
    for key in ids.FILTERS:
        app.clientside_callback(
            _does("openFilter"),
            Input(ids.filter_panel(key), "opened"),
            Input(ids.filter_panel(key), "id"),
            prevent_initial_call=True,
        )
