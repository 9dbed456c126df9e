"""The timeline as frozen values: what the file says, checked and typed.

Nothing here reads, draws or decides. Sequences are tuples in the order of the file; every
cross-reference is an id that the loader has proved to exist. `line` is the 1-based line of
the item in its file (0 where there is none), kept so that a later step can still point at it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from timeline.dates import HistoricalDate

Basis = Literal["stated", "inferred", "supplied"]
BASIS: Final[dict[Basis, str]] = {
    "stated": "stated in a text",
    "inferred": "inferred from a text",
    "supplied": "supplied from general knowledge",
}
"""How a date is known, in words that follow "Date"."""
Weight = Literal["core", "supporting", "context"]
Relation = Literal[
    "then", "therefore", "answers", "quotes", "contests", "ends", "resembles", "despite"
]
Genre = Literal["primary", "partisan", "reference", "essay", "anonymous"]
Shape = Literal[
    "disc", "square", "diamond", "cross", "ring", "triangle", "hexagon", "star", "bar", "plus"
]
Hue = Literal["red", "blue", "ink", "ochre", "green", "violet", "rust", "teal"]
Show = Literal["full", "quotation"]

WEIGHTS: tuple[Weight, ...] = ("core", "supporting", "context")
RELATIONS: tuple[Relation, ...] = (
    "then",
    "therefore",
    "answers",
    "quotes",
    "contests",
    "ends",
    "resembles",
    "despite",
)


@dataclass(frozen=True, slots=True)
class Source:
    """A text that speaks. `part` is the half-open range of characters of `file` that it is."""

    id: str
    title: str
    label: str  # short name for cards and chips; the title if absent
    genre: Genre | None = None
    author: str = ""
    container: str = ""
    date: HistoricalDate | None = None  # when it was written
    url: str = ""
    licence: str = ""
    credit: str = ""
    stance: str = ""
    note: str = ""
    show: Show = "quotation"  # may the text be shown in full to other machines?
    file: str = ""
    part: tuple[int, int] | None = None
    sha256: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Lane:
    id: str
    title: str
    short: str  # for narrow charts; the title if absent
    line: int = 0


@dataclass(frozen=True, slots=True)
class Kind:
    id: str
    title: str
    shape: Shape
    hue: Hue
    line: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name: str
    variants: tuple[str, ...] = ()
    who: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    id: str
    name: str
    variants: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    id: str
    term: str
    gloss: str
    variants: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Era:
    id: str
    title: str
    date: HistoricalDate
    line: int = 0


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Exact characters of a source: `text[at : at + len(exact)] == exact` in the whole file."""

    source: str
    exact: str
    at: int | None = None
    before: str = ""
    after: str = ""
    speaker: str = ""  # a voice inside the voice, and the document it stands in
    says: str = ""  # what this text claims, in our words (claims of links and disagreements)
    says_date: str = ""  # where the source's date differs
    note: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class EditorClaim:
    """A claim of the editor's own in a disagreement, and what it rests on."""

    editor: str
    basis: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Image:
    file: str
    alt: str
    credit: str = ""
    licence: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    id: str
    title: str
    label: str  # for the chart, 28 characters at most
    date: HistoricalDate
    lane: str
    kind: str
    weight: Weight = "supporting"
    dated: Basis | None = None
    old_style: HistoricalDate | None = None  # Julian EDTF as typed
    stated_as: str = ""
    date_note: str = ""
    known_as: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    summary: str = ""
    image: Image | None = None
    excerpts: tuple[Excerpt, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """Somebody's arrow between two events."""

    source: str  # `from` in the file
    target: str  # `to` in the file
    relation: Relation
    claims: tuple[Excerpt, ...]
    contested_by: tuple[Excerpt, ...] = ()
    note: str = ""
    warning: str = ""  # set by the loader where the dates look strange
    line: int = 0


@dataclass(frozen=True, slots=True)
class Disagreement:
    event: str
    about: str
    claims: tuple[Excerpt | EditorClaim, ...]
    note: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One screen of a tour. Excerpts are named by their source, the second of one as "book/2"."""

    event: str
    say: str
    question: str = ""
    quote: str = ""  # the excerpt of the event beside the sentence; the first one if empty
    evidence: tuple[str, ...] = ()  # the excerpts that answer the question; all if empty
    line: int = 0


@dataclass(frozen=True, slots=True)
class Tour:
    id: str
    title: str
    steps: tuple[Step, ...]
    minutes: int | None = None
    intro: str = ""
    questions: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Timeline:
    """One YAML file, read and checked."""

    title: str
    events: tuple[Event, ...]
    subtitle: str = ""
    language: str = "en"
    range: HistoricalDate | None = None  # the frame, an interval; the events' own extent if absent
    note: str = ""  # what is left out
    sources: tuple[Source, ...] = ()
    lanes: tuple[Lane, ...] = ()
    kinds: tuple[Kind, ...] = ()
    people: tuple[Person, ...] = ()
    places: tuple[Place, ...] = ()
    terms: tuple[Term, ...] = ()
    eras: tuple[Era, ...] = ()
    links: tuple[Link, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    tours: tuple[Tour, ...] = ()
    path: str = ""
    undrawn: tuple[tuple[str, str], ...] = ()  # (event id, reason): counted on the page
