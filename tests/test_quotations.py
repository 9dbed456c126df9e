"""A quotation is exact characters of its text, and what differs is shown."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from timeline.errors import FileProblems, Problem
from timeline.evidence.proof import proof
from timeline.evidence.quotations import (
    Record,
    Report,
    is_verified,
    load_record,
    record,
    record_path,
    verify,
    write_record,
)
from timeline.model import Excerpt, Timeline
from timeline.reading.load import read

# Two sources in one file; offsets count in the whole file.
FIRST = "The strike lasted “nine days” – no more. The strike was called off.\n"
SECOND = "Later voices: the miners were left alone, and the miners went back.\n" + "x " * 400
TEXT = FIRST + SECOND
PART = len(FIRST)


def timeline(excerpt: str, *, sha256: str = "", show: str = "quotation") -> Timeline:
    sha256 = sha256 or hashlib.sha256(TEXT.encode()).hexdigest()
    return read(
        f"""\
sources:
- {{id: report, title: R, file: t.txt, part: [0, {PART}], sha256: {sha256}, show: full}}
- {{id: voices, title: V, file: t.txt, part: [{PART}, {len(TEXT)}], sha256: {sha256}, show: {show}}}
- {{id: talk, title: A talk that nobody recorded}}
events:
- id: strike
  title: The strike
  date: 1926
  excerpts:
  - {{{excerpt}}}
""".encode(),
        "t.yaml",
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "t.txt").write_bytes(TEXT.encode())
    return tmp_path


def check(folder: Path, excerpt: str, **options: str) -> Report:
    return verify(timeline(excerpt, **options), folder)


def only_message(report: Report) -> str:
    (problem,) = report.problems
    assert problem.file == "t.yaml"
    assert problem.line == 10
    assert report.verified == 0
    return problem.message


def at(words: str) -> int:
    return TEXT.index(words)


def test_exact_words_at_their_offset_are_verified(folder: Path) -> None:
    report = check(folder, f"source: report, exact: “nine days”, at: {at('“nine')}")
    assert report.problems == ()
    assert (len(report.checks), report.verified) == (1, 1)


def test_context_may_be_parted_from_the_words_by_white_space_only(folder: Path) -> None:
    words = f"source: report, exact: nine days, at: {at('nine')}"
    assert check(folder, words + ", before: lasted “, after: ” – no").verified == 1
    words = f"source: report, exact: lasted, at: {at('lasted')}"
    assert check(folder, words + ", before: The strike, after: “nine").verified == 1
    message = only_message(check(folder, words + ", before: The"))
    assert message.startswith("event 'strike': excerpt 1: before is not what stands there")
    assert "'The strike '" in message


def test_wrong_offset_is_repaired_in_the_message(folder: Path) -> None:
    message = only_message(check(folder, "source: report, exact: nine days, at: 3"))
    assert message.endswith(f"at 3: the words do not stand there; found at {at('nine')}")


def test_missing_offset_is_told(folder: Path) -> None:
    message = only_message(check(folder, "source: report, exact: nine days"))
    assert message.endswith(f"at is missing; found at {at('nine')}")


def test_words_that_stand_in_several_places_are_all_listed(folder: Path) -> None:
    message = only_message(check(folder, f"source: voices, exact: the miners, at: {PART}"))
    first = at("the miners")
    second = TEXT.index("the miners", first + 1)
    assert message.endswith(f"found 2 times, choose: {first}, {second}")


def test_words_of_another_source_in_the_same_file_are_refused(folder: Path) -> None:
    message = only_message(check(folder, "source: report, exact: left alone, at: 0"))
    assert f"found at {at('left')}, outside the source's part [0, {PART}]" in message


def test_context_of_another_source_is_refused(folder: Path) -> None:
    words = f"source: voices, exact: Later voices, at: {PART}"
    assert check(folder, words).verified == 1
    assert "before is not" in only_message(check(folder, words + ", before: called off."))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            '"lasted \\"nine days"',
            ("“", "U+201C LEFT DOUBLE QUOTATION MARK", "U+0022 QUOTATION MARK"),
        ),
        ("days” - no more", ("–", "U+2013 EN DASH", "U+002D HYPHEN-MINUS")),
        ('"no\\u00A0more"', ("no more", "U+0020 SPACE", "U+00A0 NO-BREAK SPACE")),
        ("The Strike was called", ("strike", "U+0073 LATIN SMALL LETTER S", "U+0053")),
        ("The strike lasted ten days", ("“nine", "U+201C", "U+0074 LATIN SMALL LETTER T")),
    ],
)
def test_near_miss_shows_the_first_difference(
    folder: Path, typed: str, told: tuple[str, ...]
) -> None:
    message = only_message(check(folder, f"source: report, exact: {typed}, at: 0"))
    assert "nor anywhere in the text; similar words at" in message
    assert all(part in message for part in told), message


def test_words_that_are_nowhere_are_not_compared_with_anything(folder: Path) -> None:
    message = only_message(check(folder, "source: report, exact: Quite other things, at: 0"))
    assert message.endswith("nor anywhere in the text")


def test_another_text_under_the_same_name_verifies_nothing(folder: Path) -> None:
    excerpt = f"source: report, exact: nine days, at: {at('nine')}"
    report = check(folder, excerpt, sha256="0" * 64)
    assert report.verified == 0
    assert [problem.line for problem in report.problems] == [2, 3]
    assert "is not the one that was quoted" in report.problems[0].message


def test_missing_text_is_told_once_for_each_source(tmp_path: Path) -> None:
    report = check(tmp_path, f"source: report, exact: nine days, at: {at('nine')}")
    assert report.verified == 0
    assert [problem.line for problem in report.problems] == [2, 3]
    assert "t.txt is not in" in report.problems[0].message


def test_text_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_bytes(b"\xff")
    assert "is not UTF-8" in check(tmp_path, "source: report, exact: a, at: 0").problems[0].message


def test_source_without_a_text_is_counted_and_no_mistake(folder: Path) -> None:
    report = check(folder, "source: talk, exact: as I remember")
    assert report.problems == ()
    assert (report.verified, report.without_text) == (0, 1)


def test_share_counts_each_character_once_and_context_too(folder: Path) -> None:
    start = at("nine days")
    one = Excerpt("report", "nine days", start, before="lasted “", after="”")
    two = Excerpt("report", "days” – no more", at("days”"))
    t = timeline(f"source: report, exact: nine days, at: {start}")
    t = replace(t, events=(replace(t.events[0], excerpts=(one, two)),))
    share = verify(t, folder).shares[0]
    assert share.quoted == len("lasted “nine days” – no more")
    assert share.length == PART
    assert share.fraction == share.quoted / PART


def test_too_large_a_share_is_a_mistake_unless_the_text_may_be_shown(folder: Path) -> None:
    words = "x " * 400
    excerpt = f'source: voices, exact: "Later", at: {PART}'
    for show, problems in (("quotation", 1), ("full", 0)):
        t = timeline(excerpt, show=show)
        large = Excerpt("voices", words, TEXT.index(words))
        report = verify(replace(t, events=(replace(t.events[0], excerpts=(large,)),)), folder)
        assert report.verified == 1
        assert len(report.problems) == problems
        assert report.shares[1].too_large == bool(problems)


# --- the record --------------------------------------------------------------------------------


@pytest.fixture
def proved(folder: Path) -> tuple[Timeline, Record]:
    t = timeline(f"source: report, exact: nine days, at: {at('nine')}, after: ”")
    return t, record(verify(t, folder))


def test_record_comes_back_from_its_file_and_proves_the_excerpt(
    proved: tuple[Timeline, Record], tmp_path: Path
) -> None:
    t, made = proved
    path = tmp_path / "verified.json"
    write_record(made, path)
    assert load_record(path) == made
    assert is_verified(t.events[0].excerpts[0], t, made)
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


def test_record_is_json_and_the_same_bytes_for_the_same_facts(
    proved: tuple[Timeline, Record], folder: Path
) -> None:
    t, made = proved
    twice = replace(t, events=(t.events[0], replace(t.events[0], id="again")))
    assert record(verify(twice, folder)).dump() == made.dump()
    facts = json.loads(made.dump())
    assert facts["v"] == 1
    assert facts["texts"] == {"t.txt": hashlib.sha256(TEXT.encode()).hexdigest()}
    assert facts["excerpts"][0]["sha256"] == hashlib.sha256(b"nine days").hexdigest()


@pytest.mark.parametrize(
    "change", [{"exact": "nine day"}, {"at": 1}, {"at": None}, {"after": "!"}, {"source": "voices"}]
)
def test_record_proves_no_other_words(
    proved: tuple[Timeline, Record], change: dict[str, str]
) -> None:
    t, made = proved
    assert not is_verified(replace(t.events[0].excerpts[0], **change), t, made)  # type: ignore[arg-type]


def test_record_of_another_text_proves_nothing(proved: tuple[Timeline, Record]) -> None:
    t, made = proved
    other = replace(t, sources=tuple(replace(each, sha256="0" * 64) for each in t.sources))
    assert not is_verified(t.events[0].excerpts[0], other, made)


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"null", b'{"v": 2}', b'{"v": 1, "texts": 3}', b"[" * 100_000, b"\xff"],
    ids=lambda data: repr(data[:20]),
)
def test_damaged_or_missing_record_proves_nothing(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "verified.json"
    assert load_record(path) == Record()
    path.write_bytes(data)
    assert load_record(path) == Record()


def test_quotations_are_proved_by_their_texts_or_by_the_record(
    proved: tuple[Timeline, Record], folder: Path
) -> None:
    t, made = proved
    beside = replace(t, path=str(folder / "t.yaml"))
    assert proof(beside, None) == Record()
    write_record(made, record_path(beside.path))
    assert proof(beside, None) == made
    assert proof(replace(t, path=""), None) == Record()
    assert proof(t, folder) == made
    told: list[Problem] = []
    assert proof(t, folder, told.append) == made
    assert told == []


def test_what_differs_from_its_text_is_an_error_unless_somebody_is_told(folder: Path) -> None:
    good = timeline('source: report, exact: "nine days", at: 19')
    wrong = Excerpt("report", "ten days", at=19, line=11)
    (event,) = good.events
    t = replace(good, events=(replace(event, excerpts=(*event.excerpts, wrong)),))
    with pytest.raises(FileProblems, match="the words do not stand there") as caught:
        proof(t, folder)
    told: list[Problem] = []
    made = proof(t, folder, told.append)
    assert told == caught.value.problems
    assert [is_verified(each, t, made) for each in t.events[0].excerpts] == [True, False]


def test_a_folder_that_is_not_there_is_an_error_unless_somebody_is_told(tmp_path: Path) -> None:
    t = timeline('source: report, exact: "nine days", at: 19')
    nowhere = tmp_path / "nowhere"
    with pytest.raises(FileProblems) as caught:
        proof(t, nowhere)
    assert [str(problem) for problem in caught.value.problems] == [
        f"{nowhere}: there is no such folder (--sources)"
    ]
    told: list[Problem] = []
    assert proof(t, nowhere, told.append) == Record()
    assert len(told) == 2


def test_empty_record_is_json_too() -> None:
    assert json.loads(Record().dump()) == {"v": 1, "texts": {}, "excerpts": []}
