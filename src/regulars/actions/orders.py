"""What an order's versions, its refunds and what its lines earned owe to each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from regulars.actions.rewards.ledger.accounts import Line
from regulars.actions.sales import MoneyBack, Purchase
from regulars.errors import LimitReached, NotInStore


def need_kept(purchase: Purchase, refunded: int) -> None:
    """A receipt of which a part was given back before it is claimed earns for what was kept alone."""
    left = purchase.paid_minor - refunded if refunded < purchase.amount_minor else 0
    if left <= 0 or purchase.earning_minor > left:
        raise LimitReached(
            f"of order {purchase.order_id} {refunded:,} minor units were given back, and the lines that earn come to"
            f" {purchase.earning_minor:,}",
            expected=f"lines that come to {max(left, 0):,} or less: what was kept",
            do="give points for the lines that were kept alone",
        )


def need_earned(purchase: Purchase, lines: Iterable[Line]) -> None:
    """A new version of an order still pays for what its lines earned, unless that was refunded.

    Else the fact would say that less was bought than has earned, and a refund would find nothing left to take points for.
    ``lines``: the order's lines in the ledger.
    """
    earned = {line.line_id: line.amount_minor - line.refunded_minor for line in lines if line.points > line.reversed}
    told = {line.line_id: line.amount_minor for line in purchase.lines}
    for name, paid in earned.items() if told else ():
        if told.get(name, -1) < paid:
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


def need_lines(refund: MoneyBack, told: Collection[str] | None, earned: Collection[str]) -> None:
    """What is given back are lines of the order, so that no points stay because a line was misspelt.

    ``told``: the lines that the order was told with, None where nobody wrote them down; ``earned``: those that the ledger
    knows. An order of which no line is known has any.
    """
    known = {*(told or ()), *earned}
    if (unknown := sorted(set(refund.lines) - known)) and known:
        raise NotInStore(
            f"order {refund.order_id} ({refund.source}) has no line {unknown[0]}",
            expected="one of its lines: " + ", ".join(sorted(known)[:20]) + (" …" if len(known) > 20 else ""),
            do="name the line as the purchase did; a line that only the shop knows is told with the purchase first",
        )
