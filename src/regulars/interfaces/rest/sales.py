"""Purchases and refunds, told as they happen: facts of the workspace, and the points that go with them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends

from regulars.errors import UsageError
from regulars.interfaces.rest.access import Call, Having, Idempotency
from regulars.interfaces.rest.answers import ActAnswer, of_act
from regulars.interfaces.rest.bodies_of_sales import PurchaseBody, RefundBody
from regulars.interfaces.rest.members import DryRun
from regulars.interfaces.rest.moments import check_past
from regulars.interfaces.rest.trips import OneTrip

ROUTER = APIRouter(prefix="/v1", tags=["sales"], route_class=OneTrip)
Selling = Annotated[Call, Depends(Having("sales:write"))]


@ROUTER.post(
    "/purchases", operation_id="tell_purchase", status_code=201, summary="Tell of a purchase, and give what its lines earn"
)
def purchase(call: Selling, key: Idempotency, body: PurchaseBody, dry_run: DryRun = False) -> ActAnswer:
    if body.earns:
        call.need("points:earn")
    check_past(call.at, body.occurred_at)
    asked = body.request(call.operations.zone)
    return of_act(call.operations.sales.buy(asked, key=call.own(key), at=call.at, dry_run=dry_run))


@ROUTER.post(
    "/refunds", operation_id="tell_refund", status_code=201, summary="Tell of a refund, and take back what it had earned"
)
def refund(call: Selling, key: Idempotency, body: RefundBody, dry_run: DryRun = False) -> ActAnswer:
    if len({line.line_id for line in body.lines}) < len(body.lines):
        raise UsageError("a line is named twice", expected="each once", do="add their amounts")
    check_past(call.at, body.occurred_at)
    return of_act(call.operations.sales.give_back(body.request(), key=call.own(key), at=call.at, dry_run=dry_run))
