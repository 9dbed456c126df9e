"""The table: one row an event, its extent, its mark, its rank."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.dates import parse
from timeline.dates.calendars import from_gregorian
from timeline.model import (
    Disagreement,
    EditorClaim,
    Event,
    Excerpt,
    Kind,
    Lane,
    Source,
    Timeline,
    Weight,
)
from timeline.reading.load import load, read
from timeline.views.table import DAY_MS, DIFFERS, DTYPES, frame, narrow_table, to_table
from timeline.views.table import years as years_of

LANES = (Lane("germany", "Germany", "Germany"), Lane("china", "China", "China"))
KINDS = (Kind("text", "Text", "square", "blue"), Kind("death", "Death", "ring", "ink"))
SOURCES = tuple(Source(id_, id_, id_) for id_ in ("linden", "tract", "chapter6"))


def event(id_: str, date: str, weight: Weight = "core", quoted: tuple[str, ...] = ()) -> Event:
    excerpts = tuple(Excerpt(source, "words") for source in quoted)
    return Event(id_, id_, id_, parse(date), "china", "death", weight, excerpts=excerpts)


def make(*events: Event, span: str | None = "1904/1940", **more: object) -> Timeline:
    return Timeline(
        title="T", events=events, range=parse(span) if span else None,
        lanes=LANES, kinds=KINDS, sources=SOURCES, **more,
    )  # type: ignore[arg-type]  # fmt: skip


def ms(year: int, month: int = 1, day: int = 1, hours: float = 0) -> float:
    return from_gregorian(year, month, day) * DAY_MS + hours * 3_600_000


def row(date: str, span: str | None = "1904/1940") -> pd.Series:
    return to_table(make(event("e", date), span=span)).iloc[0]


def test_columns_and_types_are_the_documented_ones() -> None:
    for events in ((), (event("a", "1923"), event("b", "[..1925]"))):
        table = to_table(make(*events))
        assert {name: str(dtype) for name, dtype in table.dtypes.items()} == DTYPES
        assert list(table.index) == list(range(len(events)))


@pytest.mark.parametrize(
    ("date", "start", "end", "mark"),
    [
        ("1926-05-04", ms(1926, 5, 4), ms(1926, 5, 5), ms(1926, 5, 4, 12)),
        ("1923-10", ms(1923, 10), ms(1923, 11), ms(1923, 10, 16, 12)),
        ("1926", ms(1926), ms(1927), ms(1926, 7, 2, 12)),
        ("[1923-10-21..1923-10-25]", ms(1923, 10, 21), ms(1923, 10, 26), ms(1923, 10, 23, 12)),
        ("1926-05-04/1926-05-12", ms(1926, 5, 4), ms(1926, 5, 13), ms(1926, 5, 4, 12)),
        ("1925/1927", ms(1925), ms(1928), ms(1925, 7, 2, 12)),
        ("1928/..", ms(1928), ms(1941), ms(1928, 7, 2)),
        ("../1917-03-08", ms(1904), ms(1917, 3, 9), ms(1917, 3, 8, 12)),
    ],
)
def test_extent_and_mark_follow_what_is_known(
    date: str, start: float, end: float, mark: float
) -> None:
    found = row(date)
    assert (found.start_ms, found.end_ms, found.mark_ms) == (start, end, mark)


@pytest.mark.parametrize(("date", "year"), [("[..1925]", 1925), ("[1925..]", 1925)])
def test_a_moment_known_by_one_bound_has_its_mark_beside_it(date: str, year: int) -> None:
    found = row(date)
    assert ms(year) <= found.mark_ms <= ms(year + 1)
    assert found.end_ms - found.start_ms > 10 * 365 * DAY_MS  # drawn to the frame all the same
    assert found.imprecise
    assert found.open_start != found.open_end


def test_a_by_date_stands_in_the_order_where_its_mark_does() -> None:
    table = to_table(make(event("by", "[..1925]"), event("before", "1917"), event("after", "1926")))
    assert list(table["id"]) == ["before", "by", "after"]


def test_the_sure_part_of_a_span_is_what_no_reading_denies() -> None:
    found = row("1925/1927")
    assert (found.sure_start_ms, found.sure_end_ms) == (ms(1925, 12, 31), ms(1927, 1, 2))
    assert np.isnan(row("1925-03/1925-03").sure_start_ms)
    assert np.isnan(row("1925-03-04").sure_end_ms)
    day_to_day = row("1926-05-04/1926-05-12")
    assert (day_to_day.sure_start_ms, day_to_day.sure_end_ms) == (
        day_to_day.start_ms,
        day_to_day.end_ms,
    )


@pytest.mark.parametrize(
    ("date", "imprecise"),
    [
        ("1926-05-04", False),
        ("1926-05-04/1926-05-12", False),
        ("1926-05-04~", True),
        ("1926-05-04?/1926-05-12", True),
        ("1926-05", True),
        ("1926-05-04/1926-06", True),
        ("[1923-10-21..1923-10-25]", True),
        ("1926-05-04/..", True),
    ],
)
def test_imprecise_is_what_is_not_known_to_the_day(date: str, imprecise: bool) -> None:
    assert row(date).imprecise == imprecise


def test_rank_is_weight_then_witnesses_then_time() -> None:
    table = to_table(
        make(
            event("late", "1930"),
            event("context", "1905", "context", ("linden", "tract", "chapter6")),
            event("twice-by-one", "1920", "core", ("tract", "tract")),
            event("two-witnesses", "1935", "core", ("chapter6", "linden")),
            event("early", "1910", "core", ("linden",)),
        )
    )
    ranked = list(table.sort_values("rank")["id"])
    assert ranked == ["two-witnesses", "early", "twice-by-one", "late", "context"]
    assert sorted(table["rank"]) == list(range(5))
    assert table.set_index("id")["sources"]["two-witnesses"] == ("linden", "chapter6")


def test_rows_come_in_order_of_time_then_of_the_file() -> None:
    table = to_table(
        make(
            event("z", "1923", "context"),
            event("m", "1923"),
            event("a", "1923/1925", "core"),
            event("first", "1922-12-31", "context"),
        )
    )
    assert list(table["id"]) == ["first", "z", "m", "a"]


@pytest.mark.parametrize(
    ("dates", "years"),
    [
        (("1926",), (1926, 1926)),
        (("1926-12-31", "1930-01-01"), (1926, 1930)),
        (("-0043-03-15", "0041-01-24"), (-43, 41)),
        (("1918/..", "1925"), (1918, 1925)),
    ],
)
def test_years_are_those_of_the_events(dates: tuple[str, ...], years: tuple[int, int]) -> None:
    t = make(*(event(f"e{i}", date) for i, date in enumerate(dates)), span=None)
    assert years_of(t) == years


@pytest.mark.parametrize(
    ("dates", "first", "days"),
    [
        (("1926",), ms(1925), 3 * 365),
        (("1920/1929", "192X"), ms(1920) - 3653 * DAY_MS, 3 * 3653),
        (("1922/",), ms(1921), 3 * 365),
        (("9999",), ms(9998), 2 * 365),
        (("1926", "1926-05-04"), ms(1926), 365),
    ],
)
def test_events_that_fill_the_frame_leave_room_for_their_names(
    dates: tuple[str, ...], first: float, days: int
) -> None:
    events = [event(f"e{i}", date) for i, date in enumerate(dates)]
    assert frame(make(*events, span=None)) == (first, first + days * DAY_MS)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("1926-05-04", "1926-05-04", 7),
        ("1926-05-04", "1926-05-05", 7),
        ("1926-05-04", "1926-05-21", 18),
        ("1926-05-04", "1926-08-03", 92),
        ("1905-01-22", "1907-02-03", 743),
        ("1906-08-05", "1940-08-21", 12_436),
    ],
)
def test_without_a_range_the_frame_is_the_events_to_the_day(
    first: str, last: str, days: int
) -> None:
    t = make(event("a", first), event("b", last), span=None)
    start, end = frame(t)
    assert (end - start) / DAY_MS == days
    assert start <= ms(*map(int, first.split("-"))) < end


def test_an_undrawn_event_is_left_out() -> None:
    t = make(event("a", "1923"), event("b", "1800"), undrawn=(("b", "outside the range"),))
    assert list(to_table(t)["id"]) == ["a"]


def test_some_events_alone_are_placed_and_ranked_as_if_there_were_no_others() -> None:
    first, second = event("a", "1906", "context"), event("b", "1905", "core", ("linden",))
    third, last = event("c", "[..1925]", "core"), event("d", "1930/..", "supporting")
    whole = make(last, third, second, first)
    some = make(third, last, first, span="1920/1935")
    narrowed = narrow_table(to_table(whole), some, frame(some))
    pd.testing.assert_frame_equal(narrowed, to_table(some))
    assert list(narrowed["id"]) == ["a", "c", "d"]
    assert list(narrowed["rank"]) == [2, 0, 1]
    # the place in the order of lanes and what was searched come from the whole
    table = to_table(whole)
    table["search"] = "of the whole"
    assert set(narrow_table(table, some, frame(some))["search"]) == {"of the whole"}


def test_a_disagreement_marks_its_event() -> None:
    claims = (EditorClaim("1924", "a"), EditorClaim("1925", "b"))
    t = make(
        event("a", "1923"), event("b", "1923"), disagreements=(Disagreement("b", "date", claims),)
    )
    assert dict(zip(*[to_table(t)[c] for c in ("id", "disputed")], strict=True)) == {
        "a": False,
        "b": True,
    }


def test_the_frame_is_the_range_that_the_file_gives() -> None:
    assert frame(make(event("a", "1923"))) == (ms(1904), ms(1941))
    assert frame(make(event("a", "1923"), span="1917-02/1917-11")) == (ms(1917, 2), ms(1917, 12))


@pytest.mark.parametrize(
    ("dates", "bounds"),
    [
        (["1789-07-14", "1799-11-09"], (ms(1789, 7, 14), ms(1799, 11, 10))),
        (["-0043-03-15", "0014-08-19"], (ms(-43, 3, 15), ms(14, 8, 20))),
        (["1914-06-28", "1914-08-04"], (ms(1914, 6, 28), ms(1914, 8, 5))),
        (["1914-06-28"], (ms(1914, 6, 25), ms(1914, 7, 2))),
        (["[..1925]", "1917"], (ms(1917), ms(1926))),
        ([], (ms(1970), ms(1971))),
    ],
)
def test_without_a_range_the_frame_holds_all_events(
    dates: list[str], bounds: tuple[float, float]
) -> None:
    events = [event(f"e{i}", date) for i, date in enumerate(dates)]
    assert frame(make(*events, span=None)) == bounds


def test_a_half_open_range_takes_its_other_end_from_the_events() -> None:
    assert frame(make(event("a", "1920/1930"), span="1904/..")) == (ms(1904), ms(1931))


DATES = [
    "1926-05-04", "1926-05", "1926", "192X", "1925/1927", "[..1925]", "[1925..]", "1917/..",
    "../1930", "1926~", "1890/1910", "1935/1960", "[1923,1925]", "1923-21", "1917/",
]  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(DATES), min_size=1, max_size=6), st.booleans())
def test_every_mark_lies_in_its_extent_and_in_the_frame(dates: list[str], ranged: bool) -> None:
    events = [event(f"e{i}", date) for i, date in enumerate(dates)]
    t = make(*events, span="1904/1940" if ranged else None)
    table, (start, end) = to_table(t), frame(t)
    assert len(table) == len(dates)
    assert (table["start_ms"] < table["end_ms"]).all()
    assert table["mark_ms"].between(table["start_ms"], table["end_ms"]).all()
    assert table["mark_ms"].between(start, end).all()
    assert np.isfinite(table[["start_ms", "end_ms", "mark_ms"]]).all(axis=None)
    sure = table[table["sure_start_ms"].notna()]
    assert (sure["start_ms"] <= sure["sure_start_ms"]).all()
    assert (sure["sure_end_ms"] <= sure["end_ms"]).all()
    assert to_table(t).equals(table)


def test_the_real_file_has_a_row_for_each_drawn_event() -> None:
    t = load(Path(__file__).parent.parent / "data" / "events.yaml")
    table = to_table(t)
    assert set(table["id"]) == {e.id for e in t.events} - {id_ for id_, _ in t.undrawn}
    assert (table["weight"] == "core").any()


WHERE = [
    # date, drawn from and to, mark, surely from and to, years, what else is so
    ("1926-05-04", "1926-05-04", "1926-05-05", "1926-05-04T12", None, None, (1926, 1926), ""),
    ("1926-05", "1926-05-01", "1926-06-01", "1926-05-16T12", None, None, (1926, 1926), "imprecise"),
    ("1926", "1926-01-01", "1927-01-01", "1926-07-02T12", None, None, (1926, 1926), "imprecise"),
    ("192X", "1920-01-01", "1930-01-01", "1924-12-31T12", None, None, (1920, 1929), "imprecise"),
    ("1926-22", "1926-06-01", "1926-09-01", "1926-07-17", None, None, (1926, 1926), "imprecise"),
    ("[1923,1925]", "1923-01-01", "1926-01-01", "1924-07-02", None, None, (1923, 1925),
     "imprecise"),
    ("1926~", "1926-01-01", "1927-01-01", "1926-07-02T12", None, None, (1926, 1926),
     "imprecise circa"),
    ("1926?", "1926-01-01", "1927-01-01", "1926-07-02T12", None, None, (1926, 1926),
     "imprecise doubtful"),
    # half a month from the one known bound
    ("[..1925-04]", "1900-01-01", "1925-05-01", "1925-04-15T18:45:27", None, None, (1900, 1925),
     "imprecise open_start"),
    ("[1925-04..]", "1925-04-01", "1941-01-01", "1925-04-16T05:14:33", None, None, (1925, 1940),
     "imprecise open_end"),
    ("../1925-04", "1900-01-01", "1925-05-01", "1925-04-15T18:45:27", None, None, (1900, 1925),
     "is_span imprecise open_start"),
    ("1918/..", "1918-01-01", "1941-01-01", "1918-07-02T12", None, None, (1918, 1940),
     "is_span imprecise open_end"),
    ("1918/1920", "1918-01-01", "1921-01-01", "1918-07-02T12", "1918-12-31", "1920-01-02",
     (1918, 1920), "is_span imprecise"),
    ("1918-03-04/1920-05", "1918-03-04", "1920-06-01", "1918-03-04T12", "1918-03-04", "1920-05-02",
     (1918, 1920), "is_span imprecise"),
    ("1920/1920-06-03", "1920-01-01", "1920-06-04", "1920-03-18T12", "1920-06-03", "1920-06-04",
     (1920, 1920), "is_span imprecise"),
    ("1926-05-04/1926-05-12", "1926-05-04", "1926-05-13", "1926-05-04T12", "1926-05-04",
     "1926-05-13", (1926, 1926), "is_span"),
    ("1926/1926", "1926-01-01", "1927-01-01", "1926-07-02T12", None, None, (1926, 1926),
     "is_span imprecise"),
]  # fmt: skip
SO = ("is_span", "imprecise", "circa", "doubtful", "open_start", "open_end")


@pytest.mark.parametrize("row", WHERE, ids=[row[0] for row in WHERE])
def test_where_a_date_is_drawn_and_how_much_of_it_is_sure(row: tuple[Any, ...]) -> None:
    date, *moments, years, so = row
    t = read(
        f"timeline: {{range: 1900/1940}}\nevents: [{{id: a, title: A, date: '{date}'}}]".encode(),
        "t.yaml",
    )
    found = to_table(t).iloc[0]
    columns = ("start_ms", "end_ms", "mark_ms", "sure_start_ms", "sure_end_ms")
    for column, moment in zip(columns, moments, strict=True):
        if moment is None:
            assert np.isnan(found[column]), column
        else:
            ms = np.datetime64(moment, "ms").astype(float)
            assert found[column] == pytest.approx(ms, abs=1000), column
    assert (found["year_from"], found["year_to"]) == years
    assert [name for name in SO if found[name]] == so.split()


def test_a_row_says_what_an_event_is_in_words_and_ids() -> None:
    t = read(
        b"""\
lanes: [{id: l, title: L}]
kinds: [{id: k, title: K}]
events:
- {id: a, title: An arrival, label: Arrival, lane: l, kind: k, date: 1917-11-07,
   old_style: 1917-10-25}
- {id: b, title: B, lane: l, kind: k, date: 1918}
disagreements:
- {event: a, about: its day, claims: [{editor: It was another., basis: B}, {editor: No., basis: C}]}
""",
        "t.yaml",
    )
    table = to_table(t)
    keys = ["id", "title", "label", "lane", "kind", "words", "words_os", "disputed"]
    assert table[keys].to_numpy().tolist() == [
        ["a", "An arrival", f"Arrival{DIFFERS}", "l", "k", "7 November 1917",
         "Old Style 25 October 1917", True],
        ["b", "B", "B", "l", "k", "1918", "1918", False],
    ]  # fmt: skip
    assert all("arrival" in text or "1918" in text for text in table["search"])


NAMED = """\
people:
- {id: thompson, name: Edward Thompson, variants: [E. P. Thompson]}
- {id: deutscher, name: Isaac Deutscher}
sources:
- {id: book, title: B}
- {id: paper, title: P}
events:
- id: a
  title: A
  date: 1926
  people: [PEOPLE]
  excerpts:
  - {source: book, exact: EXACT, before: BEFORE, speaker: SPEAKER}
  - {source: paper, exact: something else}
  - {source: book, exact: and again}
- {id: b, title: B, date: 1926, people: [deutscher]}
disagreements:
- event: b
  about: its day
  claims: [{source: paper, exact: so Deutscher said}, {source: book, exact: no}]
"""


@pytest.mark.parametrize(
    ("people", "exact", "before", "speaker", "named"),
    [
        # by name, by a variant, by a surname that nobody else has
        ("thompson", "Edward Thompson said", "so", "Somebody", [["book"]]),
        ("thompson", "as E. P. Thompson says", "so", "Somebody", [["book"]]),
        ("thompson", "in Thompson's words", "so", "Somebody", [["book"]]),
        # in the words before, and in what is said of the speaker
        ("thompson", "said", "Thompson", "Somebody", [["book"]]),
        ("thompson", "said", "so", "Thompson to a friend", [["book"]]),
        # not within another word, and not where nobody names them
        ("thompson", "McThompson", "so", "Somebody", [[]]),
        ("thompson", "said", "so", "Somebody", [[]]),
        # the file says so where no text does, or that a text does not
        ("{id: thompson, named: true}", "he said", "so", "Somebody", [["book", "paper"]]),
        ("{id: thompson, named: true}", "Thompson said", "so", "Somebody", [["book"]]),
        ("{id: thompson, named: false}", "Thompson said", "so", "Somebody", [[]]),
        ("thompson, deutscher", "Isaac Deutscher said", "so", "Somebody", [[], ["book"]]),
        (
            "{id: thompson, named: false}, deutscher",
            "Thompson, Deutscher",
            "so",
            "x",
            [[], ["book"]],
        ),
    ],
)
def test_a_source_names_a_person_by_a_spelling_or_because_the_file_says_so(
    people: str, exact: str, before: str, speaker: str, named: list[list[str]]
) -> None:
    text = NAMED
    for key, value in (("PEOPLE", people), ("EXACT", exact), ("BEFORE", before)):
        text = text.replace(key, value if key == "PEOPLE" else f'"{value}"')
    t = read(text.replace("SPEAKER", f'"{speaker}"').encode(), "t.yaml")
    table = to_table(t).set_index("id")
    assert [list(by) for by in table.loc["a", "named"]] == named
    assert [list(by) for by in table.loc["b", "named"]] == [["paper"]]
