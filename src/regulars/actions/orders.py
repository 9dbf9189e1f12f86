"""An order as it is remembered: its latest version, and what of it was given back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from regulars.actions.sales import BESIDE, Purchase
from regulars.errors import LimitReached


@dataclass(frozen=True, slots=True)
class Order:
    """What is remembered of an order: its latest version, and what of it was given back, in minor units.

    ``amount_minor`` is for goods; ``beside_minor`` for shipping and fees; ``paid_minor`` pays for all lines, None where
    nobody wrote it down. ``lines``: each line's amount and role, no amount where the name alone was written down.
    ``back``: what of each line was given back. ``told``: whether it came as a purchase; else its refunds alone did.
    """

    order_id: str
    amount_minor: int
    currency: str
    refunded_minor: int = 0
    paid_minor: int | None = None
    beside_minor: int = 0
    beside_refunded_minor: int = 0
    lines: Mapping[str, tuple[int | None, str]] | None = None
    back: Mapping[str, int] = field(default_factory=dict)
    told: bool = True

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
    def is_back(self) -> bool:
        """Whether all that was paid for goods came back."""
        return self.refunded_minor > 0 and self.goods_left <= 0

    def role(self, name: str) -> str:
        return (self.lines or {}).get(name, (None, ""))[1]

    def price(self, name: str) -> int | None:
        """What the latest version paid for a line, where it is known."""
        return (self.lines or {}).get(name, (None, ""))[0]

    def kept(self, name: str, price: int) -> int:
        """What was paid for a line less what of it was given back. ``price``: where the order does not know its own."""
        known = self.price(name)
        return max((price if known is None else known) - self.back.get(name, 0), 0)


def as_told(purchase: Purchase, known: Order | None = None) -> Order:
    """An order as its version tells it, with what of it was given back before; of shipping and fees no less than that.

    A line that is claimed for what was kept of it costs what it did.
    """
    before = known if known is not None and known.told else Order(purchase.order_id, 0, purchase.currency)
    beside = max(purchase.beside_minor, before.beside_refunded_minor)
    lines: dict[str, tuple[int | None, str]] = {line.line_id: (line.amount_minor, line.role) for line in purchase.lines}
    for line in purchase.lines:
        if (line.points or line.qualifying) and before.back.get(line.line_id) and before.price(line.line_id) is not None:
            lines[line.line_id] = (max(line.amount_minor, before.price(line.line_id) or 0), line.role)
    return Order(
        purchase.order_id,
        purchase.amount_minor,
        purchase.currency,
        before.refunded_minor,
        purchase.paid_minor + beside - purchase.beside_minor,
        beside,
        before.beside_refunded_minor,
        lines,
        before.back,
    )


def somebodys(source: str, order_id: str) -> LimitReached:
    """The refusal of an order that is another's already."""
    return LimitReached(
        f"order {order_id} ({source}) is somebody's already",
        expected="an order once, or again for whom it was",
        do="look at the receipt again",
    )


def need_refunded(order: Order, before: Order) -> None:
    """A version of an order pays for what was given back of it before, in all and of each line of goods."""
    for name, back in order.back.items() if order.lines else ():
        if back > (price := order.price(name) or 0) and not {order.role(name), before.role(name)} & set(BESIDE):
            raise _pays_less(order, f"line {name} of order {order.order_id}", back, price)
    if order.refunded_minor > order.amount_minor:
        raise _pays_less(order, f"order {order.order_id}", order.refunded_minor, order.amount_minor)


def _pays_less(order: Order, what: str, back: int, paid: int) -> LimitReached:
    return LimitReached(
        f"of {what} {back:,} minor units of {order.currency} were given back already, and this version pays {paid:,}",
        expected=f"{back:,} or more: what was paid at the till, beside which refunds stand",
        do="tell what was paid before anything came back",
    )
