"""A kind's table as a shop would export it."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pyarrow as pa

from regulars.worlds.telling.exporting import exported
from regulars.worlds.telling.tables import table

BREAD = {
    "customer_id": ["C-1"], "order_id": ["O-1"], "amount_minor": [1234], "currency": "EUR", "discount_minor": [5],
}  # fmt: skip


def test_amounts_in_euros_times_in_utc_and_no_empty_column() -> None:
    made = exported(table("purchases", np.array([60]), BREAD))
    assert made.column_names == ["customer_id", "occurred_at", "order_id", "amount", "currency", "discount"]
    assert made.column("amount").to_pylist() == [Decimal("12.34")]
    assert made.column("discount").to_pylist() == [Decimal("0.05")]
    assert made.schema.field("occurred_at").type == pa.timestamp("us", "UTC")


def test_an_amount_that_is_missing_stays_missing() -> None:
    steps = {"customer_id": ["C-1", "C-1"], "case_id": ["Q", "Q"], "event": ["opened", "compensated"],
             "amount_minor": [None, 500], "currency": [None, "EUR"]}  # fmt: skip
    assert exported(table("complaints", np.array([0, 60]), steps)).column("amount").to_pylist() == [None, Decimal("5.00")]


def test_a_condition_says_its_beginning_once() -> None:
    at = pa.array([0]).cast(pa.timestamp("us"))
    made = exported(table("conditions", np.array([0]), {"condition": ["outage"], "starts_at": at}))
    assert made.column_names == ["occurred_at", "condition"]
