"""The whole page as one file: opened from a disk, in a frame of no origin, from a web server."""

from __future__ import annotations

import errno
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect
from published import (
    EVENTS,
    cites,
    does_everything,
    germany,
    listed,
    opens_an_event,
    packed_once,
    presents_a_tour,
    ready,
    replaces_the_view,
)
from static_server import serve_folder

import timeline
from timeline.cli import main
from timeline.errors import FileProblems
from timeline.page import plotly_js
from timeline.publishing import links, write
from timeline.reading.load import load
from timeline.views.query import vocabulary

__all__ = ["packed_once"]

MINIMAL = EVENTS.parents[1] / "examples" / "minimal.yaml"
MOST_BASIC = 1_800_000  # bytes
MOST_FULL = 3_000_000


def test_one_file_does_everything_from_a_disk_without_a_network(
    page: Page, one_file: Path, console_errors: list[str]
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.context.set_offline(True)
    page.goto(one_file.as_uri())
    does_everything(page)
    outside = [url for url in asked if not url.startswith(("blob:", "data:"))]
    assert outside == [one_file.as_uri()]
    assert console_errors == []


def test_its_view_lives_behind_the_number_sign(page: Page, one_file: Path) -> None:
    page.goto(f"{one_file.as_uri()}#lane=germany")
    ready(page)
    assert listed(page) == germany()
    page.locator("#chronicle [data-event='german-october'] a").click()
    page.wait_for_function("() => location.hash.includes('event=german-october')")
    page.reload()
    ready(page)
    expect(page.locator("#event-title")).to_contain_text("October 1923")
    page.evaluate("() => { location.hash = 'lane=britain'; }")
    expect(page.locator("#status")).to_contain_text("Britain")


@pytest.mark.parametrize(("way", "does"), [("src", opens_an_event), ("srcdoc", does_everything)])
def test_it_works_in_a_frame_without_an_origin(
    page: Page,
    one_file: Path,
    tmp_path: Path,
    way: str,
    does: Callable[[Frame], None],
    console_errors: list[str],
) -> None:
    frame = '<iframe sandbox="allow-scripts" width="1240" height="760"></iframe>'
    (tmp_path / "lesson.html").write_text(f"<!DOCTYPE html><title>Lesson</title>{frame}")
    page.goto((tmp_path / "lesson.html").as_uri())
    value = one_file.as_uri() if way == "src" else one_file.read_text(encoding="utf-8")
    page.evaluate(
        "([way, value]) => { document.querySelector('iframe')[way] = value; }", [way, value]
    )
    page.wait_for_function("() => window.frames.length === 1")
    inside = page.frames[1]
    ready(inside)
    does(inside)
    assert inside.evaluate("window.origin") == "null"
    assert console_errors == []


def test_a_web_server_may_hold_it_and_then_the_query_is_its_view(
    page: Page, one_file: Path, console_errors: list[str]
) -> None:
    with serve_folder(one_file.parent) as host:
        page.goto(f"{host.url}timeline.html?lane=germany")
        ready(page)
        assert listed(page) == germany()
        page.evaluate("timeline.apply('')")
        # what its address has a part in; the rest is the same code as from a disk
        for feature in (opens_an_event, cites, replaces_the_view, presents_a_tour):
            feature(page)
        page.wait_for_function("() => location.search.includes('tour=')")
        assert [path.split("?")[0] for path in host.asked] == ["/timeline.html"]
    assert console_errors == []


def test_its_own_policy_lets_nothing_out(page: Page, one_file: Path) -> None:
    page.goto(one_file.as_uri())
    ready(page)
    refused = page.evaluate(
        "() => fetch('http://127.0.0.1:9/').then(() => 'answered', () => 'refused')"
    )
    assert refused == "refused"
    run = page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.ran = true";
          document.body.append(script);
          return "ran" in window;
        }"""
    )
    assert not run


def test_it_names_nothing_outside_itself(one_file: Path) -> None:
    html = one_file.read_text(encoding="utf-8")
    assert "connect-src 'none'" in html
    assert not re.search(r'<(script|link|img|iframe)\b[^>]*(src|href)="(?!data:)', html)
    followed, problems = links.check_links({one_file.name: html.encode()}, vocabulary(load(EVENTS)))
    assert problems == []
    assert followed > 100


def test_it_is_light_enough_to_carry(one_file: Path) -> None:
    if not plotly_js.find_bundle().basic:
        pytest.skip("npm has not installed the basic bundle")
    assert one_file.stat().st_size <= MOST_BASIC


def test_with_all_of_plotly_it_can_still_be_carried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plotly_js, "BASIC", Path("no", "such", "file"))
    done = timeline.publish(load(EVENTS), tmp_path / "one.html")
    assert done.size == (tmp_path / "one.html").stat().st_size
    assert MOST_BASIC < done.size <= MOST_FULL


def test_without_scripts_the_chronicle_is_there_and_says_why_the_chart_is_not(
    new_page: Callable[..., Page], one_file: Path
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(one_file.as_uri())
    expect(page.locator(".unscripted")).to_contain_text("still picture")
    assert len(listed(page)) == len(load(EVENTS).events)
    assert page.locator("#sources article").count() == 7


def test_a_browser_too_old_to_unpack_it_says_so(page: Page, one_file: Path) -> None:
    page.add_init_script("delete window.DecompressionStream")
    page.goto(one_file.as_uri())
    expect(page.get_by_role("alert")).to_contain_text("too old")
    assert len(listed(page)) == len(load(EVENTS).events)


def test_a_damaged_copy_says_so(page: Page, one_file: Path, tmp_path: Path) -> None:
    html = one_file.read_text(encoding="utf-8")
    middle = html.index('id="packed"') + 200_000
    damaged = tmp_path / "damaged.html"
    damaged.write_text(html[:middle] + html[middle + 5000 :], encoding="utf-8")
    page.goto(damaged.as_uri())
    expect(page.get_by_role("alert")).to_contain_text("damaged")


def test_hostile_words_stay_words_in_the_file(page: Page, tmp_path: Path) -> None:
    words = "</script><script>window.ran = true</script><!--<script> ${1} \\u003c & \\\\"
    events = {
        "timeline": {"title": words},
        "events": [{"id": "one", "title": words, "date": "1905"}],
    }
    source = tmp_path / "hostile.yaml"
    source.write_text(json.dumps(events), encoding="utf-8")  # JSON is YAML
    out = tmp_path / "hostile.html"
    timeline.publish(load(source), out, check=True)
    page.goto(out.as_uri())
    ready(page)
    assert page.evaluate("() => 'ran' in window") is False
    expect(page.locator("#chronicle a")).to_have_text(words)
    assert page.title() == words


def test_the_same_timeline_makes_the_same_file_which_is_then_left_alone(
    one_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    again = tmp_path / one_file.name
    timeline.publish(load(EVENTS), again)
    assert again.read_bytes() == one_file.read_bytes()
    before = again.stat().st_mtime_ns
    assert main(["publish", str(EVENTS), str(again)]) == 0
    assert again.stat().st_mtime_ns == before
    assert "unchanged" in capsys.readouterr().out


def test_its_address_stands_in_it_where_it_is_known(tmp_path: Path) -> None:
    out = tmp_path / "t.html"
    timeline.publish(load(MINIMAL), out, address="https://school.example/a&b/")
    html = out.read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://school.example/a&amp;b/t.html">' in html
    assert '<meta property="og:url" content="https://school.example/a&amp;b/t.html">' in html


@pytest.mark.parametrize(
    ("out", "options", "message"),
    [
        ("taken.html", [], "is a folder; give a file that ends in .html"),
        ("nowhere/one.html", [], "there is no folder"),
        ("one.pdf", [], "unknown ending '.pdf': end a file in .html, or a new folder in /"),
        ("one.html", ["--address", "school.example"], "is not an address such as https://"),
        ("one.html", ["--address", "https://a.example/?x"], "is not an address such as https://"),
        ("one.html", ["--sources", "no-such-folder"], "there is no such folder (--sources)"),
    ],
)
def test_an_output_that_cannot_be_is_told_in_one_line(
    out: str, options: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken.html").mkdir()
    before = sorted(tmp_path.rglob("*"))
    assert main(["publish", str(EVENTS), str(tmp_path / out), *options]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert message in captured.err
    assert sorted(tmp_path.rglob("*")) == before


def test_a_full_disk_leaves_the_earlier_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "one.html"
    out.write_text("the earlier one", encoding="utf-8")

    def full(path: Path, content: bytes) -> None:
        path.write_bytes(content[:100])
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(write, "_write", full)
    with pytest.raises(FileProblems, match="cannot be written: No space left on device"):
        timeline.publish(load(MINIMAL), out)
    assert out.read_text(encoding="utf-8") == "the earlier one"
    assert list(tmp_path.iterdir()) == [out]


STRANGERS = {
    "timeline": {"title": "ثورة أكتوبر", "language": "ar"},
    "events": [
        {"id": "one", "title": "ثورة أكتوبر", "date": "1917", "summary": "ملخص عن الثورة (1917)."},
        {"id": "two", "title": "A second event", "date": "1918", "summary": "Words (1918)."},
    ],
}
# where the first and the last character stand, from the left of the text's box, px
_ENDS = """node => {
  const at = (from) => {
    const range = document.createRange();
    range.setStart(node.firstChild, from);
    range.setEnd(node.firstChild, from + 1);
    const { left, right } = range.getBoundingClientRect();
    return (left + right) / 2 - node.getBoundingClientRect().left;
  };
  return [at(0), at(node.firstChild.length - 1), node.getBoundingClientRect().width];
}"""


@pytest.fixture
def strangers(tmp_path: Path) -> Path:
    """Somebody's own timeline, in another script and without sources, as one file and as a site."""
    path = tmp_path / "own.yaml"
    path.write_text(json.dumps(STRANGERS), encoding="utf-8")
    for out in ("own.html", "own"):
        timeline.publish(load(path), tmp_path / out)
    return tmp_path


def test_words_that_run_leftwards_begin_at_the_right(page: Page, strangers: Path) -> None:
    page.goto(f"{(strangers / 'own.html').as_uri()}#event=one")
    ready(page)
    for place in ("#event-title", "#event .summary"):
        first, last, width = page.locator(place).evaluate(_ENDS)
        assert last < first, place  # the full stop too stands at the left
        assert first > width - 30, place
    page.goto(f"{(strangers / 'own.html').as_uri()}#event=two")
    expect(page.locator("#event-title")).to_have_text("A second event")
    first, last, _ = page.locator("#event .summary").evaluate(_ENDS)
    assert first < 30 < last
    page.goto((strangers / "own" / "e" / "one" / "index.html").as_uri())
    first, last, width = page.locator(".summary").evaluate(_ENDS)
    assert last < first
    assert first > width - 30


def test_readers_of_a_copy_are_not_told_how_to_write_the_file(page: Page, strangers: Path) -> None:
    page.goto(f"{(strangers / 'own.html').as_uri()}#event=two")
    ready(page)
    expect(page.locator("#event-title")).to_have_text("A second event")
    expect(page.locator("#event-body")).not_to_contain_text("in its file")
