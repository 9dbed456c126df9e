"""`python -m timeline export FILE OUT`: a view as slides, a picture, or data for other programs."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from pathlib import Path

from timeline.cli.arguments import Commands
from timeline.reading.load import load
from timeline.wording import many


def add(commands: Commands) -> None:
    """Add the command to `python -m timeline`."""
    command = commands.add_parser(
        "export",
        help="write a view as slides, a picture, or data for other programs",
        description="Write the events of a view; the ending of OUT says how: .pptx (slides), "
        ".png, .svg or .pdf (a picture), .csv (a sheet), "
        ".json, .timelinejs.csv or .timelinejs.json (TimelineJS), .jsonld (schema.org), "
        ".bib (BibTeX), .md (Markdown).",
    )
    command.add_argument("file", metavar="FILE", help="the YAML file of the timeline")
    command.add_argument(
        "out",
        metavar="OUT.{pptx,png,svg,pdf,csv,json,jsonld,bib,md}",
        type=Path,
        help="the file to write",
    )
    command.add_argument("--view", metavar="QUERY", default="", help="such as lane=germany")
    command.add_argument("--tour", metavar="ID", default="", help="the events of a tour only")
    command.add_argument(
        "--address", metavar="URL", default="", help="of the page, for links to it"
    )
    command.add_argument(
        "--sources",
        metavar="DIR",
        help="the folder with the source texts, to prove quotations first",
    )
    _add_wishes(command)
    command.set_defaults(run=run)


def _add_wishes(command: argparse.ArgumentParser) -> None:
    """How pictures and slides are made; the fields of `timeline.outputs.Wishes`."""
    looks = command.add_argument_group("pictures and slides")
    looks.add_argument("--width", metavar="PX", type=int, help="200 to 4000; default: 1600")
    looks.add_argument(
        "--height", metavar="PX", type=int, help="150 to 4000; default: what the chart takes"
    )
    looks.add_argument(
        "--scale", metavar="N", type=int, default=1, help="1, 2 or 4: pixels of a PNG to a px"
    )
    looks.add_argument("--theme", metavar="NAME", help="light, dark or projector")
    looks.add_argument("--transparent", action="store_true", help="a picture without its ground")
    looks.add_argument("--bare", action="store_true", help="a picture of the chart alone")
    looks.add_argument(
        "--size", choices=("16:9", "4:3"), default="16:9", help="of slides; default: %(default)s"
    )
    looks.add_argument("--one", action="store_true", help="one slide, with the chart")


def run(options: argparse.Namespace) -> int:
    """Write a view to a file and say how much of the timeline it is."""
    # here, since checking a file needs no table and should not wait for pandas
    from timeline.outputs import Wishes
    from timeline.outputs import export as write
    from timeline.views.query import typed_query

    names = [field.name for field in dataclasses.fields(Wishes)]
    wishes = Wishes(**{name: getattr(options, name) for name in names})
    t = load(options.file)
    view, strange = typed_query(options.view)
    number, ignored = write(
        t,
        options.out,
        view,
        tour=options.tour,
        address=options.address,
        sources=options.sources,
        wishes=wishes,
    )
    for line in (*strange, *ignored):
        print(f"{options.out}: ignored {line}", file=sys.stderr)
    undrawn = f", {len(t.undrawn)} of them not drawn and left out" if t.undrawn else ""
    print(f"{options.out}: {number} of {many(len(t.events), 'event')}{undrawn}")
    return 0
