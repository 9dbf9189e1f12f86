"""Orders that hold their lines inside: what belongs to the order, and what to a line."""

from __future__ import annotations

import pytest

from regulars.errors import NoCustomers, UnknownColumns
from regulars.facts.mapping import SourceColumn
from regulars.facts.recognition import recognise


def columns(whole: str, line: str) -> list[SourceColumn]:
    return [*(SourceColumn(n) for n in whole.split()), *(SourceColumn(f"items.{n}", of_line=True) for n in line.split())]


def test_the_order_and_its_lines_are_told_apart() -> None:
    found = recognise(columns("id customer.id created_at total shipping currency", "id sku quantity price total name"), [])
    assert (found.kind, found.form) == ("purchase_lines", "nested")
    assert found.columns == {
        "order": "id",
        "customer": "customer.id",
        "occurred": "created_at",
        "total": "total",
        "shipping": "shipping",
        "currency": "currency",
        "line": "items.id",
        "product": "items.sku",
        "quantity": "items.quantity",
        "unit_price": "items.price",
        "description": "items.name",
        "amount": "items.total",
    }


def test_an_amount_of_the_order_is_never_taken_from_its_lines() -> None:
    found = recognise(columns("order_id email date amount", "sku amount"), [])
    assert found.columns["amount"] == "amount"
    assert "total" not in found.columns
    assert found.personal == ("email",)


def test_what_the_user_says_goes_first() -> None:
    found = recognise(columns("id who date total", "code qty price"), [], {"customer": "who", "product": "items.code"})
    assert found.certainty["customer"] == "given"
    assert found.columns["product"] == "items.code"


def test_what_is_missing_is_named() -> None:
    with pytest.raises(NoCustomers, match="who bought"):
        recognise(columns("id date total", "sku"), [])
    with pytest.raises(UnknownColumns, match="when"):
        recognise(columns("id customer total", "sku"), [])
    with pytest.raises(UnknownColumns, match="how much"):
        recognise(columns("id customer date", "sku"), [])
