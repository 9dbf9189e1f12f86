"""One person under several ids is one customer, in every measure, from the day on which that was known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.engines.duckdb import DuckDBEngine
from regulars.facts.identities import clusters, known_as
from regulars.facts.kinds import KINDS
from regulars.facts.log import Facts
from regulars.measures.activity import activity
from regulars.measures.retention import retention
from regulars.settings import Settings
from tests.stories import purchase, table_of

LETTERS = st.sampled_from("abcdefgh")


@pytest.fixture
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine(threads=1) as made:
        for kind in KINDS.values():
            made.put(kind.name, kind.schema.empty_table())
        yield made


def merged(engine: DuckDBEngine, pairs: list[tuple[str, str, date]], **settings: object) -> Facts:
    """Anna came in January as C-1, in February with the app as T-8, in March as C-9; Ben came in January and March."""
    chosen = Settings(minimum_n=1, **settings)  # type: ignore[arg-type]
    visits = [("C-1", 1), ("T-8", 2), ("C-9", 3), ("Ben", 1), ("Ben", 3), (None, 3)]
    rows = [purchase(n, who, date(2024, month, 10), ZoneInfo("UTC"), currency="EUR") for n, (who, month) in enumerate(visits)]
    engine.put("purchases", table_of(KINDS["purchases"], rows))
    known = [
        {
            "fact_id": bytes([n] * 16),
            "customer_id": one,
            "same_as": other,
            "occurred_at": datetime.combine(day, datetime.min.time()),
        }
        for n, (one, other, day) in enumerate(pairs)
    ]
    engine.put("identities", table_of(KINDS["identities"], known))
    return Facts.over(engine, chosen)


NEW_YEAR = date(2024, 1, 1)


def test_one_customer_merged_from_three_came_back_each_month(engine: DuckDBEngine) -> None:
    apart = merged(engine, [])
    assert apart.customers == 4
    assert [r["retained"] for r in retention(apart).table.to_pylist()] == [0, 0]
    together = merged(engine, [("T-8", "C-1", NEW_YEAR), ("C-9", "T-8", NEW_YEAR)])
    assert together.customers == 2
    assert [(r["active_before"], r["retained"]) for r in retention(together).table.to_pylist()] == [(2, 1), (1, 1)]
    assert [r["active"] for r in activity(together).table.to_pylist()] == [2, 1, 2]


def test_takings_and_guests_are_as_they_were(engine: DuckDBEngine) -> None:
    facts = merged(engine, [("T-8", "C-1", NEW_YEAR)])
    assert (facts.purchases, facts.purchases_known) == (6, 5)


def test_a_look_back_sees_the_customers_of_that_day(engine: DuckDBEngine) -> None:
    pairs = [("T-8", "C-1", NEW_YEAR), ("C-9", "C-1", date(2024, 3, 20))]
    assert merged(engine, pairs, as_of=date(2024, 3, 31)).customers == 2
    assert merged(engine, pairs, as_of=date(2024, 3, 15)).customers == 3
    assert Facts.over(engine, Settings(minimum_n=1, as_of=date(2024, 3, 31))).customers == 2, "and forward again"


def test_who_was_referred_is_known_as_the_customer_she_is(engine: DuckDBEngine) -> None:
    row = {"fact_id": b"1" * 16, "customer_id": "Ben", "other_customer_id": "T-8", "act": "referred",
           "occurred_at": datetime(2024, 2, 1), "occurred_precision": "day"}  # fmt: skip
    engine.put("advocacy", table_of(KINDS["advocacy"], [row]))
    merged(engine, [("T-8", "C-1", NEW_YEAR)])
    assert engine.connection.sql("SELECT customer_id, other_customer_id FROM advocacy").fetchall() == [("Ben", "C-1")]
    assert engine.connection.sql("SELECT other_customer_id FROM advocacy_as_recorded").fetchall() == [("T-8",)]


def test_nobody_merged_costs_no_view(engine: DuckDBEngine) -> None:
    merged(engine, [])
    kinds = engine.connection.sql("SELECT DISTINCT table_type FROM information_schema.tables").fetchall()
    assert kinds == [("BASE TABLE",)]


def test_a_circle_ends_at_its_least_id_and_oneself_is_nobody_else() -> None:
    assert known_as([("b", "c"), ("c", "b"), ("d", "d")]) == {"c": "b"}


@given(st.lists(st.tuples(LETTERS, LETTERS), max_size=12))
def test_whatever_the_pairs_every_id_has_one_name_and_a_name_has_no_other(pairs: list[tuple[str, str]]) -> None:
    known = known_as(pairs)
    assert not set(known) & set(known.values())
    for one, other in pairs:
        assert known.get(one, one) == known.get(other, other)
    assert known == known_as(pairs[::-1])
    assert sum(len(ids) for ids in clusters(p for p in pairs if p[0] != p[1])) == len(set(known) | set(known.values()))


def test_pairs_by_the_thousand_are_quick_and_deep_chains_no_trouble() -> None:
    chain = [(f"{n:05d}", f"{n + 1:05d}") for n in range(20_000)]
    assert set(known_as(chain).values()) == {"20000"}
