"""YAML read strictly: text with lines, nothing guessed, nothing expanded.

Only the shape of YAML is used (mappings, lists, text). Every scalar stays the text that was
typed: `NO`, `null`, `0x1F`, `3:16`, `0044` are not turned into anything. Duplicate keys, tags,
anchors, aliases, merge keys, and second documents are mistakes with a line.

The file is bounded before anything is built from it. Nodes are built from PyYAML's stream of
*events* in a loop: its composers are recursive, and the C one ends the process on deep nesting,
while the event parsers keep a stack of their own and stop with us at the first level too many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from timeline.reading.text_file import HOSTILE, Problems, decode, describe

MAX_DEPTH = 12
MAX_NODES = 800_000  # values; 20,000 events with an excerpt each have some 520,000
MAX_ITEMS = 50_000  # in one list
MAX_KEYS = 200  # in one mapping

# libyaml where PyYAML was built with it (about ten times faster), the same grammar where not.
_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)  # not frozen, which would make the many of a file in twice the time
class Scalar:
    """Text as typed. `empty` is a value left out (`title:`), as against an empty text (`""`)."""

    text: str
    line: int
    empty: bool = False


@dataclass(slots=True)
class Sequence:
    """A list; `flow` says that it was written within [ ]."""

    line: int
    items: list[Node] = field(default_factory=list)
    flow: bool = False


@dataclass(slots=True)
class Mapping:
    """Keys in the order of the file; `lines` holds the line of each key.

    `flow` says that it was written within { }.
    """

    line: int
    values: dict[str, Node] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    flow: bool = False


Node = Scalar | Sequence | Mapping


def parse(data: bytes, problems: Problems) -> Node | None:
    """The document in `data`, or None where it is empty or cannot be parsed to its end.

    Mistakes are added to `problems`; those that leave the shape intact (a duplicate key, an
    anchor) do not stop the reading, so that the caller can report the others as well.

    Raises:
        FileProblems: there are too many mistakes.
    """
    text = decode(data, problems)
    if text is None:
        return None
    loader = None
    try:
        loader = _PARSER(text)
        return _build(iter(loader.get_event, None), text, problems)
    except yaml.MarkedYAMLError as error:
        line, message = _explain(error, text)
        told = _list_sign(text, line) or _colon_sign(text, line)
        problems.add(*(told or (line, message)))
    except yaml.YAMLError as error:  # the reader's own complaints carry no mark
        problems.add(0, f"not YAML: {error}")
    finally:
        if loader is not None:
            loader.dispose()
    return None


@dataclass(slots=True)
class _Flow:
    """A mapping within { }: its last key and where the plain text of its value stands.

    There a comma ends a text: of `{title: Peace, Land and Bread}` YAML makes a key without a value.
    """

    key: str = ""
    line: int = 0
    start: int = -1
    end: int = -1
    cut: bool = False  # by a comma that may belong to it

    def value(self, event: Any, key: tuple[str | None, int] | None) -> None:
        """The value of a key, where it is plain text."""
        if key and key[0] is not None:
            plain = isinstance(event, yaml.ScalarEvent) and not event.style and event.value
            self.start = event.start_mark.index if plain else -1

    def meets(self, event: Any, problems: Problems) -> None:
        """A key without a colon stands in the mapping."""
        key: str = event.value
        if found := _NO_SPACE.fullmatch(key):
            problems.add(_line(event), f"a space must follow the colon: {found[1]}: {found[2]}")
        elif self.start >= 0:
            self.cut, self.end = True, event.end_mark.index
        else:
            problems.add(
                _line(event),
                f"'{key[:60]}' stands within {{ }} without a colon and a value: put quotes around "
                "the whole of a text that contains a comma",
            )

    def close(self, mapping: Mapping, text: str, problems: Problems, after: str = "") -> None:
        """The value is over: say what was cut off it, and read it whole.

        `after` is the key that follows; where it looks like no key, the text may go on there.
        """
        if self.cut:
            whole = " ".join(text[self.start : self.end].split())
            mapping.values[self.key] = Scalar(whole, self.line)
            problems.add(
                self.line,
                "within { } a comma ends a value: put quotes around a text that contains one"
                + (_write(self.key, whole) if is_key(after) else ""),
            )
        self.start, self.cut = -1, False


def is_key(word: str) -> bool:
    """Whether a word looks like a key of the file; one with a capital or a space does not."""
    return not word or bool(re.fullmatch("[a-z_]+", word))


_NO_SPACE = re.compile(r"([a-z_]+):(\S.*)")
_COLON = re.compile(r"\s*:")


def _is_within_braces(event: Any) -> bool:
    return isinstance(event, yaml.MappingStartEvent) and bool(event.flow_style)


def _is_bare(event: Any, text: str) -> bool:
    """Whether a key is plain text that no colon follows."""
    plain = isinstance(event, yaml.ScalarEvent) and not event.style and bool(event.value)
    return plain and not _COLON.match(text, event.end_mark.index)


def _build(events: Iterator[Any], text: str, problems: Problems) -> Node | None:
    """Events to nodes, in a loop: no recursion, whatever the nesting.

    `open_nodes` is the stack of mappings and lists being read; `keys` holds, for each of them,
    the key that waits for its value, and `flows` what is known of those within { }.
    """
    root: Node | None = None
    documents = values = 0
    open_nodes: list[Mapping | Sequence] = []
    keys: list[tuple[str | None, int] | None] = []
    flows: list[_Flow | None] = []
    for event in events:
        kind = event.__class__
        if kind in _ENDS:
            closed = open_nodes.pop()
            keys.pop()
            if (flow := flows.pop()) and isinstance(closed, Mapping):
                flow.close(closed, text, problems)
            continue
        if kind is yaml.DocumentStartEvent:
            documents += 1
            if event.tags:
                problems.add(_line(event), "a %TAG directive is not allowed: delete it")
            if documents > 1:
                problems.add(_line(event), "a second document starts here: one file, one timeline")
                return root
            continue
        if kind not in _NODES:
            continue
        node = _node(event, problems)
        if not open_nodes:
            root = node
        elif (parent := open_nodes[-1]).__class__ is Mapping and keys[-1] is None:
            if (flow := flows[-1]) and _is_bare(event, text):
                flow.meets(event, problems)
                keys[-1] = None, node.line
            else:
                keys[-1] = key = _key(parent, node, event, problems)
                if flow:
                    flow.close(parent, text, problems, key[0] or "")
                    flow.key, flow.line = key[0] or "", node.line
        else:
            values += 1
            if flow := flows[-1]:
                flow.value(event, keys[-1])
            if _attach(parent, keys, node) or values > MAX_NODES:
                problems.add(node.line, _too_many(values, parent))
                return None
        if not isinstance(node, Scalar):
            if len(open_nodes) == MAX_DEPTH:
                problems.add(node.line, f"nested more than {MAX_DEPTH} levels deep")
                return None
            open_nodes.append(node)
            keys.append(None)
            flows.append(_Flow() if _is_within_braces(event) else None)
    if isinstance(root, Scalar) and root.empty:
        return None
    return root


def _too_many(values: int, parent: Mapping | Sequence) -> str:
    if values > MAX_NODES:
        return f"the file has more than {MAX_NODES:,} values: split it"
    if isinstance(parent, Mapping):
        return f"more than {MAX_KEYS} keys in one item"
    return f"more than {MAX_ITEMS:,} items in one list"


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _node(event: Any, problems: Problems) -> Node:
    line = event.start_mark.line + 1
    kind = event.__class__
    if kind is yaml.AliasEvent:
        problems.add(
            line,
            f"the alias *{event.anchor} is not allowed: write the value out, "
            "or put quotes around text that starts with *",
        )
        return Scalar("", line, empty=True)
    if event.anchor is not None:
        problems.add(
            line,
            f"the anchor &{event.anchor} is not allowed: delete it, "
            "or put quotes around text that starts with &",
        )
    if event.tag is not None:
        problems.add(
            line,
            f"the tag {event.tag} is not allowed: delete it, "
            "or put quotes around text that starts with !",
        )
    if kind is yaml.MappingStartEvent:
        return Mapping(line, flow=bool(event.flow_style))
    if kind is yaml.SequenceStartEvent:
        return Sequence(line, flow=bool(event.flow_style))
    text: str = event.value
    if hostile := HOSTILE.search(text):
        problems.add(line, describe(hostile.group()))
    # The style of plain text is None in Python's parser, "" in the C one.
    return Scalar(text, line, empty=not (text or event.style))


def _attach(
    parent: Mapping | Sequence, keys: list[tuple[str | None, int] | None], node: Node
) -> bool:
    """Put a value where it belongs; True where that has too many now."""
    if isinstance(parent, Sequence):
        parent.items.append(node)
        return len(parent.items) > MAX_ITEMS
    if waiting := keys[-1]:
        keys[-1] = None
        key, line = waiting
        if key is not None:
            parent.values[key] = node
            parent.lines[key] = line
    return len(parent.values) > MAX_KEYS


_NODES = frozenset(
    {yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent, yaml.AliasEvent}
)
_ENDS = frozenset({yaml.MappingEndEvent, yaml.SequenceEndEvent})


def _key(parent: Mapping, node: Node, event: Any, problems: Problems) -> tuple[str | None, int]:
    """The key and its line; None for a key whose value is to be left out, its mistake added."""
    if not isinstance(node, Scalar):
        problems.add(node.line, "a key must be plain text; put quotes around [ ] or { }")
        return None, node.line
    if node.text == "<<" and not event.style:
        problems.add(node.line, "the merge key << is not allowed: write the values out")
        return None, node.line
    if node.text in parent.values:
        first = parent.lines[node.text]
        problems.add(node.line, f"the key '{node.text}' stands twice: first in line {first}")
        return None, node.line
    return node.text, node.line


_AFTER_QUOTES = (
    "the indentation is off, or text goes on after a closing quote or bracket: put quotes around "
    "the whole of it; within 'single quotes' an apostrophe is written twice"
)
# PyYAML's words (C and Python differ a little) and what a writer can do about it.
_ADVICE = (
    ("mapping values are not allowed", "a colon and a space inside text: put quotes around it"),
    (
        "mapping keys are not allowed",
        "text must not start with ? and a space: put quotes around it",
    ),
    ("comment or a line break", "text must not start with > or |: put quotes around it"),
    ("comment or line break", "text must not start with > or |: put quotes around it"),
    ("chomping or indentation", "text must not start with > or |: put quotes around it"),
    ("unexpected end of stream", "a quotation mark or bracket is opened here and never closed"),
    ("unexpected document", "a quotation mark or bracket is opened here and never closed"),
    ("unknown escape", "within double quotes a backslash is written \\\\; or use single quotes"),
    ("escape sequence", "within double quotes a backslash is written \\\\; or use single quotes"),
    ("invalid Unicode character escape", "this escape is no character: delete it"),
    ("cannot start any token", "text must not start with this character: put quotes around it"),
    ("could not find expected ':'", "a colon is missing, or text runs on without indentation"),
    (
        "expected ',' or",
        "a comma or closing bracket is missing, or text with a colon or # needs quotes",
    ),
    ("expected alphabetic or numeric", "text must not start with & or *: put quotes around it"),
    ("expected <block end>", _AFTER_QUOTES),
    (
        "expected node content",
        "a comma too many, or a text that needs quotes: one with a comma or # within { } or [ ], "
        "or that starts with a sign",
    ),
    ("expected the node content", "a comma too many, or text that starts with a sign"),
    ("did not find expected", _AFTER_QUOTES),
    ("block sequence entries", "a list starts on a line of its own, and text with - needs quotes"),
    ("undefined tag handle", "text must not start with !: put quotes around it"),
    ("undefined alias", "text must not start with *: put quotes around it"),
)


# What a word processor makes of "- ", and a hyphen without its space.
_LIST_SIGN = re.compile(r" *(?:([–—−•·*])[ \t]+|(-)(?=[a-z_]+:))(?=[a-z_]+:)")


def _list_sign(text: str, line: int) -> tuple[int, str] | None:
    """The last line up to a mistake that was meant to start an item of a list, and does not."""
    for number, each in reversed(list(enumerate(text.splitlines()[: line + 1], 1))):
        if found := _LIST_SIGN.match(each):
            sign = found[1] or found[2]
            wrong = "a space must follow the hyphen" if sign == "-" else f"{sign} is no hyphen"
            return number, f"not YAML here: {wrong}: an item starts with '- '"
    return None


_KEY_AND_TEXT = re.compile(r"([ ]*(?:- +)*)([A-Za-z_]+):[ ]+(\S.*?)\s*")
_LONGEST_TRIED = 1_000_000  # characters, half a second
_LONGEST_LINE = 160  # characters of a line that is told whole


def _write(key: str, value: str) -> str:
    """ "; write title: "War: a history"", the value in quotes that YAML reads as it was meant."""
    text = value
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        text = value[1:-1].replace("''", "'") if value[0] == "'" else value[1:-1]
    elif value[:1] in ("'", '"') and value.count(value[0]) == 1:  # opened and never closed
        text = value[1:]
    quoted = f'"{text}"' if not re.search(r'["\\]', text) else "'" + text.replace("'", "''") + "'"
    told = f"{key}: {quoted}"
    if not key or not text or len(told) > _LONGEST_LINE or " #" in text:  # is it a comment?
        return ""
    try:
        read = [each.value for each in yaml.parse(told, Loader=_PARSER) if hasattr(each, "value")]
    except yaml.YAMLError:
        return ""
    return f"; write {told}" if read == [key, text] else ""


def _in_quotes(text: str, line: int) -> str:
    """What to write for a line whose text needs quotes, if that mends the file up to there."""
    lines = text.splitlines()[:line]
    found = _KEY_AND_TEXT.fullmatch(lines[-1]) if lines else None
    # of a whole list or mapping, in which a sign is too many, quotes would make a text
    whole = found and found[3][0] + found[3][-1] in ("[]", "{}")
    told = _write(found[2], found[3]) if found and not whole else ""
    if not found or not told or not _reads([*lines[:-1], found[1] + told.removeprefix("; write ")]):
        return ""
    return told


def _reads(lines: list[str]) -> bool:
    """Whether lines are YAML; of very many nothing is said."""
    text = "\n".join(lines)
    if len(text) > _LONGEST_TRIED:
        return False
    try:
        for _ in yaml.parse(text, Loader=_PARSER):
            pass
    except yaml.YAMLError:
        return False
    return True


_COLON_SIGN = re.compile(r"([ ]*(?:- +)?)([a-z_]+):(\S.*)")


def _colon_sign(text: str, line: int) -> tuple[int, str] | None:
    """`title:Foo` in the line of a mistake or the one before it, if a space mends it."""
    lines = text.splitlines()
    for number in (line, line - 1):
        if 0 < number <= len(lines) and (found := _COLON_SIGN.fullmatch(lines[number - 1])):
            told = f"{found[2]}: {found[3]}"
            if _reads([*lines[: number - 1], found[1] + told, *lines[number:line]]):
                shown = told if len(told) <= _LONGEST_LINE else f"{told[:_LONGEST_LINE]}…"
                return number, f"not YAML here: a space must follow the colon: {shown}"
    return None


def _explain(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str]:
    problem, context = str(error.problem or ""), str(error.context or "")
    mark, start = error.problem_mark, error.context_mark
    unclosed = "end of stream" in problem or (start and "document" in problem)
    if start is not None and (unclosed or mark is None):
        mark = start  # the end of the file helps nobody: the opening quote does
    line = int(mark.line) + 1 if mark is not None else 0
    said = ", ".join(part for part in (context, problem) if part)
    advice = next((advice for words, advice in _ADVICE if words in problem), "")
    told = "" if "block sequence" in problem else _in_quotes(text, line)
    if "mapping values" in problem and not told:
        advice += ", or indent this line as the one before it"
    return line, f"not YAML here: {advice or said}{told}" + (f" ({said})" if advice else "")
