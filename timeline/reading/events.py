"""Events, and what is said about them: excerpts, links, disagreements, tours.

`Fields` in, a frozen value of the model out. An item that lacks what it cannot be without is
None; its mistakes have been added by then.
"""

from __future__ import annotations

import unicodedata

from timeline.model import (
    RELATIONS,
    WEIGHTS,
    Disagreement,
    EditorClaim,
    Event,
    Excerpt,
    Link,
    Step,
    Tour,
)
from timeline.reading import checks
from timeline.reading.fields import Fields
from timeline.reading.ids import Lists, title_of
from timeline.reading.keys import BASES, EDITOR_CLAIM, LABEL_CHARACTERS, MINUTES, STYLES
from timeline.reading.lists import citations
from timeline.wording import nearest, shown, slug

ZERO_WIDTH_JOINER = "\u200d"  # makes one sign of several, as in the signs of families


def event(fields: Fields, lists: Lists) -> Event | None:
    """An event; lane and kind are left empty where the file names none (the loader fills them)."""
    name = fields.id(lists.events.ids)
    title = fields.text("title")
    date = fields.date("date")
    old_style = fields.date("old_style", julian=True)
    label = fields.text("label", label_of(title))
    lane_id, kind_id = fields.text("lane"), fields.text("kind")
    values = {
        "label": label,
        "lane": lists.lanes.resolve(fields, "lane", lane_id) if lane_id.strip() else "",
        "kind": lists.kinds.resolve(fields, "kind", kind_id) if kind_id.strip() else "",
        "stated_as": fields.text("stated_as"),
        "date_note": fields.text("date_note"),
        "summary": fields.text("summary"),
    }
    weight = fields.choice("weight", WEIGHTS) or "supporting"
    dated = fields.choice("dated", BASES)
    stated_in = fields.choice("stated_in", STYLES)
    if stated_in and not (old_style and dated == "stated"):
        fields.problem(
            "stated_in says by which calendar a text states the date: it needs dated: stated and "
            "an old_style date beside it; leave it out",
            "stated_in",
        )
    works = citations(fields, lists)
    known_as = fields.words("known_as")
    found_by = fields.words("found_by")
    people, named = _people(fields, lists)
    places = lists.places.resolve_all(fields, "places")
    tags = fields.slugs("tags")
    _refuse_image(fields)
    quoted = excerpts(fields, "excerpts", lists)
    fields.close("image")
    lists.excerpts[name] = dict.fromkeys(checks.excerpt_names(quoted))
    if not (name and date):
        return None
    return Event(
        id=name,
        title=title,
        date=date,
        old_style=old_style,
        weight=weight,
        dated=dated,
        stated_in=stated_in,
        works=works,
        known_as=known_as,
        found_by=found_by,
        people=people,
        named=named,
        places=places,
        tags=tags,
        excerpts=quoted,
        line=fields.line,
        lines=tuple(fields.node.lines.items()),
        **values,
    )


def _people(fields: Fields, lists: Lists) -> tuple[tuple[str, ...], tuple[tuple[str, bool], ...]]:
    """The people of an event, and of which of them the file says whether a text names them."""
    named: dict[str, bool | None] = {}
    listed = [*fields.items("people")]
    there = frozenset(inner.text("id") for inner in listed)
    for inner in listed:
        text = inner.text("id")
        if text.strip():
            name = lists.people.resolve(fields, "people", text, inner.line, but=there)
            if name in named:
                fields.problem(f"people: {shown(text)} stands twice", line=inner.line)
            named[name] = inner.flag("named", True) if inner.has("named") else None
        inner.close()
    return tuple(named), tuple((name, said) for name, said in named.items() if said is not None)


def _refuse_image(fields: Fields) -> None:
    """No page shows a picture yet: to take one in would be to lose it without a word."""
    if "image" not in fields.node.values:
        return
    for name, line in fields.files("image") or [("", fields.line_of("image"))]:
        missing = f"; and {shown(name)} is not beside this file" if fields.missing(name) else ""
        fields.problem(
            f"image: pictures are not shown yet: take 'image' out, with all of its keys{missing}",
            line=line,
        )


def excerpts(fields: Fields, key: str, lists: Lists) -> tuple[Excerpt, ...]:
    """The excerpts in a list of the file, without those too broken to be one."""
    made = (excerpt(inner, lists) for inner in fields.items(key))
    return tuple(each for each in made if each)


def excerpt(fields: Fields, lists: Lists) -> Excerpt | None:
    """A quotation with its source and place; None where source or words are missing."""
    source_id = fields.text("source")
    if source_id.strip():
        source_id = lists.sources.resolve(fields, "source", source_id)
    exact = fields.text("exact")
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
        before=fields.text("before"),
        after=fields.text("after"),
        speaker=fields.text("speaker"),
        says=fields.text("says"),
        says_date=fields.text("says_date"),
        note=fields.text("note"),
        line=fields.line,
    )
    fields.close()
    return made if exact.strip() else None


def link(fields: Fields, lists: Lists) -> Link | None:
    """An arrow from one event to another, with who claims it; None without both events."""
    start, end = fields.text("from"), fields.text("to")
    if start and end:
        fields.name = f"link {shown(start)} → {shown(end)}"
    for key, name, other in (("from", start, end), ("to", end, start)):
        if name:
            lists.events.resolve(fields, key, name, but=(other,))
    if start and start == end:
        fields.problem("an event cannot be linked to itself", "to")
    if not fields.has("relation"):
        fields.problem(f"relation is missing: one of {', '.join(RELATIONS)}", "relation")
    relation = fields.choice("relation", RELATIONS)
    claims = excerpts(fields, "claims", lists)
    if not fields.has("claims"):
        fields.problem("an arrow is somebody's claim: add claims, with source and exact words")
    contested = excerpts(fields, "contested_by", lists)
    note = fields.text("note")
    works = citations(fields, lists)
    fields.close()
    if not (start and end and relation):
        return None
    return Link(start, end, relation, claims, contested, note, works, line=fields.line)


def disagreement(fields: Fields, lists: Lists) -> Disagreement | None:
    """At least two claims about one thing; None without its event."""
    event_id = fields.text("event")
    if event_id:
        fields.name = f"disagreement on {shown(event_id)}"
        lists.events.resolve(fields, "event", event_id)
    about = fields.text("about")
    claims: list[Excerpt | EditorClaim] = []
    listed = list(fields.items("claims"))
    for inner in listed:
        ours = "editor" in inner.node.values
        made = editor_claim(inner, lists) if ours else excerpt(inner, lists)
        if made:
            claims.append(made)
    if len(listed) < 2:
        fields.problem("a disagreement needs two claims or more", "claims")
    note = fields.text("note")
    fields.close()
    if event_id:
        lists.differences[event_id] = lists.differences.get(event_id, 0) + 1
    return Disagreement(event_id, about, tuple(claims), note, fields.line) if event_id else None


def editor_claim(fields: Fields, lists: Lists) -> EditorClaim | None:
    """What the editors say themselves in a disagreement, and what it rests on."""
    fields.read_as(EDITOR_CLAIM)
    made = EditorClaim(
        fields.text("editor"),
        fields.text("basis"),
        citations(fields, lists),
        fields.line,
    )
    if not (fields.has("basis") or fields.has("works")):
        fields.problem(
            "what does this claim of yours rest on? Add works: [{work: ID, page: N}], or basis",
            "editor",
        )
    fields.close()
    return made if made.editor else None


def tour(fields: Fields, lists: Lists) -> Tour | None:
    """A tour; the events must have been read before it."""
    name = fields.id(lists.tours.ids)
    title = fields.text("title", title_of(name))
    if message := checks.too_long(title, fields.section.keys["title"]):
        fields.problem(f"title {message}: shorten it; intro has room for more", "title")
    minutes = fields.integer("minutes")
    least, most = MINUTES
    if minutes is not None and not least <= minutes <= most:
        fields.problem(
            f"minutes {minutes}: write how long the tour takes, {least} to {most}, or leave it out",
            "minutes",
        )
    intro = fields.text("intro")
    questions = fields.texts("questions")
    for text, line in questions:
        _check_question(fields, "questions", text, line)
    listed = list(fields.items("steps"))
    if not fields.has("steps"):
        fields.problem("a tour needs steps, each with event and say", "steps")
    steps = [step(inner, lists) for inner in listed]
    for before, here, inner in zip(steps, steps[1:], listed[1:], strict=False):
        if here.event and here.event == before.event:
            inner.problem(
                f"{shown(here.event)} is the event of the step before it (line {before.line}): "
                "make one step of the two, or put another event between them",
                "event",
            )
    fields.close()
    asked = tuple(text for text, _ in questions)
    return Tour(name, title, tuple(steps), minutes, intro, asked, fields.line)


def step(fields: Fields, lists: Lists) -> Step:
    """One step of a tour: its event, what to say, and what to ask."""
    event_id = fields.text("event")
    if event_id:
        lists.events.resolve(fields, "event", event_id)
    say = fields.text("say")
    if message := checks.too_long(say, fields.section.keys["say"]):
        fields.problem(f"say {message}: shorten it, or make two steps of it", "say")
    question = fields.text("question")
    _check_question(fields, "question", question)
    is_open = fields.flag("open", False)
    if fields.has("open") and not fields.has("question"):
        fields.problem("open is said of a question: add the question, or leave open out", "open")
    quote = fields.text("quote")
    if quote.strip():
        quote = _excerpt_of(fields, "quote", quote, event_id, lists)
    evidence = [
        _evidence(fields, text, event_id, lists, line) for text, line in fields.texts("evidence")
    ]
    if "evidence" in fields.node.values and fields.has("question") and not fields.has("evidence"):
        fields.problem(
            "evidence names nothing: name the excerpts that answer the question, or say "
            "open: true, or leave evidence out (then all that is said of the event answers)",
            "evidence",
        )
    if fields.has("evidence") and not fields.has("question"):
        fields.problem(
            "evidence answers a question: add the question, or leave evidence out", "evidence"
        )
    fields.close()
    answers = tuple(dict.fromkeys(evidence))
    return Step(event_id, say, question, is_open, quote, answers, fields.line)


def _check_question(fields: Fields, key: str, text: str, line: int | None = None) -> None:
    if message := checks.too_long(text, fields.section.keys[key]):
        fields.problem(f"{key}: {shown(text, 30)} {message}: shorten it", key, line=line)


def _evidence(fields: Fields, text: str, event_id: str, lists: Lists, line: int) -> str:
    """The name of an excerpt, or of a disagreement, of the step's event."""
    if text.split("/")[0] != checks.DIFFERENCE or checks.DIFFERENCE in lists.sources.ids:
        return _excerpt_of(fields, "evidence", text, event_id, lists, line)
    name = text.removesuffix("/1")
    known = checks.difference_names(lists.differences.get(event_id, 0))
    if event_id in lists.events.ids and name not in known:
        has = f"it has {', '.join(known)}" if known else "texts do not disagree about it"
        fields.problem(
            f"evidence {shown(text)}: event {shown(event_id)} has no such disagreement; {has}",
            "evidence",
            line=line,
        )
    return name


def _excerpt_of(
    fields: Fields, key: str, text: str, event_id: str, lists: Lists, line: int | None = None
) -> str:
    """The name of an excerpt of the step's event; an unknown one is added to the mistakes."""
    source, slash, number = text.partition("/")
    # where the file has no list of sources, a source is named by any text: "Chapter 6"
    name = (source if lists.sources.listed else slug(source)) + slash + number
    name = name.removesuffix("/1")
    has = lists.excerpts.get(event_id, {})
    if name in has or event_id not in lists.events.ids:
        return name
    if not has:
        instead = f": add one to the event, or leave {key} out"
    else:
        instead = f"{nearest(name, has)}; it has {', '.join(list(has)[:10])}"
    problem = f"{key} {shown(text)}: event {shown(event_id)} has no such excerpt"
    fields.problem(problem + instead, key, line=line)
    return name


def label_of(title: str) -> str:
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
