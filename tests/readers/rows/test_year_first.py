"""A year of two digits may stand first; where it may, nobody guesses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from regulars.engines.duckdb import DuckDBEngine
from regulars.errors import AmbiguousDates
from tests.readers.rows.tables import orders


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine(threads=1) as made:
        yield made


def bought(engine: DuckDBEngine, *dates: str, **settings: str) -> list[str]:
    taken = orders(engine, *(f"Ana|{d}|{n}" for n, d in enumerate(dates, 1)), **settings)
    return sorted(str(p["occurred_at"])[:10] for p in taken.purchases)


def test_days_that_change_last_may_be_days(engine: DuckDBEngine) -> None:
    with pytest.raises(AmbiguousDates) as caught:
        bought(engine, "24/01/05", "24/01/25")
    assert "run from 2024-01-05 to 2024-01-25 (year first) or from 2005-01-24 to 2025-01-24 (day first)" in str(caught.value)
    assert "What to do: say which with --date-order ymd, dmy or mdy" in str(caught.value)
    assert bought(engine, "24/01/05", "24/01/25", date_order="ymd") == ["2024-01-05", "2024-01-25"]


def test_days_that_change_first_are_days(engine: DuckDBEngine) -> None:
    assert bought(engine, "05.01.24", "25.01.24", "13.02.24") == ["2024-01-05", "2024-01-25", "2024-02-13"]
    assert bought(engine, "31/12/23", "01/02/24") == ["2023-12-31", "2024-02-01"]


def test_one_year_that_is_no_day_shows_where_years_stand(engine: DuckDBEngine) -> None:
    assert bought(engine, "25/01/23", "25/01/24", "25/01/99") == ["1999-01-25", "2023-01-25", "2024-01-25"]
