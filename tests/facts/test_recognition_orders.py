"""A column called no more than ID is an order's where it tells every row from every other."""

from __future__ import annotations

import pytest

from regulars.facts.recognition import recognise
from tests.facts.tables import table


def order_of(*ids: str, name: str = "ID", more: str = "") -> str | None:
    """The column of orders in a file of one sale for each id; ``more``: a row behind them."""
    rows = "".join(f"{own},C{n % 3},2024-01-{n + 10},{n + 5}.00\n" for n, own in enumerate(ids))
    return recognise(*table(f"{name},Customer,Date,Amount\n{rows}{more}")).columns.get("order")


@pytest.mark.parametrize("name", ["ID", "id", "Nr", "No.", "$event_id", "Session ID"])
def test_an_id_of_every_row_is_its_order_s(name: str) -> None:
    assert order_of("ord_17", "ord_18", "ord_21", name=name) == name


def test_the_same_row_again_is_the_same_order() -> None:
    assert order_of("17", "18", "19", more="17,C0,2024-01-10,5.00\n") == "ID"


def test_an_id_of_two_sales_is_none_of_theirs() -> None:
    assert order_of("17", "18", "19", more="17,C2,2024-02-10,9.00\n") is None


def test_rows_that_are_numbered_from_one_are_no_orders() -> None:
    """The next file begins with 1 again, and its sales are others."""
    assert order_of("1", "2", "3") is None
    assert order_of("000", "001", "002") is None


def test_a_row_without_an_id_or_words_instead_of_ids_prove_nothing() -> None:
    assert order_of("17", "", "19") is None
    assert order_of("red", "green", "blue") is None


def test_a_column_that_is_called_after_orders_is_better() -> None:
    rows = "17,A1,C1,2024-01-05,5.00\n18,A2,C2,2024-01-06,5.00\n19,A3,C2,2024-01-07,6.00\n"
    assert recognise(*table("ID,Order,Customer,Date,Amount\n" + rows)).columns["order"] == "Order"
