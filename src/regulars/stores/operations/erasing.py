"""Erasing a person: key and row are destroyed, a journal outside the database remembers, and a restore repeats it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, text, update

from regulars.actions.rewards.ledger.memory import no_member
from regulars.stores.operations import sqlite
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.failures import failures
from regulars.stores.operations.journal import remember, remembered
from regulars.stores.operations.members import forget
from regulars.stores.operations.schema import MEMBERS


def erase(store: Store, journal: Path, member_id: str, at: datetime) -> None:
    """Erase the person behind a member. The ledger's sums stay as they are; nobody stands behind them.

    The journal is written first: who is in it is erased again after every restore. Done twice, it does
    nothing more.
    """
    _need_member(store, member_id)
    remember(journal, "member_id", member_id, "erased_at", at)
    store.write(lambda c: destroy(c, {member_id: at}))
    leave_no_trace(store)


def erased_members(journal: Path) -> dict[str, datetime]:
    """Whom the journal names, and since when."""
    return remembered(journal, "member_id", "erased_at")


def _need_member(store: Store, member_id: str) -> None:
    with store.reading() as c:
        if c.execute(MEMBERS.select().where(MEMBERS.c.member_id == member_id)).one_or_none() is None:
            raise no_member(member_id)


def destroy(c: Connection, erased: Mapping[str, datetime]) -> int:
    """Erase whom a journal names within a commit, as when an older backup is restored; how many the store still knew."""
    known = 0
    for member_id, at in erased.items():
        forget(c, member_id)
        nobody = {"erased_at": at, "customer_id": None, "household_id": None}
        alive = update(MEMBERS).where(MEMBERS.c.member_id == member_id, MEMBERS.c.erased_at.is_(None))
        known += c.execute(alive.values(nobody)).rowcount
    return known


def leave_no_trace(store: Store) -> None:
    """Overwrite what the rows left behind in the database's own files."""
    with failures(store.address), store.engine.connect() as c:
        if store.is_sqlite:
            raw = c.connection.driver_connection
            assert raw is not None
            sqlite.forget_log(raw)
        else:
            vacuuming = c.execution_options(unbegun=True)  # to the server each is a commit of its own
            for table in ("people", "person_keys"):
                vacuuming.execute(text(f"VACUUM {table}"))


def outstanding(store: Store, journal: Path) -> list[str]:
    """Whom the journal names and the store still knows: a restore without its replay."""
    with store.reading() as c:
        rows: Iterable[str] = c.execute(text("SELECT member_id FROM person_keys")).scalars()
        return sorted(set(rows) & set(erased_members(journal)))
