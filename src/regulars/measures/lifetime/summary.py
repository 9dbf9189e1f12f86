"""A customer's buying history in three numbers, as the lifetime models read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import ArrayLike, NDArray

from regulars.measures.lifetime.checks import check_histories, check_spend, column

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
AT_ONCE = 65_536
"""Of so many histories likelihoods are worked out at a time: what lies between would else take more memory than they do."""


@dataclass(frozen=True, slots=True, eq=False)
class Histories:
    """Distinct histories, sorted, with the number of customers who share each.

    ``frequency`` (repeat purchases), ``recency`` and ``age`` (units of time), ``weight``
    (customers); all of one length. ``counts`` are the distinct frequencies and ``count_of`` tells
    which of them a history has, so that a gamma function is computed once for each.
    """

    frequency: Floats
    recency: Floats
    age: Floats
    weight: Floats
    counts: Floats
    count_of: Indices

    @classmethod
    def of(cls, frequency: Floats, recency: Floats, age: Floats, weight: Floats) -> Histories:
        counts, count_of = np.unique(frequency, return_inverse=True)
        return cls(frequency, recency, age, weight, counts, count_of)

    def __len__(self) -> int:
        return len(self.frequency)

    def with_time_divided_by(self, scale: float) -> Histories:
        return replace(self, recency=self.recency / scale, age=self.age / scale)

    def some(self, rows: slice) -> Histories:
        return replace(
            self,
            frequency=self.frequency[rows],
            recency=self.recency[rows],
            age=self.age[rows],
            weight=self.weight[rows],
            count_of=self.count_of[rows],
        )

    def in_pieces(self, rows: int = 4096) -> Iterator[tuple[slice, Histories]]:
        """Pieces that fit in the processor's cache."""
        for start in range(0, len(self), rows):
            piece = slice(start, start + rows)
            yield piece, self.some(piece)


@dataclass(frozen=True, eq=False)
class Summary:
    """Each customer's frequency, recency and age, as the papers define them.

    One entry per customer (or per ``weight`` customers who share it):
    ``frequency`` x: repeat purchases, that is days with a purchase after the first such day;
    ``recency`` t_x: time from the first to the last purchase, 0 where there was no repeat;
    ``age`` T: time from the first purchase to the end of observation.
    Times are in units of ``unit_days`` days (7: weeks, exact days / 7).
    ``spend``: mean amount of a repeat day, in the currency's main unit; NaN where there is none.

    Source: Fader, Hardie & Lee 2005, Marketing Science 24(2), 275–284, section 2.

    >>> anna = Summary.of([2], [30.43], [38.86])
    >>> anna.customers, anna.unit_days
    (1.0, 7.0)
    """

    frequency: Floats
    recency: Floats
    age: Floats
    weight: Floats
    spend: Floats | None = None
    unit_days: float = 7.0
    customer_ids: Any = field(default=None, repr=False)

    @classmethod
    def of(
        cls,
        frequency: ArrayLike,
        recency: ArrayLike,
        age: ArrayLike,
        *,
        weight: ArrayLike | None = None,
        spend: ArrayLike | None = None,
        unit_days: float = 7.0,
        customer_ids: Any = None,
    ) -> Summary:
        """A checked summary from arrays of one length; InputError names the first row that cannot be."""
        x, t, age_ = column("frequency", frequency), column("recency", recency), column("age", age)
        w = np.ones_like(x) if weight is None else column("weight", weight)
        check_histories(x, t, age_, w, unit_days)
        m = None if spend is None else column("spend", spend)
        if m is not None:
            check_spend(x, m)
        return cls(x, t, age_, w, m, float(unit_days), customer_ids)

    @classmethod
    def of_nobody(cls, unit_days: float = 7.0) -> Summary:
        """The summary of a log in which no known customer has bought."""
        nothing = np.empty(0)
        return cls(nothing, nothing, nothing, nothing, nothing, unit_days, pa.array([], pa.string()))

    def __len__(self) -> int:
        return len(self.frequency)

    @property
    def customers(self) -> float:
        return float(self.weight.sum())

    @property
    def repeats(self) -> float:
        """Repeat purchases of all customers together."""
        return float(self.weight @ self.frequency)

    @cached_property
    def grouping(self) -> tuple[Indices, Indices]:
        """Where each distinct history first stands, and which of them each customer has."""
        codes = [np.unique(v, return_inverse=True) for v in (self.age, self.recency, self.frequency)]
        key = np.zeros(len(self), dtype=np.int64)
        for values, inverse in codes:
            key = key * len(values) + inverse
        _, first, which = np.unique(key, return_index=True, return_inverse=True)
        return first, which

    @cached_property
    def histories(self) -> Histories:
        """The distinct histories, in an order that does not depend on the customers' order."""
        first, which = self.grouping
        weight = np.bincount(which, weights=self.weight, minlength=len(first)).astype(np.float64)
        return Histories.of(self.frequency[first], self.recency[first], self.age[first], weight)

    @cached_property
    def scale(self) -> float:
        """The mean age: models are fitted in this unit, so that the unit of time cancels."""
        h = self.histories
        mean = float(h.weight @ h.age) / float(h.weight.sum())
        return mean if mean > 0 else 1.0
