"""A backup is one SQLite file with every row of one moment, whichever database the store is on.

So what was kept on SQLite can be restored to PostgreSQL, and the other way round.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, Table, func, insert, select, text, update

from regulars.errors import EnvironmentFault, NotAStore, UsageError, WrongKey
from regulars.stores.operations import erasing, sqlite, unlocking
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.migrating import migrate, need_current
from regulars.stores.operations.schema import ACCOUNTS, KEYS, MEMBERS, METADATA
from regulars.stores.operations.secrets_of_store import StoreKey

_AT_ONCE = 1_000
# A row may name another row of its own table: those names are written when all rows are there.
_LATER = {MEMBERS.name: "merged_into", ACCOUNTS.name: "moved_to"}


def backup(store: Store, target: Path) -> int:
    """Write every row into a new file; how many there were. The file is whole, or it is not there."""
    if target.exists():
        raise UsageError(f"{target} is there already", expected="a new file", do="give another name")
    need_current(store)
    draft = target.with_name(target.name + ".new")
    draft.unlink(missing_ok=True)
    try:
        with open_store(draft) as kept:
            migrate(kept)
            with store.reading() as live, kept.writing() as new:
                rows = _copy_all(live, new)
                unlocking.carry_mark(live, new)
        sqlite.into_one_file(draft)
        _publish(draft, target)
    finally:
        for left in draft.parent.glob(draft.name + "*"):
            left.unlink(missing_ok=True)
    return rows


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: rows that are there now, and how many people were erased again whom the backup still knew."""

    rows: int
    erased: int


def restore(
    source: Path,
    store: Store,
    journal: Path,
    key: StoreKey,
    *,
    at: datetime,
    lost_key: bool = False,
    then: Callable[[Connection], None] = lambda _: None,
) -> Restored:
    """Fill a new store from a backup, and erase again whom the journal names, in one commit: all of it or nothing.

    In: ``key``, which must open what the backup holds; ``lost_key``: it does not, for the right one is lost, so
    people go and every API key is revoked; ``then``, what belongs to the same commit.
    Errors: WrongKey, NotAStore, UsageError where the store is not new, DamagedStore where the journal cannot be read.
    """
    if not source.is_file():
        raise NotAStore(
            f"there is no backup {source}", expected="a file that `regulars store backup` wrote", do="correct the path"
        )
    named = erasing.erased_members(journal)
    with open_store(source) as kept:
        need_current(kept)
        with kept.reading() as old:
            _need_key(old, key, source, lost_key)
            migrate(store)
            with store.writing() as new:
                _need_empty(new, store.address)
                _need_own_mark(new, key, store.address)
                certain = lost_key or unlocking.may_be_marked(old, key)
                rows = _copy_all(old, new)
                key.make()
                if lost_key:
                    unlocking.give_up(new, key, at)
                if certain:
                    unlocking.mark(new, key, at)
                erased = erasing.destroy(new, named)
                then(new)
    if named or lost_key:
        erasing.leave_no_trace(store)
    return Restored(rows, erased)


def _need_key(old: Connection, key: StoreKey, source: Path, lost_key: bool) -> None:
    opened = unlocking.proof(old, key)
    if lost_key and (opened or not unlocking.is_sealed(old)):
        raise UsageError(
            f"the key opens what {source} holds", expected="--lost-key only where it is lost", do="leave --lost-key out"
        )
    if opened is False and not lost_key:
        raise WrongKey(
            unlocking.said_of(key, str(source)),
            expected="the store.key of the store that the backup was made of, in the workspace's folder",
            do="put it there, with its erasures.jsonl and revocations.jsonl. If it is lost for good, add --lost-key: members "
            "and points come back, what was known of people does not, and API keys, links and codes have to be made anew",
        )


def _copy_all(old: Connection, new: Connection) -> int:
    copied = sum(_copy(old, new, table) for table in METADATA.sorted_tables)
    if new.dialect.name == "postgresql":
        for table in METADATA.sorted_tables:
            _go_on_counting(new, table)
    return copied


def _copy(old: Connection, new: Connection, table: Table) -> int:
    later, rows = _LATER.get(table.name), 0
    put_off: list[dict[str, Any]] = []
    for batch in old.execute(_rows_of(table).execution_options(yield_per=_AT_ONCE)).mappings().partitions():
        values = [dict(row) for row in batch]
        if later:
            put_off += [dict(row) for row in values if row[later] is not None]
            values = [{**row, later: None} for row in values]
        new.execute(insert(table), values)
        rows += len(values)
    [key] = list(table.primary_key) if later else [None]
    for row in put_off:
        assert key is not None
        new.execute(update(table).where(key == row[key.name]).values({str(later): row[str(later)]}))
    return rows


def _rows_of(table: Table) -> Select[Any]:
    """All rows but the mark of the key, which goes its own way."""
    return select(table) if table is not KEYS else select(table).where(table.c.key != unlocking.MARK)


def _go_on_counting(new: Connection, table: Table) -> None:
    """Let PostgreSQL give the next number after those that were brought."""
    for column in table.columns:
        if column.identity is not None:
            last = new.execute(select(func.coalesce(func.max(column), 0))).scalar_one()
            counter = text("SELECT setval(pg_get_serial_sequence(:table_name, :column_name), :last, :called)")
            given = {"table_name": table.name, "column_name": column.name, "last": max(last, 1), "called": last > 0}
            new.execute(counter, given)


def _need_empty(c: Connection, address: str) -> None:
    for table in (MEMBERS, *METADATA.sorted_tables):
        if c.execute(_rows_of(table).limit(1)).first() is not None:
            held = table.name.replace("_", " ")
            raise UsageError(
                f"{address} holds {held} already", expected="a new store", do="move it away first, or name another"
            )


def _need_own_mark(new: Connection, key: StoreKey, address: str) -> None:
    """A store that was made empty with another key says so for ever: what is restored to it would never open."""
    if unlocking.proof(new, key) is False:
        raise WrongKey(
            f"{address} was made with another key",
            expected="a store that is not there yet, or one that was made with the key of the backup",
            do="move the empty store away, put the backup's store.key into the workspace's folder, and restore again",
        )


def _publish(draft: Path, target: Path) -> None:
    try:
        with draft.open("rb+") as f:
            os.fsync(f.fileno())
        draft.replace(target)
        target.chmod(0o600)
    except OSError as e:
        raise EnvironmentFault.of(e, "the backup") from e
