"""What a refund gives back of an order: of which lines, for goods or beside them, and which points go with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from regulars.actions.orders import Order
from regulars.actions.rewards.ledger.accounts import Line
from regulars.actions.rewards.ledger.refunding import OrderRefund
from regulars.actions.sales import BESIDE, MoneyBack
from regulars.errors import LimitReached, NotInStore


@dataclass(frozen=True, slots=True)
class Back:
    """What is given back, in minor units: of each line for ``goods`` and ``beside`` them, and of no line for either."""

    goods: Mapping[str, int]
    beside: Mapping[str, int] = field(default_factory=dict)
    goods_apart: int = 0
    beside_apart: int = 0

    @property
    def lines(self) -> dict[str, int]:
        return {**self.goods, **self.beside}

    def counted(self, order: Order) -> Order:
        """The order once so much more of it was given back."""
        back = dict(order.back)
        for name, amount in self.lines.items():
            back[name] = back.get(name, 0) + amount
        return replace(
            order,
            refunded_minor=order.refunded_minor + sum(self.goods.values()) + self.goods_apart,
            beside_refunded_minor=order.beside_refunded_minor + sum(self.beside.values()) + self.beside_apart,
            back=back,
        )


def need_lines(refund: MoneyBack, told: Collection[str] | None, earned: Collection[str]) -> None:
    """What is given back are lines of the order, so that no points stay because a line was misspelt.

    ``told``: the lines that the order was told with, none where nobody wrote them down; ``earned``: those that the ledger
    knows. Where nobody wrote them down the others earned nothing, unless one reads like a line that did; and an order of
    which no line is known has any.
    """
    known = {*(told or ()), *earned}
    unknown = sorted(set(refund.lines) - known)
    if not told:
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


def shares(refund: MoneyBack, order: Order) -> Back:
    """What of each line is given back for goods, and what for shipping and fees; LimitReached beyond what is left.

    Where the order has no line for shipping and fees, they are what is given back beyond a line's own rest, and beyond the
    goods of the whole order.
    """
    asked = {name: amount for name, amount in refund.lines.items() if order.role(name) not in BESIDE}
    beside = {name: amount for name, amount in refund.lines.items() if name not in asked}
    lined = any(role in BESIDE for _, role in (order.lines or {}).values())
    spare = 0 if lined else order.beside_left
    goods = {name: min(amount, order.kept(name, amount + order.back.get(name, 0))) for name, amount in asked.items()}
    over_all = sum(asked.values()) > order.goods_left + spare or sum(beside.values()) > order.beside_left
    if over_all or refund.currency != order.currency:
        raise too_much(refund, order, sum(refund.lines.values()))
    for name in asked if sum(asked.values()) - sum(goods.values()) > spare else ():
        _need_rest(refund, name, goods[name] + spare)
    for name in beside:
        _need_rest(refund, name, order.kept(name, 0) + _unlined(order))
    over = sum(goods.values()) - order.goods_left
    for name in reversed(goods):
        moved = min(goods[name], max(over, 0))
        goods[name], over = goods[name] - moved, over - moved
    moved = sum(asked.values()) - sum(goods.values())
    return Back({name: amount for name, amount in goods.items() if amount}, beside, beside_apart=moved)


def _unlined(order: Order) -> int:
    """What of shipping and fees stands on no line."""
    return order.beside_minor - sum(price or 0 for price, role in (order.lines or {}).values() if role in BESIDE)


def _need_rest(refund: MoneyBack, name: str, rest: int) -> None:
    if refund.lines[name] > rest:
        raise LimitReached(
            f"{refund.lines[name]:,} minor units of {refund.currency} are to be given back for line {name} of order"
            f" {refund.order_id}",
            expected=f"at most the {rest:,} minor units that are left of what was paid for it",
            do="say what came back of each line: what was refunded before stays refunded",
        )


def all_left(order: Order) -> Back:
    """All that is left of an order: of each line what is left of it, as far as the order's own rest reaches."""
    rests = {"goods": order.goods_left, "beside": order.beside_left}
    found: dict[str, dict[str, int]] = {"goods": {}, "beside": {}}
    for name, (price, role) in (order.lines or {}).items():
        kind = "beside" if role in BESIDE else "goods"
        if price is not None and role in (*BESIDE, "product"):
            found[kind][name] = min(order.kept(name, 0), rests[kind])
            rests[kind] -= found[kind][name]
    return Back(found["goods"], found["beside"], rests["goods"], rests["beside"])


def with_early(order: Order, source: str, early: Order) -> Order:
    """An order that is told first, with what was given back before; LimitReached where it does not pay for that."""
    lines = early.back
    refund = MoneyBack(source=source, order_id=order.order_id, refund_id="early", currency=early.currency, lines=lines)
    try:
        need_lines(refund, order.lines, ())
        return shares(refund, order).counted(order)
    except (LimitReached, NotInStore) as e:
        came = ", ".join(f"{amount:,} of line {name}" for name, amount in lines.items())
        raise LimitReached(
            f"before order {order.order_id} ({source}) was told, {came} were given back in minor units of {early.currency},"
            " and this purchase does not pay for it",
            expected="a purchase that pays for what came back, in its currency, with lines as the refunds call them",
            do="tell all that was paid at the till; refunds stand beside it",
        ) from e


def told_early(refund: MoneyBack, order: Order | None) -> Order:
    """What is remembered of an order of which nothing but refunds was told yet."""
    if not refund.lines:
        raise NotInStore(
            f"order {refund.order_id} ({refund.source}) never came this way",
            expected="a purchase that was told before, or lines with their amounts",
            do="name the lines",
        )
    if order is not None and order.currency != refund.currency:
        raise LimitReached(
            f"refund {refund.refund_id} of order {refund.order_id} is in {refund.currency}",
            expected=f"{order.currency}, as what was given back of it before",
            do="correct the currency",
        )
    known = order or Order(refund.order_id, 0, refund.currency, told=False)
    return replace(Back(refund.lines).counted(known), amount_minor=known.amount_minor + sum(refund.lines.values()))


def too_much(refund: MoneyBack, order: Order, amount: int) -> LimitReached:
    """The refusal of a refund of more than is left, or in another currency."""
    beside = f", and {order.beside_left:,} of shipping and fees" if order.beside_minor else ""
    return LimitReached(
        f"{amount:,} minor units of {refund.currency} are to be given back for order {refund.order_id}",
        expected=f"at most the {order.goods_left:,} minor units of {order.currency} that are left{beside}",
        do="refund less: what was refunded before stays refunded",
    )


def points_back(
    source: str, before: Order, after: Order, named: Collection[str], lines: Collection[Line]
) -> OrderRefund | None:
    """What the ledger is asked when a part of an order was given back; None where nothing of it earned.

    With the last of the goods' money go the points of every line that cost something; gifts stay with a part of an order.
    In: the order ``before`` and ``after``, the lines that came back, and the order's ``lines`` in the ledger.
    """
    known = {line.line_id: line.amount_minor for line in lines}
    asked = {x.line_id for x in lines if x.line_id in named and _is_less(x, after)}
    if after.is_back:
        asked |= {x.line_id for x in lines if x.points > x.reversed and (x.amount_minor or after.price(x.line_id))}
    if not asked:
        return None
    return OrderRefund(
        reference=after.order_id,
        source=source,
        lines=dict.fromkeys(sorted(asked)),
        was={name: before.kept(name, known[name]) for name in asked},
        kept={} if after.is_back else {name: after.kept(name, known[name]) for name in asked},
    )


def _is_less(line: Line, order: Order) -> bool:
    """Whether less is left of what a line earned for than the ledger knows."""
    if not line.amount_minor:
        return line.points > line.reversed
    return line.amount_minor - line.refunded_minor > order.kept(line.line_id, line.amount_minor)
