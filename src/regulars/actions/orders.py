"""What an order's versions, its refunds and what its lines earned owe to each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from regulars.actions.rewards.ledger.accounts import Line
from regulars.actions.rewards.ledger.requests import Earn
from regulars.actions.sales import BESIDE, MoneyBack, Purchase
from regulars.errors import LimitReached, NotInStore


@dataclass(frozen=True, slots=True)
class Order:
    """What is remembered of an order that was told: its latest version, and what of it was given back, in minor units.

    ``amount_minor`` is for goods; ``beside_minor`` for shipping and fees; ``paid_minor`` pays for all lines, None where
    nobody wrote it down. ``lines``: each line's amount and role, no amount where the name alone was written down.
    """

    order_id: str
    amount_minor: int
    currency: str
    refunded_minor: int = 0
    paid_minor: int | None = None
    beside_minor: int = 0
    beside_refunded_minor: int = 0
    lines: Mapping[str, tuple[int | None, str]] | None = None

    @property
    def goods_left(self) -> int:
        return self.amount_minor - self.refunded_minor

    @property
    def beside_left(self) -> int:
        return self.beside_minor - self.beside_refunded_minor

    @property
    def given_back(self) -> int:
        return self.refunded_minor + self.beside_refunded_minor

    @property
    def line_amounts(self) -> dict[str, int]:
        """What was paid for each line, where it is known."""
        return {name: amount for name, (amount, _) in (self.lines or {}).items() if amount is not None}


def somebodys(source: str, order_id: str) -> LimitReached:
    """The refusal of an order that is another's already."""
    return LimitReached(
        f"order {order_id} ({source}) is somebody's already",
        expected="an order once, or again for whom it was",
        do="look at the receipt again",
    )


def need_kept(purchase: Purchase, order: Order) -> None:
    """A receipt of which a part was given back before it is claimed earns for what was kept alone."""
    gone = order.refunded_minor + min(order.beside_refunded_minor, purchase.beside_minor)
    left = purchase.paid_minor - gone if order.refunded_minor < purchase.amount_minor else 0
    _need_left(order, purchase.earning_minor, left)


def _need_left(order: Order, earning: int, left: int) -> None:
    if left <= 0 or earning > left:
        raise LimitReached(
            f"of order {order.order_id} {order.given_back:,} minor units were given back, and the lines that earn come to"
            f" {earning:,}",
            expected=f"lines that come to {max(left, 0):,} or less: what was kept",
            do="give points for the lines that were kept alone",
        )


def need_earned(purchase: Purchase, lines: Iterable[Line]) -> None:
    """A version of an order pays for what its lines earned, unless that was refunded.

    Else the fact would say that less was bought than has earned, and a refund would find nothing left to take points for.
    ``lines``: the order's lines in the ledger.
    """
    earned = _earned(lines)
    told = {line.line_id: line.amount_minor for line in purchase.lines}
    for name, paid in earned.items() if told else ():
        if told.get(name, 0) < paid:
            said = f"says {told[name]:,}" if name in told else "leaves it out"
            raise LimitReached(
                f"line {name} of order {purchase.order_id} has earned for {paid:,} minor units, and this version {said}",
                expected="every line that earned, with what was paid for it",
                do="refund the line first, then tell the order as it is",
            )
    if sum(earned.values()) > purchase.paid_minor:
        raise LimitReached(
            f"the lines of order {purchase.order_id} have earned for {sum(earned.values()):,} minor units, and this version"
            f" pays {purchase.paid_minor:,}",
            expected="an amount_minor that pays for what earned",
            do="refund what came back first, then tell the order as it is",
        )


def need_paid(earn: Earn, order: Order, lines: Iterable[Line]) -> None:
    """What earns for an order that was told was paid for and kept, together with what earned for it before.

    Lines without an amount, such as a bonus, are no part of the sum; an order that was given back whole earns nothing.
    """
    earned = _earned(lines)
    new = [line for line in earn.lines if line.line_id not in earned and (line.points or line.qualifying)]
    asked = {line.line_id: line.amount_minor for line in new}
    if not asked:
        return
    for name, amount in asked.items():
        _need_in_order(order, name, amount)
    earning = sum(asked.values()) + sum(earned.values())
    paid = order.amount_minor if order.paid_minor is None else order.paid_minor
    if order.given_back:
        _need_left(order, earning, paid - order.given_back if order.goods_left else 0)
    if order.paid_minor is not None and earning > paid:
        raise LimitReached(
            f"the lines of order {order.order_id} that earn come to {earning:,} minor units, and {paid:,} were paid",
            expected=f"lines that come to {paid:,} or less, with those that earned before",
            do="correct the amounts, or tell the order again as it is",
        )


def _need_in_order(order: Order, name: str, amount: int) -> None:
    if not order.lines or not amount:
        return
    paid, _ = order.lines.get(name, (0, ""))
    if paid is not None and amount > paid:
        said = f"was paid {paid:,} minor units" if name in order.lines else "is none of its lines"
        raise LimitReached(
            f"line {name} of order {order.order_id} {said}, and it is to earn for {amount:,}",
            expected="a line of the order, with what was paid for it",
            do="correct the line, or tell the order again as it is",
        )


def _earned(lines: Iterable[Line]) -> dict[str, int]:
    """What was paid and kept for each line that has points still."""
    return {line.line_id: line.amount_minor - line.refunded_minor for line in lines if line.points > line.reversed}


def need_lines(refund: MoneyBack, told: Collection[str] | None, earned: Collection[str]) -> None:
    """What is given back are lines of the order, so that no points stay because a line was misspelt.

    ``told``: the lines that the order was told with, None where nobody wrote them down; ``earned``: those that the ledger
    knows. Where nobody wrote them down the others earned nothing, unless one reads like a line that did; and an order of
    which no line is known has any.
    """
    known = {*(told or ()), *earned}
    unknown = sorted(set(refund.lines) - known)
    if told is None:
        near = {_bare(name) for name in known - set(refund.lines)}
        unknown = [name for name in unknown if _bare(name) in near]
    if unknown and known:
        raise NotInStore(
            f"order {refund.order_id} ({refund.source}) has no line {unknown[0]}",
            expected="one of its lines: " + ", ".join(sorted(known)[:20]) + (" …" if len(known) > 20 else ""),
            do="name the line as the purchase did; a line that only the shop knows is told with the purchase first",
        )


def _bare(name: str) -> str:
    """A line's name as it is meant: without blanks, signs and noughts before it."""
    return "".join(sign for sign in name.casefold() if sign.isalnum()).lstrip("0")


def shares(refund: MoneyBack, order: Order) -> tuple[dict[str, int], dict[str, int]]:
    """What of each line is given back for goods, and what for shipping and fees; LimitReached beyond what is left.

    Where the order has no line for shipping and fees, they are what is given back beyond the goods.
    """
    roles = {name: role for name, (_, role) in (order.lines or {}).items()}
    goods = {name: amount for name, amount in refund.lines.items() if roles.get(name) not in BESIDE}
    beside = {name: amount for name, amount in refund.lines.items() if name not in goods}
    over = sum(goods.values()) - order.goods_left
    for name in reversed(goods) if order.beside_minor and not set(BESIDE) & set(roles.values()) else ():
        moved = min(goods[name], max(over, 0))
        goods[name], over = goods[name] - moved, over - moved
        beside |= {name: moved} if moved else {}
    if refund.currency != order.currency or over > 0 or sum(beside.values()) > order.beside_left:
        raise too_much(refund, order, sum(refund.lines.values()))
    return {name: amount for name, amount in goods.items() if amount}, beside


def too_much(refund: MoneyBack, order: Order, amount: int) -> LimitReached:
    """The refusal of a refund of more than is left, or in another currency."""
    beside = f", and {order.beside_left:,} of shipping and fees" if order.beside_minor else ""
    return LimitReached(
        f"{amount:,} minor units of {refund.currency} are to be given back for order {refund.order_id}",
        expected=f"at most the {order.goods_left:,} minor units of {order.currency} that are left{beside}",
        do="refund less: what was refunded before stays refunded",
    )
