"""What an order's lines may earn: what was paid for and kept; and what its versions have to pay for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from regulars.actions.orders import Order
from regulars.actions.rewards.ledger.accounts import Line
from regulars.actions.rewards.ledger.requests import Earn
from regulars.actions.sales import Purchase
from regulars.errors import LimitReached


def need_kept(purchase: Purchase, order: Order, lines: Iterable[Line]) -> None:
    """A receipt of which a part was given back before it is claimed earns for what was kept alone.

    ``order``: as it was known; ``lines``: the order's lines in the ledger, some of which may have earned before.
    """
    new = {line.line_id: line.amount_minor for line in purchase.lines if line.points or line.qualifying}
    gone = order.refunded_minor + min(order.beside_refunded_minor, purchase.beside_minor)
    whole = order.refunded_minor > 0 and order.refunded_minor >= purchase.amount_minor
    _need_left(order, sum({**_earned(lines), **new}.values()), 0 if whole else purchase.paid_minor - gone)
    _need_lines_left(order, new)


def _need_left(order: Order, earning: int, left: int) -> None:
    if left <= 0 or earning > left:
        raise LimitReached(
            f"of order {order.order_id} {order.given_back:,} minor units were given back, and the lines that earn come to"
            f" {earning:,}",
            expected=f"lines that come to {max(left, 0):,} or less: what was kept",
            do="give points for the lines that were kept alone",
        )


def _need_lines_left(order: Order, earning: Mapping[str, int]) -> None:
    """Of a line that was given back in part earns what was kept of it."""
    for name, amount in earning.items():
        back, left = order.back.get(name, 0), order.kept(name, amount)
        if back and (amount > left or not left):
            raise LimitReached(
                f"of line {name} of order {order.order_id} {back:,} minor units were given back, and it is to earn for"
                f" {amount:,}",
                expected=f"a line of {left:,} minor units or less that earns, if any are left: what was kept",
                do="give points for what was kept alone",
            )


def need_earned(purchase: Purchase, lines: Iterable[Line], back: Mapping[str, int] | None = None, given_back: int = 0) -> None:
    """A version of an order pays for what its lines earned, beside what was refunded.

    Else the fact would say that less was bought than has earned, and a refund would find nothing left to take points for.
    ``lines``: the order's lines in the ledger; ``back``: what of each line was given back; ``given_back``: of all.
    """
    earned = _earned(lines)
    back = back or {}
    told = {line.line_id: line.amount_minor for line in purchase.lines}
    for name, paid in earned.items() if told else ():
        gone = back.get(name, 0)
        if told.get(name, 0) < paid + gone:
            said = f"says {told[name]:,}" if name in told else "leaves it out"
            raise _too_small(f"line {name} of order {purchase.order_id} has", paid, gone, said)
    if (total := sum(earned.values())) > purchase.paid_minor - given_back:
        said = f"pays {purchase.paid_minor:,}"
        raise _too_small(f"the lines of order {purchase.order_id} have", total, given_back, said)


def _too_small(what: str, earned: int, gone: int, said: str) -> LimitReached:
    beside = f" beside {gone:,} that were given back" if gone else ""
    return LimitReached(
        f"{what} earned for {earned:,} minor units{beside}, and this version {said}",
        expected="every line that earned, with what was paid for it at the till; refunds stand beside it",
        do="refund first what came back since, then tell what was paid at the till",
    )


def need_paid(earn: Earn, order: Order, lines: Iterable[Line]) -> None:
    """What earns for an order that was told was paid for and kept, together with what earned for it before.

    Lines without an amount, such as a bonus, are no part of the sum; an order that was given back whole earns nothing.
    """
    earned = _earned(lines)
    new = [line for line in earn.lines if line.line_id not in earned and (line.points or line.qualifying)]
    asked = {line.line_id: line.amount_minor for line in new}
    if not order.told:
        _need_not_back(order, asked)
    elif asked:
        _need_paid(order, asked, sum(asked.values()) + sum(earned.values()))


def _need_not_back(order: Order, asked: Iterable[str]) -> None:
    for name in asked:
        if back := order.back.get(name):
            raise LimitReached(
                f"of line {name} of order {order.order_id} {back:,} minor units were given back before it earned",
                expected="lines of which nothing came back, or the order told as a purchase",
                do="tell the purchase with its lines and points: the points of what was kept stay",
            )


def _need_paid(order: Order, asked: Mapping[str, int], earning: int) -> None:
    for name, amount in asked.items():
        _need_in_order(order, name, amount)
    paid = order.amount_minor if order.paid_minor is None else order.paid_minor
    if order.given_back:
        _need_left(order, earning, 0 if order.is_back else paid - order.given_back)
        _need_lines_left(order, asked)
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
