"""The columns that rows have once they are staged, whatever their source looked like."""

from __future__ import annotations

from dataclasses import dataclass

from regulars.facts.mapping import Mapping, SourceColumn
from regulars.facts.recognition_forms import FORMS_OF_BOTH
from regulars.facts.recognition_names import is_personal
from regulars.readers.rows.numbers import DECIMAL
from regulars.readers.scan import Scan

# Canonical columns with their types; a source without one has NULL there.
CANON: dict[str, str] = {
    "customer": "VARCHAR",
    "occurred_local": "TIMESTAMP",
    "occurred_utc": "TIMESTAMP",
    "day_only": "BOOLEAN",
    "order_id": "VARCHAR",
    "line_id": "VARCHAR",
    "product": "VARCHAR",
    "role": "VARCHAR",
    "is_test": "BOOLEAN",
    "is_unpaid": "BOOLEAN",
    "is_bad_debt": "BOOLEAN",
    "is_head": "BOOLEAN",
    "category": "VARCHAR",
    "brand": "VARCHAR",
    "own_brand": "BOOLEAN",
    "quantity": DECIMAL,
    "unit_price": DECIMAL,
    "amount": DECIMAL,
    "total": DECIMAL,
    "discount": DECIMAL,
    "order_discount": DECIMAL,
    "tax": DECIMAL,
    "shipping": DECIMAL,
    "refunded": DECIMAL,
    "currency": "VARCHAR",
    "place": "VARCHAR",
    "channel": "VARCHAR",
    "staff": "VARCHAR",
    "refund_id": "VARCHAR",
    "reason": "VARCHAR",
}
NUMBERS = (
    "quantity", "unit_price", "amount", "total", "discount", "discount_share", "order_discount", "tax", "shipping", "refunded"
)  # fmt: skip
MONEY = tuple(n for n in NUMBERS if n not in ("quantity", "discount_share"))
PLAIN_TEXTS = ("category", "brand", "place", "channel", "staff", "reason")
ROW_NAME = "name of the row"
"""What a row calls itself: its order, or its customer, where a form has them."""
# Bad rows, by the code that stands in the staged rows (0 is a good row): reason, field, sentence.
PROBLEMS: tuple[tuple[str, str, str], ...] = (
    ("", "", ""),
    ("bad_date", "occurred", "the date is empty, in no known form, impossible, not after 1 January 1970, or in a far future"),
    ("bad_amount", "amount", "the amount is empty, no number, or beyond a trillion"),
    ("bad_quantity", "quantity", "the quantity is empty or no number"),
    ("bad_currency", "currency", "the currency is no code that is known"),
    ("no_order", "order", "the line or refund names no order"),
    ("no_customer", "customer", "the row says something of a customer, and names none"),
    ("sums_up", ROW_NAME, "the row sums up other rows, and is none itself"),
    ("blank", ROW_NAME, "the row is empty in every column that is used"),
    ("bad_discount", "discount_share", "the discount is no share of the price, or more than all of it"),
    ("header_again", ROW_NAME, "the row is the header again, as where files were put together"),
)
LATER_PROBLEMS: dict[str, str] = {
    "conflicting_order": "rows disagree about the customer, day, amount or currency of the same order",
    "no_order_row": "the order's own row is missing or in quarantine",
}
CODES_OF = {reason: code for code, (reason, _, _) in enumerate(PROBLEMS)}


@dataclass(frozen=True, slots=True)
class Form:
    """One scan with what its columns mean; ``grain`` says what one of its rows is.

    order: an order; line: a line of an order; both: Shopify's export, whose first row of an order
    carries the order as well as a line; refund; attributes.
    """

    number: int
    scan: Scan
    mapping: Mapping

    @property
    def table(self) -> str:
        return f"staged_{self.number}"

    @property
    def packed(self) -> str:
        return f"packed_{self.number}"

    @property
    def is_of_orders(self) -> bool:
        """Whether its rows are orders, lines or refunds, which are judged together."""
        return self.grain in ("order", "line", "both", "refund")

    @property
    def grain(self) -> str:
        if self.mapping.form in FORMS_OF_BOTH:
            return "both"
        if self.mapping.kind == "purchase_lines":
            return "line" if self.has("order") else "order"
        return {"purchases": "order", "refunds": "refund"}.get(self.mapping.kind, self.mapping.kind)

    def has(self, field: str) -> bool:
        return field in self.mapping.columns

    def column(self, field: str) -> SourceColumn:
        wanted = self.mapping.columns[field]
        return next(c for c in self.scan.columns if c.name == wanted)

    @property
    def customer_is_personal(self) -> bool:
        """Whether the customer's column holds who somebody is (a name, a phone), and no id."""
        return self.has("customer") and is_personal(self.mapping.columns["customer"])

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(f for f in NUMBERS if self.has(f))

    @property
    def money(self) -> tuple[str, ...]:
        return tuple(f for f in MONEY if self.has(f))
