"""WooCommerce: a shop's orders from its API and from plugins, with shipping, fees, refunds in part, and guests."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.readers.exports.shops import file, read


def order(number: int, **changes: Any) -> dict[str, Any]:
    """Two teas at 10.00 and 2.10 of tax each, less 3.00 (3.63 with tax); courier 5.00 + 1.05; wrapping 2.00 + 0.42."""
    made = {
        "id": number, "parent_id": 0, "number": str(number), "order_key": f"wc_order_{number}", "created_via": "checkout",
        "version": "9.0.0", "status": "completed", "currency": "EUR", "date_created": "2024-03-06T00:30:00",
        "date_created_gmt": "2024-03-05T22:30:00", "discount_total": "3.00", "discount_tax": "0.63", "shipping_total": "5.00",
        "shipping_tax": "1.05", "cart_tax": "3.99", "total": "29.04", "total_tax": "5.04", "prices_include_tax": False,
        "customer_id": 7, "customer_note": "", "billing": {"first_name": "Anna", "email": "anna@example.com", "phone": "600"},
        "payment_method": "stripe", "meta_data": [], "refunds": [],
        "line_items": [
            {"id": 1, "name": "Green tea", "product_id": 11, "variation_id": 0, "quantity": 2, "subtotal": "20.00",
             "subtotal_tax": "4.20", "total": "17.00", "total_tax": "3.57", "sku": "T-1", "price": 8.5},
        ],
        "shipping_lines": [{"id": 3, "method_title": "Courier", "total": "5.00", "total_tax": "1.05"}],
        "fee_lines": [{"id": 4, "name": "Gift wrap", "total": "2.00", "total_tax": "0.42"}],
        "coupon_lines": [],
    }  # fmt: skip
    return {**made, **changes}


def test_an_order_is_its_goods_with_tax(tmp_path: Path) -> None:
    """29.04 in all, less 6.05 for the courier and 2.42 for wrapping: 20.57 for goods, 17.00 and 3.57 of tax."""
    shop = read(tmp_path / "orders.json", json.dumps([order(101)]))
    assert shop.purchases() == [("101", 2057, "EUR")]
    assert shop.rows("SELECT shipping_minor, discount_minor, channel, occurred_at FROM purchases") == [
        (605, 363, "checkout", datetime(2024, 3, 5, 22, 30))
    ]
    assert shop.rows("SELECT product_id, quantity, amount_minor, discount_minor FROM purchase_lines") == [
        ("T-1", 2.0, 2057, 363)
    ]
    assert "1 order has a fee, 2.42 EUR: no goods, left out of its amount" in shop.said()


def test_times_are_those_of_greenwich(tmp_path: Path) -> None:
    shop = read(tmp_path / "orders.json", json.dumps([order(101)]))
    assert shop.facts.starts.isoformat() == "2024-03-06"


def test_an_order_of_several_lines_counts_once(tmp_path: Path) -> None:
    lines = [
        {"id": n, "name": f"Tea {n}", "product_id": n, "quantity": 1, "subtotal": "5.00", "subtotal_tax": "0.00",
         "total": "5.00", "total_tax": "0.00", "sku": "" if n == 2 else f"T-{n}", "price": 5}
        for n in (1, 2, 3)
    ]  # fmt: skip
    returned = [{"id": 9, "reason": "", "total": "-5.00"}, {"id": 10, "total": "-2.50"}]
    none = dict.fromkeys(("shipping_total", "shipping_tax", "discount_total", "discount_tax"), "0")
    plain = order(101, line_items=lines, fee_lines=[], total="15.00", refunds=returned, **none)
    shop = read(tmp_path / "orders.jsonl", json.dumps(plain) + "\n" + json.dumps(order(102)) + "\n")
    assert shop.purchases() == [("101", 1500, "EUR"), ("102", 2057, "EUR")]
    assert shop.rows("SELECT product_id FROM purchase_lines WHERE order_id = '101' ORDER BY 1") == [("2",), ("T-1",), ("T-3",)]
    # Two refunds in part, 5.00 and 2.50.
    assert shop.refunds() == [("101", 750, "EUR")]
    assert shop.intake.takings[0].known_customers_minor == 3557


def test_what_was_not_paid_and_what_was_a_test_is_left_out(tmp_path: Path) -> None:
    test = order(105, meta_data=[{"id": 1, "key": "_wcpay_mode", "value": "test"}])
    states = ["on-hold", "pending", "failed", "cancelled", "checkout-draft"]
    orders = [order(101), *(order(200 + n, status=s) for n, s in enumerate(states)), test]
    shop = read(tmp_path / "orders.json", json.dumps(orders))
    assert shop.purchases() == [("101", 2057, "EUR")]
    assert "5 rows (71 %)" in shop.said()
    assert "belongs to a test order" in shop.said()


def test_a_guest_and_an_account_of_one_address_are_one_customer(tmp_path: Path) -> None:
    ben = {"first_name": "Ben", "email": "Ben@example.com"}
    orders = [order(101, customer_id=0, billing=ben), order(102, customer_id=8, billing={**ben, "email": "ben@example.com"}),
              order(103, customer_id=0, billing={"first_name": "Nobody", "email": ""})]  # fmt: skip
    shop = read(tmp_path / "orders.json", json.dumps(orders))
    who = dict(shop.rows("SELECT order_id, customer_id FROM purchases"))
    assert who["101"] == who["102"]
    assert who["101"].startswith("e-")
    assert who["103"] is None


def test_a_csv_of_orders_says_the_same(tmp_path: Path) -> None:
    """36.30 in all, less 6.05 of shipping and 2.42 of fees, each with its tax: 27.83."""
    shop = read(tmp_path / "orders.csv", file("woocommerce_orders.csv"))
    assert shop.purchases() == [("101", 2783, "EUR"), ("103", 1210, "EUR")]
    assert shop.refunds() == [("101", 1000, "EUR")]
    assert shop.rows("SELECT shipping_minor, discount_minor FROM purchases WHERE order_id = '101'") == [(605, 300)]
    assert "1 order has a fee, 2.42 EUR" in shop.said()
    assert "2 rows (50 %)" in shop.said()


def test_a_csv_with_a_row_for_each_item(tmp_path: Path) -> None:
    header = (
        "order_id,order_number,date,status,order_currency,customer_id,billing_email,item_id,item_product_id,item_name,item_sku"
    )
    content = (
        f"{header},item_quantity,item_subtotal,item_subtotal_tax,item_total,item_total_tax\n"
        "1,1,2024-03-13 10:00:00,completed,EUR,7,anna@example.com,5,11,Green tea,T-1,2,20.00,4.20,17.00,3.57\n"
        "1,1,2024-03-13 10:00:00,completed,EUR,7,anna@example.com,6,12,Cup,,1,10.00,2.10,10.00,2.10\n"
        "2,2,2024-03-14 10:00:00,failed,EUR,7,anna@example.com,7,12,Cup,,1,10.00,2.10,10.00,2.10\n"
    )
    shop = read(tmp_path / "items.csv", content)
    assert shop.purchases() == [("1", 3267, "EUR")]
    assert shop.rows("SELECT product_id, amount_minor, discount_minor FROM purchase_lines ORDER BY 1") == [
        ("12", 1210, 0), ("T-1", 2057, 363),
    ]  # fmt: skip


def test_the_order_export_plugin(tmp_path: Path) -> None:
    """One row for each item, the order's total in all of them: the order counts once."""
    header = (
        "Order Number,Order Status,Order Date,Email (Billing),Cart Discount Amount,Order Subtotal Amount,Order Shipping Amount"
    )
    rows = "".join(
        f"1001,Completed,2024-03-13 10:00,anna@example.com,2.00,20.00,5.00,4.00,25.00,5.00,T-1,{n},Tea,1,10.00\n"
        for n in (1, 2)
    )
    content = (
        f"{header},Order Refund Amount,Order Total Amount,Order Total Tax Amount,SKU,Item #,Item Name,Quantity (- Refund),"
        "Item Cost\n"
        f"{rows}1002,On hold,2024-03-14 10:00,ben@example.com,0.00,10.00,0.00,0.00,10.00,0.00,T-1,1,Tea,1,10.00\n"
    )
    shop = read(tmp_path / "orders.csv", content)
    assert shop.purchases() == [("1001", 2000, "EUR")]
    assert shop.refunds() == [("1001", 400, "EUR")]
    assert "1 row repeats an order that was already read: an order counts once" in shop.said()
