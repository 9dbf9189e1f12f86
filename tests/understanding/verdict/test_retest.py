"""Two halves of time: the correlation, and how sure it is."""

from __future__ import annotations

import numpy as np
import pytest

from regulars.understanding.verdict.retest import retest


def test_the_interval_is_fishers_where_places_are_normal() -> None:
    generator = np.random.default_rng(1)
    before = generator.normal(size=4000)
    found = retest(before, 0.6 * before + 0.8 * generator.normal(size=4000))
    assert found is not None
    reach = 1.6449 / 4000**0.5  # Fisher 1921: the error of artanh(r) is 1/√n
    low, high = np.tanh(np.arctanh(found.correlation) + np.array([-reach, reach]))
    assert found.interval == pytest.approx((low, high), abs=0.003)
    assert found.p < 1e-6


def test_heavy_tails_make_it_wider_and_the_interval_covers() -> None:
    covered, seen = 0, []
    for seed in range(200):
        generator = np.random.default_rng(seed)
        size = np.sqrt(generator.chisquare(5, 300) / 3)  # one size for both halves: t with 5 degrees of freedom
        first, second = generator.multivariate_normal([0, 0], [[1, 0.5], [0.5, 1]], 300).T / size
        found = retest(first, second)
        assert found is not None
        covered += found.interval[0] <= 0.5 <= found.interval[1]
        seen.append(found.interval[1] - found.interval[0])
    assert 168 <= covered <= 192  # 180 expected of 200, four standard errors either way would be 17
    assert np.mean(seen) > 2 * (1 - 0.25) * 1.645 / 300**0.5  # wider than where places are normal


def test_who_does_not_differ_or_are_too_few_have_none() -> None:
    assert retest(np.zeros(50), np.arange(50.0)) is None
    assert retest(np.arange(29.0), np.arange(29.0)) is None


def test_p_is_that_of_a_correlation_of_no_more_than_four_tenths() -> None:
    generator = np.random.default_rng(2)
    before = generator.normal(size=500)
    found = retest(before, 0.4 * before + (1 - 0.16) ** 0.5 * generator.normal(size=500))
    assert found is not None
    assert 0.01 < found.p < 0.99
