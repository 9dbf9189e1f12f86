"""Stories about who came back from one period to the next."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from regulars.errors import UsageError
from regulars.measures.retention import retention
from regulars.words import Estimate, NotEnough
from tests.measures.random_logs import only
from tests.stories import log

COUNTS = ("active_before", "retained", "active", "complete")


def counts(*lines: str, period: str = "month", **settings: Any) -> list[tuple[object, ...]]:
    rows = retention(log(*lines, **settings), period=period).table.to_pylist()
    return [tuple(r.values()) for r in only(rows, *COUNTS)]


def test_anna_comes_back_and_ben_does_not() -> None:
    facts = log(
        "Anna 2024-01-01 12.00", "Ben 2024-01-20 8.50", "Anna 2024-02-03 4.00", "Cleo 2024-02-29 9.00",
        minimum_n=2,
    )  # fmt: skip
    result = retention(facts)
    assert result.table.to_pylist() == [
        {
            "group": None, "starts": date(2024, 2, 1), "ends": date(2024, 2, 29), "complete": True,
            "active_before": 2, "retained": 1, "active": 2,
            "retention_rate": 0.5, "low": pytest.approx(0.0945, abs=1e-4), "high": pytest.approx(0.9055, abs=1e-4),
            "enough": True,
        }
    ]  # fmt: skip
    assert isinstance(result.latest, Estimate)
    assert (result.latest.value, result.latest.n, result.n) == (0.5, 2, 3)
    assert result.reading == "Of 2 customers active in January 2024, 50 % (9–91 %) came back in February 2024."


def test_one_who_came_back_of_two_hundred_is_not_nobody() -> None:
    january = [f"C{number} 2024-01-01 5" for number in range(200)]
    result = retention(log(*january, "C7 2024-02-03 5", "C7 2024-02-29 5"))
    assert result.reading == "Of 200 customers active in January 2024, under 1 % (0–3 %) came back in February 2024."


def test_a_month_without_anybody_is_a_row_of_nothing() -> None:
    assert counts("Anna 2024-01-01 1", "Anna 2024-03-31 1") == [(1, 0, 0, True), (0, 0, 1, True)]


def test_under_the_minimum_the_rate_is_empty_and_the_counts_stay() -> None:
    facts = log("Anna 2024-01-01 1", "Anna 2024-02-29 1")
    (row,) = retention(facts).table.to_pylist()
    assert (row["retained"], row["retention_rate"], row["low"], row["high"], row["enough"]) == (1, None, None, None, False)
    latest = retention(facts).latest
    assert isinstance(latest, NotEnough)
    assert (latest.n, latest.needed) == (1, 30)


def test_a_month_that_is_not_over_is_marked_and_never_the_latest() -> None:
    facts = log("Anna 2024-01-01 1", "Anna 2024-02-05 1", "Ben 2024-02-06 1", "Ben 2024-03-02 1", minimum_n=1)
    result = retention(facts)
    assert [r["complete"] for r in result.table.to_pylist()] == [True, False]
    assert "February" in result.reading


def test_a_log_that_begins_mid_month_has_no_complete_pair_before_the_third_month() -> None:
    lines = [f"Anna 2024-0{m}-15 1" for m in (1, 2, 3)]
    assert counts(*lines, as_of=date(2024, 3, 31)) == [(1, 1, 1, False), (1, 1, 1, True)]


def test_one_purchase_in_all_says_how_much_is_missing() -> None:
    result = retention(log("Anna 2024-01-15 1"))
    assert result.table.num_rows == 0
    assert result.latest == NotEnough(0, 2, "retention_rate/1", "too few complete periods")
    assert result.picture() is None


def test_twice_on_one_day_is_once() -> None:
    assert counts("Anna 2024-01-01T09:00 1", "Anna 2024-01-01T17:00 1", "Anna 2024-01-02 1", period="day") == [(1, 1, 1, True)]


def test_looking_from_the_past_leaves_the_rest_out_and_says_so() -> None:
    facts = log("Anna 2024-01-01 1", "Anna 2024-02-05 1", "Ben 2024-04-01 1", "- 2024-01-09 1", as_of=date(2024, 2, 29))
    result = retention(facts)
    assert len(result.table) == 1
    assert {e.what: e.n for e in result.exclusions} == {
        "purchases without a known customer": 1,
        "purchases after 2024-02-29": 1,
    }


def test_looking_from_the_future_adds_silent_months() -> None:
    assert counts("Anna 2024-01-01 1", as_of=date(2024, 3, 31)) == [(1, 0, 0, True), (0, 0, 0, True)]


@pytest.mark.parametrize(("week_start", "expected"), [("monday", []), ("sunday", [(1, 1, 1, False)])])
def test_the_week_may_begin_on_sunday(week_start: str, expected: list[object]) -> None:
    # Saturday and Sunday are one week from Monday on, and two weeks from Sunday on.
    assert counts("Anna 2024-01-06 1", "Anna 2024-01-07 1", period="week", week_start=week_start) == expected


def test_week_53_is_followed_by_week_1() -> None:
    rows = retention(log("Anna 2020-12-28 1", "Anna 2021-01-10 1", minimum_n=1), period="week")
    assert rows.reading.startswith("Of 1 customer active in week 53 of 2020, 100 %")
    assert rows.reading.endswith("came back in week 1 of 2021.")


def test_the_day_that_clocks_change_is_one_day() -> None:
    # In Vilnius 31 March 2024 has 23 hours: 00:30 and 23:30 are the same day, 00:30 the next another.
    lines = ["Anna 2024-03-31T00:30 1", "Ben 2024-03-31T23:30 1", "Ben 2024-04-01T00:30 1"]
    assert counts(*lines, period="day", time_zone="Europe/Vilnius") == [(2, 1, 1, True)]


def test_a_place_is_a_shop_of_its_own() -> None:
    facts = log("Anna 2024-01-01 1 place=Vilnius", "Anna 2024-02-29 1 place=Kaunas", "Ben 2024-01-02 1", minimum_n=1)
    rows = {r["group"]: (r["active_before"], r["retained"]) for r in retention(facts, by="place").table.to_pylist()}
    assert rows == {None: (2, 1), "(none)": (1, 0), "Kaunas": (0, 0), "Vilnius": (1, 0)}


def test_an_unknown_period_or_group_says_what_there_is() -> None:
    facts = log("Anna 2024-01-01 1", attributes=["Anna 2024-01-01 acquired_through friend"])
    with pytest.raises(UsageError, match="one of day, week, month, quarter, year"):
        retention(facts, period="fortnight")
    with pytest.raises(UsageError, match="place, channel, currency, home_shop, acquired_through"):
        retention(facts, by="colour")


def test_the_result_is_plain_values() -> None:
    told = retention(log("Anna 2024-01-01 1", "Anna 2024-02-29 1"), by="place").to_json()
    assert told["definition"] == "retention_rate/1"
    assert told["rows"][0]["starts"] == "2024-02-01"
    assert told["latest"]["kind"] == "not_enough"
