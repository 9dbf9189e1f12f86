"""SQL of the facts ``incoming_refunds``: what was given back, tied to the order it undoes."""

from __future__ import annotations

import duckdb

from regulars.facts.intake import Noticed
from regulars.readers.rows.asking import has_table
from regulars.readers.rows.purchases import USED, WRITTEN_AMOUNT, WRITTEN_AT, Origin
from regulars.words import Money, counted

# Equal refunds are one row here with their copies, so that each is looked for once; numbered as they take their turn.
GIVEN_BACK = f"""
SELECT row_number() OVER (ORDER BY occurred_at, abs(quantity) DESC, order_id, refund_id, line_id, customer, product,
    unit_price, own_minor, remainder, row_currency, reason) AS refund_number,
  form, grain, customer, occurred_at, occurred_local, occurred_utc, day_only, order_id, line_id, refund_id, product,
  abs(quantity) AS quantity, unit_price, own_minor, remainder, row_currency, abs(amount_minor) AS amount_minor, currency,
  reason, copies, coalesce(order_id IN (SELECT order_id FROM orders_bought), false) AS is_named
FROM rows_final
WHERE {USED} AND is_refund
"""

# A refund that names an order that was bought undoes that order. Else: of the same customer, product and
# unit price, the latest earlier order with enough pieces left; without products, of the same amount.
MATCHED = """
SELECT g.* EXCLUDE (order_id, copies), g.order_id AS own_order_id, coalesce(t.copies, g.copies) AS copies,
  coalesce(t.order_id, CASE WHEN g.grain = 'refund' OR g.is_named THEN g.order_id END) AS order_id
FROM given_back AS g
LEFT JOIN ties AS t ON t.refund_number = g.refund_number
"""


def refunds(origin: Origin) -> str:
    """SELECT of refunds from the table ``refunds_matched``, told apart by number where all else is equal."""
    identity = (
        "refund_id", "own_order_id", "line_id", "product",
        *(
            f"CASE WHEN refund_id IS NULL THEN {p} END"
            for p in ("customer", "quantity", "unit_price", WRITTEN_AT, WRITTEN_AMOUNT)
        ),
    )  # fmt: skip
    fact_id = origin.fact_id("refund", *(f"part_{i}" for i in range(len(identity))), "ordinal")
    parts = ", ".join(f"{p} AS part_{i}" for i, p in enumerate(identity))
    keys = ", ".join(f"part_{i}" for i in range(len(identity)))
    return f"""
    WITH parted AS (SELECT *, {parts} FROM refunds_matched),
    numbered AS (
      SELECT *, CAST(sum(copies) OVER (PARTITION BY {keys}
        ORDER BY occurred_at, customer, own_minor, remainder, quantity, unit_price,
        row_currency, reason, form, order_id ROWS UNBOUNDED PRECEDING) AS BIGINT) - copies AS ordinal_first
      FROM parted
    ), each_one AS (SELECT *, ordinal_first + k AS ordinal FROM numbered, unnest(range(copies)) AS u(k)),
    named AS (
      SELECT {origin.head(fact_id)}, refund_id, own_order_id, order_id, line_id, quantity, amount_minor, currency, reason
      FROM each_one)
    SELECT fact_id, customer_id, occurred_at, occurred_precision, recorded_at, source, import_id,
      coalesce(refund_id, own_order_id, lower(hex(fact_id))) AS refund_id, order_id, line_id,
      CAST(quantity AS DOUBLE) AS quantity, amount_minor, currency, reason
    FROM named
    """


def refunded_orders(origin: Origin) -> str:
    """SELECT of the money that orders' own rows say was given back since."""
    return f"""
    SELECT {origin.head(origin.fact_id("refund", "order_id", "'refunded'"))},
      concat(order_id, '-refunded') AS refund_id, order_id,
      CAST(NULL AS VARCHAR) AS line_id, CAST(NULL AS DOUBLE) AS quantity, refunded_minor AS amount_minor, currency,
      CAST(NULL AS VARCHAR) AS reason
    FROM orders_bought WHERE refunded_minor > 0
    """


def refunded_rows(origin: Origin) -> str:
    """SELECT of the money that came back of purchases without an order's id: refunds that are tied to none."""
    first = (
        f"CAST(sum(copies) OVER (PARTITION BY customer, {WRITTEN_AT}, {WRITTEN_AMOUNT}, row_currency ORDER BY refunded_minor"
        " ROWS UNBOUNDED PRECEDING) AS BIGINT) - copies"
    )
    fact_id = origin.fact_id("refund", "customer", WRITTEN_AT, WRITTEN_AMOUNT, "row_currency", "ordinal", "'refunded'")
    return f"""
    WITH given AS (
      SELECT *, {first} AS ordinal_first FROM rows_final
      WHERE {USED} AND grain = 'order' AND order_id IS NULL AND refunded_minor > 0 AND NOT is_refund
    ), each_one AS (SELECT *, ordinal_first + k AS ordinal FROM given, unnest(range(copies)) AS u(k)),
    named AS (SELECT {origin.head(fact_id)}, refunded_minor, currency FROM each_one)
    SELECT fact_id, customer_id, occurred_at, occurred_precision, recorded_at, source, import_id,
      lower(hex(fact_id)) AS refund_id, CAST(NULL AS VARCHAR) AS order_id, CAST(NULL AS VARCHAR) AS line_id,
      CAST(NULL AS DOUBLE) AS quantity, refunded_minor AS amount_minor, currency, CAST(NULL AS VARCHAR) AS reason
    FROM named
    """


FULLY_REFUNDED = """
SELECT o.order_id, o.amount_minor, o.currency, r.back, r.refunds
FROM orders_bought AS o
JOIN (SELECT order_id, sum(amount_minor) AS back, count(*) AS refunds FROM incoming_refunds GROUP BY order_id) AS r
  ON r.order_id = o.order_id
WHERE r.back >= o.amount_minor AND o.amount_minor > 0
"""
"""Orders whose whole amount was given back."""


def left_out(connection: duckdb.DuckDBPyConnection) -> tuple[Noticed, ...]:
    """The refunds that went with their orders, where a policy sets aside what was given back in full."""
    if not has_table(connection, "orders_refunded"):
        return ()
    rows = connection.execute(
        "SELECT currency, CAST(sum(back) AS BIGINT), CAST(sum(refunds) AS BIGINT) FROM orders_refunded GROUP BY 1 ORDER BY 1"
    ).fetchall()
    money, refunds = tuple(Money(back, currency) for currency, back, _ in rows), sum(n for _, _, n in rows)
    if not refunds:
        return ()
    said = counted(refunds, "refund is left out with the order it undoes", "refunds are left out with the orders they undo")
    return (Noticed("refunds_left_out", refunds, money, f"{said}: {' and '.join(str(m) for m in money)}"),)
