"""What DuckDB is refused, said as the world's failure."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from regulars.engines.duckdb import DuckDBEngine
from regulars.engines.duckdb.faults import world
from regulars.errors import EnvironmentFault


def test_too_little_memory_says_what_to_raise() -> None:
    many = "SELECT list(range) FROM range(5000000)"
    with (
        DuckDBEngine(memory_limit="8MiB", threads=1) as engine,
        pytest.raises(EnvironmentFault) as caught,
        engine.world("reading orders.csv"),
    ):
        engine.connection.execute(many)
    assert "Reading orders.csv needs more memory or disk than there is" in str(caught.value)
    assert "What to do: give it more memory (--memory-limit 4GiB" in str(caught.value)
    assert "threads" not in str(caught.value)


def test_what_is_no_fault_of_the_world_stays_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(duckdb.ParserException), world("reading", tmp_path):
        duckdb.connect().execute("SELEKT 1")
