"""BG/NBD and MBG/NBD against their closed forms, and against differences of themselves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.special import beta, gamma, hyp2f1

from regulars.measures.lifetime.beta_geometric import BG_NBD, MBG_NBD
from regulars.measures.lifetime.model import Model
from regulars.measures.lifetime.summary import Summary

Floats = NDArray[np.float64]
VALUES = np.array([0.2426, 4.4136, 0.7929, 2.4259])
BOTH = pytest.mark.parametrize(("model", "first"), [(BG_NBD, 0), (MBG_NBD, 1)])
SOME = Summary.of([0, 0, 1, 2, 7, 30], [0, 0, 3, 30.43, 20, 38], [38.86, 2, 38.86, 38.86, 30, 39])


def likelihood(first: int, x: float, t: float, age: float) -> float:
    """Fader, Hardie & Lee 2005, equation 6, and Batislam et al. 2007, written out."""
    r, alpha, a, b = VALUES
    buying = gamma(r + x) * alpha**r / gamma(r)
    stayed = beta(a, b + x + first) / beta(a, b) * (alpha + age) ** -(r + x)
    left = beta(a + 1, b + x - 1 + first) / beta(a, b) * (alpha + t) ** -(r + x)
    return float(np.log(buying * (stayed + (left if x + first > 0 else 0.0))))


@BOTH
def test_the_likelihood_is_the_papers(model: Model, first: int) -> None:
    h = SOME.histories
    ours = model.log_likelihood(VALUES, h)[0]
    theirs = [likelihood(first, *row) for row in zip(h.frequency, h.recency, h.age, strict=True)]
    assert ours == pytest.approx(theirs, rel=1e-12)


@BOTH
def test_the_gradient_is_the_likelihoods_slope(model: Model, first: int) -> None:
    h = SOME.histories
    slopes = model.log_likelihood(VALUES, h)[1]
    for i, step in enumerate(1e-6 * VALUES):
        aside = np.zeros(4)
        aside[i] = step
        rise = model.log_likelihood(VALUES + aside, h)[0] - model.log_likelihood(VALUES - aside, h)[0]
        assert slopes[i] == pytest.approx(rise / (2 * step), rel=1e-6, abs=1e-8)


@BOTH
@pytest.mark.parametrize("a", [0.2, 0.7929, 1.7, 6.0])
def test_expected_purchases_are_the_closed_form(model: Model, first: int, a: float) -> None:
    r, alpha, _, b = VALUES
    x, age, ahead = np.array([0.0, 2.0, 10.0]), np.array([10.0, 38.86, 30.0]), 39.0
    m = x + first
    power = ((alpha + age) / (alpha + age + ahead)) ** (r + x)
    series = hyp2f1(r + x, b + m, a + b + m - 1, ahead / (alpha + age + ahead))
    closed = (a + b + m - 1) / (a - 1) * (1 - power * series)
    mean, _ = model.moments(np.array([r, alpha, a, b]), x, age, ahead)
    assert mean == pytest.approx(closed, rel=1e-9)


@BOTH
def test_there_is_no_hole_where_a_is_one(model: Model, first: int) -> None:
    means = [
        float(model.moments(np.array([0.24, 4.4, a, 2.4]), np.array([2.0]), np.array([38.0]), 39.0)[0][0])
        for a in (1 - 1e-9, 1.0, 1 + 1e-9)
    ]
    assert means[0] == pytest.approx(means[1], rel=1e-7)
    assert means[2] == pytest.approx(means[1], rel=1e-7)


@BOTH
def test_moments_are_those_of_lives_lived(model: Model, first: int) -> None:
    """200,000 living customers with two repeats in 38 weeks, each with a rate and a chance to leave."""
    random = np.random.default_rng(8)
    r, alpha, a, b = 0.24, 4.4, 0.8, 2.4
    rate, leave = random.gamma(r + 2, 1 / (alpha + 38), 200_000), random.beta(a, b + 2 + first, 200_000)
    bought = np.minimum(random.poisson(rate * 39), random.geometric(leave))
    mean, twice = model.moments(np.array([r, alpha, a, b]), np.array([2.0]), np.array([38.0]), 39.0)
    assert mean[0] == pytest.approx(bought.mean(), rel=0.02)
    assert twice[0] == pytest.approx((bought * (bought - 1)).mean(), rel=0.04)


@BOTH
def test_a_newcomer_is_a_customer_of_age_zero(model: Model, first: int) -> None:
    a, b = VALUES[2:]
    still = b / (a + b) if first else 1.0
    mean, _ = model.moments(VALUES, np.array([0.0]), np.array([0.0]), 20.0)
    assert model.newcomer(VALUES, np.array([20.0]))[0] == pytest.approx(float(mean[0]) * still, rel=1e-12)


def test_bg_nbd_is_sure_of_a_one_time_buyer_and_says_so() -> None:
    anna_once = Summary.of([0], [0], [500]).histories
    assert BG_NBD.log_likelihood(VALUES, anna_once)[2][0] == 1
    assert MBG_NBD.log_likelihood(VALUES, anna_once)[2][0] < 0.9
    assert "MBG/NBD does not" in BG_NBD.remark


@given(st.integers(1, 10_000), st.floats(0.1, 300), st.floats(0, 300), st.floats(0.1, 300), st.sampled_from([BG_NBD, MBG_NBD]))
def test_the_longer_the_silence_the_less_likely_a_customer(
    x: int, t: float, silence: float, longer: float, model: Model
) -> None:
    h = Summary.of([x, x], [t, t], [t + silence, t + silence + longer]).histories
    sooner, later = model.log_likelihood(VALUES, h)[2]
    assert 0 <= later <= sooner <= 1
