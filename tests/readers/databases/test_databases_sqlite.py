"""SQLite: a table or a query, read and never written."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from regulars.errors import BrokenFile, EnvironmentFault, NotATable, UsageError
from tests.readers.opening import reading, write


def test_a_table_is_read(sqlite_shop: Path) -> None:
    with reading(f"sqlite:///{sqlite_shop}?table=orders") as read:
        assert [c.type for c in read.scan.columns] == ["DECIMAL(38, 10)", "VARCHAR", "VARCHAR", "DECIMAL(38, 10)"]
        assert [r[1:3] for r in sorted(read.rows())] == [
            ("C-1", "2024-03-05 10:12:00"), ("C-2", "2024-03-06 11:00:00"), ("C-1", "2024-04-06 11:00:00"),
        ]  # fmt: skip
        assert [p[1:] for p in read.places()] == [(1, None), (2, None), (3, None)]
        assert read.scan.files == (f"sqlite:///{sqlite_shop} orders",)


def test_a_query_is_read(sqlite_shop: Path) -> None:
    query = "SELECT customer, customer, sum(amount) AS amount FROM orders GROUP BY 1"
    with reading(f"sqlite:///{sqlite_shop}?query={query}") as read:
        assert [c.name for c in read.scan.columns] == ["customer", "customer (2)", "amount"]
        assert len(read.rows()) == 2


def test_what_is_no_text_does_not_stop_it(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "s.db") as connection:
        connection.execute("CREATE TABLE orders (a, b)")
        connection.execute("INSERT INTO orders VALUES (CAST(X'ff41' AS TEXT), X'42'), (17850.0, 1.5)")
    connection.close()
    with reading(f"sqlite:///{tmp_path / 's.db'}?table=orders") as read:
        assert sorted(read.rows()) == [("17850", "1.5"), ("\ufffdA", "B")]


@pytest.mark.parametrize(
    "query",
    ["DELETE FROM orders", "ATTACH 'other.db' AS o", "SELECT 1; DROP TABLE orders", "PRAGMA user_version", "SELEC 1"],
)
def test_a_query_reads_and_does_nothing_else(sqlite_shop: Path, query: str) -> None:
    before = sqlite_shop.read_bytes()
    with (
        pytest.raises(UsageError, match=r"The query on sqlite:///.* can't be run"),
        reading(f"sqlite:///{sqlite_shop}?query={query}"),
    ):
        pass
    assert sqlite_shop.read_bytes() == before


def test_faults_are_told(sqlite_shop: Path, tmp_path: Path) -> None:
    with (
        pytest.raises(NotATable, match="has no table 'ordres'; did you mean orders"),
        reading(f"sqlite:///{sqlite_shop}?table=ordres"),
    ):
        pass
    with (
        pytest.raises(NotATable, match="query has no rows"),
        reading(f"sqlite:///{sqlite_shop}?query=SELECT * FROM orders WHERE false"),
    ):
        pass
    with pytest.raises(UsageError, match="is no file"), reading(f"sqlite:///{tmp_path}/none.db?table=orders"):
        pass
    other = write(tmp_path / "other.db", "not a database at all, but some words " * 50)
    with pytest.raises(NotATable, match="is no SQLite database"), reading(f"sqlite:///{other}?table=orders"):
        pass


def test_a_database_that_is_damaged(sqlite_shop: Path) -> None:
    whole = bytearray(sqlite_shop.read_bytes())
    whole[4096:] = b"\xff" * (len(whole) - 4096)
    broken = write(sqlite_shop.with_name("broken.db"), bytes(whole))
    with pytest.raises(BrokenFile, match="is damaged"), reading(f"sqlite:///{broken}?table=orders"):
        pass
    with reading(f"sqlite:///{broken}?table=orders", f"sqlite:///{sqlite_shop}?table=orders", keep_going=True) as read:
        assert len(read.rows()) == 3
        assert read.opened.broken[0].file == f"sqlite:///{broken} orders"


def test_a_database_that_another_program_holds(sqlite_shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    holder = sqlite3.connect(sqlite_shop, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    opened = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: opened(*a, **{**k, "timeout": 0}))
    with pytest.raises(EnvironmentFault, match="can't be opened now"), reading(f"sqlite:///{sqlite_shop}?table=orders"):
        pass
    holder.close()
