"""What an act needs to know first, in one trip: its key, its members' accounts, and what its orders have earned."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ARRAY, Connection, Select, String, and_, any_, bindparam, func, select, tuple_

from regulars.actions.rewards.ledger.accounts import Line
from regulars.actions.rewards.ledger.request import Request
from regulars.actions.rewards.ledger.requests import Adjust, Earn, EarnAll, SetAside, Spend
from regulars.stores.operations.idempotency import EARLIER, ask_owning, check_key
from regulars.stores.operations.rows import ACCOUNT, LINE, AnyRow, line_of
from regulars.stores.operations.schema import ACCOUNTS, KEYS, LINES, MEMBERS, ORDERS
from regulars.stores.operations.trips import array, asked
from regulars.stores.operations.turns import turn_of, turns_of_many

OF_MEMBERS = (
    select(*(ACCOUNTS.c[name] for name in ACCOUNT), MEMBERS.c.erased_at)
    .join(MEMBERS, MEMBERS.c.member_id == ACCOUNTS.c.member_id)
    .order_by(ACCOUNTS.c.account_id)
)


def locking(accounts: Select[Any]) -> Select[Any]:
    """A question about accounts that locks what it finds, in the order in which it finds them."""
    return accounts.with_for_update(key_share=True, of=ACCOUNTS)


_LINE = tuple(LINES.c[name].label(f"of_{name}") for name in LINE)
_QUESTION = locking(
    OF_MEMBERS.add_columns(KEYS.c.digest, KEYS.c.answer, *_LINE)
    .outerjoin(KEYS, KEYS.c.key == bindparam("asked"))
    .outerjoin(LINES, and_(LINES.c.source == bindparam("order_source"), LINES.c.reference == bindparam("order")))
    .where(ACCOUNTS.c.member_id == bindparam("name"))
)
_IS_ORDER = and_(ORDERS.c.source == bindparam("order_source"), ORDERS.c.order_id == bindparam("order"))
_TOLD = select(ORDERS).where(_IS_ORDER).with_for_update()
_LOCKED_LINES = select(*_LINE).order_by(*LINES.primary_key).with_for_update(key_share=True)
# Of many members and orders at once: names come as one array, however many.
_NAMES, _SOURCES, _ORDERS = (bindparam(name, type_=ARRAY(String)) for name in ("names", "sources", "orders"))
_ACCOUNTS_OF_MANY = locking(OF_MEMBERS.where(ACCOUNTS.c.member_id == any_(_NAMES)))
_WANTED = func.unnest(_SOURCES, _ORDERS).table_valued("source", "reference", name="wanted").render_derived()
_IS_WANTED = and_(LINES.c.source == _WANTED.c.source, LINES.c.reference == _WANTED.c.reference)
_LINES_OF_MANY = select(*_LINE).join(_WANTED, _IS_WANTED)
_TOLD_OF_MANY = (
    select(ORDERS)
    .join(_WANTED, and_(ORDERS.c.source == _WANTED.c.source, ORDERS.c.order_id == _WANTED.c.reference))
    .order_by(ORDERS.c.source, ORDERS.c.order_id)
    .with_for_update(of=ORDERS)
)
# SQLite has no arrays: there they come as one JSON text, which costs less than a parameter for each.
_EACH = func.json_each(bindparam("names", type_=String)).table_valued("value", name="each")
_ACCOUNTS_OF_EACH = OF_MEMBERS.where(ACCOUNTS.c.member_id.in_(select(_EACH.c.value)))
_ORDER = func.json_each(bindparam("orders", type_=String)).table_valued("value", name="each_order")
_OF_ORDER = [func.json_extract(_ORDER.c.value, f"$[{place}]") for place in (0, 1)]
_IS_OF_ORDER = and_(LINES.c.source == _OF_ORDER[0], LINES.c.reference == _OF_ORDER[1])
_LINES_OF_EACH = select(*_LINE).select_from(_ORDER).join(LINES, _IS_OF_ORDER)
_IS_TOLD = and_(ORDERS.c.source == _OF_ORDER[0], ORDERS.c.order_id == _OF_ORDER[1])
_TOLD_OF_EACH = select(ORDERS).select_from(_ORDER).join(ORDERS, _IS_TOLD)


@dataclass(frozen=True, slots=True)
class Ahead:
    """What was found: locked accounts, the key's row where it is known, and the lines of the orders.

    Accounts are as they are now that they are locked; lines as they were when it was asked. A line that was
    written between is met when ours is: each is there once, and the act is done again from its beginning. ``told`` are
    those of the orders that came as purchases, locked before anything else.
    """

    members: tuple[str, ...]
    accounts: list[AnyRow]
    orders: frozenset[tuple[str, str]] = frozenset()
    lines: tuple[Line, ...] = ()
    key: AnyRow | None = None
    told: tuple[AnyRow, ...] = ()


def read_ahead(connection: Connection, request: Request, key: str) -> Ahead | None:
    """Ask for a request whose members it names, its key being ours from now on; None for any other, or an unknown member.

    InProgress where somebody else has the key.
    """
    on_server = connection.dialect.name == "postgresql"
    if isinstance(request, EarnAll):
        return (_of_many if on_server else _of_each)(connection, request, key)
    if not isinstance(request, Earn | Spend | SetAside | Adjust):
        return None
    order = (request.source, request.reference) if isinstance(request, Earn) else None
    source, reference = order or (None, None)
    values = {"asked": key, "name": request.member, "order_source": source, "order": reference}
    told: list[AnyRow] = []
    if not on_server:
        check_key(key)
        told = list(connection.execute(_TOLD, values)) if order else []
        rows = list(connection.execute(_QUESTION, values))
    elif order:
        [told, rows] = ask_owning(connection, key, [asked(_TOLD, values), asked(_QUESTION, values)], turn_of(*order))
    else:
        [rows] = ask_owning(connection, key, [asked(_QUESTION, values)])
    if not rows:
        return None
    accounts = list({row.account_id: row for row in rows}.values())
    known = accounts[0] if accounts[0].digest is not None else None
    lines = _lines(row[-len(LINE) :] for row in rows if row.of_line_id is not None)
    return Ahead((request.member,), accounts, frozenset([order] if order else []), lines, known, tuple(told))


def with_lines_locked(connection: Connection, ahead: Ahead) -> Ahead:
    """The same, once nobody else can change lines that earned nothing: such a line may earn, once.

    They are read again: what was read with the accounts may be older than the lock on them.
    """
    names = {(line.order_source, line.reference) for line in ahead.lines if not line.points}
    if not names or connection.dialect.name != "postgresql":
        return ahead
    wanted = _LOCKED_LINES.where(tuple_(LINES.c.source, LINES.c.reference).in_(sorted(names)))
    again = _lines(connection.execute(wanted))
    return replace(ahead, lines=(*(x for x in ahead.lines if (x.order_source, x.reference) not in names), *again))


def _of_many(connection: Connection, request: EarnAll, key: str) -> Ahead:
    """One question after the other, for a line that is read after the accounts are locked cannot be old."""
    members = tuple(dict.fromkeys(each.member for each in request.earns))
    orders = frozenset((each.source, each.reference) for each in request.earns)
    sources, references = zip(*sorted(orders), strict=True)
    wanted = {"sources": array(sources), "orders": array(references)}
    questions = [
        asked(EARLIER, {"asked": key}),
        turns_of_many(orders),
        asked(_TOLD_OF_MANY, wanted),
        asked(_ACCOUNTS_OF_MANY, {"names": array(members)}),
        asked(_LINES_OF_MANY, wanted),
    ]
    [keys, _turns, told, accounts, lines] = ask_owning(connection, key, questions)
    return Ahead(members, accounts, orders, _lines(lines), keys[0] if keys else None, tuple(told))


def _of_each(connection: Connection, request: EarnAll, key: str) -> Ahead:
    """The same of SQLite, which nobody else writes meanwhile."""
    check_key(key)
    members = tuple(dict.fromkeys(each.member for each in request.earns))
    orders = frozenset((each.source, each.reference) for each in request.earns)
    earlier = connection.execute(EARLIER, {"asked": key}).one_or_none()
    accounts = connection.execute(_ACCOUNTS_OF_EACH, {"names": json.dumps(members)}).all()
    wanted = {"orders": json.dumps(sorted(orders))}
    told = connection.execute(_TOLD_OF_EACH, wanted).all()
    lines = connection.execute(_LINES_OF_EACH, wanted).all()
    return Ahead(members, list(accounts), orders, _lines(lines), earlier, tuple(told))


def _lines(rows: Iterable[Any]) -> tuple[Line, ...]:
    """Each line once, though it stands beside each account."""
    return tuple({(x.order_source, x.reference, x.line_id, x.unit): x for x in map(line_of, rows)}.values())
