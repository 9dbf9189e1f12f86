"""An idempotency key: ours alone until the commit, and for ever after the name of its first answer."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, Integer, bindparam, cast, func, literal_column, select
from sqlalchemy.exc import DBAPIError

from regulars.actions.rewards.ledger.memory import conflict
from regulars.errors import InProgress, UsageError
from regulars.stores.operations.rows import AnyRow
from regulars.stores.operations.schema import KEYS
from regulars.stores.operations.trips import Statement, ask, asked
from regulars.stores.operations.turns import BESIDE_EARNS
from regulars.stores.operations.writing import Part, write

# A statement of its own: what is read of a key must be read after the lock is ours. Refused, it fails (one by nothing), so that
# the server passes by what was sent behind it: else a repeat would wait for the accounts that the first one holds.
_OURS = cast(func.pg_try_advisory_xact_lock(bindparam("number", type_=BigInteger)), Integer)
_LOCK = select((literal_column("1", Integer) // _OURS).label("ours"))
_LOCK_BESIDE_EARNS = _LOCK.add_columns(BESIDE_EARNS.label("turns"))  # waited for once the key is ours
_BY_NOTHING = "22012"
EARLIER = select(KEYS.c.digest, KEYS.c.answer).where(KEYS.c.key == bindparam("asked"))


@dataclass(frozen=True, slots=True)
class Answered:
    """An idempotency key, the digest of what was asked under it, and the answer to repeat."""

    key: str
    digest: str
    answer: Mapping[str, Any]
    at: datetime

    @property
    def part(self) -> Part:
        return Part(KEYS, ("key", "digest", "answer", "recorded_at"), [(self.key, self.digest, self.answer, self.at)])


def claim(connection: Connection, key: str, digest: str) -> dict[str, Any] | None:
    """The answer that a key got before, None where it is new; from here to the commit it is ours alone.

    InProgress where somebody else has it.
    """
    if connection.dialect.name != "postgresql":  # SQLite has one writer at a time, who waited before this
        check_key(key)
        return replayed(connection.execute(EARLIER, {"asked": key}).one_or_none(), key, digest)
    [found] = ask_owning(connection, key, [asked(EARLIER, {"asked": key})])
    return replayed(found[0] if found else None, key, digest)


def ask_owning(connection: Connection, key: str, statements: list[Statement], turn: int | None = None) -> list[list[Any]]:
    """Ask PostgreSQL once a key is ours, in one trip; InProgress where somebody else has it, and nothing was found out.

    ``turn``: an order's (`turns`), which sales and refunds then leave alone until the commit.
    """
    check_key(key)
    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big", signed=True)
    try:
        lock = _LOCK if turn is None else _LOCK_BESIDE_EARNS
        _lock, *found = ask(connection, [asked(lock, {"number": number, "turn": turn}), *statements])
    except DBAPIError as e:
        if getattr(e.orig, "sqlstate", "") != _BY_NOTHING:
            raise
        raise InProgress(
            f"a request with the idempotency key {key!r} is being worked on", expected="one at a time", do="repeat it soon"
        ) from e
    return found


def replayed(row: AnyRow | None, key: str, digest: str) -> dict[str, Any] | None:
    """The answer in a key's row; IdempotencyConflict where it was given to another request."""
    if row is not None and row.digest != digest:
        raise conflict(key)
    answer: dict[str, Any] | None = row.answer if row is not None else None
    return answer


def seal_key(connection: Connection, key: str, digest: str, answer: dict[str, Any], at: datetime) -> None:
    """Write a key with its answer, in the same commit as what it did."""
    write(connection, [Answered(key, digest, answer, at).part])


def check_key(key: str) -> None:
    if not 1 <= len(key) <= 200:
        raise UsageError(f"the idempotency key has {len(key)} characters", expected="1 to 200", do="use a UUID, for example")
