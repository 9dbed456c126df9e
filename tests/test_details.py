"""What is told of each event, where it is so much that it comes after the chart."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from serving import EVENTS, Site, served

from timeline.cli import main
from timeline.page import details
from timeline.page.document import build_document
from timeline.prepared import prepare
from timeline.publishing.earlier_copy import counts
from timeline.reading import lost_events
from timeline.reading.load import load

SOME = 30  # events in a piece: the built-in timeline makes three
PIECES = "**/details-*"
READY = "html[data-ready]"
BODY = "#event-body"


@pytest.fixture(scope="module")
def apart(site: Site) -> Iterator[pytest.MonkeyPatch]:
    """Any timeline's details stand apart, in small pieces; but `site`, which stands before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(details, "MUCH", 0)
        patch.setattr(details, "PIECE", SOME)
        yield patch


@pytest.fixture(scope="module")
def parted(apart: pytest.MonkeyPatch) -> Iterator[Site]:
    with served() as site:
        yield site


@pytest.fixture(scope="module")
def published(apart: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The one file, and beside it the folder `site`."""
    out = tmp_path_factory.mktemp("apart")
    for name in ("timeline.html", "site/"):
        assert main(["publish", str(EVENTS), str(out / name)]) == 0
    return out


def begin(page: Page, url: str) -> Page:
    """Open a page whose pieces are held back: it is drawn, and never loaded."""
    page.goto(url, wait_until="commit")
    page.wait_for_selector(READY, state="attached")
    return page


def told(page: Page, event: str) -> str:
    page.evaluate("id => timeline.apply(`event=${id}`)", event)
    return page.inner_html(BODY)


class Held:
    """The pieces that a page asks for, until they are let through."""

    def __init__(self, page: Page) -> None:
        self.routes: list[Route] = []
        self._free = False
        page.route(PIECES, self._meet)

    def _meet(self, route: Route) -> None:
        if self._free:
            route.continue_()
        else:
            self.routes.append(route)

    def arrive(self) -> None:
        """Let all pieces come."""
        self._free = True
        for route in self.routes:
            route.continue_()


@pytest.fixture
def held(page: Page) -> Held:
    return Held(page)


# ---------------------------------------------------------------- where they stand


def test_a_short_timeline_has_them_in_its_document() -> None:
    document = build_document(prepare(load(EVENTS)))
    told, pieces = details.part(document)
    assert pieces == ()
    assert json.loads(told) == json.loads(json.dumps(document))


def test_the_pieces_and_the_document_are_the_whole(apart: pytest.MonkeyPatch) -> None:
    document = build_document(prepare(load(EVENTS)))
    told, pieces = details.part(document)
    assert json.loads(told)["events"] == []
    assert [len(json.loads(piece)) for piece in pieces] == [30, 30, len(document["events"]) - 60]
    events = [event for piece in pieces for event in json.loads(piece)]
    assert json.loads(told) | {"events": events} == json.loads(json.dumps(document))


def test_the_served_document_holds_them(parted: Site, site: Site, page: Page) -> None:
    answers = [page.request.get(f"{one.url}document.json").json() for one in (parted, site)]
    assert answers[0] == answers[1]


def test_an_earlier_copy_counts_what_is_told_in_pieces(published: Path) -> None:
    shown = lost_events.counts(load(EVENTS))
    for name in ("timeline.html", "site/index.html"):
        assert counts((published / name).read_text(encoding="utf-8")) == shown


# ---------------------------------------------------------------- the page tells the same


def test_every_event_is_told_as_in_a_page_that_has_all(
    parted: Site, site: Site, new_page: Callable[..., Page], published: Path
) -> None:
    whole = site.open(new_page())
    ids = whole.evaluate("timeline.visible()")[:: SOME - 1]  # of each piece
    expected = {event: told(whole, event) for event in ids}
    copies = ((published / name).as_uri() for name in ("timeline.html", "site/index.html"))
    opened = [parted.url, *copies]
    for url in opened:
        page = begin(new_page(), url)
        assert {event: told(page, event) for event in ids} == expected, url
        page.evaluate("timeline.apply('q=Bukharin')")
        whole.evaluate("timeline.apply('q=Bukharin')")
        expect(page.locator("#status")).to_have_text(whole.inner_text("#status"))


# ---------------------------------------------------------------- while they are coming


def test_the_chart_does_not_wait_and_a_chosen_event_says_that_it_does(
    parted: Site, page: Page, held: Held
) -> None:
    event = parted.timeline.events[-1].id
    begin(page, f"{parted.url}?event={event}")
    expect(page.locator(f"{BODY} h2")).to_be_visible()
    expect(page.locator(f"{BODY} [role=status]")).to_have_text(
        "Reading what is told of this event …"
    )
    assert [route.request.url.partition("details-")[2][:1] for route in held.routes] == ["2"]
    held.arrive()
    expect(page.locator(f"{BODY} .summary")).to_be_visible()
    expect(page.locator(f"{BODY} [role=status]")).to_have_count(0)


def test_a_search_says_what_it_has_not_read(parted: Site, page: Page, held: Held) -> None:
    begin(page, f"{parted.url}?q=proletariat")
    status = page.locator("#status")
    count = len(parted.timeline.events)
    expect(status).to_contain_text(f"Still reading the texts of {count} events.")
    few = len(page.evaluate("timeline.visible()"))
    page.evaluate("() => { window.heard = []; timeline.on('visible', (ids) => heard.push(ids)); }")
    held.arrive()
    expect(status).not_to_contain_text("Still")
    assert len(page.evaluate("timeline.visible()")) > few
    assert page.evaluate("heard.at(-1)") == page.evaluate("timeline.visible()")


def test_what_does_not_come_is_told_and_asked_for_again(
    parted: Site, page: Page, held: Held
) -> None:
    event = parted.timeline.events[0].id
    begin(page, f"{parted.url}?event={event}")
    expect(page.locator(f"{BODY} [role=status]")).to_be_visible()
    held.routes.pop().abort()
    note = page.locator(f"{BODY} [role=status]")
    expect(note).to_have_text("What is told of this event did not come. Trying again …")
    expect(page.locator("#status")).to_contain_text("trying again")
    held.arrive()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(f"{BODY} .summary")).to_be_visible()
    expect(page.locator("#status")).not_to_contain_text("trying")


def test_one_that_does_not_come_holds_up_no_other(parted: Site, page: Page) -> None:
    events = parted.timeline.events
    page.route(re.compile(r"/details-0"), lambda route: route.abort())
    begin(page, f"{parted.url}?event={events[0].id}")
    note = page.locator(f"{BODY} [role=status]")
    expect(note).to_have_text("What is told of this event did not come. Trying again …")
    expect(page.locator("#status")).to_contain_text(f"without the texts of {SOME} events")
    page.evaluate("id => timeline.apply(`event=${id}`)", events[-1].id)
    expect(page.locator(f"{BODY} .summary")).to_be_visible()


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("mode=present", "html[data-mode=present]"),
        ("mode=print", "html[data-mode=print]"),
        ("view=sources", "html[data-view=sources]"),
    ],
)
def test_a_view_of_many_details_waits_for_them(
    parted: Site, page: Page, held: Held, query: str, seen: str
) -> None:
    begin(page, parted.url)
    page.evaluate("query => { timeline.apply(query); }", query)
    expect(page.locator("#status")).to_contain_text("Still reading")
    assert page.locator(seen).count() == 0
    held.arrive()
    expect(page.locator(seen).first).to_be_attached()


def test_a_presentation_that_is_opened_waits_for_them(parted: Site, page: Page, held: Held) -> None:
    page.goto(f"{parted.url}?mode=present", wait_until="commit")
    expect(page.locator("#timeline .waiting").first).to_be_attached()
    held.arrive()
    page.wait_for_selector(READY, state="attached")
    expect(page.locator("#present")).to_contain_text(parted.timeline.events[0].title[:10])


def test_paper_says_that_texts_had_not_come(parted: Site, page: Page, held: Held) -> None:
    begin(page, parted.url)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#handout article")).to_contain_text("Printed before the page had read")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    held.arrive()


def test_the_one_file_prints_all_at_once(published: Path, page: Page) -> None:
    begin(page, (published / "timeline.html").as_uri())
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert "Printed before" not in page.inner_text("#handout article")
    assert page.locator("#handout .sheet-told").count() > SOME


def test_an_entry_of_the_chronicle_gets_its_summary(
    apart: pytest.MonkeyPatch, page: Page, tmp_path: Path, held: Held
) -> None:
    many = "\n".join(
        f"- {{id: e{n}, title: Event {n}, date: {1000 + n}, summary: Words of {n}}}"
        for n in range(600)
    )
    (tmp_path / "many.yaml").write_text(f"events:\n{many}\n", encoding="utf-8")
    with served(tmp_path / "many.yaml") as site:
        begin(page, f"{site.url}?view=chronicle&from=1300&to=1310")
        entry = page.locator("[data-event=e305]")
        expect(entry).to_be_visible()
        assert "Words of" not in entry.inner_text()
        held.arrive()
        expect(entry).to_contain_text("Words of 305")
