"""The data contract: every kind of fact, declared once.

Checking, documentation, Parquet and SQL follow from these declarations.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from regulars.errors import UsageError

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a kind: its Arrow type, unit, meaning, and whether it may be empty."""

    name: str
    type: pa.DataType
    meaning: str
    unit: str = ""
    required: bool = True
    example: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fact: a table whose rows each say one thing about one customer at one time."""

    name: str
    meaning: str
    columns: tuple[Column, ...]

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema of a part, with the contract's version in its metadata."""
        fields = [pa.field(c.name, c.type, nullable=not c.required) for c in self.columns]
        return pa.schema(
            fields, metadata={b"regulars.kind": self.name.encode(), b"regulars.schema": str(SCHEMA_VERSION).encode()}
        )

    def column(self, name: str) -> Column:
        for c in self.columns:
            if c.name == name:
                return c
        raise UsageError(f"{self.name} has no column {name}", expected=", ".join(c.name for c in self.columns))


_TIME = pa.timestamp("us")  # always UTC; the zone is a setting of the shop, never of a column
_TEXT, _COUNT, _MONEY, _QUANTITY = pa.string(), pa.int32(), pa.int64(), pa.float64()

# A purchase without a customer is a guest's: it counts in the takings, never in a rate.
# docs/decisions/0003-guests-are-purchases-without-a-customer.md says why.
_HEAD = (
    Column("fact_id", pa.binary(16), "identity: equal for the same thing however often it is imported", example="9f86d081…"),
    Column("customer_id", _TEXT, "who; empty for a guest", required=False, example="C-1042"),
    Column("occurred_at", _TIME, "when it happened", "UTC", example="2024-03-05T10:30:00"),
    Column("occurred_precision", _TEXT, "`second`, or `day` where the log has dates only (then local noon)", example="second"),
    Column("recorded_at", _TIME, "when we wrote it; of two versions the later holds", "UTC", example="2024-03-06T02:00:00"),
    Column("source", _TEXT, "a name the user gives: shop, till, api; never a file name", example="till"),
    Column("import_id", _TEXT, "the import that brought it", example="000017"),
)
_CURRENCY = Column("currency", _TEXT, "ISO 4217 code", example="EUR")


def _kind(name: str, meaning: str, *columns: Column) -> Kind:
    return Kind(name, meaning, _HEAD + columns)


PURCHASES = _kind(
    "purchases",
    "one order: somebody paid for goods",
    Column("order_id", _TEXT, "the order's own id", required=False, example="536365"),
    Column(
        "amount_minor",
        _MONEY,
        "paid for goods after discounts, with tax, without shipping and fees",
        "minor units",
        example="13912",
    ),
    _CURRENCY,
    Column("discount_minor", _MONEY, "taken off the goods", "minor units", example="0"),
    Column("tax_minor", _MONEY, "tax within amount_minor", "minor units", False, "2319"),
    Column("shipping_minor", _MONEY, "paid for delivery, outside amount_minor", "minor units", False, "495"),
    Column("n_lines", _COUNT, "lines of goods", "lines", False, "7"),
    Column("place", _TEXT, "shop, till or country", required=False, example="Vilnius"),
    Column("channel", _TEXT, "web, till, phone …", required=False, example="web"),
    Column("staff_id", _TEXT, "who served", required=False, example="S-7"),
)
PURCHASE_LINES = _kind(
    "purchase_lines",
    "one line of an order",
    Column("order_id", _TEXT, "the order it belongs to", example="536365"),
    Column("line_id", _TEXT, "the line within the order", example="1"),
    Column("role", _TEXT, "product, shipping, fee, voucher or adjustment", example="product"),
    Column("product_id", _TEXT, "stock code", required=False, example="85123A"),
    Column("category", _TEXT, "what kind of goods", required=False, example="lights"),
    Column("brand", _TEXT, "whose brand", required=False, example="Acme"),
    Column("own_brand", pa.bool_(), "is it the shop's own brand", required=False, example="false"),
    Column("quantity", _QUANTITY, "how many", "pieces", False, "6"),
    Column("amount_minor", _MONEY, "price times quantity, rounded once, after discount", "minor units", example="1530"),
    Column("discount_minor", _MONEY, "taken off this line", "minor units", example="0"),
)
REFUNDS = _kind(
    "refunds",
    "money given back for an order or a line of it",
    Column("refund_id", _TEXT, "the refund's own id", example="C536379"),
    Column("order_id", _TEXT, "the order it undoes; empty when none was found", required=False, example="536365"),
    Column("line_id", _TEXT, "the line it undoes", required=False, example="1"),
    Column("quantity", _QUANTITY, "how many came back, positive", "pieces", False, "1"),
    Column("amount_minor", _MONEY, "given back, positive", "minor units", example="1530"),
    _CURRENCY,
    Column("reason", _TEXT, "why", required=False, example="damaged"),
)
ATTRIBUTES = _kind(
    "attributes",
    "what is known of a customer, and since when",
    Column("name", _TEXT, "which attribute", example="acquired_through"),
    Column("value", _TEXT, "its value from then on", example="friend"),
)

KINDS: dict[str, Kind] = {k.name: k for k in (PURCHASES, PURCHASE_LINES, REFUNDS, ATTRIBUTES)}


def empty_table(kind: Kind) -> pa.Table:
    return kind.schema.empty_table()
