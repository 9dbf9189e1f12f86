"""What questions see of facts beside purchases: their own days, their groups, and the purchases around them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from regulars.errors import NothingUsable, UsageError
from regulars.facts.events import GROUPS, Span, belonging
from regulars.facts.log import Facts
from regulars.facts.query import Query
from regulars.facts.zones import day_number, day_of
from regulars.settings import Settings
from tests.loyalty import tale

ANSWERED = Query(
    "answered", "Who, when, in which group.", {"duckdb": "SELECT customer_id, day_number, group_value, score FROM events"}
)
PERIODS = Query(
    "periods", "Which period each is in.",
    {"duckdb": "SELECT c.period AS period, c.complete AS complete FROM events AS e "
               "JOIN calendar AS c ON c.day_number = e.day_number AND c.unit = 'month' ORDER BY e.day_number"},
)  # fmt: skip
BEFORE = Query(
    "before", "How often each had bought.",
    {"duckdb": "SELECT e.customer_id AS customer_id, count(v.day_number) AS visits FROM events AS e LEFT JOIN visits AS v "
               "ON v.customer_id = e.customer_id AND v.day_number <= e.day_number GROUP BY e.customer_id"},
)  # fmt: skip


def answered(facts: Facts, by: str | None = None) -> list[tuple[str, date, str]]:
    found = facts.run_over("answers", ANSWERED, by).to_pylist()
    return sorted((r["customer_id"] or "-", day_of(r["day_number"]), r["group_value"]) for r in found)


def test_a_kind_is_seen_from_its_own_first_day_to_its_own_last() -> None:
    facts = tale(purchases=["Anna 2024-01-05 1", "Anna 2024-03-05 1"], answers=["Anna 2024-02-03 recommend 9"])
    assert (facts.starts, facts.as_of) == (date(2024, 1, 5), date(2024, 3, 5))
    assert facts.spans == {"answers": Span(date(2024, 2, 3), date(2024, 2, 3), 1)}
    assert [p.label for p in facts.periods("month", "answers")] == ["February 2024"]
    assert facts.run_over("answers", PERIODS).to_pylist() == [{"period": 0, "complete": False}]


def test_a_day_to_look_from_holds_for_every_kind() -> None:
    facts = tale(
        purchases=["Anna 2024-01-05 1"], answers=["Anna 2024-01-03 recommend 9", "Ben 2024-02-20 recommend 2"],
        complaints=["Ben K1 2024-03-01 opened"], as_of=date(2024, 1, 31),
    )  # fmt: skip
    assert facts.spans == {"answers": Span(date(2024, 1, 3), date(2024, 1, 31), 1, later=1)}
    assert answered(facts) == [("Anna", date(2024, 1, 3), "all")]


def test_days_are_the_shops_own() -> None:
    late = ["Anna 2024-01-31T23:30 recommend 9", "Ben 2024-02-01T00:30 recommend 2"]
    facts = tale(answers=late, settings=Settings(time_zone="America/Los_Angeles"))
    assert [day for _, day, _ in answered(facts)] == [date(2024, 1, 31), date(2024, 2, 1)]


def test_facts_may_hold_no_purchase_at_all() -> None:
    facts = tale(answers=["Anna 2024-02-03 recommend 9"], complaints=["Anna K1 2024-01-01 opened"])
    assert (facts.purchases, facts.starts, facts.as_of) == (0, date(2024, 1, 1), date(2024, 2, 3))


def test_nothing_at_all_is_nothing_usable() -> None:
    with pytest.raises(NothingUsable):
        tale()


def test_a_day_before_every_fact_is_an_error() -> None:
    with pytest.raises(UsageError, match="before the first fact on 2024-02-03"):
        tale(answers=["Anna 2024-02-03 recommend 9"], as_of=date(2024, 1, 1))


def test_groups_are_what_the_fact_says_or_what_was_known_then() -> None:
    facts = tale(
        purchases=["Anna 2024-01-05 1 place=Kaunas", "Anna 2024-03-01 1 place=Vilnius", "Anna 2024-03-02 1 place=Vilnius"],
        attributes=["Anna 2024-02-10 tier gold"],
        answers=["Anna 2024-02-03 recommend 9 survey=a", "Anna 2024-04-03 recommend 9 survey=b", "- 2024-02-04 recommend 1"],
    )
    assert [g for *_, g in answered(facts, "survey")] == ["survey", "a", "b"]
    assert [g for *_, g in answered(facts, "tier")] == ["(unknown)", "(unknown)", "gold"]
    assert [g for *_, g in answered(facts, "home_shop")] == ["(unknown)", "Kaunas", "Vilnius"]
    assert [g for *_, g in answered(facts)] == ["all", "all", "all"]


def test_another_group_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="one of survey, channel, language, home_shop, tier"):
        belonging("answers", "weather", ["tier"])


def test_a_question_sees_the_purchases_around_it() -> None:
    facts = tale(
        purchases=["Anna 2024-01-05 1", "Anna 2024-03-05 1"], answers=["Anna 2024-02-03 recommend 9", "Ben 2024-02-03 x 1"]
    )
    assert sorted((r["customer_id"], r["visits"]) for r in facts.run_over("answers", BEFORE).to_pylist()) == [
        ("Anna", 1),
        ("Ben", 0),
    ]


def test_the_same_question_is_asked_once_for_each_kind() -> None:
    facts = tale(answers=["Anna 2024-02-03 recommend 9"], complaints=["Anna K1 2024-02-03 opened"])
    everyone = Query("everyone", "Who.", {"duckdb": "SELECT customer_id FROM events"})
    assert facts.run_over("answers", everyone) is facts.run_over("answers", everyone)
    assert facts.run_over("answers", everyone) is not facts.run_over("complaints", everyone)


@pytest.mark.parametrize(
    ("until", "day"), [("2024-03-01", "2024-03-01"), ("2024-01-01", "2024-02-03"), ("2199-01-01", "never")]
)
def test_an_end_before_its_own_beginning_is_that_day_and_one_out_of_sight_is_never(until: str, day: str) -> None:
    facts = tale(incentives=[f"Anna I1 2024-02-03 offered until={until}"], as_of=date(2024, 4, 1))
    ends = Query("ends", "When it ends.", {"duckdb": "SELECT valid_to_day FROM events"})
    expected = 1_000_000_000 if day == "never" else day_number(date.fromisoformat(day))
    assert facts.run_over("incentives", ends).to_pylist() == [{"valid_to_day": expected}]


@pytest.mark.parametrize("kind", GROUPS)
def test_every_kind_can_be_asked_by_every_group(kind: str) -> None:
    line = {
        "answers": "Anna 2024-02-03 recommend 9", "complaints": "Anna K1 2024-02-03 opened",
        "advocacy": "Anna 2024-02-03 referred Ben",
        "contacts": "Anna M1 2024-02-03 sent", "incentives": "Anna I1 2024-02-03 offered",
        "commitments": "Anna S1 2024-02-03 started amount=10",
    }[kind]  # fmt: skip
    facts = tale(**{kind: [line]})  # type: ignore[arg-type]
    seen = Query("seen", "When.", {"duckdb": "SELECT customer_id, occurred_at, group_value FROM events"})
    for by in (None, *GROUPS[kind], "home_shop"):
        (found,) = facts.run_over(kind, seen, by).to_pylist()
        assert (found["customer_id"], found["occurred_at"]) == ("Anna", datetime(2024, 2, 3, 12))
