"""What it means that orders of an import were there already: lines they lost, and numbers that collide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from regulars.errors import ConflictingOrders
from regulars.facts.intake import Noticed
from regulars.facts.kinds import INCOMING_CALLED_OFF
from regulars.words import counted

COLLISIONS_AT_MOST = 0.5


@dataclass(frozen=True, slots=True)
class Lost:
    """Lines that orders have no longer: how many each earlier import had brought, and of how many orders.

    ``afresh``: of these orders, those that came with none of the lines they had. ``example``: one of them.
    """

    by_import: Mapping[str, int]
    orders: int = 0
    afresh: int = 0
    example: str = ""

    def noticed(self) -> list[Noticed]:
        lines = sum(self.by_import.values())
        if not lines:
            return []
        said = (
            f"{counted(lines, 'line')} of {counted(self.orders, 'order')} that came again"
            f" {'is' if lines == 1 else 'are'} withdrawn: an order is what its latest import says"
        )
        if self.afresh:
            said += (
                f"; {counted(self.afresh, 'of these orders has', 'of these orders have')} none of the earlier lines left:"
                " if an export cuts orders in two, import all of its files in one command"
            )
        return [Noticed("withdrawn_lines", lines, (), said)]


def orders_called_off(connection: duckdb.DuckDBPyConnection, held: str, *, lost_already: bool = False) -> Lost:
    """Leave in the table ``lost`` the facts in ``held`` of orders that this import says were called off or not paid.

    An order of the same number that is somebody else's is another order. ``lost_already``: whether the table is there, and
    holds others.
    """
    gone = f"""
        SELECT p.fact_id, p.order_id, p.source, p.import_id FROM {held} AS p
        SEMI JOIN {INCOMING_CALLED_OFF} AS o ON o.order_id = p.order_id AND o.source = p.source
          AND coalesce(o.customer_id = p.customer_id, true)
    """
    by_import = dict(connection.execute(f"SELECT import_id, count(*) FROM ({gone}) GROUP BY import_id ORDER BY 1").fetchall())
    [(example,)] = connection.execute(f"SELECT coalesce(min(order_id), '') FROM ({gone})").fetchall()
    connection.execute(f"INSERT INTO lost {gone}" if lost_already else f"CREATE OR REPLACE TEMP TABLE lost AS {gone}")
    return Lost(by_import, sum(by_import.values()), example=example)


def told_called_off(lost: Lost) -> Noticed:
    """What the importer is told of orders that were held until now."""
    said = f"{counted(lost.orders, 'order')} (such as {lost.example}) that {'was' if lost.orders == 1 else 'were'} held"
    why = "withdrawn: this import says that all of it was called off or not paid (unpaid_orders=keep lets such orders stand)"
    return Noticed("called_off_orders", lost.orders, (), f"{said} {'is' if lost.orders == 1 else 'are'} {why}")


def lines_lost(connection: duckdb.DuckDBPyConnection, held: str) -> Lost:
    """Leave in the table ``lost`` the lines in ``held`` whose order came again without them.

    ``held``: a FROM clause of the latest versions. An order that came without any lines keeps its own.
    """
    arrived = "incoming_purchase_lines"
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE lost AS
        SELECT p.fact_id, p.order_id, p.source, p.import_id FROM {held} AS p
        SEMI JOIN {arrived} AS o ON o.order_id = p.order_id AND o.source = p.source
        ANTI JOIN {arrived} AS i ON i.fact_id = p.fact_id
        """
    )
    by_import = dict(connection.execute("SELECT import_id, count(*) FROM lost GROUP BY import_id ORDER BY 1").fetchall())
    if not by_import:
        return Lost({})
    kept = f"SELECT p.order_id, p.source FROM {held} AS p SEMI JOIN {arrived} AS i ON i.fact_id = p.fact_id"
    [(orders, afresh)] = connection.execute(
        f"""
        SELECT count(*), count(CASE WHEN k.order_id IS NULL THEN 1 END)
        FROM (SELECT DISTINCT order_id, source FROM lost) AS l
        LEFT JOIN (SELECT DISTINCT order_id, source FROM ({kept})) AS k ON k.order_id = l.order_id AND k.source = l.source
        """
    ).fetchall()
    return Lost(by_import, orders, afresh)


def collisions(connection: duckdb.DuckDBPyConnection, held: str, met: int) -> list[Noticed]:
    """Orders of the table ``verdicts`` that came back as somebody else's, on another day.

    ``met``: how many of the import's orders were there already. ConflictingOrders where most of them
    are others: then two shops' numbers collide, and nothing may be written.
    """
    [(others, example)] = connection.execute(
        f"""
        SELECT count(*), min(i.order_id) FROM incoming_purchases AS i
        JOIN verdicts AS v ON v.fact_id = i.fact_id AND v.changed
        JOIN {held} AS p ON p.fact_id = i.fact_id
        WHERE p.customer_id IS DISTINCT FROM i.customer_id AND CAST(p.occurred_at AS DATE) <> CAST(i.occurred_at AS DATE)
        """
    ).fetchall()
    if not others:
        return []
    were = "was" if others == 1 else "were"
    said = f"{counted(others, 'order')} (such as {example}) {were} another customer's on another day"
    if others > max(1, COLLISIONS_AT_MOST * met):
        raise ConflictingOrders(
            f"of {counted(met, 'order')} with a number that this workspace knows, {said}",
            expected="exports of the same orders under one source",
            do="if these are another shop's or till's orders, give them a source of their own (--source NAME); if the"
            " earlier import was read wrongly, make a new workspace and import all files into that",
        )
    return [Noticed("colliding_orders", others, (), f"{said}: the latest import holds; numbers of two shops need two sources")]
