"""Pareto/NBD: buying at a rate of one's own until an unseen moment of leaving.

While a customer, purchases follow a Poisson process whose rate is Gamma(r, alpha) over customers;
the time until leaving is exponential with a rate that is Gamma(s, beta) over customers.

Source: Schmittlein, Morrison & Colombo 1987, Management Science 33(1), 1–24; in the form of
Fader & Hardie 2005, "A Note on Deriving the Pareto/NBD Model and Related Expressions".
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma, expit, exprel, gammaln

from regulars.measures.lifetime.departure import departures
from regulars.measures.lifetime.model import Edge, Model, at_counts, start_of_buying
from regulars.measures.lifetime.summary import Histories

Floats = NDArray[np.float64]


def log_likelihood(values: Floats, h: Histories) -> tuple[Floats, Floats, Floats]:
    """Each history's log-likelihood, its derivatives by r, alpha, s, beta, and P(still a customer).

    The sum of two cases: still a customer at T, or left at some moment between t_x and T; the
    second is an integral over that moment (``departures``), whose derivatives are integrals too.
    """
    r, alpha, s, beta = values
    stayed = -(r + h.frequency) * np.log(alpha + h.age) - s * np.log(beta + h.age)
    d = departures(values, h)
    gone = expit(d.log_density - stayed)
    both = np.logaddexp(stayed, d.log_density)
    lead = at_counts(gammaln, r, h) - gammaln(r) + r * np.log(alpha) + s * np.log(beta)
    still = 1 - gone
    slopes = np.stack(
        [
            at_counts(digamma, r, h) - digamma(r) + np.log(alpha) - still * np.log(alpha + h.age) - gone * d.log_buying,
            r / alpha - (r + h.frequency) * (still / (alpha + h.age) + gone * d.inverse_buying),
            np.log(beta) - still * np.log(beta + h.age) + gone * (1 / s - d.log_leaving),
            s / beta - still * s / (beta + h.age) - gone * (s + 1) * d.inverse_leaving,
        ]
    )
    return lead + both, slopes, still


def moments(values: Floats, frequency: Floats, age: Floats, horizon: float) -> tuple[Floats, Floats]:
    """Mean and second factorial moment of a living customer's purchases within ``horizon``.

    Source: the mean is Fader & Hardie 2005, equation 41; the second moment follows from the time
    still to live, Lomax(s, beta + T): E[λ²] E[min(life, horizon)²].
    """
    r, alpha, s, beta = values
    shape, rate, rest = r + frequency, alpha + age, beta + age
    stretch = np.log1p(horizon / rest)
    lived = rest * stretch * exprel((1 - s) * stretch)
    squared = 2 * rest**2 * stretch * (exprel((2 - s) * stretch) - exprel((1 - s) * stretch))
    return shape / rate * lived, shape * (shape + 1) / rate**2 * squared


def means(values: Floats, frequency: Floats, age: Floats, horizons: Floats) -> Floats:
    """The mean alone, as ``moments`` gives it: a row for each of several horizons."""
    r, alpha, s, beta = values
    stretch = np.log1p(horizons[:, None] / (beta + age))
    return np.asarray((r + frequency) / (alpha + age) * (beta + age) * stretch * exprel((1 - s) * stretch))


def newcomer(values: Floats, age: Floats) -> Floats:
    """Expected repeat purchases of a new customer by ``age`` (units of time).

    Source: Fader & Hardie 2005, equation 19: r beta / (alpha (s − 1)) (1 − (beta/(beta + t))^(s − 1)).
    """
    r, alpha, s, beta = values
    stretch = np.log1p(age / beta)
    return np.asarray(r / alpha * beta * stretch * exprel((1 - s) * stretch))


def start(h: Histories) -> Floats:
    r, alpha = start_of_buying(h)
    return np.array([r, alpha, 0.7, 0.5])


PARETO_NBD = Model(
    name="pareto_nbd",
    title="Pareto/NBD",
    parameters=("r", "alpha", "s", "beta"),
    times=(False, True, False, True),
    rate=(1,),
    lifetime=(3,),
    log_likelihood=log_likelihood,
    moments=moments,
    means=means,
    newcomer=newcomer,
    start=start,
    edges=(
        Edge(lambda v: v[2] / v[3], 1e-3, "no drop-out visible: everybody seems to be still a customer"),
        Edge(lambda v: 1 / v[2], 1e-3, "all customers seem to have the same chance to leave at any time"),
        Edge(lambda v: 1 / v[0], 1e-3, "all customers seem to buy at the same rate"),
    ),
    remark="",
    source="Schmittlein, Morrison & Colombo 1987, Management Science 33(1), 1–24; Fader & Hardie 2005",
)
