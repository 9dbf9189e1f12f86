"""The facts themselves, as tables or views on the connection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb

from regulars.facts.kinds import INCOMING_CALLED_OFF, KINDS, Kind
from regulars.readers.rows import purchases, refunds, tying
from regulars.readers.rows.asking import any_row, has_table
from regulars.readers.rows.fields import Form
from regulars.readers.rows.purchases import Origin
from regulars.readers.rows.staging import present

SQL_TYPES = {"fixed_size_binary[16]": "BLOB", "string": "VARCHAR", "timestamp[us]": "TIMESTAMP", "int32": "INTEGER",
              "int64": "BIGINT", "double": "DOUBLE", "bool": "BOOLEAN"}  # fmt: skip
_IDENTIFYING = {"customer", "occurred_local", "occurred_utc", "day_only", "amount", "currency"}


def make_facts(
    connection: duckdb.DuckDBPyConnection, forms: Sequence[Form], origin: Origin, policies: Mapping[str, str]
) -> None:
    """``incoming_purchases``, ``incoming_purchase_lines`` and ``incoming_refunds``.

    Where orders say how they stand, also ``incoming_called_off``: those that are none any more.
    """
    with_orders = any(f.has("order") and f.grain != "refund" for f in forms)
    with_refunds = bool(forms) and any_row(connection, "rows_final", "is_refund")
    _orders(connection, with_orders=with_orders)
    _refunds(connection, origin, with_refunds=with_refunds)
    if any(f.has("refunded") and f.grain == "order" for f in forms):
        connection.execute(f"INSERT INTO incoming_refunds {refunds.refunded_rows(origin)}")
    if policies["refunded_orders"] == "set_aside" and with_orders:
        _leave_out_refunded(connection)
    _lines(connection, forms, origin)
    _purchases(connection, forms, origin, with_orders=with_orders)
    if with_orders and any(f.has(said) for f in forms for said in ("status", "cancelled", "returned")):
        connection.execute(f"CREATE TABLE {INCOMING_CALLED_OFF} AS {purchases.called_off(origin)}")


def _orders(connection: duckdb.DuckDBPyConnection, *, with_orders: bool) -> None:
    if with_orders:
        connection.execute(f"CREATE TABLE orders_bought AS {purchases.ORDERS_BOUGHT}")


def _refunds(connection: duckdb.DuckDBPyConnection, origin: Origin, *, with_refunds: bool) -> None:
    bought = has_table(connection, "orders_bought")
    connection.execute(empty("incoming_refunds", KINDS["refunds"]))
    if with_refunds:
        if not bought:
            columns = "order_id VARCHAR, customer VARCHAR, currency VARCHAR, off_minor BIGINT, off_lines BIGINT"
            connection.execute(f"CREATE TABLE orders_bought ({columns})")
        connection.execute(f"CREATE TABLE given_back AS {refunds.GIVEN_BACK}")
        tying.tie(connection)
        connection.execute(f"CREATE TABLE refunds_matched AS {refunds.MATCHED}")
        connection.execute("DROP TABLE ties")
        connection.execute(f"INSERT INTO incoming_refunds {refunds.refunds(origin)}")
    if bought:
        connection.execute(f"INSERT INTO incoming_refunds {refunds.refunded_orders(origin)}")


def _leave_out_refunded(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(f"CREATE TABLE orders_refunded AS {refunds.FULLY_REFUNDED}")
    gone = "set_aside_by IS NULL AND NOT is_refund AND order_id IN (SELECT order_id FROM orders_refunded)"
    connection.execute(
        "CREATE OR REPLACE VIEW rows_final AS SELECT * REPLACE"
        f" (CASE WHEN {gone} THEN 'refunded_orders' ELSE set_aside_by END AS set_aside_by) FROM rows_judged"
    )
    for table in ("orders_bought", "incoming_refunds"):
        connection.execute(f"DELETE FROM {table} WHERE order_id IN (SELECT order_id FROM orders_refunded)")


def _lines(connection: duckdb.DuckDBPyConnection, forms: Sequence[Form], origin: Origin) -> None:
    connection.execute(empty("incoming_purchase_lines", KINDS["purchase_lines"]))
    if any(f.grain in ("line", "both") for f in forms):
        with_line_id = any(f.has("line") for f in forms)
        connection.execute(f"INSERT INTO incoming_purchase_lines {purchases.lines(origin, with_line_id=with_line_id)}")


def _purchases(connection: duckdb.DuckDBPyConnection, forms: Sequence[Form], origin: Origin, *, with_orders: bool) -> None:
    """A view where a row is a purchase (nothing is kept twice), joined by the rolled-up orders."""
    plain = [f for f in forms if f.grain == "order"]
    numbered = len(plain) > 1 or any(set(present(f)) - _IDENTIFYING for f in plain)
    copied = bool(plain) and any_row(connection, "rows_final", "copies > 1")
    parts = [purchases.purchases_without_id(origin, numbered=numbered, copied=copied)] if plain else []
    parts += [purchases.purchases_with_id(origin)] if with_orders else []
    if parts:
        connection.execute("CREATE VIEW incoming_purchases AS " + " UNION ALL ".join(f"({p})" for p in parts))
    else:
        connection.execute(empty("incoming_purchases", KINDS["purchases"]))


def empty(table: str, kind: Kind) -> str:
    """CREATE TABLE in a kind's schema."""
    columns = ", ".join(f"{c.name} {SQL_TYPES[str(c.type)]}" for c in kind.columns)
    return f"CREATE TABLE {table} ({columns})"
