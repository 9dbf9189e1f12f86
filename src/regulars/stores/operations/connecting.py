"""One way to either database: where it is, how it is opened, and how one commit is made there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from time import sleep
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError

from regulars.errors import InProgress, SettingsError
from regulars.stores.operations import postgres, sqlite
from regulars.stores.operations.failures import failures, worth_repeating

T = TypeVar("T")
ATTEMPTS = 8
LET_GO_SECONDS = 0.01  # doubled each time: within a second in all a server notices that a client is gone


@dataclass(frozen=True)
class Store:
    """A store, opened. It keeps a few connections until ``close``; every thread may use it.

    ``turn``: what a writer holds meanwhile, where a database has one writer at a time.
    """

    engine: Engine
    address: str
    path: Path | None = None
    turn: AbstractContextManager[None] = field(default_factory=nullcontext)

    @property
    def is_sqlite(self) -> bool:
        return self.path is not None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment, and writes nothing."""
        with failures(self.address), self.engine.connect() as connection:
            connection = connection.execution_options(reading=True)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One commit: when the block ends all of it is on the disk, and if it raises, nothing."""
        with failures(self.address), self.turn, self.engine.begin() as connection:
            yield connection

    def write(self, work: Callable[[Connection], T], *, unbegun: bool = False) -> T:
        """Do work that may be repeated whole, in one commit; what two acts did to each other is tried again.

        Two acts that waited for each other, or met on one new row, are no error of the caller's. Work
        under an idempotency key may also be repeated when the connection was lost: it happens once, and
        is waited for while the server has not noticed yet that whoever held the key is gone.
        ``unbegun``: on PostgreSQL the work begins by itself, with its first trip (`trips.ask`).
        """

        def commit() -> T:
            with self.turn, self.engine.connect() as connection:
                connection = connection.execution_options(unbegun=unbegun)
                with connection.begin():
                    return work(connection)

        return self._tried(commit)

    def rehearse(self, work: Callable[[Connection], T]) -> T:
        """Do work in one commit that is not made: its answer, and nothing on the disk; repeated as `write` repeats it."""

        def leave_it() -> T:
            with self.turn, self.engine.connect() as connection, connection.begin() as began:
                answer = work(connection)
                began.rollback()
                return answer

        return self._tried(leave_it)

    def _tried(self, whole: Callable[[], T]) -> T:
        """Work that is whole in itself, again where `write` says so."""
        with failures(self.address):
            lost = False
            for attempt in range(ATTEMPTS):
                try:
                    return whole()
                except (DBAPIError, IntegrityError) as e:
                    if attempt + 1 == ATTEMPTS or not worth_repeating(e):
                        raise
                    lost = lost or e.connection_invalidated
                except InProgress:
                    if attempt + 1 == ATTEMPTS or not lost:
                        raise
                    sleep(LET_GO_SECONDS * 2**attempt)
        raise AssertionError("the last attempt returns or raises")

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_store(address: str | Path, *, wait_seconds: float = 5.0, kept_open: int = 4) -> Store:
    """The store at a file's path (SQLite) or a URL (``postgresql://user@host/name``).

    Nothing is connected yet. ``wait_seconds``: how long to wait for another writer before Busy. ``kept_open``: so
    many connections stay for the next act; more are made where more work at once, and ended after it.
    """
    text = str(address)
    if "://" not in text:
        path = Path(text)
        return Store(sqlite.engine(path, wait_seconds, kept_open), text, path, sqlite.Turn(wait_seconds))
    url = _url(text)
    return Store(postgres.engine(url, wait_seconds, kept_open), url.render_as_string(hide_password=True))


def _url(text: str) -> URL:
    try:
        url = make_url(text)
    except ArgumentError as e:
        raise _not_an_address() from e
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise _not_an_address()
    return url.set(drivername="postgresql+psycopg")


def _not_an_address() -> SettingsError:
    # The address itself is not shown: it may hold a password.
    return SettingsError(
        "that is no address of a store",
        expected="a file's path for SQLite, or postgresql://user@host/name",
        do="correct the store setting",
    )
