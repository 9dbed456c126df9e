"""Who claims what: the heading over claims that differ, each claim, and what an editor rests on."""

from __future__ import annotations

from typing import Final

from timeline.model import Disagreement, EditorClaim, Excerpt, Source, Timeline
from timeline.telling.punctuation import asks, closed
from timeline.telling.quotations import lead, voice
from timeline.telling.works import cited

EDITOR: Final = "Editor"


def who(t: Timeline, claim: Excerpt | EditorClaim) -> str:
    """Who claims it: "Chapter 6", "Stalin, quoted in Chapter 6", "Editor"."""
    if isinstance(claim, EditorClaim):
        return EDITOR
    return " ".join(filter(None, (voice(claim.speaker), _source(t, claim).label)))


def claimed(t: Timeline, claim: Excerpt, verb: str = "") -> str:
    """A claim in its words: "Stalin, quoted in Chapter 6: No: it refuted it. “demonstrated …”",
    "Stalin, quoted in Chapter 6, says otherwise: “…”".
    """
    return f"{who(t, claim)}{lead(claim, verb)} “{claim.exact}”"


def edited(t: Timeline, claim: EditorClaim) -> tuple[str, str]:
    """A claim of the editor's and what it rests on, one after the other in a sentence:
    ("17 December 1924", " (Carr 1958)."); ("17 December 1924.", "").
    """
    rests = grounds(t, claim)
    return (claim.editor.removesuffix("."), f" ({rests}).") if rests else (closed(claim.editor), "")


def by_editor(t: Timeline, claim: EditorClaim) -> str:
    """The line under the editor's own words: "Editor: Carr 1958", "Editor"."""
    return ": ".join(filter(None, (EDITOR, grounds(t, claim))))


def grounds(t: Timeline, claim: EditorClaim) -> str:
    """What a claim of the editor's rests on: the works, or else the basis it gives, or both."""
    return "; ".join(filter(None, (claim.basis.removesuffix("."), cited(t, claim.works))))


def claim_line(t: Timeline, claim: Excerpt | EditorClaim) -> str:
    """A claim as one line of text, for notes and lists.

    "Stalin, quoted in Chapter 6: No: it refuted it. “demonstrated and proved …”" ·
    "Editor: 17 December 1924 (Carr 1958)."
    """
    if isinstance(claim, EditorClaim):
        return f"{EDITOR}: {''.join(edited(t, claim))}"
    return claimed(t, claim)


def differ(item: Disagreement) -> str:
    """What differs, to head the claims: "Sources disagree", "The text and the record differ".

    By who claims: several voices (two texts, or two speakers within one), one against the editor,
    or the editor alone.
    """
    voices = {
        (claim.source, voice(claim.speaker)) for claim in item.claims if isinstance(claim, Excerpt)
    }
    edited = any(isinstance(claim, EditorClaim) for claim in item.claims)
    match len(voices), edited:
        case 0, _:
            return "Accounts differ"
        case 1, True:
            return "The text and the record differ"
        case 1, False:
            return "One text gives several answers"
        case _:
            return "Sources disagree"


def about(item: Disagreement) -> str:
    """What follows the heading: " about its date.", or a question after a colon."""
    return f": {item.about}" if asks(item.about) else f" about {closed(item.about)}"


def _source(t: Timeline, excerpt: Excerpt) -> Source:
    return next(source for source in t.sources if source.id == excerpt.source)
