"""Reading a timeline: what a beginner may leave out, what is kept as typed, what is refused."""

from __future__ import annotations

import tracemalloc
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeline.errors import FileProblems, Problem
from timeline.model import Timeline
from timeline.reading import strict_yaml
from timeline.reading.load import load, read
from timeline.reading.strict_yaml import MAX_DEPTH
from timeline.reading.text_file import MAX_BYTES, MAX_PROBLEMS

SMALL = """\
timeline: {title: Strikes, range: 1900/1940}
sources:
- {id: book, title: A book, file: book.txt, part: [0, 500], url: "https://example.org/a"}
lanes:
- {id: britain, title: Great Britain, short: Britain}
- {id: germany, title: Germany}
kinds:
- {id: strike, title: Strike, shape: star, hue: rust}
people: [{id: cook, name: A. J. Cook, variants: [Arthur Cook]}]
places: [{id: london, name: London}]
terms: [{id: lockout, term: lock-out, gloss: Employers shut the works.}]
eras: [{id: twenties, title: The twenties, date: 1920/1929}]
events:
- id: general-strike
  title: The General Strike
  date: 1926-05-04/1926-05-12
  lane: britain
  kind: strike
  weight: core
  people: [cook]
  places: [london]
  tags: [general-strike]
  excerpts:
  - {source: book, exact: "nine days", at: 12, before: "the", after: "in May"}
- id: miners-beaten
  title: The miners go back, beaten after seven months
  date: 1926-11
links:
- from: general-strike
  to: miners-beaten
  relation: therefore
  claims: [{source: book, exact: "left alone", at: 40, says: "They were left alone."}]
disagreements:
- event: general-strike
  about: its length
  claims: [{source: book, exact: "nine days", at: 12}, {editor: ten days, basis: a count}]
tours:
- {id: may, title: May, minutes: 5, steps: [{event: general-strike, say: It lasted nine days.}]}
"""


def parse(text: str, name: str = "t.yaml") -> Timeline:
    return read(text.encode(), name)


def mistakes(text: str | bytes) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(FileProblems) as caught:
        read(data, "t.yaml")
    return [str(problem) for problem in caught.value.problems]


def events(*lines: str) -> str:
    return "events:\n" + "\n".join(lines) + "\n"


# --- what a beginner may leave out -------------------------------------------------------------


def test_an_event_needs_only_id_title_and_date() -> None:
    t = parse(events("- {id: press, title: The press, date: 1455}"), "early_books.yaml")

    (event,) = t.events
    assert (event.label, event.lane, event.kind, event.weight) == (
        "The press",
        "events",
        "event",
        "core",
    )
    assert [(lane.id, lane.title) for lane in t.lanes] == [("events", "Events")]
    assert [(kind.shape, kind.hue) for kind in t.kinds] == [("disc", "red")]
    assert t.title == "Early books"
    assert t.range is None
    assert event.line == 2


def test_unweighed_events_are_core_only_where_no_event_is_weighed() -> None:
    t = parse(
        events("- {id: a, title: A, date: 1900, weight: core}", "- {id: b, title: B, date: 1901}")
    )
    assert [event.weight for event in t.events] == ["core", "supporting"]


def test_lanes_kinds_and_people_that_only_events_name_are_made_in_their_order() -> None:
    t = parse(
        events(
            "- {id: a, title: A, date: 1900, lane: Great Britain, kind: war, people: [Lenin]}",
            "- {id: b, title: B, date: 1901, lane: germany, kind: peace, people: [Lenin, Ленин]}",
            "- {id: c, title: C, date: 1902}",
        )
    )
    assert [(lane.id, lane.title) for lane in t.lanes] == [
        ("great-britain", "Great Britain"),
        ("germany", "Germany"),
        ("events", "Events"),
    ]
    assert [kind.shape for kind in t.kinds] == ["disc", "square", "diamond"]
    assert [kind.hue for kind in t.kinds] == ["red", "blue", "ink"]
    assert t.events[0].people == ("lenin",)
    assert [person.name for person in t.people] == ["Lenin", "Ленин"]
    assert t.events[1].people == tuple(person.id for person in t.people)


def test_an_event_without_lane_goes_into_the_first_lane_of_a_list() -> None:
    t = parse(SMALL)
    assert t.events[1].lane == "britain"
    assert t.events[1].kind == "strike"


def test_a_long_title_becomes_a_label_that_ends_between_words() -> None:
    label = parse(SMALL).events[1].label
    assert label == "The miners go back, beaten…"
    assert len(label) <= 28


@pytest.mark.parametrize("title", ["x" * 28, "x" * 29, "x" * 27 + " y", "a " * 30, "x" * 500])
def test_a_label_is_never_longer_than_twenty_eight_characters(title: str) -> None:
    label = parse(events(f"- {{id: a, title: {title}, date: 1900}}")).events[0].label
    assert 0 < len(label) <= 28
    assert (label == title.strip()) == (len(title.strip()) <= 28)


def test_a_key_without_a_value_is_as_good_as_left_out() -> None:
    t = parse(events("- id: a", "  title: A", "  date: 1900", "  summary:", "  people:"))
    assert t.events[0].summary == ""
    assert t.events[0].people == ()


# --- what is kept ------------------------------------------------------------------------------


def test_a_full_file_is_read_into_the_model() -> None:
    t = parse(SMALL)

    assert t.sources[0].part == (0, 500)
    assert t.sources[0].label == "A book"
    assert t.lanes[0].short == "Britain"
    assert t.lanes[1].short == "Germany"
    assert t.people[0].variants == ("Arthur Cook",)
    assert t.terms[0].gloss == "Employers shut the works."
    assert t.eras[0].date.text == "1920/1929"
    excerpt = t.events[0].excerpts[0]
    assert (excerpt.exact, excerpt.at, excerpt.before, excerpt.after) == (
        "nine days",
        12,
        "the",
        "in May",
    )
    assert t.links[0].claims[0].says == "They were left alone."
    assert t.links[0].warning == ""
    assert len(t.disagreements[0].claims) == 2
    assert t.tours[0].minutes == 5
    assert t.undrawn == ()


@pytest.mark.parametrize(
    "typed", ["NO", "null", "~", "yes", "0x1F", ".inf", "3:16", "0044", "1.10", "1066-10-14", "1e3"]
)
def test_text_stays_as_typed(typed: str) -> None:
    t = parse(events(f"- {{id: a, title: {typed}, date: 1900, known_as: [{typed}]}}"))
    assert t.events[0].title == typed
    assert t.events[0].known_as == (typed,)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(end: str) -> None:
    data = b"\xef\xbb\xbf" + SMALL.replace("\n", end).encode()
    assert read(data, "t.yaml") == parse(SMALL)


def test_an_event_that_cannot_be_drawn_is_kept_with_the_reason() -> None:
    t = parse(SMALL.replace("date: 1926-11\n", "date: 1950\n").replace("therefore", "then"))
    assert t.undrawn == (("miners-beaten", "1950 lies outside the timeline’s 1900–1940"),)
    assert len(t.events) == 2


def test_a_claim_whose_dates_look_strange_is_kept_with_a_warning() -> None:
    text = SMALL.replace("date: 1926-11\n", "date: 1925/1928\n")
    warning = parse(text).links[0].warning
    assert "had begun before" in warning
    assert "The General Strike" in warning


def test_a_sequence_whose_dates_run_the_other_way_is_kept_with_a_warning() -> None:
    text = SMALL.replace("date: 1926-11\n", "date: 1925\n").replace("therefore", "then")
    assert "run the other way" in parse(text).links[0].warning


@pytest.mark.parametrize("relation", ["therefore", "blamed for"])
@pytest.mark.parametrize(
    ("cause", "effect", "said"),
    [
        ("1926-05-04", "1926-05-05", ""),
        ("1926-05-04", "1926-05-04", ""),
        ("1926-05-05", "1926-05-04", "cannot come after its effect"),
        ("1926-05-04", "1926-05-04/1926-05-12", ""),
        ("1926-05-12", "1926-05-04/1926-05-12", "had begun before"),
        ("1926-05-13", "1926-05-04/1926-05-12", "cannot come after its effect"),
        ("1926-05-05/1926-05-12", "1926-05-04", "cannot come after its effect"),
        ("1926-05-04/1926-05-12", "1926-05-04", ""),
        ("1926-05-04", "1926-05", ""),
        ("1926-05-31", "1926-05", ""),
        ("1926-06-01", "1926-05", "cannot come after its effect"),
        ("[..1926-05-04]", "1900", ""),
        ("1926-05-04", "1900/..", "had begun before"),
    ],
)
def test_a_cause_may_come_on_the_day_of_its_effect_and_no_day_later(
    cause: str, effect: str, said: str, relation: str
) -> None:
    text = SMALL.replace("1926-05-04/1926-05-12", f'"{cause}"')
    text = text.replace("date: 1926-11\n", f'date: "{effect}"\n')
    text = text.replace("therefore", relation)
    if said.startswith("cannot"):
        (message,) = mistakes(text)
        assert said in message
    else:
        warning = parse(text).links[0].warning
        assert said in warning
        assert bool(warning) == bool(said)


def test_a_cause_within_the_year_of_its_effect_is_not_strange() -> None:
    text = SMALL.replace("date: 1926-11\n", "date: 1926\n")
    assert parse(text).links[0].warning == ""


# --- mistakes ----------------------------------------------------------------------------------


def test_all_mistakes_come_at_once_in_the_order_of_the_lines() -> None:
    found = mistakes(
        events(
            "- {id: a, title: A, date: 1900-13}",
            "- {id: b, titel: B, date: 1900}",
            "- {id: c, title: C, date: 1900, weight: huge}",
        )
    )
    lines = [int(message.split(":")[1]) for message in found]
    assert lines == sorted(lines)
    assert set(lines) == {2, 3, 4}


def test_a_file_full_of_mistakes_stops_at_a_bound_and_says_so() -> None:
    text = events(*(f"- {{id: A{n}, x: 1}}" for n in range(3000)))
    found = mistakes(text)
    assert len(found) == MAX_PROBLEMS + 1
    assert f"{MAX_PROBLEMS} mistakes or more" in found[0]


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n...\n", "''", "null"])
def test_a_file_without_content_says_how_to_start(text: str) -> None:
    (message,) = mistakes(text)
    assert "events:" in message


def test_sixteen_bit_text_says_how_to_save() -> None:
    assert mistakes(SMALL.encode("utf-16")) == ["t.yaml:1: the file is UTF-16; save it as UTF-8"]


def test_a_missing_file_a_folder_and_a_device_are_one_clear_line(tmp_path: Path) -> None:
    for path, words in (
        (tmp_path / "nothing.yaml", "there is no such file"),
        (tmp_path, "this is a folder"),
        (Path("/dev/null"), "not an ordinary file"),
        (Path("a\0b"), "cannot be read"),
    ):
        with pytest.raises(FileProblems, match=words) as caught:
            load(path)
        assert len(caught.value.problems) == 1


ADDRESSES = {
    "of a source": SMALL.replace("https://example.org/a", "ADDRESS"),
    "of a work": SMALL
    + 'works: [{id: work, author: A. Writer, title: A work, date: 1926, url: "ADDRESS"}]\n',
    "of a licence": SMALL.replace(
        "range: 1900/1940", 'range: 1900/1940, licence: {title: Ours, url: "ADDRESS"}'
    ),
    "of a licence alone": SMALL.replace("range: 1900/1940", 'range: 1900/1940, licence: "ADDRESS"'),
}


@pytest.mark.parametrize("place", ADDRESSES)
@pytest.mark.parametrize(
    "address",
    [
        "javascript://x/%0aalert(1)",
        "JavaScript://x/%0Aalert(1)",
        "javascript://example.org",
        "vbscript://x/y",
        "data://text/html,x",
        "DATA://text/html;base64,eA==",
        "ftp://example.org/a",
        "FTP://example.org/a",
        "file:///etc/passwd",
        "file://host/a",
        "blob://example.org/a",
        "ws://example.org/a",
        "view-source://example.org/a",
        "httpx://example.org/a",
        "xhttp://example.org/a",
        "http:///a",
        "https://",
        "https://example.org/a b",
        "https://example.org/<a",
        "https://example.org/a>",
        "https://example.org/a\\\\b",
        "https://[example.org/",
    ],
)
def test_an_address_that_is_not_of_the_web_is_refused(place: str, address: str) -> None:
    (message,) = mistakes(ADDRESSES[place].replace("ADDRESS", address))
    assert "is not an http, https or mailto address" in message


@pytest.mark.parametrize("place", ["of a source", "of a work", "of a licence"])
@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "Data:text/html,x",
        "tel:112",
        "about:blank",
        "mailto:",
        "https:example.org",
        "//example.org/a",
        "/a",
        "a.html",
    ],
)
def test_what_names_no_host_is_no_address(place: str, address: str) -> None:
    (message,) = mistakes(ADDRESSES[place].replace("ADDRESS", address))
    assert "is not an http, https or mailto address" in message


@pytest.mark.parametrize("place", ADDRESSES)
@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a",
        "http://example.org",
        "HTTPS://example.org/a",
        "HtTp://[::1]:80/a?b#c",
    ],
)
def test_an_address_of_the_web_is_kept_as_typed(place: str, address: str) -> None:
    t = parse(ADDRESSES[place].replace("ADDRESS", address))
    kept = {
        "of a source": t.sources[0].url,
        "of a work": t.works[0].url if t.works else "",
        "of a licence": t.licence.url if t.licence else "",
        "of a licence alone": t.licence.url if t.licence else "",
    }
    assert kept[place] == address


def test_an_address_to_write_to_is_kept_too() -> None:
    t = parse(ADDRESSES["of a source"].replace("ADDRESS", "MailTo:archive@example.org"))
    assert t.sources[0].url == "MailTo:archive@example.org"


BIDIRECTIONAL = [
    "\u061c",
    *map(chr, range(0x200E, 0x2010)),
    *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2066, 0x206A)),
]


@pytest.mark.parametrize("written", ["as typed", "as an escape"])
@pytest.mark.parametrize("character", BIDIRECTIONAL, ids=unicodedata.name)
def test_every_character_that_turns_the_way_of_the_words_is_refused(
    character: str, written: str
) -> None:
    typed = character if written == "as typed" else f"\\u{ord(character):04X}"
    found = mistakes(SMALL.replace("title: The General Strike", f'title: "The {typed}strike"'))
    name = unicodedata.name(character)
    assert found == [
        f"t.yaml:15: the character U+{ord(character):04X} ({name}) is not allowed: delete it"
    ]


# what joins and parts letters is a part of Persian, Hindi and emoji
@pytest.mark.parametrize("character", ["\u200c", "\u200d", "\u0600", "\u061b", "\u2010", "\u2065"])
def test_characters_beside_them_are_kept(character: str) -> None:
    t = parse(SMALL.replace("title: The General Strike", f'title: "The {character}strike"'))
    assert t.events[0].title == f"The {character}strike"


# --- bombs -------------------------------------------------------------------------------------


def chain(line: Callable[[int], str], n: int) -> bytes:
    return "".join(line(i) for i in range(n)).encode()


BOMBS = {
    "list in list": b"[" * 1_000_000,
    "list in list, a line each": b"[\n" * 500_000,
    "mapping in mapping": b"{" * 1_000_000,
    "dashes": b"- " * 500_000,
    "question marks": b"? " * 500_000,
    "indentation": chain(lambda i: " " * i + "a:\n", 1400),
    "aliases": chain(lambda i: f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n", 50),
    "merge keys": b"a0: &a0 {x: 1}\n"
    + chain(lambda i: f"a{i + 1}: &a{i + 1} {{<<: [*a{i}, *a{i}]}}\n", 5000),
    "keys in one mapping": chain(lambda i: f"k{i}: 1\n", 900_000 // 2),
    "items in one list": b"events: [" + b"x," * 3_000_000 + b"]",
    "duplicate keys": b"a: 1\n" * 1_000_000,
    "control characters": "\u202e\n".encode() * 1_000_000,
    "tabs": b"\t\n" * 2_000_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_without_being_built(name: str) -> None:
    data = BOMBS[name]
    tracemalloc.start()
    try:
        assert mistakes(data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 100 * 1024**2


def test_a_file_of_fifty_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as stream:
        stream.truncate(50 * 1024**2)
    tracemalloc.start()
    try:
        with pytest.raises(FileProblems, match=r"too large: 50\.0 MB, at most 24 MB"):
            load(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MAX_BYTES / 100


def test_the_deepest_level_allowed_is_read_and_one_more_is_not() -> None:
    def nested(levels: int) -> str:
        return "x: " + "[" * (levels - 1) + "]" * (levels - 1) + "\n"

    assert not any("nested" in message for message in mistakes(nested(MAX_DEPTH)))
    assert any("nested" in message for message in mistakes(nested(MAX_DEPTH + 1)))


# --- no input ends in a traceback ---------------------------------------------------------------

PIECES = st.sampled_from(
    [*"[]{}:,-?*&!|>'\"%@`#~\n\t\\ ", "\n- ", ": ", "<<: ", "---\n", "null", "..", "1926-13", "\0"]
)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    cuts=st.lists(st.integers(0, len(SMALL)), min_size=2, max_size=6),
    pieces=st.lists(st.one_of(PIECES, st.text(max_size=4)), min_size=6, max_size=6),
    drop=st.integers(0, 3),
)
def test_no_change_to_a_file_ends_in_a_traceback(
    cuts: list[int], pieces: list[str], drop: int
) -> None:
    text = SMALL
    for cut, piece in zip(sorted(cuts, reverse=True), pieces, strict=False):
        text = text[:cut] + piece + text[cut + drop :]
    problems: list[Problem] | None = None
    try:
        read(text.encode("utf-8", "surrogatepass"), "t.yaml")
    except FileProblems as error:
        problems = error.problems
    assert problems is None or all(problem.line >= 0 for problem in problems)
    assert problems is None or "\n" not in str(problems[0])


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60))
def test_no_bytes_end_in_a_traceback(data: bytes) -> None:
    with pytest.raises(FileProblems):
        read(data, "t.yaml")


KEYS = st.sampled_from(["timeline", "sources", "lanes", "people", "events", "links", "tours", "id"])
TREES = st.recursive(
    st.one_of(st.text(max_size=8), st.integers(), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(KEYS, TREES, max_size=4))
def test_no_shape_ends_in_a_traceback(tree: dict[str, object]) -> None:
    data = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False).encode()
    with pytest.raises(FileProblems):
        read(data, "t.yaml")


def test_the_python_parser_reads_the_same_where_the_c_one_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with_c = parse(SMALL)
    monkeypatch.setattr(strict_yaml, "_PARSER", yaml.SafeLoader)
    assert parse(SMALL) == with_c
    assert mistakes("a: b: c\n") == [
        "t.yaml:1: not YAML here: a colon and a space inside text: put quotes around it; "
        'write a: "b: c" (mapping values are not allowed here)'
    ]
    assert "nested" in mistakes("[" * 1000)[0]
