"""Where a value falls, which round values mark an axis, and how they are written."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

FULL = 1000
"""Paths are drawn on a square of whole thousandths and stretched: small text, no long decimals."""
_LEAST_SPAN = 1e-6
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_WHOLE_STEPS = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale from ``low`` to ``high``, with the round values that mark it.

    >>> Scale.over([0.37, 0.46]).ticks
    (0.0, 0.1, 0.2, 0.3, 0.4, 0.5)
    """

    low: float
    high: float
    ticks: tuple[float, ...]

    @classmethod
    def over(cls, values: Iterable[float | None], *, whole: bool = False, count: int = 4) -> Scale:
        """A scale that holds 0 and every finite value; ``whole`` for counts, which have no halves."""
        finite = [v for v in values if v is not None and math.isfinite(v)]
        low, high = min([0.0, *finite]), max([0.0, *finite])
        marks = round_ticks(low, high if high - low > _LEAST_SPAN else low + 1.0, count, whole=whole)
        return cls(marks[0], marks[-1], marks)

    def __call__(self, value: float) -> float:
        """The share of the way from low to high."""
        return (value - self.low) / (self.high - self.low)


def round_ticks(low: float, high: float, count: int = 4, *, whole: bool = False) -> tuple[float, ...]:
    """Round values from at or below ``low`` to at or above ``high``, about ``count`` steps apart.

    Of all steps 1, 2, 2.5 and 5 times a power of ten, the one whose number of intervals is
    nearest to ``count``; of two equally near, the one that leaves less empty paper.

    >>> round_ticks(0, 1364)
    (0.0, 500.0, 1000.0, 1500.0)
    """
    power = math.floor(math.log10((high - low) / count))
    steps = [s * 10.0**p for p in (power - 1, power, power + 1) for s in (_WHOLE_STEPS if whole else _STEPS)]
    if whole:
        steps = [s for s in steps if s >= 1] or [1.0]
    best = min(((_ends(low, high, s), s) for s in steps), key=lambda e: _badness(e[0], e[1], low, high, count))
    (first, last), step = best
    return tuple(round(i * step, 10) + 0.0 for i in range(first, last + 1))


def _ends(low: float, high: float, step: float) -> tuple[int, int]:
    """The first and last multiple of a step that hold the range; a hair of rounding is forgiven."""
    return math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)


def _badness(ends: tuple[int, int], step: float, low: float, high: float, count: int) -> tuple[float, float]:
    intervals = ends[1] - ends[0]
    return abs(intervals - count), intervals * step - (high - low)


def whole(share: float) -> int:
    """A share of the paper in whole thousandths."""
    return round(share * FULL)


def short(number: float) -> str:
    """A number with no more digits than a picture needs.

    >>> short(33.330000001), short(40.0)
    ('33.33', '40')
    """
    return f"{number:.2f}".rstrip("0").rstrip(".") if number % 1 else f"{number:.0f}"


def written(value: float, unit: str) -> str:
    """A value as an axis or a label writes it.

    >>> written(0.337, "share"), written(12500, "customers"), written(1.5, "days"), written(31.25, "points")
    ('34\u202f%', '12.5k', '1.5', '+31')
    """
    if unit == "points":
        return f"{round(value):+d}".replace("-", "−") if round(value) else "0"
    if unit == "share":
        return f"{short(round(100 * value, 0 if abs(value) >= 0.1 or not value else 1))}\u202f%"
    for size, letter in ((1e9, "bn"), (1e6, "m"), (1e4, "k")):
        if abs(value) >= size:
            return short(round(value / min(size, 1e3 if letter == "k" else size), 1)) + letter
    return f"{value:,.0f}" if value % 1 == 0 else short(round(value, 2))
