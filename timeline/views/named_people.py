"""Which people the texts quoted at an event name, and which were added by the editors."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.model import Disagreement, Event, Excerpt, Timeline
from timeline.views.search import fold, person_spellings, stands


class Naming:
    """Who is named where, of one timeline.

    A person is named by a text where a spelling of theirs (the name, a variant, a surname that no
    other person has) stands in its words at the event, in the context beside them, or in what is
    said of the speaker: those of the event's excerpts and of the claims about which texts differ.
    """

    def __init__(self, t: Timeline) -> None:
        self._spellings = person_spellings(t)
        self._differences: dict[str, list[Disagreement]] = {}
        for item in t.disagreements:
            self._differences.setdefault(item.event, []).append(item)

    def by_source(self, event: Event) -> tuple[tuple[str, ...], ...]:
        """For each of the event's people, the sources that name them here, in order of quoting.

        Where the file says `named: true` of a person whom no text is found to name, all that are
        quoted count: a text may name somebody by a pronoun, or by a form that is not listed.
        """
        found = self.found(event)
        said = dict(event.named)
        quoted = tuple(dict.fromkeys(excerpt.source for excerpt in event.excerpts))
        return tuple(
            () if said.get(person) is False else sources or (quoted if said.get(person) else ())
            for person, sources in zip(event.people, found, strict=True)
        )

    def found(self, event: Event) -> tuple[tuple[str, ...], ...]:
        """For each of the event's people, the sources in whose words here they are found."""
        if not event.people:
            return ()
        texts: dict[str, str] = {}
        for one in self._quoted(event):
            words = fold(" ".join((one.before, one.exact, one.after, one.speaker)))
            texts[one.source] = f"{texts.get(one.source, '')} {words}"
        return tuple(
            tuple(
                source
                for source, text in texts.items()
                if any(s in text and stands(s, text) for s in self._spellings[person])
            )
            for person in event.people
        )

    def _quoted(self, event: Event) -> Iterator[Excerpt]:
        yield from event.excerpts
        for item in self._differences.get(event.id, ()):
            yield from (claim for claim in item.claims if isinstance(claim, Excerpt))
