"""The presenter's window: beside the stage, in step with it, and in need of no server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe import violations
from playwright.sync_api import ConsoleMessage, Page, Request, Route
from serving import Site, served

NOON = 1_700_000_000  # s
NOW = {
    "title": "October Revolution",
    "date": "25 October 1917",
    "dateNote": "The day of the old calendar.",
    "say": "The Bolsheviks take power and hope for revolutions in the West.",
    "question": "Did 1917 confirm the theory? Compare four answers.",
    "quote": {
        "exact": "has risen to power as the leader of the democratic revolution",
        "source": "The book of 1930",
        "voice": "L. D. Trotsky, quoted in",
    },
}
NEXT = {
    "title": "The campaign against a theory",
    "date": "late 1923 to 1924",
    "dateNote": "",
    "say": "While Lenin is ill, the theory becomes a charge.",
    "question": "",
    "quote": None,
}
STATE = {
    "type": "stage",
    "v": 1,
    "title": "One idea",
    "step": 4,
    "count": 11,
    "now": NOW,
    "next": NEXT,
    "layer": "",
    "hideDates": False,
    "revealed": True,
    "blank": False,
    "started": NOON * 1000,
    "theme": "light",
    "minutes": 12,
    "closing": [],
}
CLOSING = ["Who makes the revolution?", "Did 1917 confirm the theory?"]
EVIDENCE = [
    {"exact": "“Legitimate” as the first stage", "source": "The book of 1930", "voice": ""},
    {"exact": "proved the theory correct", "source": "Chapter 6", "voice": "Stalin, quoted in"},
    {"editor": "The day is that of the new calendar.", "by": "Editor: Carr 1954"},
]


class Stage:
    """The page of a stage, with the presenter's part driven by hand."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.asked: list[str] = []
        page.context.on("console", self._listen)
        page.evaluate(
            """() => {
                const doc = JSON.parse(document.getElementById("document").textContent);
                window.did = [];
                window.speaker = timelineParts.presenter.create(doc, {
                    channel: "a channel of this test", onDo: (what) => did.push(what),
                });
            }"""
        )
        page.context.on("request", self._note)

    def leave(self) -> None:
        """Leave the page as it was found."""
        self.page.evaluate("speaker.close()")
        for window in self.page.context.pages:
            if window != self.page:
                window.close()
        self.page.context.remove_listener("console", self._listen)
        self.page.context.remove_listener("request", self._note)

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and message.page != self.page:
            self.complaints.append(message.text)

    def _note(self, request: Request) -> None:
        # the page itself goes on asking whether the server is there
        if not request.url.endswith("/healthz"):
            self.asked.append(request.url)

    def open(self) -> Page:
        with self.page.expect_popup() as opened:
            assert self.page.evaluate("speaker.open()") is True
        return opened.value

    def post(self, **changes: Any) -> None:
        self.page.evaluate("state => speaker.post(state)", STATE | changes)

    def show(self, **changes: Any) -> Page:
        """Post a state, and open the window that shows it."""
        self.post(**changes)
        window = self.open()
        window.wait_for_function("() => document.querySelector('.progress').textContent")
        return window

    def did(self, *commands: str) -> None:
        """Wait until these commands, and no others, have come from the window."""
        self.page.wait_for_function("n => did.length >= n", arg=len(commands))
        assert self.page.evaluate("did.splice(0)") == list(commands)


@pytest.fixture
def stage(shown: Callable[..., Page]) -> Iterator[Stage]:
    """A stage on a page that these tests share; at the end its window is closed."""
    page = shown(timezone_id="UTC")  # a page apart: its clock stands
    page.clock.set_fixed_time(NOON)
    stage = Stage(page)
    yield stage
    stage.leave()


@pytest.fixture
def own_stage(page: Page, site: Site) -> Stage:
    """A stage on a page of its own, which the test may spoil."""
    page.clock.set_fixed_time(NOON)
    return Stage(site.open(page))


def shows(window: Page, place: str, text: str) -> None:
    """Wait until a place of the window shows this text, and no other."""
    window.wait_for_function(
        "([place, text]) => document.querySelector(place).innerText === text", arg=[place, text]
    )


def visible(window: Page) -> str:
    return str(window.evaluate("() => document.body.innerText"))


# ------------------------------------------------------------------ opening and closing


def test_window_opens_with_the_server_killed_and_asks_nothing_of_it(page: Page) -> None:
    with served() as site:
        stage = Stage(site.open_whole(page))
        site.stop()
        window = stage.show()
        shows(window, "main h2", NOW["title"])
        paper = window.evaluate("() => getComputedStyle(document.documentElement).backgroundColor")
        laid = window.evaluate("() => getComputedStyle(document.body).display")
        sans = window.evaluate("() => getComputedStyle(document.body).fontFamily")
    assert (paper, laid) == ("rgb(250, 247, 240)", "grid")
    assert "sans-serif" in sans
    assert stage.asked == []
    assert stage.complaints == []


def test_window_opens_from_a_file_and_answers(page: Page, one_file: Path) -> None:
    page.context.set_offline(True)
    page.goto(one_file.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")
    stage = Stage(page)
    window = stage.show()
    shows(window, "main h2", NOW["title"])
    window.keyboard.press("PageDown")
    stage.did("next")
    assert stage.complaints == []


def test_style_sheet_that_may_not_be_read_does_not_stop_the_window(own_stage: Stage) -> None:
    own_stage.page.evaluate(
        """() => {
            window.foreign = document.head.appendChild(document.createElement("style"));
            Object.defineProperty(foreign.sheet, "cssRules", {
                get() { throw new DOMException("", "SecurityError"); },
            });
        }"""
    )
    shows(own_stage.show(), "main h2", NOW["title"])


def test_opening_again_brings_the_same_window(stage: Stage) -> None:
    window = stage.show()
    assert stage.page.evaluate("speaker.open()") is True
    assert stage.page.context.pages == [stage.page, window]


def test_closing_the_presentation_closes_the_window(stage: Stage) -> None:
    window = stage.show()
    with window.expect_event("close"):
        stage.page.evaluate("speaker.close()")
    stage.post(step=5)
    shows(stage.show(step=6), ".progress", "6 of 11")


def test_window_closed_by_hand_opens_again_with_the_present_step(stage: Stage) -> None:
    stage.show().close()
    stage.post(step=5)
    window = stage.open()
    shows(window, ".progress", "5 of 11")
    window.keyboard.press("ArrowRight")
    stage.did("next")


def test_window_that_was_reloaded_fills_again_with_the_next_step(stage: Stage) -> None:
    window = stage.show()
    window.reload()
    stage.post(step=5)
    window.wait_for_selector("main h2")
    shows(window, ".progress", "5 of 11")


def test_blocked_window_is_reported(page: Page, site: Site) -> None:
    def frame(route: Route) -> None:
        boxed = f'<iframe sandbox="allow-scripts allow-same-origin" src="{site.url}"></iframe>'
        route.fulfill(body=boxed, content_type="text/html")

    page.route("**/host.html", frame)
    page.goto(f"{site.url}host.html")
    inner = page.frames[1]
    inner.wait_for_selector("html[data-ready]", state="attached")
    opened = inner.evaluate(
        """() => timelineParts.presenter.create({timeline: {title: ""}}, {channel: "x", onDo() {}})
            .open()"""
    )
    assert opened is False
    assert len(page.context.pages) == 1


def test_window_says_that_the_stage_has_gone(own_stage: Stage) -> None:
    window = own_stage.show()
    own_stage.page.close()
    window.wait_for_selector("html.gone")
    assert "The stage has gone" in window.locator("[role=status]").inner_text()
    assert window.locator("button:enabled").count() == 0
    # a clock that stands still would mislead
    assert window.locator("[role=timer]").is_hidden()
    assert violations(window) == []


def test_stage_that_was_reloaded_takes_up_its_window(page: Page, site: Site) -> None:
    window = Stage(site.open(page)).show()
    stage = Stage(site.open(page, "tour=one-idea"))
    assert window.locator("html.gone").count() == 1
    stage.post(step=7)
    assert page.evaluate("speaker.open()") is True
    shows(window, ".progress", "7 of 11")
    assert page.context.pages == [page, window]
    window.keyboard.press("b")
    stage.did("blank")


def test_window_works_where_there_are_no_channels(own_stage: Stage) -> None:
    own_stage.page.evaluate("delete window.BroadcastChannel")
    window = own_stage.show()
    shows(window, "main h2", NOW["title"])
    own_stage.post(step=5)
    shows(window, ".progress", "5 of 11")
    window.keyboard.press("Home")
    own_stage.did("first")


# ------------------------------------------------------------------ what it shows


def test_window_shows_the_step_and_the_next_one(stage: Stage) -> None:
    window = stage.show()
    shows(window, "h1", "One idea")
    shows(window, ".progress", "4 of 11")
    now = window.locator("main").inner_text()
    for words in (NOW["title"], NOW["date"], NOW["dateNote"], NOW["say"], NOW["question"]):
        assert words in now
    assert NOW["quote"]["exact"] in now  # type: ignore[index]
    assert "L. D. Trotsky, quoted in The book of 1930" in now
    following = window.locator("aside").inner_text()
    for words in (NEXT["title"], NEXT["date"], NEXT["say"]):
        assert words in following


def test_window_follows_the_stage(stage: Stage) -> None:
    window = stage.show()
    stage.post(step=5, now=NEXT, next=None, theme="dark")
    shows(window, "main h2", NEXT["title"])
    shows(window, "aside h2", "This is the last step")
    assert NOW["say"] not in visible(window)
    assert window.locator("main .question").is_hidden()
    assert window.locator("figure").is_hidden()
    assert window.locator("button.question").is_disabled()
    ground = window.evaluate("() => getComputedStyle(document.documentElement).backgroundColor")
    assert ground == "rgb(24, 22, 19)"


SEEN: list[tuple[dict[str, Any], str, set[str]]] = [
    ({}, "the screen shows this step", set()),
    ({"blank": True}, "screen is blank", {"Blank"}),
    ({"layer": "question"}, "question shown", {"Question"}),
    ({"layer": "evidence"}, "evidence shown", {"Question"}),
    ({"hideDates": True, "revealed": False}, "dates hidden", {"Hide dates"}),
    (
        {"hideDates": True, "layer": "order", "blank": True},
        "screen is blank · the class orders events · dates hidden, this one shown",
        {"Blank", "Hide dates"},
    ),
]


def test_window_says_what_the_class_sees(stage: Stage) -> None:
    window = stage.show()
    for changes, words, pressed in SEEN:
        stage.post(**changes)
        window.wait_for_function(
            "words => document.querySelector('[role=status]').textContent === words", arg=words
        )
        held = window.locator("button[aria-pressed=true]").all()
        assert {(one.text_content() or "")[:-1] for one in held} == pressed
        # the teacher always sees the date and the question
        assert NOW["date"] in visible(window)
        assert NOW["question"] in visible(window)


def test_after_the_last_step_come_the_closing_questions(stage: Stage) -> None:
    window = stage.show(step=11, next=None, closing=CLOSING)
    shows(window, "aside h2", "Closing questions")
    assert all(one in window.locator("aside").inner_text() for one in CLOSING)
    stage.post(step=11, next=None, closing=CLOSING, layer="end")
    shows(window, "main h2", "Closing questions")
    assert window.locator("main li").all_inner_texts() == CLOSING
    shows(window, "[role=status]", "CLOSING QUESTIONS SHOWN")
    shows(window, "aside h2", "This is the end")
    assert NOW["say"] not in visible(window)
    assert NOW["question"] not in visible(window)
    # and back
    stage.post(step=11, next=None, closing=CLOSING)
    shows(window, "main h2", NOW["title"])
    assert window.locator("main ol").is_hidden()


def test_evidence_on_the_screen_is_shown_as_the_class_sees_it(stage: Stage) -> None:
    window = stage.show(layer="evidence", evidence=EVIDENCE[:2], page=[1, 3])
    shows(window, "[role=status]", "EVIDENCE SHOWN 1 OF 3")
    figures = window.locator("main figure")
    assert figures.locator("p, figcaption").all_inner_texts() == [
        *("“Legitimate” as the first stage", "The book of 1930"),
        *("proved the theory correct", "Stalin, quoted in Chapter 6"),
    ]
    marks = "(node) => getComputedStyle(node, '::before').content"
    words = figures.locator("p")
    # a quotation that brings its own marks gets no others
    assert [words.nth(n).evaluate(marks) for n in (0, 1)] == ["none", "open-quote"]
    stage.post(layer="evidence", evidence=EVIDENCE[2:], page=[3, 3])
    shows(window, "[role=status]", "EVIDENCE SHOWN 3 OF 3")
    assert figures.locator("p, figcaption").all_inner_texts() == [
        "The day is that of the new calendar.",
        "Editor: Carr 1954",
    ]
    stage.post()
    shows(window, "main figcaption", "L. D. Trotsky, quoted in The book of 1930")
    assert figures.count() == 1


def test_text_of_the_file_stays_text(stage: Stage) -> None:
    window = stage.show(title="<b>bold</b>", now=NOW | {"title": "<img src=x>"})
    shows(window, "h1", "<b>bold</b>")
    assert window.locator("img, b").count() == 0


# ------------------------------------------------------------------ commands


def test_buttons_send_commands(stage: Stage) -> None:
    window = stage.show()
    for name in ("Forward", "Back", "Question", "Hide dates", "Blank"):
        window.get_by_role("button", name=name).click()
    stage.did("next", "back", "question", "dates", "blank")


KEYS = {
    "ArrowRight": "next",
    "ArrowDown": "next",
    "PageDown": "next",
    "Space": "next",
    "Enter": "next",
    "ArrowLeft": "back",
    "ArrowUp": "back",
    "PageUp": "back",
    "Shift+Space": "back",
    "Home": "first",
    "End": "last",
    "b": "blank",
    "B": "blank",
    ".": "blank",
    "q": "question",
    "d": "dates",
}


def test_keys_are_those_of_the_stage(stage: Stage) -> None:
    window = stage.show()
    for key in KEYS:
        window.keyboard.press(key)
    stage.did(*KEYS.values())


def test_keys_with_control_and_keys_of_a_clicker_do_no_harm(stage: Stage) -> None:
    window = stage.show()
    window.evaluate("() => { document.body.dataset.same = '' }")
    for key in ("F5", "Control+b", "Alt+ArrowRight", "x", "End"):
        window.keyboard.press(key)
    stage.did("last")
    assert window.locator("body[data-same]").count() == 1


def test_space_presses_the_button_that_has_the_focus_and_nothing_else(stage: Stage) -> None:
    window = stage.show()
    window.get_by_role("button", name="Blank").focus()
    window.keyboard.press("Space")
    window.keyboard.press("ArrowRight")
    stage.did("blank", "next")


def test_space_goes_forward_after_a_click_on_a_button(stage: Stage) -> None:
    window = stage.show()
    window.get_by_role("button", name="Blank").click()
    window.keyboard.press("Space")
    stage.did("blank", "next")


LONG = {"say": "A word. " * 300}


def test_words_longer_than_the_window_can_be_read_by_keys(stage: Stage) -> None:
    window = stage.show(now=NOW | LONG)
    window.locator("main").focus()
    window.keyboard.press("ArrowDown")
    window.wait_for_function("() => document.querySelector('main').scrollTop > 0")
    window.keyboard.press("ArrowRight")
    stage.did("next")


def test_next_step_is_read_from_its_beginning(stage: Stage) -> None:
    window = stage.show(now=NOW | LONG)
    window.evaluate("() => document.querySelector('main').scrollTo(0, 90)")
    stage.post(now=NOW | LONG, layer="question")
    window.wait_for_selector("button[aria-pressed=true]")
    assert window.evaluate("() => document.querySelector('main').scrollTop") == 90
    stage.post(step=5, now=NEXT | LONG)
    shows(window, ".progress", "5 of 11")
    assert window.evaluate("() => document.querySelector('main').scrollTop") == 0


# ------------------------------------------------------------------ the clock


def at(stage: Stage, seconds: float) -> None:
    stage.page.clock.set_fixed_time(NOON + seconds)


def test_clock_counts_from_the_start_against_the_minutes_planned(stage: Stage) -> None:
    window = stage.show()
    shows(window, ".clock p", "0:00 of 12 min")
    at(stage, 65)
    shows(window, ".clock p", "1:05 of 12 min")
    at(stage, 12 * 60 + 34)
    shows(window, ".clock p", "12:34 of 12 min, 0:34 over")
    at(stage, 3725)
    shows(window, "[role=timer]", "1:02:05")
    stage.post(minutes=0)
    shows(window, ".clock p", "1:02:05")


def test_clock_starts_anew(stage: Stage) -> None:
    window = stage.show()
    at(stage, 100)
    window.get_by_role("button", name="Start anew").click()
    shows(window, "[role=timer]", "0:00")
    at(stage, 107)
    shows(window, "[role=timer]", "0:07")
    # the next step is no new start, another lesson is
    stage.post(step=5)
    shows(window, ".progress", "5 of 11")
    shows(window, "[role=timer]", "0:07")
    stage.post(started=(NOON + 105) * 1000)
    shows(window, "[role=timer]", "0:02")


def test_clock_pauses_and_goes_on(stage: Stage) -> None:
    window = stage.show()
    at(stage, 10)
    shows(window, "[role=timer]", "0:10")
    window.get_by_role("button", name="Pause").click()
    at(stage, 50)
    stage.post(step=5)
    shows(window, ".progress", "5 of 11")
    assert window.locator("[role=timer]").inner_text() == "0:10"
    window.get_by_role("button", name="Go on").click()
    at(stage, 55)
    shows(window, "[role=timer]", "0:15")
    assert window.get_by_role("button", name="Pause").count() == 1


def test_clock_goes_on_while_the_window_is_closed(stage: Stage) -> None:
    window = stage.show()
    at(stage, 20)
    window.get_by_role("button", name="Start anew").click()
    window.close()
    at(stage, 50)
    shows(stage.open(), "[role=timer]", "0:30")


# ------------------------------------------------------------------ reading it


DRAWN = """([theme, words]) => document.documentElement.dataset.theme === theme
    && document.querySelector("[role=status]").textContent === words"""


def test_axe_finds_nothing_in_any_theme(stage: Stage) -> None:
    window = stage.show(started=(NOON - 13 * 60) * 1000)  # beyond the minutes planned
    states: dict[str, dict[str, Any]] = {
        "the screen shows this step": {},
        "screen is blank · question shown · dates hidden, this one shown": {
            "blank": True,
            "layer": "question",
            "hideDates": True,
        },
        # with no question, its button is disabled
        "closing questions shown": {
            "layer": "end",
            "now": NEXT,
            "next": None,
            "closing": CLOSING,
        },
        "evidence shown 1 of 2": {"layer": "evidence", "evidence": EVIDENCE, "page": [1, 2]},
    }
    faults = {}
    for theme in ("light", "dark", "projector"):
        for words, changes in states.items():
            stage.post(theme=theme, **changes)
            window.wait_for_function(DRAWN, arg=[theme, words])
            if found := violations(window):
                faults[theme, words] = found
    assert faults == {}


def test_window_has_a_language_a_title_and_one_heading(stage: Stage) -> None:
    window = stage.show()
    assert window.evaluate("() => document.documentElement.lang") == "en"
    assert window.title() == "Presenter: One idea"
    assert window.locator("h1").count() == 1
    for landmark in ("banner", "main", "complementary"):
        assert window.get_by_role(landmark).count() == 1  # type: ignore[arg-type]


HIDDEN = """wanted => wanted.filter((place) => {
    const node = document.querySelector(place);
    const { left, right, top, bottom } = node.getBoundingClientRect();
    return [[left + 2, top + 2], [right - 2, bottom - 2]]
        .some(([x, y]) => !node.contains(document.elementFromPoint(x, y)));
})"""
SMALLEST = """() => Math.min(...[...document.querySelectorAll("body *")]
    .filter((node) => [...node.childNodes].some((child) => child.nodeType === 3))
    .map((node) => parseFloat(getComputedStyle(node).fontSize)))"""


def test_everything_needed_is_in_sight_at_any_size(stage: Stage) -> None:
    window = stage.show(theme="projector")
    wanted = ["h1", "[role=timer]", "main h2", "main .say", "section.question p", "aside h2"]
    wanted += [f"button.{what}" for what in ("back", "next", "question", "dates", "blank")]
    for width, height in ((480, 360), (700, 500), (800, 420), (960, 640), (1280, 800)):
        window.set_viewport_size({"width": width, "height": height})
        assert window.evaluate(HIDDEN, wanted) == [], f"at {width} × {height}"
        assert window.evaluate("() => document.documentElement.scrollWidth") == width
        assert window.evaluate(SMALLEST) >= 14


def test_question_stays_in_sight_under_many_words(stage: Stage) -> None:
    window = stage.show(now=NOW | LONG)
    asked = window.locator("section.question p")
    box = asked.bounding_box()
    commands = window.locator(".commands").bounding_box()
    assert box is not None
    assert commands is not None
    assert box["y"] + box["height"] <= commands["y"]
