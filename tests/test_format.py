"""The file as it is declared: what its readers, `docs/file.md` and the schema make of that."""

from __future__ import annotations

import copy
import dataclasses
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from core_yaml import seen_by_an_editor

from docs import file_page
from timeline import dates
from timeline.cli import main
from timeline.errors import FileProblems
from timeline.model import Timeline
from timeline.reading import json_schema
from timeline.reading.key_types import Key, Section, first_key
from timeline.reading.keys import FILE
from timeline.reading.load import load, read

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "file.md"
SCHEMA = ROOT / "docs" / "timeline.schema.json"
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
WHOLE = "".join(EXAMPLES[1:])  # the first is a file of its own

Path_ = tuple[str | int, ...]
Place = tuple[Path_, Section]


def places(value: Any, section: Section, path: Path_ = ()) -> Iterator[Place]:
    """Every mapping of a file: where it stands, and the section that declares it."""
    yield path, section
    for name, key in section.keys.items():
        if not key.of or name not in value:
            continue
        inner = value[name] if key.type == "list" else [value[name]]
        for number, item in enumerate(inner):
            if isinstance(item, dict):
                here = (*path, name, number) if key.type == "list" else (*path, name)
                named = [each for each in key.of if first_key(each) in item]
                yield from places(item, (*named, key.of[0])[0], here)


WHOLE_FILE = seen_by_an_editor(WHOLE)
PLACES = list(places(WHOLE_FILE, FILE))
# A key of a section, and the first place of the whole file where it stands.
KEYS: dict[str, tuple[Key, Path_]] = {}
for where, section in PLACES:
    mapping = WHOLE_FILE
    for step in where:
        mapping = mapping[step]
    for key in section.keys.values():
        if key.name in mapping:
            KEYS.setdefault(f"{section.title}: {key.name}", (key, where))
KEY = pytest.mark.parametrize(("key", "where"), KEYS.values(), ids=list(KEYS))


def changed(where: Path_, **values: Any) -> bytes:
    """The whole file with other values in one place; None takes a key out. It is of one line."""
    made = copy.deepcopy(WHOLE_FILE)
    mapping = made
    for step in where:
        mapping = mapping[step]
    for name, value in values.items():
        if value is None:
            del mapping[name]
        else:
            mapping[name] = value
    return json.dumps(made, ensure_ascii=False).encode()


def bare(timeline: Timeline) -> Timeline:
    """A timeline without the lines of its events' keys."""
    events = tuple(dataclasses.replace(event, lines=()) for event in timeline.events)
    return dataclasses.replace(timeline, events=events)


def result(data: bytes) -> Timeline | list[str]:
    """What a file is read as, or its mistakes."""
    try:
        return bare(read(data, "t.yaml"))
    except FileProblems as error:
        return [problem.message for problem in error.problems]


def mistakes(data: bytes) -> str:
    found = result(data)
    return "\n".join(found) if isinstance(found, list) else ""


READ = result(changed(()))


# --- the page ----------------------------------------------------------------------------------


def sections(of: tuple[Section, ...] = (FILE,)) -> Iterator[Section]:
    for section in of:
        yield section
        for key in section.keys.values():
            yield from sections(key.of)


@pytest.mark.parametrize("section", {each.title: each for each in sections()}.values())
def test_every_section_and_every_key_has_a_sentence_of_help(section: Section) -> None:
    assert section.help.endswith(".")
    for name, key in section.keys.items():
        assert name == key.name
        assert re.fullmatch(r"[A-Z`].{5,}\.|.*\)\.", key.help, re.DOTALL), (name, key.help)


def test_the_page_and_the_schema_are_those_of_the_declaration() -> None:
    advice = "stale: run make docs"
    assert PAGE.read_text("utf-8") == file_page.page(), advice
    assert SCHEMA.read_text("utf-8") == json_schema.dump(), advice


def test_the_examples_of_the_page_together_are_a_timeline(tmp_path: Path) -> None:
    for text in (EXAMPLES[0], WHOLE):
        path = tmp_path / "example.yaml"
        path.write_text(text, "utf-8")
        assert load(path).events


def test_the_examples_use_every_key() -> None:
    declared = {f"{each.title}: {name}" for each in sections() for name in each.keys}
    assert declared == set(KEYS)


def test_every_link_of_the_page_leads_to_a_heading_of_it() -> None:
    text = PAGE.read_text("utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    anchors = {re.sub(r"[^a-z0-9 -]", "", each.lower()).replace(" ", "-") for each in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= anchors


def test_every_date_of_the_page_is_read_and_told_as_the_page_says() -> None:
    rows = re.findall(
        r"^\| `([^`]+)` \| ([^|]+) \| [^|]+ \|$", PAGE.read_text("utf-8"), re.MULTILINE
    )
    told = dict(rows)
    assert len(told) == len(file_page.DATE_EXAMPLES)
    assert {date: dates.parse(date).words() for date in told} == told


# --- the reader and the declaration ------------------------------------------------------------


@KEY
def test_a_key_that_is_declared_is_read_and_required_where_it_says_so(
    key: Key, where: Path_
) -> None:
    without = changed(where, **{key.name: None})
    assert result(without) != READ
    if key.required:
        assert mistakes(without)
    else:
        assert f"{key.name} is missing" not in mistakes(without)


@pytest.mark.parametrize(
    ("where", "section"),
    {section.title: (where, section) for where, section in PLACES}.values(),
    ids=lambda each: each.title if isinstance(each, Section) else "",
)
def test_a_key_that_is_not_declared_is_refused_and_those_declared_are_named(
    where: Path_, section: Section
) -> None:
    told = mistakes(changed(where, zzzzzz="a"))
    assert "unknown key 'zzzzzz'; known keys are " in told
    assert set(told.rpartition("known keys are ")[2].split(", ")) >= set(section.keys)


LIMITED = {
    name: (key, where)
    for name, (key, where) in KEYS.items()
    if key.characters is not None or key.words is not None
}


@pytest.mark.parametrize(("key", "where"), LIMITED.values(), ids=list(LIMITED))
def test_a_text_may_be_as_long_as_declared_and_no_longer(key: Key, where: Path_) -> None:
    def told(text: str) -> str:
        return mistakes(changed(where, **{key.name: [text] if key.type == "texts" else text}))

    if key.characters is not None:
        assert f"at most {key.characters}" not in told("x" * key.characters)
        assert f"at most {key.characters}" in told("x" * (key.characters + 1))
    if key.words is not None:
        assert f"at most {key.words}" not in told("a " * (key.words - 1) + "a")
        assert f"at most {key.words}" in told("a " * key.words + "a")


CHOICES = {name: pair for name, pair in KEYS.items() if pair[0].choices}


@pytest.mark.parametrize(("key", "where"), CHOICES.values(), ids=list(CHOICES))
def test_each_choice_that_is_declared_is_one_and_no_other_is(key: Key, where: Path_) -> None:
    for choice in key.choices:
        assert "is not one of" not in mistakes(changed(where, **{key.name: choice}))
    told = mistakes(changed(where, **{key.name: "zzzzzz"}))
    assert f"{key.name} 'zzzzzz' is not one of {', '.join(key.choices)}" in told


NUMBERS = {name: pair for name, pair in KEYS.items() if pair[0].type == "number"}


@pytest.mark.parametrize(("key", "where"), NUMBERS.values(), ids=list(NUMBERS))
def test_a_number_has_the_limits_that_are_declared(key: Key, where: Path_) -> None:
    def refused(number: int) -> bool:
        return f"{key.name} " in mistakes(changed(where, **{key.name: number}))

    assert not refused(key.least)
    assert refused(key.least - 1)
    if key.most is not None:
        assert not refused(key.most)
        assert refused(key.most + 1)


DEFAULTS = {name: pair for name, pair in KEYS.items() if pair[0].default}


@pytest.mark.parametrize(("key", "where"), DEFAULTS.values(), ids=list(DEFAULTS))
def test_what_is_declared_as_the_default_is_what_leaving_out_means(key: Key, where: Path_) -> None:
    given = result(changed(where, **{key.name: key.default}))
    assert given == result(changed(where, **{key.name: None}))


NEEDING = {
    f"{name} without {need}": (need, where)
    for name, (key, where) in KEYS.items()
    for need in key.needs
}


@pytest.mark.parametrize(("need", "where"), NEEDING.values(), ids=list(NEEDING))
def test_a_key_that_needs_another_is_a_mistake_without_it(need: str, where: Path_) -> None:
    assert mistakes(changed(where, **{need: None}))


# --- the schema --------------------------------------------------------------------------------

GOOD = [
    *(ROOT / "data").glob("*.yaml"),
    *(ROOT / "examples").glob("*.yaml"),
    ROOT / "tests" / "told.yaml",
]
VALIDATOR = jsonschema.Draft7Validator(json_schema.json_schema())

# What only the reader knows to be wrong: where an editor's schema sees nothing.
UNSEEN = [
    "alias",
    "anchor",
    "bidirectional-control",
    "bidirectional-escape",
    "cause-after-effect",
    "date-as-number",
    "duplicate-event-id",
    "duplicate-key",
    "duplicate-lane-id",
    "end-before-start",
    "era-without-end",
    "licence-of-no-version",
    "link-to-itself",
    "link-to-nowhere",
    "link-twice",
    "null-escape",
    "offset-outside-part",
    "old-style-does-not-fit",
    "part-reversed",
    "range-open",
    "thirtieth-of-february",
    "tour-step-to-nowhere",
    "unknown-lane",
    "unknown-person",
    "unknown-source",
]
# What is no YAML, which an editor says without a schema.
NO_YAML = [
    "colon-in-text",
    "line-separator",
    "not-utf-8",
    "quote-never-closed",
    "second-document",
    "surrogate-escape",
    "tab-indentation",
    "tag",
    "wrong-indentation",
]
BAD = sorted((ROOT / "tests" / "bad").glob("*.yaml"))


def test_the_schema_is_one() -> None:
    jsonschema.Draft7Validator.check_schema(json_schema.json_schema())


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_a_file_that_is_right_passes_the_schema(path: Path) -> None:
    found = VALIDATOR.iter_errors(seen_by_an_editor(path.read_text("utf-8")))
    assert [f"{list(error.absolute_path)}: {error.message}" for error in found] == []


def test_the_examples_of_the_page_pass_the_schema() -> None:
    for text in (EXAMPLES[0], WHOLE):
        assert [each.message for each in VALIDATOR.iter_errors(seen_by_an_editor(text))] == []


@pytest.mark.parametrize(
    "path", [path for path in BAD if path.stem not in NO_YAML], ids=lambda path: path.stem
)
def test_the_schema_sees_every_mistake_that_a_schema_can(path: Path) -> None:
    seen = not VALIDATOR.is_valid(seen_by_an_editor(path.read_text("utf-8")))
    assert seen == (path.stem not in UNSEEN)


TAKEN = {
    "a title that is a number": {"title": 1917},
    "a title that says yes": {"title": "yes"},
    "a year": {"date": 1917},
    "a year of which YAML makes a smaller number": {"date": 44},
    "a list of years": {"date": [1923, 1925]},
    "a range in brackets": {"date": ["..1925"]},
    "dates of both calendars": {"date": "1917-11-07", "old_style": "1917-10-25"},
    "an id that is a number": {"id": 1917},
    "people without more": {"people": ["lenin", {"id": "stalin", "named": "no"}]},
    "a work without more": {"works": ["carr-1954", {"work": "deutscher-1954", "page": 12}]},
    "empty lists": {"people": [], "tags": []},
}
REFUSED = {
    "a text that says true": {"title": True},
    "a list of one word": {"tags": "strike"},
    "a date in words": {"date": "May 1926"},
    "a day without a month": {"date": "1926-13-01"},
    "a person who is somewhere else": {"people": [{"id": "stalin", "where": "Moscow"}]},
    "a key without a value": {"summary": None},
}


@pytest.mark.parametrize("values", TAKEN.values(), ids=list(TAKEN))
def test_an_event_as_yaml_types_it_passes(values: dict[str, Any]) -> None:
    event = {"id": "a", "title": "A", "date": "1926"} | values
    assert [each.message for each in VALIDATOR.iter_errors({"events": [event]})] == []


@pytest.mark.parametrize("values", REFUSED.values(), ids=list(REFUSED))
def test_an_event_as_nobody_means_it_does_not(values: dict[str, Any]) -> None:
    event = {"id": "a", "title": "A", "date": "1926"} | values
    assert not VALIDATOR.is_valid({"events": [event]})


LICENCES = ("CC BY 4.0", "https://school.example/" + "use" * 50, {"title": "Ours"})


@pytest.mark.parametrize("licence", LICENCES)
def test_a_licence_is_a_name_or_an_address_or_both(licence: Any) -> None:
    event = {"id": "a", "title": "A", "date": "1926"}
    assert VALIDATOR.is_valid({"timeline": {"licence": licence}, "events": [event]})
    assert not VALIDATOR.is_valid({"timeline": {"licence": "x" * 101}, "events": [event]})


@pytest.mark.parametrize("date", [date for date, _ in file_page.DATE_EXAMPLES])
def test_every_form_of_a_date_passes(date: str) -> None:
    event = {"id": "a", "title": "A", "date": date}
    assert VALIDATOR.is_valid({"events": [event]})


@pytest.mark.parametrize("path", [each for each in GOOD if each.parent.name != "tests"])
def test_the_first_line_of_a_file_leads_an_editor_to_the_schema(path: Path) -> None:
    first = path.read_text("utf-8").split("\n")[0]
    found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert found
    assert (path.parent / found[1]).resolve() == SCHEMA


# --- the command -------------------------------------------------------------------------------


def test_the_command_prints_the_schema_or_writes_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["schema"]) == 0
    assert capsys.readouterr().out == json_schema.dump()
    out = tmp_path / "timeline.schema.json"
    assert main(["schema", str(out)]) == 0
    assert capsys.readouterr().out == f"{out}\n"
    assert out.read_text("utf-8") == json_schema.dump()


def test_a_schema_that_cannot_be_written_is_said(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "nowhere" / "timeline.schema.json"
    assert main(["schema", str(out)]) == 1
    assert capsys.readouterr().err.startswith(f"{out}: cannot be written: ")
