"""The page as a Dash app: the page draws first, and Dash joins it when it has come to rest.

Dash's scripts stand in a `<template>`, which runs nothing; the engine starts them in idle time
after the page is usable (`assets/boot/dash.js`). Then `TimelineView`, which draws nothing, tells
callbacks the view of the living page and shows it the views that they set. What a developer adds
is drawn beside the chart, in Dash's own root.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from dash import Dash, html
from dash.development.base_component import Component
from flask import Response
from markupsafe import Markup

from timeline.page import licences
from timeline.page.carried import Carried, File, detail_files
from timeline.page.page import (
    Filling,
    Page,
    data_blocks,
    later_script,
    script,
    style_block,
    stylesheet,
)

Children = Component | Sequence[Component] | None
"""What a developer puts beside the chart."""

LATE: Final = "late-dash"
VIEW: Final = "timeline"
"""The id by which callbacks know the page."""
_ROOM = re.compile(r"[0-9]+(\.[0-9]+)?(px|rem|em|vh)")
_IDS = re.compile(r"""\sid=["']([^"']+)["']""")


class TimelineView(Component):
    """The living page, for callbacks: `Input("timeline", "view")`. It draws nothing of its own.

    Args:
        id: `timeline`.
        view: the query string of the view, without "?". Set by a callback, it is shown; what of it
            the timeline does not have is passed over, and the page says so.
        event: the id of the chosen event, or "". Set by a callback, that event is chosen.
        visible: the ids of the events in sight. It can be read alone.
    """

    _namespace = "timeline_page"
    _type = "TimelineView"
    _children_props: list[str] = []  # noqa: RUF012  # as Dash reads it
    _base_nodes: list[str] = []  # noqa: RUF012

    def __init__(
        self, id: str = VIEW, view: str = "", event: str = "", visible: Sequence[str] = ()
    ) -> None:
        self._prop_names = ["id", "view", "event", "visible"]
        self._valid_wildcard_attributes: list[str] = []
        self.available_properties = self._prop_names
        self.available_wildcard_properties: list[str] = []
        super().__init__(id=id, view=view, event=event, visible=list(visible))  # type: ignore[no-untyped-call]  # Dash has no types


class PageApp(Dash):
    """Dash with the page around the place where it draws.

    Attributes:
        page: the page.
        loads: its scripts and styles.
        details: what it asks for when it stands.
        head: further tags of its head.
        room: how high the place beside the chart is before its components come, as CSS says it.
    """

    page: Page
    loads: Carried
    details: tuple[File, ...]
    head: Markup
    room: str

    def interpolate_index(
        self,
        metas: str = "",
        title: str = "",
        css: str = "",
        config: str = "",
        scripts: str = "",
        app_entry: str = "",
        favicon: str = "",
        renderer: str = "",
    ) -> str:
        """The HTML of `/`.

        Dash's own template replaces placeholders one after another, so that a title that holds
        the name of a placeholder would be replaced too; here its pieces are values of a template.
        """
        at = self.address_of
        # the engine looks for it
        late = Markup(f'{config}\n<template id="{LATE}">{scripts}\n{renderer}</template>\n')
        told = data_blocks(self.page.blocks_with([at(file) for file in self.details]))
        styles = [stylesheet(at(file)) for file in self.loads.styles]
        return self.page.fill(
            Filling(
                early=script(at(self.loads.early)),
                styles=Markup("\n").join([style_block(self._variables()), *styles, Markup(css)]),
                loaded=Markup("\n").join(later_script(at(file)) for file in self.loads.scripts),
                scripts=late,
                data=told + self.page.linked_data(),
                head=self.head,
                licences=licences.LINK,
                beside=Markup('<div id="react-entry-point"></div>'),
                asker=at(self.loads.asker),
            )
        )

    def _variables(self) -> str:
        kept = f":root {{ --beside: {self.room}; }}" if self.room else ""
        return self.page.variables + kept

    def address_of(self, file: File) -> str:
        """Where a reader's browser finds a file."""
        return f"{self.config.requests_pathname_prefix}{file.name}"


def build_app(
    page: Page,
    loads: Carried,
    *,
    head: Markup,
    folder: str = "/",
    children: Children = None,
    room: str = "",
) -> PageApp:
    """Make the app: its HTML, what it loads, its layout.

    Args:
        page: the page.
        loads: its scripts and styles.
        head: further tags of its head.
        folder: the path in which readers find the page, from "/" to "/".
        children: what stands beside the chart.
        room: the height that is kept for them until they come, such as "24rem".

    Raises:
        ValueError: `room` is no height; a child has the id of a part of the page.
    """
    if room and not _ROOM.fullmatch(room):
        raise ValueError(f"room: {room!r} is not a height such as 24rem or 300px")
    app = PageApp(
        __name__,
        title=page.prepared.timeline.title,
        include_assets_files=False,
        update_title="",
        serve_locally=True,
        include_pages_meta=False,
        external_scripts=[],
        external_stylesheets=[],
        routes_pathname_prefix="/",
        requests_pathname_prefix=folder,
    )
    app.page, app.loads, app.head, app.room = page, loads, head, room
    app.details = detail_files(page)
    app.layout = _layout(page, children)
    if children is not None:
        _check_ids(app)
    for file in (*loads.published(), *app.details, loads.asker):
        route = f"{app.config.routes_pathname_prefix}{file.name}"
        app.server.add_url_rule(route, endpoint=file.name, view_func=_answer(file))
    return app


def _layout(page: Page, children: Children) -> Component:
    beside = [] if children is None else children if isinstance(children, Sequence) else [children]
    # as a page shows it that is opened without a view: no callback is first called with None
    shown = TimelineView(visible=page.document["columns"]["id"])
    return html.Div([shown, *beside], id="beside")


def _check_ids(app: PageApp) -> None:
    """Two elements of one id, and the page would take the other for its own."""
    taken = set(_IDS.findall(app.interpolate_index())) | {VIEW}
    for component in app.layout._traverse():
        name = getattr(component, "id", None)
        own = isinstance(component, TimelineView) or component is app.layout
        if not own and isinstance(name, str) and name in taken:
            raise ValueError(f"children: the page has a part with the id {name!r}; choose another")


def _answer(file: File) -> Callable[[], Response]:
    return lambda: Response(file.content, mimetype=file.kind)
