"""A backup is one SQLite file with every row of one moment, whichever database the store is on.

So what was kept on SQLite can be restored to PostgreSQL, and the other way round.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, func, insert, inspect, select, text, update

from regulars.errors import EnvironmentFault, NotAStore, UsageError
from regulars.stores.operations import drafts, sqlite, unlocking
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.migrating import bring_up, need_known
from regulars.stores.operations.schema import ACCOUNTS, KEYS, MEMBERS, METADATA

_AT_ONCE = 1_000
# A row may name another row of its own table: those names are written when all rows are there.
_LATER = {MEMBERS.name: "merged_into", ACCOUNTS.name: "moved_to"}


def backup(store: Store, target: Path) -> int:
    """Write every row into a new file; how many there were. The file is whole, or it is not there.

    A store of an older version is kept as it is, with its own tables, so that there is a backup before it is migrated.
    """
    if target.exists():
        raise UsageError(f"{target} is there already", expected="a new file", do="give another name")
    held = need_known(store)
    with drafts.draft_folder(target.parent, drafts.BACKING_UP, "the backup") as folder:
        draft = folder / target.name
        with open_store(draft) as kept:
            sqlite.for_its_owner(draft)
            with store.reading() as live, kept.writing() as new:
                bring_up(new, kept, held)
                rows = copy_all(live, new)
                unlocking.carry_mark(live, new)
        sqlite.into_one_file(draft)
        _publish(draft, target)
    return rows


def copy_all(old: Connection, new: Connection) -> int:
    """Write every row of one store into another that is empty; how many there were. The mark of the key is left out."""
    held = _held(old)
    copied = sum(_copy(old, new, table, held[table.name]) for table in METADATA.sorted_tables if table.name in held)
    if new.dialect.name == "postgresql":
        for table in METADATA.sorted_tables:
            _go_on_counting(new, table)
    return copied


def _held(old: Connection) -> dict[str, list[Column[Any]]]:
    """Of each table of ours the columns that a store has: one of an older version lacks some."""
    found = {str(name): {str(c["name"]) for c in columns} for (_, name), columns in inspect(old).get_multi_columns().items()}
    odd = [f"{t.name}.{n}" for t in METADATA.sorted_tables for n in found.get(t.name, set()) - {c.name for c in t.columns}]
    if odd:
        raise NotAStore(
            f"the store has {', '.join(sorted(odd))}, which this version does not keep",
            expected="the tables of this version, or fewer",
            do="make the backup with the version of regulars that wrote it",
        )
    return {t.name: [c for c in t.columns if c.name in found[t.name]] for t in METADATA.sorted_tables if t.name in found}


def _copy(old: Connection, new: Connection, table: Table, columns: list[Column[Any]]) -> int:
    later, rows = _LATER.get(table.name), 0
    put_off: list[dict[str, Any]] = []
    for batch in old.execute(rows_of(table, columns).execution_options(yield_per=_AT_ONCE)).mappings().partitions():
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


def rows_of(table: Table, columns: Sequence[Column[Any]] = ()) -> Select[Any]:
    """All rows but the mark of the key, which goes its own way."""
    every = select(*(columns or table.columns))
    return every if table is not KEYS else every.where(table.c.key != unlocking.MARK)


def _go_on_counting(new: Connection, table: Table) -> None:
    """Let PostgreSQL give the next number after those that were brought."""
    for column in table.columns:
        if column.identity is not None:
            last = new.execute(select(func.coalesce(func.max(column), 0))).scalar_one()
            counter = text("SELECT setval(pg_get_serial_sequence(:table_name, :column_name), :last, :called)")
            given = {"table_name": table.name, "column_name": column.name, "last": max(last, 1), "called": last > 0}
            new.execute(counter, given)


def _publish(draft: Path, target: Path) -> None:
    try:
        with draft.open("rb+") as f:
            os.fsync(f.fileno())
        draft.replace(target)
        target.chmod(0o600)
    except OSError as e:
        raise EnvironmentFault.of(e, "the backup") from e
