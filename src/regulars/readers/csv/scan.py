"""CSV files of the same columns as one relation, and where its rows stand in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import duckdb

from regulars.facts.mapping import SourceColumn
from regulars.readers.csv.prepare import PreparedFile, table_name
from regulars.readers.csv.reading import identifier, literal, read_csv, rejects_of
from regulars.readers.csv.sample import sample_of
from regulars.readers.csv.survey import blank_lines
from regulars.readers.scan import NOTHING_REJECTED

_REASONS = {
    "MISSING COLUMNS": "too_few_fields",
    "TOO MANY COLUMNS": "too_many_fields",
    "UNQUOTED VALUE": "broken_quote",
    "LINE SIZE OVER MAXIMUM": "record_too_long",
    "INVALID ENCODING": "not_text",
}
_NUMBERED = {"regulars_record": "BIGINT", "regulars_line": "BIGINT"}
_REJECTED = {"record": "BIGINT", "line": "BIGINT", "column_name": "VARCHAR", "value": "VARCHAR", "reason": "VARCHAR"}
_PLACES = {"path": "VARCHAR", "shown": "VARCHAR", "skipped": "BIGINT"}
_BLANKS = {"path": "VARCHAR", "line": "BIGINT"}


class CsvScan:
    """A Scan over prepared files. See ``regulars.readers.scan.Scan``."""

    def __init__(self, files: Sequence[PreparedFile]) -> None:
        self._files = tuple(files)
        self._name = table_name("csv")
        self.files = tuple(f.file.shown for f in files)
        self.columns = tuple(SourceColumn(n) for n in files[0].names)
        self.form = form_of(files[0])
        self.sample = sample_of(files)
        self.relation = "(" + " UNION ALL ".join(self._reads()) + ")"

    @property
    def _listed(self) -> str:
        return ", ".join(identifier(c.name) for c in self.columns)

    def _groups(self) -> Iterator[tuple[str, list[PreparedFile]]]:
        alike = sorted(self._files, key=lambda f: repr(f.layout))  # stable: within a layout the order stays
        for number, (_, group) in enumerate(groupby(alike, key=lambda f: f.layout)):
            yield f"{self._name}_{number}", list(group)

    def _reads(self) -> Iterator[str]:
        for name, group in self._groups():
            read = _mended(group) if group[0].mended else group[0].reads([f.file.path for f in group], rejects=name)
            yield f"SELECT {self._listed} FROM {read}"

    def located(self, connection: duckdb.DuckDBPyConnection) -> str:
        shifts = self._shifts(connection)
        shifted = {path for (path,) in connection.execute(f"SELECT DISTINCT path FROM {shifts}").fetchall()}
        branches = [self._located(f, shifts if str(f.file.path) in shifted else "") for f in self._files]
        return "(" + " UNION ALL ".join(branches) + ")"

    def _located(self, file: PreparedFile, shifts: str) -> str:
        shown = f"{literal(file.file.shown)} AS source_file"
        if file.mended:
            numbers = "regulars_record AS source_record, regulars_line AS source_line"
            return f"SELECT {self._listed}, {shown}, {numbers} FROM {_mended([file])}"
        counted = f"(SELECT *, row_number() OVER () AS n FROM {file.reads([file.file.path])}) AS counted"
        if not shifts:
            line = f"n + {file.dialect.skip}" if file.one_line_each else "CAST(NULL AS BIGINT)"
            return f"SELECT {self._listed}, {shown}, n AS source_record, {line} AS source_line FROM {counted}"
        return f"""
            SELECT {self._listed}, {shown}, n + coalesce(records, 0) AS source_record,
                n + {file.dialect.skip} + coalesce(lines, 0) AS source_line
            FROM {counted}
            ASOF LEFT JOIN (
                SELECT good_before, records, lines FROM {shifts} WHERE path = {literal(str(file.file.path))}) AS shifts
            ON counted.n > shifts.good_before"""

    def rejected(self, connection: duckdb.DuckDBPyConnection) -> str:
        parts = [f"SELECT * FROM {NOTHING_REJECTED}"]
        if self._any_rejected(connection):
            known = self._rejected_lines(connection)
            parts.append(f"SELECT file, record, line, column_name, value, reason FROM {known}")
        for f in self._files:
            if f.mended:
                rejected = read_csv([f.mended.rejected], _REJECTED, parallel=False)
                parts.append(
                    f"SELECT {literal(f.file.shown)} AS file, record, line, coalesce(column_name, '') AS column_name,"
                    f" coalesce(value, '') AS value, reason FROM {rejected}"
                )
        return "(" + " UNION ALL ".join(parts) + ")"

    def _any_rejected(self, connection: duckdb.DuckDBPyConnection) -> bool:
        """Asked first: to say where records stand takes another look at the files."""
        tables = [g + "_errors" for g, _ in self._groups() if _exists(connection, g + "_errors")]
        return any(connection.execute(f"SELECT 1 FROM {identifier(t)} LIMIT 1").fetchall() for t in tables)

    def _rejected_lines(self, connection: duckdb.DuckDBPyConnection) -> str:
        """A table of the records that DuckDB rejected, with their place among records and lines."""
        name = f"{self._name}_rejected"
        # DuckDB thinks a CSV file has a few dozen rows, and would compare each with every shift.
        connection.execute("SET asof_loop_join_threshold = 0")
        self._note_places(connection)
        reasons = " ".join(f"WHEN {literal(k)} THEN {literal(v)}" for k, v in _REASONS.items())
        rejects = " UNION ALL ".join(rejects_of(g) for g, _ in self._groups() if _exists(connection, g + "_errors"))
        rejects = rejects or "SELECT '' AS path, 0 AS line, '' AS error_type, '' AS value WHERE false"
        connection.execute(f"""
            CREATE OR REPLACE TEMP TABLE {name} AS
            SELECT p.path AS path, p.shown AS file, p.skipped AS skipped, CAST(r.line AS BIGINT) AS line, '' AS column_name,
                CAST(r.line AS BIGINT) - p.skipped - coalesce(b.seen, 0) AS record, r.value AS value,
                CASE r.error_type {reasons} END AS reason
            FROM ({rejects}) AS r JOIN {self._name}_places AS p ON p.path = r.path
            ASOF LEFT JOIN (SELECT path, line, row_number() OVER (PARTITION BY path ORDER BY line) AS seen
                FROM {self._name}_blanks) AS b ON b.path = r.path AND r.line > b.line""")
        return name

    def _shifts(self, connection: duckdb.DuckDBPyConnection) -> str:
        """A table that turns the count of good rows into the number of a record and of a line."""
        name = f"{self._name}_shifts"
        connection.execute(f"""
            CREATE OR REPLACE TEMP TABLE {name} AS
            SELECT path, good_before, max(records) AS records, max(lines) AS lines FROM (
                SELECT path, line - skipped - row_number() OVER by_line AS good_before,
                    sum(is_record) OVER by_line AS records, row_number() OVER by_line AS lines
                FROM (SELECT path, skipped, line, 1 AS is_record FROM {self._rejected_lines(connection)}
                    UNION ALL SELECT b.path, p.skipped, b.line, 0
                    FROM {self._name}_blanks AS b JOIN {self._name}_places AS p ON p.path = b.path)
                WINDOW by_line AS (PARTITION BY path ORDER BY line))
            GROUP BY path, good_before""")
        return name

    def _note_places(self, connection: duckdb.DuckDBPyConnection) -> None:
        if _exists(connection, f"{self._name}_places"):
            return
        told = [f for f in self._files if not f.mended]
        places = [(str(f.file.path), f.file.shown, f.dialect.skip) for f in told]
        # Where records span lines nothing was rejected, and a blank line in a quoted field is none.
        blanks = [
            (str(f.file.path), n)
            for f in told
            if f.one_line_each and not f.has_quotes
            for n in blank_lines(f.file)
            if n > f.dialect.skip
        ]
        _keep(connection, f"{self._name}_places", _PLACES, places)
        _keep(connection, f"{self._name}_blanks", _BLANKS, blanks)


def form_of(file: PreparedFile) -> str:
    """Equal for files whose columns are the same, in whatever order."""
    return "csv:" + "\x1f".join(sorted(n.casefold() for n in file.names)) + ("" if file.dialect.has_header else ":bare")


def _mended(group: Sequence[PreparedFile]) -> str:
    columns = {**_NUMBERED, **dict.fromkeys(group[0].names, "VARCHAR")}
    return read_csv([f.mended.rows for f in group if f.mended], columns, parallel=False)


def _exists(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    return bool(connection.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = ?", [table]).fetchall())


def _keep(
    connection: duckdb.DuckDBPyConnection, name: str, columns: dict[str, str], rows: Sequence[tuple[object, ...]]
) -> None:
    """A small table from Python. (Arrow would import pandas to make an array of values, if it is there.)"""
    values = list(zip(*rows, strict=True)) or [()] * len(columns)
    listed = ", ".join(f"unnest(CAST($v{n} AS {kind}[])) AS {column}" for n, (column, kind) in enumerate(columns.items()))
    bound = {f"v{n}": list(v) for n, v in enumerate(values)}
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {listed}", bound)
