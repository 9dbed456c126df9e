"""`python -m timeline serve FILE`, and `python app.py`: a timeline as a page on this machine.

What the server needs is imported when the command runs: the others have no use for it.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from timeline.addresses import checked
from timeline.cli.arguments import Commands, write_any_character


def main(argv: Sequence[str] | None, program: str, default: Path) -> int:
    """Run the command by itself, under a name of its own. Returns its exit status.

    Args:
        argv: what was typed behind the name; None reads it from the process.
        program: the name.
        default: the file that is opened where none is named.
    """
    write_any_character()
    parser = argparse.ArgumentParser(prog=program, description="Opens a timeline as a page.")
    parser.add_argument(
        "file", nargs="?", default=str(default), metavar="FILE", help="default: %(default)s"
    )
    _add_options(parser)
    return run(parser.parse_args(argv))


def add(commands: Commands) -> None:
    """Add the command to `python -m timeline`."""
    command = commands.add_parser(
        "serve",
        help="open a timeline as a page",
        description="Opens a timeline as a page on this machine, until Ctrl-C.",
    )
    command.add_argument("file", metavar="FILE", help="the YAML file of the timeline")
    _add_options(command)
    command.set_defaults(run=run)


def run(wanted: argparse.Namespace) -> int:
    """Serve a timeline. Returns 0, or 1 where nothing can be served."""
    from timeline.server.start import start

    return start(wanted)


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--sources", metavar="DIR", type=Path, help="prove the excerpts against the texts here"
    )
    parser.add_argument("--host", default="127.0.0.1", help="default: this machine alone")
    parser.add_argument("--port", type=_port, default=8050, help="default: %(default)s")
    parser.add_argument(
        "--address",
        metavar="URL",
        type=_address,
        help="where everybody reaches the page, if you know; for students' phones, and for a proxy "
        "that shows it in a folder",
    )
    parser.add_argument(
        "--host-name",
        metavar="NAME",
        type=_host_name,
        action="append",
        default=[],
        help="another name of this machine that readers use, for example lab3.local; may be "
        "repeated",
    )
    parser.add_argument(
        "--behind-proxy",
        metavar="HOPS",
        nargs="?",
        type=_hops,
        const=1,
        default=0,
        help="believe X-Forwarded-For, -Proto and -Host of so many proxies in front (1 where no "
        "number is given); only where nobody else reaches this port",
    )
    parser.add_argument(
        "--frame-ancestors",
        metavar="SOURCES",
        type=_ancestors,
        default=None,
        help="pages that may frame this one, for example \"https://school.example 'self'\"; "
        "default: none but its own host's",
    )
    parser.add_argument(
        "--debug", action="store_true", help="Dash's own tools; starts again when FILE changes"
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help="with --debug: shows a changed FILE even where a fifth of its events is gone",
    )


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: a number from 0 to 65535")
    return int(text)


def _hops(text: str) -> int:
    from timeline.server.proxy import MOST_PROXIES

    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST_PROXIES:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no number of proxies, 1 to {MOST_PROXIES}; FILE goes before this option"
        )
    return int(text)


def _host_name(text: str) -> str:
    from timeline.server import hosts

    try:
        return hosts.checked(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _ancestors(text: str) -> tuple[str, ...]:
    from timeline.server import headers

    try:
        return headers.ancestors(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _address(text: str) -> str:
    try:
        return checked(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
