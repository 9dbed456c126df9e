"""Markdown, read by markdown-it as CommonMark with the extensions that sites switch on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from counts import GERMANY, TOTAL
from markdown_it import MarkdownIt
from markdown_it.token import Token
from ready import seen
from test_hostile import ODD

import timeline
from timeline.exchange.markdown import escaped, markdown
from timeline.exchange.selection import select
from timeline.model import Timeline
from timeline.reading.load import read
from timeline.telling import dating
from timeline.telling.tour_steps import asked

ROOT = Path(__file__).resolve().parents[1]
PARSER = MarkdownIt("gfm-like")  # tables, struck words, addresses made links

# All that our own text is made of: whatever else appears came out of the data.
OURS = {"heading", "paragraph", "blockquote", "bullet_list", "list_item", "link"}


@pytest.fixture(scope="module")
def built_in() -> Timeline:
    return timeline.load(ROOT / "data" / "events.yaml")


def tokens(text: str) -> Iterator[Token]:
    for token in PARSER.parse(text):
        yield token
        yield from token.children or ()


def kinds(text: str) -> set[str]:
    found = {token.type for token in tokens(text)} - {"inline", "text", "softbreak"}
    return {kind.removesuffix("_open").removesuffix("_close") for kind in found}


def plain(token: Token) -> str:
    """The text of a block as it is read."""
    return "".join(
        " " if child.type == "softbreak" else child.content for child in token.children or ()
    )


def texts(text: str, inside: str) -> list[str]:
    """The texts of the blocks that stand directly or deeper in a kind of block."""
    depth, found = 0, []
    for token in PARSER.parse(text):
        depth += (token.type == f"{inside}_open") - (token.type == f"{inside}_close")
        if depth and token.type == "inline":
            found.append(plain(token))
    return found


def one_line(text: str) -> str:
    return re.sub(r"[ \t\n]+", " ", text).strip(" ")


def test_every_event_has_a_heading_its_date_and_its_summary(built_in: Timeline) -> None:
    text = markdown(select(seen(built_in)))
    headings = texts(text, "heading")
    assert headings[0] == built_in.title
    assert headings[-2:] == ["Sources", "Works"]
    assert sorted(headings[1:-2]) == sorted(event.title for event in built_in.events)
    read_ = texts(text, "paragraph")
    for event in built_in.events:
        words = dating.named(event)
        assert any(line.startswith(f"{words} · ") for line in read_)
        assert one_line(event.summary) in read_


def test_every_quotation_is_a_blockquote_with_its_source(built_in: Timeline) -> None:
    text = markdown(select(seen(built_in)))
    quoted = texts(text, "blockquote")
    excerpts = [excerpt for event in built_in.events for excerpt in event.excerpts]
    assert {one_line(excerpt.exact) for excerpt in excerpts} <= set(quoted)
    assert sum(line.startswith("— ") for line in quoted) == len(excerpts)


def test_it_ends_with_the_sources_that_are_quoted(built_in: Timeline) -> None:
    text = markdown(select(seen(built_in, "from=1939&to=1940")))
    sources = texts(text[text.index("## Sources") :], "list_item")
    assert sources[0] == "The Permanent Revolution, interactive timeline."
    assert any("National WWII Museum" in line for line in sources)
    assert not any("Linden" in line for line in sources)


def test_it_says_which_view_it_is_and_where_it_can_be_opened(built_in: Timeline) -> None:
    text = markdown(select(seen(built_in, "lane=germany"), address="https://school.example/t/"))
    assert f"{GERMANY} of {TOTAL} events: Germany." in texts(text, "paragraph")
    links = [token.attrs["href"] for token in tokens(text) if token.type == "link_open"]
    assert "https://school.example/t/?lane=germany" in links
    to_events = [link for link in map(str, links) if "school.example/t/?event=" in link]
    assert len(to_events) == GERMANY


def test_a_tour_is_told_in_its_order_with_its_sentences_and_questions(built_in: Timeline) -> None:
    text = markdown(select(seen(built_in), tour="one-idea"))
    tour = next(tour for tour in built_in.tours if tour.id == "one-idea")
    titles = {event.id: event.title for event in built_in.events}
    headings = texts(text, "heading")
    assert headings[1] == tour.title
    assert headings[-3:] == ["Questions", "Sources", "Works"]
    assert headings[2:-3] == [titles[step.event] for step in tour.steps]
    read_ = texts(text, "paragraph")
    for step in tour.steps:
        assert one_line(step.say) in read_
        assert not step.question or f"Question: {one_line(asked(step))}" in read_
    assert set(map(one_line, tour.questions)) <= set(texts(text, "list_item"))


def test_nothing_of_the_built_in_timeline_becomes_markup(built_in: Timeline) -> None:
    text = markdown(select(seen(built_in)))
    assert kinds(text) <= OURS
    ours = {one.url for one in (*built_in.sources, *built_in.works)}
    links = {str(token.attrs["href"]) for token in tokens(text) if token.type == "link_open"}
    assert links <= ours


MARKUP = [
    "# heading", "- item", "+ item", "1. item", "12) item", "> quote", "---", "===", "***", "```",
    "~~~", "*a* **b** _c_ __d__", "~~gone~~", "`code`", "<b>bold</b>", "<!-- gone -->", "</script>",
    "<https://x.example>", "[a](https://x.example)", "![a](x.png)", "[a]: x", "[^1]", "&lt;b&gt;",
    "&amp;", "a | b", "|-|-|", "\\", "\\*", "a\\", "    code", "{{ liquid }}", "{% x %}", "$x$",
    ":smile:", "@name", "http://x.example", "www.x.example", "- [ ] task", "a  ", "&#42;", "* * *",
    "1\u00a0. x", "=", "-", "1.", "<img src=x onerror=alert(1)>", "javascript:alert(1)",
]  # fmt: skip


@pytest.mark.parametrize("text", MARKUP)
def test_text_reads_as_it_was_written_wherever_it_stands(text: str) -> None:
    places = ["{}", "# {}", "- {}", "> {}", "> before\n>\n> {}", "a\n{}", "— {}"]
    expected = one_line(text)
    for place in places:
        told = place.format(escaped(text))
        assert kinds(told) <= OURS - {"link"}
        assert "".join(texts(told, "heading") + texts(told, "paragraph")).endswith(expected)


@pytest.mark.parametrize("text", ["{{ x }}", "{% x %}", ":smile:", "@name", "$x$", "see #1"])
def test_the_signs_that_sites_look_for_beyond_commonmark_are_escaped(text: str) -> None:
    assert re.search(r"(?<!\\)([{}@$#]|:s)", escaped(text)) is None


HOSTILE = "\n".join(
    ["timeline: {title: '# <b>T</b>', subtitle: '![x](y)', note: '<!--'}"]
    + ["sources:\n- {id: s, title: '](x) *s*', url: 'https://x.example/a_b*c*?d=&amp;e[f](g)'}"]
    + ["events:"]
    + [
        f"- {{id: e{i}, title: '{one}', date: 1926, summary: '{one}', "
        f"excerpts: [{{source: s, exact: '{one}', note: '{one}'}}]}}"
        for i, text in enumerate(MARKUP)
        if (one := text.strip().replace("'", "''")) and "\\" not in one
    ]
)


def test_a_hostile_file_is_told_without_markup() -> None:
    t = read(HOSTILE.encode(), "hostile.yaml")
    text = markdown(select(seen(t)))
    assert kinds(text) <= OURS
    titles = sorted(event.title for event in t.events)
    assert sorted(texts(text, "heading")[1:-1]) == titles
    quoted = [one for one in texts(text, "blockquote") if not one.startswith("— ")]
    assert sorted(quoted) == sorted(titles * 2)  # the words and the note of each
    links = {token.attrs["href"] for token in tokens(text) if token.type == "link_open"}
    assert len(links) == 1  # the source's
    assert str(links.pop()).startswith("https://x.example/a_b*c*?d=&amp;e")


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_an_odd_file_is_told_whole(text: str) -> None:
    t = read(text.encode(), "odd.yaml")
    told = markdown(select(seen(t)))
    assert kinds(told) <= OURS
    drawn = {event.id for event in t.events} - {name for name, _ in t.undrawn}
    assert sorted(texts(told, "heading")[1:-1]) == sorted(
        one_line(event.title) for event in t.events if event.id in drawn
    )
