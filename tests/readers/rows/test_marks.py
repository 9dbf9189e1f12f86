"""What a row is by its words: goods or postage, a test, unpaid, or bad debt."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import duckdb
import pytest

from tests.readers.rows.tables import staged


def marked(connection: duckdb.DuckDBPyConnection, header: str, *lines: str, **more: Any) -> list[dict[str, Any]]:
    """The marks of each line, in the order of its order's number."""
    form = staged(connection, *lines, header=header, **more)
    cursor = connection.execute(f"SELECT * FROM {form.table} ORDER BY CAST(order_id AS INTEGER)")
    names = [d[0] for d in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


LINES = (
    ("85123A", "WHITE LAMP", "product", False, False),
    ("POST", "", "shipping", False, False),
    ("22423", "Postage stamps album", "shipping", False, False),
    ("gift_0001_20", "", "voucher", False, False),
    ("BANK CHARGES", "", "fee", False, False),
    ("M", "Manual", "adjustment", False, False),
    ("B", "Adjust bad debt", "adjustment", False, True),
    ("TEST001", "This is a test product.", "product", True, False),
    ("22424", "CONTEST WINNER MUG", "product", False, False),
)


def test_lines_by_stock_code_and_words(connection: duckdb.DuckDBPyConnection) -> None:
    rows = [f"{n}|Ana|2024-01-05|{code}|{words}|1|2.00" for n, (code, words, *_) in enumerate(LINES)]
    found = marked(connection, "order,customer,date,product,description,quantity,unit_price", *rows, kind="purchase_lines")
    assert [(r["role"], r["is_test"], r["is_bad_debt"]) for r in found] == [line[2:] for line in LINES]


def test_a_line_that_came_back_is_below_zero_whichever_column_says_so(connection: duckdb.DuckDBPyConnection) -> None:
    header = "order,customer,date,product,amount,line_type"
    rows = ["1|Ana|2024-01-05|MUG|12.00|Item", "2|Ana|2024-01-06|MUG|7.00|Refund"]
    assert [r["amount"] for r in marked(connection, header, *rows, kind="purchase_lines")] == [
        Decimal("12.00"),
        Decimal("-7.00"),
    ]


@pytest.mark.parametrize(("form", "expected"), [("uci", ["adjustment", "shipping"]), ("plain", ["product", "product"])])
def test_a_letter_is_no_goods_in_one_known_file_alone(
    connection: duckdb.DuckDBPyConnection, form: str, expected: list[str]
) -> None:
    """Elsewhere M is a size, and C2 a seat."""
    rows = ["1|Ana|2024-01-05|M||1|2.00", "2|Ana|2024-01-05|C2||1|2.00"]
    header = "order,customer,date,product,description,quantity,unit_price"
    assert [r["role"] for r in marked(connection, header, *rows, kind="purchase_lines", form=form)] == expected


@pytest.mark.parametrize(
    ("status", "cancelled", "refunded", "unpaid"),
    [
        ("paid", "", "0", False),
        ("Voided", "", "0", True),
        ("pending", "", "", True),
        ("", "", "", False),
        ("paid", "2024-01-06", "0.00", True),
        ("paid", "2024-01-06", "5.00", False),  # it was paid, and paid back
        ("refunded", "n/a", "5.00", False),
        ("Refunded", "", "0", True),  # of which nobody says how much
        ("Cancelled", "", "", True),
        ("canceled", "", "5.00", False),
        ("Storniert", "", "0", True),
        ("completed", "", "0", False),
        ("", "false", "0", False),
        ("", "No", "0", False),
        ("", "TRUE", "0", True),
        ("Annulé", "", "0", True),
        ("Anulowane", "", "0", True),
        ("Zwrócone", "", "5.00", False),
        ("No Show", "", "0", True),
        ("Nicht bezahlt", "", "0", True),
        ("Nieopłacone", "", "", True),
        ("On Hold", "", "", True),
        ("Livré", "", "", False),
    ],
)
def test_orders_by_their_status(
    connection: duckdb.DuckDBPyConnection, status: str, cancelled: str, refunded: str, unpaid: bool
) -> None:
    header = "order,customer,date,amount,status,cancelled,refunded"
    (row,) = marked(connection, header, f"1|Ana|2024-01-05|5.00|{status}|{cancelled}|{refunded}")
    assert (row["is_unpaid"] or False) is unpaid  # NULL where the status says nothing


@pytest.mark.parametrize(
    ("said", "amount", "expected"),
    [
        ("Sale", "100.00", "100"),
        ("Refund", "100.00", "-100"),
        ("REFUND", "-100.00", "-100"),
        ("Gutschrift", "100.00", "-100"),
        ("zwrot", "100.00", "-100"),
        ("Sale", "-100.00", "-100"),  # what a till calls a sale may still be one given back
        ("", "100.00", "100"),
        ("Refund", "", None),
    ],
)
def test_a_refund_is_one_with_or_without_a_minus(
    connection: duckdb.DuckDBPyConnection, said: str, amount: str, expected: str | None
) -> None:
    (row,) = marked(connection, "order,customer,date,amount,movement", f"1|Ana|2024-01-05|{amount}|{said}")
    assert row["amount"] == (None if expected is None else Decimal(expected))


def test_a_line_given_back_is_so_many_pieces_less(connection: duckdb.DuckDBPyConnection) -> None:
    header = "order,customer,date,product,quantity,unit_price,movement"
    (row,) = marked(connection, header, "1|Ana|2024-01-05|mug|2|3.00|Return", kind="purchase_lines")
    assert (row["quantity"], row["unit_price"]) == (-2, 3)


def test_without_such_columns_there_are_no_such_marks(connection: duckdb.DuckDBPyConnection) -> None:
    (row,) = marked(connection, "order,customer,date,amount", "1|Ana|2024-01-05|5.00")
    assert not {"role", "is_test", "is_unpaid", "is_bad_debt", "is_head"} & set(row)


@pytest.mark.parametrize(("gateway", "test"), [("bogus", True), ("Test gateway", True), ("1", True), ("Visa", False)])
def test_a_gateway_for_tests(connection: duckdb.DuckDBPyConnection, gateway: str, test: bool) -> None:
    (row,) = marked(connection, "order,customer,date,amount,test", f"1|Ana|2024-01-05|5.00|{gateway}")
    assert row["is_test"] is test


def test_of_an_order_in_several_rows_the_one_with_its_total_is_its_head(connection: duckdb.DuckDBPyConnection) -> None:
    rows = ("1|Ana|2024-01-05|mug|1|2.00|5.00", "1|Ana|2024-01-05|cup|1|3.00|")
    found = marked(connection, "order,customer,date,product,quantity,unit_price,total", *rows, kind="purchase_lines",
                   form="shopify")  # fmt: skip
    assert {r["product"]: r["is_head"] for r in found} == {"mug": True, "cup": False}
