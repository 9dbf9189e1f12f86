"""Noise is told apart from differences between customers, and pulls each one to her peers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.understanding.evidence.evidence import FloatArray
from regulars.understanding.evidence.indicators import INDICATORS
from regulars.understanding.evidence.seen import Seen
from regulars.understanding.evidence.shrinking import between_customers, shrunk_column

WEEKDAY = INDICATORS["same_weekday"]


def seen(raw: list[float], observed: list[int], spread: list[float], expected: float | None = 0.0) -> Seen:
    n, often = len(raw), np.array(observed, np.int64)
    return Seen(
        np.arange(n), often, np.array(raw), np.full(n, np.nan if expected is None else expected),
        np.array(spread, np.float64), np.asarray(often - 1.0, np.float64), np.asarray(1.0 / often, np.float64),
    )  # fmt: skip


def test_two_customers_who_differ_beyond_noise() -> None:
    # Residuals 1 and 3, each of ten trials that scatter by 0.9 in all: sigma² = 1.8 / 18 = 0.1, noise 0.01.
    # Between them the variance is 2, of which 0.01 is noise.
    column = shrunk_column(WEEKDAY, replace(seen([1.0, 3.0], [10, 10], [0.9, 0.9]), rows=np.array([1, 2])), 3)
    assert column.z.tolist() == pytest.approx([0.0, -1 / 1.99**0.5, 1 / 1.99**0.5])
    assert column.s[1:].tolist() == pytest.approx([(0.01 / 1.99) ** 0.5] * 2)
    assert column.s[0] == np.inf
    assert column.observed.tolist() == [0, 10, 10]
    assert column.expected[1:].tolist() == pytest.approx([2.0, 2.0])  # what all show, as nothing else was expected
    assert np.isnan(column.raw[0])


def test_customers_who_differ_by_no_more_than_chance_are_told_apart_by_nothing() -> None:
    column = shrunk_column(WEEKDAY, seen([0.4, 0.6], [5, 5], [4.0, 4.0]), 2)
    assert column.shrunk.tolist() == [0.0, 0.0]
    assert column.sd.tolist() == pytest.approx([1.0, 1.0])
    assert between_customers(np.array([]), np.array([])) == (0.0, 0.0)


def test_peers_are_those_seen_as_often() -> None:
    # The more visits, the higher the share, for everybody alike: nobody stands out.
    often = [2, 4, 8, 16, 32]
    shares = [0.1 * np.log2(n) for n in often]
    column = shrunk_column(WEEKDAY, seen(shares, often, [0.0] * 5, None), 5)
    assert column.expected.tolist() == pytest.approx(column.raw.tolist())
    alike = shrunk_column(WEEKDAY, seen([0.2, 0.4], [3, 3], [0.0, 0.0], None), 2)
    assert alike.expected.tolist() == pytest.approx([0.3, 0.3])


def test_where_nobody_was_seen_twice_half_of_the_spread_is_noise() -> None:
    column = shrunk_column(WEEKDAY, seen([0.0, 1.0, 0.0, 1.0], [1] * 4, [0.0] * 4), 4)
    # Variance 1/4, of which 1/8 is taken for noise: the sample's own is 1/3, and 1/3 - 1/8 is left.
    assert (column.s**2).tolist() == pytest.approx([(1 / 8) / (1 / 3 - 1 / 8)] * 4)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(-5, 5), min_size=3, max_size=30), st.floats(0.01, 2), st.floats(0.1, 1000))
def test_the_variance_between_customers_follows_the_unit(residual: list[float], noise: float, unit: float) -> None:
    values: FloatArray = np.array(residual)
    doubt = np.linspace(0.5, 1.5, len(values)) * noise
    mean, between = between_customers(values, doubt)
    again = between_customers(values * unit, doubt * unit**2)
    assert again == pytest.approx((mean * unit, between * unit**2), rel=1e-6, abs=1e-9 * unit**2)
    assert between >= 0
    assert between <= 2 * values.var(ddof=1) + 1e-9


def test_what_differs_by_the_order_of_adding_up_changes_nothing() -> None:
    shares, often = [0.1, 0.30000000000000004, 0.7, 0.35], [10, 12, 9, 30]
    other = [0.1, 0.3, 0.7000000000000001, 0.35]  # as another order of the same sums gives it
    one, another = (shrunk_column(WEEKDAY, seen(x, often, [0.9, 0.8, 0.7, 0.9]), 4) for x in (shares, other))
    assert one.z.tolist() == another.z.tolist()
    assert one.s.tolist() == another.s.tolist()
