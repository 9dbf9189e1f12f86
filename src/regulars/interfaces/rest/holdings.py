"""What a member has, what of it expires when, what is set aside, and why each entry stands there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Literal, TypeVar

from fastapi import APIRouter, Depends, Path, Query

from regulars.actions.rewards.ledger.accounts import Lot
from regulars.actions.rewards.ledger.entries import EntryId
from regulars.interfaces.rest.access import Call, Having
from regulars.interfaces.rest.answers import (
    BalanceAnswer,
    EntryAnswer,
    EntryPage,
    HoldPage,
    LotPage,
    of_entry,
    of_hold,
    of_lot,
)
from regulars.interfaces.rest.cursors import Cursor
from regulars.interfaces.rest.fields import EntryName
from regulars.interfaces.rest.members import After, MemberId, Most
from regulars.interfaces.rest.trips import OneTrip
from regulars.stores.operations.holdings import history, holdings, own_entry

T = TypeVar("T")
ROUTER = APIRouter(prefix="/v1/members/{member_id}", tags=["holdings"], route_class=OneTrip)
Reading = Annotated[Call, Depends(Having("points:read"))]
InUnit = Annotated[Literal["points", "qualifying"], Query(description="points, or units that count towards a tier")]
Entry = Annotated[EntryName, Path(description="an entry's id, such as 17.3")]


@ROUTER.get("/balance", operation_id="get_balance", summary="What a member has now")
def balance(call: Reading, member_id: MemberId, unit: InUnit = "points") -> BalanceAnswer:
    return BalanceAnswer(**call.operations.ledger.balance(member_id, call.at, unit).to_dict())


@ROUTER.get("/lots", operation_id="list_lots", summary="What came together and expires together, in the order of spending")
def lots(call: Reading, member_id: MemberId, unit: InUnit = "points", limit: Most = 50, cursor: After = None) -> LotPage:
    place = Cursor(call.operations.key, "lots", member_id, unit)
    held = holdings(call.operations.ledger, member_id, call.at, unit).lots
    found, following = _page(held, _place_of_lot, place, cursor, limit)
    return LotPage(items=[of_lot(lot) for lot in found], next=following)


@ROUTER.get("/holds", operation_id="list_holds", summary="What is set aside and not captured yet")
def holds(call: Reading, member_id: MemberId, limit: Most = 50, cursor: After = None) -> HoldPage:
    place = Cursor(call.operations.key, "holds", member_id)
    held = holdings(call.operations.ledger, member_id, call.at).holds
    found, following = _page(held, lambda hold: list(hold.hold_id), place, cursor, limit)
    return HoldPage(items=[of_hold(hold) for hold in found], next=following)


@ROUTER.get("/entries", operation_id="list_entries", summary="A member's entries, the latest first, each with its reason")
def entries(call: Reading, member_id: MemberId, unit: InUnit = "points", limit: Most = 50, cursor: After = None) -> EntryPage:
    """Those of every member who became a part of this one are among them."""
    place = Cursor(call.operations.key, "history", member_id, unit)
    seen = {entry_id.account: entry_id for entry_id in map(EntryId.of, place.read(cursor) or ())}
    found = history(call.operations.ledger, member_id, unit=unit, before=seen.values(), most=limit + 1)
    shown = found[:limit]
    seen |= {written.entry.entry_id.account: written.entry.entry_id for written in shown}
    following = place.write([str(entry_id) for entry_id in seen.values()]) if len(found) > limit else None
    return EntryPage(items=[of_entry(written, call.operations.zone) for written in shown], next=following)


@ROUTER.get("/entries/{entry_id}", operation_id="get_entry", summary="Why one entry stands there")
def entry(call: Reading, member_id: MemberId, entry_id: Entry) -> EntryAnswer:
    return of_entry(own_entry(call.operations.ledger, member_id, EntryId.of(entry_id)), call.operations.zone)


def _page(
    held: Iterable[T], place_of: Callable[[T], list[str | int]], place: Cursor, cursor: str | None, limit: int
) -> tuple[list[T], str | None]:
    """Those behind the last one that was shown, and the cursor of the rest; what came or went meanwhile moves no other."""
    shown = place.read(cursor)
    rest = [each for each in held if shown is None or place_of(each) > shown]
    found = rest[:limit]
    return found, place.write(place_of(found[-1])) if len(rest) > limit else None


def _place_of_lot(lot: Lot) -> list[str | int]:
    """Its place in the order of spending, as it goes into a cursor."""
    expires_at, earned_at, lot_id = lot.order
    return [expires_at.isoformat(timespec="microseconds"), earned_at.isoformat(timespec="microseconds"), *lot_id]
