"""Where an expected number lies, and where the number itself will lie."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import beta, poisson

from regulars.measures.lifetime.doubt import expectation_interval, outcome_interval, parameter_variance, share_interval, spanned
from regulars.measures.lifetime.fit import Fit
from regulars.measures.lifetime.verdict import CONVERGED

KNOWN = Fit("sbg", ("alpha", "beta"), (2.0, 4.0), ((0.01, 0.005), (0.005, 0.04)), -100.0, 50, 1.0, CONVERGED)


def test_the_delta_method() -> None:
    """alpha × beta: its logarithm is the sum of the two, variance .01 + .04 + 2 × .005 = .06; times 8²."""
    variance = parameter_variance(lambda point: np.array([np.exp(point.sum())]), KNOWN)
    assert variance[0] == pytest.approx(64 * 0.06, rel=1e-6)


def test_without_a_covariance_there_is_no_interval() -> None:
    boundary = Fit("sbg", ("alpha",), (2.0,), None, -100.0, 50, 1.0, CONVERGED)
    variance = parameter_variance(lambda point: point, boundary)
    low, high = expectation_interval(np.array([2.0]), variance, 0.95)
    assert np.isnan([variance[0], low[0], high[0]]).all()
    assert np.isnan(outcome_interval(np.array([2.0]), variance, 0.95, whole=True)[0]).all()


def test_an_expectation_stays_above_nought() -> None:
    low, high = expectation_interval(np.array([10.0, 0.0]), np.array([4.0, 0.0]), 0.95)
    assert [low[0], high[0]] == pytest.approx([10 * np.exp(-0.392), 10 * np.exp(0.392)], rel=1e-3)
    assert (low[1], high[1]) == (0, 0)


def test_an_outcome_is_wider_and_whole() -> None:
    low, high = outcome_interval(np.array([100.0]), np.array([100.0]), 0.9, whole=True)
    assert (low[0], high[0]) == (84, 117)
    assert poisson.cdf(117, 100) - poisson.cdf(83, 100) > 0.9


def test_what_is_certain_has_no_width() -> None:
    low, high = outcome_interval(np.array([3.0]), np.array([0.0]), 0.9, whole=True)
    assert (low[0], high[0]) == (3, 3)


def test_a_count_of_people_stays_between_none_and_all() -> None:
    low, high = share_interval(np.array([9.5, 10.0]), np.array([1.0, 0.0]), np.array([10.0, 10.0]), 0.95)
    assert 0 < low[0] < 9.5 < high[0] <= 10
    assert (low[1], high[1]) == (10, 10)
    assert np.isnan(share_interval(np.array([5.0]), np.array([np.nan]), np.array([10.0]), 0.95)[0][0])


def test_a_count_of_people_is_that_of_a_beta_distribution() -> None:
    """Mean .3 and variance .021 of ten are Beta(2.7, 6.3); more variance than any distribution has leaves all open."""
    low, high = share_interval(np.array([3.0, 3.0]), np.array([2.1, 30.0]), np.array([10.0, 10.0]), 0.9)
    assert (low[0] / 10, high[0] / 10) == (pytest.approx(beta.ppf(0.05, 2.7, 6.3)), pytest.approx(beta.ppf(0.95, 2.7, 6.3)))
    assert (low[1], high[1]) == (0, 10)


def test_intervals_are_spanned_and_numbers_are_not() -> None:
    here = {"purchases": np.array([5.0]), "purchases_low": np.array([4.0]), "purchases_high": np.array([6.0])}
    there = {"purchases": np.array([3.0]), "purchases_low": np.array([2.0]), "purchases_high": np.array([4.0])}
    assert {k: v[0] for k, v in spanned(here, [there]).items()} == {"purchases": 5, "purchases_low": 2, "purchases_high": 6}


def test_where_what_is_expected_reaches_beyond_what_will_be_seen_neither_is_known() -> None:
    """Of the second, a rival says that up to 19 purchases are to be expected and at most 12 will be seen: that is no doubt."""
    names = ("expectation_low", "expectation_high", "outcome_low", "outcome_high")
    here = {f"purchases_{n}": np.array([v, v]) for n, v in zip(names, (2.0, 4.0, 0.0, 8.0), strict=True)}
    there = {
        f"purchases_{n}": np.array([v, w]) for n, v, w in zip(names, (1.0, 7.0, 0.0, 9.0), (1.0, 19.0, 0.0, 12.0), strict=True)
    }
    people = {"still_customers_expectation_low": np.array([1.0, 1.0]), "still_customers_outcome_low": np.array([2.0, 2.0])}
    found = spanned(here | people, [there | people])
    assert [found[f"purchases_{n}"][0] for n in names] == [1.0, 7.0, 0.0, 9.0]
    assert all(np.isnan(found[f"purchases_{n}"][1]) for n in names)
    assert found["still_customers_outcome_low"].tolist() == [2.0, 2.0], "people are counted between nobody and all"
    assert spanned(there, []) == there, "without a rival an interval stands as it is"
