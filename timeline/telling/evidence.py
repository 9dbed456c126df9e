"""Who says what: the voice in a quotation, when a text was written, and where claims differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from timeline.dates import distance_years
from timeline.model import Disagreement, EditorClaim, Event, Excerpt, Genre, Source, Timeline
from timeline.telling.joining import gap, gap_after
from timeline.telling.works import cited

GENRES: Final[dict[Genre, str]] = {
    "primary": "primary source",
    "partisan": "partisan account",
    "reference": "reference work",
    "essay": "essay",
    "anonymous": "anonymous post",
}
EDITOR: Final = "Editor"
VERIFIED: Final = "✓\u00a0verified"
CHECKED: Final = "checked character by character against the text"
UNVERIFIED: Final = "not checked here"
ALSO: Final = "Also known as"
NO_DATE: Final = "date of writing not known"
TWO_CLOCKS: Final = "When it happened, when it was written"
SILENT: Final = "No source in this collection speaks of this event."

_END: Final = tuple(".!?…。！？؟")
_ASKING: Final = tuple("?!？！؟")
# "Stalin, quoted by chapter 6 without reference": the voice, and how it comes to us
_REPORTED = re.compile(
    r"(?P<voice>.+), (?P<verb>quoted|cited|reported|paraphrased)(?: (?:by|in|without)\b.*)?"
)
_WITHIN = re.compile(r"(?P<voice>.+), in [^,]+")


def closed(text: str) -> str:
    """Text with the mark that ends a sentence, its own or a full stop."""
    bare = text.rstrip("”’\"')")
    return text if bare.endswith(_END) else f"{text}."


def context(excerpt: Excerpt) -> tuple[str, str]:
    """The words before and after the exact ones, each with the space that joins it to them."""
    before, exact, after = excerpt.before, excerpt.exact, excerpt.after
    return before + gap(before, exact), gap_after(exact, after) + after


def voice(speaker: str) -> str:
    """What leads the name of a source where another voice speaks in it: "Stalin, quoted in".

    The comma stands within closing quotation marks. "" where the source itself speaks.
    """
    if not speaker:
        return ""
    found = _REPORTED.fullmatch(speaker)
    within = _WITHIN.fullmatch(speaker)
    name = found["voice"] if found else within["voice"] if within else speaker
    apart = f"{name[:-1]},”" if name.endswith("”") else f"{name},"
    return f"{apart} {found['verb'] if found else 'quoted'} in"


def who(t: Timeline, claim: Excerpt | EditorClaim) -> str:
    """Who claims it: "Chapter 6", "Stalin, quoted in Chapter 6", "Editor"."""
    if isinstance(claim, EditorClaim):
        return EDITOR
    return " ".join(filter(None, (voice(claim.speaker), _source(t, claim).label)))


def lead(claim: Excerpt, verb: str = "") -> str:
    """What stands between who claims something and its words: ": No: it refuted it.", ", says:".

    `verb` is that of an arrow, which is claimed in the words alone; a voice within a text is
    parted from it by a comma.
    """
    if verb:
        return f"{',' if claim.speaker else ''} {verb}:"
    return f": {closed(claim.says)}" if claim.says else ":"


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


def dates_it(excerpt: Excerpt) -> str:
    """What a text says of the date, where that differs: "gives the date as May 1917"; or ""."""
    return f"gives the date as {excerpt.says_date}" if excerpt.says_date else ""


def grounds(t: Timeline, claim: EditorClaim) -> str:
    """What a claim of the editor's rests on: the works, or else the basis it gives, or both."""
    return "; ".join(filter(None, (claim.basis.removesuffix("."), cited(t, claim.works))))


def writing(source: Source) -> str:
    """When a text was written: "written 1930", "written 1928, printed 1930", "printed 1930"."""
    written = f"written {source.date.words()}" if source.date else ""
    printed = f"printed {source.printed.words()}" if source.printed else ""
    return ", ".join(filter(None, (written, printed))) or NO_DATE


def genre(source: Source) -> str:
    """What sort of text it is: "partisan account"; "" where the file does not say."""
    return GENRES[source.genre] if source.genre else ""


def described(source: Source) -> str:
    """What sort of text it is, and of when: "essay · written 1928, printed 1930"."""
    return " · ".join(filter(None, (genre(source), writing(source))))


def distance(event: Event, source: Source) -> str:
    """How far a text is from an event: "4 years after"; "" where its date is not known.

    By the day of printing where that of writing is not known.
    """
    date = source.date or source.printed
    return distance_years(event.date, date).words if date else ""


def weighed(event: Event, source: Source) -> str:
    """What a claim of a text is to be weighed by: "partisan account · written 4 years after"."""
    far = distance(event, source)
    when = f"{'written' if source.date else 'printed'} {far}" if far else NO_DATE
    return " · ".join(filter(None, (genre(source), when)))


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
    asked = item.about.endswith(_ASKING)
    return f": {item.about}" if asked else f" about {closed(item.about)}"


def silence(t: Timeline, event: Event) -> str:
    """That no text is quoted on the event, where others are quoted elsewhere; or ""."""
    return SILENT if t.sources and not event.excerpts else ""


def known(event: Event) -> str:
    """Its other names: "Also known as: Hitler–Stalin Pact; Nazi–Soviet Pact."; "" without any."""
    return closed(f"{ALSO}: {'; '.join(event.known_as)}") if event.known_as else ""


def in_brief(t: Timeline, event: Event, items: Sequence[Disagreement]) -> str:
    """What a line beside the date has room for: "sources disagree", "no source in this
    collection"; "" where texts speak and nothing differs.
    """
    heads = [differ(item) for item in items]
    first = "Sources disagree" if "Sources disagree" in heads else next(iter(heads), "")
    if not first and silence(t, event):
        return "no source in this collection"
    return f"{first[:1].lower()}{first[1:]}"


def _source(t: Timeline, excerpt: Excerpt) -> Source:
    return next(source for source in t.sources if source.id == excerpt.source)
