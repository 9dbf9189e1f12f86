"""SQL of the facts ``incoming_refunds``: what was given back, tied to the order it undoes."""

from __future__ import annotations

from regulars.readers.rows.purchases import USED, WRITTEN_AMOUNT, WRITTEN_AT, Origin

# Equal refunds are one row here with their copies, so that each is looked for once.
GIVEN_BACK = f"""
SELECT row_number() OVER () AS refund_number, form, grain, customer, occurred_at, occurred_local, occurred_utc, day_only,
  order_id, line_id, refund_id, product, abs(quantity) AS quantity, unit_price, own_minor, remainder, row_currency,
  abs(amount_minor) AS amount_minor, currency, reason, copies
FROM rows_final
WHERE {USED} AND is_refund
"""

SOLD_BEFORE = f"""
SELECT order_id, customer, product, unit_price, quantity, occurred_at, amount_minor
FROM rows_final
WHERE {USED} AND grain IN ('line', 'order') AND order_id IS NOT NULL
  AND customer IS NOT NULL AND NOT is_refund AND role = 'product'
"""

# A refund that names an order that was bought undoes that order. Else: of the same customer, product and
# unit price, the latest earlier order with at least as many pieces; without products, of the same amount.
MATCHED = """
WITH looked_for AS (
  SELECT g.* FROM given_back AS g
  WHERE g.order_id IS NULL OR NOT EXISTS (SELECT 1 FROM orders_bought AS o WHERE o.order_id = g.order_id)
), by_product AS (
  SELECT g.refund_number, arg_max(s.order_id, (s.occurred_at, s.order_id)) AS order_id
  FROM looked_for AS g
  JOIN sold_before AS s ON s.customer = g.customer AND s.product = g.product AND s.unit_price = g.unit_price
  WHERE s.occurred_at <= g.occurred_at AND s.quantity >= g.quantity
  GROUP BY g.refund_number
), by_amount AS (
  SELECT g.refund_number, arg_max(s.order_id, (s.occurred_at, s.order_id)) AS order_id
  FROM looked_for AS g
  JOIN sold_before AS s ON s.customer = g.customer AND s.amount_minor = g.amount_minor
  WHERE g.product IS NULL AND s.product IS NULL AND s.occurred_at <= g.occurred_at
  GROUP BY g.refund_number
)
SELECT g.* EXCLUDE (order_id), g.order_id AS own_order_id,
  coalesce(p.order_id, a.order_id, CASE WHEN g.grain = 'refund' OR l.refund_number IS NULL THEN g.order_id END) AS order_id
FROM given_back AS g
LEFT JOIN looked_for AS l ON l.refund_number = g.refund_number
LEFT JOIN by_product AS p ON p.refund_number = g.refund_number
LEFT JOIN by_amount AS a ON a.refund_number = g.refund_number
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
        row_currency, reason, form ROWS UNBOUNDED PRECEDING) AS BIGINT) - copies AS ordinal_first
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


FULLY_REFUNDED = """
SELECT o.order_id, o.amount_minor
FROM orders_bought AS o
JOIN (SELECT order_id, sum(amount_minor) AS back FROM incoming_refunds GROUP BY order_id) AS r ON r.order_id = o.order_id
WHERE r.back >= o.amount_minor AND o.amount_minor > 0
"""
"""Orders whose whole amount was given back."""
