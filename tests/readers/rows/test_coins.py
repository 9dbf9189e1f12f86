"""Sums in the smallest coin are read as what they are, where a column's name says so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from regulars.engines.duckdb import DuckDBEngine
from regulars.facts.mapping import Mapping
from regulars.readers.rows.coins import in_coins
from regulars.readers.rows.number_forms import NumberForm
from tests.readers.rows.tables import Taken, table, take

DOT = NumberForm("dot", why="decimal dot")


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine(threads=1) as made:
        yield made


def sold(engine: DuckDBEngine, column: str, *amounts: str, currency: str = "EUR", kind: str = "VARCHAR") -> Taken:
    rows = [(f"c{n}", "2024-01-05", amount) for n, amount in enumerate(amounts)]
    scan = table(engine.connection, "orders", ("customer", "date", column), [rows], {column: kind})
    mapping = Mapping("purchases", "plain", {"customer": "customer", "occurred": "date", "amount": column})
    return take(engine, (scan, mapping), currency=currency)


@pytest.mark.parametrize("column", ["amount_cents", "totalCents", "Betrag in Cent", "amount_minor"])
def test_1250_cents_are_12_50(engine: DuckDBEngine, column: str) -> None:
    taken = sold(engine, column, "1250", "2000", "-99", "1,000,000")
    assert [p["amount_minor"] for p in taken.purchases] == [1250, 2000, 1_000_000]
    assert [r["amount_minor"] for r in taken.refunds] == [99]
    assert taken.intake.takings[0].known_customers_minor == 1_003_250


def test_numbers_and_other_currencies_have_their_own_coins(engine: DuckDBEngine) -> None:
    """A yen has no smaller coin, a dinar of Kuwait has a thousand."""
    assert [p["amount_minor"] for p in sold(engine, "amount_cents", "1250", kind="BIGINT").purchases] == [1250]
    assert [p["amount_minor"] for p in sold(engine, "amount_minor", "1250", currency="JPY").purchases] == [1250]
    assert [p["amount_minor"] for p in sold(engine, "amount_minor", "1250", currency="KWD").purchases] == [1250]


def test_a_fraction_of_a_coin_proves_that_it_is_none(engine: DuckDBEngine) -> None:
    assert [p["amount_minor"] for p in sold(engine, "amount_cents", "12.50", "20").purchases] == [1250, 2000]


@pytest.mark.parametrize("column", ["amount", "recent total", "discount per cent", "accent", "centre"])
def test_other_names_say_nothing_of_coins(column: str) -> None:
    assert in_coins(DOT, {"amount": column}, [], "EUR") == DOT


def test_it_is_told_with_an_example() -> None:
    told = in_coins(DOT, {"amount": "amount_cents", "tax": "tax_cents", "total": "sum"}, [], "EUR")
    assert told.coins == (("amount", 2), ("tax", 2))
    assert told.why == "decimal dot; amount_cents, tax_cents are in the smallest coin, as the name says: 1250 is 12.50"
    assert in_coins(NumberForm("dot"), {"amount": "minor"}, [], "KWD").why.endswith("1250 is 1.250")
