"""`timeline.widget`: its traits, and its script with a model as notebooks give it one."""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from published import germany, ready
from serving import EVENTS

import timeline
from timeline.errors import ViewError
from timeline.images import MissingToolError

# A model as anywidget gives it: setting tells the listeners, as a change from Python does.
NOTEBOOK = """<!DOCTYPE html><html lang="en"><title>Notebook</title><link rel="icon" href="data:,">
<div id="cell"></div><script type="module">
  const { state, page, esm } = %s;
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  state._page = new DataView(bytes(page).buffer);
  const heard = {};
  const model = {
    get: (key) => state[key],
    set(key, value) {
      if (JSON.stringify(state[key]) === JSON.stringify(value)) return;
      state[key] = value;
      (heard[`change:${key}`] || []).forEach((call) => call());
    },
    save_changes() { window.saved = JSON.parse(JSON.stringify({ ...state, _page: null })); },
    on(name, call) { (heard[name] ||= []).push(call); },
    off(name, call) { heard[name] = heard[name].filter((one) => one !== call); },
  };
  window.model = model;
  const module = await import(URL.createObjectURL(new Blob([esm], { type: "text/javascript" })));
  window.end = await module.default.render({ model, el: document.getElementById("cell") });
</script></html>"""


def test_its_reader_and_python_move_it(
    page: Page, tmp_path: Path, console_errors: list[str]
) -> None:
    made = timeline.widget(timeline.load(EVENTS), view="lane=germany", height=600)
    keys = ("view", "event", "visible", "ignored", "height", *("_title", "_begun"))
    state = {key: getattr(made, key) for key in (*keys, "_sandbox", "_allow")}
    packed = base64.b64encode(made._page).decode()
    given = json.dumps({"state": state, "page": packed, "esm": str(made._esm)})
    (tmp_path / "cell.html").write_text(NOTEBOOK % given.replace("</", "<\\/"), "utf-8")
    page.goto((tmp_path / "cell.html").as_uri())
    page.wait_for_function("() => window.frames.length === 1")
    frame = page.frames[1]
    ready(frame)
    page.wait_for_function("count => window.saved?.visible.length === count", arg=len(germany()))
    frame.locator("#filter-lane-button").click()
    frame.locator("#filter-lane-options label", has_text="Britain").click()
    frame.locator("#chronicle [data-event='german-october'] a").click()
    page.wait_for_function("() => window.saved.event === 'german-october'")
    assert page.evaluate("saved.view") == "lane=germany,britain&event=german-october"
    page.evaluate("model.set('event', 'general-strike')")
    expect(frame.locator("#event-title")).to_contain_text("General Strike")
    page.evaluate("model.set('view', 'lane=china,narnia')")
    page.wait_for_function("() => window.saved.view === 'lane=china'")
    assert page.evaluate("saved.ignored") == ["lane=narnia: no such lane"]
    assert page.evaluate("saved.event") == ""
    page.evaluate("model.set('height', 500)")
    assert page.locator("iframe").evaluate("frame => frame.clientHeight") == 500
    assert console_errors == []


def test_a_view_or_a_height_that_is_none_is_refused() -> None:
    small = timeline.load(EVENTS.parents[1] / "examples" / "minimal.yaml")
    with pytest.raises(ViewError, match="7 is no view"):
        timeline.widget(small, 7)  # type: ignore[arg-type]
    with pytest.raises(ViewError, match="height"):
        timeline.widget(small, height=20)
    made = timeline.widget(small)
    with pytest.raises(ViewError, match="height"):
        made.height = 20


def test_without_anywidget_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "anywidget", None)
    monkeypatch.delitem(sys.modules, "timeline.notebook.widget", raising=False)
    small = timeline.load(EVENTS.parents[1] / "examples" / "minimal.yaml")
    with pytest.raises(MissingToolError, match=r"pip install -r requirements-notebook\.txt"):
        timeline.widget(small)
