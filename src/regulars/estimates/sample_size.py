"""How many answers would tell a share closely enough."""

from __future__ import annotations

import math
from statistics import NormalDist


def sample_size(within: float, population: int, level: float = 0.95) -> int:
    """The answers, drawn by lot from ``population``, that tell any share to ± ``within``.

    In: ``within`` as a share (0.1 is ten in a hundred), how many there are to ask, the level.
    Out: a count of answers, never more than the population. It allows for the worst case, a
    share of one half, and for a population that is not endless. Source: Cochran 1977, Sampling
    Techniques, 3rd ed., 4.4.

    >>> sample_size(0.1, 1364)
    90
    """
    endless = NormalDist().inv_cdf((1 + level) / 2) ** 2 * 0.25 / within**2
    return min(population, math.ceil(endless / (1 + (endless - 1) / population)))
