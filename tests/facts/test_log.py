"""Facts: one shop's log, seen from one day, in the shop's own time zone, in groups that never look ahead."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import regulars
from regulars.errors import NothingUsable, UsageError
from regulars.facts.log import Facts, check_period
from regulars.facts.query import Query
from regulars.facts.zones import day_number
from regulars.words import NotEnough
from tests.stories import log

WHO = Query("who", "Each activity.", {"duckdb": "SELECT customer_id, day_number, group_value, amount_minor FROM activity"})


def groups(facts: Facts, by: str | None, **more: Any) -> list[tuple[str, str]]:
    """Customer and group of each purchase, in the order of days."""
    rows = facts.run(WHO, by, **more).to_pylist()
    return [(r["customer_id"], r["group_value"]) for r in sorted(rows, key=lambda r: (r["day_number"], r["customer_id"]))]


def test_a_purchase_late_at_night_belongs_to_the_shops_own_day() -> None:
    facts = log("Anna 2024-03-31T23:30 5.00", "Anna 2024-04-01T00:30 5.00", time_zone="Europe/Vilnius")
    days = sorted(r["day_number"] for r in facts.run(WHO).to_pylist())
    assert days == [day_number(date(2024, 3, 31)), day_number(date(2024, 4, 1))]
    assert (facts.starts, facts.as_of) == (date(2024, 3, 31), date(2024, 4, 1))


def test_a_guest_pays_and_is_nobody_who_could_come_back() -> None:
    facts = log("Anna 2024-01-05 12.00", "- 2024-01-06 3.00")
    assert (facts.purchases, facts.purchases_known) == (2, 1)
    assert [r["customer_id"] for r in facts.run(WHO).to_pylist()] == ["Anna"]


def test_nothing_after_the_asked_day_is_looked_at() -> None:
    facts = log("Anna 2024-01-05 12.00", "Ben 2024-02-01 9.00", "- 2024-03-01 4.00", as_of=date(2024, 1, 31))
    assert [r["customer_id"] for r in facts.run(WHO).to_pylist()] == ["Anna"]
    assert (facts.purchases, facts.purchases_known, facts.purchases_later) == (1, 1, 2)


def test_a_day_after_the_logs_end_may_be_asked_for() -> None:
    facts = log("Anna 2024-01-05 12.00", as_of=date(2024, 2, 29))
    assert [p.label for p in facts.periods("month")] == ["January 2024", "February 2024"]
    assert not facts.covers(facts.periods("month")[0])
    assert facts.covers(facts.periods("month")[1])


def test_a_day_before_the_log_is_refused() -> None:
    with pytest.raises(UsageError, match="as_of is 2023-12-31, before the first purchase on 2024-01-05") as refused:
        log("Anna 2024-01-05 12.00", as_of=date(2023, 12, 31))
    assert "--as-of" in refused.value.do


def test_a_log_of_guests_alone_cannot_say_who_comes_back() -> None:
    with pytest.raises(NothingUsable, match="no purchase by a known customer among 2"):
        log("- 2024-01-05 12.00", "- 2024-01-06 3.00")


def test_a_log_without_times_says_so() -> None:
    assert log("Anna 2024-01-05 12.00").dates_only
    assert not log("Anna 2024-01-05 12.00", "Anna 2024-01-06T10:00 12.00").dates_only


def test_a_purchase_counts_in_its_own_place() -> None:
    facts = log("Anna 2024-01-05 5.00 place=Vilnius", "Anna 2024-01-06 5.00 place=Kaunas", "Ben 2024-01-07 5.00")
    assert groups(facts, None) == [("Anna", "all"), ("Anna", "all"), ("Ben", "all")]
    assert groups(facts, "place") == [("Anna", "Vilnius"), ("Anna", "Kaunas"), ("Ben", "(none)")]


def test_a_home_shop_is_where_she_had_bought_most_until_then() -> None:
    facts = log(
        "Anna 2024-01-01 5.00 place=Vilnius",
        "Anna 2024-01-02 5.00 place=Kaunas",  # one each: of equals the latest
        "Anna 2024-01-03 5.00 place=Vilnius",  # two of three
        "Anna 2024-01-04 5.00 place=Kaunas",  # two each
        "Anna 2024-01-05 5.00 place=Kaunas",
    )
    assert [g for _, g in groups(facts, "home_shop")] == ["Vilnius", "Kaunas", "Vilnius", "Kaunas", "Kaunas"]


def test_an_attribute_groups_only_from_when_it_was_known() -> None:
    facts = log(
        "Anna 2024-01-05 5.00",
        "Anna 2024-02-05 5.00",
        "Anna 2024-03-05 5.00",
        attributes=["Anna 2024-02-01 plan basic", "Anna 2024-03-01 plan gold"],
    )
    assert facts.attribute_names == ("plan",)
    assert [g for _, g in groups(facts, "plan")] == ["(unknown)", "basic", "gold"]


def test_settled_customers_stay_in_the_group_of_their_first_purchase() -> None:
    facts = log("Anna 2024-01-05 5.00 place=Vilnius", "Anna 2024-01-06 5.00 place=Kaunas")
    assert groups(facts, "place", settled=True) == [("Anna", "Vilnius"), ("Anna", "Vilnius")]


def test_a_group_that_is_not_known_is_answered_with_those_that_are() -> None:
    facts = log("Anna 2024-01-05 5.00", attributes=["Anna 2024-01-01 plan gold"])
    with pytest.raises(UsageError, match="Cannot group by 'city'") as refused:
        facts.run(WHO, "city")
    assert refused.value.expected == "one of place, channel, currency, home_shop, plan"


def test_a_question_asked_twice_is_answered_once() -> None:
    facts = log("Anna 2024-01-05 5.00 place=Vilnius")
    assert facts.run(WHO, "place") is facts.run(WHO, "place")
    assert facts.run(WHO, "place") is not facts.run(WHO, "channel")


def test_a_period_has_a_name_that_is_known() -> None:
    assert check_period("quarter") == "quarter"
    with pytest.raises(UsageError, match="Period is 'fortnight'") as refused:
        check_period("fortnight")
    assert refused.value.expected == "one of day, week, month, quarter, year"


def test_a_log_of_refunds_alone_is_a_log_in_which_nobody_buys(tmp_path: Path) -> None:
    orders = tmp_path / "returns.csv"
    orders.write_text("customer,date,amount\nAnna,2024-01-01,-3.00\nBob,2024-02-02,-4.00\n")

    facts = regulars.read(orders)

    assert (facts.starts, facts.as_of, facts.purchases) == (date(2024, 1, 1), date(2024, 2, 2), 0)
    assert isinstance(regulars.retention(facts).latest, NotEnough)
    facts.engine.close()
