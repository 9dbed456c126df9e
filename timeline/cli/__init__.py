"""The commands of `python -m timeline`, a file each.

Exit status: 0; 1 with `file:line: message` on standard error; 2 for wrong usage; 130 after Ctrl-C.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from timeline.cli import check, export, publish, schema, serve
from timeline.cli.arguments import write_any_character
from timeline.errors import FileProblems


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit status."""
    write_any_character()
    options = parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()  # here, where a closed pipe can be caught
    except FileProblems as error:
        print(error, file=sys.stderr)
        return 1
    except (
        BrokenPipeError
    ):  # `… | head`: https://docs.python.org/3/library/signal.html#note-on-sigpipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    return status


def parser() -> argparse.ArgumentParser:
    """What reads the command line; `docs/reference.py` tells its options from it."""
    reader = argparse.ArgumentParser(
        prog="python -m timeline", description="Timelines where every event shows its evidence."
    )
    commands = reader.add_subparsers(required=True, metavar="COMMAND")
    for command in (serve, check, export, publish, schema):
        command.add(commands)
    return reader
