"""Rows by their fate, and the facts they became: two ways to the same money."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from regulars.engines.duckdb import DuckDBEngine
from regulars.readers.rows.tally import Bought, bought, given_back, repeated, tally
from tests.readers.rows.tables import orders_scan, take

BOUGHT = (
    "1|Ana|2024-01-05|10.00",
    "1|Ana|2024-01-05|10.00",  # the same order again
    "2||2024-01-06|3.005",
    "3|Bo|2024-01-07|0.00",
    "4|Ana|2024-01-08|-10.00",
    "5|Cy|never|9.00",
)


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine(threads=1) as made:
        take(made, orders_scan(made, [BOUGHT], "order,customer,date,amount"), policies={"zero_amounts": "set_aside"})
        yield made


def test_every_row_stands_in_one_group(engine: DuckDBEngine) -> None:
    groups = tally(engine.connection)
    assert sum(g.rows for g in groups) == 6
    assert [g.rows for g in groups if not g.good] == [1]
    assert [(g.set_aside_by, g.rows) for g in groups if g.good and not g.used] == [("zero_amounts", 1)]


def test_money_is_by_what_was_sold_and_what_came_back(engine: DuckDBEngine) -> None:
    used = [g for g in tally(engine.connection) if g.used]
    assert {(g.flags["is_guest"], g.minor, g.rows, g.repeats) for g in used if g.sold} == {
        (False, 2000, 2, 1),
        (True, 300, 1, 0),
    }
    assert [(g.rows, g.sold) for g in used if g.flags["is_refund"]] == [(1, False)]
    # 3.005 was rounded to 3.00.
    assert [(str(g.remainder.normalize()), g.rounded) for g in used if g.rounded] == [("0.005", 1)]


def test_an_order_read_twice_is_money_once(engine: DuckDBEngine) -> None:
    assert repeated(engine.connection) == {"EUR": (1, 1000)}
    assert bought(engine.connection) == [Bought("EUR", 1000, 300, 2, 1)]


def test_what_was_given_back_and_tied(engine: DuckDBEngine) -> None:
    assert given_back(engine.connection) == {"EUR": (1000, 1, 1)}


def test_without_orders_nothing_repeats_one() -> None:
    with DuckDBEngine(threads=1) as engine:
        assert repeated(engine.connection) == {}
