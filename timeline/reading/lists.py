"""The lists that events refer to: `Fields` in, a frozen value of the model out.

An item that lacks what it cannot be without is None; its mistakes have been added by then.
"""

from __future__ import annotations

import re

from timeline.dates import HistoricalDate
from timeline.model import (
    Citation,
    Era,
    Hue,
    Kind,
    Lane,
    Licence,
    Name,
    Person,
    Place,
    Shape,
    Source,
    Term,
    Work,
)
from timeline.reading.authors import from_prose, listed_names
from timeline.reading.fields import Fields
from timeline.reading.ids import Lists, title_of
from timeline.reading.keys import CHECKSUM, GENRES, HUES, LICENCE, LOCATOR, SHAPES, SHOWS
from timeline.reading.strict_yaml import Mapping
from timeline.wording import shown, slug

_CHECKSUM = re.compile(CHECKSUM)
# What may follow "p. ", "ch. " or "no. ": "871", "871-873, 880", "XIV", "46a", "5/6".
_LOCATOR = re.compile(LOCATOR)
_PREFIX = re.compile(
    r"(?:pp?|pages?|ch|chap|chapters?|vols?|volumes?|nos?|nr|numbers?|issues?)\b[. ]*",
    re.IGNORECASE,
)

# Creative Commons: https://creativecommons.org/share-your-work/cclicenses/
_CC = re.compile(r"cc-?(by(?:-nc)?(?:-(?:sa|nd))?)(?:-v?([0-9.]+))?")
_CC_VERSIONS = ("1.0", "2.0", "2.5", "3.0", "4.0")
_CC_HOME = "https://creativecommons.org/"
_CC_ADDRESS = re.compile(
    r"https?://creativecommons\.org/(?:licenses/([a-z-]+)/([0-9.]+)|publicdomain/zero/1\.0)(?:/.*)?"
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S")


def licence(head: Fields) -> Licence | None:
    """What others may do with the timeline's own words: a name, an address, or both in a mapping.

    The address of a Creative Commons licence is known by its name, and the name by its address.
    """
    if not head.has("licence"):
        return None
    if isinstance(head.node.values["licence"], Mapping):
        both = head.fields("licence")
        assert both is not None
        title = both.text("title")
        url = both.url("url")
        known = _creative_commons(both, title, "title")
        both.close()
        return Licence(title, url or known)
    if _SCHEME.match(head.text("licence")):
        url = head.url("licence")
        found = _CC_ADDRESS.fullmatch(url)
        if not found:
            return Licence(url, url)
        return Licence(f"CC {found[1].upper()} {found[2]}" if found[1] else "CC0 1.0", url)
    title = head.text("licence")
    head.check_length("licence", title, LICENCE.keys["title"])
    return Licence(title, _creative_commons(head, title, "licence"))


def _creative_commons(fields: Fields, title: str, key: str) -> str:
    """The address of a Creative Commons licence, "" for any other."""
    name = re.sub(r"[ _-]+", "-", title.strip().lower())
    if name in ("cc0", "cc-0", "cc0-1.0", "cc-0-1.0"):
        return f"{_CC_HOME}publicdomain/zero/1.0/"
    found = _CC.fullmatch(name)
    if not found:
        return ""
    if found[2] not in _CC_VERSIONS:
        wrong = f"has no version {found[2]}" if found[2] else "has several versions"
        meant = f"CC {found[1].upper()} 4.0"
        fields.problem(f"{key} {shown(title)} {wrong}: write {meant}, or the one meant", key)
        return ""
    return f"{_CC_HOME}licenses/{found[1]}/{found[2]}/"


def work(fields: Fields, lists: Lists) -> Work | None:
    """A work that the editor's own words rest on."""
    name = fields.id(lists.works.ids)
    title = fields.text("title")
    author = fields.text("author")
    authors, editors = _names(fields)
    place = fields.text("place")
    date = fields.date("date")
    first = authors or editors or from_prose(author)[0]
    made = Work(
        id=name,
        title=title,
        label=fields.text("label", _short_name(first, title, date)),
        author=author,
        authors=authors,
        editors=editors,
        date=date,
        container=fields.text("container"),
        volume=_locator(fields, "volume"),
        number=_locator(fields, "number"),
        pages=_locator(fields, "pages"),
        place=place,
        publisher=_publisher(fields, place),
        url=fields.url("url"),
        looked_up=fields.flag("looked_up", True),
        note=fields.text("note"),
        line=fields.line,
    )
    fields.close()
    if not name:
        return None
    lists.looked_up[name] = made.looked_up
    return made


def _short_name(names: tuple[Name, ...], title: str, date: HistoricalDate | None) -> str:
    """ "Broué 1988": the first family name and the year; without a name, the title."""
    first = (names[0].family or names[0].text) if names else title
    more = " and others" if len(names) > 1 else ""
    return " ".join(filter(None, (first + more, date.words() if date else "")))


def _names(fields: Fields) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    """Authors and editors."""
    return listed_names(fields, "authors"), listed_names(fields, "editors")


def _publisher(fields: Fields, place: str) -> str:
    """The publisher's name; with its place before it only where `place` is not given."""
    text = fields.text("publisher")
    if place and text.startswith(f"{place}:"):
        alone = text.removeprefix(f"{place}:").strip()
        fields.problem(f"publisher {shown(text)} repeats the place: write {alone}", "publisher")
    return text


def citations(fields: Fields, lists: Lists) -> tuple[Citation, ...]:
    """The works that something of the editor's rests on: `works: [{work: ID, page: 12}]`."""
    made = (_citation(each, lists) for each in fields.items("works"))
    return tuple(each for each in made if each.work)


def _citation(fields: Fields, lists: Lists) -> Citation:
    name = fields.text("work")
    if name.strip() and name not in lists.works.ids and not lists.works.ids:
        fields.problem(
            f"unknown work {shown(name)}: the file has no list of works yet; add, at the left "
            f"margin, 'works:' and under it '- {{id: {slug(name)}, author: …, title: …, date: …}}'"
            + (f", and name it so here: work: {slug(name)}" if slug(name) != name else ""),
            "work",
        )
    elif name.strip():
        lists.works.resolve(fields, "work", name)
    made = Citation(
        name if name.strip() else "",
        _locator(fields, "page"),
        _locator(fields, "chapter"),
        fields.flag("looked_up", lists.looked_up.get(name, True)),
        fields.line,
    )
    fields.close()
    return made


def _locator(fields: Fields, key: str) -> str:
    text = fields.text(key)
    if text.strip() and not _LOCATOR.fullmatch(text):
        plain = _PREFIX.sub("", text).strip(" .")
        example = f"{key}: {plain}" if _LOCATOR.fullmatch(plain) else f"such as {key}: 871-873"
        fields.problem(f"{key} {shown(text)}: write the number alone, {example}", key)
    return text


def source(fields: Fields, lists: Lists) -> Source | None:
    """A text that is quoted, with its file and the part of it that is meant."""
    name = fields.id(lists.sources.ids)
    title = fields.text("title")
    file = fields.path("file")
    part = fields.part("part")
    sha256 = fields.text("sha256")
    if sha256 and not _CHECKSUM.fullmatch(sha256):
        fields.problem("sha256 must be 64 figures and small letters a–f", "sha256")
    if not file and (part or sha256):
        fields.problem("part and sha256 need the file they belong to: add file")
    if part:
        lists.parts[name] = part
    authors, editors = _names(fields)
    place = fields.text("place")
    made = Source(
        id=name,
        title=title,
        label=fields.text("label", title),
        genre=fields.choice("genre", GENRES),
        author=fields.text("author"),
        authors=authors,
        editors=editors,
        container=fields.text("container"),
        volume=_locator(fields, "volume"),
        number=_locator(fields, "number"),
        pages=_locator(fields, "pages"),
        place=place,
        publisher=_publisher(fields, place),
        date=fields.date("date"),
        printed=fields.date("printed"),
        works=citations(fields, lists),
        url=fields.url("url"),
        licence=fields.text("licence"),
        credit=fields.text("credit"),
        stance=fields.text("stance"),
        note=fields.text("note"),
        show=fields.choice("show", SHOWS) or "quotation",
        file=file,
        part=part,
        sha256=sha256,
        line=fields.line,
    )
    fields.close()
    return made if name else None


def lane(fields: Fields, lists: Lists) -> Lane | None:
    """A lane; None where it has no id."""
    name = fields.id(lists.lanes.ids)
    title = fields.text("title", title_of(name))
    made = Lane(name, title, fields.text("short", title), fields.line)
    fields.close()
    return made if name else None


def kind(fields: Fields, lists: Lists) -> Kind | None:
    """A kind; shape and hue that are not given go round with its place in the list."""
    number = len(lists.kinds.ids)
    name = fields.id(lists.kinds.ids)
    made = Kind(
        name,
        fields.text("title", title_of(name)),
        fields.choice("shape", SHAPES) or looks(number)[0],
        fields.choice("hue", HUES) or looks(number)[1],
        fields.line,
    )
    fields.close()
    return made if name else None


def looks(number: int) -> tuple[Shape, Hue]:
    """Shape and hue of the kind at a place in the list, where the file gives none."""
    return SHAPES[number % len(SHAPES)], HUES[number % len(HUES)]


def person(fields: Fields, lists: Lists) -> Person | None:
    """Somebody who took part; None where there is no id."""
    name = fields.id(lists.people.ids)
    made = Person(
        name,
        fields.text("name", title_of(name)),
        fields.words("variants"),
        fields.text("who"),
        fields.line,
    )
    fields.close()
    return made if name else None


def place(fields: Fields, lists: Lists) -> Place | None:
    """A place; None where there is no id."""
    name = fields.id(lists.places.ids)
    made = Place(name, fields.text("name", title_of(name)), fields.words("variants"), fields.line)
    fields.close()
    return made if name else None


def term(fields: Fields, lists: Lists) -> Term | None:
    """A word and what it means; None where there is no id."""
    name = fields.id(lists.terms.ids)
    made = Term(
        name,
        fields.text("term"),
        fields.text("gloss"),
        fields.words("variants"),
        fields.line,
    )
    fields.close()
    return made if name and made.term and made.gloss else None


def era(fields: Fields, lists: Lists) -> Era | None:
    """A named span of time; None where it has no id or no date."""
    name = fields.id(lists.eras.ids)
    title = fields.text("title")
    date = fields.date("date")
    if date and None in date.bounds:
        fields.problem(f"date {date.text}: an era needs a start and an end", "date")
    fields.close()
    return Era(name, title, date, fields.line) if name and date else None
