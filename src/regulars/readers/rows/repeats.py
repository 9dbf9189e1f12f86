"""Rows that stand more than once: found by their hashes, so that only they are grouped."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from regulars.readers.rows.asking import one

_MANY = 0.1  # where more of the rows than this share a hash, all are grouped at once
AT_ONCE = 12_000_000
"""Hashes held at a time: 96 MB of them."""
_BATCH = 500_000


def count_repeats(connection: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str]) -> bool:
    """Leave each row of a table once, with a column ``n`` of how often it stood there, where any did so twice.

    Nothing is changed, and False returned, where no two rows are alike. Grouping ten million rows costs a
    third of reading them; hashing, sorting and comparing costs a fifteenth.
    """
    alike = f"hash({', '.join(columns)})"
    (rows,) = one(connection, f"SELECT count(*) FROM {table}")
    shared, standing = shared_hashes(connection, table, alike, rows)
    if standing > rows * _MANY:
        connection.execute(f"CREATE OR REPLACE TABLE {table} AS SELECT *, count(*) AS n FROM {table} GROUP BY ALL")
    elif standing:
        _group_some(connection, table, alike, shared)
    return standing > 0


def shared_hashes(
    connection: duckdb.DuckDBPyConnection, table: str, alike: str, rows: int, at_once: int = AT_ONCE
) -> tuple[npt.NDArray[np.uint64], int]:
    """The hashes that more than one row has, and how many rows have one of them.

    ``alike``: SQL of a row's hash. Of more rows than ``at_once``, a part of the hashes is looked at after the other.
    """
    found, standing = [np.empty(0, np.uint64)], 0
    query = f"SELECT {alike} AS alike FROM {table}"
    for hashes in _at_once(connection, query) if rows <= at_once else _in_parts(connection, query, -(-3 * rows // at_once)):
        hashes.sort()
        again = hashes[1:][hashes[1:] == hashes[:-1]]
        shared = again[np.diff(again, prepend=again[:1] ^ np.uint64(1)) != 0]
        found.append(shared)
        standing += len(again) + len(shared)
    return np.concatenate(found), standing


def _at_once(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[npt.NDArray[np.uint64]]:
    yield connection.execute(query).fetchnumpy()["alike"]


def _in_parts(connection: duckdb.DuckDBPyConnection, query: str, parts: int) -> Iterator[npt.NDArray[np.uint64]]:
    """The hashes that a query yields, equal ones in the same part; the parts wait on the disk, next to what spills."""
    (folder,) = one(connection, "SELECT current_setting('temp_directory')")
    beside = folder if Path(folder).is_dir() else None
    with ExitStack() as stack:
        files = [stack.enter_context(tempfile.TemporaryFile(dir=beside)) for _ in range(parts)]
        for batch in connection.sql(query).to_arrow_reader(_BATCH):
            hashes = batch.column(0).to_numpy()
            part = hashes % np.uint64(parts)
            for number, file in enumerate(files):
                hashes[part == number].tofile(file)
        for file in files:
            file.seek(0)
            yield np.fromfile(file, np.uint64)


def _group_some(connection: duckdb.DuckDBPyConnection, table: str, alike: str, shared: npt.NDArray[np.uint64]) -> None:
    """Group the rows of some hashes; rows that share a hash and nothing else stay apart."""
    connection.register("shared_hashes", pa.table({"alike": shared}))
    met = f"{alike} IN (SELECT alike FROM shared_hashes)"
    connection.execute(f"CREATE TABLE standing_again AS SELECT *, count(*) AS n FROM {table} WHERE {met} GROUP BY ALL")
    connection.execute(f"DELETE FROM {table} WHERE {met}")
    connection.execute(f"ALTER TABLE {table} ADD COLUMN n BIGINT DEFAULT 1")
    connection.execute(f"INSERT INTO {table} SELECT * FROM standing_again")
    connection.execute("DROP TABLE standing_again")
    connection.unregister("shared_hashes")
