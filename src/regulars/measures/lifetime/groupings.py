"""Customers put in groups to be summed up: by how likely they still are one, and by how often and when they came."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from regulars.measures.lifetime.summary import Summary

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
CHANCES = (0.2, 0.5, 0.8)
REPEATS = (0, 1, 2, 4, 9)
SILENCES = (30, 60, 90, 180, 365)
"""Upper ends of the ranges, in the last but one each time: 0, 1, 2, 3–4, 5–9 and 10 or more repeats."""


@dataclass(frozen=True, slots=True)
class Range:
    """Whole numbers from ``low`` to ``high``, both within; without a ``high`` it is open."""

    low: int
    high: int | None

    @property
    def label(self) -> str:
        """
        >>> Range(3, 4).label, Range(1, 1).label, Range(10, None).label
        ('3–4', '1', '10+')
        """
        if self.high is None:
            return f"{self.low}+"
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"


def ranges(ends: tuple[int, ...]) -> tuple[Range, ...]:
    """Ranges that end at each of ``ends``, and an open one after them.

    >>> [r.label for r in ranges((0, 2))]
    ['0', '1–2', '3+']
    """
    starts = (0, *(end + 1 for end in ends))
    return tuple(Range(low, high) for low, high in zip(starts, (*ends, None), strict=True))


def by_chance(still: Floats) -> Indices:
    """Which of the four ranges of probability each customer is in: below .2, .5, .8, or above."""
    return np.searchsorted(np.array(CHANCES), still, side="right")


def by_repeats_and_silence(summary: Summary) -> Indices:
    """One number for each pair of a range of repeats and one of days since the last purchase."""
    silent = np.round((summary.age - summary.recency) * summary.unit_days)
    repeats = np.searchsorted(np.array(REPEATS), summary.frequency)
    return repeats * (len(SILENCES) + 1) + np.searchsorted(np.array(SILENCES), silent)


def pair(number: int) -> tuple[Range, Range]:
    """The range of repeats and the range of silence that a number of ``by_repeats_and_silence`` means.

    >>> [r.label for r in pair(8)]
    ['1', '61–90']
    """
    repeats, silence = divmod(number, len(SILENCES) + 1)
    return ranges(REPEATS)[repeats], ranges(SILENCES)[silence]
