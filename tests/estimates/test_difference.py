"""Two shares and their difference."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.estimates.difference import newcombe


def test_newcombes_own_example() -> None:
    """Newcombe 1998, table II, method 10: 56/70 against 48/80 gives .2000 (.0524, .3339)."""
    assert newcombe((48, 80), (56, 70)) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)


def test_none_of_ten_against_all_of_ten_stays_within_one() -> None:
    difference, low, high = newcombe((0, 10), (10, 10))
    assert difference == high == 1.0
    assert 0 < low < 1


@given(st.integers(1, 500), st.integers(1, 500), st.data())
def test_the_difference_lies_in_its_interval_and_turns_with_it(n: int, m: int, data: st.DataObject) -> None:
    before, after = (data.draw(st.integers(0, n)), n), (data.draw(st.integers(0, m)), m)
    difference, low, high = newcombe(before, after)
    assert -1 - 1e-9 <= low <= difference + 1e-9
    assert difference - 1e-9 <= high <= 1 + 1e-9
    assert newcombe(after, before) == pytest.approx((-difference, -high, -low))
