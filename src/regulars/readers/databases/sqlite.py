"""A table or query of an SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from regulars.errors import BrokenFile, EnvironmentFault, NotATable, UsageError
from regulars.readers.csv.dialect import clean_names
from regulars.readers.databases.addresses import Address
from regulars.readers.databases.tables import chosen, no_rows, quoted
from regulars.readers.spool.writing import BATCH, Sort, Spool, Spooled, Values

_READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
_TABLES = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY name"


def sqlite_table(address: Address, folder: Path) -> Spooled:
    """Read every row; NotATable where there is no such table or no row, EnvironmentFault where the file can't be opened."""
    path = Path(address.target).expanduser()
    if not path.is_file():
        raise UsageError(
            f"{address.database} is no file",
            expected="sqlite:/// and a path; a fourth / begins one at the root",
            do="check the path",
        )
    with _failures(address), _opened(path) as connection, Spool(address.shown, folder) as spool:
        tables = {name: quoted(name) for (name,) in connection.execute(_TABLES)}
        cursor = connection.execute(chosen(address, tables))
        names = clean_names([d[0] for d in cursor.description or ()])
        for name in names:
            spool.know(name)
        while rows := cursor.fetchmany(BATCH):
            for row in rows:
                spool.add(_values(names, row), spool.rows + 1)
        if not spool.rows:
            raise no_rows(address)
        return spool.done()


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, timeout=5)
    try:
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        # A query can read, and do nothing else: not attach another file, not write.
        connection.set_authorizer(lambda act, *_: sqlite3.SQLITE_OK if act in _READING else sqlite3.SQLITE_DENY)
        yield connection
    finally:
        connection.close()


@contextmanager
def _failures(address: Address) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as e:
        said = str(e)
        if "not a database" in said:
            raise NotATable(f"{address.database} is no SQLite database", do="check the path") from e
        if "malformed" in said or "disk I/O" in said:
            raise BrokenFile(
                f"{address.database} is damaged ({said})", expected="a whole database", do="bring it back from a backup"
            ) from e
        if "locked" in said or "unable to open" in said:
            raise EnvironmentFault(
                f"{address.database} can't be opened now ({said})", do="end the program that holds it, or read a copy"
            ) from e
        raise UsageError(
            f"the query on {address.database} can't be run: {said}", expected="one SELECT of SQLite", do="correct it"
        ) from e


def _values(names: tuple[str, ...], row: tuple[Any, ...]) -> Values:
    return {n: _cell(v) for n, v in zip(names, row, strict=True) if v is not None}


def _cell(value: Any) -> tuple[str, Sort]:
    """SQLite gives each value a type of its own, whatever its column says."""
    if isinstance(value, int):
        return str(value), "number"
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e15
        return (str(int(value)) if whole else repr(value)), "number"
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace"), "text"
    return value, "text"
