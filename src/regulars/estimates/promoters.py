"""The net promoter score and its change: intervals that hold at small numbers too."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist

Counts3 = tuple[int, int, int]
"""Promoters, passives, detractors."""
_ADDED = (0.75, 1.5, 0.75)
_VALUES = (1, 0, -1)


def net_score(counts: Counts3, level: float = 0.95) -> tuple[float, float, float]:
    """Promoters' share minus detractors', with the adjusted Wald interval, each from -1 to 1.

    In: counts with at least one answer. The interval is Wald's after three answers are added: three
    quarters of a promoter and of a detractor, one and a half passives. It is widened to the score
    itself where that lies outside, as of one answer.
    Source: Rocks 2016, The American Statistician 70, 365-372.

    >>> [round(v, 3) for v in net_score((50, 30, 20))]
    [0.3, 0.141, 0.442]
    """
    centre, variance = _adjusted(counts)
    spread = NormalDist().inv_cdf((1 + level) / 2) * sqrt(variance)
    return _around(_mean(counts), centre, spread, 1.0)


def change_of_score(
    before: Counts3, after: Counts3, both: Sequence[Sequence[int]], level: float = 0.95
) -> tuple[float, float, float]:
    """The score after minus the score before, with an interval that knows who answered both times.

    In: counts of each wave, and ``both[i][j]``: people who were in class i before and j after (they
    are in the counts too). The two adjusted variances, less twice the covariance that those people
    bring; their correlation is shrunk as if three more pairs had agreed on nothing. The interval lies
    within -2 to 2, and is widened to the change itself where that lies outside.

    >>> [round(v, 3) for v in change_of_score((40, 40, 20), (50, 30, 20), [[0] * 3] * 3)]
    [0.1, -0.112, 0.306]
    >>> [round(v, 3) for v in change_of_score((40, 40, 20), (50, 30, 20), [[40, 0, 0], [10, 30, 0], [0, 0, 20]])]
    [0.1, 0.03, 0.164]
    """
    (first, first_variance), (second, second_variance) = _adjusted(before), _adjusted(after)
    together = _correlation(before, after, both) * sqrt(first_variance * second_variance)
    variance = max(first_variance + second_variance - 2 * together, 0.0)
    spread = NormalDist().inv_cdf((1 + level) / 2) * sqrt(variance)
    return _around(_mean(after) - _mean(before), second - first, spread, 2.0)


def _around(value: float, centre: float, spread: float, most: float) -> tuple[float, float, float]:
    """A value and the interval around an adjusted centre: no further than ``most``, and never without the value."""
    return value, min(max(centre - spread, -most), value), max(min(centre + spread, most), value)


def _adjusted(counts: Counts3) -> tuple[float, float]:
    total = sum(counts) + sum(_ADDED)
    promoters, detractors = (counts[0] + _ADDED[0]) / total, (counts[2] + _ADDED[2]) / total
    centre = promoters - detractors
    return centre, (promoters + detractors - centre * centre) / total


def _mean(counts: Counts3) -> float:
    return (counts[0] - counts[2]) / sum(counts)


def _correlation(before: Counts3, after: Counts3, both: Sequence[Sequence[int]]) -> float:
    """How the two waves' means move together because some people are in both."""
    pairs = sum(map(sum, both))
    spreads = [(c[0] + c[2]) / sum(c) - _mean(c) ** 2 for c in (before, after)]
    if not pairs or not all(spreads):
        return 0.0
    cells = [(x, y, both[i][j]) for i, x in enumerate(_VALUES) for j, y in enumerate(_VALUES)]
    mean_before, mean_after = (sum(c[k] * c[2] for c in cells) / pairs for k in (0, 1))
    product = sum((x - mean_before) * (y - mean_after) * n for x, y, n in cells) / (pairs + 3)
    moved = pairs * product / (sum(before) * sum(after))
    correlation = moved / sqrt(spreads[0] / sum(before) * spreads[1] / sum(after))
    return max(-1.0, min(1.0, correlation))
