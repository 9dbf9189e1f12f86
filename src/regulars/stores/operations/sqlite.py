"""SQLite as the store keeps it: a log beside the file (WAL), every commit on the disk, one writer at a time."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import TimeoutError as NoConnection

from regulars.errors import EnvironmentFault

# FULL: a commit that was answered survives the power going. secure_delete: what is erased is overwritten.
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "trusted_schema=OFF")


def engine(path: Path, wait_seconds: float, kept_open: int) -> Engine:
    """Connections to a file. Each writing begins with BEGIN IMMEDIATE: who waits, waits before it has read."""
    made = create_engine(
        f"sqlite:///{path}",
        connect_args={"timeout": wait_seconds, "check_same_thread": False},
        pool_size=kept_open,
        max_overflow=64,
    )
    event.listen(made, "connect", _prepare)
    event.listen(made, "begin", _begin)
    return made


def _prepare(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


class Turn:
    """One writer of this process at a time. Who waits is woken when it is his turn.

    SQLite would let him sleep and look again, up to a tenth of a second late each time; between processes it still does.
    """

    def __init__(self, wait_seconds: float) -> None:
        self.wait_seconds, self._lock = wait_seconds, Lock()

    def __enter__(self) -> None:
        if not self._lock.acquire(timeout=self.wait_seconds):
            raise NoConnection

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def untouched(path: Path) -> Engine:
    """Connections that read a file which nobody writes, such as a backup, and leave it and its folder as they are.

    One that is in several pieces still, for its log lies beside it, is opened as any other.
    """
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        return engine(path, 5.0, 1)

    def opened() -> sqlite3.Connection:
        address = f"{path.absolute().as_uri()}?immutable=1"
        return sqlite3.connect(address, uri=True, check_same_thread=False, isolation_level=None)

    made = create_engine(f"sqlite:///{path}", creator=opened)
    event.listen(made, "begin", _begin)
    return made


def copy(kept: Engine, target: Path) -> None:
    """Write all that a database holds into a new file, its log included."""
    with closing(sqlite3.connect(target)) as new, closing(kept.raw_connection()) as old:
        driver = old.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.backup(new)


def teach(connection: Connection, name: str, answers: Callable[[str, str], str]) -> None:
    """Let questions of this connection use a function of ours, of two texts."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    driver.create_function(name, 2, answers, deterministic=True)


def forget_log(connection: sqlite3.Connection) -> bool:
    """Move the log into the file and empty it; False while a reader still needs it."""
    [busy, _, _] = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def for_its_owner(path: Path) -> None:
    """Make a new database's file readable to its owner alone; the log beside it follows."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as e:
        raise EnvironmentFault.of(e, "making the store") from e


def into_one_file(path: Path) -> None:
    """Leave no log beside a file that nobody has open, so that it can be carried away."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()


def remove(path: Path) -> None:
    """Take a database away that nobody has open, with what lies beside it."""
    for file in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        file.unlink(missing_ok=True)


def damage(path: Path) -> list[str]:
    """What SQLite itself finds wrong with a file; nothing where all is well."""
    connection = sqlite3.connect(path)
    try:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
        found += [f"{table}: a row points to nothing" for table, *_ in connection.execute("PRAGMA foreign_key_check")]
    finally:
        connection.close()
    return [f for f in found if f != "ok"]
