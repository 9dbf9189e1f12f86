"""Which order each refund undoes, where it names none: no order gives back more than was bought."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

import duckdb
import pyarrow as pa

from regulars.readers.rows.purchases import USED

# What a refund and its order share: the customer, the product and its price; without products or prices, the amount.
_KEY = "customer, currency, product, price"
_WHOLE = "product IS NULL OR unit_price IS NULL"
_PRICE = f"coalesce(product, '') AS product, CASE WHEN {_WHOLE} THEN abs(amount_minor) ELSE unit_price END AS price"
_PIECES = f"CASE WHEN {_WHOLE} THEN 1 ELSE abs(quantity) END"

LOOKED_FOR = f"""
SELECT refund_number, occurred_at, copies, customer, currency, {_PRICE}, {_PIECES} AS wanted
FROM given_back
WHERE NOT is_named AND customer IS NOT NULL
"""

SOLD_BEFORE = f"""
WITH bought AS (
  SELECT order_id, grain, is_refund, occurred_at, copies, customer, currency, {_PRICE}, {_PIECES} AS pieces
  FROM rows_final
  WHERE {USED} AND grain <> 'both' AND order_id IS NOT NULL AND customer IS NOT NULL AND role = 'product'
)
SELECT order_id, {_KEY}, min(CASE WHEN NOT is_refund THEN occurred_at END) AS occurred_at,
  coalesce(max(CASE WHEN grain = 'order' AND NOT is_refund THEN pieces END),
    sum(CASE WHEN NOT is_refund THEN pieces * copies END))
    - coalesce(sum(CASE WHEN is_refund THEN pieces * copies END), 0) AS pieces
FROM bought SEMI JOIN looked_for USING ({_KEY})
GROUP BY order_id, {_KEY}
HAVING count(CASE WHEN NOT is_refund THEN 1 END) > 0
"""
"""Pieces of each order that might be undone, without those that a refund of its own already took."""

TIED_ALONE = f"""
SELECT refund_number, arg_max(s.order_id, (s.occurred_at, s.order_id)) AS order_id, max(l.copies) AS copies
FROM looked_for AS l JOIN sold_before AS s USING ({_KEY})
WHERE s.occurred_at <= l.occurred_at AND s.pieces >= l.wanted
GROUP BY refund_number
"""
"""Each refund as if it were the only one: with the latest earlier order that had enough pieces."""

CONTESTED = f"""
SELECT DISTINCT {_KEY}
FROM (
  SELECT order_id, {_KEY}, sum(wanted * l.copies) AS asked
  FROM ties JOIN looked_for AS l USING (refund_number) GROUP BY order_id, {_KEY}
) JOIN sold_before USING (order_id, {_KEY})
WHERE asked > pieces
"""
"""Where refunds together ask more of an order than was bought: only there do they have to take turns."""


@dataclass(frozen=True, slots=True)
class Sold:
    """An order with so many pieces of one product at one price."""

    order_id: str
    at: datetime
    pieces: Decimal


@dataclass(frozen=True, slots=True)
class Back:
    """Equal refunds, each of so many pieces."""

    number: int
    at: datetime
    wanted: Decimal
    copies: int


@dataclass(slots=True)
class _Left:
    order_id: str
    pieces: Decimal

    def give(self, back: Back, copies: int) -> int:
        """Pieces for as many of the copies as there are pieces for."""
        given = min(copies, int(self.pieces // back.wanted)) if back.wanted else copies
        self.pieces -= given * back.wanted
        return given


def in_turn(sold: Sequence[Sold], refunds: Iterable[Back]) -> Iterator[tuple[int, str | None, int]]:
    """Each refund takes its pieces from the latest earlier order that has enough of them left.

    In: orders and refunds of one customer, product and price, both in order of time. Out: number of
    the refund, its order (None where none has enough left), and of how many copies this is true.
    """
    coming, earlier = list(reversed(sold)), list[_Left]()
    for back in refunds:
        while coming and coming[-1].at <= back.at:
            order = coming.pop()
            earlier.append(_Left(order.order_id, order.pieces))
        copies = back.copies
        for left in reversed(earlier):
            if given := left.give(back, copies):
                copies -= given
                yield back.number, left.order_id, given
            if not copies:
                break
        else:
            yield back.number, None, copies
        while earlier and not earlier[-1].pieces:
            earlier.pop()


def tie(connection: duckdb.DuckDBPyConnection) -> None:
    """From ``given_back`` and ``rows_final`` to the table ``ties(refund_number, order_id, copies)``."""
    for name, sql in (("looked_for", LOOKED_FOR), ("sold_before", SOLD_BEFORE), ("ties", TIED_ALONE), ("contested", CONTESTED)):
        connection.execute(f"CREATE OR REPLACE TABLE {name} AS {sql}")
    turns = [tied for sold, back in _contests(connection) for tied in in_turn(sold, back)]
    if turns:
        numbers, orders, copies = zip(*turns, strict=True)
        connection.register("turns", pa.table({"number": numbers, "order_id": pa.array(orders, pa.string()), "copies": copies}))
        connection.execute("DELETE FROM ties WHERE refund_number IN (SELECT number FROM turns)")
        connection.execute("INSERT INTO ties SELECT number, order_id, copies FROM turns")
        connection.unregister("turns")
    for name in ("looked_for", "sold_before", "contested"):
        connection.execute(f"DROP TABLE {name}")


def _contests(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[list[Sold], list[Back]]]:
    """Orders and refunds of each contested key, in order of time."""
    sold = _by_key(connection, "order_id, occurred_at, pieces", "sold_before", "occurred_at, order_id")
    back = _by_key(connection, "refund_number, occurred_at, wanted, copies", "looked_for", "refund_number")
    for key, refunds in back.items():
        yield [Sold(*row) for row in sold[key]], [Back(*row) for row in refunds]


def _by_key(
    connection: duckdb.DuckDBPyConnection, columns: str, table: str, order: str
) -> dict[tuple[Any, ...], list[tuple[Any, ...]]]:
    rows = connection.execute(
        f"SELECT {_KEY}, {columns} FROM {table} SEMI JOIN contested USING ({_KEY}) ORDER BY {_KEY}, {order}"
    ).fetchall()
    return {key: [row[4:] for row in group] for key, group in groupby(rows, key=lambda row: row[:4])}
