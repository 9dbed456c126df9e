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
    several = any(sign in item.pages for sign in "-–—, ")
    parts = (
        item.container,
        item.volume and f"vol. {item.volume}",
        item.number and f"no. {item.number}",
        item.pages and f"{'pp.' if several else 'p.'} {item.pages}",
        ": ".join(filter(None, (item.place, item.publisher))),
    )
    return ", ".join(filter(None, parts))


def _joined(names: tuple[Name, ...]) -> str:
    *most, last = (name.text for name in names)
    return f"{', '.join(most)} and {last}" if most else last
