"""`python -m timeline export` as a user meets it; its files reopened by their own readers."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from counts import GERMANY, TOTAL
from pybtex.database import parse_file, parse_string
from ready import seen
from test_hostile import ODD

import timeline
from timeline.cli import main
from timeline.errors import FileProblems, ViewError
from timeline.exchange.export import WRITERS, export
from timeline.exchange.selection import nothing, select
from timeline.model import Timeline
from timeline.reading.load import read
from timeline.telling import dating
from timeline.views.view import View

ROOT = Path(__file__).resolve().parents[1]
EVENTS = str(ROOT / "data" / "events.yaml")
ADDRESS = "https://school.example/t/"


@pytest.fixture(scope="module")
def built_in() -> Timeline:
    return timeline.load(EVENTS)


def test_a_view_is_written_as_jsonld(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "germany.jsonld"
    assert main(["export", EVENTS, str(out), "--view", "lane=germany"]) == 0
    assert f"{GERMANY} of {TOTAL} events" in capsys.readouterr().out
    graph = json.loads(out.read_text(encoding="utf-8"))
    assert graph["@context"] == "https://schema.org"
    text = json.dumps(graph, ensure_ascii=False)
    assert "German Communist rising called off" in text
    assert "General Strike in Britain" not in text


def test_the_sources_of_a_view_are_written_as_bibtex(tmp_path: Path) -> None:
    out = tmp_path / "exile.bib"
    assert main(["export", EVENTS, str(out), "--view", "from=1939&to=1940"]) == 0
    entries = parse_file(str(out)).entries
    assert "museum" in entries
    assert "linden" not in entries


@pytest.mark.parametrize("ending", WRITERS)
def test_every_kind_of_file_honours_the_view(tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"germany{ending}"
    assert main(["export", EVENTS, str(out), "--view", "lane=germany", "--address", ADDRESS]) == 0
    text = out.read_text(encoding="utf-8")
    assert "General Strike in Britain" not in text
    assert "Internationalism and the Theory" in text  # a source of the view
    # what opens it is known: of the view, or of each event
    assert f"{ADDRESS}?lane=germany" in text or f"{ADDRESS}?event=german-october" in text
    assert os.listdir(tmp_path) == [out.name]


def test_the_help_names_every_ending(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["export", "--help"])
    told = capsys.readouterr().out
    assert [ending for ending in WRITERS if f"{ending} " not in " ".join(told.split())] == []


def test_json_holds_what_the_timeline_says_of_each_event(built_in: Timeline) -> None:
    value = json.loads(WRITERS[".json"](select(seen(built_in))))
    places = {place.id: place.name for place in built_in.places}
    told = {event["id"]: event for event in value["events"]}
    assert len(told) == len(built_in.events)
    for event in built_in.events:
        one = told[event.id]
        assert one["title"] == event.title
        assert one["date"] == event.date.text
        assert one["date_words"] == dating.named(event)
        assert one["places"] == [places[id_] for id_ in event.places]
        assert one["known_as"] == list(event.known_as)
        assert [(item["exact"], item["source"], item["at"]) for item in one["quotations"]] == [
            (excerpt.exact, excerpt.source, excerpt.at) for excerpt in event.excerpts
        ]
    quoted = {item["source"] for event in told.values() for item in event["quotations"]}
    assert {source["id"] for source in value["sources"]} == quoted
    assert value["tour"] is None
    assert value["timeline"]["sentence"] == f"{TOTAL} events, 1904–1940"


def test_a_tour_is_written_in_its_order_and_with_its_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], built_in: Timeline
) -> None:
    out = tmp_path / "tour.json"
    assert main(["export", EVENTS, str(out), "--tour", "sources-disagree"]) == 0
    value = json.loads(out.read_text("utf-8"))
    tour = next(tour for tour in built_in.tours if tour.id == "sources-disagree")
    visited = list(dict.fromkeys(step.event for step in tour.steps))
    assert [event["id"] for event in value["events"]] == visited
    assert [step["say"] for step in value["tour"]["steps"]] == [step.say for step in tour.steps]
    assert f"Tour “{tour.title}”: {len(visited)} of {TOTAL} events" in value["timeline"]["sentence"]


def test_a_tour_and_a_view_narrow_one_another(built_in: Timeline) -> None:
    chosen = select(seen(built_in, "lane=russia"), tour="one-idea")
    tour = next(tour for tour in built_in.tours if tour.id == "one-idea")
    russian = {event.id for event in built_in.events if event.lane == "russia"}
    expected = [step.event for step in tour.steps if step.event in russian]
    assert [event.id for event in chosen.events] == expected
    assert chosen.tour is not None
    assert [step.event for step in chosen.tour.steps] == expected


TWICE = """
events:
- {id: a, title: A, date: 1926}
- {id: b, title: B, date: 1925}
tours:
- {id: t, steps: [{event: a, say: one}, {event: b, say: two}, {event: a, say: three}]}
"""


def test_an_event_that_a_tour_visits_twice_stands_once_with_both_sentences() -> None:
    chosen = select(seen(read(TWICE.encode(), "twice.yaml")), tour="t")
    assert [event.id for event in chosen.events] == ["a", "b"]
    assert [step.say for step in chosen.steps(chosen.events[0])] == ["one", "three"]


def test_quotations_are_verified_by_the_record_beside_the_file(
    tmp_path: Path, built_in: Timeline
) -> None:
    export(built_in, tmp_path / "out.json", "lane=germany")
    events = json.loads((tmp_path / "out.json").read_text("utf-8"))["events"]
    assert {item["verified"] for event in events for item in event["quotations"]} == {True}


QUOTING = """
sources: [{{id: g, title: G, file: gazette.txt, sha256: {digest}}}]
events: [{{id: a, title: A, date: 1926, excerpts: [{{source: g, exact: {exact}, at: 0}}]}}]
"""
GAZETTE = "nothing moved today, all said; and much more of it than can be quoted here"


@pytest.mark.parametrize(("exact", "status"), [("nothing", 0), ("anything", 1)])
def test_with_the_texts_at_hand_a_quotation_that_differs_stops_the_export(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], exact: str, status: int
) -> None:
    digest = hashlib.sha256(GAZETTE.encode()).hexdigest()
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "gazette.txt").write_text(GAZETTE)
    path, out = tmp_path / "events.yaml", tmp_path / "out.json"
    path.write_text(QUOTING.format(digest=digest, exact=exact))
    texts = str(tmp_path / "texts")
    assert main(["export", str(path), str(out), "--sources", texts]) == status
    assert out.exists() == (status == 0)
    if status:
        assert f"{path}:3: event 'a': excerpt 1" in capsys.readouterr().err
    else:
        (event,) = json.loads(out.read_text("utf-8"))["events"]
        assert event["quotations"][0]["verified"] is True


def test_a_notebook_exports_by_a_view_or_its_query(tmp_path: Path, built_in: Timeline) -> None:
    for view in ("lane=germany", View(lane=("germany",))):
        done = timeline.export(built_in, tmp_path / "out.csv", view=view)
        assert done == (GERMANY, ())
    with pytest.raises(ViewError, match="is no view"):
        timeline.export(built_in, tmp_path / "out.csv", view=["lane=germany"])


def test_a_new_file_can_be_read_by_others_as_any_new_file(
    tmp_path: Path, built_in: Timeline
) -> None:
    (tmp_path / "any").write_text("")
    export(built_in, tmp_path / "out.bib")
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("any", "out.bib")]
    assert modes[0] == modes[1]


def test_what_stood_there_stays_where_writing_fails(
    tmp_path: Path, built_in: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old")

    def full(self: Path, target: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(FileProblems, match=r"out\.csv: cannot be written: No space left"):
        export(built_in, out)
    assert out.read_text() == "old"
    assert os.listdir(tmp_path) == ["out.csv"]


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("out.docx", [], "unknown ending '.docx': end the name in .bib, .csv, .json, "),
        ("out", [], "unknown ending ''"),
        (".csv", [], "unknown ending"),
        ("out.bib", ["--view", "q=nowhere"], "no event matches the view 'q=nowhere'"),
        ("out.md", ["--view", "q=nowhere&lane=narnia"], "; ignored lane=narnia: no such lane"),
        ("out.md", ["--tour", "none"], "there is no tour 'none': its tours are one-idea, "),
        ("out.csv", ["--tour", "one-idea", "--view", "lane=china"], "&tour=one-idea"),
        ("out.csv", ["--address", "school.example"], "is not an address such as"),
        ("out.csv", ["--address", "javascript:alert(1)"], "is not an address such as"),
        ("out.csv", ["--address", "https://a.example/?x"], "is not an address such as"),
        ("out.csv", ["--address", "https://me:word@a.example/"], "is not an address such as"),
        ("out.csv", ["--sources", "nowhere"], "there is no such folder (--sources)"),
        ("missing/out.bib", [], "cannot be written: No such file or directory"),
        (f"{'x' * 300}.csv", [], "cannot be written: File name too long"),
    ],
)
def test_what_cannot_be_written_is_one_clear_line_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, options: list[str], said: str
) -> None:
    assert main(["export", EVENTS, str(tmp_path / name), *options]) == 1
    errors = capsys.readouterr().err.strip().splitlines()
    assert len(errors) == 1
    assert said in errors[0]
    assert os.listdir(tmp_path) == []


def test_a_folder_in_place_of_the_file_is_told_and_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out.csv").mkdir()
    assert main(["export", EVENTS, str(tmp_path / "out.csv")]) == 1
    assert "out.csv: cannot be written: Is a directory" in capsys.readouterr().err
    assert os.listdir(tmp_path) == ["out.csv"]


def test_an_ending_in_capitals_is_understood(tmp_path: Path, built_in: Timeline) -> None:
    export(built_in, tmp_path / "OUT.TimelineJS.JSON", "lane=germany")
    assert set(json.loads((tmp_path / "OUT.TimelineJS.JSON").read_text("utf-8"))) == {
        "title",
        "events",
        "eras",
    }


def test_what_of_a_view_is_ignored_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "some.bib"
    assert main(["export", EVENTS, str(out), "--view", "lane=narnia,china"]) == 0
    assert "ignored lane=narnia: no such lane" in capsys.readouterr().err


@pytest.mark.parametrize(
    "view",
    ["lane=germany", "?lane=germany", f"{ADDRESS}?lane=germany", "timeline.html#lane=germany"],
)
def test_a_view_may_be_a_whole_address_out_of_a_browser(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], view: str
) -> None:
    assert main(["export", EVENTS, str(tmp_path / "some.md"), "--view", view]) == 0
    out, errors = capsys.readouterr()
    assert (f": {GERMANY} of {TOTAL} events" in out, errors) == (True, "")


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ("lanes=germany", "ignored 'lanes': no part of a view (did you mean 'lane'?)"),
        ("germany", "ignored 'germany': no part of a view, such as lane=germany"),
    ],
)
def test_a_key_that_no_view_has_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], view: str, said: str
) -> None:
    assert main(["export", EVENTS, str(tmp_path / "some.md"), "--view", view]) == 0
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("command", ["export", "publish"])
def test_the_timelines_own_file_is_never_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    own = tmp_path / ("own.json" if command == "export" else "own.html")  # JSON is YAML too
    own.write_text('{"events": [{"id": "a", "title": "A", "date": "1926"}]}')
    before = own.read_bytes()
    assert main([command, str(own), str(tmp_path / "." / own.name)]) == 1
    assert f"{own.name}: holds the timeline" in capsys.readouterr().err
    assert own.read_bytes() == before


def test_the_record_of_what_was_verified_is_never_written_over(tmp_path: Path) -> None:
    for name in ("events.yaml", "verified.json"):
        (tmp_path / name).write_bytes((ROOT / "data" / name).read_bytes())
    before = (tmp_path / "verified.json").read_bytes()
    assert main(["export", str(tmp_path / "events.yaml"), str(tmp_path / "verified.json")]) == 1
    assert (tmp_path / "verified.json").read_bytes() == before


@pytest.mark.parametrize(
    ("command", "module"),
    [("export", "timeline.outputs"), ("publish", "timeline.publishing")],
)
def test_a_run_that_is_stopped_says_so_in_one_line(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    module: str,
) -> None:
    def stopped(*args: Any, **options: Any) -> None:
        raise KeyboardInterrupt  # as Ctrl-C does

    monkeypatch.setattr(import_module(module), command, stopped)
    assert main([command, EVENTS, str(tmp_path / "out.html")]) == 130
    assert capsys.readouterr() == ("", "stopped\n")
    assert os.listdir(tmp_path) == []


OUTSIDE = """
timeline: {range: 1920/1930}
events: [{id: a, title: A, date: 1926}, {id: b, title: B, date: 1066}]
"""


def test_events_that_are_not_drawn_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "events.yaml").write_text(OUTSIDE)
    assert main(["export", str(tmp_path / "events.yaml"), str(tmp_path / "out.csv")]) == 0
    assert "1 of 2 events, 1 of them not drawn and left out" in capsys.readouterr().out


MARKUP = """
sources: [{id: s, title: 'a } @book{x, \\input{y} "%$#_', url: 'https://x.example/%7B'}]
events:
- id: e
  title: '</script><img src=x onerror=alert(1)> "@id": {{x}}'
  date: 1926
  summary: "line\\u2028separator \\\\ & <b>"
  excerpts: [{source: s, exact: '</script>"}],<!-- \\'}]
"""


def events_of(ending: str, text: str) -> list[dict[str, Any]]:
    """The events of a file in JSON of any kind, each as its title and its words."""
    value = json.loads(text)
    if ending == ".jsonld":
        nodes = [node for node in value["@graph"] if node["@type"] == "Event"]
        return [{"title": node["name"], "summary": node.get("description", "")} for node in nodes]
    return [{"title": item["title"], "summary": item["summary"]} for item in value["events"]]


@pytest.mark.parametrize("ending", [".json", ".jsonld"])
@pytest.mark.parametrize("text", [MARKUP, *ODD.values()], ids=["markup, too", *ODD])
def test_hostile_text_comes_back_from_json_as_it_was(text: str, ending: str) -> None:
    t = read(text.encode(), "hostile.yaml")
    written = WRITERS[ending](select(seen(t)))
    assert isinstance(written, str)
    drawn = [event for event in t.events if event.id not in dict(t.undrawn)]
    by_title = sorted(events_of(ending, written), key=str)
    expected = [{"title": event.title, "summary": event.summary} for event in drawn]
    assert by_title == sorted(expected, key=str)


def test_hostile_text_leaves_bibtex_whole() -> None:
    written = WRITERS[".bib"](select(seen(read(MARKUP.encode(), "hostile.yaml"))))
    assert isinstance(written, str)
    assert set(parse_string(written, "bibtex").entries) == {"timeline", "s"}


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_an_odd_file_is_written(tmp_path: Path, text: str, ending: str) -> None:
    t = read(text.encode(), "odd.yaml")
    if len(t.undrawn) < len(t.events):
        assert export(t, tmp_path / f"out{ending}").events == len(t.events) - len(t.undrawn)


def test_a_timeline_without_events_is_told_so() -> None:
    assert nothing(Timeline("Empty", ()), "") == (
        "there is nothing to draw: the timeline has no events"
    )
