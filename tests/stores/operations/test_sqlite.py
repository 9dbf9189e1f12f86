"""SQLite as the store keeps it: every commit on the disk, one writer at a time, a file for its owner alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from regulars.errors import EnvironmentFault
from regulars.stores.operations import sqlite
from regulars.stores.operations.connecting import open_store
from regulars.stores.operations.migrating import migrate


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


def test_a_copy_to_carry_away_is_one_file(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db") as store:
        migrate(store)
    sqlite.into_one_file(tmp_path / "a.db")
    assert [p.name for p in tmp_path.iterdir()] == ["a.db"]
    assert sqlite.damage(tmp_path / "a.db") == []


def test_a_place_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="no such file"):
        sqlite.for_its_owner(tmp_path / "nowhere" / "a.db")
