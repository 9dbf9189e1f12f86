"""One table, written in eight ways, gives the same facts: their ids and all that they say."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import regulars as rg
from tests.examples import at_most
from tests.readers.databases.shop import Server
from tests.readers.xlsx.books import book

NAMES = ["order_id", "customer", "ordered_at", "sku", "quantity", "price"]
COLUMNS = "order_id text, customer text, ordered_at timestamp, sku text, quantity integer, price numeric(12, 2)"


@dataclass(frozen=True)
class Line:
    order: int
    customer: str | None
    at: datetime
    sku: str
    quantity: int
    price: Decimal

    def row(self) -> list[Any]:
        return [f"R{self.order}", self.customer, self.at, self.sku, self.quantity, self.price]


PEOPLE = ["17850", "17851", "Ąžuolas, “UAB”", None]
LINES = st.builds(
    Line,
    order=st.just(0),
    customer=st.just(None),
    at=st.just(datetime(2024, 1, 1)),
    sku=st.sampled_from(["T-1", "T-2", "POST", "00012"]),
    quantity=st.sampled_from([1, 2, 6, -1]),
    price=st.decimals(min_value="0.01", max_value="9999.99", places=2),
)


@st.composite
def tables(draw: st.DrawFn) -> list[Line]:
    """Lines of some orders; each order has one customer and one time."""
    with_times = draw(st.booleans())
    made: list[Line] = []
    for order in range(1, draw(st.integers(1, 8)) + 1):
        customer = "17850" if order == 1 else draw(st.sampled_from(PEOPLE))
        at = datetime(2024, 1, draw(st.integers(13, 28))) + timedelta(seconds=draw(st.integers(1, 86_399)) if with_times else 0)
        for line in draw(st.lists(LINES, min_size=1, max_size=3)):
            made.append(Line(order, customer, at, line.sku, line.quantity, line.price))
    return made


def text(value: Any) -> Any:
    return None if value is None else str(value)


def as_csv(rows: list[list[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(NAMES)
    writer.writerows([["" if v is None else v for v in row] for row in rows])
    return out.getvalue()


def as_objects(rows: list[list[Any]]) -> list[dict[str, Any]]:
    return [{n: (v if isinstance(v, int) else text(v)) for n, v in zip(NAMES, row, strict=True)} for row in rows]


def written(folder: Path, rows: list[list[Any]], server: Server) -> Iterator[tuple[str, str]]:
    """The table in each way, by its name: where it is to be read from."""
    (folder / "a.csv").write_text(as_csv(rows))
    yield "csv", str(folder / "a.csv")
    (folder / "a.jsonl").write_text("".join(json.dumps(o) + "\n" for o in as_objects(rows)))
    yield "json lines", str(folder / "a.jsonl")
    (folder / "a.json").write_text(json.dumps(as_objects(rows)))
    yield "json array", str(folder / "a.json")
    cells = [[float(v) if isinstance(v, Decimal) else v for v in row] for row in rows]
    yield "xlsx", str(book(folder / "a.xlsx", Orders=[["Lines"], [], NAMES, *cells]))
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("deep/a.csv", as_csv(rows))
    yield "zip", str(folder / "a.zip")
    columns = [list(c) for c in zip(*rows, strict=True)]
    types = [pa.string(), pa.string(), pa.timestamp("us"), pa.string(), pa.int64(), pa.decimal128(12, 2)]
    table = pa.table({n: pa.array(c, t) for n, c, t in zip(NAMES, columns, types, strict=True)})
    pq.write_table(table, folder / "a.parquet")
    yield "parquet", str(folder / "a.parquet")
    with sqlite3.connect(folder / "a.db") as lite:
        lite.execute(f"CREATE TABLE lines ({COLUMNS})")
        lite.executemany("INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?)", [[*r[:2], str(r[2]), *r[3:5], str(r[5])] for r in rows])
    lite.close()
    yield "sqlite", f"sqlite:///{folder / 'a.db'}?table=lines"
    with duckdb.connect(str(folder / "a.duckdb")) as duck:
        duck.execute(f"CREATE TABLE lines ({COLUMNS})")
        duck.executemany("INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?)", rows)
    yield "duckdb", f"duckdb:///{folder / 'a.duckdb'}?table=lines"
    with psycopg.connect(server.uri, autocommit=True) as post:
        post.execute(f"DROP TABLE IF EXISTS lines; CREATE TABLE lines ({COLUMNS})".encode())
        post.cursor().executemany("INSERT INTO lines VALUES (%s, %s, %s, %s, %s, %s)", rows)
    yield "postgresql", f"{server.uri}{'&' if '?' in server.uri else '?'}table=lines"


def facts_of(source: str) -> dict[str, list[tuple[Any, ...]]]:
    read = rg.read(source, currency="EUR", time_zone="Europe/Vilnius")
    every = "SELECT * EXCLUDE (recorded_at) FROM {} ORDER BY fact_id"
    kinds = ("purchases", "purchase_lines", "refunds")
    return {k: read.engine.connection.sql(every.format(k)).fetchall() for k in kinds}  # type: ignore[attr-defined]


@pytest.mark.slow
@settings(max_examples=at_most(3), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(tables())
@example([Line(1, "17850", datetime(2024, 1, 13), "T-1", 2, Decimal("4.50"))])
def test_the_same_table_gives_the_same_facts(server: Server, lines: list[Line]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ways = {way: facts_of(source) for way, source in written(Path(folder), [line.row() for line in lines], server)}
    expected = ways.pop("csv")
    assert expected["purchases"] or expected["refunds"]
    for way, found in ways.items():
        assert found == expected, way
