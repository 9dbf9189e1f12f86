"""An address becomes a scan."""

from __future__ import annotations

from pathlib import Path

import duckdb

from regulars.readers.databases.addresses import parse
from regulars.readers.databases.duckdb import duckdb_table
from regulars.readers.databases.postgresql import postgresql_table
from regulars.readers.databases.sqlite import sqlite_table
from regulars.readers.scan import Scan
from regulars.readers.spool.scan import SpooledScan


def database_scan(address: str, connection: duckdb.DuckDBPyConnection, folder: Path) -> Scan:
    """The table or query that an address names, read once and ready to scan."""
    wanted = parse(address)
    match wanted.kind:
        case "duckdb":
            return duckdb_table(wanted, folder, connection)
        case "sqlite":
            return SpooledScan("database", [sqlite_table(wanted, folder)])
        case _:
            return SpooledScan("database", [postgresql_table(wanted, folder)])
