"""`python -m timeline schema [OUT]`: the file as a JSON Schema, for editors."""

from __future__ import annotations

import argparse
from pathlib import Path

from timeline.cli.arguments import Commands
from timeline.errors import FileProblems
from timeline.files import write_whole


def add(commands: Commands) -> None:
    """Add the command to `python -m timeline`."""
    command = commands.add_parser(
        "schema",
        help="write the JSON Schema by which an editor completes and checks a timeline",
        description="Write the JSON Schema of a timeline's file. An editor with a YAML language "
        "server completes keys and underlines mistakes by it where the first line of the file is "
        "# yaml-language-server: $schema=OUT, with the path from the file to OUT.",
    )
    command.add_argument(
        "out",
        metavar="OUT",
        type=Path,
        nargs="?",
        help="the file to write, such as timeline.schema.json; default: standard output",
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the schema, or write it to a file."""
    from timeline.reading.json_schema import dump

    if options.out is None:
        print(dump(), end="")
        return 0
    try:
        write_whole(options.out, dump().encode())
    except OSError as error:
        raise FileProblems.single(options.out, 0, f"cannot be written: {error.strerror}") from None
    print(options.out)
    return 0
