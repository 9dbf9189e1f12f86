"""The cells of a cohort table from counts: who could be seen, who came back, what is not known yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from regulars.measures.counting import Columns, Counts, spread
from regulars.words import PeriodUnit

Age = Literal["calendar", "elapsed"]
Returned = Literal["on", "on_or_after", "bracket"]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Shape:
    """What a table's cells are: its ages from ``from_age`` to ``to_age``, and how far the log reaches.

    ``periods`` counts those that the log touches, ``over`` those of them that have ended by its last day.
    """

    unit: PeriodUnit
    age: Age
    returned: Returned
    from_age: Counts
    to_age: Counts
    periods: int
    over: int

    @property
    def size(self) -> int:
        return len(self.from_age)


@dataclass(frozen=True)
class Cells:
    """One group's cells, (cohorts, ages): eligible customers and those of them who came back.

    ``whole``: every customer of the cohort was observed through the whole age; ``part``: some
    customers were, or (calendar) all through some of it. Neither: nobody could have done it yet.
    ``averaged``: the eligible were observed to the end, so that the cell may enter an average.
    """

    customers: Counts
    eligible: Counts
    came_back: Counts
    whole: Flags
    part: Flags
    averaged: Flags


def cells(columns: Columns, shape: Shape) -> Cells:
    """The cells of one group."""
    customers = _sizes(columns, shape)
    if shape.age == "calendar":
        return _by_calendar(columns, shape, customers)
    return _by_elapsed(columns, shape, customers)


def _sizes(columns: Columns, shape: Shape) -> Counts:
    """Customers of each cohort: all of them are active at age 0; of on-or-after, at any last age."""
    at_start = np.ones(len(columns["age"]), dtype=bool) if shape.returned == "on_or_after" else columns["age"] == 0
    return spread(columns["cohort"], np.where(at_start, columns["customers"], 0), shape.periods)


def _by_calendar(columns: Columns, shape: Shape, customers: Counts) -> Cells:
    cohort = np.arange(shape.periods)[:, None]
    began = cohort + shape.from_age[None, :] < shape.periods
    whole = cohort + shape.to_age[None, :] < shape.over
    eligible = np.where(began, customers[:, None], 0)
    return Cells(customers, eligible, _came_back(columns, shape), whole, began & ~whole, whole)


def _by_elapsed(columns: Columns, shape: Shape, customers: Counts) -> Cells:
    at_start = np.ones(len(columns["age"]), dtype=bool) if shape.returned == "on_or_after" else columns["age"] == 0
    started = {n: c[at_start] for n, c in columns.items()}
    through = _by_cohort(started, started["last_age"], shape, int(shape.to_age.max(initial=0)) + 1)
    eligible = _at_least(through)[:, shape.to_age]
    seen = (eligible > 0) | (customers[:, None] == 0)
    whole = seen & (eligible == customers[:, None])
    return Cells(customers, eligible, _came_back(columns, shape), whole, seen & ~whole, seen)


def _came_back(columns: Columns, shape: Shape) -> Counts:
    """Customers who came back at each age, of those observed through it."""
    if shape.returned == "on_or_after":
        lasting = columns["age"] if shape.age == "calendar" else np.minimum(columns["age"], columns["last_age"])
        return _at_least(_by_cohort(columns, lasting, shape, shape.size))[:, : shape.size]
    # An age is its own place; a bracket is numbered by its place. Elapsed: only who was observed to its end.
    inside = columns["age"] < shape.size
    kept = {n: c[inside] for n, c in columns.items()}
    if shape.age == "elapsed":
        through = kept["last_age"] >= shape.to_age[kept["age"]]
        kept = {n: c[through] for n, c in kept.items()}
    return _by_cohort(kept, kept["age"], shape, shape.size)


def _by_cohort(columns: Columns, place: Counts, shape: Shape, size: int) -> Counts:
    """Customers added up by cohort and place; places beyond the last count at the last."""
    kept = place >= 0
    at = columns["cohort"][kept] * size + np.minimum(place[kept], size - 1)
    return spread(at, columns["customers"][kept], shape.periods * size).reshape(shape.periods, size)


def _at_least(counts: Counts) -> Counts:
    """Counts at each place or a later one."""
    return np.cumsum(counts[:, ::-1], axis=1)[:, ::-1]
