"""The page in a frame of another page: its size, its keys, what it tells, who may frame it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import plotly_dom
import pytest
from axe import violations
from playwright.sync_api import Frame, Page, expect
from serving import EVENTS, Site, apply, served
from static_server import StaticSite, serve_folder
from test_drawn_labels import MEASURE

from timeline.reading.load import load

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
NODE_MODULES = EXAMPLES.parent / "node_modules"
SIZES = [(320, 240), (480, 320), (640, 400), (400, 700), (960, 540), (1280, 720), (1920, 1080)]
# As many lanes as the smallest frame holds; of more, the chart scrolls within it.
LANES = [lane.id for lane in load(EVENTS).lanes][:9]
NINE = f"lane={','.join(LANES)}"
VIEWS = [
    NINE,
    f"{NINE}&event=german-october",
    "lane=germany,britain&event=general-strike&theme=dark",
    f"{NINE}&from=1923&to=1924&theme=projector",
    "view=chronicle",
    f"{NINE}&tour=one-idea&step=3",
]
CHROME = "#switches, #filters, #legend, #doings, #sources, #colophon, #introduction, .skip"
SEEN = """(parts) => [...document.querySelectorAll(parts)]
  .filter((node) => node.getClientRects().length)
  .filter((node) => node.checkVisibility({ visibilityProperty: true }))
  .map((node) => node.id || node.className)"""

PARENT = """<!DOCTYPE html><html lang="en"><title>Lesson</title><link rel="icon" href="data:,">
<input id="before" autofocus>{frames}<button id="after">after</button>
<script>
  const told = [];
  addEventListener("message", ({{ data }}) => told.push(data));
</script></html>"""


def framed(address: str, width: int = 640, height: int = 400, more: str = "") -> str:
    src = address.replace("&", "&amp;")
    return (
        f'<iframe title="Timeline" src="{src}" {more} '
        f'style="width: {width}px; height: {height}px; border: 0"></iframe>'
    )


@pytest.fixture(scope="module")
def frameable() -> Iterator[Site]:
    """The built-in timeline, served so that any page may frame it."""
    with served(frame_ancestors=("*",)) as site:
        yield site


@pytest.fixture
def parent(page: Page, tmp_path: Path, console_errors: list[str]) -> Iterator[Callable[..., Page]]:
    """Opens a page of another origin, with frames in it; the console must stay clean."""
    with serve_folder(tmp_path) as host:

        def open_parent(*frames: str) -> Page:
            html = PARENT.format(frames="".join(frames))
            (tmp_path / "lesson.html").write_text(html, encoding="utf-8")
            page.goto(f"{host.url}lesson.html")
            return page

        yield open_parent
    assert console_errors == []


def ready(frame: Frame) -> Frame:
    frame.wait_for_selector("html[data-ready]", state="attached")
    return frame


def told(page: Page, kind: str) -> list[Any]:
    key = {"view": "query", "height": "px"}[kind]
    messages = page.evaluate("told")
    assert all(message["v"] == 1 for message in messages)
    return [one[key] for one in messages if one["type"] == f"timeline:{kind}"]


def wait_told(page: Page, kind: str, value: Any) -> None:
    key = {"view": "query", "height": "px"}[kind]
    page.wait_for_function(
        "([type, key, value]) => told.some((one) => one.type === type && one[key] === value)",
        arg=[f"timeline:{kind}", key, value],
    )


def window(frame: Page | Frame) -> list[str]:
    edges: list[str] = frame.evaluate(plotly_dom.RANGE)
    return edges


def lanes(frame: Page | Frame) -> list[str]:
    """The names of the lanes, without the counts below them."""
    return [
        name
        for name in frame.locator(f"#timeline {plotly_dom.LANES} text").all_text_contents()
        if not name.startswith("+") and name.strip()
    ]


# ---------------------------------------------------------------- it fits


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_it_fits_its_frame_without_scrollbars_or_chrome(
    shown: Callable[..., Page], size: tuple[int, int]
) -> None:
    width, height = size
    page = shown("mode=embed", viewport={"width": width, "height": height})
    for query in VIEWS:
        apply(page, f"{query}&mode=embed")
        scrolled = page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
        )
        assert scrolled == [width, height], query
        assert page.evaluate(SEEN, CHROME) == [], query
        expect(page.locator("#masthead h1")).to_be_visible()
        if "chronicle" in query:
            expect(page.locator("#timeline")).to_be_hidden()
            continue
        plot = page.locator(f"#timeline {plotly_dom.CANVAS}").first.bounding_box()
        assert plot is not None
        assert plot["y"] + plot["height"] <= height + 1, query
        found = page.evaluate(MEASURE)
        assert found["faults"] == [], query


def test_without_an_event_all_lanes_in_use_stand_in_the_smallest_frame(
    shown: Callable[..., Page], site: Site
) -> None:
    page = shown(f"{NINE}&mode=embed", viewport={"width": 320, "height": 240})
    assert lanes(page) == [lane.short for lane in site.timeline.lanes if lane.id in LANES]
    for name in page.locator(f"#timeline {plotly_dom.LANES} text").all():
        box = name.bounding_box()
        assert box is not None
        assert 0 <= box["y"] <= box["y"] + box["height"] <= 240


def test_only_the_lanes_in_use_are_drawn_by_their_short_names(
    shown: Callable[..., Page], site: Site
) -> None:
    short = {lane.id: lane.short for lane in site.timeline.lanes}
    page = shown("lane=germany,comintern&mode=embed")
    assert lanes(page) == [short["comintern"], short["germany"]]
    here = apply(page, "from=1936&to=1940&mode=embed")
    used = {event.lane for event in site.timeline.events if event.id in here}
    assert lanes(page) == [name for lane, name in short.items() if lane in used]
    assert 0 < len(used) < 5
    page.locator("#zoom-home").click()
    page.wait_for_function("() => timeline.view() === 'mode=embed'")
    assert lanes(page) == list(short.values())
    apply(page, "lane=germany&event=general-strike&mode=embed")
    assert lanes(page) == [short["germany"], short["britain"]], "the chosen event is always drawn"


def test_looking_closer_takes_no_lane_away(shown: Callable[..., Page], site: Site) -> None:
    page = shown("mode=embed")
    before = lanes(page)
    for _ in range(4):
        page.locator("#zoom-in").click()
    page.wait_for_function("() => timeline.view().includes('from=')")
    assert len(page.evaluate("timeline.visible()")) < len(site.timeline.events)
    assert lanes(page) == before


# ---------------------------------------------------------------- the chosen event


def test_in_a_small_frame_the_event_lies_over_the_chart_and_closes(
    shown: Callable[..., Page],
) -> None:
    page = shown("mode=embed", viewport={"width": 320, "height": 240})
    page.locator(f"#timeline {plotly_dom.NAMES}", has_text="General Strike").first.click(force=True)
    expect(page.locator("#event-title")).to_contain_text("General Strike")
    panel = page.locator("#event").bounding_box()
    chart = page.locator("#chart").bounding_box()
    assert panel is not None
    assert chart is not None
    assert panel["width"] == 320
    assert panel["height"] == chart["height"]
    assert page.evaluate("document.querySelector('#chart').inert")
    assert page.evaluate("document.activeElement.id") == "event-title"
    assert page.evaluate("document.querySelector('#event').scrollHeight > innerHeight")
    page.mouse.move(160, 150)
    page.mouse.wheel(0, 400)
    page.wait_for_function("() => document.querySelector('#event').scrollTop > 100")
    page.locator("#event .close").click()
    expect(page.locator("#event")).to_be_hidden()
    assert page.evaluate("document.activeElement.id") == "timeline"
    assert not page.evaluate("document.querySelector('#chart').inert")


@pytest.mark.parametrize(
    ("size", "side"), [((960, 540), "beside"), ((640, 400), "beside"), ((400, 700), "below")]
)
def test_where_there_is_room_chart_and_event_stand_together(
    shown: Callable[..., Page], size: tuple[int, int], side: str
) -> None:
    viewport = {"width": size[0], "height": size[1]}
    page = shown("event=german-october&mode=embed", viewport=viewport)
    panel = page.locator("#event").bounding_box()
    chart = page.locator(f"#timeline {plotly_dom.CANVAS}").first.bounding_box()
    assert panel is not None
    assert chart is not None
    if side == "beside":
        assert chart["x"] + chart["width"] <= panel["x"]
    else:
        assert chart["y"] + chart["height"] <= panel["y"]
    assert panel["y"] + panel["height"] <= size[1]
    assert not page.evaluate("document.querySelector('#chart').inert")
    expect(page.locator("#event .step.close")).to_be_in_viewport()
    page.locator("#event .step.close").click()
    expect(page.locator("#event")).to_be_hidden()
    page.wait_for_function(
        plotly_dom.script("""() => {
      const { width, height } = document.querySelector('#timeline').getBoundingClientRect();
      const drawn = document.querySelector('#timeline @CANVAS@').getBoundingClientRect();
      return width > innerWidth - 60 && Math.abs(width - drawn.width) < 2 && drawn.height <= height;
    }""")
    )


def test_a_step_of_a_tour_keeps_the_way_out_in_sight(shown: Callable[..., Page]) -> None:
    page = shown("tour=one-idea&step=3&mode=embed", viewport={"width": 320, "height": 240})
    expect(page.locator("#event .tour .say")).to_be_in_viewport()
    expect(page.locator("#event-body > .steps .close")).to_be_in_viewport()
    page.locator("#event .tour button", has_text="forward").click()
    page.wait_for_function("() => timeline.view().includes('step=4')")


def test_a_source_opens_in_the_whole_timeline(page: Page, site: Site) -> None:
    site.open(page, "event=german-october&mode=embed")
    with page.expect_popup() as opened:
        page.locator("#event button", has_text="read in source").first.click()
    assert opened.value.url == f"{site.url}?event=german-october&view=sources"
    assert page.evaluate("timeline.view()") == "event=german-october&mode=embed"


# ---------------------------------------------------------------- the line, the list


def test_the_line_tells_the_view_and_opens_the_whole_timeline(page: Page, site: Site) -> None:
    query = "lane=germany&from=1919&to=1924&event=german-october&calendar=os&theme=dark"
    site.open(page, f"{query}&mode=embed")
    link = page.get_by_role("link", name="open the whole timeline")
    assert page.evaluate("document.querySelector('#embed a').search") == f"?{query}"
    assert link.get_attribute("target") == "_blank"
    assert link.get_attribute("rel") == "noopener"
    sentence = page.locator("#embed .embed-sentence")
    expect(sentence).to_have_text(page.locator("#status").text_content() or "none")
    with page.expect_popup() as opened:
        link.click()
    whole = opened.value
    whole.wait_for_selector("html[data-ready]", state="attached")
    expect(whole.locator("#filters")).to_be_visible()
    assert whole.evaluate("timeline.view()") == query
    apply(page, "q=strike&mode=embed")
    expect(sentence).to_contain_text("“strike”")
    assert page.evaluate("document.querySelector('#embed a').search") == "?q=strike"


def test_what_of_the_address_is_not_understood_is_said(shown: Callable[..., Page]) -> None:
    page = shown("lane=narnia&mode=embed")
    expect(page.locator("#embed .embed-sentence")).to_contain_text("no such lane")


def test_filters_chosen_in_the_frame_go_back_to_those_it_began_with(page: Page, site: Site) -> None:
    site.open(page, "lane=germany&mode=embed")
    back = page.get_by_role("button", name="as at first")
    expect(back).to_be_hidden()
    apply(page, "q=strike&mode=embed")
    back.click()
    assert page.evaluate("timeline.view()") == "lane=germany&mode=embed"
    expect(back).to_be_hidden()


def test_the_chronicle_is_laid_out_unseen_and_comes_as_a_list(
    shown: Callable[..., Page],
) -> None:
    page = shown("lane=germany&mode=embed")
    listed = """() => [...document.querySelectorAll('#chronicle [data-event]')]
      .filter((node) => node.getClientRects().length).map((node) => node.dataset.event)"""
    assert page.evaluate(listed) == page.evaluate("timeline.visible()")
    expect(page.locator("#chronicle [data-event]").first).to_be_hidden()
    page.get_by_role("button", name="list").click()
    entry = page.locator("#chronicle [data-event='german-october']")
    expect(entry).to_be_visible()
    entry.locator("a").press("Enter")
    expect(page.locator("#event-title")).to_be_focused()
    page.get_by_role("button", name="chart").click()
    expect(entry).to_be_hidden()
    expect(page.locator(f"#timeline {plotly_dom.CHOSEN_LABEL}")).to_contain_text("German October")


@pytest.mark.parametrize("size", [(320, 240), (1280, 720)], ids=str)
def test_it_is_accessible(shown: Callable[..., Page], size: tuple[int, int]) -> None:
    page = shown("mode=embed", viewport={"width": size[0], "height": size[1]})
    for query in VIEWS:
        apply(page, f"{query}&mode=embed")
        assert violations(page, colours=size[0] == 1280) == [], query


# ---------------------------------------------------------------- in a page of another origin


def test_it_tells_the_page_around_it_the_view_and_the_height(
    parent: Callable[..., Page], frameable: Site
) -> None:
    page = parent(framed(f"{frameable.url}?lane=germany&mode=embed"))
    frame = ready(page.frames[1])
    wait_told(page, "view", "lane=germany&mode=embed")
    page.wait_for_function("() => told.some(({ type }) => type === 'timeline:height')")
    apply(frame, "lane=germany,britain&event=general-strike&mode=embed")
    wait_told(page, "view", "lane=germany,britain&event=general-strike&mode=embed")
    apply(frame, "lane=germany,britain&event=general-strike&mode=embed")
    apply(frame, "mode=embed")
    wait_told(page, "view", "mode=embed")
    assert told(page, "view") == [
        "lane=germany&mode=embed",
        "lane=germany,britain&event=general-strike&mode=embed",
        "mode=embed",
    ]
    frame.locator("#zoom-in").click()
    page.wait_for_function("""() =>
      told.findLast(({ type }) => type === "timeline:view").query.startsWith("from=")""")


def test_the_height_it_wishes_for_is_reached_in_one_step_and_then_left_alone(
    parent: Callable[..., Page], frameable: Site
) -> None:
    page = parent(framed(f"{frameable.url}?mode=embed", 640, 240))
    frame = ready(page.frames[1])
    page.evaluate("""() => addEventListener("message", ({ data }) => {
      if (data.type !== "timeline:height") return;
      document.querySelector("iframe").style.height = `${data.px}px`;
    })""")
    page.wait_for_function("() => told.some(({ type }) => type === 'timeline:height')")
    [wish] = told(page, "height")
    assert 380 < wish <= 700
    page.evaluate("px => { document.querySelector('iframe').style.height = `${px}px`; }", wish)
    frame.wait_for_function("px => innerHeight === px", arg=wish)
    apply(frame, "event=general-strike&mode=embed")
    apply(frame, "lane=germany&mode=embed")
    page.wait_for_function("wish => told.filter(({ px }) => px).at(-1).px < wish", arg=wish)
    assert told(page, "height") == [wish, 380], "an event changes nothing, one lane is less"


def test_it_takes_no_focus_until_it_is_given_some(
    parent: Callable[..., Page], frameable: Site
) -> None:
    views = ("mode=embed", "event=german-october&mode=embed", "tour=one-idea&mode=present", "")
    page = parent(*(framed(f"{frameable.url}?{query}", 400, 300) for query in views))
    for frame in page.frames[1:]:
        ready(frame)
        frame.wait_for_function("() => !document.hasFocus()")
    assert page.evaluate("document.activeElement.id") == "before"
    page.keyboard.type("p/")
    assert page.locator("#before").input_value() == "p/"
    assert [frame.evaluate("timeline.view()").split("mode=")[-1] for frame in page.frames[1:3]] == [
        "embed",
        "embed",
    ]


def test_tab_goes_through_the_frame_and_out_again(
    parent: Callable[..., Page], frameable: Site
) -> None:
    page = parent(framed(f"{frameable.url}?event=german-october&mode=embed"))
    frame = ready(page.frames[1])
    stops: list[str] = []
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "after":
            break
        stops.append(frame.evaluate("document.activeElement.id || document.activeElement.tagName"))
    else:
        pytest.fail(f"the focus never left the frame: {stops}")
    assert "timeline" in stops
    assert not {"search", "cite-view"} & set(stops), "nothing unseen is on the way"
    unseen = frame.evaluate("""() => [...document.querySelectorAll("a, button, [tabindex='0']")]
      .filter((node) => node.checkVisibility({ visibilityProperty: true })).length""")
    assert len(stops) <= unseen + 3


def test_keys_act_in_the_frame_that_has_the_focus_and_esc_gives_them_back(
    parent: Callable[..., Page], frameable: Site
) -> None:
    page = parent(framed(f"{frameable.url}?event=german-october&mode=embed"))
    frame = ready(page.frames[1])
    page.evaluate("""() => {
      window.pressed = [];
      addEventListener("keydown", ({ key }) => pressed.push(key));
    }""")
    page.keyboard.press("ArrowRight")
    assert frame.evaluate("timeline.view()") == "event=german-october&mode=embed"
    frame.locator("#event-title").click()
    page.keyboard.press("ArrowRight")
    frame.wait_for_function("() => !timeline.view().includes('event=german-october')")
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    frame.wait_for_function("() => timeline.view() === 'mode=embed'")
    assert page.evaluate("pressed") == ["ArrowRight"]
    page.keyboard.press("Escape")
    page.wait_for_function("() => document.activeElement === document.body")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("pressed") == ["ArrowRight", "ArrowRight"]


def test_the_wheel_scrolls_the_page_around_a_frame_and_never_zooms_in_it(
    parent: Callable[..., Page], frameable: Site
) -> None:
    page = parent(framed(f"{frameable.url}?mode=embed"), "<div style='height: 3000px'></div>")
    frame = ready(page.frames[1])
    before = window(frame)
    frame.locator("#timeline").focus()
    box = frame.locator("#timeline").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 400, box["y"] + 150)
    page.mouse.wheel(0, 300)
    page.wait_for_function("() => scrollY > 200")
    page.evaluate("scrollTo(0, 0)")
    frame.evaluate(
        plotly_dom.script("""() => document.querySelector('@CHART@').dispatchEvent(
      new WheelEvent('wheel', { deltaY: -300, ctrlKey: true, clientX: 400, clientY: 150,
        bubbles: true, cancelable: true }))""")
    )
    frame.evaluate("() => new Promise((done) => setTimeout(done, 400))")
    assert window(frame) == before
    frame.locator("#zoom-in").click()
    frame.wait_for_function("() => timeline.view().includes('from=')")


def test_made_in_a_hidden_frame_it_has_its_size_once_it_is_shown(
    parent: Callable[..., Page], frameable: Site
) -> None:
    page = parent(
        framed(f"{frameable.url}?event=german-october&mode=embed").replace(
            "border: 0", "display: none"
        )
    )
    frame = page.frames[1]
    frame.wait_for_function("() => window.timelineParts !== undefined")
    page.evaluate("() => { document.querySelector('iframe').style.display = 'block'; }")
    ready(frame)
    frame.wait_for_function(
        plotly_dom.script("""() => {
      const [host, drawn] = ['#timeline', '#timeline @CANVAS@']
        .map((one) => document.querySelector(one).getBoundingClientRect());
      return host.width > 200 && Math.abs(host.width - drawn.width) < 2 && drawn.height <= 400;
    }""")
    )
    assert frame.evaluate(MEASURE)["faults"] == []


@pytest.mark.parametrize("allowed", [True, False], ids=["may fill the screen", "may not"])
def test_a_presentation_fills_its_frame_and_goes_back_to_it(
    parent: Callable[..., Page], frameable: Site, allowed: bool
) -> None:
    more = 'allow="fullscreen"' if allowed else ""
    page = parent(framed(f"{frameable.url}?tour=one-idea&mode=embed", 960, 540, more))
    frame = ready(page.frames[1])
    assert frame.evaluate("document.fullscreenEnabled") is allowed
    frame.locator("#event .tour button", has_text="present").click()
    expect(frame.locator("#present .stage-title")).to_be_visible()
    if not allowed:
        assert frame.evaluate("[innerWidth, innerHeight]") == [960, 540]
        stage = frame.evaluate("document.body.getBoundingClientRect().toJSON()")
        assert (stage["width"], stage["height"]) == (960, 540)
    page.keyboard.press("ArrowRight")
    frame.wait_for_function("() => timeline.view().includes('step=2')")
    page.keyboard.press("Escape")
    frame.wait_for_function("() => timeline.view().endsWith('&tour=one-idea&step=2&mode=embed')")


def test_a_frame_that_presents_from_its_address_leaves_to_the_frame(
    parent: Callable[..., Page], frameable: Site
) -> None:
    page = parent(framed(f"{frameable.url}?tour=one-idea&step=2&mode=present", 960, 540))
    frame = ready(page.frames[1])
    frame.locator("#present").click(position={"x": 300, "y": 150})
    page.keyboard.press("Escape")
    frame.wait_for_function("() => timeline.view().includes('mode=embed')")
    expect(frame.locator("#filters")).to_be_hidden()


def test_two_frames_of_one_page_do_not_disturb_each_other(
    parent: Callable[..., Page], frameable: Site
) -> None:
    page = parent(
        framed(f"{frameable.url}?lane=germany&mode=embed", 480, 320),
        framed(f"{frameable.url}?lane=china&mode=embed", 480, 320),
    )
    one, other = map(ready, page.frames[1:3])
    apply(one, "lane=britain&mode=embed")
    assert lanes(one) == ["Britain"]
    assert lanes(other) == ["China"]


# ---------------------------------------------------------------- who may frame it


@contextmanager
def host_of(folder: Path, name: str) -> Iterator[StaticSite]:
    (folder / name).mkdir()
    with serve_folder(folder / name) as host:
        yield host


def test_a_page_that_names_its_frames_refuses_all_others(page: Page, tmp_path: Path) -> None:
    with (
        host_of(tmp_path, "school") as school,
        host_of(tmp_path, "stranger") as stranger,
        served(frame_ancestors=(school.url.rstrip("/"),)) as site,
    ):
        for name in ("school", "stranger"):
            html = PARENT.format(frames=framed(f"{site.url}?mode=embed"))
            (tmp_path / name / "lesson.html").write_text(html, encoding="utf-8")
        page.goto(f"{school.url}lesson.html")
        ready(page.frames[1])
        with page.expect_event("console", lambda message: "frame-ancestors" in message.text):
            page.goto(f"{stranger.url}lesson.html")
        assert page.frames[1].locator("#timeline").count() == 0
        assert page.evaluate("told") == []


# ---------------------------------------------------------------- the examples


@pytest.fixture(scope="module")
def examples(one_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples with the published timeline beside them, as README tells to make it."""
    folder = tmp_path_factory.mktemp("examples")
    (folder / "examples").mkdir()
    for name in ("embed.html", "slides.html", "sandbox.html"):
        shutil.copy(EXAMPLES / name, folder / "examples")
    shutil.copy(one_file, folder / "examples" / "timeline.html")
    if NODE_MODULES.exists():
        (folder / "node_modules").symlink_to(NODE_MODULES)
    return folder


@pytest.fixture(params=["web", "disk"])
def example(
    request: pytest.FixtureRequest, page: Page, examples: Path, console_errors: list[str]
) -> Iterator[Callable[[str], Page]]:
    """Opens an example from a plain web server, or from the disk."""
    with serve_folder(examples) as host:
        base = host.url if request.param == "web" else f"{examples.as_uri()}/"

        def open_example(name: str) -> Page:
            page.goto(f"{base}examples/{name}")
            return page

        yield open_example
    assert console_errors == []


def test_the_plain_page_gives_its_frame_the_height_and_follows_the_view(
    example: Callable[[str], Page],
) -> None:
    page = example("embed.html")
    frame = ready(page.frames[1])
    assert lanes(frame) == ["Comintern", "Germany"]
    expect(page.locator("#view")).to_have_text("lane=comintern,germany&from=1918&to=1933")
    page.wait_for_function("() => document.querySelector('iframe').clientHeight !== 400")
    frame.locator(f"#timeline {plotly_dom.NAMES}", has_text="German October").first.click(
        force=True
    )
    expect(frame.locator("#event-title")).to_contain_text("October 1923")
    expect(page.locator("#view")).to_contain_text("event=german-october")


def test_the_sandboxed_page_shows_the_event_and_its_evidence(
    example: Callable[[str], Page],
) -> None:
    page = example("sandbox.html")
    frame = ready(page.frames[1])
    assert frame.evaluate("window.origin") == "null"
    expect(frame.locator("#event-title")).to_contain_text("General Strike")
    assert frame.locator("#event blockquote[data-excerpt]").count() > 1
    frame.locator("#event .step.close").click()
    expect(frame.locator("#event")).to_be_hidden()
    frame.get_by_role("button", name="list").click()
    expect(frame.locator("#chronicle [data-event='general-strike']")).to_be_visible()


@pytest.mark.skipif(
    not (NODE_MODULES / "reveal.js").exists(),
    reason="reveal.js is not installed (npm install): the slides were not opened",
)
def test_slides_hold_it_at_its_size_and_keep_their_keys(example: Callable[[str], Page]) -> None:
    page = example("slides.html")
    page.wait_for_function("() => Reveal.isReady()")
    expect(page.locator("iframe")).to_have_count(2)
    page.wait_for_function("() => frames.length === 2")
    for frame in page.frames[1:]:
        ready(frame)
    assert page.evaluate("document.activeElement === document.body")
    place = "() => Reveal.getIndices().h"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(place) == 2
    frame = next(one for one in page.frames[1:] if "german-october" in one.url)
    frame.wait_for_function(
        plotly_dom.script("""() => {
      const [host, drawn] = ['#timeline', '#timeline @CANVAS@']
        .map((one) => document.querySelector(one).getBoundingClientRect().width);
      return innerWidth > 1000 && host > 500 && Math.abs(host - drawn) < 2;
    }""")
    )
    frame.locator("#event-title").click()
    page.keyboard.press("ArrowRight")
    frame.wait_for_function("() => !timeline.view().includes('event=german-october')")
    assert page.evaluate(place) == 2
    page.keyboard.press("Escape")
    frame.wait_for_function("() => !timeline.view().includes('event=')")
    page.keyboard.press("Escape")
    page.wait_for_function("() => document.activeElement === document.body")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(place) == 3
    assert not page.evaluate("Reveal.isOverview()")
