"""Reading one mapping of the file, field by field, every mistake added with its line.

A field that is wrong yields its default (or None where it is required), so that the reading goes
on to the next mistake; whoever asks for the result first asks whether there were problems.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from timeline import dates
from timeline.dates import HistoricalDate
from timeline.errors import DateError
from timeline.reading import strict_yaml
from timeline.reading.key_types import Key, Section, first_key
from timeline.reading.keys import DATE_CHARACTERS, ID, ID_CHARACTERS, NUMBER
from timeline.reading.strict_yaml import Mapping, Node, Scalar
from timeline.reading.text_file import Problems
from timeline.wording import nearest, shown, slug

Choice = TypeVar("Choice", bound=str)

SLUG = re.compile(ID)
_NO_SPACE = re.compile(r"([a-z_]+):(\S+)")  # "id:strike", which YAML takes for one word
_YES, _NO = ("true", "yes"), ("false", "no")
_CONTROL_CHARACTER = re.compile(r"[\n\r\t]")


class Fields:
    """One mapping, its name for messages ("event 'general-strike'"), and the problems to add to.

    The name may be made when it is first needed: of most items it never is.
    `section` declares its keys: which there are, which are required, how long each may be. An
    item that may be one of several things is taken for the first until `read_as` says which.
    """

    def __init__(
        self,
        node: Mapping,
        name: str | Callable[[], str],
        problems: Problems,
        section: Section,
        line: int | None = None,
    ) -> None:
        self.node = node
        self._name = name
        self.section = section
        self.instead: tuple[Section, ...] = ()  # what else it may be
        self.line = line or node.line
        self.taken: set[str] = set()  # ids of the list that it stands in
        self._problems = problems

    @property
    def name(self) -> str:
        """What messages call it; "" for the file itself."""
        return self._name if isinstance(self._name, str) else self._name()

    @name.setter
    def name(self, name: str) -> None:
        self._name = name

    def problem(self, message: str, key: str | None = None, *, line: int | None = None) -> None:
        """Add a mistake at the line of `key` (or `line`, or the item's own)."""
        if line is None:
            line = self.node.lines.get(key, self.line) if key else self.line
        self._problems.add(line, f"{self.name}: {message}" if self.name else message)

    def has(self, key: str) -> bool:
        """Whether the key stands there with a value; an empty one, or an empty list, is none."""
        node = self.node.values.get(key)
        if node is None:
            return False
        if isinstance(node, Scalar):
            return not node.empty
        return isinstance(node, Mapping) or bool(node.items)

    def line_of(self, key: str) -> int:
        return self.node.lines.get(key, self.line)

    def read_as(self, section: Section) -> None:
        """Say which of the things that it may be this item is."""
        self.section, self.instead = section, ()

    def close(self, *told: str) -> None:
        """Report the keys that are not declared, but for those of which something was `told`."""
        if self.node.lines.keys() <= self.section.keys.keys():
            return
        for key, line in self.node.lines.items():
            if key not in self.section.keys and key not in told:
                known = [*(first_key(each) for each in self.instead), *self.section.keys]
                free = [name for name in known if name not in self.node.values]
                hint = nearest(key, free) or f"; known keys are {', '.join(known)}"
                if self.node.flow and not strict_yaml.is_key(key) and key.casefold() not in free:
                    hint = (
                        "; if it belongs to the text before it, put quotes around the whole of "
                        "that: within { } a comma ends a value"
                    )
                self.problem(f"unknown key {shown(key)}{hint}", line=line)

    def text(self, key: str, default: str = "") -> str:
        """Text as long as it may be; of one line unless declared otherwise."""
        declared = self.section.keys[key]
        if not self.has(key):
            if declared.required and not self._has_in_capitals(key):
                self.problem(f"{key} is {self._absence(key)}", key)
            return default
        text = self._scalar(self.node.values[key], key)
        if text is None:
            return default
        if _is_blank(text):
            self.problem(f"{key} is empty: write it, or leave the key out", key)
        elif declared.type != "lines" and _CONTROL_CHARACTER.search(text):
            self.problem(f"{key} must be one line of text, without tabs", key)
        if not declared.projected:
            self.check_length(key, text, declared)
        return text

    def check_length(self, key: str, text: str, declared: Key) -> None:
        """Whether a text is within the limits of a key."""
        most, words = declared.characters, declared.words
        if most is not None and len(text) > most and declared.type != "id":
            self.problem(f"{key} has {len(text)} characters, at most {most}", key)
        if words is not None and (count := len(text.split())) > words:
            self.problem(f"{key} has {count} words, at most {words}", key)

    def _scalar(self, node: Node, key: str) -> str | None:
        if isinstance(node, Scalar):
            return node.text
        what = "a list" if isinstance(node, strict_yaml.Sequence) else "a mapping"
        self.problem(f"{key} must be text, not {what}", key)
        return None

    def texts(self, key: str) -> tuple[tuple[str, int], ...]:
        """A list of texts, each with its line; a repeated one is a mistake."""
        if not self.has(key):
            return ()
        node = self.node.values[key]
        if not isinstance(node, strict_yaml.Sequence):
            self.problem(f"{key} must be a list: {key}: [one, two]", key)
            return ()
        found: dict[str, int] = {}
        for item in node.items:
            if not isinstance(item, Scalar) or not item.text.strip():
                self.problem(f"{key} must be a list of texts", line=item.line)
            elif _CONTROL_CHARACTER.search(item.text):
                self.problem(f"{key}: each must be one line of text", line=item.line)
            elif item.text in found:
                self.problem(f"{key}: {shown(item.text)} stands twice", line=item.line)
            else:
                found[item.text] = item.line
        return tuple(found.items())

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts without their lines."""
        return tuple(text for text, _ in self.texts(key))

    def slugs(self, key: str) -> tuple[str, ...]:
        """A list of slugs (tags)."""
        texts = self.texts(key)
        there = [text for text, _ in texts]
        for text, line in texts:
            if not SLUG.fullmatch(text):
                meant = slug(text)
                doing = "delete it" if meant in there else f"write {shown(meant, ID_CHARACTERS)}"
                also = f", since {shown(meant)} stands there too" if meant in there else ""
                self.problem(f"{key}: {shown(text)}: {doing}{also}", line=line)
                there.append(meant)
        return self.words(key)

    def choice(self, key: str, options: Sequence[Choice]) -> Choice | None:
        """One of `options`, those declared for the key; None where it is absent or wrong."""
        if not self.has(key):
            return None
        text = self._scalar(self.node.values[key], key)
        if text is None:
            return None
        for option in options:
            if text == option:
                return option
        self.problem(
            f"{key} {shown(text)} is not one of {', '.join(options)}{nearest(text, options)}", key
        )
        return None

    def flag(self, key: str, default: bool) -> bool:
        """true or false (or yes, no); `default` where the key is absent or wrong."""
        if not self.has(key):
            return default
        text = self._scalar(self.node.values[key], key)
        if text is None or text.lower() in _YES:
            return text is not None or default
        if text.lower() not in _NO:
            self.problem(f"{key} {shown(text)}: write true or false", key)
            return default
        return False

    def integer(self, key: str) -> int | None:
        """A whole number from 0."""
        text = self.text(key)
        if not text:
            return None
        number = _whole(text)
        if number is None:
            plain = re.sub(r"[,.'’_ ](?=[0-9]{3}(?![0-9]))", "", text)
            hint = f": write {plain}" if _whole(plain) is not None else ""
            self.problem(f"{key} {shown(text)} is not a whole number from 0{hint}", key)
        return number

    def part(self, key: str) -> tuple[int, int] | None:
        """A half-open range of characters, `[first, end]`."""
        texts = self.texts(key)
        if not texts and not self.has(key):
            return None
        numbers = [_whole(text) for text, _ in texts]
        match numbers:
            case [int(first), int(end)] if first < end:
                return first, end
        self.problem(f"{key} must be two whole numbers, the smaller first: {key}: [0, 10216]", key)
        return None

    def date(self, key: str, *, julian: bool = False) -> HistoricalDate | None:
        """An EDTF date; `[1923,1925]` and `[..1925]` too, which YAML takes for a list."""
        match self.node.values.get(key):
            case strict_yaml.Sequence(flow=True, items=[_, *_] as items) if all(
                isinstance(item, Scalar) for item in items
            ):
                typed = ",".join(item.text for item in items if isinstance(item, Scalar))
                self.node.values[key] = Scalar(f"[{typed}]", self.line_of(key))
        text = self.text(key)
        if not text.strip() or len(text) > DATE_CHARACTERS:
            return None
        try:
            return dates.parse(text, calendar="julian" if julian else "gregorian")
        except DateError as error:
            self.problem(f"{key}: {error}", key)
            return None

    def url(self, key: str) -> str:
        """An address with http, https or mailto: anything else could run or load something."""
        text = self.text(key)
        if not text:
            return ""
        if not _is_address(text):
            whole = f"https://{text}"
            named = re.match(r"[\w-]+(?:\.[\w-]+)+(?:/|$)", text) and len(whole) <= 60
            hint = f": write {whole}" if named and _is_address(whole) else ""
            self.problem(f"{key} {shown(text)} is not an http, https or mailto address{hint}", key)
        return text

    def path(self, key: str) -> str:
        """A file's name, relative, inside its folder."""
        text = self.text(key)
        steps = text.replace("\\", "/").split("/")
        if text and (":" in text or "" in steps or ".." in steps):
            self.problem(
                f"{key} {shown(text)} must be a name inside the folder, without a leading / or ..",
                key,
            )
        return text

    def files(self, key: str) -> list[tuple[str, int]]:
        """The names of files under a key, each with its line, in whatever way they are written."""
        node = self.node.values.get(key)
        each = node.items if isinstance(node, strict_yaml.Sequence) else [node]
        named = [one.values.get("file") if isinstance(one, Mapping) else one for one in each]
        return [(one.text, one.line) for one in named if isinstance(one, Scalar) and one.text]

    def missing(self, name: str) -> bool:
        """Whether there is no file of a name in the folder of the timeline's file."""
        try:
            return bool(name) and not Path(self._problems.file).parent.joinpath(name).is_file()
        except (OSError, ValueError):
            return True

    def id(self, seen: dict[str, int]) -> str:
        """The item's id, a slug that is not in `seen` (id → line) yet; it is added there."""
        if not self.has("id"):
            self._missing_id()
            return ""
        text = self.text("id")
        if not text.strip():
            return ""
        if not SLUG.fullmatch(text):
            self.problem(
                f"id {shown(text)} must be small letters, figures and hyphens: "
                f"write {shown(self._free_id(slug(text)), ID_CHARACTERS)}",
                "id",
            )
        elif len(text) > ID_CHARACTERS:
            self.problem(
                f"id {shown(text, 30)} has {len(text)} characters, at most {ID_CHARACTERS}", "id"
            )
        elif text in seen:
            self.problem(f"this id stands twice: first in line {seen[text]}", "id")
        seen.setdefault(text, self.line_of("id"))
        return text

    def _missing_id(self) -> None:
        """Say that there is no id, and which one would do."""
        if self._has_in_capitals("id"):
            return
        titles = (self.node.values.get(key) for key in ("title", "name", "term"))
        title = next((each.text for each in titles if isinstance(each, Scalar)), "")
        words = slug(title).split("-")[:4] if title.strip() else []
        free = self._free_id("-".join(words)[:40]) if words else ""
        example = f": a short name of its own, such as id: {free}" if free else ""
        self.problem(f"id is {self._absence('id')}{example}", "id")

    def _free_id(self, name: str) -> str:
        """The id, or one made of it, that no other item of the list has or was told to take."""
        short = name[: ID_CHARACTERS - 5].rstrip("-")
        more = (f"{short}-{number}" for number in range(2, len(self.taken) + 3))
        free = next(each for each in (short, *more) if each not in self.taken)
        self.taken.add(free)
        return free

    def _absence(self, key: str) -> str:
        return "empty" if key in self.node.values else "missing"

    def _has_in_capitals(self, key: str) -> bool:
        """Whether `Title` stands where `title` is wanted: `close` says so, and once is enough."""
        return any(each != key and each.lower() == key for each in self.node.values)

    def fields(self, key: str) -> Fields | None:
        """A mapping inside this one."""
        if not self.has(key):
            return None
        node = self.node.values[key]
        if isinstance(node, Mapping):
            name = f"{self.name}: {key}" if self.name else key
            section = self.section.keys[key].of[0]
            return Fields(node, name, self._problems, section, self.line_of(key))
        self.problem(f"{key} must be a mapping, with keys of its own", key)
        return None

    def items(self, key: str) -> Iterator[Fields]:
        """The mappings of a list, each named by its id or its place ("excerpt 2").

        Where a text alone may stand for one, it is the value of the key declared for that.
        """
        if not self.has(key):
            return
        declared = self.section.keys[key]
        section, short = declared.of[0], declared.short
        singular = declared.item or section.name
        node = self.node.values[key]
        if not isinstance(node, strict_yaml.Sequence):
            self.problem(f"{key} must be a list, each item starting with '- '", key)
            return
        taken = {
            each.text
            for item in node.items
            if isinstance(item, Mapping) and isinstance(each := item.values.get("id"), Scalar)
        }
        for number, item in enumerate(node.items, 1):
            if short and isinstance(item, Scalar) and item.text.strip():
                item = Mapping(item.line, {short: item}, {short: item.line})
            name = partial(self._name_of, singular, number, item)
            if isinstance(item, Mapping):
                fields = Fields(item, name, self._problems, section)
                fields.instead = declared.of[1:]
                fields.taken = taken
                yield fields
            elif isinstance(item, Scalar) and (found := _NO_SPACE.match(item.text)):
                write = f"'- {found[1]}: {shown(found[2], 20)[1:-1]}'"
                self._problems.add(item.line, f"{name()}: a space must follow the colon: {write}")
            else:
                self._problems.add(
                    item.line, f"{name()}: must have keys, as in '- {first_key(section)}: …'"
                )

    def _name_of(self, singular: str, number: int, item: Node) -> str:
        """What messages call an item of a list: by its id, or its place."""
        id_ = item.values.get("id") if isinstance(item, Mapping) else None
        if isinstance(id_, Scalar) and id_.text.strip():
            return f"{singular} {shown(id_.text)}"
        return f"{self.name}: {singular} {number}" if self.name else f"{singular} {number}"


def _is_blank(text: str) -> bool:
    """Whether nothing of it can be seen: spaces, and signs such as those of no width."""
    if text.isascii():
        return not text.strip()
    return all(sign.isspace() or unicodedata.category(sign) == "Cf" for sign in text)


def _is_address(text: str) -> bool:
    try:
        address = urlsplit(text)
    except ValueError:
        return False
    whole = bool(address.netloc or (address.scheme == "mailto" and address.path))
    fine = address.scheme in ("http", "https", "mailto") and whole
    return fine and not re.search(r"[\s\\<>\"]", text)


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(NUMBER, text) else None
