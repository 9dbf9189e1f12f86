"""Two intervals, never confused.

*Expectation*: where the expected number lies, given that parameters are only estimated.
*Outcome*: where the number itself will lie, given that people also do what they like.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, gammaincinv, ndtri

from regulars.measures.lifetime.fit import Fit

Floats = NDArray[np.float64]
AT_A_BOUNDARY = (
    "Where the fit lies at a boundary, such as no drop-out visible, both reach over what is expected there and as far from "
    "it as the customers allow (where a likelihood-ratio test at .95 begins to exclude); they are left out where that "
    "tells nothing"
)
_STEP = 1e-4


def parameter_variance(amounts: Callable[[Floats], Floats], fit: Fit) -> Floats:
    """The variance of ``amounts(point)`` that comes from the parameters: the delta method.

    NaN where the fit has no covariance. Derivatives by central differences.
    """
    middle = amounts(fit.point)
    if fit.covariance is None:
        return np.full_like(middle, np.nan)
    slopes = []
    for i in range(len(fit.values)):
        aside = np.zeros(len(fit.values))
        aside[i] = _STEP
        slopes.append((amounts(fit.point + aside) - amounts(fit.point - aside)) / (2 * _STEP))
    rows = np.stack(slopes)
    return np.asarray(np.einsum("i...,ij,j...->...", rows, np.array(fit.covariance), rows))


def spanned(found: Mapping[str, Floats], elsewhere: Iterable[Mapping[str, Floats]]) -> dict[str, Floats]:
    """The columns found, their intervals (``_low``, ``_high``) widened to reach over those found ``elsewhere``.

    Where an *expectation* then reaches further than the *outcome*, curvature tells nothing of the doubt: neither is known, NaN.
    """
    columns, widened = dict(found), False
    for other in elsewhere:
        widened = True
        columns |= {k: np.minimum(columns[k], other[k]) for k in columns if k.endswith("_low")}
        columns |= {k: np.maximum(columns[k], other[k]) for k in columns if k.endswith("_high")}
    return _without_absurd(columns) if widened else columns


def _without_absurd(columns: Mapping[str, Floats]) -> dict[str, Floats]:
    known = dict(columns)
    named = [k.removesuffix("_expectation_low") for k in columns if k.endswith("_expectation_low")]
    for name in (n for n in named if n != "still_customers"):  # a count of people has an end of its own
        ends = [f"{name}_{which}_{end}" for which in ("expectation", "outcome") for end in ("low", "high")]
        low, high, least, most = (columns[end] for end in ends)
        told = (low >= least) & (high <= most)
        known |= {end: np.where(told, columns[end], np.nan) for end in ends}
    return known


def expectation_interval(mean: Floats, variance: Floats, level: float) -> tuple[Floats, Floats]:
    """Symmetric in the logarithm, since an expected number cannot fall below 0."""
    z = float(ndtri((1 + level) / 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = np.exp(z * np.sqrt(variance) / mean)
        return np.where(mean > 0, mean / reach, mean), np.where(mean > 0, mean * reach, mean)


def outcome_interval(mean: Floats, variance: Floats, level: float, *, whole: bool) -> tuple[Floats, Floats]:
    """Quantiles of the Gamma distribution with this mean and variance, widened to whole numbers if asked.

    ``variance`` is that of parameters and process together; where it is not finite, NaN.
    """
    tail = (1 - level) / 2
    usable = np.isfinite(variance) & (variance > 0) & (mean > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        shape, scale = np.where(usable, mean**2 / variance, 1.0), np.where(usable, variance / mean, 1.0)
    low, high = gammaincinv(shape, tail) * scale, gammaincinv(shape, 1 - tail) * scale
    if whole:
        low, high = np.floor(low), np.ceil(high)
    fixed = np.where(np.isfinite(variance), mean, np.nan)
    return np.where(usable, low, fixed), np.where(usable, high, fixed)


def share_interval(count: Floats, variance: Floats, n: Floats, level: float) -> tuple[Floats, Floats]:
    """For a count between 0 and ``n``: quantiles of ``n`` times the Beta distribution with this mean and variance.

    Where the variance is larger than any such distribution has, anything from 0 to ``n``.
    """
    tail, inside = (1 - level) / 2, (count > 0) & (count < n) & (variance > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(inside, count / n, 0.5)
        size = np.where(inside, mean * (1 - mean) * n**2 / variance - 1, 1.0)
    told = size > 0
    a, b = (np.where(told, share * size, 1.0) for share in (mean, 1 - mean))
    low, high = (np.where(told, n * betaincinv(a, b, at), end) for at, end in ((tail, 0.0), (1 - tail, n)))
    inside &= np.isfinite(low) & np.isfinite(high)  # a variance next to none leaves no quantiles: it is the count
    unknown = np.where(np.isnan(variance), np.nan, count)
    return np.where(inside, np.minimum(low, count), unknown), np.where(inside, np.maximum(high, count), unknown)
