"""What is made of a timeline once, for all that is drawn, written and told of it.

Everything that shows a timeline takes these two values and makes nothing of them anew: a figure,
slides, a picture, a file for other programs, the page. Who has only a timeline begins here:

    prepare(t).see("lane=germany")
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from timeline.collector import paused
from timeline.evidence.verified import Record
from timeline.model import Disagreement, Event, Link, Source, Timeline, Tour, Work
from timeline.telling import arrows, speaking, works
from timeline.telling.speaking import NOTHING, Said
from timeline.telling.tour_steps import drawn
from timeline.views.named_people import Naming
from timeline.views.query import Vocabulary, vocabulary
from timeline.views.search import Haystack, haystacks
from timeline.views.sentence import sentence
from timeline.views.table import extent, narrow_table, to_table
from timeline.views.view import Mask, View, in_window, mask, parse_view


@dataclass(frozen=True)
class Prepared:
    """A timeline made ready.

    Attributes:
        timeline: as it was read.
        table: one row an event drawn, see `timeline.views.table.to_table`.
        frame: the bounds of its time, ms.
        vocabulary: what a query may name.
        search: what a search may find each event by, by its id.
        naming: who is named where.
        record: which quotations are verified.
    """

    timeline: Timeline
    table: pd.DataFrame
    frame: tuple[float, float]
    vocabulary: Vocabulary
    search: Mapping[str, Haystack]
    naming: Naming
    record: Record

    def see(self, view: View | str = "") -> Seen:
        """The timeline through a view, or through its query string.

        Raises:
            ViewError: `view` is neither.
        """
        return Seen(self, *parse_view(view, self.vocabulary))

    def only(self, t: Timeline) -> Prepared:
        """The same timeline with some of its events and arrows: a chart of its own.

        Its table is that of the whole, narrowed; what may be named stays the same, its time not.
        """
        time = extent(t)
        return replace(
            self,
            timeline=t,
            table=narrow_table(self.table, t, time.frame),
            frame=time.frame,
            vocabulary={**self.vocabulary, "frame": [*time.frame], "years": [*time.years]},
        )

    @cached_property
    def events(self) -> Mapping[str, Event]:
        """By their ids, those not drawn too."""
        return {event.id: event for event in self.timeline.events}

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """By their ids."""
        return {source.id: source for source in self.timeline.sources}

    @cached_property
    def tours(self) -> Mapping[str, Tour]:
        """Those that can be shown, by their ids; see `timeline.telling.tour_steps.drawn`."""
        return {tour.id: tour for tour in drawn(self.timeline)}

    @cached_property
    def works(self) -> Mapping[str, tuple[Work, ...]]:
        """The works named on each event, by its id; see `timeline.telling.works.by_event`."""
        return works.by_event(self.timeline)

    @cached_property
    def unseen(self) -> frozenset[str]:
        """The ids of the works that nobody has opened; see `timeline.telling.works.unseen`."""
        return works.unseen(self.timeline)

    @cached_property
    def said(self) -> Mapping[str, Said]:
        """What texts say of each event, by its id; see `timeline.telling.speaking`."""
        return dict.fromkeys(self.events, NOTHING) | speaking.by_event(self.timeline)

    @cached_property
    def arrows(self) -> Mapping[str, tuple[Link, ...]]:
        """The arrows told of each event, by its id; see `timeline.telling.arrows.of_events`."""
        return arrows.of_events(self.timeline)

    def arrow_lines(self, event: Event) -> Iterator[str]:
        """What is told of each arrow to and from an event; see `timeline.telling.arrows.lines`."""
        return arrows.lines(self.timeline, self.events, self.arrows.get(event.id, ()))

    @cached_property
    def differences(self) -> Mapping[str, tuple[Disagreement, ...]]:
        """What is disagreed about at each event, by its id; in the order of the file."""
        found: dict[str, tuple[Disagreement, ...]] = {}
        for item in self.timeline.disagreements:
            found[item.event] = (*found.get(item.event, ()), item)
        return found


@dataclass(frozen=True)
class Seen:
    """A timeline through a view.

    Attributes:
        prepared: the timeline.
        view: as it was understood.
        ignored: a line for each part of it that the timeline has not.
    """

    prepared: Prepared
    view: View
    ignored: tuple[str, ...] = field(default=())

    def through(self, view: View) -> Seen:
        """The same timeline through another view, made of this one and so checked already."""
        return replace(self, view=view)

    @cached_property
    def passes(self) -> Mask:
        """Which rows of the table pass the filters."""
        return mask(self.view, self.prepared.table)

    @cached_property
    def in_sight(self) -> Mask:
        """Which rows pass the filters and overlap the window."""
        return in_window(self.view, self.prepared.table)

    @cached_property
    def sentence(self) -> str:
        """The view in words: "12 of 77 events: Germany, 1923–1924"."""
        return self.told(int(self.in_sight.sum()))

    def told(self, count: int) -> str:
        """The view in words where so many of its events are told."""
        known = self.prepared.vocabulary
        return sentence(self.view, known, count, len(self.prepared.table))


@dataclass(frozen=True)
class OfView:
    """What is chosen of a timeline through a view, to be written or told.

    Attributes:
        seen: the whole timeline through the view.
    """

    seen: Seen

    @property
    def prepared(self) -> Prepared:
        """The whole timeline, made ready."""
        return self.seen.prepared

    @property
    def view(self) -> View:
        """As it was understood."""
        return self.seen.view

    @property
    def record(self) -> Record:
        """Which quotations are verified."""
        return self.prepared.record

    @property
    def naming(self) -> Naming:
        """Who is named where, by the whole timeline."""
        return self.prepared.naming


@paused()
def prepare(t: Timeline, record: Record | None = None) -> Prepared:
    """Make a timeline ready.

    Args:
        t: the timeline.
        record: of verified quotations (`timeline.evidence.proof.proof`); without it none is.
    """
    time, search, naming = extent(t), haystacks(t), Naming(t)
    return Prepared(
        timeline=t,
        table=to_table(t, bounds=time.frame, search=search, naming=naming),
        frame=time.frame,
        vocabulary=vocabulary(t, time),
        search=search,
        naming=naming,
        record=record or Record(),
    )
