"""Rows of many tables as one statement of PostgreSQL's: one trip and one plan, however many rows.

A single row comes as values, many as an array for each column. Each value is text, which the server reads by its
column's type.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import JSON, BigInteger, Boolean, DateTime, Integer, String

from regulars.stores.operations.schema import METADATA
from regulars.stores.operations.trips import Statement, array

Form: TypeAlias = tuple[str, tuple[str, ...], bool]  # a table, columns, and whether rows take others' places
Write: TypeAlias = Callable[[Any], str]


def one_statement(parts: Sequence[tuple[Form, Sequence[Sequence[Any]]]]) -> Statement:
    """The statement that writes all parts, or none; foreign keys are checked at its end, when every row is there."""
    words = _words(tuple((form, len(rows) == 1) for form, rows in parts))
    values: list[str | None] = []
    for form, rows in parts:
        values += written(form, rows)
    return words, values


def written(form: Form, rows: Sequence[Sequence[Any]]) -> list[str | None]:
    """A single row's values as texts, or an array for each column of many rows."""
    writers = _writers(form)
    if len(rows) == 1:
        return [None if v is None else write(v) for write, v in zip(writers, rows[0], strict=True)]
    return [_column(write, column) for write, column in zip(writers, zip(*rows, strict=True), strict=True)]


def _column(write: Write, values: Sequence[Any]) -> str:
    """A column as an array. A batch says the same few times in every row: each is written once."""
    if isinstance(values[0], datetime):
        said = {value: None if value is None else write(value) for value in set(values)}
        return array([said[value] for value in values])
    if None in values:
        return array([None if value is None else write(value) for value in values])
    return array(list(map(write, values)))


def inserts(forms: Sequence[tuple[Form, bool]], first: int, source: Callable[[Form, int, bool], str]) -> list[str]:
    """The words of each part, whose values are numbered on from ``first``; ``source`` says where its rows come from."""
    said, number = [], first
    for form, single in forms:
        said.append(f"{insert_into(form)} {source(form, number, single)}{on_conflict(form)}")
        number += len(form[1])
    return said


@cache
def _words(forms: tuple[tuple[Form, bool], ...]) -> str:
    said = inserts(forms, 1, _source)
    before = ", ".join(f"w{n} AS ({words})" for n, words in enumerate(said[:-1]))
    return f"WITH {before} {said[-1]}" if before else said[-1]


def _source(form: Form, first: int, single: bool) -> str:
    places = [f"${first + n}" for n in range(len(form[1]))]
    if single:
        return f"VALUES ({', '.join(places)})"
    arrays = [f"{place}::{type_of(form, n)}[]" for n, place in enumerate(places)]
    return f"SELECT * FROM unnest({', '.join(arrays)})"


def insert_into(form: Form) -> str:
    table, columns, _ = form
    return f"INSERT INTO {table} ({', '.join(map(_quoted, columns))})"


def on_conflict(form: Form) -> str:
    """How a row takes the place of the one with its key: found by the key itself, whatever the planner thinks."""
    table, columns, instead = form
    if not instead:
        return ""
    keys = [c.name for c in METADATA.tables[table].primary_key]
    changed = [f"{_quoted(name)} = excluded.{_quoted(name)}" for name in columns if name not in keys]
    return f" ON CONFLICT ({', '.join(map(_quoted, keys))}) DO UPDATE SET {', '.join(changed)}"


def _quoted(name: str) -> str:
    return f'"{name}"'


def _mapping(value: object) -> Any:
    """What JSON has no word for: mappings that are no dictionaries."""
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)


# Text has no length here: a cast would cut what is too long, where the column itself refuses it.
_TYPES: tuple[tuple[Any, str, Write], ...] = (
    (BigInteger, "bigint", str),
    (Integer, "bigint", str),
    (Boolean, "boolean", str),
    (DateTime, "timestamp", datetime.isoformat),
    (String, "text", str),
    (JSON, "jsonb", json.JSONEncoder(default=_mapping).encode),
)


def _of_column(form: Form, place: int) -> tuple[str, Write]:
    kind = METADATA.tables[form[0]].c[form[1][place]].type
    return next((name, write) for declared, name, write in _TYPES if isinstance(kind, declared))


def type_of(form: Form, place: int) -> str:
    """The type of a form's column, as PostgreSQL calls it."""
    return _of_column(form, place)[0]


@cache
def _writers(form: Form) -> list[Write]:
    return [_of_column(form, place)[1] for place in range(len(form[1]))]
