"""Notebooks: the example runs, and what its cells show is drawn, by nobody's help."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import nbformat
import plotly
import plotly.io as pio
import plotly_dom
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from playwright.sync_api import Frame, Page, expect
from published import (
    filters,
    germany,
    listed,
    opens_an_event,
    presents_a_tour,
    ready,
    replaces_the_view,
)
from ready import seen

import timeline
from timeline.drawing.plotly.figure import build_figure
from timeline.errors import ViewError
from timeline.model import Timeline
from timeline.notebook.chart import CONFIG, MIME, Chart

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "examples" / "notebook.ipynb"
GERMANY = "lane=germany&from=1918&to=1934&event=german-october"
MARKS = f"{plotly_dom.MARKS}, {plotly_dom.SIGNS}"


@pytest.fixture(scope="module")
def built_in() -> Timeline:
    return timeline.load(ROOT / "data" / "events.yaml")


@pytest.fixture(scope="module")
def chart(built_in: Timeline) -> Chart:
    return timeline.figure(built_in, view=GERMANY, width=960)


def run(renderer: str = "") -> Any:
    """The example with its outputs, as JupyterLab would run it, or with another renderer."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    client = NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": NOTEBOOK.parent}}
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLOTLY_RENDERER", renderer)
        return client.execute()


def outputs(notebook: Any, media: str) -> list[Any]:
    """What the cells show in a media type, in their order."""
    shown = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [output.data[media] for output in shown if media in output.get("data", {})]


def in_lab(chart: Chart) -> Any:
    """What JupyterLab and VS Code are given of a figure."""
    return chart._bundle(["vscode"], CONFIG)[MIME]


def open_cell(page: Page, folder: Path, output: str) -> Frame:
    """A cell's output in a page that stands on a disk; the frame in it."""
    (folder / "cell.html").write_text(f"<!DOCTYPE html><title>Cell</title>{output}", "utf-8")
    page.goto((folder / "cell.html").as_uri())
    page.wait_for_function("() => window.frames.length === 1")
    return page.frames[1]


def test_the_example_runs_to_its_end_and_is_kept_without_outputs_or_a_copy_of_plotly() -> None:
    executed = run()
    kept = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(kept)
    assert not any(cell.get("outputs") for cell in kept.cells)
    assert not any(
        output.output_type in ("error", "stream")
        for cell in executed.cells
        for output in cell.get("outputs", [])
    )
    drawn = outputs(executed, MIME)
    assert len(drawn) == 2
    for output in drawn:
        assert output["config"]["showSendToCloud"] is False
        assert len(json.dumps(output)) < 60_000, "it carries a copy of Plotly"
    assert drawn[0]["layout"]["width"] == 960
    assert drawn[0]["layout"]["height"] > 120
    assert any("<table" in output for output in outputs(executed, "text/html"))
    assert any("<iframe" in output for output in outputs(executed, "text/html"))


def test_a_notebook_draws_the_figure_with_few_buttons_and_words_for_a_pointer(
    page: Page, tmp_path: Path, chart: Chart, console_errors: list[str]
) -> None:
    script = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    (tmp_path / "lab.html").write_text(
        f'<!DOCTYPE html><title>Lab</title><div id="cell"></div><script src="{script}"></script>'
    )
    page.goto((tmp_path / "lab.html").as_uri())
    output = in_lab(chart)
    page.evaluate(
        "({data, layout, config}) => Plotly.newPlot('cell', data, layout, config)", output
    )
    expect(page.locator(plotly_dom.NAMES, has_text="German October").first).to_be_visible()
    assert page.locator(".modebar-btn").count() == len(CONFIG["modeBarButtons"][0])
    marks = next(t for t in output["data"] if t["meta"]["role"] == "marks")
    at = marks["ids"].index("german-october")
    curve = output["data"].index(marks)
    page.evaluate(f"Plotly.Fx.hover('cell', [{{curveNumber: {curve}, pointNumber: {at}}}])")
    told = page.locator(".hoverlayer").text_content() or ""
    assert "1923" in told
    event = next(
        e
        for e in timeline.load(ROOT / "data" / "events.yaml").events
        if e.id in told or e.title in told
    )
    assert event.id == "german-october"
    assert "".join(event.summary.split()) in "".join(told.split())
    assert console_errors == []


def test_as_html_the_figure_draws_in_a_frame_of_its_own(
    page: Page, tmp_path: Path, chart: Chart, console_errors: list[str]
) -> None:
    frame = open_cell(page, tmp_path, chart._repr_html_())
    expect(frame.locator(plotly_dom.NAMES, has_text="German October").first).to_be_visible()
    assert frame.evaluate("window.origin") == "null"
    box = page.locator("iframe").bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (960, chart.layout.height)
    assert frame.evaluate("document.documentElement.scrollHeight") == chart.layout.height
    assert console_errors == []


def test_as_html_the_figure_names_no_other_host_but_the_grammar_of_svg(chart: Chart) -> None:
    made = html.unescape(chart._repr_html_())
    without_plotly = re.sub(r'id="plotly">[^<]*<', "", made)
    assert "plotly" in without_plotly.lower()
    assert set(re.findall(r"https?://[^\"'\s<]+", without_plotly)) == set()
    assert len(made) < 2_200_000


@pytest.mark.parametrize("name", ["notebook", "notebook_connected", "colab", "iframe"])
def test_no_renderer_for_html_asks_a_network(
    built_in: Timeline, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pio.renderers, "_default_name", name)
    bundle = timeline.figure(built_in, view="lane=germany")._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert "<iframe" in bundle["text/html"]
    for host in ("cdn", "cloudflare", "mathjax"):
        assert host not in re.sub(r"(?s)plotly&quot;&gt;.*?&lt;/script", "", bundle["text/html"])


def test_other_figures_are_left_as_they_are() -> None:
    before = pio.renderers.default, dict(pio.renderers.items())
    figure = timeline.figure(timeline.load(ROOT / "examples" / "minimal.yaml"))
    figure._repr_html_()
    assert (pio.renderers.default, dict(pio.renderers.items())) == before
    assert isinstance(figure, plotly.graph_objects.Figure)


def test_a_figure_can_be_changed_and_copied_and_stays_what_it_is(chart: Chart) -> None:
    other = plotly.graph_objects.Figure(chart)
    assert other == chart
    changed = Chart(chart).update_layout(title="Germany")
    assert isinstance(changed, Chart)
    assert changed._bundle(["vscode"], CONFIG)[MIME]["layout"]["title"]["text"] == "Germany"
    assert Chart()._bundle(["vscode"], CONFIG)["text/plain"] == "A chart of events"


def test_the_figure_in_a_notebook_is_that_of_the_pictures(built_in: Timeline, chart: Chart) -> None:
    assert chart == build_figure(seen(built_in, GERMANY), width=960)


def test_nbconvert_makes_a_page_that_draws_everything_without_a_network(
    page: Page, tmp_path: Path, console_errors: list[str]
) -> None:
    # nbconvert's own two scripts would come from a network; its settings leave them out
    exporter = HTMLExporter(require_js_url="", mathjax_url="", mermaid_js_url="")
    made, _ = exporter.from_notebook_node(run("notebook"))
    (tmp_path / "lesson.html").write_text(made, encoding="utf-8")
    page.goto((tmp_path / "lesson.html").as_uri())
    page.wait_for_function("() => window.frames.length === 3")
    first, second, whole = page.frames[1:]
    # a browser does not paint frames that are out of sight
    page.locator("iframe").last.scroll_into_view_if_needed()
    expect(first.locator(plotly_dom.NAMES, has_text="German October").first).to_be_visible()
    expect(second.locator(plotly_dom.NAMES, has_text="October Revolution").first).to_be_visible()
    ready(whole)
    expect(whole.locator("#event-title")).to_contain_text("October 1923")
    assert console_errors == []


def test_the_whole_page_works_in_a_cell(
    page: Page, tmp_path: Path, built_in: Timeline, console_errors: list[str]
) -> None:
    frame = open_cell(page, tmp_path, timeline.show(built_in)._repr_html_())
    ready(frame)
    # a published file does everything in a frame of this kind; here it has the size of a cell
    for feature in (filters, opens_an_event, replaces_the_view, presents_a_tour):
        feature(frame)
    assert page.locator("iframe").get_attribute("title") == built_in.title
    assert frame.evaluate("window.origin") == "null"
    assert console_errors == []


def test_the_page_begins_with_the_view_that_was_asked_for(
    page: Page, tmp_path: Path, built_in: Timeline, console_errors: list[str]
) -> None:
    query = "lane=germany&theme=dark"
    shown = timeline.show(built_in, query)._repr_html_()
    assert timeline.show(built_in, f"?{query}")._repr_html_() == shown
    frame = open_cell(page, tmp_path, shown)
    ready(frame)
    assert listed(frame) == germany()
    assert frame.evaluate("timeline.view()") == query
    # and goes on from there
    frame.locator("#chronicle [data-event='german-october'] a").click()
    expect(frame.locator("#event-title")).to_contain_text("October 1923")
    frame.evaluate("timeline.apply('lane=britain')")
    expect(frame.locator("#status")).to_contain_text("Britain")
    assert console_errors == []


def test_a_view_of_hostile_words_is_a_search_for_them(
    page: Page, tmp_path: Path, built_in: Timeline, console_errors: list[str]
) -> None:
    words = '"><script>window.hit = 1</script>'
    shown = timeline.show(built_in, f"q={words}")
    frame = open_cell(page, tmp_path, shown._repr_html_())
    ready(frame)
    assert frame.locator("#search").input_value() == words
    assert frame.evaluate("window.hit") is None
    assert page.evaluate("window.hit") is None
    assert console_errors == []


def test_the_cell_says_how_much_the_notebook_grows_and_how_high_it_is(built_in: Timeline) -> None:
    shown = timeline.show(built_in, height=300)
    size = f"{len(shown.html.encode()) / 1e6:.1f} MB"
    assert size in shown.html.rpartition("</iframe>")[2]
    assert repr(shown) == f"{built_in.title}: a page of {size}"
    assert "height: 300px" in shown.html


@pytest.mark.parametrize("height", [0, 10**6, float("nan"), "720"])
def test_a_height_that_no_cell_has_is_refused_by_name(built_in: Timeline, height: Any) -> None:
    with pytest.raises(ViewError, match="height"):
        timeline.show(built_in, height=height)


def test_a_view_that_is_none_is_refused(built_in: Timeline) -> None:
    with pytest.raises(ViewError, match="is no view"):
        timeline.show(built_in, view=7)  # type: ignore[arg-type]
