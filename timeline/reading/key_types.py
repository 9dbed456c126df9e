"""What can be said of a key of the file: what its value is, its limits, what it is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Type = Literal[
    "text",  # one line
    "lines",  # text that may have several lines
    "texts",  # a list of texts of one line each
    "id",
    "name",  # the id of an item of another list
    "names",
    "tags",  # a list of texts that look like ids
    "choice",
    "flag",  # true or false
    "number",
    "part",  # two numbers: the first character, and the one after the last
    "date",
    "address",
    "file",  # a name inside a folder
    "mapping",
    "list",  # of mappings
]


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the file.

    Attributes:
        name: as it is typed.
        type: what its value is.
        help: what it is for, in a sentence for whoever writes a file.
        required: it is a mistake to leave it out.
        default: the value that holds where it is left out, as it would be typed.
        otherwise: what happens where it is left out, in words, if there is no `default`.
        example: a value as it would be typed, where the help does not show what one looks like.
        choices: the values that there are.
        characters: how long a text may be; of `texts`, each of them.
        words: the same in words.
        projected: it has to fit a projected screen: white space counts as one space, and the
            reader has words of its own for a text that is too long.
        least, most: the limits of a number.
        pattern: a regular expression that the whole text must match.
        form: what the pattern asks for, in words.
        listed_in: the list at the left margin in which the items that it names stand.
        of: the keys of its mapping, or of the items of its list; several where an item may be
            one of several things.
        item: what an item of its list is called in messages, if not by the name of `of`.
        short: a text alone may stand for a mapping: it is the value of this key of it.
        alone: one item may stand by itself, without a list around it.
        fewest: how many items its list has at least.
        needs: the keys beside it without which it says nothing.
    """

    name: str
    type: Type
    help: str
    required: bool = False
    default: str = ""
    otherwise: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()
    characters: int | None = None
    words: int | None = None
    projected: bool = False
    least: int = 0
    most: int | None = None
    pattern: str = ""
    form: str = ""
    listed_in: str = ""
    of: tuple[Section, ...] = ()
    item: str = ""
    short: str = ""
    alone: bool = False
    fewest: int = 0
    needs: tuple[str, ...] = ()

    def written(self) -> str:
        """How its value is written: "one line, at most 500 characters"."""
        limits = [f"{self.characters} characters"] if self.characters is not None else []
        limits += [f"{self.words} words"] if self.words is not None else []
        most = f", at most {' and '.join(limits)}" if limits else ""
        match self.type:
            case "text":
                return (self.form or "one line") + most
            case "lines":
                return f"text{most}"
            case "texts":
                return f"a list of texts{most and f', each{most[1:]}'}"
            case "id":
                return f"small letters, figures and hyphens{most}"
            case "tags":
                return "a list of words in small letters, figures and hyphens"
            case "name" | "names":
                return self.form or f"{_NAMING[self.type]} `{self.listed_in}`"
            case "choice":
                return f"one of {', '.join(f'`{choice}`' for choice in self.choices)}"
            case "number":
                return f"a whole number from {self.least}" + (
                    f" to {self.most}" if self.most else ""
                )
            case "list":
                some = f"{self.fewest} or more" if self.fewest > 1 else "each"
                alone = f"; `{self.short}` alone may stand for all of it" if self.short else ""
                return f"a list, {some} with keys of its own{alone}"
            case "mapping":
                alone = f", or its `{self.short}` alone" if self.short else ""
                return f"keys of its own{alone}"
        return _WRITTEN[self.type]

    def left_out(self) -> str:
        """What holds where the key is left out: "a mistake", "`true`", "made of the id"."""
        if self.required:
            return "a mistake"
        return f"`{self.default}`" if self.default else self.otherwise or "nothing"


@dataclass(frozen=True, slots=True)
class Section:
    """The keys of one mapping of the file, or of each item of one of its lists.

    Attributes:
        name: what an item is called in messages: "event".
        title: the heading of the section in the description of the file.
        help: what it is for, in a paragraph.
        keys: by their names, the one first with which an item begins.
        example: a piece of a file, from the left margin on; "" where another section's shows it.
    """

    name: str
    title: str
    help: str
    keys: Mapping[str, Key]
    example: str = ""


def by_name(*keys: Key) -> dict[str, Key]:
    """Keys by their names, in their order."""
    return {key.name: key for key in keys}


def first_key(section: Section) -> str:
    """The name of the key with which an item begins."""
    return next(iter(section.keys))


_NAMING = {"name": "an id of", "names": "a list of ids of"}
_WRITTEN = {
    "flag": "`true` or `false`",
    "part": "two whole numbers, the smaller first",
    "date": "a date",
    "address": "an `http`, `https` or `mailto` address",
    "file": "a name without a leading `/` and without `..`",
}
