"""Whether a key is the one that a store was written with: tried where only the right one fits, before anything rests on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, delete, insert, inspect, select, update

from regulars.errors import DamagedStore, RegularsError, WrongKey
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.schema import API_KEYS, CODES, KEYS, ORDERS, PEOPLE, PERSON_KEYS
from regulars.stores.operations.secrets_of_store import StoreKey

# A row among the idempotency keys, which stay as they were written. A caller's own begin with the id of an API key.
MARK = "the store's key"
_IS_MARK: ColumnElement[bool] = KEYS.c.key == MARK


def is_sealed(c: Connection) -> bool:
    """Whether a store holds anything that is of use to its own key alone."""
    return any(_any(c, table, *which) for table, which in ((KEYS, [_IS_MARK]), (PERSON_KEYS, []), (API_KEYS, []), (CODES, [])))


def _any(c: Connection, table: Table, *which: ColumnElement[bool]) -> bool:
    return c.execute(select(table).where(*which).limit(1)).first() is not None


def proof(c: Connection, key: StoreKey) -> bool | None:
    """Whether a key opens what a store holds; None where nothing is sealed, or nothing that could tell."""
    if key.is_missing:
        return False if is_sealed(c) else None
    marked = c.execute(select(KEYS.c.digest).where(_IS_MARK)).scalar_one_or_none()
    return marked == _mark_of(key) if marked else _opens_a_person(c, key)


def may_be_marked(c: Connection, key: StoreKey) -> bool:
    """Whether a key is a store's own for sure: it opens what is there, or nothing that it would have to open is."""
    return proof(c, key) or not is_sealed(c)


def _opens_a_person(c: Connection, key: StoreKey) -> bool | None:
    row = c.execute(select(PERSON_KEYS).limit(1)).first()
    if row is None:
        return None
    try:
        key.unwrap(row.wrapped, row.member_id)
    except DamagedStore:
        return False
    return True


def need_right_key(store: Store, key: StoreKey) -> None:
    """Raise WrongKey where the key does not open what the store holds."""
    with store.reading() as c:
        if proof(c, key) is False:
            raise WrongKey(
                said_of(key, store.address),
                expected="the key with which it was written",
                do="put that store.key back (or its digits into REGULARS_STORE_KEY). If it is lost for good, make a backup and "
                "restore it to a new store: `regulars store restore --lost-key` says what goes with it",
            )


def said_of(key: StoreKey, what: str) -> str:
    return f"there is no key to what {what} holds" if key.is_missing else f"the key does not open what {what} holds"


def settle(store: Store, key: StoreKey, at: datetime) -> None:
    """Make the key of a new store, and write down which it is; a key that has proved nothing is left alone."""

    def settled(c: Connection) -> None:
        if may_be_marked(c, key):
            key.make()
            mark(c, key, at)

    with key_of_new(store, key):
        store.write(settled)


@contextmanager
def key_of_new(store: Store, key: StoreKey) -> Iterator[None]:
    """Within this block a key may be made. If it fails the key goes again, unless a commit may have gone through with it."""
    with ExitStack() as undoing:
        if key.is_missing:
            undoing.callback(_unmake, store, key)
        yield
        undoing.pop_all()


def _unmake(store: Store, key: StoreKey) -> None:
    if not key.is_missing and not _may_be_in_use(store, key):
        key.unmake()


def _may_be_in_use(store: Store, key: StoreKey) -> bool:
    try:
        with store.reading() as c:
            return inspect(c).has_table(KEYS.name) and proof(c, key) is True
    except RegularsError:  # nobody can say now
        return True


def mark(c: Connection, key: StoreKey, at: datetime) -> None:
    """Write down which key is the store's, as a digest; nothing where it is written already."""
    if not _any(c, KEYS, _IS_MARK):
        c.execute(insert(KEYS).values(key=MARK, digest=_mark_of(key), answer={}, recorded_at=at))


def carry_mark(old: Connection, new: Connection) -> None:
    """Let a backup say which key is its own; a store of before revision 0003 has no place for it."""
    if not inspect(old).has_table(KEYS.name):
        return
    for row in old.execute(select(KEYS).where(_IS_MARK)).mappings():
        new.execute(insert(KEYS).values(**row))


def _mark_of(key: StoreKey) -> str:
    return key.derived("mark").hex()


def give_up(c: Connection, key: StoreKey, at: datetime) -> None:
    """Let go of what a lost key sealed: people and their keys; every key of the API is revoked.

    Members' orders are theirs under the new key; whose the others were, nobody can say any more.
    """
    c.execute(delete(PERSON_KEYS))
    c.execute(delete(PEOPLE))
    c.execute(update(API_KEYS).where(API_KEYS.c.revoked_at.is_(None)).values(revoked_at=at))
    for member_id in c.execute(select(ORDERS.c.member_id).where(ORDERS.c.member_id.is_not(None)).distinct()).scalars().all():
        theirs = update(ORDERS).where(ORDERS.c.member_id == member_id, ORDERS.c.owner.is_not(None))
        c.execute(theirs.values(owner=key.owner_digest(member_id)))
