"""What whole columns show once they are staged: dates without times, ids read as floats, currencies."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from regulars.readers.rows.asking import any_row
from regulars.readers.rows.fields import Form
from regulars.readers.rows.money_columns import needs_rounding
from regulars.readers.rows.priced import Shape, is_amount
from regulars.readers.rows.staging import present
from regulars.settings import Settings


def shape_of(connection: duckdb.DuckDBPyConnection, forms: Sequence[Form], settings: Settings, home: str) -> Shape:
    """Decided over each staged form as a whole, so that the order of rows and files changes nothing.

    ``home`` is the currency meant where a row names none.
    """
    currencies = _currencies(connection, forms)
    return Shape(
        midnights=frozenset(f.number for f in forms if f.has("occurred") and _all_midnight(connection, f)),
        whole_ids=frozenset(f.number for f in forms if f.has("customer") and _all_whole(connection, f, "customer")),
        whole_orders=frozenset(f.number for f in forms if f.has("order") and _all_whole(connection, f, "order_id")),
        zoned=settings.time_zone != "UTC" and any(_has_wall_clocks(connection, f) for f in forms),
        currencies=currencies,
        whole_coins=set(currencies) <= {home} and all(_in_whole_coins(connection, f, home) for f in forms),
    )


def _all_midnight(connection: duckdb.DuckDBPyConnection, form: Form) -> bool:
    timed = "occurred_utc IS NOT NULL OR occurred_local <> date_trunc('day', occurred_local)"
    return not any_row(connection, form.table, f"problem = 0 AND ({timed})")


def _all_whole(connection: duckdb.DuckDBPyConnection, form: Form, column: str) -> bool:
    """Whether every id is a whole number, and some are written as 17850.0: then 17850 is the same one."""
    if any_row(connection, form.table, f"NOT regexp_full_match({column}, '\\d+([.]0)?')"):  # most logs say so at once
        return False
    return any_row(connection, form.table, f"ends_with({column}, '.0')")


def _has_wall_clocks(connection: duckdb.DuckDBPyConnection, form: Form) -> bool:
    return form.has("occurred") and any_row(connection, form.table, "occurred_local IS NOT NULL AND problem <> 1")


def _in_whole_coins(connection: duckdb.DuckDBPyConnection, form: Form, currency: str) -> bool:
    return is_amount(form) and not any_row(connection, form.table, needs_rounding("amount", currency))


def _currencies(connection: duckdb.DuckDBPyConnection, forms: Sequence[Form]) -> tuple[str, ...]:
    named = [f for f in forms if "currency" in present(f)]
    found = {
        str(code)
        for f in named
        for (code,) in connection.execute(f"SELECT DISTINCT currency FROM {f.table} WHERE problem = 0").fetchall()
        if code is not None
    }
    return tuple(sorted(found))
