"""Stories about how many of all customers so far were active."""

from __future__ import annotations

from datetime import date

import pytest

from regulars.measures.activity import activity
from regulars.words import Estimate, NotEnough
from tests.measures.random_logs import only
from tests.stories import log


def test_nobody_ever_leaves_the_denominator() -> None:
    facts = log("Anna 2024-01-01 1", "Ben 2024-01-02 1", "Ben 2024-02-03 1", "Cleo 2024-03-31 1", minimum_n=1)
    rows = only(activity(facts).table.to_pylist(), "active", "customers_so_far", "activity_rate")
    assert [tuple(r.values()) for r in rows] == [(2, 2, 1.0), (1, 2, 0.5), (1, 3, pytest.approx(1 / 3))]


def test_the_latest_is_the_last_month_that_is_over() -> None:
    facts = log("Anna 2024-01-01 1", "Ben 2024-02-02 1", minimum_n=1)
    result = activity(facts)
    assert isinstance(result.latest, Estimate)
    assert (result.latest.value, result.latest.n) == (1.0, 1)
    assert result.reading == "Of 1 customer by the end of January 2024, 100 % (21–100 %) bought in it."


def test_without_a_whole_period_there_is_no_latest() -> None:
    assert activity(log("Anna 2024-01-05 1")).latest == NotEnough(0, 1, "activity_rate/1", "no complete period")


def test_only_guests_before_the_day_looked_from() -> None:
    facts = log("- 2024-01-01 1", "Anna 2024-03-01 1", as_of=date(2024, 1, 31))
    result = activity(facts, by="place")
    assert result.n == 0
    assert only(result.table.to_pylist(), "active", "activity_rate") == [{"active": 0, "activity_rate": None}]


def test_a_leap_day_is_in_february() -> None:
    rows = activity(log("Anna 2024-02-29 1", "Anna 2024-03-01 1")).table.to_pylist()
    assert [r["ends"] for r in rows] == [date(2024, 2, 29), date(2024, 3, 31)]
