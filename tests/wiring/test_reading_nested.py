"""A story: Anna's and Ben's orders as an API gives them, lines inside, become the same facts as a table of lines."""

from __future__ import annotations

import json
from pathlib import Path

import regulars as rg

ORDERS = [
    {"id": 1001, "date": "2024-03-05T10:12:00", "customer": {"id": "anna", "phone": "+370 600 00000"}, "total": "15.00",
     "shipping": "3.00", "currency": "EUR",
     "lines": [{"sku": "T-1", "quantity": 2, "price": 4.5}, {"sku": "T-2", "quantity": 1, "price": 3}]},
    {"id": 1002, "date": "2024-04-05T11:00:00", "customer": {"id": "ben"}, "total": "5.00", "shipping": "0", "currency": "EUR",
     "lines": [{"sku": "T-1", "quantity": 1, "price": 5}]},
    {"id": 1003, "date": "2024-04-06T11:00:00", "customer": {"id": "anna"}, "total": "7.25", "currency": "EUR", "lines": []},
]  # fmt: skip


def test_orders_with_lines_inside(tmp_path: Path) -> None:
    (tmp_path / "orders.jsonl").write_text("".join(json.dumps(o) + "\n" for o in ORDERS))
    facts = rg.read(tmp_path / "orders.jsonl", currency="EUR")
    purchases = facts.engine.connection.sql(  # type: ignore[attr-defined]
        "SELECT order_id, customer_id, amount_minor, shipping_minor, n_lines FROM purchases ORDER BY order_id"
    ).fetchall()
    # 15.00 with 3.00 of shipping: 12.00 for two lines of goods, 2 × 4.50 + 3.00.
    assert purchases == [("1001", "anna", 1200, 300, 2), ("1002", "ben", 500, 0, 1), ("1003", "anna", 725, None, 1)]
    lines = facts.engine.connection.sql(  # type: ignore[attr-defined]
        "SELECT order_id, product_id, quantity, amount_minor FROM purchase_lines ORDER BY order_id, product_id"
    ).fetchall()
    assert lines == [("1001", "T-1", 2.0, 900), ("1001", "T-2", 1.0, 300), ("1002", "T-1", 1.0, 500)]
    assert facts.intake is not None
    (takings,) = facts.intake.takings
    assert (takings.in_file_minor, takings.known_customers_minor) == (2425, 2425)
    assert facts.intake.rows_read == 4
