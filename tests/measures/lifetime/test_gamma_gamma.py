"""What purchases are worth: the likelihood, the expectation, and who cannot be counted."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import gamma

from regulars.measures.lifetime import gamma_gamma
from regulars.measures.lifetime.gamma_gamma import fit_spend, log_likelihood, objective, spend_moments, spenders
from regulars.measures.lifetime.summary import Summary

VALUES = np.array([6.25, 3.74, 15.44])


def amounts(n: int, seed: int = 3) -> Summary:
    random = np.random.default_rng(seed)
    x = random.integers(0, 9, n)
    own = random.gamma(3.74, 1 / 15.44, n)
    mean = np.where(x > 0, random.gamma(6.25 * np.maximum(x, 1), 1 / own) / np.maximum(x, 1), np.nan)
    return Summary.of(x, np.where(x > 0, 5.0, 0.0), np.full(n, 10.0), spend=mean)


def test_the_likelihood_is_the_integral_over_customers() -> None:
    p, q, v = VALUES
    x, m = 3.0, 32.0
    whole = quad(lambda nu: gamma.pdf(m, p * x, scale=1 / (nu * x)) * gamma.pdf(nu, q, scale=1 / v), 0, 5)[0]
    assert log_likelihood(VALUES, np.array([x]), np.array([m]))[0][0] == pytest.approx(np.log(whole), rel=1e-8)


def test_customers_seven_at_a_time_make_the_hill_of_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    x, m, w, _ = spenders(amounts(40))
    hill, point = objective(x, m, w), np.log(VALUES)
    height, slope = hill(point)
    monkeypatch.setattr(gamma_gamma, "AT_ONCE", 7)
    lower, flatter = hill(point)
    assert lower == pytest.approx(height, rel=1e-12)
    assert flatter == pytest.approx(slope, rel=1e-9)


def test_the_gradient_is_the_slope() -> None:
    x, m = np.array([1.0, 4.0]), np.array([20.0, 55.0])
    slopes = log_likelihood(VALUES, x, m)[1]
    for i in range(3):
        aside = np.zeros(3)
        aside[i] = 1e-5
        rise = log_likelihood(VALUES + aside, x, m)[0] - log_likelihood(VALUES - aside, x, m)[0]
        assert slopes[i] == pytest.approx(rise / 2e-5, rel=1e-6)


def test_a_customer_is_expected_between_the_own_mean_and_everybodys() -> None:
    mean, square = spend_moments(VALUES, np.array([0.0, 2.0, 1000.0]), np.array([np.nan, 100.0, 100.0]))
    everybody = 6.25 * 15.44 / 2.74
    assert mean[0] == pytest.approx(everybody)
    assert everybody < mean[1] < 100
    assert mean[2] == pytest.approx(100, rel=0.01)
    assert (square > mean**2).all()


def test_where_no_mean_exists_there_is_none() -> None:
    mean, square = spend_moments(np.array([6.0, 0.9, 15.0]), np.array([0.0]), np.array([np.nan]))
    assert np.isnan(mean[0])
    assert np.isinf(square[0])


def test_the_currencys_unit_cancels_and_the_truth_is_found() -> None:
    euros = amounts(4000)
    assert euros.spend is not None
    cents = Summary.of(euros.frequency, euros.recency, euros.age, spend=euros.spend * 100)
    small, large = fit_spend(euros), fit_spend(cents)
    assert large.values == pytest.approx(np.array(small.values) * [1, 1, 100], rel=1e-6)
    for name, truth in zip(small.names, VALUES, strict=True):
        low, high = small.interval(name, 0.99)
        assert low < truth < high


def test_nought_and_negative_amounts_are_left_out_and_counted() -> None:
    """Refunds above purchases make a mean below nought: no Gamma amount is like that."""
    plain = amounts(300)
    assert plain.spend is not None
    spend = plain.spend.copy()
    repeated = np.flatnonzero(plain.frequency > 0)[:3]
    spend[repeated] = [0.0, -5.0, -0.01]
    found = fit_spend(Summary.of(plain.frequency, plain.recency, plain.age, spend=spend))
    assert found.left_out == fit_spend(plain).left_out + 3
    assert found.verdict.ending == "converged"
    assert np.isfinite(spend_moments(np.array(found.values), plain.frequency, spend)[0]).all()


@pytest.mark.parametrize(
    ("x", "spend", "why"),
    [
        ([0, 0], [np.nan, np.nan], "nobody repeated with an amount above 0"),
        ([1] * 9, [5.0 + k for k in range(9)], "too few of them twice"),
        ([2] * 9, [5.0] * 9, "every customer spends the same"),
    ],
)
def test_what_cannot_be_told_is_said(x: list[int], spend: list[float], why: str) -> None:
    found = fit_spend(Summary.of(x, [1 if k else 0 for k in x], [9] * len(x), spend=spend))
    assert found.verdict.ending == "not_identified"
    assert why in found.verdict.why


def test_a_summary_without_amounts_has_nobody_to_count() -> None:
    found = fit_spend(Summary.of([2], [1], [9]))
    assert (found.verdict.ending, found.left_out) == ("not_identified", 1)


def test_a_sample_of_very_many_leads_to_the_same_summit(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = fit_spend(amounts(3000))
    monkeypatch.setattr("regulars.measures.lifetime.gamma_gamma.MANY", 1000)
    monkeypatch.setattr("regulars.measures.lifetime.gamma_gamma.THIN", 500)
    assert fit_spend(amounts(3000)).values == pytest.approx(plain.values, rel=1e-6)
