"""Erasing on both sides: what the workspace knows of somebody, what the store told or would tell of her, and the person."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from regulars.engines.duckdb import DuckDBEngine
from regulars.errors import LimitReached
from regulars.stores.operations import blanking, erasing
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.members import Members
from regulars.stores.operations.secrets_of_store import StoreKey
from regulars.stores.workspace import Erasure, marks
from regulars.stores.workspace.erased import mark
from regulars.stores.workspace.erasing import ids_of
from regulars.wiring.flushing import flush, settle
from regulars.wiring.shop import Workspace


def erase_member(shop: Workspace, store: Store, key: StoreKey, member_id: str, at: datetime, *, facts: bool) -> tuple[int, int]:
    """Erase the person behind a member; with ``facts`` what both sides know of her. How many accounts, and how many facts."""
    gone = 0
    if facts:
        she = Members(store, key).everyone(member_id)
        flush(shop, store, at)
        names = [name for member in she for name in (member.customer_id, member.member_id) if name]
        gone = sum(sum(_erase(shop, name, at, known=True).facts.values()) for name in names)
        settle(shop, store, at)
    return erasing.erase(store, shop.folder.path / marks.JOURNAL, member_id, at), gone


def erase_customer(shop: Workspace, store: Store, customer: str, at: datetime) -> Erasure:
    """Erase what both sides know of a customer; who is a member stays one.

    What the store has still to tell is told first, so that it goes with the rest. Whom the store alone knows is marked,
    too, and what comes under her id later is kept out; whom neither knows is not.
    """
    flush(shop, store, at)
    done = _erase(shop, customer, at, known=blanking.knows(store, _ids(shop, customer)))
    settle(shop, store, at)
    return done


def refuse_erased(shop: Workspace, customer_id: str | None) -> None:
    """Raise LimitReached where a customer's facts would be kept out for ever, since she was erased under this id."""
    key = marks.key_of(shop.folder)
    if customer_id is not None and mark(key, customer_id) in marks.in_journal(shop.folder, key):
        raise LimitReached(
            f"customer {customer_id} was erased, with all facts: under this id none of hers would be kept",
            expected="a customer id that nobody was erased under",
            do="give her a new id in the shop, and join with that; or leave customer_id out",
        )


def _erase(shop: Workspace, customer: str, at: datetime, *, known: bool) -> Erasure:
    """The journal is written first: whom it marks stays out, whatever comes between."""
    ids = _ids(shop, customer)
    if known:
        key = marks.key_of(shop.folder)
        marks.remember(shop.folder, [mark(key, name) for name in ids], at)
    done = shop.erase(customer)
    return replace(done, ids=len(ids)) if known else done


def _ids(shop: Workspace, customer: str) -> tuple[str, ...]:
    with DuckDBEngine(memory_limit=shop.settings.memory_limit) as engine:
        return ids_of(shop.folder, engine.connection, customer)
