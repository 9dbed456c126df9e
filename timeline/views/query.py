"""The query string: text in, plain values out, and back.

`read_query` never fails: what it cannot use it leaves out and names. A view made by hand goes
through the same checks (`check`), without being written as a text first. `assets/view/state.js`
does the same in the browser; `tests/cases/view.json` runs through both, and random queries do
(`tests/test_one_query.py`). Where the languages differ by themselves, the rule is: lengths count
characters, not the units of a string; white space is what a search takes for it; half of a
surrogate pair is U+FFFD, as bytes that are not UTF-8 are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, TypedDict
from urllib.parse import parse_qsl, quote

from timeline import dates
from timeline.errors import DateError
from timeline.model import WEIGHTS, Timeline
from timeline.telling.tour_steps import drawn
from timeline.views.search import spaced
from timeline.views.table import DAY_MS, Extent, extent
from timeline.wording import many, nearest, shown

# Filters by id: key in the query → key in the vocabulary, in the order of the canonical query.
LISTS: Final = {
    "lane": "lanes",
    "kind": "kinds",
    "person": "people",
    "place": "places",
    "source": "sources",
    "tag": "tags",
    "weight": "weights",
}
# The first of each is the default, and stays out of the query.
CHOICES: Final = {
    "mode": ("explore", "present", "embed", "print"),
    "calendar": ("ns", "os"),
    "theme": ("light", "dark", "projector"),
    "view": ("chart", "chronicle", "sources"),
    "sheet": ("handout", "worksheet"),
}
KEYS: Final = ("q", *LISTS, "disputed", "from", "to", "event", "tour", "step", *CHOICES)
LONGEST_QUERY: Final = 8192  # characters read
LONGEST_SEARCH: Final = 200
LONGEST_VALUE: Final = 40  # of a bad value, in the message that names it
MOST_IGNORED: Final = 8  # named one by one

_HALF_PAIR = re.compile("[\ud800-\udfff]")
_DATE = re.compile(r"(-?)([0-9]{1,4})(-[0-9]{2}(?:-[0-9]{2})?)?")
_BEFORE_QUERY = re.compile(r"^[^=&?#]*(?=[?#])")  # "https://school.example/?", "timeline.html#"
_TRUE, _FALSE = ("1", "true", "yes", "on"), ("", "0", "false", "no", "off")


class TourSteps(TypedDict):
    """A tour, and the events of its steps in order."""

    id: str
    title: str
    steps: list[str]


class Vocabulary(TypedDict):
    """What a query may name: ids and the words a reader sees for them.

    `lanes` {id, title, short}, `kinds` {id, title}, `people` {id, name, who}, `places` {id, name},
    `sources` {id, label}, `tours` {id, title, steps: [event id]}; `events` (those drawn), `tags`,
    `weights` are ids; `frame` is [start, end] in ms, `years` the first and last of the events.
    """

    events: list[str]
    lanes: list[dict[str, str]]
    kinds: list[dict[str, str]]
    people: list[dict[str, str]]
    places: list[dict[str, str]]
    sources: list[dict[str, str]]
    tags: list[str]
    weights: list[str]
    tours: list[TourSteps]
    frame: list[float]
    years: list[int]


class Values(TypedDict, total=False):
    """The fields of a `timeline.views.view.View` that a query gives; see there."""

    q: str
    lane: tuple[str, ...]
    kind: tuple[str, ...]
    person: tuple[str, ...]
    place: tuple[str, ...]
    source: tuple[str, ...]
    tag: tuple[str, ...]
    weight: tuple[str, ...]
    disputed: bool
    from_: str
    to: str
    event: str
    tour: str
    step: int
    mode: str
    calendar: str
    theme: str
    view: str
    sheet: str


def vocabulary(t: Timeline, time: Extent | None = None) -> Vocabulary:
    """The ids of a timeline, in the order of its file (tags by the alphabet).

    `time` is its `timeline.views.table.extent`, where that is known already.
    """
    time = extent(t) if time is None else time
    undrawn = {event_id for event_id, _ in t.undrawn}
    return {
        "events": [event.id for event in t.events if event.id not in undrawn],
        "lanes": [{"id": x.id, "title": x.title, "short": x.short} for x in t.lanes],
        "kinds": [{"id": x.id, "title": x.title} for x in t.kinds],
        "people": [{"id": x.id, "name": x.name, "who": x.who} for x in t.people],
        "places": [{"id": x.id, "name": x.name} for x in t.places],
        "sources": [{"id": x.id, "label": x.label} for x in t.sources],
        "tags": sorted({tag for event in t.events for tag in event.tags}),
        "weights": list(WEIGHTS),
        "tours": [
            {"id": x.id, "title": x.title, "steps": [step.event for step in x.steps]}
            for x in drawn(t)
        ],
        "frame": list(time.frame),
        "years": list(time.years),
    }


def options(known: Vocabulary, key: str) -> dict[str, str]:
    """The options of a filter of `LISTS`: id → the words a reader sees."""
    items = known[LISTS[key]]  # type: ignore[literal-required]
    if items and isinstance(items[0], str):
        return {item: item.replace("-", " ") for item in items}
    return {
        item["id"]: item.get("title") or item.get("name") or item.get("label") or item["id"]
        for item in items
    }


def read_query(query: str, known: Vocabulary) -> tuple[Values, tuple[str, ...]]:
    """The values a query gives, and a line for each that was ignored: "lane=narnia: no such lane".

    `query` is form-encoded, with or without a leading `?` or `#`; or both parts of an address,
    "?lane=germany#event=lenin-dies": see `_both`. Unknown keys are no business
    of ours and pass silently; several values of a list key, in one or in repeated keys, add up,
    each id once and in the order of the vocabulary; of other repeated keys the last one counts.
    """
    ignored: list[str] = []
    address, query = query, _whole(query).lstrip("?#")
    if len(query) > LONGEST_QUERY:
        ignored.append(f"only the first {LONGEST_QUERY} characters of the address were read")
        query = query[:LONGEST_QUERY]
    return check(_both(query) if address.startswith("?") else _pairs(query), known, ignored)


def check(
    given: Mapping[str, Sequence[str]], known: Vocabulary, before: Sequence[str] = ()
) -> tuple[Values, tuple[str, ...]]:
    """The values that a timeline knows, and a line for each other, after those of `before`.

    `given` holds the values of each key in order; see `read_query`.
    """
    given = {key: [spaced(_whole(value)) for value in values] for key, values in given.items()}
    ignored = [*before]
    values: Values = {}
    if search := spaced(" ".join(given.get("q", []))):
        if len(search) > LONGEST_SEARCH:
            ignored.append(f"q: only the first {LONGEST_SEARCH} characters were searched")
        values["q"] = search[:LONGEST_SEARCH].rstrip(" ")
    for key in LISTS:
        ids = [i for value in given.get(key, []) for i in map(spaced, value.split(",")) if i]
        allowed = list(options(known, key))
        wanted = {i.lower() for i in ids}
        ignored += [_bad(key, i, f"no such {key}") for i in ids if i.lower() not in allowed]
        if chosen := tuple(i for i in allowed if i in wanted):
            values[key] = chosen  # type: ignore[literal-required]
    last = {key: items[-1] for key, items in given.items()}
    disputed = last.get("disputed", "").lower()
    if disputed in _TRUE:
        values["disputed"] = True
    elif disputed not in _FALSE:
        ignored.append(_bad("disputed", last["disputed"], "write 1 or 0"))
    _read_window(last, known, values, ignored)
    _read_place(last, known, values, ignored)
    for key, allowed_choices in CHOICES.items():
        choice = last.get(key, "").lower()
        if choice in allowed_choices:
            values[key] = choice  # type: ignore[literal-required]
        elif choice:
            ignored.append(_bad(key, last[key], f"no such {key}"))
    if len(ignored) > MOST_IGNORED:
        more = len(ignored) - MOST_IGNORED
        ignored[MOST_IGNORED:] = [f"and {more} more"]
    return values, tuple(ignored)


def _whole(text: str) -> str:
    """Text with U+FFFD for each half of a surrogate pair."""
    if not _HALF_PAIR.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _pairs(query: str) -> dict[str, list[str]]:
    """Key → its values in order, of form-encoded pairs."""
    given: dict[str, list[str]] = {}
    for key, value in parse_qsl(query, keep_blank_values=True):
        given.setdefault(key, []).append(value)
    return given


def is_view(fragment: str) -> bool:
    """Does this, behind the `#` of an address, tell of a view? `#timeline` names a place only."""
    named = (part.partition("=") for part in fragment.lstrip("?#").split("&"))
    return any(sign and key in KEYS for key, sign, _ in named)


def _both(query: str) -> dict[str, list[str]]:
    """The pairs of an address that may hold some behind its `?` and some behind its `#`.

    Key by key the `#` counts; and with a tour or a step of its own it leaves the place that the
    `?` names.
    """
    before, _, after = query.partition("#")
    given = _pairs(before)
    if not is_view(after):
        return given
    over = _pairs(after.lstrip("?#"))
    if "tour" in over:
        given.pop("step", None)
    if "tour" in over or "step" in over:
        given.pop("event", None)
    return given | over


def _read_window(
    last: dict[str, str], known: Vocabulary, values: Values, ignored: list[str]
) -> None:
    start, end = known["frame"]
    edges = {}
    for key in ("from", "to"):
        typed = last.get(key, "")
        edge = canonical_edge(typed)
        if edge:
            edges[key] = edge
        elif typed:
            ignored.append(_bad(key, typed, "write a year, 1923-10 or 1923-10-21"))
    first = edge_ms(edges["from"])[0] if "from" in edges else start
    after = edge_ms(edges["to"])[1] if "to" in edges else end
    both = ", ".join(f"{key}={edge}" for key, edge in edges.items())
    if len(edges) == 2 and first >= after:
        ignored.append(f"{both}: from is after to")
    elif edges and (first >= end or after <= start):
        ignored.append(f"{both}: outside this timeline")
    else:
        if "from" in edges:
            values["from_"] = edges["from"]
        if "to" in edges:
            values["to"] = edges["to"]


def _read_place(
    last: dict[str, str], known: Vocabulary, values: Values, ignored: list[str]
) -> None:
    """Event, tour and step: where in the timeline the reader stands."""
    event = last.get("event", "")
    if event.lower() in known["events"]:
        values["event"] = event.lower()
    elif event:
        ignored.append(_bad("event", event, "no such event"))
    steps = {tour["id"]: len(tour["steps"]) for tour in known["tours"]}
    tour = last.get("tour", "")
    if tour.lower() in steps:
        values["tour"] = tour.lower()
    elif tour:
        ignored.append(_bad("tour", tour, "no such tour"))
    step = last.get("step", "")
    most = steps.get(values.get("tour", ""), 0)
    if re.fullmatch("[0-9]{1,4}", step) and 1 <= int(step) <= most:
        values["step"] = int(step)
    elif step not in ("", "1"):
        ignored.append(
            _bad("step", step, f"this tour has {many(most, 'step')}" if most else "no tour")
        )


def typed_query(text: str) -> tuple[str, tuple[str, ...]]:
    """What a person typed, or copied out of an address bar, as a view: its query, and a line for
    each key that no view has.
    """
    query = _BEFORE_QUERY.sub("", text.strip(), count=1)
    given = _both(query.lstrip("?#")) if query.startswith("?") else _pairs(query.lstrip("?#"))
    return query, tuple(
        f"{shown(key)}: no part of a view{nearest(key, KEYS) or ', such as lane=germany'}"
        for key in given
        if key not in KEYS
    )


def canonical_edge(typed: str) -> str:
    """A year, month or day as the query writes it: "962" → "0962"; "" for anything else.

    A season is none: its winter ends in another year than its name says.
    """
    match = _DATE.fullmatch(typed)
    if not match:
        return ""
    sign = match[1] if int(match[2]) else ""
    edge = f"{sign}{match[2]:0>4}{match[3] or ''}"
    try:
        return "" if dates.parse(edge).precision == "season" else edge
    except DateError:
        return ""


def edge_ms(edge: str) -> tuple[float, float]:
    """First moment of a canonical year, month or day, and the first moment after it (ms)."""
    first, last = dates.parse(edge).bounds
    if first is None or last is None:
        raise ValueError(f"{edge} is no year, month or day")
    return first * DAY_MS, (last + 1) * DAY_MS


def write_query(pairs: list[tuple[str, str]]) -> str:
    """Form-encoded pairs; commas stay, so that a list of ids can be read in the address."""
    encoded = ((key, quote(value, safe=",", errors="replace")) for key, value in pairs)
    return "&".join(f"{key}={value.replace('%20', '+')}" for key, value in encoded)


def _bad(key: str, value: str, reason: str) -> str:
    shown = value if len(value) <= LONGEST_VALUE else value[:LONGEST_VALUE] + "…"
    return f"{key}={shown}: {reason}"
