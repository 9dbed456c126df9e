"""A long timeline: what stands in the HTML, what is drawn, what is listed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import plotly_dom
import pytest
from playwright.sync_api import Browser, Page
from serving import Site, apply, served

from bench.synthetic import synthetic_yaml

EVENTS = 1_000


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    path: Path = tmp_path_factory.mktemp("large") / "events.yaml"
    path.write_text(synthetic_yaml(EVENTS), encoding="utf-8")
    with served(path) as site:
        yield site


@pytest.fixture(scope="module")
def opened(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context()
    yield site.open(context.new_page())
    context.close()


@pytest.fixture
def whole(opened: Page) -> Page:
    """The page, showing all events; opened once, since that takes long."""
    opened.evaluate("scrollTo(0, 0)")
    apply(opened, "")
    return opened


ENTRIES = "() => document.querySelectorAll('#chronicle [data-event]').length"


def test_the_html_holds_the_first_200_of_a_long_chronicle(site: Site) -> None:
    with urlopen(site.url, timeout=20) as answer:
        html = answer.read().decode()
    assert html.count('class="entry ') == 200


def test_up_to_500_events_in_sight_are_laid_out_and_no_more_at_once(
    whole: Page, site: Site
) -> None:
    assert len(whole.evaluate("timeline.visible()")) == EVENTS
    lanes = ",".join(lane.id for lane in site.timeline.lanes[:2])
    ids = apply(whole, f"lane={lanes}")
    assert 60 < len(ids) <= 500
    whole.wait_for_function(
        "n => document.querySelectorAll('#chronicle [data-event]').length === n", arg=len(ids)
    )
    listed = whole.evaluate(
        "() => [...document.querySelectorAll('#chronicle [data-event]')].map(e => e.dataset.event)"
    )
    assert listed == ids
    apply(whole, "")
    whole.wait_for_function(
        "() => document.querySelectorAll('#chronicle [data-event]').length >= 500"
    )
    assert whole.evaluate(ENTRIES) < EVENTS
    whole.keyboard.press("End")
    whole.wait_for_function(
        "() => document.querySelectorAll('#chronicle [data-event]').length > 500"
    )


def test_never_more_than_600_marks_are_drawn(whole: Page, site: Site) -> None:
    for query in ("", "from=1915&to=1925", "theme=projector"):
        apply(whole, query)
        marks = whole.locator(f"#timeline {plotly_dom.MARKS}").count()
        assert 50 < marks <= 600, query


def test_what_waits_in_the_strips_is_counted_and_comes_out_by_zooming(
    whole: Page, site: Site
) -> None:
    names = " ".join(whole.locator(f"#timeline {plotly_dom.LANES}").all_text_contents())
    assert "+" in names
    first = whole.evaluate("timeline.visible()")[0]
    year = next(e for e in site.timeline.events if e.id == first).date.text[:4]
    ids = apply(whole, f"from={year}&to={year}")
    drawn = set(
        whole.evaluate(
            f"() => document.querySelector('{plotly_dom.CHART}').data"
            ".find(trace => trace.meta.role === 'marks').customdata"
        )
    )
    assert len(drawn & set(ids)) > len(ids) / 2
