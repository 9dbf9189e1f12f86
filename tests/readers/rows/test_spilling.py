"""Rows that are only held until they are written leave most of the memory alone, and give it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

import regulars
from regulars.engines.duckdb.engine import DuckDBEngine
from regulars.readers.rows.spilling import spill_as_set, spill_early
from tests.readers.rows.tables import orders


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": "1", "memory_limit": "1GiB"}) as made:
        yield made


def _limit(connection: duckdb.DuckDBPyConnection) -> str:
    return str(connection.execute("SELECT current_setting('memory_limit')").fetchall()[0][0])


def test_less_than_half_is_used_while_rows_are_held_and_all_of_it_after(connection: duckdb.DuckDBPyConnection) -> None:
    spill_early(connection)
    assert _limit(connection) == "460.7 MiB"
    spill_as_set(connection)
    assert _limit(connection) == "1.0 GiB"


def test_who_is_told_twice_spills_no_earlier(connection: duckdb.DuckDBPyConnection) -> None:
    spill_early(connection)
    spill_early(connection)
    assert _limit(connection) == "460.7 MiB"
    spill_as_set(connection)
    spill_as_set(connection)
    assert _limit(connection) == "1.0 GiB"


def test_orders_that_are_gathered_from_rows_have_all_of_it_and_rows_that_are_purchases_do_not() -> None:
    with DuckDBEngine(threads=1) as engine:
        orders(engine, "o-1,Ana,2026-03-01,5.00", "o-1,Ana,2026-03-01,5.00", header="order,customer,date,amount")
        assert _limit(engine.connection) == "1.0 GiB"
        orders(engine, "Ana,2026-03-01,5.00")
        assert _limit(engine.connection) == "460.7 MiB"


def test_what_is_read_in_memory_has_all_of_it_back_for_its_measures(tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text("customer,date,amount\nAna,2026-03-01,5.00\n", encoding="utf-8")
    facts = regulars.read(file, currency="EUR", memory_limit="512MiB")
    assert isinstance(facts.engine, DuckDBEngine)
    assert _limit(facts.engine.connection) == "512.0 MiB"
