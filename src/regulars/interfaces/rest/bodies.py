"""What requests say, and what they ask of the store."""

from __future__ import annotations

from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, StringConstraints

from regulars.actions.rewards.codes import Campaign
from regulars.actions.rewards.ledger.entries import Unit
from regulars.actions.rewards.ledger.request import MOST, usable
from regulars.actions.rewards.ledger.requests import AT_ONCE, Adjust, Earn, EarnAll, EarnLine, SetAside, Spend
from regulars.actions.rewards.ledger.rules import end_of_day
from regulars.interfaces.rest.fields import Body, Day, Moment, Named, Points, Source, Text, Whole
from regulars.stores.operations.members import Person

Line = Annotated[str, StringConstraints(min_length=1, max_length=50, pattern=r"^[^\x00-\x1f\x7f]+$")]


class PersonBody(Body):
    """What is known of the person: kept sealed, apart from everything else."""

    name: str = Field("", max_length=200)
    email: str = Field("", max_length=320)
    phone: str = Field("", max_length=50)
    permissions: dict[Named, bool] = Field({}, max_length=20, description="e.g. email: true, if we may write there")

    def person(self) -> Person:
        return Person(self.name, self.email, self.phone, dict(self.permissions))


class JoinBody(Body):
    """A new member. Everything may be left out."""

    customer_id: Text | None = Field(None, description="the shop's own id of the customer, never an e-mail address")
    household_id: Named | None = Field(None, description="with whom limits of codes are shared")
    person: PersonBody | None = None


class MergeBody(Body):
    absorbed: Named = Field(description="the member who becomes a part of the one in the path")


class EarnLineBody(Body):
    """What one line of an order paid, and the points that it earns. A line earns once."""

    line_id: Line
    points: Whole = Field(description="points that can be spent")
    amount_minor: Whole = Field(0, description="what was paid for it, in minor units: cents")
    qualifying: Whole = Field(0, description="qualifying units, which are never spent")

    def line(self) -> EarnLine:
        return EarnLine(**self.model_dump())


class EarnBody(Body):
    """A purchase earns points. A line with 0 points and a reason says why there are none."""

    order_id: Text
    source: Source = Field("api", description="where the order comes from: shop, till …")
    lines: list[EarnLineBody] = Field(min_length=1, max_length=500)
    occurred_at: Moment | None = None
    matures_at: Moment | None = Field(None, description="until then the points are pending")
    expires_on: Day | None = Field(None, description="the last day on which they can be used, as the shop's clocks show it")
    qualifying_expires_on: Day | None = Field(None, description="the last day on which the qualifying units count")
    rule: Annotated[str, StringConstraints(max_length=200)] = ""
    arm: Annotated[str, StringConstraints(max_length=200)] = Field("", description="the experiment's arm that gave them")
    reason: Annotated[str, StringConstraints(max_length=200)] = ""
    value_minor: Whole | None = Field(None, description="the fair value of all the points, in minor units")

    def request(self, member: str, zone: ZoneInfo) -> Earn:
        given = self.model_dump(exclude={"order_id", "lines", "expires_on", "qualifying_expires_on", "member_id"})
        given["expires_at"] = end_of_day(self.expires_on, zone) if self.expires_on else None
        given["qualifying_expires_at"] = end_of_day(self.qualifying_expires_on, zone) if self.qualifying_expires_on else None
        for unit in ("", "qualifying_"):
            usable(f"{unit}expires_on", given[f"{unit}expires_at"], self.matures_at)
        return Earn(member=member, reference=self.order_id, lines=tuple(line.line() for line in self.lines), **given)


class MemberEarnBody(EarnBody):
    member_id: Named


class EarnAllBody(Body):
    """Many purchases earn, all of them or none."""

    earns: list[MemberEarnBody] = Field(min_length=1, max_length=AT_ONCE)

    def request(self, zone: ZoneInfo) -> EarnAll:
        return EarnAll(earns=tuple(each.request(each.member_id, zone) for each in self.earns))


class SpendBody(Body):
    amount: Points
    reference: Text = Field(description="what they are spent for, such as an order's id")
    occurred_at: Moment | None = None

    def request(self, member: str) -> Spend:
        return Spend(member=member, **self.model_dump())


class AmountBody(Body):
    """A part, or all of it where no amount is given."""

    amount: Points | None = None


class HoldBody(Body):
    amount: Points
    ends_at: Moment = Field(description="then what was not captured is free again")
    reference: Text

    def request(self, member: str) -> SetAside:
        return SetAside(member=member, **self.model_dump())


class TransferBody(Body):
    receiver: Named
    amount: Points


class AdjustBody(Body):
    """A correction by hand. Above the programme's limit a second person agrees."""

    amount: int = Field(ge=-MOST, le=MOST, description="points to add, or to take away if negative; never 0")
    reason: Text
    by: Text = Field(description="who makes it")
    agreed_by: Text | None = None
    unit: Literal["points", "qualifying"] = "points"
    expires_on: Day | None = None

    def request(self, member: str, zone: ZoneInfo) -> Adjust:
        unit: Unit = self.unit
        ends = end_of_day(self.expires_on, zone) if self.expires_on else None
        given = {"amount": self.amount, "reason": self.reason, "by": self.by, "agreed_by": self.agreed_by or ""}
        return Adjust(member=member, unit=unit, expires_at=ends, **given)  # type: ignore[arg-type]


class CodeBody(Body):
    code: str = Field(
        min_length=1, max_length=100, description="as it was written; dashes, spaces and small letters don't matter"
    )


class CampaignBody(Body):
    """What one batch of codes gives, to whom, when and how often. Limits that are left out don't limit."""

    campaign_id: Named
    points: Points
    starts_at: Moment
    ends_at: Moment
    expires_after_days: int | None = Field(None, ge=1, le=36_500)
    per_member: int | None = Field(None, ge=1, le=10**9)
    per_household: int | None = Field(None, ge=1, le=10**9)
    most_uses: int | None = Field(None, ge=1, le=MOST)
    budget_points: Points | None = None

    def campaign(self) -> Campaign:
        return Campaign(**self.model_dump())


class MakeCodesBody(Body):
    number: int = Field(ge=1, le=5_000)
    uses: int = Field(1, ge=1, le=10**9, description="1: single-use; more: shared")


class LinkBody(Body):
    days: int = Field(30, ge=1, le=366, description="for how long the link is good")
    language: Literal["en", "lt", "lv", "ru", "fa"] | None = None
