"""Bringing a store's tables to what this version works with, by Alembic, in one commit."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from regulars.errors import NotAStore
from regulars.stores.operations import postgres, sqlite
from regulars.stores.operations.connecting import Store

_FOLDER = Path(__file__).parent / "migrations"


def newest() -> str:
    """The revision that this version works with."""
    head = ScriptDirectory.from_config(_config(None)).get_current_head()
    assert head is not None, "the migrations have one head"
    return head


def revision(store: Store) -> str | None:
    """The revision that a store has; None where there is none yet."""
    with store.reading() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def migrate(store: Store) -> str:
    """Bring the tables up to this version; all of it or nothing. Done twice, it does nothing."""
    if store.path is not None:
        sqlite.for_its_owner(store.path)
    with store.writing() as connection:
        bring_up(connection, store)
    return newest()


def bring_up(connection: Connection, store: Store, wanted: str = "head") -> None:
    """The same within a commit of the caller's; ``wanted``: up to which revision."""
    if not store.is_sqlite:
        postgres.check_version(connection)
    _refuse_newer(MigrationContext.configure(connection).get_current_revision(), store)
    command.upgrade(_config(connection), wanted)


def need_known(store: Store) -> str:
    """The revision that a store has. NotAStore unless it is one, of this version or an earlier one."""
    found = revision(store)
    if found is None:
        raise NotAStore(f"{store.address} holds no store yet", do="make it: regulars store init")
    _refuse_newer(found, store)
    return found


def need_current(store: Store) -> None:
    """Raise NotAStore unless the store is one, of this version."""
    found = need_known(store)
    if found != newest():
        raise NotAStore(
            f"{store.address} has the tables of revision {found}",
            expected=f"revision {newest()}",
            do="make a backup, then run regulars store migrate",
        )


def _refuse_newer(found: str | None, store: Store) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(_config(None)).walk_revisions()}
    if found is not None and found not in known:
        raise NotAStore(
            f"{store.address} has the tables of revision {found}, which this version does not know", do="update regulars"
        )


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
