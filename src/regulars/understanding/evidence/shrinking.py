"""Empirical Bayes: what differs between customers told apart from noise, and each one pulled towards peers."""

from __future__ import annotations

import numpy as np

from regulars.understanding.evidence.evidence import Column, FloatArray, Indicator, IntArray
from regulars.understanding.evidence.seen import Seen

# Where customers differ by no more than chance, nobody is told apart: noise is this many spreads.
_NO_DIFFERENCE = 1e6
_BISECTIONS = 60
# Engines add up in parallel, in any order: without what differs then, the same facts always say the same.
_DECIMALS = 9


def shrunk_column(indicator: Indicator, seen: Seen, n: int) -> Column:
    """An indicator's column over all customers.

    In: ``seen``, the statistics of those observed, among ``n`` customers. Out: a Column
    whose z is (raw - expected - mean) ÷ tau and whose s is sigma·√factor ÷ tau. Where the query gives
    no expectation, it is that of customers observed as often (a parabola in the logarithm of how
    often). Source: Efron & Morris 1975, JASA 70, 311-319; tau² as in Paule & Mandel 1982.
    """
    by_peers = np.isnan(seen.expected)
    expected = np.where(by_peers, _of_peers(seen), seen.expected) if by_peers.any() else seen.expected
    residual = seen.raw - expected
    noise = _noise(seen, residual) * seen.factor
    mean, between = between_customers(residual, noise)
    spread = np.sqrt(between)
    z = (residual - mean) / spread if spread > 0 else np.zeros(len(residual))
    s = np.sqrt(noise) / spread if spread > 0 else np.full(len(residual), _NO_DIFFERENCE)
    return Column(
        indicator,
        raw=_spread_out(seen.raw, seen.rows, n, np.nan),
        expected=_spread_out(expected + mean, seen.rows, n, np.nan),
        z=_spread_out(np.round(z, _DECIMALS), seen.rows, n, 0.0),
        s=_spread_out(np.round(s, _DECIMALS), seen.rows, n, np.inf),
        observed=_spread_out(seen.observed.astype(np.float64), seen.rows, n, 0.0).astype(np.int64),
    )


def between_customers(residual: FloatArray, noise: FloatArray) -> tuple[float, float]:
    """The mean of true residuals, and the variance between customers (tau²), 0 where noise explains all.

    In: ``residual`` (n,) and ``noise`` (n,), its variance for each. Out: two numbers, in the unit of
    the residual and its square.
    Source: Paule & Mandel 1982, Journal of Research of the NBS 87, 377-385: tau² such that the
    weighted sum of squares equals its expectation n - 1.

    >>> between_customers(np.array([-1.0, 1.0]), np.zeros(2))
    (0.0, 2.0)
    """
    low, high = 0.0, float(residual.var(ddof=1)) if len(residual) > 1 else 0.0
    if not high or _excess(residual, noise, max(low, high * 1e-12)) <= 0:
        return float(residual.mean()) if len(residual) else 0.0, 0.0
    while _excess(residual, noise, high) > 1e-12 * len(residual):
        high *= 2
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        low, high = (middle, high) if _excess(residual, noise, middle) > 0 else (low, middle)
    return _weighted_mean(residual, noise, high), high


def _excess(residual: FloatArray, noise: FloatArray, between: float) -> float:
    weight = 1 / (noise + between)
    mean = float((weight * residual).sum() / weight.sum())
    return float((weight * (residual - mean) ** 2).sum()) - (len(residual) - 1)


def _weighted_mean(residual: FloatArray, noise: FloatArray, between: float) -> float:
    weight = 1 / (noise + between)
    return float((weight * residual).sum() / weight.sum())


def _noise(seen: Seen, residual: FloatArray) -> float:
    """sigma², pooled over customers; of those observed once, who tell nothing of it, half of the spread is taken for noise."""
    once = seen.freedom <= 0
    guessed = 0.5 * float(residual[once].var() / seen.factor[once].mean()) if once.any() else 0.0
    count = float(once.sum())
    return (float(seen.spread.sum()) + count * guessed) / (float(seen.freedom.sum()) + count)


def _of_peers(seen: Seen) -> FloatArray:
    """What customers observed as often show: least squares, each weighing what she was observed."""
    often = np.log(seen.observed.astype(np.float64))
    degree = min(2, len(np.unique(seen.observed)) - 1)
    centred = often - often.mean()
    powers = np.vander(centred, degree + 1)
    weight = np.sqrt(seen.observed.astype(np.float64))[:, None]
    solved = np.linalg.lstsq(powers * weight, seen.raw * weight[:, 0], rcond=None)[0]
    return np.asarray(powers @ solved, np.float64)


def _spread_out(values: FloatArray, rows: IntArray, n: int, otherwise: float) -> FloatArray:
    whole = np.full(n, otherwise)
    whole[rows] = values
    return whole
