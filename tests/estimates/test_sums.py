"""A part of a sum of money: the interval covers, also where a few customers pay most of it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.estimates.proportion import wilson
from regulars.estimates.sums import Bounds, Floats, Sums, kept_and_more, part_of_sum


def sums_of(whole: Floats, part: Floats) -> Sums:
    """Customers in rows, repetitions in columns."""
    n = np.full(whole.shape[1], float(len(whole)))
    sums = (whole, part, whole * whole, part * part, whole * part)
    return Sums(n, *(s.sum(axis=0) for s in sums))


def test_equal_customers_give_wilsons_interval() -> None:
    whole, part = np.full((50, 1), 20.0), np.array([[20.0]] * 5 + [[0.0]] * 45)
    share, low, high = part_of_sum(sums_of(whole, part))
    plain = wilson(np.array([5]), np.array([50]))
    assert float(share[0]) == 0.1
    # The variance counts n - 1, so the interval is a hair wider than over 50.
    assert (float(low[0]), float(high[0])) == pytest.approx((float(plain[0][0]), float(plain[1][0])), abs=0.002)


def test_one_customer_who_pays_nearly_all_leaves_next_to_nothing_known() -> None:
    whole = np.array([[10_000.0]] + [[1.0]] * 99)
    share, low, high = part_of_sum(sums_of(whole, whole * 0))
    # (10,099)² ÷ (10,000² + 99) is 1.02 customers: nothing lost says little.
    assert (float(share[0]), float(low[0])) == (0.0, 0.0)
    assert float(high[0]) > 0.75


def test_nobody_or_a_single_customer_is_no_share() -> None:
    for whole in (np.zeros((5, 1)), np.ones((1, 1))):
        assert all(np.isnan(v[0]) for v in part_of_sum(sums_of(whole, whole * 0)))


def test_what_was_added_may_exceed_what_was_there() -> None:
    whole = np.full((40, 1), 10.0)
    share, low, high = part_of_sum(sums_of(whole, np.array([[10.0], [30.0]] * 20)))
    assert float(share[0]) == 2.0
    assert 1.6 < float(low[0]) < 2.0 < float(high[0]) < 2.4


def bounds(value: float, low: float, high: float) -> Bounds:
    return np.array([value]), np.array([low]), np.array([high])


def test_without_additions_what_is_kept_is_the_rest() -> None:
    value, low, high = kept_and_more(bounds(0.1, 0.05, 0.2), bounds(0.0, 0.0, 0.0))
    assert (float(value[0]), float(low[0]), float(high[0])) == pytest.approx((0.9, 0.8, 0.95))


@pytest.mark.parametrize("spread", [0.0, 0.7, 1.2])
@pytest.mark.parametrize("customers", [30, 100])
def test_the_intervals_cover(customers: int, spread: float) -> None:
    chance = np.random.default_rng(20)
    whole = np.exp(chance.normal(3, spread, (customers, 1500)))
    fate = chance.random(whole.shape)
    less = np.where(fate < 0.1, whole, np.where(fate < 0.15, whole / 2, 0.0))
    more = np.where(fate > 0.9, whole * chance.exponential(0.5, whole.shape), 0.0)
    lost, added = part_of_sum(sums_of(whole, less)), part_of_sum(sums_of(whole, more))
    net = kept_and_more(lost, added)
    assert np.mean((lost[1] <= 0.125) & (lost[2] >= 0.125)) > 0.94
    assert np.mean((net[1] <= 0.925) & (net[2] >= 0.925)) > 0.94


CUSTOMER = st.tuples(st.integers(1, 1000), st.floats(0, 1), st.floats(0, 2))
"""What she pays, what share of it she loses, and how many times of it she adds."""


@given(st.lists(CUSTOMER, min_size=2, max_size=12))
def test_no_interval_leaves_out_its_own_share(customers: list[tuple[int, float, float]]) -> None:
    whole, lost, added = (np.array(values, dtype=np.float64)[:, None] for values in zip(*customers, strict=True))
    less, more = (part_of_sum(sums_of(whole, whole * share)) for share in (lost, added))
    for value, low, high in (less, more, kept_and_more(less, more)):
        assert 0 <= low[0] <= value[0] + 1e-9
        assert value[0] <= high[0] + 1e-9
