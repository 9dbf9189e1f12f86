"""Money by the month: exact, and whole units that add up."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.facts.kinds_ties import BILLING_PERIODS
from regulars.measures.monthly import MONTHLY_PARTS, PARTS, STRETCHES, minor, monthly, whole_flows
from tests.loyalty import tale

_DAYS_IN_A_MONTH = Fraction(3652425, 120000)
_DAYS = {"day": 1, "week": 7, "two_weeks": 14, "four_weeks": 28}
_MONTHS = {"month": 1, "two_months": 2, "quarter": 3, "half_year": 6, "year": 12, "two_years": 24}


def test_every_billing_period_is_exact() -> None:
    assert set(MONTHLY_PARTS) == set(BILLING_PERIODS)
    for name, days in _DAYS.items():
        assert monthly(1, name) == _DAYS_IN_A_MONTH / days
    for name, months in _MONTHS.items():
        assert monthly(1, name) == Fraction(1, months)


@pytest.mark.parametrize("every", BILLING_PERIODS)
def test_the_query_says_the_same(every: str) -> None:
    facts = tale(commitments=[f"Anna S1 2024-01-05 started amount=1.00 every={every}"])
    (row,) = facts.run_over("commitments", STRETCHES).to_pylist()
    assert row["monthly_parts"] == 100 * MONTHLY_PARTS[every]


def test_a_tenth_of_a_year_is_shown_in_whole_cents() -> None:
    # 100.00 a year is 8.33 1/3 a month; three such customers pay 25.00.
    assert [minor(n * 10_000 * MONTHLY_PARTS["year"]) for n in (1, 2, 3)] == [833, 1667, 2500]


FLOW = st.integers(0, 10**12)


@given(FLOW, st.tuples(FLOW, FLOW, FLOW), FLOW, FLOW)
def test_flows_add_up_and_stay_within_one_unit(opening: int, more: tuple[int, int, int], less: int, gone: int) -> None:
    flows = [*more, -less, -gone]
    closing = opening + sum(flows)
    whole = whole_flows(opening, flows, closing)
    assert minor(opening) + sum(whole) == minor(closing)
    assert all(abs(w * PARTS - f) < PARTS for w, f in zip(whole, flows, strict=True))
    assert all(w == 0 for w, f in zip(whole, flows, strict=True) if f == 0)
