"""Orders of customers against what came."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.measures.lifetime.ranks import Gains, gains, weighted_ranks


def test_weights_stand_for_customers() -> None:
    assert weighted_ranks(np.array([1.0, 2.0]), np.array([2.0, 3.0])).tolist() == [1.5, 4]


def test_a_perfect_order_gains_all_and_the_reverse_loses_as_much() -> None:
    came = np.array([0.0, 1.0, 5.0])
    assert gains(came * 2, came).share == pytest.approx(1)
    assert gains(-came, came).share == pytest.approx(-1)


def test_mixing_up_those_who_never_come_loses_nothing() -> None:
    came = np.array([0.0, 0.0, 0.0, 4.0])
    assert gains(np.array([0.3, 0.1, 0.2, 9.0]), came).share == pytest.approx(1)


def test_no_order_gains_nothing() -> None:
    assert gains(np.ones(3), np.array([0.0, 1.0, 2.0])).share == 0


def test_the_error_of_a_difference_is_that_of_repeated_draws() -> None:
    random = np.random.default_rng(1)
    differences, claimed = [], []
    for _ in range(300):
        rate = random.gamma(0.5, 2, 400)
        a, b, came = random.poisson(rate), random.poisson(rate), random.poisson(rate).astype(np.float64)
        one, two = gains(a.astype(np.float64), came), gains(b.astype(np.float64), came)
        differences.append(one.share - two.share)
        claimed.append(float(np.std(one.influence - two.influence)) / 20)
    assert np.mean(claimed) == pytest.approx(np.std(differences), rel=0.15)


@given(st.lists(st.integers(0, 9), min_size=2, max_size=30))
def test_the_order_of_rows_does_not_show(values: list[int]) -> None:
    came = np.array(values, dtype=np.float64)
    expected = np.sin(came * 7) + came
    back = gains(expected[::-1], came[::-1])
    assert back.share == pytest.approx(gains(expected, came).share)
    assert -1 - 1e-9 <= back.share <= 1 + 1e-9


def test_within_chance_nobody_is_better() -> None:
    some = Gains(0.50, np.random.default_rng(1).normal(size=100))
    assert some.better_than(Gains(0.49, np.zeros(100))) is None
    assert some.better_than(Gains(0.1, some.influence + 0.01)) is True
    assert Gains(0.1, some.influence).better_than(some) is False
