"""What answers say. Times are UTC; points and money are whole numbers."""

from __future__ import annotations

from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from regulars.actions.rewards.ledger.accounts import Hold, Lot
from regulars.actions.rewards.ledger.acting import Posted
from regulars.actions.rewards.ledger.entries import EntryId
from regulars.actions.rewards.ledger.explaining import explain
from regulars.interfaces.rest.fields import Answer, Told
from regulars.stores.operations.holdings import Written
from regulars.stores.operations.members import Member, Person


class BalanceAnswer(Answer):
    member_id: str
    unit: Literal["points", "qualifying"]
    available: int = Field(description="points that are there, held ones included")
    pending: int = Field(description="points that mature later")
    debt: int = Field(description="points that are owed, because they were spent and then refunded")
    held: int
    free: int = Field(description="what can be used now: available less held")
    net: int = Field(description="available less debt")


class ActAnswer(Answer):
    """The entries that an act wrote, its own first, and the balances after it. A repeat gets the same.

    Of many purchases at once there are the entries alone: ask for a balance where you need one.
    """

    entries: list[str]
    balances: list[BalanceAnswer]


class PersonAnswer(Answer):
    name: str
    email: str
    phone: str
    permissions: dict[str, bool]


class MemberAnswer(Answer):
    member_id: str
    customer_id: str | None
    household_id: str | None
    joined_at: Told
    merged_into: str | None = Field(description="the member whose part this one became")
    person: PersonAnswer | None = Field(None, description="only for keys with the scope people:read")


class JoinedAnswer(Answer):
    member_id: str | None = Field(description="null in a dry run: an id is drawn when somebody joins in earnest")


class LotAnswer(Answer):
    """Points that came together and expire together."""

    lot_id: str
    amount: int
    remaining: int
    held: int
    matured: bool
    earned_at: Told
    matures_at: Told | None
    expires_at: Told | None = Field(description="from then on they can't be used")
    source: str
    rule: str
    arm: str = Field(description="the experiment's arm that gave them, if there was one")
    value_minor: int | None = Field(description="their fair value when they came, in minor units")


class HoldAnswer(Answer):
    hold_id: str
    amount: int
    open: int
    captured: int
    ends_at: Told
    reference: str


class EntryAnswer(Answer):
    """One movement of points, with its reason in words."""

    entry_id: str
    member_id: str = Field(description="in whose account: another's who became a part of this member, or this one's")
    kind: str
    occurred_at: Told
    recorded_at: Told
    available: int = Field(description="by how much what is available changed")
    pending: int
    debt: int
    available_after: int
    pending_after: int
    debt_after: int
    reference: str
    related: str | None
    explanation: str


class MemberPage(Answer):
    items: list[MemberAnswer]
    next: str | None = Field(description="the cursor of the next page; null on the last")


class LotPage(Answer):
    items: list[LotAnswer]
    next: str | None


class HoldPage(Answer):
    items: list[HoldAnswer]
    next: str | None


class EntryPage(Answer):
    items: list[EntryAnswer]
    next: str | None


class CampaignAnswer(Answer):
    campaign_id: str


class CodesAnswer(Answer):
    """Codes, told here and never again, except to a repeat of the same request. A dry run shows none."""

    codes: list[str]


class LinkAnswer(Answer):
    url: str
    ends_at: Told


class HealthAnswer(Answer):
    status: Literal["ok", "ready"]


def of_member(member: Member, person: Person | None) -> MemberAnswer:
    known = None if person is None else PersonAnswer(**{name: getattr(person, name) for name in PersonAnswer.model_fields})
    own = {name: getattr(member, name) for name in MemberAnswer.model_fields if name != "person"}
    return MemberAnswer(**own, person=known)


def of_lot(lot: Lot) -> LotAnswer:
    own: dict[str, Any] = {name: getattr(lot, name) for name in LotAnswer.model_fields if name != "lot_id"}
    return LotAnswer(lot_id=str(lot.lot_id), **own)


def of_hold(hold: Hold) -> HoldAnswer:
    own: dict[str, Any] = {name: getattr(hold, name) for name in HoldAnswer.model_fields if name != "hold_id"}
    return HoldAnswer(hold_id=str(hold.hold_id), **own)


def of_entry(written: Written, zone: ZoneInfo) -> EntryAnswer:
    entry = written.entry
    same = ("kind", "occurred_at", "recorded_at", "available_after", "pending_after", "debt_after", "reference")
    return EntryAnswer(
        entry_id=str(entry.entry_id),
        member_id=written.member_id,
        available=entry.legs.available,
        pending=entry.legs.pending,
        debt=entry.legs.debt,
        related=str(entry.related) if entry.related else None,
        explanation=explain(entry, zone),
        **{name: getattr(entry, name) for name in same},
    )


def of_act(posted: Posted) -> ActAnswer:
    return ActAnswer(entries=list(posted.entries), balances=[BalanceAnswer(**b) for b in posted.balances])


def of_giver(posted: Posted, giver: str) -> ActAnswer:
    """A transfer as its giver may see it: the receiver's balance is the receiver's own affair."""
    own = [name for name in posted.entries if EntryId.of(name).account == posted.entry.account]
    return ActAnswer(entries=own, balances=[BalanceAnswer(**b) for b in posted.balances if b["member_id"] == giver])
