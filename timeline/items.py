"""The lists that events refer to: `Fields` in, a frozen value of the model out.

An item that lacks what it cannot be without is None; its mistakes have been added by then.
"""

from __future__ import annotations

import re
from typing import get_args

from timeline.fields import Fields
from timeline.model import Era, Genre, Hue, Kind, Lane, Person, Place, Shape, Show, Source, Term
from timeline.names import Lists, title_of

SHAPES: tuple[Shape, ...] = get_args(Shape)
HUES: tuple[Hue, ...] = get_args(Hue)
GENRES: tuple[Genre, ...] = get_args(Genre)
SHOWS: tuple[Show, ...] = get_args(Show)


def source(fields: Fields, lists: Lists) -> Source | None:
    name = fields.id(lists.sources.ids)
    title = fields.text("title", required=True)
    file = fields.path("file")
    part = fields.part("part")
    sha256 = fields.text("sha256")
    if sha256 and not re.fullmatch(r"[0-9a-f]{64}", sha256):
        fields.problem("sha256 must be 64 figures and small letters a–f", "sha256")
    if not file and (part or sha256):
        fields.problem("part and sha256 need the file they belong to: add file")
    if part:
        lists.parts[name] = part
    made = Source(
        id=name,
        title=title,
        label=fields.text("label", title),
        genre=fields.choice("genre", GENRES, None),
        author=fields.text("author"),
        container=fields.text("container"),
        date=fields.date("date"),
        url=fields.url("url"),
        licence=fields.text("licence"),
        credit=fields.text("credit"),
        stance=fields.text("stance", lines=True),
        note=fields.text("note", lines=True),
        show=fields.choice("show", SHOWS, None) or "quotation",
        file=file,
        part=part,
        sha256=sha256,
        line=fields.line,
    )
    fields.close()
    return made if name else None


def lane(fields: Fields, lists: Lists) -> Lane | None:
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
        fields.choice("shape", SHAPES, None) or looks(number)[0],
        fields.choice("hue", HUES, None) or looks(number)[1],
        fields.line,
    )
    fields.close()
    return made if name else None


def looks(number: int) -> tuple[Shape, Hue]:
    """Shape and hue of the kind at a place in the list, where the file gives none."""
    return SHAPES[number % len(SHAPES)], HUES[number % len(HUES)]


def person(fields: Fields, lists: Lists) -> Person | None:
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
    name = fields.id(lists.places.ids)
    made = Place(name, fields.text("name", title_of(name)), fields.words("variants"), fields.line)
    fields.close()
    return made if name else None


def term(fields: Fields, lists: Lists) -> Term | None:
    name = fields.id(lists.terms.ids)
    made = Term(
        name,
        fields.text("term", required=True),
        fields.text("gloss", required=True, lines=True),
        fields.words("variants"),
        fields.line,
    )
    fields.close()
    return made if name and made.term and made.gloss else None


def era(fields: Fields, lists: Lists) -> Era | None:
    name = fields.id(lists.eras.ids)
    title = fields.text("title", required=True)
    date = fields.date("date", required=True)
    if date and None in date.bounds:
        fields.problem(f"date {date.text}: an era needs a start and an end", "date")
    fields.close()
    return Era(name, title, date, fields.line) if name and date else None
