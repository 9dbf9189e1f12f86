"""Stories about the second purchase."""

from __future__ import annotations

from datetime import date

import pytest

from regulars.errors import UsageError
from regulars.measures.second_purchase import second_purchase
from regulars.words import Estimate, NotEnough
from tests.stories import log

STORY = (
    "Anna 2024-01-01 1", "Anna 2024-01-01 1", "Anna 2024-01-06 1",  # back after 5 days; twice on one day is once
    "Ben 2024-01-01 1", "Ben 2024-01-11 1",  # back after 10 days
    "Cleo 2024-01-01 1",  # not back in 30 days
    "Dan 2024-01-24 1",  # seen for 7 days only
)  # fmt: skip


def test_who_is_not_back_counts_as_long_as_seen() -> None:
    rows = second_purchase(log(*STORY, as_of=date(2024, 1, 31), minimum_n=1), within_days=[5, 7, 10, 30]).table.to_pylist()
    told = [(r["within_days"], r["returned"], r["at_risk"], round(r["share"], 4)) for r in rows]
    # Of four, one by day 5. Dan leaves after day 7, so on day 10 one of two: 1 - 3/4 × 1/2.
    assert told == [(5, 1, 4, 0.25), (7, 1, 3, 0.25), (10, 2, 2, 0.625), (30, 2, 1, 0.625)]
    assert rows[0]["median_days"] == 10.0


def test_the_repurchase_rate_is_a_plain_share() -> None:
    result = second_purchase(log(*STORY, as_of=date(2024, 1, 31), minimum_n=4))
    rate = result.figures["repurchase_rate"]
    assert isinstance(rate, Estimate)
    assert (rate.value, rate.n) == (0.5, 4)


def test_a_group_is_that_of_the_first_purchase() -> None:
    facts = log("Anna 2024-01-01 1 channel=web", "Anna 2024-01-06 1 channel=till", "Ben 2024-01-31 1 channel=till")
    rows = second_purchase(facts, by="channel", within_days=[7]).table.to_pylist()
    assert [(r["group"], r["customers"], r["returned"]) for r in rows] == [(None, 2, 1), ("till", 1, 0), ("web", 1, 1)]


def test_too_few_customers_leave_shares_empty() -> None:
    result = second_purchase(log(*STORY))
    assert result.table.column("share").null_count == len(result.table)
    assert isinstance(result.latest, NotEnough)
    assert result.picture() is None


def test_a_horizon_has_at_least_a_day() -> None:
    with pytest.raises(UsageError, match="1 or more"):
        second_purchase(log(*STORY), within_days=[0])
