"""Orders that were told, on the store: what is remembered of each, whose it is, and what a plain earn for it is held to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, func, insert, select, tuple_, update

from regulars.actions.held_to_orders import need_paid
from regulars.actions.orders import Order, somebodys
from regulars.actions.rewards.ledger.accounts import Line
from regulars.actions.rewards.ledger.entries import EntryId
from regulars.actions.rewards.ledger.request import Request
from regulars.actions.rewards.ledger.requests import Earn, EarnAll, EarnLine
from regulars.stores.operations.rows import AnyRow
from regulars.stores.operations.schema import ACCOUNTS, MEMBERS, ORDERS
from regulars.stores.operations.secrets_of_store import StoreKey
from regulars.stores.operations.shelf import StoreShelf

_WHOLE = func.coalesce(MEMBERS.c.merged_into, MEMBERS.c.member_id)
_Name: TypeAlias = tuple[str, str]  # a source and an order's own number
_NOWHERE = EntryId(0, 0)
_NAME = tuple_(ORDERS.c.source, ORDERS.c.order_id)


def order_row(c: Connection, source: str, order_id: str) -> AnyRow | None:
    """An order, locked until the commit; None where it never came this way."""
    return c.execute(select(ORDERS).where(_is(source, order_id)).with_for_update()).one_or_none()


def remembered(row: AnyRow, known: Iterable[Line]) -> Order:
    """What an order's row says. Of those that came before lines were written down, the lines' names may be there.

    ``known``: its lines in the ledger, which say what came back of each where the row is too old to say so.
    """
    lines = row.lines if row.lines is not None else row.line_ids
    if lines is not None and not isinstance(lines, Mapping):
        lines = dict.fromkeys(lines, (None, ""))
    return Order(
        row.order_id,
        row.amount_minor,
        row.currency,
        row.refunded_minor,
        row.paid_minor,
        row.beside_minor,
        row.beside_refunded_minor,
        None if lines is None else {name: (amount, role) for name, (amount, role) in lines.items()},
        {x.line_id: x.refunded_minor for x in known} if row.refunded_lines is None else row.refunded_lines,
        row.told,
    )


def keep_order(c: Connection, source: str, order: Order, row: AnyRow | None, at: datetime, **whose: Any) -> None:
    """Remember an order as it is now. ``row``: how it stood; ``whose``: what changes besides: member_id, owner, occurred_at."""
    values = {
        **whose,
        "amount_minor": order.amount_minor,
        "currency": order.currency,
        "refunded_minor": order.refunded_minor,
        "paid_minor": order.paid_minor,
        "beside_minor": order.beside_minor,
        "beside_refunded_minor": order.beside_refunded_minor,
        "refunded_lines": dict(order.back),
        "told": order.told,
        "lines": None if order.lines is None else dict(order.lines),
    }
    if row is None:
        c.execute(insert(ORDERS).values(source=source, order_id=order.order_id, recorded_at=at, **values))
    else:
        c.execute(update(ORDERS).where(_is(source, order.order_id)).values(values))


def is_customers(c: Connection, row: AnyRow, member: str, key: StoreKey | None) -> bool:
    """Whether an order is of a customer who is a member by now (as she is called today). ``key``: what makes digests."""
    if row.member_id is not None or row.owner is None or key is None:
        return False
    own = select(MEMBERS.c.customer_id).where(_WHOLE.in_([member]), MEMBERS.c.customer_id.is_not(None))
    return row.owner in {key.owner_digest(customer) for customer in c.execute(own).scalars()}


def same_member(c: Connection, one: str | None, other: str | None) -> bool:
    """Whether two ids are one member's, since they were merged."""
    return bool(one and other and len(set(_wholes(c, {one, other}).values())) == 1)


def need_no_other(c: Connection, source: str, order_id: str, member: str, lines: Iterable[Line]) -> None:
    """Insist that nobody but a member (as she is called today) has earned for an order."""
    if set(_earners(c, {(source, order_id): list(lines)})[source, order_id]) - {member}:
        raise somebodys(source, order_id)


def hold_to_orders(shelf: StoreShelf, request: Request, key: StoreKey | None = None) -> None:
    """Hold a plain earn to what was told of its order: whose it is, what was paid, and what was kept of it.

    An order that never came as a purchase holds to nothing. Where it did, it is locked, by the shelf's reading ahead.
    ``key``: what tells a customer's orders when she is a member.
    """
    earns = request.earns if isinstance(request, EarnAll) else (request,) if isinstance(request, Earn) else ()
    told = _told(shelf, earns) if earns else {}
    if not told:
        return
    lines = {name: shelf.lines(*name) for name in told}
    known = {each.member for each in earns} | {row.member_id for row in told.values() if row.member_id}
    wholes, earners = _wholes(shelf.connection, known), _earners(shelf.connection, lines)
    for each in (each for each in earns if (each.source, each.reference) in told and each.member in wholes):
        name, member = (each.source, each.reference), wholes[each.member]
        row = told[name]
        hers = row.owner is None or wholes.get(row.member_id) == member or is_customers(shelf.connection, row, member, key)
        if not hers or earners[name] - {member}:
            raise somebodys(*name)
        need_paid(each, remembered(row, lines[name]), lines[name])
        given = [_as_earned(each, line) for line in each.lines if line.points or line.qualifying]
        lines[name] = [*lines[name], *given]
        earners[name] |= {member} if given else set()


def _wholes(c: Connection, members: Collection[str]) -> dict[str, str]:
    """As what members are called today: by themselves, or by whom they became a part of."""
    query = select(MEMBERS.c.member_id, _WHOLE).where(MEMBERS.c.member_id.in_(members))
    return dict(c.execute(query).all())


def _earners(c: Connection, lines: Mapping[_Name, Collection[Line]]) -> dict[_Name, set[str]]:
    """Who has points for each order, as they are called today."""
    accounts = {line.earn.account for some in lines.values() for line in some if line.points > line.reversed}
    query = select(ACCOUNTS.c.account_id, _WHOLE).join(MEMBERS, ACCOUNTS.c.member_id == MEMBERS.c.member_id)
    found = c.execute(query.where(ACCOUNTS.c.account_id.in_(accounts))).all() if accounts else []
    whose: dict[int, str] = dict(found)
    return {name: {whose[line.earn.account] for line in some if line.points > line.reversed} for name, some in lines.items()}


def _told(shelf: StoreShelf, earns: Iterable[Earn]) -> dict[_Name, AnyRow]:
    rows: Iterable[AnyRow]
    if shelf.ahead is not None:
        rows = shelf.ahead.told
    else:
        names = sorted({(each.source, each.reference) for each in earns})
        query = select(ORDERS).where(_NAME.in_(names)).order_by(ORDERS.c.source, ORDERS.c.order_id)
        rows = shelf.connection.execute(query.with_for_update() if shelf.locking else query).all()
    return {(row.source, row.order_id): row for row in rows}


def _as_earned(earn: Earn, line: EarnLine) -> Line:
    """A line as the next earn of its batch finds it."""
    return Line(earn.reference, line.line_id, _NOWHERE, "points", line.amount_minor, max(line.points, line.qualifying))


def _is(source: str, order_id: str) -> ColumnElement[bool]:
    return (ORDERS.c.source == source) & (ORDERS.c.order_id == order_id)
