"""How dates and numbers of a file are written: each column is decided for itself, over all of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from regulars.engines.duckdb import DuckDBEngine
from regulars.readers.declared.deciding import Times, decide_numbers
from regulars.settings import Settings
from tests.readers.declared.told import cells, told


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine(threads=1) as made:
        yield made


def test_two_columns_of_times_may_be_written_in_two_ways(engine: DuckDBEngine) -> None:
    found = cells(engine, "case id,customer,created at,resolved at\n1,C1,13/03/2024,2024-03-14\n2,C2,01/04/2024,2024-04-02\n")
    dates = Times(engine.connection, Settings()).decide([found])[0]
    assert (dates["opened"].order, dates["resolved"].order) == ("dmy", "ymd")


def test_a_column_that_proves_nothing_follows_the_others() -> None:
    read = told("case id,customer,created at,resolved at\n1,C1,13/03/2024,01/04/2024\n")
    assert read.column("complaints", "occurred_at") == [datetime(2024, 3, 13, 12), datetime(2024, 4, 1, 12)]


def test_a_date_that_holds_for_every_row_is_written_year_first() -> None:
    read = told(
        "experiment,customer,arm,propensity\nE,C1,control,0.5\n", mapping={"kind": "assignments", "occurred": "=2024-03-01"}
    )
    assert read.column("assignments", "occurred_at", "occurred_precision") == [(datetime(2024, 3, 1, 12), "day")]


def test_the_decimal_mark_is_decided_over_all_numbers(engine: DuckDBEngine) -> None:
    found = cells(engine, 'incentive id,customer,date,event,form,value\n1,C1,2024-03-01,offered,gift,"12,50"\n')
    assert decide_numbers(engine.connection, found, Settings()).mark == "comma"
    assert decide_numbers(engine.connection, found, Settings(decimal_mark="dot")).mark == "dot"


def test_a_value_in_cents_is_read_as_such() -> None:
    """A gift for 1250 cents costs 12.50."""
    mapping = {"kind": "incentives", "value": "value_cents"}
    read = told("incentive id,customer,date,event,form,value_cents\n1,C1,2024-03-01,offered,gift,1250\n", mapping=mapping)
    assert read.column("incentives", "value_minor") == [1250]
