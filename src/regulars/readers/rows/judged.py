"""The view ``rows_judged``: what each row is, and what keeps it out: a problem, or a policy's choice."""

from __future__ import annotations

from collections.abc import Collection, Mapping

# The order in which policies set rows aside: a row is counted under the first that does.
ROW_POLICIES: dict[str, str] = {
    "test_orders": "is_test",
    "unpaid_orders": "is_unpaid",
    "bad_debt": "is_bad_debt",
    "stock_write_offs": "is_stock",
    "zero_amounts": "is_zero",
    "guests": "is_guest",
}

_ORDERLESS = """
SELECT * REPLACE (coalesce(is_unpaid, false) AS is_unpaid), customer AS known_customer, occurred_at AS known_at,
  CAST(NULL AS VARCHAR) AS late_reason
FROM rows_read
"""
_OF_ORDERS = """
SELECT r.* EXCLUDE (is_test, is_unpaid),
  coalesce(r.customer, o.customer) AS known_customer,
  coalesce(r.occurred_at, o.first_at) AS known_at,
  r.is_test OR coalesce(o.is_test, false) AS is_test,
  coalesce(r.is_unpaid, false) OR coalesce(o.is_unpaid, false) AS is_unpaid,
  CASE
    WHEN r.problem <> 0 OR r.order_id IS NULL THEN NULL
    WHEN coalesce(r.occurred_at, o.first_at) IS NULL OR (r.grain = 'both' AND coalesce(o.heads, 0) = 0) THEN 'no_order_row'
    WHEN r.grain <> 'refund' AND o.is_conflict AND {lost} THEN 'conflicting_order'
  END AS late_reason
FROM rows_read AS r
LEFT JOIN orders_seen AS o ON o.order_id = r.order_id
"""
_LOST = """NOT coalesce(CASE WHEN r.grain = 'line' THEN r.customer = o.last_customer AND r.currency = o.last_currency
  ELSE r.occurred_at = o.last_at AND coalesce(r.head_minor, r.own_minor) = o.last_minor END, false)"""
_FLAGGED = """
SELECT * EXCLUDE (customer, occurred_at, known_customer, known_at),
  customer AS own_customer,
  known_customer AS customer,
  known_at AS occurred_at,
  coalesce(CASE grain WHEN 'refund' THEN true WHEN 'both' THEN false
    ELSE role = 'product' AND (exact < 0 OR (exact = 0 AND quantity < 0)) END, false) AS is_refund,
  coalesce(grain <> 'refund' AND quantity < 0 AND known_customer IS NULL AND exact = 0, false) AS is_stock,
  coalesce(CASE WHEN grain = 'both' THEN is_head AND head_exact = 0
    ELSE grain <> 'refund' AND role = 'product' AND exact = 0 AND coalesce(quantity, 1) >= 0 END, false) AS is_zero
"""
_OF_A_SALE = "NOT (grain = 'order' AND role <> 'product')"


def rows_judged(policies: Mapping[str, str], *, with_orders: bool, once: Collection[int] = ()) -> str:
    """SELECT over ``rows_read`` and, where orders have ids, ``orders_seen``.

    ``once``: forms in which each line of an order says the sum of all, so that of a refund's equal lines one counts.
    """
    lost = "true" if policies["conflicting_orders"] == "quarantine" else _LOST
    known = _OF_ORDERS.format(lost=lost) if with_orders else _ORDERLESS
    cases = " ".join(f"WHEN {flag} THEN '{name}'" for name, flag in ROW_POLICIES.items() if policies[name] == "set_aside")
    set_aside = f"CASE WHEN problem <> 0 OR late_reason IS NOT NULL THEN NULL {cases} END" if cases else "CAST(NULL AS VARCHAR)"
    copies = "1" if policies["exact_duplicates"] == "drop" else "n"
    if once:
        listed = ", ".join(str(number) for number in sorted(once))
        copies = f"CASE WHEN form IN ({listed}) AND order_id IS NOT NULL AND is_refund THEN 1 ELSE {copies} END"
    return f"""
    WITH known AS ({known}),
    flagged AS ({_FLAGGED} FROM known),
    guests AS (SELECT *, customer IS NULL AND NOT is_refund AND NOT is_stock AND {_OF_A_SALE} AS is_guest FROM flagged)
    SELECT *, {set_aside} AS set_aside_by, CAST({copies} AS BIGINT) AS copies FROM guests
    """


ORDERS_SEEN = """
WITH found AS (
  SELECT order_id, customer, occurred_at, day_only, currency, is_test, is_unpaid, grain = 'line' AS is_line,
    grain = 'order' OR (grain = 'both' AND coalesce(is_head, false)) AS is_head,
    CASE WHEN coalesce(exact, 0) >= 0 THEN place END AS sold_at,
    CASE WHEN coalesce(exact, 0) >= 0 THEN CAST(coalesce(occurred_local, occurred_utc) AS DATE) END AS sold_on,
    CASE WHEN grain = 'both' THEN head_minor WHEN grain = 'order' AND exact >= 0 THEN own_minor END AS minor,
    CAST(coalesce(occurred_local, occurred_utc) AS DATE) AS own_day,
    CASE WHEN (grain <> 'both' OR coalesce(is_head, false)) AND coalesce(exact, 0) >= 0 AND coalesce(head_exact, 0) >= 0
      THEN is_unpaid END AS says_unpaid
  FROM rows_read
  WHERE problem = 0 AND order_id IS NOT NULL AND grain <> 'refund'
)
SELECT
  order_id,
  max(customer) AS customer,
  min(occurred_at) AS first_at,
  bool_or(is_test) AS is_test,
  coalesce(bool_or(is_unpaid AND NOT is_line), false) OR coalesce(bool_and(is_unpaid), false) AS is_unpaid,
  coalesce(bool_and(says_unpaid), false) AS is_called_off,
  count(CASE WHEN is_head THEN 1 END) AS heads,
  coalesce(min(customer) <> max(customer), false) OR coalesce(min(currency) <> max(currency), false)
    OR coalesce(min(minor) <> max(minor), false)
    OR coalesce(min(CASE WHEN is_head AND minor IS NOT NULL THEN own_day END)
      <> max(CASE WHEN is_head AND minor IS NOT NULL THEN own_day END), false) AS is_conflict,
  coalesce(min(sold_at) <> max(sold_at), false) AND (coalesce(min(customer) <> max(customer), false) OR count(customer) = 0
    OR coalesce(min(sold_on) <> max(sold_on), false)) AS is_of_several,
  max(occurred_at) AS last_at,
  arg_max(minor, (occurred_at, minor)) AS last_minor,
  arg_max(customer, (occurred_at, customer)) AS last_customer,
  arg_max(currency, (occurred_at, currency)) AS last_currency
FROM found
GROUP BY order_id
"""
"""What rows say of each order, and whether they contradict each other.

An order was called off only if all say so that speak of it: what came back, or a line beside the order's own row, does not.
Several shops sold it where they did so to different customers, to nobody known, or on different days; what came back may
come back elsewhere. One line of several that was called off takes the others with it only where these say nothing of that.
"""
