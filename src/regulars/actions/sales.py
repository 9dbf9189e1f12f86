"""Purchases and refunds as they are told while they happen: what they say, which facts they become, what they earn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from regulars.actions.naming import check_customer, check_source
from regulars.actions.rewards.ledger.request import Request, plain, whole
from regulars.actions.rewards.ledger.requests import Earn, EarnLine
from regulars.errors import UsageError
from regulars.words import currency_exponent

ROLES = ("product", "shipping", "fee", "voucher", "adjustment")
BESIDE = ("shipping", "fee")


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleLine:
    """One line of an order: what was paid for it, and the points that it earns."""

    line_id: str
    amount_minor: int
    discount_minor: int = 0
    role: str = "product"
    quantity: float | None = None
    product_id: str | None = None
    category: str | None = None
    brand: str | None = None
    own_brand: bool | None = None
    points: int = 0
    qualifying: int = 0

    def __post_init__(self) -> None:
        plain("line_id", self.line_id)
        whole("amount_minor", self.amount_minor, least=0)
        whole("discount_minor", self.discount_minor, least=0)
        if self.role not in ROLES:
            raise UsageError(f"role is {self.role!r}", expected=", ".join(ROLES), do="correct it")

    def fact(self) -> dict[str, Any]:
        """The line's own columns of `purchase_lines`."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name not in ("points", "qualifying")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase(Request):
    """Somebody paid for goods: a ``member``, a customer whom the shop knows otherwise, or a guest.

    ``source`` and ``order_id`` name it, as they do in exports of the same orders. An order told again
    is a new version of it. ``amount_minor`` is what was paid for goods after discounts, with tax.
    """

    source: str
    order_id: str
    amount_minor: int
    currency: str
    member: str | None = None
    customer_id: str | None = None
    discount_minor: int = 0
    tax_minor: int | None = None
    shipping_minor: int | None = None
    place: str | None = None
    channel: str | None = None
    staff_id: str | None = None
    lines: tuple[SaleLine, ...] = ()
    matures_at: datetime | None = None
    expires_at: datetime | None = None
    rule: str = ""
    reason: str = ""

    def check(self) -> None:
        check_source(self.source)
        currency_exponent(self.currency)
        for name in ("amount_minor", "discount_minor", "tax_minor", "shipping_minor"):
            if getattr(self, name) is not None:
                whole(name, getattr(self, name), least=0)
        names = [line.line_id for line in self.lines]
        if len(set(names)) < len(names):
            raise UsageError(f"the lines of {self.order_id} are {names}", expected="each named once", do="number them")
        if self.member and self.customer_id:
            raise UsageError("the purchase names a member and a customer", expected="one of them", do="leave one out")
        check_customer(self.customer_id)
        self._check_lines()
        self._check_tax()
        if self.earns and not self.member:
            raise UsageError("the purchase earns points for nobody", expected="a member, or no points", do="name the member")

    def _check_lines(self) -> None:
        """Goods cost no more than was paid for them, with what discounts, vouchers and adjustments took off the order."""
        goods = sum(line.amount_minor for line in self.lines if line.role == "product")
        off = self.taken_off
        if goods > self.amount_minor + off:
            raise UsageError(
                f"the lines of order {self.order_id} come to {goods:,} minor units of goods, its amount_minor is"
                f" {self.amount_minor:,}",
                expected=f"at most {self.amount_minor + off:,}: what was paid, and {off:,} of discounts and vouchers",
                do="correct the amounts, or say what was taken off the whole order as its discount_minor",
            )

    def _check_tax(self) -> None:
        """Amounts are with their tax, so there is no more tax than was paid, for goods and for bringing them."""
        paid = self.amount_minor + (self.shipping_minor or 0)
        if self.tax_minor is not None and self.tax_minor > paid:
            raise UsageError(
                f"tax_minor is {self.tax_minor:,}, and {paid:,} minor units were paid with it",
                expected="amounts with their tax in them",
                do="add the tax to amount_minor",
            )

    @property
    def taken_off(self) -> int:
        """What discounts, vouchers and adjustments took off the order's lines, in minor units."""
        return self.discount_minor + sum(line.amount_minor for line in self.lines if line.role in ("voucher", "adjustment"))

    @property
    def paid_minor(self) -> int:
        """What pays for the lines, before discounts: for goods, for bringing them, and fees; in minor units."""
        return self.amount_minor + self.taken_off + self.beside_minor

    @property
    def beside_minor(self) -> int:
        """What was paid for bringing the goods, and fees, in minor units; said of the order, of its lines, or of both."""
        return max(self.shipping_minor or 0, sum(line.amount_minor for line in self.lines if line.role in BESIDE))

    @property
    def earning_minor(self) -> int:
        """What was paid for the lines that earn, in minor units."""
        return sum(line.amount_minor for line in self.lines if line.points or line.qualifying)

    @property
    def earns(self) -> bool:
        """Whether a line gives points of either unit."""
        return any(line.points or line.qualifying for line in self.lines)

    def fact(self, at: datetime) -> dict[str, Any]:
        """The columns of `purchases`, with the lines' under ``lines``; times as text in UTC."""
        names = ("source", "order_id", "amount_minor", "currency", "discount_minor", "tax_minor", "shipping_minor", "place",
                 "channel", "staff_id")  # fmt: skip
        return {
            **{name: getattr(self, name) for name in names},
            "customer_id": self.member or self.customer_id,
            "occurred_at": text_of(self.occurred_at or at),
            "n_lines": sum(line.role == "product" for line in self.lines) or None,
            "lines": [line.fact() for line in self.lines],
        }

    def earn(self) -> Earn | None:
        """What the ledger is asked for the same purchase; None where no line earns and no reason says why not."""
        if self.member is None or not (self.earns or (self.reason and self.lines)):
            return None
        earned = [EarnLine(line_id=x.line_id, points=x.points, amount_minor=x.amount_minor, qualifying=x.qualifying)
                  for x in self.lines]  # fmt: skip
        return Earn(
            member=self.member,
            reference=self.order_id,
            source=self.source,
            lines=tuple(earned),
            occurred_at=self.occurred_at,
            matures_at=self.matures_at,
            expires_at=self.expires_at,
            rule=self.rule,
            reason=self.reason,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyBack(Request):
    """Money of an order is given back: so much of each line, or, without lines, all that is left of the order."""

    source: str
    order_id: str
    refund_id: str
    currency: str
    lines: Mapping[str, int]
    customer_id: str | None = None
    reason: str | None = None

    def check(self) -> None:
        check_source(self.source)
        check_customer(self.customer_id)
        currency_exponent(self.currency)
        for line_id, amount in self.lines.items():
            plain("the name of a line", line_id)  # as the order was told with, blanks and all
            whole(f"the amount of line {line_id}", amount)

    def facts(self, at: datetime, left: int, customer: str | None) -> list[dict[str, Any]]:
        """The columns of `refunds`: a fact for each line, or one for the whole order (``left``: minor units, none if 0)."""
        head = {"source": self.source, "order_id": self.order_id, "refund_id": self.refund_id, "currency": self.currency,
                "reason": self.reason, "customer_id": customer, "occurred_at": text_of(self.occurred_at or at)}  # fmt: skip
        if not self.lines:
            return [] if not left else [{**head, "line_id": None, "amount_minor": left}]
        return [{**head, "line_id": line_id, "amount_minor": amount} for line_id, amount in self.lines.items()]


def text_of(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")
