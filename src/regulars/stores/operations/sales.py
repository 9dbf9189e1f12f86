"""Purchases and refunds on the store: the fact, the points and the key are one commit."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, insert

from regulars.actions.orders import Order, need_earned, need_kept, need_lines, shares, somebodys, too_much
from regulars.actions.rewards.ledger.acting import Posted
from regulars.actions.rewards.ledger.refunding import OrderRefund, is_left
from regulars.actions.rewards.ledger.request import Request
from regulars.actions.rewards.ledger.requests import Earn
from regulars.actions.rewards.ledger.rules import Rules
from regulars.actions.sales import MoneyBack, Purchase
from regulars.errors import LimitReached, NotInStore
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.currencies import need_currency
from regulars.stores.operations.idempotency import EARLIER, claim, seal_key
from regulars.stores.operations.ledger import post
from regulars.stores.operations.members import live_member
from regulars.stores.operations.orders import count_off, keep_order, need_no_other, order_row, remembered, same_member
from regulars.stores.operations.rows import AnyRow
from regulars.stores.operations.schema import OUTBOX
from regulars.stores.operations.secrets_of_store import StoreKey
from regulars.stores.operations.shelf import StoreShelf
from regulars.stores.operations.turns import take_turn

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
        take_turn(c, purchase.source, purchase.order_id)
        need_currency(c, purchase.currency, self.currency)
        member = live_member(c, purchase.member).member_id if purchase.member else None
        self._keep_order(c, purchase, member, at)
        _tell(c, "purchases", [purchase.fact(at)], at)
        earn = _of_what_is_new(c, told) if (told := purchase.earn()) else None
        return post(c, earn, at, self.rules) if earn else _NOTHING

    def _keep_order(self, c: Connection, purchase: Purchase, member: str | None, at: datetime) -> None:
        row = order_row(c, purchase.source, purchase.order_id)
        owner = self._owner(member or purchase.customer_id)
        if row is not None and row.owner not in (None, owner) and not same_member(c, row.member_id, member):
            raise somebodys(purchase.source, purchase.order_id)
        known = remembered(row) if row is not None else None
        if known is not None and known.refunded_minor > purchase.amount_minor:
            raise LimitReached(f"of order {purchase.order_id} {known.refunded_minor:,} minor units were given back already")
        if known is not None and known.given_back and purchase.earns:
            need_kept(purchase, known)
        lines = StoreShelf(c).lines(purchase.source, purchase.order_id)
        need_earned(purchase, lines)
        if member:
            need_no_other(c, purchase.source, purchase.order_id, member, lines)
        keep_order(c, purchase, known, {"member_id": member, "owner": owner}, at)

    def _owner(self, who: str | None) -> bytes | None:
        return self.key.owner_digest(who) if who else None

    def _give_back(self, c: Connection, refund: MoneyBack, at: datetime) -> Posted:
        take_turn(c, refund.source, refund.order_id)
        row = order_row(c, refund.source, refund.order_id)
        if row is None:  # one that is known says its own
            need_currency(c, refund.currency, self.currency)
        if (earlier := _told_before(c, refund)) is not None:
            return earlier
        answer = self._count_back(c, refund, row, at)
        seal_key(c, _name(refund), refund.digest, answer.to_dict(), at)
        return answer

    def _count_back(self, c: Connection, refund: MoneyBack, row: AnyRow | None, at: datetime) -> Posted:
        order = remembered(row) if row is not None else None
        known = StoreShelf(c).lines(refund.source, refund.order_id)
        earned = {line.line_id for line in known}
        need_lines(refund, order.lines if order else None, earned)
        back = _counted_off(c, refund, order, points_left=any(line.points > line.reversed for line in known))
        customer = (row.member_id if row is not None else None) or refund.customer_id
        _tell(c, "refunds", replace(refund, lines=back.goods).facts(at, back.rest, customer), at)
        lines = {name: amount for name, amount in back.lines.items() if name in earned}
        if not (lines if refund.lines else any(map(is_left, known))):
            return _NOTHING
        paid = order.line_amounts if order else {}
        asked = OrderRefund(
            reference=refund.order_id, source=refund.source, lines=lines, paid=paid, occurred_at=refund.occurred_at
        )
        return post(c, asked, at, self.rules)


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


@dataclass(frozen=True, slots=True)
class _Back:
    """What is given back: of each line for goods, and beside them; or, where no line is named, the ``rest`` of the goods."""

    goods: Mapping[str, int]
    beside: Mapping[str, int]
    rest: int = 0

    @property
    def lines(self) -> Mapping[str, int]:
        """What of each line comes back; what is given back beside it is no part of a line of goods."""
        return {**self.beside, **self.goods}


def _counted_off(c: Connection, refund: MoneyBack, order: Order | None, *, points_left: bool) -> _Back:
    """What is given back, in minor units; the order remembers it, and never gives back more than was paid."""
    if order is None:
        if not refund.lines:
            raise NotInStore(
                f"order {refund.order_id} ({refund.source}) never came this way",
                expected="a purchase that was told before, or lines with their amounts",
                do="name the lines",
            )
        return _Back(refund.lines, {})
    if refund.lines:
        goods, beside = shares(refund, order)
        count_off(c, refund.source, order, sum(goods.values()), sum(beside.values()))
        return _Back(goods, beside)
    if refund.currency != order.currency or not (order.goods_left or order.beside_left or points_left):
        raise too_much(refund, order, order.goods_left)
    count_off(c, refund.source, order, order.goods_left, order.beside_left)  # nothing of a gift: there may be points alone
    return _Back({}, {}, order.goods_left)


def _tell(c: Connection, kind: str, facts: Iterable[dict[str, Any]], at: datetime) -> None:
    if rows := [{"kind": kind, "fact": fact, "recorded_at": at} for fact in facts]:
        c.execute(insert(OUTBOX), rows)
