"""Twenty percent off, however it is written, in money."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import duckdb
import pytest

from regulars.engines.duckdb import DuckDBEngine
from regulars.readers.rows.fields import PROBLEMS
from regulars.readers.rows.shares import in_hundredths
from tests.readers.rows.tables import form_of, orders_scan, staged, take, values


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine(threads=1) as made:
        yield made


@pytest.mark.parametrize("said", ["0.2", "20%", "20 %", "20", "-20%", ".2"])
def test_two_at_25_with_a_fifth_off_cost_40(engine: DuckDBEngine, said: str) -> None:
    header = "order,customer,date,product,quantity,unit_price,discount_share"
    lines = (f"1|Ana|2024-01-05|P-1|2|25.00|{said}", f"2|Bo|2024-01-06|P-1|-2|25.00|{said}", "3|Cy|2024-01-07|P-1|1|25.00|")
    taken = take(engine, orders_scan(engine, [lines], header, "purchase_lines"))
    assert {p["order_id"]: (p["amount_minor"], p["discount_minor"]) for p in taken.purchases} == {
        "1": (4000, 1000),
        "3": (2500, 0),
    }
    assert [r["amount_minor"] for r in taken.rows("incoming_refunds")] == [4000]


@pytest.mark.parametrize(
    ("amount", "said", "expected"),
    [
        ("80.00", "20%", "20"),
        ("957.5775", "0.45", "783.472500"),  # 957.5775 × .45 ÷ .55
        ("12.00", "0", "0"),
        ("0.00", "1", None),  # all of it was given, and nobody says of what
        ("99.00", "1%", "1"),
        ("1.00", "", None),
    ],
)
def test_beside_a_sum_that_was_paid_it_says_what_the_sum_is_the_rest_of(
    connection: duckdb.DuckDBPyConnection, amount: str, said: str, expected: str | None
) -> None:
    form = staged(connection, f"Ana|2024-01-05|{amount}|{said}", header="customer,date,amount,discount_share")
    assert values(connection, f"SELECT discount FROM {form.table}") == [None if expected is None else Decimal(expected)]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (("0", "1", "5", "10", "0.5"), 48350),  # 100 + 99 + 95 + 90 + 99.50: one percent is no hundred
        (("0", "1%", "5", "10", "0.5%"), 48350),
        (("0", "1", "0.05", "0.1", "0.005"), 38450),  # one was free: 100 + 0 + 95 + 90 + 99.50
        (("0", "1", "0.05", "10%", "0.5%"), 48845),  # one with the sign makes them all percents: 100 + 99 + 99.95 + 90 + 99.50
    ],
)
def test_a_column_is_read_one_way(engine: DuckDBEngine, said: tuple[str, ...], expected: int) -> None:
    header = "order,customer,date,product,quantity,unit_price,discount_share"
    lines = [f"{n}|C-{n}|2024-01-05|P-1|1|100.00|{off}" for n, off in enumerate(said)]
    taken = take(engine, orders_scan(engine, [lines], header, "purchase_lines"))
    assert sum(p["amount_minor"] for p in taken.purchases) == expected


def test_only_ones_and_noughts_are_what_the_column_is_called(connection: duckdb.DuckDBPyConnection) -> None:
    form = form_of(connection, "Ana|2024-01-05|9.90|1", header="customer,date,amount,discount_share")
    assert not in_hundredths(form)
    called = {**form.mapping.columns, "discount_share": "Off %"}
    assert in_hundredths(replace(form, mapping=replace(form.mapping, columns=called)))


@pytest.mark.parametrize(("said", "expected"), [("half", "bad_discount"), ("101%", "bad_discount"), ("100%", ""), ("n/a", "")])
def test_more_than_everything_cannot_be_off(connection: duckdb.DuckDBPyConnection, said: str, expected: str) -> None:
    header = "order,customer,date,product,quantity,unit_price,discount_share"
    form = staged(connection, f"1|Ana|2024-01-05|P-1|2|25.00|{said}", header=header, kind="purchase_lines")
    (code,) = values(connection, f"SELECT problem FROM {form.table}")
    assert PROBLEMS[int(code)][0] == expected
