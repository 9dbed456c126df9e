"""Every file that a view can become, by its ending: data and texts, slides, pictures."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from timeline.errors import FileProblems, ViewError
from timeline.exchange.export import WRITERS, Exported, Writer
from timeline.exchange.export import export as write
from timeline.exchange.selection import Selection
from timeline.model import Timeline
from timeline.views.view import View

if TYPE_CHECKING:
    from timeline.images import Kind

PICTURES: Final[tuple[Kind, ...]] = ("png", "svg", "pdf")
SLIDES: Final = "pptx"


@dataclass(frozen=True, slots=True)
class Wishes:
    """How pictures and slides are made; data and texts know no wishes.

    Attributes:
        width, height, scale: of a picture, see `timeline.images.Look`.
        theme: light, dark or projector; None for that of the view.
        transparent: a picture without its ground.
        bare: a picture without title, sentence, sources and address.
        size: of slides, "16:9" or "4:3".
        one: one slide, with the chart of the view.
    """

    width: int | None = None
    height: int | None = None
    scale: int = 1
    theme: str | None = None
    transparent: bool = False
    bare: bool = False
    size: str = "16:9"
    one: bool = False


NONE: Final = Wishes()
_FIELDS: Final = {field.name for field in fields(Wishes)}


def writers(wishes: Wishes = NONE) -> dict[str, Writer]:
    """What writes a selection, by the ending.

    Args:
        wishes: of who asked.
    """
    pictures: dict[str, Writer] = {
        f".{kind}": partial(_picture, kind=kind, wishes=wishes) for kind in PICTURES
    }
    return WRITERS | pictures | {f".{SLIDES}": partial(_slides, wishes=wishes)}


def export(
    t: Timeline,
    out: str | Path,
    view: View | str = "",
    *,
    tour: str = "",
    address: str = "",
    sources: str | Path | None = None,
    wishes: Wishes = NONE,
) -> Exported:
    """Write a view to a file, whole or not at all.

    Args:
        t: the timeline.
        out: its ending says what is written: see `writers`.
        view: a query string such as "lane=germany", or a view.
        tour: the id of a tour: its events only.
        address: of the page; with it the file says where it can be opened.
        sources: the folder of the texts, to compare every quotation with them first.
        wishes: how a picture or slides are made.

    Raises:
        FileProblems: an ending, a tour or a wish that is not known for this kind of file, a view
            without events, an address that is none, no such folder of texts, a quotation that
            differs, a size out of bounds, a tool that is not installed, a path that cannot be
            written, or that is the timeline's own file.
        ViewError: `view` is neither a view nor a query string.
    """
    _check(Path(out), wishes)
    table = writers(wishes)
    return write(t, out, view, tour=tour, address=address, sources=sources, writers=table)


def _check(out: Path, wishes: Wishes) -> None:
    """Raises FileProblems for a wish that this kind of file cannot fulfil."""
    ending = out.suffix.lower().removeprefix(".")
    for_slides = {"theme", "size", "one"}
    known = for_slides if ending == SLIDES else _FIELDS - {"size", "one"}
    known = known if ending in (SLIDES, *PICTURES) else set()
    asked = {name for name in _FIELDS if getattr(wishes, name) != getattr(NONE, name)}
    if unknown := sorted(asked - known):
        raise FileProblems.single(out, 0, f"{', '.join(unknown)}: not for a file of this kind")


# The libraries of slides and pictures are loaded when the first is made: a sheet needs neither.


def _picture(s: Selection, *, kind: Kind, wishes: Wishes) -> bytes:
    from timeline.images import PLAIN, Look, draw

    look = Look(
        width=PLAIN.width if wishes.width is None else wishes.width,
        height=wishes.height,
        scale=wishes.scale,
        theme=wishes.theme,
        ground=not wishes.transparent,
        words=not wishes.bare,
    )
    return draw(s, kind, look)


def _slides(s: Selection, *, wishes: Wishes) -> bytes:
    from timeline.drawing.theme import THEMES
    from timeline.slides import one_slide, slides

    if wishes.theme is not None and wishes.theme not in THEMES:
        raise ViewError(f"there is no theme {wishes.theme!r}: write one of {', '.join(THEMES)}")
    seen = s.seen.through(replace(s.view, theme=wishes.theme or s.view.theme))
    address = s.reading.address
    if wishes.one:
        return one_slide(seen, address, wishes.size)
    return slides(seen, s.tour.id if s.tour else "", address, wishes.size)
