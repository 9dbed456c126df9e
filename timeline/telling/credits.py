"""Who made a source or a work and where it stands, in one line of prose each."""

from __future__ import annotations

from timeline.model import Name, Source, Work


def by_whom(item: Source | Work) -> str:
    """The author in the words of the file; else the names: "E. H. Carr and R. W. Davies"."""
    if item.author:
        return item.author
    if item.authors:
        return _joined(item.authors)
    many = "s" if len(item.editors) > 1 else ""
    return f"{_joined(item.editors)} (ed{many}.)" if item.editors else ""


def where(item: Source | Work) -> str:
    """What it stands in and who published it: "The Militant, vol. III, no. 20, pp. 4–5"."""
    parts = (
        item.container,
        item.volume and f"vol. {item.volume}",
        item.number and f"no. {item.number}",
        pages(item.pages),
        ": ".join(filter(None, (item.place, item.publisher))),
    )
    return ", ".join(filter(None, parts))


def pages(locator: str) -> str:
    """ "p. 212", "pp. 4–5"; "" for none."""
    return _located("p.", "pp.", locator)


def chapters(locator: str) -> str:
    """ "ch. 46", "chs. 3–4"; "" for none."""
    return _located("ch.", "chs.", locator)


def _located(one: str, several: str, locator: str) -> str:
    sign = several if any(sign in locator for sign in "-–—, ") else one
    return f"{sign} {locator.replace('—', '–').replace('-', '–')}" if locator else ""


def _joined(names: tuple[Name, ...]) -> str:
    *most, last = (name.text for name in names)
    return f"{', '.join(most)} and {last}" if most else last
