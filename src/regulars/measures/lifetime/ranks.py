"""Ranks of weighted customers, and how well one order agrees with another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]


def weighted_ranks(values: Floats, weight: Floats) -> Floats:
    """Each entry's mid-rank, where an entry stands for ``weight`` customers; ties share theirs.

    >>> weighted_ranks(np.array([5.0, 1.0, 5.0]), np.ones(3)).tolist()
    [2.5, 1.0, 2.5]
    """
    _, which = np.unique(values, return_inverse=True)
    sizes = np.bincount(which, weights=weight)
    middle = np.cumsum(sizes) - sizes / 2 + 0.5
    return np.asarray(middle[which])


@dataclass(frozen=True, slots=True)
class Gains:
    """How much of what a perfect order would gain an order gains, and each customer's part in it.

    ``share``: 1 for a perfect order, 0 for one at random, below 0 for one that is worse.
    """

    share: float
    influence: Floats

    def better_than(self, other: Gains, level: float = 0.95) -> bool | None:
        """Whether this order gains more: None where the difference is within chance."""
        n = len(self.influence)
        difference = self.share - other.share
        spread = float(np.std(self.influence - other.influence)) / np.sqrt(max(n, 1))
        if abs(difference) <= float(ndtri((1 + level) / 2)) * spread:
            return None
        return difference > 0


def gains(expected: Floats, came: Floats) -> Gains:
    """The gains of treating customers in the order of ``expected``: the Gini index of what ``came``, normalised.

    Customers who are served first should be those who come most: the covariance of ``came`` with
    its rank by ``expected``, over that with its own rank. Purchases count, not places: an order
    that mixes up those who never come loses nothing. 0 where nobody differs.

    Source: Lerman & Yitzhaki 1984, Economics Letters 15, 363–368; the influence is that of a
    covariance with a distribution function, so that errors of two orders can be compared.

    >>> gains(np.array([3.0, 2.0, 1.0]), np.array([9.0, 4.0, 0.0])).share
    1.0
    """
    if np.ptp(expected) == 0 or np.ptp(came) == 0:
        return Gains(0.0, np.zeros(len(came)))
    (ours, our_part), (best, best_part) = (_concentration(order, came) for order in (expected, came))
    share = ours / best
    return Gains(share, (our_part - share * best_part) / best)


def _concentration(order: Floats, came: Floats) -> tuple[float, Floats]:
    """The covariance of ``came`` with its distribution by ``order``, and its influence function."""
    n = len(came)
    above = came - came.mean()
    place = weighted_ranks(order, np.ones(n)) / n - (n + 1) / (2 * n)
    covariance = float(np.mean(above * place))
    _, which = np.unique(order, return_inverse=True)
    tied = np.bincount(which, weights=above) / n
    behind = tied[::-1].cumsum()[::-1] - tied / 2  # of those placed at or behind, ties by half
    return covariance, above * place + behind[which] - 2 * covariance
