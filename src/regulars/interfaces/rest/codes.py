"""Codes: made in batches, used once for each key, and guessed by nobody for long."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from regulars.actions.rewards.ledger.entries import EntryId
from regulars.errors import CodeRefused
from regulars.interfaces.rest.access import Call, Having, Idempotency
from regulars.interfaces.rest.answers import ActAnswer, CampaignAnswer, CodesAnswer, of_act
from regulars.interfaces.rest.bodies import CampaignBody, CodeBody, MakeCodesBody
from regulars.interfaces.rest.fields import EntryName, Named
from regulars.interfaces.rest.members import DryRun, MemberId
from regulars.interfaces.rest.trips import OneTrip
from regulars.stores.operations.code_batches import Batch, announce_once, make_once
from regulars.stores.operations.holdings import need_own

ROUTER = APIRouter(prefix="/v1", tags=["codes"], route_class=OneTrip)
Using = Annotated[Call, Depends(Having("codes:redeem"))]
Making = Annotated[Call, Depends(Having("codes:make"))]
Use = Annotated[EntryName, Path(description="the entry that using the code wrote")]
CampaignId = Annotated[Named, Path(description="a campaign's id")]
# Wrong codes within a quarter of an hour, after which nothing is looked up: for a member, for a key.
WRONG_BY_MEMBER, WRONG_BY_KEY = 10, 1000


@ROUTER.post("/campaigns", operation_id="announce_campaign", status_code=201, summary="Announce what a batch of codes gives")
def announce(call: Making, key: Idempotency, body: CampaignBody, dry_run: DryRun = False) -> CampaignAnswer:
    announce_once(call.operations.codes, body.campaign(), key=call.own(key), at=call.at, dry_run=dry_run)
    return CampaignAnswer(campaign_id=body.campaign_id)


@ROUTER.post("/campaigns/{campaign_id}/codes", operation_id="make_codes", status_code=201,
             summary="Make codes; the store keeps no code that could be read")  # fmt: skip
def make(call: Making, key: Idempotency, campaign_id: CampaignId, body: MakeCodesBody, dry_run: DryRun = False) -> CodesAnswer:
    batch = Batch(campaign_id, body.number, body.uses)
    return CodesAnswer(codes=make_once(call.operations.codes, batch, key=call.own(key), at=call.at, dry_run=dry_run))


@ROUTER.post("/members/{member_id}/codes", operation_id="redeem_code", summary="Give a member what a code gives")
def redeem(call: Using, key: Idempotency, member_id: MemberId, body: CodeBody, dry_run: DryRun = False) -> ActAnswer:
    """Unknown, used and expired codes get one answer; which it was is told to keys with the scope codes:reveal."""
    call.operations.members.find(
        member_id
    )  # first of all: what follows must not tell a code that is there from one that is not
    guessing = call.operations.guesses
    limits = {f"codes member {member_id}": WRONG_BY_MEMBER, f"codes key {call.key.key_id}": WRONG_BY_KEY}
    guessing.refuse_locked(limits, call.at)
    reveal = call.may("codes:reveal")
    try:
        done = call.operations.codes.redeem(member_id, body.code, key=call.own(key), at=call.at, reveal=reveal, dry_run=dry_run)
    except CodeRefused:
        guessing.note(limits, call.at)
        raise
    return of_act(done)


@ROUTER.post(
    "/members/{member_id}/codes/{entry_id}/return", operation_id="return_code",
    summary="Take back what a code gave: it can be used again, and no limit counts it",
)  # fmt: skip
def give_back(call: Making, key: Idempotency, member_id: MemberId, entry_id: Use, dry_run: DryRun = False) -> ActAnswer:
    """Points that were spent are replaced, owed or forgiven, as with any refund."""
    use = EntryId.of(entry_id)
    need_own(call.operations.ledger, member_id, use)
    return of_act(call.operations.codes.give_back(use, key=call.own(key), at=call.at, dry_run=dry_run))
