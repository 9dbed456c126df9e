"""Makes what is said of the file from its declaration: `python -m docs.file_page`.

Written are `docs/file.md`, for people, and `docs/timeline.schema.json`, for editors.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from timeline import dates
from timeline.reading import json_schema
from timeline.reading.key_types import Key, Section
from timeline.reading.keys import FILE

ROOT = Path(__file__).resolve().parents[1]

HEAD = """\
<!-- Made from timeline/reading/keys.py by `make docs`: change it there. -->
# The file

One YAML file is one timeline. An id, a title and a date are enough for an event:

```yaml
events:
  - {id: gutenberg-bible, title: Gutenberg Bible printed, date: 1454/1455}
```

All the rest may be left out, and added bit by bit. `python -m timeline check FILE` names every
mistake at once, with its line and what to write instead
([how to type a command](../README.md#typing-commands)).

An editor can help while you write. Those with a YAML language server (Visual Studio Code with the
extension *YAML*, and others) complete keys, explain them, and underline mistakes, if the first line
of the file names the schema:

```yaml
# yaml-language-server: $schema=../docs/timeline.schema.json
```

Behind `=` stands the path of the schema, as seen from the folder of your YAML file. The line above
is for a file in `data/` or `examples/` of this project, because the schema is
[`docs/timeline.schema.json`](timeline.schema.json). For a file elsewhere, copy the schema beside
it, or write it with `python -m timeline schema timeline.schema.json` (it then lies in the folder
that the terminal is in). Where both lie in one folder, the path is the name alone:
`$schema=timeline.schema.json`.

A key that is *required* must be there. Every other may be left out; what then holds is said where
there is something to say. The examples of this page, put together, are one timeline that uses every
key. Exbury, its bridge, its people and all its texts are made up.
"""

DATES = """\
## Dates

Dates are written as [EDTF](https://www.loc.gov/standards/datetime/), years with four digits. A date
is never wider or narrower than it is written: `1926` is the whole year, and not its first day.

| written | told as | |
|---|---|---|
{rows}

Years go from -4712 to 9999; `0000` is 1 BCE, `-0043` is 44 BCE. Times of day are not read. Where a
date has two calendars, `date` is in the Gregorian and `old_style` in the Julian. What is written in
another way (`4 May 1926`, `May 1926`, `1926/5/4`) is a mistake, and `check` says what to write.
"""

DATE_EXAMPLES = (
    ("1926", "a year"),
    ("1926-05", "a month"),
    ("1926-05-04", "a day"),
    ("1926-21", "a season: 21 is spring, 22 summer, 23 autumn, 24 winter"),
    ("1926-05-04/1926-05-12", "a span, from one day to another"),
    ("1925/1927", "a span of years"),
    ("1925/..", "it began, and has no end"),
    ("1925/", "it began, and nobody knows its end"),
    ("1921~", "about then"),
    ("1924?", "that is doubtful"),
    ("1924%", "about then, and that is doubtful"),
    ("192X", "some year of ten"),
    ("19XX", "some year of a hundred"),
    ("1926-XX", "some month of the year"),
    ("1926-05-XX", "some day of the month"),
    ("[1923-10-21..1923-10-25]", "one moment, not before the one and not after the other"),
    ("[..1925]", "by then"),
    ("[1925..]", "then or later"),
    ("[1923,1925]", "one or the other"),
    ("-0043", "before our era"),
)


def page() -> str:
    """The text of `docs/file.md`."""
    links = (f"[`{key.name}`](#{_anchor(key.of[0].title)})" for key in FILE.keys.values())
    parts = [HEAD, f"{FILE.help} There are {', '.join(links)}; and [dates](#dates).\n"]
    told: set[str] = set()
    for key in FILE.keys.values():
        parts += _sections(key, told, "##")
    rows = (f"| `{date}` | {dates.parse(date).words()} | {note} |" for date, note in DATE_EXAMPLES)
    return "\n".join([*parts, DATES.format(rows="\n".join(rows))])


def _sections(key: Key, told: set[str], level: str) -> Iterator[str]:
    """What a key holds, and what stands in that; each section is told once."""
    for section in key.of:
        if section.title in told:
            continue
        told.add(section.title)
        at_margin = f"`{key.name}`, at the left margin. " if level == "##" else ""
        yield f"{level} {section.title}\n"
        yield f"{at_margin}{section.help}\n"
        if section.example:
            yield f"```yaml\n{section.example}```\n"
        yield _list(section)
        for each in section.keys.values():
            yield from _sections(each, told, "###")


def _list(section: Section) -> str:
    """A line for each key: a table of so much would be too wide for a phone."""
    return "\n".join([*map(_line, section.keys.values()), ""])


def _line(key: Key) -> str:
    required = " (required)" if key.required else ""
    without = "" if key.required else key.left_out()
    left_out = f" If left out: {without}." if without not in ("", "nothing") else ""
    return f"- **`{key.name}`**{required}: {key.help} Write {_written(key)}.{left_out}"


def _written(key: Key) -> str:
    written = key.written()
    if key.type == "date":
        written = "a [date](#dates)"
    if key.of:
        of = " or ".join(f"[{each.title.lower()}](#{_anchor(each.title)})" for each in key.of)
        some = f"{key.fewest} or more " if key.fewest > 1 else ""
        alone = f"; `{key.short}` alone may stand for all of it" if key.short else ""
        written = f"{'a list of ' if key.type == 'list' else ''}{some}{of}{alone}"
        written += "; one needs no list" if key.alone else ""
    needs = " and ".join(f"`{name}`" for name in key.needs)
    return f"{written}; needs {needs}" if needs else written


def _anchor(title: str) -> str:
    """The anchor that code hosts give to a heading."""
    return re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-")


def main() -> int:
    for path, text in (
        (ROOT / "docs" / "file.md", page()),
        (ROOT / "docs" / "timeline.schema.json", json_schema.dump()),
    ):
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
