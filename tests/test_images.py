"""Pictures as a teacher gets them: drawn without a browser, reopened by other tools."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path as File
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
from counts import GERMANY, STEPS, TOTAL
from letters import SETS
from PIL import Image, ImageChops
from playwright.sync_api import Page
from ready import seen
from test_hostile import ODD
from test_picture import CREDITED, CREDITS, make

import timeline
from timeline.cli import main
from timeline.drawing.chart import _inside
from timeline.drawing.primitives import Box, Line, Path, Text
from timeline.drawing.theme import THEMES
from timeline.errors import MissingToolError, ViewError
from timeline.exchange.selection import select
from timeline.images import Look, fonts, installed, picture
from timeline.images.compose import compose
from timeline.images.settings import Sheet
from timeline.images.tools import LIBRARIES, fonts_at_hand
from timeline.images.words import credited
from timeline.model import Timeline
from timeline.placing import text_fit
from timeline.prepared import prepare
from timeline.reading.load import read
from timeline.slides.notes import credit_line
from timeline.slides.story import tell_view

ROOT = File(__file__).resolve().parents[1]
EVENTS = str(ROOT / "data" / "events.yaml")
ADDRESS = "https://school.example/t/"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def built_in() -> Timeline:
    return timeline.load(EVENTS)


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
def test_a_png_has_the_pixels_that_were_asked_for(built_in: Timeline, scale: int) -> None:
    look = Look(width=900, height=400, scale=scale)
    image = opened(picture(built_in, "lane=germany", "png", look))
    assert image.size == (900 * scale, 400 * scale)


@pytest.mark.parametrize("theme", list(THEMES))
def test_no_word_and_no_mark_touches_the_edge(built_in: Timeline, theme: str) -> None:
    for width, view in ((700, "lane=china"), (1600, "")):
        look = Look(width=width, theme=theme)
        image = opened(picture(built_in, view, "png", look, address=ADDRESS))
        paper = rgb(next(t.paper for name, t in THEMES.items() if name == theme))
        assert rim(image.convert("RGB"), 6) == {paper}


def test_a_transparent_picture_has_no_ground(built_in: Timeline) -> None:
    look = Look(width=800, ground=False)
    image = opened(picture(built_in, "lane=germany", "png", look)).convert("RGBA")
    assert {colour[3] for colour in rim(image, 4)} == {0}
    alphas = image.getchannel("A").histogram()
    assert alphas[255] > 1000  # ink
    assert sum(alphas[1:60]) > 10_000  # bands: a tint of whatever lies below


@pytest.mark.parametrize(("bare", "expected"), [(False, True), (True, False)])
def test_the_words_stand_about_the_chart_unless_they_are_not_wanted(
    built_in: Timeline, bare: bool, expected: bool
) -> None:
    look = Look(width=1000, words=not bare)
    svg = picture(built_in, "lane=germany", "svg", look, address=ADDRESS)
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


def test_an_svg_is_plain_enough_for_powerpoint(built_in: Timeline) -> None:
    svg = picture(built_in, "event=general-strike", "svg")
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


def test_the_words_about_the_chart_begin_at_one_edge_in_any_face(built_in: Timeline) -> None:
    svg = picture(built_in, "lane=germany", "svg", address=ADDRESS)
    anchors = {
        "".join(text.itertext()): text.get("text-anchor", "start")
        for text in ET.fromstring(svg).iter(f"{SVG}text")
    }
    assert anchors[built_in.title] == "start"
    assert anchors[f"{ADDRESS}?lane=germany"] == "start"


def test_the_same_view_makes_the_same_bytes(built_in: Timeline) -> None:
    for kind in ("svg", "pdf"):
        one, other = (picture(built_in, "lane=china", kind) for _ in range(2))
        assert one == other


def test_hatching_is_drawn_as_lines(built_in: Timeline) -> None:
    drawn = compose(select(seen(built_in)), "svg", Look()).drawn
    hatched = [box for box in drawn if isinstance(box, Box) and box.hatch]
    assert len(hatched) > 20
    for box in hatched:
        for x, y, other_x, other_y in box.strokes:
            assert box.x - 1e-6 <= x < other_x <= box.x + box.width + 1e-6
            assert box.y - 1e-6 <= other_y < y <= box.y + box.height + 1e-6
    root = ET.fromstring(picture(built_in, "", "svg"))
    assert not list(root.iter(f"{SVG}pattern"))


def test_a_span_of_centuries_is_hatched_only_where_it_is_in_sight() -> None:
    text = """
timeline: {range: 1000/1900}
events: [{id: a, title: A, date: 14XX/15XX}, {id: b, title: B, date: 1450-01-03}]
"""
    t = read(text.encode(), "f")
    sheet = compose(select(seen(t, "from=1450-01-01&to=1450-01-09")), "svg", Look())
    strokes = [len(box.strokes) for box in sheet.drawn if isinstance(box, Box) and box.hatch]
    assert 100 < sum(strokes) < 700
    assert all(0 <= x <= sheet.width for x in edges(sheet))


def edges(sheet: Sheet) -> Iterator[float]:
    """Left and right edges of all that is no text, px."""
    for each in sheet.drawn:
        if isinstance(each, Box):
            yield from (each.x, each.x + each.width)
        elif isinstance(each, Line):
            yield from (x for x, _ in each.points)
        elif isinstance(each, Path) and each.sign:
            yield from (each.x - each.radius, each.x + each.radius)


def test_a_pdf_is_one_page_of_real_text(built_in: Timeline) -> None:
    look = Look(width=1200, height=500)
    pdf = picture(built_in, "lane=germany", "pdf", look, address=ADDRESS)
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
        sheet = compose(select(seen(built_in, "lane=germany")), "svg", look)
        return next(text.size for text in words_of(sheet) if text.part == "labels")

    assert size(Look(width=1600)) == size(Look(width=1600, height=300)) == 13
    assert size(Look(width=1600, height=900)) > 20


def test_a_tour_is_drawn_alone_and_its_step_is_ringed(built_in: Timeline) -> None:
    words = texts(picture(built_in, "", "svg", tour="one-idea"))
    assert f"Tour “One idea, 1904–1930”: {STEPS['one-idea']} of {TOTAL} events" in words
    assert "General Strike*" not in words
    svg = picture(built_in, "tour=one-idea&step=2", "svg").decode()
    red = THEMES["light"].red_text.lower()
    step = next(tour for tour in built_in.tours if tour.id == "one-idea").steps[1].event
    label = next(event.label for event in built_in.events if event.id == step)
    assert re.search(rf'fill="{red}"[^>]*>{re.escape(label)}', svg)


@pytest.mark.parametrize("name", [name for name in ODD if name != "nothing to draw"])
def test_every_odd_timeline_has_its_picture(name: str) -> None:
    t = read(ODD[name].encode(), "odd.yaml")
    svg = picture(t, "", "svg")
    assert [text for text in texts(svg) if text]


@pytest.mark.parametrize("words", [True, False])
def test_the_name_of_a_kind_that_is_wider_than_the_picture_is_cut(words: bool) -> None:
    name = "A kind of which very much has to be said before it is told from others"
    t = read(f"events: [{{id: a, title: A, date: 1926, kind: {name}}}]".encode(), "f")
    sheet = compose(select(seen(t)), "svg", Look(width=240, words=words))
    (shown,) = (text.words for text in words_of(sheet) if text.part == "legend")
    assert re.fullmatch(r"A kind of which [\w ]+…", shown)
    assert text_fit.width(shown, "sans", 12) <= 240 - 18 - 2 * 8


def words_of(sheet: Sheet) -> list[Text]:
    return [each for each in sheet.drawn if isinstance(each, Text)]


@pytest.mark.parametrize("view", ["", "from=9998", "to=9999-12-31"])
def test_the_last_day_that_can_be_written_is_drawn(view: str) -> None:
    svg = picture(read(ODD["to the last year"].encode(), "odd.yaml"), view, "svg")
    # an axis that cannot be drawn is one of the year 2000, and the events lie outside it
    assert any(text.endswith(" 9999") for text in texts(svg))
    assert {"A", "B"} <= set(texts(svg))


@pytest.mark.parametrize(
    "title", ["<b>x</b> & $x^2$", "</text><script>alert(1)</script>", "a\u0301" * 300]
)
def test_a_title_stays_the_text_that_it_is(title: str) -> None:
    text = f"timeline: {{title: '{title}'}}\nevents: [{{id: a, title: A, date: 1926}}]\n"
    svg = picture(read(text.encode(), "f"), "", "svg")
    shown = "".join(texts(svg))
    assert title in shown or (len(title) > 100 and "…" in shown)
    assert ET.fromstring(svg).find(f".//{SVG}script") is None


BOXES = """svg => {
  const host = document.createElement("div");
  host.style.cssText = "position: fixed; left: 0; top: 0; width: 1600px";
  host.innerHTML = svg;
  document.body.append(host);
  const found = [...host.querySelectorAll("text")].map(text => {
    const { x, y, right, bottom } = text.getBoundingClientRect();
    return [text.textContent, [x, y, right, bottom]];
  });
  host.remove();
  return found;
}"""


def test_the_browser_and_the_command_draw_alike(
    shown: Callable[..., Page], built_in: Timeline
) -> None:
    page, view = shown(), "from=1923&to=1927&event=general-strike"
    theirs = picture(built_in, view, "svg")
    ours = make(page, view, kind="svg")
    # labels may differ by a few, since a browser measures its own letters
    assert len(set(texts(theirs)) & set(texts(ours))) > 0.9 * len({*texts(theirs), *texts(ours)})
    boxes = [dict(page.evaluate(BOXES, svg.decode())) for svg in (theirs, ours)]
    sheet = compose(select(seen(built_in, view)), "svg", Look())
    chart = {text.words for text in words_of(sheet) if text.part not in ("legend", "words")}
    assert len(chart) > 40
    for words in boxes[0].keys() & boxes[1].keys() & chart:
        apart = [abs(a - b) for a, b in zip(boxes[0][words], boxes[1][words], strict=True)]
        assert max(apart) <= 1, (words, boxes[0][words], boxes[1][words])


def test_signs_that_xml_cannot_hold_are_left_out(built_in: Timeline) -> None:
    odd = replace(built_in, title="One\x00two\ufffe \u202ethree\x1b")
    svg = picture(odd, "lane=germany", "svg")
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
        picture(built_in, "", kind, look)  # type: ignore[arg-type]


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("kind", ["png", "pdf"])
def test_without_what_draws_one_line_says_how_to_get_it_and_svg_is_drawn(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: File,
    capsys: pytest.CaptureFixture[str],
    kind: str,
    library: str,
) -> None:
    assert library.replace("_", "-") in (ROOT / "requirements-pictures.txt").read_text("utf-8")
    for name in LIBRARIES:
        monkeypatch.setitem(sys.modules, name, None)
    assert not installed()
    assert main(["export", EVENTS, str(tmp_path / f"out.{kind}")]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert f"out.{kind}: PNG and PDF need resvg-py and typst" in line
    assert line.endswith("pip install -r requirements-pictures.txt")
    assert os.listdir(tmp_path) == []
    assert main(["export", EVENTS, str(tmp_path / "out.svg")]) == 0


@pytest.mark.parametrize("kind", ["png", "pdf"])
@pytest.mark.parametrize(
    ("label", "package"),
    [("日本の歴史", "fonts-noto-cjk"), ("ไทย", "fonts-noto-core"), ("한국사", "fonts-noto-cjk")],
)
def test_letters_that_no_font_here_has_are_told_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: File,
    capsys: pytest.CaptureFixture[str],
    kind: str,
    label: str,
    package: str,
) -> None:
    only(monkeypatch, "Liberation Sans", "Liberation Serif")
    path, out = tmp_path / "t.yaml", tmp_path / f"out.{kind}"
    path.write_text(f"events: [{{id: a, title: {label}, date: 1926}}]", "utf-8")
    assert main(["export", str(path), str(out)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert f"no font of this machine has the letters {sorted(label)[0]}" in line
    assert f"on Debian {package}; SVG needs none" in line
    assert not out.exists()
    assert main(["export", str(path), str(out.with_suffix(".svg"))]) == 0
    assert label in texts(out.with_suffix(".svg").read_bytes())


def test_signs_that_no_font_here_has_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, "Liberation Sans", "Liberation Serif")
    t = read("events: [{id: a, title: Landing 🚀 1969, date: 1969}]".encode(), "f")
    assert pdf_words(picture(t, "", "pdf")).count("Landing") == 1


def test_a_machine_without_fonts_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch)
    t = read(b"events: [{id: a, title: A, date: 1926}]", "f")
    with pytest.raises(MissingToolError, match="this machine has none: install one, on Debian"):
        picture(t, "", "png")
    assert "A" in texts(picture(t, "", "svg"))


def only(monkeypatch: pytest.MonkeyPatch, *families: str) -> None:
    """As if the machine had no other fonts."""
    kept = [font for font in fonts_at_hand() if font.family in families]
    monkeypatch.setattr(fonts, "fonts_at_hand", lambda: kept)
    for each in (fonts._has, fonts._faces, fonts._font):
        monkeypatch.setattr(fonts, each.__name__, cache(each.__wrapped__))


def pdf_words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return str(document[0].get_textpage().get_text_bounded())
    finally:
        document.close()


FACES = {"Liberation": 1.0, "DejaVu": 0.8, "Noto": 0.8, "Inter": 0.8}


@pytest.mark.parametrize("name", FACES)
def test_words_keep_to_their_room_in_other_letters(
    built_in: Timeline, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    sans, serif = SETS[name]
    if sans not in {font.family for font in fonts_at_hand()}:
        pytest.skip(f"{sans} is not installed")
    only(monkeypatch, sans, serif)
    sheet = compose(select(seen(built_in, "event=general-strike")), "png", Look())
    texts = words_of(sheet)
    faces = fonts.faces(texts)
    boxes = []
    for text in texts:
        face = faces[text.serif]
        assert face.families.startswith(f"'{serif if text.serif else sans}'")
        assert FACES[name] <= face.times <= 1
        font = fonts._font(face.families.split("'")[1], bold=text.bold)
        long = font.getlength(text.words) * text.size * face.times / 100
        left = text.x - {"start": 0, "middle": long / 2, "end": long}[text.anchor]
        boxes.append((left, text.y - 0.8 * text.size, left + long, text.y, text.words))
    for at, (left, top, right, foot, words) in enumerate(boxes):
        assert 0 <= left < right <= sheet.width, words
        for other in boxes[at + 1 :]:
            apart = right <= other[0] or other[2] <= left or foot <= other[1] or other[3] <= top
            assert apart, (words, other[4])
    opened(picture(built_in, "event=general-strike", "png"))
    assert pdf_words(picture(built_in, "event=general-strike", "pdf")).count("General Strike*") == 1


@pytest.mark.parametrize("theme", list(THEMES))
def test_each_kind_of_file_shows_the_same(built_in: Timeline, theme: str) -> None:
    look = Look(width=1200, theme=theme)
    view = "event=general-strike&from=1920&to=1930"
    png = opened(picture(built_in, view, "png", look)).convert("RGB")
    document = pypdfium2.PdfDocument(picture(built_in, view, "pdf", look))
    try:
        page = document[0].render(scale=4 / 3).to_pil().convert("RGB")
    finally:
        document.close()
    assert page.size == png.size
    apart = ImageChops.difference(png, page).convert("L").resize([n // 8 for n in png.size])
    # no eighth of the picture's pixels lies far from what stands there in the other
    assert sum(apart.histogram()[60:]) < 0.01 * apart.width * apart.height


def test_a_pdf_holds_its_fonts(built_in: Timeline) -> None:
    pdf = picture(built_in, "lane=germany", "pdf")
    assert pdf.count(b"/FontFile") >= 2


@pytest.mark.parametrize(
    "point", [(-10.0, 5.0), (50.0, 5.0), (110.0, 5.0), (50.0, -5.0), (50.0, 25.0)]
)
def test_an_arc_is_cut_off_at_the_edges_of_the_plot(point: tuple[float, float]) -> None:
    whole = [(20.0, 10.0), point, (80.0, 10.0)]
    stretches = list(_inside(whole, 100.0, 20.0))
    for stretch, _ in stretches:
        assert all(0 <= x <= 100 and 0 <= y <= 20 for x, y in stretch)
    inside = 0 <= point[0] <= 100 and 0 <= point[1] <= 20
    assert len(stretches) == (1 if inside else 2)
    assert [ends for _, ends in stretches] == [False] * (len(stretches) - 1) + [True]


def test_the_command_writes_a_picture(tmp_path: File, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "germany.png"
    options = ["--view", "lane=germany", "--width", "800", "--scale", "2", "--theme", "dark"]
    assert main(["export", EVENTS, str(out), *options]) == 0
    assert f"{GERMANY} of {TOTAL} events" in capsys.readouterr().out
    image = opened(out.read_bytes()).convert("RGB")
    assert image.width == 1600
    assert image.getpixel((2, 2)) == rgb(THEMES["dark"].paper)
    assert os.listdir(tmp_path) == [out.name]


def test_the_command_writes_a_transparent_bare_svg(tmp_path: File) -> None:
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
    tmp_path: File, capsys: pytest.CaptureFixture[str], name: str, options: list[str], said: str
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
    assert f"Sources: {sources}" in [each.words for each in words_of(sheet)]
