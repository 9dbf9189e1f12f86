"""Which table is meant, and which there are."""

from __future__ import annotations

import pytest

from regulars.errors import NotATable
from regulars.readers.databases.addresses import parse
from regulars.readers.databases.tables import chosen, no_rows, quoted

TABLES = {"orders": '"orders"', "till.sales": '"till"."sales"'}


def test_a_name_is_quoted_once() -> None:
    assert quoted("till", 'odd"name') == '"till"."odd""name"'


@pytest.mark.parametrize(("name", "sql"), [("orders", '"orders"'), ("Till.Sales", '"till"."sales"')])
def test_a_table_is_found_whatever_its_capitals(name: str, sql: str) -> None:
    assert chosen(parse(f"sqlite:///s.db?table={name}"), TABLES) == f"SELECT * FROM {sql}"


def test_a_query_is_run_as_it_is() -> None:
    assert chosen(parse("sqlite:///s.db?query=SELECT 1;"), {}) == "SELECT 1"


def test_a_table_that_is_not_there() -> None:
    with pytest.raises(NotATable) as caught:
        chosen(parse("sqlite:///s.db?table=ordes"), {**TABLES, **{f"t{n}": "x" for n in range(30)}})
    assert "sqlite:///s.db has no table 'ordes'; did you mean orders" in str(caught.value)
    assert "one of orders, till.sales, t0" in str(caught.value)
    assert "and 12 more" in str(caught.value)
    with pytest.raises(NotATable, match="a database that holds a table"):
        chosen(parse("sqlite:///s.db?table=ordes"), {})


def test_no_rows() -> None:
    assert "sqlite:///s.db orders has no rows" in str(no_rows(parse("sqlite:///s.db?table=orders")))
