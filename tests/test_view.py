"""The view: its query, its mask, its window and its sentence; the shared cases in Python."""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from timeline.dates import parse
from timeline.errors import ViewError
from timeline.model import WEIGHTS, Event, Kind, Lane, Person, Place, Source, Step, Timeline, Tour
from timeline.views.query import (
    CHOICES,
    LISTS,
    LONGEST_QUERY,
    LONGEST_SEARCH,
    LONGEST_VALUE,
    MOST_IGNORED,
    canonical_edge,
    edge_ms,
    is_view,
    typed_query,
    vocabulary,
)
from timeline.views.sentence import sentence
from timeline.views.table import DAY_MS, to_table
from timeline.views.view import View, in_window, mask, parse_view, window

CASES = Path(__file__).parent / "cases"
VIEW = json.loads((CASES / "view.json").read_text("utf-8"))
FILTER = json.loads((CASES / "filter.json").read_text("utf-8"))


def timeline_of(known: dict[str, Any]) -> Timeline:
    """A timeline whose vocabulary is the one of the case files."""
    lane, kind = known["lanes"][0]["id"], known["kinds"][0]["id"]
    events = [
        Event(id_, id_, id_, parse("1923"), lane, kind, tags=tuple(known["tags"]))
        for id_ in known["events"]
    ]
    return Timeline(
        title="Cases",
        range=parse("1904/1940"),
        events=tuple(events),
        lanes=tuple(Lane(**item) for item in known["lanes"]),
        kinds=tuple(Kind(**item, shape="disc", hue="red") for item in known["kinds"]),
        people=tuple(Person(**item) for item in known["people"]),
        places=tuple(Place(**item) for item in known["places"]),
        sources=tuple(Source(title=item["label"], **item) for item in known["sources"]),
        tours=tuple(
            Tour(item["id"], item["title"], tuple(Step(event, "…") for event in item["steps"]))
            for item in known["tours"]
        ),
    )


T = timeline_of(VIEW["given"]["vocabulary"])


def named(cases: list[dict[str, Any]]) -> list[Any]:
    return [pytest.param(case["in"], case["out"], id=case["name"]) for case in cases]


def test_the_vocabulary_is_the_one_of_the_cases() -> None:
    assert vocabulary(T) == VIEW["given"]["vocabulary"] == FILTER["given"]["vocabulary"]


@pytest.mark.parametrize(("query", "wanted"), named(VIEW["parse"]))
def test_a_query_is_read_and_what_is_bad_is_named(query: str, wanted: dict[str, Any]) -> None:
    view, ignored = parse_view(query, vocabulary(T))
    assert (view.query(), list(ignored)) == (wanted["query"], wanted["ignored"])


@pytest.mark.parametrize("case", VIEW["parse"], ids=lambda case: case["name"])
def test_a_canonical_query_reads_back_as_itself(case: dict[str, Any]) -> None:
    view, ignored = parse_view(case["out"]["query"], vocabulary(T))
    assert (view.query(), ignored) == (case["out"]["query"], ())


@pytest.mark.parametrize(("given_", "wanted"), named(VIEW["sentence"]))
def test_the_sentence_says_the_view(given_: dict[str, Any], wanted: str) -> None:
    view, _ = parse_view(given_["query"], vocabulary(T))
    assert sentence(view, vocabulary(T), given_["n"], given_["total"]) == wanted


def filter_table() -> pd.DataFrame:
    """The columns of filter.json as a table: indexes into the vocabulary become ids."""
    known, columns = vocabulary(T), FILTER["given"]["columns"]
    lists = {"people": "people", "places": "places", "tags": "tags", "sources": "sources"}
    ones = {"lane": "lanes", "kind": "kinds", "weight": "weights"}

    def ids(key: str) -> list[str]:
        return [item if isinstance(item, str) else item["id"] for item in known[key]]  # type: ignore[literal-required]

    return pd.DataFrame(
        {
            "id": columns["id"],
            **{name: [ids(key)[i] for i in columns[name]] for name, key in ones.items()},
            **{
                name: [tuple(ids(key)[i] for i in row) for row in columns[name]]
                for name, key in lists.items()
            },
            "named": [
                tuple(tuple(ids("sources")[i] for i in by) for by in row)
                for row in columns["named"]
            ],
            "disputed": [bool(value) for value in columns["disputed"]],
            "search": columns["search"],
        }
    )


@pytest.mark.parametrize(("query", "wanted"), named(FILTER["mask"]))
def test_the_mask_lets_through_what_the_filters_ask(query: str, wanted: list[str]) -> None:
    table = filter_table()
    view, ignored = parse_view(query, vocabulary(T))
    assert ignored == ()
    assert list(table["id"][mask(view, table)]) == wanted


@pytest.mark.parametrize("case", FILTER["counts"], ids=lambda case: case["name"])
def test_an_option_counts_what_choosing_it_alone_would_show(case: dict[str, Any]) -> None:
    table, key = filter_table(), case["in"]["key"]
    view, _ = parse_view(case["in"]["query"], vocabulary(T))
    chosen: dict[str, Any] = {
        option: True if key == "disputed" else (option,) for option in case["out"]
    }
    counts = {o: int(mask(replace(view, **{key: v}), table).sum()) for o, v in chosen.items()}
    assert counts == case["out"]


def test_every_field_of_the_view_is_a_key_of_the_query() -> None:
    view = View(
        q="x", lane=("germany",), kind=("text",), person=("lenin",), place=("berlin",),
        source=("trotsky",), tag=("opposition",), weight=("core",), disputed=True,
        from_="1917", to="1923", event="lenin-dies", tour="one-idea", step=2, mode="present",
        calendar="os", theme="dark", view="sources", sheet="worksheet",
    )  # fmt: skip
    assert all(getattr(view, f.name) != f.default for f in fields(View))
    keys = [pair.split("=")[0] for pair in view.query().split("&")]
    assert keys == [field.name.rstrip("_") for field in fields(View)]
    assert parse_view(view.query(), vocabulary(T)) == (view, ())


@pytest.mark.parametrize(
    "view",
    [
        View(q="  of  the ", lane=("germany", "narnia"), disputed=True),
        View(from_="1917", to="1923-10", event="nobody", calendar="os"),
        View(from_="1923", to="1917", tag=("OPPOSITION",), theme="pink"),
        View(tour="one-idea", step=99),
        View(step=2, person=("lenin,trotsky",)),
        View(q="x" * (LONGEST_SEARCH + 1), weight=("core", "core")),
    ],
    ids=str,
)
def test_a_view_made_by_hand_is_understood_as_its_query_is(view: View) -> None:
    assert parse_view(view, vocabulary(T)) == parse_view(view.query(), vocabulary(T))


def test_a_value_that_is_not_known_is_told_whichever_way_it_came() -> None:
    for view in (View(lane=("narnia",)), "lane=narnia"):
        assert parse_view(view, vocabulary(T)) == (View(), ("lane=narnia: no such lane",))


@pytest.mark.parametrize("key", LISTS)
def test_one_id_instead_of_a_tuple_is_an_error_that_says_what_to_write(key: str) -> None:
    with pytest.raises(ViewError) as caught:
        View(**{key: "germany"})
    assert str(caught.value) == f"{key} is a tuple of ids: write {key}=('germany',)"


@pytest.mark.parametrize("other", [None, 7, {"lane": "germany"}, ("lane", "germany")], ids=repr)
def test_what_is_neither_a_view_nor_a_query_is_an_error(other: Any) -> None:
    with pytest.raises(ViewError) as caught:
        parse_view(other, vocabulary(T))
    assert str(caught.value) == (
        f"{other!r} is no view: write a query string such as 'lane=germany', or ''"
    )


def test_a_source_that_names_a_person_is_narrowed_by_every_other_filter() -> None:
    named = {"people": ("lenin",), "sources": ("trotsky",), "named": (("trotsky",),)}
    rows = [
        {"id": "all", "lane": "germany", "disputed": True, **named},
        {"id": "another-lane", "lane": "britain", "disputed": True, **named},
        {"id": "agreed", "lane": "germany", "disputed": False, **named},
        {"id": "not-by-name", "lane": "germany", "disputed": True, **named, "named": ((),)},
    ]
    table = pd.DataFrame(rows).assign(search="")
    view = View(lane=("germany",), person=("lenin",), source=("trotsky",), disputed=True)
    assert list(table["id"][mask(view, table)]) == ["all"]
    assert list(table["id"][mask(replace(view, disputed=False), table)]) == ["all", "agreed"]
    assert list(table["id"][mask(replace(view, lane=()), table)]) == ["all", "another-lane"]


def test_clearing_keeps_the_place_and_the_look() -> None:
    view = View(q="x", lane=("germany",), disputed=True, from_="1917", event="a", theme="dark")
    assert view.cleared() == View(event="a", theme="dark")


def test_the_window_is_inclusive_and_free_edges_stand_at_the_bounds() -> None:
    bounds = (edge_ms("1904")[0], edge_ms("1940")[1])
    assert window(View(), bounds) == bounds
    assert window(View(to="1917-02"), bounds) == (bounds[0], edge_ms("1917-02-28")[1])
    start, end = window(View(from_="1924-02-29", to="1924-02-29"), bounds)
    assert end - start == DAY_MS


@pytest.mark.parametrize(("given_", "wanted"), named(FILTER["window"]))
def test_a_window_holds_what_overlaps_it_and_not_what_ends_or_begins_at_its_edge(
    given_: dict[str, Any], wanted: list[str]
) -> None:
    spans = [(edge_ms(first)[0], edge_ms(last)[1]) for first, last in given_["events"].values()]
    table = pd.DataFrame(spans, columns=["start_ms", "end_ms"], index=list(given_["events"]))
    view, ignored = parse_view(given_["query"], vocabulary(T))
    assert ignored == ()
    assert list(table.index[in_window(view, table, given_.get("bounds"))]) == wanted


def test_in_sight_is_what_passes_and_touches_the_window() -> None:
    events = tuple(
        Event(date, date, date, parse(date), lane, "text", tags=())
        for date, lane in [
            ("1917-12-31", "germany"), ("1917/1923", "germany"),
            ("1918", "germany"), ("1918-06", "britain"), ("1919-01-01", "germany"),
        ]
    )  # fmt: skip
    table = to_table(replace(T, events=events))
    view = View(lane=("germany",), from_="1918", to="1918")
    assert set(table["id"][in_window(view, table)]) == {"1917/1923", "1918"}
    wider = (edge_ms("1917")[0], edge_ms("1918")[1])
    assert set(table["id"][in_window(view, table, wider)]) == {"1917-12-31", "1917/1923", "1918"}
    assert in_window(View(), table).all()


@pytest.mark.parametrize(
    ("edges", "dates_in", "dates_out"),
    [
        (
            ("1918", "1918"),
            ["1918-01-01", "1918-12-31", "1918", "1917-12-31/1918-01-01", "1918-12-31/1919-01-01",
             "1917/1919", "191X"],
            ["1917-12-31", "1919-01-01", "1917", "1919", "1917-12", "1919-01"],
        ),
        (
            ("1918-02", ""),
            ["1918-02-01", "1918-01-31/1918-02-01", "1917/1919", "1940-12-31"],
            ["1918-01-31", "1917-12/1918-01", "1904-01-01"],
        ),
        (
            ("", "1918-02"),
            ["1918-02-28", "1918-02-28/1918-03-01", "1917/1919", "1904-01-01"],
            ["1918-03-01", "1918-03/1918-04", "1940-12-31"],
        ),
        (
            ("1918-02-03", "1918-02-03"),
            ["1918-02-03", "1918-02", "1918-02-02/1918-02-03", "1918-02-03/1918-02-04"],
            ["1918-02-02", "1918-02-04", "1918-01/1918-02-02", "1918-02-04/1918-03"],
        ),
    ],
)  # fmt: skip
def test_a_window_holds_its_first_and_its_last_day_and_no_day_beside_them(
    edges: tuple[str, str], dates_in: list[str], dates_out: list[str]
) -> None:
    events = tuple(
        Event(date, date, date, parse(date), "germany", "text", tags=())
        for date in [*dates_in, *dates_out]
    )
    table = to_table(replace(T, events=events))
    found = in_window(View(from_=edges[0], to=edges[1]), table)
    assert set(table["id"][found]) == set(dates_in)


@pytest.mark.parametrize("typed", ["", "12345", "1917-1", "1917-13", "192X", "1917~", "٣٤٥٦"])
def test_only_years_months_and_days_are_edges(typed: str) -> None:
    assert canonical_edge(typed) == ""


KEYS = [*LISTS, *CHOICES, "q", "disputed", "from", "to", "event", "tour", "step"]
IDS = ["germany", "text", "lenin", "trotsky", "one-idea", "lenin-dies", "1923", "-50", "2", "%41"]

TYPED = st.lists(st.tuples(st.sampled_from(KEYS), st.text(max_size=40))).map(
    lambda pairs: "&".join(f"{key}={value}" for key, value in pairs)
)


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=300) | TYPED)
@example("lane=a\nb&event=a%0Ab&theme=da\rrk")
def test_no_query_fails_and_every_one_settles(query: str) -> None:
    view, ignored = parse_view(query, vocabulary(T))
    again, none = parse_view(view.query(), vocabulary(T))
    assert (again, none) == (view, ())
    assert [line for line in ignored if re.search("[\n\r\u2028\u2029]", line)] == []


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(KEYS), st.lists(st.sampled_from(IDS), max_size=4))))
def test_every_value_is_used_or_named(pairs: list[tuple[str, list[str]]]) -> None:
    view, ignored = parse_view("&".join(f"{k}={','.join(v)}" for k, v in pairs), vocabulary(T))
    assert parse_view(view.query(), vocabulary(T)) == (view, ())
    said = " ".join([view.query(), *ignored])
    last = {key: values for key, values in pairs if values}
    overwritten = {key for key, values in pairs if not values}
    for key in last.keys() - overwritten:
        assert f"{key}=" in said or any(line.startswith("and ") for line in ignored)


def test_two_readers_share_nothing() -> None:
    one, _ = parse_view("lane=germany&q=strike", vocabulary(T))
    other, _ = parse_view("", vocabulary(T))
    assert other == View()
    assert one.lane == ("germany",)
    assert tuple(vocabulary(T)["weights"]) == WEIGHTS


def test_a_mask_is_a_bool_for_each_row_even_of_an_empty_table() -> None:
    table = to_table(T)[:0]
    for view in (View(), View(q="x", lane=("germany",), person=("lenin",), disputed=True)):
        found = mask(view, table)
        assert found.dtype == np.bool_
        assert len(found) == 0


@pytest.mark.parametrize(
    ("typed", "query", "strange"),
    [
        ("lane=germany", "lane=germany", []),
        ("  lane=germany \n", "lane=germany", []),
        ("?lane=germany", "?lane=germany", []),
        ("#event=two", "#event=two", []),
        ("https://school.example/t.html?lane=germany", "?lane=germany", []),
        ("https://school.example/t.html#event=two", "#event=two", []),
        ("?lane=a#event=two&zoom=3", "?lane=a#event=two&zoom=3", ["zoom"]),
        ("?lane=a#zoom=3&event=two", "?lane=a#zoom=3&event=two", ["zoom"]),
        ("lane=a#zoom=3&event=two", "lane=a#zoom=3&event=two", []),
        ("#lane=a#zoom=3&event=two", "#lane=a#zoom=3&event=two", []),
        ("?#event=two&zoom=3", "?#event=two&zoom=3", ["zoom"]),
        ("lanes=germany&x=1", "lanes=germany&x=1", ["lanes", "x"]),
        ("?X=1", "?X=1", ["X"]),
        ("#X=1", "#X=1", ["X"]),
        ("", "", []),
    ],
)
def test_what_was_typed_or_copied_is_a_query_and_keys_of_no_view_are_named(
    typed: str, query: str, strange: list[str]
) -> None:
    found, lines = typed_query(typed)
    assert found == query
    assert [line.split("'")[1] for line in lines] == strange
    assert all("no part of a view" in line for line in lines)


def test_a_key_that_no_view_has_is_told_with_one_that_is_near_or_an_example() -> None:
    assert typed_query("lanes=germany&x=1")[1] == (
        "'lanes': no part of a view (did you mean 'lane'?)",
        "'x': no part of a view, such as lane=germany",
    )


@pytest.mark.parametrize(
    ("fragment", "told"),
    [
        ("event=two", True),
        ("#event=two", True),
        ("?#event=two", True),
        ("zoom=3&event=two", True),
        ("event=two=three", True),
        ("event=", True),
        ("event", False),
        ("timeline", False),
        ("zoom=3", False),
        ("Xevent=two", False),
        ("event=two?#", True),
        ("", False),
    ],
)
def test_a_fragment_tells_of_a_view_where_a_key_of_one_has_a_value(
    fragment: str, told: bool
) -> None:
    assert is_view(fragment) is told


def test_the_hash_begins_at_the_first_of_its_signs() -> None:
    view, _ = parse_view("?lane=germany#event=lenin-dies&q=one#two", vocabulary(T))
    assert (view.lane, view.q) == (("germany",), "one#two")
    view, ignored = parse_view("?lane=germany#?q=x#Y", vocabulary(T))
    assert (view.lane, view.q, ignored) == (("germany",), "x#Y", ())


def test_what_no_address_can_hold_is_written_as_a_question_mark() -> None:
    assert View(q="a\udc00b c,d").query() == "q=a%3Fb+c,d"


def test_an_edge_without_a_first_or_a_last_day_is_none() -> None:
    for edge in ("1918/..", "../1918", "[..1918]", "[1918..]"):
        with pytest.raises(ValueError, match="is no year, month or day") as caught:
            edge_ms(edge)
        assert str(caught.value).startswith(edge)


def test_a_bad_value_is_named_whole_up_to_a_length_and_cut_behind_it() -> None:
    for length in (LONGEST_VALUE - 1, LONGEST_VALUE, LONGEST_VALUE + 1):
        _, (line,) = parse_view(f"lane={'x' * length}", vocabulary(T))
        named = "x" * min(length, LONGEST_VALUE) + "…" * (length > LONGEST_VALUE)
        assert line == f"lane={named}: no such lane"


def test_half_of_a_pair_is_read_as_the_sign_for_what_cannot_be_read() -> None:
    view, ignored = parse_view("q=a\ud800b\udc00&lane=x\ud83d", vocabulary(T))
    assert view.q == "a\ufffdb\ufffd"
    assert ignored == ("lane=x\ufffd: no such lane",)
    view, _ = parse_view("q=\U0001f600", vocabulary(T))
    assert view.q == "\U0001f600"


@pytest.mark.parametrize("more", [0, 1])
def test_an_address_and_a_search_are_read_up_to_a_length(more: int) -> None:
    filler = "x=" + "y" * (LONGEST_QUERY + more - len("&q=strike") - 2)
    view, ignored = parse_view(f"{filler}&q=strike", vocabulary(T))
    assert view.q == "strike"[: 6 - more]
    assert bool(ignored) == bool(more)
    search = "ab " * (LONGEST_SEARCH // 3) + "c" * (LONGEST_SEARCH % 3 + more)
    view, ignored = parse_view(f"q={search}", vocabulary(T))
    assert view.q == search[:LONGEST_SEARCH].rstrip()
    assert bool(ignored) == (len(search.strip()) > LONGEST_SEARCH)


def test_the_words_of_several_searches_are_searched_together() -> None:
    view, _ = parse_view("q=one&q=two", vocabulary(T))
    assert view.q == "one two"


@pytest.mark.parametrize("count", [MOST_IGNORED, MOST_IGNORED + 1])
def test_so_many_bad_values_are_named_and_the_others_counted(count: int) -> None:
    lanes = ",".join(f"x{n}" for n in range(count))
    _, ignored = parse_view(f"lane={lanes}", vocabulary(T))
    named = [f"lane=x{n}: no such lane" for n in range(MOST_IGNORED)]
    assert list(ignored) == named + ["and 1 more"] * (count > MOST_IGNORED)


def test_a_window_of_a_moment_more_or_less_is_outside_the_frame() -> None:
    start, end = (vocabulary(T)["frame"][at] for at in (0, 1))
    first, last = (np.datetime64(int(ms), "ms") for ms in (start, end))
    day = np.timedelta64(1, "D")

    def kept(key: str, moment: np.datetime64) -> bool:
        view, ignored = parse_view(f"{key}={str(moment)[:10]}", vocabulary(T))
        assert bool(ignored) is not bool(view.from_ or view.to)
        return not ignored

    assert [kept("from", last - day), kept("from", last)] == [True, False]
    assert [kept("to", first), kept("to", first - day)] == [True, False]
    for edges, fine in (("1918", "1918"), True), (("1919", "1918"), False):
        view, _ = parse_view("from={}&to={}".format(*edges), vocabulary(T))
        assert bool(view.from_) is fine


@pytest.mark.parametrize(("step", "taken"), [("1", 1), ("2", 2), ("0", 1), ("10000", 1)])
def test_a_step_is_one_of_the_tour(step: str, taken: int) -> None:
    tour = T.tours[0].id
    view, ignored = parse_view(f"tour={tour}&step={step}", vocabulary(T))
    assert (view.tour, view.step) == (tour, taken)
    assert bool(ignored) == (step not in ("1", "2"))
    view, ignored = parse_view(f"step={step}", vocabulary(T))
    assert (view.step, ignored) == (1, () if step == "1" else (f"step={step}: no tour",))
