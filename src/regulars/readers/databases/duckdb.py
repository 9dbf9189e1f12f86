"""A table or query of a DuckDB file, in Arrow batches."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from regulars.errors import BrokenFile, EnvironmentFault, NotATable, RegularsError, UsageError
from regulars.readers.csv.prepare import table_name
from regulars.readers.csv.reading import path_literal
from regulars.readers.databases.addresses import Address
from regulars.readers.databases.tables import chosen, no_rows, quoted
from regulars.readers.frames.scan import FrameScan, spooled

_TABLES = """
SELECT table_schema, table_name FROM information_schema.tables
WHERE table_catalog = current_database() ORDER BY table_schema <> 'main', table_schema, table_name
"""
# It opens no other file and fetches no code, whatever a query asks for.
_ONLY_READS = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
    "memory_limit": "512MiB",
}


def duckdb_table(address: Address, folder: Path, connection: duckdb.DuckDBPyConnection) -> FrameScan:
    """Read every row to a temporary file, ready to scan on ``connection``, which is another database."""
    path = Path(address.target).expanduser()
    if not path.is_file():
        raise UsageError(
            f"{address.database} is no file",
            expected="duckdb:/// and a path; a fourth / begins one at the root",
            do="check the path",
        )
    to = folder / f"{table_name('database')}.parquet"
    try:
        with duckdb.connect(str(path), read_only=True, config=dict(_ONLY_READS)) as source:
            source.execute("SET TimeZone = 'UTC'")
            tables = {_called(s, n): quoted(s, n) for s, n in source.execute(_TABLES).fetchall()}
            # The stream of Arrow's own protocol is the one way that DuckDB 1.5 and 2.0 share.
            rows = spooled(pa.RecordBatchReader.from_stream(source.sql(chosen(address, tables))), to)
    except duckdb.Error as e:
        raise _fault(address, e) from e
    if not rows:
        raise no_rows(address)
    return FrameScan(address.shown, f"read_parquet({path_literal(to)})", connection)


def _called(schema: str, name: str) -> str:
    return name if schema == "main" else f"{schema}.{name}"


def _fault(address: Address, error: duckdb.Error) -> RegularsError:
    said = str(error).splitlines()[0]
    if "not a valid DuckDB database" in said:
        return NotATable(f"{address.database} is no DuckDB database", do="check the path")
    if "set lock" in said or "different configuration" in said:
        return EnvironmentFault(
            f"{address.database} can't be opened now ({said})", do="end the program that holds it, or read a copy"
        )
    if "orrupt" in said or isinstance(error, duckdb.IOException | duckdb.SerializationException | duckdb.FatalException):
        return BrokenFile(
            f"{address.database} can't be read ({said})",
            expected="a whole database of a version that this DuckDB reads",
            do="bring it back from a backup, or export the table as Parquet with the DuckDB that wrote it",
        )
    return UsageError(f"the query on {address.database} can't be run: {said}", expected="one SELECT of DuckDB", do="correct it")
