"""A timeline is made ready once: one table and one vocabulary, however much is made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from serving import EVENTS

import timeline
from timeline.cli import main
from timeline.exchange.export import WRITERS
from timeline.exchange.selection import select
from timeline.images import Look
from timeline.images.compose import compose
from timeline.model import Timeline
from timeline.prepared import prepare
from timeline.reading.load import load, read
from timeline.server import start
from timeline.server.app import create_app
from timeline.views.view import View

ROOMS = Path(timeline.__file__).parent
COUNTED = {
    "table": "timeline.views.table.to_table",
    "vocabulary": "timeline.views.query.vocabulary",
    "query read": "timeline.views.query.read_query",
    "search": "timeline.views.search.haystacks",
    "works that nobody opened": "timeline.telling.works.unseen",
    "page": "timeline.page.page.build_page",
    "document": "timeline.page.document.build_document",
    "texts proved": "timeline.evidence.quotations.verify",
}
READY = {"table", "vocabulary", "search"}  # made of every timeline, the rest where it is needed


def once(calls: Counter[str], *needed: str) -> bool:
    """Was nothing made twice, and what is needed made?"""
    assert set(calls.values()) == {1}, calls
    return READY.union(needed) <= set(calls)


def every_module() -> Iterator[Any]:
    """All of ours, so that none is overlooked which is imported only when it is needed."""
    for path in ROOMS.rglob("*.py"):
        parts = path.relative_to(ROOMS.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if name != "timeline.__main__":
            yield import_module(name)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each of `COUNTED` was called, by whichever module."""
    made: Counter[str] = Counter()
    for what, name in COUNTED.items():
        module, _, function = name.rpartition(".")
        original = getattr(import_module(module), function)

        def counted(
            *args: Any, what: str = what, original: Callable[..., Any] = original, **options: Any
        ) -> Any:
            made[what] += 1
            return original(*args, **options)

        for each in every_module():
            for attribute, value in list(vars(each).items()):
                if value is original:
                    monkeypatch.setattr(each, attribute, counted)
    return made


@pytest.fixture(scope="module")
def built_in() -> Timeline:
    return load(EVENTS)


PICTURES = [(".svg", {}), (".png", {}), (".pdf", {})]
SLIDES = [(".pptx", {}), (".pptx", {"tour": "chain-of-defeats"})]


@pytest.mark.parametrize(
    ("ending", "options"), [*((ending, {}) for ending in WRITERS), *SLIDES, *PICTURES]
)
def test_an_export_builds_one_table_and_reads_the_view_once(
    calls: Counter[str], built_in: Timeline, tmp_path: Path, ending: str, options: dict[str, str]
) -> None:
    timeline.export(built_in, tmp_path / f"out{ending}", view="lane=germany", **options)
    assert once(calls, "query read")


def test_a_picture_of_a_fixed_height_builds_no_more(
    calls: Counter[str], built_in: Timeline, tmp_path: Path
) -> None:
    command = ["export", built_in.path, str(tmp_path / "out.svg"), "--height", "700"]
    assert main([*command, "--view", "lane=germany&from=1918"]) == 0
    assert once(calls, "query read")


@pytest.mark.parametrize(
    "make",
    [
        lambda t: timeline.figure(t, view="lane=germany"),
        lambda t: timeline.figure(t, view="lane=germany", height=480),
    ],
    ids=["as high as it needs", "of a height"],
)
def test_a_figure_builds_one_table(
    calls: Counter[str], built_in: Timeline, make: Callable[[Timeline], object]
) -> None:
    make(built_in)
    assert once(calls, "query read")


@pytest.mark.parametrize("out", ["timeline.html", "site/"])
def test_publishing_and_its_check_build_one_table(
    calls: Counter[str], tmp_path: Path, out: str
) -> None:
    place = f"{tmp_path}/{out}"
    assert main(["publish", str(EVENTS), place, "--check"]) == 0
    calls.pop("query read")  # each link that is followed
    assert once(calls, "page", "document", "works that nobody opened")


def test_a_start_of_the_server_and_what_readers_then_ask_for_build_one_table(
    calls: Counter[str], built_in: Timeline
) -> None:
    prepared = prepare(built_in)
    one_file = partial(start.one_file, prepared, None)
    client = create_app(prepared, one_file=one_file).server.test_client()
    for asked in (
        "/",
        "/?lane=germany",
        "/export.csv?lane=germany",
        "/export.pptx?tour=one-idea",
        "/export.html",
        "/oembed?url=http://localhost/%3Fevent%3Dgeneral-strike",
    ):
        with client.get(asked) as answer:
            assert answer.status_code == 200, asked
    pages = {"page": calls.pop("page"), "document": calls.pop("document")}
    assert pages == {"page": 2, "document": 2}  # the served one and the one that is carried away
    calls.pop("query read")  # one for each request that has one
    assert once(calls, "works that nobody opened")


def test_only_what_comes_from_outside_is_read_as_a_query(
    calls: Counter[str], built_in: Timeline, tmp_path: Path
) -> None:
    """A view of the program's own goes on as the value it is."""
    view = View(lane=("germany",), event="german-october")
    for ending in (".pptx", ".csv", ".md"):
        timeline.export(built_in, tmp_path / f"out{ending}", view=view)
    timeline.figure(built_in, view=view)
    assert calls["query read"] == 0


@pytest.mark.parametrize("tour", ["", "chain-of-defeats"])
def test_a_picture_is_laid_out_in_many_sizes_of_type_from_one_table(
    calls: Counter[str], built_in: Timeline, tour: str
) -> None:
    compose(select(prepare(built_in).see("lane=russia,germany"), tour), "svg", Look(height=1400))
    assert once(calls, "query read")


OPEN = """events:
- {id: a, date: 1900/.., title: A, weight: core}
- {id: b, date: ../1905, title: B}
- {id: c, date: 1910, title: C}
- {id: d, date: 1901-05-01, title: D, weight: context}
- {id: e, date: 1902, title: E}
"""


@pytest.mark.parametrize("head", ["", "timeline: {title: A, range: 1890/1920}\n"])
@pytest.mark.parametrize("kept", ["ad", "eb", "cda", "b"])
def test_events_alone_stand_as_if_there_were_no_others(head: str, kept: str) -> None:
    """The chart of a tour is that of a timeline which holds nothing else."""
    t = read((head + OPEN).encode(), "open.yaml")
    events = {event.id: event for event in t.events}
    some = replace(t, events=tuple(events[name] for name in kept))
    narrowed, anew = prepare(t).only(some), prepare(some)
    pd.testing.assert_frame_equal(narrowed.table, anew.table)
    assert narrowed.frame == anew.frame
    assert narrowed.see().sentence == anew.see().sentence


@pytest.mark.parametrize(
    "view",
    [
        View(q="  two   words ", lane=("Germany", "narnia"), step=3),
        View(tour="one-idea", step=2, disputed=True, theme="dark", weight=("core",)),
        View(from_="1930", to="1920", event="nowhere", mode="flying"),
        View(person=("lenin", "lenin"), from_="192x", tour="none", step=4, calendar="os"),
        View(q="x" * 300, lane=("a", "b", "c", "d", "e", "f", "g", "h", "i")),
    ],
    ids=["spaces and capitals", "a step", "no window", "no date", "too much"],
)
def test_a_view_made_by_hand_is_understood_as_its_text_is(built_in: Timeline, view: View) -> None:
    prepared = prepare(built_in)
    made, typed = prepared.see(view), prepared.see(view.query())
    assert (made.view, made.ignored) == (typed.view, typed.ignored)
