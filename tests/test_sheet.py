"""The sheet, read back with Python's csv module and with pandas, as its users do."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ready import seen

import timeline
from timeline.exchange.csv import COLUMNS, GUARD, guarded, sheet, unguarded
from timeline.exchange.export import export
from timeline.exchange.selection import Selection, select
from timeline.model import Timeline
from timeline.reading.load import read
from timeline.telling import dating

ROOT = Path(__file__).resolve().parents[1]
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "＝1+1", "'=1", "''-x", "-0043", "\t=1"]
HARMLESS = ["", "x", "'", "'quoted'", "1926", "a=b", "“=1”", "—", "'x=1"]


@pytest.fixture(scope="module")
def built_in() -> Timeline:
    return timeline.load(ROOT / "data" / "events.yaml")


def rows(s: Selection) -> list[dict[str, str]]:
    text = sheet(s).decode("utf-8-sig")
    return [
        {column: unguarded(cell) for column, cell in row.items()}
        for row in csv.DictReader(io.StringIO(text, newline=""))
    ]


def test_each_event_is_a_row_with_what_the_timeline_says_of_it(built_in: Timeline) -> None:
    found = rows(select(seen(built_in)))
    events = {event.id: event for event in built_in.events}
    lanes = {lane.id: lane.title for lane in built_in.lanes}
    people = {person.id: person.name for person in built_in.people}
    assert sorted(row["id"] for row in found) == sorted(events)
    for row in found:
        event = events[row["id"]]
        assert row["title"] == event.title
        assert row["date"] == event.date.text
        assert row["old_style"] == (event.old_style.text if event.old_style else "")
        assert row["date_words"] == dating.named(event)
        assert row["dated"] == (event.dated or "")
        assert row["lane"] == lanes[event.lane]
        assert row["weight"] == event.weight
        assert row["people"] == "; ".join(people[id_] for id_ in event.people)
        assert row["tags"] == "; ".join(event.tags)
        assert row["summary"] == event.summary
        assert row["quotations"].count("\n— ") == len(event.excerpts)
        for excerpt in event.excerpts:
            assert f"“{excerpt.exact}”\n— " in row["quotations"]
        assert row["address"] == ""  # none is known


def test_the_rows_stand_in_the_order_of_time(built_in: Timeline) -> None:
    table = timeline.table(built_in)
    assert [row["id"] for row in rows(select(seen(built_in)))] == list(table["id"])


def test_a_quotation_counts_as_verified_where_the_record_proves_it(
    built_in: Timeline, tmp_path: Path
) -> None:
    export(built_in, tmp_path / "out.csv", "lane=germany")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        told = {row["id"]: row["verified"] for row in csv.DictReader(file)}
    events = {event.id: event for event in built_in.events}
    assert told == {id_: "{0} of {0}".format(len(events[id_].excerpts)) for id_ in told}
    assert {row["verified"][0] for row in rows(select(seen(built_in)))} == {
        "0"
    }  # without the record


def test_an_event_has_its_address_where_that_of_the_page_is_known(built_in: Timeline) -> None:
    (row,) = rows(select(seen(built_in, "q=Tampico"), address="https://school.example/t/"))
    assert row["address"] == f"https://school.example/t/?event={row['id']}"


def test_pandas_reads_it_as_it_was_written(built_in: Timeline, tmp_path: Path) -> None:
    export(built_in, tmp_path / "out.csv")
    table = pd.read_csv(tmp_path / "out.csv", dtype=str, keep_default_na=False)
    table = table.replace(GUARD, "", regex=True)
    assert tuple(table.columns) == COLUMNS
    by_id = table.set_index("id")
    for event in built_in.events:
        assert by_id.loc[event.id, "title"] == event.title
        assert by_id.loc[event.id, "summary"] == event.summary
        assert by_id.loc[event.id, "date"] == event.date.text


def test_it_is_rfc_4180_and_marked_as_utf_8(built_in: Timeline) -> None:
    content = sheet(select(seen(built_in)))
    assert content.startswith(b"\xef\xbb\xbfid,title,")
    assert content.endswith(b"\r\n")
    parsed = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    assert {len(row) for row in parsed} == {len(COLUMNS)}


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_cell_that_would_run_is_guarded_and_comes_back(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"
    assert unguarded(guarded(cell)) == cell


@pytest.mark.parametrize("cell", HARMLESS)
def test_a_harmless_cell_stays_as_it_is(cell: str) -> None:
    assert guarded(cell) == cell
    assert unguarded(cell) == cell


@given(st.text("'=+-@ \t\n\rx", max_size=8))
def test_every_cell_comes_back(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell


HOSTILE = """
people: [{id: p, name: "@SUM(1,2)"}]
events:
- id: one
  title: '=HYPERLINK("https://x.example","a, b")'
  date: -0043-03-15
  people: [p]
  tags: [t]
  summary: |
    +1 "quoted", with a comma;

    '=2 and a second paragraph
- {id: two, title: "'=already guarded", date: -0042}
"""


def test_hostile_text_comes_back_from_pandas_and_no_cell_is_a_formula(tmp_path: Path) -> None:
    t = read(HOSTILE.encode(), "hostile.yaml")
    export(t, tmp_path / "out.csv")
    table = pd.read_csv(tmp_path / "out.csv", dtype=str, keep_default_na=False)
    cells = [str(cell) for cell in table.to_numpy().ravel()]
    assert [cell for cell in cells if cell[:1] in tuple("=+-@")] == []
    table = table.replace(GUARD, "", regex=True).set_index("id")
    for event in t.events:
        assert table.loc[event.id, "title"] == event.title
        assert table.loc[event.id, "date"] == event.date.text
        assert table.loc[event.id, "summary"] == event.summary
    assert table.loc["one", "people"] == "@SUM(1,2)"
