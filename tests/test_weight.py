"""The weight of a first visit, and what is left out to keep it: nothing that anybody needs."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
import tree_sitter_javascript
from dash import Dash
from playwright.sync_api import Page, Response
from serving import EVENTS, Site
from tree_sitter import Language, Node, Parser

from timeline.evidence.quotations import load_record
from timeline.page import bundle, npm, plotly_js
from timeline.page.bundle import ASKER, EARLY
from timeline.page.minify import minified, nests
from timeline.prepared import prepare
from timeline.publishing import as_one_file, publish
from timeline.reading.load import load
from timeline.server import compressed
from timeline.server.app import create_app

VISIT = 620_000  # bytes, gzipped: what comes before the page is usable, without pictures
ONE_FILE = 1_000_000  # bytes, without the texts of the sources
REQUESTS = 12
SCRIPTS = [*bundle.scripts(), EARLY, ASKER]
STYLES = bundle.styles()
WHOLE = {"template_string", "string", "regex"}  # compared as they are written

PARSER = Parser(Language(tree_sitter_javascript.language()))


def meaning(source: bytes) -> list[object]:
    """The syntax tree without comments and without semicolons that a line end stands for."""
    found: list[object] = []

    def walk(node: Node) -> None:
        assert not node.is_missing
        assert node.type != "ERROR"
        if node.type in ("comment", ";"):
            return
        if node.child_count == 0 or node.type in WHOLE:
            found.append((node.type, node.text))
            return
        found.append(node.type)
        for child in node.children:
            walk(child)
        found.append(None)

    walk(PARSER.parse(source).root_node)
    return found


SMALL_PLOTLY = pytest.mark.skipif(
    not plotly_js.find_bundle().basic,
    reason="npm has not installed plotly.js-basic-dist-min: a page is 1 MB heavier",
)


def packed(body: bytes) -> int:
    return len(gzip.compress(body, 9))


def tell(capsys: pytest.CaptureFixture[str], what: str, shares: dict[str, int]) -> int:
    """Print each part's share of what is sent; returns the whole."""
    told = ", ".join(f"{name} {size / 1000:,.0f}" for name, size in shares.items())
    whole = sum(shares.values())
    with capsys.disabled():
        print(f" [{what}: {whole / 1000:,.0f} kB: {told}]", end="")
    return whole


@SMALL_PLOTLY
def test_a_first_visit_stays_under_its_limit(
    page: Page, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[Response] = []
    page.on("response", lambda answer: asked.append(answer))
    page.add_init_script("""new MutationObserver((_, all) => {
        if ("ready" in document.documentElement.dataset) {
            all.disconnect();
            fetch("healthz?ready");
        }
    }).observe(document, { subtree: true, attributes: true })""")
    site.open_whole(page)
    urls = [answer.url for answer in asked]
    first = asked[: next(i for i, url in enumerate(urls) if url.endswith("?ready"))]
    first = [answer for answer in first if not answer.url.startswith("data:")]
    assert not [answer.url for answer in first if "_dash" in answer.url]
    assert len(first) <= REQUESTS
    shares = {
        answer.url.removeprefix(site.url).split("-")[0] or "page": packed(
            # asked for anew: a browser need not keep what it has read
            page.request.get(answer.url).body()
        )
        for answer in first
    }
    assert tell(capsys, "a first visit", shares) <= VISIT


@SMALL_PLOTLY
def test_a_first_visit_to_a_site_stays_under_it_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(load(EVENTS), tmp_path / "site")
    html = (tmp_path / "site" / "index.html").read_bytes()
    named = [tmp_path / "site" / name for name in compressed.linked(html.decode())]
    assert len(named) >= 4
    shares = {"page": packed(html)} | {path.name: packed(path.read_bytes()) for path in named}
    assert tell(capsys, "a first visit to a site", shares) <= VISIT


@SMALL_PLOTLY
def test_one_file_stays_under_its_limit(capsys: pytest.CaptureFixture[str]) -> None:
    record = load_record(EVENTS.with_name("verified.json"))
    html = as_one_file(prepare(load(EVENTS), record)).decode()
    inside = html.partition('id="packed">')[2].partition("</script>")[0]
    styles = sum(map(len, re.findall(r"<style>(.*?)</style>", html, re.DOTALL)))
    shares = {"packed": len(inside), "styles": styles}
    shares["text"] = len(html.encode()) - sum(shares.values())
    assert tell(capsys, "the one file", shares) <= ONE_FILE


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_lean_script_says_the_same(path: Path) -> None:
    written = path.read_bytes()
    assert meaning(minified(written, "text/javascript; charset=utf-8")) == meaning(written)


@pytest.mark.parametrize("library", [npm.QR], ids=lambda one: one.package)
def test_a_lean_library_says_the_same(library: npm.Library) -> None:
    written = npm.script(library)
    if written is None:
        pytest.skip(f"npm has not installed {library.package}")
    made = minified(written, "text/javascript")
    assert meaning(made) == meaning(written)
    assert made.startswith(b"/*! ")


def test_a_lean_style_gives_the_same_rules(page: Page) -> None:
    rules = """([written, lean]) => [written, lean].map((text) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(text);
        // what holds a variable is given back as it was written, line ends and all
        const said = (rule) => rule.cssText.replace(/\\s+/g, " ").replaceAll(": ", ":");
        return [...sheet.cssRules].map(said);
    })"""
    assert STYLES
    for path in STYLES:
        written = path.read_bytes()
        made = minified(written, "text/css; charset=utf-8")
        assert len(made) < len(written)
        one, other = page.evaluate(rules, [written.decode(), made.decode()])
        assert one
        assert one == other


@pytest.mark.parametrize(
    ("script", "nested"),
    [
        (b"`one ${two} three`", False),
        (b"`${f({ a: 1 })} ${b}` + `${c}`", False),
        (b"`one ${two ? `, or two` : three}`", True),
        (b"`${f({ a: 1 }) + `b, c`}`", True),
    ],
)
def test_a_template_within_a_template_is_seen(script: bytes, nested: bool) -> None:
    assert nests(script) is nested


def test_what_is_no_script_or_style_stays_as_it_is() -> None:
    assert minified(b"<p>  a /* b */ </p>", "text/html") == b"<p>  a /* b */ </p>"


def own(app: Dash) -> list[str]:
    """The scripts and styles of ours that a page names, by the last part of their addresses."""
    named = compressed.linked(app.server.test_client().get("/").get_data(as_text=True))
    return [name.rsplit("/", 1)[1] for name in named if "/_timeline/" in name]


def test_our_scripts_and_our_styles_travel_as_one_file_each() -> None:
    named = own(create_app(load(EVENTS)))
    assert [Path(name).suffix for name in named] == [".css", ".js", ".js"]
    assert named[1].startswith("early-")  # it dresses the page before all else
    whole = meaning(bundle.script())
    at = 0
    for path in bundle.scripts():
        at = whole.index(meaning(path.read_bytes())[1], at)  # each in its place, whole
    assert len(bundle.scripts()) > 50


def test_while_debugging_each_script_and_style_is_named_and_goes_out_as_it_is_written() -> None:
    app = create_app(load(EVENTS), bundled=False)
    client = app.server.test_client()
    loaded = [client.get(f"/_timeline/{name}").get_data() for name in own(app)]
    for path in (*bundle.scripts(), *STYLES):
        assert path.read_bytes() in loaded
