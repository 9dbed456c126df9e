"""The page as a folder of static files, on a plain server, under a path that nobody planned."""

from __future__ import annotations

import errno
import gzip
import hashlib
import io
import json
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import brotli
import pytest
from axe import violations
from PIL import Image
from playwright.sync_api import Page, Response, expect
from published import EVENTS, does_everything, germany, listed, packed_once, ready
from static_server import StaticSite, serve_folder

import timeline
from timeline.cli import main
from timeline.errors import FileProblems
from timeline.model import Timeline
from timeline.publishing import event_page, write
from timeline.publishing.links import check_links
from timeline.publishing.report import Line
from timeline.reading.load import load
from timeline.telling.quotations import VERIFIED
from timeline.views.query import vocabulary

__all__ = ["packed_once"]

ADDRESS = "https://school.example/history/1917/"
SMALL = """\
timeline: {title: A small one, subtitle: Three events}
events:
  - {id: one, title: The first, date: 1905, summary: Words on the first.}
  - {id: two, title: The second, date: 1906-05}
  - {id: three, title: The third, date: 1907-01-02}
"""


@pytest.fixture(scope="module")
def t() -> Timeline:
    return load(EVENTS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built-in timeline as a site, two folders down in that of a host."""
    out = tmp_path_factory.mktemp("host") / "some" / "where"
    out.parent.mkdir()
    assert main(["publish", str(EVENTS), str(out), "--check", "--address", ADDRESS]) == 0
    return out


@pytest.fixture(scope="module")
def host(folder: Path) -> Iterator[StaticSite]:
    with serve_folder(folder.parents[1]) as host:
        yield host


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The file of a timeline of three events."""
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def text(folder: Path, name: str) -> str:
    return (folder / name).read_text(encoding="utf-8")


def meta(html: str, name: str) -> str:
    found = re.search(rf'<meta (?:name|property)="{name}" content="([^"]*)">', html)
    assert found, name
    return found[1]


# ---------------------------------------------------------------------- the app


def test_the_site_does_everything_under_any_path_of_a_plain_server_that_may_then_be_gone(
    page: Page, folder: Path, console_errors: list[str]
) -> None:
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    with serve_folder(folder.parents[1]) as host:
        page.goto(f"{host.url}some/where/")
        ready(page)
    late: list[str] = []
    page.on("request", lambda request: late.append(request.url))
    does_everything(page)
    page.wait_for_function("() => !location.search")
    assert [url for url in late if not url.startswith(("blob:", "data:"))] == []
    asked = {urlsplit(answer.url).path for answer in answers if answer.url.startswith("http")}
    assert {answer.status for answer in answers if answer.url.startswith("http")} == {200}
    assert all(path.startswith("/some/where/") for path in asked)
    assert not any("?" in answer.url for answer in answers if "/files/" in answer.url)
    assert console_errors == []


def test_a_view_is_its_query_string(page: Page, host: StaticSite) -> None:
    page.goto(f"{host.url}some/where/?lane=germany")
    ready(page)
    assert listed(page) == germany()
    page.locator("#chronicle [data-event='german-october'] a").click()
    page.wait_for_function("() => location.search.includes('event=german-october')")
    assert urlsplit(page.url).path == "/some/where/"
    page.reload()
    ready(page)
    expect(page.locator("#event-title")).to_contain_text("October 1923")


def test_the_folder_opens_from_a_disk_too(
    page: Page, folder: Path, console_errors: list[str]
) -> None:
    page.goto(f"{(folder / 'index.html').as_uri()}#lane=germany")
    ready(page)
    assert listed(page) == germany()
    assert console_errors == []


def test_without_scripts_the_chronicle_leads_to_the_pages_of_the_events(
    new_page: Callable[..., Page], host: StaticSite
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{host.url}some/where/")
    page.locator("#chronicle [data-event='german-october'] a").click()
    assert page.url.endswith("/some/where/e/german-october/")
    expect(page.locator("h1")).to_contain_text("October 1923")


# ---------------------------------------------------------------------- the pages of the events


def test_every_event_has_a_page_of_its_own(folder: Path, t: Timeline) -> None:
    titles, descriptions = set(), set()
    for event in t.events:
        html = text(folder, f"e/{event.id}/index.html")
        title = re.search("<title>(.*)</title>", html)
        assert title
        titles.add(title[1])
        descriptions.add(meta(html, "description"))
        assert meta(html, "og:url") == f"{ADDRESS}e/{event.id}/"
        assert f'<link rel="canonical" href="{ADDRESS}e/{event.id}/">' in html
        assert meta(html, "og:image") == f"{ADDRESS}preview.png"
        assert meta(html, "twitter:card") == "summary_large_image"
        assert "<script src" not in html
    assert len(titles) == len(descriptions) == len(t.events)
    assert len(list(folder.glob("e/*/index.html"))) == len(t.events)


def test_a_page_shows_the_event_with_its_evidence_without_scripts(
    new_page: Callable[..., Page], host: StaticSite, t: Timeline
) -> None:
    event = next(event for event in t.events if event.id == "socialism-in-one-country")
    page = new_page(java_script_enabled=False)
    page.goto(f"{host.url}some/where/e/{event.id}/")
    expect(page.locator("h1")).to_have_text(event.title)
    expect(page.locator("time")).to_have_attribute("datetime", "1924-12-17")
    expect(page.locator(".known").first).to_contain_text("Day supplied")
    expect(page.locator(".summary")).to_have_text(event.summary)
    quoted = page.locator("blockquote[data-excerpt] .exact")
    assert sorted(quoted.all_inner_texts()) == sorted(one.exact for one in event.excerpts)
    assert page.locator(".card .verified").count() == len(event.excerpts)
    disputes = [item for item in t.disagreements if item.event == event.id]
    assert page.locator(".disagreement").count() == len(disputes) > 0
    page.locator("nav a[rel=next]").click()
    expect(page.locator("h1")).not_to_have_text(event.title)
    page.locator("nav a[rel=prev]").click()
    expect(page.locator("h1")).to_have_text(event.title)


def test_a_page_leads_into_the_app(page: Page, host: StaticSite) -> None:
    page.goto(f"{host.url}some/where/e/german-october/")
    page.get_by_text("Open in the timeline").click()
    ready(page)
    assert page.url == f"{host.url}some/where/?event=german-october"
    expect(page.locator("#event-title")).to_contain_text("October 1923")


def test_a_page_says_what_the_panel_says(page: Page, host: StaticSite) -> None:
    page.goto(f"{host.url}some/where/?event=socialism-in-one-country")
    ready(page)
    panel = page.locator("#event")
    arrows = [
        " ".join(one.split())
        for one in panel.locator(".links li > p:first-child").all_inner_texts()
    ]
    known = panel.locator(".known").first.inner_text()
    page.goto(f"{host.url}some/where/e/socialism-in-one-country/")
    told = " ".join(page.locator("article").inner_text().split())
    assert known in told
    assert len(arrows) > 5
    for arrow in arrows:  # the page adds the date before "(contested)"
        assert arrow.removesuffix(" (contested)") in told


@pytest.mark.parametrize(("scheme", "widths"), [("light", (320, 390, 1280)), ("dark", (390,))])
def test_axe_finds_nothing_in_a_page_and_nothing_runs_over_its_edge(
    new_page: Callable[..., Page], host: StaticSite, scheme: str, widths: tuple[int, ...]
) -> None:
    page = new_page(color_scheme=scheme)
    for event in ("socialism-in-one-country", "october-revolution"):
        page.goto(f"{host.url}some/where/e/{event}/")
        for width in widths:
            page.set_viewport_size({"width": width, "height": 800})
            assert violations(page) == [], (event, width)
            assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_words_without_a_gap_do_not_run_over_the_edge_of_a_page(page: Page, tmp_path: Path) -> None:
    words = "W" * 300
    events = [
        {
            "id": name,
            "title": words,
            "date": date,
            "lane": words,
            "kind": words,
            "known_as": [words],
        }
        for name, date in (("one", "1905"), ("two", "1906"), ("three", "1907"))
    ]
    head = {"title": words, "subtitle": words}
    path = tmp_path / "wide.yaml"
    path.write_text(json.dumps({"timeline": head, "events": events}), encoding="utf-8")
    timeline.publish(load(path), tmp_path / "site")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 700})
        page.goto((tmp_path / "site" / "e" / "two" / "index.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_page_tells_programs_of_its_event(folder: Path) -> None:
    html = text(folder, "e/general-strike/index.html")
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert block
    nodes = json.loads(block[1])["@graph"]
    events = [node for node in nodes if node["@type"] == "Event"]
    assert [event["@id"] for event in events] == [f"{ADDRESS}?event=general-strike"]
    assert events[0]["startDate"] == "1926-05-04"
    assert events[0]["mainEntityOfPage"] == f"{ADDRESS}e/general-strike/"
    assert events[0]["subjectOf"]


def test_hostile_words_stay_words_in_a_page(page: Page, tmp_path: Path) -> None:
    words = "</title></script><script>window.ran = 1</script>\"'><img src=x onerror=window.ran=1>"
    events = [{"id": "one", "title": words, "date": "1905", "summary": words, "known_as": [words]}]
    path = tmp_path / "hostile.yaml"
    path.write_text(json.dumps({"timeline": {"title": words}, "events": events}), encoding="utf-8")
    timeline.publish(load(path), tmp_path / "site", check=True)
    page.goto((tmp_path / "site" / "e" / "one" / "index.html").as_uri())
    expect(page.locator("h1")).to_have_text(words)
    assert page.evaluate("() => 'ran' in window || document.images.length") == 0


# ---------------------------------------------------------------------- for machines


def test_the_preview_picture_is_drawn(folder: Path) -> None:
    picture = Image.open(io.BytesIO((folder / "preview.png").read_bytes())).convert("RGB")
    assert picture.size == (1200, 630)
    colours = picture.getcolors(1200 * 630)
    assert colours is not None
    assert len(colours) > 40  # paper, ink and the hues of the kinds, with their soft edges
    bare = max(colours)[0] / (1200 * 630)
    assert 0.5 < bare < 0.97
    assert picture.getpixel((4, 4)) == picture.getpixel((1195, 625))  # nothing at the edges


def test_the_sitemap_and_canonical_addresses_need_the_address(
    folder: Path, t: Timeline, small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = re.findall("<loc>(.*?)</loc>", text(folder, "sitemap.xml"))
    assert listed == [ADDRESS] + [f"{ADDRESS}e/{one}/" for one in _in_order(folder)]
    assert len(listed) == len(t.events) + 1
    assert f"Sitemap: {ADDRESS}sitemap.xml" in text(folder, "robots.txt")
    assert main(["publish", str(small), str(tmp_path / "site")]) == 0
    assert "without --address: no sitemap" in capsys.readouterr().out
    assert not (tmp_path / "site" / "sitemap.xml").exists()
    html = text(tmp_path / "site", "e/one/index.html")
    assert "canonical" not in html
    assert meta(html, "og:image") == "../../preview.png"


def _in_order(folder: Path) -> list[str]:
    return re.findall(r'<li class="entry [^"]*" data-event="([^"]+)"', text(folder, "index.html"))


def test_scripts_and_styles_are_named_by_their_content_and_have_compressed_copies(
    folder: Path,
) -> None:
    files = contents(folder)
    named = {name for name in files if name.startswith("files/") and original(name) == name}
    # a notice has the name that its script mentions: tests/test_licences.py
    named = {name for name in named if not name.endswith(".LICENSE.txt")}
    assert all(re.search(r"-[0-9a-f]{12}\.(js|css|svg)$", name) for name in named)
    index = "".join(text.decode() for name, text in files.items() if name.endswith(".html"))
    assert all(name in index for name in named), "a file that no page names"
    large = {name for name in named if len(files[name]) > 2000} | {"index.html"}
    for ending, unpack in {".gz": gzip.decompress, ".br": brotli.decompress}.items():
        copies = [name for name in files if name.endswith(ending)]
        for name in copies:
            assert unpack(files[name]) == files[original(name)]
        assert large <= set(map(original, copies))
    assert all(len(files[f"{name}.br"]) < len(files[f"{name}.gz"]) for name in large)


def original(name: str) -> str:
    """The file of which another is a compressed copy."""
    return name.removesuffix(".gz").removesuffix(".br")


SIGN = re.compile(r"translate\(([\d.]+) ([\d.]+)\)")


def test_each_event_is_ringed_in_the_chart_of_its_lane(folder: Path) -> None:
    files = contents(folder)
    lanes: dict[str, set[str]] = {}
    ringed = 0
    for event in load(EVENTS).events:
        page = files[f"e/{event.id}/index.html"].decode()
        charts = re.findall(r'<image href="\.\./\.\./(files/[^"]+)"[^>]*/>(<circle[^>]*>)?', page)
        assert [name.split("-")[2] for name, _ in charts] == ["wide", "narrow"]
        lanes.setdefault(event.lane, set()).add(charts[0][0].split("-")[1])
        for name, ring in charts:
            drawn = files[name].decode()
            assert ET.fromstring(drawn).tag.endswith("svg")
            if ring:
                place = re.findall(r'c[xy]="([\d.]+)"', ring)
                assert tuple(place) in SIGN.findall(drawn)
                ringed += 1
    assert ringed > 150
    assert [len(numbers) for numbers in lanes.values()] == [1] * 9


def test_the_chart_of_a_lane_has_the_readers_colours(
    folder: Path, new_page: Callable[..., Page], console_errors: list[str]
) -> None:
    with serve_folder(folder) as host:
        for scheme, paper in {"light": (250, 247, 240), "dark": (24, 22, 19)}.items():
            page = new_page(color_scheme=scheme)
            page.goto(f"{host.url}e/german-october/")
            chart = page.locator("figure.lane svg.wide")
            chart.scroll_into_view_if_needed()
            shot = Image.open(io.BytesIO(chart.screenshot())).convert("RGB")
            colours = {colour for _, colour in shot.getcolors(100_000) or []}
            assert paper in colours
            assert len(colours) > 50  # marks and words
    assert console_errors == []


def test_the_data_and_the_one_file_can_be_fetched_from_the_site(folder: Path) -> None:
    block = re.search(
        r'<script type="application/json" id="published">(.*?)</script>', text(folder, "index.html")
    )
    assert block
    about = json.loads(block[1])
    assert (about["kind"], about["address"]) == ("site", ADDRESS)
    for ending in ("html", "csv", "jsonld", "bib", "md"):
        assert (folder / about["downloads"][ending]).stat().st_size > 1000
    assert 'data-published="site"' in text(folder, "index.html")


# ---------------------------------------------------------------------- again, and with care


def test_a_second_run_writes_nothing(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "site"
    assert main(["publish", str(small), str(out)]) == 0
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    capsys.readouterr()
    assert main(["publish", str(small), str(out)]) == 0
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before
    assert "0 files written" in capsys.readouterr().out


def test_a_changed_event_rewrites_its_page_and_what_holds_all_events(
    small: Path, tmp_path: Path
) -> None:
    out = tmp_path / "site"
    timeline.publish(load(small), out)
    before = contents(out)
    small.write_text(SMALL.replace("Words on the first", "Other words"), encoding="utf-8")
    done = timeline.publish(load(small), out)
    after = contents(out)
    assert set(after) == set(before)
    changed = {original(name) for name in after if after[name] != before[name]}
    pages = {name for name in changed if not name.startswith("downloads/")}
    assert pages == {"index.html", "e/one/index.html", write.MANIFEST}
    assert done.written == sum(after[name] != before[name] for name in after) - 1  # the list itself


def test_what_is_gone_is_taken_away_and_what_others_put_there_stays(
    small: Path, tmp_path: Path
) -> None:
    out = tmp_path / "site"
    timeline.publish(load(small), out)
    (out / "CNAME").write_text("school.example", encoding="utf-8")
    (out / "e" / "two" / "notes.txt").write_text("mine", encoding="utf-8")
    (out / "e" / "three" / "index.html").write_text("mended by hand", encoding="utf-8")
    kept = SMALL.replace("  - {id: two, title: The second, date: 1906-05}\n", "")
    kept = kept.replace("  - {id: three, title: The third, date: 1907-01-02}\n", "")
    small.write_text(kept, encoding="utf-8")
    done = timeline.publish(load(small), out, force=True)
    assert done.removed > 0
    assert not (out / "e" / "two" / "index.html").exists()
    assert text(out, "CNAME") == "school.example"
    assert text(out, "e/two/notes.txt") == "mine"
    assert text(out, "e/three/index.html") == "mended by hand"


def test_every_file_can_be_read_by_a_web_server(folder: Path) -> None:
    for path in folder.rglob("*"):
        assert path.stat().st_mode & stat.S_IRUSR
        assert bool(path.stat().st_mode & stat.S_IROTH) == bool(
            EVENTS.stat().st_mode & stat.S_IROTH
        )


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Timeline, dict[str, bytes]]:
    """A timeline of three events, and the files of its site."""
    folder = tmp_path_factory.mktemp("sound")
    (folder / "small.yaml").write_text(SMALL, encoding="utf-8")
    t = load(folder / "small.yaml")
    timeline.publish(t, folder / "site", address="https://a.example/t/", check=True)
    return t, contents(folder / "site")


@pytest.mark.parametrize(
    ("planted", "said"),
    [
        ('<a href="../nowhere/">', "../nowhere/ leads to e/nowhere/index.html, which is not there"),
        ('<a href="../../#nobody">', "leads to a place 'nobody', which index.html has not"),
        ('<a href="../../?lane=narnia">', "asks for a view that is not there"),
        ('<a href="/e/one/">', "works only at the root of a host"),
        (
            '<script src="https://cdn.example/x.js"></script>',
            "asks another host for https://cdn.example/x.js",
        ),
        ('<img src="photo.png">', "photo.png leads to e/one/photo.png, which is not there"),
        ('<a href="https://a.example/t/e/four/">', "leads to e/four/index.html"),
    ],
)
def test_a_planted_broken_link_is_found(
    planted: str, said: str, sound: tuple[Timeline, dict[str, bytes]]
) -> None:
    t, files = sound
    sound_links, problems = check_links(files, vocabulary(t), "https://a.example/t/")
    assert problems == []
    page = files["e/one/index.html"].decode()
    broken = page.replace("<article>", f"<article>{planted}").encode()
    followed, problems = check_links(
        files | {"e/one/index.html": broken}, vocabulary(t), "https://a.example/t/"
    )
    assert followed == sound_links + 1
    assert [problem.file for problem in problems] == ["e/one/index.html"]
    assert said in problems[0].message
    assert problems[0].line == page[: page.index("<article>")].count("\n") + 1


def test_with_a_broken_link_nothing_is_written(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(event_page, "HOME", "../../../")
    assert main(["publish", str(small), str(tmp_path / "site"), "--check"]) == 1
    assert "which is not there" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_a_folder_of_others_is_left_alone(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "homework"
    out.mkdir()
    (out / "essay.txt").write_text("mine", encoding="utf-8")
    assert main(["publish", str(small), str(out)]) == 1
    assert "holds files that were not published here (essay.txt)" in capsys.readouterr().err
    assert contents(out) == {"essay.txt": b"mine"}


def test_hidden_files_of_a_repository_or_a_system_do_not_make_a_folder_somebodys(
    small: Path, tmp_path: Path
) -> None:
    out = tmp_path / "pages"
    (out / ".git").mkdir(parents=True)
    (out / ".git" / "HEAD").write_text("ref: refs/heads/main", encoding="utf-8")
    (out / ".DS_Store").write_bytes(b"\0")
    timeline.publish(load(small), out)
    assert (out / "index.html").is_file()
    assert text(out, ".git/HEAD") == "ref: refs/heads/main"
    assert (out / ".DS_Store").read_bytes() == b"\0"


def test_a_file_of_others_in_the_way_is_left_alone(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    timeline.publish(load(small), out)
    (out / "sitemap.xml").write_text("mine", encoding="utf-8")
    before = contents(out)
    with pytest.raises(FileProblems, match=r"sitemap\.xml: was not made by publish"):
        timeline.publish(load(small), out, address=ADDRESS)
    assert contents(out) == before


@pytest.mark.parametrize(
    "listed",
    [
        "no JSON",
        "[]",
        '{"v": 1}',
        '{"v": 9, "files": {}}',
        json.dumps({"v": 1, "files": {"../essay.txt": "0" * 64}}),
        json.dumps({"v": 1, "files": {"/etc/hosts": "0" * 64}}),
        json.dumps({"v": 1, "files": {"index.html": "no hash"}}),
    ],
)
def test_a_list_that_no_run_wrote_is_refused(listed: str, small: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    out.mkdir()
    (out / write.MANIFEST).write_text(listed, encoding="utf-8")
    with pytest.raises(FileProblems, match="cannot be understood; publish into an empty folder"):
        timeline.publish(load(small), out)
    assert list(contents(out)) == [write.MANIFEST]


def test_a_file_where_a_folder_is_wanted_is_told(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "site").write_text("mine", encoding="utf-8")
    assert main(["publish", str(small), str(tmp_path / "site")]) == 1
    assert "is a file; a site needs a folder, new or empty" in capsys.readouterr().err
    assert text(tmp_path, "site") == "mine"


def test_an_id_that_windows_takes_for_a_device_is_refused_there_before_anything_is_written(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small.write_text(SMALL.replace("id: two", "id: nul"), "utf-8")
    site = tmp_path / "site"
    assert main(["publish", str(small), str(site), "--check"]) == 0
    assert (site / "e" / "nul" / "index.html").is_file()  # its address is that of others
    monkeypatch.setattr(event_page, "ON_WINDOWS", True)
    before = contents(site)
    capsys.readouterr()
    assert main(["publish", str(small), str(site)]) == 1
    assert capsys.readouterr().err == (
        f"{small}:4: event 'nul': Windows has no folder of this name for its page: choose another "
        "id, or publish one file, such as timeline.html\n"
    )
    assert contents(site) == before
    assert main(["publish", str(small), str(tmp_path / "timeline.html")]) == 0


@pytest.mark.parametrize("earlier", [False, True], ids=["new", "published before"])
def test_a_full_disk_leaves_everything_as_it_was(
    earlier: bool, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    if earlier:
        timeline.publish(load(small), out)
    before = contents(tmp_path)
    small.write_text(SMALL.replace("The first", "Another"), encoding="utf-8")
    before["small.yaml"] = small.read_bytes()
    written = write._write
    count = iter(range(100))

    def full(path: Path, content: bytes) -> None:
        if next(count) == 3:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        written(path, content)

    monkeypatch.setattr(write, "_write", full)
    with pytest.raises(FileProblems, match="cannot be written: No space left on device"):
        timeline.publish(load(small), out)
    assert contents(tmp_path) == before
    assert out.exists() == earlier


@pytest.mark.parametrize("earlier", [False, True], ids=["new", "published before"])
def test_a_folder_that_cannot_be_made_leaves_everything_as_it_was(
    earlier: bool, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    if earlier:
        timeline.publish(load(small), out)
    small.write_text(SMALL.replace("id: three", "id: third"), encoding="utf-8")
    before = contents(tmp_path)
    made = Path.mkdir

    def refused(path: Path, *args: Any, **how: Any) -> None:
        if path.name == "third":  # as a system does where the path has become too long
            raise OSError(errno.ENAMETOOLONG, "File name too long", str(path))
        made(path, *args, **how)

    monkeypatch.setattr(Path, "mkdir", refused)
    with pytest.raises(FileProblems, match="cannot be written: File name too long"):
        timeline.publish(load(small), out)
    assert contents(tmp_path) == before
    assert out.exists() == earlier


def test_a_link_out_of_the_folder_is_not_followed(small: Path, tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    timeline.publish(load(small), out)
    elsewhere.mkdir()
    for path in (out / "e" / "one").iterdir():
        path.unlink()
    (out / "e" / "one").rmdir()
    (out / "e" / "one").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(FileProblems, match="leads out of the folder"):
        timeline.publish(load(small), out)
    assert list(elsewhere.iterdir()) == []


def test_what_a_killed_run_left_is_cleared_away(small: Path, tmp_path: Path) -> None:
    left = tmp_path / "site" / ".publishing-0123abcd"
    left.mkdir(parents=True)
    (left / "1").write_text("half", encoding="utf-8")
    timeline.publish(load(small), tmp_path / "site")
    assert not left.exists()
    assert (tmp_path / "site" / "index.html").exists()


def test_the_texts_prove_the_quotations_and_only_a_free_one_is_carried(tmp_path: Path) -> None:
    free, closed = "It was a cold night, they say.", "Nobody slept that night."

    def hash_of(words: str) -> str:
        return hashlib.sha256(words.encode()).hexdigest()

    (tmp_path / "free.txt").write_text(free, encoding="utf-8")
    (tmp_path / "closed.txt").write_text(closed, encoding="utf-8")
    value = {
        "sources": [
            {
                "id": "free",
                "title": "Free",
                "file": "free.txt",
                "show": "full",
                "sha256": hash_of(free),
            },
            {"id": "closed", "title": "Not", "file": "closed.txt", "sha256": hash_of(closed)},
        ],
        "events": [
            {
                "id": "one",
                "title": "A night",
                "date": "1905",
                "excerpts": [
                    {"source": "free", "exact": "a cold night", "at": 7},
                    {"source": "closed", "exact": "slept", "at": 7},
                ],
            }
        ],
    }
    (tmp_path / "night.yaml").write_text(json.dumps(value), encoding="utf-8")
    night, site = load(tmp_path / "night.yaml"), tmp_path / "site"
    timeline.publish(night, site)
    assert VERIFIED not in text(site, "e/one/index.html")
    timeline.publish(night, site, sources=tmp_path)
    assert text(site, "e/one/index.html").count(VERIFIED) == 2
    index = text(site, "index.html")
    assert free in index
    assert closed not in index
    (tmp_path / "closed.txt").write_text("Nobody spoke that night.", encoding="utf-8")
    with pytest.raises(FileProblems, match=r"night\.yaml"):
        timeline.publish(night, site, sources=tmp_path)


def test_progress_is_shown_at_a_terminal_alone() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream, shown in ((Terminal(), True), (io.StringIO(), False)):
        with Line(stream) as line:
            line.show("writing", 3, 160)
        assert ("writing 3 of 160" in stream.getvalue()) == shown
        assert stream.getvalue().endswith("\r\x1b[2K") == shown


OUTSIDE = """timeline: {title: Outside, range: 1800/1810}
events:
  - {id: a, title: Long after, date: 1926}
tours:
  - {id: t, title: A tour, steps: [{event: a, say: Look.}]}
"""
ONE_INSIDE = OUTSIDE.replace("tours:", "  - {id: b, title: Inside, date: 1805}\ntours:")


@pytest.mark.parametrize("written", [OUTSIDE, ONE_INSIDE], ids=["none drawn", "one drawn"])
def test_what_cannot_be_drawn_is_listed_and_keeps_nothing_from_starting(
    written: str, page: Page, console_errors: list[str], tmp_path: Path
) -> None:
    path, out = tmp_path / "t.yaml", tmp_path / "site"
    path.write_text(written, encoding="utf-8")
    done = timeline.publish(load(path), out, check=True)
    assert any(line.startswith("no outside-t.pptx: ") for line in done.left_out)
    assert "1926 lies outside" in text(out, "index.html")
    for view in ("", "#mode=present&tour=t", "#mode=present"):
        page.goto("about:blank")
        page.goto(f"{(out / 'index.html').as_uri()}{view}")
        page.wait_for_selector("html[data-ready]", state="attached")
    assert console_errors == []
