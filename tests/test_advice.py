"""Advice about a file, followed: what a message says to write is written, and the file is read.

Each case is a file with a mistake, what its message must say, and what is put for what: the new
text stands in the message. Afterwards the file loads, and the value is the one that was meant.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from timeline.errors import FileProblems
from timeline.model import Timeline
from timeline.reading import strict_yaml
from timeline.reading.load import read


def messages(text: str) -> str:
    with pytest.raises(FileProblems) as caught:
        read(text.encode(), "f")
    return str(caught.value)


def event(*lines: str) -> str:
    return "events:\n- id: a\n  " + "\n  ".join(lines) + "\n"


def titled(text: str) -> str:
    return event(f"title: {text}", "date: 1917")


TITLES = [
    # what YAML takes for its own signs → the title that was meant
    ("War: a history", "War: a history"),
    ("It's war: a history", "It's war: a history"),
    ('"War" and peace', '"War" and peace'),
    ("'It's late'", "It's late"),
    ('"War', "War"),
    ("@home", "@home"),
    ("`code`", "`code`"),
    ("%50", "%50"),
    ("*bold* text", "*bold* text"),
    ("& sons", "& sons"),
    ("? what", "? what"),
    ("[Draft] Something", "[Draft] Something"),
    ("> greater", "> greater"),
    ("| pipe", "| pipe"),
    (r'"C:\path"', r"C:\path"),
    (r'Say "C:\x": it', r'Say "C:\x": it'),
    ("Größe – „Länder“: ein", "Größe – „Länder“: ein"),
]


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "PyYAML"])
@pytest.mark.parametrize(("typed", "meant"), TITLES, ids=[typed for typed, _ in TITLES])
def test_a_title_is_told_in_quotes_that_keep_it(
    typed: str, meant: str, pure: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if pure:
        monkeypatch.setattr(strict_yaml, "_PARSER", strict_yaml.yaml.SafeLoader)
    message = messages(titled(typed))
    told = message.partition("; write ")[2].rpartition(" (")[0]
    assert told.startswith("title: "), message
    mended = titled(typed).replace(f"title: {typed}", told)
    assert read(mended.encode(), "f").events[0].title == meant


FLOWS = [
    ("Peace, Land and Bread", "Peace, Land and Bread"),
    ("Peace, Land, and Bread", "Peace, Land, and Bread"),
    ("10,000 miles", "10,000 miles"),
    ("Große Länder, kleine", "Große Länder, kleine"),
    ("War, kind", "War, kind"),  # a key it could be
    ("Marx's, Engels's", "Marx's, Engels's"),
    ('The "March", and after', 'The "March", and after'),
    ("Land,   Bread", "Land, Bread"),
]


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "PyYAML"])
@pytest.mark.parametrize(("typed", "meant"), FLOWS, ids=[typed for typed, _ in FLOWS])
@pytest.mark.parametrize("last", [False, True], ids=["first", "last"])
def test_a_comma_within_braces_is_told_to_need_quotes(
    typed: str, meant: str, last: bool, pure: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if pure:
        monkeypatch.setattr(strict_yaml, "_PARSER", strict_yaml.yaml.SafeLoader)
    pairs = ["id: a", f"title: {typed}", "date: 1917"]
    if last:
        pairs.append(pairs.pop(1))
    text = f"# Öffnung\nevents:\n- {{{', '.join(pairs)}}}\n"
    message = messages(text)
    assert message.startswith("f:3: within { } a comma ends a value: put quotes around a text")
    assert "unknown key" not in message
    assert message.count("\n") == 0
    mended = text.replace(f"title: {typed}", message.partition("; write ")[2])
    assert read(mended.encode(), "f").events[0].title == meant


@pytest.mark.parametrize("typed", ["Europe, War: a history", "Marx, Engels, Bebel: three men"])
def test_a_text_that_goes_on_with_a_colon_within_braces_is_told_to_need_quotes(typed: str) -> None:
    message = messages(f"events:\n- {{id: a, title: {typed}, date: 1917}}\n")
    assert "put quotes around the whole of that: within { } a comma ends a value" in message
    assert "did you mean" not in message
    assert "; write " not in message  # a part of the title alone would be told


@pytest.mark.parametrize(
    "text",
    [
        "events: [{id: a, title: Peace, , date: 1917}]\n",
        "timeline: {title: Peace, , subtitle: Bread}\nevents: [{id: a, title: T, date: 1917}]\n",
        "events:\n- id: a\n  title: T\n  date: 1917\n  tags: [a, , b]\n",
    ],
)
@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "PyYAML"])
def test_a_comma_too_many_is_told_and_no_list_is_made_a_text(
    text: str, pure: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if pure:
        monkeypatch.setattr(strict_yaml, "_PARSER", strict_yaml.yaml.SafeLoader)
    message = messages(text)
    assert "a comma too many" in message
    assert "; write " not in message


def first(t: Timeline) -> Any:
    return t.events[0]


def small(*lines: str) -> str:
    return event("title: T", "date: 1917", *lines)


LONG = "Ab " * 59 + "Ab"
SHORT = ("ab-" * 32)[:95].rstrip("-")
CLASH = (
    "events:\n- {id: A b, title: T, date: 1917}\n- {id: A-b, title: T, date: 1917}\n"
    "- {id: a-b, title: T, date: 1917}\n"
)
NO_ID = "events:\n- {title: The Strike, date: 1917}\n- {id: the-strike, title: T, date: 1918}\n"
WORKS = small("works: [{work: Broué 1988, page: p. 12}]") + "works: [{id: broue-1988, title: T}]\n"
LINK = (
    "events:\n- {id: strike, title: T, date: 1917}\n- {id: strikes-end, title: T, date: 1918}\n"
    "sources: [{id: s, title: S}]\n"
    "links: [{from: strike, to: strikes, relation: than, claims: [{source: s, exact: x}]}]\n"
)

Case = tuple[str, list[tuple[str, str]], Callable[[Timeline], Any], Any]
# file, [(what stands there, what the message says to write)], value, what it is then
CASES: dict[str, Case] = {
    "a misspelt key": (
        event("titel: T", "date: 1917"), [("titel", "title")], lambda t: first(t).title, "T",
    ),
    "a key in capitals": (
        event("Title: T", "date: 1917"), [("Title", "title")], lambda t: first(t).title, "T",
    ),
    "no space after the colon": (
        event("title:Foo", "date: 1917"),
        [("title:Foo", "title: Foo")], lambda t: first(t).title, "Foo",
    ),
    "no space after the colon within braces": (
        "events:\n- {id: a, title:Foo, date: 1917}\n",
        [("title:Foo", "title: Foo")], lambda t: first(t).title, "Foo",
    ),
    "a date in words": (
        event("title: T", "date: 4 May 1926"),
        [("4 May 1926", "1926-05-04")], lambda t: first(t).date.words(), "4 May 1926",
    ),
    "a date that YAML takes for a number": (
        event("title: T", "date: 19260504"),
        [("19260504", "1926-05-04")], lambda t: first(t).date.words(), "4 May 1926",
    ),
    "a date that YAML takes for a list": (
        event("title: T", "date: before 1926"),
        [("before 1926", "[..1925]")], lambda t: first(t).date.words(), "by 1925",
    ),
    "a choice of dates within braces": (
        "events: [{id: a, title: T, date: 1923 or 1925}]\n",
        [("1923 or 1925", "[1923,1925]")], lambda t: first(t).date.words(), "1923 or 1925",
    ),
    "an id in capitals": (
        small().replace("id: a", "id: The Strike"),
        [("The Strike", "the-strike")], lambda t: first(t).id, "the-strike",
    ),
    "two ids that would be told the same": (
        CLASH, [("A b", "a-b-2"), ("A-b", "a-b-3")],
        lambda t: [each.id for each in t.events], ["a-b-2", "a-b-3", "a-b"],
    ),
    "an id that is too long": (
        small().replace("id: a", f"id: {LONG}"), [(LONG, SHORT)], lambda t: first(t).id, SHORT,
    ),
    "a missing id beside one that has it": (
        NO_ID, [("title: The", "id: the-strike-2, title: The")],
        lambda t: first(t).id, "the-strike-2",
    ),
    "a tag in capitals": (
        small("tags: [Big Strike]"),
        [("Big Strike", "big-strike")], lambda t: first(t).tags, ("big-strike",),
    ),
    "a weight": (
        small("weight: Core"), [("Core", "core")], lambda t: first(t).weight, "core",
    ),
    "a flag": (
        small("people: [{id: x, named: off}]"),
        [("off", "false")], lambda t: first(t).named, (("x", False),),
    ),
    "a number with a comma": (
        small('excerpts: [{source: s, exact: x, at: "1,000"}]'),
        [('"1,000"', "1000")], lambda t: first(t).excerpts[0].at, 1000,
    ),
    "an address without its beginning": (
        small() + "sources: [{id: s, title: S, url: www.example.org/a}]\n",
        [("www.example.org/a", "https://www.example.org/a")],
        lambda t: t.sources[0].url, "https://www.example.org/a",
    ),
    "a page with its letter": (
        WORKS, [("Broué 1988", "broue-1988"), ("page: p. 12", "page: 12")],
        lambda t: first(t).works[0].page, "12",
    ),
    "a link with two near misses": (
        LINK, [("to: strikes", "to: strikes-end"), ("than", "then")],
        lambda t: t.links[0].target, "strikes-end",
    ),
    "a lane's near miss": (
        small("lane: germny") + "lanes: [{id: germany}]\n",
        [("germny", "germany")], lambda t: first(t).lane, "germany",
    ),
    "a kind's near miss": (
        small("kind: strke") + "kinds: [{id: strike}]\n",
        [("strke", "strike")], lambda t: first(t).kind, "strike",
    ),
    "a colour's near miss": (
        small() + "kinds: [{id: k, hue: Red}]\n",
        [("Red", "red")], lambda t: t.kinds[0].hue, "red",
    ),
    "a range with its end cut short": (
        "timeline: {range: 1904-40}\n" + small(),
        [("1904-40", "1904/1940")], lambda t: t.range and t.range.words(), "1904–1940",
    ),
    "a list that is text": (
        small("known_as: one"),
        [("known_as: one", "known_as: [one, two]")], lambda t: first(t).known_as, ("one", "two"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "changes", "value", "then"), CASES.values(), ids=list(CASES))
def test_advice_that_is_followed_mends_the_file(
    text: str, changes: list[tuple[str, str]], value: Callable[[Timeline], Any], then: Any
) -> None:
    message = messages(text)
    for old, new in changes:
        assert new.partition(", title")[0].removeprefix("to: ") in message, message
        assert old in text
        text = text.replace(old, new, 1)
    assert value(read(text.encode(), "f")) == then


def test_a_date_cut_short_by_a_comma_is_read_whole() -> None:
    message = messages("events: [{id: a, title: T, date: May 4, 1926}]\n")
    assert "date: May 4, 1926: write 1926-05-04" in message


def test_a_near_miss_is_never_what_stands_there_already() -> None:
    self_link = LINK.replace("strikes-end", "peace").replace("than", "then")
    assert "did you mean 'strike'" not in messages(self_link)
    twice = event("title: T", "date: 1917", "people: [trotsky, trotzky]")
    assert "did you mean" not in messages(twice + "people: [{id: trotsky}]\n")
    tags = messages(event("title: T", "date: 1917", "tags: [Big Strike, big-strike]"))
    assert "delete it, since 'big-strike' stands there too" in tags


def test_a_line_that_is_indented_too_far_is_not_told_to_be_quoted() -> None:
    message = messages("events:\n- id: a\n  title: T\n   date: 1917\n")
    assert "indent this line as the one before it" in message
    assert "; write" not in message


def test_a_comment_is_not_taken_into_the_quotes() -> None:
    assert "; write" not in messages(titled("War: a history # sic"))
