"""A timeline of any number of events, the same one each time, as the text of its YAML file."""

from __future__ import annotations

import random
from datetime import date, timedelta

LANES = 9
FIRST, LAST = date(1880, 1, 1), date(1959, 12, 31)
KINDS = ("strike", "congress", "book", "revolution", "treaty", "trial")
SHAPES = ("square", "diamond", "disc", "star", "ring", "triangle")
HUES = ("red", "blue", "ink", "ochre", "green", "violet")
PEOPLE = ("Ada", "Boris", "Clara", "Dmitri", "Elena", "Franz", "Gita", "Hugo", "Ines", "Jan")
PLACES = ("Berlin", "Canton", "Leeds", "Lyon", "Odessa", "Vienna")
WEIGHTS = ("core", "supporting", "context")
SHARES = (10, 30, 60)  # percent of the events that have each weight
NOUNS = (
    *("assembly", "bridge", "charter", "committee", "congress", "council", "decree", "election"),
    *("factory", "harbour", "journal", "lecture", "manifesto", "newspaper", "party", "petition"),
    *("railway", "rising", "school", "session", "strike", "telegram", "treaty", "union"),
)
VERBS = ("answers", "calls", "closes", "founds", "meets", "opens", "prints", "signs", "splits")


def synthetic_yaml(events: int, seed: int = 1905, *, long: bool = False) -> str:
    """A file of `events` events: a third spans, a sixth imprecise, a third quoting a source.

    `long` gives each tenth a title of a whole line, and all of them twice as much to read.
    """
    chance = random.Random(seed)
    parts = [_head()]
    parts += [_event(number, chance, long=long) for number in range(events)]
    return "".join(parts)


def _head() -> str:
    lines = ["timeline:", f"  title: {LANES} lanes", f"  range: {FIRST.year}/{LAST.year}"]
    lines += ["sources:", "- {id: gazette, title: The Gazette, genre: primary}", "lanes:"]
    lines += [f"- {{id: lane-{n}, title: Lane {n}}}" for n in range(LANES)]
    lines += ["kinds:"]
    lines += [
        f"- {{id: {kind}, title: {kind.title()}, shape: {shape}, hue: {hue}}}"
        for kind, shape, hue in zip(KINDS, SHAPES, HUES, strict=True)
    ]
    lines += ["people:", *(f"- {{id: {name.lower()}, name: {name}}}" for name in PEOPLE)]
    lines += ["places:", *(f"- {{id: {name.lower()}, name: {name}}}" for name in PLACES)]
    return "\n".join([*lines, "events:\n"])


def _event(number: int, chance: random.Random, *, long: bool) -> str:
    subject, deed, thing = chance.choice(NOUNS), chance.choice(VERBS), chance.choice(NOUNS)
    summary = _words(chance, chance.randint(30, 60) if long else chance.randint(15, 35))
    more = f" after {_words(chance, 8)}" if long and number % 10 == 0 else ""
    lines = [
        f"- id: event-{number}",
        f"  title: The {subject} {deed} the {thing}{more}, {number}",
        f"  label: {subject.title()} {number}",
        f"  date: {_date(chance)}",
        f"  lane: lane-{chance.randrange(LANES)}",
        f"  kind: {chance.choice(KINDS)}",
        f"  weight: {chance.choices(WEIGHTS, SHARES)[0]}",
        f"  people: [{', '.join(name.lower() for name in chance.sample(PEOPLE, 2))}]",
        f"  places: [{chance.choice(PLACES).lower()}]",
        f"  summary: {summary}",
    ]
    if chance.random() < 1 / 3:
        words = _words(chance, 20 * (1 + long))
        lines += ["  excerpts:", f"  - {{source: gazette, exact: {words}}}"]
    return "\n".join(lines) + "\n"


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(NOUNS) for _ in range(count))


def _date(chance: random.Random) -> str:
    day = FIRST + timedelta(chance.randrange((LAST - FIRST).days - 1500))
    if chance.random() < 1 / 3:
        return f"{day}/{day + timedelta(chance.randint(3, 1400))}"
    if chance.random() < 1 / 4:
        return chance.choice((f"{day:%Y}", f"{day:%Y-%m}", f"{day:%Y}~"))
    return str(day)
