"""Sources made by hand: a table on the connection is a Scan, and a few lines of text are a table."""

from __future__ import annotations

from collections.abc import Mapping as Lookup
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import duckdb

from regulars.engines.duckdb import DuckDBEngine
from regulars.facts.intake import Intake
from regulars.facts.mapping import Mapping, SourceColumn
from regulars.readers.rows.date_forms import DateForm
from regulars.readers.rows.fields import Form
from regulars.readers.rows.number_forms import NumberForm
from regulars.readers.rows.packing import stage
from regulars.readers.rows.purchases import Origin
from regulars.readers.rows.reading import take_in
from regulars.readers.rows.staging import Ways
from regulars.settings import Settings

RECORDED = datetime(2026, 1, 1)
WAYS = Ways(DateForm("text"), NumberForm("dot"), last_year=2026)
ORIGIN = Origin("shop", "000001", RECORDED)
Row = Sequence[str | None]


@dataclass(frozen=True)
class TableScan:
    """Rows of text (or a typed table, by ``types``) as a reader would hand them on."""

    name: str
    files: tuple[str, ...]
    columns: tuple[SourceColumn, ...]
    sample: tuple[dict[str, str | None], ...]
    form: str = "by hand"

    @property
    def relation(self) -> str:
        return f'(SELECT * EXCLUDE (source_file, source_record) FROM "{self.name}")'

    def located(self, connection: duckdb.DuckDBPyConnection) -> str:
        return f'(SELECT *, source_record + 1 AS source_line FROM "{self.name}")'

    def rejected(self, connection: duckdb.DuckDBPyConnection) -> str:
        return "(SELECT '' AS file, 0 AS record, 0 AS line, '' AS column_name, '' AS value, '' AS reason WHERE false)"


def table(
    connection: duckdb.DuckDBPyConnection, name: str, columns: Sequence[str], files: Sequence[Sequence[Row]],
    types: Lookup[str, str] = {}
) -> TableScan:  # fmt: skip
    """A Scan over the rows of one or more files with these columns."""
    declared = ", ".join(f'"{c}" {types.get(c, "VARCHAR")}' for c in columns)
    connection.execute(f'CREATE OR REPLACE TABLE "{name}" ({declared}, source_file VARCHAR, source_record BIGINT)')
    rows = [[*row, f"{name}-{f}.csv", n] for f, file in enumerate(files, 1) for n, row in enumerate(file, 1)]
    if rows:
        marks = ", ".join("?" for _ in range(len(columns) + 2))
        connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
    shown = tuple({c: None if v is None else str(v) for c, v in zip(columns, row, strict=False)} for row in rows[:50])
    scanned = tuple(SourceColumn(c, types.get(c, "VARCHAR")) for c in columns)
    return TableScan(name, tuple(f"{name}-{f}.csv" for f in range(1, len(files) + 1)), scanned, shown)


@dataclass
class Taken:
    """What a reading left: its facts as plain rows, by kind, its quarantine and its intake."""

    engine: DuckDBEngine
    intake: Intake
    kinds: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def purchases(self) -> list[dict[str, Any]]:
        return self.rows("incoming_purchases")

    @property
    def lines(self) -> list[dict[str, Any]]:
        return self.rows("incoming_purchase_lines")

    @property
    def refunds(self) -> list[dict[str, Any]]:
        return self.rows("incoming_refunds")

    @property
    def attributes(self) -> list[dict[str, Any]]:
        return self.rows("incoming_attributes")

    @property
    def quarantine(self) -> list[dict[str, Any]]:
        return self.rows("quarantine")

    def rows(self, name: str) -> list[dict[str, Any]]:
        found = self.engine.connection.sql(f"SELECT * FROM {name}").to_arrow_table().to_pylist()
        return sorted(found, key=lambda r: str([*r.values()][1:]))

    def noticed(self, what: str) -> str:
        return next(n.sentence for n in self.intake.noticed if n.what == what)


def take(engine: DuckDBEngine, *sources: tuple[TableScan, Mapping], origin: Origin = ORIGIN, **settings: Any) -> Taken:
    """Read sources made by hand."""
    intake = take_in(engine.connection, list(sources), Settings(**settings), origin)
    return Taken(engine, intake)


def orders(engine: DuckDBEngine, *lines: str, header: str = "customer,date,amount", **settings: Any) -> Taken:
    """Read orders of one file, written as lines of a table; fields are parted by a bar or a comma."""
    return take(engine, orders_scan(engine, [lines], header), **settings)


def orders_scan(
    engine: DuckDBEngine, files: Sequence[Sequence[str]], header: str = "customer,date,amount", kind: str = "purchases",
    form: str = "plain", name: str = "orders",
) -> tuple[TableScan, Mapping]:  # fmt: skip
    """A scan of lines in files; the header's words are field names, ``date`` being short for occurred."""
    return scan_of(engine.connection, files, header, kind, form, name)


def scan_of(
    connection: duckdb.DuckDBPyConnection, files: Sequence[Sequence[str]], header: str, kind: str = "purchases",
    form: str = "plain", name: str = "orders",
) -> tuple[TableScan, Mapping]:  # fmt: skip
    """The same on a bare connection."""
    fields = ["occurred" if f == "date" else f for f in header.split(",")]
    rows = [[_cells(line) for line in file] for file in files]
    return table(connection, name, fields, rows), Mapping(kind, form, {f: f for f in fields})


def form_of(
    connection: duckdb.DuckDBPyConnection, *lines: str, header: str = "customer,date,amount", kind: str = "purchases",
    form: str = "plain", number: int = 0,
) -> Form:  # fmt: skip
    """Lines of one file as a Form, not yet read."""
    return Form(number, *scan_of(connection, [lines], header, kind, form, f"form_{number}"))


def staged(connection: duckdb.DuckDBPyConnection, *lines: str, **more: Any) -> Form:
    """Lines of one file, staged: years stand first in dates, and the decimal mark is a dot."""
    form = form_of(connection, *lines, **more)
    stage(connection, form, WAYS)
    return form


def values(connection: duckdb.DuckDBPyConnection, sql: str) -> list[Any]:
    """The first column of an answer."""
    return [row[0] for row in connection.execute(sql).fetchall()]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|" if "|" in line else ",")]
