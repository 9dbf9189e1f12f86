"""Purchases and refunds on the store: the fact, the points and the key are one commit."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, insert, select, update

from regulars.actions.orders import need_earned, need_kept, need_lines
from regulars.actions.rewards.ledger.acting import Posted
from regulars.actions.rewards.ledger.request import Request
from regulars.actions.rewards.ledger.requests import Earn, Refund
from regulars.actions.rewards.ledger.rules import Rules
from regulars.actions.sales import MoneyBack, Purchase
from regulars.errors import LimitReached, NotInStore
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.currencies import need_currency
from regulars.stores.operations.idempotency import EARLIER, claim, seal_key
from regulars.stores.operations.ledger import post
from regulars.stores.operations.members import live_member
from regulars.stores.operations.rows import AnyRow
from regulars.stores.operations.schema import ORDERS, OUTBOX
from regulars.stores.operations.secrets_of_store import StoreKey
from regulars.stores.operations.shelf import StoreShelf

_NOTHING = Posted((), ())
R = TypeVar("R", bound=Request)


@dataclass(frozen=True)
class Sales:
    """What is sold and given back, told as it happens. Which orders came is remembered; who bought, as a digest only.

    ``currency``: the only one that the shop's facts are in; None where it has not said so.
    """

    store: Store
    key: StoreKey = field(repr=False)
    rules: Rules = field(default_factory=Rules)
    currency: str | None = None

    def buy(self, purchase: Purchase, *, key: str, at: datetime, dry_run: bool = False) -> Posted:
        """Tell of a purchase, and give what its lines earn; once for each key.

        An order told again is a new version. A guest's may become a member's, once; LimitReached where
        it is somebody else's already.
        """
        return self._once(purchase, self._buy, key, at, dry_run)

    def give_back(self, refund: MoneyBack, *, key: str, at: datetime, dry_run: bool = False) -> Posted:
        """Tell of a refund, and take back what the refunded lines had earned; never more than was paid.

        Its number counts once: told again under another key it gets its first answer; LimitReached where it says other things.
        """
        return self._once(refund, self._give_back, key, at, dry_run)

    def _once(
        self, request: R, work: Callable[[Connection, R, datetime], Posted], key: str, at: datetime, dry_run: bool
    ) -> Posted:
        def whole(c: Connection) -> Posted:
            earlier = claim(c, key, request.digest)
            if earlier is not None:
                return Posted.from_dict(earlier)
            answer = work(c, request, at)
            seal_key(c, key, request.digest, answer.to_dict(), at)
            return answer

        return self.store.rehearse(whole) if dry_run else self.store.write(whole)

    def _buy(self, c: Connection, purchase: Purchase, at: datetime) -> Posted:
        need_currency(c, purchase.currency, self.currency)
        member = live_member(c, purchase.member).member_id if purchase.member else None
        self._keep_order(c, purchase, member, at)
        _tell(c, "purchases", [purchase.fact(at)], at)
        earn = _of_what_is_new(c, told) if (told := purchase.earn()) else None
        return post(c, earn, at, self.rules) if earn else _NOTHING

    def _keep_order(self, c: Connection, purchase: Purchase, member: str | None, at: datetime) -> None:
        known = _order(c, purchase.source, purchase.order_id)
        owner = self._owner(member or purchase.customer_id)
        if known is not None and known.owner not in (None, owner):
            raise LimitReached(
                f"order {purchase.order_id} ({purchase.source}) is somebody's already",
                expected="an order once, or again for whom it was",
                do="look at the receipt again",
            )
        if known is not None and known.refunded_minor > purchase.amount_minor:
            raise LimitReached(f"of order {purchase.order_id} {known.refunded_minor:,} minor units were given back already")
        if known is not None and known.refunded_minor and purchase.earns:
            need_kept(purchase, known.refunded_minor)
        if known is not None:
            need_earned(purchase, StoreShelf(c).lines(purchase.source, purchase.order_id))
        row = {"member_id": member, "owner": owner, "occurred_at": purchase.occurred_at or at,
               "amount_minor": purchase.amount_minor, "currency": purchase.currency,
               "line_ids": [line.line_id for line in purchase.lines]}  # fmt: skip
        if known is None:
            c.execute(insert(ORDERS).values(source=purchase.source, order_id=purchase.order_id, recorded_at=at, **row))
        else:
            c.execute(update(ORDERS).where(_is(purchase.source, purchase.order_id)).values(row))

    def _owner(self, who: str | None) -> bytes | None:
        return self.key.owner_digest(who) if who else None

    def _give_back(self, c: Connection, refund: MoneyBack, at: datetime) -> Posted:
        order = _order(c, refund.source, refund.order_id)
        if order is None:  # one that is known says its own
            need_currency(c, refund.currency, self.currency)
        if (earlier := _told_before(c, refund)) is not None:
            return earlier
        answer = self._count_back(c, refund, order, at)
        seal_key(c, _name(refund), refund.digest, answer.to_dict(), at)
        return answer

    def _count_back(self, c: Connection, refund: MoneyBack, order: AnyRow | None, at: datetime) -> Posted:
        known = StoreShelf(c).lines(refund.source, refund.order_id)
        earned = {line.line_id for line in known}
        if order is None or order.line_ids is not None:
            need_lines(refund, order.line_ids if order else None, earned)
        amount = _counted_off(c, refund, order, points_left=any(line.points > line.reversed for line in known))
        member = order.member_id if order else None
        _tell(c, "refunds", refund.facts(at, amount, member or refund.customer_id), at)
        lines = {line_id: amount for line_id, amount in refund.lines.items() if line_id in earned}
        if not earned or (refund.lines and not lines):
            return _NOTHING
        back = Refund(reference=refund.order_id, source=refund.source, lines=lines, occurred_at=refund.occurred_at)
        return post(c, back, at, self.rules)


def _of_what_is_new(c: Connection, earn: Earn) -> Earn | None:
    """Without the lines that give nothing and are in the ledger already: an order told again names them all."""
    known = {line.line_id for line in StoreShelf(c).lines(earn.source, earn.reference)}
    lines = tuple(line for line in earn.lines if line.points or line.qualifying or line.line_id not in known)
    return replace(earn, lines=lines) if lines else None


def _name(refund: MoneyBack) -> str:
    """A refund's own key: its number counts once, under whatever key it is told."""
    return "refund " + hashlib.sha256(f"{refund.source}\x1f{refund.refund_id}".encode()).hexdigest()


def _told_before(c: Connection, refund: MoneyBack) -> Posted | None:
    """The answer that this refund got before; LimitReached where its number was another refund's."""
    row = c.execute(EARLIER, {"asked": _name(refund)}).one_or_none()
    if row is None:
        return None
    if row.digest != refund.digest:
        raise LimitReached(
            f"refund {refund.refund_id} ({refund.source}) was told already, and not with these words",
            expected="each refund under a number of its own, told once or told again as it was",
            do="give what came back since another refund_id",
        )
    return Posted.from_dict(row.answer)


def _counted_off(c: Connection, refund: MoneyBack, order: AnyRow | None, *, points_left: bool) -> int:
    """How many minor units are given back; the order remembers them, and never gives back more than was paid."""
    asked = sum(refund.lines.values())
    if order is None:
        if not refund.lines:
            raise NotInStore(
                f"order {refund.order_id} ({refund.source}) never came this way",
                expected="a purchase that was told before, or lines with their amounts",
                do="name the lines",
            )
        return asked
    left = order.amount_minor - order.refunded_minor
    amount = asked or left
    if not left and points_left and not refund.lines and refund.currency == order.currency:
        return 0  # what is left was a gift: there is no money to give back, and points may be
    if refund.currency != order.currency or not 0 < amount <= left:
        raise LimitReached(
            f"{amount:,} minor units of {refund.currency} are to be given back for order {refund.order_id}",
            expected=f"at most the {left:,} minor units of {order.currency} that are left",
            do="refund less: what was refunded before stays refunded",
        )
    c.execute(update(ORDERS).where(_is(refund.source, refund.order_id)).values(refunded_minor=order.refunded_minor + amount))
    return int(amount)


def _order(c: Connection, source: str, order_id: str) -> AnyRow | None:
    """An order, locked until the commit; None where it never came this way."""
    return c.execute(select(ORDERS).where(_is(source, order_id)).with_for_update()).one_or_none()


def _is(source: str, order_id: str) -> ColumnElement[bool]:
    return (ORDERS.c.source == source) & (ORDERS.c.order_id == order_id)


def _tell(c: Connection, kind: str, facts: Iterable[dict[str, Any]], at: datetime) -> None:
    if rows := [{"kind": kind, "fact": fact, "recorded_at": at} for fact in facts]:
        c.execute(insert(OUTBOX), rows)
