"""Doubt about a curve to which one customer gives many observations: customers in random groups."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from regulars.estimates.survival import kaplan_meier

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Band:
    """A share by each of ``days`` with an interval that knows that customers, not gaps, are drawn."""

    days: Counts
    share: Floats
    low: Floats
    high: Floats

    def quantile(self, share: float) -> tuple[float | None, float | None, float | None]:
        """The first day by which ``share`` is reached, and the days at which the interval holds it.

        Source: Woodruff 1952, JASA 47, 635-646.
        """
        first = [np.flatnonzero(line >= share - 1e-12) for line in (self.share, self.high, self.low)]
        value, low, high = (float(self.days[f[0]]) if len(f) else None for f in first)
        return value, low, high


def clustered(days: Counts, events: Counts, censored: Counts, level: float = 0.95) -> Band:
    """Kaplan-Meier's share with a delete-a-group jackknife interval.

    In: ``days`` (D,) ascending; ``events`` and ``censored`` (G, D): counts in each of G random
    groups, every customer wholly in one of them. Out: a Band, its interval on the arcsine scale
    with Student's t of G - 1 degrees of freedom; NaN where G < 2.
    Source: Kott 2001, Journal of Official Statistics 17, 521-526; Wolter 2007, ch. 2 and 4.

    >>> events = np.array([[5, 1], [4, 2], [6, 0]])
    >>> band = clustered(np.array([7, 14]), events, np.array([[0, 4], [0, 4], [0, 4]]))
    >>> band.share.round(3).tolist(), bool(band.low[0] < 0.5 < band.high[0])
    ([0.5, 0.6], True)
    """
    from scipy.special import stdtrit  # half a second to import, and this is the only measure that needs it

    share = kaplan_meier(days, events.sum(axis=0), censored.sum(axis=0), level).share
    filled = np.flatnonzero((events + censored).sum(axis=1))
    groups = len(filled)
    if groups < 2:
        unknown = np.full(len(days), np.nan)
        return Band(days, share, unknown, unknown)
    angles = np.array([_angle(_without(days, events, censored, int(g))) for g in filled])
    error = np.sqrt((groups - 1) / groups * ((angles - angles.mean(axis=0)) ** 2).sum(axis=0))
    spread = stdtrit(groups - 1, (1 + level) / 2) * error
    low, high = (np.sin(np.clip(_angle(share) + side * spread, 0, np.pi / 2)) ** 2 for side in (-1, 1))
    return Band(days, share, low, high)


def _without(days: Counts, events: Counts, censored: Counts, group: int) -> Floats:
    """The share by each day when one group is left out."""
    return kaplan_meier(days, events.sum(axis=0) - events[group], censored.sum(axis=0) - censored[group]).share


def _angle(share: Floats) -> Floats:
    return np.arcsin(np.sqrt(np.clip(share, 0.0, 1.0)))
