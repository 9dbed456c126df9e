"""Everything after the first page stands on this: the app as one file, with no server at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page
from single_file import single_file

from timeline.loader import load
from timeline.web.page import create_app

EVENTS = Path(__file__).resolve().parents[1] / "data" / "events.yaml"


@pytest.fixture(scope="module")
def one_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("published") / "timeline.html"
    path.write_text(single_file(create_app(load(EVENTS))), encoding="utf-8")
    return path


def test_one_file_names_nothing_outside_itself(one_file: Path) -> None:
    html = one_file.read_text(encoding="utf-8")
    assert ' src="' not in html
    assert "connect-src 'none'" in html
    assert 'rel="stylesheet"' not in html


def test_one_file_draws_filters_and_opens_an_event_without_a_network(
    page: Page, one_file: Path
) -> None:
    events = load(EVENTS).events
    germany = {event.id for event in events if event.lane == "germany"}
    page.context.set_offline(True)
    page.goto(one_file.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached", timeout=20_000)
    every = page.evaluate("timeline.visible().length")
    page.evaluate("timeline.apply('lane=germany&event=german-october')")
    shown = page.evaluate("timeline.visible()")
    assert set(shown) == germany
    assert 0 < len(shown) < every
    assert page.locator("#event blockquote[data-excerpt]").count() > 0
    assert "lane=germany" in page.url
    assert page.url.startswith("file:")
    chronicle = page.locator("#chronicle [data-event]:visible")
    assert {one.get_attribute("data-event") for one in chronicle.all()} == germany
