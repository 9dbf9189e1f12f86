"""From which size on rows go to the disk that are only held until they are written."""

from __future__ import annotations

import duckdb

from regulars.readers.rows.asking import one

_SHARE = 0.45


def spill_early(connection: duckdb.DuckDBPyConnection) -> None:
    """Let rows go to disk beyond .45 of ``memory_limit``, until ``spill_as_set``.

    Rows that are neither sorted nor joined gain nothing from memory: what spills is written in one
    stroke and read in another, so that an import of any length takes no more memory than a short one.
    """
    spill_as_set(connection)
    (whole,) = one(connection, "SELECT current_setting('memory_limit')")
    connection.execute("SET VARIABLE whole_memory = $whole", {"whole": whole})
    size, unit = whole.split(" ")
    _limit(connection, f"{float(size) * _SHARE:.3f} {unit}")


def spill_as_set(connection: duckdb.DuckDBPyConnection) -> None:
    """The whole of ``memory_limit`` is there again; nothing happens where it was."""
    (whole,) = one(connection, "SELECT getvariable('whole_memory')")
    if whole:
        _limit(connection, whole)
        connection.execute("RESET VARIABLE whole_memory")


def _limit(connection: duckdb.DuckDBPyConnection, size: str) -> None:
    connection.execute("SET memory_limit = $size", {"size": size})
