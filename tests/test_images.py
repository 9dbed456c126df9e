"""Pictures as a teacher gets them: drawn by this machine's browser, reopened by other tools."""

from __future__ import annotations

import asyncio
import gc
import io
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
from counts import GERMANY, STEPS, TOTAL
from PIL import Image
from playwright.sync_api import Page
from ready import seen
from test_hostile import ODD
from test_picture import CREDITED, CREDITS, make

import timeline
from timeline.cli import main
from timeline.drawing.theme import THEMES
from timeline.errors import ViewError
from timeline.exchange.selection import select
from timeline.images import DrawingError, Look, MissingToolError, Studio, picture
from timeline.images import kaleido as studio_module
from timeline.images.compose import compose
from timeline.images.finished_file import finish
from timeline.images.words import credited
from timeline.model import Timeline
from timeline.placing import text_fit
from timeline.prepared import prepare
from timeline.reading.load import read
from timeline.slides.notes import credit_line
from timeline.slides.story import tell_view

ROOT = Path(__file__).resolve().parents[1]
EVENTS = str(ROOT / "data" / "events.yaml")
ADDRESS = "https://school.example/t/"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def built_in() -> Timeline:
    return timeline.load(EVENTS)


@pytest.fixture(scope="module")
def studio() -> Iterator[Studio]:
    with Studio() as studio:
        yield studio


def opened(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png))
    image.load()
    return image


def texts(svg: bytes) -> list[str]:
    return ["".join(text.itertext()) for text in ET.fromstring(svg).iter(f"{SVG}text")]


def rim(image: Image.Image, wide: int) -> set[tuple[int, ...]]:
    """The colours within so many pixels of the edges."""
    width, height = image.size
    boxes = [(0, 0, width, wide), (0, height - wide, width, height)]
    boxes += [(0, 0, wide, height), (width - wide, 0, width, height)]
    found = [image.crop(box).getcolors(100_000) or [] for box in boxes]
    return {colour for colours in found for _, colour in colours if isinstance(colour, tuple)}


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


@pytest.mark.parametrize("scale", [1, 2, 4])
def test_a_png_has_the_pixels_that_were_asked_for(
    built_in: Timeline, studio: Studio, scale: int
) -> None:
    look = Look(width=900, height=400, scale=scale)
    image = opened(picture(built_in, "lane=germany", "png", look, studio=studio))
    assert image.size == (900 * scale, 400 * scale)


@pytest.mark.parametrize("theme", list(THEMES))
def test_no_word_and_no_mark_touches_the_edge(
    built_in: Timeline, studio: Studio, theme: str
) -> None:
    for width, view in ((700, "lane=china"), (1600, "")):
        look = Look(width=width, theme=theme)
        image = opened(picture(built_in, view, "png", look, address=ADDRESS, studio=studio))
        paper = rgb(next(t.paper for name, t in THEMES.items() if name == theme))
        assert rim(image.convert("RGB"), 6) == {paper}


def test_a_transparent_picture_has_no_ground(built_in: Timeline, studio: Studio) -> None:
    look = Look(width=800, ground=False)
    image = opened(picture(built_in, "lane=germany", "png", look, studio=studio)).convert("RGBA")
    assert {colour[3] for colour in rim(image, 4)} == {0}
    alphas = image.getchannel("A").histogram()
    assert alphas[255] > 1000  # ink
    assert sum(alphas[1:60]) > 10_000  # bands: a tint of whatever lies below


@pytest.mark.parametrize(("bare", "expected"), [(False, True), (True, False)])
def test_the_words_stand_about_the_chart_unless_they_are_not_wanted(
    built_in: Timeline, studio: Studio, bare: bool, expected: bool
) -> None:
    look = Look(width=1000, words=not bare)
    svg = picture(built_in, "lane=germany", "svg", look, address=ADDRESS, studio=studio)
    words = texts(svg)
    for part in (
        built_in.title,
        f"{GERMANY} of {TOTAL} events: Germany",
        "Own words: CC BY 4.0 · Sources: Party tract; Trotsky, The Militant; Chapter 6",
        f"{ADDRESS}?lane=germany",
    ):
        assert (part in words) == expected
    assert "German October*" in words
    assert {"Revolution or rising", "Killing or attempt on life", "accounts differ"} <= set(words)
    assert "Strike" not in words  # no sign of what is not to be seen


def test_an_svg_is_plain_enough_for_powerpoint(built_in: Timeline, studio: Studio) -> None:
    svg = picture(built_in, "event=general-strike", "svg", studio=studio)
    root = ET.fromstring(svg)
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    names = {name for element in root.iter() for name in element.attrib}
    assert not names & {"style", "class"}
    assert not {f"{SVG}{tag}" for tag in ("style", "pattern", "image", "foreignObject")} & {
        element.tag for element in root.iter()
    }
    assert b"rgba(" not in svg
    families = {text.get("font-family") for text in root.iter(f"{SVG}text")}
    assert families == {"Arial, Helvetica, sans-serif", "Georgia, 'Times New Roman', serif"}
    weights = {text.get("font-weight", "400") for text in root.iter(f"{SVG}text")}
    assert weights == {"400", "700"}
    assert root.findtext(f"{SVG}title") == built_in.title
    assert root.findtext(f"{SVG}desc") == f"{TOTAL} events, 1904–1940"


def test_the_words_about_the_chart_begin_at_one_edge_in_any_face(
    built_in: Timeline, studio: Studio
) -> None:
    svg = picture(built_in, "lane=germany", "svg", address=ADDRESS, studio=studio)
    anchors = {
        "".join(text.itertext()): text.get("text-anchor")
        for text in ET.fromstring(svg).iter(f"{SVG}text")
    }
    assert anchors[built_in.title] == "start"
    assert anchors[f"{ADDRESS}?lane=germany"] == "start"


def test_the_same_view_makes_the_same_bytes(built_in: Timeline, studio: Studio) -> None:
    for kind in ("svg", "pdf"):
        one, other = (picture(built_in, "lane=china", kind, studio=studio) for _ in range(2))
        assert one == other


def test_hatching_is_drawn_as_lines(built_in: Timeline) -> None:
    figure = compose(select(seen(built_in)), "svg", Look()).figure
    traces = figure["data"]
    assert isinstance(traces, list)
    assert not [trace for trace in traces if trace.get("marker", {}).get("pattern")]
    lines = [t for t in traces if t.get("meta") == {"role": "ends"} and t["mode"] == "lines"]
    assert sum(x is None for trace in lines for x in trace["x"]) > 50


def test_a_span_of_centuries_is_hatched_only_where_it_is_in_sight() -> None:
    text = """
timeline: {range: 1000/1900}
events: [{id: a, title: A, date: 14XX/15XX}, {id: b, title: B, date: 1450-01-03}]
"""
    t = read(text.encode(), "f")
    figure = compose(select(seen(t, "from=1450-01-01&to=1450-01-09")), "svg", Look()).figure
    traces = figure["data"]
    assert isinstance(traces, list)
    strokes = [len(trace["x"]) for trace in traces if trace.get("meta") == {"role": "ends"}]
    assert 300 < sum(strokes) < 2000


def test_a_pdf_is_one_page_of_real_text(built_in: Timeline, studio: Studio) -> None:
    look = Look(width=1200, height=500)
    pdf = picture(built_in, "lane=germany", "pdf", look, address=ADDRESS, studio=studio)
    document = pypdfium2.PdfDocument(pdf)
    try:
        assert len(document) == 1
        width, height = document[0].get_size()
        assert (round(width), round(height)) == (900, 375)  # points
        text = document[0].get_textpage().get_text_bounded()
        for part in (
            built_in.title,
            f"{GERMANY} of {TOTAL} events: Germany",
            "Sources: Party tract",
            ADDRESS,
        ):
            assert part in text
        assert text.count("German October*") == 1
        assert document.get_metadata_dict()["Title"] == built_in.title
        # the paper reaches the edges of the page
        assert rim(
            document[0].render(scale=2).to_pil().convert("RGB").crop((1, 1, 1799, 749)), 4
        ) == {rgb(THEMES["light"].paper)}
    finally:
        document.close()


def test_few_events_in_much_room_are_set_in_larger_type(built_in: Timeline) -> None:
    def size(look: Look) -> float:
        figure = compose(select(seen(built_in, "lane=germany")), "svg", look).figure
        traces = figure["data"]
        assert isinstance(traces, list)
        return float(
            next(t for t in traces if t.get("meta") == {"role": "labels"})["textfont"]["size"]
        )

    assert size(Look(width=1600)) == size(Look(width=1600, height=300)) == 13
    assert size(Look(width=1600, height=900)) > 20


def test_a_tour_is_drawn_alone_and_its_step_is_ringed(built_in: Timeline, studio: Studio) -> None:
    words = texts(picture(built_in, "", "svg", tour="one-idea", studio=studio))
    assert f"Tour “One idea, 1904–1930”: {STEPS['one-idea']} of {TOTAL} events" in words
    assert "General Strike*" not in words
    svg = picture(built_in, "tour=one-idea&step=2", "svg", studio=studio).decode()
    red = THEMES["light"].red_text.lower()
    step = next(tour for tour in built_in.tours if tour.id == "one-idea").steps[1].event
    label = next(event.label for event in built_in.events if event.id == step)
    assert re.search(rf'fill="{red}"[^>]*>{re.escape(label)}', svg)


@pytest.mark.parametrize("name", [name for name in ODD if name != "nothing to draw"])
def test_every_odd_timeline_has_its_picture(studio: Studio, name: str) -> None:
    t = read(ODD[name].encode(), "odd.yaml")
    svg = picture(t, "", "svg", studio=studio)
    assert [text for text in texts(svg) if text]


@pytest.mark.parametrize("words", [True, False])
def test_the_name_of_a_kind_that_is_wider_than_the_picture_is_cut(words: bool) -> None:
    name = "A kind of which very much has to be said before it is told from others"
    t = read(f"events: [{{id: a, title: A, date: 1926, kind: {name}}}]".encode(), "f")
    sheet = compose(select(seen(t)), "svg", Look(width=240, words=words))
    (shown,) = (text for trace in sheet.figure["data"] for text in _legend_words(trace))
    assert re.fullmatch(r"A kind of which [\w ]+…", shown)
    assert text_fit.width(shown, "sans", 12) <= 240 - 18 - 2 * 8


def _legend_words(trace: dict[str, Any]) -> list[str]:
    legend = (trace.get("meta") or {}).get("role") == "legend"
    return list(trace["text"]) if legend and trace["mode"] == "text" else []


@pytest.mark.parametrize("view", ["", "from=9998", "to=9999-12-31"])
def test_the_last_day_that_can_be_written_is_drawn(studio: Studio, view: str) -> None:
    svg = picture(read(ODD["to the last year"].encode(), "odd.yaml"), view, "svg", studio=studio)
    # an axis that cannot be drawn is one of the year 2000, and the events lie outside it
    assert any(text.endswith(" 9999") for text in texts(svg))
    assert {"A", "B"} <= set(texts(svg))


@pytest.mark.parametrize(
    "title", ["<b>x</b> & $x^2$", "</text><script>alert(1)</script>", "a\u0301" * 300]
)
def test_a_title_stays_the_text_that_it_is(studio: Studio, title: str) -> None:
    text = f"timeline: {{title: '{title}'}}\nevents: [{{id: a, title: A, date: 1926}}]\n"
    svg = picture(read(text.encode(), "f"), "", "svg", studio=studio)
    shown = "".join(texts(svg))
    assert title in shown or (len(title) > 100 and "…" in shown)
    assert ET.fromstring(svg).find(f".//{SVG}script") is None


def test_the_browser_and_the_command_draw_alike(
    shown: Callable[..., Page], built_in: Timeline, studio: Studio
) -> None:
    theirs = set(texts(picture(built_in, "from=1923&to=1927", "svg", studio=studio)))
    ours = set(texts(make(shown(), "from=1923&to=1927", kind="svg")))
    # labels may differ by a few, since a browser measures its own letters
    assert len(theirs & ours) > 0.9 * len(theirs | ours)


def test_signs_that_xml_cannot_hold_are_left_out(built_in: Timeline, studio: Studio) -> None:
    odd = replace(built_in, title="One\x00two\ufffe \u202ethree\x1b")
    svg = picture(odd, "lane=germany", "svg", studio=studio)
    assert "One two three" in texts(svg)
    assert ET.fromstring(svg).findtext(f"{SVG}title") == "One two three"


@pytest.mark.parametrize(
    ("look", "kind", "said"),
    [
        (Look(width=199), "png", "width 199: write a whole number from 200 to 4000"),
        (Look(width=4001), "svg", "width 4001"),
        (Look(height=149), "pdf", "height 149: write a whole number from 150 to 4000"),
        (Look(width=True), "png", "width True"),
        (Look(scale=3), "png", "scale 3: write 1, 2 or 4"),
        (Look(scale=2), "svg", "SVG has no pixels"),
        (Look(width=4000, height=4000, scale=2), "png", "64 million pixels, at most 40"),
        (Look(theme="blue"), "png", "there is no theme 'blue'"),
        (Look(height=200), "png", "height 200: this chart and its words need "),
        (Look(), "gif", "there is no picture 'gif': write one of png, svg, pdf"),
    ],
)
def test_a_wish_out_of_bounds_is_told_before_anything_is_drawn(
    built_in: Timeline, look: Look, kind: str, said: str
) -> None:
    with pytest.raises(ViewError, match=re.escape(said)):
        picture(built_in, "", kind, look, studio=None)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_what_is_no_picture_is_refused(built_in: Timeline, kind: str) -> None:
    sheet = compose(select(seen(built_in)), "png", Look())
    for rubbish in (b"", b"rubbish", b"\x89PNG\r\n\x1a\n", b"<svg", b"%PDF-1.4"):
        with pytest.raises(DrawingError, match="pixels: try a smaller one"):
            finish(rubbish, kind, sheet, 1)  # type: ignore[arg-type]


def test_a_browser_that_was_ended_is_replaced(built_in: Timeline, studio: Studio) -> None:
    first = picture(built_in, "lane=china", "svg", studio=studio)
    studio._browser.subprocess.kill()
    studio._browser.subprocess.wait()
    assert picture(built_in, "lane=china", "svg", studio=studio) == first


def test_a_browser_that_does_not_answer_in_time_is_given_up(
    built_in: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(studio_module, "DRAW_S", 0.001)
    with Studio() as studio, pytest.raises(DrawingError, match="it took too long"):
        picture(built_in, "lane=china", "svg", studio=studio)


def test_of_work_that_was_given_up_nothing_is_told_later(caplog: pytest.LogCaptureFixture) -> None:
    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            raise RuntimeError("as a browser that is ended while it starts")

    with Studio() as studio:
        with pytest.raises(TimeoutError):
            studio._run(work(), 0.001)
        studio._run(asyncio.sleep(0), 5)
        gc.collect()
    assert caplog.records == []


def test_a_browser_that_ends_at_once_is_told_in_one_sentence(
    built_in: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends = shutil.which("true")
    if ends is None:
        pytest.skip("there is no program here that only ends")
    monkeypatch.setenv("BROWSER_PATH", ends)
    with pytest.raises(DrawingError) as caught:
        picture(built_in)
    assert str(caught.value) == "the picture could not be drawn: the browser that draws it ended"


def test_without_kaleido_one_line_says_how_to_get_it(
    built_in: Timeline,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(sys.modules, "kaleido", None)
    with pytest.raises(MissingToolError, match=r"pip install -r requirements-pictures\.txt"):
        picture(built_in)
    assert "kaleido" in (ROOT / "requirements-pictures.txt").read_text("utf-8")
    assert main(["export", EVENTS, str(tmp_path / "out.png")]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "out.png: pictures need Kaleido" in line
    assert os.listdir(tmp_path) == []


def test_without_chromium_one_line_says_so(
    built_in: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    with pytest.raises(MissingToolError, match="pictures need Chromium or Chrome"):
        picture(built_in)


def test_the_command_writes_a_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "germany.png"
    options = ["--view", "lane=germany", "--width", "800", "--scale", "2", "--theme", "dark"]
    assert main(["export", EVENTS, str(out), *options]) == 0
    assert f"{GERMANY} of {TOTAL} events" in capsys.readouterr().out
    image = opened(out.read_bytes()).convert("RGB")
    assert image.width == 1600
    assert image.getpixel((2, 2)) == rgb(THEMES["dark"].paper)
    assert os.listdir(tmp_path) == [out.name]


def test_the_command_writes_a_transparent_bare_svg(
    tmp_path: Path, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    # it would start a browser of its own, as the test above has it do
    monkeypatch.setattr(timeline.images, "Studio", lambda: nullcontext(studio))
    out = tmp_path / "germany.svg"
    options = ["--view", "lane=germany", "--transparent", "--bare", "--address", ADDRESS]
    assert main(["export", EVENTS, str(out), *options]) == 0
    words = texts(out.read_bytes())
    assert "German October*" in words
    assert not [text for text in words if "school.example" in text or "Sources" in text]
    paper = THEMES["light"].paper.lower().encode()
    assert b'fill="' + paper not in out.read_bytes()


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("out.png", ["--width", "100"], "out.png: width 100: write a whole number"),
        ("out.gif", [], "unknown ending '.gif': end the name in .bib, "),
        ("out.pdf", ["--view", "q=nowhere"], "no event matches the view 'q=nowhere'"),
        ("out.csv", ["--width", "300", "--bare"], "out.csv: bare, width: not for a file of this"),
        ("out.pptx", ["--scale", "2"], "out.pptx: scale: not for a file of this kind"),
        ("out.png", ["--theme", "blue"], "there is no theme 'blue'"),
        ("out.pptx", ["--theme", "blue"], "there is no theme 'blue'"),
        ("out.svg", ["--tour", "none"], "there is no tour 'none'"),
    ],
)
def test_what_cannot_be_drawn_is_one_clear_line_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, options: list[str], said: str
) -> None:
    assert main(["export", EVENTS, str(tmp_path / name), *options]) == 1
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert said in line
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(("view", "sources"), CREDITS, ids=[row[0] or "all" for row in CREDITS])
def test_a_picture_credits_the_sources_of_what_its_chart_shows(view: str, sources: str) -> None:
    seen_ = prepare(read(CREDITED, "t.yaml")).see(view)
    assert "; ".join(one.label for one in credited(select(seen_), seen_)) == sources


@pytest.mark.parametrize(
    ("view", "sources"),
    [
        ("", "Said"),
        ("event=a", "Said, Arrow"),
        ("event=b", "Said"),
        ("event=a&lane=m", "Said"),  # of a slide the other end of the arrow is not drawn
        ("event=a&to=1906", "Said"),
        ("event=a&from=1909", ""),
        ("tour=t&step=1", "Said, Arrow"),
    ],
)
def test_a_slide_credits_the_sources_of_what_its_chart_shows(view: str, sources: str) -> None:
    story = tell_view(prepare(read(CREDITED, "t.yaml")).see(view), "")
    assert credit_line(story, chart=True) == (f"Sources: {sources}" if sources else "")


@pytest.mark.parametrize(
    ("view", "tour", "sources"),
    [
        ("tour=t&step=1", "", "Said; Arrow"),  # a chart of all, at the event of the step
        ("tour=t&step=2", "", "Said"),
        ("event=a", "t", "Said"),  # the chart of a tour has the arrows among its steps alone
    ],
)
def test_a_picture_of_a_step_credits_its_arrows(view: str, tour: str, sources: str) -> None:
    sheet = compose(select(prepare(read(CREDITED, "t.yaml")).see(view), tour), "svg", Look())
    assert f"Sources: {sources}" in [each["text"] for each in sheet.figure["layout"]["annotations"]]
