"""Rows that only wait to be written leave most of the memory alone, for as long as they wait."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

import regulars
from regulars.engines.duckdb.engine import DuckDBEngine
from regulars.readers.rows.waiting import wait_in_less, wait_no_longer


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": "1", "memory_limit": "1GiB"}) as made:
        yield made


def _limit(connection: duckdb.DuckDBPyConnection) -> str:
    return str(connection.execute("SELECT current_setting('memory_limit')").fetchall()[0][0])


def test_less_than_half_is_used_while_rows_wait_and_all_of_it_after(connection: duckdb.DuckDBPyConnection) -> None:
    wait_in_less(connection)
    assert _limit(connection) == "460.7 MiB"
    wait_no_longer(connection)
    assert _limit(connection) == "1.0 GiB"


def test_who_waits_twice_waits_in_no_less(connection: duckdb.DuckDBPyConnection) -> None:
    wait_in_less(connection)
    wait_in_less(connection)
    assert _limit(connection) == "460.7 MiB"
    wait_no_longer(connection)
    wait_no_longer(connection)
    assert _limit(connection) == "1.0 GiB"


def test_what_is_read_in_memory_has_all_of_it_back_for_its_measures(tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text("customer,date,amount\nAna,2026-03-01,5.00\n", encoding="utf-8")
    facts = regulars.read(file, currency="EUR", memory_limit="512MiB")
    assert isinstance(facts.engine, DuckDBEngine)
    assert _limit(facts.engine.connection) == "512.0 MiB"
