"""One address everywhere: the view stands behind `?` or `#`, and both are read wherever it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from published import packed_once, ready
from serving import Site
from static_server import serve_folder

import timeline
from timeline.reading.load import load
from timeline.views.query import typed_query

__all__ = ["packed_once"]

SMALL = """timeline: {title: Small}
events:
- {id: one, title: The first, date: 1901}
- {id: two, title: The second, date: 1902, tags: [late]}
- {id: three, title: The third, date: 1903, tags: [late]}
tours:
- {id: walk, title: A walk, steps: [{event: one, say: Here}, {event: three, say: There}]}
"""


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The address of the same timeline in each of the shells."""
    folder = tmp_path_factory.mktemp("homes")
    (folder / "small.yaml").write_text(SMALL, encoding="utf-8")
    small = load(folder / "small.yaml")
    timeline.publish(small, folder / "site")
    timeline.publish(small, folder / "timeline.html")
    served = Site(folder / "small.yaml")
    with serve_folder(folder) as host:
        yield {
            "served": served.url,
            "site": f"{host.url}site/",
            "file on the web": f"{host.url}timeline.html",
            "file": (folder / "timeline.html").as_uri(),
        }
    served.stop()


def view(page: Page) -> str:
    return str(page.evaluate("timeline.view()"))


def open_at(page: Page, address: str) -> None:
    page.goto("about:blank")  # else another `#` alone would load nothing
    page.goto(address)
    ready(page)


@pytest.mark.parametrize("kind", ["site", "file on the web", "file"])
def test_a_view_is_read_behind_either_sign(page: Page, homes: dict[str, str], kind: str) -> None:
    for asked, shown in {
        "?tag=late&event=one&theme=dark#event=two&mode=embed": (
            "tag=late&event=two&mode=embed&theme=dark"
        ),
        "#mode=present&tour=walk&step=2": "event=three&tour=walk&step=2&mode=present",
        "?theme=projector&view=chronicle#timeline": "theme=projector&view=chronicle",
    }.items():
        open_at(page, homes[kind] + asked)
        assert view(page) == shown, asked
        root = page.locator("html")
        dressed = root.evaluate("({dataset: {mode, theme, view}}) => [mode, theme, view]")
        given = dict(pair.split("=") for pair in shown.split("&"))
        defaults = {"mode": "explore", "theme": "light", "view": "chart"}
        assert dressed == [given.get(key, usual) for key, usual in defaults.items()], asked


@pytest.mark.parametrize("kind", ["served", "file on the web", "file"])
def test_a_changed_address_is_heard(page: Page, homes: dict[str, str], kind: str) -> None:
    open_at(page, homes[kind])
    title = page.locator("#event-title")
    # a link in the page, as a course or a note may hold it
    page.evaluate("""() => {
      const link = document.createElement("a");
      link.href = "#event=two";
      link.id = "note";
      link.textContent = "the second";
      document.body.prepend(link);
    }""")
    page.locator("#note").click()
    expect(title).to_have_text("The second")
    page.evaluate("location.hash = 'event=three&tag=late'")  # the address bar
    expect(title).to_have_text("The third")
    assert view(page) == "tag=late&event=three"
    page.locator("#chronicle [data-event='two'] a").click()
    expect(title).to_have_text("The second")
    # what the page writes stands where it always stood, once
    sign, other = ("#", "?") if kind == "file" else ("?", "#")
    assert page.url == f"{homes[kind]}{sign}tag=late&event=two"
    assert other not in page.url
    for words, step in (("The third", "back"), ("The second", "back"), ("The third", "forward")):
        page.evaluate(f"history.{step}()")
        expect(title).to_have_text(words)
    page.evaluate("history.go(-2)")
    expect(title).to_have_count(0)
    assert view(page) == ""


@pytest.mark.parametrize("kind", ["served", "file"])
def test_a_link_to_a_place_in_the_page_leaves_the_view(
    page: Page, homes: dict[str, str], kind: str
) -> None:
    sign = "#" if kind == "file" else "?"
    open_at(page, f"{homes[kind]}{sign}event=two")
    page.locator("#search").fill("second")
    page.locator("a.skip").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.href.includes('q=second')")
    for place in ("#timeline", "#event", "#chronicle"):
        page.evaluate("place => { location.hash = place; }", place)
        page.evaluate("() => new Promise((done) => setTimeout(done))")
        assert view(page) == "q=second&event=two", place
    page.reload()
    ready(page)
    assert view(page) == "q=second&event=two"


def test_a_frame_takes_its_view_from_the_number_sign(
    page: Page, homes: dict[str, str], tmp_path: Path
) -> None:
    frame = f'<iframe title="t" src="{homes["file on the web"]}#event=two&amp;mode=embed"></iframe>'
    (tmp_path / "lesson.html").write_text(f"<!DOCTYPE html><title>Lesson</title>{frame}")
    page.goto((tmp_path / "lesson.html").as_uri())
    page.wait_for_function("() => window.frames.length === 1")
    ready(page.frames[1])
    assert page.frames[1].evaluate("timeline.view()") == "event=two&mode=embed"
    page.evaluate(
        "address => { document.querySelector('iframe').src = address; }",
        f"{homes['file on the web']}#event=three&mode=embed",
    )
    expect(page.frames[1].locator("#event-title")).to_have_text("The third")


def test_a_copied_address_is_a_view_of_an_export() -> None:
    address = "https://school.example/t.html?lane=germany#event=two&zoom=3"
    query, strange = typed_query(address)
    assert query == "?lane=germany#event=two&zoom=3"
    assert [line.split(":")[0] for line in strange] == ["'zoom'"]
