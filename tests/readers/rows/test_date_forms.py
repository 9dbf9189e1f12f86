"""Day and month are told apart over a whole column, or an error names both readings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from regulars.engines.duckdb import DuckDBEngine
from regulars.errors import AmbiguousDates
from tests.readers.rows.tables import orders, orders_scan, take


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine(threads=1) as made:
        yield made


def test_one_day_after_the_twelfth_decides_for_all(engine: DuckDBEngine) -> None:
    taken = orders(engine, "Ana|3/4/2024|1", "Bo|25/4/2024|1")
    assert [p["occurred_at"].month for p in taken.purchases] == [4, 4]


def test_it_may_stand_far_behind_the_sample(engine: DuckDBEngine) -> None:
    scan, mapping = orders_scan(engine, [["Ana|3/4/2024|1"] * 60 + ["Bo|4/25/2024|1"]])
    taken = take(engine, (scan, mapping))
    assert {p["occurred_at"].month for p in taken.purchases if p["customer_id"] == "Ana"} == {3}


def test_a_file_that_proves_nothing_follows_the_others(engine: DuckDBEngine) -> None:
    bought = orders_scan(engine, [["Ana|25/4/2024|1"]], name="bought")
    more = orders_scan(engine, [["Bo|3/4/2024|1|web"]], "customer,date,amount,channel", name="more")
    assert {p["occurred_at"].month for p in take(engine, bought, more).purchases} == {4}


def test_an_ambiguous_column_is_told_with_both_readings(engine: DuckDBEngine) -> None:
    with pytest.raises(AmbiguousDates, match=r"8:26 is 12 January \(day first: the log runs 2010-01-12 .*\) or 1 December"):
        orders(engine, "Ana|12/1/2010 8:26|1")


def test_the_setting_decides(engine: DuckDBEngine) -> None:
    assert orders(engine, "Ana|12/1/2010|1", date_order="mdy").purchases[0]["occurred_at"].month == 12


def test_two_orders_in_one_column_are_a_contradiction(engine: DuckDBEngine) -> None:
    with pytest.raises(
        AmbiguousDates, match=r"1 can only be day first \(such as 25/4/2024\), 1 only month first \(such as 4/26/2024\)"
    ):
        orders(engine, "Ana|25/4/2024|1", "Bo|4/26/2024|1")
