"""What became of the rows: counted over ``rows_final``, so that the sum can be checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb

from regulars.readers.rows.asking import has_table
from regulars.readers.rows.judged import ROW_POLICIES
from regulars.readers.rows.purchases import USED

_FLAGS = (*ROW_POLICIES.values(), "is_refund")


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that share one fate: their count, distinct ones, copies beyond the first, and money."""

    problem: int
    late_reason: str | None
    set_aside_by: str | None
    role: str
    grain: str
    currency: str
    flags: Mapping[str, bool]
    rows: int
    repeats: int
    minor: int
    repeats_minor: int
    remainder: Decimal
    rounded: int

    @property
    def good(self) -> bool:
        return self.problem == 0 and self.late_reason is None

    @property
    def used(self) -> bool:
        return self.good and self.set_aside_by is None

    @property
    def sold(self) -> bool:
        """Whether its money was paid for goods (and neither given back nor paid for something else).

        Where a row carries its whole order's total, that is meant, whatever the row's own line is.
        """
        return self.good and not self.flags["is_refund"] and (self.role == "product" or self.grain == "both")


def tally(connection: duckdb.DuckDBPyConnection) -> list[Group]:
    """All rows in groups of one fate."""
    flags = " + ".join(f"{2**i} * CAST({flag} AS INTEGER)" for i, flag in enumerate(_FLAGS))
    money = "CASE WHEN grain = 'both' THEN head_minor ELSE amount_minor END"
    rows = connection.execute(
        f"""
        WITH fates AS (
          SELECT problem, late_reason, set_aside_by, role, grain, currency, {flags} AS flags, n, remainder,
            {money} AS minor
          FROM rows_final
        )
        SELECT problem, late_reason, set_aside_by, role, grain, currency, flags,
          CAST(sum(n) AS BIGINT), CAST(sum(n - 1) AS BIGINT),
          coalesce(sum(minor), 0), coalesce(sum(CASE WHEN n > 1 THEN CAST(minor AS HUGEINT) * (n - 1) END), 0),
          coalesce(sum(CASE WHEN problem = 0 AND remainder <> 0 THEN remainder * n END), 0),
          CAST(coalesce(sum(CASE WHEN problem = 0 AND remainder <> 0 THEN n END), 0) AS BIGINT)
        FROM fates
        GROUP BY problem, late_reason, set_aside_by, role, grain, currency, flags
        """
    ).fetchall()
    return [_group(row) for row in rows]


def _group(row: tuple[Any, ...]) -> Group:
    problem, late_reason, set_aside_by, role, grain, currency, code, *figures = row
    flags = {flag: bool(code >> i & 1) for i, flag in enumerate(_FLAGS)}
    rows, repeats, once_minor, repeats_minor, remainder, rounded = figures
    return Group(problem, late_reason, set_aside_by, role, grain, currency, flags, rows, repeats, once_minor + repeats_minor,
                 repeats_minor, remainder, rounded)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bought:
    """Purchases of one currency as facts."""

    currency: str
    known_minor: int
    guests_minor: int
    purchases: int
    by_known: int


def bought(connection: duckdb.DuckDBPyConnection) -> list[Bought]:
    """What the facts say was taken, by currency."""
    rows = connection.execute(
        """
        SELECT currency, coalesce(sum(CASE WHEN customer_id IS NOT NULL THEN amount_minor END), 0),
          coalesce(sum(CASE WHEN customer_id IS NULL THEN amount_minor END), 0), count(*), count(customer_id)
        FROM incoming_purchases GROUP BY currency ORDER BY currency
        """
    ).fetchall()
    return [Bought(*r) for r in rows]


def given_back(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[int, int, int]]:
    """By currency: refunds in minor units, how many there are, and how many are tied to an order."""
    rows = connection.execute(
        "SELECT currency, CAST(sum(amount_minor) AS HUGEINT), count(*), count(order_id) FROM incoming_refunds GROUP BY currency"
    ).fetchall()
    return {currency: (int(minor), n, tied) for currency, minor, n, tied in rows}


@dataclass(frozen=True, slots=True)
class TakenOff:
    """What discount lines took off their orders' amounts, below zero; and how many lines they are."""

    minor: int
    lines: int


def taken_off(connection: duckdb.DuckDBPyConnection) -> dict[str, TakenOff]:
    """By currency: what discount lines took off their orders."""
    if not has_table(connection, "orders_bought"):
        return {}
    rows = connection.execute(
        "SELECT currency, CAST(sum(off_minor) AS HUGEINT), CAST(sum(off_lines) AS BIGINT) FROM orders_bought"
        " WHERE off_lines > 0 GROUP BY currency"
    ).fetchall()
    return {currency: TakenOff(int(minor), lines) for currency, minor, lines in rows}


def repeated(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[int, int]]:
    """By currency: rows beyond the first of an order that has a row of its own, and their money.

    Also the money of lines whose order has such a row: it holds the order's amount.
    """
    if not has_table(connection, "orders_seen"):
        return {}
    rows = connection.execute(
        f"""
        WITH rows_of_orders AS (
          SELECT order_id, currency, grain <> 'line' AND (grain = 'order' OR is_head) AS is_own, copies,
            CASE WHEN grain = 'both' THEN head_minor ELSE amount_minor END AS minor
          FROM rows_final
          WHERE {USED} AND order_id IS NOT NULL AND grain <> 'refund' AND NOT is_refund AND role = 'product'
        ), counted AS (
          SELECT order_id, currency, sum(CASE WHEN is_own THEN copies END) - 1 AS again,
            sum(CAST(minor AS HUGEINT) * copies) - max(CASE WHEN is_own THEN minor END) AS money
          FROM rows_of_orders GROUP BY order_id, currency HAVING bool_or(is_own)
        )
        SELECT currency, CAST(sum(again) AS BIGINT), CAST(sum(money) AS HUGEINT) FROM counted
        GROUP BY currency HAVING sum(again) > 0 OR sum(money) > 0
        """
    ).fetchall()
    return {currency: (int(again), int(money)) for currency, again, money in rows}
