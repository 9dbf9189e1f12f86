"""A frame as a relation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from regulars.errors import NotATable
from regulars.facts.mapping import SourceColumn
from regulars.readers.csv.prepare import table_name
from regulars.readers.csv.reading import identifier, literal, path_literal
from regulars.readers.scan import NOTHING_REJECTED, sample_as_text


class FrameScan:
    """A Scan over a table or view on the connection. See ``regulars.readers.scan.Scan``."""

    def __init__(self, shown: str, source: str, connection: duckdb.DuckDBPyConnection) -> None:
        self.files = (shown,)
        described = connection.sql(f"DESCRIBE SELECT * FROM {source}").fetchall()
        self.columns = tuple(SourceColumn(name, kind) for name, kind, *_ in described)
        self.form = "frame:" + "\x1f".join(f"{c.name.casefold()} {c.type}" for c in self.columns)
        self.sample = sample_as_text(f"(SELECT * FROM {source} LIMIT 200)", connection)
        self._listed = ", ".join(identifier(c.name) for c in self.columns)
        self.relation = f"(SELECT {self._listed} FROM {source})"

    def located(self, connection: duckdb.DuckDBPyConnection) -> str:
        return (
            f"(SELECT {self._listed}, {literal(self.files[0])} AS source_file, row_number() OVER () AS source_record,"
            f" CAST(NULL AS BIGINT) AS source_line FROM {self.relation})"
        )

    def rejected(self, connection: duckdb.DuckDBPyConnection) -> str:
        return NOTHING_REJECTED


def frame_scan(frame: Any, number: int, connection: duckdb.DuckDBPyConnection, folder: Path) -> FrameScan:
    """A frame (pandas, polars, Arrow, a reader of batches …) ready to scan.

    A stream can be read only once: it is written to a temporary Parquet file, batch by batch.
    """
    from regulars.readers.frames.known import as_stream, as_table  # Narwhals costs every start a quarter of a second

    shown = f"frame {number}"
    if (stream := as_stream(frame)) is not None:
        path = folder / f"{table_name('stream')}.parquet"
        rows = spooled(stream, path)
        source = f"read_parquet({path_literal(path)})"
    else:
        table = as_table(frame, shown)
        rows, source = table.num_rows, table_name("frame")
        connection.register(source, table)
    if not rows:
        raise NotATable(f"{shown} has no rows", expected="a row for each order or line", do="check how it was made")
    return FrameScan(shown, source, connection)


def spooled(stream: pa.RecordBatchReader, path: Path) -> int:
    """Write a stream to a temporary Parquet file, batch by batch; how many rows there were."""
    rows = 0
    with pq.ParquetWriter(path, stream.schema) as writer:
        for batch in stream:
            rows += batch.num_rows
            writer.write_batch(batch)
    return rows
