"""A backup is one SQLite file with every row of one moment, whichever database the store is on.

So what was kept on SQLite can be restored to PostgreSQL, and the other way round.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text, update

from regulars.errors import EnvironmentFault, NotAStore, UsageError
from regulars.stores.operations import erasing, sqlite
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.migrating import migrate, need_current
from regulars.stores.operations.schema import ACCOUNTS, MEMBERS, METADATA, OUTBOX

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
        sqlite.into_one_file(draft)
        _publish(draft, target)
    finally:
        for left in draft.parent.glob(draft.name + "*"):
            left.unlink(missing_ok=True)
    return rows


def restore(source: Path, store: Store, journal: Path) -> int:
    """Fill a new store from a backup, and erase again whom the journal names; how many rows there were."""
    if not source.is_file():
        raise NotAStore(
            f"there is no backup {source}", expected="a file that `regulars store backup` wrote", do="correct the path"
        )
    migrate(store)
    _need_empty(store)
    with open_store(source) as kept:
        need_current(kept)
        with kept.reading() as old, store.writing() as new:
            rows = _copy_all(old, new)
    erasing.replay(store, journal)
    return rows


def _copy_all(old: Connection, new: Connection) -> int:
    copied = sum(_copy(old, new, table) for table in METADATA.sorted_tables)
    if new.dialect.name == "postgresql":
        for table in METADATA.sorted_tables:
            _go_on_counting(new, table)
    return copied


def _copy(old: Connection, new: Connection, table: Table) -> int:
    later, rows = _LATER.get(table.name), 0
    put_off: list[dict[str, Any]] = []
    for batch in old.execute(select(table).execution_options(yield_per=_AT_ONCE)).mappings().partitions():
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


def _go_on_counting(new: Connection, table: Table) -> None:
    """Let PostgreSQL give the next number after those that were brought."""
    for column in table.columns:
        if column.identity is not None:
            last = new.execute(select(func.coalesce(func.max(column), 0))).scalar_one()
            counter = text("SELECT setval(pg_get_serial_sequence(:table_name, :column_name), :last, :called)")
            given = {"table_name": table.name, "column_name": column.name, "last": max(last, 1), "called": last > 0}
            new.execute(counter, given)


def _need_empty(store: Store) -> None:
    with store.reading() as c:
        filled = [t.name for t in (MEMBERS, OUTBOX) if c.execute(select(t).limit(1)).one_or_none() is not None]
    if filled:
        raise UsageError(
            f"{store.address} holds {filled[0]} already", expected="a new store", do="move it away first, or name another"
        )


def _publish(draft: Path, target: Path) -> None:
    try:
        with draft.open("rb+") as f:
            os.fsync(f.fileno())
        draft.replace(target)
        target.chmod(0o600)
    except OSError as e:
        raise EnvironmentFault.of(e, "the backup") from e
