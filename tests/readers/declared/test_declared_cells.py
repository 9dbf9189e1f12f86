"""What the fields of a file are, by the declaration of its kind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from regulars.engines.duckdb import DuckDBEngine
from tests.readers.declared.told import cells


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine(threads=1) as made:
        yield made


def test_each_field_is_read_as_what_its_column_is(engine: DuckDBEngine) -> None:
    found = cells(
        engine,
        "subscription id,customer,start date,ended at,amount,interval,auto renew,ends at\nS,C,2024-01-01,,1,month,yes,\n",
    )
    assert found.times == ("started", "ended", "ends")
    assert found.steps == ("started", "ended")
    assert (found.numbers, found.money, found.truths) == (("amount",), ("amount",), ("auto_renew",))
    assert found.words == ("form", "billing_period")
    assert (found.plain, found.people, found.own_id) == (("commitment",), ("customer",), "commitment")


def test_a_constant_fills_a_field_that_has_no_column(engine: DuckDBEngine) -> None:
    found = cells(engine, "message id,customer,sent at,channel\nM,C,2024-01-01,sms\n", {"purpose": "=service"})
    assert (found.constant("purpose"), found.constant("channel")) == ("service", None)
    assert found.has("purpose")
    assert (found.shown("channel"), found.shown("purpose")) == ("channel", "purpose")


def test_an_address_is_a_person_and_an_id_is_none(engine: DuckDBEngine) -> None:
    found = cells(engine, "email,date,nps\na@example.lt,2024-01-01,9\n")
    assert found.is_wide
    assert found.is_person("customer")
    assert not cells(engine, "customer id,date,nps\nC1,2024-01-01,9\n").is_person("customer")
