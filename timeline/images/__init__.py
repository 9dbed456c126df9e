"""Pictures of a view for paper, slides and other pages: PNG, SVG, PDF.

    from timeline.images import Look, picture
    picture(t, "lane=germany", "svg", Look(width=1200))     # bytes

The chart is that of `timeline.figure`; Kaleido has a Chromium draw it (requirements-pictures.txt).
"""

from __future__ import annotations

from timeline.exchange.selection import Selection, select
from timeline.images.compose import compose
from timeline.images.finished_file import finish
from timeline.images.kaleido import DrawingError, MissingToolError, Studio
from timeline.images.settings import KINDS, PLAIN, Kind, Look, check_look
from timeline.model import Timeline
from timeline.prepared import prepare

__all__ = [
    "KINDS",
    "PLAIN",
    "DrawingError",
    "Kind",
    "Look",
    "MissingToolError",
    "Studio",
    "check_look",
    "draw",
    "picture",
]


def picture(
    t: Timeline,
    view: str = "",
    kind: Kind = "png",
    look: Look = PLAIN,
    *,
    tour: str = "",
    address: str = "",
    studio: Studio | None = None,
) -> bytes:
    """Draw a view.

    Args:
        t: the timeline.
        view: a query string such as "lane=germany&from=1923"; what it names and the timeline has
            not is ignored.
        kind: png, svg or pdf.
        look: sizes, theme, ground, and whether words stand about the chart.
        tour: id of a tour: its events only.
        address: of the page, which the picture then names.
        studio: draws; without one a browser is started for this picture alone (1–6 s).

    Returns:
        The file's bytes: a PNG of `look.width` × `look.scale` pixels across, an SVG of plain
        attributes and real text, or a PDF of one page (96 px to the inch).

    Raises:
        ViewError: `view` is no query string, a size out of bounds, a chart that has no room, no
            event in the view, no such kind or theme.
        FileProblems: no such tour.
        MissingToolError: Kaleido or Chromium is not there; the message says how to get it.
        DrawingError: the browser drew nothing, or not in time.
    """
    check_look(kind, look)
    return draw(select(prepare(t).see(view), tour, address), kind, look, studio)


def draw(s: Selection, kind: Kind, look: Look = PLAIN, studio: Studio | None = None) -> bytes:
    """As `picture`, of events that were selected already."""
    check_look(kind, look)
    sheet = compose(s, kind, look)
    if studio is not None:
        return finish(studio.draw(sheet, kind, look.scale), kind, sheet, look.scale)
    with Studio() as own:
        return finish(own.draw(sheet, kind, look.scale), kind, sheet, look.scale)
