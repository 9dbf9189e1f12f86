"""Parquet files of the same columns as one relation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from regulars.errors import BrokenFile, EnvironmentFault
from regulars.facts.mapping import SourceColumn
from regulars.readers.csv.reading import identifier, literal, path_literal
from regulars.readers.files import FoundFile
from regulars.readers.scan import NOTHING_REJECTED, Row, sample_as_text


@dataclass(frozen=True, slots=True)
class ParquetFile:
    """A Parquet file whose footer could be read; ``rows`` may be 0."""

    file: FoundFile
    columns: tuple[SourceColumn, ...]
    rows: int
    sample: tuple[Row, ...]

    @property
    def form(self) -> str:
        return "parquet:" + "\x1f".join(f"{c.name.casefold()} {c.type}" for c in sorted(self.columns, key=lambda c: c.name))


def parquet_file(file: FoundFile, connection: duckdb.DuckDBPyConnection) -> ParquetFile:
    """Look at a file's footer and first rows; BrokenFile where they cannot be read."""
    read = f"read_parquet({path_literal(file.path)})"
    try:
        described = connection.sql(f"DESCRIBE SELECT * FROM {read}").fetchall()
        sample = sample_as_text(f"(SELECT * FROM {read} LIMIT 200)", connection)
        rows = connection.sql(f"SELECT count(*) FROM {read}").fetchall()[0][0]
    except duckdb.Error as e:
        if isinstance(e, duckdb.IOException) and "ermission" in str(e):
            raise EnvironmentFault(f"no permission to read {file.shown}", do="change its permissions") from e
        raise broken_file(file, e) from e
    return ParquetFile(file, tuple(SourceColumn(name, kind) for name, kind, *_ in described), rows, sample)


def broken_file(file: FoundFile, error: duckdb.Error) -> BrokenFile:
    """What to say of a file in which DuckDB stumbled."""
    return BrokenFile(
        f"{file.shown} is a Parquet file that breaks off or is damaged ({str(error).splitlines()[0]})",
        expected="a whole Parquet file",
        do="write it again; regulars import --keep-going reads the other files",
    )


class ParquetScan:
    """A Scan over Parquet files. See ``regulars.readers.scan.Scan``."""

    def __init__(self, files: Sequence[ParquetFile]) -> None:
        self.parquet_files = tuple(files)
        self.files = tuple(f.file.shown for f in files)
        self.columns = files[0].columns
        self.form = files[0].form
        self.sample = files[0].sample
        listed = ", ".join(path_literal(f.file.path) for f in files)
        self._listed = ", ".join(identifier(c.name) for c in self.columns)
        self.relation = f"(SELECT {self._listed} FROM read_parquet([{listed}], union_by_name=true))"

    def located(self, connection: duckdb.DuckDBPyConnection) -> str:
        return "(" + " UNION ALL ".join(self._located(f.file) for f in self.parquet_files) + ")"

    def _located(self, file: FoundFile) -> str:
        return (
            f"SELECT {self._listed}, {literal(file.shown)} AS source_file, file_row_number + 1 AS source_record,"
            f" CAST(NULL AS BIGINT) AS source_line FROM read_parquet({path_literal(file.path)}, file_row_number=true)"
        )

    def rejected(self, connection: duckdb.DuckDBPyConnection) -> str:
        return NOTHING_REJECTED
