"""Whole minor units: one rounding, half to even, and rates."""

from __future__ import annotations

from decimal import Decimal

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.engines.duckdb import DuckDBEngine
from regulars.errors import MixedCurrencies
from regulars.readers.rows.money_columns import minor
from regulars.words import Money
from tests.examples import at_most
from tests.readers.rows.tables import orders


@settings(max_examples=at_most(30))
@given(st.lists(st.decimals(-10000, 10000, places=6), min_size=1, max_size=20), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_minor_units_agree_with_money_in_python(
    connection: duckdb.DuckDBPyConnection, amounts: list[Decimal], currency: str
) -> None:
    rows = ", ".join(f"(CAST('{a}' AS DECIMAL(18, 6)), '{currency}')" for a in amounts)
    sql = f"SELECT {minor('a', 'c', currency)}, {minor('a', 'c')} FROM (VALUES {rows}) AS t(a, c)"
    expected = [Money.of(a, currency).amount_minor for a in amounts]
    assert connection.execute(sql).fetchall() == [(m, m) for m in expected]


def test_several_currencies_are_kept_apart_unless_rates_are_given() -> None:
    rows, header = ("Ana|2024-01-05|10.00|USD", "Bo|2024-01-05|10.00|EUR"), "customer,date,amount,currency"
    with DuckDBEngine(threads=1) as engine:
        apart = orders(engine, *rows, header=header)
        assert [(t.currency, t.in_file_minor) for t in apart.intake.takings] == [("EUR", 1000), ("USD", 1000)]
        together = orders(engine, *rows, header=header, currency="EUR", rates={"USD": "0.92"})
        assert [(t.currency, t.in_file_minor) for t in together.intake.takings] == [("EUR", 1920)]
        with pytest.raises(MixedCurrencies, match=r"There are amounts in USD, and no rate for it"):
            orders(engine, *rows, header=header, currency="EUR", rates={"GBP": "1.2"})
