"""Tours: what an author may write, what is refused, and what of it the page gets."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from timeline.errors import FileProblems
from timeline.model import Step, Timeline
from timeline.page.document import build_document
from timeline.prepared import prepare
from timeline.reading.keys import STEP, TOUR
from timeline.reading.load import load, read
from timeline.server.app import create_app

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "tour.yaml"
GUIDE = (ROOT / "docs" / "tours.md").read_text("utf-8")
BUILT_IN = load(ROOT / "data" / "events.yaml")

SOURCES = "sources: [{id: book, title: A book}, {id: letter, title: A letter}]\n"
EVENTS = """\
events:
- id: strike
  title: A strike
  date: 1926
  excerpts:
  - {source: book, exact: nine days}
  - {source: letter, exact: left alone}
  - {source: book, exact: seven months}
- {id: peace, title: A peace, date: 1927}
tours:
"""


def tours(*lines: str, sources: str = SOURCES) -> str:
    return sources + EVENTS + "\n".join(lines) + "\n"


def one(step: str) -> str:
    return tours("- {id: may, steps: [", step, "]}")


def line_of(text: str, fragment: str) -> int:
    return next(n for n, line in enumerate(text.split("\n"), 1) if fragment in line)


def parse(text: str) -> Timeline:
    return read(text.encode(), "t.yaml")


def mistakes(text: str) -> list[str]:
    with pytest.raises(FileProblems) as caught:
        parse(text)
    return [str(problem) for problem in caught.value.problems]


def step_of(text: str) -> Step:
    return parse(text).tours[0].steps[0]


def shown_step(text: str) -> dict[str, Any]:
    step: dict[str, Any] = build_document(prepare(parse(text)))["tours"][0]["steps"][0]
    return step


# --- mistakes ----------------------------------------------------------------------------------

WRONG = {
    "an unknown event": (
        "{event: strik, say: Now.}",
        "step 1: unknown event 'strik' (did you mean 'strike'?)",
    ),
    "no event": ("{say: Now.}", "step 1: event is missing"),
    "nothing said": ("{event: strike}", "step 1: say is missing"),
    "an empty sentence": ("{event: strike, say: ' '}", "step 1: say is empty: write it"),
    "a sentence of too many characters": (
        f"{{event: strike, say: {'Twelve days.' * 14}}}",
        "say has 168 characters, at most 160 fit a projected screen: "
        "shorten it, or make two steps of it",
    ),
    "a sentence of too many words": (
        f"{{event: strike, say: {'a ' * 41}}}",
        "say has 41 words, at most 40 fit a projected screen: shorten it",
    ),
    "a question too long": (
        f"{{event: strike, say: Now., question: {'Why so? ' * 22}}}",
        "question: 'Why so? Why so? Why so? Why s…' has 175 characters, at most 170 fit",
    ),
    "a mistyped key": ("{event: strike, say: Now., qoute: book}", "(did you mean 'quote'?)"),
    "an excerpt that is not there": (
        "{event: strike, say: Now., quote: lettre}",
        "quote 'lettre': event 'strike' has no such excerpt (did you mean 'letter'?); "
        "it has book, letter, book/2",
    ),
    "a third excerpt of two": (
        "{event: strike, say: Now., quote: book/3}",
        "quote 'book/3': event 'strike' has no such excerpt",
    ),
    "an excerpt of an event without any": (
        "{event: peace, say: Now., quote: book}",
        "event 'peace' has no such excerpt: add one to the event, or leave quote out",
    ),
    "evidence that is not there": (
        "{event: strike, say: Now., question: Why?, evidence: [book, pamphlet]}",
        "evidence 'pamphlet': event 'strike' has no such excerpt; it has book",
    ),
    "evidence that is no list": (
        "{event: strike, say: Now., question: Why?, evidence: book}",
        "evidence must be a list: evidence: [one, two]",
    ),
    "evidence without a question": (
        "{event: strike, say: Now., evidence: [book]}",
        "evidence answers a question: add the question, or leave evidence out",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_in_a_step_is_named_with_its_line_and_what_to_change(name: str) -> None:
    step, words = WRONG[name]
    text = one(step)
    (found,) = mistakes(text)
    assert found.startswith(f"t.yaml:{line_of(text, step)}: tour 'may'")
    assert words in found


@pytest.mark.parametrize(
    ("tour", "words"),
    [
        ("- {id: may}", "a tour needs steps, each with event and say"),
        ("- {id: may, steps: []}", "a tour needs steps, each with event and say"),
        ("- {id: may, steps: strike}", "steps must be a list"),
        ("- {id: may, steps: [strike]}", "step 1: must have keys"),
        ("- {id: may, steps: [{}]}", "step 1: event is missing"),
    ],
)
def test_a_tour_without_a_step_that_can_be_shown_is_refused(tour: str, words: str) -> None:
    found = mistakes(tours(tour))
    assert words in found[0]
    assert len(found) == (2 if "{}" in tour else 1)


@pytest.mark.parametrize("minutes", ["0", "181", "-5", "ten", "1.5", "1e2"])
def test_minutes_that_no_lesson_takes_are_refused(minutes: str) -> None:
    step = "{event: strike, say: Now.}"
    (found,) = mistakes(tours(f"- {{id: may, minutes: {minutes}, steps: [{step}]}}"))
    assert "minutes" in found
    assert minutes in found


def test_a_title_and_the_closing_questions_fit_a_screen_too() -> None:
    step = "{event: strike, say: Now.}"
    text = tours(
        f"- id: may\n  title: {'Nine days ' * 7}",
        f"  questions:\n  - Why?\n  - {'Why so? ' * 30}\n  steps: [{step}]",
    )
    title, question = mistakes(text)
    assert f":{line_of(text, 'title: Nine')}: tour 'may': title has 69 characters" in title
    assert f":{line_of(text, '- Why so?')}: tour 'may': questions:" in question


def test_one_event_cannot_be_told_twice_in_a_row() -> None:
    text = tours(
        "- id: may\n  steps:",
        "  - {event: strike, say: It begins.}",
        "  - {event: strike, say: It ends.}",
        "  - {event: peace, say: Then peace.}",
        "  - {event: strike, say: We go back.}",
    )
    (found,) = mistakes(text)
    first, second = line_of(text, "It begins"), line_of(text, "It ends")
    assert found.startswith(f"t.yaml:{second}: tour 'may': step 2: 'strike' is the event of the")
    assert f"(line {first})" in found


def test_two_tours_cannot_share_an_id() -> None:
    tour = "- {id: may, steps: [{event: strike, say: Now.}]}"
    text = tours(tour, tour)
    (found,) = mistakes(text)
    assert f"this id stands twice: first in line {line_of(text, 'id: may')}" in found


def test_all_mistakes_of_all_tours_come_at_once_in_the_order_of_the_lines() -> None:
    found = mistakes(
        tours(
            "- id: may\n  minutes: 0\n  steps:",
            "  - {event: strik, say: Now., quote: book}",
            "  - {event: peace, quote: book}",
            "- id: may\n  steps: []",
        )
    )
    lines = [int(message.split(":")[1]) for message in found]
    assert lines == sorted(lines)
    assert len(found) == 6


def test_an_event_that_is_itself_mistaken_takes_no_blame_for_the_quote_of_a_step() -> None:
    step = "- {id: may, steps: [{event: strike, say: Now., quote: book/2}]}"
    (found,) = mistakes(tours(step).replace("date: 1926\n", "date: 1926-13\n"))
    assert "date" in found


def test_a_file_full_of_wrong_quotes_names_every_one() -> None:
    steps = [
        f"  - {{event: {event}, say: Now., quote: pamphlet}}" for event in ("strike", "peace") * 300
    ]
    found = mistakes(tours("- id: may\n  steps:", *steps))
    assert len(found) == 600
    assert found[0].endswith("; it has book, letter, book/2")
    assert all("has no such excerpt" in message for message in found)


# --- which excerpts a step shows ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "name", "index"),
    [
        ("", "", 0),
        ("book", "book", 0),
        ("book/1", "book", 0),
        ("letter", "letter", 1),
        ("book/2", "book/2", 2),
    ],
)
def test_a_step_shows_the_excerpt_that_it_names_and_else_the_first(
    typed: str, name: str, index: int
) -> None:
    text = one(f"{{event: strike, say: Now.{f', quote: {typed}' if typed else ''}}}")
    assert step_of(text).quote == name
    assert shown_step(text) == {"event": "strike", "say": "Now.", "quote": index}


def test_a_step_of_an_event_without_excerpts_shows_none() -> None:
    assert shown_step(one("{event: peace, say: Now.}"))["quote"] is None


def test_a_step_of_an_event_with_a_disagreement_alone_shows_no_excerpt() -> None:
    differ = """disagreements:
- event: peace
  about: the year
  claims: [{source: book, exact: in 1927}, {source: letter, exact: in 1928}]
"""
    assert shown_step(one("{event: peace, say: Now.}") + differ)["quote"] is None
    # what answers its question may still be the disagreement
    asked = one("{event: peace, say: Now., question: When?, evidence: [disagreement]}") + differ
    assert shown_step(asked)["quote"] is None
    assert shown_step(asked)["evidence"] == [-1]


def test_evidence_reaches_the_page_in_the_order_typed_and_each_once() -> None:
    text = one("{event: strike, say: Now., question: Why?, evidence: [book/2, letter, letter/1]}")
    assert step_of(text).evidence == ("book/2", "letter")
    assert shown_step(text)["evidence"] == [2, 1]


def test_a_question_without_evidence_leaves_the_choice_to_the_page() -> None:
    step = shown_step(one("{event: strike, say: Now., question: Why?}"))
    assert step == {"event": "strike", "say": "Now.", "question": "Why?", "quote": 0}


def test_where_no_sources_are_listed_a_step_names_one_as_the_excerpt_does() -> None:
    text = one("{event: strike, say: Now., quote: The Book/2}").replace(SOURCES, "")
    text = text.replace("source: book", "source: The Book")
    assert step_of(text).quote == "the-book/2"
    assert shown_step(text)["quote"] == 2


def test_a_tour_in_the_document_has_what_the_stage_reads_and_no_line() -> None:
    text = one("{event: strike, say: Now.}")
    (tour,) = build_document(prepare(parse(text)))["tours"]
    assert set(tour) == {"id", "title", "minutes", "intro", "questions", "steps"}


# --- the built-in tours ------------------------------------------------------------------------

SHOWN = {tour["id"]: tour["steps"] for tour in build_document(prepare(BUILT_IN))["tours"]}
EXCERPTS = {event.id: event.excerpts for event in BUILT_IN.events}


def test_every_built_in_step_shows_a_quotation_that_can_be_read_from_the_last_row() -> None:
    long = {
        (tour, step["event"]): words
        for tour, steps in SHOWN.items()
        for step in steps
        if step["quote"] is not None  # of an event that no text tells of
        and (words := len(EXCERPTS[step["event"]][step["quote"]].exact.split())) > 35
    }
    # of Lenin's arrival there is one sentence, whole
    assert {event for _, event in long} <= {"lenin-arrives-petrograd"}


def test_no_built_in_tour_repeats_a_quotation_from_one_step_to_the_next_unless_it_must() -> None:
    for steps in SHOWN.values():
        quotes = [
            None if step["quote"] is None else EXCERPTS[step["event"]][step["quote"]].exact
            for step in steps
        ]
        for before, here, step in zip(quotes, quotes[1:], steps[1:], strict=False):
            assert before != here or len(EXCERPTS[step["event"]]) <= 1


# --- the guide ---------------------------------------------------------------------------------


def test_the_example_loads_without_remark() -> None:
    t = load(EXAMPLE)
    assert t.undrawn == ()
    assert [link.warning for link in t.links if link.warning] == []
    assert len(t.tours[0].steps) == 4


def test_the_guide_shows_the_tour_of_the_example_to_the_letter() -> None:
    text = EXAMPLE.read_text("utf-8")
    shown = re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)
    assert shown == [text[text.index("tours:\n") :]]


def test_the_example_uses_every_key_and_the_guide_explains_each() -> None:
    tour = load(EXAMPLE).tours[0]
    keys = {"event", "say", "question", "quote", "evidence", "id", "title", "minutes", "intro"}
    keys |= {"questions", "steps", "open"}
    assert keys == {*Step.__slots__, *type(tour).__slots__} - {"line"}
    assert set(re.findall(r"^\| `([a-z]+)` \|", GUIDE, re.MULTILINE)) >= keys
    for value in (*(getattr(tour, key) for key in type(tour).__slots__),):
        assert value
    for key in Step.__slots__:
        assert any(getattr(step, key) for step in tour.steps), key


def test_the_guide_names_the_limits_that_are_checked() -> None:
    say = STEP.keys["say"]
    for words in (
        f"at most {TOUR.keys['title'].characters} characters",
        f"at most {say.characters} characters and {say.words} words",
        f"at most {STEP.keys['question'].characters} characters",
        f"1 to {TOUR.keys['minutes'].most}",
    ):
        assert words in GUIDE


def test_a_tour_of_events_that_are_not_drawn_is_named_nowhere_on_the_page() -> None:
    t = read(
        b"""\
timeline: {range: 1900/1910}
events:
- {id: a, title: A, date: 1905}
- {id: b, title: B, date: 1950}
tours:
- {id: later, title: What came later, steps: [{event: b, say: It came later.}]}
""",
        "t.yaml",
    )
    with create_app(t).server.test_client().get("/") as answer:
        html = answer.text
    assert "What came later" not in html
    assert 'class="to-tours"><a href="#introduction" data-does="tours">How to read</a>' in html
