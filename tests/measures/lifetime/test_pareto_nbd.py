"""Pareto/NBD against 40-digit arithmetic, its own differences, and lives lived."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.measures.lifetime.pareto_nbd import PARETO_NBD, log_likelihood, moments, newcomer
from regulars.measures.lifetime.summary import Summary

# (r, alpha, s, beta, x, t_x, T), the log-likelihood and its derivatives, by mpmath 1.4 with 40
# digits: quadrature over the moment of leaving with breaks at each power of 4.
EXACT = [
    (
        (0.55, 10.58, 0.61, 11.67, 2, 30.43, 38.86),
        -9.561981260842964,
        (0.9350382363928771, -0.00033619440522289105, -1.2366468905559969, 0.037146599243048764),
    ),
    (
        (0.55, 10.58, 0.61, 11.67, 0, 0, 38.86),
        -0.5170251508875385,
        (-0.853244273079079, 0.026180274725338477, 0.353014080852617, -0.012852468286923553),
    ),
    (
        (2, 0.01, 0.5, 30, 50, 1, 39),
        134.61545413496725,
        (-1.1158956765121824, 149.50398501689637, 1.9665596573551012, -0.03168897420640836),
    ),
    (
        (2, 30, 0.5, 0.01, 50, 1, 39),
        -23.39343298587942,
        (3.473378141454133, -1.5898251886123103, -2.9108786172445997, 48.86262130064186),
    ),
    (
        (1, 5, 1, 5, 10000, 20, 39),
        49907.74017194648,
        (8.178068143602324, -399.8000079960176, -0.6095378924420587, 0.12000799760103636),
    ),
    (
        (0.2, 3, 0.001, 0.3, 3, 10, 39),
        -12.368926100366112,
        (3.662579262548808, -0.011302617916915862, 10.450272556154948, 0.0021970895505018665),
    ),
    (
        (5, 300, 40, 0.001, 0, 0, 39),
        -4.2735029374341544e-07,
        (-8.547003952466133e-08, 1.4245005337882507e-09, 1.095769626198726e-08, -0.0004273501601364752),
    ),
    (
        (0.5, 10, 0.6, 12, 200, 0.5, 400),
        383.69818604690965,
        (7.208059334068577, -18.950635146485116, 1.6216590454440225, -0.0774664746675631),
    ),
]


@pytest.mark.parametrize(("at", "likelihood", "slopes"), EXACT)
def test_likelihood_and_gradient_to_nine_digits(at: tuple[float, ...], likelihood: float, slopes: tuple[float, ...]) -> None:
    h = Summary.of([at[4]], [at[5]], [at[6]]).histories
    total, gradient, _ = log_likelihood(np.array(at[:4]), h)
    assert total[0] == pytest.approx(likelihood, rel=1e-10, abs=1e-12)
    assert gradient[:, 0] == pytest.approx(slopes, rel=1e-8, abs=1e-8)


def test_parameters_may_differ_by_customer() -> None:
    h = Summary.of([2, 0], [30, 0], [38, 20]).histories
    each = np.array([[0.5, 0.6], [10, 11], [0.6, 0.7], [12, 13]])
    both = log_likelihood(each, h)[0]
    alone = [log_likelihood(each[:, i], h)[0][i] for i in (0, 1)]
    assert both == pytest.approx(alone, rel=1e-14)


@pytest.mark.parametrize("s", [0.6, 1.0, 2.0, 3.5])
def test_moments_are_those_of_lives_lived(s: float) -> None:
    random = np.random.default_rng(8)
    r, alpha, beta = 0.55, 10.6, 11.7
    rate, leave = random.gamma(r + 2, 1 / (alpha + 38), 300_000), random.gamma(s, 1 / (beta + 38), 300_000)
    bought = random.poisson(rate * np.minimum(random.exponential(1 / leave), 39))
    mean, twice = moments(np.array([r, alpha, s, beta]), np.array([2.0]), np.array([38.0]), 39.0)
    assert mean[0] == pytest.approx(bought.mean(), rel=0.02)
    assert twice[0] == pytest.approx((bought * (bought - 1)).mean(), rel=0.04)


def test_a_newcomer_is_a_customer_of_age_zero() -> None:
    values = np.array([0.55, 10.6, 0.6, 11.7])
    mean, _ = moments(values, np.array([0.0]), np.array([0.0]), 20.0)
    assert newcomer(values, np.array([20.0]))[0] == pytest.approx(mean[0], rel=1e-12)


@given(st.integers(0, 10_000), st.floats(0.1, 300), st.floats(0, 300), st.floats(0.1, 300))
def test_the_longer_the_silence_the_less_likely_a_customer(x: int, t: float, silence: float, longer: float) -> None:
    seen = t if x else 0.0
    h = Summary.of([x, x], [seen, seen], [t + silence, t + silence + longer]).histories
    sooner, later = log_likelihood(np.array([0.55, 10.6, 0.6, 11.7]), h)[2]
    assert 0 <= later <= sooner <= 1
    assert PARETO_NBD.remark == ""
