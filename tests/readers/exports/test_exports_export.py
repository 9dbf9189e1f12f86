"""Small pieces: amounts as people write them, times that are UTC and do not say so."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import duckdb
import pytest

from regulars.facts.mapping import SourceColumn
from regulars.readers.exports.export import Export, Header, in_utc, money, says, written
from regulars.readers.rows.expressions import literal


def value(sql: str) -> Any:
    with duckdb.connect() as connection:
        return connection.sql(f"SELECT {sql}").fetchall()[0][0]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("$1,234.50", "1234.50"), ("-$3.00", "-3"), ("($3.00)", "-3"), ("12", "12"), ("1.234,50 €", "1234.50"),
        ("€12,5", "12.5"), ("¥1,200", "1200"), ("CA$7.25", "7.25"), ("−5.00", "-5"), ("0.005", "0.005"), ("$-3.00", "-3"),
    ],
)  # fmt: skip
def test_an_amount(text: str, amount: str) -> None:
    assert value(money(literal(text))) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "12.5O", "n/a", "1.2.3", "--5", "12 34 x"])
def test_what_is_no_amount_stays_what_it_was(text: str) -> None:
    assert value(written(money(literal(text)), literal(text))) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-03-05 22:30", "2024-03-05 22:30Z"),
        ("2024-03-05T22:30:00Z", "2024-03-05T22:30:00Z"),
        ("2024-03-05 22:30+02:00", "2024-03-05 22:30+02:00"),
        ("2024-03-05", "2024-03-05"),
    ],
)
def test_a_time_in_utc(text: str, expected: str) -> None:
    assert value(in_utc(literal(text))) == expected


def test_a_header_is_read_by_plain_names_and_lacks_what_it_lacks() -> None:
    header = Header((SourceColumn("Net Sales"), SourceColumn("id", "DECIMAL(38, 10)")))
    assert header.has("net_sales", "ID")
    assert not header.has("Tip")
    assert header.text("Tip") == "CAST(NULL AS VARCHAR)"
    assert value(says(header.text("Tip"), "x")) is False
    assert Export("x", ("Tip|Net Sales", "id"), lambda _: {}).fits(header)
    assert not Export("x", ("Tip",), lambda _: {}).fits(header)
