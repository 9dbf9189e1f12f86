"""What is known of customers: one column per attribute, or one row per attribute."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from regulars.facts.kinds import KINDS
from regulars.readers.rows.asking import one
from regulars.readers.rows.deciding import Decider
from regulars.readers.rows.expressions import filled, literal
from regulars.readers.rows.fields import Form
from regulars.readers.rows.making import empty
from regulars.readers.rows.number_forms import NumberForm
from regulars.readers.rows.purchases import Origin
from regulars.readers.rows.quarantine import point_at_bad_rows, take_rejected
from regulars.readers.rows.staging import Ways, judged
from regulars.settings import Settings


def take_in(
    connection: duckdb.DuckDBPyConnection, forms: Sequence[Form], origin: Origin, settings: Settings
) -> tuple[int, int]:
    """Fill ``incoming_attributes``; how many rows were read, and how many of them used.

    Without a date an attribute holds from 1970-01-01: it is then known at every purchase.
    """
    connection.execute(empty("incoming_attributes", KINDS["attributes"]))
    read = used = 0
    dates = Decider(connection, settings).dates(forms)
    for form in forms:
        ways = Ways(dates[form.number], NumberForm("dot"), origin.recorded_at.year + 1, pseudonym_key=origin.pseudonym_key)
        connection.execute(f"CREATE OR REPLACE TABLE {form.table} AS {_staged(form, ways)}")
        take_rejected(connection, form)
        all_rows, good = one(
            connection, f"SELECT coalesce(sum(n), 0), coalesce(sum(CASE WHEN problem = 0 THEN n END), 0) FROM {form.table}"
        )
        read, used = read + int(all_rows), used + int(good)
        connection.execute(f"INSERT INTO incoming_attributes {_facts(form, origin)}")
        if all_rows > good:
            point_at_bad_rows(connection, form, ways)
    return read, used


def _pairs(form: Form) -> list[tuple[str, str]]:
    """Names of attributes with the raw columns that hold their values."""
    return [(name, f"x_a_{i}") for i, name in enumerate(form.mapping.attributes)]


def _staged(form: Form, ways: Ways) -> str:
    return f"SELECT * EXCLUDE (problem), problem, count(*) AS n FROM ({_values(form, judged(form, ways))}) GROUP BY ALL"


def _values(form: Form, rows: str) -> str:
    at = "coalesce(occurred_utc, occurred_local)" if form.has("occurred") else "TIMESTAMP '1970-01-01'"
    wide = ", ".join(column for _, column in _pairs(form))
    long = "x_name AS name, x_value AS value" if form.has("name") else ""
    columns = ", ".join(p for p in ("customer", f"{at} AS since", long, wide, "problem") if p)
    return f"SELECT {columns} FROM ({rows})"


def _facts(form: Form, origin: Origin) -> str:
    pairs = [("name", "value")] if form.has("name") else [(literal(name), column) for name, column in _pairs(form)]
    each = " UNION ALL ".join(
        f"SELECT customer, since, {name} AS name, {value} AS value FROM {form.table} WHERE problem = 0" for name, value in pairs
    )
    fact_id = origin.fact_id("attribute", "customer", "name", "epoch_us(since)")
    return (
        f"SELECT {origin.head(fact_id, 'CAST(' + literal('day') + ' AS VARCHAR)')}, name, value"
        f" FROM (SELECT customer, since AS occurred_at, since, name, max({filled('value')}) AS value"
        f" FROM ({each}) GROUP BY ALL)"
        " WHERE value IS NOT NULL"
    )
