"""`python -m timeline check FILE`: what a file holds, its mistakes, whether it quotes exactly."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from timeline.cli.arguments import Commands
from timeline.cli.hints import remarks
from timeline.errors import FileProblems
from timeline.evidence import quotations
from timeline.model import WEIGHTS, Citation, EditorClaim, Timeline
from timeline.reading.load import load
from timeline.wording import many


def add(commands: Commands) -> None:
    """Add the command to `python -m timeline`."""
    command = commands.add_parser(
        "check",
        help="read a timeline, list its mistakes, and prove its quotations",
        description="Read a timeline and list its mistakes; with --sources, check every quotation "
        "against its text and write what is proved beside the file: verified.json for events.yaml, "
        "NAME.verified.json for NAME.yaml.",
    )
    command.add_argument("file", metavar="FILE", help="the YAML file of the timeline")
    command.add_argument("--sources", metavar="DIR", help="the folder with the source texts")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print what a file holds and what is odd about it; check the quotations."""
    t = load(options.file)
    for line in counts(t):
        print(line)
    for remark in remarks(t):
        print(f"note: {remark}")
    total = sum(1 for _ in quotations.excerpts(t))
    if options.sources is None and total:
        texts = "its text" if total == 1 else "their texts"
        print(f"{many(total, 'excerpt')}, not checked against {texts}: add --sources DIR")
        return 0
    if options.sources is None:
        print(f"{many(0, 'excerpt')}, 0 verified")
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
    print(f"{many(total, 'excerpt')}, {report.verified} verified{without}")
    if report.verified and not report.problems:
        _write(report, quotations.record_path(options.file))
    return 1 if report.problems else 0


def counts(t: Timeline) -> Iterator[str]:
    """What the file holds, in three lines, and what its editors' own words rest on in one more."""
    weights = Counter(event.weight for event in t.events)
    by_weight = ", ".join(f"{weights[weight]} {weight}" for weight in WEIGHTS if weights[weight])
    yield f"{t.path}: {t.title}"
    yield f"{many(len(t.events), 'event')} ({by_weight}), {len(t.undrawn)} of them not drawn"
    contested = sum(bool(link.contested_by) for link in t.links)
    yield (
        f"{many(len(t.sources), 'source')}, {many(len(t.links), 'link')} ({contested} contested), "
        f"{many(len(t.disagreements), 'disagreement')}, {many(len(t.tours), 'tour')}"
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
            f"{many(len(t.works), 'work')}; {_resting(dates, 'supplied date')}; "
            f"{_resting(claims, 'claim of the editors')}"
        )


def _resting(citations: Sequence[Sequence[Citation]], what: str) -> str:
    """ "47 supplied dates, 45 with a work, 30 of these not looked up"."""
    named = [each for each in citations if each]
    unseen = sum(not any(citation.looked_up for citation in each) for each in named)
    return (
        f"{many(len(citations), what)}, {len(named)} with a work, {unseen} of these not looked up"
    )


def _write(report: quotations.Report, path: Path) -> None:
    try:
        quotations.write_record(quotations.record(report), path)
    except OSError as error:
        raise FileProblems.single(path, 0, f"cannot be written: {error.strerror}") from None
