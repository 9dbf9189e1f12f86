"""Both databases, for every test that asks for a store: SQLite in a file, PostgreSQL from its wheel."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.migrating import migrate
from tests.stores.operations.servers import running

NUMBERS = count()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a server of our own, gone when the tests are. It spares the disk; crashes are tried elsewhere."""
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        with running(Path(folder) / "data") as postgres:
            with psycopg.connect(postgres.get_uri(), autocommit=True) as connection:
                for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "max_connections = 200"):
                    connection.execute(f"ALTER SYSTEM SET {setting}")
                connection.execute("SELECT pg_reload_conf()")
            yield postgres.get_uri()


@pytest.fixture(scope="session")
def template(server: str) -> str:
    """A database with all tables, to be copied for each test."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE ground")
    address = server.replace("/postgres?", "/ground?")
    with open_store(address) as store:
        migrate(store)
    return server


@pytest.fixture
def postgres_address(template: str) -> str:
    return new_database(template)


@pytest.fixture
def another_postgres_address(template: str) -> str:
    return new_database(template)


def new_database(template: str) -> str:
    name = f"shop_{next(NUMBERS)}"
    with psycopg.connect(template, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE ground")
    return template.replace("/postgres?", f"/{name}?")


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgres":
        return str(request.getfixturevalue("postgres_address"))
    path = tmp_path / "regulars.db"
    with open_store(path) as store:
        migrate(store)
    return str(path)


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with open_store(address) as opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Where to restore to."""
    address = request.getfixturevalue("another_postgres_address") if request.param == "postgres" else tmp_path / "restored.db"
    with open_store(address) as opened:
        yield opened
