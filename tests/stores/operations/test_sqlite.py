"""SQLite as the store keeps it: every commit on the disk, one writer at a time, a file for its owner alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.exc import TimeoutError as NoConnection

from regulars.errors import Busy, EnvironmentFault
from regulars.stores.operations import sqlite
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.migrating import migrate, newest, revision


def test_every_connection_keeps_to_the_same_choices(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db") as store, store.reading() as c:
        asked = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "trusted_schema")
        assert [c.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in asked] == ["wal", 2, 1, 1, 0]


def test_a_new_store_is_for_its_owner_and_so_is_its_log(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db") as store:
        migrate(store)
        found = {p.name: p.stat().st_mode & 0o777 for p in tmp_path.iterdir()}
    assert set(found) >= {"a.db", "a.db-wal"}
    assert set(found.values()) == {0o600}


def test_one_of_a_process_writes_at_a_time_and_the_next_is_woken(tmp_path: Path) -> None:
    """Whoever writes has the turn meanwhile, however it ends; who waits longer than he may is told that others write."""
    with open_store(tmp_path / "a.db", wait_seconds=0.01) as store:
        migrate(store)

        def mine(_: object) -> bool:
            with pytest.raises(NoConnection), store.turn:
                pass
            return True

        assert [store.write(mine), store.rehearse(mine)] == [True, True]
        with store.writing() as c:
            assert mine(c)
            with pytest.raises(Busy, match="is writing to"):
                store.write(mine)
        with pytest.raises(ZeroDivisionError):
            store.write(lambda _: 1 // 0)
        with store.turn, store.reading():
            pass


def test_a_copy_to_carry_away_is_one_file(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db") as store:
        migrate(store)
    sqlite.into_one_file(tmp_path / "a.db")
    assert [p.name for p in tmp_path.iterdir()] == ["a.db"]
    assert sqlite.damage(tmp_path / "a.db") == []


def test_a_place_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="no such file"):
        sqlite.for_its_owner(tmp_path / "nowhere" / "a.db")


@pytest.mark.parametrize("whole", [True, False])
def test_what_is_only_read_stays_as_it_was(tmp_path: Path, whole: bool) -> None:
    """A backup is one file, on a disk that may not be written to; one whose log lies beside it is read with its log."""
    folder = tmp_path / "kept"
    folder.mkdir()
    store = open_store(folder / "a.db")
    migrate(store)
    if whole:
        store.close()
        sqlite.into_one_file(folder / "a.db")
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    assert len(before) == 1 or not whole
    with Store(sqlite.untouched(folder / "a.db"), "a.db", folder / "a.db") as kept:
        assert revision(kept) == newest()
        sqlite.copy(kept.engine, tmp_path / "copy.db")
        if whole:
            with pytest.raises(EnvironmentFault), kept.writing() as c:
                c.exec_driver_sql("DELETE FROM alembic_version")
            assert {p.name: p.read_bytes() for p in folder.iterdir()} == before
    store.close()
    with open_store(tmp_path / "copy.db") as copied:
        assert revision(copied) == newest()


def test_a_database_goes_with_what_lies_beside_it(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db") as store:
        migrate(store)
    for end in ("-wal", "-shm"):
        (tmp_path / f"a.db{end}").touch()
    (tmp_path / "b.db").touch()
    sqlite.remove(tmp_path / "a.db")
    sqlite.remove(tmp_path / "a.db")
    assert [p.name for p in tmp_path.iterdir()] == ["b.db"]
