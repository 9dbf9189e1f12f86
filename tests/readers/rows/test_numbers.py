"""Every way of writing an amount that people send, as an exact decimal."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from regulars.engines.duckdb import DuckDBEngine
from tests.readers.rows.tables import orders

DOT = {
    "1,234.50": 123450, "-5.5": -550, "5.5-": -550, "(1,200.00)": -120000, "€ 12.50": 1250, "12.50 EUR": 1250,
    "12.50 Eur": 1250, "eur. 12.50": 1250, "1 450.50 руб.": 145050, "9 р.": 900, "100 грн": 10000,
    "1 234.50": 123450, "1\u00a0234.50": 123450, "1\u202f234": 123400, "1'234.50": 123450, "1,23,456.00": 12345600,
    "1e3": 100000, "−5.00": -500, "5,000": 500000, "12.-": 1200, ".5": 50, "+7": 700, "1.005": 100, "1.015": 102,
    "12 50": None, "1,23": None, "abc": None, "12abc": None, "nan": None, "inf": None, "1e400": None, "--5": None,
    "999999999999999": None, "": None, "1.2.3": None,
}  # fmt: skip
COMMA = {
    "1.234,56": 123456, "1 234,56": 123456, "12,5": 1250, "1.234": 123400, "1234,5 €": 123450, "(1.000,00)": -100000,
    "1,5E+2": 15000, ",5": 50, "12.5": None, "1,234.50": None,
}  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine(threads=1) as made:
        yield made


@pytest.mark.parametrize(("mark", "amounts"), [("dot", DOT), ("comma", COMMA)])
def test_amounts(engine: DuckDBEngine, mark: str, amounts: dict[str, int | None]) -> None:
    rows = [f"c{n}|2024-01-05|{text}" for n, text in enumerate(amounts)]
    taken = orders(engine, *rows, decimal_mark=mark)
    read = {p["customer_id"]: p["amount_minor"] for p in taken.purchases}
    read |= {r["customer_id"]: -r["amount_minor"] for r in taken.refunds}
    assert {text: read.get(f"c{n}") for n, text in enumerate(amounts)} == amounts
    assert {q["reason"] for q in taken.quarantine} == {"bad_amount"}


def test_a_cell_names_its_currency_by_code_or_sign(engine: DuckDBEngine) -> None:
    taken = orders(
        engine,
        "Ana|2024-01-05|£ 5.00",
        "Bo|2024-01-05|5.00 USD",
        "Cy|2024-01-05|¥500",
        "Di|2024-01-05|$5.00",
        "Ed|2024-01-05|5.00",
        currency="CAD",
    )
    assert {p["customer_id"]: (p["amount_minor"], p["currency"]) for p in taken.purchases} == {
        "Ana": (500, "GBP"), "Bo": (500, "USD"), "Cy": (500, "JPY"), "Di": (500, "CAD"), "Ed": (500, "CAD"),
    }  # fmt: skip


def test_floats_of_a_column_that_holds_currencies(engine: DuckDBEngine) -> None:
    taken = orders(
        engine,
        "Ana|2024-01-05|1.2345|kwd",
        "Bo|2024-01-05|12|JPY",
        "Cy|2024-01-05|1|??",
        header="customer,date,amount,currency",
    )
    assert [(p["amount_minor"], p["currency"]) for p in taken.purchases] == [(1234, "KWD"), (12, "JPY")]
    assert [q["reason"] for q in taken.quarantine] == ["bad_currency"]
