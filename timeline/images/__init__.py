"""Pictures of a view for paper, slides and other pages: PNG, SVG, PDF.

    from timeline.images import Look, picture
    picture(t, "lane=germany", "svg", Look(width=1200))     # bytes

They are drawn without a browser: a list of primitives (`timeline.drawing.chart`) is written as SVG,
which libraries turn into pixels or a page (requirements-pictures.txt).
"""

from __future__ import annotations

from timeline.errors import MissingToolError
from timeline.exchange.selection import Selection, select
from timeline.images import drawn, svg
from timeline.images.compose import compose
from timeline.images.drawn import DrawingError
from timeline.images.settings import KINDS, PLAIN, Kind, Look, check_look
from timeline.images.tools import installed
from timeline.model import Timeline
from timeline.prepared import prepare

__all__ = [
    "KINDS",
    "PLAIN",
    "DrawingError",
    "Kind",
    "Look",
    "MissingToolError",
    "check_look",
    "draw",
    "installed",
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

    Returns:
        The file's bytes: a PNG of `look.width` × `look.scale` pixels across, an SVG of plain
        attributes and real text, or a PDF of one page (96 px to the inch).

    Raises:
        ViewError: `view` is no query string, a size out of bounds, a chart that has no room, no
            event in the view, no such kind or theme.
        FileProblems: no such tour.
        MissingToolError: the libraries that draw PNG and PDF are not installed, or no font of
            this machine has the letters; the message says what to install.
        DrawingError: the picture could not be drawn.
    """
    check_look(kind, look)
    return draw(select(prepare(t).see(view), tour, address), kind, look)


def draw(s: Selection, kind: Kind, look: Look = PLAIN) -> bytes:
    """As `picture`, of events that were selected already."""
    check_look(kind, look)
    sheet = compose(s, kind, look)
    if kind == "svg":
        return svg.write(sheet).encode()
    return drawn.png(sheet, look.scale) if kind == "png" else drawn.pdf(sheet)
