"""Small questions, answered in full."""

from __future__ import annotations

import duckdb
import pytest

from regulars.readers.rows.asking import any_row, has_table, one


def test_one_row_is_asked_for_and_given(connection: duckdb.DuckDBPyConnection) -> None:
    assert one(connection, "SELECT 2 * ?, 'Ana'", [21]) == (42, "Ana")


def test_two_rows_where_one_is_asked_for_are_a_bug(connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(ValueError, match="too many values"):
        one(connection, "SELECT * FROM range(2)")


def test_a_table_has_a_row_or_has_none_of_that_kind(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE OR REPLACE TABLE asked AS SELECT 7 AS amount")
    assert any_row(connection, "asked")
    assert any_row(connection, "asked", "amount = 7")
    assert not any_row(connection, "asked", "amount > 7")


def test_a_table_or_view_is_there_or_not(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE OR REPLACE VIEW seen AS SELECT 1 AS one")
    assert has_table(connection, "seen")
    assert not has_table(connection, "unseen")
