"""The tables of facts are the contract's, whatever was read."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from regulars.engines.duckdb import DuckDBEngine
from regulars.facts.kinds import KINDS, Kind
from regulars.readers.rows.making import empty
from tests.readers.rows.tables import Taken, orders_scan, take


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda k: k.name)
def test_an_empty_table_has_the_contracts_columns(connection: duckdb.DuckDBPyConnection, kind: Kind) -> None:
    connection.execute(f"DROP TABLE IF EXISTS made_empty; {empty('made_empty', kind)}")
    made = connection.sql("FROM made_empty").to_arrow_table().schema
    expected = [(f.name, "binary" if f.name == "fact_id" else str(f.type)) for f in kind.schema]
    assert [(f.name, str(f.type)) for f in made] == expected


@pytest.fixture(scope="module")
def taken() -> Iterator[Taken]:
    """A file of lines with orders, and one of purchases without."""
    with DuckDBEngine(threads=1) as engine:
        rows = ["1|Ana|2024-01-05|mug|2|5.00", "1|Ana|2024-01-05|cup|1|3.00", "C1|Ana|2024-01-07|mug|-1|5.00"]
        lines = orders_scan(engine, [rows], "order,customer,date,product,quantity,unit_price", "purchase_lines", name="lines")
        plain = orders_scan(engine, [["Bo|2024-01-06|7.00"] * 2], name="plain")
        yield take(engine, lines, plain)


def test_orders_and_rows_without_an_order_are_purchases_alike(taken: Taken) -> None:
    found = [(p["order_id"], p["customer_id"], p["amount_minor"], p["n_lines"]) for p in taken.purchases]
    assert sorted(found, key=str) == [("1", "Ana", 1300, 2), (None, "Bo", 700, None), (None, "Bo", 700, None)]


def test_every_kind_is_left_in_the_contracts_columns(taken: Taken) -> None:
    for kind in KINDS.values():
        made = taken.engine.connection.sql(f"FROM incoming_{kind.name}").to_arrow_table().schema
        assert made.names == kind.schema.names
        assert [str(f.type) for f in made][1:] == [str(f.type) for f in kind.schema][1:]


def test_what_came_back_is_no_line_and_no_purchase(taken: Taken) -> None:
    assert sorted((x["product_id"], x["quantity"]) for x in taken.lines) == [("cup", 1.0), ("mug", 2.0)]
    assert [(r["refund_id"], r["order_id"], r["amount_minor"]) for r in taken.refunds] == [("C1", "1", 500)]
