"""Rows that are none of an export's own: what is asked of their text. What becomes of them is in test_staging.py."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pytest

from regulars.readers.rows.strays import is_blank, is_header, sums_up
from tests.readers.rows.tables import TableScan, form_of


def test_a_header_can_only_stand_among_texts(connection: duckdb.DuckDBPyConnection) -> None:
    """A column that the source itself calls a number holds no names of columns."""
    form = form_of(connection, "Ana|2024-01-05|1.00")
    assert is_header(form) == "lower(x_occurred) = 'occurred' AND lower(x_amount) = 'amount'"
    columns = tuple(replace(c, type="DOUBLE") if c.name == "amount" else c for c in form.scan.columns)
    assert isinstance(form.scan, TableScan)
    assert is_header(replace(form, scan=replace(form.scan, columns=columns))) == "false"


@pytest.mark.parametrize(
    ("line", "blank", "header", "total"),
    [
        ("Ana|2024-01-05|1.00", False, False, False),
        ("customer|occurred|amount", False, True, False),
        ("customer|occurred|1.00", False, False, False),
        ("Total||1.00", False, False, True),
        ("||", True, False, False),
    ],
)
def test_what_a_stray_row_is(connection: duckdb.DuckDBPyConnection, line: str, blank: bool, header: bool, total: bool) -> None:
    form = form_of(connection, line)
    cells = ", ".join(
        f"nullif({c}, '') AS {name}"
        for c in ("customer", "occurred", "amount")
        for name in (f"x_{c}", {"customer": "customer", "occurred": "odd_date", "amount": "odd_amount"}[c])
    )
    none = "CAST(NULL AS TIMESTAMP) AS occurred_utc, CAST(NULL AS TIMESTAMP) AS occurred_local, NULL AS amount"
    rows = f"SELECT {cells}, {none} FROM (SELECT customer, occurred, amount FROM {form.scan.relation})"
    asked = ", ".join(f"coalesce({ask(form)}, false)" for ask in (is_blank, is_header, sums_up))
    assert connection.execute(f"SELECT {asked} FROM ({rows})").fetchone() == (blank, header, total)
