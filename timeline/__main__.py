"""The commands: `python -m timeline check FILE [--sources DIR]`.

Exit status: 0; 1 with `file:line: message` on standard error; 2 for wrong usage; 130 after Ctrl-C.
"""

from __future__ import annotations

import argparse
import dataclasses
import io
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from timeline import quotations
from timeline.errors import FileProblems
from timeline.loader import load
from timeline.model import WEIGHTS, Citation, EditorClaim, Timeline
from timeline.remarks import remarks


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit status."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character must not end in a traceback.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m timeline", description="Timelines where every event shows its evidence."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser(
        "check",
        help="read a timeline, list its mistakes, and prove its quotations",
        description="Read a timeline and list its mistakes; with --sources, check every quotation "
        "against its text and write what is proved beside the file: verified.json for events.yaml, "
        "NAME.verified.json for NAME.yaml.",
    )
    command.add_argument("file", metavar="FILE", help="the YAML file of the timeline")
    command.add_argument("--sources", metavar="DIR", help="the folder with the source texts")
    command.set_defaults(run=check)
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
    command.set_defaults(run=export)
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
    command.set_defaults(run=publish)
    return parser


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


def check(options: argparse.Namespace) -> int:
    """Print what a file holds and what is odd about it; check the quotations."""
    t = load(options.file)
    for line in counts(t):
        print(line)
    for remark in remarks(t):
        print(f"note: {remark}")
    total = sum(1 for _ in quotations.excerpts(t))
    if options.sources is None and total:
        print(f"{total} excerpts, not checked against their texts: add --sources DIR")
        return 0
    if options.sources is None:
        print("0 excerpts, 0 verified")
        return 0
    if not Path(options.sources).is_dir():
        raise FileProblems.single(options.sources, 0, "there is no such folder (--sources)")
    report = quotations.verify(t, options.sources)
    for share in report.shares:
        limit = "" if share.source.show == "full" else f", at most {quotations.MAX_SHARE:.0%}"
        print(
            f"{share.source.id}: {share.fraction:.1%} of {share.length:,} characters quoted{limit}"
        )
    for problem in report.problems:
        print(problem, file=sys.stderr)
    without = f", {report.without_text} without a text" if report.without_text else ""
    print(f"{total} excerpts, {report.verified} verified{without}")
    if report.verified and not report.problems:
        _write(report, quotations.record_path(options.file))
    return 1 if report.problems else 0


def export(options: argparse.Namespace) -> int:
    """Write a view to a file and say how much of the timeline it is."""
    # here, since checking a file needs no table and should not wait for pandas
    from timeline.outputs import Wishes
    from timeline.outputs import export as write
    from timeline.query import typed_query

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
    print(f"{options.out}: {number} of {_many(t.events, 'event')}{undrawn}")
    return 0


def publish(options: argparse.Namespace) -> int:
    """Write the whole page as one file or as a site, and say what came of it."""
    # here, since checking a file needs no page and should not wait for Dash
    from timeline.publish import publish as write
    from timeline.publish.report import Line, report

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


def counts(t: Timeline) -> Iterator[str]:
    """What the file holds, in three lines, and what its editors' own words rest on in one more."""
    weights = Counter(event.weight for event in t.events)
    by_weight = ", ".join(f"{weights[weight]} {weight}" for weight in WEIGHTS if weights[weight])
    yield f"{t.path}: {t.title}"
    yield f"{_many(t.events, 'event')} ({by_weight}), {len(t.undrawn)} of them not drawn"
    contested = sum(bool(link.contested_by) for link in t.links)
    yield (
        f"{_many(t.sources, 'source')}, {_many(t.links, 'link')} ({contested} contested), "
        f"{_many(t.disagreements, 'disagreement')}, {_many(t.tours, 'tour')}"
    )
    dates = [event.works for event in t.events if event.dated == "supplied"]
    claims = [
        claim.works
        for item in t.disagreements
        for claim in item.claims
        if isinstance(claim, EditorClaim)
    ]
    if dates or claims or t.works:
        yield (
            f"{_many(t.works, 'work')}; {_resting(dates, 'supplied date')}; "
            f"{_resting(claims, 'claim of the editors')}"
        )


def _resting(citations: Sequence[Sequence[Citation]], what: str) -> str:
    """ "47 supplied dates, 45 with a work, 30 of these not looked up"."""
    named = [each for each in citations if each]
    unseen = sum(not any(citation.looked_up for citation in each) for each in named)
    return f"{_many(citations, what)}, {len(named)} with a work, {unseen} of these not looked up"


def _many(items: Sequence[object], singular: str) -> str:
    first, of, rest = singular.partition(" of ")
    return f"{len(items)} {first}" + ("" if len(items) == 1 else "s") + of + rest


def _write(report: quotations.Report, path: Path) -> None:
    try:
        quotations.write_record(quotations.record(report), path)
    except OSError as error:
        raise FileProblems.single(path, 0, f"cannot be written: {error.strerror}") from None


if __name__ == "__main__":
    sys.exit(main())
