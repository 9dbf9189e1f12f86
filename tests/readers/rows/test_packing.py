"""Packed rows show again what was read, whatever stands together in one number."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from regulars.engines.duckdb import DuckDBEngine
from regulars.readers.rows.numbers import CODES, SHARED_SIGNS, SIGNS
from tests.readers.rows.tables import orders


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine(threads=1) as made:
        yield made


def test_a_time_with_an_offset_a_time_without_and_a_day_stay_apart(engine: DuckDBEngine) -> None:
    taken = orders(
        engine,
        "Ana|2024-07-05T10:00:00+02:00|£ 5.00",
        "Ana|2024-07-05T10:00:00|5.00 EUR",
        "Ana|2024-07-05|¥500",
        "Ana|2024-07-05|5",
        "Ana|2024-07-99|5",
        time_zone="Europe/Vilnius",
        currency="EUR",
    )
    seen = sorted((p["occurred_at"], p["occurred_precision"], p["amount_minor"], p["currency"]) for p in taken.purchases)
    assert seen == [
        (datetime(2024, 7, 5, 7), "second", 500, "EUR"),  # ten o'clock in Vilnius
        (datetime(2024, 7, 5, 8), "second", 500, "GBP"),  # ten o'clock two hours ahead of UTC
        (datetime(2024, 7, 5, 9), "day", 500, "EUR"),  # noon in Vilnius
        (datetime(2024, 7, 5, 9), "day", 500, "JPY"),
    ]
    assert [q["reason"] for q in taken.quarantine] == ["bad_date"]


def test_a_computers_zero_is_no_date(engine: DuckDBEngine) -> None:
    taken = orders(engine, "Ana|1970-01-01|5", "Ana|1970-01-02|5", "Ana|2031-01-01|5")
    assert [p["occurred_at"] for p in taken.purchases] == [datetime(1970, 1, 2, 12)]
    assert [q["value"] for q in taken.quarantine] == ["1970-01-01", "2031-01-01"]


def test_every_sign_stands_for_a_code_that_can_be_packed() -> None:
    meant = {*SIGNS.values(), *(code for codes in SHARED_SIGNS.values() for code in codes)}
    assert meant <= set(CODES)
    assert len(CODES) * 256 + 255 < 2**16
