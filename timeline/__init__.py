"""Timelines where every event shows its evidence.

    import timeline
    t = timeline.load("data/events.yaml")
    timeline.figure(t, view="lane=germany")     # a plotly figure, for a notebook
    timeline.show(t)                            # the whole page in a cell of it
    timeline.widget(t)                          # ... whose view Python reads and sets
    timeline.table(t)                           # a pandas table, one row an event
    timeline.publish(t, "timeline.html")        # the whole page as one file, or as a site
    timeline.export(t, "germany.csv", view="lane=germany")      # a file for other programs

pandas and plotly are imported when they are first needed: checking a file needs neither.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline.model import Timeline

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

    from timeline.exchange.export import Exported
    from timeline.notebook.page import Shown
    from timeline.notebook.widget import TimelineWidget
    from timeline.publishing import Published
    from timeline.views.view import View

__all__ = ["Timeline", "export", "figure", "load", "publish", "show", "table", "widget"]
__version__ = "0.1.0"
# Dash asks the package of a component for its scripts: those of `timeline.dash`.
_js_dist = [
    {"relative_package_path": name, "namespace": "timeline"}
    for name in ("framed.js", "dash_view.js")
]


def load(path: str | Path) -> Timeline:
    """The timeline in a YAML file; see `timeline.reading.load.load`."""
    from timeline.reading.load import load

    return load(path)


def table(t: Timeline) -> pd.DataFrame:
    """One row an event; see `timeline.views.table.to_table` for the columns."""
    from timeline.views.table import to_table

    return to_table(t)


def figure(t: Timeline, view: View | str = "", **options: Any) -> go.Figure:
    """The chart of a view, which shows itself in a notebook without a network.

    See `timeline.drawing.plotly.figure.build_figure` for the other options.

    Args:
        t: the timeline.
        view: a view or its query string ("lane=germany&from=1919"). Names that the timeline does
            not have are ignored. A view of some lanes is a chart of those only.

    Raises:
        ViewError: `view` is neither, there is no theme of that name, or nothing can be drawn at
            that size.
    """
    from timeline.drawing.plotly.figure import build_figure
    from timeline.notebook.chart import Chart
    from timeline.prepared import prepare

    return Chart(build_figure(prepare(t).see(view), **options))


def show(t: Timeline, view: View | str = "", height: float = 720, **options: Any) -> Shown:
    """The whole page in a cell of a notebook; see `timeline.notebook.page.show`."""
    from timeline.notebook.page import show

    return show(t, view, height, **options)


def widget(
    t: Timeline, view: View | str = "", height: float = 720, **options: Any
) -> TimelineWidget:
    """The page in a cell, in step with Python; see `timeline.notebook.widget.widget`."""
    from timeline.notebook.widget import widget

    return widget(t, view, height, **options)


def export(t: Timeline, out: str | Path, **options: Any) -> Exported:
    """Write a view to a file; see `timeline.outputs.export` for the options."""
    from timeline.outputs import export

    return export(t, out, **options)


def publish(t: Timeline, out: str | Path, **options: Any) -> Published:
    """Write the whole page as one file or as a site; see `timeline.publishing.publish`."""
    from timeline.publishing import publish

    return publish(t, out, **options)
