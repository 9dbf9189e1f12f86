"""A frame as a relation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw
import pyarrow as pa
import pyarrow.parquet as pq

from regulars.errors import NotATable, UsageError
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
    shown = f"frame {number}"
    if (stream := _stream(frame)) is not None:
        path = folder / f"{table_name('stream')}.parquet"
        rows = spooled(stream, path)
        source = f"read_parquet({path_literal(path)})"
    else:
        table = _table(frame, shown)
        rows, source = table.num_rows, table_name("frame")
        connection.register(source, table)
    if not rows:
        raise NotATable(f"{shown} has no rows", expected="a row for each order or line", do="check how it was made")
    return FrameScan(shown, source, connection)


def _stream(frame: Any) -> pa.RecordBatchReader | None:
    if isinstance(frame, pa.RecordBatchReader):
        return frame
    if isinstance(frame, pa.Table | pa.RecordBatch) or nw.dependencies.is_into_dataframe(frame):
        return None
    if hasattr(frame, "scanner"):  # an Arrow dataset
        return frame.scanner().to_reader()
    return None


def spooled(stream: pa.RecordBatchReader, path: Path) -> int:
    """Write a stream to a temporary Parquet file, batch by batch; how many rows there were."""
    rows = 0
    with pq.ParquetWriter(path, stream.schema) as writer:
        for batch in stream:
            rows += batch.num_rows
            writer.write_batch(batch)
    return rows


def _table(frame: Any, shown: str) -> pa.Table:
    if isinstance(frame, pa.RecordBatch):
        return pa.Table.from_batches([frame])
    try:
        native = nw.from_native(frame)
    except TypeError as e:
        raise UsageError(
            f"{shown} is a {type(frame).__name__}",
            expected="a path, or a frame: pandas, polars, Arrow or another that Narwhals knows",
            do="convert it to one of these",
        ) from e
    if isinstance(native, nw.LazyFrame):
        native = native.collect(backend="pyarrow")
    return _to_arrow(native)


def _to_arrow(native: nw.DataFrame[Any]) -> pa.Table:
    """As Arrow; a column of mixed things (pandas allows it) becomes text."""
    try:
        return native.to_arrow()
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        mixed = [c for c in native.columns if native[c].dtype == nw.Object]
        as_text = [[None if v is None or v != v else str(v) for v in native[c].to_list()] for c in mixed]
        rest = native.drop(mixed).to_arrow() if len(mixed) < len(native.columns) else pa.table({})
        for name, values in zip(mixed, as_text, strict=True):
            rest = rest.append_column(name, pa.array(values, pa.string()))
        return rest.select(native.columns)
