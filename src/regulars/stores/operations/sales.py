"""Purchases and refunds on the store: the fact, the points and the key are one commit."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection

from regulars.actions.giving_back import points_back, with_early
from regulars.actions.held_to_orders import need_earned, need_kept
from regulars.actions.orders import Order, as_told, need_refunded, somebodys
from regulars.actions.rewards.ledger.accounts import Line
from regulars.actions.rewards.ledger.acting import Posted
from regulars.actions.rewards.ledger.request import Request
from regulars.actions.rewards.ledger.requests import Earn
from regulars.actions.rewards.ledger.rules import Rules
from regulars.actions.sales import MoneyBack, Purchase
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.currencies import need_currency
from regulars.stores.operations.giving_back import NOTHING, count_back, name_of, tell, told_before
from regulars.stores.operations.idempotency import claim, seal_key
from regulars.stores.operations.ledger import post
from regulars.stores.operations.members import live_member
from regulars.stores.operations.orders import is_customers, keep_order, need_no_other, order_row, remembered, same_member
from regulars.stores.operations.rows import AnyRow
from regulars.stores.operations.secrets_of_store import StoreKey
from regulars.stores.operations.shelf import StoreShelf
from regulars.stores.operations.turns import take_turn

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
        back = self._keep_order(c, purchase, member, at)
        tell(c, "purchases", [purchase.fact(at)], at)
        earn = _of_what_is_new(c, told) if (told := purchase.earn()) else None
        given = post(c, earn, at, self.rules) if earn else NOTHING
        return self._take_back(c, purchase.source, *back, given, at) if back else given

    def _keep_order(self, c: Connection, purchase: Purchase, member: str | None, at: datetime) -> tuple[Order, Order] | None:
        """Remember an order as it is told; without and with what was given back of it, where points may go with that.

        They do where refunds came before the first telling, and where nothing is left of what the version pays for goods.
        """
        row = order_row(c, purchase.source, purchase.order_id)
        owner = self._owner(member or purchase.customer_id)
        if row is not None and row.owner not in (None, owner) and not self._is_hers(c, row, member):
            raise somebodys(purchase.source, purchase.order_id)
        lines = StoreShelf(c).lines(purchase.source, purchase.order_id)
        known = remembered(row, lines) if row is not None else None
        order = before = as_told(purchase, known)
        if known is not None and known.told:
            _need_fit(purchase, order, known, lines)
        elif known is not None:
            order = with_early(order, purchase.source, known)
        need_earned(purchase, lines, order.back, min(order.given_back, purchase.paid_minor))
        if member:
            need_no_other(c, purchase.source, purchase.order_id, member, lines)
        whose = {"member_id": member, "owner": owner, "occurred_at": purchase.occurred_at or at}
        keep_order(c, purchase.source, order, row, at, **whose)
        return (before, order) if known is not None and (order.is_back or not known.told) else None

    def _is_hers(self, c: Connection, row: AnyRow, member: str | None) -> bool:
        return member is not None and (same_member(c, row.member_id, member) or is_customers(c, row, member, self.key))

    def _owner(self, who: str | None) -> bytes | None:
        return self.key.owner_digest(who) if who else None

    def _take_back(self, c: Connection, source: str, before: Order, after: Order, given: Posted, at: datetime) -> Posted:
        """Take back what earned and was given back, where it is the telling of the order that says so."""
        asked = points_back(source, before, after, after.back, StoreShelf(c).lines(source, after.order_id))
        taken = post(c, asked, at, self.rules) if asked else None
        return Posted((*given.entries, *taken.entries), taken.balances) if taken else given

    def _give_back(self, c: Connection, refund: MoneyBack, at: datetime) -> Posted:
        take_turn(c, refund.source, refund.order_id)
        row = order_row(c, refund.source, refund.order_id)
        if row is None:  # one that is known says its own
            need_currency(c, refund.currency, self.currency)
        if (earlier := told_before(c, refund)) is not None:
            return earlier
        answer = count_back(c, refund, row, at, self.rules)
        seal_key(c, name_of(refund), refund.digest, answer.to_dict(), at)
        return answer


def _need_fit(purchase: Purchase, order: Order, known: Order, lines: Collection[Line]) -> None:
    """A new version pays for what came back, and what it gives points for was kept."""
    if known.given_back and purchase.earns:
        need_kept(purchase, known, lines)
    need_refunded(order, known)


def _of_what_is_new(c: Connection, earn: Earn) -> Earn | None:
    """Without the lines that give nothing and are in the ledger already: an order told again names them all."""
    known = {line.line_id for line in StoreShelf(c).lines(earn.source, earn.reference)}
    lines = tuple(line for line in earn.lines if line.points or line.qualifying or line.line_id not in known)
    return replace(earn, lines=lines) if lines else None
