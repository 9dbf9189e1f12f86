"""DuckDB: a table or a query in Arrow batches, from a file that is only read."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from regulars.errors import BrokenFile, EnvironmentFault, NotATable, UsageError
from tests.readers.opening import reading, write


def test_a_table_is_read_with_its_types(duckdb_shop: Path) -> None:
    with reading(f"duckdb:///{duckdb_shop}?table=orders") as read:
        assert sorted(read.rows())[0] == (1001, "C-1", datetime(2024, 3, 5, 10, 12), Decimal("12.50"))
        assert [p[1:] for p in read.places()] == [(1, None), (2, None), (3, None)]
        assert read.scan.files == (f"duckdb:///{duckdb_shop} orders",)


def test_a_query_is_read(duckdb_shop: Path) -> None:
    with reading(f"duckdb:///{duckdb_shop}?query=SELECT customer, sum(amount) AS amount FROM orders GROUP BY 1") as read:
        assert len(read.rows()) == 2


@pytest.mark.parametrize("query", ["DELETE FROM orders", "SELECT * FROM read_csv('/etc/passwd')", "SELEC 1", "INSTALL httpfs"])
def test_a_query_reads_this_database_and_nothing_else(duckdb_shop: Path, query: str) -> None:
    with (
        pytest.raises(UsageError, match=r"The query on duckdb:///.* can't be run"),
        reading(f"duckdb:///{duckdb_shop}?query={query}"),
    ):
        pass


def test_faults_are_told(duckdb_shop: Path, tmp_path: Path) -> None:
    with (
        pytest.raises(NotATable, match="has no table 'ordres'; did you mean orders"),
        reading(f"duckdb:///{duckdb_shop}?table=ordres"),
    ):
        pass
    with (
        pytest.raises(NotATable, match="query has no rows"),
        reading(f"duckdb:///{duckdb_shop}?query=SELECT * FROM orders WHERE false"),
    ):
        pass
    with pytest.raises(UsageError, match="is no file"), reading(f"duckdb:///{tmp_path}/none.db?table=orders"):
        pass
    other = write(tmp_path / "other.duckdb", "not a database at all " * 500)
    with pytest.raises(NotATable, match="is no DuckDB database"), reading(f"duckdb:///{other}?table=orders"):
        pass


def test_a_database_that_is_open_elsewhere(duckdb_shop: Path) -> None:
    with (
        duckdb.connect(str(duckdb_shop)),
        pytest.raises(EnvironmentFault, match="can't be opened now"),
        reading(f"duckdb:///{duckdb_shop}?table=orders"),
    ):
        pass


def test_a_database_that_is_damaged(duckdb_shop: Path) -> None:
    content = bytearray(duckdb_shop.read_bytes())
    content[12] = 250
    newer = write(duckdb_shop.with_name("newer.duckdb"), bytes(content))
    with pytest.raises(BrokenFile, match="can't be read"), reading(f"duckdb:///{newer}?table=orders"):
        pass
