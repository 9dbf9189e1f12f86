"""What requests say of purchases and refunds."""

from __future__ import annotations

from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, StringConstraints

from regulars.actions.rewards.ledger.request import usable
from regulars.actions.rewards.ledger.rules import end_of_day
from regulars.actions.sales import MoneyBack, Purchase, SaleLine
from regulars.interfaces.rest.bodies import Line
from regulars.interfaces.rest.fields import Body, Currency, Day, Moment, Named, Points, Source, Text, Whole


class SaleLineBody(Body):
    """One line of an order."""

    line_id: Line
    amount_minor: Whole = Field(description="what was paid for the line, after its discount")
    discount_minor: Whole = 0
    role: Literal["product", "shipping", "fee", "voucher", "adjustment"] = "product"
    quantity: float | None = Field(None, ge=0, le=1e9, allow_inf_nan=False)
    product_id: Text | None = None
    category: Text | None = None
    brand: Text | None = None
    own_brand: bool | None = None
    points: Whole = Field(0, description="points that the line earns")
    qualifying: Whole = 0


class PurchaseBody(Body):
    """Somebody paid for goods: a member, a customer of the shop, or a guest, where neither is named."""

    source: Source = Field(description="where the order comes from, the same as for exports of the same orders: till, web …")
    order_id: Text
    amount_minor: Whole = Field(description="paid for goods after discounts, with tax, without shipping and fees")
    currency: Currency
    member_id: Named | None = None
    customer_id: Text | None = Field(None, description="the shop's own id of a customer who is no member; never an address")
    occurred_at: Moment | None = None
    discount_minor: Whole = 0
    tax_minor: Whole | None = None
    shipping_minor: Whole | None = None
    place: Text | None = None
    channel: Text | None = None
    staff_id: Text | None = None
    lines: list[SaleLineBody] = Field([], max_length=500)
    matures_at: Moment | None = None
    expires_on: Day | None = Field(None, description="the last day on which the points can be used")
    rule: Annotated[str, StringConstraints(max_length=200)] = ""
    reason: Annotated[str, StringConstraints(max_length=200)] = ""

    @property
    def earns(self) -> bool:
        return any(line.points or line.qualifying for line in self.lines)

    def request(self, zone: ZoneInfo) -> Purchase:
        given = self.model_dump(exclude={"lines", "expires_on", "member_id"})
        ends = end_of_day(self.expires_on, zone) if self.expires_on else None
        usable("expires_on", ends, self.matures_at)
        lines = tuple(SaleLine(**line.model_dump()) for line in self.lines)
        return Purchase(**given, member=self.member_id, lines=lines, expires_at=ends)


class RefundLineBody(Body):
    line_id: Line
    amount_minor: Points = Field(description="what is given back for it, in minor units")


class RefundBody(Body):
    """Money is given back: for lines, or, where none is named, all that is left of the order."""

    source: Source
    order_id: Text
    refund_id: Text
    currency: Currency
    lines: list[RefundLineBody] = Field([], max_length=500)
    customer_id: Text | None = None
    occurred_at: Moment | None = None
    reason: Text | None = None

    def request(self) -> MoneyBack:
        given = self.model_dump(exclude={"lines"})
        return MoneyBack(**given, lines={line.line_id: line.amount_minor for line in self.lines})
