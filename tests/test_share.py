"""Share: every way out of the page carries the present view, and every file is one."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pypdfium2
import pytest
import zxingcpp
from axe import violations
from counts import TOTAL, events_in
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from pptx import Presentation
from published import listed, ready
from pybtex.database import parse_string
from serving import EVENTS, Site, served
from static_server import StaticSite, serve_folder

from timeline.cli import main
from timeline.page import npm

VIEW = "lane=germany&from=1918&to=1925"
TOLD = f"{events_in('germany', '1918', '1925')} of {TOTAL} events: Germany, 1918–1925"
NAME = "the-permanent-revolution"
PICTURE = 1600  # px, its width
DATA = {"csv", "json", "jsonld", "bib", "md", "timelinejs.csv", "timelinejs.json"}
WITHOUT_CLIPBOARD = """
    Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true });
"""
WITHOUT_ANY_WAY = WITHOUT_CLIPBOARD + "document.execCommand = () => false;"
UNDO = """() => {
    delete navigator.clipboard;
    delete navigator.share;
    delete document.execCommand;
    for (const meta of document.querySelectorAll("meta[name=timeline-network]")) meta.remove();
}"""

with_code = pytest.mark.skipif(
    npm.script(npm.QR) is None, reason="npm has not installed lean-qr: there is no code to read"
)


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[StaticSite, Path]]:
    """A web host with the timeline as a site and as one file, which know where they stand."""
    folder = tmp_path_factory.mktemp("host")
    with serve_folder(folder) as site:
        for name in ("site/", "timeline.html"):
            out = str(folder / name)
            assert main(["publish", str(EVENTS), out, "--address", f"{site.url}{name}"]) == 0
        yield site, folder


@pytest.fixture(scope="module")
def making(host: tuple[StaticSite, Path]) -> Iterator[Site]:
    """The timeline, served, with the one file to give away."""
    _, folder = host
    with served(one_file=(folder / "timeline.html").read_bytes) as site:
        yield site


@pytest.fixture
def lent(shown: Callable[..., Page]) -> Iterator[Callable[..., Page]]:
    """Pages as `shown` shows them; what a test changed in their browser is undone."""
    pages = []

    def show(query: str = "", **options: Any) -> Page:
        pages.append(shown(query, **options))
        return pages[-1]

    yield show
    for page in pages:
        page.evaluate(UNDO)
        page.context.clear_permissions()


def share(page: Page) -> Locator:
    """Open the dialog."""
    page.locator("#doings").get_by_role("button", name="Share").click()
    dialog = page.get_by_role("dialog", name="Share")
    expect(dialog).to_be_visible()
    return dialog


def ways(dialog: Locator) -> list[str]:
    return dialog.locator(".way h3").all_inner_texts()


def way(dialog: Locator, name: str) -> Locator:
    return dialog.locator(f'.way:has(h3:text-is("{name}"))')


def reachable(page: Page, address: str) -> None:
    """Let the page know an address at which others reach it, as its server would have told it."""
    page.evaluate(
        """(content) => {
          const meta = Object.assign(document.createElement("meta"), { content });
          meta.name = "timeline-network";
          document.head.append(meta);
        }""",
        address,
    )


def pasted(page: Page) -> str:
    """What a reader would paste now."""
    page.evaluate(
        """() => {
          const area = Object.assign(document.createElement("textarea"), { id: "pasted" });
          (document.querySelector("dialog[open]") || document.body).append(area);
          area.focus();
        }"""
    )
    page.keyboard.press("Control+V")
    words = page.locator("#pasted").input_value()
    page.locator("#pasted").evaluate("(area) => area.remove()")
    return words


# ---------------------------------------------------------------- the dialog


def test_it_says_which_view_it_carries(shown: Callable[..., Page], site: Site) -> None:
    dialog = share(shown(VIEW))
    expect(dialog).to_contain_text(TOLD)
    expect(dialog.get_by_label("Address of the present view")).to_have_value(f"{site.url}?{VIEW}")


def test_the_keyboard_alone_opens_reads_and_closes_it(
    shown: Callable[..., Page], site: Site
) -> None:
    page = shown()
    page.locator("#doings button").focus()
    page.keyboard.press("Enter")
    field = page.get_by_label("Address of the present view")
    expect(field).to_be_focused()
    selected = "(field) => field.value.slice(field.selectionStart, field.selectionEnd)"
    assert field.evaluate(selected) == site.url
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.textContent"))
    listed = page.locator("dialog :is(button, a)").all_inner_texts()
    assert len(listed) > 5
    assert set(listed) <= reached
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator("#doings button")).to_be_focused()


def test_an_open_event_is_shared_from_its_panel(shown: Callable[..., Page], site: Site) -> None:
    page = shown("event=german-october")
    page.locator("#event").get_by_role("button", name="share").click()
    field = page.get_by_label("Address of the present view")
    expect(field).to_have_value(f"{site.url}?event=german-october")


def test_a_step_of_a_tour_has_a_short_address(shown: Callable[..., Page], site: Site) -> None:
    query = "tour=chain-of-defeats&step=4"
    page = shown(query)
    page.wait_for_function("() => timeline.view().includes('event=')")
    field = share(page).get_by_label("Address of the present view")
    expect(field).to_have_value(f"{site.url}?{query}")


@pytest.mark.parametrize("theme", ["light", "dark", "projector"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_axe_finds_nothing_and_nothing_is_cut(
    lent: Callable[..., Page], theme: str, width: int
) -> None:
    page = lent(f"theme={theme}", viewport={"width": width, "height": 900})
    reachable(page, "http://192.168.1.20:8050/")
    dialog = share(page)
    assert violations(page, colours=width == 1280) == []
    cut = dialog.evaluate(
        """(dialog) => [dialog, ...dialog.querySelectorAll("*")]
          .filter((one) => one.clientWidth && one.scrollWidth > one.clientWidth + 1)
          .filter((one) => one.tagName !== "INPUT" && getComputedStyle(one).display !== "inline")
          .map((one) => one.outerHTML.slice(0, 80))"""
    )
    assert cut == []


# ---------------------------------------------------------------- link


def test_the_link_is_copied(lent: Callable[..., Page], site: Site) -> None:
    page = lent(VIEW)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    dialog = share(page)
    way(dialog, "Link").get_by_role("button", name="Copy").click()
    expect(dialog.get_by_role("status")).to_have_text("copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"{site.url}?{VIEW}"


def test_without_a_clipboard_the_old_way_copies(lent: Callable[..., Page], site: Site) -> None:
    page = lent(VIEW)
    page.evaluate(WITHOUT_CLIPBOARD)
    dialog = share(page)
    way(dialog, "Link").get_by_role("button", name="Copy").click()
    expect(dialog.get_by_role("status")).to_have_text("copied")
    assert pasted(page) == f"{site.url}?{VIEW}"


def test_where_nothing_copies_the_link_stands_selected(
    lent: Callable[..., Page], site: Site
) -> None:
    page = lent(VIEW)
    page.evaluate(WITHOUT_ANY_WAY)
    dialog = share(page)
    way(dialog, "Link").get_by_role("button", name="Copy").click()
    expect(dialog.get_by_role("status")).to_contain_text("press Ctrl+C")
    assert page.evaluate("getSelection().toString()") == f"{site.url}?{VIEW}"


def test_the_panel_copies_the_link_of_an_event_or_shows_it(
    lent: Callable[..., Page], site: Site
) -> None:
    page = lent("event=german-october")
    page.evaluate(WITHOUT_CLIPBOARD)
    button = page.locator("#event").get_by_role("button", name="copy link")
    button.click()
    expect(page.locator("#event .steps button", has_text="copied")).to_be_visible()
    assert pasted(page) == f"{site.url}?event=german-october"
    page.evaluate("() => { document.execCommand = () => false; }")
    button.click()
    offered = page.locator("dialog textarea")
    expect(offered).to_have_value(f"{site.url}?event=german-october")
    expect(offered).to_be_focused()


def test_the_system_s_own_sheet_is_given_title_and_address(
    lent: Callable[..., Page], site: Site
) -> None:
    page = lent(VIEW)
    page.evaluate(
        "() => { navigator.share = (what) => { window.sent = what; return Promise.resolve(); }; }"
    )
    send = share(page).get_by_role("button", name="Send")
    expect(send).to_have_count(0)  # to this machine alone there is nothing to send
    page.keyboard.press("Escape")
    reachable(page, "http://192.168.1.20:8050/")
    share(page)
    send.click()
    assert page.evaluate("sent") == {
        "title": site.timeline.title,
        "text": TOLD,
        "url": f"http://192.168.1.20:8050/?{VIEW}",
    }


def test_what_leads_to_this_machine_alone_says_so_and_offers_no_code_and_no_frame(
    shown: Callable[..., Page],
) -> None:
    dialog = share(shown())
    expect(way(dialog, "Link")).to_contain_text("It opens on this computer only.")
    assert not {"Code to scan", "Frame"} & set(ways(dialog))


# ---------------------------------------------------------------- code and frame


@with_code
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_camera_reads_the_code_on_the_screen_and_in_the_file(
    lent: Callable[..., Page], new_page: Callable[..., Page], theme: str
) -> None:
    address = "http://192.168.1.20:8050/"
    page = lent(f"lane=germany&theme={theme}".removesuffix("&theme=light"))
    reachable(page, address)
    dialog = share(page)
    query = page.evaluate("timeline.view()")
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        assert [one.text for one in zxingcpp.read_barcodes(picture)] == [f"{address}?{query}"]
    with page.expect_download() as coming:
        way(dialog, "Code to scan").get_by_role("button").click()
    svg = Path(coming.value.path()).read_text(encoding="utf-8")
    paper = new_page()
    paper.set_content(svg)
    with Image.open(io.BytesIO(paper.screenshot())) as picture:
        assert [one.text for one in zxingcpp.read_barcodes(picture)] == [f"{address}?{query}"]


class Frames(HTMLParser):
    """The attributes of each frame of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "iframe":
            self.found.append(dict(attrs))


def test_the_snippet_put_into_another_page_shows_the_view(
    new_page: Callable[..., Page], host: tuple[StaticSite, Path], console_errors: list[str]
) -> None:
    site, folder = host
    page = new_page()
    page.goto(f"{(folder / 'timeline.html').as_uri()}#{VIEW}")
    ready(page)
    frame = way(share(page), "Frame")
    frame.get_by_label("width").select_option("640")
    frame.get_by_label("height").fill("400")
    snippet = frame.get_by_role("textbox").input_value()
    [told] = Frames(snippet).found
    assert told["title"] == f"The Permanent Revolution: {TOLD}"
    assert (told["width"], told["height"]) == ("640", "400")
    assert (told["loading"], told["allow"]) == ("lazy", "fullscreen")
    # with an icon named, the browser asks the host for none
    head = '<!DOCTYPE html><title>A</title><link rel="icon" href="data:,">'
    (folder / "lesson.html").write_text(head + snippet)
    lesson = new_page()
    lesson.goto(f"{site.url}lesson.html")
    inside = lesson.frames[1]
    ready(inside)
    assert inside.evaluate("timeline.view()") == f"{VIEW}&mode=embed"
    box = lesson.locator("iframe").bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (640, 400)
    inside.evaluate("timeline.apply('event=german-october&mode=embed')")
    expect(inside.locator("#event .steps").last).to_be_visible()
    expect(inside.get_by_role("button", name="share")).to_have_count(0)  # no room for it
    assert console_errors == []


def test_a_snippet_escapes_what_it_is_given(shown: Callable[..., Page]) -> None:
    hostile = {"address": 'https://a.example/?q="><script>&b=<', "title": "</iframe>\"'&amp;<b>"}
    snippet = shown().evaluate(
        "({ address, title }) => timelineParts.links.snippet(address, title, '100%', 560)",
        hostile,
    )
    [told] = Frames(snippet).found
    assert told["src"] == hostile["address"]
    assert told["title"] == hostile["title"]
    assert snippet.count("<") == 2


def test_a_height_out_of_bounds_is_brought_within_them(lent: Callable[..., Page]) -> None:
    page = lent()
    reachable(page, "http://192.168.1.20:8050/")
    frame = way(share(page), "Frame")
    for typed, written in (("1", "240"), ("99999", "2000"), ("", "560"), ("300.4", "300")):
        frame.get_by_label("height").fill(typed)
        [told] = Frames(frame.get_by_role("textbox").input_value()).found
        assert told["height"] == written


def test_it_says_where_the_server_lets_no_other_page_frame_it(lent: Callable[..., Page]) -> None:
    page = lent()
    reachable(page, "http://192.168.1.20:8050/")
    expect(way(share(page), "Frame")).to_contain_text("framed by pages of its own host")


# ---------------------------------------------------------------- citation and paper


def test_it_leads_to_the_citation_of_the_view_and_of_the_event(
    shown: Callable[..., Page],
) -> None:
    page = shown(f"{VIEW}&event=german-october")
    cited = page.get_by_role("dialog", name="Cite").locator(".cited")
    way(share(page), "Citation").get_by_role("button", name="These events").click()
    expect(cited).to_have_text(TOLD)
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    way(share(page), "Citation").get_by_role("button", name="The event").click()
    expect(cited).to_have_text("The German crisis of October 1923")


def test_it_leads_to_the_sheets_of_the_view(shown: Callable[..., Page]) -> None:
    page = shown(VIEW)
    way(share(page), "Paper").get_by_role("button", name="Worksheet").click()
    expect(page.locator("#handout .sheet.worksheet")).to_be_visible()
    assert page.evaluate("timeline.view()") == f"{VIEW}&mode=print&sheet=worksheet"


# ---------------------------------------------------------------- files


def saved(page: Page, link: Locator) -> Path:
    """Click what saves a file, and where the file is, under the name that it was given."""
    with page.expect_download() as coming:
        link.click()
    path = Path(coming.value.path()).with_name(coming.value.suggested_filename)
    coming.value.save_as(path)
    return path


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


def titles(path: Path) -> set[str]:
    """The titles of the events that a file of data holds, read by a reader of its kind."""
    ending = path.name.split(".", 1)[1]
    if ending == "csv":
        return {row["title"] for row in csv.DictReader(io.StringIO(text(path)))}
    if ending == "timelinejs.csv":
        rows = csv.DictReader(io.StringIO(text(path)))
        return {row["Headline"] for row in rows if row["Type"] not in ("title", "era")}
    value = json.loads(text(path))
    if ending == "json":
        return {event["title"] for event in value["events"]}
    if ending == "timelinejs.json":
        return {event["text"]["headline"] for event in value["events"]}
    assert ending == "jsonld"
    return {node["name"] for node in value["@graph"] if node["@type"] == "Event"}


def in_view(page: Page, site: Site) -> set[str]:
    ids = set(page.evaluate("timeline.visible()"))
    assert 0 < len(ids) < len(site.timeline.events)
    return {event.title for event in site.timeline.events if event.id in ids}


def slide_texts(path: Path) -> list[str]:
    return [
        " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for slide in Presentation(str(path)).slides
    ]


def test_data_of_the_view_is_saved_in_every_form(shown: Callable[..., Page], site: Site) -> None:
    page = shown(VIEW)
    expected = in_view(page, site)
    data = way(share(page), "Data")
    files = {}
    for link in data.locator("li :is(a, button)").all():
        path = saved(page, link)
        assert path.name.startswith(f"{NAME}.")
        files[path.name.removeprefix(f"{NAME}.")] = path
        expect(page.locator(".share-said")).to_have_text(f"saved: {path.name}")
    assert set(files) == DATA
    for ending in ("csv", "json", "timelinejs.csv", "timelinejs.json"):
        assert titles(files[ending]) == expected, ending
    assert set(parse_string(text(files["bib"]), "bibtex").entries) >= {"chapter6"}
    assert all(title in text(files["md"]) for title in expected)
    assert all(title in text(files["jsonld"]) for title in expected)
    assert "General Strike in Britain" not in text(files["md"]) + text(files["jsonld"])


def test_slides_of_the_view_of_its_events_and_of_the_tour_are_saved(
    shown: Callable[..., Page], site: Site
) -> None:
    page = shown(VIEW)
    slides = way(share(page), "Slides")
    [one] = slide_texts(saved(page, slides.get_by_role("link", name="one slide")))
    assert TOLD in one
    events = slide_texts(saved(page, slides.get_by_role("link", name="a slide each")))
    told = in_view(page, site)
    assert all(any(title in words for words in events) for title in told)
    assert len(events) > len(told)
    tour = site.timeline.tours[0]
    shown(f"tour={tour.id}&step=2")
    link = way(share(page), "Slides").get_by_role("link", name=tour.title)
    assert len(slide_texts(saved(page, link))) > len(tour.steps)
    expect(way(page.get_by_role("dialog"), "Slides").get_by_role("link")).to_have_count(3)


def test_the_one_file_is_saved_and_opens(
    page: Page, new_page: Callable[..., Page], making: Site, tmp_path: Path
) -> None:
    making.open(page, VIEW)
    path = saved(page, way(share(page), "One file").get_by_role("link"))
    assert path.name == f"{NAME}.html"
    other = new_page(offline=True)
    other.goto(f"{path.as_uri()}#lane=germany")
    ready(other)
    assert "german-october" in listed(other)


@pytest.mark.parametrize(("words", "scale"), [("PNG", 1), ("PNG 2×", 2), ("PNG 4×", 4)])
def test_a_picture_is_saved_in_its_size(shown: Callable[..., Page], words: str, scale: int) -> None:
    page = shown(VIEW)
    picture = way(share(page), "Picture")
    path = saved(page, picture.get_by_role("button", name=words, exact=True))
    with Image.open(path) as image:
        assert image.width == scale * PICTURE
        assert image.mode == "RGB" or image.getchannel("A").getextrema() == (255, 255)
    expect(page.locator(".share-said")).to_have_text(f"saved: {NAME}.png")


def test_a_picture_has_a_transparent_ground_and_no_words_where_that_is_asked_for(
    shown: Callable[..., Page], site: Site
) -> None:
    page = shown(VIEW)
    picture = way(share(page), "Picture")
    words = svg_words(saved(page, picture.get_by_role("button", name="SVG")))
    assert {site.timeline.title, TOLD} <= words
    picture.get_by_label("transparent ground").check()
    with Image.open(saved(page, picture.get_by_role("button", name="PNG", exact=True))) as image:
        assert image.getchannel("A").getpixel((2, 2)) == 0
    picture.get_by_label("without title").check()
    words = svg_words(saved(page, picture.get_by_role("button", name="SVG")))
    assert not {site.timeline.title, TOLD} & words
    assert "German October*" in words


def svg_words(path: Path) -> set[str]:
    root = ElementTree.parse(path).getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    return {"".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")}


def test_the_picture_alone_is_printed_on_a_page_of_its_size(
    page: Page, new_page: Callable[..., Page], site: Site, tmp_path: Path
) -> None:
    page.add_init_script(
        "window.print = () => { top.printed = document.documentElement.outerHTML; };"
    )
    site.open(page, VIEW)
    way(share(page), "Picture").get_by_role("button", name="PDF").click()
    expect(page.locator(".share-said")).to_contain_text("Save as PDF")
    paper = new_page()
    paper.set_content(page.evaluate("printed"))
    (tmp_path / "picture.pdf").write_bytes(paper.pdf(prefer_css_page_size=True))
    document = pypdfium2.PdfDocument(tmp_path / "picture.pdf")
    try:
        [sheet] = document
        assert sheet.get_width() == pytest.approx(PICTURE * 72 / 96, abs=1)
        assert TOLD in sheet.get_textpage().get_text_bounded()
    finally:
        document.close()


# ---------------------------------------------------------------- without a server


def test_when_the_server_is_gone_what_it_makes_is_greyed_out_and_the_rest_goes_on(
    page: Page, console_errors: list[str]
) -> None:
    with served() as site:
        site.open_whole(page, VIEW)
        dialog = share(page)
        link = way(dialog, "Data").get_by_role("link", name="CSV", exact=True)
        expect(link).to_be_enabled()
        site.stop()
    note = dialog.get_by_text("what is greyed out is made there")
    expect(note).to_be_visible(timeout=20_000)
    expect(link).to_be_disabled()
    assert violations(page) == []
    link.click(force=True)
    expect(page.locator(".share-said")).to_be_empty()
    path = saved(page, way(dialog, "Picture").get_by_role("button", name="SVG"))
    assert TOLD in svg_words(path)
    assert "chapter6" in text(saved(page, way(dialog, "Data").get_by_role("button")))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    way(dialog, "Link").get_by_role("button", name="Copy").click()
    assert page.evaluate("navigator.clipboard.readText()") == f"{site.url}?{VIEW}"
    assert console_errors == []


def test_what_the_server_cannot_make_is_told_in_its_words(page: Page, site: Site) -> None:
    site.open(page, "q=nowhere+to+be+found")
    dialog = share(page)
    way(dialog, "Data").get_by_role("link", name="CSV", exact=True).click()
    expect(dialog.get_by_role("status")).to_contain_text("No event matches this view")
    page.route("**/export.*", lambda route: route.abort())
    way(dialog, "Data").get_by_role("link", name="CSV", exact=True).click()
    expect(dialog.get_by_role("status")).to_have_text("The server does not answer.")


def test_from_a_file_what_the_file_can_make_is_offered(page: Page, one_file: Path) -> None:
    page.context.set_offline(True)
    page.goto(f"{one_file.as_uri()}#{VIEW}")
    ready(page)
    dialog = share(page)
    expect(way(dialog, "Link")).to_contain_text("the page is a file here")
    expect(dialog.get_by_label("Address of")).to_have_value(f"{one_file.as_uri()}#{VIEW}")
    assert ways(dialog) == ["Link", "Picture", "Paper", "One file", "Data", "Citation"]
    expect(way(dialog, "One file").get_by_role("link")).to_have_count(0)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    way(dialog, "Link").get_by_role("button", name="Copy").click()
    expect(dialog.get_by_role("status")).to_have_text("copied")
    with Image.open(saved(page, way(dialog, "Picture").get_by_role("button").first)) as image:
        assert image.width == PICTURE
    assert "chapter6" in text(saved(page, way(dialog, "Data").get_by_role("button")))
    assert violations(page) == []


def test_a_file_on_the_web_gives_itself(page: Page, host: tuple[StaticSite, Path]) -> None:
    site, folder = host
    page.goto(f"{site.url}timeline.html?{VIEW}")
    ready(page)
    path = saved(page, way(share(page), "One file").get_by_role("link"))
    assert path.read_bytes() == (folder / "timeline.html").read_bytes()


def test_in_a_site_the_files_made_at_publishing_are_offered_as_the_whole_timeline(
    page: Page, host: tuple[StaticSite, Path], site: Site, console_errors: list[str]
) -> None:
    static, folder = host
    page.goto(f"{static.url}site/?{VIEW}")
    ready(page)
    dialog = share(page)
    data = way(dialog, "Data")
    expect(data).to_contain_text("Of the whole timeline, whatever is in sight.")
    for link in data.get_by_role("link").all():
        path = saved(page, link)
        assert path.read_bytes() == (folder / "site" / "downloads" / path.name).read_bytes()
    assert titles(saved(page, data.get_by_role("link", name="CSV", exact=True))) == {
        event.title for event in site.timeline.events
    }
    path = saved(page, way(dialog, "One file").get_by_role("link"))
    assert path.read_bytes() == (folder / "site" / "downloads" / path.name).read_bytes()
    assert violations(page) == []
    assert console_errors == []


def test_in_a_site_the_slides_made_at_publishing_are_offered_as_such(
    page: Page, host: tuple[StaticSite, Path], site: Site
) -> None:
    static, _ = host
    tour = site.timeline.tours[0]
    page.goto(f"{static.url}site/?tour={tour.id}&lane=germany")
    ready(page)
    slides = way(share(page), "Slides")
    one, told = slides.get_by_role("link").all()
    expect(one).to_have_text("The whole timeline, one slide")
    [words] = slide_texts(saved(page, one))
    assert f"{len(site.timeline.events)} events" in words
    expect(told).to_have_text(f"The tour “{tour.title}”")
    path = saved(page, told)
    assert path.name == f"{NAME}-{tour.id}.pptx"
    assert len(slide_texts(path)) > len(tour.steps)


def test_in_a_sandbox_nothing_is_asked_that_it_forbids(
    page: Page, one_file: Path, tmp_path: Path, console_errors: list[str]
) -> None:
    (tmp_path / "lesson.html").write_text(
        '<!DOCTYPE html><title>Lesson</title><iframe sandbox="allow-scripts" '
        f'width="1200" height="760" src="{one_file.as_uri()}#{VIEW}"></iframe>'
    )
    page.goto((tmp_path / "lesson.html").as_uri())
    page.wait_for_function("() => window.frames.length === 1")
    inside = page.frames[1]
    ready(inside)
    inside.locator("#doings").get_by_role("button", name="Share").click()
    dialog = inside.get_by_role("dialog", name="Share")
    way(dialog, "Link").get_by_role("button", name="Copy").click()
    expect(dialog.get_by_role("status")).to_have_text("copied")
    way(dialog, "Picture").get_by_role("button").first.click()
    expect(inside.locator("dialog.picture img")).to_be_visible()
    inside.locator("dialog.picture button").click()
    way(dialog, "Data").get_by_role("button").click()
    expect(inside.get_by_label(f"{NAME}.bib").locator("textarea")).to_be_visible()
    assert console_errors == []
