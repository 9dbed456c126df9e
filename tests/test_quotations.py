"""A quotation is exact characters of its text, and what differs is shown."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from timeline.errors import FileProblems, Problem
from timeline.evidence import near_misses, quotations, verified
from timeline.evidence.near_misses import where_else
from timeline.evidence.proof import proof
from timeline.evidence.quotations import (
    Record,
    Report,
    excerpts,
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
SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()


def timeline(excerpt: str, *, sha256: str = "", show: str = "quotation") -> Timeline:
    sha256 = sha256 or SHA256
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
    message = only_message(check(folder, "source: report, exact: a thing of which it says nothing"))
    assert message.endswith(": at is missing, and the words stand nowhere in the text")


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


def test_excerpts_within_others_and_at_the_first_character_are_counted_once(folder: Path) -> None:
    whole = Excerpt("report", FIRST.rstrip("\n"), 0)
    parts = (Excerpt("report", "The", 0), Excerpt("report", "nine days", at("nine")))
    t = timeline("source: report, exact: nine days, at: 19")
    for order in ((whole, *parts), (*parts, whole)):
        event = replace(t.events[0], excerpts=order)
        assert verify(replace(t, events=(event,)), folder).shares[0].quoted == len(FIRST) - 1


def test_a_part_that_begins_beyond_its_text_has_no_length(tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_bytes(FIRST[:-5].encode())
    share = verify(timeline("source: talk, exact: Later"), tmp_path).shares[1]
    assert (share.quoted, share.length, share.fraction) == (0, 0, 0.0)


def test_a_text_that_cannot_be_read_is_told_with_the_reason(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError("no leave to read it")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    report = check(folder, "source: report, exact: nine days, at: 19")
    message = "its text t.txt cannot be read: no leave to read it"
    assert [each.message for each in report.problems] == [
        f"source 'report': {message}",
        f"source 'voices': {message}",
    ]
    assert [(each.verified, each.message) for each in report.checks] == [(False, message)]


def test_words_without_an_offset_are_never_verified(folder: Path) -> None:
    for words in ("The strike", "nine days"):
        (check_,) = check(folder, f"source: report, exact: {words}").checks
        assert (check_.verified, check_.covers) == (False, None)


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


# --- what is said of every excerpt -------------------------------------------------------------


EVERYWHERE = f"""\
sources:
- {{id: talk, title: A talk that nobody recorded}}
- {{id: lost, title: L, file: lost.txt}}
- {{id: odd, title: O, file: odd.txt, sha256: {"0" * 64}}}
- {{id: report, title: R, file: t.txt, show: full, sha256: {SHA256}}}
events:
- id: strike
  title: The strike
  date: 1926
  excerpts:
  - {{source: talk, exact: they said}}
  - {{source: lost, exact: they said, at: 0}}
  - {{source: odd, exact: an, at: 0}}
  - {{source: report, exact: "“nine days”", at: {TEXT.index("“nine")}}}
- {{id: after, title: After, date: 1927}}
links:
- from: strike
  to: after
  relation: therefore
  claims:
  - {{source: report, exact: The strike, at: 0}}
  - {{source: report, exact: The strike, at: 1}}
  contested_by:
  - {{source: report, exact: called off, at: {TEXT.index("called off")}}}
  - {{source: talk, exact: not at all}}
disagreements:
- event: strike
  about: its length
  claims:
  - {{editor: ten days, basis: a count}}
  - {{source: report, exact: nine days, at: {TEXT.index("nine")}}}
  - {{source: report, exact: nine weeks, at: 0}}
"""

NAMES = [
    *(f"event 'strike': excerpt {n}" for n in (1, 2, 3, 4)),
    *(f"link 'strike' → 'after': claim {n}" for n in (1, 2)),
    *(f"link 'strike' → 'after': contesting claim {n}" for n in (1, 2)),
    *(f"disagreement on 'strike': claim {n}" for n in (2, 3)),
]


def test_every_excerpt_is_checked_and_named_by_where_it_stands(folder: Path) -> None:
    (folder / "odd.txt").write_text("an odd text")
    t = read(EVERYWHERE.encode(), "t.yaml")
    assert [name for name, _ in excerpts(t)] == NAMES
    report = verify(t, folder)
    assert [check.name for check in report.checks] == NAMES
    assert [check.excerpt for check in report.checks] == [each for _, each in excerpts(t)]
    assert [check.verified for check in report.checks] == [
        *(False, False, False, True),
        *(True, False),
        *(True, False),
        *(True, False),
    ]
    assert report.without_text == 3  # the talk twice, and a text that is not the one quoted
    messages = [check.message for check in report.checks]
    assert messages[1] == f"its text lost.txt is not in {folder}"
    assert messages[5].startswith("at 1: the words do not stand there; found 2 times, choose: 0, ")
    assert messages[9].startswith("at 0: the words do not stand there, nor anywhere in the text")
    assert [message for at, message in enumerate(messages) if at not in (1, 5, 9)] == [""] * 7


def test_every_problem_is_told_with_the_file_and_the_line(folder: Path) -> None:
    (folder / "odd.txt").write_text("an odd text")
    report = verify(read(EVERYWHERE.encode(), "t.yaml"), folder)
    sha256 = hashlib.sha256(b"an odd text").hexdigest()
    assert [str(problem).split(" the words do")[0] for problem in report.problems] == [
        f"t.yaml:3: source 'lost': its text lost.txt is not in {folder}",
        f"t.yaml:4: source 'odd': the text odd.txt is not the one that was quoted: its SHA-256 is "
        f"{sha256}, the file says {'0' * 64}",
        "t.yaml:22: link 'strike' → 'after': claim 2: at 1:",
        "t.yaml:32: disagreement on 'strike': claim 3: at 0:",
    ]
    assert report.texts == (
        ("odd.txt", sha256),
        ("t.txt", SHA256),
    )
    assert [share.source.id for share in report.shares] == ["odd", "report"]


def test_a_share_that_is_too_large_is_told_in_percent(folder: Path) -> None:
    words = TEXT[PART : PART + 500]
    t = timeline("source: report, exact: nine days")
    large = Excerpt("voices", words, PART)
    t = replace(t, events=(replace(t.events[0], excerpts=(large,)),))
    report = verify(t, folder)
    whole = len(TEXT) - PART
    assert [str(problem) for problem in report.problems] == [
        f"t.yaml:3: source 'voices': {500 / whole:.1%} of its characters are quoted, at most 35%: "
        "shorten excerpts or their context"
    ]
    assert [(share.quoted, share.length) for share in report.shares] == [(0, PART), (500, whole)]


def test_a_text_is_at_most_so_large(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    t = timeline("source: report, exact: nine days, at: 19")
    monkeypatch.setattr(quotations, "MAX_TEXT_BYTES", 2**20)
    path = folder / "t.txt"
    path.write_bytes(TEXT.encode().ljust(2**20, b" "))
    assert "larger" not in str(verify(t, folder).problems)
    path.write_bytes(TEXT.encode().ljust(2**20 + 1, b" "))
    assert "source 'report': its text t.txt is larger than 1 MB" in [
        problem.message for problem in verify(t, folder).problems
    ]


def test_a_part_beyond_the_text_is_told_with_both_lengths(tmp_path: Path) -> None:
    short = TEXT[:-10]
    (tmp_path / "t.txt").write_bytes(short.encode())
    t = timeline(
        "source: report, exact: nine days, at: 19",
        sha256=hashlib.sha256(short.encode()).hexdigest(),
    )
    (problem,) = (each for each in verify(t, tmp_path).problems if each.line == 3)
    assert problem.message == (
        f"source 'voices': part ends at {len(TEXT)}, but the text has {len(short)} characters"
    )


ENDS = "one two three"


@pytest.mark.parametrize(
    ("exact", "at", "context", "part", "message"),
    [
        ("one", 0, {}, None, ""),
        ("three", 10 - 2, {}, None, ""),
        ("one two three", 0, {}, None, ""),
        ("two", 4, {"before": "one", "after": "three"}, None, ""),
        ("two", 4, {"before": "one ", "after": " three"}, None, ""),
        ("two", 4, {}, (4, 7), ""),
        ("two", 4, {}, (5, 13), "at 4: outside the source's part [5, 13]"),
        ("two", 4, {}, (0, 6), "at 4: outside the source's part [0, 6]"),
        ("two", 4, {"before": "one"}, (0, 7), ""),
        ("two", 4, {"before": "one"}, (1, 7),
         "before is not what stands there: the text has 'ne ', the file has 'one'"),
        ("two", 4, {"after": "three"}, (4, 13), ""),
        ("two", 4, {"after": "three"}, (4, 12),
         "after is not what stands there: the text has ' thre', the file has 'three'"),
        ("two", 4, {"after": "tree"}, None,
         "after is not what stands there: the text has ' three', the file has 'tree'"),
        ("two", 4, {"before": "no"}, None,
         "before is not what stands there: the text has 'one ', the file has 'no'"),
        ("one", 0, {"before": "no"}, None,
         "before is not what stands there: the text has '', the file has 'no'"),
        ("three", 8, {"after": "more"}, None,
         "after is not what stands there: the text has '', the file has 'more'"),
        ("two", 5, {}, None, "at 5: the words do not stand there; found at 4"),
        ("two", 5, {}, (4, 7), "at 5: the words do not stand there; found at 4"),
        ("two", 5, {}, (5, 13),
         "at 5: the words do not stand there; found at 4, outside the source's part [5, 13]"),
        ("two", 5, {}, (0, 6),
         "at 5: the words do not stand there; found at 4, outside the source's part [0, 6]"),
        ("o", 3, {}, None, "at 3: the words do not stand there; found 2 times, choose: 0, 6"),
        ("e", 3, {}, None, "at 3: the words do not stand there; found 3 times, choose: 2, 11, 12"),
        ("four", 3, {}, None, "at 3: the words do not stand there, nor anywhere in the text"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_excerpt_is_told_to_the_character(
    exact: str,
    at: int,
    context: dict[str, str],
    part: tuple[int, int] | None,
    message: str,
    tmp_path: Path,
) -> None:
    (tmp_path / "t.txt").write_text(ENDS)
    t = timeline("source: talk, exact: words")
    sha256 = hashlib.sha256(ENDS.encode()).hexdigest()
    source = replace(t.sources[0], part=part, sha256=sha256)
    excerpt = Excerpt("report", exact, at, **context)
    t = replace(
        t, sources=(source,), events=(replace(t.events[0], excerpts=(excerpt,)),)
    )  # fmt: skip
    (check,) = verify(t, tmp_path).checks
    assert check.message == message
    assert check.verified == (not message)


def test_context_is_shown_with_ninety_characters_of_the_text(tmp_path: Path) -> None:
    text = "a" * 200 + "MIDDLE" + "b" * 200
    (tmp_path / "t.txt").write_text(text)
    t = timeline("source: talk, exact: words")
    source = replace(t.sources[0], part=None, sha256=hashlib.sha256(text.encode()).hexdigest())
    told = []
    for context in ({"before": "x"}, {"after": "y"}):
        excerpt = Excerpt("report", "MIDDLE", 200, **context)
        event = replace(t.events[0], excerpts=(excerpt,))
        (check,) = verify(replace(t, sources=(source,), events=(event,)), tmp_path).checks
        told.append(check.message)
    assert told == [
        f"before is not what stands there: the text has '{'a' * 90}', the file has 'x'",
        f"after is not what stands there: the text has '{'b' * 90}', the file has 'y'",
    ]


def test_only_the_first_fifty_mistakes_are_compared_with_the_whole_text(folder: Path) -> None:
    t = timeline("source: talk, exact: words")
    wrong = tuple(Excerpt("report", "lasted “ten days”", at=n) for n in range(60))
    t = replace(t, events=(replace(t.events[0], excerpts=wrong),))
    similar = ["similar words" in check.message for check in verify(t, folder).checks]
    assert similar == [True] * 50 + [False] * 10


# --- the nearest words ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("exact", "text", "part", "told"),
    [
        (
            "the miners stood alone",
            "In the end the miners were alone again",
            None,
            "similar words at 11, but the text has 'the miners were alone ' (U+0077 LATIN SMALL "
            "LETTER W) where the file has 'the miners stood alone' (U+0073 LATIN SMALL LETTER S)",
        ),
        (
            "the miners were ALONE",
            "x the miners were alone, the miners were alone",
            None,
            "similar words at 2, but the text has 'miners were alone' (U+0061 LATIN SMALL "
            "LETTER A) where the file has 'miners were ALONE' (U+0041 LATIN CAPITAL LETTER A)",
        ),
        (
            "the miners were ALONE",
            "the miners were alone, the miners were alone",
            (1, 44),
            "similar words at 23, but the text has 'miners were alone' (U+0061 LATIN SMALL LETTER "
            "A) where the file has 'miners were ALONE' (U+0041 LATIN CAPITAL LETTER A)",
        ),
        (
            "the\x07miners",
            "a the\x08miners",
            None,
            "",
        ),
        (
            "miners and\x07 nothing else",
            "miners and\x08 nothing else",
            None,
            "similar words at 0, but the text has 'miners and\\x08 nothing el' (U+0008 control "
            "character) where the file has 'miners and\\x07 nothing el' (U+0007 control character)",
        ),
        (
            "the miners went home",
            "and so the miners went",
            None,
            "similar words at 7, but the text ends there",
        ),
        ("12345678", "x 1234567 y", None, ""),
        ("123456789", "x 12345678 y", None,
         "similar words at 2, but the text has '12345678 ' (U+0020 SPACE) where the file has "
         "'123456789' (U+0039 DIGIT NINE)"),
        ("0123456789" * 5, "x 0123456789 y", None,
         "similar words at 2, but the text has '0123456789 y' (U+0020 SPACE) where the file has "
         "'0123456789012345678901' (U+0030 DIGIT ZERO)"),
        ("0123456789" * 6, "x 0123456789 y", None, ""),
        (
            "İzmir: the miners WENT",
            "x İzmir: the miners went",
            None,
            "similar words at 2, but the text has ' the miners went' (U+0077 LATIN SMALL LETTER W) "
            "where the file has ' the miners WENT' (U+0057 LATIN CAPITAL LETTER W)",
        ),
    ],
)  # fmt: skip
def test_the_nearest_words_are_told_with_the_first_character_that_differs(
    exact: str, text: str, part: tuple[int, int] | None, told: str
) -> None:
    excerpt = Excerpt("report", exact, 0)
    found = where_else(excerpt, text, part or (0, len(text)), explain=True)
    nowhere = "at 0: the words do not stand there, nor anywhere in the text"
    assert found == nowhere + (f"; {told}" if told else "")
    assert where_else(excerpt, text, part or (0, len(text)), explain=False) == nowhere


def test_a_part_of_any_length_is_searched_and_only_so_much_of_it_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "the miners were left alone, and the miners went back"
    other = Excerpt("report", "THE MINERS were", 1)
    unlike = Excerpt("report", "the miners were never alone", 1)

    def told(excerpt: Excerpt, part: tuple[int, int]) -> bool:
        return "similar words" in where_else(excerpt, text, part, explain=True)

    monkeypatch.setattr(near_misses, "MAX_COMPARED", 40)
    for part, compared in (((0, 40), True), ((0, 41), False), ((1, 41), True), ((1, 42), False)):
        assert told(unlike, part) is compared, part
    assert told(other, (0, 41))
    nowhere = "at 1: the words do not stand there, nor anywhere in the text"
    assert where_else(unlike, text, (0, 41), explain=True) == nowhere


def test_a_long_quotation_is_compared_with_every_one_of_its_letters() -> None:
    text = "the miners were left alone and went back to work at lower wages. " * 4
    wrong = text.replace("left", "quite", 1)
    found = where_else(Excerpt("report", wrong, 0), f"{text}…", (0, len(text) + 1), explain=True)
    assert "similar words at" in found


def test_a_place_is_told_rightly_behind_a_letter_that_grows_in_lower_case() -> None:
    text = "İİİ and the miners were left alone"
    found = where_else(Excerpt("r", "the miners were lost", 1), text, (0, len(text)), explain=True)
    assert f"similar words at {text.index('the')}," in found


def test_frequent_letters_of_a_long_quotation_are_compared_too() -> None:
    text = "na " * 200 + "the end"
    wrong = "na " * 150 + "THE end"
    found = where_else(Excerpt("r", wrong, 0), text, (0, len(text)), explain=True)
    assert f"similar words at {text.index('na the') - 149 * 3}" in found


def test_at_most_five_places_are_listed() -> None:
    found = where_else(Excerpt("report", "a", 1), "a " * 7, (0, 14), explain=True)
    assert found == "at 1: the words do not stand there; found 7 times, choose: 0, 2, 4, 6, 8"


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


@pytest.mark.parametrize(
    ("file", "record"),
    [
        ("events.yaml", "verified.json"),
        ("strikes.yaml", "strikes.verified.json"),
        ("strikes.YAML", "strikes.verified.json"),
        ("strikes.yml", "strikes.yml.verified.json"),
        ("strikes", "strikes.verified.json"),
        ("a/b.c.yaml", "a/b.c.verified.json"),
    ],
)
def test_each_timeline_has_a_record_of_its_own_beside_it(file: str, record: str) -> None:
    assert record_path(file) == Path(record)


def test_record_has_a_line_for_each_fact() -> None:
    made = Record(
        frozenset({("b.txt", "2" * 64), ("a.txt", "1" * 64)}),
        frozenset({("one", 5, "3" * 64, "4" * 64), ("one", 4, "3" * 64, "4" * 64)}),
    )
    row = f'"sha256": "{"3" * 64}", "context": "{"4" * 64}"}}'
    assert made.dump().decode().split("\n") == [
        '{"v": 1,',
        ' "texts": {',
        f'  "a.txt": "{"1" * 64}",',
        f'  "b.txt": "{"2" * 64}"}},',
        ' "excerpts": [',
        f'  {{"source": "one", "at": 4, {row},',
        f'  {{"source": "one", "at": 5, {row}]}}',
        "",
    ]


def test_a_record_larger_than_any_proves_nothing(
    proved: tuple[Timeline, Record], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "verified.json"
    write_record(proved[1], path)
    monkeypatch.setattr(verified, "MAX_BYTES", path.stat().st_size)
    assert load_record(path) == proved[1]
    monkeypatch.setattr(verified, "MAX_BYTES", path.stat().st_size - 1)
    assert load_record(path) == Record()


def test_a_record_of_one_source_proves_no_words_of_another(
    proved: tuple[Timeline, Record],
) -> None:
    t, made = proved
    excerpt = t.events[0].excerpts[0]
    others = tuple(replace(each, id=f"not-{each.id}") for each in t.sources)
    assert not is_verified(excerpt, replace(t, sources=others), made)
    assert not is_verified(replace(excerpt, at=None), t, made)
    assert not is_verified(excerpt, t, Record(texts=made.texts))


def test_empty_record_is_json_too() -> None:
    assert json.loads(Record().dump()) == {"v": 1, "texts": {}, "excerpts": []}
