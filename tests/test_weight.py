"""The weight of a first visit, and what is left out to keep it: nothing that anybody needs."""

from __future__ import annotations

from pathlib import Path

import pytest
import tree_sitter_javascript
from dash import Dash, dcc, html
from playwright.sync_api import Page
from serving import EVENTS
from tree_sitter import Language, Node, Parser

from timeline.evidence.quotations import load_record
from timeline.page import bundle, npm, plotly_js
from timeline.page.app import ASKER, ASSETS, EARLY
from timeline.page.minify import minified, nests
from timeline.reading.load import load
from timeline.server import compressed
from timeline.server.app import create_app

HEAVIEST = 1_100_000  # bytes, gzipped; a plain Dash app with plotly.js weighs 6 MB
SCRIPTS = sorted(ASSETS.glob("*.js"))
STYLES = sorted(ASSETS.glob("*.css"))
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


def test_a_first_visit_stays_under_its_limit(capsys: pytest.CaptureFixture[str]) -> None:
    if not plotly_js.find_bundle().basic:
        pytest.skip("npm has not installed plotly.js-basic-dist-min: the page is 1 MB heavier")
    app = create_app(load(EVENTS), record=load_record(EVENTS.with_name("verified.json")))
    weight = compressed.warm(app)
    with capsys.disabled():
        print(f" [a first visit: {weight / 1000:,.0f} kB]", end="")
    assert weight < HEAVIEST


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_lean_script_says_the_same(path: Path) -> None:
    written = path.read_bytes()
    assert meaning(minified(written, "text/javascript; charset=utf-8")) == meaning(written)


@pytest.mark.parametrize("library", [npm.REGENERATOR, npm.QR], ids=lambda one: one.package)
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
        return [...sheet.cssRules].map((rule) => rule.cssText.replace(/\\s+/g, " "));
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


def test_while_debugging_scripts_go_out_as_they_are_written() -> None:
    app = create_app(load(EVENTS))
    app.server.debug = True
    with app.server.test_client().get("/assets/dom.js") as answer:
        assert answer.get_data() == (ASSETS / "dom.js").read_bytes()


def own(app: Dash) -> list[str]:
    """The scripts and styles of ours that a page names, by the last part of their addresses."""
    named = compressed.linked(app.server.test_client().get("/").get_data(as_text=True))
    return [name.rsplit("/", 1)[1] for name in named if "/assets/" in name or "/_timeline/" in name]


def test_our_scripts_and_our_styles_travel_as_one_file_each() -> None:
    named = own(create_app(load(EVENTS)))
    assert [Path(name.split("?")[0]).suffix for name in named] == [".css", ".js", ".js"]
    assert named[1].startswith(EARLY.removesuffix(".js"))  # it dresses the page before all else
    every = [path for path in SCRIPTS if path.name not in (EARLY, ASKER)]
    whole = meaning(bundle.script(ASSETS, left_out=(EARLY, ASKER)))
    at = 0
    for path in every:
        at = whole.index(meaning(path.read_bytes())[1], at)  # each in its place, whole
    assert len(every) > 50


def test_while_debugging_each_script_and_style_is_named() -> None:
    named = {name.split("?")[0] for name in own(create_app(load(EVENTS), bundled=False))}
    assert {path.name for path in (*SCRIPTS, *STYLES)} - named <= {ASKER}


# ---------------------------------------------------------------- Dash's own scripts


def scripts(root: Path = npm.PROJECT) -> list[str]:
    """The scripts of a page with a chart, where npm has installed what is under `root`."""
    app = Dash(__name__, assets_folder="none")
    app.layout = html.Div(dcc.Graph(id="chart"))
    plotly_js.install(app, root=root)
    return compressed.linked(app.server.test_client().get("/").get_data(as_text=True))


def test_a_package_of_dash_that_no_component_comes_from_is_left_out() -> None:
    named = " ".join(scripts())
    assert "dash_table" not in named
    assert "dash_core_components" in named
    assert "dash_html_components" in named


def test_a_stand_in_replaces_the_polyfill_of_dash() -> None:
    if npm.script(npm.REGENERATOR) is None:
        pytest.skip("npm has not installed regenerator-runtime")
    named = " ".join(scripts())
    assert "polyfill" not in named
    assert "react-dom" in named
    assert "regenerator-runtime" in named


def test_without_the_stand_in_the_polyfill_of_dash_is_loaded(tmp_path: Path) -> None:
    assert "polyfill" in " ".join(scripts(tmp_path))
