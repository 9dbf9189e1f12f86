"""A store is made and brought up to date; what it then holds is what the schema says, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from regulars.errors import NotAStore
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.migrating import migrate, need_current, newest, revision
from regulars.stores.operations.schema import METADATA


def test_a_new_store_has_the_tables_of_the_schema(store: Store) -> None:
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": False})
        assert compare_metadata(context, METADATA) == []


def test_migrating_again_changes_nothing(store: Store) -> None:
    assert revision(store) == newest()
    assert migrate(store) == newest()
    need_current(store)


def test_what_is_no_store_yet_says_how_to_make_one(tmp_path: Path) -> None:
    with open_store(tmp_path / "empty.db") as store, pytest.raises(NotAStore, match="holds no store yet") as e:
        need_current(store)
    assert "regulars store init" in str(e.value)


def test_a_store_of_a_later_version_is_left_alone(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for work in (need_current, migrate):
        with pytest.raises(NotAStore, match="which this version does not know"):
            work(store)


def test_a_store_of_an_older_version_asks_for_migrate(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with pytest.raises(NotAStore, match="revision 0001") as e:
        need_current(store)
    assert "regulars store migrate" in str(e.value)
