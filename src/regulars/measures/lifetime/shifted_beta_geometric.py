"""sBG: how long contracts last, when each may end at every renewal.

A customer leaves at a renewal with a probability that is Beta(alpha, beta) over customers. Those
likely to leave go first, so the renewal rate of a cohort rises though nobody becomes more loyal.

Source: Fader & Hardie 2007, "How to project customer retention", Journal of Interactive Marketing
21(1), 76–90.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaln, digamma

from regulars.errors import InputError
from regulars.measures.lifetime.checks import column
from regulars.measures.lifetime.conclusion import Question, conclude, unidentified
from regulars.measures.lifetime.fit import Fit
from regulars.measures.lifetime.maximise import Objective, maximise
from regulars.measures.lifetime.model import Edge

Floats = NDArray[np.float64]
NAME = "sbg"
PARAMETERS = ("alpha", "beta")
_EDGES = (
    Edge(
        lambda v: 1 / (v[0] + v[1]), 1e-3, "all customers seem to have the same chance to leave: the renewal rate is constant"
    ),
    Edge(lambda v: v[0] / (v[0] + v[1]), 1e-4, "hardly anybody leaves"),
)


def fit_contracts(running: ArrayLike) -> Fit:
    """The parameters alpha and beta under which this cohort's survival is most likely.

    In: ``running``, contracts still running at the start and after each renewal. Out: a Fit.
    ``not_identified`` with fewer than two renewals, or where nobody left. Equation B3.

    >>> fit_contracts([1000, 1000, 1000]).verdict.why
    'nobody of 1,000 customers left'
    """
    alive = survivors(running)
    asked = Question(NAME, PARAMETERS, float(alive[0]), _EDGES)
    if alive[-1] == alive[0]:
        return unidentified(asked, f"nobody of {alive[0]:,.0f} customers left", "wait for renewals that somebody declines")
    if len(alive) < 3:
        return unidentified(asked, "one renewal shows one rate, not how rates differ", "wait for the second renewal")
    return conclude(asked, maximise(objective(alive), np.log(np.array([1.0, 1.0]))), scales=np.ones(2))


def survivors(running: ArrayLike) -> Floats:
    """``running`` as a checked column: it may never rise and starts above 0."""
    alive = column("running", running)
    if len(alive) < 2 or alive[0] <= 0 or (np.diff(alive) > 0).any() or (alive < 0).any():
        raise InputError(
            f"contracts running are {', '.join(f'{v:g}' for v in alive[:8])}",
            expected="two or more counts of one cohort, the first above 0, none above the one before",
            do="count one cohort at its start and after each renewal",
        )
    return alive


def objective(alive: Floats) -> Objective:
    ended = alive[:-1] - alive[1:]
    renewals = np.arange(1, len(alive), dtype=np.float64)

    def at(point: Floats) -> tuple[float, Floats]:
        values = alpha, beta = np.exp(point)
        left, left_slopes = _log_beta(alpha, beta, 1.0, renewals - 1)
        stayed, stayed_slopes = _log_beta(alpha, beta, 0.0, renewals[-1:])
        total = float(ended @ left) + float(alive[-1] * stayed[0])
        slopes = left_slopes @ ended + stayed_slopes[:, 0] * alive[-1]
        return total / float(alive[0]), slopes * values / float(alive[0])

    return at


def _log_beta(alpha: float, beta: float, left: float, stayed: Floats) -> tuple[Floats, Floats]:
    """ln B(alpha + left, beta + stayed)/B(alpha, beta), and its derivatives by alpha and beta."""
    whole = digamma(alpha + beta) - digamma(alpha + beta + left + stayed)
    by_alpha = digamma(alpha + left) - digamma(alpha) + whole
    by_beta = digamma(beta + stayed) - digamma(beta) + whole
    return betaln(alpha + left, beta + stayed) - betaln(alpha, beta), np.stack([by_alpha, by_beta])


def survival(fit: Fit, renewals: int) -> Floats:
    """The share of a cohort expected still to run after 0, 1, … ``renewals`` renewals (equation 6)."""
    alpha, beta = fit.require().values
    return np.asarray(np.exp(betaln(alpha, beta + np.arange(renewals + 1)) - betaln(alpha, beta)))


def renewal_rate(fit: Fit, renewal: int) -> float:
    """The share expected to renew at the ``renewal``-th renewal, of those who came to it (equation 7)."""
    alpha, beta = fit.require().values
    return float((beta + renewal - 1) / (alpha + beta + renewal - 1))
