"""The part of the page that Dash draws: switches, filters, chart.

The order here is the order of tabbing. Options of a filter, the sentence of the view and the
overview are filled by browser code, which owns the insides of those containers.
"""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from timeline.model import Timeline
from timeline.page import ids

FILTER_NAMES = {
    "lane": "Lanes",
    "kind": "Kinds",
    "person": "People",
    "place": "Places",
    "source": "Sources",
    "tag": "Tags",
    "weight": "Weight",
}

GRAPH_CONFIG: Any = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "scrollZoom": True,
    "doubleClick": False,
    "responsive": False,  # assets/chart.js measures, so that rows change only when it says so
    "showTips": False,
}

THEME: dict[str, Any] = {
    "primaryColor": "dark",
    "primaryShade": 8,
    "defaultRadius": 0,
    "fontFamily": "var(--sans)",
    "cursorType": "pointer",
    "respectReducedMotion": True,
}


def build_layout(timeline: Timeline) -> Component:
    """The Dash layout; its children take their places in the grid of the page."""
    page: Component = dmc.MantineProvider(
        html.Div([_switches(timeline), _filters(timeline), _chart()], id="app"),
        theme=THEME,
        defaultColorScheme="light",
    )
    return page


def _named(name: str) -> dict[str, Any]:
    """`aria-label`, which is no Python name; typed loosely, as Dash's own wildcard properties."""
    return {"aria-label": name}


def _switches(timeline: Timeline) -> Component:
    two_calendars = any(event.old_style for event in timeline.events)
    return html.Div(
        [
            _switch(
                ids.CALENDAR_SWITCH,
                "Calendar",
                {"ns": "New Style", "os": "Old Style"},
                shown=two_calendars,
            ),
            _switch(
                ids.VIEW_SWITCH,
                "What to show",
                {"chart": "Timeline", "chronicle": "Chronicle"}
                | ({"sources": "Sources"} if timeline.sources or timeline.works else {}),
            ),
            _switch(
                ids.THEME_SWITCH,
                "Ground of the page",
                {"light": "Light", "dark": "Dark", "projector": "Projector"},
            ),
        ],
        id="switches",
    )


def _switch(switch: str, name: str, choices: dict[str, str], *, shown: bool = True) -> Component:
    """One of a few choices; the first is the default. One unseen still stands in the layout."""
    made: Component = dmc.SegmentedControl(
        id=switch,
        value=next(iter(choices)),
        data=[{"value": value, "label": label} for value, label in choices.items()],
        attributes={"root": {"aria-label": name}},
        transitionDuration=0,
        style=None if shown else {"display": "none"},
    )
    return made


def _filters(timeline: Timeline) -> Component:
    present = {
        "lane": len(timeline.lanes) > 1,
        "kind": len(timeline.kinds) > 1,
        "person": bool(timeline.people),
        "place": bool(timeline.places),
        "source": bool(timeline.sources),
        "tag": any(event.tags for event in timeline.events),
        "weight": len({event.weight for event in timeline.events}) > 1,
    }
    found = ["events"] + ["people"] * bool(timeline.people)
    found += ["words of the sources"] * bool(timeline.sources)
    return html.Div(
        [
            dmc.TextInput(
                id=ids.SEARCH,
                value="",
                label=f"Search {', '.join(found)}",
                placeholder=f"Search {', '.join(words.split()[0] for words in found)}",
                classNames={"label": "visually-hidden", "root": "search"},
                autoComplete="off",
                spellCheck=False,
                inputProps={"type": "search"},
            ),
            html.Div(
                [_filter(key, present[key]) for key in ids.FILTERS]
                + [
                    dmc.Button(
                        ["Accounts differ", html.Span(className="count")],
                        id=ids.DISPUTED,
                        className="filter",
                        variant="transparent",
                        attributes={"root": {"aria-pressed": "false"}},
                        style=None if timeline.disagreements else {"display": "none"},
                    )
                ],
                id="filter-row",
                role="group",
                **_named("Filters"),
            ),
            html.Div(
                [
                    html.Div(id=ids.STATUS, role="status"),
                    dmc.Button("Clear", id=ids.CLEAR, variant="transparent", className="quiet"),
                ],
                id="sentence",
            ),
        ],
        id="filters",
    )


def _filter(key: str, present: bool) -> Component:
    """One filter: a button and, on it, a list of options.

    The popover draws no roles of its own: it would put `aria-expanded` on a plain wrapper, which
    no reader announces; `assets/filters.js` keeps it on the button. Every filter stands in the
    layout, an empty one unseen, so that each callback finds its control.
    """
    return html.Div(
        dmc.Popover(
            [
                dmc.PopoverTarget(
                    dmc.Button(
                        [FILTER_NAMES[key], html.Span(className="count")],
                        id=ids.filter_button(key),
                        className="filter",
                        variant="transparent",
                        attributes={"root": {"aria-haspopup": "dialog", "aria-expanded": "false"}},
                    )
                ),
                dmc.PopoverDropdown(
                    html.Div(id=ids.filter_options(key), className="options", role="group"),
                ),
            ],
            id=ids.filter_panel(key),
            opened=False,
            withRoles=False,
            attributes={
                "dropdown": {"role": "dialog", "aria-label": f"Filter: {FILTER_NAMES[key]}"}
            },
            trapFocus=True,
            returnFocus=True,
            position="bottom-start",
            shadow="none",
            offset=4,
            transitionProps={"duration": 0},
            keepMounted=True,
        ),
        style=None if present else {"display": "none"},
    )


def _chart() -> Component:
    buttons = (
        (ids.ZOOM_IN, "+", "Zoom in"),
        (ids.ZOOM_OUT, "−", "Zoom out"),
        (ids.ZOOM_HOME, "0", "0, the whole range"),  # begins as it looks: it is spoken to
    )
    return html.Div(
        [
            dcc.Graph(id=ids.TIMELINE, config=GRAPH_CONFIG),
            html.Div(
                [
                    dmc.Button(
                        sign,
                        id=button,
                        className="zoom",
                        variant="default",
                        attributes={"root": {"aria-label": name, "title": name}},
                    )
                    for button, sign, name in buttons
                ],
                id="zoom",
                role="group",
                **_named("Zoom"),
            ),
            html.Div(id=ids.OVERVIEW),
        ],
        id="chart",
    )
