"""The view: a reader's whole state as one value, its query and its mask.

The same view is made in the browser by `assets/view/state.js` and masked by `assets/view/match.js`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from timeline.errors import ViewError
from timeline.views.query import CHOICES, LISTS, Vocabulary, check, edge_ms, read_query, write_query
from timeline.views.search import query_words

Mask = npt.NDArray[np.bool_]

# Filters that look into a column of tuples; the other lists compare a column of single ids.
_TUPLES: Final = {"person": "people", "place": "places", "source": "sources", "tag": "tags"}


@dataclass(frozen=True, slots=True)
class View:
    """What a reader looks at. The fields are the keys of the query string (`from_` is `from`).

    Values of one list are alternatives; several filters narrow one another. `from_` and `to`
    are a year, a month or a day ("1923", "-0043", "1923-10", "1923-10-21"), inclusive, "" where
    that edge is free; they are the window in sight, not a filter. `step` counts from 1. `sheet` is
    what is printed.
    """

    q: str = ""
    lane: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    weight: tuple[str, ...] = ()
    disputed: bool = False
    from_: str = ""
    to: str = ""
    event: str = ""
    tour: str = ""
    step: int = 1
    mode: str = CHOICES["mode"][0]
    calendar: str = CHOICES["calendar"][0]
    theme: str = CHOICES["theme"][0]
    view: str = CHOICES["view"][0]
    sheet: str = CHOICES["sheet"][0]

    def __post_init__(self) -> None:
        """Raises ViewError for `lane="germany"`, which would be read letter by letter."""
        for key in LISTS:
            if isinstance(value := getattr(self, key), str):
                raise ViewError(f"{key} is a tuple of ids: write {key}=({value!r},)")

    def query(self) -> str:
        """The query string without `?`: keys in fixed order, defaults left out."""
        return write_query([(key, ",".join(values)) for key, values in self.given().items()])

    def given(self) -> dict[str, tuple[str, ...]]:
        """The values of each key of the query, in its order; without those that are defaults."""
        given = {"q": (self.q,)}
        given |= {key: getattr(self, key) for key in LISTS}
        given |= {
            "disputed": ("1" if self.disputed else "",),
            "from": (self.from_,),
            "to": (self.to,),
            "event": (self.event,),
            "tour": (self.tour,),
            "step": (str(self.step) if self.tour and self.step != 1 else "",),
        }
        for key, (default, *_) in CHOICES.items():
            value = getattr(self, key)
            given[key] = ("" if value == default else value,)
        return {key: values for key, values in given.items() if any(values)}

    def cleared(self) -> View:
        """The same place without filters and window."""
        kept = ("event", "tour", "step", *CHOICES)
        return View(**{key: getattr(self, key) for key in kept})


def parse_view(view: View | str, known: Vocabulary) -> tuple[View, tuple[str, ...]]:
    """The view as a timeline knows it, and a line for each value that was ignored.

    A bad value falls back to its default, and its line says why ("lane=narnia: no such lane").

    Args:
        view: a query string, see `timeline.views.query.read_query`; or a view, whose values go
            through the same checks.
        known: the timeline's vocabulary.

    Raises:
        ViewError: `view` is neither.
    """
    refuse_other(view)
    if isinstance(view, View):
        values, ignored = check(view.given(), known)
    else:
        values, ignored = read_query(view, known)
    return View(**values), ignored


def refuse_other(view: object) -> None:
    """Raises ViewError for what is neither a view nor a query string."""
    if not isinstance(view, View | str):
        raise ViewError(f"{view!r} is no view: write a query string such as 'lane=germany', or ''")


def mask(view: View, table: pd.DataFrame) -> Mask:
    """Which rows pass the filters: bool array, one per row. The window plays no part.

    A person and a source together ask for the events at which that source names that person.
    """
    result = np.ones(len(table), dtype=np.bool_)
    for key in LISTS:
        wanted = getattr(view, key)
        if wanted and key in _TUPLES:
            apart = frozenset(wanted).isdisjoint
            result &= ~_each(table[_TUPLES[key]], apart)
        elif wanted:
            result &= table[key].isin(wanted).to_numpy(dtype=np.bool_)
    if view.person and view.source:
        result &= _named(view, table)
    if view.disputed:
        result &= table["disputed"].to_numpy(dtype=np.bool_)
    if words := query_words(view.q):
        result &= _each(table["search"], lambda text: all(word in text for word in words))
    return result


def _named(view: View, table: pd.DataFrame) -> Mask:
    people, sources = frozenset(view.person), frozenset(view.source)
    return np.fromiter(
        (
            any(
                person in people and not sources.isdisjoint(by)
                for person, by in zip(present, named, strict=True)
            )
            for present, named in zip(table["people"], table["named"], strict=True)
        ),
        dtype=np.bool_,
        count=len(table),
    )


def _each(column: pd.Series, test: Callable[[Any], bool]) -> Mask:
    return np.fromiter((test(value) for value in column), dtype=np.bool_, count=len(column))


def window(view: View, bounds: tuple[float, float]) -> tuple[float, float]:
    """The view's window (ms, half-open); an edge that is free stands at that of `bounds`."""
    start = edge_ms(view.from_)[0] if view.from_ else bounds[0]
    end = edge_ms(view.to)[1] if view.to else bounds[1]
    return start, end


def in_window(view: View, table: pd.DataFrame, bounds: tuple[float, float] | None = None) -> Mask:
    """Which rows pass the filters and overlap a window: bool array, one per row.

    `bounds` is the window in ms, half-open; None is the view's own.
    """
    start, end = window(view, (-np.inf, np.inf)) if bounds is None else bounds
    starts, ends = table["start_ms"].to_numpy(), table["end_ms"].to_numpy()
    overlaps: Mask = (ends > start) & (starts < end)
    return overlaps & mask(view, table)
