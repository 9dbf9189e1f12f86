"""What measures see of a log: its days, its groups, and nothing from after the day looked from."""

from __future__ import annotations

from datetime import date

import pytest

from regulars.errors import NothingUsable, UsageError
from regulars.facts.query import Query
from tests.stories import log

VISITS = Query("visits", "Who, when, in which group.", {"duckdb": "SELECT customer_id, day_number, group_value FROM activity"})


def groups(facts: object, by: str | None, **more: bool) -> list[tuple[str, str]]:
    rows = facts.run(VISITS, by, **more).to_pylist()  # type: ignore[attr-defined]
    return [(r["customer_id"], r["group_value"]) for r in sorted(rows, key=lambda r: (r["day_number"], r["customer_id"]))]


def test_a_group_is_that_of_the_purchase_and_settled_that_of_the_first() -> None:
    facts = log("Anna 2024-01-01 1 place=Vilnius", "Anna 2024-02-01 1 place=Kaunas", "Ben 2024-02-02 1")
    assert groups(facts, "place") == [("Anna", "Vilnius"), ("Anna", "Kaunas"), ("Ben", "(none)")]
    assert groups(facts, "place", settled=True) == [("Anna", "Vilnius"), ("Anna", "Vilnius"), ("Ben", "(none)")]
    assert groups(facts, None, settled=True) == [("Anna", "all"), ("Anna", "all"), ("Ben", "all")]


def test_an_attribute_is_what_was_known_at_the_time() -> None:
    facts = log("Anna 2024-01-01 1", "Anna 2024-02-01 1", attributes=["Anna 2024-01-15 tier gold"])
    assert groups(facts, "tier") == [("Anna", "(unknown)"), ("Anna", "gold")]


def test_the_home_shop_never_knows_the_future() -> None:
    lines = [f"Anna 2024-01-0{day} 1 place={place}" for day, place in enumerate(("K", "V", "V", "K", "K"), 1)]
    assert [g for _, g in groups(log(*lines), "home_shop")] == ["K", "V", "V", "K", "K"]


def test_what_comes_later_is_counted_and_not_seen() -> None:
    facts = log("Anna 2024-01-01 1", "Ben 2024-02-01 1", "- 2024-02-02 1", as_of=date(2024, 1, 31))
    assert groups(facts, None) == [("Anna", "all")]
    assert (facts.purchases, facts.purchases_known, facts.purchases_later) == (1, 1, 2)


def test_the_same_question_is_asked_once() -> None:
    facts = log("Anna 2024-01-01 1")
    assert facts.run(VISITS) is facts.run(VISITS)


def test_a_day_before_the_log_is_an_error() -> None:
    with pytest.raises(UsageError, match="before the first purchase on 2024-01-05"):
        log("Anna 2024-01-05 1", as_of=date(2024, 1, 1))


def test_only_guests_are_nothing_to_measure() -> None:
    with pytest.raises(NothingUsable):
        log("- 2024-01-05 1")


def test_a_list_of_customers_is_no_log_and_the_error_says_what_it_is() -> None:
    with pytest.raises(NothingUsable) as caught:
        log(attributes=["Anna 2024-01-15 January 10"])
    assert caught.value.found == "the rows say what is known of customers (January), and nothing that they bought"
    assert caught.value.expected.endswith("a column for each month won't do")
