"""Points come, go, are set aside and are corrected; each act once for its key."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from regulars.actions.rewards.ledger.entries import EntryId
from regulars.actions.rewards.ledger.request import Request, same_name
from regulars.actions.rewards.ledger.requests import Capture, Return, Transfer, Void
from regulars.errors import UsageError
from regulars.interfaces.rest.access import Call, Having, Idempotency
from regulars.interfaces.rest.answers import ActAnswer, of_act, of_giver
from regulars.interfaces.rest.bodies import AdjustBody, AmountBody, EarnAllBody, EarnBody, HoldBody, SpendBody, TransferBody
from regulars.interfaces.rest.fields import EntryName
from regulars.interfaces.rest.members import DryRun, MemberId
from regulars.interfaces.rest.moments import check_past
from regulars.interfaces.rest.trips import OneTrip
from regulars.stores.operations.holdings import need_own

ROUTER = APIRouter(prefix="/v1/members/{member_id}", tags=["points"], route_class=OneTrip)
BATCHES = APIRouter(prefix="/v1", tags=["points"], route_class=OneTrip)
Earning = Annotated[Call, Depends(Having("points:earn"))]
Spending = Annotated[Call, Depends(Having("points:spend"))]
Giving = Annotated[Call, Depends(Having("points:transfer"))]
Correcting = Annotated[Call, Depends(Having("points:adjust"))]
Spend = Annotated[EntryName, Path(description="the entry of a spend or capture")]
Hold = Annotated[EntryName, Path(description="a hold's id")]


def _act(call: Call, request: Request, key: str, dry_run: bool) -> ActAnswer:
    check_past(call.at, request.occurred_at)
    return of_act(call.operations.ledger.act(request, key=call.own(key), at=call.at, dry_run=dry_run))


@ROUTER.post("/earn", operation_id="earn", summary="Give points for a purchase, each line once")
def earn(call: Earning, key: Idempotency, member_id: MemberId, body: EarnBody, dry_run: DryRun = False) -> ActAnswer:
    return _act(call, body.request(member_id, call.operations.zone), key, dry_run)


@BATCHES.post("/earns", operation_id="earn_all", summary="Give points for many purchases, all of them or none")
def earn_all(call: Earning, key: Idempotency, body: EarnAllBody, dry_run: DryRun = False) -> ActAnswer:
    asked = body.request(call.operations.zone)
    for each in asked.earns:
        check_past(call.at, each.occurred_at)
    return _act(call, asked, key, dry_run)


@ROUTER.post("/spend", operation_id="spend", summary="Use points: soonest expiry first, then oldest")
def spend(call: Spending, key: Idempotency, member_id: MemberId, body: SpendBody, dry_run: DryRun = False) -> ActAnswer:
    return _act(call, body.request(member_id), key, dry_run)


@ROUTER.post("/spends/{entry_id}/return", operation_id="return_spend", summary="Take a spend back, in whole or in part")
def give_back(
    call: Spending, key: Idempotency, member_id: MemberId, entry_id: Spend, body: AmountBody, dry_run: DryRun = False
) -> ActAnswer:
    return _act(call, Return(spend=_own(call, member_id, entry_id), amount=body.amount), key, dry_run)


@ROUTER.post("/holds", operation_id="hold", summary="Set points aside for an order that is not paid yet")
def hold(call: Spending, key: Idempotency, member_id: MemberId, body: HoldBody, dry_run: DryRun = False) -> ActAnswer:
    return _act(call, body.request(member_id), key, dry_run)


@ROUTER.post("/holds/{hold_id}/capture", operation_id="capture_hold", summary="Spend held points, all or a part of them")
def capture(
    call: Spending, key: Idempotency, member_id: MemberId, hold_id: Hold, body: AmountBody, dry_run: DryRun = False
) -> ActAnswer:
    return _act(call, Capture(hold=_own(call, member_id, hold_id), amount=body.amount), key, dry_run)


@ROUTER.post("/holds/{hold_id}/void", operation_id="void_hold", summary="Give up a hold")
def void(call: Spending, key: Idempotency, member_id: MemberId, hold_id: Hold, dry_run: DryRun = False) -> ActAnswer:
    return _act(call, Void(hold=_own(call, member_id, hold_id)), key, dry_run)


@ROUTER.post("/transfer", operation_id="transfer", summary="Give points to another member; they keep their expiry")
def transfer(call: Giving, key: Idempotency, member_id: MemberId, body: TransferBody, dry_run: DryRun = False) -> ActAnswer:
    giver = call.operations.members.find(member_id)
    asked = Transfer(giver=member_id, receiver=body.receiver, amount=body.amount)
    done = call.operations.ledger.act(asked, key=call.own(key), at=call.at, dry_run=dry_run)
    return of_giver(done, giver.merged_into or member_id)


@ROUTER.post("/adjust", operation_id="adjust", summary="Correct a balance by hand, with who and why")
def adjust(call: Correcting, key: Idempotency, member_id: MemberId, body: AdjustBody, dry_run: DryRun = False) -> ActAnswer:
    if body.agreed_by and same_name(body.by, body.agreed_by):
        raise UsageError("the one who makes it agrees with himself", expected="two persons", do="let a second one agree")
    return _act(call, body.request(member_id, call.operations.zone), key, dry_run)


def _own(call: Call, member_id: str, name: str) -> EntryId:
    """The entry of this member with this name; another member's is not there."""
    entry_id = EntryId.of(name)
    need_own(call.operations.ledger, member_id, entry_id)
    return entry_id
