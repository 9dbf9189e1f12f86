"""The decimal mark is told over all money columns, or an error says why it can't be."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from regulars.engines.duckdb import DuckDBEngine
from regulars.errors import AmbiguousAmounts
from tests.readers.rows.tables import orders


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine(threads=1) as made:
        yield made


def amounts(engine: DuckDBEngine, *texts: str) -> list[int]:
    taken = orders(engine, *(f"c{n}|2024-01-05|{t}" for n, t in enumerate(texts)))
    return [p["amount_minor"] for p in taken.purchases]


def test_one_amount_with_two_decimals_decides(engine: DuckDBEngine) -> None:
    assert amounts(engine, "1.234", "12,50") == [123400, 1250]
    assert amounts(engine, "1,234", "12.50") == [123400, 1250]


def test_whole_numbers_need_no_mark(engine: DuckDBEngine) -> None:
    assert amounts(engine, "1", "250") == [100, 25000]


def test_a_thousand_or_a_fraction(engine: DuckDBEngine) -> None:
    with pytest.raises(AmbiguousAmounts, match=r"1,500 in amount can be a thousand or a fraction"):
        amounts(engine, "1,500", "20")


def test_both_marks_are_a_contradiction(engine: DuckDBEngine) -> None:
    with pytest.raises(
        AmbiguousAmounts, match=r"1 can only have a decimal dot \(such as 1.75\), 1 only a decimal comma \(such as 1,50\)"
    ):
        amounts(engine, "1,50", "1.75")
