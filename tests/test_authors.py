"""Names and numbers of sources and works: as a file lists them, and as its prose has them."""

from __future__ import annotations

from typing import Any

import pytest
from ready import standing

from timeline.cli.hints import remarks
from timeline.errors import FileProblems
from timeline.exchange.bibtex import bibtex
from timeline.exchange.chicago import chicago
from timeline.exchange.csl import csl
from timeline.exchange.jsonld import jsonld
from timeline.model import Source, Timeline, Work
from timeline.page.document import build_document
from timeline.prepared import prepare
from timeline.reading.load import read

END = "events:\n- {id: a, title: A, date: 1926, weight: context}\n"
LISTS = ["sources", "works"]


def loaded(given: str, which: str = "works") -> Timeline:
    lines = "".join(f"  {line}\n" for line in given.splitlines())
    return read(f"{which}:\n- id: w\n  title: On Dates\n{lines}{END}".encode(), "t.yaml")


def item(given: str, which: str = "works") -> Source | Work:
    return getattr(loaded(given, which), which)[0]


# as written under `authors` → as read, as CSL has it, as BibTeX has it
NAMES: dict[str, tuple[str, str, dict[str, Any], str]] = {
    "family name first": (
        "Carr, E. H.",
        "E. H. Carr",
        {"family": "Carr", "given": "E. H."},
        "Carr, E. H.",
    ),
    "a plain name": (
        "Pierre Broué",
        "Pierre Broué",
        {"family": "Broué", "given": "Pierre"},
        "Broué, Pierre",
    ),
    "a plain name with a particle": (
        "Ernst von Salomon",
        "Ernst von Salomon",
        {"family": "von Salomon", "given": "Ernst"},
        "von Salomon, Ernst",
    ),
    "a particle before the comma": (
        "van Ree, Erik",
        "Erik van Ree",
        {"family": "van Ree", "given": "Erik"},
        "van Ree, Erik",
    ),
    "several particles": (
        "María de la Cruz",
        "María de la Cruz",
        {"family": "de la Cruz", "given": "María"},
        "de la Cruz, María",
    ),
    "an apostrophe": (
        "Jean d’Alembert",
        "Jean d’Alembert",
        {"family": "d’Alembert", "given": "Jean"},
        "d’Alembert, Jean",
    ),
    "two family names": (
        "García Márquez, Gabriel",
        "Gabriel García Márquez",
        {"family": "García Márquez", "given": "Gabriel"},
        "García Márquez, Gabriel",
    ),
    "two family names after the given one": (
        "{name: Gabriel García Márquez, family: García Márquez}",
        "Gabriel García Márquez",
        {"family": "García Márquez", "given": "Gabriel"},
        "García Márquez, Gabriel",
    ),
    "a son": (
        "King, Martin Luther, Jr.",
        "Martin Luther King Jr.",
        {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
        "King, Jr., Martin Luther",
    ),
    "a son, as read": (
        "{name: Martin Luther King Jr., family: King}",
        "Martin Luther King Jr.",
        {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
        "King, Jr., Martin Luther",
    ),
    "the family name is read first": (
        "{name: Yang Tailong, family: Yang}",
        "Yang Tailong",
        {"family": "Yang", "given": "Tailong", "static-ordering": True},
        "{Yang Tailong}",
    ),
    "a script without spaces": (
        "毛, 泽东",
        "毛泽东",
        {"family": "毛", "given": "泽东", "static-ordering": True},
        "{毛泽东}",
    ),
    "a script without spaces, whole": ("毛泽东", "毛泽东", {"literal": "毛泽东"}, "{毛泽东}"),
    "a script without capitals": ("طه حسين", "طه حسين", {"literal": "طه حسين"}, "{طه حسين}"),
    "one word": ("Boyan", "Boyan", {"literal": "Boyan"}, "{Boyan}"),
    "one word, a person's": (
        "{name: Voltaire, family: Voltaire}",
        "Voltaire",
        {"family": "Voltaire"},
        "Voltaire",
    ),
    "a body": (
        "{body: El Universal}",
        "El Universal",
        {"literal": "El Universal"},
        "{El Universal}",
    ),
    "a body with an and": (
        "Ministry of Trade and Industry",
        "Ministry of Trade and Industry",
        {"literal": "Ministry of Trade and Industry"},
        "{Ministry of Trade and Industry}",
    ),
    "a body with a comma": (
        "{body: 'National Museum, Exbury'}",
        "National Museum, Exbury",
        {"literal": "National Museum, Exbury"},
        "{National Museum, Exbury}",
    ),
    "a firm": (
        "Marks & Spencer",
        "Marks & Spencer",
        {"literal": "Marks & Spencer"},
        r"{Marks \& Spencer}",
    ),
}


@pytest.mark.parametrize("which", LISTS)
@pytest.mark.parametrize("layout", ["alone", "in a list"])
@pytest.mark.parametrize(("written", "text", "name", "tex"), NAMES.values(), ids=NAMES)
def test_a_name_is_taken_apart(
    written: str, text: str, name: dict[str, Any], tex: str, layout: str, which: str
) -> None:
    given = f"authors: {written}" if layout == "alone" else f"authors:\n- {written}"
    made = item(given, which)
    assert csl(made)["author"] == [name]
    assert chicago(made).startswith(f"{text}, ")
    assert f"author = {{{tex}}}" in bibtex(made)


# prose of `author` → the names, family names in capitals, "ed." where they edited
PROSE = {
    "E. H. Carr": "CARR",
    "Carr, E. H.": "CARR",
    "E. H. Carr and R. W. Davies": "CARR|DAVIES",
    "E. H. Carr & R. W. Davies": "CARR|DAVIES",
    "Carr, E. H.; Davies, R. W.": "CARR|DAVIES",
    "Ann Lee, Bo Ray and Cy Orr": "LEE|RAY|ORR",
    "Ann Lee, Bo Ray, and Cy Orr (eds.)": "LEE|RAY|ORR|ed.",
    "John Riddell (ed.)": "RIDDELL|ed.",
    "G. M. Adibekov and others (eds.)": "ADIBEKOV|others|ed.",
    "Ann Lee, Bo Ray et al.": "LEE|RAY|others",
    "Erik van Ree": "VAN REE",
    "Wikipedia contributors": "Wikipedia contributors",
    "Ministry of Trade and Industry": "Ministry of Trade and Industry",
    "Forty-six members of the RKP(b)": "Forty-six members of the RKP(b)",
    "Voltaire": "Voltaire",
    "毛泽东": "毛泽东",
    "Unknown; author not located": "",
    "anonymous": "",
    "–": "",
}


@pytest.mark.parametrize(("prose", "names"), PROSE.items())
def test_prose_is_taken_apart_where_that_is_safe(prose: str, names: str) -> None:
    made = csl(item(f"author: {prose!r}"))
    found = made.get("author", []) + made.get("editor", [])
    told = [name.get("family", "").upper() or name["literal"] for name in found]
    assert "|".join([*told, *(["ed."] if "editor" in made else [])]) == names


def test_the_names_of_a_list_win_over_the_words_for_the_page() -> None:
    t = loaded("author: Leo Trotsky, in exile\nauthors: Trotsky, Leon", "sources")
    assert csl(t.sources[0])["author"] == [{"family": "Trotsky", "given": "Leon"}]
    assert build_document(prepare(t))["sources"][0]["author"] == "Leo Trotsky, in exile"
    assert [one.message for one in remarks(t)] == []


def test_words_for_the_page_that_name_somebody_else_are_remarked_on() -> None:
    t = loaded("author: Leon Trotsky\nauthors: [Max Shachtman, others]", "sources")
    assert [(one.line, one.message) for one in remarks(t)] == [
        (
            2,
            "source 'w': author 'Leon Trotsky' does not name Max Shachtman: leave author out, the "
            "page then shows the names",
        )
    ]


SHOWN = {
    "authors: Carr, E. H.": "E. H. Carr, “On Dates”",
    "authors: [E. H. Carr, R. W. Davies]": "E. H. Carr and R. W. Davies, “On Dates”",
    "editors: [Ann Lee, Bo Ray, Cy Orr]": "Ann Lee, Bo Ray and Cy Orr (eds.), “On Dates”",
    "editors: Ann Lee": "Ann Lee (ed.), “On Dates”",
    "container: The Militant\nvolume: III\nnumber: 20\npages: 4–5": (
        "“On Dates”, <cite>The Militant, vol. III, no. 20, pp. 4–5</cite>"
    ),
    "container: The Militant\npages: 4": "“On Dates”, <cite>The Militant, p. 4</cite>",
    "place: London\npublisher: Verso": "“On Dates”, <cite>London: Verso</cite>",
}


@pytest.mark.parametrize(("given", "shown"), SHOWN.items())
def test_the_page_shows_the_parts_as_prose(given: str, shown: str) -> None:
    t = loaded(given, "sources")
    assert f'<p class="bibliography">{shown}</p>' in standing(t)


# the parts of a work → its note
WORKS = {
    "a volume of a book": (
        "authors: Carr, E. H.\nvolume: 2\nplace: London\npublisher: Macmillan\ndate: 1952",
        "E. H. Carr, On Dates, vol. 2 (London: Macmillan, 1952).",
    ),
    "a book and its editor": (
        "authors: Trotsky, Leon\neditors: Malamuth, Charles\npublisher: Harper\ndate: 1946",
        "Leon Trotsky, On Dates, ed. Charles Malamuth (Harper, 1946).",
    ),
    "a book of editors": (
        'editors: ["Adibekov, G. M.", others]\nplace: Moscow\ndate: 2004',
        "G. M. Adibekov and others, eds., On Dates (Moscow, 2004).",
    ),
    "a chapter": (
        "authors: Linden, Carl A.\ncontainer: Encyclopedia\neditors: Millar, James R.\n"
        "volume: III\npages: 1160-1161\nplace: New York\npublisher: Macmillan\ndate: 2004",
        "Carl A. Linden, “On Dates,” in Encyclopedia, vol. 3, ed. James R. Millar "
        "(New York: Macmillan, 2004), 1160–1161.",
    ),
    "an article": (
        "authors: van Ree, Erik\ncontainer: Gazette\nvolume: 50\nnumber: 2\npages: 77-117\n"
        "date: 1998",
        "Erik van Ree, “On Dates,” Gazette 50, no. 2 (1998): 77–117.",
    ),
    "a double issue": (
        "container: Gazette\nnumber: 12/13\ndate: 1930",
        "“On Dates,” Gazette, no. 12/13 (1930).",
    ),
    "a part beside prose that has it too": (
        "container: Gazette, vol. XIV, no. 20\nvolume: 14\ndate: 1930",
        "“On Dates,” Gazette 14, no. 20 (1930).",
    ),
}


@pytest.mark.parametrize(("given", "note"), WORKS.values(), ids=WORKS)
def test_a_work_is_cited_by_its_parts(given: str, note: str) -> None:
    assert chicago(item(given)) == note


def test_each_part_has_its_field() -> None:
    made = item(WORKS["a chapter"][0])
    assert csl(made) == {
        "id": "w",
        "type": "chapter",
        "author": [{"family": "Linden", "given": "Carl A."}],
        "editor": [{"family": "Millar", "given": "James R."}],
        "title": "On Dates",
        "container-title": "Encyclopedia",
        "volume": "3",
        "page": "1160–1161",
        "publisher-place": "New York",
        "publisher": "Macmillan",
        "issued": {"date-parts": [[2004]]},
    }
    assert bibtex(made).splitlines()[1:-1] == [
        "  author = {Linden, Carl A.},",
        "  editor = {Millar, James R.},",
        "  title = {{On Dates}},",
        "  booktitle = {Encyclopedia},",
        "  volume = {3},",
        "  pages = {1160--1161},",
        "  publisher = {Macmillan},",
        "  address = {New York},",
        "  year = {2004},",
    ]


def test_bibtex_has_its_own_word_for_those_not_named() -> None:
    made = item('authors: ["Carr, E. H.", others]')
    assert "author = {Carr, E. H. and others}" in bibtex(made)


def test_schema_org_tells_people_from_bodies_and_leaves_out_who_is_not_named() -> None:
    t = loaded("authors: [E. H. Carr, {body: El Universal}, others]\npublisher: Verso", "sources")
    node = next(node for node in jsonld(t)["@graph"] if node["@id"].endswith("source-w"))
    assert node["author"] == [
        {"@type": "Person", "name": "E. H. Carr"},
        {"@type": "Organization", "name": "El Universal"},
    ]
    assert node["publisher"] == {"@type": "Organization", "name": "Verso"}


LABELS = {
    "authors: Carr, E. H.": "Carr 1954",
    "authors: [E. H. Carr, R. W. Davies]": "Carr and others 1954",
    "editors: [John Riddell]": "Riddell 1954",
    "authors: {name: Yang Tailong, family: Yang}": "Yang 1954",
    "authors: {body: El Universal}": "El Universal 1954",
    "author: E. H. Carr": "Carr 1954",
    "author: G. M. Adibekov and others (eds.)": "Adibekov and others 1954",
    "author: Ministry of Trade and Industry": "Ministry of Trade and Industry 1954",
    "author: Unknown": "On Dates 1954",
}


@pytest.mark.parametrize(("given", "label"), LABELS.items())
def test_a_work_without_a_label_is_called_by_its_first_name_and_year(
    given: str, label: str
) -> None:
    made = item(f"{given}\ndate: 1954")
    assert isinstance(made, Work)
    assert made.label == label


# an item's own lines → the line among them, and what is said
MISTAKES = {
    "a comma without quotes": (
        "authors: [Carr, E. H.]",
        1,
        "author 2: 'E. H.' is initials alone: a name with a comma needs quotes within [ ], as in "
        '["Carr, E. H."]',
    ),
    "two names in one": (
        "authors: E. H. Carr and R. W. Davies",
        1,
        "author 1: 'E. H. Carr and R. W. Davies' is more than one name: write authors: "
        '["Carr, E. H.", "Davies, R. W."] (or {body: …}, if it is one)',
    ),
    "two names in one item": (
        "authors:\n- Ann Lee\n- Bo Ray & Cy Orr",
        3,
        "author 2: 'Bo Ray & Cy Orr' is more than one name: write authors: "
        '["Ray, Bo", "Orr, Cy"] (or {body: …}, if it is one)',
    ),
    "and others in one": (
        "editors: G. M. Adibekov et al.",
        1,
        "editor 1: 'G. M. Adibekov et al.' is more than one name: write editors: "
        '["Adibekov, G. M.", "others"]',
    ),
    "an editor among the authors": (
        "authors: John Riddell (ed.)",
        1,
        "author 1: 'John Riddell (ed.)' says who edited: write editors: [\"Riddell, John\"]",
    ),
    "nobody": (
        "authors: Unknown",
        1,
        "author 1: 'Unknown' is no name: leave authors out where nobody knows them",
    ),
    "a body with a comma": (
        "authors: National Museum, Exbury",
        1,
        "author 1: 'National Museum, Exbury' may be a body or a person: write {body: …}, or "
        "{name: …, family: …}",
    ),
    "a comma and nothing more": (
        "authors: 'Carr,'",
        1,
        "author 1: 'Carr,' lacks a part: write the family name, a comma, and the given name",
    ),
    "a family name of somebody else": (
        "authors:\n- {name: Yang Tailong, family: Yan}",
        2,
        "author 1: family 'Yan' must be the first or the last words of name 'Yang Tailong'",
    ),
    "a body with a family": (
        "authors: {body: El Universal, family: Universal}",
        1,
        "author 1: a body has no family name: write {body: …} alone, or {name: …}",
    ),
    "another program's keys": (
        "authors:\n- {family: Carr, given: E. H.}",
        2,
        "author 1: write the name, or body: … for a ministry, a newspaper or another body",
    ),
    "too long a name": (
        f"authors: {'x' * 201}",
        1,
        "author 1: name has 201 characters, at most 200",
    ),
    "a list of lists": ("authors: [[Carr]]", 1, "author 1: must have keys, as in '- name: …'"),
    "a number with its sign": (
        "number: no. 20",
        1,
        "number 'no. 20': write the number alone, number: 20",
    ),
    "a volume with its sign": (
        "volume: vol. III",
        1,
        "volume 'vol. III': write the number alone, volume: III",
    ),
    "pages with their sign": (
        "pages: pp. 4–5",
        1,
        "pages 'pp. 4–5': write the number alone, pages: 4–5",
    ),
    "the place twice": (
        "place: London\npublisher: 'London: Macmillan'",
        2,
        "publisher 'London: Macmillan' repeats the place: write Macmillan",
    ),
}


@pytest.mark.parametrize("which", LISTS)
@pytest.mark.parametrize(("given", "number", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_with_its_line_and_what_to_write(
    given: str, number: int, said: str, which: str
) -> None:
    with pytest.raises(FileProblems) as failed:
        loaded(given, which)
    found = [(one.line, one.message) for one in failed.value.problems]
    assert (number + 3, f"{which[:-1]} 'w': {said}") in found
