"""SQL of the facts ``incoming_purchases`` and ``incoming_purchase_lines``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from regulars.readers.rows.expressions import literal, sixteen_bytes

USED = "problem = 0 AND late_reason IS NULL AND set_aside_by IS NULL"
TAKES_OFF = "grain = 'line' AND role = 'discount' AND amount_minor < 0"
# When the row says it happened, as written: a corrected time zone changes the time of a fact, not its identity.
WRITTEN_AT = (
    "CASE WHEN occurred_local IS NULL THEN concat(epoch_us(occurred_utc), 'Z')"
    " WHEN day_only THEN concat(datediff('day', DATE '1970-01-01', CAST(occurred_local AS DATE)), 'd')"
    " ELSE CAST(epoch_us(occurred_local) AS VARCHAR) END"
)
# Whole minor units, and what rounding took where it took something.
WRITTEN_AMOUNT = "CASE WHEN remainder = 0 THEN CAST(own_minor AS VARCHAR) ELSE concat(own_minor, '+', remainder) END"

# The same as a number: a purchase without an id is mostly told from others by its time and its amount.
_WHEN_AND_HOW_MUCH = (
    "(CAST(epoch_us(CASE WHEN occurred_local IS NULL THEN occurred_utc"
    " WHEN day_only THEN date_trunc('day', occurred_local) ELSE occurred_local END) AS UHUGEINT) * 18446744073709551616"
    " + CAST(own_minor AS UHUGEINT))"
)
# What else tells them apart, where there is anything.
_RARELY_SAID = (
    "CASE WHEN occurred_local IS NULL OR day_only OR remainder <> 0 OR row_currency IS NOT NULL OR ordinal > 0"
    " THEN concat(CASE WHEN occurred_local IS NULL THEN 'Z' WHEN day_only THEN 'd' END, chr(31),"
    " CASE WHEN remainder <> 0 THEN remainder END, chr(31), row_currency, chr(31), ordinal) END"
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where facts come from: the shop's name for the source, the import, and when it was written."""

    source: str
    import_id: str
    recorded_at: datetime
    pseudonym_key: str = ""

    def head(self, fact_id: str, precision: str = "CASE WHEN day_only THEN 'day' ELSE 'second' END") -> str:
        """The columns that every fact has, in the contract's order."""
        return (
            f"{fact_id} AS fact_id, customer AS customer_id, occurred_at, {precision} AS occurred_precision,"
            f" TIMESTAMP {literal(self.recorded_at.isoformat(sep=' '))} AS recorded_at,"
            f" {literal(self.source)} AS source, {literal(self.import_id)} AS import_id"
        )

    def fact_id(self, kind: str, *parts: str, number: str = "") -> str:
        """Sixteen bytes that are equal for the same thing however often it is imported.

        A part that is NULL counts as empty; parts are set apart, so that none runs into the next.
        ``number``: what else tells things apart, as one whole number of at most 128 bits.
        """
        apart = ", chr(31), ".join(parts)
        return sixteen_bytes(f"concat({literal(kind + chr(31) + self.source + chr(31))}, {apart})", number)


def purchases_without_id(origin: Origin, *, numbered: bool, copied: bool) -> str:
    """SELECT of purchases that have no order id: a row is a purchase, equal rows are told apart by number.

    ``numbered``: rows of equal identity may differ in other columns, and are numbered across.
    ``copied``: some rows stand more than once.
    """
    key = f"customer, ({WRITTEN_AT}), own_minor, remainder, row_currency"
    first = (
        f"CAST(sum(copies) OVER (PARTITION BY {key} ORDER BY place, channel, staff, product, quantity, unit_price, discount,"
        " tax, shipping, category, brand, form, line_id, total ROWS UNBOUNDED PRECEDING) AS BIGINT) - copies"
    )
    identity = origin.fact_id("purchase", "customer", _RARELY_SAID, number=_WHEN_AND_HOW_MUCH)
    columns = (
        f"{origin.head(identity)}, CAST(NULL AS VARCHAR) AS order_id, amount_minor, currency,"
        " coalesce(discount_minor, 0) AS discount_minor, tax_minor, shipping_minor, CAST(NULL AS INTEGER) AS n_lines,"
        " place, channel, staff AS staff_id"
    )
    again = "SELECT bought.*, ordinal_first + k AS ordinal FROM bought, unnest(range(copies)) AS u(k) WHERE copies > 1"
    return f"""
    WITH bought AS NOT MATERIALIZED (
      SELECT *, {first if numbered else "0"} AS ordinal_first FROM rows_final
      WHERE {USED} AND grain = 'order' AND order_id IS NULL AND NOT is_refund AND role = 'product'
    ), each_one AS (
      SELECT *, ordinal_first AS ordinal FROM bought WHERE copies = 1
      {"UNION ALL " + again if copied else ""}
    )
    SELECT {columns} FROM each_one
    """


ORDERS_BOUGHT = f"""
WITH rolled AS (
  SELECT
    order_id,
    max(customer) AS customer,
    min(occurred_at) AS occurred_at,
    bool_and(coalesce(day_only, true)) AS day_only,
    max(CASE WHEN grain = 'order' THEN amount_minor WHEN is_head THEN head_minor END) AS own_row_minor,
    CAST(sum(CASE WHEN grain <> 'order' AND role = 'product' THEN amount_minor * copies END) AS BIGINT) AS goods_minor,
    CAST(coalesce(sum(CASE WHEN {TAKES_OFF} THEN amount_minor * copies END), 0) AS BIGINT) AS off_minor,
    CAST(coalesce(sum(CASE WHEN {TAKES_OFF} THEN copies END), 0) AS BIGINT) AS off_lines,
    max(currency) AS currency,
    CAST(coalesce(max(CASE WHEN grain = 'order' THEN discount_minor WHEN is_head THEN order_discount_minor END),
      sum(CASE WHEN grain = 'line' AND role = 'product' THEN discount_minor * copies END), 0) AS BIGINT) AS discount_minor,
    CAST(coalesce(max(CASE WHEN grain = 'order' OR is_head THEN tax_minor END),
      sum(CASE WHEN grain = 'line' THEN tax_minor * copies END)) AS BIGINT) AS tax_minor,
    CAST(coalesce(max(CASE WHEN grain = 'order' OR is_head THEN shipping_minor END),
      sum(CASE WHEN grain = 'line' AND role = 'shipping' THEN amount_minor * copies END)) AS BIGINT) AS shipping_minor,
    CAST(nullif(sum(CASE WHEN grain <> 'order' AND role = 'product' THEN copies ELSE 0 END), 0) AS INTEGER) AS n_lines,
    min(place) AS place,
    min(channel) AS channel,
    min(staff) AS staff,
    max(refunded_minor) AS refunded_minor
  FROM rows_final
  WHERE {USED} AND order_id IS NOT NULL AND grain <> 'refund' AND NOT is_refund
  GROUP BY order_id
  HAVING count(CASE WHEN grain = 'both' OR role = 'product' THEN 1 END) > 0
), settled AS (
  SELECT *, off_lines > 0 AND own_row_minor IS NULL AND goods_minor + off_minor >= 0 AS is_off FROM rolled
)
SELECT
  * EXCLUDE (own_row_minor, goods_minor, is_off)
    REPLACE (
      CASE WHEN is_off THEN off_minor ELSE 0 END AS off_minor,
      CASE WHEN is_off THEN off_lines ELSE 0 END AS off_lines,
      discount_minor - CASE WHEN is_off THEN off_minor ELSE 0 END AS discount_minor
    ),
  coalesce(own_row_minor, goods_minor + CASE WHEN is_off THEN off_minor ELSE 0 END) AS amount_minor
FROM settled
"""
"""Each order with goods, rolled up from its own row where there is one, else from its lines, its discount lines taken off.

A discount that is more than the goods of its order stays apart: what it is off can't be told.
"""


def purchases_with_id(origin: Origin) -> str:
    """SELECT of purchases from the table ``orders_bought``."""
    return (
        f"SELECT {origin.head(origin.fact_id('purchase', 'order_id'))}, order_id, amount_minor, currency, discount_minor,"
        " tax_minor, shipping_minor, n_lines, place, channel, staff AS staff_id FROM orders_bought"
    )


def called_off(origin: Origin) -> str:
    """SELECT of orders (order_id, source, customer_id) all of whose own rows say that they were called off or not paid."""
    return (
        f"SELECT s.order_id, {literal(origin.source)} AS source, s.customer AS customer_id FROM orders_seen AS s"
        " ANTI JOIN orders_bought AS b ON b.order_id = s.order_id WHERE s.is_called_off"
    )


def lines(origin: Origin, *, with_line_id: bool) -> str:
    """SELECT of the lines of orders: by their own id where they have one, else by all they say."""
    first = (
        "CAST(sum(copies) OVER (PARTITION BY order_id, line_id ORDER BY product, quantity, unit_price, amount, discount,"
        " occurred_at, form, category, brand, place, channel, staff, tax ROWS UNBOUNDED PRECEDING) AS BIGINT) - copies"
    )
    content = (
        "CASE WHEN line_id IS NOT NULL THEN line_id ELSE md5(concat_ws(chr(31), "
        + ", ".join(
            f"coalesce(CAST({c} AS VARCHAR), '')"
            for c in ("product", "category", "brand", "own_brand", "quantity", "unit_price", WRITTEN_AMOUNT, "discount", "tax",
                      WRITTEN_AT, "place", "channel", "staff", "form")
            if c != "form"
        )
        + ")) END"
    )  # fmt: skip
    return f"""
    WITH sold AS NOT MATERIALIZED (
      SELECT *, {first if with_line_id else "0"} AS ordinal_first, {content} AS content FROM rows_final
      WHERE {USED} AND grain IN ('line', 'both') AND NOT is_refund AND own_minor IS NOT NULL
    ), each_one AS (
      SELECT *, ordinal_first AS ordinal FROM sold WHERE copies = 1
      UNION ALL
      SELECT sold.*, ordinal_first + k AS ordinal FROM sold, unnest(range(copies)) AS u(k) WHERE copies > 1
    )
    SELECT {origin.head(origin.fact_id("line", "order_id", "content", "ordinal"))}, order_id,
      CASE WHEN line_id IS NULL THEN concat(left(content, 12), '-', ordinal + 1) WHEN ordinal > 0
        THEN concat(line_id, '-', ordinal + 1) ELSE line_id END AS line_id,
      CASE role WHEN 'discount' THEN 'adjustment' ELSE role END AS role, product AS product_id, category, brand, own_brand,
      CAST(quantity AS DOUBLE) AS quantity, amount_minor, coalesce(discount_minor, 0) AS discount_minor
    FROM each_one
    """
