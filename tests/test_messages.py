"""What a frame tells the page around it, and what it may be asked by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Frame, Page, expect
from published import germany, listed
from static_server import serve_folder

PARENT = """<!DOCTYPE html><html lang="en"><title>Lesson</title><link rel="icon" href="data:,">
<iframe title="Timeline" src="timeline.html" style="width: 1200px; height: 700px; border: 0"
  sandbox="allow-scripts"></iframe>
<script>
  const told = [];
  addEventListener("message", ({ data, source }) => {
    if (source === frames[0]) told.push(data);
  });
  const ask = (message) => frames[0].postMessage(message, "*");
  const apply = (query) => ask({ type: "timeline:apply", v: 1, query });
  const last = (kind) => told.findLast(({ type }) => type === `timeline:${kind}`);
</script></html>"""

MALFORMED: list[Any] = [
    {"type": "timeline:apply", "v": 1, "query": 7},
    {"type": "timeline:apply", "v": 1, "query": ["lane=china"]},
    {"type": "timeline:apply", "v": 1},
    {"type": "timeline:apply", "v": 2, "query": "lane=china"},
    {"type": "timeline:apply", "query": "lane=china"},
    {"type": "timeline:apply", "v": 1, "query": f"lane=china&q={'x' * 9000}"},
    {"type": "timeline:present", "v": 1, "query": "lane=china"},
]
OF_OTHERS: list[Any] = [None, 7, "timeline:apply", [], {}, {"type": 1}, {"type": "webpackOk"}]


@pytest.fixture
def lesson(
    page: Page, one_file: Path, tmp_path: Path, console_errors: list[str]
) -> Iterator[Callable[[], tuple[Page, Frame]]]:
    """Opens the page of a lesson; its frame holds the one file, without an origin."""
    (tmp_path / "timeline.html").write_bytes(one_file.read_bytes())
    (tmp_path / "lesson.html").write_text(PARENT, encoding="utf-8")
    with serve_folder(tmp_path) as host:

        def open_lesson() -> tuple[Page, Frame]:
            page.goto(f"{host.url}lesson.html")
            page.wait_for_function("() => last('visible')")
            return page, page.frames[1]

        yield open_lesson
    assert console_errors == []


def wait_for(page: Page, kind: str, key: str, value: Any) -> None:
    asked = "([kind, key, value]) => JSON.stringify(last(kind)?.[key]) === JSON.stringify(value)"
    page.wait_for_function(asked, arg=[kind, key, value])


def kinds(page: Page) -> list[str]:
    types: list[str] = page.evaluate("told.map(({ type }) => type.replace('timeline:', ''))")
    return [kind for kind in types if kind != "height"]


def test_it_tells_view_event_and_what_is_visible_once_and_where_they_change(
    lesson: Callable[[], tuple[Page, Frame]],
) -> None:
    page, frame = lesson()
    assert kinds(page) == ["view", "event", "visible"]
    assert page.evaluate("told.every(({ v }) => v === 1)")
    assert page.evaluate("[last('view').query, last('event').id]") == ["", ""]
    assert set(page.evaluate("last('visible').ids")) == listed(frame)
    frame.locator("#filter-lane-button").click()
    frame.locator("#filter-lane-options label", has_text="Germany").click()
    wait_for(page, "view", "query", "lane=germany")
    page.wait_for_function("count => last('visible').ids.length === count", arg=len(germany()))
    assert set(page.evaluate("last('visible').ids")) == germany()
    frame.locator("#chronicle [data-event='german-october'] a").click()
    wait_for(page, "event", "id", "german-october")
    wait_for(page, "view", "query", "lane=germany&event=german-october")
    frame.evaluate("timeline.apply('lane=germany&theme=dark')")
    wait_for(page, "event", "id", "")
    frame.wait_for_timeout(300)
    assert kinds(page).count("visible") == 2, "neither an event nor a theme changes what is visible"


def test_it_obeys_its_parent_and_says_what_of_a_view_it_does_not_know(
    lesson: Callable[[], tuple[Page, Frame]],
) -> None:
    page, frame = lesson()
    page.evaluate("apply('lane=germany,narnia&event=german-october&from=1923')")
    wait_for(page, "view", "query", "lane=germany&from=1923&event=german-october")
    assert page.evaluate("last('view').ignored") == ["lane=narnia: no such lane"]
    expect(frame.locator("#status")).to_contain_text("Ignored: lane=narnia: no such lane.")
    before = len(kinds(page))
    page.evaluate("apply('lane=germany&from=1923&event=german-october')")
    wait_for(page, "view", "ignored", [])
    # what is visible is told a while after the view before, perhaps only now
    told = [kind for kind in kinds(page)[before:] if kind != "visible"]
    assert told == ["view", "event"], "an answer comes although nothing changed"
    page.evaluate("apply('?')")
    wait_for(page, "view", "query", "")


def test_what_is_malformed_is_ignored_and_told_once(
    lesson: Callable[[], tuple[Page, Frame]],
) -> None:
    page, _ = lesson()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for message in [*OF_OTHERS, *MALFORMED]:
        page.evaluate("message => ask(message)", message)
    page.evaluate("ask({ type: 'timeline:apply', v: 1, query: 'lane=germany' })")
    wait_for(page, "view", "query", "lane=germany")
    assert said == ["A message to this frame was ignored: its query is no text."]
    assert page.evaluate("told.filter(({ query }) => query?.includes('china'))") == []


def test_it_hears_its_parent_alone(lesson: Callable[[], tuple[Page, Frame]]) -> None:
    page, frame = lesson()
    message = "{ type: 'timeline:apply', v: 1, query: 'lane=china' }"
    frame.evaluate(f"postMessage({message}, '*')")
    page.evaluate(
        """message => {
          const other = document.createElement("iframe");
          other.srcdoc = `<script>parent.frames[0].postMessage(${message}, "*")</script>`;
          document.body.append(other);
        }""",
        message,
    )
    page.wait_for_timeout(300)
    page.evaluate("apply('lane=germany')")
    wait_for(page, "view", "query", "lane=germany")
    assert page.evaluate("told.filter(({ query }) => query?.includes('china'))") == []


def test_a_view_that_is_asked_for_takes_no_letter_from_who_is_typing(
    lesson: Callable[[], tuple[Page, Frame]],
) -> None:
    page, frame = lesson()
    page.evaluate(
        """() => {
          const views = ["lane=germany", "q=st&lane=germany,britain", "theme=dark", "q="];
          let turn = 0;
          // from the first letter on; each once the one before is answered, however slow that is
          window.asking = () => setTimeout(() => apply(views[turn++ % views.length]), 60);
          addEventListener("message", ({ data }) => {
            if (data.type === "timeline:view") window.asking();
          });
        }"""
    )
    search = frame.locator("#search")
    search.press_sequentially("strike", delay=110)
    page.evaluate("window.asking = () => {}")
    expect(search).to_have_value("strike")
    page.wait_for_function("() => last('view').query.includes('q=strike')")
    assert kinds(page).count("view") > 3
    search.blur()
    page.evaluate("apply('lane=germany')")
    wait_for(page, "view", "query", "lane=germany")
    expect(search).to_have_value("")
