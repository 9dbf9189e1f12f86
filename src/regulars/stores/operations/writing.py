"""Rows on their way to either database, in as few statements as it takes.

PostgreSQL gets everything that an act wrote in one statement: one trip and one plan, however many rows; each table's
rows are a parameter of their own, as JSON. SQLite lies in our own process, so there it is a statement for each table.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table

from regulars.stores.operations.rows import Values
from regulars.stores.operations.schema import METADATA


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one table. ``instead``: they take the places of those with the same key; else each is new, or refused."""

    table: Table
    columns: tuple[str, ...]
    rows: Sequence[Values]
    instead: bool = False

    @property
    def form(self) -> _Form:
        return (self.table.name, self.columns, self.instead)


_Form = tuple[str, tuple[str, ...], bool]


def write(connection: Connection, parts: Iterable[Part]) -> None:
    """Write the parts that have rows, in their order; all of them or none."""
    some = [part for part in parts if part.rows]
    if not some:
        return
    if connection.dialect.name == "postgresql":
        values = {f"p{n}": json.dumps(_named(part), default=_text) for n, part in enumerate(some)}
        connection.exec_driver_sql(_together(tuple(part.form for part in some)), values)
        return
    for part in some:
        connection.exec_driver_sql(_alone(part.form), _adapted(part, connection.dialect))


@cache
def _together(forms: tuple[_Form, ...]) -> str:
    """One statement for all parts; foreign keys are checked at its end, when every row is there."""
    said = [f"{_insert(form)} {_from_json(form, f'p{n}')}{_conflict(form)}" for n, form in enumerate(forms)]
    before = ", ".join(f"w{n} AS ({words})" for n, words in enumerate(said[:-1]))
    return f"WITH {before} {said[-1]}" if before else said[-1]


@cache
def _alone(form: _Form) -> str:
    return f"{_insert(form)} VALUES ({', '.join('?' * len(form[1]))}){_conflict(form)}"


def _insert(form: _Form) -> str:
    table, columns, _ = form
    return f"INSERT INTO {table} ({', '.join(map(_quoted, columns))})"


def _from_json(form: _Form, parameter: str) -> str:
    table, columns, _ = form
    return f"SELECT {', '.join(map(_quoted, columns))} FROM json_populate_recordset(NULL::{table}, %({parameter})s::json)"


def _conflict(form: _Form) -> str:
    """How a row takes the place of the one with its key: found by the key itself, whatever the planner thinks."""
    table, columns, instead = form
    if not instead:
        return ""
    keys = [c.name for c in METADATA.tables[table].primary_key]
    changed = [f"{_quoted(name)} = excluded.{_quoted(name)}" for name in columns if name not in keys]
    return f" ON CONFLICT ({', '.join(map(_quoted, keys))}) DO UPDATE SET {', '.join(changed)}"


def _quoted(name: str) -> str:
    return f'"{name}"'


def _named(part: Part) -> list[dict[str, Any]]:
    return [dict(zip(part.columns, row, strict=True)) for row in part.rows]


def _text(value: object) -> Any:
    """What JSON has no word for: times, and mappings that are no dictionaries."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)


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
def _adapters(form: _Form, dialect: Dialect) -> list[tuple[int, Any]]:
    table, columns, _ = form
    types = [METADATA.tables[table].c[name].type.dialect_impl(dialect) for name in columns]
    found = [(place, t.bind_processor(dialect)) for place, t in enumerate(types)]
    return [(place, adapt) for place, adapt in found if adapt is not None]
