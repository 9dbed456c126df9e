"""The chart in a browser, without the page: what it draws, and how it moves under the hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import browser_parts
import plotly
import plotly_dom
import pytest
from playwright.sync_api import Browser, Page
from serving import EVENTS

import timeline
from timeline.drawing import theme, ticks
from timeline.drawing.scene import escaped
from timeline.page import bundle
from timeline.page.bundle import ASSETS
from timeline.page.document import build_document
from timeline.prepared import prepare
from timeline.views.table import DIFFERS

PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
SCRIPTS = [
    path
    for path in bundle.scripts()
    if path.relative_to(ASSETS).parts[0] in ("parts.js", "base", "chart")
    or path.name == "told.js"  # what the chart asks of others
]
STATE = {"mask": None, "window": None, "selected": None, "theme": "light", "calendar": "ns"}

SHELL = """<!doctype html><html lang="en"><meta charset="utf-8"><title>chart</title>
<style>body {{ margin: 0; height: 3000px }} #timeline {{ width: 100vw; height: 600px }}
{css}</style>
<div id="timeline"><div id="graph"></div></div>{scripts}"""

START = """async ([doc, state]) => {
    window.doc = doc;
    window.log = [];
    const host = document.getElementById("timeline");
    const size = { width: host.clientWidth, height: host.clientHeight };
    const figure = timelineParts.chart.figure(doc, state, size);
    const graph = await timelineParts.chart.first(document.getElementById("graph"), figure);
    window.chart = timelineParts.chart.create(graph, doc, {
        onSelect: (id) => log.push(["select", id]),
        onWindow: (span, final) => { if (final) log.push(["window", ...span]); },
        onHover: (id) => log.push(["hover", id]),
    });
}"""

# Boxes of labels and marks as the browser drew them; a faded mark is not one to keep clear of.
BOXES = plotly_dom.script("""() => {
    const plot = document.getElementById("graph");
    const box = (node) => {
        const { left, right, top, bottom } = node.getBoundingClientRect();
        return { text: node.textContent, left, right, y: (top + bottom) / 2 };
    };
    const clear = (node) => Number(node.style.opacity) === 1;
    return {
        labels: [...plot.querySelectorAll("@LABELS@")].map(box),
        marks: [...plot.querySelectorAll("@MARKS@")].filter(clear).map(box),
    };
}""")


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return build_document(prepare(timeline.load(EVENTS)))


@pytest.fixture(scope="module")
def sheet(browser: Browser) -> Iterator[Page]:
    """One page for all charts: opened anew for each, but Plotly is compiled once."""
    context = browser.new_context(offline=True)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a page with the scripts of the chart and nothing drawn."""
    css = theme.css_variables() + (ASSETS / "chart" / "chart.css").read_text("utf-8")
    scripts = "".join(f'<script src="{path.as_uri()}"></script>' for path in (PLOTLY, *SCRIPTS))
    scripts += f"<script>{browser_parts.SEEN}</script>"
    path: Path = tmp_path_factory.mktemp("chart") / "shell.html"
    path.write_text(SHELL.format(css=css, scripts=scripts), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def draw(sheet: Page, shell: str, document: dict[str, Any]) -> Iterator[Callable[..., Page]]:
    """Draws a chart on a fresh document; no error may go uncaught."""
    errors: list[str] = []

    def note(error: Exception) -> None:
        errors.append(str(error))

    def open_chart(
        width: int = 1280,
        doc: dict[str, Any] | None = None,
        before: str | None = None,
        **state: Any,
    ) -> Page:
        sheet.set_viewport_size({"width": width, "height": 700})
        sheet.mouse.move(0, 0)
        sheet.goto(shell)
        if before:
            sheet.evaluate(before)
        sheet.evaluate(START, [doc or document, STATE | state])
        return sheet

    sheet.on("pageerror", note)
    yield open_chart
    sheet.goto("about:blank")
    sheet.remove_listener("pageerror", note)
    assert errors == []


def place_of(page: Page, event: str) -> tuple[float, float]:
    """Middle of an event's mark in the window of the browser, px."""
    box = page.evaluate(
        plotly_dom.script(
            """(id) => {
                const point = (@MARK_OF@)(document.getElementById("graph"), id);
                const { left, right, top, bottom } = point.getBoundingClientRect();
                return [(left + right) / 2, (top + bottom) / 2];
            }"""
        ),
        event,
    )
    return box[0], box[1]


def years(page: Page) -> float:
    start, end = page.evaluate("chart.window()")
    return float((end - start) / (365.2425 * 86_400_000))


@pytest.mark.parametrize(("width", "name"), [(320, "light"), (1280, "dark"), (1920, "projector")])
def test_labels_cover_neither_labels_nor_marks_and_stay_in_the_plot(
    draw: Callable[..., Page], width: int, name: str
) -> None:
    page = draw(width, theme=name)
    start, end = page.evaluate("chart.home()")
    for from_, to in ((0, 1), (0.3, 0.7), (0.5, 0.6), (0.55, 0.57)):
        window = [start + from_ * (end - start), start + to * (end - start)]
        page.evaluate("(window) => chart.draw({ window })", window)
        edges, drawn = page.evaluate("chart.box()"), page.evaluate(BOXES)
        labels, marks = drawn["labels"], drawn["marks"]
        assert marks
        for label in labels:
            assert edges["left"] - 0.5 <= label["left"]
            assert label["right"] <= edges["right"] + 0.5
            for other in (*labels, *marks):
                if other is not label and abs(other["y"] - label["y"]) < 8:
                    apart = other["right"] <= label["left"] or label["right"] <= other["left"]
                    assert apart, (window, label, other)


def test_a_filter_fades_marks_without_moving_them(draw: Callable[..., Page]) -> None:
    page = draw()
    before = place_of(page, "general-strike")
    page.evaluate(
        """() => chart.draw({
            mask: Uint8Array.from(doc.columns.id, (id) => id === "general-strike" ? 1 : 0),
        })"""
    )
    assert place_of(page, "general-strike") == pytest.approx(before)
    drawn = page.evaluate(BOXES)
    assert len(drawn["marks"]) == 1
    assert [label["text"] for label in drawn["labels"]] == [f"General Strike{DIFFERS}"]
    assert page.locator(".tracemarks path.point").count() > 1


def test_clicking_a_mark_a_label_or_mid_bar_selects_the_event(draw: Callable[..., Page]) -> None:
    page = draw()
    x, y = place_of(page, "german-october")
    page.mouse.click(x, y)
    page.get_by_text("Hitler chancellor", exact=True).click(force=True)
    bar = place_of(page, "third-period")
    page.mouse.click(bar[0] + 60, bar[1])
    selected = [entry[1] for entry in page.evaluate("log") if entry[0] == "select"]
    assert selected == ["german-october", "hitler-in-power", "third-period"]


def test_the_selected_event_is_ringed_and_its_links_are_drawn(
    draw: Callable[..., Page], document: dict[str, Any]
) -> None:
    page = draw(selected="socialism-in-one-country")
    chosen = page.locator(".traceemphasis text").last.text_content()
    assert chosen == f"Socialism in one country{DIFFERS}"
    own = document["columns"]["id"].index("socialism-in-one-country")
    contested = {
        link["contested"] for link in document["links"] if own in (link["from"], link["to"])
    }
    assert contested == {False, True}
    dashes = page.locator(".chosen-arcs .arc").evaluate_all(
        "arcs => arcs.map(arc => [arc.matches('.contested'), arc.style.strokeDasharray !== 'none'])"
    )
    assert {tuple(one) for one in dashes} == {(False, False), (True, True)}
    assert page.locator(".chosen-arcs .arrowhead").count() == len(dashes)
    assert page.locator(".chosen-ring path").count() == 1


def test_hovering_shows_title_and_date_and_redraws_nothing(draw: Callable[..., Page]) -> None:
    page = draw()
    page.evaluate("() => { Plotly.react = () => { throw new Error('drawn again'); }; }")
    page.mouse.move(*place_of(page, "general-strike"))
    slip = page.locator(".chart-slip")
    slip.wait_for(state="visible")
    assert slip.locator("strong").text_content() == "General Strike in Britain"
    assert "1926" in (slip.locator("span").text_content() or "")
    assert ["hover", "general-strike"] in page.evaluate("log")


def test_the_wheel_scrolls_the_page_until_ctrl_is_held(draw: Callable[..., Page]) -> None:
    page = draw()
    whole = years(page)
    page.mouse.move(700, 300)
    page.mouse.wheel(0, 200)
    page.wait_for_function("scrollY > 0")
    assert years(page) == whole
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    page.wait_for_function("log.some(([what]) => what === 'window')")
    assert years(page) < whole


def test_dragging_moves_the_window_and_stops_at_home(draw: Callable[..., Page]) -> None:
    page = draw()
    start, end = page.evaluate("chart.home()")
    middle = (start + end) / 2
    page.evaluate("(window) => chart.draw({ window })", [middle - 1e11, middle + 1e11])
    page.mouse.move(900, 300)
    page.mouse.down()
    page.mouse.move(700, 300, steps=4)
    page.mouse.up()
    page.wait_for_function("log.length > 0")
    assert page.evaluate("chart.window()")[0] > middle - 1e11
    for _ in range(12):
        page.evaluate("chart.pan(0.5)")
    assert page.evaluate("chart.window()")[1] == pytest.approx(end)


def test_a_moving_chart_shows_no_label_across_its_edge(draw: Callable[..., Page]) -> None:
    page = draw()
    start, end = page.evaluate("chart.home()")
    page.evaluate(
        "(window) => chart.draw({ window })",
        [start + 0.4 * (end - start), start + 0.8 * (end - start)],
    )
    page.mouse.move(900, 300)
    page.mouse.down()
    for x in range(880, 500, -40):
        page.mouse.move(x, 300)
        page.evaluate("() => new Promise(requestAnimationFrame)")
        edges = page.evaluate("chart.box()")
        seen = page.evaluate(
            """() => [...document.querySelectorAll(".tracelabels .textpoint")]
                .filter((node) => node.style.visibility !== "hidden")
                .map((node) => node.querySelector("text").getBoundingClientRect())
                .map(({ left, right }) => [left, right])"""
        )
        for left, right in seen:
            assert left >= edges["left"] - 1
            assert right <= edges["right"] + 1
    page.mouse.up()


def test_drawing_the_same_state_again_does_nothing(draw: Callable[..., Page]) -> None:
    page = draw()
    page.evaluate("() => { Plotly.react = () => { throw new Error('drawn again'); }; }")
    page.evaluate("(state) => chart.draw(state)", STATE)


# What is drawn of the events, as text: compared before and after Plotly draws the same figure.
DRAWN = """() => {
    const graph = document.getElementById("graph");
    const fill = (node) => {
        const id = /#([^")]+)/.exec(node.style.fill);
        const hatching = id && document.getElementById(id[1]);
        return hatching ? hatching.firstElementChild.getAttribute("stroke") : node.style.fill;
    };
    const names = ["d", "transform", "x", "y", "text-anchor"];
    const kinds = ".barlayer .point path, .tracemarks .point, .textpoint text, .js-fill";
    const points = [...graph.querySelectorAll(kinds)].map((node) => [
        ...names.map((name) => node.getAttribute(name)), fill(node), node.style.opacity,
        node.style.fontWeight, node.matches("text") ? node.textContent : "",
    ].join("|"));
    return [...points, ...[...graph.querySelectorAll(".ytick")].map((node) => node.textContent)];
}"""
WITHOUT_PLOTLY = """(ids) => {
    const { react } = Plotly;
    Plotly.react = () => { throw new Error("drawn by Plotly"); };
    const mask = ids && Uint8Array.from(doc.columns.id, (id) => ids.includes(id) ? 1 : 0);
    return chart.draw({ mask }).finally(() => { Plotly.react = react; });
}"""
FOLLOWED = "() => chart.whole()"  # the window stays, and Plotly draws it


@pytest.mark.parametrize(
    ("width", "name", "selected"),
    [(1280, "light", None), (700, "dark", "third-period"), (390, "light", None)],
)
def test_a_filter_is_drawn_without_plotly_and_just_as_plotly_draws_it(
    draw: Callable[..., Page],
    document: dict[str, Any],
    width: int,
    name: str,
    selected: str | None,
) -> None:
    page = draw(width, theme=name, selected=selected)
    page.wait_for_selector(".chart-hatchings", state="attached")
    ids: list[str] = document["columns"]["id"]
    first = page.evaluate(DRAWN)
    for some in (ids[::2], ids[1::3], ids[:5], [], ids[40:]):
        page.evaluate(WITHOUT_PLOTLY, some)
        swift = page.evaluate(DRAWN)
        page.evaluate(FOLLOWED)
        assert swift == page.evaluate(DRAWN)
        assert swift != first
    page.evaluate(WITHOUT_PLOTLY, None)
    assert page.evaluate("document.getElementById('graph').data.length") > 0


def test_several_filters_in_a_row_end_as_the_last_one_alone(
    draw: Callable[..., Page], document: dict[str, Any]
) -> None:
    page = draw()
    page.wait_for_selector(".chart-hatchings", state="attached")
    ids: list[str] = document["columns"]["id"]
    page.evaluate(WITHOUT_PLOTLY, ids[::3])
    alone = page.evaluate(DRAWN)
    for some in (ids[1::2], ["general-strike"], None, ids[::3]):
        page.evaluate(WITHOUT_PLOTLY, some)
    assert page.evaluate(DRAWN) == alone


# What a later plotly.js may draw otherwise, of what the chart's scripts rely on.
OTHERWISE = {
    "what is bound to a point": """graph => {
        for (const node of graph.querySelectorAll(".point, .textpoint")) {
            node.__data__ = { ...node.__data__, i: undefined };
        }
    }""",
    "the outline of the strips": """graph => {
        graph.querySelector(".tracestrip .js-fill")?.classList.replace("js-fill", "outline");
    }""",
    "the words of the axis": """graph => {
        for (const tick of graph.querySelectorAll(".xtick")) tick.classList.replace("xtick", "x");
    }""",
    "the layer of the bars": """graph => {
        graph.querySelector(".barlayer")?.classList.replace("barlayer", "bars-layer");
    }""",
}


@pytest.mark.parametrize("what", OTHERWISE)
def test_where_plotly_draws_otherwise_it_makes_every_drawing_itself(
    draw: Callable[..., Page], document: dict[str, Any], what: str
) -> None:
    event = "socialism-in-one-country"
    ids: list[str] = document["columns"]["id"]

    def changed(page: Page) -> list[str]:
        page.evaluate(
            """([ids, selected]) => {
                const mask = Uint8Array.from(doc.columns.id, (id) => Number(ids.includes(id)));
                return chart.draw({ mask }).then(() => chart.draw({ selected }));
            }""",
            [[*ids[::2], event], event],
        )
        page.evaluate("chart.zoom(2)")
        drawn: list[str] = page.evaluate(
            """() => [
                ...[...document.querySelectorAll(".tracemarks .point")]
                    .map((mark) => [mark.getAttribute("transform"), mark.style.opacity].join()),
                ...[...document.querySelectorAll(".textpoint text")]
                    .map((text) => [text.textContent, text.getAttribute("x")].join()),
            ]"""
        )
        return drawn

    usual = draw()
    usual.wait_for_selector(".chart-hatchings", state="attached")
    as_usual = changed(usual)
    page = draw(
        before=f"""() => {{
        const {{ newPlot, react }} = Plotly;
        const otherwise = {OTHERWISE[what]};
        const spoilt = (draw) => (...given) => draw(...given).then((graph) => {{
            otherwise(graph);
            return graph;
        }});
        Plotly.newPlot = spoilt(newPlot);
        Plotly.react = spoilt(react);
        console.warn = (words) => {{ (window.warned ??= []).push(words); }};
    }}"""
    )
    assert changed(page) == as_usual
    [said] = page.evaluate("warned")
    assert "draws otherwise" in said
    assert page.locator(".tracering path.point").count() == 1
    assert page.locator(".tracearcs .js-line").count() > 0
    page.evaluate("(span) => { chart.move(span); }", page.evaluate("chart.home()"))
    page.wait_for_function("log.filter(([what]) => what === 'window').length > 1")
    assert page.evaluate("document.getElementById('graph').layout.xaxis.range") == pytest.approx(
        page.evaluate("chart.home()")
    )


def test_a_window_is_shown_while_it_moves_and_drawn_when_it_rests(
    draw: Callable[..., Page],
) -> None:
    page = draw()
    start, end = page.evaluate("chart.home()")
    span = [start + 0.25 * (end - start), start + 0.5 * (end - start)]
    page.evaluate("(span) => chart.move(span)", span)
    page.wait_for_function("log.some(([what]) => what === 'window')")
    assert page.evaluate("chart.window()") == pytest.approx(span)
    drawn = page.evaluate("document.getElementById('graph').layout.xaxis.range")
    assert drawn == pytest.approx(span)


def test_the_words_of_the_axis_move_with_the_chart(draw: Callable[..., Page]) -> None:
    page = draw()
    start, end = page.evaluate("chart.home()")
    # middles of the words, and lines, px of the plot's left edge; where each year begins
    placed = """years => {
        const { left } = chart.box();
        const [from, to] = chart.window();
        const wide = chart.box().right - left;
        const host = document.getElementById("graph").getBoundingClientRect().left + left;
        const seen = (node) => node.style.display !== "none";
        const middle = (node) => {
            const box = node.getBoundingClientRect();
            return (box.left + box.right) / 2 - host;
        };
        const words = [...document.querySelectorAll(".xtick")].filter(seen)
            .map((node) => node.querySelector("text")).filter((text) => text.textContent);
        return words.map((text) => [text.textContent, middle(text),
            (Date.UTC(Number(text.textContent), 0, 1) - from) / (to - from) * wide]);
    }"""
    for share in (0.9, 0.5, 0.3):
        page.evaluate(
            "(span) => { chart.place(span); }",
            [start + 0.1 * (end - start), start + (0.1 + share) * (end - start)],
        )
        found = page.evaluate(placed)
        assert len(found) > 3
        for word, middle, moment in found:
            assert middle == pytest.approx(moment, abs=1.5), word


def test_zooming_is_offered_only_where_it_shows_something(
    draw: Callable[..., Page],
) -> None:
    page = draw(900)
    counts = page.evaluate(
        """() => {
            const state = { mask: null, theme: "light", calendar: "ns" };
            const { width } = chart.box();
            const figure = timelineParts.chart.figure(doc, state, { width, height: 600 });
            return figure.layout.yaxis.ticktext.filter((text) => text.includes("+"));
        }"""
    )
    assert any("zoom in" in words for words in counts)
    assert any("zoom in" not in words for words in counts)
    page.evaluate("chart.draw({ theme: 'projector' })")
    assert "+" not in "".join(page.locator(".ytick").all_text_contents())
    base = page.evaluate("13 * doc.themes.projector.typeScale")
    sizes = page.evaluate(
        """() => [...document.querySelectorAll("#graph text")]
            .map((node) => parseFloat(getComputedStyle(node).fontSize))"""
    )
    assert min(sizes) >= base - 0.01


def test_an_arc_crosses_words_and_does_not_run_along_them(
    draw: Callable[..., Page], document: dict[str, Any]
) -> None:
    page = draw(900)
    ends = {document["columns"]["id"][link["from"]] for link in document["links"]}
    for event in sorted(ends):
        page.evaluate("(selected) => chart.draw({ selected })", event)
        struck = page.evaluate(
            """() => {
                const lines = [...document.querySelectorAll(".chosen-arcs .arc:not(.contested)")];
                const words = [...document.querySelectorAll(".tracelabels text")]
                    .map((node) => [node.textContent, node.getBoundingClientRect()]);
                let most = [0, ""];
                for (const line of lines) {
                    const matrix = line.getScreenCTM();
                    const points = Array.from({ length: Math.ceil(line.getTotalLength() / 3) },
                        (_, at) => line.getPointAtLength(3 * at).matrixTransform(matrix));
                    for (const [text, box] of words) {
                        const middle = (box.top + box.bottom) / 2;
                        let along = 0; // px the arc runs within the words
                        for (let at = 1; at < points.length; at += 1) {
                            const [before, point] = [points[at - 1], points[at]];
                            const inside = Math.abs(point.y - middle) < 4
                                && point.x > box.left && point.x < box.right;
                            if (inside) along += Math.abs(point.x - before.x);
                        }
                        const share = along / (box.right - box.left);
                        if (share > most[0]) most = [share, text];
                    }
                }
                return most;
            }"""
        )
        assert struck[0] < 0.5, (event, struck)


def test_hostile_words_stand_in_the_chart_as_typed(
    draw: Callable[..., Page], document: dict[str, Any]
) -> None:
    words = '<b>x</b> &amp; <a href="javascript:alert(1)">$y$</a>'
    label = "<b>x</b> &amp; $y$"
    t = timeline.load(EVENTS)
    lane = replace(t.lanes[0], title="<i>lane</i>", short="<i>lane</i>")
    events = tuple(
        replace(event, title=words, label=label) if event.id == "lenin-dies" else event
        for event in t.events
    )
    page = draw(
        1600, build_document(prepare(replace(t, events=events, lanes=(lane, *t.lanes[1:]))))
    )
    assert page.get_by_text(label, exact=True).count() == 1
    assert page.get_by_text("<i>lane</i>", exact=True).count() == 1
    page.evaluate("chart.hover('lenin-dies')")
    assert page.locator(".chart-slip strong").text_content() == words
    assert page.locator("#timeline a").count() == 0


@pytest.mark.parametrize("calendar", ["ns", "os"])
def test_the_browsers_ticks_are_those_of_python(draw: Callable[..., Page], calendar: Any) -> None:
    page = draw()
    day = 86_400_000.0
    spans = [(-24_000 * day, -10_000 * day), (-16_000 * day, -15_900 * day)]
    spans += [(-741_000 * day, -704_000 * day), (-16_000 * day, -14_500 * day)]
    spans += [(-721_000 * day, -717_000 * day)]
    for span in spans:
        for width in (240, 900, 1800):
            expected = ticks.ticks(span, width, type_scale=1.5, calendar=calendar)
            found = page.evaluate(
                """([span, width, calendar]) => {
                    const perMs = width / (span[1] - span[0]);
                    const how = { typeScale: 1.5, calendar };
                    const { values, texts } = timelineParts.ticks.ticks(span, perMs, how);
                    return [values, texts];
                }""",
                [span, width, calendar],
            )
            assert found == json.loads(json.dumps(expected))


LEFTWARDS = ["האם זה נגמר?", "(1907) השביתה!", "1905: ثورة", "ܣܘܪܝܝܐ", "יום <ראשון>"]
RIGHTWARDS = ["Is it over?", "", "1905", "Rome (רומא)", "«Эпоха»", "A & B", "漢字"]


def test_what_runs_from_the_right_is_set_apart(draw: Callable[..., Page]) -> None:
    page = draw(900)
    for text in (*LEFTWARDS, *RIGHTWARDS):
        drawn = page.evaluate("text => timelineParts.markup.escaped(text)", text)
        assert drawn == escaped(text)
        assert (drawn[:1] + drawn[-1:] == "\u2067\u2069") == (text in LEFTWARDS)
