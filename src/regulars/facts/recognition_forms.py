"""Forms of export that are known by their header: UCI's retail data, Shopify's orders, and those of other shops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from regulars.facts.recognition_exports import EXPORT_FORMS
from regulars.facts.recognition_known import KnownForm
from regulars.facts.recognition_names import plain_name

UCI = KnownForm(
    "uci",
    "purchase_lines",
    ("stockcode", "quantity", "invoicedate", "customerid"),
    {
        "customer": ("Customer ID",),
        "occurred": ("InvoiceDate",),
        "order": ("InvoiceNo", "Invoice"),
        "product": ("StockCode",),
        "description": ("Description",),
        "quantity": ("Quantity",),
        "unit_price": ("UnitPrice", "Price"),
        "place": ("Country",),
    },
)
# One row per line; what belongs to the order stands in its first row alone. There is no customer id.
SHOPIFY = KnownForm(
    "shopify",
    "purchase_lines",
    ("name", "email", "financialstatus", "lineitemname", "lineitemprice", "lineitemquantity"),
    {
        "customer": ("Email",),
        "occurred": ("Created at", "Paid at"),
        "order": ("Name",),
        "product": ("Lineitem sku",),
        "description": ("Lineitem name",),
        "brand": ("Vendor",),
        "quantity": ("Lineitem quantity",),
        "unit_price": ("Lineitem price",),
        "discount": ("Lineitem discount",),
        "order_discount": ("Discount Amount",),
        "total": ("Total",),
        "tax": ("Taxes",),
        "shipping": ("Shipping",),
        "currency": ("Currency",),
        "status": ("Financial Status",),
        "cancelled": ("Cancelled at",),
        "refunded": ("Refunded Amount",),
        "test": ("Payment Method",),
        "place": ("Location",),
        "channel": ("Source",),
        "staff": ("Employee",),
    },
)
KNOWN_FORMS = (SHOPIFY, UCI, *EXPORT_FORMS)
# A row is a line of an order, and the first row of each order carries the order as well.
FORMS_OF_BOTH = ("shopify", "nested", "woocommerce api")


def known_form(names: Sequence[str]) -> tuple[KnownForm, dict[str, str]] | None:
    """The known form that a header is, with its fields' columns; None if it is none."""
    present = {plain_name(n): n for n in names}
    for form in KNOWN_FORMS:
        if all(p in present for p in form.proof):
            found = {field: _first(wanted, present) for field, wanted in form.fields.items()}
            return form, {field: column for field, column in found.items() if column}
    return None


def _first(wanted: Sequence[str], present: Mapping[str, str]) -> str | None:
    return next((present[plain_name(n)] for n in wanted if plain_name(n) in present), None)
