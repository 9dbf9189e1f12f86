"""The data contract: every kind of fact, declared once.

Checking, documentation, Parquet and SQL follow from these declarations.
"""

from __future__ import annotations

import pyarrow as pa

from regulars.facts.kinds_columns import (
    COUNT,
    CURRENCY,
    MONEY,
    NUMBER,
    SCHEMA_VERSION,
    TEXT,
    TRUTH,
    Column,
    Kind,
    about_somebody,
    about_whoever,
)
from regulars.facts.kinds_ties import ASSIGNMENTS, COMMITMENTS, CONDITIONS, IDENTITIES, INCENTIVES
from regulars.facts.kinds_voices import ADVOCACY, ANSWERS, COMPLAINTS, CONTACTS, PERMISSIONS

__all__ = ["KINDS", "SCHEMA_VERSION", "Column", "Kind", "empty_table"]

# A purchase without a customer is a guest's: it counts in the takings, never in a rate.
# docs/decisions/0003-guests-are-purchases-without-a-customer.md says why.
_A_GUEST = "for a guest"

PURCHASES = about_whoever(
    "purchases",
    "one order: somebody paid for goods",
    _A_GUEST,
    Column("order_id", TEXT, "the order's own id", required=False, example="536365"),
    Column(
        "amount_minor",
        MONEY,
        "paid for goods after discounts, with tax, without shipping and fees",
        "minor units",
        example="13912",
    ),
    CURRENCY,
    Column("discount_minor", MONEY, "taken off the goods", "minor units", example="0"),
    Column("tax_minor", MONEY, "tax within amount_minor", "minor units", False, "2319"),
    Column("shipping_minor", MONEY, "paid for delivery, outside amount_minor", "minor units", False, "495"),
    Column("n_lines", COUNT, "lines of goods", "lines", False, "7"),
    Column("place", TEXT, "shop, till or country", required=False, example="Vilnius"),
    Column("channel", TEXT, "web, till, phone …", required=False, example="web"),
    Column("staff_id", TEXT, "who served", required=False, example="S-7"),
)
PURCHASE_LINES = about_whoever(
    "purchase_lines",
    "one line of an order",
    _A_GUEST,
    Column("order_id", TEXT, "the order it belongs to", example="536365"),
    Column("line_id", TEXT, "the line within the order", example="1"),
    Column("role", TEXT, "what the line is", example="product", values=("product", "shipping", "fee", "voucher", "adjustment")),
    Column("product_id", TEXT, "stock code", required=False, example="85123A"),
    Column("category", TEXT, "what kind of goods", required=False, example="lights"),
    Column("brand", TEXT, "whose brand", required=False, example="Acme"),
    Column("own_brand", TRUTH, "is it the shop's own brand", required=False, example="false"),
    Column("quantity", NUMBER, "how many", "pieces", False, "6"),
    Column("amount_minor", MONEY, "price times quantity, rounded once, after discount", "minor units", example="1530"),
    Column("discount_minor", MONEY, "taken off this line", "minor units", example="0"),
)
REFUNDS = about_whoever(
    "refunds",
    "money given back for an order or a line of it",
    _A_GUEST,
    Column("refund_id", TEXT, "the refund's own id", example="C536379"),
    Column("order_id", TEXT, "the order it undoes; empty when none was found", required=False, example="536365"),
    Column("line_id", TEXT, "the line it undoes", required=False, example="1"),
    Column("quantity", NUMBER, "how many came back, positive", "pieces", False, "1"),
    Column("amount_minor", MONEY, "given back, positive", "minor units", example="1530"),
    CURRENCY,
    Column("reason", TEXT, "why", required=False, example="damaged"),
)
ATTRIBUTES = about_somebody(
    "attributes",
    "what is known of a customer, and since when",
    Column("name", TEXT, "which attribute", example="acquired_through"),
    Column("value", TEXT, "its value from then on", example="friend"),
)

_OF_BUYING = (PURCHASES, PURCHASE_LINES, REFUNDS)
_OF_SPEAKING = (ANSWERS, CONTACTS, PERMISSIONS, COMPLAINTS, ADVOCACY)
_OF_STAYING = (INCENTIVES, COMMITMENTS, CONDITIONS, ASSIGNMENTS)
_OF_BEING = (ATTRIBUTES, IDENTITIES)
KINDS: dict[str, Kind] = {k.name: k for k in (*_OF_BUYING, *_OF_SPEAKING, *_OF_STAYING, *_OF_BEING)}


INCOMING_CALLED_OFF = "incoming_called_off"
"""A table beside those of the facts that come in: orders (order_id, source, customer_id) that are none any more."""


def empty_table(kind: Kind) -> pa.Table:
    return kind.schema.empty_table()
