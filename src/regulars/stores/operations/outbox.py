"""The outbox: what happened here and is still to be told to the workspace, in the order of commits, without gaps.

An act adds its facts without a number, so that no two acts wait for each other. Numbers are given later
by one process at a time, to all facts that are committed by then: a fact committed later gets a later one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, text, update

from regulars.stores.operations.connecting import Store
from regulars.stores.operations.schema import MEMBERS, OUTBOX

RESTORED = "restored"  # no fact: a mark where the numbers go on after an older backup was restored
ERASED = "erased"  # a column that says so where a fact was somebody's who is erased: it is not told
_ONE_AT_A_TIME = 7_204_619_283_164_501_377  # any number, the same in every process


@dataclass(frozen=True, slots=True)
class Told:
    """One fact of the outbox: its number, its kind, its columns."""

    sequence: int
    kind: str
    fact: Mapping[str, Any]
    recorded_at: datetime

    @property
    def is_fact(self) -> bool:
        """Whether there is something to tell: no mark, and nobody's who is erased."""
        return self.kind != RESTORED and ERASED not in self.fact


def number_all(store: Store, most: int = 10_000) -> int:
    """Give the committed facts that have none their numbers; how many were numbered."""
    return store.write(lambda connection: _number(connection, most))


def _number(connection: Connection, most: int) -> int:
    one_at_a_time(connection)
    last = last_number(connection)
    waiting = select(OUTBOX.c.outbox_id).where(OUTBOX.c.sequence.is_(None)).order_by(OUTBOX.c.outbox_id).limit(most)
    found = list(connection.execute(waiting).scalars())
    for number, outbox_id in enumerate(found, last + 1):
        connection.execute(update(OUTBOX).where(OUTBOX.c.outbox_id == outbox_id).values(sequence=number))
    return len(found)


def one_at_a_time(connection: Connection) -> None:
    """Wait for whoever gives numbers or takes facts out, until the commit; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})


def last_number(connection: Connection) -> int:
    """The last number that was given; 0 before the first."""
    return int(connection.execute(select(func.coalesce(func.max(OUTBOX.c.sequence), 0))).scalar_one())


def count_waiting(store: Store, watermark: int) -> int:
    """How many facts are past a watermark or have no number yet."""
    late = OUTBOX.c.sequence.is_(None) | (OUTBOX.c.sequence > watermark)
    with store.reading() as connection:
        return int(connection.execute(select(func.count()).where(late, OUTBOX.c.kind != RESTORED)).scalar_one())


def told_after(store: Store, watermark: int, most: int = 10_000) -> list[Told]:
    """Numbered facts past a watermark, in order."""
    query = select(OUTBOX).where(OUTBOX.c.sequence > watermark).order_by(OUTBOX.c.sequence).limit(most)
    with store.reading() as connection:
        return [Told(row.sequence, row.kind, row.fact, row.recorded_at) for row in connection.execute(query)]


def customer_names(store: Store) -> dict[str, str]:
    """The shop's own customer ids, by member, where it has said so."""
    with store.reading() as connection:
        return customer_names_of(connection)


def customer_names_of(connection: Connection) -> dict[str, str]:
    """The same over a connection of the caller's."""
    query = select(MEMBERS.c.member_id, MEMBERS.c.customer_id).where(MEMBERS.c.customer_id.is_not(None))
    return {row.member_id: row.customer_id for row in connection.execute(query)}


def go_on_after(connection: Connection, watermark: int) -> bool:
    """Let numbers go on past those that the workspace has seen, where they end before; whether they did.

    So it is where an older backup is restored, or an older database is put back by hand: what gets a number that
    was seen already would never be told.
    """
    one_at_a_time(connection)
    if last_number(connection) >= watermark:
        return False
    at = connection.execute(select(func.max(OUTBOX.c.recorded_at))).scalar_one() or datetime(1970, 1, 1)
    connection.execute(insert(OUTBOX).values(kind=RESTORED, fact={}, sequence=watermark, recorded_at=at))
    return True


def behind(store: Store, watermark: int) -> list[str]:
    """Says so where the outbox ends before what the workspace was told: the store is older than the workspace knows it."""
    with store.reading() as connection:
        last = last_number(connection)
    if last >= watermark:
        return []
    return [
        f"the outbox ends at number {last:,}, and the workspace was told up to {watermark:,}: an older database is here, which "
        "was not brought back by `regulars store restore`; what happened after it is not in it"
    ]
