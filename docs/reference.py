"""Writes the pages of reference from the code they tell of: `python -m docs.reference`.

A page has its own words and, between `<!-- begin: NAME -->` and `<!-- end: NAME -->`, what is made
here: the options of the commands, the keys of the query string, the functions of Python.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import timeline
from timeline import cli
from timeline.errors import DateError, FileProblems, ViewError
from timeline.exchange.export import Exported
from timeline.notebook.page import Shown
from timeline.outputs import Wishes, writers
from timeline.publishing import Published
from timeline.views import query
from timeline.views.view import View

FOLDER: Final = Path(__file__).resolve().parent
PAGES: Final = ("commands.md", "query.md", "python.md")
FUNCTIONS: Final = sorted(set(timeline.__all__) - {"Timeline"})

MADE = re.compile(r"(<!-- begin: ([a-z]+) -->\n).*?(<!-- end: \2 -->)", re.DOTALL)
ELSEWHERE = re.compile(r"\b[Ss]ee `(timeline\.[a-z_.]+)`")
SECTION = re.compile(r"^(Args|Returns|Raises|Attributes):$", re.MULTILINE)
ENTRY = re.compile(r"^(?: {4})?([\w, ]+): ")

KEYS: Final = {
    "q": "search: every word must be found somewhere in the event",
    "lane": "events of these lanes",
    "kind": "events of these kinds",
    "person": "events with these people; together with `source`, where that source names them",
    "place": "events at these places",
    "source": "events that these sources tell",
    "tag": "events with these tags",
    "weight": "events of these weights",
    "disputed": "events of which accounts differ",
    "from": "the first year, month or day in sight",
    "to": "the last year, month or day in sight",
    "event": "the event that is open",
    "tour": "the tour that is told",
    "step": "its step, counted from 1",
    "mode": "the whole page, a presentation, a frame in another page, a sheet to print",
    "calendar": "New Style or Old Style",
    "theme": "colours; `projector` is for a bright room",
    "view": "the chart, the list of events, or the texts",
    "sheet": "what `mode=print` prints",
}
ENDINGS: Final = {
    ".pptx": "slides for PowerPoint: native shapes, links and notes",
    ".png": "a picture in pixels",
    ".svg": "a picture that is sharp at any size",
    ".pdf": "the same picture as a page",
    ".csv": "a sheet, one row an event",
    ".json": "events and quotations, for programs",
    ".jsonld": "schema.org, for search engines",
    ".bib": "BibTeX: the sources, for a reference manager",
    ".md": "Markdown: to read, for notes and wikis",
    ".timelinejs.csv": "the sheet that TimelineJS reads",
    ".timelinejs.json": "the same for a page of your own with TimelineJS",
}


# ---------------------------------------------------------------- commands


def commands() -> Iterator[str]:
    """A heading for each command, then what it does and takes."""
    for action in cli.parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _command(command)


def _command(parser: argparse.ArgumentParser) -> Iterator[str]:
    yield f"### {parser.prog.removeprefix('python -m timeline ')}\n"
    places = [action for action in parser._actions if not action.option_strings]
    typed = [f"[{_value(one)}]" if one.nargs == "?" else _value(one) for one in places]
    yield f"`{' '.join([parser.prog, *typed, '[OPTION …]'])}`\n"
    yield f"{parser.description}\n"
    for action in parser._actions:
        if action.dest != "help":
            yield f"- `{_written(action)}`: {_help(action)}"
    yield ""


def _value(action: argparse.Action) -> str:
    if action.choices:
        return "|".join(map(str, action.choices))
    return str(action.metavar or action.dest.upper())


def _written(action: argparse.Action) -> str:
    if not action.option_strings:
        return _value(action)
    value = "" if action.nargs == 0 else f" {_value(action)}"
    return action.option_strings[0] + (f" [{value.strip()}]" if action.nargs == "?" else value)


def _help(action: argparse.Action) -> str:
    return (action.help or "") % vars(action)


def files() -> Iterator[str]:
    """A row for each ending that an export may have."""
    yield "| ending | what it is |\n|---|---|"
    for ending in writers():
        yield f"| `{ending}` | {ENDINGS[ending]} |"


# ---------------------------------------------------------------- query string


def keys() -> Iterator[str]:
    """A row for each key of the query string."""
    yield "| key | chooses | values |\n|---|---|---|"
    for key in query.KEYS:
        yield f"| `{key}` | {KEYS[key]} | {_values(key)} |"


def _values(key: str) -> str:
    if key in query.CHOICES:
        first, *others = query.CHOICES[key]
        return ", ".join([f"`{first}` (if left out)", *(f"`{other}`" for other in others)])
    if key in query.LISTS:
        of = query.LISTS[key]
        return (
            f"ids of `{of}`, with commas" if key not in ("tag", "weight") else f"{of}, with commas"
        )
    return {
        "q": f"words, {query.LONGEST_SEARCH} characters at most",
        "disputed": "`1` or `0`",
        "from": "`1923`, `1923-10`, `1923-10-21`; a year BCE has a minus: `-0043` is 44 BCE",
        "to": "the same; it is in sight to its end",
        "event": "the id of an event",
        "tour": "the id of a tour",
        "step": "a number",
    }[key]


def limits() -> Iterator[str]:
    """How much of an address is read."""
    whole, search = query.LONGEST_QUERY, query.LONGEST_SEARCH
    yield f"- Of the whole {whole:,} characters are read, {search} of `q`."
    yield f"- At most {query.MOST_IGNORED} faults are named one by one, the others are counted."


# ---------------------------------------------------------------- Python


def functions() -> Iterator[str]:
    """The functions of `timeline`, each as the one that does its work describes itself."""
    for name in FUNCTIONS:
        door = getattr(timeline, name)
        told = _behind(door)
        given = _parameters(door, told)
        yield f"### timeline.{name}\n"
        yield f"`timeline.{name}({_signature(given)})`\n"
        yield from _described(told, door, [one.name for one in given])


def values() -> Iterator[str]:
    """The values that those functions take and give."""
    for value in (timeline.Timeline, View, Wishes, Exported, Published, Shown):
        yield f"### {value.__name__}\n"
        yield f"`{value.__module__}.{value.__name__}`\n"
        yield from _described(value)
        names = [name for name in getattr(value, "__annotations__", {}) if name[0] != "_"]
        if "Attributes:" not in (value.__doc__ or "") and names:
            yield f"Fields: {', '.join(f'`{name}`' for name in names)}.\n"


def errors() -> Iterator[str]:
    """The exceptions that a caller may meet."""
    for error in (FileProblems, ViewError, DateError):
        yield f"- `{error.__module__}.{error.__name__}`: {inspect.getdoc(error)}"


def _behind(door: Callable[..., Any]) -> Callable[..., Any]:
    """The function that does the work of one in `timeline/__init__.py`, as its docstring says."""
    found = ELSEWHERE.search(door.__doc__ or "")
    if not found:
        return door
    module, _, name = found[1].rpartition(".")
    there: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return there


def _parameters(door: Callable[..., Any], behind: Callable[..., Any]) -> list[inspect.Parameter]:
    """The parameters of the door, then the options that it hands on."""
    own = dict(inspect.signature(door).parameters)
    if any(one.kind is one.VAR_KEYWORD for one in own.values()):
        own = {name: one for name, one in own.items() if one.kind is not one.VAR_KEYWORD}
        _, *others = inspect.signature(behind).parameters.items()  # the first is the timeline
        own |= {name: one for name, one in others if name not in own}
    return list(own.values())


def _signature(parameters: Sequence[inspect.Parameter]) -> str:
    """Names with their defaults, as they are written."""
    given = []
    starred = False
    for one in parameters:
        if one.kind is one.KEYWORD_ONLY and not starred:
            starred = True
            given.append("*")
        default = _default(one.default)
        given.append(one.name if one.default is one.empty else f"{one.name}={default}")
    return ", ".join(given)


def _default(value: Any) -> str:
    plain = value is None or isinstance(value, str | int | float)
    return repr(value) if plain else "…"


def _described(
    thing: Any, door: Any = None, parameters: Sequence[str] | None = None
) -> Iterator[str]:
    """A docstring as Markdown: its sections are lists.

    Args:
        thing: what is described.
        door: the public function before it. What that says of its own parameters and errors
            counts, since the function behind it may take a view that has been read already.
        parameters: of the door, in order; of others nothing is told. None tells of all.
    """
    text = inspect.getdoc(thing) or ""
    first, sections = SECTION.split(text)[0], _sections(text)
    own = _sections(inspect.getdoc(door) or "")
    if parameters is not None:
        told = _by_name(sections.get("Args", "")) | _by_name(own.get("Args", ""))
        args = [f"`{name}`: {told[name]}" for name in parameters if name in told]
    yield f"{first.strip()}\n"
    for head, section in sections.items():
        entries = _entries(own.get(head, section) if head == "Raises" else section)
        if head == "Returns":
            yield f"{head}: {_joined(section)}\n"
        elif head == "Raises":
            yield f"{head}: {' '.join(entries)}\n"
        else:
            listed = entries if parameters is None else args
            yield "\n".join(f"- {entry}" for entry in listed) + "\n"


def _sections(text: str) -> dict[str, str]:
    _, *parts = SECTION.split(text)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def _by_name(section: str) -> dict[str, str]:
    """What is told of each parameter; of several that are told of together, of each."""
    parts = [entry.partition(": ") for entry in _entries(section)]
    return {name: told for names, _, told in parts for name in names.strip("`").split(", ")}


def _entries(text: str) -> list[str]:
    """ "name: what it is" for each, its lines joined."""
    entries: list[str] = []
    for line in filter(str.strip, text.splitlines()):
        if line.startswith("     ") and entries:
            entries[-1] += f" {line.strip()}"
        else:
            entries.append(ENTRY.sub(lambda name: f"`{name[1]}`: ", line))
    return [entry.strip() for entry in entries]


def _joined(text: str) -> str:
    return " ".join(text.split())


# ---------------------------------------------------------------- pages

PARTS: Final = {
    part.__name__: part for part in (commands, files, keys, limits, functions, values, errors)
}


def filled(page: str) -> str:
    """The text of a page with its parts made anew.

    Raises:
        KeyError: the page has a part that nobody makes.
    """

    def make(found: re.Match[str]) -> str:
        return found[1] + "\n" + "\n".join(PARTS[found[2]]()).rstrip() + "\n\n" + found[3]

    return MADE.sub(make, page)


def main() -> int:
    """Write the pages anew."""
    for name in PAGES:
        path = FOLDER / name
        path.write_text(filled(path.read_text("utf-8")), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
