"""The file, declared: each key once, with its type, its limits, its default and a line of help.

The readers (`load`, `lists`, `events`, through `fields`) take from here which keys there are, which
are required, and how long a value may be; `json_schema` makes a schema for editors of it, and
`docs/file_page.py` the page `docs/file.md`. To add a key: declare it here, read it in its reader,
and use it in the example of its section; the tests say what is still missing.
"""

from __future__ import annotations

from typing import Final, get_args

from timeline.model import RELATIONS, WEIGHTS, Basis, Genre, Hue, Shape, Show, Style
from timeline.reading.key_types import Key, Section, by_name

BASES: Final[tuple[Basis, ...]] = get_args(Basis)
GENRES: Final[tuple[Genre, ...]] = get_args(Genre)
HUES: Final[tuple[Hue, ...]] = get_args(Hue)
SHAPES: Final[tuple[Shape, ...]] = get_args(Shape)
SHOWS: Final[tuple[Show, ...]] = get_args(Show)
STYLES: Final[tuple[Style, ...]] = get_args(Style)

ID: Final = "[a-z0-9]+(?:-[a-z0-9]+)*"
ID_CHARACTERS: Final = 100  # an id is a part of addresses, and the name of a folder in a site
DATE_CHARACTERS: Final = 100
NUMBER: Final = "[0-9]{1,12}"
CHECKSUM: Final = "[0-9a-f]{64}"
# the shape of a tag, not whether anybody registered it: https://www.rfc-editor.org/rfc/rfc5646
LANGUAGE: Final = "[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}"
# what may follow "p. ", "ch. " or "no. ": "871", "871-873, 880", "XIV", "46a", "5/6"
LOCATOR: Final = "[0-9A-Za-z]+(?:[-–—, /]+[0-9A-Za-z]+)*"
LABEL_CHARACTERS: Final = 28
LOCATOR_CHARACTERS: Final = 40
NAME_CHARACTERS: Final = 200
MINUTES: Final = (1, 180)


def _id(item: str, example: str) -> Key:
    return Key(
        "id",
        "id",
        f"Its short name, in the file and in addresses: no other {item} has it, and it never "
        "changes.",
        required=True,
        pattern=ID,
        characters=ID_CHARACTERS,
        example=example,
    )


def _date(name: str, help: str, *, otherwise: str = "", required: bool = False) -> Key:
    return Key(
        name,
        "date",
        help,
        characters=DATE_CHARACTERS,
        otherwise=otherwise,
        required=required,
    )


def _works(help: str) -> Key:
    return Key("works", "list", help, of=(CITATION,), short="work", otherwise="no work is named")


def _locator(name: str, help: str, before: str, example: str) -> Key:
    return Key(
        name,
        "text",
        help,
        characters=LOCATOR_CHARACTERS,
        pattern=LOCATOR,
        form=f"the number alone, without `{before}.`",
        example=example,
    )


def _variants(help: str) -> Key:
    return Key("variants", "texts", help)


LICENCE: Final = Section(
    "licence",
    "The licence, with an address of its own",
    "Where a licence is none of the known ones, its name and its address stand side by side.",
    by_name(
        Key("title", "text", "What the licence is called.", required=True, characters=100),
        Key(
            "url",
            "address",
            "Where it can be read.",
            otherwise="that of the Creative Commons licence of this name, if it is one",
        ),
    ),
)

HEAD: Final = Section(
    "timeline",
    "The timeline as a whole",
    "What stands at the head of the page, and in every copy of it.",
    by_name(
        Key("title", "text", "The name of the timeline.", otherwise="made of the file’s name"),
        Key("subtitle", "text", "A line under the title."),
        Key(
            "language",
            "text",
            "The language of your own words, which browsers and screen readers ask for.",
            default="en",
            pattern=LANGUAGE,
            form="a language tag, such as `en`, `de`, `pt-BR`",
            example="de",
        ),
        _date(
            "range",
            "The time that the chart covers, with a start and an end; events outside it stand in "
            "the chronicle only.",
            otherwise="from the first event to the last",
        ),
        Key("note", "lines", "What is left out, and whose side is not heard."),
        Key(
            "licence",
            "mapping",
            "What others may do with your own words (a quotation stays its owner’s): the name of a "
            "licence, its address, or both.",
            otherwise="nothing is said of it",
            of=(LICENCE,),
            short="title",
            example="CC BY 4.0",
        ),
    ),
    """\
timeline:
  title: The bridge at Exbury
  subtitle: A town, its bridge and its newspaper
  language: en-GB
  range: 1920/1930
  note: The builders’ own papers are lost; what they would say is missing here.
  licence: {title: Ours, url: "https://exbury.example/licence"}
""",
)

CITATION: Final = Section(
    "work",
    "Works that are named",
    "What is yours rests on works of the list `works`: each is named by its id alone, or with the "
    "place in it.",
    by_name(
        Key("work", "name", "The work.", required=True, listed_in="works", form="an id of `works`"),
        _locator("page", "The page or pages.", "p", "871-873"),
        _locator("chapter", "The chapter.", "ch", "46"),
        Key(
            "looked_up",
            "flag",
            "Whether somebody opened the work at this place for the timeline.",
            otherwise="as the work itself says",
        ),
    ),
)

NAME: Final = Section(
    "name",
    "Names of authors and editors",
    "A name is written as it is read, `E. H. Carr`, or with the family name first and a comma, "
    "`Carr, E. H.`; the last in a list may be `others`. Where that is not enough, `family` says "
    "which words are the family name, and `body` names a ministry, a newspaper or another body.",
    by_name(
        Key(
            "name",
            "text",
            "The name as it is read, or the family name first and a comma.",
            characters=NAME_CHARACTERS,
            otherwise="it is a `body`",
            example="Yang Tailong",
        ),
        Key(
            "family",
            "text",
            "Which words of it are the family name.",
            otherwise="the last word, or what stands before the comma",
            needs=("name",),
            example="Yang",
        ),
        Key(
            "body",
            "text",
            "The name of a body, which stays whole.",
            characters=NAME_CHARACTERS,
            otherwise="it is a person",
            example="El Universal",
        ),
    ),
)

_AUTHORS: Final = (
    Key(
        "authors",
        "list",
        "Who wrote it, one or several.",
        of=(NAME,),
        item="author",
        short="name",
        alone=True,
        otherwise="taken from `author`",
        example='["Carr, E. H.", "Davies, R. W."]',
    ),
    Key(
        "editors",
        "list",
        "Who edited it, or the book that it stands in.",
        of=(NAME,),
        item="editor",
        short="name",
        alone=True,
    ),
    Key(
        "author",
        "text",
        "The authors in words of your own, which the page then shows.",
        otherwise="made of the names",
    ),
)
_WHERE: Final = (
    _locator("volume", "The volume.", "vol", "III"),
    _locator("number", "The issue of a journal.", "no", "12-13"),
    _locator("pages", "The pages that it stands on.", "pp", "159-196"),
    Key("place", "text", "Where the publisher is."),
    Key(
        "publisher",
        "text",
        "Who published it; with the place before it, `London: Macmillan`, where `place` is left "
        "out.",
    ),
)

WORK: Final = Section(
    "work",
    "Works",
    "The books, articles and editions behind your own words: supplied dates, summaries, claims of "
    "yours. They are not quoted.",
    by_name(
        _id("work", "carr-1954"),
        Key("title", "text", "The title of the work.", required=True),
        *_AUTHORS,
        _date("date", "When the edition that you mean appeared."),
        Key(
            "label",
            "text",
            "The short name for cards.",
            otherwise="the first surname and the year",
        ),
        Key("container", "text", "The journal or the volume that it stands in."),
        *_WHERE,
        Key("url", "address", "Where it can be found."),
        Key(
            "looked_up",
            "flag",
            "Whether somebody opened the work for this timeline.",
            default="true",
        ),
        Key("note", "lines", "What a reader should know of the work."),
    ),
    """\
works:
  - id: archer-2018
    authors: ["Archer, Jane", {name: Li Ming, family: Li}, others]
    title: Bridges of the Ex
    date: 2018
    place: Exbury
    publisher: Town Press
    url: "https://exbury.example/bridges"
  - id: mason-1940
    author: Paul Mason
    title: Stone and water
    label: Mason’s memoir
    container: Exbury Quarterly
    editors: [{body: Exbury Society}]
    volume: 3
    number: 2
    pages: 14-20
    date: 1940
    looked_up: false
    note: Only a review of it was at hand.
""",
)

SOURCE: Final = Section(
    "source",
    "Sources",
    "The texts that are quoted. With `file`, and `python -m timeline check FILE --sources DIR`, "
    "every quotation is compared with its text.",
    by_name(
        _id("source", "letter"),
        Key("title", "text", "The title of the text.", required=True),
        Key("label", "text", "The short name for cards.", otherwise="the title"),
        Key("genre", "choice", "What sort of text it is.", choices=GENRES),
        *_AUTHORS,
        Key("container", "text", "The newspaper, journal or volume that it stands in."),
        *_WHERE,
        _date("date", "When it was written."),
        _date("printed", "When it was first printed, where that is another date."),
        _works("The works that its dates rest on."),
        Key("url", "address", "Where it can be read."),
        Key("licence", "text", "Under what terms the text may be used."),
        Key("credit", "text", "How its owner wants to be named.", otherwise="the title"),
        Key("stance", "lines", "Whose side it takes, in a sentence."),
        Key("note", "lines", "What a reader should know of the text."),
        Key(
            "show",
            "choice",
            "Whether a served page may show the text whole or only around quotations.",
            choices=SHOWS,
            default="quotation",
        ),
        Key("file", "file", "The text file, in the folder that `--sources` names."),
        Key(
            "part",
            "part",
            "Which characters of the file are this text: its first, and the one after its last.",
            otherwise="all of the file",
            needs=("file",),
            example="[0, 10216]",
        ),
        Key(
            "sha256",
            "text",
            "The checksum of the file: what is proved is proved of this text and no other.",
            pattern=CHECKSUM,
            form="64 figures and small letters a–f",
            otherwise="its words count as not checked; `check --sources` reports a mistake that "
            "says what to write",
            needs=("file",),
        ),
    ),
    """\
sources:
  - id: herald
    title: Disaster at the bridge
    label: The Herald
    genre: partisan
    author: A reporter of the Herald
    authors: [{body: The Exbury Herald}]
    container: The Exbury Herald
    editors: ["Field, Anna"]
    volume: XII
    number: 43
    pages: 1-2
    place: Exbury
    publisher: Herald Press
    date: 1924-10-24
    printed: 1924-10-25
    works: [archer-2018]
    url: "https://exbury.example/herald"
    licence: In the public domain
    credit: Exbury town archive
    stance: The paper of the council’s opponents.
    note: The second column is torn.
    show: full
    file: herald.txt
    part: [0, 4210]
    sha256: 3f0a5a1c2b9d7e64880f1b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e
  - {id: history, title: A short history of Exbury, genre: reference}
""",
)

LANE: Final = Section(
    "lane",
    "Lanes",
    "The rows of the chart, such as countries, in their order. Without this list they are made of "
    "the lanes that events name.",
    by_name(
        _id("lane", "great-britain"),
        Key("title", "text", "The name of the lane.", otherwise="made of the id"),
        Key("short", "text", "Its name where the chart is narrow.", otherwise="the title"),
    ),
    """\
lanes:
  - {id: town, title: In the town, short: Town}
  - {id: river, title: On the river, short: River}
""",
)

KIND: Final = Section(
    "kind",
    "Kinds",
    "What sorts of events there are, each with a mark of its own. Without this list they are made "
    "of the kinds that events name.",
    by_name(
        _id("kind", "strike"),
        Key("title", "text", "The name of the kind.", otherwise="made of the id"),
        Key(
            "shape",
            "choice",
            "The shape of its mark.",
            choices=SHAPES,
            otherwise="the next in the list of shapes",
        ),
        Key(
            "hue",
            "choice",
            "The colour of its mark.",
            choices=HUES,
            otherwise="the next in the list of colours",
        ),
    ),
    """\
kinds:
  - {id: decision, title: Decision of the town, shape: square, hue: blue}
  - {id: disaster, title: Disaster, shape: diamond, hue: red}
""",
)

PERSON: Final = Section(
    "person",
    "People",
    "Those who take part in events. Without this list they are made of the names at events.",
    by_name(
        _id("person", "mary-stone"),
        Key("name", "text", "The name.", otherwise="made of the id"),
        _variants("How texts spell or shorten the name; search and `check` know these too."),
        Key("who", "text", "Who it is, in a line."),
    ),
    """\
people:
  - {id: stone, name: Mary Stone, variants: [M. Stone], who: "The architect, 1880–1951"}
  - {id: hill, name: George Hill}
""",
)

PLACE: Final = Section(
    "place",
    "Places",
    "Where events happen. Without this list they are made of the names at events.",
    by_name(
        _id("place", "exbury"),
        Key("name", "text", "The name.", otherwise="made of the id"),
        _variants("Other names and spellings, by which search finds it."),
    ),
    """\
places:
  - {id: exbury, name: Exbury on the Ex, variants: [Ex Bury]}
""",
)

TERM: Final = Section(
    "term",
    "Terms",
    "Words that a reader may not know; they are explained where they stand.",
    by_name(
        _id("term", "lock-out"),
        Key("term", "text", "The word.", required=True),
        Key("gloss", "lines", "What it means.", required=True),
        _variants("Other forms of the word, such as the plural."),
    ),
    """\
terms:
  - {id: pier, term: pier, gloss: A pillar that carries a bridge., variants: [piers]}
""",
)

ERA: Final = Section(
    "era",
    "Eras",
    "Stretches of time that have a name; they stand behind the chart.",
    by_name(
        _id("era", "nineteen-twenties"),
        Key("title", "text", "The name of the era.", required=True),
        _date("date", "A span with a start and an end.", required=True),
    ),
    """\
eras:
  - {id: building-years, title: The building years, date: 1922/1924}
""",
)

EXCERPT: Final = Section(
    "excerpt",
    "Quotations",
    "The exact words of a source. They stand at events (`excerpts`), and bear out links (`claims`, "
    "`contested_by`) and disagreements (`claims`).",
    by_name(
        Key("source", "name", "The text that is quoted.", required=True, listed_in="sources"),
        Key(
            "exact",
            "lines",
            "Its words, letter by letter, misprints and all.",
            required=True,
            words=60,
        ),
        Key(
            "at",
            "number",
            "Where they begin in the text file, counted in characters; `check --sources` tells "
            "you.",
            otherwise="the words count as not checked; `check --sources` reports a mistake that "
            "says where they stand",
        ),
        Key("before", "lines", "The words just before them.", words=12),
        Key("after", "lines", "The words just after them.", words=12),
        Key(
            "speaker",
            "text",
            "Who speaks, where the source itself quotes somebody, and where from.",
            otherwise="the source speaks",
        ),
        Key("says", "lines", "What these words claim, told in yours: for claims."),
        Key("says_date", "text", "The date that the source gives, where it is another one."),
        Key("note", "lines", "What a reader should know of these words."),
    ),
)

EVENT_PERSON: Final = Section(
    "person",
    "People of an event",
    "Each is named by the id alone, or with `named`.",
    by_name(
        Key("id", "name", "The person.", required=True, listed_in="people"),
        Key(
            "named",
            "flag",
            "`false`: no text that is quoted there names the person; you say so.",
            otherwise="a text names the person",
        ),
    ),
)

EVENT: Final = Section(
    "event",
    "Events",
    "What the timeline is made of. An id, a title and a date are enough.",
    by_name(
        _id("event", "general-strike"),
        Key("title", "text", "What happened, in your own words.", required=True, characters=500),
        _date("date", "When it happened.", required=True),
        Key(
            "label",
            "text",
            "A shorter title for the chart.",
            characters=LABEL_CHARACTERS,
            otherwise="the title, cut where it is long",
        ),
        Key(
            "lane",
            "name",
            "The row of the chart in which it stands.",
            listed_in="lanes",
            otherwise="the first lane",
        ),
        Key(
            "kind",
            "name",
            "What sort of event it is.",
            listed_in="kinds",
            otherwise="the first kind",
        ),
        Key(
            "weight",
            "choice",
            "How much it matters: where there is no room for all names, `core` has it first.",
            choices=WEIGHTS,
            otherwise="`supporting`; `core` where no event of the file has a weight",
        ),
        Key("summary", "lines", "What happened, in two or three sentences.", words=60),
        Key(
            "dated",
            "choice",
            "How the finest part of the date is known: a text states it, it is inferred from one, "
            "or you supply it.",
            choices=BASES,
        ),
        _date(
            "old_style",
            "The same date in the Julian calendar, as precise as `date`.",
            otherwise="the date has one calendar",
        ),
        Key(
            "stated_in",
            "choice",
            "By which of the two calendars a text states the date; it goes with `dated: stated`.",
            choices=STYLES,
            needs=("dated", "old_style"),
        ),
        Key("stated_as", "lines", "The words of the texts, where they say less, or another date."),
        Key("date_note", "lines", "What else is to be said of the date."),
        _works("The works that a supplied date, and the summary, rest on."),
        Key("known_as", "texts", "Other names of the event, which the page shows."),
        Key("found_by", "texts", "Words by which search finds it, which the page does not show."),
        Key("people", "list", "Who took part.", of=(EVENT_PERSON,), short="id", otherwise="nobody"),
        Key("places", "names", "Where it happened.", listed_in="places", otherwise="nowhere"),
        Key("tags", "tags", "What else it belongs to; readers can filter by it."),
        Key("excerpts", "list", "What the sources say of it.", of=(EXCERPT,)),
    ),
    """\
events:
  - id: foundation-stone
    title: The foundation stone is laid
    date: 1922-05
  - id: bridge-falls
    title: The bridge falls
    date: 1924-10-23
    label: Bridge falls
    lane: river
    kind: disaster
    weight: core
    summary: The middle arch gives way on a market day.
    dated: supplied
    stated_as: yesterday
    date_note: The Herald is of the 24th.
    works: [archer-2018, {work: mason-1940, page: 12-14, chapter: 2, looked_up: true}]
    known_as: [Exbury disaster]
    found_by: [collapse]
    people: [stone, {id: hill, named: false}]
    places: [exbury]
    tags: [building]
    excerpts:
      - source: herald
        exact: the arch that Mrs Stone had drawn
        at: 112
        before: down came
        after: and with it
        speaker: A carter, quoted by the Herald
        says_date: Thursday
        note: The carter’s name is not given.
  - id: council-resigns
    title: The council resigns
    date: 1924-11-29
    old_style: 1924-11-16
    dated: stated
    stated_in: new_style
    lane: town
    kind: decision
""",
)

LINK: Final = Section(
    "link",
    "Links",
    "Arrows between two events. An arrow is somebody’s claim, in the words of a text.",
    by_name(
        Key("from", "name", "The event where it starts.", required=True, listed_in="events"),
        Key("to", "name", "The event where it ends.", required=True, listed_in="events"),
        Key(
            "relation",
            "choice",
            "What is claimed of the two.",
            required=True,
            choices=RELATIONS,
        ),
        Key(
            "claims",
            "list",
            "The words of those who claim it.",
            required=True,
            of=(EXCERPT,),
            item="claim",
            fewest=1,
        ),
        Key(
            "contested_by",
            "list",
            "The words of those who say otherwise; the arrow is then dashed.",
            of=(EXCERPT,),
            item="contesting claim",
        ),
        Key("note", "lines", "What you have to say of it."),
        _works("The works that the note rests on."),
    ),
    """\
links:
  - from: bridge-falls
    to: council-resigns
    relation: blamed for
    claims:
      - {source: history, exact: The bridge cost the council its seats}
    contested_by:
      - {source: herald, exact: the council would have gone in any case}
    note: The council had lost a vote before.
    works: [archer-2018]
""",
)

EDITOR_CLAIM: Final = Section(
    "claim",
    "Claims of your own",
    "Where you have something to say against the texts, a claim begins with `editor`; it rests on "
    "`works`, or on a `basis`.",
    by_name(
        Key("editor", "lines", "What you claim.", required=True),
        Key("basis", "lines", "What it rests on, if on no work.", otherwise="`works` are needed"),
        _works("The works that it rests on."),
    ),
)

DISAGREEMENT: Final = Section(
    "disagreement",
    "Disagreements",
    "Where sources say different things about an event, what they say stands side by side.",
    by_name(
        Key("event", "name", "The event.", required=True, listed_in="events"),
        Key(
            "about",
            "text",
            "What they disagree about: a clause that follows “about”, or a question.",
            required=True,
            example="its date",
        ),
        Key(
            "claims",
            "list",
            "What each of them says.",
            required=True,
            of=(EXCERPT, EDITOR_CLAIM),
            item="claim",
            fewest=2,
        ),
        Key("note", "lines", "What you have to say of it."),
    ),
    """\
disagreements:
  - event: bridge-falls
    about: whose fault it was
    claims:
      - {source: herald, exact: the arch that Mrs Stone had drawn, says: The architect’s}
      - editor: The inquiry found no fault in the drawings.
        basis: The town’s minutes of 1925.
        works: [archer-2018]
    note: The inquiry’s report is lost.
""",
)

# On the stage (4 % of the screen's height) a sentence of 160 characters takes six lines beside a
# quotation on a 4:3 screen, a question of 170 three or four over its whole width, a tour's title
# of 60 one. The longest of the built-in tours have 107, 79 and 42.
_SAY, _QUESTION, _TOUR_TITLE = 160, 170, 60

STEP: Final = Section(
    "step",
    "Steps of a tour",
    "One screen each. A quotation is named by the id of its source, the second of the same source "
    "at that event by `herald/2`; `disagreement` names the claims of the event’s disagreement.",
    by_name(
        Key(
            "event",
            "name",
            "The event; never the same in two steps that follow each other.",
            required=True,
            listed_in="events",
        ),
        Key(
            "say",
            "lines",
            "What you say, in a sentence.",
            required=True,
            characters=_SAY,
            words=40,
            projected=True,
        ),
        Key("question", "lines", "A question to the class.", characters=_QUESTION, projected=True),
        Key(
            "open",
            "flag",
            "`true`: no text of the timeline answers the question, and the page says so.",
            default="false",
            needs=("question",),
        ),
        Key(
            "quote",
            "name",
            "Which quotation of the event stands on the screen.",
            form="the id of a source that the event quotes",
            otherwise="the event’s first",
        ),
        Key(
            "evidence",
            "names",
            "The quotations that answer the question.",
            form="a list of ids of sources that the event quotes",
            otherwise="all that is said of the event",
            needs=("question",),
        ),
    ),
)

TOUR: Final = Section(
    "tour",
    "Tours",
    "Lessons to project: events in the order in which you tell them ([how to write "
    "one](tours.md)).",
    by_name(
        _id("tour", "one-idea"),
        Key(
            "title",
            "text",
            "The name of the tour, on top of every screen.",
            characters=_TOUR_TITLE,
            projected=True,
            otherwise="made of the id",
        ),
        Key(
            "minutes",
            "number",
            "How long the lesson takes.",
            least=MINUTES[0],
            most=MINUTES[1],
            otherwise="not shown",
        ),
        Key("intro", "lines", "What the lesson is about, for whoever chooses it."),
        Key(
            "questions",
            "texts",
            "What to talk about at the end.",
            characters=_QUESTION,
            projected=True,
        ),
        Key("steps", "list", "The screens, in their order.", required=True, of=(STEP,), fewest=1),
    ),
    """\
tours:
  - id: the-bridge
    title: The bridge and the council
    minutes: 10
    intro: A bridge falls, and a council with it.
    questions:
      - Who pays for a mistake?
    steps:
      - event: bridge-falls
        say: On a market day the middle arch gives way.
        quote: herald
        question: Whom does the Herald blame?
        evidence: [herald, disagreement]
      - event: council-resigns
        say: Five weeks later the council resigns.
        question: Would it have resigned without the bridge?
        open: true
""",
)

FILE: Final = Section(
    "",
    "The file",
    "The keys at the left margin come in any order, and all but `events` may be left out.",
    by_name(
        Key("timeline", "mapping", HEAD.help, of=(HEAD,)),
        Key("events", "list", EVENT.help, required=True, of=(EVENT,), fewest=1),
        Key("lanes", "list", LANE.help, of=(LANE,)),
        Key("kinds", "list", KIND.help, of=(KIND,)),
        Key("people", "list", PERSON.help, of=(PERSON,)),
        Key("places", "list", PLACE.help, of=(PLACE,)),
        Key("terms", "list", TERM.help, of=(TERM,)),
        Key("eras", "list", ERA.help, of=(ERA,)),
        Key("sources", "list", SOURCE.help, of=(SOURCE,)),
        Key("works", "list", WORK.help, of=(WORK,)),
        Key("links", "list", LINK.help, of=(LINK,)),
        Key("disagreements", "list", DISAGREEMENT.help, of=(DISAGREEMENT,)),
        Key("tours", "list", TOUR.help, of=(TOUR,)),
    ),
)
