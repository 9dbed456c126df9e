"""Events, and what is said about them: excerpts, links, disagreements, tours.

`Fields` in, a frozen value of the model out. An item that lacks what it cannot be without is
None; its mistakes have been added by then.
"""

from __future__ import annotations

import unicodedata
from typing import get_args

from timeline.fields import Fields, shown
from timeline.model import (
    RELATIONS,
    WEIGHTS,
    Basis,
    Disagreement,
    EditorClaim,
    Event,
    Excerpt,
    Image,
    Link,
    Step,
    Tour,
)
from timeline.names import Lists, title_of

LABEL_CHARACTERS = 28
TITLE_CHARACTERS = 500
SUMMARY_WORDS = 60
EXCERPT_WORDS = 60
CONTEXT_WORDS = 12
STEP_WORDS = 40
ZERO_WIDTH_JOINER = "\u200d"  # makes one sign of several, as in the signs of families

BASES: tuple[Basis, ...] = get_args(Basis)


def event(fields: Fields, lists: Lists) -> Event | None:
    """An event; lane and kind are left empty where the file names none (the loader fills them)."""
    name = fields.id(lists.events.ids)
    title = fields.text("title", required=True, characters=TITLE_CHARACTERS)
    date = fields.date("date", required=True)
    old_style = fields.date("old_style", julian=True)
    label = fields.text("label", shorten(title), characters=LABEL_CHARACTERS)
    lane_id, kind_id = fields.text("lane"), fields.text("kind")
    values = {
        "label": label,
        "lane": lists.lanes.resolve(fields, "lane", lane_id) if lane_id.strip() else "",
        "kind": lists.kinds.resolve(fields, "kind", kind_id) if kind_id.strip() else "",
        "stated_as": fields.text("stated_as", lines=True),
        "date_note": fields.text("date_note", lines=True),
        "summary": fields.text("summary", lines=True, words=SUMMARY_WORDS),
    }
    weight = fields.choice("weight", WEIGHTS, None) or "supporting"
    dated = fields.choice("dated", BASES, None)
    known_as = fields.words("known_as")
    people = lists.people.resolve_all(fields, "people")
    places = lists.places.resolve_all(fields, "places")
    tags = fields.slugs("tags")
    picture = image(inner) if (inner := fields.fields("image")) else None
    quoted = excerpts(fields, "excerpts", "excerpt", lists)
    fields.close()
    if not (name and date):
        return None
    return Event(
        id=name,
        title=title,
        date=date,
        old_style=old_style,
        weight=weight,
        dated=dated,
        known_as=known_as,
        people=people,
        places=places,
        tags=tags,
        image=picture,
        excerpts=quoted,
        line=fields.line,
        **values,
    )


def image(fields: Fields) -> Image:
    made = Image(
        fields.path("file", required=True),
        fields.text("alt", required=True),
        fields.text("credit"),
        fields.text("licence"),
        fields.line,
    )
    fields.close()
    return made


def excerpts(fields: Fields, key: str, singular: str, lists: Lists) -> tuple[Excerpt, ...]:
    made = (excerpt(inner, lists) for inner in fields.items(key, singular))
    return tuple(each for each in made if each)


def excerpt(fields: Fields, lists: Lists) -> Excerpt | None:
    source_id = fields.text("source", required=True)
    if source_id.strip():
        source_id = lists.sources.resolve(fields, "source", source_id)
    exact = fields.text("exact", required=True, lines=True, words=EXCERPT_WORDS)
    at = fields.integer("at")
    part = lists.parts.get(source_id)
    if at is not None and part and not part[0] <= at <= part[1] - len(exact):
        fields.problem(
            f"at {at}: the {len(exact)} characters are not within the source's part "
            f"[{part[0]}, {part[1]}]",
            "at",
        )
    made = Excerpt(
        source=source_id,
        exact=exact,
        at=at,
        before=fields.text("before", lines=True, words=CONTEXT_WORDS),
        after=fields.text("after", lines=True, words=CONTEXT_WORDS),
        speaker=fields.text("speaker"),
        says=fields.text("says", lines=True),
        says_date=fields.text("says_date"),
        note=fields.text("note", lines=True),
        line=fields.line,
    )
    fields.close()
    return made if exact.strip() else None


def link(fields: Fields, lists: Lists) -> Link | None:
    start, end = fields.text("from", required=True), fields.text("to", required=True)
    if start and end:
        fields.name = f"link {shown(start)} → {shown(end)}"
    for key, name in (("from", start), ("to", end)):
        if name:
            lists.events.resolve(fields, key, name)
    if start and start == end:
        fields.problem("an event cannot be linked to itself", "to")
    if not fields.has("relation"):
        fields.problem(f"relation is missing: one of {', '.join(RELATIONS)}", "relation")
    relation = fields.choice("relation", RELATIONS, None)
    claims = excerpts(fields, "claims", "claim", lists)
    if not fields.has("claims"):
        fields.problem("an arrow is somebody's claim: add claims, with source and exact words")
    contested = excerpts(fields, "contested_by", "contesting claim", lists)
    note = fields.text("note", lines=True)
    fields.close()
    if not (start and end and relation):
        return None
    return Link(start, end, relation, claims, contested, note, line=fields.line)


def disagreement(fields: Fields, lists: Lists) -> Disagreement | None:
    event_id = fields.text("event", required=True)
    if event_id:
        fields.name = f"disagreement on {shown(event_id)}"
        lists.events.resolve(fields, "event", event_id)
    about = fields.text("about", required=True)
    claims: list[Excerpt | EditorClaim] = []
    items = list(fields.items("claims", "claim"))
    for inner in items:
        made = editor_claim(inner) if inner.has("editor") else excerpt(inner, lists)
        if made:
            claims.append(made)
    if len(items) < 2:
        fields.problem("a disagreement needs two claims or more", "claims")
    note = fields.text("note", lines=True)
    fields.close()
    return Disagreement(event_id, about, tuple(claims), note, fields.line) if event_id else None


def editor_claim(fields: Fields) -> EditorClaim | None:
    made = EditorClaim(
        fields.text("editor", required=True, lines=True),
        fields.text("basis", required=True, lines=True),
        fields.line,
    )
    fields.close()
    return made if made.editor else None


def tour(fields: Fields, lists: Lists) -> Tour | None:
    name = fields.id(lists.tours.ids)
    title = fields.text("title", title_of(name))
    minutes = fields.integer("minutes")
    intro = fields.text("intro", lines=True)
    questions = fields.words("questions")
    items = list(fields.items("steps", "step"))
    if not items:
        fields.problem("a tour needs steps, each with event and say", "steps")
    steps = [step(inner, lists) for inner in items]
    fields.close()
    return Tour(name, title, tuple(steps), minutes, intro, questions, fields.line)


def step(fields: Fields, lists: Lists) -> Step:
    event_id = fields.text("event", required=True)
    if event_id:
        lists.events.resolve(fields, "event", event_id)
    made = Step(
        event_id,
        fields.text("say", required=True, lines=True, words=STEP_WORDS),
        fields.text("question", lines=True),
        fields.line,
    )
    fields.close()
    return made


def shorten(title: str) -> str:
    """A title as a label: at most `LABEL_CHARACTERS`, cut between words where it can be."""
    line = " ".join(title.split())
    if len(line) <= LABEL_CHARACTERS:
        return line
    room = line[:LABEL_CHARACTERS]  # one more than fits beside the ellipsis, to see a word's end
    cut = room.rfind(" ")
    if cut <= 0:
        cut = LABEL_CHARACTERS - 1
        while cut > 1 and (_joins(line[cut]) or line[cut - 1] == ZERO_WIDTH_JOINER):
            cut -= 1
    return room[:cut].rstrip(" ,;:.–-") + "…"


def _joins(character: str) -> bool:
    """Whether a character belongs to the one before it: an accent, a joiner, a skin tone."""
    return (
        unicodedata.category(character) in ("Mn", "Mc", "Me")
        or character == ZERO_WIDTH_JOINER
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )
