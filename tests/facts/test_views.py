"""Views: kinds side by side, on the shop's own days, and nothing from after the day looked from."""

from __future__ import annotations

from datetime import date
from typing import Any

from regulars.facts.query import Query
from regulars.facts.views import VIEWS
from regulars.settings import Settings
from tests.loyalty import tale


def told(facts: Any, view: str, *names: str) -> list[tuple[Any, ...]]:
    query = Query(f"all of {view}", "Rows.", {"duckdb": f"SELECT {', '.join(names)} FROM {view} ORDER BY {', '.join(names)}"})
    return [tuple(row.values()) for row in facts.run_among(query, (view,)).to_pylist()]


def test_an_evening_order_lies_on_the_shops_own_day() -> None:
    new_york = Settings(time_zone="America/New_York", minimum_n=1)
    facts = tale(purchases=["Anna 2024-01-05T23:30 12.00", "- 2024-01-05 3.00"], settings=new_york)
    assert told(facts, "orders", "customer_id", "day_number", "hour_of_day") == [("Anna", 19727, 4)]


def test_only_goods_of_known_customers_are_lines() -> None:
    lines = ["Anna O1 2024-01-01 bread 2.00", "Anna O2 2024-01-08 - 1.00", "- O3 2024-01-08 milk 1.00"]
    facts = tale(purchases=["Anna 2024-01-01 3.00", "Anna 2024-01-09 1"],
                 purchase_lines=[*lines, "Anna O1 2024-01-01 post 4.00 role=shipping"])  # fmt: skip
    assert told(facts, "lines", "category", "week_number") == [("(none)", 1), ("bread", 0)]


def test_a_condition_that_began_before_all_facts_or_goes_on_has_no_end() -> None:
    conditions = [
        "- rival_present 2020-01-01 until=2024-01-05",
        "- rival_opened 2024-01-03",
        "- outage 2030-01-01 until=2030-01-02",
    ]
    facts = tale(purchases=["Anna 2024-01-01 1", "Anna 2024-01-09 1"], conditions=conditions)
    assert told(facts, "conditions_held", "condition_name", "first_day", "last_day") == [
        ("outage", 10**9, 10**9), ("rival_opened", 19725, 10**9), ("rival_present", -(10**9), 19727),
    ]  # fmt: skip


def test_what_comes_later_is_not_seen_and_every_view_answers() -> None:
    facts = tale(purchases=["Anna 2024-01-01 1", "Anna 2024-02-01 1"], as_of=date(2024, 1, 15))
    assert told(facts, "orders", "day_number") == [(19723,)]
    column = {view: "place" if view == "conditions_held" else "customer_id" for view in VIEWS if view != "orders"}
    assert [view for view, name in column.items() if told(facts, view, name)] == []
