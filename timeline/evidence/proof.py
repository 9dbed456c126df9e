"""What proves the quotations of a timeline: the texts if they are at hand, else its record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from timeline.errors import FileProblems, Problem
from timeline.evidence.quotations import record, verify
from timeline.evidence.verified import Record, record_of
from timeline.model import Timeline


def proof(
    t: Timeline, sources: str | Path | None, tell: Callable[[Problem], object] | None = None
) -> Record:
    """What is proved of a timeline's quotations.

    Args:
        t: the timeline.
        sources: the folder of the texts, with which every quotation is compared; None believes
            the record beside the timeline's file.
        tell: is told of each quotation that differs, which then goes without the mark; without
            it such a quotation is an error, and so is a folder that is not there.

    Raises:
        FileProblems: there is no such folder, or a quotation differs from its text.
    """
    if sources is None:
        return record_of(t.path) if t.path else Record()
    if tell is None and not Path(sources).is_dir():
        raise FileProblems.single(sources, 0, "there is no such folder (--sources)")
    report = verify(t, sources)
    if tell is None and report.problems:
        raise FileProblems(list(report.problems))
    for problem in report.problems:
        if tell is not None:
            tell(problem)
    return record(report)
