"""Members: who takes part, under random ids."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request

from regulars.actions.rewards.ledger.requests import Merge
from regulars.interfaces.rest.access import Call, Having, Idempotency
from regulars.interfaces.rest.answers import ActAnswer, JoinedAnswer, LinkAnswer, MemberAnswer, MemberPage, of_act, of_member
from regulars.interfaces.rest.bodies import JoinBody, LinkBody, MergeBody
from regulars.interfaces.rest.cursors import Cursor
from regulars.interfaces.rest.fields import Named, Text
from regulars.interfaces.rest.trips import OneTrip
from regulars.stores.operations.members import Member
from regulars.wiring.links import Links

ROUTER = APIRouter(prefix="/v1/members", tags=["members"], route_class=OneTrip)
MemberId = Annotated[Named, Path(description="a member's id")]
Most = Annotated[int, Query(ge=1, le=200, description="the most to list")]
After = Annotated[str | None, Query(max_length=500, description="next of the page before")]
DryRun = Annotated[bool, Query(description="answer as if it were done, and write nothing")]
Reading = Annotated[Call, Depends(Having("members:read"))]
Writing = Annotated[Call, Depends(Having("members:write"))]
Linking = Annotated[Call, Depends(Having("wallet:link"))]


@ROUTER.post("", operation_id="join_member", status_code=201, summary="Add a member under a new random id")
def join(call: Writing, key: Idempotency, body: JoinBody, dry_run: DryRun = False) -> JoinedAnswer:
    person = body.person.person() if body.person else None
    given = {"customer_id": body.customer_id, "household_id": body.household_id}
    joined = call.operations.members.join(key=call.own(key), at=call.at, person=person, dry_run=dry_run, **given)
    return JoinedAnswer(member_id=joined or None)


@ROUTER.get("", operation_id="list_members", summary="List members, or find the one whom the shop knows as a customer")
def every(
    call: Reading, customer_id: Annotated[Text | None, Query()] = None, limit: Most = 50, cursor: After = None
) -> MemberPage:
    place = Cursor(call.operations.key, "members", customer_id or "")
    found = call.operations.members.some(after=place.read(cursor) or "", most=limit + 1, customer_id=customer_id)
    items = [_shown(call, member) for member in found[:limit]]
    return MemberPage(items=items, next=place.write(items[-1].member_id) if len(found) > limit else None)


@ROUTER.get("/{member_id}", operation_id="get_member", summary="Look one member up")
def one(call: Reading, member_id: MemberId) -> MemberAnswer:
    return _shown(call, call.operations.members.find(member_id))


@ROUTER.post("/{member_id}/merge", operation_id="merge_members", summary="Two members are one person")
def merge(call: Writing, key: Idempotency, member_id: MemberId, body: MergeBody, dry_run: DryRun = False) -> ActAnswer:
    asked = Merge(absorbed=body.absorbed, into=member_id)
    return of_act(call.operations.ledger.act(asked, key=call.own(key), at=call.at, dry_run=dry_run))


@ROUTER.post(
    "/{member_id}/wallet-links", operation_id="make_wallet_link", status_code=201,
    summary="Make a signed link to a member's own page; nothing is written",
)  # fmt: skip
def link(call: Linking, request: Request, member_id: MemberId, body: LinkBody) -> LinkAnswer:
    member = call.operations.members.find(member_id)
    lasting = timedelta(days=body.days)
    token = Links(call.operations.key).token(member.member_id, at=call.at, lasting=lasting)
    language = f"?language={body.language}" if body.language else ""
    return LinkAnswer(url=f"{request.app.state.public_url}/wallet/{token}{language}", ends_at=call.at + lasting)


def _shown(call: Call, member: Member) -> MemberAnswer:
    """Names and addresses only for keys that may see them; for others they are not even read."""
    return of_member(member, call.operations.members.person(member.member_id) if call.may("people:read") else None)
