"""Rows on their way to either database, in as few statements as it takes.

PostgreSQL gets everything that an act wrote in one statement, and with the last of it the commit. SQLite lies in our
own process, so there it is a statement for each table.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table

from regulars.stores.operations.one_statement import Form, insert_into, on_conflict, one_statement
from regulars.stores.operations.rows import Values
from regulars.stores.operations.schema import ACCOUNTS, METADATA
from regulars.stores.operations.trips import tell

# Of an account's row: what moves with each act, and what an index or another row hangs on.
_BALANCES = ("number", "available", "pending", "debt", "held")
_HUNG = ("due_at", "moved_to")
_WHERE_HUNG = f"SELECT account_id, {', '.join(_HUNG)} FROM accounts WHERE account_id IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one table. ``instead``: they take the places of those with the same key; else each is new, or refused."""

    table: Table
    columns: tuple[str, ...]
    rows: Sequence[Values]
    instead: bool = False

    @property
    def form(self) -> Form:
        return (self.table.name, self.columns, self.instead)


def write(connection: Connection, parts: Iterable[Part], *, last: bool = False) -> None:
    """Write the parts that have rows, in their order; all of them or none.

    ``last``: nothing comes after it in this transaction, so that on PostgreSQL the commit may go with it.
    """
    some = [part for part in parts if part.rows]
    if not some:
        return
    if connection.dialect.name == "postgresql":
        tell(connection, one_statement([(part.form, part.rows) for part in some]), commit=last)
        return
    for part in some:
        rows = _adapted(part, connection.dialect)
        if part.instead and part.table is ACCOUNTS:
            _change(connection, part.columns, rows)
        else:
            connection.exec_driver_sql(_alone(part.form), rows)


def _change(connection: Connection, columns: tuple[str, ...], rows: list[Values]) -> None:
    """Change accounts, which are there always. Due days and whose part one became are written where they are others.

    SQLite writes an index anew for each row whose column is set, though nothing changed: six times the work of all balances.
    """
    name_at, due_at, moved_to = (columns.index(name) for name in ("account_id", *_HUNG))
    names = json.dumps([row[name_at] for row in rows])
    there = {name: hung for name, *hung in connection.exec_driver_sql(_WHERE_HUNG, (names,))}
    assert len(there) == len(rows), "an account that was read is there"
    changed = [row for row in rows if there[row[name_at]] != [row[due_at], row[moved_to]]]
    for some, of in ((_BALANCES, rows), (_HUNG, changed)):
        if of:
            places = [columns.index(name) for name in (*some, "account_id")]
            statement = f"UPDATE accounts SET {', '.join(f'{name} = ?' for name in some)} WHERE account_id = ?"
            connection.exec_driver_sql(statement, [tuple(row[place] for place in places) for row in of])


@cache
def _alone(form: Form) -> str:
    return f"{insert_into(form)} VALUES ({', '.join('?' * len(form[1]))}){on_conflict(form)}"


def _adapted(part: Part, dialect: Dialect) -> list[Values]:
    """Values as SQLite's driver takes them: times and JSON as text, the way the types of Core write them."""
    adapters = _adapters(part.form, dialect)
    if not adapters:
        return list(part.rows)
    changed = [list(row) for row in part.rows]
    times: dict[datetime, Any] = {}  # a batch says the same few times again and again
    for place, adapt in adapters:
        for row in changed:
            value = row[place]
            if isinstance(value, datetime):
                row[place] = times[value] if value in times else times.setdefault(value, adapt(value))
            elif value is not None:
                row[place] = adapt(value)
    return [tuple(row) for row in changed]


@cache
def _adapters(form: Form, dialect: Dialect) -> list[tuple[int, Any]]:
    table, columns, _ = form
    types = [METADATA.tables[table].c[name].type.dialect_impl(dialect) for name in columns]
    found = [(place, t.bind_processor(dialect)) for place, t in enumerate(types)]
    return [(place, adapt) for place, adapt in found if adapt is not None]
