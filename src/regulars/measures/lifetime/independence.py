"""Does spend depend on how often people buy? Gamma-Gamma assumes that it does not; this tests it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, ndtri

from regulars.measures.lifetime.fit import Fit
from regulars.measures.lifetime.gamma_gamma import spenders
from regulars.measures.lifetime.ranks import weighted_ranks
from regulars.measures.lifetime.summary import Summary
from regulars.measures.result import Definition
from regulars.words import Estimate, NotEnough

Floats = NDArray[np.float64]
DEFINITION = Definition(
    name="spend_independent_of_frequency",
    version=1,
    sentence="Spearman's correlation, among customers with a repeat and an amount above 0, of how often they repeat and "
    "the place of their mean amount among means of as many purchases, as Gamma-Gamma has them; its assumption holds where "
    "the whole interval lies within ±0.1",
    undefined="with fewer than thirty such customers, where all repeat equally often, and without a fit of amounts",
    interval="Fisher's z with the variance of Bonett and Wright",
    source="Fader & Hardie 2013, section 1; Bonett & Wright 2000, Psychometrika 65, 23–28",
)
HARMLESS = 0.1
"""A correlation whose whole interval lies within ± this moves expected amounts little."""
_FEWEST = 30


@dataclass(frozen=True, slots=True)
class Independence:
    """The rank correlation of frequency and mean amount among repeat buyers, and what it says."""

    correlation: Estimate | NotEnough
    holds: bool | None
    reading: str

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "correlation": self.correlation.to_json()}


def independence(summary: Summary, spend: Fit, *, level: float = 0.95) -> Independence:
    """Whether mean amounts go with frequency, among customers with a repeat and an amount above 0.

    In: a ``summary`` and its fit of amounts. Means of few purchases scatter more, and skewed, so
    that frequency and mean go together by rank even where the assumption holds. So each mean is
    first put in its place among means of as many purchases, as the fit has them.
    Out: Spearman's correlation (−1 to 1) of frequency and that place, with an interval; ``holds``
    True where the whole interval lies within ±0.1, False where none of it does, None between (the
    data cannot say). NotEnough with fewer than 30 such customers, or without a fit.

    Source: the assumption is Fader & Hardie 2013, section 1; a mean's place follows from their
    equation 3: x m/(v + x m) is Beta(p x, q); interval: Fisher's z with the variance of
    Bonett & Wright 2000, Psychometrika 65, 23–28.
    """
    x, m, w, _ = spenders(summary)
    n = int(w.sum())
    if n < _FEWEST or np.ptp(x) == 0 or spend.verdict.ending == "not_identified":
        lacking = NotEnough(n, _FEWEST, DEFINITION.id, "too few repeat buyers who differ")
        return Independence(lacking, None, f"Too few repeat buyers ({n:,}) to tell whether spend depends on frequency.")
    rho = _correlation(weighted_ranks(x, w), weighted_ranks(_place(spend, x, m), w), w)
    reach = float(ndtri((1 + level) / 2)) * float(np.sqrt((1 + rho**2 / 2) / (n - 3)))
    low, high = np.tanh(np.arctanh(np.clip(rho, -0.999999, 0.999999)) + np.array([-reach, reach])).tolist()
    holds = True if low > -HARMLESS and high < HARMLESS else False if low > HARMLESS or high < -HARMLESS else None
    estimate = Estimate(rho, (low, high), n, DEFINITION.id, level, "rank correlation")
    return Independence(estimate, holds, _reading(rho, low, high, holds))


def _reading(rho: float, low: float, high: float, holds: bool | None) -> str:
    found = f"rank correlation {rho:.2f} ({low:.2f} to {high:.2f})".replace("-", "−")
    if holds:
        return f"Spend hardly depends on how often people buy: {found}. The amounts may be used."
    if holds is None:
        return f"Spend may depend a little on how often people buy: {found}. Use the amounts with care."
    more = "more" if rho > 0 else "less"
    return f"Frequent buyers spend {more} each time: {found}. Gamma-Gamma assumes they don't, so values are off for them."


def _place(spend: Fit, x: Floats, m: Floats) -> Floats:
    """The share of means of ``x`` purchases that lie below ``m``, if the fit is right (0–1)."""
    p, q, v = spend.values
    return np.asarray(betainc(p * x, q, x * m / (v + x * m)))


def _correlation(a: Floats, b: Floats, w: Floats) -> float:
    share = w / w.sum()
    a, b = a - share @ a, b - share @ b
    return float((share @ (a * b)) / np.sqrt((share @ a**2) * (share @ b**2)))
