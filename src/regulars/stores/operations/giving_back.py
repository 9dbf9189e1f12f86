"""Refunds on the store: what an order remembers of them, the fact, and the points that go."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert

from regulars.actions.giving_back import Back, all_left, need_lines, points_back, shares, told_early, too_much
from regulars.actions.orders import Order
from regulars.actions.rewards.ledger.accounts import Line
from regulars.actions.rewards.ledger.acting import Posted
from regulars.actions.rewards.ledger.refunding import OrderRefund, is_left
from regulars.actions.rewards.ledger.requests import Refund
from regulars.actions.rewards.ledger.rules import Rules
from regulars.actions.sales import MoneyBack
from regulars.errors import LimitReached
from regulars.stores.operations.idempotency import EARLIER
from regulars.stores.operations.ledger import post
from regulars.stores.operations.orders import keep_order, remembered
from regulars.stores.operations.rows import AnyRow
from regulars.stores.operations.schema import OUTBOX
from regulars.stores.operations.shelf import StoreShelf

NOTHING = Posted((), ())


def count_back(c: Connection, refund: MoneyBack, row: AnyRow | None, at: datetime, rules: Rules) -> Posted:
    """Remember what came back of an order, tell of it, and take back what it had earned. ``row``: the order, locked."""
    known = StoreShelf(c).lines(refund.source, refund.order_id)
    order = remembered(row, known) if row is not None else None
    told = order is not None and order.told
    need_lines(refund, order.lines if order and told else None, {line.line_id for line in known})
    if order is None or not told:
        after, asked = told_early(refund, order), _of_the_ledger(refund, known)
        back = Back(refund.lines)
    else:
        back = shares(refund, order) if refund.lines else _all_of_it(refund, order, known)
        after = back.counted(order)
        asked = _points_of(refund, order, after, back, known)
    keep_order(c, refund.source, after, row, at, **({} if row is not None else {"occurred_at": refund.occurred_at or at}))
    customer = (row.member_id if row is not None else None) or refund.customer_id
    left = 0 if refund.lines or order is None else order.goods_left
    tell(c, "refunds", replace(refund, lines=back.goods if refund.lines else {}).facts(at, left, customer), at)
    return post(c, replace(asked, occurred_at=refund.occurred_at), at, rules) if asked else NOTHING


def _all_of_it(refund: MoneyBack, order: Order, known: Collection[Line]) -> Back:
    points_left = any(line.points > line.reversed for line in known)  # nothing was paid for a gift: there may be points alone
    if refund.currency != order.currency or not (order.goods_left or order.beside_left or points_left):
        raise too_much(refund, order, order.goods_left)
    return all_left(order)


def _points_of(refund: MoneyBack, order: Order, after: Order, back: Back, known: Collection[Line]) -> Refund | None:
    if refund.lines:
        return points_back(refund.source, order, after, back.lines, known)
    return OrderRefund(reference=refund.order_id, source=refund.source, lines={}) if any(map(is_left, known)) else None


def _of_the_ledger(refund: MoneyBack, known: Collection[Line]) -> Refund | None:
    """Of an order that was not told the ledger knows what earned, and no more."""
    earned = {line.line_id for line in known}
    lines = {name: amount for name, amount in refund.lines.items() if name in earned}
    return Refund(reference=refund.order_id, source=refund.source, lines=lines) if lines else None


def name_of(refund: MoneyBack) -> str:
    """A refund's own key: its number counts once, under whatever key it is told."""
    return own_key(refund.source, refund.refund_id)


def own_key(source: str, refund_id: str) -> str:
    return "refund " + hashlib.sha256(f"{source}\x1f{refund_id}".encode()).hexdigest()


def told_before(c: Connection, refund: MoneyBack) -> Posted | None:
    """The answer that this refund got before; LimitReached where its number was another refund's."""
    row = c.execute(EARLIER, {"asked": name_of(refund)}).one_or_none()
    if row is None:
        return None
    if row.digest != refund.digest:
        raise LimitReached(
            f"refund {refund.refund_id} ({refund.source}) was told already, and not with these words",
            expected="each refund under a number of its own, told once or told again as it was",
            do="give what came back since another refund_id",
        )
    return Posted.from_dict(row.answer)


def tell(c: Connection, kind: str, facts: Iterable[dict[str, Any]], at: datetime) -> None:
    if rows := [{"kind": kind, "fact": fact, "recorded_at": at} for fact in facts]:
        c.execute(insert(OUTBOX), rows)
