"""Pictures that the page draws itself: served, as one file without a network, and in a sandbox."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from counts import GERMANY, TOTAL
from PIL import Image
from playwright.sync_api import Frame, Page
from published import ready
from serving import served
from test_hostile import ODD

from timeline.drawing.theme import THEMES
from timeline.reading.load import load

EVENTS = Path(__file__).resolve().parents[1] / "data" / "events.yaml"
ADDRESS = "https://school.example/t/"
SVG = "{http://www.w3.org/2000/svg}"

# The state of a view, as the page's controller makes it.
STATE = """
function stateOf(query) {
  const doc = JSON.parse(document.getElementById("document").textContent);
  const { match } = timelineParts;
  const { view } = timelineParts.state.parse(query, doc.vocabulary);
  const { frame } = doc.timeline;
  return {
    doc, view,
    state: {
      mask: match.mask(match.prepare(doc.columns, doc.vocabulary), view),
      window: timelineParts.state.window(view, view.from || view.to ? frame : null),
      selected: view.event || null, theme: view.theme, calendar: view.calendar,
    },
  };
}
"""
MAKE = f"""async ([query, what]) => {{
  {STATE}
  const {{ doc, view, state }} = stateOf(query);
  const picture = await timelineParts.picture.make(doc, {{ view, state, ...what }});
  const read = new FileReader();
  const done = new Promise((kept) => {{ read.onload = kept; }});
  read.readAsDataURL(picture);
  await done;
  return [picture.type, read.result.split(",")[1]];
}}"""
SAVE = f"""([query, what]) => {{
  {STATE}
  const {{ doc, view, state }} = stateOf(query);
  return timelineParts.picture.save(doc, {{ view, state, ...what }}, "lesson");
}}"""


def make(where: Page | Frame, query: str = "", **what: Any) -> bytes:
    """The bytes of a picture that the page drew of a view."""
    kind = what.setdefault("kind", "png")
    type_, content = where.evaluate(MAKE, [query, what])
    assert type_ == {"png": "image/png", "svg": "image/svg+xml"}[kind]
    return base64.b64decode(content)


def opened(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png))
    image.load()
    return image


def texts(svg: bytes) -> list[str]:
    return ["".join(text.itertext()) for text in ET.fromstring(svg).iter(f"{SVG}text")]


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


@pytest.mark.parametrize("scale", [1, 2, 4])
def test_a_png_has_the_pixels_that_were_asked_for(shown: Callable[..., Page], scale: int) -> None:
    page = shown()
    image = opened(make(page, "lane=germany", scale=scale, width=700))
    assert image.width == 700 * scale
    assert image.height % scale == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_stands_on_the_paper_of_its_theme_and_nothing_touches_the_edge(
    shown: Callable[..., Page], theme: str
) -> None:
    page = shown()
    image = opened(make(page, f"theme={theme}&event=general-strike", address=ADDRESS))
    image = image.convert("RGB")
    paper = rgb(next(t.paper for name, t in THEMES.items() if name == theme))
    width, height = image.size
    for box in ((0, 0, width, 6), (0, height - 6, width, height), (width - 6, 0, width, height)):
        assert image.crop(box).getcolors() == [((box[2] - box[0]) * (box[3] - box[1]), paper)]


def test_it_carries_title_sentence_sources_and_address(shown: Callable[..., Page]) -> None:
    page = shown()
    title = load(EVENTS).title
    words = texts(make(page, "lane=germany", kind="svg", address=ADDRESS))
    expected = {
        title,
        f"{GERMANY} of {TOTAL} events: Germany",
        "Own words: CC BY 4.0 · Sources: Party tract; Trotsky, The Militant; Chapter 6",
        ADDRESS,
    }
    assert expected <= set(words)
    assert {"German October*", "Revolution or rising", "accounts differ"} <= set(words)
    assert "Strike" not in words
    bare = texts(make(page, "lane=germany", kind="svg", address=ADDRESS, bare=True))
    assert not expected & set(bare)
    assert "German October*" in bare


def test_other_words_may_be_given(shown: Callable[..., Page]) -> None:
    page = shown()
    words = texts(make(page, kind="svg", title="My <b>class</b>", sentence="", credit="C"))
    assert "My <b>class</b>" in words
    assert "C" in words
    assert not [text for text in words if "events" in text]


def test_its_svg_is_plain_enough_for_powerpoint(shown: Callable[..., Page]) -> None:
    page = shown()
    svg = make(page, "event=general-strike", kind="svg")
    root = ET.fromstring(svg)
    names = {name for element in root.iter() for name in element.attrib}
    assert not names & {"style", "class"}
    assert not list(root.iter(f"{SVG}pattern"))
    assert b"rgba(" not in svg
    families = {str(text.get("font-family")).split(",")[0] for text in root.iter(f"{SVG}text")}
    assert families == {"Arial", "Georgia"}
    assert {text.get("font-weight", "400") for text in root.iter(f"{SVG}text")} == {"400", "700"}


def test_a_transparent_picture_has_no_ground(shown: Callable[..., Page]) -> None:
    page = shown()
    image = opened(make(page, "lane=germany", transparent=True)).convert("RGBA")
    alpha = image.getchannel("A")
    assert alpha.getpixel((2, 2)) == 0
    assert alpha.histogram()[255] > 1000


def test_the_page_stays_as_it_is(shown: Callable[..., Page]) -> None:
    page = shown()
    before = page.evaluate("[document.body.childElementCount, timeline.view()]")
    make(page, "lane=china&theme=dark", scale=2)
    after = page.evaluate("[document.body.childElementCount, timeline.view()]")
    assert after == before


def test_a_browser_that_cannot_draw_it_says_so(shown: Callable[..., Page]) -> None:
    page = shown()
    said = page.evaluate(
        f"""async (given) => {{
          const canvas = HTMLCanvasElement.prototype;
          const draw = canvas.toDataURL;
          canvas.toDataURL = () => "data:,";
          const said = await ({MAKE})(given).catch((error) => error.message);
          canvas.toDataURL = draw; // other tests go on with the page
          return said;
        }}""",
        ["", {"kind": "png"}],
    )
    assert said == "This browser cannot draw so large a picture: take a smaller one."


def test_a_reader_gets_it_as_a_file(shown: Callable[..., Page]) -> None:
    page = shown()
    with page.expect_download() as download:
        assert page.evaluate(SAVE, ["lane=germany", {"kind": "png"}]) == "downloaded"
    assert download.value.suggested_filename == "lesson.png"
    assert opened(Path(download.value.path()).read_bytes()).width == 1600


def test_every_odd_timeline_has_its_picture(
    page: Page, tmp_path: Path, console_errors: list[str]
) -> None:
    for name in ("one", "one day", "long titles", "other scripts", "markup"):
        (tmp_path / "odd.yaml").write_text(ODD[name], encoding="utf-8")
        with served(tmp_path / "odd.yaml") as site:
            site.open(page)
            assert [text for text in texts(make(page, kind="svg")) if text], name
            opened(make(page))
        assert console_errors == [], name


def test_the_one_file_draws_without_a_network(
    new_page: Callable[..., Page], one_file: Path, console_errors: list[str]
) -> None:
    page = new_page(offline=True)
    page.goto(one_file.as_uri())
    ready(page)
    assert opened(make(page, "lane=germany", scale=2)).width == 3200
    assert "German October*" in texts(make(page, "lane=germany", kind="svg"))
    assert console_errors == []


def test_in_a_sandbox_it_is_drawn_and_shown(
    page: Page, one_file: Path, tmp_path: Path, console_errors: list[str]
) -> None:
    frame = f'<iframe sandbox="allow-scripts" width="1240" height="760" src="{one_file.as_uri()}">'
    (tmp_path / "lesson.html").write_text(f"<!DOCTYPE html><title>Lesson</title>{frame}</iframe>")
    page.goto((tmp_path / "lesson.html").as_uri())
    page.wait_for_function("() => window.frames.length === 1")
    inside = page.frames[1]
    ready(inside)
    assert inside.evaluate("window.origin") == "null"
    assert opened(make(inside, "lane=germany", scale=2)).width == 3200
    assert "German October*" in texts(make(inside, "lane=germany", kind="svg"))
    assert inside.evaluate(SAVE, ["lane=germany", {"kind": "png"}]) == "shown"
    image = inside.locator("dialog[open] img")
    inside.wait_for_function("() => document.querySelector('dialog[open] img').naturalWidth")
    assert image.evaluate("image => image.naturalWidth") == 1600
    inside.locator("dialog[open] button").click()
    assert inside.locator("dialog[open]").count() == 0
    assert console_errors == []


CREDITED = b"""\
timeline: {title: Credited}
sources: [{id: s, title: S, label: Said}, {id: q, title: Q, label: Arrow}]
lanes: [{id: m, title: M}, {id: n, title: N}]
events:
- {id: a, title: A, date: 1900, lane: m, excerpts: [{source: s, exact: some words}]}
- {id: b, title: B, date: 1905, lane: m}
- {id: c, title: C, date: 1910, lane: n}
links:
- {from: a, to: c, relation: then, claims: [{source: q, exact: other words}]}
tours:
- {id: t, title: T, steps: [{event: a, say: One.}, {event: b, say: Two.}]}
"""
# the view, and the sources of what its chart shows
CREDITS = [
    ("", "Said"),
    ("event=a", "Said; Arrow"),
    ("event=c", "Said; Arrow"),
    ("event=b", "Said"),
    ("lane=n", ""),
    ("event=a&lane=m", "Said"),  # the arrow leads into a lane that is hidden
    ("event=a&lane=m,n", "Said; Arrow"),
    ("event=a&q=nothing+of+it", "Said; Arrow"),  # hidden by a filter and drawn all the same
    ("event=a&from=1909&to=1911", "Said; Arrow"),
]


def test_it_credits_the_same_sources_as_an_export(
    page: Page, tmp_path: Path, console_errors: list[str]
) -> None:
    path = tmp_path / "credited.yaml"
    path.write_bytes(CREDITED)
    with served(path) as site:
        site.open(page)
        credits = {}
        for query, _ in CREDITS:
            said = texts(make(page, query, kind="svg"))
            line = [one for one in said if one.startswith("Sources: ")]
            credits[query] = "".join(line).removeprefix("Sources: ")
    assert credits == dict(CREDITS)
    assert console_errors == []
