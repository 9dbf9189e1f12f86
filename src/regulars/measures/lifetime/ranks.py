"""Ranks of weighted customers, and how well one order agrees with another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

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
class Agreement:
    """Spearman's rank correlation with what came, and each customer's part in it."""

    correlation: float
    influence: Floats

    def better_than(self, other: Agreement, level: float = 0.95) -> bool | None:
        """Whether this order agrees more: None where the difference is within chance."""
        n = len(self.influence)
        difference = self.correlation - other.correlation
        spread = float(np.std(self.influence - other.influence)) / np.sqrt(max(n, 1))
        if abs(difference) <= float(norm.ppf((1 + level) / 2)) * spread:
            return None
        return difference > 0


def agreement(expected: Floats, came: Floats) -> Agreement:
    """How well the order of ``expected`` agrees with what ``came``: one entry per customer.

    0 where either is the same for everybody. The influence is that of a correlation of ranks,
    z u − ρ (z² + u²)/2 with standardised ranks z and u (Devlin, Gnanadesikan & Kettenring 1975,
    Biometrika 62, 531–545), ranks taken as given.
    """
    if np.ptp(expected) == 0 or np.ptp(came) == 0:
        return Agreement(0.0, np.zeros(len(came)))
    one = np.ones(len(came))
    z, u = (_standard(weighted_ranks(values, one)) for values in (expected, came))
    rho = float(np.mean(z * u))
    return Agreement(rho, z * u - rho * (z**2 + u**2) / 2)


def _standard(values: Floats) -> Floats:
    return np.asarray((values - values.mean()) / values.std())
