"""What the editors' own words rest on, and what is told to an author who leaves it out."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from timeline.cli import main
from timeline.cli.hints import remarks
from timeline.errors import FileProblems
from timeline.exchange.chicago import work_line
from timeline.model import RELATIONS, Citation, Timeline, Work
from timeline.reading.load import read
from timeline.telling.works import cited, cited_after, unseen

HEAD = """\
works:
- {id: carr-1954, author: E. H. Carr, title: The Interregnum, date: 1954}
- {id: broue-1988, author: Pierre Broué, title: Trotsky, date: 1988, looked_up: false}
sources:
- {id: tract, title: A tract}
people:
- {id: stalin, name: Joseph Stalin, variants: [Koba]}
- {id: lenin, name: Vladimir Lenin}
"""


def parse(text: str) -> Timeline:
    return read((HEAD + text).encode(), "t.yaml")


def line(text: str, number: int) -> int:
    """The line of the file that is the `number`th of a test's own."""
    return HEAD.count("\n") + number


# a file's own lines → the line that is named, and what is said
MISTAKES = {
    "a work that no list names": (
        "events:\n- id: a\n  title: A\n  date: 1926\n  dated: supplied\n  works: [carr-1945]\n",
        6,
        "unknown work 'carr-1945' (did you mean 'carr-1954'?)",
    ),
    "a work that no list names, with its page": (
        "events:\n- id: a\n  title: A\n  date: 1926\n  works:\n  - {work: broue, page: 12}\n",
        6,
        "unknown work 'broue'",
    ),
    "a work of an editor's claim": (
        "events:\n- {id: a, title: A, date: 1926}\ndisagreements:\n- event: a\n  about: its date\n"
        "  claims:\n  - {source: tract, exact: x}\n  - editor: other\n    works: [kerr-1954]\n",
        9,
        "unknown work 'kerr-1954' (did you mean 'carr-1954'?)",
    ),
    "a page with its sign": (
        "events:\n- {id: a, title: A, date: 1926, works: [{work: carr-1954, page: p. 212}]}\n",
        2,
        "page 'p. 212': write the number alone, page: 212",
    ),
    "a chapter in words": (
        "events:\n- {id: a, title: A, date: 1926, works: [{work: carr-1954, chapter: the end!}]}\n",
        2,
        "write the number alone, such as chapter: 871-873",
    ),
    "looked up neither yes nor no": (
        "events:\n- {id: a, title: A, date: 1926, works: [{work: carr-1954, looked_up: maybe}]}\n",
        2,
        "looked_up 'maybe': write true or false",
    ),
    "an editor's claim that rests on nothing": (
        "events:\n- {id: a, title: A, date: 1926}\ndisagreements:\n- event: a\n  about: its date\n"
        "  claims:\n  - {source: tract, exact: x}\n  - {editor: other}\n",
        8,
        "what does this claim of yours rest on? Add works: [{work: ID, page: N}], or basis",
    ),
    "a relation unknown": (
        "events:\n- {id: a, title: A, date: 1926}\n- {id: b, title: B, date: 1927}\nlinks:\n"
        "- {from: a, to: b, relation: blamed, claims: [{source: tract, exact: x}]}\n",
        5,
        "relation 'blamed' is not one of then, therefore, blamed for",
    ),
    "a blame for what was over": (
        "events:\n- {id: a, title: A, date: 1930}\n- {id: b, title: B, date: 1927}\nlinks:\n"
        "- {from: a, to: b, relation: blamed for, claims: [{source: tract, exact: x}]}\n",
        5,
        "a cause cannot come after its effect",
    ),
    "a person twice": (
        "events:\n- {id: a, title: A, date: 1926, people: [stalin, {id: stalin, named: false}]}\n",
        2,
        "people: 'stalin' stands twice",
    ),
    "a person unknown": (
        "events:\n- {id: a, title: A, date: 1926, people: [{id: stalim, named: false}]}\n",
        2,
        "unknown person 'stalim' (did you mean 'stalin'?)",
    ),
    "named neither true nor false": (
        "events:\n- {id: a, title: A, date: 1926, people: [{id: stalin, named: perhaps}]}\n",
        2,
        "named 'perhaps': write true or false",
    ),
    "evidence that names nothing": (
        "events:\n- {id: a, title: A, date: 1926, excerpts: [{source: tract, exact: x}]}\n"
        "tours:\n- id: t\n  title: T\n  steps:\n"
        "  - event: a\n    say: S.\n    question: Q?\n    evidence: []\n",
        10,
        "evidence names nothing: name the excerpts that answer the question, or say open: true",
    ),
    "evidence of an excerpt that is not there": (
        "events:\n- {id: a, title: A, date: 1926, excerpts: [{source: tract, exact: x}]}\n"
        "tours:\n- id: t\n  title: T\n  steps:\n"
        "  - event: a\n    say: S.\n    question: Q?\n    evidence: [tract/2]\n",
        10,
        "has no such excerpt",
    ),
    "evidence of a disagreement that is not there": (
        "events:\n- {id: a, title: A, date: 1926}\n"
        "tours:\n- id: t\n  title: T\n  steps:\n"
        "  - event: a\n    say: S.\n    question: Q?\n    evidence: [disagreement]\n",
        10,
        "has no such disagreement; texts do not disagree about it",
    ),
    "open without a question": (
        "events:\n- {id: a, title: A, date: 1926}\n"
        "tours:\n- id: t\n  title: T\n  steps:\n  - {event: a, say: S., open: true}\n",
        7,
        "open is said of a question: add the question, or leave open out",
    ),
    "stated_in without two calendars": (
        "events:\n- {id: a, title: A, date: 1926, dated: stated, stated_in: old_style}\n",
        2,
        "it needs dated: stated and an old_style date beside it; leave it out",
    ),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_named_with_its_line_and_what_to_write(case: str) -> None:
    text, number, message = MISTAKES[case]
    with pytest.raises(FileProblems) as caught:
        parse(text)
    problems = [(problem.line, problem.message) for problem in caught.value.problems]
    assert [one for one in problems if one[0] == line(text, number) and message in one[1]], problems


def test_a_file_without_a_list_of_works_is_told_how_to_begin_one() -> None:
    text = b"events:\n- {id: a, title: A, date: 1926, works: [Carr 1954]}\n"
    with pytest.raises(FileProblems) as caught:
        read(text, "t.yaml")
    [problem] = caught.value.problems
    assert "the file has no list of works yet" in problem.message
    begin = re.search(r"under it '- \{(id: [^,]+),", problem.message)
    assert begin is not None  # what it says to write is read
    works = f"works:\n- {{{begin[1]}, title: T}}\n".encode()
    named = text.replace(b"Carr 1954", begin[1].removeprefix("id: ").encode())
    assert read(works + named, "t.yaml").events[0].works == (
        Citation("carr-1954", line=named.count(b"\n") + 2),
    )


# a file's own lines → the line that is named, and what is remarked
REMARKS = {
    "a supplied date without a work": (
        "events:\n- id: a\n  title: A\n  date: 1926\n  dated: supplied\n",
        5,
        "event 'a': the date is supplied and names no work: add works: [{work: ID, page: N}]",
    ),
    "an editor's claim with a basis alone": (
        "events:\n- {id: a, title: A, date: 1926}\ndisagreements:\n- event: a\n  about: its date\n"
        "  claims:\n  - {source: tract, exact: x}\n  - {editor: other, basis: My memory}\n",
        8,
        "disagreement on 'a': the editor's claim 'other' names no work",
    ),
    "a person said to be named who is in no excerpt": (
        "events:\n- id: a\n  title: A\n  date: 1926\n  people: [{id: stalin, named: true}]\n"
        "  excerpts: [{source: tract, exact: he came}]\n",
        5,
        "no excerpt here names 'stalin' (Joseph Stalin): write {id: stalin, named: false}",
    ),
    "a person who is in no excerpt": (
        "events:\n- id: a\n  title: A\n  date: 1926\n  people: [lenin]\n"
        "  excerpts: [{source: tract, exact: Koba came}]\n",
        5,
        "no excerpt here names 'lenin'",
    ),
    "a person marked as added who is named": (
        "events:\n- id: a\n  title: A\n  date: 1926\n  people: [{id: stalin, named: false}]\n"
        "  excerpts: [{source: tract, exact: then Koba came}]\n",
        5,
        "'stalin' is marked named: false, but tract names Joseph Stalin here: write stalin alone",
    ),
    "found_by that repeats the title": (
        "events:\n- id: a\n  title: General Strike in Britain\n  date: 1926\n"
        "  found_by: [general strike]\n",
        5,
        "found_by 'general strike' repeats the title 'General Strike in Britain': leave it out",
    ),
    "found_by that repeats a name in quotes": (
        "events:\n- id: a\n  title: A\n  date: 1926\n  known_as: [The Pact]\n"
        "  found_by: [“pact”]\n",
        6,
        "found_by '“pact”' repeats the known_as 'The Pact'",
    ),
    "found_by that repeats a name in other letters": (
        "events:\n- id: a\n  title: A\n  date: 1926\n  known_as: [The Páct]\n  found_by: [PACT]\n",
        6,
        "found_by 'PACT' repeats the known_as 'The Páct'",
    ),
    "found_by that repeats found_by": (
        "events:\n- id: a\n  title: A\n  date: 1926\n  found_by: [1926 pact, Pact]\n",
        5,
        "found_by 'Pact' repeats the found_by '1926 pact'",
    ),
    "known_as that repeats the title": (
        "events:\n- id: a\n  title: The Pact\n  date: 1926\n  known_as: [the pact]\n",
        5,
        "known_as 'the pact' repeats the title 'The Pact'",
    ),
    "a question with nothing to answer it": (
        "events:\n- {id: a, title: A, date: 1926, weight: context}\n"
        "tours:\n- id: t\n  title: T\n  steps:\n  - {event: a, say: S., question: Q?}\n",
        7,
        "tour 't': step 1: nothing is quoted at 'a' that could answer the question",
    ),
    "a stated day in two calendars": (
        "events:\n- id: a\n  title: A\n  date: 1917-04-16\n  old_style: 1917-04-03\n"
        "  dated: stated\n",
        6,
        "a text states one of its two dates: add stated_in: old_style or stated_in: new_style",
    ),
    "a work that is named nowhere": (
        "events:\n- {id: a, title: A, date: 1926, weight: context}\n",
        None,
        "",
    ),
}


@pytest.mark.parametrize("case", REMARKS)
def test_what_is_worth_a_look_is_remarked_with_its_line(case: str) -> None:
    text, number, message = REMARKS[case]
    found = [(one.line, one.message) for one in remarks(parse(text))]
    if number is None:
        assert [one for one in found if one[0] > line(text, 0)] == []
        return
    assert [one for one in found if one[0] == line(text, number) and message in one[1]], found


@pytest.mark.parametrize("case", [case for case, (_, number, _) in REMARKS.items() if number])
def test_what_a_remark_says_to_write_ends_it(case: str) -> None:
    """Advice is read back: the file that follows it is not remarked upon again."""
    text, _, message = REMARKS[case]
    mended = {
        "a supplied date without a work": ("supplied\n", "supplied\n  works: [carr-1954]\n"),
        "an editor's claim with a basis alone": ("basis: My memory", "works: [{work: carr-1954}]"),
        "a person said to be named who is in no excerpt": ("named: true", "named: false"),
        "a person who is in no excerpt": ("[lenin]", "[{id: lenin, named: false}]"),
        "a person marked as added who is named": ("[{id: stalin, named: false}]", "[stalin]"),
        "found_by that repeats the title": ("  found_by: [general strike]\n", ""),
        "found_by that repeats a name in quotes": ("  found_by: [“pact”]\n", ""),
        "found_by that repeats a name in other letters": ("  found_by: [PACT]\n", ""),
        "found_by that repeats found_by": (", Pact", ""),
        "known_as that repeats the title": ("  known_as: [the pact]\n", ""),
        "a question with nothing to answer it": ("Q?", "Q?, open: true"),
        "a stated day in two calendars": ("stated\n", "stated\n  stated_in: old_style\n"),
    }[case]
    assert mended[0] in text
    found = [one.message for one in remarks(parse(text.replace(*mended)))]
    assert not [one for one in found if message[:40] in one]


def test_works_that_are_named_nowhere_are_remarked() -> None:
    t = parse("events:\n- {id: a, title: A, date: 1926, weight: context, works: [carr-1954]}\n")
    assert [one.message for one in remarks(t)] == [
        "work 'broue-1988' is named nowhere: name it where it is relied on"
    ]


def test_check_counts_what_rests_on_a_work(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "t.yaml"
    path.write_text(
        HEAD + "events:\n- {id: a, title: A, date: 1926, dated: supplied, works: [carr-1954]}\n"
        "- {id: b, title: B, date: 1927, dated: supplied, works: [broue-1988]}\n"
        "- {id: c, title: C, date: 1928, dated: supplied}\n",
        "utf-8",
    )
    assert main(["check", str(path)]) == 0
    out = capsys.readouterr().out
    assert "2 works; 3 supplied dates, 2 with a work, 1 of these not looked up; 0 claims" in out


T = parse("events:\n- {id: a, title: A, date: 1926}\n")
SEEN, UNSEEN = Citation("carr-1954", page="212-214"), Citation("broue-1988", "", "46", False)


@pytest.mark.parametrize(
    ("citations", "words"),
    [
        ((), ""),
        ((SEEN,), "Carr 1954, pp. 212–214"),
        ((UNSEEN,), "Broué 1988, ch. 46, not looked up"),
        ((UNSEEN, UNSEEN), "Broué 1988, ch. 46; Broué 1988, ch. 46; none looked up"),
        ((UNSEEN, SEEN), "Carr 1954, pp. 212–214; not looked up: Broué 1988, ch. 46"),
        ((Citation("carr-1954", page="7"),), "Carr 1954, p. 7"),
        ((Citation("carr-1954", chapter="2, 3"),), "Carr 1954, chs. 2, 3"),
    ],
)
def test_works_are_named_as_short_as_a_card_has_room_for(
    citations: tuple[Citation, ...], words: str
) -> None:
    assert cited(T, citations) == words


def test_a_lead_is_followed_by_its_works() -> None:
    assert cited_after(T, "Day supplied", (SEEN,)) == "Day supplied: Carr 1954, pp. 212–214"
    assert cited_after(T, "Day supplied", (UNSEEN,)) == (
        "Day supplied: Broué 1988, ch. 46, not looked up"
    )
    assert cited_after(T, "Day supplied", ()) == "Day supplied"


def test_one_place_where_it_was_opened_makes_a_work_looked_up() -> None:
    t = parse(
        "events:\n- {id: a, title: A, date: 1926, works: [{work: broue-1988, looked_up: true}]}\n"
    )
    assert "Not looked up" not in work_line(t.works[1], unseen(t))
    assert work_line(T.works[1], unseen(T)).endswith("Not looked up.")


@pytest.mark.parametrize(
    ("given", "note", "label"),
    [
        (
            "author: E. H. Carr and R. W. Davies, title: Foundations, date: 1969, "
            "publisher: 'London: Macmillan'",
            "E. H. Carr and R. W. Davies, Foundations (London: Macmillan, 1969).",
            "Carr and others 1969",
        ),
        (
            "author: 'van Ree, Erik', title: Lenin, date: 2010, "
            "container: 'Revolutionary Russia, vol. 23, no. 2, pp. 159-196'",
            "Erik van Ree, “Lenin,” Revolutionary Russia 23, no. 2 (2010): 159–196.",
            "van Ree 2010",
        ),
        (
            "author: 'Ann Lee, Bo Ray and Cy Orr (eds.)', title: Documents, date: 2004",
            "Ann Lee, Bo Ray, and Cy Orr, eds., Documents (2004).",
            "Lee and others 2004",
        ),
        (
            "author: John Riddell (ed.), title: Proceedings, date: 1987",
            "John Riddell, ed., Proceedings (1987).",
            "Riddell 1987",
        ),
        ("title: Minutes of the Congress, date: 1926", "Minutes of the Congress (1926).", None),
        ("title: Untold", "Untold (n.d.).", "Untold"),
    ],
)
def test_a_work_stands_in_lists_as_chicago_has_it(given: str, note: str, label: str | None) -> None:
    text = f"works:\n- {{id: w, {given}}}\nevents:\n- {{id: a, title: A, date: 1926}}\n"
    t = read(text.encode(), "t.yaml")
    assert work_line(t.works[0], unseen(t)) == note
    assert label is None or t.works[0].label == label


def test_the_guide_shows_a_file_on_which_nothing_is_to_be_remarked() -> None:
    guide = (Path(__file__).parents[1] / "docs" / "evidence.md").read_text("utf-8")
    blocks = re.findall(r"^```yaml\n(.*?)^```$", guide, re.DOTALL | re.MULTILINE)
    t = read(max(blocks, key=len).encode(), "guide.yaml")
    assert [one.message for one in remarks(t)] == []
    for relation in RELATIONS:
        assert f"`{relation}`" in guide
    keys = {field.name for field in fields(Work)} - {"line", "looked_up"}
    assert "`looked_up: false`" in guide
    assert [key for key in keys if f"`{key}`" not in guide] == []
