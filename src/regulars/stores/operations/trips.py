"""Statements that belong together, in one trip to PostgreSQL: what is asked, and what is written with its commit.

The driver's own connection is used, in its pipeline mode; what the server refuses is raised as SQLAlchemy raises it.
A statement that fails takes those behind it along: what comes after it in a trip is not done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import Connection, Select
from sqlalchemy.dialects.postgresql.psycopg import dialect
from sqlalchemy.exc import DBAPIError

Statement: TypeAlias = tuple[str, Sequence[Any]]
BEGIN: Statement = ("BEGIN", ())
COMMIT: Statement = ("COMMIT", ())
_NUMBERED = dialect(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]


def asked(question: Select[Any], values: Mapping[str, Any]) -> Statement:
    """A question of Core with its values, as the server takes it."""
    words, names = _words(question)
    return words, [values[name] for name in names]


@cache
def _words(question: Select[Any]) -> tuple[str, tuple[str, ...]]:
    compiled = question.compile(dialect=_NUMBERED)
    return str(compiled), tuple(compiled.positiontup or ())


def ask(connection: Connection, statements: Iterable[Statement]) -> list[list[Any]]:
    """The rows that each statement finds, by their columns' names, none for a commit; all of them after one trip.

    What nobody has begun yet begins with it.
    """
    from psycopg.pq import TransactionStatus
    from psycopg.rows import namedtuple_row

    with driven(connection) as raw:
        begun = raw.info.transaction_status != TransactionStatus.IDLE
        cursors = _said(raw, statements if begun else (BEGIN, *statements))
        found = []
        for cursor in cursors if begun else cursors[1:]:
            cursor.row_factory = namedtuple_row
            found.append(cursor.fetchall() if cursor.description else [])
        return found


def undo(connection: Connection) -> None:
    """End a transaction that failed, so that another may begin on the same connection."""
    with driven(connection) as raw:
        raw.rollback()


def tell(connection: Connection, statement: Statement, *, commit: bool) -> None:
    """Write; with ``commit``, in the same trip that ends the transaction: there is none any more afterwards."""
    with driven(connection) as raw:
        _said(raw, (statement, COMMIT) if commit else (statement,))


def array(values: Sequence[str | None]) -> str:
    """Texts as PostgreSQL writes an array.

    >>> array(["a", 'b"c', None])
    '{"a","b\\\\"c",NULL}'
    """
    if None not in values:
        whole = _BETWEEN.join(values)  # type: ignore[arg-type]
        if whole.count(_BETWEEN) == len(values) - 1:
            return '{"' + _escaped(whole).replace(_BETWEEN, '","') + '"}'
    return "{" + ",".join(["NULL" if v is None else f'"{_escaped(v)}"' for v in values]) + "}"


_BETWEEN = "\0"  # in no text that the server takes


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


@contextmanager
def driven(connection: Connection) -> Iterator[Any]:
    """The driver's connection behind one of SQLAlchemy's."""
    from psycopg import Error

    raw: Any = connection.connection.driver_connection
    try:
        yield raw
    except Error as e:
        if raw.closed:
            connection.invalidate(e)
        raise DBAPIError.instance(None, None, e, Error, connection_invalidated=raw.closed, dialect=connection.dialect) from e


def _said(raw: Any, statements: Iterable[Statement]) -> list[Any]:
    """A cursor for each statement, once all are answered."""
    from psycopg import RawCursor

    cursors = []
    with raw.pipeline():
        for words, values in statements:
            cursors.append(cursor := RawCursor(raw))
            cursor.execute(words, values or None)
    return cursors
