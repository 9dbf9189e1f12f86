"""Small questions to the connection, their answers read to the end."""

from __future__ import annotations

from typing import Any

import duckdb


def one(connection: duckdb.DuckDBPyConnection, sql: str, values: list[Any] | None = None) -> tuple[Any, ...]:
    """The one row of an answer."""
    (row,) = connection.execute(sql, values).fetchall()
    return tuple(row)


def any_row(connection: duckdb.DuckDBPyConnection, table: str, condition: str = "true") -> bool:
    """Whether a table has a row of which ``condition`` holds."""
    return bool(connection.execute(f"SELECT 1 FROM {table} WHERE {condition} LIMIT 1").fetchall())


def has_table(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    return any_row(connection, "information_schema.tables", f"table_name = '{name}'")
