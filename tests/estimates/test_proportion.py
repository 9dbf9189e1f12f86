"""Wilson's interval against published and exact values."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.estimates.proportion import wilson


def test_newcombe_1998_table_i() -> None:
    # Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3.
    low, high = wilson(np.array([81, 15, 0, 1]), np.array([263, 148, 20, 29]))
    assert low.round(4).tolist() == [0.2553, 0.0624, 0.0, 0.0061]
    assert high.round(4).tolist() == [0.3662, 0.1605, 0.1611, 0.1718]


def test_nobody_is_unknown() -> None:
    low, high = wilson(np.array([0]), np.array([0]))
    assert np.isnan([low[0], high[0]]).all()


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_mirrors(drawn: tuple[int, int]) -> None:
    part, whole = (np.array([v]) for v in drawn)
    (low,), (high,) = wilson(part, whole)
    assert 0 <= low <= drawn[0] / drawn[1] <= high <= 1
    assert (1 - wilson(whole - part, whole)[1][0]) == pytest.approx(low)
