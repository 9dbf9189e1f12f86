"""What the columns of payment services' and shops' exports mean, once the readers have worked out what needs arithmetic.

The names that are no column of the export itself are those of ``readers/exports``.
"""

from __future__ import annotations

from regulars.facts.recognition_known import KnownForm
from regulars.facts.recognition_names import plain_name


def _form(name: str, kind: str, proof: tuple[str, ...], **fields: str) -> KnownForm:
    columns = {field: tuple(names.split("|")) for field, names in fields.items()}
    return KnownForm(name, kind, tuple(plain_name(p) for p in proof), columns)


STRIPE_FORMS = (
    _form(
        "stripe payments", "purchases", ("Amount or converted", "Captured and paid"),
        customer="ID or email of customer", occurred="Created in UTC", order="id", amount="Amount or converted",
        refunded="Refunded or lost", currency="Currency or converted", status="Captured and paid", test="Test mode",
    ),
    _form(
        "stripe invoices", "purchases", ("Amount Paid or Total", "Paid or not"),
        customer="ID or email of customer", occurred="Paid At or Date in UTC", order="id", amount="Amount Paid or Total",
        tax="Tax", currency="Currency of invoice", status="Paid or not",
    ),
    _form(
        "stripe charges", "purchases", ("Amount in whole units", "Captured and succeeded"),
        customer="Customer or email at charge", occurred="created", order="id", amount="Amount in whole units",
        refunded="Refunded in whole units", currency="currency", status="Captured and succeeded", test="Not livemode",
    ),
)  # fmt: skip
SQUARE_FORMS = (
    _form(
        "square transactions", "purchases", ("Net Sales with Tax", "Gift card or goods"),
        customer="Customer ID|Customer Reference ID|Customer Name", occurred="Date, Time and Time Zone", order="Transaction ID",
        amount="Net Sales with Tax", discount="Discounts taken off", tax="Tax within", product="Gift card or goods",
        place="Location", channel="Source", staff="Staff ID|Staff Name", status="Status of transaction",
        reason="Refund Reason",
    ),
    _form(
        "square items", "purchase_lines", ("Net Sales with Tax", "SKU or Item"),
        customer="Customer ID|Customer Reference ID|Customer Name", occurred="Date, Time and Time Zone", order="Transaction ID",
        product="SKU or Item", description="Item", category="Category", quantity="Qty", unit_price="Price of one",
        amount="Net Sales with Tax", discount="Discounts taken off", place="Location", staff="Employee",
    ),
)  # fmt: skip
WOOCOMMERCE_FORMS = (
    _form(
        "woocommerce api", "purchase_lines", ("Total without fees", "Line with tax"),
        customer="Customer or email", occurred="Created in UTC", order="number|id", total="Total without fees",
        shipping="Shipping with tax", order_discount="Discount with tax", tax="cart_tax", refunded="Refunded so far",
        currency="currency", status="State of order", test="Test mode", channel="created_via", amount="Line with tax",
        discount="Off the line", quantity="line_items.quantity", product="SKU or product", description="line_items.name",
        line="line_items.id",
    ),
    _form(
        "woocommerce items", "purchase_lines", ("Line with tax", "State of order"),
        customer="Customer or email", occurred="order_date|date", order="order_number|order_id", amount="Line with tax",
        discount="Off the line", quantity="item_quantity", product="SKU or product", description="item_name", line="item_id",
        currency="order_currency", status="State of order",
    ),
    _form(
        "woocommerce orders", "purchases", ("Goods with tax", "State of order"),
        customer="Customer or email", occurred="order_date|date", order="order_number|order_id", amount="Goods with tax",
        shipping="Shipping with tax", discount="Discount in all", refunded="Refunded so far", currency="order_currency",
        status="State of order",
    ),
    _form(
        "woocommerce plugin", "purchases", ("Total without shipping", "State of order"),
        customer="Customer or email", occurred="Order Date", order="Order Number", amount="Total without shipping",
        shipping="Order Shipping Amount", discount="Cart Discount Amount", refunded="Refunded so far",
        currency="Order Currency|Currency", status="State of order",
    ),
)  # fmt: skip
PAYPAL_FORMS = (
    _form(
        "paypal", "purchases", ("Paid for goods", "Payment or transfer"),
        customer="Email of payer", occurred="Date", time="Time", order="Payment", amount="Paid for goods", tax="Sales Tax",
        shipping="Delivery", currency="Currency", status="Completed or not", product="Payment or transfer",
    ),
)  # fmt: skip
OTHER_FORMS = (
    _form(
        "recurly transactions", "purchases", ("transaction_id", "account_code", "type", "status", "amount"),
        customer="account_code", occurred="date|created_at|collected_at", order="transaction_id", amount="amount",
        currency="currency", tax="tax_amount", status="status", movement="type",
    ),
    _form(
        "vend", "purchase_lines", ("Receipt Number", "Line Type", "Register", "Sku"),
        customer="Customer Code", occurred="Date", order="Receipt Number", product="Sku", description="Details",
        quantity="Quantity", amount="Total", discount="Discount", tax="Sales Tax", place="Register", staff="User",
        status="Status", line_type="Line Type",
    ),
    _form(
        "amazon orders", "purchase_lines", ("amazon-order-id", "item-price", "quantity"),
        customer="buyer-email", occurred="purchase-date", order="amazon-order-id", product="sku", description="product-name",
        quantity="quantity|quantity-purchased", amount="item-price", currency="currency", status="order-status",
        channel="sales-channel", line="order-item-id",
    ),
)  # fmt: skip
EXPORT_FORMS = (*STRIPE_FORMS, *SQUARE_FORMS, *WOOCOMMERCE_FORMS, *PAYPAL_FORMS, *OTHER_FORMS)
