"""How many answers tell a share closely enough."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from regulars.estimates.sample_size import sample_size


def test_among_very_many_ninety_seven_tell_within_ten_in_a_hundred() -> None:
    assert sample_size(0.1, 10**9) == 97, "1.96² ÷ 4 ÷ 0.01 = 96.04, rounded up"


def test_among_1364_ninety_do() -> None:
    assert sample_size(0.1, 1364) == 90, "96.04 ÷ (1 + 95.04 ÷ 1364) = 89.8"


def test_of_five_customers_all_must_be_asked() -> None:
    assert sample_size(0.1, 5) == 5


@given(st.floats(0.01, 0.5), st.integers(1, 10**7))
def test_closer_needs_more_and_never_more_than_there_are(within: float, population: int) -> None:
    assert 1 <= sample_size(within, population) <= population
    assert sample_size(within / 2, population) >= sample_size(within, population)
