"""Stories about customers who fell silent."""

from __future__ import annotations

from datetime import date

import pytest

from regulars.errors import UsageError
from regulars.measures.churn import churn
from regulars.words import Estimate, NotEnough
from tests.measures.random_logs import only
from tests.stories import log

COUNTS = ("not_churned_before", "churned", "came_back", "newcomers", "not_churned_after")


def test_anna_stays_ben_is_gone_and_cleo_is_won_back() -> None:
    facts = log(
        "Anna 2024-01-01 1", "Ben 2024-01-02 1", "Cleo 2024-01-03 1", "Anna 2024-01-20 1", "Anna 2024-02-10 1",
        "Cleo 2024-03-15 1", "Anna 2024-03-01 1", minimum_n=1, as_of=date(2024, 3, 31),
    )  # fmt: skip
    result = churn(facts, inactive_after_days=30)
    # After 30 silent days, Ben is churned on 2 February and Cleo on 3 February; she comes back on 15 March.
    assert [tuple(r.values()) for r in only(result.table.to_pylist(), *COUNTS)] == [(3, 2, 0, 0, 1), (1, 0, 1, 0, 2)]
    assert isinstance(result.latest, Estimate)
    assert (result.latest.value, result.latest.n) == (0.0, 1)
    assert result.settings["rule"] == "silent for longer than 30 days, as set"


def test_a_purchase_on_the_day_silence_would_grow_too_long_is_in_time() -> None:
    lines = ("Anna 2024-01-01 1", "Anna 2024-02-01 1", "Ben 2024-01-01 1", "Ben 2024-02-02 1")
    # Thirty days of silence may end on the 31st day, 1 February; one day later is too late.
    table = churn(log(*lines, as_of=date(2024, 2, 29), minimum_n=1), period="month", inactive_after_days=30).table
    assert only(table.to_pylist(), "churned", "came_back") == [{"churned": 1, "came_back": 1}]


def test_months_before_the_base_could_be_seen_have_no_row() -> None:
    facts = log("Anna 2024-01-01 1", as_of=date(2024, 4, 30))
    assert [r["starts"] for r in churn(facts, inactive_after_days=45).table.to_pylist()] == [date(2024, 3, 1), date(2024, 4, 1)]


def test_the_setting_holds_where_no_argument_is_given() -> None:
    facts = log("Anna 2024-01-01 1", as_of=date(2024, 4, 30), inactive_after_days=10)
    assert churn(facts).settings["inactive_after_days"] == 10


def test_without_a_threshold_there_is_no_rate() -> None:
    result = churn(log("Anna 2024-01-01 1", "Anna 2024-02-01 1"))
    assert isinstance(result.latest, NotEnough)
    assert result.table.num_rows == 0
    assert "too few gaps have ended within half the log" in result.reading


def test_a_log_shorter_than_the_threshold_says_so() -> None:
    latest = churn(log("Anna 2024-01-01 1"), inactive_after_days=30).latest
    assert latest == NotEnough(1, 60, "churn_rate/1", "the log is too short, in days")


def test_a_threshold_under_a_day_is_no_threshold() -> None:
    with pytest.raises(UsageError, match="1 or more days"):
        churn(log("Anna 2024-01-01 1"), inactive_after_days=0)
