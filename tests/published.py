"""What every published copy of the built-in timeline must do, wherever it stands."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from counts import STEPS
from playwright.sync_api import Frame, Page, expect
from plotly_dom import MARKS, NAMES

from timeline.reading.load import load

EVENTS = Path(__file__).resolve().parents[1] / "data" / "events.yaml"


@pytest.fixture(scope="module", autouse=True)
def packed_once() -> Iterator[None]:
    """To pack the same scripts for every copy again would be half the time of making them."""
    pack = gzip.compress
    kept = cache(pack)

    def compress(data: bytes, compresslevel: int = 9, *, mtime: float | None = None) -> bytes:
        # with the present time in it, what is packed again must differ
        return (pack if mtime is None else kept)(data, compresslevel, mtime=mtime)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gzip, "compress", compress)
        yield


def germany() -> set[str]:
    return {event.id for event in load(EVENTS).events if event.lane == "germany"}


def ready(frame: Page | Frame) -> None:
    frame.wait_for_selector("html[data-ready]", state="attached")


def listed(frame: Page | Frame) -> set[str]:
    """The ids of the chronicle's entries in sight."""
    entries = frame.locator("#chronicle [data-event]:visible")
    return set(entries.evaluate_all("entries => entries.map((entry) => entry.dataset.event)"))


def filters(frame: Page | Frame) -> None:
    every = len(listed(frame))
    frame.locator("#filter-lane-button").click()
    frame.locator("#filter-lane-options label", has_text="Germany").click()
    expect(frame.locator("#status")).to_contain_text("Germany")
    assert listed(frame) == germany()
    frame.locator("#clear").click()
    expect(frame.locator("#status")).not_to_contain_text("Germany")
    assert len(listed(frame)) == every


def searches(frame: Page | Frame) -> None:
    frame.locator("#search").fill("general strike")
    expect(frame.locator("#chronicle [data-event='trotsky-testament']")).to_be_hidden()
    assert "general-strike" in listed(frame)
    frame.locator("#search").fill("")
    expect(frame.locator("#chronicle [data-event='trotsky-testament']")).to_be_visible()


def opens_an_event(frame: Page | Frame) -> None:
    frame.locator("#chronicle [data-event='german-october'] a").click()
    expect(frame.locator("#event h2#event-title")).to_contain_text("October 1923")
    assert frame.locator("#event blockquote[data-excerpt]").count() > 1
    expect(frame.locator("#event .verified").first).to_be_visible()
    drawn = frame.locator(f"#timeline {NAMES}", has_text="German October")
    expect(drawn.first).to_be_visible()


def cites(frame: Page | Frame) -> None:
    frame.locator("#event .steps button", has_text="cite").click()
    expect(frame.locator("dialog[open]")).to_contain_text("1923")
    frame.locator("dialog[open] button.close").click()
    expect(frame.locator("dialog[open]")).to_have_count(0)


def shows_the_sources(frame: Page | Frame) -> None:
    frame.locator("#event button", has_text="read in source").first.click()
    expect(frame.locator("#sources")).to_be_visible()
    expect(frame.locator("#sources article.source")).to_have_count(7)


def replaces_the_view(frame: Page | Frame) -> None:
    frame.evaluate("timeline.apply('from=1923&to=1924&theme=dark&calendar=os')")
    assert frame.evaluate("timeline.view()") == "from=1923&to=1924&calendar=os&theme=dark"
    expect(frame.locator("html[data-theme=dark]")).to_have_count(1)
    assert "german-october" in frame.evaluate("timeline.visible()")
    frame.evaluate("timeline.apply('')")


def presents_a_tour(frame: Page | Frame) -> None:
    """A tour on the stage: steps, a question and its evidence, hidden dates, exercises."""
    frame.evaluate("timeline.apply('mode=present&tour=chain-of-defeats&step=5')")
    body, progress = frame.locator("body"), frame.locator(".stage-progress")
    expect(progress).to_have_text(f"5 of {STEPS['chain-of-defeats']}")
    body.press("q")
    expect(frame.locator(".stage-question")).to_be_visible()
    body.press("q")
    expect(frame.locator("#present blockquote[data-excerpt]").first).to_be_visible()
    body.press("q")
    body.press("d")
    expect(frame.locator(".stage-date")).to_have_text("When?")
    body.press("d")
    for key, layer in (("o", ".order"), ("w", ".who"), ("l", ".follow-address")):
        body.press(key)
        expect(frame.locator(f"#stage-extra {layer}").first).to_be_visible()
        body.press("Escape")
    body.press("PageDown")
    expect(progress).to_have_text(f"6 of {STEPS['chain-of-defeats']}")
    body.press("Escape")
    expect(frame.locator("#present")).to_be_hidden()
    expect(frame.locator("#event .tour")).to_contain_text(f"6 of {STEPS['chain-of-defeats']}")


def makes_a_handout(frame: Page | Frame) -> None:
    frame.evaluate("timeline.apply('mode=print&lane=germany')")
    expect(frame.locator("#handout .sheet-entry")).to_have_count(len(germany()))
    expect(frame.locator(f"#handout svg {MARKS}")).to_have_count(len(germany()))
    frame.evaluate("timeline.apply('mode=print&sheet=worksheet&tour=last-years')")
    expect(frame.locator("#handout")).to_contain_text("date:")
    frame.evaluate("timeline.apply('')")
    expect(frame.locator("#handout")).to_be_hidden()


def fits_a_frame(frame: Page | Frame) -> None:
    frame.evaluate("timeline.apply('mode=embed&lane=germany')")
    expect(frame.locator("#filters")).to_be_hidden()
    expect(frame.locator(f"#timeline {MARKS}").first).to_be_visible()
    frame.evaluate("timeline.apply('')")
    expect(frame.locator("#filters")).to_be_visible()


FEATURES: tuple[Callable[[Page | Frame], None], ...] = (
    filters,
    searches,
    opens_an_event,
    cites,
    shows_the_sources,
    replaces_the_view,
    presents_a_tour,
    makes_a_handout,
    fits_a_frame,
)
"""In an order in which a reader may come to them: each begins where the one before ended."""


def does_everything(frame: Page | Frame) -> None:
    """Go through the features by the hands of a reader; fails at the first that is missing."""
    ready(frame)
    for feature in FEATURES:
        feature(frame)
