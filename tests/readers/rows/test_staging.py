"""One pass over a source: every row parsed, and the first thing that is wrong with it named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import duckdb
import pytest

from regulars.readers.rows.fields import PROBLEMS, Form
from regulars.readers.rows.packing import stage
from regulars.readers.rows.staging import present
from tests.readers.rows.tables import WAYS, form_of, staged, values


def problem(connection: duckdb.DuckDBPyConnection, line: str, header: str, **more: Any) -> str:
    form = staged(connection, line, header=header, **more)
    (code,) = values(connection, f"SELECT problem FROM {form.table}")
    return PROBLEMS[int(code)][0]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ana|2024-01-05|1.00", ""),
        ("|2024-01-05|1.00", ""),  # a guest
        ("Ana|soon|1.00", "bad_date"),
        ("Summe|2024-01-05|1.00", "sums_up"),
        ("Iš viso:||1.00", "sums_up"),
        ("Totalee|2024-01-05|1.00", ""),
        ("Ana||1.00", "bad_date"),
        ("Ana|1970-01-01|1.00", "bad_date"),
        ("Ana|2026-12-31|1.00", ""),
        ("Ana|2027-01-01|1.00", "bad_date"),
        ("Ana|2024-01-05|", "bad_amount"),
        ("Ana|2024-01-05|free", "bad_amount"),
        ("Ana|2024-01-05|1000000000000", "bad_amount"),
        ("Ana|soon|free", "bad_date"),
        ("||", "blank"),
        (" | |n/a", "blank"),
        ("||1.00", "bad_date"),
        ("|soon|", "bad_date"),
        ("||free", "bad_date"),
        ("customer|occurred|amount", "header_again"),
        ("Customer| Occurred|AMOUNT", "header_again"),
        ("customer|occurred|1.00", "bad_date"),
        ("customer|2024-01-05|amount", "bad_amount"),
    ],
)
def test_what_is_wrong_with_an_order(connection: duckdb.DuckDBPyConnection, line: str, expected: str) -> None:
    assert problem(connection, line, "customer,date,amount") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1|Ana|2024-01-05|2|1.00|EUR", ""),
        ("1|Ana|2024-01-05|2|1.00|", ""),
        ("|Ana|2024-01-05|2|1.00|EUR", "no_order"),
        ("1|Ana|2024-01-05|two|1.00|EUR", "bad_quantity"),
        ("1|Ana|2024-01-05||1.00|EUR", "bad_quantity"),
        ("1|Ana|2024-01-05|2||EUR", "bad_amount"),
        ("1|Ana|2024-01-05|40|150000|IDR", ""),  # six million rupiah
        ("1|Ana|2024-01-05|999999|9999999|EUR", "bad_amount"),
        ("1|Ana|2024-01-05|999999999999|999999999999|EUR", "bad_amount"),
        ("1|Ana|2024-01-05|2|1.00|shells", "bad_currency"),
        ("|||||", "blank"),
        ("1|||||", "bad_date"),
        ("order|customer|occurred|quantity|unit_price|currency", "header_again"),
    ],
)
def test_what_is_wrong_with_a_line(connection: duckdb.DuckDBPyConnection, line: str, expected: str) -> None:
    assert problem(connection, line, "order,customer,date,quantity,unit_price,currency", kind="purchase_lines") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("88001|Ana|2024-01-05||Zwischensumme|1|11.30", "sums_up"),
        ("88001|Ana|2024-01-05|Sub-total||1|11.30", "sums_up"),
        ("88001|Ana|2024-01-05||Razem:|1|11.30", "sums_up"),
        ("88001|Ana|2024-01-05|T-1|Total|1|11.30", ""),  # goods have a code of their own
        ("88001|Ana|2024-01-05||Total clean|1|11.30", ""),
    ],
)
def test_a_receipt_may_sum_up_its_own_lines(connection: duckdb.DuckDBPyConnection, line: str, expected: str) -> None:
    header = "order,customer,date,product,description,quantity,unit_price"
    assert problem(connection, line, header, kind="purchase_lines") == expected


@pytest.mark.parametrize(
    ("said", "expected"), [("Sale", "sums_up"), ("Sale Line", ""), ("payment", "sums_up"), ("Discount", ""), ("", "")]
)
def test_a_receipt_stands_once_though_its_sale_and_its_payment_repeat_it(
    connection: duckdb.DuckDBPyConnection, said: str, expected: str
) -> None:
    header = "order,customer,date,product,amount,line_type"
    assert problem(connection, f"1001|Ana|2024-01-05|MUG|24.20|{said}", header, kind="purchase_lines") == expected


def test_a_refund_of_nobody_must_name_its_order(connection: duckdb.DuckDBPyConnection) -> None:
    assert problem(connection, "|2024-01-05|1.00", "order,date,amount", kind="refunds") == "no_order"
    assert problem(connection, "|Ana|2024-01-05|1.00", "order,customer,date,amount", kind="refunds") == ""


def test_equal_rows_are_kept_once_with_their_count(connection: duckdb.DuckDBPyConnection) -> None:
    form = staged(connection, *["Ana|2024-01-05|1.00"] * 3, " Ana |5 Jan 2024|1.0", "Bo|2024-01-05|1.00")
    found = connection.execute(f"SELECT customer, n FROM {form.table} ORDER BY customer").fetchall()
    assert found == [("Ana", 4), ("Bo", 1)]


def test_guests_have_many_names_and_people_keep_theirs(connection: duckdb.DuckDBPyConnection) -> None:
    names = ("Guest", "nan", "walk-in", "0", "unknown", "", "Guesthouse Baltic", "00")
    form = staged(connection, *(f"{name}|2024-01-05|{n}" for n, name in enumerate(names)))
    assert values(connection, f"SELECT customer FROM {form.table} ORDER BY amount") == [*[None] * 6, "Guesthouse Baltic", "00"]


def test_an_id_that_ends_in_a_digit_is_an_id_whatever_stands_around_it(connection: duckdb.DuckDBPyConnection) -> None:
    written = ("C-1042", " C-1042", "C-1042\u00a0", "17850", "0.0", "zz9", "Žydrė 9", "ana@shop7")
    found = customers_of(connection, "customer", *written)
    assert found[:-1] == ["C-1042", "C-1042", "C-1042", "17850", None, "zz9", "Žydrė 9"]
    assert found[-1].startswith("e-")


def test_an_address_becomes_one_name_however_it_is_written(connection: duckdb.DuckDBPyConnection) -> None:
    form = staged(connection, "Ana@Example.org|2024-01-05|1", "ana@example.org|2024-01-05|2", "bo@example.org|2024-01-05|3")
    first, second, third = values(connection, f"SELECT customer FROM {form.table} ORDER BY amount")
    assert first == second != third
    assert first.startswith("e-")
    assert "@" not in first + third


def customers_of(connection: duckdb.DuckDBPyConnection, column: str, *written: str) -> list[Any]:
    """What these become as the customer, where the column has this name."""
    form = form_of(connection, *(f"{who}|2024-01-05|{n}" for n, who in enumerate(written)), header=f"{column},date,amount")
    named = Form(0, form.scan, replace(form.mapping, columns={**form.mapping.columns, "customer": column}))
    stage(connection, named, WAYS)
    return values(connection, f"SELECT customer FROM {named.table} ORDER BY amount")


def test_a_name_or_a_phone_never_becomes_a_fact(connection: duckdb.DuckDBPyConnection) -> None:
    spaced, plain, other, guest = customers_of(connection, "Phone", "+370 600-00001", "37060000001", "+37060000002", "")
    assert spaced == plain != other
    assert guest is None
    named = customers_of(
        connection, "Customer name", "Ona Petraitė", "ona  petraitė", "Ona Petraitytė", "guest", "ona@example.org"
    )
    assert named[0] == named[1] != named[2]
    assert (named[3], named[4][:2]) == (None, "e-")
    assert all(found.startswith("p-") and len(found) == 22 for found in (spaced, other, *named[:3]))


def test_a_phone_number_shows_itself_among_ids(connection: duckdb.DuckDBPyConnection) -> None:
    phone, plain, number, plus = customers_of(connection, "customer", "+370 600 00001", "C-1042", "37060000001", "+1")
    assert phone.startswith("p-")
    assert (plain, number, plus) == ("C-1042", "37060000001", "+1")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ana|2024-01-05|$ 5.00|", "USD"),
        ("Ana|2024-01-05|5.00 kr|usd", "USD"),  # the column goes before the cell
        ("Ana|2024-01-05|5.00|£", "GBP"),
        ("Ana|2024-01-05|CHF 5.00|n/a", "CHF"),
        ("Ana|2024-01-05|5.00|", None),
    ],
)
def test_a_currency_by_its_code_or_sign(connection: duckdb.DuckDBPyConnection, line: str, expected: str | None) -> None:
    form = staged(connection, line, header="customer,date,amount,currency")
    assert values(connection, f"SELECT currency FROM {form.table}") == [expected]


def test_a_form_has_the_columns_that_its_source_can_fill(connection: duckdb.DuckDBPyConnection) -> None:
    form = form_of(connection, "Ana|2024-01-05|1", header="customer,date,quantity")
    assert present(form) == ["customer", "occurred_local", "occurred_utc", "day_only", "quantity"]
