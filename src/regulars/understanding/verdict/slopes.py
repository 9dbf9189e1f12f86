"""The same answer told by quarters: how much more those high on a trait answer a shock than those low on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from regulars.understanding.evidence.evidence import FloatArray, IntArray
from regulars.understanding.verdict.panel import Panel
from regulars.understanding.verdict.placebo import deciles, permuted


@dataclass(frozen=True, slots=True)
class SlopeRatio:
    """The top quarter's slope over the bottom's, with a bootstrap's 5th and 95th percentile, and the 99th of permutations."""

    slopes: tuple[float, ...]
    ratio: float
    interval: tuple[float, float]
    by_chance: float


def slope_ratio(
    panel: Panel, trait: FloatArray, size: FloatArray, generator: np.random.Generator, draws: int = 1000
) -> SlopeRatio:
    """How much more the top quarter of a trait answers the shock than the bottom quarter.

    In: a Panel; ``trait`` and ``size`` (n,) of its customers. Out: slopes of the four quarters,
    their ratio with a bootstrap over customers, and what traits permuted within deciles of size
    reach in one of a hundred draws. Infinite where the bottom quarter's slope is not above 0.
    """
    sums = _sums(panel, len(trait))
    inside = np.unique(panel.customer)
    quarter = quarters(trait, inside)
    drawn = [_ratio(_slopes(sums, quarter, generator.multinomial(len(inside), [1 / len(inside)] * len(inside)), inside))
             for _ in range(draws)]  # fmt: skip
    groups = deciles(size, panel.customer)
    exchanged = [_ratio(_slopes(sums, quarters(permuted(trait, groups, generator), inside))) for _ in range(draws)]
    slopes = _slopes(sums, quarter)
    # No interpolation: a ratio may be infinite.
    low, high, chance = (
        float(np.quantile(of, at, method="nearest")) for of, at in ((drawn, 0.05), (drawn, 0.95), (exchanged, 0.99))
    )
    return SlopeRatio(tuple(map(float, slopes)), _ratio(slopes), (low, high), chance)


def quarters(trait: FloatArray, inside: IntArray) -> IntArray:
    """Each customer's quarter by a trait, 0 the lowest to 3, cut among those inside; -1 outside."""
    placed = np.full(len(trait), -1, np.int64)
    placed[inside] = np.digitize(trait[inside], np.quantile(trait[inside], [0.25, 0.5, 0.75]))
    return placed


def _sums(panel: Panel, n: int) -> tuple[FloatArray, FloatArray]:
    """Per customer: the sum of answers and of squared contrasts, whose ratio over a group is its slope."""
    contrast = panel.contrast
    squares = (contrast**2).sum(axis=1)[panel.cell]
    answers, squared = (np.bincount(panel.customer, values, n) for values in (panel.answers(contrast), squares))
    return np.asarray(answers, np.float64), np.asarray(squared, np.float64)


def _slopes(
    sums: tuple[FloatArray, FloatArray], quarter: IntArray, times: IntArray | None = None, inside: IntArray | None = None
) -> FloatArray:
    weight = np.zeros(len(quarter)) if times is not None else np.ones(len(quarter))
    if times is not None and inside is not None:
        weight[inside] = times
    known = quarter >= 0
    answers, squares = (np.bincount(quarter[known], (weight * s)[known], 4) for s in sums)
    return np.asarray(answers / np.where(squares > 0, squares, np.nan), np.float64)


def _ratio(slopes: FloatArray) -> float:
    return float(slopes[3] / slopes[0]) if slopes[0] > 0 else float("inf")
