"""BG/NBD and MBG/NBD: buying at a rate of one's own, with a chance to leave after each purchase.

While a customer, purchases follow a Poisson process whose rate is Gamma(r, alpha) over customers;
after a purchase the customer leaves with a probability that is Beta(a, b) over customers. In
BG/NBD the first chance to leave comes with the first *repeat*, so a one-time buyer is certainly
still a customer; in MBG/NBD it comes with the first purchase. ``m`` counts the chances survived.

Source: Fader, Hardie & Lee 2005, Marketing Science 24(2), 275–284 (equations 6, 10 and appendix);
Batislam, Denizel & Filiztekin 2007, International Journal of Research in Marketing 24(3), 201–209.
"""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma, expit, gammaln

from regulars.measures.lifetime.model import Edge, Model, at_counts, start_of_buying
from regulars.measures.lifetime.quadrature import beta_nodes
from regulars.measures.lifetime.summary import Histories

Floats = NDArray[np.float64]


def log_likelihood(values: Floats, h: Histories, *, first: int) -> tuple[Floats, Floats, Floats]:
    """Each history's log-likelihood, its derivatives by r, alpha, a, b, and P(still a customer).

    ``first`` is 1 where the first purchase already is a chance to leave (MBG/NBD), else 0.
    """
    r, alpha, a, b = values
    log_age, log_last = np.log(alpha + h.age), np.log(alpha + h.recency)
    before_last = b + h.frequency + (first - 1)
    left = np.log(a) - np.log(np.where(before_last > 0, before_last, 1.0)) - (r + h.frequency) * log_last
    stayed = -(r + h.frequency) * log_age
    if not first:
        left = np.where(h.frequency > 0, left, -np.inf)
    gone = expit(left - stayed)
    both = np.logaddexp(stayed, left)
    total = _lead(gammaln, r, a, b, h, first) + r * np.log(alpha) + both
    slopes = _slopes(values, h, first, gone, log_age, log_last)
    return total, slopes, 1 - gone


def _lead(function: np.ufunc, r: Floats, a: Floats, b: Floats, h: Histories, first: int) -> Floats:
    """ln Γ(r+x)/Γ(r) + ln B(a, b+m)/B(a, b), with ``function`` ln Γ."""
    purchases = at_counts(function, r, h) - function(r)
    survived = at_counts(function, b + first, h) - at_counts(function, a + b + first, h)
    return np.asarray(purchases + survived - function(b) + function(a + b))


def _slopes(values: Floats, h: Histories, first: int, gone: Floats, log_age: Floats, log_last: Floats) -> Floats:
    r, alpha, a, b = values
    stayed = 1 - gone
    before_last = b + h.frequency + (first - 1)
    leaving = np.where(gone > 0, gone / np.where(before_last > 0, before_last, 1.0), 0.0)
    both = digamma(a + b) - at_counts(digamma, a + b + first, h)
    by_r = at_counts(digamma, r, h) - digamma(r) + np.log(alpha) - stayed * log_age - gone * log_last
    by_alpha = r / alpha - (r + h.frequency) * (stayed / (alpha + h.age) + gone / (alpha + h.recency))
    by_a = both + gone / a
    by_b = both + at_counts(digamma, b + first, h) - digamma(b) - leaving
    return np.stack([by_r, by_alpha, by_a, by_b])


def moments(values: Floats, frequency: Floats, age: Floats, horizon: float, *, first: int) -> tuple[Floats, Floats]:
    """Mean and second factorial moment of a living customer's purchases within ``horizon``.

    Equal to the closed form with ₂F₁ (Fader, Hardie & Lee 2005, equation 10), as an average over
    the chance p to leave, Beta(a, b + m), by Gauss–Jacobi quadrature: this has no hole at a = 1
    and does not overflow for thousands of purchases. Given p and the rate λ, the mean is
    (1 − exp(−λpt))/p and the second factorial moment 2(1 − p)(1 − exp(−λpt)(1 + λpt))/p².
    """
    r, alpha, a, b = values
    p, share = beta_nodes(a, b + frequency + first)
    power, reach = (r + frequency)[..., None], horizon / (alpha + age)[..., None]
    grown = reach * p
    none = -power * np.log1p(grown)  # ln of the chance of no purchase that could end it
    mean = -np.expm1(none) / p
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        pairs = (1 - np.exp(none) * (1 + power * grown / (1 + grown))) / p**2
    pairs = np.where(power * grown < 1e-4, power * (power + 1) / 2 * reach**2, pairs)
    return (mean * share).sum(-1), (2 * (1 - p) * pairs * share).sum(-1)


def means(values: Floats, frequency: Floats, age: Floats, horizons: Floats, *, first: int) -> Floats:
    """The mean alone, as ``moments`` gives it: a row for each of several horizons."""
    r, alpha, a, b = values
    p, share = beta_nodes(a, b + frequency + first)
    power, rate, share = (r + frequency)[..., None], (alpha + age)[..., None], share / p
    return np.stack([(-np.expm1(-power * np.log1p(h / rate * p)) * share).sum(-1) for h in horizons])


def newcomer(values: Floats, age: Floats, *, first: int) -> Floats:
    """Expected repeat purchases of a new customer by ``age`` (units of time).

    Source: Fader, Hardie & Lee 2005, equation 9; for MBG/NBD times the chance to survive the
    first purchase.
    """
    r, alpha, a, b = values
    p, share = beta_nodes(np.asarray(a), np.asarray(b + first))
    bought = -np.expm1(-r * np.log1p(age[:, None] * p / alpha)) / p
    return np.asarray((bought * share).sum(-1) * (b / (a + b) if first else 1.0))


def start(h: Histories) -> Floats:
    r, alpha = start_of_buying(h)
    return np.array([r, alpha, 0.8, 2.5])


_EDGES = (
    Edge(lambda v: v[2] / (v[2] + v[3]), 1e-3, "no drop-out visible: everybody seems to be still a customer"),
    Edge(lambda v: v[3] / (v[2] + v[3]), 1e-3, "nobody seems to stay beyond the first chance to leave"),
    Edge(lambda v: 1 / (v[2] + v[3]), 1e-3, "all customers seem to have the same chance to leave"),
    Edge(lambda v: 1 / v[0], 1e-3, "all customers seem to buy at the same rate"),
)


def _model(name: str, title: str, first: int, remark: str, source: str) -> Model:
    return Model(
        name=name,
        title=title,
        parameters=("r", "alpha", "a", "b"),
        times=(False, True, False, False),
        rate=(1,),
        lifetime=(2, 3),
        log_likelihood=partial(log_likelihood, first=first),
        moments=partial(moments, first=first),
        means=partial(means, first=first),
        newcomer=partial(newcomer, first=first),
        start=start,
        edges=_EDGES,
        remark=remark,
        source=source,
    )


BG_NBD = _model(
    "bg_nbd",
    "BG/NBD",
    0,
    "BG/NBD lets nobody leave before a first repeat: a one-time buyer counts as still a customer with "
    "probability 1, however long the silence; MBG/NBD does not",
    "Fader, Hardie & Lee 2005, Marketing Science 24(2), 275–284",
)
MBG_NBD = _model(
    "mbg_nbd",
    "MBG/NBD",
    1,
    "",
    "Batislam, Denizel & Filiztekin 2007, International Journal of Research in Marketing 24(3), 201–209",
)
