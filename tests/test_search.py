"""Search: folding, the haystacks, and what a reader types and expects to find."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.dates import parse
from timeline.model import Event, Excerpt, Person, Place, Source, Term, Timeline
from timeline.page.document import build_document
from timeline.prepared import prepare
from timeline.reading.load import load, read
from timeline.views.search import Spellings, fold, haystacks, query_words, stands

HERE = Path(__file__).parent
CASES = json.loads((HERE / "cases" / "filter.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["fold"], ids=lambda case: case["name"])
def test_text_folds(case: dict[str, str]) -> None:
    assert fold(case["in"]) == case["out"]


@pytest.mark.parametrize("case", CASES["words"], ids=lambda case: case["name"])
def test_a_query_falls_into_words(case: dict[str, str]) -> None:
    assert list(query_words(case["in"])) == case["out"]


@settings(deadline=None, max_examples=300)
@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def event(id_: str, date: str = "1923", title: str = "…", **more: object) -> Event:
    return Event(id_, title, title, parse(date), "a", "b", **more)  # type: ignore[arg-type]


def finds(t: Timeline, query: str) -> list[str]:
    words = query_words(query)
    found = {id_: haystack.text for id_, haystack in haystacks(t).items()}
    return [id_ for id_, text in found.items() if all(word in text for word in words)]


BUKHARIN = Person("bukharin", "Nikolai Bukharin", ("Bucharin",))


def test_a_name_variant_finds_what_the_name_finds() -> None:
    t = Timeline(
        title="T",
        sources=(Source("s", "A source", "A source"),),
        people=(BUKHARIN,),
        places=(Place("estonia", "Estonia", ("Esthonia",)),),
        terms=(Term("tsar", "Tsar", "emperor", ("Czar",)),),
        events=(
            event("listed", people=("bukharin",)),
            event("in-the-title", title="The Stalin–Bukharin bloc"),
            event("in-a-quotation", excerpts=(Excerpt("s", "Bucharin’s snail’s pace"),)),
            event("within-a-word", title="A Bukharinist"),
            event("elsewhere", title="Esthonia under the Czar"),
        ),
    )
    assert finds(t, "Bucharin") == finds(t, "Bukharin") == [e.id for e in t.events[:4]]
    assert finds(t, "Estonia Tsar") == finds(t, "esthonia czar") == ["elsewhere"]


def test_a_shared_surname_brings_nobody_else_in() -> None:
    adam, john = Person("adam", "Adam Smythe"), Person("john", "John Smythe")
    t = Timeline(title="T", people=(adam, john), events=(event("e", title="Smythe speaks"),))
    assert finds(t, "Adam") == []


def test_a_short_name_is_found_as_a_whole_word_only() -> None:
    t = Timeline(
        title="T",
        terms=(Term("nep", "NEP", "…", ("New Economic Policy",)),),
        events=(event("a", title="NEP adopted"), event("b", title="Neptune discovered")),
    )
    assert finds(t, "economic") == ["a"]


@pytest.mark.parametrize(
    ("date", "found", "not_found"),
    [
        ("1925/1927", ["1925", "1926", "1927", "1925-27", "1925–1927", "1920s"], ["1928", "1924"]),
        ("1898/1902", ["1900", "1898–1902", "1890s"], ["1898-02"]),
        ("1700/1900", ["1700", "1900"], ["1800"]),
        ("[..1925]", ["1925"], ["1924", "1904"]),
        ("1918/..", ["1918"], ["1919"]),
        ("1926-05-04/1926-05-12", ["May 1926", "1926"], ["1925", "1926-26"]),
        ("-0043-03-15", ["44 BCE", "March"], ["43 bce"]),
    ],
)
def test_an_event_is_found_by_its_years(date: str, found: list[str], not_found: list[str]) -> None:
    t = Timeline(title="T", events=(event("e", date),))
    assert [query for query in found if not finds(t, query)] == []
    assert [query for query in not_found if finds(t, query)] == []


def test_an_event_is_found_in_both_calendars() -> None:
    october = event(
        "e", "1917-11-07", old_style=parse("1917-10-25", calendar="julian"), known_as=("Red Day",)
    )
    t = Timeline(title="T", events=(october,))
    assert finds(t, "7 November") == finds(t, "25 October 1917") == finds(t, "red day") == ["e"]


SEVEN = {
    "1905 essay": {"results-and-prospects"},
    "1917 revolutions": {"february-revolution", "october-revolution"},
    "1923 German crisis": {"german-october"},
    "1926 General Strike": {"general-strike"},
    "1927 China": {"chinese-revolution", "shanghai-massacre"},
    "1930 publication": {"permanent-revolution-published"},
    "1940 assassination": {"trotsky-assassinated"},
}


@pytest.mark.parametrize("query", SEVEN)
def test_the_seven_events_are_found_by_the_words_they_go_by(query: str) -> None:
    t = load(HERE.parent / "data" / "events.yaml")
    assert finds(t, query) != []
    assert SEVEN[query] & {e.id for e in t.events if e.weight == "core"} <= set(finds(t, query))


def test_what_one_spelling_finds_the_other_finds_in_the_real_file() -> None:
    t = load(HERE.parent / "data" / "events.yaml")
    for one, other in [("Bukharin", "Bucharin"), ("Trotsky", "Trotzky"), ("Estonia", "Esthonia")]:
        assert finds(t, one) == finds(t, other) != []


def test_of_many_spellings_only_a_few_are_tried_in_a_text() -> None:
    for stems in (False, True):
        known = [(f"notion {n}x of the age", n) for n in range(2000)]
        known += [("age", 2000), ("notionally", 2001), ("sänger-17", 2002)]
        found = Spellings(known, stems=stems)
        text = "a notion 17x of the age, notionally: sänger-17 and 18xy"
        possible = {n for _, n in found.possible(text)}
        assert {17, 2000, 2001, 2002} <= possible
        assert len(possible) < 10
    for stems in (False, True):
        found = Spellings([("bukharin", 1)], stems=stems)
        assert bool(list(found.possible("the bukharinists"))) is stems


def test_a_term_is_found_as_a_whole_word_in_any_case_and_script() -> None:
    terms = ("NEP", "Maßnahme", "§", "left opposition", "İstanbul")
    listed = "".join(f"- {{id: t{n}, term: {term}, gloss: g}}\n" for n, term in enumerate(terms))
    told = "The nep and the Left Opposition; MAẞNAHME; § 7; in istanbul; NEPman"
    t = read(f"terms:\n{listed}events: [{{id: a, title: '{told}', date: 1926}}]".encode(), "f")
    assert build_document(prepare(t))["events"][0]["terms"] == [0, 1, 2, 3, 4]
    t = read(f"terms:\n{listed}events: [{{id: a, title: NEPman, date: 1926}}]".encode(), "f")
    assert "terms" not in build_document(prepare(t))["events"][0]


@pytest.mark.parametrize(
    ("spelling", "text", "there"),
    [
        ("mule", "a mule went", True),
        ("mule", "mules went", False),
        ("mule", "a tramule", False),
        ("lenin", "on leninism", True),
        ("lenin", "of lenin", True),
        ("lenin", "alenin", False),
        ("nep", "nep", True),
    ],
)
def test_a_name_of_five_letters_stands_where_a_word_begins_with_it_a_shorter_one_as_a_word(
    spelling: str, text: str, there: bool
) -> None:
    assert stands(spelling, text) is there
    possible = [number for _, number in Spellings([(spelling, 7)], stems=True).possible(text)]
    assert possible == [7] or not there  # others may be possible: they are looked at again
    if there and spelling in text.split():
        assert [n for _, n in Spellings([(spelling, 7)], stems=False).possible(text)] == [7]


def test_quotation_marks_around_a_word_are_no_part_of_it() -> None:
    assert query_words('"one" \'two\' X three\'s "" one') == ("one", "two", "x", "three's")
    assert query_words("x  y\tz") == ("x", "y", "z")
