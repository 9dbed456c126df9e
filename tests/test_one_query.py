"""One query, two languages: what Python and the page make of the same address is the same.

Some thousand random queries a run go through `parse_view`, `in_window` and `window` and, in one
page, through their twins of assets/view/state.js and match.js: the view, the lines about what was
ignored, the events that pass, those in sight and the window in ms are compared. A run prints its
seed; SEED=... repeats one.
"""

from __future__ import annotations

import json
import os
import random
import unicodedata
from functools import cache
from itertools import islice
from typing import Any

import browser_parts
import pytest
from playwright.sync_api import Page
from serving import EVENTS

from timeline.model import Timeline
from timeline.page.document import build_document, to_json
from timeline.prepared import prepare
from timeline.reading.load import load, read
from timeline.views.query import CHOICES, LISTS, options, vocabulary
from timeline.views.table import frame, to_table
from timeline.views.view import in_window, mask, parse_view, window

QUERIES = 5_000  # a run, over both timelines

# Words and dates that two languages are apt to read apart.
NASTY = r"""
timeline: {title: Nasty, range: -0500/9999}
lanes: [{id: constructor, title: "İstanbul"}, {id: a1, title: "ΟΔΟΣ"}, {id: '0', title: "K"}]
people:
- {id: to-string, name: "Straße Ångström", variants: ["S\u0327 D\u0307\u0323"]}
- {id: x, name: "Iıİi"}
sources: [{id: s, title: "«Quelle»"}, {id: t, title: "T"}]
terms: [{id: n, term: NEP, gloss: New, variants: ["ＮＥＰ"]}]
events:
- {id: first, title: "ΣΊΣΥΦΟΣ ǅungla ﬀ ſ", date: -0499, lane: constructor, tags: [one, zwei]}
- {id: leap, title: "It’s ‘50–60’ №5 Ⅳ ½", date: 1924-02-29, lane: a1, people: [to-string]}
- {id: winter, title: "\ufeff\u00adcafé  cafe\u0301\u2003x", date: 1923-24, lane: a1}
- {id: by, title: "一二三 ١٢٣ हिन्दी עִבְרִית", date: '[..1925]', lane: '0', people: [x, to-string],
   excerpts: [{source: s, exact: "Ångström — Iıİi"}, {source: t, exact: "…"}]}
- {id: '1924', title: "- ' \" ´ ~", date: 0000/.., lane: '0', weight: context, tags: [one]}
- {id: late, title: "😀 👩‍👩‍👧 \U0001d518", date: 9999-12-31, lane: constructor, weight: core}
links:
- {from: first, to: leap, relation: then, claims: [{source: s, exact: "Ǆ ﷺ ㎏ 々"}]}
disagreements:
- {event: by, about: when, claims: [{source: s, exact: "ɪ"}, {editor: "ﬁn", basis: "ʼn"}]}
tours:
- {id: tour, title: T, steps: [{event: first, say: A}, {event: leap, say: B}]}
"""
# Spaces and what is taken for one, marks that change case or width, parts of characters.
ODD = [chr(n) for n in range(0x20)] + list(
    "\x7f\x85\xa0\xad\u1680\u180e\u2000\u200a\u200b\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\uff0c"
    "\u0130\u0131\u0301\u0345\u1e9e\u212a\u03a3\u03c2\u01c5\u01f0\ufb00\u2160\u00bd\u0660\uff11\u4e00"
    "\u2019\u201c\u2013\u2212\u2e3a\U0001f600\U0001d518\U00010400\ud83d\ude00"
)
BYTES = [
    "%",
    "%4",
    "%GG",
    "%C3",
    "%C3%A9",
    "%E2%82",
    "%F0%9F%98%80",
    "%ED%A0%80",
    "%FF",
    "%EF%BB%BF",
]
BYTES += [
    "%00",
    "%1C",
    "%85",
    "%C2%85",
    "%A0",
    "%2B",
    "%26",
    "%3D",
    "%2C",
    "%23",
    "%3F",
    "+",
    "%20",
]
EDGES = [
    "1917",
    "962",
    "44",
    "-44",
    "-0043",
    "-0",
    "0",
    "-0000",
    "00000",
    "1917-10",
    "1917-21",
    "1917-24",
]
EDGES += [
    "1923-13",
    "1923-00",
    "1924-02-29",
    "1923-02-29",
    "1900-02-29",
    "-4712",
    "-4713",
    "9999-12-31",
]
EDGES += [
    "9999-24",
    "12345",
    "1917~",
    "191X",
    "1917-XX",
    "+1917",
    "1e3",
    "0x7",
    "1917/1923",
    "..1923",
    "1923-1",
]
NUMBERS = [
    "0",
    "1",
    "2",
    "02",
    "0002",
    "00002",
    "-1",
    "+1",
    "1.0",
    "1e0",
    "３",
    "٢",
    "99999",
    "Infinity",
    "",
]
FLAGS = ["1", "0", "true", "TRUE", "yes", "on", "no", "off", "", "2", "ＯＮ", "ſ", "\u212a"]


@cache
def timelines() -> tuple[Timeline, Timeline]:
    return load(EVENTS), read(NASTY.encode(), "nasty.yaml")


class Queries:
    """An endless run of random queries about one timeline."""

    def __init__(self, t: Timeline, chance: random.Random) -> None:
        self.chance = chance
        known = vocabulary(t)
        self.ids = {key: [*options(known, key)] for key in LISTS}
        self.ids |= {"event": known["events"], "tour": [tour["id"] for tour in known["tours"]]}
        self.words = [
            word
            for event in t.events
            for word in (*event.title.split(), *event.summary.split(), *event.known_as)
        ]
        self.values = {"from": EDGES, "to": EDGES, "step": NUMBERS, "disputed": FLAGS}
        self.values |= {key: list(choices) for key, choices in CHOICES.items()}
        self.keys = ["q", *self.ids, *self.values, "from", "to", "q"]

    def __iter__(self) -> Queries:
        return self

    def __next__(self) -> str:
        chance = self.chance
        query = chance.choice(["", "", "", "?", "#", "??#", "\ufeff", " "])
        pairs = [self.pair() for _ in range(chance.choice([0, 1, 1, 1, 2, 2, 3, 5, 12]))]
        query += chance.choice(["&", "&", "&", "&", "&&", ";"]).join(pairs)
        if chance.random() < 0.02:  # about as long as is read, in signs of one or two units
            filler = chance.choice(["x", "\U0001f600", "%41", "\x85", "%F0%9F%98%80"])
            place = chance.choice(["zz=", "q=", "lane="])
            filling = filler * ((8192 - len(query)) // len(filler) + chance.randint(-8, 3))
            query = (
                f"{place}{filling}&{query}"
                if chance.random() < 0.5
                else f"{query}&{place}{filling}"
            )
        return query

    def pair(self) -> str:
        chance = self.chance
        key = chance.choice(self.keys)
        if chance.random() < 0.05:
            key = chance.choice(
                ["zz", "", "__proto__", key.upper(), key + "%20", "%" + key, f"{key} "]
            )
        value = self.value(key)
        if chance.random() < 0.4:
            value = self.disturbed(value)
        form = chance.random()
        if form < 0.3:
            value = value.replace(" ", "+")
        return key if form > 0.97 else f"{key}={value}"

    def value(self, key: str) -> str:
        chance = self.chance
        if key in self.ids:
            many = [
                chance.choice([*self.ids[key], "narnia", ""])
                for _ in range(chance.choice([1, 1, 2, 3]))
            ]
            return chance.choice([",", ",", ", ", ",,", "%2C"]).join(many)
        if key in self.values:
            return chance.choice(self.values[key])
        words = [chance.choice(self.words) for _ in range(chance.choice([0, 1, 1, 2, 3]))]
        if chance.random() < 0.03:
            words *= 40  # longer than is searched
        return chance.choice([" ", "+", "  "]).join(words).replace("&", "").replace("#", "")

    def disturbed(self, value: str) -> str:
        chance = self.chance
        for _ in range(chance.choice([1, 1, 2, 4])):
            what = chance.random()
            place = chance.choice([0, len(value), chance.randint(0, len(value))])
            if what < 0.5:
                value = value[:place] + chance.choice(ODD) + value[place:]
            elif what < 0.8:
                value = value[:place] + chance.choice(BYTES) + value[place:]
            elif what < 0.9:
                value = chance.choice([str.upper, str.title, str.swapcase])(value)
            else:
                value = value[:place] + self.letter() + value[place:]
        return value

    def letter(self) -> str:
        """Any character that this Python knows: browsers know those of later Unicode too."""
        while True:
            letter = chr(self.chance.randrange(0x110000))
            if unicodedata.category(letter) not in ("Cn", "Co"):
                return letter


def in_python(t: Timeline, queries: list[str]) -> list[dict[str, Any]]:
    table, bounds = to_table(t), frame(t)
    found = []
    for query in queries:
        view, ignored = parse_view(query, vocabulary(t))
        found.append(
            {
                "query": view.query(),
                "ignored": list(ignored),
                "passes": table["id"][mask(view, table)].tolist(),
                "inSight": table["id"][in_window(view, table)].tolist(),
                "window": list(window(view, bounds)),
            }
        )
    return found


IN_THE_PAGE = """([text, queries]) => {
  const doc = JSON.parse(text);
  const { match, state } = timelineParts;
  const prepared = match.prepare(doc.columns, doc.vocabulary, match.haystacks(doc));
  const ids = (mask) => doc.columns.id.filter((_, i) => mask[i]);
  return queries.map((query) => {
    const { view, ignored } = state.parse(query, doc.vocabulary);
    const passes = match.mask(prepared, view);
    const touches = match.overlapping(doc.columns, state.window(view));
    return {
      query: state.query(view), ignored, passes: ids(passes),
      inSight: ids(passes.map((yes, i) => yes & touches[i])),
      window: state.window(view, doc.timeline.frame),
    };
  });
}"""


def in_the_page(page: Page, t: Timeline, queries: list[str]) -> list[dict[str, Any]]:
    # As JSON with escapes: half a surrogate pair has no other way through.
    document = json.dumps(json.dumps(to_json(build_document(prepare(t)))))
    asked = f"({IN_THE_PAGE})([JSON.parse({document}), "
    answers: list[dict[str, Any]] = json.loads(
        page.evaluate(f"JSON.stringify({asked}{json.dumps(queries)}]))")
    )
    return answers


@pytest.mark.parametrize("which", [0, 1], ids=["built-in", "nasty"])
def test_random_queries_are_read_alike_in_both_languages(page: Page, which: int) -> None:
    seed = int(os.environ.get("SEED") or random.SystemRandom().randrange(2**32))
    print(f"SEED={seed}")
    t = timelines()[which]
    queries = [*islice(Queries(t, random.Random(f"{seed} {which}")), QUERIES // 2)]
    browser_parts.add(page, "view/match", "view/state")
    pairs = zip(in_python(t, queries), in_the_page(page, t, queries), strict=True)
    apart = [
        {
            "asked": query,
            **{key: (here[key], there[key]) for key in here if here[key] != there[key]},
        }
        for query, (here, there) in zip(queries, pairs, strict=True)
        if here != there
    ]
    shown = "\n".join(ascii(each)[:2000] for each in apart[:5])
    assert not apart, (
        f"SEED={seed}: {len(apart)} of {len(queries)} queries are read apart:\n{shown}"
    )
