"""`python -m timeline publish FILE OUT`: the whole page as one file, or as a site."""

from __future__ import annotations

import argparse
import sys

from timeline.cli.arguments import Commands
from timeline.reading.load import load


def add(commands: Commands) -> None:
    """Add the command to `python -m timeline`."""
    command = commands.add_parser(
        "publish",
        help="write the whole page as one file, or as a site",
        description="Write the whole page as one HTML file that opens anywhere, without a network "
        "(OUT ends in .html), or as a folder of static files for any host, with a page for each "
        "event. A folder that was published before is brought up to date.",
    )
    command.add_argument("file", metavar="FILE", help="the YAML file of the timeline")
    command.add_argument("out", metavar="OUT.html|OUT_DIR", help="the file or folder to write")
    command.add_argument(
        "--sources", metavar="DIR", help="the folder with the source texts: proves the quotations"
    )
    command.add_argument(
        "--address",
        metavar="URL",
        default="",
        help="where it will stand, such as https://school.example/timeline/: for link previews, "
        "canonical addresses and the sitemap",
    )
    command.add_argument(
        "--check", action="store_true", help="follow every link first; write nothing if one fails"
    )
    command.add_argument(
        "--force",
        action="store_true",
        help="go on where more than a fifth of what was published there would be gone",
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the whole page as one file or as a site, and say what came of it."""
    # here, since checking a file needs no page and should not wait for Dash
    from timeline.publishing import publish as write
    from timeline.publishing.report import Line, report

    t = load(options.file)
    with Line(sys.stderr) as line:
        done = write(
            t,
            options.out,
            sources=options.sources,
            address=options.address,
            check=options.check,
            force=options.force,
            progress=line.show,
        )
    for words in report(done, options.address):
        print(words)
    return 0
