"""Taking facts of erased customers out of the outbox: who and what goes, the number stays, and nothing is told of it.

Done once for each list of who is erased: a row among the idempotency keys, which no backup or older database of before
has, says for which it was done.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, bindparam, insert, select, tuple_, update

from regulars.stores.operations.connecting import Store
from regulars.stores.operations.outbox import ERASED, Told, customer_names_of, one_at_a_time
from regulars.stores.operations.schema import KEYS, MEMBERS, OUTBOX

Theirs = Callable[[str], bool]
T = TypeVar("T")
_AT_ONCE = 500
# Under which a fact names who it is about.
NAMES = ("customer_id", "same_as")
_OF_ORDERS = ("purchases", "refunds")
# What stays of a fact: what the store's own tables of orders and entries keep too, and are held against by check.
_OF_ORDER = ("source", "order_id", "refund_id", "line_id", "amount_minor")
_OF_ENTRY = ("entry", "occurred_at")


def blank_all(c: Connection, theirs: Theirs) -> int:
    """Take every fact out that names one of them, by the id that is told or by the member's own; how many it were."""
    return blank(c, hers(c, theirs))


def blank(c: Connection, rows: Collection[int]) -> int:
    """Take these rows' facts out; how many had one."""
    return _blank(c, OUTBOX.c.outbox_id, rows)


def blank_numbers(c: Connection, numbers: Collection[int]) -> int:
    """The same by the facts' numbers."""
    return _blank(c, OUTBOX.c.sequence, numbers)


def _blank(c: Connection, column: Column[Any], values: Collection[int]) -> int:
    one_at_a_time(c)
    blanked: list[dict[str, Any]] = []
    for some in _in_turns(values):
        rows = c.execute(select(OUTBOX.c.outbox_id, OUTBOX.c.fact).where(column.in_(some))).all()
        blanked += [{"this": row.outbox_id, "left": _left_of(row.fact)} for row in rows if ERASED not in row.fact]
    if blanked:
        c.execute(update(OUTBOX).where(OUTBOX.c.outbox_id == bindparam("this")).values(fact=bindparam("left")), blanked)
    return len(blanked)


def _left_of(fact: Mapping[str, Any]) -> dict[str, Any]:
    return {name: fact[name] for name in (_OF_ENTRY if "entry" in fact else _OF_ORDER) if name in fact} | {ERASED: True}


def hers(c: Connection, theirs: Theirs) -> list[int]:
    """The rows of whom ``theirs`` knows; with them what names nobody and belongs to one of their orders."""
    found: dict[int, None] = {}
    orders: set[tuple[str, str]] = set()
    names = _known(c, theirs)
    for column in map(_said, NAMES):
        for some in _in_turns(names):
            asked = select(OUTBOX.c.outbox_id, _said("source"), _said("order_id")).where(column.in_(some))
            for outbox_id, source, order_id in c.execute(asked):
                found[outbox_id] = None
                orders |= {(source, order_id)} if source and order_id else set()
    nobodys = _said("customer_id").is_(None) & OUTBOX.c.kind.in_(_OF_ORDERS)
    for few in _in_turns(sorted(orders)):
        of_order = tuple_(_said("source"), _said("order_id")).in_(few)
        found |= dict.fromkeys(c.execute(select(OUTBOX.c.outbox_id).where(nobodys & of_order)).scalars())
    return list(found)


def settle(store: Store, marks: Iterable[str], theirs: Theirs, at: datetime) -> int:
    """Blank whom a list of marks names, once for each such list; how many facts it were.

    What is not committed while it looks has no number yet: who numbers it, looks at it too.
    """
    done = "erased ids " + hashlib.sha256(" ".join(sorted(marks)).encode()).hexdigest()
    with store.reading() as c:
        if c.execute(select(KEYS.c.key).where(KEYS.c.key == done)).first() is not None:
            return 0
        found = hers(c, theirs)
    return store.write(lambda c: _settle(c, found, done, at))


def _settle(c: Connection, found: Collection[int], done: str, at: datetime) -> int:
    gone = blank(c, found)  # alone with it from here on
    if c.execute(select(KEYS.c.key).where(KEYS.c.key == done)).first() is None:
        c.execute(insert(KEYS).values(key=done, digest=done[-64:], answer={}, recorded_at=at))
    return gone


def knows(store: Store, ids: Collection[str]) -> bool:
    """Whether a store names one of these ids: as a member or her customer id, or in a fact."""
    with store.reading() as c:
        members = select(MEMBERS.c.member_id).where(MEMBERS.c.customer_id.in_(ids) | MEMBERS.c.member_id.in_(ids))
        facts = select(OUTBOX.c.outbox_id).where(_said("customer_id").in_(ids) | _said("same_as").in_(ids))
        return any(c.execute(query.limit(1)).first() is not None for query in (members, facts))


def count_named(store: Store, theirs: Theirs) -> int:
    """How many facts of a store are of whom ``theirs`` knows."""
    with store.reading() as c:
        return len(hers(c, theirs))


def hers_of(told: Sequence[Told], theirs: Theirs, customers: Mapping[str, str]) -> set[int]:
    """The same of facts that are told now: their numbers. ``customers``: the shop's own ids, by member."""
    told = [t for t in told if t.is_fact]
    said = {t.sequence: [name for name in map(t.fact.get, NAMES) if name] for t in told}
    known = {n: theirs(n) or theirs(customers.get(n, n)) for names in said.values() for n in names}
    found = {number for number, names in said.items() if any(map(known.get, names))}
    orders = {_order(t) for t in told if t.sequence in found} - {(None, None)}
    return found | {t.sequence for t in told if t.kind in _OF_ORDERS and not said[t.sequence] and _order(t) in orders}


def _order(told: Told) -> tuple[Any, Any]:
    return told.fact.get("source"), told.fact.get("order_id")


def _known(c: Connection, theirs: Theirs) -> list[str]:
    customers = customer_names_of(c)
    return [name for name in dict.fromkeys(_every(c)) if theirs(name) or theirs(customers.get(name, name))]


def _every(c: Connection) -> Iterator[str]:
    for column in map(_said, NAMES):
        yield from c.execute(select(column).where(column.is_not(None)).distinct()).scalars()


def _said(name: str) -> ColumnElement[str]:
    said: ColumnElement[str] = OUTBOX.c.fact[name].as_string()
    return said


def _in_turns(values: Collection[T]) -> Iterator[list[T]]:
    """So many at once as a statement of either database takes."""
    listed = list(values)
    yield from (listed[i : i + _AT_ONCE] for i in range(0, len(listed), _AT_ONCE))
