"""The keys that the page promises: wherever the focus stands, on whatever keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import parse_qs

import plotly_dom
import pytest
from counts import STEPS
from playwright.sync_api import Page, expect
from serving import Site

Open = Callable[..., Page]
CHOSEN = "event=nep-adopted"
WINDOW = f"""() => {plotly_dom.RANGE}
  .map((edge) => new Date(edge).getTime())"""


@pytest.fixture
def still(shown: Open) -> Iterator[Open]:
    """Shows a view on a page that neither glides nor fills the screen, and leaves it as it was."""
    opened: list[Page] = []

    def show(query: str = "", **options: int) -> Page:
        opened.append(shown(query, reduced_motion="reduce", **options))
        return opened[-1]

    yield show
    opened[-1].evaluate("timeline.apply('')")


def view(page: Page) -> dict[str, str]:
    query = parse_qs(page.evaluate("timeline.view()"))
    return {key: values[-1] for key, values in query.items()}


def click(selector: str) -> Callable[[Page], None]:
    return lambda page: page.locator(selector).first.click()


def click_words(words: str) -> Callable[[Page], None]:
    return lambda page: page.locator("#switches").get_by_text(words, exact=True).click()


def click_a_mark(page: Page) -> None:
    page.locator(f"#timeline {plotly_dom.NAMES}", has_text="NEP adopted").first.click(force=True)
    expect(page.locator("#event-title")).to_contain_text("New Economic Policy")


PLACES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "nowhere, right after loading": (CHOSEN, lambda _page: None),
    "the chart, after a mark was clicked": ("", click_a_mark),
    "the switch of the calendar": (CHOSEN, click_words("Old Style")),
    "the switch of the theme": (CHOSEN, click_words("Dark")),
    "the switch to the chronicle": (CHOSEN, click_words("Chronicle")),
    "the switch to the sources": (CHOSEN, click_words("Sources")),
    "a zoom button": (CHOSEN, click("#zoom-in")),
    "a filter that was pressed": (CHOSEN, click("#filter-disputed")),
    "a button of the event": (CHOSEN, click("#event .about button")),
    "a link of the legend": (CHOSEN, click("#legend a")),
    "an entry of the chronicle": (CHOSEN, click("#chronicle .selected a")),
    "a handle of the overview": (
        CHOSEN,
        lambda page: page.locator(".overview-handle").first.focus(),
    ),
    "a quotation in the sources": (f"{CHOSEN}&view=sources", click("#sources summary")),
}
BACK = "(node) => { document.activeElement.blur(); node.focus(); }"
KEEP_ARROWS = ("switch", "handle")  # they have a use of their own for them


def wait_for_window(page: Page, before: list[float], test: str) -> None:
    page.wait_for_function(
        f"(before) => {{ const now = ({WINDOW})(); return {test}; }}", arg=before
    )


@pytest.mark.parametrize("place", PLACES)
def test_every_key_acts_wherever_nothing_is_typed(still: Open, place: str) -> None:
    query, go = PLACES[place]
    page = still(query)
    go(page)
    held = page.evaluate_handle("document.activeElement")
    before = page.evaluate(WINDOW)
    page.keyboard.press("+")
    wait_for_window(page, before, "now[1] - now[0] < 0.8 * (before[1] - before[0])")
    page.keyboard.press("-")
    page.keyboard.press("0")
    page.wait_for_function("() => !/from=|to=/.test(timeline.view())")
    assert page.evaluate("(node) => node === document.activeElement", held)
    if not any(word in place for word in KEEP_ARROWS):
        later = page.locator("#event .step:not(:disabled)", has_text="next")
        earlier = page.locator("#event .step:not(:disabled)", has_text="previous")
        for key, button in (("ArrowRight", later), ("ArrowLeft", earlier)):
            wanted = button.get_attribute("title")
            page.keyboard.press(key)
            assert page.locator("#event-title").text_content() == wanted
    held.evaluate(BACK)
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("p+0")
    page.wait_for_function("() => new URLSearchParams(timeline.view()).get('q') === 'p+0'")
    assert "mode" not in view(page)
    page.locator("#search").fill("")
    held.evaluate(BACK)
    page.keyboard.press("p")
    page.wait_for_function("() => timeline.view().includes('mode=present')")
    page.keyboard.press("Escape")
    page.wait_for_function("() => !timeline.view().includes('mode=present')")
    page.keyboard.press("Escape")
    assert "event" not in view(page)


def test_arrows_move_the_chart_while_no_event_is_chosen(still: Open) -> None:
    page = still("from=1917&to=1921")
    before = page.evaluate(WINDOW)
    page.keyboard.press("ArrowRight")
    wait_for_window(page, before, "now[0] > before[0] && now[1] > before[1]")
    moved = page.evaluate(WINDOW)
    page.locator("#timeline").focus()
    page.keyboard.press("ArrowLeft")
    wait_for_window(page, moved, "now[0] < before[0]")
    # one key, one step: the chart and the page do not both hear it
    assert page.evaluate(WINDOW)[0] == pytest.approx(before[0], abs=2 * 86_400_000)


def test_switches_keep_their_arrows(still: Open) -> None:
    page = still(CHOSEN)
    click_words("Dark")(page)
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => timeline.view().includes('theme=projector')")
    assert view(page)["event"] == "nep-adopted"


def test_in_an_open_list_arrows_are_its_own_and_p_closes_it(still: Open) -> None:
    page = still(CHOSEN)
    page.locator("#filter-lane-button").click()
    expect(page.locator("#filter-lane-options input").first).to_be_visible()
    page.keyboard.press("ArrowRight")
    assert view(page)["event"] == "nep-adopted"
    page.keyboard.press("p")
    expect(page.locator("#filter-lane-options")).to_be_hidden()
    page.wait_for_function("() => timeline.view().includes('mode=present')")


# What is pressed, on which keyboard, and what comes of it: a field of the view, or the search.
PRESSED = {
    "/ of a German keyboard": ({"key": "/", "code": "Digit7", "shiftKey": True}, "search"),
    "/ behind AltGr": ({"key": "/", "code": "KeyQ", "third": True}, "search"),
    "the sign where / is on an American one": ({"key": "-", "code": "Slash"}, "wider"),
    "+ of a number pad": ({"key": "+", "code": "NumpadAdd"}, "closer"),
    "= as an unshifted +": ({"key": "=", "code": "Equal"}, "closer"),
    "the minus sign": ({"key": "−", "code": "Minus"}, "wider"),
    "capital P": ({"key": "P", "code": "KeyP", "shiftKey": True}, "present"),
    "P of a Russian keyboard": ({"key": "з", "code": "KeyP"}, "present"),
    "P of a Greek keyboard": ({"key": "π", "code": "KeyP"}, "present"),
    "p of a Dvorak keyboard": ({"key": "p", "code": "KeyR"}, "present"),
    "what is there on a Dvorak keyboard": ({"key": "l", "code": "KeyP"}, ""),
    "Ctrl P": ({"key": "p", "code": "KeyP", "ctrlKey": True}, ""),
    "Meta +": ({"key": "+", "code": "Equal", "metaKey": True}, ""),
    "Alt left": ({"key": "ArrowLeft", "code": "ArrowLeft", "altKey": True}, ""),
    "Shift right": ({"key": "ArrowRight", "code": "ArrowRight", "shiftKey": True}, ""),
    "P within a composed letter": ({"key": "p", "code": "KeyP", "isComposing": True}, ""),
    "P as an input method sees it": ({"key": "p", "code": "KeyP", "keyCode": 229}, ""),
    "P held down": ({"key": "p", "code": "KeyP", "repeat": True}, ""),
    "a right arrow": ({"key": "ArrowRight", "code": "ArrowRight"}, "next"),
}
PRESS = """async ({ third, ...press }) => {
  const place = document.activeElement || document.body;
  const before = timeline.view();
  const all = { bubbles: true, cancelable: true, modifierAltGraph: Boolean(third), ...press };
  const event = new KeyboardEvent("keydown", all);
  place.dispatchEvent(event);
  await new Promise((done) => setTimeout(done, 60));
  const [from, to] = [before, timeline.view()].map((query) => new URLSearchParams(query));
  const length = (view) => Date.parse(view.get("to")) - Date.parse(view.get("from"));
  const did = document.activeElement.id === "search" ? "search"
    : to.get("mode") === "present" ? "present"
      : to.get("event") !== from.get("event") ? "next"
        : length(to) < length(from) ? "closer" : length(to) > length(from) ? "wider" : "";
  return [did, event.defaultPrevented];
}"""


def test_a_key_is_known_by_what_it_writes_and_browsers_keep_theirs(still: Open) -> None:
    for name, (press, wanted) in PRESSED.items():
        page = still(f"{CHOSEN}&from=1915&to=1930")
        assert page.evaluate(PRESS, press) == [wanted, bool(wanted)], name


FIELDS = (
    '<p contenteditable="true">words</p>',
    "<textarea></textarea>",
    "<select><option>one</option><option>present</option></select>",
    '<input type="email">',
    '<div role="textbox" tabindex="0"></div>',
)


def test_no_key_acts_where_words_are_typed(still: Open) -> None:
    page = still(CHOSEN)
    before = page.evaluate("timeline.view()")
    for field in FIELDS:
        page.evaluate(
            """(field) => {
              document.querySelector("#typed")?.remove();
              const host = document.querySelector("main");
              host.insertAdjacentHTML("beforeend", `<div id="typed">${field}</div>`);
              document.querySelector("#typed > *").focus();
            }""",
            field,
        )
        for key in ("p", "/", "+", "0", "ArrowRight"):
            page.keyboard.press(key)
        assert page.evaluate("timeline.view()") == before, field
        assert page.evaluate("document.activeElement.closest('#typed') !== null"), field
    page.evaluate("document.querySelector('#typed').remove()")


def test_under_an_open_dialog_no_key_acts(still: Open) -> None:
    page = still(CHOSEN)
    before = page.evaluate("timeline.view()")
    page.locator("#event .steps button", has_text="cite").click()
    page.locator("dialog[open] h2").click()  # the focus is now on nothing
    for key in ("p", "+", "ArrowRight", "/"):
        page.keyboard.press(key)
    assert page.evaluate("timeline.view()") == before
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert view(page)["event"] == "nep-adopted"


def test_p_goes_back_in_a_presentation_as_n_goes_on(still: Open) -> None:
    page = still("tour=chain-of-defeats&step=3")
    progress = page.locator(".stage-progress")
    page.keyboard.press("p")
    for key, step in (("n", 4), ("n", 5), ("p", 4), ("P", 3), ("з", 2), ("p", 1), ("p", 1)):
        if key == "з":
            page.evaluate(PRESS, {"key": key, "code": "KeyP"})
        else:
            page.keyboard.press(key)
        expect(progress).to_have_text(f"{step} of {STEPS['chain-of-defeats']}")
    page.keyboard.press("+")  # under the stage the chart is not zoomed
    page.keyboard.press("Escape")
    expect(page.locator("html")).to_have_attribute("data-mode", "explore")
    assert "from" not in view(page)


# ---------------------------------------------------------------- zoom


YEAR = 366 * 86_400_000
MARKS = """(id) => {
  const { columns } = JSON.parse(document.getElementById("document").textContent);
  const i = columns.id.indexOf(id);
  return [columns.start[i], columns.mark[i], columns.end[i]];
}"""


@pytest.mark.parametrize(
    "event",
    ["theory-worked-out", "october-revolution", "moscow-trials", "trotsky-assassinated"],
    ids=["first", "in the middle", "a long one", "last"],
)
@pytest.mark.parametrize("hand", ["key", "button"])
def test_zooming_keeps_the_chosen_event_in_sight(still: Open, event: str, hand: str) -> None:
    page = still(f"event={event}")
    mark = page.evaluate(MARKS, event)[1]
    for _ in range(9):
        page.keyboard.press("+") if hand == "key" else page.locator("#zoom-in").click()
        low, high = page.evaluate(WINDOW)
        assert low < mark < high
    wait_for_window(page, [], f"now[1] - now[0] < {YEAR} && now[0] < {mark} && {mark} < now[1]")
    page.wait_for_function("(id) => timeline.visible().includes(id)", arg=event)
    page.keyboard.press("-")
    wait_for_window(page, [], f"now[1] - now[0] < {YEAR} && now[0] < {mark} && {mark} < now[1]")


def test_an_event_out_of_sight_does_not_draw_the_zoom_to_it(still: Open) -> None:
    page = still("event=october-revolution&from=1930&to=1935")
    before = page.evaluate(WINDOW)
    page.keyboard.press("+")
    wait_for_window(page, before, "now[0] > before[0] && now[1] < before[1]")


# ---------------------------------------------------------------- the frame of the focus


OUTLINED = """() => {
  const node = document.activeElement;
  const style = getComputedStyle(node);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
}"""


def test_only_keys_draw_a_frame_around_what_has_the_focus(new_page: Open, site: Site) -> None:
    page = site.open(new_page())
    click_a_mark(page)
    expect(page.locator("#timeline")).to_be_focused()
    assert not page.evaluate(OUTLINED)
    page.locator("#event button", has_text="close").click()
    assert not page.evaluate(OUTLINED)
    page.locator(".overview-strip").click(position={"x": 200, "y": 10})
    assert not page.evaluate(OUTLINED)
    page.locator("#zoom-home").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(OUTLINED)
    stops = set()
    for _ in range(6):
        page.keyboard.press("Shift+Tab")
        stops.add(page.evaluate("document.activeElement.id"))
        assert page.evaluate(OUTLINED)
    assert "timeline" in stops
