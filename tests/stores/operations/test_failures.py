"""What SQLite and PostgreSQL refuse becomes an error that says what to do; what is our own bug stays loud."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, text
from sqlalchemy.exc import IntegrityError

from regulars.errors import DamagedStore, EnvironmentFault, UsageError
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.failures import failures
from regulars.stores.operations.migrating import migrate
from regulars.stores.operations.schema import ACCOUNTS, MEMBERS
from tests.stores.operations.members import AT


def test_a_file_that_is_no_database_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"a poem, and no database at all " * 100)
    with (
        open_store(tmp_path / "a.db") as store,
        pytest.raises(DamagedStore, match="damaged or no database") as e,
        store.reading(),
    ):
        pass
    assert "regulars store restore" in str(e.value)


def test_a_full_disk_keeps_what_was_there_and_takes_nothing_more(tmp_path: Path) -> None:
    """The disk is full after 60 pages more: the commit that does not fit is refused whole, and the store stays sound."""
    with open_store(tmp_path / "a.db") as store:
        migrate(store)
        with store.writing() as c:
            c.execute(insert(MEMBERS), {"member_id": "anna", "joined_at": AT})
        rows = [{"member_id": f"m{n}", "joined_at": AT, "customer_id": "x" * 150 + str(n)} for n in range(5000)]
        with pytest.raises(EnvironmentFault, match="disk is full"), store.writing() as c:  # noqa: PT012
            pages = c.exec_driver_sql("PRAGMA page_count").scalar_one()
            c.exec_driver_sql(f"PRAGMA max_page_count = {pages + 60}")
            c.execute(insert(MEMBERS), rows)
        with store.reading() as c:
            assert c.execute(text("SELECT member_id FROM members")).scalars().all() == ["anna"]


def test_a_file_that_may_only_be_read_says_so(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db") as store:
        migrate(store)
        with pytest.raises(EnvironmentFault, match="only be read"), store.writing() as c:  # noqa: PT012
            c.exec_driver_sql("PRAGMA query_only = ON")
            c.execute(insert(MEMBERS), {"member_id": "anna", "joined_at": AT})


def test_what_the_driver_itself_refuses_is_told_like_the_rest(tmp_path: Path) -> None:
    """The log is moved into the file past SQLAlchemy."""
    with open_store(tmp_path / "a.db") as store:
        migrate(store)
        with store.engine.connect() as c:
            raw = c.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA query_only = ON")
            with pytest.raises(EnvironmentFault, match="only be read"), failures(store.address):
                raw.execute("INSERT INTO members (member_id, joined_at) VALUES ('anna', '2026-01-01')")
        with pytest.raises(sqlite3.OperationalError, match="near"), failures(store.address):
            sqlite3.connect(":memory:").execute("SELEC 1")


def test_a_check_that_fails_is_a_bug_and_not_hidden(store: Store) -> None:
    with pytest.raises(IntegrityError), store.writing() as c:  # noqa: PT012
        c.execute(insert(MEMBERS), {"member_id": "anna", "joined_at": AT})
        c.execute(insert(ACCOUNTS), {"member_id": "anna", "unit": "points", "available": -1})


@pytest.mark.parametrize("name", ["a\0b", "x" * 300])
def test_a_text_that_the_server_cannot_keep_is_the_callers(postgres_address: str, name: str) -> None:
    """It is no lost connection, for which one would try again for ever."""
    with (
        open_store(postgres_address) as store,
        pytest.raises(UsageError, match="cannot keep a value") as e,
        store.writing() as c,
    ):
        c.execute(insert(MEMBERS), {"member_id": "anna", "customer_id": name, "joined_at": AT})
    assert "such as NUL" in str(e.value)


def test_a_role_without_the_right_is_told_where_to_find_it(postgres_address: str) -> None:
    def as_another(c: Connection) -> None:
        c.execute(text("SET LOCAL ROLE pg_monitor"))
        c.execute(insert(MEMBERS), {"member_id": "anna", "joined_at": AT})

    with open_store(postgres_address) as store, pytest.raises(EnvironmentFault, match="may not do that") as e:
        store.write(as_another)
    assert "regulars store grants" in str(e.value)


def test_a_torn_page_is_found(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db") as store:
        migrate(store)
    with sqlite3.connect(tmp_path / "a.db") as c:
        c.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    c.close()
    found = (tmp_path / "a.db").read_bytes()
    (tmp_path / "a.db").write_bytes(found[:4096] + b"\xff" * (len(found) - 4096))
    with open_store(tmp_path / "a.db") as store, pytest.raises(DamagedStore, match="damaged"):
        tuple(everything(store))


def everything(store: Store) -> Iterator[object]:
    with store.reading() as c:
        for table in MEMBERS.metadata.sorted_tables:
            yield c.execute(table.select()).all()
