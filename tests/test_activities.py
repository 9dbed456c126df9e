"""What a class does itself: texts without their dates, “Order these”, “Who says it?”."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from axe import violations
from counts import TOTAL
from playwright.sync_api import Locator, Page, expect
from wcag import contrast

CASES = json.loads((Path(__file__).parent / "cases" / "dateless.json").read_text("utf-8"))
SCREENS = [(1280, 720), (1024, 768), (1920, 1080)]
DATE = re.compile(r"\b\d{3,4}\b|\b\d{1,2} [JFMASOND][a-z]+\b|[JFMASOND][a-z]+ \d{1,2}\b")

# A host as the stage has it, and keys given to the activity as the stage gives them.
MOUNT = """() => {
    const host = document.createElement("div");
    host.id = "try";
    host.setAttribute("role", "region");
    host.setAttribute("aria-label", "Stage");
    host.style.cssText = "position: fixed; inset: 0 0 40% 0; font-size: 3.05vh; overflow: auto;"
        + " background: var(--paper); z-index: 900";
    document.body.append(host);
    const doc = JSON.parse(document.getElementById("document").textContent);
    const order = timelineParts.order.create(doc);
    const who = timelineParts.who.create(doc);
    const at = (id) => doc.columns.id.indexOf(id);
    const tour = (n) => doc.tours[n].steps.map(({ event }) => at(event));
    window.lesson = { host, doc, order, who, at, tour, part: null, closed: 0, handled: null,
        over: new AbortController() };
    document.addEventListener("keydown", (event) => {
        lesson.handled = Boolean(lesson.part) && lesson.part.key(event);
        if (lesson.handled) event.preventDefault();
    }, { capture: true, signal: lesson.over.signal });
}"""
UNMOUNT = "() => { lesson.over.abort(); lesson.host.remove(); delete window.lesson; }"
ORDER = """([ids, round]) => {
    lesson.part = lesson.order;
    const onDone = () => { lesson.closed += 1; };
    lesson.order.open(lesson.host, ids.map(lesson.at), { round, onDone });
}"""
WHO = """(id) => {
    lesson.part = lesson.who;
    lesson.who.open(lesson.host, lesson.at(id), { onDone: () => { lesson.closed += 1; } });
}"""

FOUR = ["general-strike", "german-october", "russian-revolution-1905", "hitler-in-power"]
IN_TIME = [FOUR[2], FOUR[1], FOUR[0], FOUR[3]]


@pytest.fixture
def mounted(shown: Callable[..., Page]) -> Iterator[Callable[..., Page]]:
    """Shows a view with a host for an activity over it, which goes with the test."""
    pages = []

    def mount(query: str = "", **options: Any) -> Page:
        page = shown(query, **options)
        page.evaluate(MOUNT)
        pages.append(page)
        return page

    yield mount
    for page in pages:
        page.evaluate(UNMOUNT)


@pytest.fixture
def lesson(mounted: Callable[..., Page]) -> Page:
    """The built-in timeline with a host for an activity over it."""
    return mounted()


def title(page: Page, event: str) -> str:
    words: str = page.evaluate("id => lesson.doc.columns.title[lesson.at(id)]", event)
    return words


def open_order(page: Page, events: list[str], round_: int = 0) -> Locator:
    page.evaluate(ORDER, [events, round_])
    return page.locator("#try .order")


def letters(page: Page, events: list[str]) -> list[str]:
    """The letters of events in the set on show, which carries their titles without dates."""
    shown = page.locator("#try .rows .title").all_inner_texts()
    bare = page.evaluate(
        "ids => ids.map(id => timelineParts.dateless.pieces("
        "lesson.doc.columns.title[lesson.at(id)])"
        ".filter(part => !part.hidden).map(part => part.text).join(''))",
        events,
    )
    return ["ABCDEF"[[s.strip() for s in shown].index(words.strip())] for words in bare]


# ---------------------------------------------------------------- texts without dates


def test_a_box_stands_where_a_date_stood(lesson: Page) -> None:
    found = lesson.evaluate(
        """texts => texts.map(text => timelineParts.dateless.nodes(text)
            .map(node => node.className === "hidden-date" ? "⟦⟧" : node.data).join(""))""",
        [case["in"] for case in CASES["parts"]],
    )
    assert found == [re.sub("⟦.*?⟧", "⟦⟧", case["out"]) for case in CASES["parts"]]


def test_the_parts_of_a_text_are_the_whole_text(lesson: Page) -> None:
    assert (
        lesson.evaluate(
            """() => {
            const all = [];
            for (const [i, event] of lesson.doc.events.entries()) {
                all.push(lesson.doc.columns.title[i], event.summary || "",
                    ...(event.excerpts || []).map(({ exact }) => exact));
            }
            return all.filter((text) => timelineParts.dateless.pieces(text)
                .map((part) => part.text).join("") !== text);
        }"""
        )
        == []
    )


def test_a_hidden_date_is_named_but_can_be_neither_read_nor_found(lesson: Page) -> None:
    lesson.evaluate(
        "() => lesson.host.replaceChildren("
        "...timelineParts.dateless.nodes('On 23 February 1917 and in 1905'))"
    )
    box = lesson.locator("#try .hidden-date")
    assert lesson.locator("#try").inner_text() == "On  and in "
    assert "19" not in lesson.evaluate("() => lesson.host.innerHTML")
    expect(lesson.locator("#try").get_by_role("img", name="date hidden")).to_have_count(2)
    widths = {one.bounding_box()["width"] for one in box.all()}  # type: ignore[index]
    assert len(widths) == 1, "its width must not tell how long the date is"
    assert widths.pop() > 20


def test_a_hostile_text_takes_no_time_out_of_proportion(lesson: Page) -> None:
    # what backtracks in texts of this length does not end within the test's patience
    for text in ("1, ", "1-", "1917 ", "May ", "in ", "1 and ", "19"):
        script = "text => timelineParts.dateless.pieces(text).length"
        assert lesson.evaluate(script, text * 20_000) >= 1


def test_no_year_of_a_title_or_of_a_tour_s_sentence_is_left(lesson: Page) -> None:
    texts = lesson.evaluate(
        "() => [...lesson.doc.columns.title, ...lesson.doc.tours.flatMap(tour => tour.steps"
        ".map(step => step.say))].map(text => timelineParts.dateless.pieces(text)"
        ".filter(part => !part.hidden).map(part => part.text).join('▢'))"
    )
    assert len(texts) > 100
    assert [text for text in texts if DATE.search(text)] == []


# ---------------------------------------------------------------- order these: the sets


def test_every_set_of_every_tour_has_an_order_that_is_sure(lesson: Page) -> None:
    chosen = lesson.evaluate(
        """() => [...lesson.doc.tours.keys(), -1].flatMap((n) => {
            const list = n < 0 ? [...lesson.doc.columns.id.keys()] : lesson.tour(n);
            return [0, 1, 2, 3, 4, 5].map((round) => [n, list, lesson.order.sets(list, round)]);
        })"""
    )
    columns = lesson.evaluate("() => lesson.doc.columns")
    for n, steps, events in chosen:
        assert 3 <= len(events) <= 6, f"tour {n}"
        assert set(events) <= set(steps)
        for before, after in pairwise(events):
            assert columns["end"][before] <= columns["start"][after]
        assert not any(columns["circa"][i] or columns["doubtful"][i] for i in events)
        assert not any(columns["openEnd"][i] for i in events[:-1])
        assert not any(columns["openStart"][i] for i in events[1:])


def test_the_sets_of_a_long_list_differ_are_spread_and_are_the_same_again(lesson: Page) -> None:
    script = (
        "() => [0, 1, 2, 3].map(round => lesson.order.sets("
        "[...lesson.doc.columns.id.keys()], round))"
    )
    sets = lesson.evaluate(script)
    assert lesson.evaluate(script) == sets
    assert len({tuple(one) for one in sets}) == 4
    for one in sets:
        assert len(one) == 6
        thirds = {i * 3 // TOTAL for i in one}
        assert thirds == {0, 1, 2}


def test_vague_dates_count_with_all_their_extent(lesson: Page) -> None:
    def sets(**columns: list[Any]) -> Any:
        count = len(columns["start"])
        flags = dict.fromkeys(["circa", "doubtful", "openStart", "openEnd"], [0] * count)
        return lesson.evaluate(
            "columns => timelineParts.order.create({columns}).sets([...columns.start.keys()])",
            flags | columns,
        )

    start, end = [0, 10, 20, 30], [10, 20, 30, 40]
    assert sets(start=start, end=end) == [0, 1, 2, 3]
    assert len(sets(start=[0, 5, 20, 30], end=end)) == 3  # the first two overlap
    assert sets(start=start, end=end, circa=[0, 1, 0, 0]) == [0, 2, 3]
    assert sets(start=start, end=end, doubtful=[0, 0, 0, 1]) == [0, 1, 2]
    assert sets(start=start, end=end, openStart=[0, 0, 1, 0]) == [0, 1, 3]
    assert sets(start=start, end=end, openEnd=[0, 1, 0, 0]) == [0, 2, 3]


def test_a_set_is_never_shown_in_its_order(lesson: Page) -> None:
    shown = lesson.evaluate(
        """() => [...lesson.doc.tours.keys()].flatMap((n) => [0, 1, 2, 3, 4].map((round) => {
            const list = lesson.tour(n);
            lesson.order.open(lesson.host, list, { round });
            const bare = (i) => timelineParts.dateless.nodes(lesson.doc.columns.title[i])
                .map((node) => node.textContent).join("");
            const titles = lesson.host.querySelectorAll(".title");
            const shown = Array.from(titles, (one) => one.textContent);
            return [shown, lesson.order.sets(list, round).map(bare)];
        }))"""
    )
    for titles, in_time in shown:
        assert sorted(titles) == sorted(in_time)
        assert titles != in_time


# ---------------------------------------------------------------- order these: played


def test_a_set_is_ordered_by_keys_and_found_right(lesson: Page) -> None:
    order = open_order(lesson, FOUR)
    expect(order.locator(".row[aria-pressed=false]")).to_have_count(4)
    expect(order.get_by_role("button", name="Check")).to_have_count(0)
    for letter in letters(lesson, IN_TIME):
        lesson.keyboard.press(letter.lower())
    expect(order.get_by_role("button", pressed=True)).to_have_count(4)
    lesson.keyboard.press("Enter")
    expect(order.get_by_role("status")).to_have_text("4 of 4 in place.")
    expect(order.locator(".rows .title")).to_have_text([title(lesson, one) for one in IN_TIME])
    expect(order.locator(".verdict")).to_have_text(["✓ in place"] * 4)
    order.get_by_role("button", name="Close").click()
    assert lesson.evaluate("() => lesson.closed") == 1


def test_a_wrong_order_is_put_right_with_the_dates_in_words(lesson: Page) -> None:
    order = open_order(lesson, FOUR)
    a, b, c, d = letters(lesson, IN_TIME)
    for letter in (a, d, c, b):
        order.get_by_role("button", name=re.compile(rf"^{letter} ")).click()
    order.get_by_role("button", name="Check").click()
    expect(order.get_by_role("status")).to_have_text("2 of 4 in place.")
    expect(order.locator(".rows .title")).to_have_text([title(lesson, one) for one in IN_TIME])
    expect(order.locator(".verdict")).to_have_text(
        ["✓ in place", "✗ was 4th", "✓ in place", "✗ was 2nd"]
    )
    expect(order.locator(".date")).to_have_text(
        ["1905", "October 1923", "4–12 May 1926", "30 January 1933"]
    )


def test_a_place_is_taken_back_and_later_ones_move_up(lesson: Page) -> None:
    order = open_order(lesson, FOUR)

    def ranks() -> list[str]:
        return [rank.text_content() or "" for rank in order.locator(".rank").all()]

    for letter in "CAB":
        lesson.keyboard.press(letter)
    assert ranks() == ["2nd", "3rd", "1st", ""]
    lesson.keyboard.press("c")
    assert ranks() == ["1st", "2nd", "", ""]
    order.get_by_role("button", name=re.compile("^1st A ")).click()
    assert ranks() == ["", "1st", "", ""]
    lesson.keyboard.press("Backspace")
    assert ranks() == ["", "", "", ""]
    lesson.keyboard.press("Backspace")
    assert ranks() == ["", "", "", ""]
    expect(order.get_by_role("status")).to_contain_text("Which came first?")


def test_arrows_and_space_order_a_set_too(lesson: Page) -> None:
    order = open_order(lesson, FOUR)
    lesson.keyboard.press("ArrowDown")
    lesson.keyboard.press(" ")
    lesson.keyboard.press("ArrowDown")
    lesson.keyboard.press("Enter")
    lesson.keyboard.press("ArrowUp")
    lesson.keyboard.press("ArrowUp")  # from the first row to the last button, which is “Close”
    expect(order.get_by_role("button", name="Close")).to_be_focused()
    lesson.keyboard.press("ArrowUp")
    lesson.keyboard.press("Enter")
    assert [rank.text_content() for rank in order.locator(".rank").all()] == [
        "1st", "2nd", "", "3rd",
    ]  # fmt: skip


def test_keys_that_order_nothing_are_left_to_the_stage(lesson: Page) -> None:
    order = open_order(lesson, FOUR)
    for key in (
        "Escape",
        "PageDown",
        "PageUp",
        "Home",
        " ",
        "Enter",
        "e",
        "f",
        "w",
        ".",
        "Control+b",
    ):
        lesson.keyboard.press(key)
        assert lesson.evaluate("() => lesson.handled") is False, key
    expect(order.get_by_role("button", pressed=True)).to_have_count(0)
    for key in ("a", "b", "c", "d", "Enter"):
        lesson.keyboard.press(key)
        assert lesson.evaluate("() => lesson.handled") is True, key
    for key in ("a", "b", "Enter", "Backspace"):
        lesson.keyboard.press(key)
        assert lesson.evaluate("() => lesson.handled") is False, f"{key}, all being checked"


def test_another_set_follows_and_no_date_is_told_before_its_check(lesson: Page) -> None:
    for tour in range(len(lesson.evaluate("() => lesson.doc.tours"))):
        events = lesson.evaluate("n => lesson.doc.tours[n].steps.map(({event}) => event)", tour)
        order = open_order(lesson, events)
        seen = []
        for _ in range(3):
            seen.append(order.locator(".rows .title").all_inner_texts())
            html = lesson.evaluate("() => lesson.host.outerHTML.replace(/style=.*?>/, '')")
            assert not re.search(r"\b1[89]\d\d\b", html)
            assert order.locator(".date").count() == 0
            for letter in "ABCDEF"[: len(seen[-1])]:
                lesson.keyboard.press(letter)
            order.get_by_role("button", name="Check").click()
            assert order.locator(".date").count() == len(seen[-1])
            order.get_by_role("button", name=re.compile("Another set|Once more")).click()
        assert seen[0] != seen[1] != seen[2]


def test_too_few_events_are_said_so_in_words(lesson: Page) -> None:
    order = open_order(lesson, ["general-strike", "hitler-in-power"])
    expect(order.get_by_role("status")).to_have_text("Ordering needs 3 events; here are two.")
    order = open_order(lesson, ["chinese-revolution", "general-strike", "shanghai-massacre"])
    expect(order.get_by_role("status")).to_contain_text("of these 3 only two are so.")
    order = open_order(lesson, ["komsomol-programme", "mad-gallop", "bulgaria-1924"])
    expect(order.get_by_role("status")).to_contain_text("of these 3 no two are so.")
    lesson.keyboard.press("a")
    lesson.keyboard.press("Backspace")
    expect(order.get_by_role("button")).to_have_count(1)
    order.get_by_role("button", name="Close").click()
    assert lesson.evaluate("() => lesson.closed") == 1


def test_the_dates_are_told_in_the_calendar_of_the_view(lesson: Page) -> None:
    events = ["february-revolution", "cc-votes-insurrection", "october-revolution"]
    lesson.evaluate(
        "ids => { lesson.part = lesson.order;"
        " lesson.order.open(lesson.host, ids.map(lesson.at), {calendar: 'os'}); }",
        events,
    )
    for key in ("a", "b", "c", "Enter"):
        lesson.keyboard.press(key)
    expect(lesson.locator("#try .date").nth(1)).to_have_text(
        lesson.evaluate("id => lesson.doc.columns.wordsOs[lesson.at(id)]", events[1])
    )


# ---------------------------------------------------------------- who says it?


def test_a_wrong_source_is_marked_and_the_right_one_attributed(lesson: Page) -> None:
    lesson.evaluate(WHO, "shanghai-massacre")
    who = lesson.locator("#try .who")
    labels = lesson.evaluate("() => lesson.doc.sources.map(({label}) => label)")
    expect(who.locator(".choices .title")).to_have_text(labels)
    expect(who.locator("blockquote")).to_contain_text("In 1927 Chiang Kai-Shek")
    assert "Chapter 6" not in who.locator("blockquote").inner_text()
    lesson.keyboard.press("1")
    expect(who.get_by_role("status")).to_contain_text(f"Not {labels[0]}.")
    expect(who.get_by_role("button", name=labels[0])).to_have_attribute("aria-disabled", "true")
    expect(who.get_by_role("button", name=labels[0])).to_contain_text("✗")
    who.get_by_role("button", name="Chapter 6").click()
    expect(who.get_by_role("status")).to_have_text("Right: Chapter 6.")
    answer = who.locator(".answer")
    for words in ("Chapter 6", "partisan account", "date of writing not known", "✓ verified"):
        expect(answer).to_contain_text(words)
    expect(answer).to_contain_text(f"Tried before: {labels[0]}")
    lesson.keyboard.press("2")
    expect(who.get_by_role("status")).to_have_text("Right: Chapter 6.")


def test_the_answer_is_shown_when_asked_for_with_the_voice_inside(lesson: Page) -> None:
    lesson.evaluate(
        "() => { const i = lesson.doc.events.findIndex(event => (event.excerpts || [])"
        ".some(({speaker, verified}) => speaker && verified));"
        " lesson.spoken = lesson.doc.events[i].excerpts.find(({speaker}) => speaker);"
        " lesson.part = lesson.who; lesson.who.open(lesson.host, lesson.spoken, {}); }"
    )
    who = lesson.locator("#try .who")
    speaker = lesson.evaluate("() => lesson.spoken.voice")
    assert speaker not in lesson.evaluate("() => lesson.host.querySelector('.answer').innerText")
    expect(who.get_by_role("button", name="Another quotation")).to_have_count(0)
    lesson.keyboard.press("ArrowDown")
    expect(who.get_by_role("button").first).to_be_focused()
    who.get_by_role("button", name="Show").click()
    label = lesson.evaluate("() => lesson.doc.sources[lesson.spoken.source].label")
    expect(who.get_by_role("status")).to_have_text(f"The answer: {label}.")
    expect(who.locator(".answer")).to_contain_text(speaker)


def test_another_quotation_of_the_event_follows(lesson: Page) -> None:
    lesson.evaluate(WHO, "general-strike")
    exact = lesson.evaluate(
        "() => lesson.doc.events[lesson.at('general-strike')].excerpts.map(({exact}) => exact)"
    )
    quote = lesson.locator("#try blockquote")
    for words in [*exact, exact[0]]:
        expect(quote).to_have_text(words)
        lesson.get_by_role("button", name="Another quotation").click()
    lesson.evaluate(
        "id => lesson.who.open(lesson.host,"
        " lesson.doc.events[lesson.at(id)].excerpts.slice(1), {})",
        "general-strike",
    )
    expect(quote).to_have_text(exact[1])


def test_it_can_be_asked_only_where_there_are_words_and_a_choice(lesson: Page) -> None:
    assert lesson.evaluate("() => lesson.who.can(lesson.at('general-strike'))") is True
    assert lesson.evaluate(
        """() => [
            timelineParts.who.create({ sources: [{}, {}], events: [{}] }).can(0),
            timelineParts.who.create({ sources: [{}], events: [{ excerpts: [{}] }] }).can(0),
            timelineParts.who.create({ sources: [{}, {}], events: [{ excerpts: [{}] }] }).can(0),
        ]"""
    ) == [False, False, True]


def test_a_closed_activity_leaves_nothing_and_takes_no_key(lesson: Page) -> None:
    open_order(lesson, FOUR)
    lesson.evaluate("() => lesson.order.close()")
    lesson.evaluate(WHO, "general-strike")
    lesson.evaluate("() => lesson.who.close()")
    assert lesson.evaluate("() => lesson.host.childNodes.length") == 0
    for part in ("order", "who"):
        assert (
            lesson.evaluate(f"() => lesson.{part}.key(new KeyboardEvent('keydown', {{key: '1'}}))")
            is False
        )


# ---------------------------------------------------------------- seen from the last row

DRAWN = """() => {
    const host = lesson.host;
    const least = parseFloat(getComputedStyle(host).fontSize);
    const paint = (node) => {
        for (let at = node; at; at = at.parentElement) {
            const { backgroundColor } = getComputedStyle(at);
            if (backgroundColor !== "rgba(0, 0, 0, 0)") return backgroundColor;
        }
        return "rgb(255, 255, 255)";
    };
    const hex = (colour) => "#" + colour.match(/\\d+/g).slice(0, 3)
        .map((part) => Number(part).toString(16).padStart(2, "0")).join("");
    return {
        over: [host.scrollHeight - host.clientHeight, host.scrollWidth - host.clientWidth],
        texts: [...host.querySelectorAll("*")]
            .filter((node) => [...node.childNodes].some((child) => child.data && child.data.trim()))
            .filter((node) => !node.classList.contains("visually-hidden"))
            .map((node) => [node.textContent, parseFloat(getComputedStyle(node).fontSize) / least,
                hex(getComputedStyle(node).color), hex(paint(node))]),
    };
}"""


def faults(page: Page) -> list[str]:
    drawn = page.evaluate(DRAWN)
    assert len(drawn["texts"]) > 5
    wrong = [f"too large by {drawn['over']}"] if max(drawn["over"]) > 0 else []
    wrong += [f"small: {text} {size}" for text, size, *_ in drawn["texts"] if size < 0.999]
    wrong += [
        f"faint: {text} {contrast(ink, ground):.1f}"
        for text, _, ink, ground in drawn["texts"]
        if contrast(ink, ground) < 12
    ]
    return wrong


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_everything_reads_and_fits_on_a_projector(
    mounted: Callable[..., Page], width: int, height: int
) -> None:
    page = mounted("theme=projector", viewport={"width": width, "height": height})
    wrong = {}
    for tour in range(page.evaluate("() => lesson.doc.tours.length")):
        page.evaluate(
            "n => { lesson.part = lesson.order; lesson.order.open(lesson.host, lesson.tour(n)); }",
            tour,
        )
        for key in "abcdef":
            page.keyboard.press(key)
        wrong[f"order {tour}"] = faults(page)
        page.keyboard.press("Enter")
        wrong[f"order {tour} checked"] = faults(page)
    for event in ("shanghai-massacre", "pravda-8-march-1930", "lenin-arrives-petrograd"):
        page.evaluate(WHO, event)
        page.keyboard.press("1")
        wrong[f"who {event}"] = faults(page)
        page.keyboard.press("ArrowUp")
        page.get_by_role("button", name="Show").click()
        wrong[f"who {event} shown"] = faults(page)
    assert {name: one for name, one in wrong.items() if one} == {}


@pytest.mark.parametrize("theme", ["light", "dark", "projector"])
def test_a_telephone_scrolls_down_but_never_sideways(
    mounted: Callable[..., Page], theme: str
) -> None:
    page = mounted(f"theme={theme}", viewport={"width": 390, "height": 844})
    open_order(page, IN_TIME)
    for key in ("a", "b", "c", "d", "Enter"):
        assert page.evaluate("() => lesson.host.scrollWidth - lesson.host.clientWidth") == 0
        page.keyboard.press(key)
    assert page.evaluate("() => lesson.host.scrollWidth - lesson.host.clientWidth") == 0
    page.evaluate(WHO, "pravda-8-march-1930")
    assert page.evaluate("() => lesson.host.scrollWidth - lesson.host.clientWidth") == 0


def test_axe_finds_nothing_in_either_activity(lesson: Page) -> None:
    open_order(lesson, FOUR)
    lesson.keyboard.press("a")
    found = violations(lesson)
    for key in "bcd":
        lesson.keyboard.press(key)
    lesson.keyboard.press("Enter")
    found += violations(lesson)
    lesson.evaluate(WHO, "general-strike")
    lesson.keyboard.press("1")
    found += violations(lesson)
    lesson.get_by_role("button", name="Show").click()
    assert found + violations(lesson) == []
