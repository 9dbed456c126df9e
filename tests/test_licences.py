"""What pages carry, and the timeline's own words, stand with their licences in every copy."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import posixpath
import re
from collections.abc import Callable, Iterator
from html import unescape
from importlib import metadata
from pathlib import Path

import pytest
from folder_proxy import in_folder
from playwright.sync_api import Page, expect
from pptx import Presentation
from published import packed_once
from ready import seen
from serving import EVENTS, Site, served

import timeline
from timeline.errors import FileProblems
from timeline.exchange.export import WRITERS
from timeline.exchange.selection import select
from timeline.model import Licence, Timeline
from timeline.page import carried as files
from timeline.page import licences, npm
from timeline.page.licences import PARTS, UNKNOWN, Part, carried, part_of
from timeline.publishing import publish
from timeline.reading.load import load, read
from timeline.server.app import create_app
from timeline.server.licences import scripts_of
from timeline.slides import one_slide, slides

__all__ = ["packed_once"]

HERE = Path(timeline.__file__).parent / "publishing"
OWN = PARTS[0]
SMALL = """
timeline: {title: Three days%s}
events:
- {id: one, title: The first, date: 1901}
- {id: two, title: The second, date: 1902}
- {id: three, title: The third, date: 1903}
"""
NEEDS_NPM = pytest.mark.skipif(
    npm.script(npm.QR) is None, reason="npm has not installed what the page then carries"
)


def small(licence: str = "") -> Timeline:
    return read((SMALL % (licence and f", licence: {licence}")).encode(), "small.yaml")


@pytest.fixture(scope="module")
def scripts() -> dict[str, str]:
    """What the served page loads."""
    return scripts_of(create_app(load(EVENTS)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of three events that names a licence."""
    out = tmp_path_factory.mktemp("licensed") / "site"
    publish(small("CC BY-SA 4.0"), out, check=True)
    return out


WITHOUT_NPM = "/_plotly/plotly-7.0.0-0123456789ab.js"
"""What a page loads where npm has installed nothing."""


def published() -> dict[str, str]:
    """What a published page loads."""
    return {file.name: file.text for file in files.carried().published()}


def heads(listed: str) -> list[str]:
    """The names and versions that a list gives, a line each."""
    return re.findall(r"^(\S.*): \S+$", listed.partition("What this page carries:")[2], re.M)


# ---------------------------------------------------------------- the list is true


@NEEDS_NPM
def test_all_that_is_carried_is_named_and_all_that_is_named_is_carried(
    scripts: dict[str, str],
) -> None:
    addresses = [*scripts, WITHOUT_NPM]
    assert [one for one in addresses if part_of(one).licence == UNKNOWN] == []
    assert set(carried(dict.fromkeys(addresses, ""))) == set(PARTS)


def test_a_script_that_nobody_has_named_is_seen() -> None:
    part = part_of("/_dash-component-suites/dash_cytoscape/cytoscape.v1_0m17.min.js")
    assert part.licence == UNKNOWN
    assert "cytoscape" in part.name


# of Babel's polyfill nothing that is installed says under which licence it stands
SAYING = [part for part in PARTS if "polyfill" not in part.at[0]]


@pytest.mark.parametrize("part", SAYING, ids=lambda part: part.name)
def test_its_licence_is_what_the_installed_package_says(
    part: Part, scripts: dict[str, str]
) -> None:
    said = []
    if part.distribution:
        about = metadata.metadata(part.distribution)
        said.append(about.get("License-Expression") or about.get("License"))
    if part.package:
        package = npm.PROJECT / "node_modules" / part.package / "package.json"
        if not package.is_file():
            pytest.skip(f"npm has not installed {part.package}")
        said.append(json.loads(package.read_text("utf-8"))["license"])
    if part is OWN:
        said.append((npm.PROJECT / "LICENSE").read_text("utf-8").split()[0])
        assert part.holder.replace("’", "'") in (npm.PROJECT / "LICENSE").read_text("utf-8")
    if not said:  # what Dash brings of others' says it in the script, or in its longer form
        address = next(one for one in scripts if part_of(one) is part)
        lying = Path(licences._unpacked(address))
        longer = lying.with_name(lying.name.replace(".min", ""))
        told = lying.read_text("utf-8") + longer.read_text("utf-8")
        said += re.findall(r"\b(MIT) license", told)[:1]
    assert set(said) == {part.licence}


def test_each_part_tells_its_version_and_who_made_it(scripts: dict[str, str]) -> None:
    for part, addresses in carried(scripts).items():
        told = licences.entry(part, addresses, scripts)
        assert re.search(r"copyright \(c\) .*\w", told, re.IGNORECASE), told
        if part is not OWN:
            assert re.match(rf"{re.escape(part.name)} \d+(\.\d+)+: {part.licence}\n", told), told
        if part.distribution:
            assert f" {metadata.version(part.distribution)}: " in told


def test_what_the_renderer_is_said_to_hold_stands_in_it() -> None:
    dash = next(part for part in PARTS if part.distribution == "dash")
    build = "/_dash-component-suites/dash/dash-renderer/build"
    longer = licences._unpacked(f"{build}/dash_renderer.dev.js")
    named = set(licences._NAMED_IN_MAP.findall(Path(longer).read_bytes()))
    assert {name.encode() for name in dash.holds} <= named


# ---------------------------------------------------------------- it stands in every copy


def test_the_served_page_leads_to_the_list(page: Page, site: Site, scripts: dict[str, str]) -> None:
    site.open(page, "event=general-strike")
    page.get_by_role("link", name="Licences of the software in this page").click()
    page.wait_for_url(f"{site.url}licences.txt")
    told = page.locator("pre").inner_text()
    assert len(heads(told)) == len(carried(scripts)) > 5
    assert "Permission is hereby granted, free of charge" in told
    assert "CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)" in told


def digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def known(scripts: dict[str, str]) -> set[str]:
    """The hashes of what the list covers: what the served page loads, and what publishing adds."""
    own = [*HERE.glob("*.js")]
    texts = [*scripts.values(), *(path.read_text("utf-8") for path in own)]
    return set(map(digest, texts))


def test_a_site_holds_the_list_and_nothing_that_is_not_on_it(
    folder: Path, scripts: dict[str, str]
) -> None:
    found = [path for path in (folder / "files").iterdir() if path.suffix == ".js"]
    assert [p.name for p in found if digest(p.read_text("utf-8")) not in known(scripts)] == []
    told = (folder / "licences.txt").read_text("utf-8")
    assert heads(told) == heads(licences.text(small(), published()))
    for name, up in (("index.html", ""), ("e/two/index.html", "../../")):
        assert f'href="{up}licences.txt"' in (folder / name).read_text("utf-8")


def unpacked(one: str) -> list[str]:
    """The scripts of a file that holds them compressed, and those that stand in it as they are."""
    found = re.search(r'<script type="text/plain" id="packed">(.*?)</script>', one, re.DOTALL)
    assert found
    packed = json.loads(gzip.decompress(base64.b85decode(found[1].replace(",", "<"))))
    return [*packed["scripts"], *re.findall(r"<script>(.*?)</script>", one, re.DOTALL)]


def test_the_one_file_shows_the_list_and_holds_nothing_that_is_not_on_it(
    page: Page, one_file: Path, scripts: dict[str, str]
) -> None:
    held = unpacked(one_file.read_text("utf-8"))
    assert len(held) > 3
    assert [one[:80] for one in held if digest(one) not in known(scripts)] == []
    page.context.set_offline(True)
    page.goto(one_file.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")
    page.get_by_text("Licences of the software in this file").click()
    listed = page.locator("#colophon pre")
    expect(listed).to_be_visible()
    assert heads(listed.inner_text()) == heads(licences.text(small(), published()))
    assert "\n\nThe MIT licence\n\nPermission is hereby granted" in listed.inner_text()


def test_without_scripts_the_list_of_the_one_file_is_there(one_file: Path) -> None:
    body = one_file.read_text("utf-8").partition('<footer id="colophon">')[2]
    told = unescape(body.partition("<pre>")[2].partition("</pre>")[0])
    assert "plotly.js" in told
    assert "React" not in told
    assert licences.LINK not in body


# ---------------------------------------------------------------- what bundles say stands there


def mentioned(scripts: dict[str, str]) -> Iterator[str]:
    """The addresses of the notices that scripts mention, from the place of each."""
    for address, script in scripts.items():
        for name in re.findall(r"[\w.@-]+\.LICENSE\.txt", script):
            yield posixpath.join(posixpath.dirname(address), name)


def test_the_notices_that_bundles_mention_answer(scripts: dict[str, str]) -> None:
    client = create_app(load(EVENTS)).server.test_client()
    addresses = list(mentioned(scripts))
    assert len(addresses) >= 3
    for address in addresses:
        answer = client.get(address)
        assert (answer.status_code, answer.mimetype) == (200, "text/plain"), address
        assert "MIT" in answer.text
        assert "Copyright (c)" in answer.text
        assert "Permission is hereby granted" in answer.text
    assert (
        "Font Awesome" in client.get(next(a for a in addresses if "core_components.js" in a)).text
    )
    gone = addresses[0].replace("LICENSE", "OTHER")
    assert client.get(gone).status_code == 404
    assert client.get("/_dash-component-suites/dash/dcc/nobody.js.LICENSE.txt").status_code == 404


def test_they_answer_in_a_folder_behind_a_proxy_too(page: Page) -> None:
    with in_folder("/school/history/", strips=True) as proxy:
        base = f"http://127.0.0.1:{proxy.server_port}/school/history/"
        with served(address=base) as site:
            proxy.upstream = int(site.url.rstrip("/").rpartition(":")[2])
            for name in (
                "licences.txt",
                "_dash-component-suites/dash/dash-renderer/build/dash_renderer.min.js.LICENSE.txt",
            ):
                answer = page.request.get(base + name)
                assert answer.status == 200, name
                assert "Plotly Technologies" in answer.text()


def test_in_a_site_they_lie_beside_the_scripts(folder: Path) -> None:
    beside = folder / "files"
    scripts = {path.name: path.read_text("utf-8") for path in beside.glob("*.js")}
    names = list(mentioned(scripts))
    assert [name for name in names if not (beside / name).is_file()] == []


# ---------------------------------------------------------------- the timeline's own words

CC = "https://creativecommons.org/"


@pytest.mark.parametrize(
    ("written", "title", "url"),
    [
        ("CC BY 4.0", "CC BY 4.0", f"{CC}licenses/by/4.0/"),
        ("CC-BY-NC-SA-3.0", "CC-BY-NC-SA-3.0", f"{CC}licenses/by-nc-sa/3.0/"),
        ("CC0", "CC0", f"{CC}publicdomain/zero/1.0/"),
        (f"{CC}licenses/by-sa/4.0/deed.de", "CC BY-SA 4.0", f"{CC}licenses/by-sa/4.0/deed.de"),
        (f"'{CC}publicdomain/zero/1.0/'", "CC0 1.0", f"{CC}publicdomain/zero/1.0/"),
        ("All rights reserved", "All rights reserved", ""),
        ("https://school.example/use", "https://school.example/use", "https://school.example/use"),
        ("{title: Ours, url: 'https://a.example/'}", "Ours", "https://a.example/"),
        ("{title: CC BY 4.0}", "CC BY 4.0", f"{CC}licenses/by/4.0/"),
    ],
)
def test_a_licence_is_a_name_an_address_or_both(written: str, title: str, url: str) -> None:
    assert small(written).licence == Licence(title, url)


def test_a_licence_of_several_versions_asks_which() -> None:
    with pytest.raises(FileProblems, match="licence 'cc by-nd' has several versions: write CC BY"):
        small("cc by-nd")


def test_the_key_in_american_spelling_is_told() -> None:
    with pytest.raises(FileProblems, match="did you mean 'licence'"):
        read((SMALL % ", license: CC0").encode(), "small.yaml")


def copies(t: Timeline, folder: Path) -> dict[str, str]:
    """Every copy of a timeline that has words for it, by a name."""
    chosen = select(seen(t), "", "https://a.example/")
    found = {f"export{end}": _text(write(chosen)) for end, write in WRITERS.items()}
    publish(t, folder / "one.html")
    publish(t, folder / "site")
    for name in ("one.html", "site/index.html", "site/e/two/index.html", "site/licences.txt"):
        found[name] = (folder / name).read_text("utf-8")
    found["served"] = create_app(t).server.test_client().get("/").text
    return found


def _text(content: str | bytes) -> str:
    return content if isinstance(content, str) else content.decode()


def test_every_copy_names_it_and_without_one_none_does(tmp_path: Path) -> None:
    for folder in ("with", "without"):
        (tmp_path / folder).mkdir()
    named = copies(small("Our licence"), tmp_path / "with")
    said = {name for name, text in named.items() if "Our licence" in text.replace("\\", "")}
    assert said == set(named)
    for name, text in copies(small(), tmp_path / "without").items():
        assert "own words:" not in text.lower(), name
        assert "quotations remain" not in text, name
        assert '"license"' not in text, name


def test_where_nobody_is_quoted_no_quotations_are_spoken_of() -> None:
    app = create_app(small("CC0"))
    assert "remain their owners" not in app.server.test_client().get("/").text
    app = create_app(load(EVENTS))
    assert "; quotations remain their owners’." in app.server.test_client().get("/").text


def test_a_frame_names_it_in_its_line_at_any_width(page: Page, tmp_path: Path) -> None:
    long = "Licence of the town’s archive for schools and for everybody else"
    path = tmp_path / "small.yaml"
    written = f", licence: {{title: {long}, url: 'https://a.example/use'}}"
    path.write_text(SMALL % written, encoding="utf-8")
    with served(path) as site:
        for width, height in ((320, 400), (480, 300), (900, 500)):
            page.set_viewport_size({"width": width, "height": height})
            site.open(page, "mode=embed")
            link = page.locator("#embed").get_by_role("link", name=long)
            expect(link).to_be_visible()
            expect(link).to_have_attribute("href", "https://a.example/use")
            box, line = link.bounding_box(), page.locator("#masthead").bounding_box()
            assert box
            assert line
            assert box["x"] + box["width"] <= width
            assert box["width"] >= 40
            assert line["height"] < 40


def test_a_handout_names_it(shown: Callable[..., Page]) -> None:
    for sheet in ("", "&sheet=worksheet"):
        page = shown(f"mode=print&lane=germany{sheet}")
        expect(page.locator("#handout .sheet-sources")).to_contain_text(
            f"The timeline’s own words: CC BY 4.0 ({CC}licenses/by/4.0/); quotations remain"
        )


def test_a_deck_and_a_slide_name_it_where_they_name_sources() -> None:
    for make in (slides, one_slide):
        deck = Presentation(io.BytesIO(make(seen(small("CC0")))))
        first = deck.slides[0]
        assert "Own words: CC0" in [
            one.text_frame.text for one in first.shapes if one.has_text_frame
        ]
    notes = (
        Presentation(io.BytesIO(slides(seen(small("CC0"))))).slides[0].notes_slide.notes_text_frame
    )
    assert notes
    assert f"The timeline’s own words: CC0 ({CC}publicdomain/zero/1.0/)." in notes.text
