"""What a database refuses, in our words."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from regulars.errors import Busy, DamagedStore, EnvironmentFault, NotAStore, RegularsError, Unreachable, UsageError

_PASSING = ("40001", "40P01")
_UNFIT = ("", "22001", "22021", "22P05")  # refused by the driver; too long; no such character, in a text or in JSON
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_DISK = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_CANTOPEN: errno.ENOENT,
    sqlite3.SQLITE_IOERR: errno.EIO,
}


@contextmanager
def failures(address: str) -> Iterator[None]:
    """Within this block, what the database refuses is a StoreError or EnvironmentFault that names the store."""
    try:
        yield
    except DBAPIError as e:
        named = _named(e, address)
        if named is None:
            raise
        raise named from e
    except sqlite3.Error as e:  # of the driver itself, where it was asked directly
        told = _of_sqlite(e, address)
        if told is None:
            raise
        raise told from e
    except NoConnection as e:
        raise _busy(address) from e


def worth_repeating(error: DBAPIError) -> bool:
    """Whether the same work may succeed when it is done again at once."""
    if error.connection_invalidated or _state(error) in _PASSING:
        return True
    return isinstance(error, IntegrityError) and _is_double(error)


def _named(error: DBAPIError, address: str) -> RegularsError | None:
    if isinstance(error.orig, sqlite3.Error):
        return _of_sqlite(error.orig, address)
    return _of_postgres(error, address)


def _of_sqlite(error: sqlite3.Error, address: str) -> RegularsError | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return _busy(address)
    if code in _DAMAGE:
        return DamagedStore(f"{address} is damaged or no database: {error}", do="restore a backup: regulars store restore")
    if code in _DISK:
        return EnvironmentFault.of(OSError(_DISK[code], str(error), address), "the store")
    return _no_store(address) if "no such table" in str(error) else None


def _of_postgres(error: DBAPIError, address: str) -> RegularsError | None:
    state = _state(error)
    if state == "55P03" or state in _PASSING:
        return _busy(address)
    if state == "42P01":
        return _no_store(address)
    if state == "42501":
        return EnvironmentFault(f"the role may not do that in {address}", do="grant it what `regulars store grants` lists")
    if state.startswith("53"):
        return EnvironmentFault.of(OSError(errno.ENOSPC, "the server has no room left", address), "the store")
    if isinstance(error, DataError) and state in _UNFIT:
        return UsageError(
            f"the store cannot keep a value ({type(error.orig).__name__})",
            expected="texts of sensible length, without characters that no database keeps, such as NUL",
            do="correct it",
        )
    unnamed = state == "" and isinstance(error, OperationalError)
    if error.connection_invalidated or unnamed or state[:2] in ("08", "28", "3D", "57"):
        return Unreachable(
            f"the server of {address} does not answer, or the connection was lost ({type(error.orig).__name__})",
            expected="a server that is up, and a user and database that it knows",
            do="try again with the same idempotency key: what was done already is not done twice",
        )
    return None


def _state(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""


def _is_double(error: IntegrityError) -> bool:
    double = (sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
    return _state(error) == "23505" or getattr(error.orig, "sqlite_errorcode", 0) in double


def _busy(address: str) -> Busy:
    return Busy(f"another process is writing to {address}", expected="a turn within some seconds", do="try again")


def _no_store(address: str) -> NotAStore:
    return NotAStore(f"{address} holds no store yet", expected="a store made by `regulars store init`", do="make it first")
