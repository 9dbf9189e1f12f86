"""Spooled sources of the same columns as one relation."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from regulars.facts.mapping import SourceColumn
from regulars.readers.csv.reading import identifier, literal, path_literal
from regulars.readers.spool.writing import LINE, RECORD, Spooled


class SpooledScan:
    """A Scan over spooled sources. See ``regulars.readers.scan.Scan``."""

    def __init__(self, kind: str, files: Sequence[Spooled]) -> None:
        self._files = tuple(files)
        self.files = tuple(f.shown for f in files)
        self.columns = files[0].columns
        self.form = f"{kind}:{files[0].form}"
        self.sample = tuple(row for f in files for row in f.sample)
        self.relation = f"(SELECT {self._listed} FROM {self._read(files)})"

    @property
    def _listed(self) -> str:
        return ", ".join(_typed(c) for c in self.columns)

    def _read(self, files: Sequence[Spooled]) -> str:
        listed = ", ".join(path_literal(p) for f in files for p in f.parts)
        return f"read_parquet([{listed}], union_by_name=true)"

    def located(self, connection: duckdb.DuckDBPyConnection) -> str:
        return "(" + " UNION ALL ".join(self._located(f) for f in self._files) + ")"

    def _located(self, file: Spooled) -> str:
        return (
            f"SELECT {self._listed}, {literal(file.shown)} AS source_file, {RECORD} AS source_record, {LINE} AS source_line"
            f" FROM {self._read([file])}"
        )

    def rejected(self, connection: duckdb.DuckDBPyConnection) -> str:
        each = (
            f"SELECT {literal(f.shown)} AS file, record, line, '' AS column_name, value, reason"
            f" FROM read_parquet({path_literal(f.rejected)})"
            for f in self._files
        )
        return "(" + " UNION ALL ".join(each) + ")"


def _typed(column: SourceColumn) -> str:
    name = identifier(column.name)
    return name if column.type == "VARCHAR" else f"TRY_CAST({name} AS {column.type}) AS {name}"
