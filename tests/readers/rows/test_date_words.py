"""How dates are written is said as they are, and what is promised is read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from regulars.engines.duckdb import DuckDBEngine
from regulars.readers.rows.date_forms import decide, see
from tests.readers.rows.tables import orders


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine(threads=1) as made:
        yield made


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (("2024-01-05", "2024/02/17 10:30"), "the year stands first"),
        (("05-Jan-24", "17-Feb-24"), "the month is named: 05-Jan-24"),
        (("March 4, 2024",), "the month is named: March 4, 2024"),
        (("20240105", "20240217"), "the year stands first, with nothing between: 20240105"),
        (("1704067200", "1706745600"), "seconds since 1970: 1704067200"),
        (("1704067200000",), "milliseconds since 1970: 1704067200000"),
        (("2024-01-05", "17-Feb-24"), "the year stands first: 2024-01-05; or the month is named: 17-Feb-24"),
        (("1704067200.0000000000",), "seconds since 1970: 1704067200.0000000000"),
        (
            ("13.01.2024", "2024-01-15", "Jan 17 2024"),
            "the day stands first: 13.01.2024 can't be read otherwise; in others the year stands first: 2024-01-15;"
            " or the month is named: Jan 17 2024",
        ),
        (
            ("01/13/2024", "1706745600"),
            "the month stands first: 01/13/2024 can't be read otherwise; in others seconds since 1970: 1706745600",
        ),
        (("5 marca 2024",), "in no form that is known: 5 marca 2024"),
    ],
)
def test_how_dates_are_written_is_said_as_they_are(engine: DuckDBEngine, dates: tuple[str, ...], said: str) -> None:
    listed = ", ".join(f"('{d}')" for d in dates)
    seen = see(engine.connection, f"(SELECT * FROM (VALUES {listed}) AS v(value))")
    assert decide("date", seen, lambda _: (), lambda: seen, "auto").why == said


def test_every_form_that_is_promised_is_read(engine: DuckDBEngine) -> None:
    year_first = ("2024-03-05", "20240305", "5 Mar 2024", "March 5, 2024", "2024-03-05 10:30", "2024-03-05 10:30:15Z")
    for texts in (year_first, ("05.03.2024", "13.3.24 10:30 PM"), ("3/5/24", "3/13/2024 10:30"), ("1709596800",), ("45356",)):
        taken = orders(engine, *(f"Ana|{t}|{n}" for n, t in enumerate(texts, 1)))
        assert {(p["occurred_at"].month, p["occurred_at"].day in (5, 13)) for p in taken.purchases} == {(3, True)}
        assert taken.quarantine == []
