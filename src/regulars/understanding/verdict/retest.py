"""Is it a trait? The same customers' places on an axis in two halves of time, correlated."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr, ndtri

from regulars.understanding.evidence.evidence import FloatArray
from regulars.understanding.verdict.findings import Retest

NEEDED = 0.4
"""The correlation that the lower limit must lie above."""
FEWEST = 30


def retest(before: FloatArray, after: FloatArray, level: float = 0.90) -> Retest | None:
    """The correlation of two halves with its interval, and how likely one so high is where the true one is 0.4.

    In: (n,), (n,): one customer's place in each half, only those observed in both. Out: a Retest;
    None under 30 customers, or where either half does not differ between customers.
    The interval is on Fisher's scale with the standard error of the correlation's influence
    function, so that it holds without normal distributions.
    Source: Fisher 1921, Metron 1, 3-32; Devlin, Gnanadesikan & Kettenring 1975, Biometrika 62, 531-545.
    """
    n = len(before)
    if n < FEWEST or not before.std() or not after.std():
        return None
    x, y = ((v - v.mean()) / v.std() for v in (before, after))
    correlation = float(np.clip((x * y).mean(), -1 + 1e-12, 1 - 1e-12))
    influence = x * y - correlation * (x**2 + y**2) / 2
    error = float(np.sqrt((influence**2).mean() / n)) / (1 - correlation**2)
    middle, reach = np.arctanh(correlation), float(ndtri((1 + level) / 2)) * error
    p = float(ndtr((np.arctanh(NEEDED) - middle) / error)) if error else float(correlation <= NEEDED)
    return Retest(correlation, (float(np.tanh(middle - reach)), float(np.tanh(middle + reach))), n, p, level)
