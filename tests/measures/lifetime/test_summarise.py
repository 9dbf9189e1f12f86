"""Anna came on 1, 8 and 15 January (twice that day), Ben on 10 January, Cleo after the end."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from regulars.errors import MixedCurrencies, UsageError
from regulars.facts.log import Facts
from regulars.measures.lifetime.summarise import (
    QUERY,
    minor_units,
    require_one_currency,
    seen_until,
    seen_until_and_after,
    summarise,
)
from tests.stories import log

STORY = (
    "Anna 2024-01-01 10.00",
    "Anna 2024-01-08 6.00",
    "Anna 2024-01-15T09:00 7.00",
    "Anna 2024-01-15T18:00 3.00",
    "Ben 2024-01-10 20.00",
    "Cleo 2024-01-29 9.00",
    "- 2024-01-12 4.00",
)


@pytest.fixture
def facts() -> Facts:
    return log(*STORY)


def test_each_customer_in_three_numbers_and_a_mean(facts: Facts) -> None:
    s = summarise(facts, date(2024, 1, 22))
    assert s.customer_ids.to_pylist() == ["Anna", "Ben"]
    assert s.frequency.tolist() == [2, 0]
    assert s.recency.tolist() == [2, 0]
    assert s.age.tolist() == [3, pytest.approx(12 / 7)]
    assert s.spend is not None
    assert s.spend[0] == 8
    assert np.isnan(s.spend[1])


def test_until_the_end_of_the_log_everybody_counts(facts: Facts) -> None:
    s = summarise(facts, unit_days=1)
    assert s.customer_ids.to_pylist() == ["Anna", "Ben", "Cleo"]
    assert s.age.tolist() == [28, 19, 0]


def test_purchases_after_a_day_are_counted_apart(facts: Facts) -> None:
    table = seen_until_and_after(facts, date(2024, 1, 10), 7)
    assert table.drop_columns(["days_before", "days_after"]).equals(seen_until(facts, date(2024, 1, 10)))
    seen = table.to_pylist()
    assert [(r["customer_id"], r["days"], r["days_before"], r["days_after"]) for r in seen] == [
        ("Anna", 2, 1, 1),
        ("Ben", 1, 1, 0),
    ]


def test_the_order_of_rows_does_not_show(facts: Facts) -> None:
    back = summarise(log(*reversed(STORY)))
    assert back.histories.recency.tolist() == summarise(facts).histories.recency.tolist()


def test_a_day_is_the_shops_own() -> None:
    """23:30 and 00:30 in Vilnius are two days there, and one in UTC."""
    late = ("Anna 2024-01-05T23:30 5.00", "Anna 2024-01-06T00:30 5.00", "Ben 2024-01-09 1.00")
    assert summarise(log(*late, time_zone="Europe/Vilnius")).frequency.tolist() == [1, 0]


def test_a_refund_may_leave_less_than_nothing() -> None:
    s = summarise(log("Anna 2024-01-01 10.00", "Anna 2024-01-08 -6.00"))
    assert s.spend is not None
    assert s.spend.tolist() == [-6]


def test_a_guest_who_paid_in_dollars_changes_nothing() -> None:
    s = summarise(log("Anna 2024-01-01 10.00", "Anna 2024-01-08 6.00", "- 2024-01-03 7.00 currency=USD"))
    assert s.spend is not None
    assert s.spend.tolist() == [6.0]


def test_amounts_of_two_currencies_have_no_mean() -> None:
    s = summarise(log("Anna 2024-01-01 10.00", "Anna 2024-01-08 6.00 currency=USD"))
    assert s.spend is None
    with pytest.raises(MixedCurrencies, match="several currencies"):
        require_one_currency(s)


def test_a_yen_has_no_cents() -> None:
    facts = log("Anna 2024-01-01 10.00 currency=JPY", "Anna 2024-01-08 6.00 currency=JPY")
    assert minor_units(facts) == 1


def test_a_day_outside_the_log_is_refused(facts: Facts) -> None:
    with pytest.raises(UsageError, match="outside the log"):
        summarise(facts, date(2025, 1, 1))


def test_the_query_says_what_it_returns() -> None:
    assert QUERY.sentence.startswith("For each customer seen until a day")
