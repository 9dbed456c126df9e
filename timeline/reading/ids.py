"""What the items of the file are called, so that events, links and tours can name them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from timeline.reading.fields import Fields
from timeline.wording import nearest, shown, slug


@dataclass(slots=True)
class Names:
    """What the items of one list are called, so that others can name them.

    Where the file has no such list (`listed` is false), naming makes: `lane: Great Britain`
    on an event adds the lane `great-britain`. Where it has one, an unknown name is a mistake.
    """

    singular: str
    listed: bool
    ids: dict[str, int] = field(default_factory=dict)  # id → line
    made: dict[str, str] = field(default_factory=dict)  # id → title
    hints: int = 20  # nearest names still to be looked for: a file full of unknowns is no typo

    def resolve(
        self,
        fields: Fields,
        key: str,
        text: str,
        line: int | None = None,
        *,
        but: Collection[str] = (),
    ) -> str:
        """The id that `text` stands for; an unknown one is added to the mistakes.

        `but` are ids that cannot be meant, because they stand here already.
        """
        if not self.listed:
            name = slug(text)
            self.made.setdefault(name, title_of(text))
            return name
        if text not in self.ids:
            self.hints -= 1
            meant = [name for name in self.ids if name not in but] if but else self.ids
            hint = nearest(text, meant) if self.hints >= 0 else ""
            hint = hint or f": no {self.singular} has this id"
            fields.problem(f"unknown {self.singular} {shown(text)}{hint}", key, line=line)
        return text

    def resolve_all(self, fields: Fields, key: str) -> tuple[str, ...]:
        """The ids that a list of names stands for, each once."""
        texts = fields.texts(key)
        there = frozenset(text for text, _ in texts)
        found = [self.resolve(fields, key, text, line, but=there) for text, line in texts]
        return tuple(dict.fromkeys(found))


@dataclass(slots=True)
class Lists:
    """The names in all the lists of the file, the sources' parts, the events' excerpts."""

    sources: Names
    lanes: Names
    kinds: Names
    people: Names
    places: Names
    works: Names = field(default_factory=lambda: Names("work", listed=True))
    events: Names = field(default_factory=lambda: Names("event", listed=True))
    terms: Names = field(default_factory=lambda: Names("term", listed=True))
    eras: Names = field(default_factory=lambda: Names("era", listed=True))
    tours: Names = field(default_factory=lambda: Names("tour", listed=True))
    parts: dict[str, tuple[int, int]] = field(default_factory=dict)  # source id → range
    excerpts: dict[str, dict[str, None]] = field(default_factory=dict)  # event id → their names
    differences: dict[str, int] = field(default_factory=dict)  # event id → its disagreements
    looked_up: dict[str, bool] = field(default_factory=dict)  # work id → was it?


def title_of(name: str) -> str:
    """A title for an id ("great-britain" → "Great britain"); other text stays as typed."""
    return name.replace("-", " ").capitalize() if slug(name) == name else name
