"""The built-in timeline: what it must hold, and that every quotation is proved."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path

import pytest

from timeline.cli.hints import remarks
from timeline.evidence import quotations
from timeline.model import EditorClaim, Event, Timeline
from timeline.page.source_texts import MOST, build_texts
from timeline.reading.load import load

ROOT = Path(__file__).resolve().parents[1]
EVENTS = ROOT / "data" / "events.yaml"
SOURCES = os.environ.get("TIMELINE_SOURCES", str(ROOT.parent / "shared" / "sources"))
MENTIONS = list(
    csv.DictReader(
        (ROOT / "tests" / "mentions.tsv").read_text(encoding="utf-8").splitlines(), delimiter="\t"
    )
)


@pytest.fixture(scope="module")
def t() -> Timeline:
    return load(EVENTS)


@pytest.fixture(scope="module")
def by_id(t: Timeline) -> dict[str, Event]:
    return {event.id: event for event in t.events}


@pytest.mark.parametrize("row", MENTIONS, ids=lambda row: row["id"])
def test_event_has_the_date_and_the_texts_of_the_scholarship_table(
    row: dict[str, str], by_id: dict[str, Event]
) -> None:
    event = by_id[row["id"]]
    assert event.date.text == row["date"]
    assert (event.old_style.text if event.old_style else "") == row["old_style"]
    assert event.dated == row["dated"]
    assert event.weight == row["weight"]
    quoted = {excerpt.source for excerpt in event.excerpts}
    assert set(filter(None, row["texts"].split(","))) <= quoted


def test_nothing_is_out_of_frame(t: Timeline) -> None:
    assert {event.id for event in t.events} == {row["id"] for row in MENTIONS}
    assert t.undrawn == ()


def test_links_disagreements_and_tours_are_there(t: Timeline) -> None:
    assert len(t.links) >= 31
    assert len(t.disagreements) >= 8
    assert {tour.id for tour in t.tours} == {
        "one-idea",
        "calendar-of-1917",
        "chain-of-defeats",
        "sources-disagree",
        "last-years",
    }
    assert all(link.claims for link in t.links)


def test_summaries_are_short_and_in_plain_sentences(t: Timeline) -> None:
    for event in t.events:
        assert 5 <= len(event.summary.split()) <= 60, event.id
        for sentence in re.split(r"(?<=[.!?])\s+", event.summary):
            assert len(sentence.split()) <= 30, (event.id, sentence)


def test_the_note_says_what_is_left_out(t: Timeline) -> None:
    assert "Trotskyist" in t.note


def test_the_record_beside_the_file_proves_every_excerpt(t: Timeline) -> None:
    record = quotations.load_record(EVENTS.with_name("verified.json"))
    unproved = [
        f"{name}: {excerpt.exact}"
        for name, excerpt in quotations.excerpts(t)
        if not quotations.is_verified(excerpt, t, record)
    ]
    assert unproved == []


def test_every_excerpt_stands_in_its_text_and_the_record_is_that_of_today(t: Timeline) -> None:
    if not Path(SOURCES).is_dir():
        pytest.skip(f"no texts at {SOURCES}: the quotations were not compared with them")
    report = quotations.verify(t, SOURCES)
    assert [str(problem) for problem in report.problems] == []
    assert report.verified == len(report.checks)
    written = EVENTS.with_name("verified.json").read_bytes()
    assert quotations.record(report).dump() == written


def test_of_a_text_that_is_not_free_never_more_than_half_is_shown() -> None:
    if not Path(SOURCES).is_dir():
        pytest.skip(f"no texts at {SOURCES}: how much of them is shown was not looked at")
    t = load(EVENTS)
    texts = build_texts(t, Path(SOURCES), at_home=True)
    for source in t.sources:
        pieces = [(at, at + len(words)) for at, words in texts[source.id]["pieces"]]
        assert source.part is not None
        share = sum(b - a for a, b in pieces) / (source.part[1] - source.part[0])
        assert share == 1 if source.show == "full" else share <= MOST, source.id
        for _, one in quotations.excerpts(t):
            if one.source == source.id and one.at is not None:
                end = one.at + len(one.exact)
                assert any(a <= one.at and end <= b for a, b in pieces), one.exact


def test_what_the_editors_supply_rests_on_works(t: Timeline) -> None:
    """Rule 11: every supplied date and every claim of the editors' names one."""
    named = [event.id for event in t.events if event.dated == "supplied" and not event.works]
    claims = [
        claim.editor
        for item in t.disagreements
        for claim in item.claims
        if isinstance(claim, EditorClaim) and not claim.works
    ]
    assert (named, claims) == ([], [])
    assert [one.message for one in remarks(t) if "The dates look strange" not in one.message] == []


def test_an_event_that_no_text_tells_is_context(t: Timeline) -> None:
    silent = [event for event in t.events if not event.excerpts]
    assert {event.weight for event in silent} == {"context"}
