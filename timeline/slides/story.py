"""What a deck tells: the steps of a tour, or the events of a view, before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from timeline.addresses import Reading
from timeline.dates.in_words import year_range, year_words
from timeline.errors import ViewError
from timeline.exchange.selection import no_tour, nothing
from timeline.model import Event, Excerpt, Step, Timeline, Tour
from timeline.prepared import OfView, Seen
from timeline.reading.checks import excerpt_names
from timeline.telling import dating
from timeline.telling.tour_steps import asked, drawn_steps, shown
from timeline.views.view import View, window
from timeline.wording import many

MOST_CARDS: Final = 120  # more is no lesson, and PowerPoint grows slow


@dataclass(frozen=True, slots=True)
class Card:
    """What one slide shows.

    Attributes:
        event: which.
        date: in words, both calendars by name where it has two, the view's first.
        say: the step's sentence, or the event's summary.
        question: of the step, "" without.
        quotes: the excerpt to show, then the others, shortest first.
        address: of the page that shows it; "" where no address is known.
    """

    event: Event
    date: str
    say: str
    question: str
    quotes: tuple[Excerpt, ...]
    address: str


@dataclass(frozen=True)
class Story(OfView):
    """What a deck tells, in full.

    Attributes:
        tour: whose steps are told; None for the events of the view.
        cards: in the order of telling.
        table: one row for each event drawn, as `timeline.views.table.to_table` makes them, in time.
        bounds: of the time in sight, ms.
        sentence: what is shown, in words.
        reading: where the deck's view is live, and when it was made.
    """

    tour: Tour | None
    cards: tuple[Card, ...]
    table: pd.DataFrame
    bounds: tuple[float, float]
    sentence: str
    reading: Reading

    @property
    def timeline(self) -> Timeline:
        """As it was read."""
        return self.prepared.timeline

    @property
    def calendar(self) -> Literal["ns", "os"]:
        """That of the axes."""
        return "os" if self.view.calendar == "os" else "ns"

    @property
    def address(self) -> str:
        """Of the live view, "" where none is known."""
        return self.reading.view() if self.reading.address else ""

    @property
    def events(self) -> tuple[Event, ...]:
        """Those told, each once."""
        return tuple({card.event.id: card.event for card in self.cards}.values())


def tell(seen: Seen, tour: str, address: str, made: str) -> Story:
    """Gather what a deck tells.

    Args:
        seen: the timeline through the view.
        tour: id of a tour, whose steps then take the place of the view's events; by default
            that of the view. Filters narrow its steps; a window does not, since it is only
            where a reader happened to look.
        address: of the page, http or https, without query.
        made: the day, as an ISO date; "" leaves it out.

    Raises:
        ViewError: no such tour, no event in the view, an address that is no web address.
    """
    asked_for = seen.view
    chosen = _tour(seen.prepared.timeline, tour or asked_for.tour)
    view = replace(asked_for, tour="", step=1, mode="explore", view="chart")
    if chosen is None:
        story = _tell_events(seen.through(view), asked_for, _reading(address, view, made))
        return replace(story, bounds=_extent(story.table, story.bounds))
    view = replace(view, tour=chosen.id, event="", from_="", to="")
    seen = seen.through(view)
    reading = _reading(address, view, made)
    passing = seen.prepared.table[seen.passes]
    part = _part(passing, passing["id"].isin([step.event for step in chosen.steps]).to_numpy())
    if part.empty:
        raise ViewError(nothing(seen.prepared.timeline, asked_for.query(), chosen.id))
    cards = tuple(_steps(seen, chosen, set(part["id"]), reading))
    words = _tour_words(len(cards), len(chosen.steps), part)
    bounds = _extent(part, seen.prepared.frame)
    return Story(seen, chosen, cards, part, bounds, words, reading)


def tell_view(seen: Seen, address: str) -> Story:
    """The events of a view; of a tour in it only the step's event is kept, as the selected one."""
    view = seen.view
    tour = seen.prepared.tours.get(view.tour)
    if tour and not view.event:
        view = replace(view, event=tour.steps[view.step - 1].event)
    told = seen.through(replace(view, tour=""))
    return _tell_events(told, seen.view, _reading(address, view, ""))


def _tell_events(seen: Seen, asked_for: View, reading: Reading) -> Story:
    part = _part(seen.prepared.table, seen.in_sight)
    if part.empty:
        raise ViewError(nothing(seen.prepared.timeline, asked_for.query()))
    cards = tuple(_events(seen, part, reading))
    bounds = _window(seen.view, seen.prepared.frame)
    return Story(seen, None, cards, part, bounds, seen.sentence, reading)


def _part(table: pd.DataFrame, told: npt.NDArray[np.bool_]) -> pd.DataFrame:
    return table[told].reset_index(drop=True)


def _reading(address: str, view: View, made: str) -> Reading:
    if address and not address.startswith(("https://", "http://")):
        raise ViewError(f"address {address!r}: write it in full, beginning with https://")
    if made:
        try:
            date.fromisoformat(made)
        except ValueError:
            raise ViewError(f"day {made!r}: write it as 2025-05-29") from None
    page = address.partition("#")[0].partition("?")[0]
    return Reading(page, view.query() if page else "", made)


def _tour(t: Timeline, name: str) -> Tour | None:
    found = next((tour for tour in t.tours if tour.id == name), None)
    if name and not found:
        raise ViewError(no_tour(t, name))
    return found and drawn_steps(t, found)


def _steps(seen: Seen, tour: Tour, kept: set[str], reading: Reading) -> list[Card]:
    view, events = seen.view, seen.prepared.events
    return [
        _card(
            events[step.event],
            step.say,
            asked(step),
            _chosen(events[step.event], step),
            replace(reading, query=replace(view, step=number).query()),
            view.calendar,
        )
        for number, step in enumerate(tour.steps, 1)
        if step.event in kept
    ]


def _events(seen: Seen, part: pd.DataFrame, reading: Reading) -> list[Card]:
    view, events = seen.view, seen.prepared.events
    return [
        _card(
            events[name],
            events[name].summary,
            "",
            shown(events[name]),
            replace(reading, query=replace(view, event=name).query()),
            view.calendar,
        )
        for name in part["id"]
    ]


def _card(
    event: Event,
    say: str,
    question: str,
    first: Excerpt | None,
    reading: Reading,
    calendar: str,
) -> Card:
    quotes = sorted(event.excerpts, key=lambda excerpt: len(excerpt.exact))
    if first:
        quotes = [first, *(excerpt for excerpt in quotes if excerpt is not first)]
    address = reading.view() if reading.address else ""
    words = dating.named(event, calendar)
    return Card(event, words, say, question, tuple(quotes), address)


def _chosen(event: Event, step: Step) -> Excerpt | None:
    """The quotation that a step names, or else the event's first."""
    named = dict(zip(excerpt_names(event.excerpts), event.excerpts, strict=True))
    return named.get(step.quote) or next(iter(event.excerpts), None)


def _window(view: View, bounds: tuple[float, float]) -> tuple[float, float]:
    start, end = window(view, bounds)
    start, end = max(start, bounds[0]), min(end, bounds[1])
    return (start, end) if end > start else bounds


def _extent(part: pd.DataFrame, bounds: tuple[float, float]) -> tuple[float, float]:
    """From the first to the last of the events, as far as the timeline's frame goes."""
    start = max(float(np.min(part["start_ms"])), bounds[0])
    end = min(float(np.max(part["end_ms"])), bounds[1])
    return (start, end) if end > start else bounds


def _tour_words(count: int, total: int, part: pd.DataFrame) -> str:
    first, last = int(part["year_from"].min()), int(part["year_to"].max())
    steps = many(total, "step")
    steps = steps if count == total else f"{count} of {steps}"
    return f"{steps}, {year_words(last) if first == last else year_range(first, last)}"
