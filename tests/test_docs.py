"""README and docs: every command runs, every block of code is tried, every link leads somewhere."""

from __future__ import annotations

import functools
import json
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from nbconvert import HTMLExporter
from playwright.sync_api import Page, expect
from plotly.io import renderers
from static_server import serve_folder
from werkzeug.serving import make_server

import app
import timeline
from docs import reference
from timeline import cli
from timeline.errors import FileProblems
from timeline.reading.keys import FILE
from timeline.server import listening
from timeline.views.query import KEYS, typed_query, vocabulary
from timeline.views.view import parse_view

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
FILES = [ROOT / "data" / "events.yaml", *sorted((ROOT / "examples").glob("*.yaml"))]
EVENT = "events: [{id: an-event, title: An event, date: 1924-10-23}]\n"
HERE = re.compile(
    r"(timeline|assets|tests|data|examples|docs|bench)/[\w./*-]*|\w[\w-]*\.(?:py|txt)"
)
PROGRAMS = re.compile(r"(\.venv\S+|python3?|py|pip|pytest|jupyter|source|make|npm|app\.py) \S")


# ---------------------------------------------------------------- reading the pages


class Block(NamedTuple):
    """A block of code: where, in which language, and the comment that stands before it."""

    page: Path
    line: int
    language: str
    text: str
    note: str


@functools.cache
def tokens(page: Path) -> tuple[Token, ...]:
    return tuple(MarkdownIt("commonmark").enable("table").parse(page.read_text("utf-8")))


def blocks() -> Iterator[Block]:
    for page in PAGES:
        note = ""
        for token in tokens(page):
            if token.type in ("fence", "code_block"):
                line = token.map[0] + 1 if token.map else 0
                yield Block(page, line, token.info.strip(), token.content, note)
            note = token.content.strip() if token.type == "html_block" else ""


def inline(page: Path, kind: str) -> list[str]:
    """What stands in code (`code_inline`), or the addresses of links and pictures."""
    parts = [part for token in tokens(page) for part in token.children or () if part.type == kind]
    keys = {"link_open": "href", "image": "src"}
    return [str(part.attrs[keys[kind]]) if kind in keys else part.content for part in parts]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def anchors(page: Path) -> set[str]:
    """The names of a page's headings, as code hosts make them."""
    found: list[str] = []
    for head, inside in zip(tokens(page), tokens(page)[1:], strict=False):
        if head.type == "heading_open":
            words = "".join(part.content for part in inside.children or ()).lower()
            anchor = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
            found.append(f"{anchor}-{found.count(anchor)}" if anchor in found else anchor)
    return set(found)


every_page = pytest.mark.parametrize("page", PAGES, ids=name_of)


# ---------------------------------------------------------------- commands

Run = Callable[[list[str]], None]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that commands and blocks name, in a folder of their own to write into."""
    folder = tmp_path_factory.mktemp("docs")
    for name in ("data", "examples"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "DIR").symlink_to(tmp_path_factory.mktemp("texts"))
    return folder


@pytest.fixture
def here(copy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The copy, as the folder that a reader works in."""
    monkeypatch.chdir(copy)
    monkeypatch.setattr(listening, "run", lambda app, sock: None)
    return copy


def lines(text: str) -> Iterator[str]:
    """The commands of a block or a span: one each, without comments, as a shell joins them."""
    for line in text.replace("\\\n", " ").splitlines():
        yield from filter(None, re.split(r"\s*&&\s*", re.sub(r"(^|\s)#.*", "", line).strip()))


def words(command: str) -> list[str]:
    """The words of a command; those of Windows as those of other systems."""
    other = command.replace(".venv\\Scripts\\", ".venv/bin/").replace("py -3", "python3")
    return shlex.split(other)


def run_timeline(arguments: list[str]) -> None:
    """Runs a command; what it makes is tested elsewhere, so a small timeline is published.

    One with `--sources` is only read, since the texts are not part of the project.
    """
    if "--sources" in arguments:
        cli.parser().parse_args(arguments)
        return
    if arguments[0] == "publish":
        arguments = [one.replace("data/events.yaml", "examples/tour.yaml") for one in arguments]
    assert cli.main(arguments) == 0


def serve(arguments: list[str]) -> None:
    """Opens the page up to the moment at which it would serve."""
    assert app.main([*arguments, "--port", "0"]) == 0


def make(arguments: list[str]) -> None:
    done = subprocess.run(["make", "-n", *arguments], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def install(arguments: list[str]) -> None:
    assert arguments[0] == "install"
    if arguments[1] == "-r":
        assert (ROOT / arguments[2]).is_file()
    else:
        assert arguments[1:] == ["jupyterlab"]


def activate(arguments: list[str]) -> None:
    assert arguments == [".venv/bin/activate"]


def setting(arguments: list[str]) -> None:
    """The variable by which Plotly draws as HTML, for one renderer that it has."""
    name, _, renderer = arguments[0].partition("=")
    assert name == "PLOTLY_RENDERER"
    assert renderer in renderers


def jupyter(arguments: list[str]) -> None:
    """A notebook that is there, and settings that nbconvert has."""
    assert (ROOT / arguments[-1]).is_file()
    for setting in (one for one in arguments if one.startswith("--HTMLExporter.")):
        name = setting.removeprefix("--HTMLExporter.").partition("=")[0]
        assert name in HTMLExporter.class_traits(config=True)


def program_of(arguments: list[str]) -> None:
    """An example, or the app that a page of docs has its reader write; both run in other tests."""
    [path] = arguments
    assert path == "lesson.py" or (ROOT / path).is_file()


def npm(arguments: list[str]) -> None:
    if arguments == ["install"]:
        return
    scripts = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["scripts"]
    assert arguments == ["test"] or arguments[0] == "run"
    assert arguments[-1] in scripts


def pytest_of(arguments: list[str]) -> None:
    assert (ROOT / arguments[-1]).is_file()


def runner(command: list[str]) -> tuple[Run, list[str]]:
    """What runs a command, and what it is given. Raises AssertionError for one that nobody runs."""
    first, *rest = command
    program = first.rpartition("/")[2]
    if program in ("python", "python3") and rest[:2] == ["-m", "timeline"]:
        return run_timeline, rest[2:]
    if program in ("python", "python3") and rest[0] == "app.py":
        return serve, rest[1:]
    if program in ("python", "python3") and rest[0].endswith(".py"):
        return program_of, rest
    if program in ("python", "python3") and rest[:2] == ["-m", "venv"]:
        return lambda folder: None, rest[2:]
    known: dict[str, Run] = {
        "app.py": serve,
        "make": make,
        "pip": install,
        "jupyter": jupyter,
        "pytest": pytest_of,
        "mkdir": lambda made: Path(made[-1]).mkdir(exist_ok=True),
        "cd": lambda folder: None,
        "source": activate,
        "activate": lambda nothing: activate([first]),
        "export": setting,
        "npm": npm,
    }
    assert program in known, f"nobody runs {shlex.join(command)}"
    return known[program], rest


def try_sh(block: Block) -> None:
    for line in lines(block.text):
        if line.startswith("git clone "):
            assert line == "git clone <this repository> timeline"
            continue
        run, arguments = runner(words(line))
        run(arguments)


# ---------------------------------------------------------------- other languages

SPACES: dict[Path, dict[str, Any]] = {}


def try_python(block: Block) -> None:
    """Blocks of one page go on from one another."""
    space = SPACES.setdefault(block.page, {"__name__": block.page.stem})
    exec(compile(block.text, f"{block.page}:{block.line}", "exec"), space)


FILE_EXAMPLES = [
    section.example
    for key in FILE.keys.values()
    for section in key.of
    if section.example  # those of their parts stand within them
]


def try_yaml(block: Block) -> None:
    """A whole file, or part of one: of a file that the comment before names, or put into one."""
    whole = re.fullmatch(r"<!-- (all|part) of (\S+) -->", block.note)
    if whole:
        text = (ROOT / whole[2]).read_text("utf-8")
        same = block.text == text if whole[1] == "all" else block.text in text
        assert same, f"not as it stands in {whole[2]}"
        return
    text = block.text
    if block.note == "<!-- an excerpt of an event -->":
        ids = {excerpt["source"] for excerpt in yaml.safe_load(text)["excerpts"]}
        head = "".join(f"  - {{id: {source}, title: A source}}\n" for source in ids)
        event = "events:\n  - id: an-event\n    title: An event\n    date: 1924\n"
        text = f"sources:\n{head}{event}" + "".join(f"    {line}\n" for line in text.splitlines())
    elif block.page.name == "file.md" and block.text in FILE_EXAMPLES:
        text = "".join(FILE_EXAMPLES)  # one names what another lists
    elif "events" not in (yaml.safe_load(text) or {}):
        text += EVENT
    Path("block.yaml").write_text(text, "utf-8")
    assert timeline.load("block.yaml").events


def try_json(block: Block) -> None:
    json.loads(block.text)


def try_text(block: Block) -> None:
    """A drawing; the paths that it names are there."""
    named = re.findall(r"(?:timeline|assets)/[\w./-]+", block.text)
    assert [path for path in named if not (ROOT / path).exists()] == []


PROXY = {
    "nginx": "location proxy_pass proxy_set_header",
    "caddy": "school.example redir handle_path reverse_proxy",
}


def try_proxy(block: Block) -> None:
    """Braces in pairs, known words, and the port that `app.py` has by itself."""
    depth = 0
    for line in block.text.splitlines():
        depth += line.count("{") - line.count("}")
        word = line.strip().split(" ")[0].strip("}")
        assert not word or word in PROXY[block.language].split()
        assert block.language != "nginx" or line[-1:] in "{};"
    assert depth == 0
    assert "127.0.0.1:8050" in block.text


TRIED: dict[str, Callable[[Block], None]] = {
    "sh": try_sh,
    "python": try_python,
    "yaml": try_yaml,
    "json": try_json,
    "text": try_text,
    "nginx": try_proxy,
    "caddy": try_proxy,
}
IN_A_BROWSER = ("html", "js")
ALL = list(blocks())


def id_of(block: Block) -> str:
    return f"{name_of(block.page)}:{block.line}-{block.language}"


def test_every_block_of_code_has_a_language_that_is_tried() -> None:
    known = {*TRIED, *IN_A_BROWSER}
    assert [id_of(block) for block in ALL if block.language not in known] == []


@pytest.mark.parametrize(
    "page", sorted({one.page for one in ALL if one.language in TRIED}), ids=name_of
)
def test_blocks_of_code_do_what_they_say(page: Path, here: Path) -> None:
    """In the order of the page, since one block uses what another has made."""
    for block in ALL:
        if block.page == page and block.language in TRIED:
            TRIED[block.language](block)


def slip(language: str, text: str, error: type[BaseException], said: str, note: str = "") -> Any:
    """A block of README with a slip, and by what its runner shows that it has found that slip."""
    block = Block(ROOT / "README.md", 1, language, text, note)
    return pytest.param(block, error, said, id=text[:24])


ALL_OF = "<!-- all of examples/minimal.yaml -->"


@pytest.mark.parametrize(
    ("wrong", "error", "said"),
    [
        slip("sh", "python -m timeline exprot data/events.yaml a.csv", SystemExit, "2"),
        slip("sh", "make runn", AssertionError, "No rule to make target 'runn'"),
        slip("sh", "curl https://example.org", AssertionError, "nobody runs curl"),
        slip("python", "import timeline; timeline.lod", AttributeError, "'lod'"),
        slip("yaml", "timeline: {tilte: A}\n", FileProblems, "unknown key 'tilte'"),
        slip("yaml", "a: b\n", AssertionError, "not as it stands in examples/minimal.yaml", ALL_OF),
        slip("json", "{a: 1}", json.JSONDecodeError, "property name"),
        slip("text", "timeline/web ─► page", AssertionError, "timeline/web"),
        slip("nginx", "location / {\n    proxy_past x;\n}", AssertionError, "proxy_past"),
    ],
)
def test_a_block_with_a_slip_fails(
    wrong: Block, error: type[BaseException], said: str, here: Path
) -> None:
    with pytest.raises(error, match=re.escape(said)):
        TRIED[wrong.language](wrong)


# ---------------------------------------------------------------- in the browser


class Frames(HTMLParser):
    """The attributes of each frame of a block."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "iframe":
            self.found.append(dict(attrs))


@pytest.mark.parametrize("block", [one for one in ALL if one.language == "html"], ids=id_of)
def test_a_snippet_frames_the_timeline(
    block: Block, page: Page, one_file: Path, tmp_path: Path, console_errors: list[str]
) -> None:
    frames = Frames(block.text).found
    assert frames
    assert all(frame["title"] for frame in frames)
    shutil.copy(one_file, tmp_path / "timeline.html")
    text = block.text.replace("https://school.example/revolution/", "timeline.html")
    (tmp_path / "lesson.html").write_text(
        f'<!DOCTYPE html><html lang="en"><link rel="icon" href="data:,">{text}', "utf-8"
    )
    with serve_folder(tmp_path) as host:
        page.goto(f"{host.url}lesson.html")
        page.wait_for_function("() => window.frames.length === 1")
        framed = page.frames[1]
        framed.wait_for_selector("html[data-ready]", state="attached")
        assert "mode=embed" in framed.evaluate("timeline.view()")
        if "timeline:height" in text:
            page.wait_for_function("() => document.querySelector('iframe').clientHeight !== 480")
            assert "mode=embed" in page.title()
        if "lane=china" in text:
            page.locator("a").click()
            framed.wait_for_function("() => timeline.view().includes('lane=germany')")
            page.locator("button").click()
            framed.wait_for_function("() => timeline.view().includes('lane=china')")
    assert console_errors == []


@pytest.mark.parametrize("block", [one for one in ALL if one.language == "js"], ids=id_of)
def test_a_script_runs_in_the_page(block: Block, shown: Callable[..., Page]) -> None:
    page = shown()
    before = page.evaluate("timeline.view()")
    page.evaluate(f"async () => {{ {block.text} }}")
    assert page.evaluate("timeline.view()") != before
    assert page.evaluate("timeline.visible()")


def test_the_app_in_ten_lines_counts_what_is_in_sight(
    page: Page, here: Path, console_errors: list[str]
) -> None:
    first = next(one for one in ALL if one.page.name == "dash.md" and one.language == "python")
    assert len([line for line in first.text.splitlines() if line.strip()]) <= 10
    space: dict[str, Any] = {"__name__": "lesson"}
    exec(compile(first.text, "lesson.py", "exec"), space)
    server = make_server("127.0.0.1", 0, space["app"].server, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    page.goto(f"http://127.0.0.1:{server.server_port}/")
    said = page.locator("h1#said")
    every = len(space["t"].events) - len(space["t"].undrawn)
    expect(said).to_have_text(f"{every} events in sight")
    frame = page.frames[1]
    frame.locator("#filter-lane-button").click()
    frame.locator("#filter-lane-options label", has_text="Germany").click()
    some = sum(event.lane == "germany" for event in space["t"].events)
    expect(said).to_have_text(f"{some} events in sight")
    server.shutdown()
    server.server_close()
    assert console_errors == []


# ---------------------------------------------------------------- within the lines


@every_page
def test_commands_within_a_line_can_be_typed(page: Path) -> None:
    for code in inline(page, "code_inline"):
        if not PROGRAMS.match(code) or re.search(r"[\[…]", code):
            continue
        for line in lines(code):
            run, arguments = runner(words(line))
            if run is run_timeline and arguments and "--help" not in arguments:
                cli.parser().parse_args(arguments)
            elif run not in (serve, run_timeline):
                run(arguments)


def options() -> set[str]:
    """All options of all commands."""
    text = "\n".join(reference.commands())
    return set(re.findall(r"^- `(--[a-z-]+)", text, re.MULTILINE)) | {"--help"}


@every_page
def test_options_within_a_line_are_those_of_a_command(page: Path) -> None:
    named = {code.split(" ")[0] for code in inline(page, "code_inline") if code.startswith("--")}
    assert named - options() == set()


@every_page
def test_paths_within_a_line_are_there(page: Path) -> None:
    made = {"requirements.txt", "licences.txt", "herald.txt", "lesson.py"}
    named = [code for code in inline(page, "code_inline") if HERE.fullmatch(code)]
    assert [
        path
        for path in named
        if path not in made
        and not any(list(folder.glob(path.rstrip("/"))) for folder in (ROOT, ROOT / "timeline"))
        and not list((ROOT / "timeline").rglob(path))
    ] == []


def views(page: Path) -> Iterator[str]:
    """Queries in the code of a page: whole addresses of a view, and `lane=germany` alone."""
    for code in inline(page, "code_inline"):
        query, strange = typed_query(code)
        keys = {part.partition("=")[0] for part in query.lstrip("?#").split("&")}
        if "=" in query and not strange and keys <= set(KEYS) and "…" not in query:
            yield query


@every_page
def test_views_within_a_line_are_understood_whole(page: Path) -> None:
    loaded = [timeline.load(file) for file in FILES]
    for query in views(page):
        assert any(parse_view(query, vocabulary(t))[1] == () for t in loaded), query


def test_there_are_commands_options_paths_and_views_to_try() -> None:
    code = [one for page in PAGES for one in inline(page, "code_inline")]
    assert sum(bool(PROGRAMS.match(one)) for one in code) > 10
    assert sum(bool(HERE.fullmatch(one)) for one in code) > 50
    assert sum(1 for page in PAGES for _ in views(page)) > 5


# ---------------------------------------------------------------- links and generated parts


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CHANGELOG.md"], ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for address in (*inline(page, "link_open"), *inline(page, "image")):
        parts = urlsplit(address)
        if parts.scheme:
            assert parts.scheme in ("http", "https")
            continue
        target = page.parent / unquote(parts.path) if parts.path else page
        if not target.exists() or (parts.fragment and parts.fragment not in anchors(target)):
            broken.append(address)
    assert broken == []


def test_every_page_of_docs_is_in_the_index() -> None:
    index = ROOT / "docs" / "README.md"
    listed = {urlsplit(address).path for address in inline(index, "link_open")}
    assert {page.name for page in (ROOT / "docs").glob("*.md")} - {index.name} - listed == set()


@pytest.mark.parametrize("name", reference.PAGES)
def test_what_is_made_from_the_code_is_as_the_code_is(name: str) -> None:
    text = (ROOT / "docs" / name).read_text("utf-8")
    assert text == reference.filled(text), "stale: make docs"


def test_a_part_that_went_stale_is_found() -> None:
    stale = "<!-- begin: keys -->\n| key |\n<!-- end: keys -->"
    assert "`lane`" in reference.filled(stale)


def test_the_query_string_of_docs_has_every_key() -> None:
    assert set(reference.KEYS) == set(KEYS)


def test_readme_stays_short() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 90
