"""One period of contracts: whole units that add up, and shares that know who pays how much."""

from __future__ import annotations

import pytest

from regulars.measures.revenue_rows import FLOWS, NOBODY, money, shares
from regulars.settings import Settings

# Three customers who pay a third of a euro each (100 a year over 300), in 19,200ths of a cent: one pays double, one leaves.
THIRD = 33 * 19_200 + 6_400
COUNTED = {
    **NOBODY, "opening": 3 * THIRD, "added": THIRD, "gone": THIRD, "closing": 3 * THIRD, "customers_before": 3,
    "customers_kept": 2, "customers_after": 2, "whole_squares": 3 * (100 / 3) ** 2, "less_squares": (100 / 3) ** 2,
    "less_products": (100 / 3) ** 2, "more_squares": (100 / 3) ** 2, "more_products": (100 / 3) ** 2,
}  # fmt: skip


def test_amounts_add_up_in_whole_cents() -> None:
    told = money(COUNTED)
    assert (told["before_minor"], told["after_minor"]) == (100, 100)
    assert sum(told[f"{flow}_minor"] for flow in FLOWS) == 0
    assert (told["expansion_minor"], told["churned_minor"]) in ((34, -34), (33, -33))


def test_the_three_shares_and_their_order() -> None:
    told = shares(COUNTED, Settings(minimum_n=3))
    assert (told["gross_share"], told["net_share"], told["customers_share"]) == pytest.approx((2 / 3, 1.0, 2 / 3))
    assert told["gross_low"] < 2 / 3 < told["gross_high"] <= 1
    assert told["net_low"] < 1 < told["net_high"]
    # Equal customers: money and heads are in doubt alike, but for the n - 1 of the variance.
    assert told["gross_low"] == pytest.approx(told["customers_low"], abs=0.06)


def test_too_few_have_no_share_and_one_alone_never() -> None:
    assert shares(COUNTED, Settings(minimum_n=4))["gross_share"] is None
    assert shares({**COUNTED, "customers_before": 1}, Settings(minimum_n=1))["enough"] is False
    assert money(NOBODY)["after_minor"] == 0
