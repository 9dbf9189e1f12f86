"""Staged rows in one shape: minor units rounded once, half to even, and times as instants."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import duckdb
import pytest

from regulars.readers.rows.fields import Form
from regulars.readers.rows.priced import Shape, rows_read
from tests.readers.rows.tables import staged, values

PLAIN = Shape()


def priced(connection: duckdb.DuckDBPyConnection, *forms: Form, column: str = "amount_minor", **more: Any) -> list[Any]:
    """One column of the rows, by customer."""
    ways: dict[str, Any] = {"shape": PLAIN, "home": "EUR", "rates": {}, "pseudo_choice": "separate", **more}
    return values(connection, f"SELECT {column} FROM ({rows_read(forms, **ways)}) ORDER BY customer")


@pytest.mark.parametrize(
    ("currency", "amounts"),
    [
        ("EUR", {"0.125": 12, "0.135": 14, "-0.125": -12, "-0.135": -14, "0.1251": 13, "0": 0}),
        ("JPY", {"12.5": 12, "13.5": 14, "-12.5": -12, "99": 99}),
        ("KWD", {"1.2345": 1234, "1.2355": 1236, "-1.2345": -1234, "2": 2000}),
    ],
)
def test_a_half_goes_to_the_even_coin(connection: duckdb.DuckDBPyConnection, currency: str, amounts: dict[str, int]) -> None:
    rows = [f"C{n}|2024-01-05|{text}" for n, text in enumerate(amounts)]
    assert priced(connection, staged(connection, *rows), home=currency) == list(amounts.values())


def test_each_row_is_rounded_in_its_own_currency(connection: duckdb.DuckDBPyConnection) -> None:
    form = staged(connection, "Ana|2024-01-05|12.5|JPY", "Bo|2024-01-05|12.5|EUR", "Cy|2024-01-05|12.5|",
                  header="customer,date,amount,currency")  # fmt: skip
    shape = Shape(currencies=("EUR", "JPY"))
    assert priced(connection, form, shape=shape) == [12, 1250, 1250]
    assert priced(connection, form, shape=shape, column="currency") == ["JPY", "EUR", "EUR"]


def test_rates_turn_amounts_into_the_shops_own_money(connection: duckdb.DuckDBPyConnection) -> None:
    form = staged(connection, "Ana|2024-01-05|10.05|USD", "Bo|2024-01-05|1000|JPY", "Cy|2024-01-05|3.00|EUR",
                  header="customer,date,amount,currency")  # fmt: skip
    shape, rates = Shape(currencies=("EUR", "JPY", "USD")), {"USD": "0.5", "JPY": "0.0061"}
    # 10.05 x 0.5 is 5.025: half to even. 1000 yen are 6.10.
    assert priced(connection, form, shape=shape, rates=rates) == [502, 610, 300]
    assert set(priced(connection, form, shape=shape, rates=rates, column="currency")) == {"EUR"}
    assert priced(connection, form, shape=shape, rates=rates, column="row_currency") == ["USD", "JPY", "EUR"]


def test_many_rates_are_bound_in_no_time(connection: duckdb.DuckDBPyConnection) -> None:
    form = staged(connection, "Ana|2024-01-05|10.05|USD", header="customer,date,amount,currency")
    few, many = (dict.fromkeys(codes.split(), "0.5") for codes in ("USD", "USD JPY GBP SEK NOK DKK PLN CZK"))
    short, long = (len(rows_read([form], Shape(currencies=("EUR", "USD")), "EUR", r, "separate")) for r in (few, many))
    assert long < 2 * short, "a rate adds a line to the query, not a copy of it"


def test_price_times_quantity_less_discount_is_rounded_once(connection: duckdb.DuckDBPyConnection) -> None:
    rows = ("Ana|2024-01-05|3|1.115|", "Bo|2024-01-05|-2|5.00|1.00", "Cy|2024-01-05|0.333333|0.999999|")
    form = staged(connection, *rows, header="customer,date,quantity,unit_price,discount", kind="purchase_lines")
    # 3 x 1.115 = 3.345; -(2 x 5.00 - 1.00); 0.333332666667.
    assert priced(connection, form) == [334, -900, 33]
    assert [float(r) for r in priced(connection, form, column="remainder")] == pytest.approx([0.005, 0, 0.003332666667])


def test_a_line_of_millions_is_read_and_one_beyond_any_coin_stops_nothing(connection: duckdb.DuckDBPyConnection) -> None:
    rows = ("Ana|2024-01-05|40|150000", "Bo|2024-01-05|999999999999|999999999999")
    form = staged(connection, *rows, header="customer,date,quantity,unit_price", kind="purchase_lines")
    assert priced(connection, form, home="IDR") == [600_000_000, None]


def test_delivery_is_taken_off_a_total(connection: duckdb.DuckDBPyConnection) -> None:
    form = staged(connection, "Ana|2024-01-05|24.90|4.90", "Bo|2024-01-05|20.00|", header="customer,date,total,shipping")
    assert priced(connection, form) == [2000, 2000]
    assert priced(connection, form, column="shipping_minor") == [490, None]


def test_a_refund_is_positive_however_it_is_written(connection: duckdb.DuckDBPyConnection) -> None:
    form = staged(connection, "Ana|2024-01-05|-3.00", "Bo|2024-01-05|3.00", kind="refunds")
    assert priced(connection, form) == [300, 300]


def test_ids_read_as_floats_and_days_without_times(connection: duckdb.DuckDBPyConnection) -> None:
    form = staged(connection, "17850.0|2024-01-05 00:00:00|1", "17851.0|2024-01-06 00:00:00|1")
    shape = Shape(midnights=frozenset({0}), whole_ids=frozenset({0}))
    assert priced(connection, form, shape=shape, column="customer") == ["17850", "17851"]
    assert priced(connection, form, shape=shape, column="occurred_at") == [datetime(2024, 1, 5, 12), datetime(2024, 1, 6, 12)]
    assert priced(connection, form, column="customer") == ["17850.0", "17851.0"]
    assert priced(connection, form, column="occurred_at")[0] == datetime(2024, 1, 5)


def test_forms_of_other_columns_stand_in_one_table(connection: duckdb.DuckDBPyConnection) -> None:
    first = staged(connection, "Ana|2024-01-05|1.00")
    second = staged(connection, "Bo|2024-01-05|2.00|Vilnius", header="customer,date,amount,place", number=1)
    assert priced(connection, first, second) == [100, 200]
    assert priced(connection, first, second, column="place") == [None, "Vilnius"]
    assert priced(connection, first, second, column="form") == [0, 1]


def test_postage_can_count_as_goods(connection: duckdb.DuckDBPyConnection) -> None:
    form = staged(connection, "1|Ana|2024-01-05|POST|1|3.00", header="order,customer,date,product,quantity,unit_price",
                  kind="purchase_lines")  # fmt: skip
    assert priced(connection, form, column="role") == ["shipping"]
    assert priced(connection, form, column="role", pseudo_choice="count") == ["product"]
