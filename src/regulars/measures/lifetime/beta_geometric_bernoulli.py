"""BG/BB: chances to buy that come at fixed moments (a yearly appeal, a weekly market).

At each chance a living customer buys with a probability that is Beta(alpha, beta) over customers,
and before each chance leaves with a probability that is Beta(gamma, delta).

Source: Fader, Hardie & Shang 2010, Marketing Science 29(6), 1086–1108.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaln, digamma, logsumexp

from regulars.errors import InputError
from regulars.measures.lifetime.checks import column
from regulars.measures.lifetime.conclusion import Question, conclude, unidentified
from regulars.measures.lifetime.fit import Fit
from regulars.measures.lifetime.maximise import Objective, maximise
from regulars.measures.lifetime.model import Edge

Floats = NDArray[np.float64]
NAME = "bg_bb"
PARAMETERS = ("alpha", "beta", "gamma", "delta")
_EDGES = (
    Edge(lambda v: v[2] / (v[2] + v[3]), 1e-3, "no drop-out visible: everybody seems to be still a customer"),
    Edge(lambda v: 1 / (v[2] + v[3]), 1e-3, "all customers seem to have the same chance to leave"),
    Edge(lambda v: 1 / (v[0] + v[1]), 1e-3, "all customers seem to buy with the same chance"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Chances:
    """Customers by what they made of their chances, counted in chances.

    ``bought``: chances taken after the first purchase; ``last``: the last chance taken, 0 if none;
    ``chances``: how many there were; ``weight``: customers who share this.
    """

    bought: Floats
    last: Floats
    chances: Floats
    weight: Floats

    @classmethod
    def of(cls, bought: ArrayLike, last: ArrayLike, chances: ArrayLike, weight: ArrayLike | None = None) -> Chances:
        """Checked and put in an order of its own; InputError where a row cannot be.

        >>> float(Chances.of([0, 1], [0, 6], [6, 6], [3464, 129]).weight.sum())
        3593.0
        """
        x, t, n = column("bought", bought), column("last", last), column("chances", chances)
        w = np.ones_like(x) if weight is None else column("weight", weight)
        if not len(x) or not len(x) == len(t) == len(n) == len(w):
            raise InputError("the columns of chances are empty or unequal", expected="one entry per customer in each")
        whole = (x == np.floor(x)) & (t == np.floor(t)) & (n == np.floor(n))
        sound = whole & (x >= 0) & (x <= t) & (t <= n) & ((x > 0) == (t > 0)) & (n >= 1) & (w > 0)
        if not sound.all():
            row = int(np.argmin(sound))
            raise InputError(
                f"row {row} says {x[row]:g} bought, the last at {t[row]:g}, of {n[row]:g} chances, {w[row]:g} customers",
                expected="whole numbers with bought ≤ last ≤ chances, last 0 only with bought 0, and customers above 0",
                do="count chances, not days",
            )
        order = np.lexsort((w, n, t, x))
        return cls(x[order], t[order], n[order], w[order])


def fit_chances(data: Chances) -> Fit:
    """The parameters alpha, beta, gamma, delta under which these chances taken are most likely."""
    customers = float(data.weight.sum())
    asked = Question(NAME, PARAMETERS, customers, _EDGES)
    if not (data.bought > 0).any():
        return unidentified(asked, f"nobody of {customers:,.0f} customers bought again", "wait for more chances")
    if data.chances.max() < 3:
        why = f"at most {data.chances.max():.0f} chances to buy"
        return unidentified(asked, why, "wait: it takes three or more to tell rare buying from leaving")
    return conclude(asked, maximise(objective(data), np.log(np.array([1.0, 1.0, 0.8, 2.0]))), scales=np.ones(4))


def objective(data: Chances) -> Objective:
    customers = float(data.weight.sum())

    def at(point: Floats) -> tuple[float, Floats]:
        values = np.exp(point)
        total, slopes, _ = log_likelihood(values, data)
        return float(data.weight @ total) / customers, (slopes * values[:, None]) @ data.weight / customers

    return at


def log_likelihood(values: Floats, data: Chances) -> tuple[Floats, Floats, Floats]:
    """Each row's log-likelihood, its derivatives, and P(a customer at the last chance).

    One case for each chance after the last taken at which the customer may have been lost, and
    one for being there still (equation 5).
    """
    alpha, beta, gamma, delta = values
    case = np.arange(int((data.chances - data.last).max()) + 1)[:, None]
    possible = case <= data.chances - data.last
    seen = np.where(possible, data.last + case, data.last)  # chances lived through
    lost = (seen < data.chances) & possible
    missed = seen - data.bought
    log_case = betaln(alpha + data.bought, beta + missed) + betaln(gamma + lost, delta + seen)
    log_case = np.where(possible, log_case, -np.inf)
    total = logsumexp(log_case, axis=0)
    share = np.exp(log_case - total)
    still = np.where(lost, 0.0, share).sum(axis=0)
    buying, leaving = digamma(alpha + beta + seen), digamma(gamma + delta + seen + lost)
    slopes = np.stack(
        [
            digamma(alpha + data.bought) - (share * buying).sum(0) - digamma(alpha) + digamma(alpha + beta),
            (share * (digamma(beta + missed) - buying)).sum(0) - digamma(beta) + digamma(alpha + beta),
            (share * (digamma(gamma + lost) - leaving)).sum(0) - digamma(gamma) + digamma(gamma + delta),
            (share * (digamma(delta + seen) - leaving)).sum(0) - digamma(delta) + digamma(gamma + delta),
        ]
    )
    return total - betaln(alpha, beta) - betaln(gamma, delta), slopes, still


def predict_chances(fit: Fit, data: Chances, ahead: int) -> tuple[Floats, Floats]:
    """P(still a customer at the next chance), and purchases expected in the next ``ahead`` chances.

    Rows in the order of ``data``. Equal to equations 11 and 13 of the source, as a sum over chances.
    """
    values = np.array(fit.require().values)
    alpha, beta, gamma, delta = values
    _, _, still = log_likelihood(values, data)
    step = np.arange(1, ahead + 1)[:, None]
    staying = np.exp(betaln(gamma, delta + data.chances + step) - betaln(gamma, delta + data.chances))
    chance = (alpha + data.bought) / (alpha + beta + data.chances)
    next_one = np.exp(betaln(gamma, delta + data.chances + 1) - betaln(gamma, delta + data.chances))
    return still * next_one, still * chance * staying.sum(axis=0)
