"""WooCommerce: orders as its API gives them, and as the usual plugins write them to CSV.

An order's total holds shipping and fees, each with its tax in another column; a guest is customer 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from regulars.readers.exports.export import EXACT, Export, Header, Told, in_utc, says, shown, written, zero

_WAITING = ("pending", "pending payment", "on-hold", "on hold", "wc-pending", "wc-on-hold")
_GONE = ("cancelled", "canceled", "trash", "wc-cancelled")


def _status(text: str) -> str:
    """WooCommerce's states in the words for orders that were not paid; any other as it is."""
    return (
        f"CASE WHEN {says(text, *_WAITING)} THEN 'pending' WHEN {says(text, *_GONE)} THEN 'voided'"
        f" WHEN {says(text, 'failed', 'wc-failed')} THEN 'failed'"
        f" WHEN {says(text, 'checkout-draft', 'draft', 'auto-draft')} THEN 'draft' ELSE {text} END"
    )


def _customer(email: str, number: str) -> str:
    """The e-mail address, which guests have too; the account's number (0 is none) where there is no address."""
    return f"coalesce(lower({email}), nullif({number}, '0'))"


def _sum_of(json: str, *fields: str) -> str:
    """The sum of amounts in a JSON list of objects."""
    sums = (
        f"coalesce(list_sum(TRY_CAST(json_extract_string(coalesce({json}, '[]'), '$[*].{f}') AS {EXACT}[])), 0)" for f in fields
    )
    return f"CAST({' + '.join(sums)} AS {EXACT})"


def _api(h: Header) -> Mapping[str, str]:
    fees = _sum_of(h.text("fee_lines"), "total", "total_tax")
    line = f"{h.money('line_items.total')} + {zero(h.money('line_items.total_tax'))}"
    before = f"{h.money('line_items.subtotal')} + {zero(h.money('line_items.subtotal_tax'))}"
    test = r'_wcpay_mode", "value": "test"'
    goods = written(f"{h.money('total')} - {fees}", h.text("total"))
    back = _sum_of(h.text("refunds"), "total")
    return {
        "Customer or email": _customer(h.text("billing.email"), h.text("customer_id")),
        "Created in UTC": f"coalesce({in_utc(h.text('date_created_gmt'))}, {h.text('date_created')})",
        "Total without fees": f"CASE WHEN {h.text('total')} IS NOT NULL THEN {goods} END",
        "Shipping with tax": shown(f"{h.money('shipping_total')} + {zero(h.money('shipping_tax'))}"),
        "Discount with tax": shown(f"{h.money('discount_total')} + {zero(h.money('discount_tax'))}"),
        "Refunded so far": f"CASE WHEN {h.text('total')} IS NOT NULL THEN {shown(f'abs({back})')} END",
        "State of order": _status(h.text("status")),
        "Test mode": f"CASE WHEN contains({h.text('meta_data')}, '{test}') THEN 'test' END",
        "Line with tax": shown(line),
        "Off the line": shown(f"{before} - ({line})"),
        "SKU or product": f"coalesce({h.text('line_items.sku')}, {h.text('line_items.product_id')})",
    }


def _api_told(h: Header) -> Sequence[Told]:
    fees = _sum_of(h.text("fee_lines"), "total", "total_tax")
    return (
        Told("fees", f"{fees} <> 0", fees, "order has a fee, {money}: no goods, left out of its amount",
             "orders have fees, {money}: no goods, left out of their amounts"),
    )  # fmt: skip


def _not_goods(h: Header) -> str:
    names = ("shipping_total", "shipping_tax_total", "fee_total", "fee_tax_total")
    return " + ".join(zero(h.money(n)) for n in names)


def _orders(h: Header) -> Mapping[str, str]:
    off = f"coalesce({h.money('discount_total')}, {zero(h.money('cart_discount'))} + {zero(h.money('order_discount'))})"
    return {
        "Customer or email": _customer(h.text("billing_email", "customer_email"), h.text("customer_id", "customer_user")),
        "Goods with tax": written(f"{h.money('order_total')} - ({_not_goods(h)})", h.text("order_total")),
        "Shipping with tax": shown(f"{h.money('shipping_total')} + {zero(h.money('shipping_tax_total'))}"),
        "Discount in all": shown(off),
        "Refunded so far": shown(f"abs({zero(h.money('refunded_total'))})"),
        "State of order": _status(h.text("status")),
    }


def _orders_told(h: Header) -> Sequence[Told]:
    fees = f"{zero(h.money('fee_total'))} + {zero(h.money('fee_tax_total'))}"
    return (
        Told("fees", f"{fees} <> 0", fees, "order has a fee, {money}: no goods, left out of its amount",
             "orders have fees, {money}: no goods, left out of their amounts"),
    )  # fmt: skip


def _items(h: Header) -> Mapping[str, str]:
    line = f"{h.money('item_total')} + {zero(h.money('item_total_tax', 'item_tax'))}"
    before = f"{h.money('item_subtotal')} + {zero(h.money('item_subtotal_tax'))}"
    return {
        "Customer or email": _customer(h.text("billing_email", "customer_email"), h.text("customer_id", "customer_user")),
        "Line with tax": written(line, h.text("item_total")),
        "Off the line": f"coalesce({shown(f'{before} - ({line})')}, '0')",
        "SKU or product": f"coalesce({h.text('item_sku')}, {h.text('item_product_id')})",
        "State of order": _status(h.text("status")),
    }


def _plugin(h: Header) -> Mapping[str, str]:
    return {
        "Customer or email": _customer(h.text("Email (Billing)"), h.text("Customer User ID", "User ID")),
        "Total without shipping": written(
            f"{h.money('Order Total Amount')} - {zero(h.money('Order Shipping Amount'))}"
            f" - {zero(h.money('Order Shipping Tax Amount'))}", h.text("Order Total Amount")),
        "Refunded so far": shown(f"abs({zero(h.money('Order Refund Amount'))})"),
        "State of order": _status(h.text("Order Status")),
    }  # fmt: skip


_DATED = ("order_id|order_number", "order_date|date", "status")
WOOCOMMERCE = (
    Export("woocommerce api", ("id", "status", "date_created", "billing.email", "total", "line_items.quantity"),
           _api, _api_told, lambda h: h.text("currency")),
    Export("woocommerce items", (*_DATED, "item_total", "item_quantity", "order_currency|order_total"), _items),
    Export("woocommerce orders", (*_DATED, "order_total", "shipping_total", "order_currency"), _orders, _orders_told,
           lambda h: h.text("order_currency")),
    Export("woocommerce plugin", ("Order Number", "Order Status", "Order Date", "Order Total Amount", "Email (Billing)"),
           _plugin),
)  # fmt: skip
