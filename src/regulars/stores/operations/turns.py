"""Whose turn an order is on PostgreSQL: its sales and refunds one by one, and while none of them is at work, any earns.

A row can't be locked that is not there yet, so a lock by name keeps a purchase and a plain earn of one order apart. Orders
share a few such locks, for a batch of a thousand takes them all; whoever waits for a stranger waits for one commit. They are
taken before any row or account, in the order of their numbers. SQLite has one writer at a time.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, Integer, bindparam, func, literal_column, select

from regulars.stores.operations.trips import Statement, array

TURNS = 128
_KIND = 0x6F726465  # "orde": locks of this kind meet no others
_NUMBER = bindparam("turn", type_=Integer)
_ALONE = select(func.pg_advisory_xact_lock(literal_column(str(_KIND), Integer), _NUMBER))
BESIDE_EARNS: ColumnElement[object] = func.pg_advisory_xact_lock_shared(literal_column(str(_KIND), Integer), _NUMBER)
_OF_MANY = f"SELECT pg_advisory_xact_lock_shared({_KIND}, number) FROM unnest($1::integer[]) AS number"


def turn_of(source: str, order_id: str) -> int:
    """The number of an order's lock."""
    return zlib.crc32(f"{source}\x1f{order_id}".encode()) % TURNS


def take_turn(c: Connection, source: str, order_id: str) -> None:
    """Wait until nobody else is at work on an order, and keep everybody off until the commit."""
    if c.dialect.name == "postgresql":
        c.execute(_ALONE, {"turn": turn_of(source, order_id)})


def turns_of_many(orders: Iterable[tuple[str, str]]) -> Statement:
    """The statement that waits for sales and refunds of these orders, and keeps them off, beside other earns."""
    numbers = sorted({turn_of(*order) for order in orders})
    return _OF_MANY, [array([str(number) for number in numbers])]
