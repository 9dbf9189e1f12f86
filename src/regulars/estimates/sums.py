"""A part of a sum of money, and its interval: money weighs customers unequally."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Sums:
    """What each customer's ``part`` of her ``whole`` adds up to, over ``n`` customers; arrays of one shape.

    ``whole`` Σx, ``part`` Σy, ``whole_squares`` Σx², ``part_squares`` Σy², ``products`` Σxy.
    """

    n: Floats
    whole: Floats
    part: Floats
    whole_squares: Floats
    part_squares: Floats
    products: Floats


def part_of_sum(sums: Sums, level: float = 0.95) -> tuple[Floats, Floats, Floats]:
    """Σy ÷ Σx with an interval, (share, low, high); NaN where Σx is 0 or there are no two customers.

    Wilson's interval over an effective number of customers: the one at which a plain share would
    vary as this one does by linearisation, and never more than Kish's (Σx)² ÷ Σx², which also
    serves where the part is nothing or all. Where the part exceeds the whole, the linearised
    interval itself. Source: Kish 1965, Survey Sampling, ch. 11; Korn & Graubard 1998, Survey
    Methodology 24, 193-201.

    >>> hundred = np.array([100.0])
    >>> share, low, high = part_of_sum(Sums(hundred, hundred * 10, hundred, hundred * 100, hundred * 10, hundred * 10))
    >>> float(share[0]), round(float(low[0]), 3), round(float(high[0]), 3)
    (0.1, 0.055, 0.175)
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = sums.part / sums.whole
        left = sums.part_squares - 2 * share * sums.products + share * share * sums.whole_squares
        variance = np.maximum(sums.n / (sums.n - 1) * left / sums.whole**2, 0.0)
        kish = sums.whole**2 / sums.whole_squares
        plain = np.where((variance > 0) & (share > 0) & (share < 1), share * (1 - share) / variance, kish)
        low, high = _wilson(np.clip(share, 0.0, 1.0), np.minimum(plain, kish), z)
        spread = z * np.sqrt(variance)
        low, high = np.where(share > 1, np.maximum(share - spread, 0), low), np.where(share > 1, share + spread, high)
    seen = (sums.whole > 0) & (sums.n > 1)
    return tuple(np.where(seen, values, np.nan) for values in (share, low, high))  # type: ignore[return-value]


def _wilson(share: Floats, n: Floats, z: float) -> tuple[Floats, Floats]:
    """Wilson's interval where n need not be whole."""
    spread = z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    centre, scale = share + z * z / (2 * n), 1 + z * z / n
    low, high = (centre - spread) / scale, (centre + spread) / scale
    return np.where(share == 0, 0.0, low), np.where(share == 1, 1.0, high)


Bounds = tuple[Floats, Floats, Floats]


def kept_and_more(less: Bounds, more: Bounds) -> Bounds:
    """1 − less + more, each (share, low, high), with the interval that their intervals make.

    Source: Zou & Donner 2008, Statistics in Medicine 27, 1693-1702 (MOVER).

    >>> [round(float(v[0]), 3) for v in kept_and_more(
    ...     (np.array([0.1]), np.array([0.05]), np.array([0.2])), (np.array([0.2]), np.array([0.1]), np.array([0.3])))]
    [1.1, 0.959, 1.212]
    """
    value: Floats = 1 - less[0] + more[0]
    low: Floats = value - np.hypot(more[0] - more[1], less[2] - less[0])
    high: Floats = value + np.hypot(more[2] - more[0], less[0] - less[1])
    return value, np.maximum(low, 0.0), high
