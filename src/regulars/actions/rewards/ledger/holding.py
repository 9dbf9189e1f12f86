"""Points set aside: held, captured in whole or in part, given back."""

from __future__ import annotations

from regulars.actions.rewards.ledger.accounts import Account, Hold, HoldPart
from regulars.actions.rewards.ledger.entries import Entry, EntryId, Legs
from regulars.actions.rewards.ledger.page import Page
from regulars.actions.rewards.ledger.requests import Capture, SetAside, Void
from regulars.actions.rewards.ledger.settling import finish, note_due, release, settle
from regulars.actions.rewards.ledger.taking import choose, source_order
from regulars.errors import LimitReached, UsageError


def set_aside(page: Page, request: SetAside) -> None:
    """Hold points: they can't be spent, and they stay although their lot expires, until the hold ends."""
    if request.ends_at <= page.at:
        raise UsageError(f"the hold would end at {request.ends_at}, in the past", expected="a time to come", do="correct it")
    account = page.account(request.member, "points")
    settle(page, account)
    parts = choose(page, account, request.amount)
    ends = request.ends_at.isoformat()
    entry = page.post(account, "held", Legs(), reference=request.reference, amount=request.amount, ends_at=ends)
    hold = Hold(entry.entry_id, account.account_id, request.amount, request.ends_at, request.reference)
    for part in parts:
        part.lot.held += part.amount
        hold.parts.append(HoldPart("lot", part.lot.lot_id, part.amount))
    account.held += request.amount
    page.holds[hold.hold_id] = hold
    note_due(account, hold.ends_at)
    finish(page, account)


def capture(page: Page, request: Capture) -> None:
    """Spend what is held, or a part of it; the rest stays held. Only until the hold ends."""
    account, hold = _open_hold(page, request.hold)
    amount = hold.open if request.amount is None else request.amount
    if amount > hold.open or not hold.open:
        raise LimitReached(
            f"the hold {hold.hold_id} has {hold.open:,} of its {hold.amount:,} points left",
            expected=f"no more than {hold.open:,}",
            do="capture less, or hold again",
        )
    parts = _captured(page, hold, amount)
    hold.captured += amount
    entry = page.post(account, "captured", _legs(parts, amount), reference=hold.reference, related=hold.hold_id)
    for part in parts:
        _use(page, account, entry, part)
    finish(page, account)


def void(page: Page, request: Void) -> None:
    """Give back what is still held."""
    account, hold = _open_hold(page, request.hold)
    if not hold.open:
        raise LimitReached(f"the hold {hold.hold_id} holds nothing any more", do="nothing: its points are free or captured")
    release(page, account, hold, "voided")
    finish(page, account)


def _open_hold(page: Page, hold_id: EntryId) -> tuple[Account, Hold]:
    account = page.account_of(hold_id)
    settle(page, account)
    return account, page.hold(hold_id)


def _captured(page: Page, hold: Hold, amount: int) -> list[HoldPart]:
    """Take so much out of a hold's parts, in the order in which points are spent."""
    taken = []
    for part in sorted(hold.parts, key=lambda p: source_order(page, (p.source, p.lot))):
        if amount:
            taken.append(HoldPart(part.source, part.lot, min(amount, part.amount)))
            part.amount -= taken[-1].amount
            amount -= taken[-1].amount
    hold.parts = [p for p in hold.parts if p.amount]
    return taken


def _legs(parts: list[HoldPart], amount: int) -> Legs:
    sums = {source: sum(p.amount for p in parts if p.source == source) for source in ("lot", "debt", "written_off")}
    return Legs(available=-sums["lot"], debt=sums["debt"], written_off=-sums["written_off"], redeemed=amount)


def _use(page: Page, account: Account, entry: Entry, part: HoldPart) -> None:
    page.use(entry, entry.entry_id, part.source, part.lot, part.amount)
    if part.lot is not None:
        lot = page.lot(part.lot)
        lot.held -= part.amount
        lot.remaining -= part.amount
        lot.used += part.amount
        account.held -= part.amount
