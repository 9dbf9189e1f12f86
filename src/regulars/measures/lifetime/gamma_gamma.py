"""Gamma-Gamma: what a customer's purchases are worth, apart from how often they come.

A purchase's amount is Gamma(p, ν), and ν is Gamma(q, v) over customers. Amounts are assumed not
to depend on how often a customer buys (``independence`` tests it).

Source: Fader & Hardie 2013, "The Gamma-Gamma Model of Monetary Value"; Fader, Hardie & Lee 2005,
Journal of Marketing Research 42(4), 415–430.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma, gammaln

from regulars.measures.lifetime.conclusion import Question, conclude, unidentified
from regulars.measures.lifetime.fit import Fit
from regulars.measures.lifetime.maximise import MANY, THIN, Objective, Summit, maximise, maximise_many
from regulars.measures.lifetime.model import Edge
from regulars.measures.lifetime.summary import AT_ONCE, Summary
from regulars.words import counted

Floats = NDArray[np.float64]
NAME = "gamma_gamma"
PARAMETERS = ("p", "q", "v")
_EDGES = (
    Edge(lambda v: 1 / v[0], 1e-4, "every repeat purchase of a customer seems to cost the same"),
    Edge(lambda v: 1 / v[1], 1e-4, "all customers seem to spend the same on average"),
)


def fit_spend(summary: Summary) -> Fit:
    """The parameters p, q and v (in the currency) under which these mean amounts are most likely.

    In: a ``summary`` with ``spend``; only customers with a repeat day and a mean above 0 count,
    the others are ``left_out``. Out: a Fit; ``not_identified`` where nobody repeated twice or
    all amounts are equal. Source: Fader & Hardie 2013, equation 3.
    """
    x, m, w, left_out = spenders(summary)
    asked = Question(NAME, PARAMETERS, float(w.sum()), _EDGES, summary.unit_days, left_out=left_out)
    if not (x >= 2).any() or len(x) < 2 * len(PARAMETERS):
        few = f"{counted(round(w.sum()), 'customer')} repeated with an amount above 0, too few of them twice"
        why = few if len(x) else "nobody repeated with an amount above 0"
        return unidentified(asked, why, "wait for more repeat purchases")
    if np.ptp(m) <= 1e-12 * m.max():
        return unidentified(asked, "every customer spends the same", "use that amount; there is nothing to model")
    scale = float(w @ m) / float(w.sum())
    summit = _summit(x, m / scale, w)
    return conclude(asked, summit, scales=np.array([1.0, 1.0, scale]), shift=-float(w.sum()) * float(np.log(scale)))


def _summit(x: Floats, m: Floats, w: Floats) -> Summit:
    start = np.log(np.array([3.0, 3.0, 2.0]))
    if len(x) <= MANY:
        return maximise(objective(x, m, w), start)
    thin = slice(0, None, len(x) // THIN)
    return maximise_many(objective(x, m, w), objective(x[thin], m[thin], w[thin]), start)


def spenders(summary: Summary) -> tuple[Floats, Floats, Floats, float]:
    """Frequency, mean amount and weight of those who count, in an order of their own; how many are left out."""
    if summary.spend is None:
        return np.empty(0), np.empty(0), np.empty(0), summary.customers
    kept = (summary.frequency > 0) & (np.nan_to_num(summary.spend) > 0)
    x, m, w = summary.frequency[kept], summary.spend[kept], summary.weight[kept]
    order = np.lexsort((w, m, x))
    return x[order], m[order], w[order], summary.customers - float(w.sum())


def objective(x: Floats, m: Floats, w: Floats) -> Objective:
    customers = float(w.sum())

    def at(point: Floats) -> tuple[float, Floats]:
        values, height, slope = np.exp(point), 0.0, np.zeros(len(point))
        for start in range(0, len(x), AT_ONCE):
            piece = slice(start, start + AT_ONCE)
            total, slopes = log_likelihood(values, x[piece], m[piece])
            height += float(w[piece] @ total)
            slope += (slopes * values[:, None]) @ w[piece]
        return height / customers, slope / customers

    return at


def log_likelihood(values: Floats, x: Floats, m: Floats) -> tuple[Floats, Floats]:
    """Log density of each mean amount ``m`` over ``x`` repeats, and its derivatives by p, q, v."""
    p, q, v = values
    shape, rate = p * x + q, v + m * x
    log_rate = np.log(rate)
    total = gammaln(shape) - gammaln(p * x) - gammaln(q) + q * np.log(v) - shape * log_rate
    total = total + (p * x - 1) * np.log(m) + p * x * np.log(x)
    both = digamma(shape)
    slopes = np.stack(
        [
            x * (both - digamma(p * x) + np.log(m * x) - log_rate),
            both - digamma(q) + np.log(v) - log_rate,
            q / v - shape / rate,
        ]
    )
    return total, slopes


def spend_moments(values: Floats, x: Floats, m: Floats) -> tuple[Floats, Floats]:
    """Mean of a customer's expected amount E[p/ν], and of its square E[(p/ν)²], given the past.

    For a customer without a repeat (or without a usable amount) the population's. NaN, or infinity,
    where they do not exist: the mean needs p x + q > 1, the square p x + q > 2.
    Source: Fader & Hardie 2013, equation 5.
    """
    p, q, v = values
    known = (x > 0) & (np.nan_to_num(m) > 0)
    n = np.where(known, x, 0.0)
    shape, rate = p * n + q, v + n * np.where(known, m, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(shape > 1, p * rate / (shape - 1), np.nan)
        square = np.where(shape > 2, (p * rate) ** 2 / ((shape - 1) * (shape - 2)), np.inf)
    return mean, square
