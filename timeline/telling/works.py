"""The works that the editor's own words rest on, as short as a card has room for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from timeline.model import Citation, EditorClaim, Timeline, Work
from timeline.telling import drawn
from timeline.telling.credits import chapters, pages
from timeline.telling.punctuation import closed

NOT_LOOKED_UP: Final = "not looked up"
HEADING: Final = "Works behind what the editors supply"
EXPLAINED: Final = (
    "Dates and claims of the editors rest on these. “Not looked up” means that nobody has opened "
    "the work for what it is named for: it is named from knowledge of the literature."
)


def cited(t: Timeline, citations: Sequence[Citation]) -> str:
    """ "Carr 1954, p. 212"; those that nobody opened come last, and are told so. "" without any.

    "Carr 1954; not looked up: Broué 1988, ch. 46" · "Broué 1988, ch. 46, not looked up" ·
    "Broué 1988; Carr 1954; none looked up".
    """
    looked_up = [_place(t, one) for one in citations if one.looked_up]
    others = [_place(t, one) for one in citations if not one.looked_up]
    if others and looked_up:
        return "; ".join([*looked_up, f"{NOT_LOOKED_UP}: {others[0]}", *others[1:]])
    if len(others) == 1:
        return f"{others[0]}, {NOT_LOOKED_UP}"
    return "; ".join([*looked_up, *others, *(["none looked up"] if others else [])])


def cited_after(t: Timeline, lead: str, citations: Sequence[Citation]) -> str:
    """What rests on the works, and then the works: "Day supplied: Broué 1988".

    `lead` alone without any works. Without a lead, or after a question, the works are a sentence
    of their own: "Works: Broué 1988", "Was it so? Works: Broué 1988".
    """
    works = cited(t, citations)
    if not works:
        return lead
    bare = lead.removesuffix(".")
    own = f"Works: {works}"
    return f"{bare}: {works}" if bare and closed(bare) != bare else f"{bare} {own}".lstrip()


def named(t: Timeline) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """Every place where works are named, as the id of its event ("" for a source) and the works.

    An arrow's works belong to both of its events.
    """
    for event in t.events:
        yield event.id, event.works
    for item in t.disagreements:
        for claim in item.claims:
            if isinstance(claim, EditorClaim):
                yield item.event, claim.works
    for link in t.links:
        yield link.source, link.works
        yield link.target, link.works
    for source in t.sources:
        yield "", source.works


def by_event(t: Timeline) -> dict[str, tuple[Work, ...]]:
    """The works that are named on each event, in the order of the file; none on most, perhaps."""
    found: dict[str, set[str]] = {}
    # an arrow that is not told names none
    for event_id, citations in named(replace(t, links=drawn.links(t))):
        found.setdefault(event_id, set()).update(citation.work for citation in citations)
    order = {work.id: i for i, work in enumerate(t.works)}
    return {
        event_id: tuple(t.works[i] for i in sorted(order[work] for work in ids))
        for event_id, ids in found.items()
        if ids
    }


def unseen(t: Timeline) -> frozenset[str]:
    """The works that nobody has opened for this timeline, wherever they are named."""
    seen = {one.work for _, citations in named(t) for one in citations if one.looked_up}
    cited_ = {one.work for _, citations in named(t) for one in citations}
    return frozenset(
        work.id
        for work in t.works
        if (work.id not in seen if work.id in cited_ else not work.looked_up)
    )


def _place(t: Timeline, citation: Citation) -> str:
    label = next(work.label for work in t.works if work.id == citation.work)
    parts = (label, chapters(citation.chapter), pages(citation.page))
    return ", ".join(filter(None, parts))
