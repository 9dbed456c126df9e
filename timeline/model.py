"""The timeline as frozen values: what the file says, checked and typed.

Nothing here reads, draws or decides. Sequences are tuples in the order of the file; every
cross-reference is an id that the loader has proved to exist. `line` is the 1-based line of
the item in its file (0 where there is none), kept so that a later step can still point at it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from timeline.dates import HistoricalDate

Basis = Literal["stated", "inferred", "supplied"]
Style = Literal["old_style", "new_style"]
Weight = Literal["core", "supporting", "context"]
Relation = Literal[
    "then",
    "therefore",
    "blamed for",
    "answers",
    "quotes",
    "refers to",
    "contests",
    "sets aside",
    "ends",
    "resembles",
    "despite",
]
Genre = Literal["primary", "partisan", "reference", "essay", "anonymous"]
Shape = Literal[
    "disc", "square", "diamond", "cross", "ring", "triangle", "hexagon", "star", "bar", "plus"
]
Hue = Literal["red", "blue", "ink", "ochre", "green", "violet", "rust", "teal"]
Show = Literal["full", "quotation"]

WEIGHTS: tuple[Weight, ...] = ("core", "supporting", "context")
UNNAMED_LANE, UNNAMED_KIND = ("events", "Events"), ("event", "Event")
"""Id and title of what a file is given that names no lane or no kind."""
RELATIONS: tuple[Relation, ...] = get_args(Relation)


@dataclass(frozen=True, slots=True)
class Licence:
    """What others may do with the timeline's own words; quotations are under that of their source.

    `url` is where the licence can be read, "" where that is not known.
    """

    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A person with a `family` name, or a body of people or a pen name, which stays whole.

    `text` is the name as it is read: "Erik van Ree", "Yang Tailong", "The Times".
    """

    text: str
    family: str = ""
    given: str = ""
    suffix: str = ""  # "Jr."

    @property
    def family_first(self) -> bool:
        """Whether the family name is read before the given one, as in Chinese."""
        ordered = " ".join(filter(None, (self.given, self.family, self.suffix)))
        return bool(self.family) and self.text != ordered


@dataclass(frozen=True, slots=True)
class Work:
    """A book, article or edition that the editor's own words rest on. It is not quoted."""

    id: str
    title: str
    label: str  # short name for cards; surname and year if absent
    author: str = ""  # in the words of the file; see `authors`
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    date: HistoricalDate | None = None  # of the edition meant
    container: str = ""  # the journal or volume that it stands in
    volume: str = ""
    number: str = ""  # of the issue
    pages: str = ""
    place: str = ""  # of the publisher
    publisher: str = ""
    url: str = ""
    looked_up: bool = True  # has anybody opened it for this timeline?
    note: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a work says something: the work, and the page or chapter where it is known."""

    work: str
    page: str = ""
    chapter: str = ""
    looked_up: bool = True
    line: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """A text that speaks. `part` is the half-open range of characters of `file` that it is."""

    id: str
    title: str
    label: str  # short name for cards and chips; the title if absent
    genre: Genre | None = None
    author: str = ""  # in the words of the file; see `authors`
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    container: str = ""
    volume: str = ""
    number: str = ""  # of the issue
    pages: str = ""
    place: str = ""  # of the publisher
    publisher: str = ""
    date: HistoricalDate | None = None  # when it was written
    printed: HistoricalDate | None = None  # when it was first printed, where that is another date
    works: tuple[Citation, ...] = ()  # what its dates rest on
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
    """A band of the chart, and what its name is where there is little room."""

    id: str
    title: str
    short: str  # for narrow charts; the title if absent
    line: int = 0


@dataclass(frozen=True, slots=True)
class Kind:
    """What sort of thing an event is: drawn in a shape and a colour of its own."""

    id: str
    title: str
    shape: Shape
    hue: Hue
    line: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who took part. A search finds them by `variants`, their other spellings, too."""

    id: str
    name: str
    variants: tuple[str, ...] = ()
    who: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happened, and the other spellings of its name."""

    id: str
    name: str
    variants: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    """A word that readers may not know, and what it means (`gloss`)."""

    id: str
    term: str
    gloss: str
    variants: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Era:
    """A span of time with a name, drawn behind the events."""

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
    basis: str = ""
    works: tuple[Citation, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, when, and the words of the sources about it.

    `people`, `places`, `lane` and `kind` are ids of the file's lists.
    """

    id: str
    title: str
    label: str  # for the chart, 28 characters at most
    date: HistoricalDate
    lane: str
    kind: str
    weight: Weight = "supporting"
    dated: Basis | None = None
    stated_in: Style | None = None  # the calendar of a stated date, where both are given
    old_style: HistoricalDate | None = None  # Julian EDTF as typed
    stated_as: str = ""
    date_note: str = ""
    works: tuple[Citation, ...] = ()  # what a supplied date, and the summary, rest on
    known_as: tuple[str, ...] = ()  # its other names, which are shown
    found_by: tuple[str, ...] = ()  # words to search by, which are not
    people: tuple[str, ...] = ()
    named: tuple[tuple[str, bool], ...] = ()  # of `people`, those of whom the file says whether
    places: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    summary: str = ""
    excerpts: tuple[Excerpt, ...] = ()
    line: int = 0
    lines: tuple[tuple[str, int], ...] = ()  # of its keys

    def line_of(self, key: str) -> int:
        """The line of one of its keys; its own where the key is not there."""
        return dict(self.lines).get(key, self.line)


@dataclass(frozen=True, slots=True)
class Link:
    """Somebody's arrow between two events."""

    source: str  # `from` in the file
    target: str  # `to` in the file
    relation: Relation
    claims: tuple[Excerpt, ...]
    contested_by: tuple[Excerpt, ...] = ()
    note: str = ""
    works: tuple[Citation, ...] = ()  # what the note rests on
    warning: str = ""  # set by the loader where the dates look strange
    line: int = 0


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What sources say differently about an event: at least two claims about one thing."""

    event: str
    about: str
    claims: tuple[Excerpt | EditorClaim, ...]
    note: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One screen of a tour. Excerpts are named by their source, the second of one as "book/2";
    the claims of a disagreement as "disagreement", those of the event's second as
    "disagreement/2"."""

    event: str
    say: str
    question: str = ""
    open: bool = False  # no text of the collection answers the question
    quote: str = ""  # the excerpt of the event beside the sentence; the first one if empty
    evidence: tuple[str, ...] = ()  # what answers the question; all that is said if empty
    line: int = 0


@dataclass(frozen=True, slots=True)
class Tour:
    """A lesson: a way through some of the events, step by step."""

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
    licence: Licence | None = None  # of the timeline's own words
    sources: tuple[Source, ...] = ()
    works: tuple[Work, ...] = ()
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
