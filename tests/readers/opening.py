"""For tests of the readers: write small files, open them, and see rows, rejects and places."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from regulars.engines.duckdb import DuckDBEngine
from regulars.readers.scan import Opened, Scan
from regulars.readers.sources import open_sources

HEADER = "customer,date,amount\n"


@dataclass
class Reading:
    """What was opened, on the connection it was opened with."""

    opened: Opened
    connection: duckdb.DuckDBPyConnection

    @property
    def scan(self) -> Scan:
        assert len(self.opened.scans) == 1, [s.form for s in self.opened.scans]
        return self.opened.scans[0]

    def rows(self) -> list[tuple[Any, ...]]:
        return self.connection.sql(f"SELECT * FROM {self.scan.relation}").fetchall()

    def rejected(self) -> list[tuple[int, int | None, str]]:
        """Record, line and reason of what is no row, after a reading in full."""
        self.rows()
        rejected = self.scan.rejected(self.connection)
        return self.connection.sql(f"SELECT record, line, reason FROM {rejected} ORDER BY file, record").fetchall()

    def places(self) -> list[tuple[Any, ...]]:
        """The first column of each row with its record and line."""
        self.rows()
        first = self.scan.columns[0].name
        located = self.scan.located(self.connection)
        return self.connection.sql(
            f'SELECT "{first}", source_record, source_line FROM {located} ORDER BY source_file, source_record'
        ).fetchall()


@contextmanager
def reading(*sources: Any, **options: Any) -> Iterator[Reading]:
    """Open sources on an engine of their own."""
    with DuckDBEngine(threads=2) as engine:
        yield Reading(open_sources(list(sources), engine.connection, folder=engine.folder, **options), engine.connection)


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
