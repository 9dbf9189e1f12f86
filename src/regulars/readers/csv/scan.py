"""CSV files of one form as one relation."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb

from regulars.facts.mapping import SourceColumn


class CsvScan:
    """First version: one plain UTF-8 file with commas and a header."""

    def __init__(self, file: str) -> None:
        self.files = (file,)
        with Path(file).open(encoding="utf-8", newline="") as f:
            rows = csv.DictReader(f)
            self.sample = tuple(row for row, _ in zip(rows, range(200), strict=False))
            self.columns = tuple(SourceColumn(n) for n in rows.fieldnames or ())
        self.form = "csv:" + ",".join(c.name for c in self.columns)
        columns = ", ".join(f"'{c.name}': 'VARCHAR'" for c in self.columns)
        self.relation = (
            f"read_csv('{file}', auto_detect=false, header=false, skip=1, delim=',', quote='\"', escape='\"',"
            f" columns={{{columns}}}, store_rejects=true)"
        )

    def located(self, connection: duckdb.DuckDBPyConnection) -> str:
        return (
            f"(SELECT *, '{self.files[0]}' AS source_file, row_number() OVER () AS source_record,"
            f" 1 + row_number() OVER () AS source_line FROM {self.relation})"
        )

    def rejected(self, connection: duckdb.DuckDBPyConnection) -> str:
        return (
            "(SELECT '' AS file, 0::BIGINT AS record, NULL::BIGINT AS line, '' AS column_name, '' AS value,"
            " '' AS reason WHERE false)"
        )
