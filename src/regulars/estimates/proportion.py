"""A share of customers and its interval."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def wilson(successes: NDArray[np.int64], n: NDArray[np.int64], level: float = 0.95) -> tuple[Floats, Floats]:
    """Wilson's score interval for shares ``successes / n``; NaN where n is 0.

    Takes and returns arrays of one shape. Source: Wilson 1927, JASA 22, 209-212; recommended for
    all n by Brown, Cai & DasGupta 2001, Statistical Science 16, 101-133.

    >>> low, high = wilson(np.array([747]), np.array([2214]))
    >>> round(float(low[0]), 3), round(float(high[0]), 3)
    (0.318, 0.357)
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    count = n.astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = successes / count
        spread = z * np.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
        centre = share + z * z / (2 * count)
        scale = 1 + z * z / count
        low, high = (centre - spread) / scale, (centre + spread) / scale
    # At 0 and n the closed form misses the ends by rounding only.
    low = np.where(successes == 0, 0.0, low)
    high = np.where(successes == n, 1.0, high)
    return np.where(count > 0, low, np.nan), np.where(count > 0, high, np.nan)
