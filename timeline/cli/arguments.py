"""What the commands share: where each is added, and how a terminal is written to."""

from __future__ import annotations

import argparse
import io
import sys
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""What `ArgumentParser.add_subparsers` gives."""


def write_any_character() -> None:
    """A terminal that cannot show a character must not end in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
