"""Filling a new store from a backup: all of it and whatever belongs to it in one commit, or nothing, not even a key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from regulars.errors import EnvironmentFault, NotAStore, RegularsError, UsageError, WrongKey
from regulars.stores.operations import blanking, drafts, erasing, sqlite, unlocking
from regulars.stores.operations.backup import copy_all, rows_of
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.migrating import bring_up, migrate, need_known, newest, revision
from regulars.stores.operations.schema import MEMBERS, METADATA
from regulars.stores.operations.secrets_of_store import StoreKey


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: rows that are there now, how many people were erased again, and the backup's own revision.

    ``blanked``: how many facts of erased customers, which the backup would tell again, were taken out.
    """

    rows: int
    erased: int
    revision: str
    blanked: int = 0

    @property
    def is_older(self) -> bool:
        """Whether the backup was of an earlier version."""
        return self.revision != newest()


def restore(
    source: Path,
    store: Store,
    journal: Path,
    key: StoreKey,
    *,
    at: datetime,
    lost_key: bool = False,
    theirs: blanking.Theirs | None = None,
    then: Callable[[Connection], None] = lambda _: None,
) -> Restored:
    """Fill a new store from a backup, and erase again whom the journal names, in one commit: all of it or nothing.

    A backup of an older version is brought up to this one on the way; its file stays as it is.
    In: ``key``, which must open what the backup holds; ``lost_key``: it does not, for the right one is lost, so
    people go and every API key is revoked; ``theirs``, whether an id is one that was erased with all facts; ``then``,
    what belongs to the same commit.
    Errors: WrongKey, NotAStore, UsageError where the store is not new, DamagedStore where the journal cannot be read.
    """
    if not source.is_file():
        raise NotAStore(
            f"there is no backup {source}", expected="a file that `regulars store backup` wrote", do="correct the path"
        )
    drafts.sweep(journal.parent, drafts.RESTORING)
    named = erasing.erased_members(journal)
    with _brought_up(source, journal.parent) as (kept, was), kept.reading() as old:
        _need_key(old, key, source, lost_key)
        with _or_nothing(store, key), store.writing() as new:
            bring_up(new, store)
            _need_empty(new, store.address)
            _need_own_mark(new, key, store.address)
            certain = lost_key or unlocking.may_be_marked(old, key)
            rows = copy_all(old, new)
            key.make()
            if lost_key:
                unlocking.give_up(new, key, at)
            if certain:
                unlocking.mark(new, key, at)
            blanked = blanking.blank_all(new, theirs) if theirs else 0  # while members' own customer ids are there to be asked
            erased = erasing.destroy(new, named)
            then(new)
    if named or blanked or lost_key:
        _leave_no_trace(store, rows)
    return Restored(rows, erased, was, blanked)


def left_behind(folder: Path) -> list[Path]:
    """Copies of backups that restores which were killed left in a workspace: the next restore or erasure removes them."""
    return drafts.left_behind(folder, drafts.RESTORING)


def _leave_no_trace(store: Store, rows: int) -> None:
    """All is restored by now: who hears of a failure shall not restore again."""
    try:
        erasing.leave_no_trace(store)
    except RegularsError as e:
        where, how = f"{store.path}-wal", "close every program that has the store open: that file goes with the last of them"
        if not store.is_sqlite:
            tables = ", ".join(erasing.TOUCHED)
            where, how = "what the server has not overwritten", f"let the owner of the tables run VACUUM {tables}"
        raise EnvironmentFault(
            f"all {rows:,} rows are restored and whom the list names is erased, but what was sealed of them may still lie "
            f"in {where}: {e.found}",
            expected="nothing of them in any file",
            do=f"do not restore again; {how}",
        ) from e


@contextmanager
def _brought_up(source: Path, beside: Path) -> Iterator[tuple[Store, str]]:
    """A backup with the tables of this version, and the revision that it had. An older one is copied first."""
    with Store(sqlite.untouched(source), str(source), source) as kept:
        was = need_known(kept)
        if was == newest():
            yield kept, was
            return
        with drafts.draft_folder(beside, drafts.RESTORING, "the restore") as folder:
            copied = folder / source.name
            sqlite.copy(kept.engine, copied)
            with open_store(copied) as newer:
                migrate(newer)
                yield newer, was


@contextmanager
def _or_nothing(store: Store, key: StoreKey) -> Iterator[None]:
    """Within this block a new store and its key may be made. If it fails they go again, unless all was committed still."""
    with ExitStack() as undoing:
        if store.path is not None and not store.path.exists():
            undoing.callback(_remove_empty, store, store.path)
            sqlite.for_its_owner(store.path)
        with unlocking.key_of_new(store, key):
            yield
        undoing.pop_all()


def _remove_empty(store: Store, path: Path) -> None:
    if revision(store) is None:
        store.close()
        sqlite.remove(path)


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


def _need_empty(c: Connection, address: str) -> None:
    for table in (MEMBERS, *METADATA.sorted_tables):
        if c.execute(rows_of(table).limit(1)).first() is not None:
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
