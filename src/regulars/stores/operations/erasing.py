"""Erasing a person: key and row are destroyed, a journal outside the database remembers, and a restore repeats it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, select, text, update

from regulars.actions.rewards.ledger.memory import no_member
from regulars.stores.operations import drafts, sqlite
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.failures import failures
from regulars.stores.operations.journal import remember, remembered
from regulars.stores.operations.members import forget, same_person
from regulars.stores.operations.schema import MEMBERS

TOUCHED = ("people", "person_keys", "members", "outbox")
"""The tables in which something of a person is deleted or overwritten."""


def erase(store: Store, journal: Path, member_id: str, at: datetime) -> int:
    """Erase the person behind a member; under how many ids she was. The ledger's sums stay; nobody stands behind them.

    Who became one by merges is one person: all of them are erased, under whichever id it is asked. The
    journal is written first: who is in it is erased again after every restore. Done twice, it does nothing more.
    """
    ids = store.write(lambda c: _erase(c, journal, member_id, at))
    drafts.sweep(journal.parent, drafts.RESTORING)
    leave_no_trace(store)
    return ids


def _erase(c: Connection, journal: Path, member_id: str, at: datetime) -> int:
    she = same_person(c, member_id, locking=True)
    if not she:
        raise no_member(member_id)
    for each in she:
        remember(journal, "member_id", each, "erased_at", at)
    destroy(c, dict.fromkeys(she, at))
    return len(she)


def erased_members(journal: Path) -> dict[str, datetime]:
    """Whom the journal names, and since when."""
    return remembered(journal, "member_id", "erased_at")


def destroy(c: Connection, erased: Mapping[str, datetime]) -> int:
    """Erase whom a journal names, and who became a part of them, within a commit; how many the store still knew."""
    known = 0
    for member_id, at in {**_parts(c, erased), **erased}.items():
        forget(c, member_id)
        nobody = {"erased_at": at, "customer_id": None, "household_id": None}
        alive = update(MEMBERS).where(MEMBERS.c.member_id == member_id, MEMBERS.c.erased_at.is_(None))
        known += c.execute(alive.values(nobody)).rowcount
    return known


def _parts(c: Connection, erased: Mapping[str, datetime]) -> dict[str, datetime]:
    """Who became a part of one of them: a journal of before names the survivor alone."""
    merged = select(MEMBERS.c.member_id, MEMBERS.c.merged_into).where(MEMBERS.c.merged_into.is_not(None))
    return {part: erased[whole] for part, whole in c.execute(merged) if whole in erased}


def leave_no_trace(store: Store) -> None:
    """Overwrite what the rows left behind in the database's own files."""
    with failures(store.address), store.engine.connect() as c:
        if store.is_sqlite:
            raw = c.connection.driver_connection
            assert raw is not None
            sqlite.forget_log(raw)
        else:
            vacuuming = c.execution_options(unbegun=True)  # to the server each is a commit of its own
            for table in TOUCHED:
                vacuuming.execute(text(f"VACUUM (INDEX_CLEANUP ON) {table}"))


def outstanding(store: Store, journal: Path) -> list[str]:
    """Whom the journal names and the store still knows: a restore without its replay."""
    with store.reading() as c:
        rows: Iterable[str] = c.execute(text("SELECT member_id FROM person_keys")).scalars()
        return sorted(set(rows) & set(erased_members(journal)))
